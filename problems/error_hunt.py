"""Find the error: a table of worked lines in which one is wrong, and all below it follow from what it says.

A `Hunt` makes such a problem from a family done by hand. A variant holds the family's own givens, and the step and the
known mistake of the wrong line, so that it can be graded for ever. Every line is worked from the printed, rounded
numbers above it: whoever calculates it again with them finds the printed digits, except in the wrong line.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from problems.choices import Choices, Option
from problems.draws import Draws
from problems.equation import distinct, in_lines
from problems.fairness import ROUND, fair
from problems.family import Drawing, Family, Params
from problems.givens import GivensError, Parameter, completed
from problems.parts import ChoicePart, NumberPart, Part, PartsFamily, WrongNumber
from problems.pictures.scene import Picture
from problems.pictures.shown import GIVENS_ALONE, Shown
from problems.solvable import LARGEST, LARGEST_EXACT, check_solvable, writable
from problems.variant import Givens
from reference.decimals import without_zeros, written
from reference.layout import Layout
from reference.readings import floats, fragments
from reference.rounding import Carried, box
from reference.tex import Tex, constant, fragment
from reference.text import Text, joined, same
from reference.working import Formula, Mistake, Step, Values, Working, apply

FOLLOWS = Text(
    "이 줄은 그 윗줄들의 값에서 바르게 계산했습니다. 적힌 값으로 다시 계산해 보십시오.",
    "This line follows rightly from the lines above it: calculate it again with the numbers printed there.",
)
PRINTED = Text(
    "풀이에 적힌 값 그대로입니다. 그 줄을 다시 계산하십시오.", "This is the printed value: work that line again."
)
CLEAR = 3
"""Units between the right value and what a guess would hit."""


@dataclass(frozen=True, slots=True)
class Hunt:
    """What is shown of a family's Working.

    `settled(givens)` are steps printed above the table as right, `lines(givens)` the table itself, at most eight. Of
    these lines' known mistakes those in `slips` are planted. `decimals` are printed everywhere. `narrowed` are the base
    family's params of a draw, where a set says nothing else. `picture` draws the givens alone.
    """

    base: Family
    lines: Callable[[Givens], tuple[str, ...]]
    slips: frozenset[str]
    settled: Callable[[Givens], tuple[str, ...]] = lambda _givens: ()
    decimals: int = 4
    narrowed: Params = field(default_factory=dict)
    picture: Drawing | None = None

    def own(self, givens: Givens) -> dict[str, Any]:
        """The base family's part of the givens."""
        return {parameter.name: givens[parameter.name] for parameter in self.base.given}

    def planted(self, givens: Givens) -> Mistake:
        """The mistake of these givens."""
        return self.plantable(givens)[givens["step"]][givens["mistake"]]

    def plantable(self, givens: Givens) -> dict[str, dict[str, Mistake]]:
        """For each line its mistakes that may be planted, by their ids."""
        own = self.own(givens)
        steps = self.base.working(own).by_name
        known = {
            name: {slip.id: slip for slip in steps[name].mistakes if slip.id in self.slips} for name in self.lines(own)
        }
        return {name: slips for name, slips in known.items() if slips}


@dataclass(frozen=True, slots=True)
class Paper:
    """The printed work: every value above and in the table, as a calculation reads it, and the wrong line."""

    hunt: Hunt
    own: Givens
    working: Working
    values: Values
    settled: tuple[str, ...]
    lines: tuple[str, ...]
    wrong: Step
    mistake: Mistake

    @property
    def unit(self) -> Fraction:
        return Fraction(1, 10**self.hunt.decimals)

    def first_cell(self, formula: Formula, reads: tuple[str, ...]) -> Fraction | None:
        """What a formula gives for the first cell of the wrong line from the printed values; None if nothing."""
        with np.errstate(all="ignore"):
            found = np.ravel(self.wrong.layout.shown(apply(formula, reads, self.values)))[0]
        return Fraction(found) if self.working.exact or np.isfinite(found) else None


