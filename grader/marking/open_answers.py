"""Marks a family with many right answers: numbers, choices or both, judged together by a property."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.marking.answers import Number, parse_answer
from grader.marking.choices import parse_choice
from grader.marking.sentences import MISSING, unreadable
from grader.report import Finding, Verdict
from problems.family import Field, OpenFamily
from problems.variant import Variant
from reference.text import Text, joined, same


@dataclass(frozen=True, slots=True)
class Read:
    """One field as it was read: a Fraction, or the keys chosen; None with the reason, or without one when blank."""

    value: Fraction | tuple[str, ...] | None
    text: str
    why: Text | None


def read_field(field: Field, raw: Any) -> Read:
    """A raw answer as its field reads it."""
    if field.choices is not None:
        chosen = parse_choice(raw, field.choices)
        why = None if chosen.fault is None else same(f"“{chosen.text}”: ") + chosen.fault
        return Read(chosen.keys or None, chosen.text, why)
    answer = parse_answer(raw, field.shape)
    first = answer.cells[0] if answer.cells else None
    value = first.value if isinstance(first, Number) else None
    return Read(value, "" if answer.blank else answer.text, unreadable(answer))


def mark_open(
    family: OpenFamily, variant: Variant, answers: Mapping[str, Any], points: Fraction
) -> tuple[Finding, ...]:
    """One Finding for the answer as a whole, or one for each field that cannot be read."""
    wanted = family.fields(variant.givens)
    read = {field.name: read_field(field, answers.get(field.name)) for field in wanted}
    unread = [field for field in wanted if read[field.name].value is None]
    if unread:
        return tuple(_unread(field, read[field.name], points / len(unread)) for field in unread)
    return (_judged(family, variant, wanted, read, points),)


def _judged(
    family: OpenFamily, variant: Variant, wanted: tuple[Field, ...], read: Mapping[str, Read], points: Fraction
) -> Finding:
    judgement = family.judge(variant.givens, {name: one.value for name, one in read.items()})
    example = ", ".join(f"{name} = {value}" for name, value in family.model(variant.givens).items())
    return Finding(
        check=", ".join(field.name for field in wanted),
        title=joined([same(f"${field.symbol}$") if field.symbol else field.label for field in wanted], ", "),
        verdict=Verdict.CORRECT if judgement.right else Verdict.MISTAKE if judgement.mistake else Verdict.WRONG,
        score=points if judgement.right else Fraction(0),
        max_score=points,
        message=judgement.message,
        detail=None if judgement.right else Text(f"예: {example}.", f"For example: {example}."),
        got=", ".join(f"{field.name} = {read[field.name].text}" for field in wanted),
        mistake=judgement.mistake,
    )


def _unread(field: Field, read: Read, points: Fraction) -> Finding:
    return Finding(
        check=field.name,
        title=field.heading,
        verdict=Verdict.MISSING if read.why is None else Verdict.MALFORMED,
        score=Fraction(0),
        max_score=points,
        message=read.why or MISSING,
        got=read.text or None,
    )
