"""A perceptron evaluated over the truth table: net input and output in every row, decided exactly."""

from functools import cache
from typing import Any

import numpy as np

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes import perceptron as slips
from problems.variant import Givens
from problems.wording import cases
from reference.gates import input_rows
from reference.layout import matrix, vector
from reference.perceptron import net_input_of_rows, output_01
from reference.readings import exact
from reference.text import Text, joined, same
from reference.working import Given, Step, Working

MOST_INPUTS = 4


@cache
def _working(inputs: int, at_zero: int) -> Working:
    rows = 2**inputs

    def output(S: Any) -> Any:
        return output_01(S, at_zero)

    givens = (Given("X", "X", matrix(rows, inputs)), Given("w", "w", vector(inputs)), Given("b", "b"))
    sums = Step(
        "S",
        "S",
        net_input_of_rows,
        ("X", "w", "b"),
        Text("가중합", "net inputs"),
        vector(rows),
        mistakes=tuple(slips.input_slips_of_rows("X", "w", "b")),
    )
    outputs = Step(
        "y",
        "y",
        output,
        ("S",),
        Text("출력", "outputs"),
        vector(rows),
        mistakes=tuple(slips.output_slips("S", output_01, at_zero)),
        integer=True,
    )
    return Working(givens, (sums, outputs), exact=True)


def working(givens: Givens) -> Working:
    """The Working for this number of inputs."""
    return _working(len(givens["w"]), givens["step_at_zero"])


def environment(givens: Givens) -> dict[str, Any]:
    """The truth table, the weights and the bias as exact numbers."""
    rows = np.array([[exact(bit) for bit in row] for row in input_rows(len(givens["w"]))], dtype=object)
    return {"X": rows, "w": exact(givens["w"]), "b": exact(givens["b"])}


def checked(givens: Givens) -> None:
    """A table that fits on a page."""
    if len(givens["w"]) > MOST_INPUTS:
        raise GivensError(Text(f"w의 성분은 {MOST_INPUTS}개까지입니다.", f"w has more than {MOST_INPUTS} components."))


def asked(_givens: Givens) -> tuple[str, ...]:
    """Both columns of the table."""
    return ("S", "y")


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Two different weights, outputs that are not all the same, and no sum on the threshold."""
    givens: dict[str, Any] = {
        "w": [draws.signed(f"w{place}", "0.2", "1.2", "0.05") for place in range(2)],
        "b": draws.signed("b", "0.15", "1.5", "0.05"),
        "step_at_zero": params.get("step_at_zero", draws.integer("step_at_zero", 0, 1)),
    }
    values = working(givens).evaluate(environment(givens))
    teaches = len(set(values["y"].tolist())) == 2 and all(S != 0 for S in values["S"])
    return givens if teaches and givens["w"][0] != givens["w"][1] else None


def statement(givens: Givens) -> Text:
    """The perceptron with its convention at 0, and the order of the rows."""
    inputs = len(givens["w"])
    terms = " + ".join(f"w_{place} x_{place}" for place in range(1, inputs + 1))
    compared = r"\ge" if givens["step_at_zero"] else ">"
    numbers = r",\quad ".join([f"w_{place} = {w}" for place, w in enumerate(givens["w"], 1)] + [f"b = {givens['b']}"])
    order = ", ".join("(" + ", ".join(map(str, row)) + ")" for row in input_rows(inputs))
    return joined(
        [
            Text(
                "다음 퍼셉트론의 진리표를 완성하십시오.",
                "Complete the truth table of this perceptron.",
            ),
            same(f"$$S = {terms} + b$$"),
            cases("y", f"S {compared} 0", "0"),
            same(f"$${numbers}$$"),
            Text(
                f"입력은 {order} 순서입니다. 가중합 $S$와 출력 $y$를 이 순서대로 적으십시오.",
                f"The inputs come in the order {order}: give the net inputs $S$ and the outputs $y$ in this order.",
            ),
        ],
        "\n\n",
    )


FAMILY = Family(
    id="gates.evaluate",
    version="1.0",
    title=Text("퍼셉트론의 진리표", "The truth table of a perceptron"),
    topics=("gates", "perceptron"),
    coverage=("C-004", "C-005", "C-006", "C-007", "C-023", "C-024", "C-025", "C-030", "C-088"),
    given=(
        Parameter("w", read.numbers),
        Parameter("b", read.number),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={"step_at_zero": Setting(read.one_of(0, 1), Text("S = 0일 때의 출력", "the output at S = 0"))},
    checked=checked,
)
