"""Gradients on their way back, deltas as formulas, and averages that forget."""

from fractions import Fraction
from itertools import product
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy

from problems.catalog import FAMILIES
from problems.parts import PartsFamily
from problems.question import fields, values, variant_of
from reference.expressions.calculus import algebra
from tests.conftest import required_in_ci
from tests.problems.families.solving import marked, refusal, shown, solved

try:
    import torch
except ImportError:  # outside of the pinned dependencies
    torch = None

WITHIN = 1e-9


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_a_chain_agrees_with_pytorch(activation) -> None:
    """Sums that a forward pass does give; the deltas are PyTorch's gradients by them."""
    if torch is None:
        required_in_ci("PyTorch is not installed: pip install torch")
    f = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}[activation]
    weights, biases = [0.8, -1.3, 2.1, 0.6], [0.3, 0.2, -0.4, 0.9]
    a, sums = torch.tensor(0.7, dtype=torch.float64), []
    for w, b in zip(weights, biases, strict=True):
        z = w * a + b
        z.requires_grad_(True)
        sums.append(z)
        z.retain_grad()
        a = f(z)
    (1.7 * a).backward()
    givens = {"z": [z.item() for z in sums], "w": weights[1:], "dL_da": 1.7, "activation": activation}
    found = solved("vanishing.gradients", givens)

    for layer, z in enumerate(sums, 1):
        assert found[f"delta{layer}"] == pytest.approx(z.grad.item(), abs=WITHIN)


def test_sigmoids_fade_below_their_bound() -> None:
    """Weights of 1: each layer leaves at most a quarter, three of them less than 0.25^3."""
    found = solved("vanishing.gradients", {"z": [0.5, -1, 2, 0.3], "w": [1, 1, 1]})

    assert abs(found["ratio"]) < 0.25**3
    assert found["ratio"] == pytest.approx(found["slope1"] * found["slope2"] * found["slope3"], rel=1e-12)


def test_large_weights_explode() -> None:
    """C-068: with 9 at every step the first layer's gradient is the larger one."""
    assert abs(solved("vanishing.gradients", {"z": [0.5, -0.4, 0.3], "w": [9, 9]})["ratio"]) > 1


def test_a_dead_relu_lets_nothing_through_and_a_live_one_all() -> None:
    """From the dead unit on back every delta is 0; above it no slope shrinks anything."""
    found = solved("vanishing.gradients", {"activation": "relu", "z": [0.5, -0.3, 1.2, 0.7], "w": [0.5, -1.2, 2]})

    assert [found[f"delta{layer}"] for layer in (4, 3, 2, 1)] == [1, 2, 0, 0]
    assert "ratio" not in found
    assert solved("vanishing.gradients", {"activation": "relu", "z": [0, 1], "w": [3]})["delta1"] == 0


CHAIN = {"z": [1, -0.5, 2], "w": [1.5, -2], "dL_da": 0.8}


@pytest.mark.parametrize(
    ("name", "typed", "mistake"),
    [
        ("slope2", "0.25", "steepest-taken"),
        ("slope2", "0.377541", "value-for-slope"),
        ("slope2", "-0.75", "slope-of-pre-activation"),
        ("delta3", "0.8", "slope-left-out"),
        ("delta2", "-0.167990", "slope-left-out"),
        ("delta2", "0.019739", "weight-left-out"),
        ("delta2", "0.029608", "other-weight"),
        ("delta2", "-0.017638", "slope-of-layer-above"),
        ("ratio", "-7.216", "upside-down"),
    ],
)
def test_slips_on_the_way_back_are_named(name, typed, mistake) -> None:
    right = solved("vanishing.gradients", CHAIN)
    if mistake == "upside-down":
        typed = f"{right['delta3'] / right['delta1']:.5f}"
    assert marked("vanishing.gradients", CHAIN, {name: typed})[name]["mistake"] == mistake


def test_a_draw_with_relu_has_a_dead_unit_below_a_live_one(sample) -> None:
    for seed in sample(200, short=10):
        variant = variant_of(FAMILIES["vanishing.gradients"], f"dying {seed}", params={"activation": "relu"})
        found = values(FAMILIES["vanishing.gradients"], variant)
        deltas = [found[f"delta{layer}"] for layer in range(1, len(variant.givens["z"]) + 1)]
        assert deltas[0] == 0
        assert all(deltas[-2:])


