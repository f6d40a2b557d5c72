"""Marking a Working: each asked step from the student's own earlier values, with the rounding it was told to do.

For each step two candidates are held against the answer: A, with wrong earlier values put right, and B,
with the student's own. The better one counts; B is guarded, so that a value chosen to make later work
vanish earns nothing. A blank or unreadable field never costs more than itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from grader.marking.answers import Answer, Number, parse_answer
from grader.marking.candidates import Held, hold, may_carry
from grader.marking.diagnosis import Diagnosis, diagnose, take_slip
from grader.marking.reproducible import Choices, reproducible
from grader.marking.sentences import BLOCKED, CAPPED, GUESSED, NOTHING_SHOWN, answered, unanswered
from grader.marking.tracks import Track, spread_of_right, spread_of_written
from grader.report import RIGHT, Finding, Verdict
from problems.fairness import Digits, digits
from problems.family import Family
from problems.question import Decimals
from problems.variant import Variant
from reference.readings import floats
from reference.text import Text, joined
from reference.working import Step, Working

CAP_BELOW = Fraction(1, 4)
"""Share of asked steps that must be right or explained before follow-through earns in full, …"""

CAP_LOST = Fraction(1, 5)
"""… unless fewer steps than this share are lost: one slip at the start, honest work after it, loses one step."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is marked: the Working, its givens in its own algebra, the asked steps, digits, and the answers."""

    working: Working
    givens: Mapping[str, Any]
    asked: tuple[str, ...]
    digits: Digits
    answers: Mapping[str, Answer]


def paper_of(
    family: Family,
    variant: Variant,
    answers: Mapping[str, Any],
    asked: tuple[str, ...] | None = None,
    decimals: Decimals = None,
) -> Paper:
    """The paper of raw answers (text, numbers, nested lists) to a variant."""
    working, exact = family.working(variant.givens), family.environment(variant.givens)
    names = tuple(asked or family.asked(variant.givens))
    parsed = {name: parse_answer(answers.get(name), working.by_name[name].layout.shape) for name in names}
    return Paper(working, exact if working.exact else floats(exact), names, digits(family, decimals), parsed)


@dataclass(frozen=True, slots=True)
class Marked:
    """One step: the share it earns, the part of it that follow-through earned, and what to say."""

    step: Step
    finding: Finding
    share: Fraction
    followed: bool = False
    shows_work: bool = False


@dataclass(slots=True)
class _Walk:
    """A paper being walked down: both tracks, and the numbers that may have been carried."""

    paper: Paper
    right: Track
    own: Track
    choices: Choices


def mark(paper: Paper, points: Fraction) -> tuple[Finding, ...]:
    """A Finding for each asked step, in the Working's order; each weighs the same."""
    marked = _walk(paper)
    each = points / max(len(marked), 1)
    graded = _capped(_in_blocks(_not_guessed(marked)))
    return tuple(replace(m.finding, score=each * m.share, max_score=each) for m in graded)


def _walk(paper: Paper) -> list[Marked]:
    asked = frozenset(paper.asked)
    units = paper.digits.units(paper.working)
    right = Track(paper.working, asked, units, dict(paper.givens))
    key = paper.working.evaluate(paper.givens)
    walk = _Walk(paper, right, right, Choices(paper.working, asked, key, units))
    marked: list[Marked] = []
    for step in paper.working.steps:
        if step.name in asked:
            marked.append(_mark_step(walk, step))
        else:
            _evaluate(walk, step)
        if len(marked) == len(asked):
            break
    return marked


def _evaluate(walk: _Walk, step: Step) -> None:
    walk.right.values[step.name] = walk.right.evaluate(step)
    if walk.own is not walk.right:
        walk.own.values[step.name] = walk.own.evaluate(step)


def _mark_step(walk: _Walk, step: Step) -> Marked:
    unit = walk.right.units[step.name]
    answer = walk.paper.answers.get(step.name, Answer((), step.layout.shape))
    held = hold(step, answer, walk.right, walk.own, unit)
    decimals = walk.paper.digits.of(step)
    if not held.present.any():
        _carry_blank(walk, held)
        return Marked(step, unanswered(step, answer, held.as_right.box, decimals), Fraction(0))
    reach = walk.choices.reach(step, walk.own.slips)
    diagnosis = _diagnosis(walk, held, reach)
    verdict = _verdict(held, diagnosis)
    _carry(walk, held, diagnosis, verdict, reach)
    return Marked(
        step,
        answered(held, diagnosis, verdict, decimals),
        _share(held, verdict),
        followed=held.followed,
        shows_work=_shows_work(held, diagnosis, verdict),
    )


def _diagnosis(walk: _Walk, held: Held, reach: Any) -> Diagnosis:
    if not held.credited.all():
        return diagnose(held)
    if not reproducible(held, reach, walk.choices.key[held.step.name]):
        return Diagnosis(imprecise="irreproducible")
    return Diagnosis()


def _verdict(held: Held, diagnosis: Diagnosis) -> Verdict:
    if diagnosis.imprecise:
        return Verdict.IMPRECISE
    if held.credited.all():
        return Verdict.FOLLOW_THROUGH if held.followed else Verdict.CORRECT
    if not held.present.all() and bool(held.credited[held.present].all()):
        readable = all(isinstance(cell, Number) or not getattr(cell, "text", "") for cell in held.answer.cells)
        return Verdict.MISSING if readable else Verdict.MALFORMED
    return Verdict.MISTAKE if diagnosis.explained else Verdict.WRONG


