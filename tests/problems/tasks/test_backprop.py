"""`code.backprop`: its oracles against complex steps, inputs that tell mistakes apart, marks in the sandbox."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.properties.check import check
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from problems.code import multilayer as mlp
from problems.code.banks import drawn
from problems.code.inputs import Args
from problems.code.task import Equals, EqualsParts, KeepsArguments, Property
from problems.tasks.backprop import TASK

RIGHT = f"import numpy as np\n{TASK.solution}"
ORACLES = [prop for prop in TASK.properties if isinstance(prop.judge, Equals | EqualsParts)]
TINY = 1e-30  # a complex step takes no difference, so that nothing is lost however small it is


def unit_by_unit(x: Any, W: Any, b: Any) -> list[list[list[complex]]]:
    """Every layer's outputs, written out for one row and one unit at a time; numbers may be complex."""
    rows, layers = [list(row) for row in x], []
    for weights, biases in zip(W, b, strict=True):
        rows = [
            [
                1 / (1 + np.exp(-sum((w * v for w, v in zip(into, row, strict=True)), bias)))
                for into, bias in zip(weights, biases, strict=True)
            ]
            for row in rows
        ]
        layers.append(rows)
    return layers


def mean_square(x: Any, y: Any, W: Any, b: Any) -> complex:
    outputs = unit_by_unit(x, W, b)[-1]
    squares = [(p - t) ** 2 for row, wanted in zip(outputs, y, strict=True) for p, t in zip(row, wanted, strict=True)]
    return sum(squares) / len(squares)


def slopes(x: Any, y: Any, W: Any, b: Any) -> tuple[list[Any], list[Any]]:
    """The derivative of the loss by every weight and bias, by a complex step in each."""
    found: tuple[list[Any], list[Any]] = ([], [])
    for kind, arrays in enumerate((W, b)):
        for layer, array in enumerate(arrays):
            slope = np.zeros(array.shape)
            for cell in np.ndindex(array.shape):
                moved = [[part.astype(complex) for part in parts] for parts in (W, b)]
                moved[kind][layer][cell] += TINY * 1j
                slope[cell] = mean_square(x, y, *moved).imag / TINY
            found[kind].append(slope)
    return found


def witnessed(function: str, args: Args) -> list[Any]:
    if function == "mlp_forward":
        return [np.array(layer) for layer in unit_by_unit(*args)]
    if function == "mlp_loss":
        return [mean_square(*args)]
    dW, db = slopes(*args[:4])
    if function == "mlp_grads":
        return [*dW, *db]
    _, _, W, b, eta = args
    return [old - eta * slope for old, slope in zip([*W, *b], [*dW, *db], strict=True)]


def disagreements(prop: Property, scale: float = 1.0) -> int:
    found = 0
    for args in drawn(prop.inputs, "witness", TASK.id):
        result = prop.judge.oracle(*args)  # type: ignore[union-attr]
        arrays = [array for part in result for array in part] if isinstance(result, tuple) else result
        right = witnessed(prop.function, args)
        pairs = zip(arrays if isinstance(arrays, list) else [arrays], right, strict=True)
        found += not all(
            np.shape(a) == np.shape(r) and np.allclose(scale * a, r, rtol=1e-10, atol=1e-13) for a, r in pairs
        )
    return found


@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_the_oracle_agrees_with_complex_steps(prop: Property) -> None:
    assert disagreements(prop) == 0
    assert disagreements(prop, scale=1.0005) > 0, "the witness does not see a fault of 0.05 %"


def test_networks_differ_in_depth_width_and_rows() -> None:
    """Layers that are not square, one example and several, N = C, and whole numbers as such."""
    banks = {prop.id: drawn(prop.inputs, "s", TASK.id) for prop in TASK.properties}

    def shapes(name: str) -> list[set[int]]:
        return [{*np.shape(args[0]), *(side for weights in args[2] for side in weights.shape)} for args in banks[name]]

    assert {len(args[2]) for args in banks["mlp_grads.one_layer"]} == {1}
    assert {len(args[2]) for args in banks["mlp_grads.hidden"]} == {2}
    assert {len(args[2]) for args in banks["mlp_grads.deep"]} == {3}
    assert {len(args[0]) for args in banks["mlp_grads.hidden"]} == {1}
    assert min(len(args[0]) for args in banks["mlp_grads.batch"]) > 1
    assert max(args[1].shape[1] for args in banks["mlp_grads.batch"]) > 1
    assert all(len(found) == 1 for found in shapes("mlp_grads.square"))
    assert sum(len(found) > 1 for found in shapes("mlp_grads.batch")) >= 3
    for args in banks["mlp_grads.integers"]:
        assert {array.dtype.kind for array in (args[0], args[1], *args[2], *args[3])} == {"i"}


def test_a_half_turned_network_is_told_from_a_right_one() -> None:
    """No author's matrix of the square networks is its own transpose."""
    for args in mlp.SQUARE.always:
        assert not any(np.array_equal(weights, weights.T) for weights in args[2])
    for args in (*mlp.ONE_ROW.always, *mlp.BATCHES.always):
        assert all(biases.all() for biases in args[3])


def test_no_hidden_input_is_an_input_of_a_public_property() -> None:
    """A public check would show it."""
    hidden = {prop.inputs.name for prop in TASK.properties if prop.hidden}
    assert len(hidden) >= 4
    assert hidden.isdisjoint(prop.inputs.name for prop in TASK.properties if not prop.hidden)


