"""Batch, stochastic and mini-batch gradient descent of a line."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Grid, Inputs, Picked
from problems.code.model_answers.line_gd import ALTERNATIVES, SOLUTION
from problems.code.mutants.line_gd import MUTANTS
from problems.code.task import Agrees, CodeTask, Equals, EqualsParts, FunctionSpec, KeepsArguments, Probe, Property
from reference.optimizers import descended
from reference.regression import mean_error, predicted, slope_by_b, slope_by_w
from reference.text import Text

H = 1 / 4  # exact in binary; a parabola's central difference is its slope for any width
Pair = tuple[Any, Any]


def mse(x: Any, y: Any, w: Any, b: Any) -> Any:
    return mean_error(y, predicted(w, x, b), len(x))[0]


def mse_grad(x: Any, y: Any, w: Any, b: Any) -> Pair:
    p = predicted(w, x, b)
    return slope_by_w(x, y, p, len(x))[0], slope_by_b(y, p, len(x))[0]


def epoch(*args: Any) -> Pair:
    """One step for each list of rows, in order."""
    x, y, w, b, alpha, batches = args
    for rows in batches:
        dw, db = mse_grad(x[rows], y[rows], w, b)
        w, b = descended(w, alpha, dw), descended(b, alpha, db)
    return w, b


def batch_step(x: Any, y: Any, w: Any, b: Any, alpha: Any) -> Pair:
    return epoch(x, y, w, b, alpha, [list(range(len(x)))])


def sgd_epoch(*args: Any) -> Pair:
    *data, order = args
    return epoch(*data, [[row] for row in order])


def differences(_args: Args, results: tuple[Any, ...]) -> Any:
    """The slopes of the student's own loss."""
    w_up, w_down, b_up, b_down = results
    return np.array([w_up - w_down, b_up - b_down]) / (2 * H)


def _data(*numbers: Any, x: tuple[float, ...] = (0, 1, 2, 3), y: tuple[float, ...] = (1, 3, 5, 7)) -> Args:
    return (np.array(x, dtype=float), np.array(y, dtype=float), *numbers)


def _fitted(name: str, always: tuple[Args, ...], *parts: Any, make: Callable[..., Args]) -> Inputs:
    block = Array(Grid(-2, 2), ((3, 3), (3, 6)))  # rows of x, of y, and of keys that order them
    return Inputs(name, (block, Grid(-2, 2), Grid(-2, 2), *parts), always, make=make)


def _shuffled(keys: Any) -> list[int]:
    return [int(row) for row in np.argsort(keys, kind="stable")]


def _cut(rows: list[int], size: int) -> list[list[int]]:
    """Batches of this size and, last, what is left over: at least one row."""
    whole = (len(rows) - 1) // size * size
    return [*(rows[at : at + size] for at in range(0, whole, size)), rows[whole:]]


RATES = Picked((0.1, 0.05, 0.01))
ONE = {"x": (2,), "y": (5,)}
AT = Inputs(
    "at", (Array(Grid(-3, 3), ((3, 8),)), Grid(-2, 2), Grid(-2, 2)), always=((np.array([0.0, 1.0, 2.0]), 2, 1),)
)
DATA = _fitted(
    "data", (_data(0, 0, **ONE), _data(0, 0), _data(0.5, -1)), make=lambda a, w, b: (a[0].copy(), a[1].copy(), w, b)
)
STEPS = _fitted(
    "steps",
    (_data(0, 0, 0.1, **ONE), _data(0, 0, 0.1), _data(0.5, -1, 0.05)),
    RATES,
    make=lambda a, w, b, alpha: (a[0].copy(), a[1].copy(), w, b, alpha),
)
ORDERS = _fitted(
    "orders",
    (_data(0, 0, 0.1, [1, 0], x=(1, 2), y=(3, 1)), _data(0, 0, 0.1, [2, 0, 3, 1]), _data(0.5, 1, 0.05, [3, 1])),
    RATES,
    make=lambda a, w, b, alpha: (a[0].copy(), a[1].copy(), w, b, alpha, _shuffled(a[2])),
)
BATCHES = _fitted(
    "batches",
    (_data(0, 0, 0.1, [[0, 1], [2, 3]]), _data(0.5, 1, 0.05, [[3, 0], [1, 2]])),
    RATES,
    Picked((2, 3)),
    make=lambda a, w, b, alpha, size: (
        *(a[0].copy(), a[1].copy(), w, b, alpha),
        _cut(_shuffled(a[2]), min(size, len(a[2]) - 1))[:-1],  # never without any batch
    ),
)
UNEVEN = _fitted(
    "uneven",
    (_data(0, 0, 0.1, [[2, 0, 3], [1]]), _data(0.5, 1, 0.05, [[1], [3, 0]])),
    RATES,
    Picked((2, 4)),
    make=lambda a, w, b, alpha, size: (a[0].copy(), a[1].copy(), w, b, alpha, _cut(_shuffled(a[2]), size)),
)

