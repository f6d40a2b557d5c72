"""One step of one paper, held against both readings: right values above it (A), the student's own (B)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.marking.answers import Answer, Number
from grader.marking.tracks import Track
from reference.rounding import Box
from reference.working import Step

WIDEST_UNITS, WIDEST_SHARE = 20, 0.02
"""Follow-through is refused where the box is wider than this many units and this share of the value."""

FACTOR = 10
"""A wrong value is carried on when it is within this factor of the right one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a step may be, read in one track: its box before and after rounding, and which cells lie in it."""

    track: Track
    unrounded: Box
    box: Box
    right: Any


@dataclass(frozen=True, slots=True)
class Held:
    """A step's answer (inside layout, blank cells filled in), which cells are present, and both candidates.

    `allowed` says in which cells follow-through may earn.
    """

    step: Step
    unit: float
    answer: Answer
    value: Any
    present: Any
    as_right: Candidate
    as_own: Candidate
    allowed: Any

    @property
    def diverged(self) -> bool:
        """True once the student's own values differ from the right ones above this step."""
        return self.as_own is not self.as_right

    @property
    def followed(self) -> bool:
        """True when the student's own values explain more of the answer than the right ones."""
        return self.diverged and bool(np.sum(self.as_own.right & self.allowed) > np.sum(self.as_right.right))

    @property
    def chosen(self) -> Candidate:
        """The candidate that counts."""
        return self.as_own if self.followed else self.as_right

    @property
    def credited(self) -> Any:
        """Cell by cell: does it earn?"""
        return self.as_own.right & self.allowed if self.followed else self.as_right.right


def hold(step: Step, answer: Answer, right: Track, own: Track, unit: float) -> Held:
    """The answer against both candidates; where nothing has gone wrong yet, they are the same."""
    a = _candidate(right, step, unit)
    b = a if own is right else _candidate(own, step, unit)
    value, present = _filled(right.working.exact, step, answer, b.unrounded.value)
    a = _marked(a, value, present)
    b = a if own is right else _marked(b, value, present)
    allowed = present if own is right else present & _no_absorption(step, a, b, unit, right.values)
    return Held(step, unit, answer, value, present, a, b, allowed)


def _candidate(track: Track, step: Step, unit: float) -> Candidate:
    unrounded = track.box(step, unit)
    return Candidate(track, unrounded, track.rounded(step, unrounded, unit), None)


def _marked(candidate: Candidate, value: Any, present: Any) -> Candidate:
    with np.errstate(invalid="ignore"):
        right = np.asarray(candidate.box.holds(value), dtype=bool) & present
    return Candidate(candidate.track, candidate.unrounded, candidate.box, right)


def _filled(exact: bool, step: Step, answer: Answer, expected: Any) -> tuple[Any, Any]:  # noqa: FBT001 - a fact, not a switch
    """The answer as the Working lays it out, with what would be expected where a cell holds no number."""
    value, present = step.layout.shown(expected).copy(), np.zeros(step.layout.shape, dtype=bool)
    cells, flags = value.reshape(-1), present.reshape(-1)
    for place, cell in enumerate(answer.cells):
        if isinstance(cell, Number):
            cells[place] = cell.value if exact else float(cell.value)
            flags[place] = True
    inside = step.layout.inside
    return inside(cells.reshape(step.layout.shape)), inside(flags.reshape(step.layout.shape))


def _no_absorption(step: Step, a: Candidate, b: Candidate, unit: float, values: Mapping[str, Any]) -> Any:
    """Cells whose expected value a chosen wrong value has not made trivial: 0, a copy of an input, or vague."""
    own, reference = b.unrounded.value, a.unrounded.value
    with np.errstate(invalid="ignore"):
        vanished = (np.abs(own) <= unit / 2) & (np.abs(reference) > unit / 2)
        width = b.box.high - b.box.low
        vague = (width > WIDEST_UNITS * unit) & (width > WIDEST_SHARE * np.abs(own))
        allowed = np.asarray(~(vanished | vague), dtype=bool)
        for name in step.reads:
            read, right_read = b.track.values[name], values[name]
            if np.ndim(read) == 0 or np.shape(read) == np.shape(own):
                copied = (np.abs(own - read) <= unit / 2) & (np.abs(reference - right_read) > unit / 2)
                allowed &= ~np.asarray(copied, dtype=bool)
    return allowed


def may_carry(held: Held, explained: bool) -> bool:  # noqa: FBT001 - a fact, not a switch
    """May the student's value be carried into later steps? Right or explained by a slip; else in its domain,
    near the right value, and no copy."""
    value, (low, high) = held.value, held.step.domain
    if explained or bool(held.credited[held.present].all()):
        return True
    if not np.all((value > low) & (value < high)):
        return False
    reference = held.as_right.unrounded.value
    near = (np.abs(value) <= FACTOR * np.abs(reference)) & (np.abs(value) * FACTOR >= np.abs(reference))
    return bool(np.all(near | held.credited)) and not _echo(held)


def _echo(held: Held) -> bool:
    """A copy of something the step reads, where the right value is none."""
    values, reference = held.as_own.track.values, held.as_right.unrounded.value
    for name in held.step.reads:
        read = values[name]
        same = np.shape(read) == np.shape(held.value) and np.all(np.abs(held.value - read) <= held.unit / 2)
        if same and not np.all(np.abs(reference - read) <= held.unit / 2):
            return True
    return False
