"""Problems of several parts, each marked by itself: a formula to find, a number to read off, a line to choose.

Unlike a `Family`, whose steps are one calculation, the parts of a `PartsFamily` say themselves what is right
and which wrong answers are known.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from problems.choices import Choices
from problems.draws import Draws
from problems.family import Drawing, Field, Head, Params
from problems.givens import Parameter, Setting
from problems.variant import Givens
from reference.expressions.equivalence import Domain, Sameness, compare
from reference.expressions.tree import Expression
from reference.text import Text


@dataclass(frozen=True, slots=True)
class WrongFormula:
    """A known wrong formula, with the sentence that says what happened. `convention`: right under another one."""

    id: str
    expression: Expression
    message: Text
    convention: bool = False


@dataclass(frozen=True, slots=True)
class FormulaPart:
    """A formula to find, in the names of `domain`, which gives each the interval where it is tried.

    With `reads` it follows from earlier formulas of the problem by `combine`, so that it can be right from what a
    student wrote there.
    """

    name: str
    symbol: str
    label: Text
    right: Expression
    domain: Domain
    mistakes: tuple[WrongFormula, ...] = ()
    reads: tuple[str, ...] = ()
    combine: Callable[..., Expression] | None = None

    @property
    def field(self) -> Field:
        return Field(self.name, self.symbol, self.label, (), None, names=tuple(self.domain))


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """A known wrong value of a number, with the sentence that says what happened."""

    id: str
    value: Fraction
    message: Text


@dataclass(frozen=True, slots=True)
class NumberPart:
    """A number: what is accepted (both ends included), what to print as the key, known wrong values.

    A wrong value is recognised within `margin` of itself. `decimals` are the digits to give; None for an exact number.
    """

    name: str
    symbol: str
    label: Text
    value: Fraction
    accepted: tuple[Fraction, Fraction]
    decimals: int | None
    mistakes: tuple[WrongNumber, ...] = ()
    margin: Fraction = Fraction(0)
    integer: bool = False

    @property
    def field(self) -> Field:
        return Field(self.name, self.symbol, self.label, (), self.decimals, integer=self.integer)


@dataclass(frozen=True, slots=True)
class ChoicePart:
    """One option to choose. `whys` says of wrong options, by their keys, what speaks against them."""

    name: str
    label: Text
    choices: Choices
    right: str
    whys: Mapping[str, Text]

    @property
    def field(self) -> Field:
        return Field(self.name, "", self.label, (), None, choices=self.choices)


Part: TypeAlias = FormulaPart | NumberPart | ChoicePart


@dataclass(frozen=True, kw_only=True)
class PartsFamily(Head):
    """A family of several parts. `parts(givens)` in the order they are asked; `solution(givens)` shows the way."""

    given: tuple[Parameter, ...]
    drawn: Callable[[Draws, Params], dict[str, Any] | None]
    parts: Callable[[Givens], tuple[Part, ...]]
    statement: Callable[[Givens], Text]
    solution: Callable[[Givens], Text]
    params: Mapping[str, Setting]
    checked: Callable[[Givens], None] = lambda _givens: None
    picture: Drawing | None = None
    kind: str = "parts"


def distinct(right: Expression, domain: Domain, slips: tuple[WrongFormula, ...]) -> tuple[WrongFormula, ...]:
    """The wrong formulas that are neither right here nor the same as one before them."""
    kept: list[WrongFormula] = []
    for slip in slips:
        others = [right, *(earlier.expression for earlier in kept)]
        if all(compare(slip.expression, other, domain) is Sameness.DIFFERENT for other in others):
            kept.append(slip)
    return tuple(kept)


def confusable(parts: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    """(part, mistake) wherever a known wrong answer would be right, or cannot be told from another: no fair draw."""
    for part in parts:
        if isinstance(part, NumberPart):
            yield from ((part.name, wrong.id) for wrong in _near(part))
        elif isinstance(part, FormulaPart):
            yield from ((part.name, wrong.id) for wrong in _alike(part))


def _near(part: NumberPart) -> Iterator[WrongNumber]:
    """Wrong numbers within the accepted ones, or within another wrong one's margin."""
    low, high = part.accepted
    for place, wrong in enumerate(part.mistakes):
        right = low - part.margin <= wrong.value <= high + part.margin
        if right or any(abs(wrong.value - other.value) <= 2 * part.margin for other in part.mistakes[:place]):
            yield wrong


def _alike(part: FormulaPart) -> Iterator[WrongFormula]:
    known = [part.right]
    for wrong in part.mistakes:
        if any(compare(wrong.expression, other, part.domain) is not Sameness.DIFFERENT for other in known):
            yield wrong
        known.append(wrong.expression)
