"""Is a variant fair? Every known mistake must stand clear of the right value, and no value near an edge.

A tolerance is the half-width of the step's rounding box at the right values. A fair variant keeps every
Mistake three tolerances from the right value, every kink outside of the boxes, and every asked field
large enough that its digits say something.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from problems.draws import Draws
from problems.family import MOST_DRAWS, Family, NoFairDrawError, OpenFamily, Params
from problems.givens import completed, narrowed
from problems.parts import PartsFamily, confusable
from problems.variant import Givens, Variant
from reference.readings import floats
from reference.rounding import Box, Carried, box
from reference.text import Text
from reference.working import Mistake, Step, Working, apply

Drawable: TypeAlias = Family | OpenFamily | PartsFamily

CLEAR = 3.0
"""Tolerances between a mistake and the right value."""

WIDEST = 5.0
"""Units: a wider box accepts too much."""

ROUND = (-2.0, -1.0, -0.5, -0.1, 0.0, 0.1, 0.5, 1.0, 2.0)
"""What people write who have not calculated: for a family with few steps to avoid."""

SMALLEST = 50.0
"""Units: a smaller value has too few digits to tell."""


@dataclass(frozen=True, slots=True)
class Digits:
    """Decimals of each step: the same for all, or a table for some; a step's own default comes before both."""

    decimals: int
    table: Mapping[str, int]

    def of(self, step: Step) -> int:
        """Decimals of one step."""
        own = self.decimals if step.decimals is None else step.decimals
        return self.table.get(step.name, own)

    def unit(self, step: Step) -> float:
        """The unit of its last decimal."""
        return float(f"1e-{self.of(step)}")

    def units(self, working: Working) -> dict[str, float]:
        """Units of all steps."""
        return {step.name: self.unit(step) for step in working.steps}


def digits(family: Family, decimals: int | Mapping[str, int] | None) -> Digits:
    """What a problem set says about digits, over the family's own choice."""
    if isinstance(decimals, Mapping):
        return Digits(family.decimals, decimals)
    return Digits(family.decimals, {}) if decimals is None else Digits(decimals, {})


@dataclass(frozen=True, slots=True)
class Unfair:
    """One reason why a variant is not fair: at which step, and for which mistake if one is hidden."""

    step: str
    why: Text
    mistake: str | None = None


def draw(
    family: Drawable,
    seed: str,
    params: Params | None = None,
    asked: tuple[str, ...] | None = None,
    decimals: int | Mapping[str, int] | None = None,
) -> Variant:
    """The fair variant of this seed. Raises NoFairDrawError, or GivensError for params it cannot use."""
    wanted = narrowed(family.params, params or {})
    for attempt in range(MOST_DRAWS):
        raw = family.drawn(Draws(seed, attempt), wanted)
        if raw is None:
            continue
        givens = completed(family.given, raw)
        if fair(family, givens, asked, decimals):
            return Variant(family.id, family.version, seed, givens)
    raise NoFairDrawError(family.id)


def fair(
    family: Drawable,
    givens: Givens,
    asked: tuple[str, ...] | None = None,
    decimals: int | Mapping[str, int] | None = None,
) -> bool:
    """Whether nothing speaks against these givens. A family with many right answers has nothing to hide."""
    if isinstance(family, OpenFamily):
        return True
    if isinstance(family, PartsFamily):
        return next(confusable(family.parts(givens)), None) is None
    return next(unfair(family, givens, asked, decimals), None) is None


def unfair(
    family: Family,
    givens: Givens,
    asked: tuple[str, ...] | None = None,
    decimals: int | Mapping[str, int] | None = None,
) -> Iterator[Unfair]:
    """Every reason why these givens are not fair, the cheapest to find first."""
    working = family.working(givens)
    exact = family.environment(givens)
    names = asked or family.asked(givens)
    if working.exact:
        yield from _hidden_exactly(working, working.evaluate(exact))
        return
    values = working.evaluate(floats(exact))
    units = digits(family, decimals).units(working)
    yield from _guessable(family.avoids, values, names, units)
    yield from _hidden_at_a_glance(working, values, names, units)
    state = reference_state(working, values, frozenset(names), units)
    for name in names:
        yield from _unfair_step(state, working.by_name[name])


