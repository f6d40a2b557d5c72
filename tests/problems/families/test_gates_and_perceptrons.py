"""Gates and perceptrons by hand: the lectures' examples on the command line, other numbers, each slip by its name."""

from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest

from problems.catalog import FAMILIES
from problems.question import variant_of
from reference.gates import DECOMPOSITIONS, GATES, MODELS, ROWS, TWO_LAYERS, bias_range, fires_right, output
from tests.problems.families.solving import marked, refusal, shown, solved

WITHIN = 1e-9
AND_TABLE = {"w": ["0.5", "0.5"], "b": "-0.7"}


def _same(found: Any, wanted: Any) -> None:
    np.testing.assert_allclose(np.asarray(found, dtype=float), np.asarray(wanted, dtype=float), rtol=0, atol=WITHIN)


@pytest.mark.parametrize(
    ("w", "b", "S", "y"),
    [
        pytest.param([1, 1], "-1.5", [-1.5, -0.5, -0.5, 0.5], [0, 0, 0, 1], id="WE-0-01 AND, WE-0-02"),
        pytest.param([1, 1], "-0.5", [-0.5, 0.5, 0.5, 1.5], [0, 1, 1, 1], id="WE-0-01 OR"),
        pytest.param(["0.5", "0.5"], "-0.7", [-0.7, -0.2, -0.2, 0.3], [0, 0, 0, 1], id="WE-3-04, WE-3-07 AND, WE-3-09"),
        pytest.param(["-0.5", "-0.5"], "0.7", [0.7, 0.2, 0.2, -0.3], [1, 1, 1, 0], id="WE-3-05"),
        pytest.param(["0.5", "0.5"], "-0.2", [-0.2, 0.3, 0.3, 0.8], [0, 1, 1, 1], id="WE-3-06, WE-3-07 OR"),
    ],
)
def test_the_gates_of_the_lectures(w, b, S, y) -> None:
    """Sums that floats would give as -0.19999999999999996 come out as -0.2."""
    found = solved("gates.evaluate", {"w": w, "b": b})
    assert found["S"] == S
    assert found["y"] == y


@pytest.mark.parametrize(
    ("w", "theta", "sums", "y"),
    [
        pytest.param("0.5", "0.7", [0, 0.5, 0.5, 1], [0, 0, 0, 1], id="WE-3-01"),
        pytest.param("-0.5", "-0.7", [0, -0.5, -0.5, -1], [1, 1, 1, 0], id="WE-3-02"),
        pytest.param("0.5", "0.3", [0, 0.5, 0.5, 1], [0, 1, 1, 1], id="WE-3-03"),
    ],
)
def test_the_thresholds_of_the_lectures(w, theta, sums, y) -> None:
    """The printed sums and outputs, and the bias that each threshold is."""
    found = solved("gates.threshold", {"w": [w, w], "theta": theta})
    assert found["sum"] == sums
    assert found["y"] == y
    assert found["b"] == -float(theta)
    assert found["w_tilde"] == [-float(theta), float(w), float(w)]


def test_the_bias_printed_for_or_is_another_one() -> None:
    """The slides go from a threshold of 0.3 to a bias of -0.2: the same gate, but not the same perceptron."""
    found = marked("gates.threshold", {"w": ["0.5", "0.5"], "theta": "0.3"}, {"b": "-0.2"})
    assert found["b"]["verdict"] == "wrong"
    biases = bias_range("OR", Fraction(1, 2), Fraction(1, 2), 0)
    assert biases is not None
    assert Fraction("-0.2") in biases
    assert Fraction("-0.3") in biases


def test_a_bias_of_minus_a_tenth_is_a_threshold_of_a_tenth() -> None:
    """WE-3-19: fires only if the sum is above 0.1."""
    assert solved("gates.threshold", {"w": [1], "b": "-0.1", "x": [["0.1"], ["0.11"]]}) == {
        "theta": 0.1,
        "sum": [0.1, 0.11],
        "S": [0, 0.01],
        "y": [0, 1],
        "w_tilde": [-0.1, 1],
    }


