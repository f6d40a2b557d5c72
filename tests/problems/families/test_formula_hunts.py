"""Find the error in lists of formulas and in code: what is called right is right, what is called wrong fails."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from problems import question
from problems.catalog import FAMILIES
from problems.families import error_formulas_activations, error_formulas_backprop, error_formulas_optimizers
from problems.families.error_formulas_code import LISTINGS, code, repaired
from problems.formula_hunt import INTERVAL, Pool
from problems.givens import GivensError
from reference.expressions import Expression
from reference.expressions.equivalence import Sameness, compare

POOLS: dict[str, Pool] = {
    "error.formulas.activations": error_formulas_activations.POOL,
    "error.formulas.backprop": error_formulas_backprop.POOL,
    "error.formulas.optimizers": error_formulas_optimizers.POOL,
}
LINES = [(name, key) for name, pool in POOLS.items() for key in pool.lines]
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "exp": math.exp,
    "sqrt": math.sqrt,
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "ramp": lambda z: max(z, 0.0),
    "positive": lambda z: float(z > 0),
    "max": max,
    "min": min,
    "abs": abs,
}


def _value(formula: Expression, **names: float) -> float:
    return float(formula.read({"e": math.e} | names, FUNCTIONS, float))


@pytest.mark.parametrize(("name", "key"), LINES)
def test_every_misprint_differs_from_the_right_formula_and_from_the_others(name, key) -> None:
    pool, line = POOLS[name], POOLS[name].lines[key]
    formulas = [line.right, *(slip.formula for slip in line.misprints)]
    domain = {one: pool.domain.get(one, INTERVAL) for formula in formulas for one in formula.names}
    for place, one in enumerate(formulas):
        for other in formulas[:place]:
            assert compare(one, other, domain) is Sameness.DIFFERENT


def _slope(f: Callable[[float], float], at: float) -> float:
    return (f(at + 1e-5) - f(at - 1e-5)) / 2e-5


@pytest.mark.parametrize("x", [-1.3, -0.4, 0.7, 1.9])
def test_activations_are_what_their_names_say(x) -> None:
    """Against the math library and central differences."""
    lines = {key: line.right for key, line in error_formulas_activations.POOL.lines.items()}
    logistic = FUNCTIONS["sigmoid"]
    assert _value(lines["sigmoid"], x=x) == pytest.approx(logistic(x))
    assert _value(lines["sigmoid-slope"], x=x) == pytest.approx(_slope(logistic, x), rel=1e-6)
    assert _value(lines["tanh"], x=x) == pytest.approx(np.tanh(x))
    assert _value(lines["tanh-identity"], x=x) == pytest.approx(np.tanh(x))
    assert _value(lines["tanh-slope"], x=x) == pytest.approx(_slope(np.tanh, x), rel=1e-6)
    assert _value(lines["relu-slope"], x=x) == pytest.approx(_slope(FUNCTIONS["ramp"], x))
    assert _value(lines["leaky"], x=x, alpha=0.1) == pytest.approx(x if x > 0 else 0.1 * x)
    assert _value(lines["elu"], x=x, alpha=2) == pytest.approx(2 * np.expm1(x))
    shares = np.exp([x, 0.3, 1.1]) / np.exp([x, 0.3, 1.1]).sum()
    assert _value(lines["softmax"], z1=x, z2=0.3, z3=1.1) == pytest.approx(shares[0])


def test_backpropagation_is_what_central_differences_give() -> None:
    """One sigmoid unit, by its weight, its bias and its pre-activation; a line by its weight."""
    lines = {key: line.right for key, line in error_formulas_backprop.POOL.lines.items()}
    a, w, b, y, logistic = 0.6, 0.8, -0.3, 1.0, FUNCTIONS["sigmoid"]

    def error(w: float = w, b: float = b) -> float:
        return (y - logistic(w * a + b)) ** 2 / 2

    h = logistic(w * a + b)
    delta = _slope(lambda z: (y - logistic(z)) ** 2 / 2, w * a + b)
    assert _value(lines["error"], y=y, h=h) == pytest.approx(error())
    assert _value(lines["delta"], y=y, h=h) == pytest.approx(delta, rel=1e-6)
    assert _value(lines["weight-gradient"], delta=delta, a=a) == pytest.approx(
        _slope(lambda w: error(w=w), w), rel=1e-6
    )
    assert _value(lines["bias-gradient"], delta=delta) == pytest.approx(_slope(lambda b: error(b=b), b), rel=1e-6)
    x, t = np.array([1.5, -0.7]), np.array([0.4, 0.9])
    right = _slope(lambda w: float(np.mean((t - w * x) ** 2)), w)
    names = {"y1": t[0], "y2": t[1], "h1": w * x[0], "h2": w * x[1], "x1": x[0], "x2": x[1]}
    assert _value(lines["mean-squared-slope"], **names) == pytest.approx(right, rel=1e-6)


ERRATA = {
    "E0-10": ("error.formulas.backprop", "update", "rate-lost"),
    "E0-11": ("error.formulas.backprop", "weight-gradient", "extra-minus"),
    "E0-12": ("error.formulas.backprop", "delta", "extra-minus"),
    "E1-01": ("error.formulas.activations", "sigmoid", "variable-lost"),
    "E1-02": ("error.formulas.activations", "tanh", "signs-lost"),
    "E1-07": ("error.formulas.backprop", "multiply-node", "not-swapped"),
    "E2-01": ("error.formulas.activations", "softmax", "plain-shares"),
    "E2-02": ("error.formulas.activations", "tanh-slope", "identity-for-slope"),
    "E3-05": ("error.formulas.optimizers", "gradient-descent", "rate-lost"),
    "E3-06": ("error.formulas.backprop", "coefficient", "inverted"),
    "E3-07": ("error.formulas.backprop", "hidden-delta", "shared-by-weights"),
    "E3-09": ("error.formulas.backprop", "rate-of-change", "ratio-for-derivative"),
    "E3-10": ("error.formulas.backprop", "add-node", "input-passed-on"),
    "E3-31": ("error.formulas.activations", "elu", "one-lost"),
    "E4-10": ("error.formulas.backprop", "inner-derivative", "wrong-index"),
    "E4-15": ("error.formulas.backprop", "mean-squared-slope", "input-outside"),
    "E4-21": ("error.formulas.optimizers", "rmsprop-mean", "beta-lost"),
    "E4-23": ("error.formulas.optimizers", "second-moment", "first-rate"),
}
"""What the lectures misprinted, by its number in the list of errata: family, line, misprint."""


@pytest.mark.parametrize("erratum", ERRATA)
def test_each_erratum_can_be_set_and_is_named(erratum) -> None:
    """With fixed givens: the line is the right choice, and the misprint is a known wrong formula of it."""
    name, wrong, misprint = ERRATA[erratum]
    other = next(key for key in POOLS[name].lines if key != wrong)
    givens = {"lines": [other, wrong], "wrong": wrong, "misprint": misprint}
    variant = question.variant_of(FAMILIES[name], "", givens=givens)
    line, formula = FAMILIES[name].parts(variant.givens)

    assert question.values(FAMILIES[name], variant)["line"] == "B"
    assert line.right == wrong
    assert formula.mistakes[0].id == "printed-formula"


@pytest.mark.parametrize("name", POOLS)
@pytest.mark.parametrize(
    "change",
    [{"lines": ["no", "such"]}, {"wrong": "no-such-line"}, {"misprint": "no-such"}, {"letters": {"q": "x"}}],
    ids=lambda change: next(iter(change)),
)
def test_lines_and_misprints_that_there_are_not_are_explained(name, change) -> None:
    givens = question.variant_of(FAMILIES[name], "bad").givens
    with pytest.raises(GivensError) as caught:
        question.variant_of(FAMILIES[name], "", givens=givens | change)
    assert next(iter(change)) in caught.value.text.en
    assert caught.value.text.ko


FAILS = {
    "init-misspelt": AttributeError,
    "np-int": AttributeError,
    "np-max": TypeError,
    "scalar-if": ValueError,
    "name-of-threshold": NameError,
    "lost-space": IndentationError,
}
"""E3-12, E3-15, E3-29: the first, the second, the last. E4-26 is `optimizer-name`, which only Keras could run."""


def _givens(listing: str, seed: str = "0") -> Any:
    return question.variant_of(FAMILIES["error.formulas.code"], seed, params={"listing": listing}).givens


@pytest.mark.parametrize("listing", FAILS)
def test_a_listing_fails_as_it_says_and_runs_once_its_line_is_changed(listing, capsys) -> None:
    for seed in "012":
        givens = _givens(listing, seed)
        with pytest.raises(FAILS[listing]):
            exec("\n".join(code(givens)), {})  # noqa: S102 - our own listing
        exec("\n".join(repaired(givens)), {})  # noqa: S102


def test_every_listing_has_one_line_to_change() -> None:
    assert set(LISTINGS) == {*FAILS, "optimizer-name"}
    for listing in LISTINGS:
        givens = _givens(listing)
        changed = [n for n, (a, b) in enumerate(zip(code(givens), repaired(givens), strict=True), 1) if a != b]
        assert changed == [LISTINGS[listing].wrong]
