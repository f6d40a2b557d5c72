"""A problem family: a template from which each student's variant is drawn.

A `Family` is done by hand, step by step: its `working` gives key, solution, follow-through and mistakes.
An `OpenFamily` has many right answers: it judges one by a property. Both export one record per file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from problems.choices import Choices
from problems.draws import Draws
from problems.givens import Parameter, Setting, completed
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens, Variant
from reference.text import Text, same
from reference.working import Working

Params = Mapping[str, Any]
Drawing = Callable[[Givens, Shown], Picture | None]
"""Draws a variant with what is to be shown beside its givens; None where these givens have no picture."""

MOST_DRAWS = 400
"""Attempts at a fair draw; a family that needs more is refused when it is vetted."""


class NoFairDrawError(Exception):
    """No attempt gave a fair variant: the parameters leave too little room."""

    def __init__(self, family: str) -> None:
        self.text = Text(
            f"{family}: 이 조건으로는 공정한 문제를 만들 수 없습니다. params의 범위를 넓히거나 decimals를 늘리십시오.",
            f"{family}: no fair variant was found under these conditions. Widen params, or ask for more decimals.",
        )
        super().__init__(self.text.en)


@dataclass(frozen=True, slots=True)
class Field:
    """One answer field: its name, TeX symbol, what it is, its shape and the digits to give.

    A field with `choices` is answered by letters instead of numbers; its symbol may be empty. One with `names` is
    answered by a formula in these names.
    """

    name: str
    symbol: str
    label: Text
    shape: tuple[int, ...]
    decimals: int | None
    integer: bool = False
    choices: Choices | None = None
    names: tuple[str, ...] = ()

    @property
    def heading(self) -> Text:
        """The symbol, if there is one, as a formula, and what the field is."""
        return same(f"${self.symbol}$ — " if self.symbol else "") + self.label

    @property
    def how_to_write(self) -> Text:
        """What is said beside the field: the digits to give, the letters or the names to use."""
        if self.choices is not None:
            return self.choices.how_to_answer()
        if self.names:
            listed = ", ".join(self.names)
            return Text(f"{listed}의 식", f"a formula in {listed}")
        if self.integer:
            return Text("정수", "integer")
        if self.decimals is None:
            return Text("정확한 값", "exact value")
        return Text(f"소수 {self.decimals}자리", f"{self.decimals} decimal{'s' if self.decimals != 1 else ''}")


@dataclass(frozen=True, kw_only=True)
class Head:
    """What every kind of problem says of itself."""

    id: str
    version: str
    title: Text
    topics: tuple[str, ...]
    coverage: tuple[str, ...]

    @property
    def major(self) -> str:
        """Variants of another major version cannot be graded by this one."""
        return self.version.partition(".")[0]


@dataclass(frozen=True, kw_only=True)
class Family(Head):
    """A family done by hand.

    `given`: the parameters of a variant. `drawn(draws, params)`: one attempt's givens, or None when they are
    degenerate at a glance. `working(givens)`: the Working (the same object for the same shape).
    `environment(givens)`: the givens as exact numbers, laid out as the Working reads them.
    `asked(givens)`: the steps asked by default. `statement(givens)`: the question, without the fields.
    `avoids`: what no asked value of a fair draw comes near, since a guess would hit it.
    """

    given: tuple[Parameter, ...]
    drawn: Callable[[Draws, Params], dict[str, Any] | None]
    working: Callable[[Givens], Working]
    environment: Callable[[Givens], dict[str, Any]]
    asked: Callable[[Givens], tuple[str, ...]]
    statement: Callable[[Givens], Text]
    params: Mapping[str, Setting]
    checked: Callable[[Givens], None] = lambda _givens: None
    picture: Drawing | None = None
    decimals: int = 4
    avoids: tuple[float, ...] = ()
    kind: str = "numbers"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an OpenFamily says of an answer: right or not, and the sentence why."""

    right: bool
    message: Text
    mistake: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpenFamily(Head):
    """A family with many right answers. `judge(givens, numbers)` decides exactly; `model(givens)` is one of them.

    Of a field with choices, `judge` is given the keys of what was chosen (a tuple), and `model` gives the letters.
    """

    given: tuple[Parameter, ...]
    drawn: Callable[[Draws, Params], dict[str, Any] | None]
    fields: Callable[[Givens], tuple[Field, ...]]
    statement: Callable[[Givens], Text]
    judge: Callable[[Givens, Mapping[str, Any]], Judgement]
    model: Callable[[Givens], Mapping[str, str]]
    solution: Callable[[Givens], Text]
    params: Mapping[str, Setting]
    checked: Callable[[Givens], None] = lambda _givens: None
    picture: Drawing | None = None
    kind: str = "open"


class WithGivens(Protocol):
    """A family of any kind, as far as its givens go."""

    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def given(self) -> tuple[Parameter, ...]: ...
    @property
    def checked(self) -> Callable[[Givens], None]: ...


def fixed(family: WithGivens, givens: Mapping[str, Any], seed: str = "") -> Variant:
    """A variant with an instructor's own numbers; never refused as unfair. Raises GivensError."""
    whole = completed(family.given, givens)
    family.checked(whole)
    return Variant(family.id, family.version, seed, whole)
