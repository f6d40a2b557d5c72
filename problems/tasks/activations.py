"""Activation functions and their derivatives on arrays, with the lecture's listings of them."""

from functools import partial
from typing import Any

import numpy as np

from problems.code.array_inputs import LARGE, LOGITS, NONZERO, ROWS, ROWS_APART, SHIFTED, SMOOTH, VECTORS
from problems.code.closeness import close
from problems.code.elementwise import at_zero, derivative, extremes, integers, own_slope, returns_array, slope, values
from problems.code.inputs import Args, Inputs
from problems.code.model_answers.activations import ALTERNATIVES, SOLUTION
from problems.code.mutants.activations import MUTANTS
from problems.code.task import CodeTask, Equals, FunctionSpec, Judge, Law, Probe, Property
from reference.activations import ACTIVATIONS, softmax
from reference.text import Text


def shares(args: Args, results: tuple[Any, ...]) -> bool:
    """Rows of shares: positive, summing to 1, and in the order of the logits."""
    z, p = np.atleast_2d(args[0]), np.atleast_2d(results[0])
    ordered = (z[:, :, None] > z[:, None, :]) <= (p[:, :, None] > p[:, None, :])
    return bool((p > 0).all() and close(p.sum(axis=1), 1.0, rtol=1e-5, atol=1e-5) and ordered.all())


def unmoved(args: Args, results: tuple[Any, ...]) -> bool:
    """The same shares before and after a shift, and not the same for different logits."""
    z, (before, after) = args[0], results
    varied = np.ptp(before) > 0 or np.ptp(z) == 0
    return bool(varied and close(before, after, rtol=1e-4, atol=1e-6))


def of_softmax(name: str, inputs: Inputs, sentence: Text, judge: Judge = Equals(softmax), **more: Any) -> Property:  # noqa: B008 -- frozen
    return Property(f"softmax.{name}", sentence, "softmax", inputs, judge, **more)


PROPERTIES = (
    values(
        "step",
        Text(
            "`step` 함수의 값은 양수에서 1, 음수에서 0입니다.", "`step` is 1 for positive and 0 for negative entries."
        ),
        NONZERO,
    ),
    at_zero("step", ACTIVATIONS["step"]),
    returns_array("step", NONZERO, "step.values"),
    values(
        "sigmoid",
        Text(
            "`sigmoid` 함수는 원소마다 시그모이드 값을 돌려줍니다.", "`sigmoid` is the logistic sigmoid of every entry."
        ),
        VECTORS,
    ),
    extremes("sigmoid"),
    integers("sigmoid", ACTIVATIONS["sigmoid"]),
    returns_array("sigmoid", VECTORS, "sigmoid.values"),
    derivative("sigmoid", VECTORS),
    integers("sigmoid_grad", partial(slope, ACTIVATIONS["sigmoid"])),
    own_slope("sigmoid", SMOOTH),
    returns_array("sigmoid_grad", VECTORS, "sigmoid_grad.values"),
    values(
        "tanh",
        Text("`tanh` 함수는 원소마다 쌍곡탄젠트 값을 돌려줍니다.", "`tanh` is the hyperbolic tangent of every entry."),
        VECTORS,
    ),
    extremes("tanh"),
    integers("tanh", ACTIVATIONS["tanh"]),
    returns_array("tanh", VECTORS, "tanh.values"),
    derivative("tanh", VECTORS),
    integers("tanh_grad", partial(slope, ACTIVATIONS["tanh"])),
    own_slope("tanh", SMOOTH),
    returns_array("tanh_grad", VECTORS, "tanh_grad.values"),
    values(
        "relu",
        Text(
            "`relu` 함수는 양수를 그대로 두고 나머지를 0으로 만듭니다.",
            "`relu` keeps positive entries and makes the others 0.",
        ),
        VECTORS,
    ),
    returns_array("relu", VECTORS, "relu.values"),
    derivative("relu", NONZERO),
    at_zero("relu_grad", partial(slope, ACTIVATIONS["relu"])),
    own_slope("relu", SMOOTH),
    returns_array("relu_grad", NONZERO, "relu_grad.values"),
    of_softmax(
        "values",
        VECTORS,
        Text("`softmax` 함수는 1차원 배열을 확률로 바꿉니다.", "`softmax` turns a 1-D array into probabilities."),
    ),
    of_softmax(
        "rows",
        ROWS,
        Text(
            "`softmax` 함수는 2차원 배열을 받으면 행마다 따로 계산합니다.",
            "`softmax` works on each row of a 2-D array by itself.",
        ),
    ),
    of_softmax(
        "sums",
        ROWS,
        Text(
            "`softmax` 결과의 각 행은 모두 양수이고 합이 1이며, 로짓이 클수록 확률도 큽니다.",
            "Every row of `softmax` is positive and sums to 1, and a larger logit gets a larger share.",
        ),
        Law(shares),
    ),
    of_softmax(
        "shift",
        SHIFTED,
        Text(
            "모든 로짓에 같은 수를 더해도 `softmax`의 결과는 같습니다.",
            "Adding one number to all logits does not change `softmax`.",
        ),
        Law(unmoved),
        probes=(Probe("softmax", lambda z, _: (z,)), Probe("softmax", lambda z, shift: (z + shift,))),
    ),
    of_softmax(
        "large",
        LARGE,
        Text(
            "`softmax` 함수는 로짓이 ±1000이어도 nan 없이 옳은 값을 돌려줍니다.",
            "`softmax` is right for logits of ±1000, without nan.",
        ),
    ),
    of_softmax(
        "far",
        ROWS_APART,
        Text(
            "`softmax` 함수는 행마다 로짓의 크기가 크게 달라도 옳은 값을 돌려줍니다.",
            "`softmax` is right when the rows lie far apart.",
        ),
        hidden=True,
    ),
    integers("softmax", softmax),
    returns_array("softmax", LOGITS, "softmax.values"),
)

