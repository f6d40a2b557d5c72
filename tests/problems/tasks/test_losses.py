"""The oracles of `code.losses` against fifty digits, their inputs, and what their statement must fix."""

from collections.abc import Iterator
from typing import Any

import mpmath
import numpy as np
import pytest

from problems.code.banks import drawn
from problems.code.inputs import Args
from problems.code.task import Equals, Law, Property
from problems.tasks.losses import LOSSES, TASK, as_units, is_slope, moved, tilted
from reference.losses import CE

mp = mpmath.mp.clone() if hasattr(mpmath.mp, "clone") else mpmath.MPContext()
mp.dps = 50

ORACLES = [prop for prop in TASK.properties if isinstance(prop.judge, Equals)]

TERMS = {
    "mse": lambda y, p, cells, _rows: (y - p) ** 2 / cells,
    "half_mse": lambda y, p, cells, _rows: (y - p) ** 2 / (2 * cells),
    "half_sum": lambda y, p, _cells, _rows: (y - p) ** 2 / 2,
    "binary_cross_entropy": lambda y, p, cells, _rows: -mp.log(p if y == 1 else 1 - p) / cells,
    "cross_entropy": lambda y, p, _cells, rows: -mp.log(p) / rows if y == 1 else mp.mpf(0),
}


def witness(prop: Property, y: Any, p: Any) -> np.ndarray:
    """The loss, or its derivative by mpmath's own differences, entry by entry."""
    term = TERMS[prop.function.removesuffix("_grad")]
    cells, rows = p.size, p.shape[0] if p.ndim == 2 else 1
    pairs = [
        (int(t) if t in (0, 1) else mp.mpf(float(t)), mp.mpf(float(q))) for t, q in zip(y.flat, p.flat, strict=True)
    ]
    if not prop.function.endswith("_grad"):
        return np.array(float(sum(term(t, q, cells, rows) for t, q in pairs)))
    slopes = [float(mp.diff(lambda q, t=t: term(t, q, cells, rows), at)) for t, at in pairs]
    return np.array(slopes).reshape(p.shape)


def disagreements(prop: Property, scale: float = 1.0) -> int:
    found = 0
    for args in drawn(prop.inputs, "witness", TASK.id):
        expected, right = np.asarray(prop.judge.oracle(*args)), witness(prop, *args)
        assert expected.shape == right.shape
        found += not np.allclose(scale * expected, right, rtol=1e-12, atol=1e-14)
    return found


@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_the_oracle_agrees_with_fifty_digits(prop: Property) -> None:
    assert disagreements(prop) == 0
    assert disagreements(prop, scale=1.0005) > 0, "the witness does not see a fault of 0.05 %"


def drawn_everywhere() -> Iterator[tuple[str, Args]]:
    for prop in TASK.properties:
        for seed in "abc":
            for args in drawn(prop.inputs, seed, TASK.id):
                yield prop.function, args


def test_probabilities_are_probabilities_and_targets_are_targets() -> None:
    """Short decimals between 0 and 1, so far from 0 that a small number in a logarithm does no harm."""
    for function, (y, p) in drawn_everywhere():
        assert y.shape == p.shape
        if function.startswith("binary_"):
            assert set(np.unique(y)) <= {0, 1}
            assert p.min() >= 0.05 and p.max() <= 0.95
        if function.startswith("cross_"):
            assert (y.sum(axis=-1) == 1).all()
            assert np.allclose(p.sum(axis=-1), 1)
            assert p[y == 1].min() >= 0.02


def test_batches_have_as_many_rows_as_columns_and_not() -> None:
    for name in LOSSES:
        (batch,) = [prop for prop in TASK.properties if prop.id == f"{name}.batch"]
        shapes = [np.shape(args[1]) for args in batch.inputs.always]
        assert {np.sign(rows - columns) for rows, columns in shapes} == {-1, 0, 1}, name


def test_a_target_of_zero_silences_the_logarithm_of_zero() -> None:
    _, predictions, rows = as_units(CE, np.array([0, 1]), np.array([0.0, 1.0]))
    assert predictions.tolist() == [[1.0], [1.0]]
    assert rows == 1


@pytest.mark.parametrize("name", LOSSES)
def test_the_slope_law_holds_for_the_oracles_and_not_for_a_gradient_off_by_a_hundredth(name: str) -> None:
    (law,) = [prop for prop in TASK.properties if prop.id == f"{name}_grad.slope"]
    assert isinstance(law.judge, Law)
    oracles = {prop.function: prop.judge.oracle for prop in ORACLES}
    failed = 0
    for args in law.inputs.always:
        losses = [oracles[name](*probe.arguments(*args)) for probe in law.probes[1:]]
        gradient = oracles[f"{name}_grad"](*args)
        assert is_slope(args, (gradient, *losses))
        assert not is_slope(args, (np.zeros_like(gradient), *(0.0 * loss for loss in losses)))
        assert not is_slope(args, (gradient[..., :1], *losses))
        assert not is_slope(args, (gradient, *(np.array([loss]) for loss in losses)))
        failed += not is_slope(args, (1.01 * gradient, *losses))
    assert failed


def test_a_move_changes_the_prediction_alone() -> None:
    y, p = np.array([1, 0]), np.array([0.5, 0.5])
    assert [part.tolist() for part in moved(tilted, 0.25, y, p)] == [[1, 0], [0.75, 0.625]]
    assert p.tolist() == [0.5, 0.5]


def test_the_statement_fixes_what_is_averaged_over_and_what_may_be_clipped() -> None:
    assert "행 × 열" in TASK.statement.ko
    assert "$N$ counts all entries" in TASK.statement.en
    assert "$M$ in the cross entropy counts samples" in TASK.statement.en
    assert "clip" in TASK.statement.ko
    assert "clip" in TASK.statement.en
