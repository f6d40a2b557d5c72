"""A conceptual question: a pool of options, each with its reason, of which a variant shows some in a drawn order.

A variant's givens hold the keys of the options shown, in order, so that a stored variant is gradable for ever: a
new minor version may reword an option, and only a major one may take a key away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial
from typing import Any

from problems.choices import LETTERS, Choices, Option
from problems.draws import Draws
from problems.family import Field, Head
from problems.givens import GivensError, Parameter, completed, narrowed
from problems.variant import Givens, Variant
from reference.text import Text, joined, same

ANSWER = "answer"
"""The name of the one field."""

_RANK = 2**40


@dataclass(frozen=True, slots=True)
class Alternative:
    """One option of the pool. `why` is what a student who chose it is told; of a wrong one, it names the
    misconception without naming what is right."""

    key: str
    text: Text
    right: bool
    why: Text


@dataclass(frozen=True, kw_only=True)
class Concept(Head):
    """A question with options to choose from; `shown` of its `pool` stand in a variant. `several`: select all."""

    question: Text
    pool: tuple[Alternative, ...]
    explanation: Text
    several: bool
    shown: int
    kind: str = "concept"

    @property
    def by_key(self) -> dict[str, Alternative]:
        """The pool under its keys."""
        return {one.key: one for one in self.pool}

    def drawn(self, seed: str) -> Variant:
        """The variant of a seed: which options it shows, in which order."""
        draws = Draws(seed)
        ranked = sorted(self.pool, key=lambda one: draws.integer(f"shown/{one.key}", 0, _RANK))
        right = [one for one in ranked if one.right]
        wrong = [one for one in ranked if not one.right]
        first = right[:1] + wrong[:1]
        others = [s for s in ranked if s not in first] if self.several else wrong[1:]
        chosen = [one.key for one in (first + others)[: self.shown]]
        order = sorted(chosen, key=lambda key: draws.integer(f"order/{key}", 0, _RANK))
        return Variant(self.id, self.version, seed, {"options": order})

    def fixed(self, givens: Mapping[str, Any], seed: str = "") -> Variant:
        """A variant that shows these options in this order. Raises GivensError."""
        whole = completed((Parameter("options", self._read),), givens)
        return Variant(self.id, self.version, seed, whole)

    def variant(self, seed: str, givens: Givens | None, params: Mapping[str, Any] | None) -> Variant:
        """A drawn variant, or a fixed one; there are no params."""
        narrowed({}, params or {})
        return self.drawn(seed) if givens is None else self.fixed(givens, seed)

    def _read(self, name: str, value: Any) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(key, str) and key in self.by_key for key in value):
            raise GivensError(_UNKNOWN.format(name=name, known=", ".join(self.by_key)))
        rights = sum(self.by_key[key].right for key in value)
        if len(set(value)) != len(value) or not 2 <= len(value) <= len(LETTERS):
            raise GivensError(_COUNT.format(name=name, most=len(LETTERS)))
        if rights == 0 or (rights > 1 and not self.several) or rights == len(value):
            raise GivensError(_RIGHTS.format(name=name))
        return list(value)

    def options(self, givens: Givens) -> tuple[Alternative, ...]:
        """What a variant shows, in its order."""
        return tuple(self.by_key[key] for key in givens["options"])

    def field(self, givens: Givens) -> Field:
        """The one field."""
        shown = tuple(Option(one.key, one.text) for one in self.options(givens))
        return Field(ANSWER, "", Text("답", "answer"), (), None, choices=Choices(shown, self.several))

    def right(self, givens: Givens) -> tuple[str, ...]:
        """The keys of the right options that a variant shows."""
        return tuple(one.key for one in self.options(givens) if one.right)

    def asked(self) -> Text:
        """The question with what to do; the options stand in the field."""
        return joined([self.question, _ALL if self.several else _ONE], "\n\n")

    def solution(self, givens: Givens) -> Text:
        """The right letters, the explanation, and what is to be said of each option."""
        choices = self.field(givens).choices
        assert choices is not None  # noqa: S101 - this field has them
        letters = same(choices.letters(self.right(givens)))
        each = [
            same(f"- **{letter}.** ") + one.text + same(" — ") + (_RIGHT if one.right else _WRONG)
            + one.why
            for letter, one in zip(LETTERS, self.options(givens), strict=False)
        ]  # fmt: skip
        return joined([_KEY.format(letters=letters), self.explanation, joined(each, "\n")], "\n\n")

    def credit(self, chosen: Sequence[str], givens: Givens) -> Fraction:
        """The share of the marks for these keys.

        Of one to choose: all or nothing. Of several: the share of the right ones that were chosen, less the share
        of the wrong ones that were, and never below nothing; so choosing everything earns nothing.
        """
        shown = self.options(givens)
        right = {one.key for one in shown if one.right}
        wrong = {one.key for one in shown} - right
        if not self.several:
            return Fraction(set(chosen) == right)
        return max(Fraction(0), _share(right, chosen) - _share(wrong, chosen))

    @property
    def capacity(self) -> int:
        """How many variants there are: choices of options to show, times their orders."""
        rights = sum(one.right for one in self.pool)
        wrongs = len(self.pool) - rights
        if not self.several:
            return rights * comb(wrongs, self.shown - 1) * factorial(self.shown)
        sets = comb(len(self.pool), self.shown) - comb(rights, self.shown) - comb(wrongs, self.shown)
        return sets * factorial(self.shown)


def _share(of: set[str], chosen: Sequence[str]) -> Fraction:
    return Fraction(len(of & set(chosen)), len(of)) if of else Fraction(0)


_ONE = Text("하나를 고르십시오.", "Choose one.")
_ALL = Text(
    "옳은 것을 모두 고르십시오. (점수는 옳은 것 가운데 고른 비율에서 틀린 것 가운데 고른 비율을 뺀 만큼입니다.)",
    "Choose all that apply. (You earn the share of the right ones that you chose, less the share of the wrong ones.)",
)
_KEY = Text("정답: **{letters}**", "Answer: **{letters}**")
_RIGHT = Text("옳습니다. ", "Right. ")
_WRONG = Text("옳지 않습니다. ", "Not right. ")
_UNKNOWN = Text(
    "{name}: 이 문제의 선택지 이름의 목록이어야 합니다. 쓸 수 있는 이름: {known}.",
    "{name} must be a list of this question's options: {known}.",
)
_COUNT = Text(
    "{name}: 서로 다른 선택지가 2개 이상 {most}개 이하여야 합니다.",
    "{name} must have 2 to {most} options, none of them twice.",
)
_RIGHTS = Text(
    "{name}: 옳은 선택지와 틀린 선택지가 모두 있어야 하고, 하나를 고르는 문제에서는 옳은 선택지가 하나여야 합니다.",
    "{name} must have right and wrong options, and just one right one where one is to be chosen.",
)
