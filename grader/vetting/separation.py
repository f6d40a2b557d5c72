"""How clearly each known mistake stands apart from the right value, over many variants."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.fairness import CLEAR, digits, reference_state, separation
from problems.family import Family
from problems.variant import Givens, Variant
from reference.readings import floats
from reference.rounding import box
from reference.working import Mistake, Step, Working, apply


@dataclass(frozen=True, slots=True)
class Separation:
    """A mistake at a step. `worst`: the fewest tolerances between it and the right value among fair variants.

    `shows`: the share of all draws, fair or not, in which it can be told from the right value. In an exact
    working a mistake either shows or not, in any step that has it: `worst` is None and `step` the first of them.
    """

    step: str
    mistake: str
    convention: bool
    worst: float | None
    shows: float

    def to_json(self) -> dict[str, Any]:
        return {
            "step": self.step,
            "mistake": self.mistake,
            "convention": self.convention,
            "worst": self.worst,
            "shows": self.shows,
        }


def separations(
    family: Family, variants: tuple[Variant, ...], candidates: tuple[Givens, ...]
) -> tuple[Separation, ...]:
    """Every mistake of every asked step; families with several shapes list what any of them has."""
    worst: dict[tuple[str, str], float] = {}
    for variant in variants:
        for step, mistake, apart in _measured(family, variant.givens):
            worst[step, mistake.id] = min(apart, worst.get((step, mistake.id), float("inf")))
    seen: dict[tuple[str, str], list[bool]] = {}
    conventions: set[tuple[str, str]] = set()
    for givens in (*candidates, *(variant.givens for variant in variants)):
        for step, mistake, apart in _measured(family, givens):
            seen.setdefault((step, mistake.id), []).append(apart >= CLEAR)
            if mistake.convention:
                conventions.add((step, mistake.id))
    exact = bool(variants) and family.working(variants[0].givens).exact
    return tuple(
        Separation(
            step, slip, (step, slip) in conventions, None if exact else worst.get((step, slip)), float(np.mean(told))
        )
        for (step, slip), told in seen.items()
    )


def _measured(family: Family, givens: Givens) -> Iterator[tuple[str, Mistake, float]]:
    """Step, mistake, and tolerances between it and the right value."""
    working = family.working(givens)
    if working.exact:
        yield from _exactly(working, working.evaluate(family.environment(givens)))
        return
    values = working.evaluate(floats(family.environment(givens)))
    asked, units = family.asked(givens), digits(family, None).units(working)
    state = reference_state(working, values, frozenset(asked), units)
    for name in asked:
        step = working.by_name[name]
        right = box(state, step.formula, step.reads, units[name]).rounded(units[name])
        for mistake in step.mistakes:
            yield name, mistake, separation(state, mistake, right)


def _exactly(working: Working, values: dict[str, Any]) -> Iterator[tuple[str, Mistake, float]]:
    """Each kind of mistake once: infinitely far where any step shows it, else 0."""
    first: dict[str, tuple[Step, Mistake]] = {}
    shown: set[str] = set()
    for step in working.steps:
        for mistake in step.mistakes:
            first.setdefault(mistake.id, (step, mistake))
            if np.any(apply(mistake.formula, mistake.reads, values) != values[step.name]):
                shown.add(mistake.id)
    for slip, (step, mistake) in first.items():
        yield step.name, mistake, float("inf") if slip in shown else 0.0