def paper(hunt: Hunt, givens: Givens) -> Paper:
    """The work with its wrong line, each line worked from the printed ones above.

    Raises GivensError where a line has no value that could be printed.
    """
    own = hunt.own(givens)
    working, exact = hunt.base.working(own), hunt.base.environment(own)
    settled, lines = hunt.settled(own), hunt.lines(own)
    values: dict[str, Any] = dict(exact if working.exact else floats(exact))
    mistake = hunt.planted(givens)
    for step in working.steps:
        rule = mistake if step.name == givens["step"] else step
        with np.errstate(all="ignore"):
            value = apply(rule.formula, rule.reads, values)
        printed = step.name in {*settled, *lines}
        if printed and not writable(value, LARGEST_EXACT if working.exact else LARGEST):
            raise GivensError(_NOT_FINITE.format(step=step.name))
        values[step.name] = _rounded(value, hunt.decimals) if printed and not working.exact else value
    return Paper(hunt, own, working, values, settled, lines, working.by_name[givens["step"]], mistake)


_NOT_FINITE = Text(
    "이 값으로 계산하면 '{step}' 줄이 유한한 실수가 아니거나 너무 큽니다.",
    "with these numbers the line '{step}' is no finite real number, or too large.",
)


def _rounded(value: Any, decimals: int) -> Any:
    return np.asarray(written(value, decimals), dtype=np.float64)


def checked(hunt: Hunt, givens: Givens) -> None:
    """Givens of the base family, a line of the table and one of its mistakes."""
    hunt.base.checked(hunt.own(givens))
    check_solvable(hunt.base, hunt.own(givens))
    known = hunt.plantable(givens)
    if givens["step"] not in known:
        raise _none_of("step", givens["step"], known)
    if givens["mistake"] not in known[givens["step"]]:
        raise _none_of("mistake", givens["mistake"], known[givens["step"]])
    paper(hunt, givens)


def _none_of(name: str, value: Any, known: Mapping[str, Any]) -> GivensError:
    listed = ", ".join(known)
    return GivensError(
        Text(
            f"{name}: 쓸 수 없는 값입니다({value}). 쓸 수 있는 값: {listed}.",
            f"{name} must be one of {listed}, not {value}.",
        )
    )


def word(name: str, value: Any) -> str:
    """A name as text."""
    if not isinstance(value, str):
        raise GivensError(Text(f"{name}: 이름이어야 합니다.", f"{name} must be a name."))
    return value


def drawn(hunt: Hunt, draws: Draws, params: Params) -> dict[str, Any] | None:
    """A fair variant of the base family in which every shown step tells its mistakes apart; a line, a mistake."""
    raw = hunt.base.drawn(draws, {**hunt.narrowed, **params})
    if raw is None:
        return None
    own = completed(hunt.base.given, raw)
    known = hunt.plantable(own)
    step = draws.choice("the wrong line", tuple(known))
    givens = own | {"step": step, "mistake": draws.choice("its mistake", tuple(known[step]))}
    if not fair(hunt.base, own, (step,), hunt.decimals):
        return None
    try:
        return None if _guessable(paper(hunt, givens)) else givens
    except GivensError:  # the mistake leads to the root of a negative number, say
        return None


def _guessable(work: Paper) -> bool:
    """Whether the right value is round, or differs from the printed one in no first cell."""
    right = work.first_cell(work.wrong.formula, work.wrong.reads)
    if right is None:
        return True
    return any(abs(right - Fraction(str(guess))) <= CLEAR * work.unit for guess in ROUND)


def parts(hunt: Hunt, givens: Givens) -> tuple[Part, ...]:
    """Which line is the first wrong one, and what it should say."""
    work = paper(hunt, givens)
    right = work.wrong.name
    options = tuple(
        Option(name, same(f"({place}) ${work.working.symbols[name]}$")) for place, name in enumerate(work.lines, 1)
    )
    line = ChoicePart(
        "line",
        Text("처음으로 틀린 줄", "the first wrong line"),
        Choices(options),
        right,
        {name: FOLLOWS for name in work.lines if name != right},
    )
    return (line, _value(work))