exactly = partial(EqualsParts, rtol=1e-4, atol=1e-5)  # several steps in float32 lose a digit


def kept(name: str, inputs: Inputs) -> Property:
    sentence = Text(
        f"`{name}` 함수는 받은 배열과 리스트를 하나도 바꾸지 않습니다.",
        f"`{name}` leaves the arrays and lists it is given as they were.",
    )
    return Property(f"{name}.kept", sentence, name, inputs, KeepsArguments(), after=f"{name}.values")


def values(name: str, ko: str, en: str, inputs: Inputs, judge: Any) -> Property:
    return Property(f"{name}.values", Text(ko, en), name, inputs, judge)


PROPERTIES = (
    values(
        "predict",
        "`predict` 함수는 `x`의 모든 원소에서 $wx + b$를 돌려줍니다.",
        "`predict` is $wx + b$ for every entry of `x`.",
        AT,
        Equals(lambda x, w, b: predicted(w, x, b)),
    ),
    kept("predict", AT),
    values(
        "mse",
        "`mse` 함수는 평균 제곱 오차 하나를 돌려줍니다.",
        "`mse` is the mean squared error, one number.",
        DATA,
        Equals(mse),
    ),
    kept("mse", DATA),
    values(
        "mse_grad",
        "`mse_grad` 함수는 손실을 $w$와 $b$로 미분한 값을 돌려줍니다.",
        "`mse_grad` gives the derivatives of the loss by $w$ and $b$.",
        DATA,
        exactly(mse_grad),
    ),
    Property(
        "mse_grad.slope",
        Text(
            "`mse_grad` 함수의 값은 제출한 `mse` 함수를 중앙 차분으로 수치 미분한 값과 일치합니다.",
            "`mse_grad` agrees with the slopes of your own `mse`, measured by central differences.",
        ),
        "mse_grad",
        DATA,
        Agrees(differences, atol=1e-3),
        (
            Probe("mse_grad"),
            Probe("mse", lambda x, y, w, b: (x, y, w + H, b)),
            Probe("mse", lambda x, y, w, b: (x, y, w - H, b)),
            Probe("mse", lambda x, y, w, b: (x, y, w, b + H)),
            Probe("mse", lambda x, y, w, b: (x, y, w, b - H)),
        ),
    ),
    kept("mse_grad", DATA),
    values(
        "batch_step",
        "`batch_step` 함수는 전체 데이터로 $w$와 $b$를 동시에 한 번 갱신합니다.",
        "`batch_step` updates $w$ and $b$ together, once, from all the data.",
        STEPS,
        exactly(batch_step),
    ),
    kept("batch_step", STEPS),
    values(
        "sgd_epoch",
        "`sgd_epoch` 함수는 `order`의 순서대로 표본마다, 그때의 $w$와 $b$로 예측하여 갱신합니다.",
        "`sgd_epoch` updates for every sample in the order given, from a prediction by the current $w$ and $b$.",
        ORDERS,
        exactly(sgd_epoch),
    ),
    kept("sgd_epoch", ORDERS),
    values(
        "minibatch_epoch",
        "`minibatch_epoch` 함수는 배치마다 그 배치의 평균 기울기로 한 번 갱신합니다.",
        "`minibatch_epoch` updates once for every batch, from the mean gradient of that batch.",
        BATCHES,
        exactly(epoch),
    ),
    Property(
        "minibatch_epoch.uneven",
        Text(
            "`minibatch_epoch` 함수는 배치의 크기가 서로 달라도 옳은 값을 돌려줍니다.",
            "`minibatch_epoch` is right when the batches differ in size.",
        ),
        "minibatch_epoch",
        UNEVEN,
        exactly(epoch),
        hidden=True,
    ),
    kept("minibatch_epoch", BATCHES),
)