def test_zeros_alone_do_not_pass_for_a_dead_unit(sample) -> None:
    """The zeros of a dead unit earn beside the last layer's delta; with a slip between them they still do."""
    givens = {"activation": "relu", "z": [0.5, -0.3, 1.2, 0.7], "w": [0.5, -1.2, 2], "dL_da": "0.8"}
    zeros = marked("vanishing.gradients", givens, {f"delta{layer}": "0" for layer in range(1, 5)})
    slip = marked("vanishing.gradients", givens, {"delta4": "0.8", "delta3": "1.5", "delta2": "0", "delta1": "0"})

    assert sum(float(finding["score"]) for finding in zeros.values()) == 0
    assert [name for name, f in slip.items() if f["score"] != f["max_score"]] == ["delta3"]


NETS = [
    {"hidden": hidden, "output": output, "loss": loss, "outputs": outputs}
    for hidden, output, loss, outputs in product(
        ("sigmoid", "tanh"), ("sigmoid", "tanh", "identity"), ("half_sum", "mse", "bce"), (1, 2)
    )
    if loss != "bce" or output == "sigmoid"
]


@pytest.mark.parametrize("givens", NETS, ids=lambda net: "-".join(map(str, net.values())))
def test_formulas_are_sympys_derivatives(givens) -> None:
    """The loss written out in x, w, b, v, c and differentiated; p and h put in again."""
    x, w, b = sympy.symbols("x w b", real=True)
    curve = {"sigmoid": lambda z: 1 / (1 + sympy.exp(-z)), "tanh": sympy.tanh, "identity": lambda z: z}
    marks = [""] if givens["outputs"] == 1 else ["1", "2"]
    v, c, y = ({mark: sympy.Symbol(letter + mark, real=True) for mark in marks} for letter in "vcy")
    u, known = w * x + b, {}
    h = curve[givens["hidden"]](u)
    p = {mark: curve[givens["output"]](v[mark] * h + c[mark]) for mark in marks}
    loss = _loss(givens["loss"], [(y[mark], p[mark]) for mark in marks])
    known = {sympy.Symbol("h", real=True): h} | {sympy.Symbol(f"p{mark}", real=True): p[mark] for mark in marks}
    wanted = {"dL_dw": w, "dL_db": b} | {f"dL_dv{mark}": v[mark] for mark in marks}
    wanted |= {f"dL_dc{mark}": c[mark] for mark in marks}
    there = {x: 0.7, w: -0.6, b: 0.3} | dict(zip(v.values(), (0.9, -1.1), strict=False))
    there |= dict(zip(c.values(), (0.2, -0.3), strict=False)) | dict(zip(y.values(), (0.25, 0.6), strict=False))
    parts = {part.name: part for part in _deltas().parts(givens)}
    for name, by in wanted.items():
        formula = algebra(parts[name].right).subs(known).subs(there)
        assert float(formula) == pytest.approx(float(sympy.diff(loss, by).subs(there)), abs=1e-12), name


def _loss(name: str, pairs: list[tuple[Any, Any]]) -> Any:
    if name == "bce":
        return -sum(y * sympy.log(p) + (1 - y) * sympy.log(1 - p) for y, p in pairs) / len(pairs)
    squares = sum((y - p) ** 2 for y, p in pairs)
    return squares / 2 if name == "half_sum" else squares / len(pairs)


def _deltas() -> PartsFamily:
    family = FAMILIES["backprop.deltas"]
    assert isinstance(family, PartsFamily)
    return family


ONE, TWO = {"loss": "half_sum"}, {"outputs": 2}


