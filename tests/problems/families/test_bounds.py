"""How far a gradient can vanish, and an error split by weights: exact values, slips by name, what is refused."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from tests.problems.families.solving import refusal, shown, slips_of, solved, told

BOUND, SPLIT = "vanishing.bound", "error.split"


@pytest.mark.parametrize(
    ("activation", "slope"), [("sigmoid", Fraction(1, 4)), ("tanh", Fraction(1)), ("relu", Fraction(1))]
)
@pytest.mark.parametrize(("layers", "weight"), [(1, "1"), (4, "1"), (10, "2.5"), (60, "0.3"), (3, "8")])
def test_the_bound_is_a_power_of_the_steepest_slope(activation: str, slope: Fraction, layers: int, weight: str) -> None:
    values = solved(BOUND, {"layers": layers, "activation": activation, "weight": weight})
    factor = slope * abs(Fraction(weight))
    assert values["factor"] == pytest.approx(float(factor), rel=1e-12)
    assert values["bound"] == pytest.approx(float(factor**layers), rel=1e-9)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_no_slope_is_steeper(activation: str) -> None:
    """Searched on a grid: the factor of a weight 1 is the largest slope there is."""
    z = np.linspace(-6, 6, 24001)
    value = 1 / (1 + np.exp(-z)) if activation == "sigmoid" else np.tanh(z)
    found = np.max(np.gradient(value, z))
    assert solved(BOUND, {"layers": 1, "activation": activation})["factor"] == pytest.approx(found, abs=1e-6)


def test_four_sigmoids_leave_a_two_hundred_and_fifty_sixth() -> None:
    assert solved(BOUND, {"layers": 4})["bound"] == pytest.approx(1 / 256)
    assert "sigmoid" in shown(BOUND, {"layers": 4})


FOUR: dict[str, Any] = {"layers": 4, "activation": "sigmoid", "weight": 3}
THREE: dict[str, Any] = {"error": 1.2, "w": [1, 2, 5]}
SLIPS: list[tuple[str, dict[str, Any], str, str, Any, str]] = [
    (BOUND, FOUR, "factor", "slope-taken-as-one", "3", "slope of 1"),
    (BOUND, FOUR, "factor", "slope-taken-as-half", "1.5", "0.5"),
    (BOUND, FOUR, "factor", "weight-left-out", "0.25", "weight is left out"),
    (BOUND, FOUR, "bound", "one-too-few", "0.421875", "too few"),
    (BOUND, FOUR, "bound", "one-too-many", "0.2373046875", "too many"),
    (BOUND, FOUR, "bound", "multiplied", "3", "multiplied by the number of layers"),
    (SPLIT, THREE, "shares", "shared-equally", ["0.4", "0.4", "0.4"], "equally"),
    (SPLIT, THREE, "shares", "not-normalised", ["1.2", "2.4", "6"], "error times weight"),
    (SPLIT, THREE, "shares", "turned-round", ["0.75", "0.3", "0.15"], "reverse"),
]


@pytest.mark.parametrize(
    ("problem", "givens", "name", "slip", "typed", "words"), SLIPS, ids=[f"{s[0]} {s[3]}" for s in SLIPS]
)
def test_each_slip_is_called_by_its_name(
    problem: str, givens: dict[str, Any], name: str, slip: str, typed: Any, words: str
) -> None:
    mistake, sentence = told(problem, givens, name, typed)
    assert mistake == slip
    assert words in sentence


@pytest.mark.parametrize(("problem", "givens"), [(BOUND, FOUR), (SPLIT, THREE)])
def test_no_slip_is_left_out_above(problem: str, givens: dict[str, Any]) -> None:
    assert {(name, slip) for of, _, name, slip, _, _ in SLIPS if of == problem} == slips_of(problem, givens)


def test_shares_add_up_to_the_error() -> None:
    shares = solved(SPLIT, {"error": "-0.7", "w": [0.1, 0.25, 3, 8]})["shares"]
    assert sum(shares) == pytest.approx(-0.7)
    assert shares[3] / shares[0] == pytest.approx(80)


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    (BOUND, {}, "missing given: layers", "layers"),
    (BOUND, {"layers": 0}, "layers", "layers"),
    (BOUND, {"layers": 61}, "layers", "layers"),
    (BOUND, {"layers": 2.5}, "layers", "layers"),
    (BOUND, {"layers": 2, "activation": "softmax"}, "activation must be one of", "activation"),
    (BOUND, {"layers": 2, "weight": "heavy"}, "weight", "weight"),
    (BOUND, {"layers": 2, "weight": -8}, "weight is an absolute value and cannot be negative", "절댓값"),
    (SPLIT, {"error": 1}, "missing given: w", "w"),
    (SPLIT, {"error": 1, "w": [1]}, "two or more positive numbers", "양수가 둘 이상"),
    (SPLIT, {"error": 1, "w": [1, -1]}, "two or more positive numbers", "양수가 둘 이상"),
    (SPLIT, {"error": 1, "w": [0, 1]}, "two or more positive numbers", "양수가 둘 이상"),
]


@pytest.mark.parametrize(("problem", "givens", "english", "korean"), REFUSED)
def test_bad_givens_get_one_sentence(problem: str, givens: dict[str, Any], english: str, korean: str) -> None:
    assert english in refusal(problem, givens)
    assert korean in refusal(problem, givens, "ko")
