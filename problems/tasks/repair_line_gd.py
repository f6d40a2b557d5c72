"""A listing of gradient descent of a line to repair: the mean squared error's gradient, and learning row by row."""

from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Grid, Inputs, Picked
from problems.code.listings.line_gd import LISTING, MUTANTS, REPAIRS
from problems.code.repairs import TO_REPAIR
from problems.code.task import CodeTask, FunctionSpec, KeepsArguments, Property
from problems.tasks.line_gd import DATA, RATES, exactly, sgd_epoch
from problems.tasks.line_gd import TASK as LINE_GD
from reference.text import Text, joined


def sgd(*args: Any) -> tuple[Any, Any]:
    """The line after some epochs, each through all rows in order."""
    *data, epochs = args
    return sgd_epoch(*data, list(range(len(data[0]))) * epochs)


def rows(*numbers: Any, x: tuple[float, ...] = (1, 2, 0.5), y: tuple[float, ...] = (3, 1, 2)) -> Args:
    return (np.array(x, dtype=float), np.array(y, dtype=float), *numbers)


def learnt(name: str, always: tuple[Args, ...], epochs: tuple[int, ...], draws: int = 4) -> Inputs:
    return Inputs(
        name,
        (Array(Grid(-2, 2), ((2, 2), (2, 5))), Grid(-2, 2), Grid(-2, 2), RATES, Picked(epochs)),
        always,
        draws,
        make=lambda block, *numbers: (block[0].copy(), block[1].copy(), *numbers),
    )


ONE_EPOCH = learnt("one_epoch", (rows(0, 0, 0.1, 1, x=(1, 2), y=(3, 1)), rows(0.5, -1, 0.05, 1)), (1,))
EPOCHS = learnt("epochs", (rows(0, 0, 0.1, 2, x=(1, 2), y=(3, 1)), rows(0.5, -1, 0.05, 3)), (2, 3))
MORE_EPOCHS = learnt("more_epochs", (rows(0.5, 1, 0.1, 5),), (4, 6), draws=2)


def of_sgd(name: str, inputs: Inputs, sentence: Text, *, hidden: bool = False) -> Property:
    return Property(f"sgd.{name}", sentence, "sgd", inputs, exactly(sgd), hidden=hidden)


SHOULD = Text(
    "직선 $\\hat{y} = wx + b$를 데이터에 맞추는 프로그램입니다. `x`와 `y`는 길이가 $N$인 1차원 실수 배열이고, `w`, "
    "`b`, `alpha`(학습률)는 수입니다. 손실은 평균 제곱 오차 $L = (1/N) \\sum (y_i - \\hat{y}_i)^2$이며 ½은 "
    "곱하지 않습니다. 받은 배열은 바꾸지 않아야 합니다.",
    "A program that fits the line $\\hat{y} = wx + b$ to data. `x` and `y` are 1-D arrays of $N$ real numbers; `w`, "
    "`b` and `alpha` (the learning rate) are numbers. The loss is the mean squared error "
    "$L = (1/N) \\sum (y_i - \\hat{y}_i)^2$, with no factor ½. The arrays that come in should stay as they were.",
)

FUNCTIONS = (
    *(function for function in LINE_GD.functions if function.name == "mse_grad"),
    FunctionSpec(
        "sgd",
        ("x", "y", "w", "b", "alpha", "epochs"),
        Text(
            "확률적 경사 하강법. 에포크마다 모든 표본을 앞에서부터 차례로 쓰며, 표본 하나마다 그때의 $w$, $b$로 구한 "
            "오차 제곱의 기울기로 한 단계 갱신합니다. 마지막 `(w, b)`를 돌려줍니다.",
            "stochastic gradient descent: every epoch goes through all samples from the first on, and each sample "
            "makes one step along the gradient of its squared error at the current $w$ and $b$; returns the last "
            "`(w, b)`",
        ),
    ),
)

PROPERTIES = (
    *(prop for prop in LINE_GD.properties if prop.id == "mse_grad.values"),
    Property(
        "mse_grad.kept",
        Text(
            "`mse_grad` 함수는 받은 배열을 바꾸지 않습니다.", "`mse_grad` leaves the arrays it is given as they were."
        ),
        "mse_grad",
        DATA,
        KeepsArguments(),
        after="mse_grad.values",
    ),
    of_sgd(
        "epoch",
        ONE_EPOCH,
        Text(
            "`sgd` 함수는 한 에포크 동안 표본마다 갱신한 $w$와 $b$를 돌려줍니다.",
            "`sgd` gives $w$ and $b$ after one epoch, updated for every sample.",
        ),
    ),
    of_sgd(
        "epochs",
        EPOCHS,
        Text("`sgd` 함수는 여러 에포크에서도 옳은 값을 돌려줍니다.", "`sgd` is right for several epochs too."),
    ),
    of_sgd(
        "more",
        MORE_EPOCHS,
        Text("`sgd` 함수는 에포크가 더 많아도 옳은 값을 돌려줍니다.", "`sgd` is right for more epochs still."),
        hidden=True,
    ),
    Property(
        "sgd.kept",
        Text("`sgd` 함수는 받은 배열을 바꾸지 않습니다.", "`sgd` leaves the arrays it is given as they were."),
        "sgd",
        EPOCHS,
        KeepsArguments(),
        after="sgd.epochs",
    ),
)

TASK = CodeTask(
    id="code.repair_line_gd",
    version="1.0",
    title=Text("직선의 경사 하강법 프로그램 고치기", "Repair the gradient descent of a line"),
    topics=("regression", "gradient descent", "debugging"),
    coverage=("C-045", "C-077"),
    introduction=joined([SHOULD, TO_REPAIR], "\n\n"),
    functions=FUNCTIONS,
    properties=PROPERTIES,
    solution=LISTING.repaired,
    mutants=MUTANTS,
    alternatives=REPAIRS,
    limits={"cpu_s": 1, "memory_mb": 256},
    listing=LISTING.source,
)
