"""Answers that are letters: read, and marked for a question of the catalogue of concepts.

`B`, `b`, a full-width or circled B, `B.` and `(B)` are the same answer; where several may be chosen, `A, C`, `A C`,
`AC` and the list `["A", "C"]` are. The letters mean the options of the student's own variant.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.marking.sentences import CORRECT, MISSING
from grader.report import Finding, Verdict
from problems.choices import Choices
from problems.concept import ANSWER, Concept
from problems.variant import Variant
from reference.text import Text, joined, same

MOST_CHARACTERS = 80
INCOMPLETE = "incomplete"
"""The mistake of leaving out a right option and choosing no wrong one."""

_BETWEEN = re.compile(r"[\s,;/·、&+().\[\]]+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: option keys in the order shown, or the sentence why the answer cannot be read."""

    keys: tuple[str, ...]
    text: str
    fault: Text | None = None

    @property
    def blank(self) -> bool:
        """True when nothing was chosen."""
        return not self.keys and self.fault is None


def parse_choice(raw: Any, choices: Choices) -> Chosen:
    """A raw answer (text, or a list of texts) as letters of these options."""
    parts = raw if isinstance(raw, (list, tuple)) else [] if raw is None else [raw]
    typed = ", ".join(part if isinstance(part, str) else repr(part) for part in parts)
    shown = _printable(typed)
    if len(typed) > MOST_CHARACTERS:
        return Chosen((), shown, _NO_LETTER.format(listed=_listed(choices)))
    letters = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()
    if set(letters) - set(choices.by_letter):
        return Chosen((), shown, _NO_LETTER.format(listed=_listed(choices)))
    keys = tuple(option.key for letter, option in choices.by_letter.items() if letter in letters)
    if len(keys) > 1 and not choices.several:
        return Chosen((), shown, _ONLY_ONE)
    return Chosen(keys, choices.letters(keys))


def mark_concept(concept: Concept, variant: Variant, raw: Any, points: Fraction) -> Finding:
    """The one Finding of a conceptual question."""
    field = concept.field(variant.givens)
    assert field.choices is not None  # noqa: S101 - this field has them
    chosen = parse_choice(raw, field.choices)
    right = concept.right(variant.givens)
    credit = concept.credit(chosen.keys, variant.givens)
    verdict = _verdict(chosen, credit)
    return Finding(
        check=ANSWER,
        title=field.label,
        verdict=verdict,
        score=points * credit,
        max_score=points,
        message=_message(concept, chosen, field.choices, verdict),
        detail=_detail(concept, field.choices, right, verdict),
        got=chosen.text or None,
        expected=field.choices.letters(right),
        mistake=_mistake(concept, chosen) if verdict is Verdict.MISTAKE else None,
    )


def _verdict(chosen: Chosen, credit: Fraction) -> Verdict:
    if chosen.fault is not None:
        return Verdict.MALFORMED
    if chosen.blank:
        return Verdict.MISSING
    return Verdict.CORRECT if credit == 1 else Verdict.MISTAKE


def _mistake(concept: Concept, chosen: Chosen) -> str:
    """The first wrong option chosen, in the order of the pool: the order shown differs between students."""
    wrong = (one.key for one in concept.pool if one.key in chosen.keys and not one.right)
    return next(wrong, INCOMPLETE)


def _message(concept: Concept, chosen: Chosen, choices: Choices, verdict: Verdict) -> Text:
    if chosen.fault is not None:
        return same(f"“{chosen.text}”: ") + chosen.fault
    if verdict is Verdict.MISSING:
        return MISSING
    if verdict is Verdict.CORRECT:
        return CORRECT
    wrong = [one for one in concept.pool if one.key in chosen.keys and not one.right]
    said = [_WRONG.format(letter=choices.letters([one.key]), text=one.text, why=one.why) for one in wrong]
    return joined(said) if said else _INCOMPLETE


def _detail(concept: Concept, choices: Choices, right: tuple[str, ...], verdict: Verdict) -> Text:
    if verdict is Verdict.CORRECT:
        return concept.explanation
    each = [same(f"**{choices.letters([key])}** (") + concept.by_key[key].text + same(")") for key in right]
    return joined([_RIGHT.format(options=joined(each, ", ")), concept.explanation])


def _listed(choices: Choices) -> str:
    return ", ".join(choices.by_letter)


def _printable(text: str) -> str:
    cut = "".join(c if c.isprintable() else "·" for c in text.strip()[:40])
    return cut + ("…" if len(text.strip()) > 40 else "")


_NO_LETTER = Text(
    "선택지의 기호로 읽을 수 없습니다. {listed} 가운데에서 고르십시오.",
    "This is no letter of this question: choose from {listed}.",
)
_ONLY_ONE = Text("하나만 고르는 문제입니다.", "Only one can be chosen here.")
_WRONG = Text("**{letter}** ({text}): {why}", "**{letter}** ({text}): {why}")
_INCOMPLETE = Text(
    "고른 것은 모두 맞지만, 고르지 않은 것 가운데에도 옳은 것이 있습니다.",
    "All that you chose is right, but there are right ones among those that you left.",
)
_RIGHT = Text("정답: {options}.", "Right: {options}.")