@pytest.mark.parametrize(("at_zero", "outputs"), [(0, [0, 0, 1]), (1, [0, 1, 1])])
def test_the_step_at_minus_one_zero_and_one(at_zero, outputs) -> None:
    """WE-1-07 (0 at 0) and the Heaviside step of WE-2-04 (1 at 0)."""
    givens = {"W": [[1]], "b": [0], "x": [[-1], [0], [1]], "step_at_zero": at_zero}
    assert solved("perceptron.layer", givens)["y"] == [[bit] for bit in outputs]


@pytest.mark.parametrize(("at_zero", "outputs"), [(0, [-1, 0, 1]), (1, [-1, 1, 1]), (-1, [-1, -1, 1])])
def test_the_sign_at_minus_one_zero_and_one(at_zero, outputs) -> None:
    """The sign of WE-2-04 is 0 at 0; two-valued conventions too."""
    found = solved("perceptron.sign", {"w": [1], "x": [[-1], [0], [1]], "sign_at_zero": at_zero})
    assert found["o"] == outputs
    assert "margin" not in found


def test_a_layer_of_three_perceptrons_with_two_inputs() -> None:
    """WE-2-05: W is 3 x 2, x has two entries, b and the output have three; nine parameters."""
    W, x, b = [["0.5", "-1"], ["1.5", "0.25"], ["-2", "1"]], ["1", "2"], ["0.5", "-2.5", "0"]
    found = solved("perceptron.layer", {"W": W, "x": x, "b": b})
    _same(found["S"], np.array(W, float) @ np.array(x, float) + np.array(b, float))
    assert found["S"] == [-1, -0.5, 0]
    assert found["y"] == [0, 0, 0]
    assert found["parameters"] == 9
    assert solved("perceptron.layer", {"W": W, "x": x, "b": b, "step_at_zero": 1})["y"] == [0, 0, 1]


def test_rows_of_inputs_are_each_what_they_are_alone() -> None:
    """A batch through four units with three inputs, against NumPy's float arithmetic written another way."""
    W = [["0.7", "-1.1", "0.3"], ["-0.2", "0.9", "1.3"], ["1.7", "0.4", "-0.6"], ["-0.8", "-0.5", "0.1"]]
    b, rows = ["0.15", "-0.35", "0.2", "0.9"], [["1", "0.5", "-2"], ["-0.3", "1.2", "0.7"]]
    whole = solved("perceptron.layer", {"W": W, "b": b, "x": rows})
    alone = [solved("perceptron.layer", {"W": W, "b": b, "x": row}) for row in rows]
    assert whole["S"] == [one["S"] for one in alone]
    assert whole["y"] == [one["y"] for one in alone]
    _same(whole["S"], np.einsum("ui,ri->ru", np.array(W, float), np.array(rows, float)) + np.array(b, float))
    assert whole["parameters"] == 16


BUILT = [(function, place) for function, ways in DECOMPOSITIONS.items() for place in range(len(ways))]
LECTURE_XOR = {"W1": [["-0.5", "-0.5"], ["0.5", "0.5"]], "b1": ["0.7", "-0.2"], "w2": ["0.5", "0.5"], "b2": "-0.7"}


def test_xor_by_the_gates_of_the_lecture() -> None:
    """WE-3-08, WE-3-07: S1 = NAND, S2 = OR, y = AND of both, which is XOR."""
    found = solved("gates.xor", LECTURE_XOR)
    assert found["S1"] == [1, 1, 1, 0]
    assert found["S2"] == [0, 1, 1, 1]
    assert found["a3"] == [-0.2, 0.3, 0.3, -0.2]
    assert found["y"] == [0, 1, 1, 0]


@pytest.mark.parametrize(("function", "place"), BUILT)
def test_every_decomposition_is_what_it_says(function, place) -> None:
    """Two gates of the inputs and one of their outputs: XOR, and its opposite."""
    first, second, last = DECOMPOSITIONS[function][place]
    assert tuple(output(last, output(first, *row), output(second, *row)) for row in ROWS) == TWO_LAYERS[function]


