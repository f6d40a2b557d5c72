"""Loss functions and their gradients with respect to the prediction, for one vector or a batch of rows."""

from functools import partial
from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Grid, Inputs
from problems.code.model_answers.losses import ALTERNATIVES, SOLUTION
from problems.code.mutants.losses import MUTANTS
from problems.code.task import CodeTask, Equals, FunctionSpec, KeepsArguments, Law, Probe, Property, ReturnsArray
from reference.losses import BCE, CE, HALF_MSE, HALF_SUM, MSE, Loss
from reference.text import Text

H = 1 / 256  # exact in binary, and small beside every prediction at which a slope is measured

LOSSES = {"mse": MSE, "half_mse": HALF_MSE, "half_sum": HALF_SUM, "binary_cross_entropy": BCE, "cross_entropy": CE}


def as_units(loss: Loss, y: Any, p: Any) -> Args:
    """The arguments of a loss's formulas: units in rows, and how many the loss averages over.

    What a target of 0 multiplies in a cross entropy counts as 0, even the logarithm of 0.
    """
    targets, predictions = np.atleast_2d(y).T, np.atleast_2d(p).T
    if loss is CE:
        predictions = np.where(targets == 0, 1.0, predictions)
    return targets, predictions, {"cells": np.size(p), "examples": len(np.atleast_2d(p)), "nothing": 1}[loss.averages]


def value(loss: Loss, y: Any, p: Any) -> Any:
    """The loss of a vector or of a batch of rows."""
    return loss.value(*as_units(loss, y, p))[0, 0]


def gradient(loss: Loss, y: Any, p: Any) -> Any:
    """Its gradient with respect to p, in the shape of p."""
    return loss.gradient(*as_units(loss, y, p)).T.reshape(np.shape(p))


def tilted(p: Any) -> Any:
    """A direction in which every entry moves by another amount."""
    return (1 / (1 + np.arange(np.size(p)))).reshape(np.shape(p))


def alternating(p: Any) -> Any:
    """Another such direction."""
    return tilted(p) * ((-1.0) ** np.arange(np.size(p))).reshape(np.shape(p))


def moved(direction: Any, step: float, y: Any, p: Any) -> Args:
    """The arguments with the prediction moved along a direction."""
    return y, p + step * direction(p)


DIRECTIONS = (tilted, alternating)
MOVES = tuple((direction, step) for direction in DIRECTIONS for step in (H, -H))


def is_slope(args: Args, results: tuple[Any, ...]) -> bool:
    """The gradient along each direction is the difference of the student's own losses, and not always 0."""
    found, *losses = results
    if any(isinstance(result, tuple) for result in results):
        return False  # arrays of different shapes
    if np.shape(found) != np.shape(args[1]) or any(np.ndim(loss) for loss in losses):
        return False
    own = (np.array(losses[::2]) - np.array(losses[1::2])) / (2 * H)
    along = np.array([np.sum(found * direction(args[1])) for direction in DIRECTIONS])
    return bool(np.abs(own).max() > 1e-3 and np.allclose(along, own, rtol=2e-3, atol=1e-3))


def pair(cells: Any) -> Args:
    """Target and prediction of a squared error."""
    return cells[0], cells[1]


def binary(cells: Any) -> Args:
    """Targets 0 and 1, and predictions between."""
    return (cells[0] > 0.5).astype(int), cells[1]


def one_hot(cells: Any) -> Args:
    """One-hot targets, as integers, and rows of probabilities with two decimals."""
    shares = np.round(cells[1] / cells[1].sum(axis=-1, keepdims=True), 2)
    shares[..., -1] = np.round(1 - shares[..., :-1].sum(axis=-1), 2)
    return (np.argmax(cells[0], axis=-1)[..., None] == np.arange(cells.shape[-1])).astype(int), shares


def given(y: Any, p: Any) -> Args:
    """A pair that the author wrote."""
    return np.array(y), np.array(p, dtype=float)