def _share(held: Held, verdict: Verdict) -> Fraction:
    """The share of the cells that earn, imprecise ones half. Zeros earn only the share that the others earn."""
    halves = _half_points(held, verdict)
    zero = np.asarray(held.chosen.unrounded.value == 0, dtype=bool)
    if zero.all() or not zero.any():
        return Fraction(int(halves.sum()), 2 * halves.size)
    others = Fraction(int(halves[~zero].sum()), 2 * int((~zero).sum()))
    earned: Fraction = Fraction(int(halves[~zero].sum()), 2) + Fraction(int(halves[zero].sum()), 2) * others
    return earned / int(halves.size)


def _half_points(held: Held, verdict: Verdict) -> Any:
    """Two for a right cell, one for an imprecise one."""
    if verdict is not Verdict.IMPRECISE:
        return 2 * held.credited.astype(int)
    return np.where(held.credited.all(), 1, 1 + held.credited) * held.present


def _shows_work(held: Held, diagnosis: Diagnosis, verdict: Verdict) -> bool:
    if verdict is Verdict.CORRECT:
        return bool(np.any(held.value != 0)) or held.step.integer
    return diagnosis.mistake is not None and not diagnosis.mistake.echo


def _carry_blank(walk: _Walk, held: Held) -> None:
    """Nothing to read: both tracks go on as if the step had been done right and rounded."""
    name = held.step.name
    for track, candidate in ((walk.right, held.as_right), (walk.own, held.as_own)):
        track.carry(name, candidate.unrounded.value, _blank_spread(track, held))
    walk.choices.unclear(name)


def _blank_spread(track: Track, held: Held) -> Any:
    return 0 if track.working.exact else spread_of_written(held.as_right.unrounded.value, held.unit)


def _carry(walk: _Walk, held: Held, diagnosis: Diagnosis, verdict: Verdict, reach: Any) -> None:
    """Take the answer into both tracks: as it stands where it may be carried, else as it should have been."""
    name, right_here = held.step.name, bool(held.as_right.right.all())
    if walk.own is walk.right and not right_here:
        walk.own = walk.right.copy()
    if right_here:
        walk.right.carry(name, held.value, _spread(walk.right, held, credited=True))
    else:
        walk.right.carry(name, held.as_right.unrounded.value, _blank_spread(walk.right, held))
    if walk.own is not walk.right:
        _carry_own(walk.own, held, diagnosis)
    if right_here or verdict in {*RIGHT, Verdict.IMPRECISE}:
        walk.choices.settle(held, reach, rounded=diagnosis.imprecise is None)
    else:
        walk.choices.unclear(name)


def _carry_own(own: Track, held: Held, diagnosis: Diagnosis) -> None:
    if diagnosis.at is not None and diagnosis.mistake is not None:
        take_slip(own, diagnosis.at.name, diagnosis.mistake, held.step)
    if not may_carry(held, diagnosis.explained):
        own.carry(held.step.name, held.as_own.unrounded.value, _blank_spread(own, held))
        return
    credited = bool(held.credited.all()) or diagnosis.imprecise is not None
    own.carry(held.step.name, held.value, _spread(own, held, credited=credited))


def _spread(track: Track, held: Held, *, credited: bool) -> Any:
    if track.working.exact:
        return 0
    if not credited:
        return spread_of_written(held.value, held.unit)
    return spread_of_right(held.value, held.chosen.unrounded, held.unit)


def _not_guessed(marked: list[Marked]) -> list[Marked]:
    """A choice of few, or a 0, earns only where the step that it follows from was worked, right or by a known slip."""
    empty: set[str] = set()
    result = []
    for m in marked:
        if m.step.needs in empty and m.share:
            m = _unearned(m, GUESSED)  # noqa: PLW2901 - the same step, a guess
        if not m.share and not m.shows_work:
            empty.add(m.step.name)
        result.append(m)
    return result


def _unearned(m: Marked, why: Text) -> Marked:
    message = joined([m.finding.message, why]) if m.finding.verdict in RIGHT else m.finding.message
    return replace(m, share=Fraction(0), finding=replace(m.finding, message=message))


def _in_blocks(marked: list[Marked]) -> list[Marked]:
    """Cells of one table row earn in order: one that is not right keeps those after it from earning."""
    broken: set[str] = set()
    result = []
    for m in marked:
        block = m.step.block
        if block in broken and m.share:
            m = _unearned(m, BLOCKED)  # noqa: PLW2901 - the same step, blocked
        elif block is not None and m.share < 1:
            broken.add(block)
        result.append(m)
    return result


def _capped(marked: list[Marked]) -> list[Marked]:
    """Where almost nothing is right or explained and more than a slip is lost, follow-through earns half; where
    nothing is, nothing."""
    shown = sum(m.shows_work for m in marked)
    lost = sum(m.finding.verdict not in RIGHT and not m.shows_work for m in marked)
    if shown >= CAP_BELOW * len(marked) or lost < max(Fraction(2), CAP_LOST * len(marked)):
        return marked
    part = Fraction(1, 2) if shown else Fraction(0)
    return [_lowered(m, part) if m.followed and m.share else m for m in marked]


def _lowered(m: Marked, part: Fraction) -> Marked:
    note = CAPPED if part else NOTHING_SHOWN
    return replace(m, share=m.share * part, finding=replace(m.finding, message=joined([m.finding.message, note])))