def test_a_network_of_three_hidden_perceptrons_and_inputs() -> None:
    """The parity of three inputs: one hidden unit for each count that is reached."""
    givens = {"W1": [[1, 1, 1]] * 3, "b1": ["-0.5", "-1.5", "-2.5"], "w2": [1, -1, 1], "b2": "-0.5"}
    found = solved("gates.xor", givens)
    assert found["y"] == [sum(row) % 2 for row in product((0, 1), repeat=3)]
    assert found["a4"] == [0.5 if sum(row) % 2 else -0.5 for row in product((0, 1), repeat=3)]


INTERVALS = {
    ("AND", "0.5"): (-1, -0.5),
    ("OR", "0.5"): (-0.5, 0),
    ("NAND", "-0.5"): (0.5, 1),
    ("AND", "1"): (-2, -1),
}


@pytest.mark.parametrize(("gate", "w"), INTERVALS)
@pytest.mark.parametrize(("at_zero", "letter"), [(0, "B"), (1, "C")])
def test_the_intervals_of_the_lectures_weights(gate, w, at_zero, letter) -> None:
    """Where b makes the gate; B includes the upper end, C the lower one."""
    found = solved("gates.bias_interval", {"gate": gate, "w": [w, w], "step_at_zero": at_zero})
    assert (found["low"], found["high"]) == INTERVALS[gate, w]
    assert found["ends"] == letter


@pytest.mark.parametrize("at_zero", [0, 1])
@pytest.mark.parametrize("gate", GATES)
def test_an_interval_is_exactly_where_the_gate_is_made(gate, at_zero) -> None:
    """Brute force over a grid of biases, for weights of every sign."""
    for w1, w2 in product((Fraction(-3, 4), Fraction(-1, 4), Fraction(1, 2), Fraction(1)), repeat=2):
        found = bias_range(gate, w1, w2, at_zero)
        for step in range(-40, 41):
            b = Fraction(step, 16)
            assert (found is not None and b in found) == fires_right(gate, w1, w2, b, at_zero), (w1, w2, b)


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("low", "0.5", "threshold-for-bias"),
        ("high", "-1", "other-end"),
        ("high", "0", "another-gate"),
        ("ends", "C", "low"),
        ("ends", "A", "neither"),
        ("ends", "D", "both"),
    ],
)
def test_slips_with_an_interval_are_named(field, typed, mistake) -> None:
    answers = {"low": "-1", "high": "-0.5", "ends": "B"}
    found = marked("gates.bias_interval", {"gate": "AND", "w": ["0.5", "0.5"]}, answers | {field: typed})
    assert found[field]["mistake"] == mistake
    assert {one["verdict"] for name, one in found.items() if name != field} == {"correct"}


NETWORK = dict(zip(("w11", "w12", "b1"), MODELS["NAND"], strict=True)) | dict(
    zip(("w21", "w22", "b2"), MODELS["OR"], strict=True)
)
JOINED = NETWORK | dict(zip(("v1", "v2", "c"), MODELS["AND"], strict=True))


def _judged(answers: dict[str, str], **givens: Any) -> dict[str, Any]:
    (finding,) = marked("gates.xor_weights", givens, answers).values()
    return finding


def test_the_lectures_xor_network_is_right() -> None:
    first, second = LECTURE_XOR["W1"]
    numbers = [*first, "0.7", *second, "-0.2", *LECTURE_XOR["w2"], "-0.7"]
    assert _judged(dict(zip(JOINED, numbers, strict=True)))["verdict"] == "correct"


@pytest.mark.parametrize(("function", "place"), BUILT)
@pytest.mark.parametrize("at_zero", [0, 1])
def test_every_decomposition_is_accepted(function, at_zero, place) -> None:
    """And not by the other function."""
    numbers = [number for gate in DECOMPOSITIONS[function][place] for number in MODELS[gate]]
    answers = dict(zip(JOINED, numbers, strict=True))
    assert _judged(answers, function=function, step_at_zero=at_zero)["verdict"] == "correct"
    (other,) = set(TWO_LAYERS) - {function}
    assert _judged(answers, function=other, step_at_zero=at_zero)["mistake"] == "opposite-output"


