"""A marked problem drawn: what was handed in, the first wrong value marked, what rests on it grey."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.marking.answers import Number, parse_number
from grader.report import Finding, first_slip
from problems.family import Family, OpenFamily
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.question import Kind, picture
from problems.variant import Variant
from reference.decimals import decimal_text
from reference.text import Text
from reference.working import Working

MOST_LETTERS = 14
"""Of a number as it was typed."""


def marked_picture(kind: Kind, variant: Variant, findings: Sequence[Finding]) -> Picture | None:
    """The picture of a report's findings; it shows nothing that the findings do not. None where there is no picture."""
    if isinstance(kind, Family):
        return picture(kind, variant, _of_steps(kind.working(variant.givens), findings))
    if isinstance(kind, OpenFamily):
        return picture(kind, variant, _of_fields(findings))
    return None


def _of_steps(working: Working, findings: Sequence[Finding]) -> Shown:
    steps = [(f, working.by_name[f.check]) for f in findings if f.check in working.by_name]
    got = {step.name: _values(finding.got, step.layout.shape) for finding, step in steps}
    slip = first_slip(findings)
    after = frozenset[str]() if slip is None else _resting_on(working, slip.check)
    known = {name: value for name, value in got.items() if value is not None}
    return _shown(known, slip, after)


def _of_fields(findings: Sequence[Finding]) -> Shown:
    """Fields judged together: `w1 = 1, w2 = 1, b = -1.5`."""
    found = {}
    for finding in findings:
        for part in (finding.got or "").split(", "):
            name, equals, typed = part.partition(" = ")
            if equals:
                found[name] = _number(typed)
    return _shown(found, first_slip(findings), frozenset())


def _shown(values: Mapping[str, Any], slip: Finding | None, after: frozenset[str]) -> Shown:
    if slip is None:
        return Shown(values)
    return Shown(values, slip.check, frozenset(slip.off), after, _spoken(slip.message))


def _spoken(message: Text) -> Text | None:
    """The sentence, unless it holds a formula that cannot be read aloud as it stands."""
    return None if "\\" in message.en else message


def _resting_on(working: Working, name: str) -> frozenset[str]:
    """Every step that reads this one, however indirectly."""
    found = {name}
    for step in working.steps:
        if found & set(step.reads):
            found.add(step.name)
    return frozenset(found - {name})


def _values(got: str | None, shape: tuple[int, ...]) -> Any:
    """An answer as a Finding quotes it, nested as its step is; None where it has another shape."""
    if got is None:
        return None
    cells: list[Any] = [_number(cell) for cell in re.sub(r"[\[\]]", "", got).split(", ")]
    for length in reversed(shape[1:]):
        cells = [cells[i : i + length] for i in range(0, len(cells), length)]
    if not shape:
        return cells[0] if len(cells) == 1 else None
    return cells if len(cells) == shape[0] else None


def _number(typed: str) -> str:
    """A number with the digits it was typed with; anything else as it was typed."""
    number = parse_number(typed)
    if isinstance(number, Number) and number.decimals is not None and number.decimals <= MOST_LETTERS - 4:
        return decimal_text(float(number.value), number.decimals)
    return typed if len(typed) <= MOST_LETTERS else typed[: MOST_LETTERS - 1] + "…"