VECTOR, BATCH = ((2, 2), (2, 5)), ((2, 2), (2, 4), (2, 4))
REALS = Inputs(
    "reals",
    (Array(Grid(-4, 4), VECTOR),),
    always=(given([1.0, 0.0], [0.0, 0.0]), given([1.0, 2.0, 0.5], [2.0, -1.0, 0.0])),
    draws=2,
    make=pair,
)
REAL_ROWS = Inputs(
    "real_rows",
    (Array(Grid(-4, 4), BATCH),),
    always=(
        given([[1.0, 0.0], [0.0, 2.0]], [[0.0, 3.0], [0.5, 0.0]]),
        given([[1.0, 0.0], [0.0, 0.5], [2.0, 1.0]], [[0.0, 3.0], [0.5, 0.0], [1.0, -1.0]]),
        given([[1.0, 0.0, 2.0], [0.5, 0.0, -1.0]], [[0.0, 3.0, 1.5], [0.0, 0.0, 1.0]]),
    ),
    draws=2,
    make=pair,
)
CHANCES = Inputs(
    "chances",
    (Array(Grid(0.05, 0.95, decimals=2), VECTOR),),
    always=(given([1, 0], [0.75, 0.5]), given([1, 0, 1], [0.9, 0.2, 0.6])),
    draws=2,
    make=binary,
)
CHANCE_ROWS = Inputs(
    "chance_rows",
    (Array(Grid(0.05, 0.95, decimals=2), BATCH),),
    always=(
        given([[1, 0], [0, 0]], [[0.75, 0.5], [0.25, 0.1]]),
        given([[1], [0], [1]], [[0.9], [0.2], [0.6]]),
        given([[1, 0, 1], [0, 1, 0]], [[0.9, 0.2, 0.6], [0.4, 0.3, 0.7]]),
    ),
    draws=2,
    make=binary,
)
SHARES = Inputs(
    "shares",
    (Array(Grid(1, 9, decimals=0), VECTOR),),
    always=(given([0, 1], [0.5, 0.5]), given([1, 0, 0], [0.7, 0.2, 0.1]), given([0, 0, 1], [0.2, 0.3, 0.5])),
    draws=2,
    make=one_hot,
)
SHARE_ROWS = Inputs(
    "share_rows",
    (Array(Grid(1, 9, decimals=0), BATCH),),
    always=(
        given([[1, 0], [0, 1]], [[0.75, 0.25], [0.5, 0.5]]),
        given([[1, 0, 0], [0, 0, 1]], [[0.7, 0.2, 0.1], [0.1, 0.5, 0.4]]),
        given([[0, 1], [1, 0], [0, 1]], [[0.6, 0.4], [0.9, 0.1], [0.2, 0.8]]),
    ),
    draws=2,
    make=one_hot,
)
HELD_REALS = Inputs(
    "held_reals",
    (Array(Grid(-4, 4), BATCH),),
    always=(
        given([[0.0, 1.5], [-1.0, 0.0]], [[2.0, 0.0], [0.0, 0.5]]),
        given([[0.5, 1.0], [0.0, -2.0], [1.5, 0.0]], [[1.0, 0.0], [2.5, 0.0], [0.0, 1.0]]),
        given([[0.0, 2.0, 1.0], [1.5, -0.5, 0.0]], [[1.0, 0.0, 3.0], [0.0, 2.0, 0.5]]),
    ),
    draws=2,
    make=pair,
)
HELD_CHANCES = Inputs(
    "held_chances",
    (Array(Grid(0.05, 0.95, decimals=2), BATCH),),
    always=(
        given([[0, 1], [1, 1]], [[0.3, 0.6], [0.8, 0.45]]),
        given([[0], [1], [0]], [[0.15], [0.7], [0.35]]),
        given([[0, 1, 1], [1, 0, 0]], [[0.2, 0.85, 0.4], [0.55, 0.1, 0.65]]),
    ),
    draws=2,
    make=binary,
)
HELD_SHARES = Inputs(
    "held_shares",
    (Array(Grid(1, 9, decimals=0), BATCH),),
    always=(
        given([[0, 1], [1, 0]], [[0.35, 0.65], [0.8, 0.2]]),
        given([[0, 1, 0], [1, 0, 0]], [[0.15, 0.25, 0.6], [0.45, 0.35, 0.2]]),
        given([[1, 0], [0, 1], [1, 0]], [[0.55, 0.45], [0.7, 0.3], [0.95, 0.05]]),
    ),
    draws=2,
    make=one_hot,
)
CERTAIN = Inputs(
    "certain",
    (),
    always=(
        given([1, 0], [1, 0]),
        given([0, 1, 0], [0, 0.5, 0.5]),
        given([[1, 0], [0, 1]], [[1, 0], [0.75, 0.25]]),
    ),
    draws=0,
)
MEASURED = Inputs(
    "measured",
    (),
    always=(given([1, 0], [0.5, 0.5]), given([[1, 0, 0], [0, 0, 1]], [[0.5, 0.3, 0.2], [0.25, 0.25, 0.5]])),
    draws=0,
)
INPUTS = {BCE: (CHANCES, CHANCE_ROWS), CE: (SHARES, SHARE_ROWS)}
HELD_BACK = {BCE: HELD_CHANCES, CE: HELD_SHARES}  # what is hidden must stand in no public property