def _value(work: Paper) -> NumberPart:
    value = work.first_cell(work.wrong.formula, work.wrong.reads)
    printed = work.first_cell(lambda v: v, (work.wrong.name,))
    assert value is not None and printed is not None  # noqa: S101, PT018 - drawn and checked so
    exact = work.working.exact
    margin = Fraction(0) if exact else work.unit
    accepted = (value, value) if exact else _accepted(work)
    known = [("printed-value", printed, PRINTED)]
    for slip in work.wrong.mistakes:
        found = work.first_cell(slip.formula, slip.reads) if slip.id != work.mistake.id else None
        if found is not None and _apart(found, (*accepted, *(other for _, other, _ in known)), margin):
            known.append((slip.id, found, slip.message))
    mistakes = tuple(WrongNumber(*one) for one in known)
    label = Text("그 줄의 옳은 값", "the right value of that line")
    if np.size(work.values[work.wrong.name]) > 1 or any(np.size(work.values[name]) > 1 for name in work.lines):
        label += Text("(벡터나 행렬이면 첫째 성분)", " (of a vector or a matrix: its first entry)")
    return NumberPart("value", "r", label, value, accepted, None if exact else work.hunt.decimals, mistakes, margin)


def _apart(value: Fraction, others: tuple[Fraction, ...], margin: Fraction) -> bool:
    low, high, *rest = others
    return not low - 3 * margin <= value <= high + 3 * margin and all(abs(value - one) > 3 * margin for one in rest)


def _accepted(work: Paper) -> tuple[Fraction, Fraction]:
    """The rounding box: worked from the printed numbers, or from the unrounded ones behind them."""
    shown = frozenset({*work.settled, *work.lines})
    unit = float(work.unit)
    units = dict.fromkeys(work.working.by_name, unit)
    spreads = {name: np.full(np.shape(work.values[name]), unit / 2) for name in shown}
    state = Carried(work.working, shown, work.values, spreads, units)
    ends = box(state, work.wrong.formula, work.wrong.reads, unit).rounded(unit)
    low, high = (np.ravel(work.wrong.layout.shown(end))[0] for end in (ends.low, ends.high))
    return Fraction(low), Fraction(high)


def statement(hunt: Hunt, givens: Givens) -> Text:
    """The problem as it was set, the work, and what to find."""
    work = paper(hunt, givens)
    numbers = _numbers(work)
    above = [same(f"${work.working.symbols[name]} = {numbers[name]}$") for name in work.settled]
    given = Text("다음 값은 바르게 구한 것입니다: ", "These values are right: ") + joined(above, ", ") + same(".")
    return joined(
        [
            Text(
                "어떤 학생이 아래의 문제를 풀었는데, 풀이의 한 줄이 틀렸습니다.",
                "A student worked the problem below; one line of the work is wrong.",
            ),
            Text("**문제**", "**The problem**"),
            hunt.base.statement(hunt.own(givens)),
            Text("**학생의 풀이**", "**The student's work**"),
            *([given] if above else []),
            _table(work, numbers),
            _task(hunt, exact=work.working.exact),
        ],
        "\n\n",
    )


def _task(hunt: Hunt, *, exact: bool) -> Text:
    how = Text("각 줄은 그 위에 적힌 값으로 계산했습니다.", "Each line was worked from the values printed above it.")
    if not exact:
        how = Text(
            f"각 줄은 그 위에 적힌 값으로 계산하여 소수점 아래 {hunt.decimals}자리로 반올림했습니다.",
            f"Each line was worked from the values printed above it and rounded to {hunt.decimals} decimals.",
        )
    return how + Text(
        " 틀린 줄은 하나이고, 그 아래의 줄들은 틀린 값을 그대로 쓴 것 말고는 옳습니다. 처음으로 틀린 줄을 찾고, "
        "그 줄의 옳은 값을 구하십시오.",
        " One line is wrong; those below it are right but for the wrong value that they use. Find the first wrong line "
        "and give the value that it should have.",
    )


