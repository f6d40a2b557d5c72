"""Two readings of one paper: with wrong values put right (A), and with the student's own values (B).

Both walk down the steps together. A keeps right values as written and recomputes the rest as if they were
blank; B keeps every value of the student's own that may be carried. Until the first wrong value they are one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from reference.rounding import SLACK, Box, Carried, box
from reference.working import Mistake, Step, Working, apply

KEPT = 0.05
"""Of a unit: how far what is carried may stray from a right value or its unrounded original: one more digit is kept."""


@dataclass(slots=True)
class Track:
    """The values carried so far, how uncertain each is, and which unasked steps are taken by a Mistake."""

    working: Working
    asked: frozenset[str]
    units: Mapping[str, float]
    values: dict[str, Any]
    spreads: dict[str, Any] = field(default_factory=dict)
    slips: dict[str, Mistake] = field(default_factory=dict)

    def copy(self) -> "Track":
        """The same state, going its own way from here."""
        return Track(self.working, self.asked, self.units, dict(self.values), dict(self.spreads), dict(self.slips))

    def evaluate(self, step: Step) -> Any:
        """An unasked step's value, by its formula or by the slip that explains the student's later work."""
        rule: Step | Mistake = self.slips.get(step.name, step)
        with np.errstate(all="ignore"):
            return apply(rule.formula, rule.reads, self.values)

    def box(self, rule: Step | Mistake, unit: float) -> Box:
        """Where the rule's value may lie before it is rounded."""
        if self.working.exact:
            value = np.asarray(apply(rule.formula, rule.reads, self.values))
            return Box(value, value, value)
        state = Carried(self.working, self.asked, self.values, self.spreads, self.units, self.slips)
        return box(state, rule.formula, rule.reads, unit)

    def rounded(self, step: Step, unrounded: Box, unit: float) -> Box:
        """The step's box after rounding; an exact decimal needs none, unless the step states its digits."""
        if not self.working.exact:
            return unrounded.rounded(unit)
        stated = step.decimals is not None
        half = _stated_half(unrounded.value, unit) if stated else _exact_half(unrounded.value, unit)
        return Box(unrounded.value, unrounded.value - half, unrounded.value + half)

    def carry(self, name: str, value: Any, spread: Any) -> None:
        """Go on with this value."""
        self.values[name] = value
        self.spreads[name] = spread


def _stated_half(value: Any, unit: float) -> Any:
    """Half a unit, with the slack that a rounded value above it may need."""
    half = Fraction(unit).limit_denominator(10**12) * (Fraction(1, 2) + Fraction(str(SLACK)))
    return np.full(np.shape(value), half, dtype=object)


def _exact_half(value: Any, unit: float) -> Any:
    """Nothing for terminating decimals; half a unit for such as one third."""
    half = Fraction(unit).limit_denominator(10**12) / 2
    cells = [Fraction(0) if _terminates(Fraction(cell)) else half for cell in np.asarray(value).reshape(-1)]
    halves = np.empty(np.shape(value), dtype=object)
    halves.reshape(-1)[:] = cells
    return halves


def _terminates(value: Fraction) -> bool:
    below = value.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    return below == 1


def spread_of_right(value: Any, unrounded: Box, unit: float) -> Any:
    """Half-width of a credited value: how far its unrounded original, known to lie in the box, can be.

    The original rounds to what was written, so only the part of the box within a unit counts; a value
    that needed no rounding (0.46 for exactly 0.46) carries no uncertainty on.
    """
    reach = (0.5 + SLACK) * unit
    low, high = np.maximum(unrounded.low, value - reach), np.minimum(unrounded.high, value + reach)
    apart = np.maximum(np.abs(value - low), np.abs(high - value))
    truncated = np.minimum(np.abs(value - unrounded.value), unit)
    return np.where(low <= high, apart, truncated) + KEPT * unit


def spread_of_written(value: Any, unit: float) -> Any:
    """Half-width of any other value: half a unit of the digits it was to be given with."""
    return np.full(np.shape(value), unit / 2)
