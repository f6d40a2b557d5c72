"""Formulas as givens and answers: how a set's are read, and what a student is told about typing them."""

from collections.abc import Callable
from typing import Any

from problems.givens import GivensError
from reference.expressions import Unreadable, parse
from reference.text import Text, same

HOW_TO_TYPE = Text(
    "식은 `2x + y^2`, `x e^(-y)`, `ln(x)/y`처럼 적습니다. 모양이 달라도 같은 함수이면 맞은 것으로 봅니다.",
    "Type formulas as in `2x + y^2`, `x e^(-y)`, `ln(x)/y`. Any form of the same function is right.",
)


def formula_in(names: tuple[str, ...]) -> Callable[[str, Any], str]:
    """A reader of a formula in some of these names, kept as the text that was written."""

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
        return text

    return read
