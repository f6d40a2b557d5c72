"""A variant as a page, a handout or a terminal shows it: statement, answer fields, values, worked solution.

The same functions serve families done by hand, families with many right answers or of several parts, concepts and
code tasks, so that whoever shows a problem need not know which it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from problems.code.task import CodeTask
from problems.concept import ANSWER, Concept
from problems.equation import distinct, in_lines
from problems.fairness import Digits, digits, draw, reference_state, unfair
from problems.family import Family, Field, OpenFamily, fixed
from problems.parts import ChoicePart, FormulaPart, Part, PartsFamily
from problems.pictures.scene import Picture
from problems.pictures.shown import GIVENS_ALONE, Shown
from problems.solvable import check_solvable
from problems.variant import Givens, Variant
from reference.decimals import written
from reference.expressions.page import tex
from reference.readings import as_float, floats, fragments, plain
from reference.rounding import box
from reference.tex import Tex, constant, fragment
from reference.text import Text, joined, same
from reference.working import Step, Working, apply

Kind = Family | OpenFamily | PartsFamily | Concept | CodeTask
Decimals = int | Mapping[str, int] | None


def variant_of(
    kind: Kind,
    seed: str,
    *,
    givens: Givens | None = None,
    params: Mapping[str, Any] | None = None,
    asked: tuple[str, ...] | None = None,
    decimals: Decimals = None,
) -> Variant:
    """The variant of a seed, or one with fixed givens. Raises GivensError or NoFairDrawError."""
    if isinstance(kind, CodeTask):
        return Variant(kind.id, kind.version, seed, {})
    if isinstance(kind, Concept):
        return kind.variant(seed, givens, params)
    if givens is not None:
        variant = fixed(kind, givens, seed)
        check_solvable(kind, variant.givens)
        return variant
    return draw(kind, seed, params, asked, decimals)


def fields(
    kind: Kind, variant: Variant, asked: tuple[str, ...] | None = None, decimals: Decimals = None
) -> tuple[Field, ...]:
    """The answer fields, in the order of the Working; a code task has none: its answers are files."""
    if isinstance(kind, CodeTask):
        return ()
    if isinstance(kind, Concept):
        return (kind.field(variant.givens),)
    if isinstance(kind, OpenFamily):
        return kind.fields(variant.givens)
    if isinstance(kind, PartsFamily):
        return tuple(part.field for part in kind.parts(variant.givens) if asked is None or part.name in asked)
    working, wanted = kind.working(variant.givens), digits(kind, decimals)
    names = set(asked or kind.asked(variant.givens))
    return tuple(_field(step, working, wanted) for step in working.steps if step.name in names)


def _field(step: Step, working: Working, wanted: Digits) -> Field:
    exactly = step.integer or (working.exact and step.decimals is None)
    decimals = None if exactly else wanted.of(step)
    return Field(step.name, step.symbol, step.label, step.layout.shape, decimals, step.integer)


def tells_the_answer(kind: Kind) -> bool:
    """Whether the givens hold what is asked for, such as the line with the error: nothing for a student to read."""
    return kind.kind in {"find-the-error", "plot"}


def unknown_names(kind: Kind, variant: Variant, names: tuple[str, ...]) -> list[str]:
    """Names that are no quantity of this problem."""
    if isinstance(kind, Family):
        known = set(kind.working(variant.givens).by_name)
    else:
        known = {field.name for field in fields(kind, variant)}
    return [name for name in names if name not in known]


def statement(kind: Kind, variant: Variant, decimals: Decimals = None) -> Text:
    """The question, with the digits to give; options to choose from stand in the fields."""
    if isinstance(kind, CodeTask):
        return kind.statement
    if isinstance(kind, Concept):
        return kind.asked()
    text = kind.statement(variant.givens)
    if isinstance(kind, Family):
        return joined([text, _how_precise(kind, variant, decimals)], "\n\n")
    return text


def statement_on_paper(kind: Kind, variant: Variant, decimals: Decimals = None) -> Text:
    """The question with its options written out, for where nothing can be clicked."""
    lists = [(field.label, field.choices.listed()) for field in fields(kind, variant) if field.choices is not None]
    if len(lists) == 1:
        return joined([statement(kind, variant, decimals), lists[0][1]], "\n\n")
    headed = [same("**") + _headline(label) + same("**\n\n") + options for label, options in lists]
    return joined([statement(kind, variant, decimals), *headed], "\n\n")


def _headline(label: Text) -> Text:
    return Text(label.ko, label.en[:1].upper() + label.en[1:])


def _how_precise(family: Family, variant: Variant, decimals: Decimals) -> Text:
    working = family.working(variant.givens)
    stated = any(step.decimals is not None for step in working.steps)
    if working.exact and stated:
        return Text(
            "자릿수가 적힌 답은 그 자리로 반올림하고, 나머지는 정확한 값으로 적으십시오.",
            "Round where digits are stated; give the other values exactly.",
        )
    if working.exact:
        return Text(
            "모든 답을 반올림하지 말고 정확한 값으로 적으십시오.", "Give every value exactly, without rounding."
        )
    wanted = digits(family, decimals)
    if wanted.table or stated:
        return Text(
            "각 답을 옆에 적힌 자릿수로 반올림해 적으십시오. 답으로 묻지 않은 중간값은 두 자리 더 남겨 계산하십시오.",
            "Round each value to the digits stated beside it. Keep two more digits of what is not asked.",
        )
    return Text(
        f"답을 소수점 아래 {wanted.decimals}자리로 반올림해 적고, 반올림한 값으로 계속 계산하십시오. "
        "답으로 묻지 않은 중간값은 두 자리 더 남겨 계산하십시오.",
        f"Round each value to {wanted.decimals} decimals and go on with what you wrote. "
        "Keep two more digits of what is not asked.",
    )


@dataclass(frozen=True, slots=True)
class SolvedStep:
    """One step solved: its name, symbol, the formula with numbers as TeX, its value, and the TeX as a page has it."""

    name: str
    symbol: str
    latex: str
    value: Any
    lines: str


def values(kind: Kind, variant: Variant) -> dict[str, Any]:
    """Every step's value at full precision, as JSON numbers and lists; of choices, the letters."""
    if isinstance(kind, CodeTask):
        return {}
    if isinstance(kind, Concept | OpenFamily):
        return _one_right_answer(kind, variant)
    if isinstance(kind, PartsFamily):
        return {part.name: _right(part) for part in kind.parts(variant.givens)}
    working, evaluated = _evaluated(kind, variant)
    return {step.name: plain(step.layout.shown(evaluated[step.name])) for step in working.steps}


