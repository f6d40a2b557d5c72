"""The Working: a problem done by hand, as named Steps in order, each a formula in the names above it.

From this one record come the answer fields, the key, the worked solution, follow-through marking, the
diagnosis of mistakes, and the oracle and mutants of the matching code task. A formula is never written twice.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from reference.layout import SCALAR, Layout
from reference.text import Text

Formula = Callable[..., Any]
Values = Mapping[str, Any]
"""Names to values, all in one algebra."""

UNLABELLED = Text("", "")
REAL = (float("-inf"), float("inf"))


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong formula for a step, with the sentence that says what happened (not what was meant).

    `convention` marks a legitimate formula of another convention: named as such, wrong only because the
    statement fixed the other one. `echo` marks a copied value: it explains an answer but shows no work.
    """

    id: str
    formula: Formula
    message: Text
    reads: tuple[str, ...] = ()
    convention: bool = False
    echo: bool = False

    def __post_init__(self) -> None:
        if not self.reads:
            object.__setattr__(self, "reads", _parameters(self.formula))


@dataclass(frozen=True, slots=True)
class Step:
    """One named quantity of a Working.

    `reads` names its inputs in the order of the formula's parameters (by default those parameters).
    `gradient` = (quantity, with respect to) says which derivative the step claims to be: witnesses check it.
    `domain` is the open interval outside of which a student's value is not carried forward.
    `decimals` overrides the problem's digits where the quantity needs more; in an exact Working they make it a rounded
    one. `block` groups the cells of one table row, which earn in order. `needs` names a step without which an answer
    here is a guess. `avoids` are values that no fair draw comes near: a kink where what follows jumps, a value that a
    guess would hit.
    """

    name: str
    symbol: str
    formula: Formula
    reads: tuple[str, ...] = ()
    label: Text = UNLABELLED
    layout: Layout = SCALAR
    mistakes: tuple[Mistake, ...] = ()
    gradient: tuple[str, str] | None = None
    domain: tuple[float, float] = REAL
    avoids: tuple[float, ...] = ()
    decimals: int | None = None
    block: str | None = None
    needs: str | None = None
    integer: bool = False

    def __post_init__(self) -> None:
        if not self.reads:
            object.__setattr__(self, "reads", _parameters(self.formula))


@dataclass(frozen=True, slots=True)
class Given:
    """A quantity the statement gives: its name, TeX symbol and how it is laid out."""

    name: str
    symbol: str
    layout: Layout = SCALAR


@dataclass(frozen=True, slots=True)
class Path:
    """What lies above a formula: the asked quantities it rests on and the unasked steps on the way, in order."""

    carried: tuple[str, ...]
    unasked: tuple[str, ...]


@dataclass(frozen=True)
class Working:
    """Givens and Steps in order; every step reads only names above it.

    `exact` workings are evaluated in rational numbers, so that no float decides on which side of a
    threshold a sum lies; the others in float64.
    """

    givens: tuple[Given, ...]
    steps: tuple[Step, ...]
    exact: bool = False
    by_name: Mapping[str, Step] = field(init=False, repr=False, compare=False)
    _paths: dict[tuple[tuple[str, ...], frozenset[str]], Path] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        known = {given.name for given in self.givens}
        for step in self.steps:
            for reads in (step.reads, *(mistake.reads for mistake in step.mistakes)):
                if unknown := set(reads) - known:
                    raise ValueError(f"step {step.name} reads {sorted(unknown)} before they exist")
            if step.name in known:
                raise ValueError(f"two quantities are called {step.name}")
            known.add(step.name)
        object.__setattr__(self, "by_name", {step.name: step for step in self.steps})

    @cached_property
    def symbols(self) -> dict[str, str]:
        """Every name's TeX symbol."""
        return {g.name: g.symbol for g in self.givens} | {s.name: s.symbol for s in self.steps}

    @cached_property
    def layouts(self) -> dict[str, Layout]:
        """Every name's layout."""
        return {g.name: g.layout for g in self.givens} | {s.name: s.layout for s in self.steps}

    def evaluate(self, givens: Values) -> dict[str, Any]:
        """Every step's value, in whatever algebra the givens are in; the givens come along."""
        values = dict(givens)
        with np.errstate(all="ignore"):
            for step in self.steps:
                values[step.name] = apply(step.formula, step.reads, values)
        return values

    def path(self, reads: tuple[str, ...], asked: frozenset[str]) -> Path:
        """What a formula that reads these names rests on when these steps are asked; kept once found."""
        if (reads, asked) not in self._paths:
            self._paths[reads, asked] = self._find_path(reads, asked)
        return self._paths[reads, asked]

    def _find_path(self, reads: tuple[str, ...], asked: frozenset[str]) -> Path:
        above: set[str] = set()
        waiting = [name for name in reads if name in self.by_name]
        while waiting:
            name = waiting.pop()
            if name not in above:
                above.add(name)
                waiting += () if name in asked else [n for n in self.by_name[name].reads if n in self.by_name]
        order = [step.name for step in self.steps if step.name in above]
        return Path(tuple(n for n in order if n in asked), tuple(n for n in order if n not in asked))


def apply(formula: Formula, reads: tuple[str, ...], values: Values) -> Any:
    """The formula on the named values."""
    return formula(*[values[name] for name in reads])


def _parameters(formula: Formula) -> tuple[str, ...]:
    return tuple(inspect.signature(formula).parameters)
