"""Find the error in a list of formulas: one line as it was misprinted, to be named and put right.

A `Pool` holds lines with their right formula and the wrong ones that have been printed for it. A variant shows some of
its lines, one of them wrong, in letters that are drawn.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from problems import givens as read
from problems.choices import Choices, Option
from problems.draws import Draws
from problems.family import Params
from problems.formulas import HOW_TO_TYPE
from problems.givens import GivensError, Parameter
from problems.parts import ChoicePart, FormulaPart, Part, PartsFamily, WrongFormula, distinct
from problems.variant import Givens
from reference.expressions import Expression, name
from reference.expressions.equivalence import Domain
from reference.expressions.page import tex
from reference.text import Text, joined, same

SHOWN = 5
INTERVAL = ("0.25", "0.85")
PRINTED = Text(
    "목록에 적힌 식 그대로입니다. 그 줄을 처음부터 다시 유도해 보십시오.",
    "This is the printed formula: derive that line again from its beginning.",
)


@dataclass(frozen=True, slots=True)
class Misprint:
    """A wrong formula as it was printed somewhere, and what is wrong with it."""

    id: str
    formula: Expression
    message: Text


@dataclass(frozen=True, slots=True)
class Line:
    """`left` = `right`; `left` is TeX in which `<x>` stands for the letter drawn for x. `why` says why it holds."""

    key: str
    left: str
    right: Expression
    misprints: tuple[Misprint, ...]
    why: Text


@dataclass(frozen=True, slots=True)
class Pool:
    """Lines by their keys; `letters` are names that are drawn, with what they may be; `about` says what they mean.

    In `about`, `<x>` stands for the letter of x too. `domain` are the intervals of names that need another one.
    """

    lines: Mapping[str, Line]
    letters: Mapping[str, tuple[str, ...]]
    about: Text
    domain: Mapping[str, tuple[str, str]]


def pool(about: Text, letters: Mapping[str, tuple[str, ...]], domain: Domain, *lines: Line) -> Pool:
    """A pool of these lines."""
    return Pool({line.key: line for line in lines}, letters, about, domain)


def _put(givens: Givens, formula: Expression) -> Expression:
    """The formula in the letters drawn."""
    return formula.put({own: name(letter) for own, letter in givens["letters"].items()})


def _spelt(givens: Givens, text: str) -> str:
    """The text with the letters drawn, or the pool's own where none are given."""
    return re.sub(r"<(\w+)>", lambda found: tex(name(givens["letters"].get(found[1], found[1]))), text)


def _domain(of: Pool, givens: Givens) -> Domain:
    """Every name of every line shown, so that the names say nothing about which line it is."""
    formulas = [of.lines[key].right for key in givens["lines"]]
    formulas += [slip.formula for key in givens["lines"] for slip in of.lines[key].misprints]
    own = sorted({one for formula in formulas for one in formula.names})
    return {givens["letters"].get(one, one): of.domain.get(one, INTERVAL) for one in own}


def _misprint(of: Pool, givens: Givens) -> Misprint:
    return next(slip for slip in of.lines[givens["wrong"]].misprints if slip.id == givens["misprint"])


def checked(of: Pool, givens: Givens) -> None:
    """Known lines, each once, the wrong one among them, and letters of the pool."""
    lines = givens["lines"]
    if len(set(lines)) < len(lines) or set(lines) - set(of.lines):
        raise _none_of("lines", lines, of.lines)
    if givens["wrong"] not in lines:
        raise _none_of("wrong", givens["wrong"], dict.fromkeys(lines))
    known = {slip.id: slip for slip in of.lines[givens["wrong"]].misprints}
    if givens["misprint"] not in known:
        raise _none_of("misprint", givens["misprint"], known)
    for own, letter in givens["letters"].items():
        if letter not in of.letters.get(own, ()):
            raise _none_of(f"letters.{own}", letter, dict.fromkeys(of.letters.get(own, ())))


def _none_of(where: str, value: Any, known: Mapping[str, Any]) -> GivensError:
    listed = ", ".join(known)
    return GivensError(
        Text(
            f"{where}: 쓸 수 없는 값입니다({value}). 쓸 수 있는 값: {listed}.",
            f"{where} must be of {listed}, not {value}.",
        )
    )


