"""Linear separability: the decision, its proof either way, and the fewest errors, held against linear programming."""

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog

from reference.gates import GATES, IMPLICATIONS, ROWS, TWO_LAYERS
from reference.separability import Separation, fewest_errors, misclassified, separation

Points = list[tuple[Fraction, ...]]

WEATHER = [(0.8, 0.6), (0.6, 0.9), (0.1, 0.2), (0.3, 0.1), (0.6, 0.6), (0.4, 0.3), (0.1, 0.2)]
IS_CLOUDY = [1, 1, 0, 0, 1, 0, 0]


def _exact(points: Sequence[Sequence[float]]) -> Points:
    return [tuple(Fraction(str(cell)) for cell in point) for point in points]


def _drawn(rng: random.Random) -> tuple[Points, list[int], int, bool]:
    """Points on a coarse grid, so that many lie on one line; labels by a line or by lot."""
    inputs, count, grid = rng.randint(1, 4), rng.randint(2, 9), rng.choice((1, 2, 4))
    points = [tuple(Fraction(rng.randint(-grid, grid)) for _ in range(inputs)) for _ in range(count)]
    w, b = [rng.randint(-3, 3) for _ in range(inputs)], rng.randint(-2, 2)
    by_line = rng.random() < 0.5
    labels = [
        int(sum(a * c for a, c in zip(w, x, strict=True)) + b > 0) if by_line else rng.randint(0, 1) for x in points
    ]
    return points, labels, rng.randint(0, 1), rng.random() < 0.6


def _rows(points: Points, labels: Sequence[int], *, bias: bool) -> list[tuple[Fraction, ...]]:
    """What each point asks: a row whose product with the weights must be positive, or not negative."""
    whole = [(*point, Fraction(1)) if bias else point for point in points]
    return [tuple((1 if label else -1) * cell for cell in row) for row, label in zip(whole, labels, strict=True)]


def _feasible(points: Points, labels: Sequence[int], at_zero: int, *, bias: bool) -> bool:
    """The same question as a linear programme in floats: weights can be scaled, so "above 0" may be "at least 1"."""
    A = -np.array(_rows(points, labels, bias=bias), dtype=float)
    below = [-1.0 if label != at_zero else 0.0 for label in labels]
    return linprog(np.zeros(A.shape[1]), A_ub=A, b_ub=below, bounds=[(None, None)] * A.shape[1]).status == 0


def _proves(found: Separation, points: Points, labels: Sequence[int], at_zero: int, *, bias: bool) -> bool:
    """Weights that are right everywhere; or positive factors with which the rows of some points add up to 0 > 0."""
    if found.weights is not None:
        w, b = (found.weights[:-1], found.weights[-1]) if bias else (found.weights, Fraction(0))
        return misclassified(points, labels, w, b, at_zero) == []
    rows = _rows(points, labels, bias=bias)
    total = [sum(factor * rows[place][i] for place, factor in found.conflict) for i in range(len(rows[0]))]
    strict = any(labels[place] != at_zero for place, _factor in found.conflict)
    return not any(total) and strict and all(factor > 0 for _place, factor in found.conflict)


def test_the_decision_is_that_of_linear_programming_and_is_proved(sample) -> None:
    """Up to four inputs, with and without a bias, both conventions at 0: yes with weights, no with a contradiction."""
    rng, answers = random.Random(7), set()
    for _ in sample(4000, short=150):
        points, labels, at_zero, bias = _drawn(rng)
        found = separation(points, labels, at_zero, bias=bias)
        answers.add(found.weights is not None)

        assert (found.weights is not None) == _feasible(points, labels, at_zero, bias=bias), (points, labels)
        assert _proves(found, points, labels, at_zero, bias=bias), (points, labels, at_zero, bias)
    assert answers == {True, False}


def test_a_planted_fault_is_caught() -> None:
    """Weights that miss a point, and factors that do not add up, prove nothing."""
    points, labels = _exact(ROWS), list(GATES["AND"])
    assert not _proves(Separation((Fraction(1), Fraction(1), Fraction("-0.5"))), points, labels, 0, bias=True)
    xor = list(TWO_LAYERS["XOR"])
    uneven = tuple((place, Fraction(place + 1)) for place in range(4))
    assert not _proves(Separation(None, uneven), points, xor, 0, bias=True)


def test_fourteen_of_sixteen_tables_of_two_inputs_are_separable() -> None:
    """All but XOR and XNOR, under either convention at 0."""
    known = {*GATES.values(), *IMPLICATIONS.values(), (0, 0, 0, 0), (1, 1, 1, 1), (0, 0, 1, 1), (0, 1, 0, 1)}
    known |= {(1, 1, 0, 0), (1, 0, 1, 0)}
    for at_zero in (0, 1):
        tables = [tuple(int(bit) for bit in f"{number:04b}") for number in range(16)]
        found = {table for table in tables if separation(_exact(ROWS), table, at_zero).weights is not None}
        assert found == known == set(tables) - set(TWO_LAYERS.values())


def test_the_weather_needs_a_bias() -> None:
    """The lecture's table: separable with a bias; without one not, since (0.8, 0.6) is twice (0.4, 0.3)."""
    points = _exact(WEATHER)
    assert separation(points, IS_CLOUDY, 0).weights is not None
    conflict = dict(separation(points, IS_CLOUDY, 0, bias=False).conflict)
    assert set(conflict) == {0, 5}
    assert conflict[5] == 2 * conflict[0]


def test_what_happens_at_0_decides_for_points_on_the_boundary() -> None:
    """Without a bias the origin has the sum 0: label 0 is right there if 0 does not fire, and wrong if it does."""
    points = _exact([(0, 0), (1, 0)])
    assert separation(points, [0, 1], 0, bias=False).weights is not None
    assert separation(points, [0, 1], 1, bias=False).weights is None
    assert separation(points, [0, 1], 1, bias=True).weights is not None


def test_sums_that_floats_put_on_the_wrong_side_are_exact() -> None:
    """0.1 + 0.2 - 0.3 is 0, so the point lies on the boundary, not beyond it."""
    point = _exact([("0.1", "0.2")])
    assert misclassified(point, [0], (Fraction(1), Fraction(1)), Fraction("-0.3"), 0) == []


@pytest.mark.parametrize("bias", [True, False])
def test_the_fewest_errors_are_those_of_trying_everything(bias, sample) -> None:
    """No smaller set of points, left out, makes the rest separable; and the weights miss no more."""
    rng = random.Random(11)
    for _ in sample(400, short=15):
        points, labels, at_zero, _ = _drawn(rng)
        errors, weights = fewest_errors(points, labels, at_zero, bias=bias)
        w, b = (weights[:-1], weights[-1]) if bias else (weights, Fraction(0))
        assert len(misclassified(points, labels, w, b, at_zero)) <= errors
        for left_out in combinations(range(len(points)), errors - 1) if errors else ():
            kept = [place for place in range(len(points)) if place not in left_out]
            rest = [points[place] for place in kept], [labels[place] for place in kept]
            assert not kept or not _feasible(*rest, at_zero, bias=bias)


def test_xor_costs_one_error() -> None:
    assert fewest_errors(_exact(ROWS), TWO_LAYERS["XOR"], 0)[0] == 1