FUNCTIONS = (
    FunctionSpec("predict", ("x", "w", "b"), Text("직선의 예측값 $wx + b$", "the line's predictions $wx + b$")),
    FunctionSpec(
        "mse",
        ("x", "y", "w", "b"),
        Text(
            "평균 제곱 오차 $L = (1/N) \\sum (y_i - p_i)^2$. $p_i$는 예측값이고, ½은 곱하지 않습니다.",
            "the mean squared error $L = (1/N) \\sum (y_i - p_i)^2$ of the predictions $p_i$, with no factor ½",
        ),
    ),
    FunctionSpec(
        "mse_grad",
        ("x", "y", "w", "b"),
        Text(
            "$L$을 $w$와 $b$로 미분한 값. `(dw, db)`를 돌려줍니다.",
            "the derivatives of $L$ by $w$ and $b$; returns `(dw, db)`",
        ),
    ),
    FunctionSpec(
        "batch_step",
        ("x", "y", "w", "b", "alpha"),
        Text(
            "전체 데이터를 쓰는 경사 하강법 한 단계. 기울기는 모두 갱신하기 전의 값으로 구합니다. `(w, b)`를 "
            "돌려줍니다.",
            "one step of gradient descent on all the data, both slopes taken before the update; returns `(w, b)`",
        ),
    ),
    FunctionSpec(
        "sgd_epoch",
        ("x", "y", "w", "b", "alpha", "order"),
        Text(
            "표본 하나로 한 단계씩, 번호 리스트 `order`의 순서대로 갱신. 마지막 `(w, b)`를 돌려줍니다.",
            "one step for each sample, in the order of the list of indices `order`; returns the last `(w, b)`",
        ),
    ),
    FunctionSpec(
        "minibatch_epoch",
        ("x", "y", "w", "b", "alpha", "batches"),
        Text(
            "번호 리스트의 리스트 `batches`에 있는 배치마다 한 단계씩 갱신. 기울기는 그 배치의 평균입니다. "
            "마지막 `(w, b)`를 돌려줍니다.",
            "one step for each batch in `batches`, a list of lists of indices, with the mean gradient of that batch; "
            "returns the last `(w, b)`",
        ),
    ),
)

TASK = CodeTask(
    id="code.line_gd",
    version="1.0",
    title=Text("직선의 경사 하강법", "Gradient descent of a line"),
    topics=("regression", "gradient descent"),
    coverage=("C-017", "C-045", "C-076", "C-077", "C-078"),
    introduction=Text(
        "직선 $\\hat{y} = wx + b$를 데이터에 맞추는 함수를 NumPy로 작성하십시오. `x`와 `y`는 길이가 $N$인 1차원 실수 "
        "배열이고, `w`, `b`, `alpha`(학습률)는 수입니다. $w$와 $b$를 모두 학습하며, 받은 배열과 리스트는 "
        "바꾸지 않습니다.",
        "Write functions that fit the line $\\hat{y} = wx + b$ to data, with NumPy. `x` and `y` are 1-D arrays of $N$ "
        "real numbers; `w`, `b` and `alpha` (the learning rate) are numbers. Both $w$ and $b$ are trained, and the "
        "arrays and lists that come in stay as they were.",
    ),
    functions=FUNCTIONS,
    properties=PROPERTIES,
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 1, "memory_mb": 256},
)
