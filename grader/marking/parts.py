"""Marking a problem of several parts: formulas, numbers and choices, each by itself."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from grader.marking.answers import Number, parse_answer
from grader.marking.choices import parse_choice
from grader.marking.diagnosis import FEWER
from grader.marking.formulas import MarkedFormula, mark_formula
from grader.marking.sentences import CORRECT, IMPRECISE, MISSING, WRONG_AT_ONCE, unreadable
from grader.report import Finding, Verdict
from problems.parts import ChoicePart, FormulaPart, NumberPart, PartsFamily
from problems.variant import Variant
from reference.decimals import decimal_text
from reference.text import Text, same

HALF = Fraction(1, 2)


def mark_parts(
    family: PartsFamily, variant: Variant, answers: Mapping[str, Any], asked: tuple[str, ...] | None, points: Fraction
) -> tuple[Finding, ...]:
    """A Finding for each asked part, in the family's order; each weighs the same."""
    parts = [part for part in family.parts(variant.givens) if asked is None or part.name in asked]
    each = points / max(len(parts), 1)
    formulas: dict[str, MarkedFormula] = {}
    found: list[Finding] = []
    for part in parts:
        raw = answers.get(part.name)
        if isinstance(part, FormulaPart):
            formulas[part.name] = mark_formula(part, raw, formulas, each)
            found.append(formulas[part.name].finding)
        elif isinstance(part, NumberPart):
            found.append(mark_number(part, raw, each))
        else:
            found.append(mark_choice(part, raw, each))
    return tuple(found)


def mark_number(part: NumberPart, raw: Any, points: Fraction) -> Finding:
    """Within what is accepted; else right at its own fewer digits, a known wrong value, or wrong."""
    answer = parse_answer(raw, ())
    why = unreadable(answer)
    blank = Finding(
        check=part.name,
        title=part.field.heading,
        verdict=Verdict.MISSING if why is None else Verdict.MALFORMED,
        score=Fraction(0),
        max_score=points,
        message=why or MISSING,
        got=None if answer.blank else answer.text,
    )
    if not answer.cells or not isinstance(answer.cells[0], Number):
        return blank
    return _judged(part, answer.cells[0], replace(blank, verdict=Verdict.WRONG, message=WRONG_AT_ONCE))


def _judged(part: NumberPart, typed: Number, wrong: Finding) -> Finding:
    low, high = part.accepted
    key = _shown(part.value, part.decimals)
    ends = (_shown(low, part.decimals), _shown(high, part.decimals))
    whole = replace(wrong, expected=key, accepted=None if low == high else ends)
    if low <= typed.value <= high:
        return replace(whole, verdict=Verdict.CORRECT, score=whole.max_score, message=CORRECT)
    told = replace(whole, detail=Text(f"옳은 값은 {key}입니다.", f"The right value is {key}."))
    if _right_as_far_as_it_goes(part, typed):
        return replace(
            told, verdict=Verdict.IMPRECISE, score=told.max_score * HALF, message=IMPRECISE["too-few-digits"]
        )
    known = [slip for slip in part.mistakes if abs(slip.value - typed.value) <= part.margin]
    if len(known) != 1:
        return told
    return replace(told, verdict=Verdict.MISTAKE, message=known[0].message, mistake=known[0].id)


def _shown(value: Fraction, decimals: int | None) -> str:
    return decimal_text(value, 0) if decimals is None else decimal_text(float(value), decimals)


def _right_as_far_as_it_goes(part: NumberPart, typed: Number) -> bool:
    """A digit or two fewer than asked, but at least two figures, and right when the key is rounded to them."""
    if part.decimals is None or typed.decimals is None or not 0 < part.decimals - typed.decimals <= FEWER:
        return False
    unit = Fraction(1, 10**typed.decimals)
    return abs(typed.value) >= 10 * unit and abs(typed.value - part.value) <= unit / 2


def mark_choice(part: ChoicePart, raw: Any, points: Fraction) -> Finding:
    """The one right option or not; of a wrong one, what speaks against it."""
    chosen = parse_choice(raw, part.choices)
    letter = part.choices.letters([part.right])
    blank = Finding(
        check=part.name,
        title=part.label,
        verdict=Verdict.MISSING,
        score=Fraction(0),
        max_score=points,
        message=MISSING,
        got=chosen.text or None,
        expected=letter,
    )
    if chosen.fault is not None:
        return replace(blank, verdict=Verdict.MALFORMED, message=same(f"“{chosen.text}”: ") + chosen.fault)
    if chosen.blank:
        return blank
    if chosen.keys == (part.right,):
        return replace(blank, verdict=Verdict.CORRECT, score=points, message=CORRECT)
    key = chosen.keys[0]
    said = replace(blank, detail=Text(f"정답은 {letter}입니다.", f"The right one is {letter}."))
    if key not in part.whys:
        return replace(said, verdict=Verdict.WRONG, message=WRONG_AT_ONCE)
    return replace(said, verdict=Verdict.MISTAKE, message=part.whys[key], mistake=key)