def of_value(name: str, loss: Loss) -> tuple[Property, ...]:
    vector, batch = INPUTS.get(loss, (REALS, REAL_ROWS))
    oracle = Equals(partial(value, loss))
    sentences = (
        Text(
            f"`{name}` 함수는 1차원 배열에서 옳은 값을 수 하나로 돌려줍니다.",
            f"`{name}` is right for 1-D arrays, as one number.",
        ),
        Text(
            f"`{name}` 함수는 2차원 배열에서 옳은 값을 수 하나로 돌려줍니다.",
            f"`{name}` is right for 2-D arrays, as one number.",
        ),
        Text(
            f"`{name}` 함수는 받은 배열을 바꾸지 않습니다.",
            f"`{name}` leaves the arrays that it is given as they were.",
        ),
    )
    return (
        Property(f"{name}.values", sentences[0], name, vector, oracle),
        Property(f"{name}.batch", sentences[1], name, batch, oracle),
        Property(f"{name}.keeps", sentences[2], name, vector, KeepsArguments(), after=f"{name}.values"),
    )


def of_gradient(name: str, loss: Loss) -> tuple[Property, ...]:
    (vector, _), batch = INPUTS.get(loss, (REALS, REAL_ROWS)), HELD_BACK.get(loss, HELD_REALS)
    oracle, of = Equals(partial(gradient, loss)), f"{name}_grad"
    sentences = (
        Text(
            f"`{of}` 함수는 1차원 배열에서 `{name}`의 기울기를 돌려줍니다.",
            f"`{of}` is the gradient of `{name}` for 1-D arrays.",
        ),
        Text(
            f"`{of}` 함수는 2차원 배열에서 `{name}`의 기울기를 돌려줍니다.",
            f"`{of}` is the gradient of `{name}` for 2-D arrays.",
        ),
        Text(
            f"`{of}` 함수의 값은 제출한 `{name}` 함수를 중앙 차분으로 수치 미분한 값과 일치합니다.",
            f"`{of}` agrees with the slope of your own `{name}`, measured by central differences.",
        ),
        Text(
            f"`{of}` 함수는 `p`와 모양이 같은 새 숫자 배열을 돌려주고, 받은 배열은 바꾸지 않습니다.",
            f"`{of}` returns a new array of numbers in the shape of `p`, and leaves its arguments as they were.",
        ),
    )
    slope = Law(is_slope, any_shape=True)
    probes = (Probe(of), *(Probe(name, partial(moved, direction, step)) for direction, step in MOVES))
    return (
        Property(f"{of}.values", sentences[0], of, vector, oracle),
        Property(f"{of}.batch", sentences[1], of, batch, oracle, hidden=True),
        Property(f"{of}.slope", sentences[2], of, MEASURED, slope, probes),
        Property(f"{of}.array", sentences[3], of, vector, ReturnsArray(), after=f"{of}.values"),
    )