@pytest.mark.parametrize(
    ("changed", "mistake", "said"),
    [
        ({"w11": "1", "w12": "1", "b1": "-0.5"}, "hidden-equal", "Both hidden units"),
        ({"w11": "0", "w12": "0", "b1": "1"}, "hidden-constant", "Hidden unit 1"),
        ({"w21": "1", "w22": "1", "b2": "-1.5"}, "hidden-opposite", "opposite outputs"),
        ({"b1": "-1.5", "b2": "0.5", "c": "1.5"}, "threshold-for-bias", "subtracted"),
        ({"b1": "1", "b2": "-1", "c": "-2"}, "other-step-at-zero", "other convention"),
        ({"v1": "1", "v2": "1", "c": "-0.5"}, None, "Wrong in the rows (0, 0), (1, 1)"),
        ({"v1": "0", "v2": "1", "c": "-0.5"}, "another-gate", "make OR"),
    ],
)
def test_wrong_xor_networks_are_told_which_rows_and_why(changed, mistake, said) -> None:
    found = _judged(JOINED | changed)
    assert found["mistake"] == mistake
    assert "Wrong in the rows" in found["message"]["en"]
    assert "$S_1 = " in found["message"]["ko"]
    assert said in found["message"]["en"]


def test_a_given_unit_is_completed() -> None:
    """Whatever gate the first hidden unit is, `solve` finds the rest; some units leave nothing to build on."""
    for gate, function in product(MODELS, TWO_LAYERS):
        givens = {"function": function, "unit": MODELS[gate]}
        answers = {name: str(value) for name, value in solved("gates.xor_weights", givens).items()}
        assert len(answers) == 6
        assert _judged(answers, **givens)["verdict"] == "correct", (gate, function)
    assert "cannot be built" in refusal("gates.xor_weights", {"unit": [1, 0, "-0.5"]})
    assert "만들 수 없습니다" in refusal("gates.xor_weights", {"unit": [0, 0, 1]}, "ko")


PRINTED_O = {"x": [list(row) for row in ROWS], "y": [0, 0, 0, 1], "w": ["0.55", "0.55"], "b": "-0.65", "eta": "0.05"}


def test_the_lectures_training_table_changes_nothing() -> None:
    """WE-0-03: o is already the target; in batches too, every sum of updates is 0."""
    online, batch = solved("perceptron.epochs", PRINTED_O), solved("perceptron.batch", PRINTED_O)
    assert [online[f"S_{row}"] for row in range(1, 5)] == batch["S_1"] == [-0.65, -0.1, -0.1, 0.45]
    assert [online[f"o_{row}"] for row in range(1, 5)] == batch["o_1"] == [0, 0, 0, 1]
    assert batch["dw_1"] == [0, 0]
    assert online["w_final"] == batch["w_1"] == [0.55, 0.55]


def test_the_printed_outputs_would_take_both_updates_at_once() -> None:
    """WE-0-03 prints o = 0, 1, 1, 1, which these weights do not give; WE-0-04 and WE-0-05 both start from them.

    Both updates are right for the printed o, each by itself; together they are one batch update.
    """
    found = marked("perceptron.batch", PRINTED_O, {"S_1": ["-0.65", "-0.1", "-0.1", "0.45"], "o_1": [0, 1, 1, 1]})
    assert found["o_1"]["verdict"] in {"wrong", "mistake"}
    for x, w in (([0, 1], [0.55, 0.5]), ([1, 0], [0.5, 0.55])):
        update = solved("perceptron.update", {**PRINTED_O, "x": x, "y": 0, "o": 1})
        assert update == {"w_new": w, "b_new": -0.7}
    follows = marked(
        "perceptron.batch",
        PRINTED_O,
        {
            "S_1": ["-0.65", "-0.1", "-0.1", "0.45"],
            "o_1": [0, 1, 1, 1],
            "dw_1": ["-0.05", "-0.05"],
            "db_1": "-0.1",
            "w_1": ["0.5", "0.5"],
            "b_1": "-0.75",
        },
    )
    assert {follows[name]["verdict"] for name in ("dw_1", "db_1", "w_1", "b_1")} == {"follow_through"}