@pytest.mark.parametrize(
    ("givens", "name", "typed", "mistake"),
    [
        (ONE, "dL_dp", "y - p", "error-sign"),
        (ONE, "dL_dp", "2(p - y)", "factor-two"),
        (ONE, "dL_dp", "(y-p)^2/2", "not-differentiated"),
        ({"loss": "bce"}, "dL_dp", "p - y", "cancelled-already"),
        (ONE, "dp_ds", "1 - p", "slope-half-done"),
        (ONE, "dp_ds", "1 - p^2", "other-slope"),
        (ONE, "delta", "p - y", "slope-left-out"),
        (ONE, "delta", "p(1-p)", "error-left-out"),
        (ONE, "delta", "(y-p)p(1-p)", "error-sign"),
        (ONE, "dL_dv", "(p-y)p(1-p)x", "input-for-hidden"),
        (ONE, "dL_dv", "(p-y)p(1-p)", "input-left-out"),
        (ONE, "dL_dc", "(p-y)p(1-p)h", "bias-as-weight"),
        (ONE, "dL_dh", "(p-y)p(1-p)", "weight-left-out"),
        (TWO, "dL_dh", "(p1-y1)p1(1-p1)v1", "first-path-only"),
        (TWO, "dL_dh", "(p2-y2)p2(1-p2)v2", "second-path-only"),
        (ONE, "delta_h", "(p-y)p(1-p)v", "slope-left-out"),
        (ONE, "dL_dw", "(p-y)p(1-p)v h(1-h)h", "hidden-for-input"),
        (ONE, "dL_db", "(p-y)p(1-p)v h(1-h)x", "bias-as-weight"),
    ],
)
def test_wrong_formulas_are_named(givens, name, typed, mistake) -> None:
    assert marked("backprop.deltas", givens, {name: typed})[name]["mistake"] == mistake


def test_formulas_from_a_wrong_delta_earn() -> None:
    """A delta without the output's slope, and what is honestly made of it: one part is lost, and the bias's gradient,
    which is a copy of it."""
    answers = {
        "dL_dp": "p - y",
        "dp_ds": "p(1 - p)",
        "delta": "p - y",
        "dL_dv": "(p - y)h",
        "dL_dc": "p - y",
        "dL_dh": "(p - y)v",
        "delta_h": "(p - y)v h(1 - h)",
        "dL_dw": "(p - y)v h(1 - h) x",
        "dL_db": "(p - y)v h(1 - h)",
    }
    found = marked("backprop.deltas", ONE, answers)

    assert {name for name, f in found.items() if f["score"] != f["max_score"]} == {"delta", "dL_dc"}
    assert {found[name]["verdict"] for name in ("dL_dv", "dL_dw", "dL_db")} == {"follow_through"}


def test_any_form_of_a_formula_is_right() -> None:
    """Multiplied out, with other signs, with implied products."""
    found = marked("backprop.deltas", ONE, {"delta": "p^2 - p^3 - y p + y p^2", "dL_dw": "-(y-p)p(1-p)vh(1-h)x"})
    assert {found[name]["verdict"] for name in ("delta", "dL_dw")} == {"correct"}


SERIES = {"x": [4, 8, 6], "beta": "0.9"}


def test_averages_are_the_weighted_sums_that_they_stand_for() -> None:
    """v_T = sum of (1 - beta) beta^(T-j) x_j, corrected: the same over the sum of its weights."""
    found = solved("optimizers.ema", SERIES | {"of": 2})
    weights = [Fraction(1, 10) * Fraction(9, 10) ** (3 - j) for j in (1, 2, 3)]
    mean = sum(w * x for w, x in zip(weights, SERIES["x"], strict=True))

    assert found["v_3"] == pytest.approx(float(mean), abs=1e-12)
    assert found["vhat_3"] == pytest.approx(float(mean / sum(weights)), abs=1e-12)
    assert found["weight"] == pytest.approx(float(weights[1]), abs=1e-12)
    assert found["vhat_1"] == pytest.approx(4)
    assert found["window"] == pytest.approx(10)


def test_a_constant_series_is_its_own_corrected_average(sample) -> None:
    """What bias correction is for; uncorrected it is still on the way up from 0."""
    found = solved("optimizers.ema", {"x": [5] * 6, "beta": "0.8"})

    assert [found[f"vhat_{t}"] for t in range(1, 7)] == pytest.approx([5] * 6)
    assert [found[f"v_{t}"] for t in range(1, 7)] == pytest.approx([5 * (1 - 0.8**t) for t in range(1, 7)])


