"""Formulas as givens and answers: how a set's are read, and what a student is told about typing them."""

from collections.abc import Callable, Container, Iterator
from fractions import Fraction
from typing import Any

from problems.givens import GivensError
from reference.expressions import Expression, Unreadable, parse
from reference.expressions.equivalence import constant
from reference.expressions.tree import OPERATORS
from reference.text import Text, same

MOST_POWER = 100
LARGEST, SMALLEST = 10**15, Fraction(1, 10**15)
"""Of the constants in a formula, and of their exponents."""

HOW_TO_TYPE = Text(
    "식은 `2x + y^2`, `x e^(-y)`, `ln(x)/y`처럼 적습니다. 모양이 달라도 같은 함수이면 맞은 것으로 봅니다.",
    "Type formulas as in `2x + y^2`, `x e^(-y)`, `ln(x)/y`. Any form of the same function is right.",
)


def formula_in(names: tuple[str, ...], functions: Container[str] | None = None) -> Callable[[str, Any], str]:
    """A reader of a formula in some of these names, kept as the text that was written.

    With `functions`, no others can be used: their names are those of `reference.vocabulary`.
    """

    def read(given: str, value: Any) -> str:
        text = str(value)
        try:
            tree = parse(text, names)
        except Unreadable as error:
            raise GivensError(same(f"{given}: ") + error.text) from None
        if not tree.names & set(names):
            listed = ", ".join(names)
            raise GivensError(
                Text(
                    f"{given}: 변수가 없는 식입니다. 쓸 수 있는 변수: {listed}.",
                    f"{given} has no variable in it. Known ones: {listed}.",
                )
            )
        for fault in _faults(tree, frozenset(names), functions):
            raise GivensError(same(f"{given}: ") + fault)
        return text

    return read


def _faults(tree: Expression, names: frozenset[str], functions: Container[str] | None) -> Iterator[Text]:
    """What keeps a formula from being differentiated and drawn upon: `9^9^9^9` would fill all memory."""
    if not tree.names & names:
        size = constant(tree)
        if size is None or abs(size) > LARGEST or 0 < abs(size) < SMALLEST:
            yield _NO_CONSTANT.format(part=_short(tree))
        return
    if functions is not None and tree.parts and tree.head not in OPERATORS and tree.head not in functions:
        yield _NO_FUNCTION.format(part=_short(tree))
    for part in tree.parts:
        yield from _faults(part, names, functions)
    if tree.head == "^" and not tree.parts[1].names & names and abs(constant(tree.parts[1]) or 0) > MOST_POWER:
        yield _NO_POWER.format(part=_short(tree), most=MOST_POWER)


def _short(tree: Expression) -> str:
    text = str(tree)
    return text if len(text) <= 40 else text[:40] + "…"


_NO_CONSTANT = Text(
    "{part} 부분의 값이 실수가 아니거나 너무 크거나 작습니다(10^-15부터 10^15까지).",
    "the value of {part} is not real, or too large or too small (from 10^-15 to 10^15).",
)
_NO_FUNCTION = Text(
    "{part}: 이 문제에서는 쓸 수 없는 함수입니다.", "{part} has a function that cannot be used in this problem."
)
_NO_POWER = Text("{part}: 지수는 {most} 이하여야 합니다.", "{part}: exponents go up to {most}.")