def test_a_drawn_output_is_what_the_drawn_weights_give(sample) -> None:
    """Whoever computes the sum of `perceptron.update` finds the output that is printed."""
    for seed in sample(200, short=20):
        givens = variant_of(FAMILIES["perceptron.update"], f"output {seed}").givens
        total = sum(Fraction(w) * Fraction(x) for w, x in zip(givens["w"], givens["x"], strict=True))
        assert (total + Fraction(givens["b"]) > 0) == (givens["o"] == 1)


def _trained_in_batches(givens: dict[str, Any], epochs: int, low: int) -> tuple[list[Fraction], Fraction]:
    """The batch perceptron written with lists and loops."""
    w, b = [Fraction(str(one)) for one in givens["w"]], Fraction(str(givens["b"]))
    eta = Fraction(str(givens["eta"]))
    for _ in range(epochs):
        dw, db = [Fraction(0)] * len(w), Fraction(0)
        for x, y in zip(givens["x"], givens["y"], strict=True):
            S = sum((a * Fraction(str(c)) for a, c in zip(w, x, strict=True)), b)
            error = y - (1 if S > 0 else low)
            dw = [old + eta * error * Fraction(str(c)) for old, c in zip(dw, x, strict=True)]
            db += eta * error
        w, b = [one + step for one, step in zip(w, dw, strict=True)], b + db
    return w, b


@pytest.mark.parametrize(("labels", "low"), [("01", 0), ("pm1", -1)])
def test_batches_agree_with_a_loop_over_rows(labels, low) -> None:
    """Three inputs, five rows, six epochs, both sets of labels."""
    rows = [[1, "0.5", "-0.2"], ["-0.4", 2, "0.3"], ["0.9", "-1.1", "0.6"], ["0.1", "0.2", "-0.7"], [-1, "0.4", "0.8"]]
    y = [1, low, 1, low, 1]
    givens = {"x": rows, "y": y, "w": ["0.3", "-0.2", "0.1"], "b": "0.05", "eta": "0.15", "labels": labels}
    found = solved("perceptron.batch", givens | {"epochs": 6})
    w, b = _trained_in_batches(givens, 6, low)
    _same(found["w_6"], [float(one) for one in w])
    _same(found["b_6"], float(b))
    fixed = solved("perceptron.batch", givens | {"epochs": 2, "train_bias": False})
    assert "b_1" not in fixed
    assert "db_2" not in fixed


def test_updating_row_by_row_is_called_online() -> None:
    givens = {"x": [list(row) for row in ROWS], "y": [0, 0, 0, 1], "w": ["0.5", "0.5"], "b": "0.2", "eta": "0.3"}
    online = solved("perceptron.epochs", givens)
    sums = [str(online[f"S_{row}"]) for row in range(1, 5)]
    assert sums != [str(S) for S in solved("perceptron.batch", givens)["S_1"]]
    assert marked("perceptron.batch", givens, {"S_1": sums})["S_1"]["mistake"] == "online-for-batch"


def test_a_boundary_in_the_plane() -> None:
    """3 x1 + 4 x2 - 10 = 0: distances from a triangle of Pythagoras, both sides and the line itself."""
    found = solved("perceptron.boundary", {"w": [3, 4], "b": -10, "x": [[0, 0], [2, 1], [5, 5]]})
    _same(found["S"], [-10, 0, 25])
    _same(found["norm"], 5)
    _same(found["distance"], [-2, 0, 5])
    _same([found["intercept1"], found["intercept2"]], [10 / 3, 2.5])


def test_distances_are_those_to_the_nearest_point_of_the_boundary() -> None:
    """In three dimensions: the foot of the perpendicular lies on the plane, as far away as is said."""
    w, b, points = np.array([0.7, -1.9, 2.3]), 1.7, np.array([[1.0, 2.0, -0.5], [-3.0, 0.4, 1.1]])
    found = solved("perceptron.boundary", {"w": w.tolist(), "b": b, "x": points.tolist()})
    for x, d in zip(points, found["distance"], strict=True):
        foot = x - d * w / np.linalg.norm(w)
        assert foot @ w + b == pytest.approx(0, abs=WITHIN)
        assert np.linalg.norm(x - foot) == pytest.approx(abs(d), abs=WITHIN)
    for place in range(3):
        at = np.zeros(3)
        at[place] = found[f"intercept{place + 1}"]
        assert at @ w + b == pytest.approx(0, abs=WITHIN)