def test_averages_agree_with_thirty_digits(sample) -> None:
    with mpmath.workdps(30):
        for seed in sample(200, short=10):
            variant = variant_of(FAMILIES["optimizers.ema"], f"series {seed}")
            found, mean = values(FAMILIES["optimizers.ema"], variant), mpmath.mpf(0)
            beta = mpmath.mpf(variant.givens["beta"])
            for t, x in enumerate(variant.givens["x"], 1):
                mean += (1 - beta) * (mpmath.mpf(x) - mean)
                assert found[f"v_{t}"] == pytest.approx(float(mean), rel=1e-13)
                assert found[f"vhat_{t}"] == pytest.approx(float(mean / (1 - beta**t)), rel=1e-12)


def test_an_average_that_starts_warm_is_not_corrected() -> None:
    family = FAMILIES["optimizers.ema"]
    warm = variant_of(family, "", givens=SERIES | {"v_0": 5})

    assert not [field.name for field in fields(family, warm) if field.name.startswith("vhat")]
    assert solved("optimizers.ema", SERIES | {"v_0": 5})["v_1"] == pytest.approx(4.9)


@pytest.mark.parametrize(
    ("name", "typed", "mistake"),
    [
        ("v_2", "7.2400", "betas-swapped"),
        ("v_2", "8.3600", "share-left-out"),
        ("v_2", "1.2000", "never-forgets"),
        ("v_2", "0.8000", "new-alone"),
        ("v_2", "6.0000", "plain-mean"),
        ("v_2", "0.4000", "mean-kept"),
        ("vhat_2", "0.220", "multiplied"),
        ("vhat_2", "1.160", "uncorrected"),
        ("vhat_3", "16.440", "no-power"),
        ("weight", "0.0729", "one-late"),
        ("weight", "0.8100", "share-left-out"),
        ("weight", "0.0900", "one-early"),
        ("window", "1.1111", "of-beta"),
        ("window", "0.1000", "not-inverted"),
    ],
)
def test_wrong_averages_are_named(name, typed, mistake) -> None:
    right = solved("optimizers.ema", SERIES | {"of": 1})
    typed = {
        "betas-swapped": f"{0.1 * right['v_1'] + 0.9 * 8:.4f}",
        "multiplied": f"{right['v_2'] * 0.19:.3f}",
        "uncorrected": f"{right['v_2']:.3f}",
        "no-power": f"{right['v_3'] / 0.1:.3f}",
    }.get(mistake, typed)
    assert marked("optimizers.ema", SERIES | {"of": 1}, {name: typed})[name]["mistake"] == mistake


@pytest.mark.parametrize(
    ("problem", "givens", "en", "ko"),
    [
        ("optimizers.ema", SERIES | {"beta": 1}, "between 0 and 1", "0과 1 사이"),
        ("optimizers.ema", SERIES | {"of": 4}, "has only 3 values", "3개뿐"),
        ("optimizers.ema", SERIES | {"x": []}, "a list of numbers", "수의 목록"),
        ("vanishing.gradients", CHAIN | {"w": [1]}, "one weight between each two layers", "두 층마다 하나씩"),
        ("vanishing.gradients", CHAIN | {"activation": "selu"}, "one of sigmoid, tanh, relu", "중 하나"),
        ("vanishing.gradients", {"z": [1] * 13, "w": [1] * 12}, "more than 12", "12개까지"),
        ("backprop.deltas", {"loss": "bce", "output": "tanh"}, "needs sigmoid", "sigmoid만"),
        ("backprop.deltas", {"outputs": 3}, "from 1 to 2", "1에서 2"),
    ],
)
def test_givens_without_a_way_back_are_explained(problem, givens, en, ko) -> None:
    assert en in refusal(problem, givens)
    assert ko in refusal(problem, givens, "ko")


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_a_single_layer_has_no_weight_to_show(locale) -> None:
    """No empty formula, no weight list, no share left in layer 1."""
    text = shown("vanishing.gradients", {"z": [1], "w": []}, locale)

    assert "w^(2)" not in text
    assert "r = " not in text
    np.testing.assert_allclose(solved("vanishing.gradients", {"z": [0], "w": []})["delta1"], 0.25)
