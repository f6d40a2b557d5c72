"""Why a step is wrong: the known slip whose value it is, computed from the student's own earlier values.

A slip is only named when it is the one that fits. Legitimate conventions are tried before mistakes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from grader.marking.answers import Number
from grader.marking.candidates import Held
from grader.marking.tracks import Track
from reference.working import Mistake, Step

NEAR = 0.05
"""A value with too few digits must still be right to this share of it."""

FEWER = 2
"""Digits that may be missing for a value to be called imprecise rather than wrong."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What explains a wrong step: one slip, or several that cannot be told apart; perhaps at an unasked step."""

    slips: tuple[Mistake, ...] = ()
    at: Step | None = None
    imprecise: str | None = None  # "truncated", "too-few-digits", "irreproducible"

    @property
    def mistake(self) -> Mistake | None:
        """The one slip that fits; None when none or several do."""
        return self.slips[0] if len({slip.id for slip in self.slips}) == 1 else None

    @property
    def explained(self) -> bool:
        """True when at least one known slip gives this value."""
        return bool(self.slips)


def diagnose(held: Held) -> Diagnosis:
    """The best explanation of an answer that does not earn in full."""
    if _truncated(held):  # 0.14 for 0.1440 is cut off too, but rounded all the same
        return Diagnosis(imprecise="too-few-digits" if _too_few_digits(held) else "truncated")
    if slips := _own_slips(held):
        return Diagnosis(slips)
    if _too_few_digits(held):
        return Diagnosis(imprecise="too-few-digits")
    return _slip_above(held) or Diagnosis()


def _own_slips(held: Held) -> tuple[Mistake, ...]:
    tracks = (held.as_own.track, held.as_right.track) if held.diverged else (held.as_right.track,)
    for convention in (True, False):
        for track in tracks:
            fitting = [m for m in held.step.mistakes if m.convention is convention and _gives(track, m, held)]
            if fitting:
                return _one_of_each(fitting)
    return ()


def _one_of_each(slips: list[Mistake]) -> tuple[Mistake, ...]:
    return tuple({slip.id: slip for slip in slips}.values())


def _gives(track: Track, rule: Step | Mistake, held: Held) -> bool:
    """Does this rule, on the track's values, give every cell that was filled in?"""
    try:
        box = track.rounded(held.step, track.box(rule, held.unit), held.unit)
    except (ValueError, ZeroDivisionError):
        return False  # shapes that do not fit, a 0 that nobody can have divided by
    if np.shape(box.value) != np.shape(held.value):
        return False
    with np.errstate(invalid="ignore"):
        return bool(np.all(np.asarray(box.holds(held.value), dtype=bool)[held.present]))


def _slip_above(held: Held) -> Diagnosis | None:
    """A slip in a step that was not asked for, which this answer shows."""
    track = held.as_own.track
    for name in reversed(track.working.path(held.step.reads, track.asked).unasked):
        step = track.working.by_name[name]
        fitting = [m for m in step.mistakes if _gives(_with_slip(track, name, m, held.step), held.step, held)]
        if fitting:
            return Diagnosis(_one_of_each(fitting), at=step)
    return None


def _with_slip(track: Track, name: str, slip: Mistake, until: Step) -> Track:
    tried = track.copy()
    take_slip(tried, name, slip, until)
    return tried


def take_slip(track: Track, name: str, slip: Mistake, until: Step) -> None:
    """Go on as if the unasked step had been taken by this slip, up to (not including) a step."""
    track.slips[name] = slip
    for step in _between(track, name, until):
        track.values[step.name] = track.evaluate(step)


def _between(track: Track, first: str, until: Step) -> Iterator[Step]:
    seen = False
    for step in track.working.steps:
        if step.name == until.name:
            return
        seen = seen or step.name == first
        if seen and step.name not in track.asked:
            yield step


def _exactly(held: Held) -> bool:
    """Asked for exactly: nothing to round."""
    return held.step.integer or (held.as_right.track.working.exact and held.step.decimals is None)


def _truncated(held: Held) -> bool:
    """The right value cut off instead of rounded, in every cell that is off."""
    if _exactly(held):
        return False
    units = np.maximum(_typed_units(held), held.unit)
    return any(_cut_off(held, c.unrounded.low, c.unrounded.high, units) for c in (held.as_right, held.as_own))


def _cut_off(held: Held, low: Any, high: Any, units: Any) -> bool:
    """Nearer to zero than some value of the box, by less than a unit of the last digit typed."""
    off, value = held.present & ~held.credited, _floats(held.value)
    low, high, sign = _floats(low), _floats(high), np.sign(value)
    smallest, largest = np.minimum(np.abs(low), np.abs(high)), np.maximum(np.abs(low), np.abs(high))
    short = (np.abs(value) <= largest) & (np.abs(value) > smallest - units)
    return bool(np.all((short & (sign != 0) & (np.sign(low) == sign) & (np.sign(high) == sign))[off]))


def _too_few_digits(held: Held) -> bool:
    """Right at the precision it was typed with, which is less than was asked."""
    if _exactly(held):
        return False
    units, off, value = _typed_units(held), held.present & ~held.credited, _floats(held.value)
    for candidate in (held.as_right, held.as_own):
        box = candidate.unrounded
        right, low, high = _floats(box.value), _floats(box.low), _floats(box.high)
        near = np.abs(value - right) <= NEAR * np.abs(right)
        coarse = (value + units / 2 >= low) & (value - units / 2 <= high)
        if np.all((near & coarse & (units > held.unit) & (value != 0))[off]):
            return True
    return False


def _floats(cells: Any) -> Any:
    """Exact cells as float64: half a unit is far above what that costs."""
    return np.asarray(cells, dtype=np.float64)


def _typed_units(held: Held) -> Any:
    """For each cell the unit of the last digit typed, or the field's own."""
    units = np.empty(held.step.layout.shape)
    units.reshape(-1)[:] = [_typed_unit(cell, held.unit) for cell in held.answer.cells]
    return held.step.layout.inside(units)


def _typed_unit(cell: Any, unit: float) -> float:
    """The unit of the last digit typed, where no more digits than allowed are missing; else the field's own."""
    if not isinstance(cell, Number) or cell.decimals is None:
        return unit
    typed = float(Fraction(1, 10**cell.decimals))
    two_figures = abs(float(cell.value)) >= 9.5 * typed  # a single figure says too little
    return typed if typed <= unit * 10**FEWER * 1.001 and two_figures else unit
