"""The numerical gradient of any function of an array, by central differences."""

from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Given, Grid, Inputs, Picked
from problems.code.model_answers.numerical_gradient import ALTERNATIVES, SOLUTION
from problems.code.mutants.numerical_gradient import MUTANTS
from problems.code.task import CodeTask, Equals, FunctionSpec, Property, ReturnsArray
from reference.numerical import numerical_gradient
from reference.text import Text

NAME = "numerical_gradient"

SQUARES = Given("sum_of_squares", "def sum_of_squares(x):\n    return np.sum(x ** 2)\n")
CUBES = Given(
    "weighted_cubes",
    "def weighted_cubes(x):\n    return np.sum(np.arange(1, x.size + 1) * x.ravel() ** 3)\n",
)
SQUARED_SUM = Given("squared_sum", "def squared_sum(x):\n    return np.sum(x) ** 2\n")
SIZES = Given("sum_of_sizes", "def sum_of_sizes(x):\n    return np.sum(np.abs(x))\n")
CURVES = Given("sum_of_tanh", "def sum_of_tanh(x):\n    return np.sum(np.tanh(x))\n")
GIVEN = (SQUARES, CUBES, SQUARED_SUM, SIZES, CURVES)

CENTRAL = Equals(numerical_gradient, rtol=1e-5, atol=5e-5)
"""Room for steps from 1e-6 to 1e-3, and not for a forward difference with 1e-4."""


def at(f: Given, x: Any) -> Args:
    """A function and where to differentiate it."""
    return f, np.array(x)


ENTRIES = Grid(-3, 3)
VECTOR = Inputs(
    "vector",
    (Picked((SQUARES, CUBES)), Array(ENTRIES, ((1, 4),))),
    always=(at(SQUARES, [3.0]), at(SQUARES, [3.0, -4.0]), at(CUBES, [1.0, -2.0, 0.5])),
    draws=3,
)
MATRIX = Inputs(
    "matrix",
    (Picked((SQUARES, CUBES)), Array(ENTRIES, ((1, 3), (1, 3)))),
    always=(at(SQUARES, [[1.0, 2.0], [3.0, 4.0]]), at(CUBES, [[1.0, -2.0, 0.5], [0.0, 1.5, 2.0]])),
    draws=3,
)
CUBOID = Inputs(
    "cuboid",
    (Picked((CUBES, SQUARED_SUM)), Array(ENTRIES, ((1, 2), (1, 2), (1, 3)))),
    always=(at(CUBES, [[[1.0, 2.0]], [[3.0, -1.0]]]),),
    draws=2,
)
COUPLED = Inputs(
    "coupled",
    (Picked((SQUARED_SUM,)), Array(ENTRIES, ((2, 5),))),
    always=(at(SQUARED_SUM, [3.0, 4.0]), at(SQUARED_SUM, [1.0, 0.5, -1.0, 2.0])),
    draws=2,
)
KINK = Inputs(
    "kink",
    (Picked((SIZES,)), Array(Picked((0.0, 1.0, -2.0)), ((2, 5),))),
    always=(at(SIZES, [0.0, 2.0]), at(SIZES, [-1.0, 0.0, 3.0])),
    draws=1,
)
WHOLE = Inputs(
    "whole",
    (Picked((CURVES, CUBES)), Array(Grid(-3, 3, decimals=0), ((1, 4),), dtype="int64")),
    always=(at(CURVES, [1]), at(CURVES, [0, 1, -1]), at(CUBES, [[1, 2], [-1, 3]])),
    draws=2,
)


def equal(name: str, inputs: Inputs, sentence: Text, *, hidden: bool = False) -> Property:
    return Property(f"{NAME}.{name}", sentence, NAME, inputs, CENTRAL, hidden=hidden)