def _one_right_answer(kind: Concept | OpenFamily, variant: Variant) -> dict[str, Any]:
    choices = {field.name: field.choices for field in fields(kind, variant) if field.choices is not None}
    if isinstance(kind, Concept):
        return {ANSWER: choices[ANSWER].letters(kind.right(variant.givens))}
    model = kind.model(variant.givens)
    return {name: value if name in choices else float(value) for name, value in model.items()}


def _right(part: Part) -> Any:
    """The key of a part: a formula as text, a number, or a letter."""
    if isinstance(part, FormulaPart):
        return str(part.right)
    return part.choices.letters([part.right]) if isinstance(part, ChoicePart) else plain(part.value)


def _evaluated(family: Family, variant: Variant) -> tuple[Working, dict[str, Any]]:
    working, exact = family.working(variant.givens), family.environment(variant.givens)
    return working, working.evaluate(exact if working.exact else floats(exact))


def solved(kind: Kind, variant: Variant, decimals: Decimals = None) -> tuple[SolvedStep, ...]:
    """The answers step by step: in a Working the formula in symbols, then with numbers, then the value."""
    if isinstance(kind, PartsFamily):
        return tuple(_found(part) for part in kind.parts(variant.givens))
    return _worked(kind, variant, decimals) if isinstance(kind, Family) else ()


def _found(part: Part) -> SolvedStep:
    key = tex(part.right) if isinstance(part, FormulaPart) else str(_right(part))
    latex = f"{part.field.symbol} = {key}".lstrip(" =")
    return SolvedStep(part.name, part.field.symbol, latex, _right(part), latex)


def _worked(family: Family, variant: Variant, decimals: Decimals) -> tuple[SolvedStep, ...]:
    working, evaluated = _evaluated(family, variant)
    wanted = digits(family, decimals)
    symbols = fragments(working)
    shown = evaluated | family.environment(variant.givens)
    numbers = {name: _typeset(working, name, value, wanted) for name, value in shown.items()}
    return tuple(_solved(step, symbols, numbers, evaluated) for step in working.steps)


def _typeset(working: Working, name: str, value: Any, wanted: Digits) -> Tex:
    """A given as it was given; a step with the digits asked."""
    step = working.by_name.get(name)
    layout = working.layouts[name]
    if step is not None and step.decimals is not None:
        value = as_float(value)
    if layout.kind in {"single", "cell"} or layout.shape == (1,):
        value = np.asarray(value).reshape(())
    shown = written(value, 12 if step is None else 0 if step.integer else wanted.of(step))
    return constant(shown) if step is None and isinstance(shown, str) else fragment(shown)


