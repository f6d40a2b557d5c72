"""Logic gates as perceptrons, and XOR from the others: the lecture's listings of AND, NAND, OR and XOR."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from problems.code.inputs import Args, Inputs
from problems.code.model_answers.gates import ALTERNATIVES, SOLUTION
from problems.code.mutants.gates import MUTANTS
from problems.code.task import Agrees, CodeTask, Equals, FunctionSpec, Probe, Property
from reference.gates import ROWS, exclusive_or, output
from reference.text import Text

TABLE = Inputs("table", (), always=ROWS, draws=0)
NUMPY_TABLE = Inputs("numpy_table", (), always=tuple((np.int64(x1), np.int64(x2)) for x1, x2 in ROWS), draws=0)

ORACLES: dict[str, Callable[..., int]] = {
    **{gate: partial(output, gate) for gate in ("AND", "NAND", "OR")},
    "XOR": exclusive_or,
}


def stacked(_args: Args, results: tuple[Any, ...]) -> Any:
    """AND(NAND, OR) from the student's own NAND and OR, and the four values of their AND.

    Raises ValueError where NAND and OR are no inputs of a gate.
    """
    nand, either, *rows = (float(np.reshape(result, ())) for result in results)
    return rows[[(float(x1), float(x2)) for x1, x2 in ROWS].index((nand, either))]


def row(x1: int, x2: int, *_drawn: Any) -> Args:
    """One row of the truth table, whatever was drawn."""
    return x1, x2


def table(gate: str) -> Property:
    sentence = Text(
        f"`{gate}` 함수는 진리표의 네 행에서 모두 옳은 값을 수 하나로 돌려줍니다.",
        f"`{gate}` gives the right value, one number, in all four rows of its truth table.",
    )
    return Property(f"{gate}.table", sentence, gate, TABLE, Equals(ORACLES[gate]))


def numpy_integers(gate: str) -> Property:
    sentence = Text(
        f"`{gate}` 함수는 NumPy 정수를 받아도 옳은 값을 돌려줍니다.",
        f"`{gate}` is right for NumPy's integers too.",
    )
    return Property(
        f"{gate}.numpy", sentence, gate, NUMPY_TABLE, Equals(ORACLES[gate]), hidden=True, after=f"{gate}.table"
    )


OF_OTHERS = Property(
    "XOR.stacked",
    Text(
        "`XOR`의 값은 제출한 게이트들로 만든 `AND(NAND(x1, x2), OR(x1, x2))`의 값과 일치합니다.",
        "`XOR` agrees with `AND(NAND(x1, x2), OR(x1, x2))` made of your own gates.",
    ),
    "XOR",
    TABLE,
    Agrees(stacked),
    probes=(Probe("XOR"), Probe("NAND"), Probe("OR"), *(Probe("AND", partial(row, *inputs)) for inputs in ROWS)),
    after="XOR.table",
)

FUNCTIONS = (
    FunctionSpec("AND", ("x1", "x2"), Text("둘 다 1일 때만 1", "1 only if both are 1")),
    FunctionSpec("NAND", ("x1", "x2"), Text("둘 다 1일 때만 0", "0 only if both are 1")),
    FunctionSpec("OR", ("x1", "x2"), Text("둘 다 0일 때만 0", "0 only if both are 0")),
    FunctionSpec(
        "XOR",
        ("x1", "x2"),
        Text(
            "둘 중 하나만 1일 때 1. 퍼셉트론 하나로는 만들 수 없으므로 위의 게이트들을 쌓아 만듭니다.",
            "1 if exactly one of them is 1. No single perceptron does this: stack the gates above.",
        ),
    ),
)

INTRODUCTION = Text(
    "논리 게이트를 퍼셉트론으로 작성하십시오. 입력 `x1`, `x2`는 0 또는 1인 정수(파이썬 정수나 NumPy 정수)이고, "
    "모든 함수는 정수 0 또는 1 하나를 돌려줍니다. `True`와 `False`도 1과 0으로 인정합니다.\n\n"
    "가중치와 편향은 자유롭게 정하십시오. 다만 $w_1 x_1 + w_2 x_2 + b$가 정확히 0이 되는 입력이 있으면 "
    "반올림 오차에 따라 출력이 달라질 수 있으므로, 그런 값은 피하는 것이 좋습니다.",
    "Write the logic gates as perceptrons. The inputs `x1` and `x2` are 0 or 1 (Python's integers or NumPy's), and "
    "every function returns one whole number, 0 or 1. `True` and `False` count as 1 and 0.\n\n"
    "The weights and the bias are yours to choose. Better none for which $w_1 x_1 + w_2 x_2 + b$ is exactly 0: there, "
    "a rounding error would decide the output.",
)

TASK = CodeTask(
    id="code.gates",
    version="1.0",
    title=Text("논리 게이트", "Logic gates"),
    topics=("gates", "perceptron"),
    coverage=("C-023", "C-024", "C-025", "C-026", "C-088", "C-091", "C-092", "C-093", "C-094", "C-095"),
    introduction=INTRODUCTION,
    functions=FUNCTIONS,
    properties=(*(build(gate) for gate in ORACLES for build in (table, numpy_integers)), OF_OTHERS),
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 1, "memory_mb": 256},
)