def reference_state(
    working: Working, values: Mapping[str, Any], asked: frozenset[str], units: Mapping[str, float]
) -> Carried:
    """A right calculation in which every asked step is rounded as it was told: the widest honest case."""
    spreads = {name: np.full(np.shape(values[name]), units[name] / 2) for name in asked}
    return Carried(working, asked, values, spreads, units)


def separation(state: Carried, mistake: Mistake, right: Box) -> float:
    """How many tolerances lie between a mistake and the right value, in the cell where they differ most."""
    wrong = _wrong_value(mistake, state.values)
    if wrong is None or np.shape(wrong) != np.shape(right.value):
        return float("inf")
    with np.errstate(all="ignore"):
        apart = np.abs(np.asarray(wrong) - right.value) / right.half_width
    return float(np.nanmax(apart, initial=0.0))


def _wrong_value(mistake: Mistake, values: Mapping[str, Any]) -> Any:
    try:
        with np.errstate(all="ignore"):
            return apply(mistake.formula, mistake.reads, values)
    except ValueError:
        return None  # shapes that do not fit: nobody can have computed it


def _hidden_exactly(working: Working, values: Mapping[str, Any]) -> Iterator[Unfair]:
    """Exact workings: each kind of mistake must show in at least one step. What happens exactly at a threshold
    is drawn to be out of sight, so another convention need not show."""
    shown: set[str] = set()
    known: dict[str, str] = {}
    for step in working.steps:
        for mistake in (slip for slip in step.mistakes if not slip.convention):
            known.setdefault(mistake.id, step.name)
            if np.any(apply(mistake.formula, mistake.reads, values) != values[step.name]):
                shown.add(mistake.id)
    for hidden in sorted(set(known) - shown):
        yield _not_separated(known[hidden], hidden)


def _guessable(
    avoids: tuple[float, ...], values: Mapping[str, Any], names: tuple[str, ...], units: Mapping[str, float]
) -> Iterator[Unfair]:
    """Asked numbers (a vector has others beside a round cell) that are round, to the digits asked for."""
    for name in names:
        value = np.asarray(values[name])
        if value.size == 1 and any(np.all(np.abs(value - guess) < CLEAR * units[name]) for guess in avoids):
            yield Unfair(name, Text("추측해서 맞힐 수 있는 값입니다.", "a guess would hit this value."))


def _hidden_at_a_glance(
    working: Working, values: Mapping[str, Any], names: tuple[str, ...], units: Mapping[str, float]
) -> Iterator[Unfair]:
    """Mistakes within three half units: no box is narrower, so these need no box to be refused."""
    for name in names:
        step, right = working.by_name[name], np.asarray(values[name])
        nonzero = np.abs(right[right != 0])
        if nonzero.size and nonzero.min() < SMALLEST * units[name] and not step.integer:
            yield Unfair(name, Text("값이 너무 작아 자릿수가 부족합니다.", "the value is too small for its digits."))
        for mistake in step.mistakes:
            wrong = _wrong_value(mistake, values)
            if wrong is not None and not np.any(np.abs(np.asarray(wrong) - right) > CLEAR * units[name] / 2):
                yield _not_separated(name, mistake.id)


def _unfair_step(state: Carried, step: Step) -> Iterator[Unfair]:
    unit = state.units[step.name]
    right = box(state, step.formula, step.reads, unit).rounded(unit)
    if np.any(right.half_width > WIDEST * unit):
        yield Unfair(step.name, Text("허용 범위가 너무 넓습니다.", "its rounding box is too wide."))
    for edge in step.avoids:
        if np.any(np.abs(right.value - edge) < CLEAR * right.half_width):
            yield Unfair(step.name, Text("값이 경계에 너무 가깝습니다.", "it lies too close to an edge."))
    for mistake in step.mistakes:
        if separation(state, mistake, right) < CLEAR:
            yield _not_separated(step.name, mistake.id)


def _not_separated(step: str, mistake: str) -> Unfair:
    why = Text(
        f"이 값으로는 '{mistake}' 유형의 실수를 옳은 답과 구별할 수 없습니다.",
        f"these numbers do not separate the mistake '{mistake}' from the right value.",
    )
    return Unfair(step, why, mistake)