def test_a_boundary_along_an_axis_does_not_meet_it() -> None:
    found = solved("perceptron.boundary", {"w": [0, 2], "b": 3, "x": [[1, 1]]})
    assert "intercept1" not in found
    assert found["intercept2"] == -1.5


WEATHER = {
    "x": [
        ["0.8", "0.6"],
        ["0.6", "0.9"],
        ["0.1", "0.2"],
        ["0.3", "0.1"],
        ["0.6", "0.6"],
        ["0.4", "0.3"],
        ["0.1", "0.2"],
    ],
    "y": [1, 1, 0, 0, 1, 0, 0],
}


def test_the_weather_is_separable_with_a_bias_only() -> None:
    """WE-4-01: the lecture's rule without a bias can never end; its table needs one."""
    found = solved("perceptron.separability", WEATHER)
    assert found["separable"] == "B"
    for w1, w2, b in ((found["w1"], found["w2"], found["b"]), ("0.2", "0.3", "-0.235"), ("0.46", "0.48", "-0.5")):
        answers = {"separable": "B", "w1": str(w1), "w2": str(w2), "b": str(b)}
        (finding,) = marked("perceptron.separability", WEATHER, answers).values()
        assert finding["verdict"] == "correct"


def test_the_weather_perceptron_of_one_consistent_choice() -> None:
    """WE-4-02: starting weights stand in figures alone. From w = 0 and a threshold of 0.5, the printed outputs."""
    givens = WEATHER | {"w": [0, 0], "b": "-0.5", "eta": "0.1", "train_bias": False}
    found = solved("perceptron.epochs", givens)
    assert [found[f"o_{row}"] for row in (1, 2, 3)] == [0, 0, 0]
    assert found["w_2"] == [0.14, 0.15]
    assert solved("perceptron.epochs", givens | {"epochs": 4})["w_final"] == [0.46, 0.48]


@pytest.mark.parametrize(
    ("answers", "mistake"),
    [
        ({"separable": "A", "w1": "1", "w2": "1", "b": "0"}, "without-chosen"),
        ({"separable": "C", "w1": "1", "w2": "1", "b": "-1"}, "no-chosen"),
        ({"separable": "B", "w1": "1", "w2": "1", "b": "1"}, "threshold-for-bias"),
        ({"separable": "B", "w1": "-1", "w2": "-1", "b": "1"}, "sides-exchanged"),
        ({"separable": "B", "w1": "1", "w2": "1", "b": "-1.2"}, "other-step-at-zero"),
        ({"separable": "B", "w1": "1", "w2": "0", "b": "-0.1"}, None),
    ],
)
def test_wrong_answers_about_the_weather_are_named(answers, mistake) -> None:
    (finding,) = marked("perceptron.separability", WEATHER, answers).values()
    assert finding["mistake"] == mistake
    assert finding["score"] == "0.00"


def test_not_separable_points_are_classified_as_well_as_can_be() -> None:
    """XOR costs one error, and weights with two are told that fewer are possible."""
    givens = {"x": [list(row) for row in ROWS], "y": [0, 1, 1, 0]}
    assert solved("perceptron.separability", givens)["separable"] == "C"
    best = {"separable": "C", "w1": "1", "w2": "1", "b": "-0.5"}
    (one,) = marked("perceptron.separability", givens, best).values()
    (two,) = marked("perceptron.separability", givens, best | {"w2": "0"}).values()
    assert one["verdict"] == "correct"
    assert two["verdict"] == "wrong"
    assert "Fewer" in two["message"]["en"]


def test_where_no_bias_is_needed_none_is_given() -> None:
    givens = {"x": [[1, 1], [-1, -2], [2, 0]], "y": [1, 0, 1]}
    answers = {"separable": "A", "w1": "1", "w2": "1", "b": "0.5"}
    (with_bias,) = marked("perceptron.separability", givens, answers).values()
    (without,) = marked("perceptron.separability", givens, answers | {"b": "0"}).values()
    assert with_bias["mistake"] == "bias-not-needed"
    assert without["verdict"] == "correct"


