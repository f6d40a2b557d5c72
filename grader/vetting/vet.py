"""Is a problem fit to be set? What its draws, boxes, mistakes, gradients and checks say, and which rule is broken.

Importing this module loads SymPy; for a code task, Hypothesis.
"""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

import numpy as np

from grader.sandbox import Sandbox
from grader.vetting.gradients import Witnessed, witnessed
from grader.vetting.mutation import Adequacy, adequacy
from grader.vetting.rules import broken_by_family, broken_by_task
from grader.vetting.separation import Separation, separations
from problems.code.task import CodeTask
from problems.draws import Draws
from problems.fairness import Drawable, digits, fair, reference_state
from problems.family import MOST_DRAWS, Family, Field, OpenFamily
from problems.givens import completed, narrowed
from problems.parts import ChoicePart, PartsFamily
from problems.variant import Givens, Variant
from reference.readings import floats
from reference.rounding import box
from reference.text import Text

WITNESSED = 3
"""Variants whose gradients are held against their witnesses."""

GUESSES = tuple(str(half / 2) for half in range(-4, 5))
"""What a guesser tries for each number of a problem with many right answers."""

MOST_GUESSES = 200
"""Combinations of guesses that are tried on each variant."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What drawing a family's variants was like: fair ones, and every attempt that was not degenerate at a glance."""

    variants: tuple[Variant, ...]
    candidates: tuple[Givens, ...]
    attempts: int
    hopeless: int
    seconds: float

    @property
    def acceptance(self) -> float:
        """The share of attempts that gave a fair variant."""
        return len(self.variants) / self.attempts if self.attempts else 0.0

    @property
    def distinct(self) -> int:
        """How many of the variants differ."""
        return len({json.dumps(dict(variant.givens), sort_keys=True) for variant in self.variants})

    @property
    def capacity(self) -> int:
        """How many variants there are, from the repeats seen; without a repeat, at least so many (95 % sure)."""
        count, distinct = len(self.variants), self.distinct
        return count**2 // 6 if distinct == count else _capacity(count, distinct)


@dataclass(frozen=True, slots=True)
class FamilyVetting:
    """All findings on a family; `widths` are the widest half boxes in units, `chance` what a constant answer wins."""

    id: str
    drawing: Drawing
    separations: tuple[Separation, ...] = ()
    widths: Mapping[str, float] = field(default_factory=dict)
    chance: Mapping[str, float] = field(default_factory=dict)
    gradients: tuple[Witnessed, ...] = ()

    @property
    def broken(self) -> tuple[Text, ...]:
        """The rules that are broken, each as a sentence."""
        drawing = self.drawing
        return broken_by_family(drawing.acceptance, drawing.hopeless, self.separations, self.widths, self.gradients)


@dataclass(frozen=True, slots=True)
class TaskVetting:
    """All findings on a code task."""

    id: str
    adequacy: Adequacy
    seconds: float

    @property
    def broken(self) -> tuple[Text, ...]:
        """The rules that are broken, each as a sentence."""
        return broken_by_task(self.adequacy)


def vet_family(family: Drawable, count: int) -> FamilyVetting:
    """Draw so many variants and look at each."""
    drawing = _drawing(family, count)
    if isinstance(family, OpenFamily):
        return FamilyVetting(family.id, drawing, chance=_guessed(family, drawing.variants))
    if isinstance(family, PartsFamily):
        return FamilyVetting(family.id, drawing, chance=_chosen_blindly(family, drawing.variants))
    candidates = drawing.candidates[:count]
    gradients = tuple(w for variant in drawing.variants[:WITNESSED] for w in _gradients(family, variant))
    return FamilyVetting(
        family.id,
        drawing,
        separations(family, drawing.variants, candidates),
        _widths(family, drawing.variants),
        _constants(family, drawing.variants),
        gradients,
    )


def vet_task(task: CodeTask, sandbox: Sandbox) -> TaskVetting:
    """Run every mutant and every right answer of a code task."""
    started = time.perf_counter()
    found = adequacy(task, sandbox, "vetting")
    return TaskVetting(task.id, found, time.perf_counter() - started)


def _drawing(family: Drawable, count: int) -> Drawing:
    variants: list[Variant] = []
    candidates: list[Givens] = []
    attempts = hopeless = 0
    started = time.perf_counter()
    for number in range(count):
        before = len(variants)
        for attempt in range(MOST_DRAWS):
            attempts += 1
            raw = family.drawn(Draws(str(number), attempt), narrowed(family.params, {}))
            if raw is None:
                continue
            givens = completed(family.given, raw)
            candidates.append(givens)
            if fair(family, givens):
                variants.append(Variant(family.id, family.version, str(number), givens))
                break
        hopeless += len(variants) == before
        if hopeless == 1 and not variants:
            break  # a family whose first seed has no fair draw at all: more of the same tells nothing
    return Drawing(tuple(variants), tuple(candidates), attempts, hopeless, time.perf_counter() - started)


def _capacity(count: int, distinct: int) -> int:
    """The number of equally likely variants of which `count` draws show `distinct` different ones."""
    low, high = distinct, count**2 + 1
    while low < high:
        middle = (low + high) // 2
        if -middle * np.expm1(count * np.log1p(-1 / middle) if middle > 1 else -np.inf) < distinct:
            low = middle + 1
        else:
            high = middle
    return low