PROPERTIES = (
    equal(
        "vector",
        VECTOR,
        Text(
            "`numerical_gradient` 함수는 1차원 배열에서 모든 원소의 편미분값을 돌려줍니다.",
            "`numerical_gradient` gives the partial derivative by every entry of a 1-D array.",
        ),
    ),
    equal(
        "matrix",
        MATRIX,
        Text(
            "`numerical_gradient` 함수는 2차원 배열에서도 옳은 값을 돌려줍니다.",
            "`numerical_gradient` is right for 2-D arrays too.",
        ),
    ),
    equal(
        "coupled",
        COUPLED,
        Text(
            "원소를 하나 움직이는 동안 다른 원소는 원래 값을 유지합니다(원소끼리 섞이는 함수에서 확인).",
            "While one entry is moved, all others keep their values (seen with a function that mixes them).",
        ),
    ),
    equal(
        "kink",
        KINK,
        Text(
            "함수가 꺾이는 점에서도 중앙 차분의 값, 곧 양쪽 기울기의 평균을 돌려줍니다.",
            "Where the function has a kink it gives the central difference, the mean of the slopes on both sides.",
        ),
    ),
    equal(
        "cuboid",
        CUBOID,
        Text(
            "`numerical_gradient` 함수는 3차원 배열에서도 옳은 값을 돌려줍니다.",
            "`numerical_gradient` is right for 3-D arrays too.",
        ),
        hidden=True,
    ),
    equal(
        "integers",
        WHOLE,
        Text(
            "`numerical_gradient` 함수는 정수 배열을 받아도 옳은 실숫값을 돌려줍니다.",
            "`numerical_gradient` gives the right real numbers for arrays of integers too.",
        ),
        hidden=True,
    ),
    Property(
        f"{NAME}.array",
        Text(
            "`numerical_gradient` 함수는 `x`와 모양이 같은 새 숫자 배열을 돌려주고, `x`를 처음 값 그대로 남깁니다.",
            "`numerical_gradient` returns a new array of numbers in the shape of `x`, and leaves `x` what it was.",
        ),
        NAME,
        VECTOR,
        ReturnsArray(),
        after=f"{NAME}.vector",
    ),
)

_LISTING = "```python\n" + "\n".join(given.source for given in GIVEN) + "```"

INTRODUCTION = Text(
    "함수 `f`의 기울기를 중앙 차분 $\\frac{f(x + h) - f(x - h)}{2h}$로 구하는 함수를 NumPy로 작성하십시오. "
    "`f`는 배열을 받아 수 하나를 돌려주는 함수이고, 원소마다 그 원소만 $h$만큼 움직여 계산합니다. "
    "$h$는 $10^{-4}$ 정도가 알맞고, $10^{-6}$부터 $10^{-3}$까지 쓸 수 있습니다.\n\n"
    "`x`는 몇 차원이든 될 수 있는 배열입니다. 정수 배열이면 실수로 바꾸어 계산하십시오. 계산하는 동안 `x`를 바꾸어도 "
    "되지만, 끝난 뒤에는 정확히 처음 값이어야 합니다(원소를 저장해 두었다가 되돌리거나, 복사본에서 계산하십시오).\n\n"
    f"검사에 쓰는 `f`는 다음과 같습니다. 제출할 파일에 넣을 필요는 없습니다.\n\n{_LISTING}",
    "Write a function that gives the gradient of a function `f` by central differences "
    "$\\frac{f(x + h) - f(x - h)}{2h}$ with NumPy. `f` takes an array and returns one number; for every entry, only "
    "that entry is moved by $h$. Take $h = 10^{-4}$, or anything from $10^{-6}$ to $10^{-3}$.\n\n"
    "`x` is an array with any number of axes. Turn an array of integers into real numbers first. You may change `x` on "
    "the way, but afterwards it must be exactly what it was: put every entry back from where you kept it, or work on a "
    f"copy.\n\nThe checks use these for `f`; they need not be in your file.\n\n{_LISTING}",
)

TASK = CodeTask(
    id="code.numerical_gradient",
    version="1.0",
    title=Text("수치 미분", "Numerical gradient"),
    topics=("derivative", "numerical"),
    coverage=("C-052",),
    introduction=INTRODUCTION,
    functions=(
        FunctionSpec(
            NAME,
            ("f", "x"),
            Text(
                "`x`에서 `f`의 기울기: `x`와 모양이 같은 실수 배열",
                "the gradient of `f` at `x`: an array of real numbers in the shape of `x`",
            ),
        ),
    ),
    properties=PROPERTIES,
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 1, "memory_mb": 256},
    given=GIVEN,
)