@pytest.mark.parametrize(
    ("problem", "givens", "answers", "field", "mistake"),
    [
        ("gates.evaluate", AND_TABLE, {"S": [0, "0.5", "0.5", "1"]}, "S", "bias-left-out"),
        ("gates.evaluate", AND_TABLE, {"S": ["0.7", "1.2", "1.2", "1.7"]}, "S", "bias-subtracted"),
        ("gates.evaluate", AND_TABLE, {"y": [1, 1, 1, 0]}, "y", "opposite-output"),
        (
            "gates.evaluate",
            {"w": ["0.5", "0.5"], "b": "-0.5"},
            {"y": [0, 1, 1, 1]},
            "y",
            "other-step-at-zero",
        ),
        ("gates.evaluate", {"w": [1, 2], "b": "0.5"}, {"S": ["0.5", "1.5", "2.5", "3.5"]}, "S", "weights-crossed"),
        ("gates.threshold", {"w": [1, 2], "theta": "0.5"}, {"b": "0.5"}, "b", "threshold-for-bias"),
        (
            "gates.threshold",
            {"w": [1, 2], "theta": "0.5"},
            {"sum": ["-0.5", "1.5", "0.5", "2.5"]},
            "sum",
            "threshold-too-early",
        ),
        (
            "gates.threshold",
            {"w": [1, 2], "theta": "0.5"},
            {"w_tilde": ["0.5", 1, 2]},
            "w_tilde",
            "threshold-as-weight",
        ),
        ("gates.threshold", {"w": [1, 2], "theta": "0.5"}, {"w_tilde": [1, 1, 2]}, "w_tilde", "input-as-weight"),
        ("gates.threshold", {"w": [1, 2], "theta": "0.5"}, {"w_tilde": [1, 2, "-0.5"]}, "w_tilde", "bias-last"),
        ("gates.xor", LECTURE_XOR, {"a3": ["-0.7", "-0.2", "-0.2", "0.3"]}, "a3", "inputs-for-hidden"),
        ("gates.xor", LECTURE_XOR, {"a3": ["-0.45", "-0.45", "-0.45", "-0.45"]}, "a3", "not-stepped"),
        ("gates.xor", LECTURE_XOR, {"a3": ["1.2", "1.7", "1.7", "1.2"]}, "a3", "another-bias"),
        (
            "perceptron.layer",
            {"W": [[1, 2], [3, 4]], "b": [1, 4], "x": [1, 1]},
            {"S": [5, 10]},
            "S",
            "columns-for-rows",
        ),
        ("perceptron.layer", {"W": [[1], [3]], "b": [1, 2], "x": [1]}, {"S": [3, 4]}, "S", "biases-crossed"),
        (
            "perceptron.layer",
            {"W": [[1], [3]], "b": [1, 2], "x": [1]},
            {"parameters": 2},
            "parameters",
            "weights-alone",
        ),
        ("perceptron.layer", {"W": [[1], [3]], "b": [1, 2], "x": [1]}, {"parameters": 3}, "parameters", ""),
        ("perceptron.sign", {"w": [1], "x": [[-2], [3]]}, {"o": [0, 1]}, "o", "zero-for-minus-one"),
        ("perceptron.sign", {"w": [1], "x": [[0], [3]]}, {"o": [1, 1]}, "o", "other-sign-at-zero"),
        ("perceptron.sign", {"w": [1], "x": [[2], [3]], "y": [-1, 1]}, {"margin": [2, 3]}, "margin", "sign-left-out"),
        ("perceptron.sign", {"w": [1], "x": [[2], [3]], "y": [-1, 1]}, {"margin": [-1, 1]}, "margin", "output-for-sum"),
        ("perceptron.boundary", {"w": [3, 4], "b": -7, "x": [[0, 0]]}, {"norm": "25"}, "norm", "root-left-out"),
        ("perceptron.boundary", {"w": [3, 4], "b": -7, "x": [[0, 0]]}, {"norm": "7"}, "norm", "absolute-values-added"),
        ("perceptron.boundary", {"w": [3, 4], "b": -7, "x": [[0, 0]]}, {"norm": "8.6023"}, "norm", "bias-in-length"),
        (
            "perceptron.boundary",
            {"w": [3, 4], "b": -7, "x": [[0, 0]]},
            {"distance": ["1.4"]},
            "distance",
            "sign-left-out",
        ),
        (
            "perceptron.boundary",
            {"w": [3, 4], "b": -7, "x": [[0, 0]]},
            {"intercept1": "-2.3333"},
            "intercept1",
            "intercept-sign",
        ),
        (
            "perceptron.boundary",
            {"w": [3, 4], "b": -7, "x": [[0, 0]]},
            {"intercept1": "1.75"},
            "intercept1",
            "another-axis",
        ),
        (
            "perceptron.boundary",
            {"w": [3, 4], "b": -7, "x": [[0, 0]]},
            {"intercept2": "0.5714"},
            "intercept2",
            "upside-down",
        ),
    ],
)
def test_slips_are_named(problem, givens, answers, field, mistake) -> None:
    """In numbers where no two slips coincide; where they do, both are told and neither is asserted."""
    found = marked(problem, givens, answers)[field]
    assert found["verdict"] == "mistake"
    assert (found["mistake"] or "") == mistake