def _gradients(family: Family, variant: Variant) -> Iterator[Witnessed]:
    if not family.working(variant.givens).exact:
        yield from witnessed(family, variant)


def _widths(family: Family, variants: tuple[Variant, ...]) -> dict[str, float]:
    """The widest half box of each asked step, in units of its last digit."""
    widest: dict[str, float] = {}
    for variant in variants:
        working = family.working(variant.givens)
        if working.exact:
            continue
        values = working.evaluate(floats(family.environment(variant.givens)))
        asked, units = family.asked(variant.givens), digits(family, None).units(working)
        state = reference_state(working, values, frozenset(asked), units)
        for name in asked:
            step, unit = working.by_name[name], units[name]
            half = float(np.max(box(state, step.formula, step.reads, unit).rounded(unit).half_width)) / unit
            widest[name] = max(widest.get(name, 0.0), half)
    return widest


def _constants(family: Family, variants: tuple[Variant, ...]) -> dict[str, float]:
    """For each answer that is one of a few whole numbers, how often the best constant answer is right."""
    seen: dict[str, dict[int, int]] = {}
    for variant in variants:
        working = family.working(variant.givens)
        steps = [working.by_name[name] for name in family.asked(variant.givens)]
        if not any(step.integer for step in steps):
            continue
        exact = family.environment(variant.givens)
        values = working.evaluate(exact if working.exact else floats(exact))
        for step in steps:
            if step.integer and not step.layout.shape:
                counts, value = seen.setdefault(step.name, {}), int(step.layout.shown(values[step.name]).item())
                counts[value] = counts.get(value, 0) + 1
    return {name: max(counts.values()) / sum(counts.values()) for name, counts in seen.items()}


def _chosen_blindly(family: PartsFamily, variants: tuple[Variant, ...]) -> dict[str, float]:
    """For each part with options, how often one of them taken blindly is right."""
    chance: dict[str, float] = {}
    for variant in variants:
        for part in family.parts(variant.givens):
            if isinstance(part, ChoicePart):
                chance[part.name] = max(chance.get(part.name, 0.0), 1 / len(part.choices.options))
    return chance


def _guessed(family: OpenFamily, variants: tuple[Variant, ...]) -> dict[str, float]:
    """How often numbers guessed from -2 to 2 in halves are right."""
    distinct = {json.dumps(dict(v.givens), sort_keys=True): v for v in variants}
    tried = right = 0
    for variant in list(distinct.values())[:40]:
        for guess in _guesses(family.fields(variant.givens)):
            right += family.judge(variant.givens, guess).right
            tried += 1
    return {"guess": right / tried} if tried else {}


def _guesses(fields: tuple[Field, ...]) -> Iterator[dict[str, Any]]:
    """Every combination of guesses, or, where there are too many, some drawn among them."""
    options = {field.name: _options(field) for field in fields}
    if prod(len(each) for each in options.values()) <= MOST_GUESSES:
        yield from (dict(zip(options, guess, strict=True)) for guess in product(*options.values()))
        return
    for attempt in range(MOST_GUESSES):
        draws = Draws("guesses", attempt)
        yield {name: draws.choice(name, each) for name, each in options.items()}


def _options(field: Field) -> tuple[Any, ...]:
    if field.choices is not None:
        return tuple((option.key,) for option in field.choices.options)
    return tuple(map(Fraction, GUESSES))


def family_json(vetting: FamilyVetting) -> dict[str, Any]:
    """A family's findings as data."""
    drawing = vetting.drawing
    return {
        "id": vetting.id,
        "drawn": len(drawing.variants),
        "attempts": drawing.attempts,
        "acceptance": drawing.acceptance,
        "no_fair_draw": drawing.hopeless,
        "distinct": drawing.distinct,
        "capacity": drawing.capacity,
        "capacity_is_least": drawing.distinct == len(drawing.variants),
        "ms_per_draw": 1000 * drawing.seconds / max(len(drawing.variants), 1),
        "separations": [s.to_json() for s in vetting.separations],
        "widths": dict(vetting.widths),
        "chance": dict(vetting.chance),
        "gradients": [
            {"step": w.step, "of": w.of, "wrt": w.wrt, "difference": w.difference, "symbolic": w.symbolic}
            for w in vetting.gradients
        ],
        "broken": [text.to_json() for text in vetting.broken],
    }


def task_json(vetting: TaskVetting) -> dict[str, Any]:
    """A code task's findings as data."""
    found = vetting.adequacy
    return {
        "id": vetting.id,
        "mutants": {"total": len(found.mutants), "killed": found.killed},
        "survivors": [mutant.mutant for mutant in found.mutants if not mutant.by],
        "unnamed": [mutant.mutant for mutant in found.mutants if mutant.named is False],
        "answers": {"total": len(found.answers), "accepted": found.accepted},
        "refused": {answer.answer: list(answer.refused_by) for answer in found.answers if answer.refused_by},
        "seconds": vetting.seconds,
        "broken": [text.to_json() for text in vetting.broken],
    }