AT_CERTAINTY = Property(
    "cross_entropy.certain",
    Text(
        "`cross_entropy` 함수는 정답이 아닌 클래스의 확률이 0이어도 nan 없이 옳은 값을 돌려줍니다.",
        "`cross_entropy` is right, without nan, where a class that is not the target has probability 0.",
    ),
    "cross_entropy",
    CERTAIN,
    Equals(partial(value, CE)),
)

CONTRACTS = {
    "mse": Text("평균 제곱 오차 `sum((y - p)**2) / N`", "the mean squared error `sum((y - p)**2) / N`"),
    "half_mse": Text(
        "1/2을 곱한 평균 제곱 오차 `sum((y - p)**2) / (2 * N)`", "half the mean, `sum((y - p)**2) / (2 * N)`"
    ),
    "half_sum": Text("제곱 오차 합의 절반 `sum((y - p)**2) / 2`", "half the sum, `sum((y - p)**2) / 2`"),
    "binary_cross_entropy": Text(
        "이진 교차 엔트로피 `-sum(y * log(p) + (1 - y) * log(1 - p)) / N`. `y`는 0 또는 1, $0 < p < 1$",
        "the binary cross entropy `-sum(y * log(p) + (1 - y) * log(1 - p)) / N`; `y` is 0 or 1, and $0 < p < 1$",
    ),
    "cross_entropy": Text(
        "교차 엔트로피 `-sum(y * log(p)) / M`. `y`는 원-핫이고, 정답이 아닌 클래스의 `p`는 0일 수도 있음(그 항은 0)",
        "the cross entropy `-sum(y * log(p)) / M`; `y` is one-hot, and `p` may be 0 for other classes than the target "
        "(such a term is 0)",
    ),
}


def specified(name: str) -> tuple[FunctionSpec, FunctionSpec]:
    slope = Text(f"`p`에 대한 `{name}`의 기울기", f"the gradient of `{name}` with respect to `p`")
    if name == "cross_entropy":
        slope += Text(" ($p > 0$)", " (here $p > 0$)")
    return FunctionSpec(name, ("y", "p"), CONTRACTS[name]), FunctionSpec(f"{name}_grad", ("y", "p"), slope)


INTRODUCTION = Text(
    "손실 함수와 그 기울기를 NumPy로 작성하십시오. `y`는 목표값, `p`는 예측값이며 모양이 같은 배열입니다. "
    "1차원 배열이거나, 행마다 표본이 하나인 2차원 배열입니다. `y`는 정수 배열일 수도 있습니다.\n\n"
    "손실은 수 하나이고, 기울기는 `p`와 모양이 같은 새 배열입니다. $N$은 배열의 모든 원소의 수(2차원이면 행 × 열)이고, "
    "교차 엔트로피의 $M$은 표본의 수(2차원이면 행의 수, 1차원이면 1)입니다. 로그는 자연로그입니다. "
    "로그 안에 $10^{-7}$ 이하의 작은 수를 더하거나 그만큼 잘라 내도(clip) 됩니다.",
    "Write these losses and their gradients with NumPy. `y` is the target and `p` the prediction, arrays of one shape: "
    "1-D, or 2-D with one sample a row. `y` may be an array of integers.\n\n"
    "A loss is one number; a gradient is a new array in the shape of `p`. $N$ counts all entries of the array (rows "
    "times columns in 2-D); $M$ in the cross entropy counts samples (rows in 2-D, 1 in 1-D). Logarithms are natural. "
    "You may add a small number of at most $10^{-7}$ inside a logarithm, or clip by as much.",
)

TASK = CodeTask(
    id="code.losses",
    version="1.0",
    title=Text("손실 함수와 기울기", "Losses and their gradients"),
    topics=("loss", "derivative"),
    coverage=("C-044", "C-045", "C-046", "C-047", "C-048", "C-049"),
    introduction=INTRODUCTION,
    functions=tuple(spec for name in LOSSES for spec in specified(name)),
    properties=(
        *(prop for name, loss in LOSSES.items() for build in (of_value, of_gradient) for prop in build(name, loss)),
        AT_CERTAINTY,
    ),
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 1, "memory_mb": 256},
)