def drawn(of: Pool, draws: Draws, _params: Params) -> dict[str, Any] | None:
    """Some lines in some order, one misprint among them, and letters."""
    ranked = sorted(of.lines, key=lambda key: draws.integer(f"rank {key}", 0, 2**40))[:SHOWN]
    wrong = draws.choice("wrong", [key for key in ranked if of.lines[key].misprints])
    return {
        "lines": ranked,
        "wrong": wrong,
        "misprint": draws.choice("misprint", [slip.id for slip in of.lines[wrong].misprints]),
        "letters": {own: draws.choice(f"letter {own}", letters) for own, letters in of.letters.items()},
    }


def parts(of: Pool, givens: Givens) -> tuple[Part, ...]:
    """Which line, and its right side as it should be."""
    wrong = givens["wrong"]
    options = tuple(
        Option(key, same(f"({place}) ${_spelt(givens, of.lines[key].left)}$"))
        for place, key in enumerate(givens["lines"], 1)
    )
    line = ChoicePart(
        "line",
        Text("틀린 줄", "the wrong line"),
        Choices(options),
        wrong,
        {key: of.lines[key].why for key in givens["lines"] if key != wrong},
    )
    return (line, _formula(of, givens))


def _formula(of: Pool, givens: Givens) -> FormulaPart:
    line, printed = of.lines[givens["wrong"]], _misprint(of, givens)
    domain = _domain(of, givens)
    right = _put(givens, line.right)
    slips = [WrongFormula("printed-formula", _put(givens, printed.formula), PRINTED)]
    slips += [
        WrongFormula(slip.id, _put(givens, slip.formula), slip.message)
        for slip in line.misprints
        if slip.id != printed.id
    ]
    label = Text("그 줄의 옳은 우변", "the right side of that line, put right")
    return FormulaPart("formula", "r", label, right, domain, distinct(right, domain, tuple(slips)))


def statement(of: Pool, givens: Givens) -> Text:
    """What the letters mean, the list, and the task."""
    rows = ["|---|---|"]
    for place, key in enumerate(givens["lines"], 1):
        formula = _misprint(of, givens).formula if key == givens["wrong"] else of.lines[key].right
        rows.append(f"| ({place}) | ${_spelt(givens, of.lines[key].left)} = {tex(_put(givens, formula))}$ |")
    return joined(
        [
            Text(
                "어떤 강의 자료에 다음 식들이 적혀 있습니다. 한 줄이 틀렸습니다.",
                "These formulas stand in some lecture notes. One line is wrong.",
            ),
            Text(_spelt(givens, of.about.ko), _spelt(givens, of.about.en)),
            Text("| 줄 | 식 |\n", "| line | formula |\n") + same("\n".join(rows)),
            Text(
                "틀린 줄을 고르고, 그 줄의 우변을 바르게 적으십시오.",
                "Choose the wrong line and write its right side as it should be.",
            ),
            HOW_TO_TYPE,
        ],
        "\n\n",
    )


def solution(of: Pool, givens: Givens) -> Text:
    """Which line, what was wrong with it, and why the right one holds."""
    line = of.lines[givens["wrong"]]
    place = givens["lines"].index(line.key) + 1
    return joined(
        [
            Text(f"틀린 줄은 ({place})번 줄입니다.", f"The wrong line is ({place})."),
            _misprint(of, givens).message,
            same(f"$${_spelt(givens, line.left)} = {tex(_put(givens, line.right))}$$"),
            line.why,
        ],
        "\n\n",
    )


def word(where: str, value: Any) -> str:
    """A key as text."""
    if not isinstance(value, str):
        raise GivensError(Text(f"{where}: 이름이어야 합니다.", f"{where} must be a name."))
    return value


def table(where: str, value: Any) -> dict[str, str]:
    """Names and letters."""
    if not isinstance(value, Mapping):
        raise GivensError(
            Text(f"{where}: 이름과 문자의 표여야 합니다.", f"{where} must be a table of names and letters.")
        )
    return {word(where, own): word(f"{where}.{own}", letter) for own, letter in value.items()}


def formula_hunt(
    identity: str, title: Text, of: Pool, coverage: tuple[str, ...], topics: tuple[str, ...]
) -> PartsFamily:
    """The family of this pool."""
    return PartsFamily(
        id=identity,
        version="1.0",
        title=title,
        topics=("find the error", *topics),
        coverage=coverage,
        given=(
            Parameter("lines", read.several(word, 2, 8)),
            Parameter("wrong", word),
            Parameter("misprint", word),
            Parameter("letters", table, default={}, required=False),
        ),
        drawn=partial(drawn, of),
        parts=partial(parts, of),
        statement=partial(statement, of),
        solution=partial(solution, of),
        params={},
        checked=partial(checked, of),
        kind="find-the-error",
    )