FUNCTIONS = (
    FunctionSpec(
        "step",
        ("x",),
        Text(
            "계단 함수. $x > 0$이면 1, $x \\le 0$이면 0 (0에서는 0)",
            "the step function: 1 where $x > 0$, 0 where $x \\le 0$ (so 0 at 0)",
        ),
    ),
    FunctionSpec("sigmoid", ("x",), Text("시그모이드 함수", "the logistic sigmoid")),
    FunctionSpec("sigmoid_grad", ("x",), Text("`x`에서 `sigmoid`의 미분값", "the derivative of `sigmoid` at `x`")),
    FunctionSpec("tanh", ("x",), Text("쌍곡탄젠트 함수", "the hyperbolic tangent")),
    FunctionSpec("tanh_grad", ("x",), Text("`x`에서 `tanh`의 미분값", "the derivative of `tanh` at `x`")),
    FunctionSpec("relu", ("x",), Text("ReLU 함수", "the rectified linear unit")),
    FunctionSpec(
        "relu_grad", ("x",), Text("`x`에서 `relu`의 미분값 (0에서는 0)", "the derivative of `relu` at `x` (0 at 0)")
    ),
    FunctionSpec(
        "softmax",
        ("z",),
        Text(
            "소프트맥스 함수. 1차원 배열은 전체를 한꺼번에, 2차원 배열은 행마다 따로 계산",
            "the softmax function, of a 1-D array as a whole, of a 2-D array row by row",
        ),
    ),
)

INTRODUCTION = Text(
    "NumPy로 다음 함수를 작성하십시오. 입력은 실수나 정수의 1차원 배열이며, `softmax`는 2차원 배열도 받습니다. "
    "모든 함수는 입력과 모양이 같은 새 배열을 돌려주며, 받은 배열을 바꾸지 않습니다.\n\n"
    "미분 함수 `sigmoid_grad`, `tanh_grad`, `relu_grad`의 인자 `x`는 활성화 함수의 출력이 아니라 입력입니다. "
    "`sigmoid`, `tanh`, `softmax` 함수는 ±1000처럼 절댓값이 큰 입력에도 nan이나 inf가 아닌 "
    "옳은 값을 돌려주어야 합니다.",
    "Write the following functions with NumPy. Their input is a 1-D array of real or whole numbers; `softmax` takes a "
    "2-D array too. Every function returns a new array in the shape of its input and leaves its input as it was.\n\n"
    "The argument `x` of the derivatives `sigmoid_grad`, `tanh_grad` and `relu_grad` is the input of the activation "
    "function, not its output. `sigmoid`, `tanh` and `softmax` must be right for inputs as large as ±1000, without nan "
    "or inf.",
)

TASK = CodeTask(
    id="code.activations",
    version="1.0",
    title=Text("활성화 함수와 미분", "Activation functions and their derivatives"),
    topics=("activation", "softmax", "derivative"),
    coverage=("C-030", "C-033", "C-034", "C-035", "C-042", "C-098", "C-099", "C-100", "C-101", "C-102"),
    introduction=INTRODUCTION,
    functions=FUNCTIONS,
    properties=PROPERTIES,
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 1, "memory_mb": 256},
)
