"""Marking typed formulas: by value, never by form; known mistakes by name; from the student's own earlier formulas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from grader.marking.sentences import CORRECT, FOLLOWED, MISSING, WRONG_AT_ONCE
from grader.report import Finding, Verdict
from problems.parts import FormulaPart
from reference.expressions import Expression, Unreadable, number, parse
from reference.expressions.equivalence import Sameness, compare
from reference.expressions.page import tex
from reference.expressions.tokens import CONSTANTS
from reference.text import Text, joined, same


@dataclass(frozen=True, slots=True)
class MarkedFormula:
    """The Finding of a part, and the tree that was read (None where nothing could be)."""

    finding: Finding
    tree: Expression | None


Own = Mapping[str, MarkedFormula]


def mark_formula(part: FormulaPart, raw: Any, own: Own, points: Fraction) -> MarkedFormula:
    """Mark one formula, worth `points`; `own` holds what became of the parts before it."""
    title = same(f"${part.symbol}$ — ") + part.label
    blank = Finding(part.name, title, Verdict.MISSING, Fraction(0), points, MISSING)
    text = "" if raw is None else str(raw).strip()
    if not text:
        return MarkedFormula(blank, None)
    typed = replace(blank, verdict=Verdict.WRONG, message=WRONG_AT_ONCE, got=text[:SHOWN])
    if isinstance(raw, (list, tuple, dict, bool)):
        return MarkedFormula(replace(typed, verdict=Verdict.MALFORMED, message=NO_FORMULA), None)
    tree = parse_formula(text, part.domain)
    if isinstance(tree, Text):
        return MarkedFormula(replace(typed, verdict=Verdict.MALFORMED, message=tree), None)
    return MarkedFormula(_judged(part, tree, own, typed), tree)


def parse_formula(text: str, names: Iterable[str]) -> Expression | Text:
    """The tree of a typed formula in these names, or why it cannot be read."""
    try:
        return parse(text, names)
    except Unreadable as error:
        return error.text + PLACE.format(column=error.column)


def _judged(part: FormulaPart, tree: Expression, own: Own, typed: Finding) -> Finding:
    found = compare(tree, part.right, part.domain)
    if found is Sameness.SAME:
        return replace(typed, verdict=Verdict.CORRECT, message=CORRECT, score=typed.max_score)
    if found is Sameness.UNDECIDED:
        return replace(typed, verdict=Verdict.MALFORMED, message=NO_VALUES)
    shown = tex(part.right)
    wrong = replace(typed, detail=Text(f"옳은 식은 ${shown}$입니다.", f"The right formula is ${shown}$."))
    if _follows(part, tree, own):
        return replace(wrong, verdict=Verdict.FOLLOW_THROUGH, message=FOLLOWED, score=typed.max_score)
    known = [m for m in part.mistakes if compare(tree, m.expression, part.domain) is Sameness.SAME]
    if len(known) != 1:
        return wrong
    said = joined([known[0].message, ANOTHER_CONVENTION]) if known[0].convention else known[0].message
    return replace(wrong, verdict=Verdict.MISTAKE, message=said, mistake=known[0].id)


def _follows(part: FormulaPart, tree: Expression, own: Own) -> bool:
    """Right from what was written above, of which at least one formula is right itself.

    Where none is, putting two arbitrary formulas together is no work. What no longer depends on anything leaves
    nothing to follow, and what has become a copy of a formula above neither.
    """
    written = [own[name] for name in part.reads if name in own]
    trees = [earlier.tree for earlier in written if earlier.tree is not None]
    if part.combine is None or len(trees) < len(part.reads):
        return False
    if all(earlier.finding.verdict is not Verdict.CORRECT for earlier in written):
        return False
    combined = part.combine(*trees)
    if _constant(combined, part) and not _constant(part.right, part):
        return False
    return not any(_same(combined, earlier, part) for earlier in trees) and _same(combined, tree, part)


def _same(one: Expression, other: Expression, part: FormulaPart) -> bool:
    """Whether these are one formula in the names of a part."""
    known = other.names <= {*part.domain, *CONSTANTS}
    return known and compare(one, other, part.domain) is Sameness.SAME


def _constant(tree: Expression, part: FormulaPart) -> bool:
    """Whether the formula has one value everywhere."""
    corner = tree.put({name: number(high) for name, (_low, high) in part.domain.items()})
    return compare(tree, corner, part.domain) is Sameness.SAME


SHOWN = 400
NO_FORMULA = Text("식 하나를 따옴표 안에 적으십시오.", "Give one formula, between quotes.")
NO_VALUES = Text(
    "이 식은 문제의 범위에서 실숫값을 갖지 않습니다. 괄호와 함수를 확인하십시오.",
    "This formula has no real values where the problem needs them: check brackets and functions.",
)
PLACE = Text(" ({column}번째 글자)", " (character {column})")
ANOTHER_CONVENTION = Text(
    "다른 교재에서는 옳은 식이지만 이 문제의 약속과는 다릅니다.",
    "Other books have it so, but this problem fixes the other convention.",
)
