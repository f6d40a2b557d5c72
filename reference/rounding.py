"""The rounding box: which values an honest hand calculation may give, from the rounding it was told to do.

A quantity that is written down is carried on either as written or unrounded, so the number behind it lies
within a known spread of what was written. A quantity that is not asked for is evaluated, not read. The box
of a step is its value plus, for each uncertain cell above it, the larger change that the cell's two ends
cause, up and down. Where the step bends inside the box (a kink, an extremum) interval arithmetic bounds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.interval import Interval
from reference.working import Formula, Mistake, Path, Step, Values, Working, apply

Array = NDArray[np.float64]

SLACK = 0.01
"""Of a unit: what float64 and decimal conversion may cost."""

KEPT_DIGITS = 0.01
"""A quantity that is not asked for is kept with two more digits: this share of its rounding remains."""


@dataclass(frozen=True, slots=True)
class Box:
    """A step's value and the lowest and highest acceptable value of each cell."""

    value: Array
    low: Array
    high: Array

    def rounded(self, unit: float) -> "Box":
        """The box after the step itself is rounded to `unit`: half a unit and the slack on either side."""
        half = (0.5 + SLACK) * unit
        return Box(self.value, self.low - half, self.high + half)

    def holds(self, value: Any) -> Any:
        """Cell by cell: does the value lie within?"""
        return (value >= self.low) & (value <= self.high)

    @property
    def half_width(self) -> Array:
        """Half the width of each cell."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Carried:
    """A state of a hand calculation: what stands behind each name, and how uncertain it is.

    `values` holds the base value of every name so far; `spreads` the half-width of each carried cell;
    `units` the unit of the last digit of each step; `asked` the steps that are written down; `rules` the
    slips by which unasked steps were taken, where they were.
    """

    working: Working
    asked: frozenset[str]
    values: Values
    spreads: Mapping[str, Array]
    units: Mapping[str, float]
    rules: Mapping[str, Mistake] = field(default_factory=dict)

    def rule(self, name: str) -> Step | Mistake:
        """How a step was taken."""
        return self.rules.get(name) or self.working.by_name[name]


def box(state: Carried, formula: Formula, reads: tuple[str, ...], unit: float) -> Box:
    """Where the formula's value may lie, before its own rounding to `unit`."""
    path = state.working.path(reads, state.asked)
    with np.errstate(all="ignore"):  # a student's 0 may be what a known slip divides by
        value = np.asarray(apply(formula, reads, state.values), dtype=np.float64)
    if not path.carried and not path.unasked:
        return Box(value, value, value)
    with np.errstate(all="ignore"):
        low, high, bent = _linear(state, path, formula, reads, value, unit)
        if bent.any():
            bound = _interval(state, path, formula, reads)
            low, high = np.where(bent, bound.low, low), np.where(bent, bound.high, high)
    return Box(value, low, high)


def _linear(
    state: Carried, path: Path, formula: Formula, reads: tuple[str, ...], value: Array, unit: float
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """The ends of the box from one-at-a-time changes, and the cells where these are no bound."""
    carried = _cells({name: state.spreads[name] for name in path.carried})
    unasked = _cells({n: np.full(np.shape(state.values[n]), state.units[n] / 2) for n in path.unasked})
    rows = len(carried) + len(unasked)
    stacked = dict(state.values)
    for name in (*path.carried, *path.unasked):
        rule = state.rule(name)
        evaluated = name in path.unasked
        base = apply(rule.formula, rule.reads, stacked) if evaluated else state.values[name]
        stacked[name] = base + _moves(name, np.shape(state.values[name]), [*carried, *unasked])
    # Where nothing that the formula reads was moved, one row stands for all.
    ends = np.broadcast_to(apply(formula, reads, stacked), (2 * rows, *value.shape)) if rows else value[None]
    changes = ends.reshape(rows, 2, *value.shape) - value if rows else np.zeros((0, 2, *value.shape))
    bent = np.abs(changes.sum(axis=1)) > 0.2 * np.abs(changes[:, 1] - changes[:, 0]) + 0.02 * unit
    down, up = np.maximum(-changes, 0).max(axis=1, initial=0), np.maximum(changes, 0).max(axis=1, initial=0)
    split = len(carried)
    kept = _kept_share(down[split:].sum(axis=0), up[split:].sum(axis=0), unit)
    low = value - down[:split].sum(axis=0) - kept * down[split:].sum(axis=0)
    high = value + up[:split].sum(axis=0) + kept * up[split:].sum(axis=0)
    return low, high, bent.any(axis=0) | ~np.isfinite(low) | ~np.isfinite(high)


def _kept_share(down: Array, up: Array, unit: float) -> Array:
    """All of the unasked steps' own rounding where it costs no more than a unit, else what two digits leave."""
    return np.where(np.maximum(down, up) <= unit, 1.0, KEPT_DIGITS)


_Cell = tuple[str, tuple[int, ...], float]


def _cells(spreads: Mapping[str, Array]) -> list[_Cell]:
    """Every uncertain cell: its name, its index, its half-width."""
    return [
        (name, index, float(half))
        for name, halves in spreads.items()
        for index, half in np.ndenumerate(np.asarray(halves))
        if half > 0
    ]


def _moves(name: str, shape: tuple[int, ...], cells: list[_Cell]) -> Array | float:
    """A stack of changes, two rows for each uncertain cell (down, up): zero but for this name's own cells."""
    own = [(row, index, half) for row, (cell, index, half) in enumerate(cells) if cell == name]
    if not own:
        return 0.0
    moves = np.zeros((2 * len(cells), *shape))
    for row, index, half in own:
        moves[(2 * row, *index)] = -half
        moves[(2 * row + 1, *index)] = half
    return moves


def _interval(state: Carried, path: Path, formula: Formula, reads: tuple[str, ...]) -> Interval:
    """The same box by interval arithmetic: never too narrow."""
    values = dict(state.values)
    for name in (*path.carried, *path.unasked):
        rule = state.rule(name)
        if name in path.carried:
            base, half = np.asarray(state.values[name]), state.spreads[name]
            values[name] = Interval(base - half, base + half)
        else:
            kept = np.asarray(KEPT_DIGITS * state.units[name] / 2)
            values[name] = apply(rule.formula, rule.reads, values) + Interval(-kept, kept)
    bound = apply(formula, reads, values)
    return bound if isinstance(bound, Interval) else Interval(np.asarray(bound), np.asarray(bound))