@pytest.mark.parametrize(
    ("problem", "givens", "said"),
    [
        ("gates.threshold", {"w": [1, 1]}, "one of theta and b"),
        ("gates.threshold", {"w": [1, 1], "theta": 1, "b": 1}, "not both"),
        ("gates.threshold", {"w": [1, 1], "b": 1, "x": [[1]]}, "one column for each weight"),
        ("gates.bias_interval", {"gate": "AND", "w": [1, -1]}, "no b makes AND"),
        ("gates.bias_interval", {"gate": "AND", "w": [1]}, "two components"),
        ("gates.bias_interval", {"gate": "XOR", "w": [1, 1]}, "one of AND"),
        ("gates.xor", {**LECTURE_XOR, "b1": [1]}, "one entry for each row of W1"),
        ("gates.xor", {**LECTURE_XOR, "W1": [[1] * 4] * 2}, "at most"),
        ("gates.xor_weights", {"unit": [1, 2]}, "three numbers"),
        ("perceptron.layer", {"W": [[1, 2]], "b": [1, 2], "x": [1, 1]}, "each row of W"),
        ("perceptron.layer", {"W": [[1, 2]], "b": [1], "x": [1]}, "each column of W"),
        ("perceptron.sign", {"w": [1], "x": [[1]], "y": [0]}, "-1 or 1"),
        ("perceptron.sign", {"w": [1, 2], "x": [[1]]}, "one column for each weight"),
        ("perceptron.boundary", {"w": [0, 0], "b": 1, "x": [[1, 1]]}, "no boundary"),
        ("perceptron.separability", {"x": [[1], [2]], "y": [1, 1]}, "both labels"),
        ("perceptron.separability", {"x": [[1], [2]], "y": [1, 2]}, "needs 0 or 1"),
        ("perceptron.separability", {"x": [[1, 1, 1, 1]], "y": [1]}, "at most"),
        ("perceptron.batch", {**PRINTED_O, "y": [1]}, "one entry per row"),
        ("perceptron.batch", {**PRINTED_O, "labels": "pm1"}, "among [-1, 1]"),
    ],
)
def test_givens_that_make_no_variant_are_refused_in_one_sentence(problem, givens, said) -> None:
    assert said in refusal(problem, givens)


@pytest.mark.parametrize(
    ("problem", "givens", "ko", "en"),
    [
        ("gates.evaluate", AND_TABLE | {"step_at_zero": 1}, "S ≥ 0", "S ≥ 0"),
        ("perceptron.sign", {"w": [1], "x": [[1]], "sign_at_zero": -1}, "= -1로 정합니다", "= -1"),
        ("perceptron.batch", PRINTED_O, "나누지 않고", "not averaged"),
        ("gates.bias_interval", {"gate": "AND", "w": [1, 1], "step_at_zero": 1}, "≥ 0", "≥ 0"),
    ],
)
def test_conventions_stand_in_the_statement(problem, givens, ko, en) -> None:
    """What happens at 0, and whether updates are summed or averaged, in both languages."""
    assert ko in " ".join(shown(problem, givens, "ko").split())
    assert en in " ".join(shown(problem, givens).split())