def _table(work: Paper, numbers: Mapping[str, Tex]) -> Text:
    rows = ["|---|---|"]
    for place, name in enumerate(work.lines, 1):
        rule = work.mistake if name == work.wrong.name else work.working.by_name[name]
        rows.append(f"| ({place}) | ${in_lines(distinct(_worked(work, name, rule, numbers)))}$ |")
    return Text("| 줄 | 계산 |\n", "| line | work |\n") + same("\n".join(rows))


def _worked(work: Paper, name: str, rule: Step | Mistake, numbers: Mapping[str, Tex]) -> list[str]:
    """The sides of symbol = numbers = value."""
    middle = str(fragment(apply(rule.formula, rule.reads, numbers)))
    return [work.working.symbols[name], middle, str(numbers[name])]


def _numbers(work: Paper) -> dict[str, Tex]:
    """Every quantity as it is printed: givens as they were given, lines with their digits, others with two more."""
    given = work.hunt.base.environment(work.own)
    found = {}
    for name, layout in work.working.layouts.items():
        value = _plain(layout, given.get(name, work.values[name]))
        shown = name in {*work.settled, *work.lines}
        digits = written(value, work.hunt.decimals + (0 if shown else 2))
        bare = digits if shown else without_zeros(digits)  # what is no line of the table may be exact
        found[name] = fragment(bare) if shown or isinstance(bare, list) else constant(bare)
    return found


def _plain(layout: Layout, value: Any) -> Any:
    """What is one number is written as one."""
    single = layout.kind in {"single", "cell"} or layout.shape == (1,)
    return np.asarray(value).reshape(()) if single else np.asarray(value)


def solution(hunt: Hunt, givens: Givens) -> Text:
    """Which line, what happened there, and the line put right."""
    work = paper(hunt, givens)
    place = work.lines.index(work.wrong.name) + 1
    value = apply(work.wrong.formula, work.wrong.reads, work.values)
    right = fragment(written(_plain(work.wrong.layout, value), hunt.decimals))
    numbers = _numbers(work) | {work.wrong.name: right}
    symbols = fragments(work.working)
    general = str(fragment(apply(work.wrong.formula, work.wrong.reads, symbols)))
    symbol, *line = _worked(work, work.wrong.name, work.wrong, numbers)
    return joined(
        [
            Text(f"처음으로 틀린 줄은 ({place})번 줄입니다.", f"The first wrong line is ({place})."),
            work.mistake.message,
            Text("바르게 계산하면 다음과 같습니다.", "Worked rightly:"),
            same(f"$${in_lines(distinct([symbol, general, *line]))}$$"),
        ],
        "\n\n",
    )


def _drawn_givens(hunt: Hunt, draw: Drawing, givens: Givens, _shown: Shown) -> Picture | None:
    return draw(hunt.own(givens), GIVENS_ALONE)


def error_hunt(name: str, title: Text, hunt: Hunt, coverage: tuple[str, ...]) -> PartsFamily:
    """The family `name` of this hunt; its params are those of the base family."""

    return PartsFamily(
        id=name,
        version="1.0",
        title=title,
        topics=("find the error", *hunt.base.topics),
        coverage=coverage,
        given=(*hunt.base.given, Parameter("step", word), Parameter("mistake", word)),
        drawn=partial(drawn, hunt),
        parts=partial(parts, hunt),
        statement=partial(statement, hunt),
        solution=partial(solution, hunt),
        params=hunt.base.params,
        checked=partial(checked, hunt),
        picture=None if hunt.picture is None else partial(_drawn_givens, hunt, hunt.picture),
        kind="find-the-error",
    )