def _solved(
    step: Step, symbols: Mapping[str, Tex], numbers: Mapping[str, Tex], evaluated: Mapping[str, Any]
) -> SolvedStep:
    with_symbols = apply(step.formula, step.reads, symbols)
    with_numbers = apply(step.formula, step.reads, numbers)
    parts = [step.symbol, str(fragment(with_symbols)), str(fragment(with_numbers)), str(numbers[step.name])]
    shown = distinct(parts)
    value = plain(step.layout.shown(evaluated[step.name]))
    return SolvedStep(step.name, step.symbol, " = ".join(shown), value, in_lines(shown))


def solution(kind: Kind, variant: Variant, decimals: Decimals = None) -> Text:
    """The worked solution as a page shows it."""
    if isinstance(kind, CodeTask):
        return same(f"```python\n{kind.preamble}\n\n{kind.solution}\n```")
    if not isinstance(kind, Family):
        return kind.solution(variant.givens)
    steps = same("\n\n".join(f"$${step.lines}$$" for step in solved(kind, variant, decimals)))
    return joined([steps, _INDICATOR], "\n\n") if r"\mathbf{1}[" in steps.en else steps


_INDICATOR = Text(
    r"$\mathbf{1}[\ldots]$의 값은 괄호 안의 조건이 참이면 1, 거짓이면 0입니다.",
    r"$\mathbf{1}[\ldots]$ is 1 where the condition in the brackets holds, and 0 where it does not.",
)


def picture(kind: Kind, variant: Variant, shown: Shown = GIVENS_ALONE) -> Picture | None:
    """The variant drawn: its givens, and what else is shown; None where there is no picture."""
    if isinstance(kind, Concept | CodeTask) or kind.picture is None:
        return None
    return kind.picture(variant.givens, shown)


def solved_picture(kind: Kind, variant: Variant, decimals: Decimals = None) -> Picture | None:
    """The picture with every value of the worked solution."""
    return picture(kind, variant, Shown(_as_written(kind, variant, decimals)))


def _as_written(kind: Kind, variant: Variant, decimals: Decimals) -> dict[str, Any]:
    """Every value with the digits asked."""
    if not isinstance(kind, Family):
        return (
            {name: str(value) for name, value in kind.model(variant.givens).items()}
            if isinstance(kind, OpenFamily)
            else {}
        )
    (working, evaluated), wanted = _evaluated(kind, variant), digits(kind, decimals)
    return {
        step.name: written(step.layout.shown(evaluated[step.name]), 0 if step.integer else wanted.of(step))
        for step in working.steps
    }


def accepted(
    family: Family, variant: Variant, asked: tuple[str, ...] | None = None, decimals: Decimals = None
) -> dict[str, tuple[Any, Any]]:
    """For each asked step, the lowest and highest value accepted after right, honestly rounded work."""
    working, evaluated = _evaluated(family, variant)
    names = asked or family.asked(variant.givens)
    if working.exact:
        return {name: _exactly(working.by_name[name], evaluated[name], digits(family, decimals)) for name in names}
    units = digits(family, decimals).units(working)
    state = reference_state(working, evaluated, frozenset(names), units)
    boxes = {
        name: box(state, working.by_name[name].formula, working.by_name[name].reads, units[name]) for name in names
    }
    ends = {name: boxes[name].rounded(units[name]) for name in names}
    shown = {name: working.by_name[name].layout.shown for name in names}
    return {name: (plain(shown[name](end.low)), plain(shown[name](end.high))) for name, end in ends.items()}


def _exactly(step: Step, value: Any, wanted: Digits) -> tuple[Any, Any]:
    """The value itself, or half a unit on either side where its digits are stated."""
    half = Fraction(str(wanted.unit(step))) / 2 if step.decimals is not None else 0
    return plain(step.layout.shown(value - half)), plain(step.layout.shown(value + half))


def blind_spots(
    kind: Kind, variant: Variant, asked: tuple[str, ...] | None = None, decimals: Decimals = None
) -> list[Text]:
    """What these numbers cannot show: nothing for a fair draw, perhaps something for fixed givens."""
    if not isinstance(kind, Family):
        return []
    return [
        Text(f"{u.step}: {u.why.ko}", f"{u.step}: {u.why.en}") for u in unfair(kind, variant.givens, asked, decimals)
    ]