def test_the_statement_fixes_what_books_define_differently() -> None:
    assert "유닛으로 **들어가는** 가중치" in TASK.statement.ko
    assert "weights **into** unit" in TASK.statement.en
    for text in (TASK.statement.ko, TASK.statement.en):
        assert "\\frac{1}{NK}" in text
        assert "½" in text
    assert "갱신하기 전의 가중치" in TASK.statement.ko
    assert "from before the update" in TASK.statement.en


def test_a_check_that_nothing_changed_waits_for_the_values() -> None:
    kept = [prop for prop in TASK.properties if isinstance(prop.judge, KeepsArguments)]
    assert {prop.function for prop in kept} == {function.name for function in TASK.functions}
    assert all(prop.after for prop in kept)


def test_every_named_mistake_speaks_both_languages_and_has_its_own_id() -> None:
    ids = [mutant.id for mutant in TASK.mutants]
    named = [mutant for mutant in TASK.mutants if mutant.message is not None]
    assert len(set(ids)) == len(ids) >= 85
    assert len(named) >= 70
    assert all(mutant.message.ko != mutant.message.en for mutant in named if mutant.message)
    for function in TASK.functions:
        own = [mutant.message.en for mutant in named if mutant.function == function.name and mutant.message]
        assert len(set(own)) == len(own)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, source: str) -> dict[str, Finding]:
    points = Fraction(len(TASK.properties))
    found = check(TASK, [SourceFile("mlp.py", f"{RIGHT}\n\n{source}\n")], sandbox, Limits(), points, "public")
    return {finding.check: finding for finding in found}


def lost(findings: dict[str, Finding]) -> set[str]:
    return {name for name, finding in findings.items() if finding.verdict is not Verdict.CORRECT}


@pytest.mark.sandbox
@pytest.mark.parametrize("values", ["0.0", "W, b", "[x], [x]", "x", "[x]", "[0 * w for w in W], [0 * v for v in b]"])
def test_answers_without_work_earn_nothing(sandbox: Sandbox, values: str) -> None:
    lines = [f"def {f.signature}:\n    return {values}" for f in TASK.functions]
    assert sum(finding.score for finding in marked(sandbox, "\n".join(lines)).values()) == 0


@pytest.mark.sandbox
def test_weights_updated_too_early_are_named_with_a_network_that_shows_it(sandbox: Sandbox) -> None:
    mutant = next(mutant for mutant in TASK.mutants if mutant.id == "mlp-step-updated-weight-used")
    findings = marked(sandbox, mutant.source)
    assert findings["mlp_step.values"].mistake == mutant.id
    assert findings["mlp_step.values"].counterexample is not None
    assert lost(findings) == {"mlp_step.values", "mlp_step.own", "mlp_step.deep", "mlp_step.integers", "mlp_step.kept"}


@pytest.mark.sandbox
def test_matrices_that_do_not_fit_are_told_with_what_to_look_at(sandbox: Sandbox) -> None:
    """What is silent in square layers is an error in others."""
    mutant = next(mutant for mutant in TASK.mutants if mutant.id == "mlp-grads-weights-transposed")
    findings = marked(sandbox, mutant.source)
    assert findings["mlp_grads.square"].mistake == mutant.id
    assert findings["mlp_grads.batch"].outcome == "raised"
    assert ".T" in findings["mlp_grads.batch"].message.ko
    assert "look at the `.shape`" in findings["mlp_grads.batch"].message.en


@pytest.mark.sandbox
def test_half_a_loss_with_its_own_gradients_keeps_the_slope_and_the_step(sandbox: Sandbox) -> None:
    """Follow-through in code: what rests on a function of one's own is judged by that."""
    source = (
        "right = mlp_grads\n"
        "def mlp_loss(x, y, W, b):\n    return np.mean((mlp_forward(x, W, b)[-1] - y) ** 2) / 2\n"
        "def mlp_grads(x, y, W, b):\n    return tuple([g / 2 for g in part] for part in right(x, y, W, b))"
    )
    findings = marked(sandbox, source)
    assert findings["mlp_loss.values"].mistake == "mlp-loss-halved"
    assert findings["mlp_grads.hidden"].mistake == "mlp-grads-factor-two"
    assert findings["mlp_grads.slope"].verdict is Verdict.CORRECT
    assert findings["mlp_step.own"].verdict is Verdict.CORRECT


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("dW", "expected a tuple of 2 values, got a list of 1"),
        ("np.array(dW), db", "in value 1, expected a list of 1 arrays, got an array of shape (1, 1, 1)"),
        ("dW, [np.sum(g) for g in db]", "in value 2, in value 1, expected an array of shape (1,), got one number"),
        ("dW, None", "in value 2, expected a list of 1 arrays, got None. Is a `return` missing?"),
    ],
)
def test_what_is_no_pair_of_lists_of_the_right_shapes_is_told_as_such(sandbox: Sandbox, body: str, told: str) -> None:
    source = f"right = mlp_grads\ndef mlp_grads(x, y, W, b):\n    dW, db = right(x, y, W, b)\n    return {body}"
    finding = marked(sandbox, source)["mlp_grads.one_layer"]
    assert finding.outcome == "wrong_type"
    assert told in finding.message.en


@pytest.mark.sandbox
def test_a_list_whose_arrays_changed_is_a_changed_argument(sandbox: Sandbox) -> None:
    source = "right = mlp_loss\ndef mlp_loss(x, y, W, b):\n    b.append(b[0])\n    return right(x, y, W, b[:-1])"
    assert lost(marked(sandbox, source)) == {"mlp_loss.kept"}
    source = source.replace("b.append(b[0])", "b[0] = b[0].copy()").replace("b[:-1]", "b")
    assert lost(marked(sandbox, source)) == set()
