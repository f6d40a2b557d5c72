"""A listing of a training step to repair: a network with one hidden layer, forward, back and updated.

Sigmoids in both layers, no biases, and half the sum of squared errors, so that the output's delta has no 2.
"""

from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Grid, Inputs, Picked
from problems.code.listings.backprop import LISTING, MUTANTS, REPAIRS
from problems.code.repairs import TO_REPAIR
from problems.code.task import CodeTask, EqualsParts, FunctionSpec, KeepsArguments, Property
from reference.activations import sigmoid, sigmoid_slope
from reference.backprop import descend, linear, sent_back, weight_gradient
from reference.losses import HALF_SUM
from reference.text import Text, joined

Pair = tuple[Any, Any]
MOST = 3 + 3 + 3 * 3 + 3 * 3


def forward(x: Any, W1: Any, W2: Any) -> Pair:
    """Outputs of the hidden layer and of the network."""
    h = sigmoid(linear(W1, x))
    return h, sigmoid(linear(W2, h))


def train_step(x: Any, y: Any, W1: Any, W2: Any, alpha: Any) -> Pair:
    """Both matrices after one step on one example, the gradients taken with the weights before it."""
    h, p = (part[:, None] for part in forward(x, W1, W2))
    delta2 = HALF_SUM.gradient(y[:, None], p, 1) * sigmoid_slope(p)
    delta1 = sent_back(W2, delta2) * sigmoid_slope(h)
    return (
        descend(W1, weight_gradient(delta1, x[:, None]), alpha),
        descend(W2, weight_gradient(delta2, h), alpha),
    )


def network(sizes: tuple[int, int, int], cells: Any) -> tuple[Any, Any, Any, Any]:
    """Input, target and weights of a network of these sizes, cut from one row of drawn numbers."""
    n, hidden, outputs = sizes
    x, y, w1, w2, _ = np.split(cells, np.cumsum([n, outputs, hidden * n, outputs * hidden]))
    return x, (y > 0).astype(float), w1.reshape(hidden, n), w2.reshape(outputs, hidden)


def step_arguments(sizes: tuple[int, int, int], cells: Any, alpha: float) -> Args:
    return (*network(sizes, cells), alpha)


def pass_arguments(sizes: tuple[int, int, int], cells: Any) -> Args:
    x, _, w1, w2 = network(sizes, cells)
    return x, w1, w2


CELLS = Array(Grid(-2, 2, avoid=(0,)), ((MOST, MOST),))
AUTHOR = np.resize([0.5, -1.0, 0.8, 1.5, -0.4, 0.6, -0.9], MOST)
OBLONG = Picked(((2, 3, 1), (3, 2, 2), (1, 3, 2)))
SQUARE = Picked(((2, 2, 2), (2, 2, 1), (3, 3, 3)))
RATES = Picked((0.5, 0.25, 0.8))


def passes(name: str, sizes: Picked) -> Inputs:
    always = tuple(pass_arguments(size, AUTHOR) for size in sizes.values[:2])
    return Inputs(name, (sizes, CELLS), always, draws=3, make=pass_arguments)


def steps(name: str, sizes: Picked) -> Inputs:
    always = tuple(step_arguments(size, AUTHOR, 0.5) for size in sizes.values[:2])
    return Inputs(name, (sizes, CELLS, RATES), always, draws=3, make=step_arguments)


FORWARD, STEPS, SQUARE_STEPS = passes("passes", OBLONG), steps("steps", OBLONG), steps("square_steps", SQUARE)

PROPERTIES = (
    Property(
        "forward.values",
        Text(
            "`forward` 함수는 은닉층의 출력과 신경망의 출력을 돌려줍니다.",
            "`forward` gives the outputs of the hidden layer and of the network.",
        ),
        "forward",
        FORWARD,
        EqualsParts(forward),
    ),
    Property(
        "forward.square",
        Text(
            "`forward` 함수는 가중치가 정사각 행렬이어도 옳은 값을 돌려줍니다.",
            "`forward` is right for square matrices of weights too.",
        ),
        "forward",
        passes("square_passes", SQUARE),
        EqualsParts(forward),
    ),
    Property(
        "train_step.values",
        Text(
            "`train_step` 함수는 층마다 유닛의 수가 다른 신경망에서 한 단계 뒤의 `W1`과 `W2`를 돌려줍니다.",
            "`train_step` gives `W1` and `W2` after one step of a network whose layers differ in size.",
        ),
        "train_step",
        STEPS,
        EqualsParts(train_step),
    ),
    Property(
        "train_step.square",
        Text(
            "`train_step` 함수는 가중치가 정사각 행렬이어도 옳은 값을 돌려줍니다.",
            "`train_step` is right for square matrices of weights too.",
        ),
        "train_step",
        SQUARE_STEPS,
        EqualsParts(train_step),
    ),
    Property(
        "train_step.kept",
        Text(
            "`train_step` 함수는 받은 배열을 하나도 바꾸지 않습니다.",
            "`train_step` leaves all arrays it is given as they were.",
        ),
        "train_step",
        STEPS,
        KeepsArguments(),
        after="train_step.values",
    ),
)

SHOULD = Text(
    "은닉층이 하나인 신경망을 표본 하나로 한 단계 학습하는 프로그램입니다. 입력 `x`와 목표값 `y`는 1차원 배열이고, "
    "`W1`의 각 행은 은닉 유닛 하나로, `W2`의 각 행은 출력 유닛 하나로 들어가는 가중치입니다. 편향은 없으며, 두 층 모두 "
    "시그모이드를 씁니다. 손실은 $E = \\frac{1}{2} \\sum (p_k - y_k)^2$이고, 기울기는 모두 갱신하기 전의 가중치로 "
    "구합니다. 받은 배열은 바꾸지 않아야 합니다.",
    "A program that trains a network with one hidden layer for one step on one example. The input `x` and the target "
    "`y` are 1-D arrays; each row of `W1` holds the weights into one hidden unit, each row of `W2` those into one "
    "output. There are no biases, and both layers use the sigmoid. The loss is "
    "$E = \\frac{1}{2} \\sum (p_k - y_k)^2$, and all gradients are taken with the weights from before the update. The "
    "arrays that come in should stay as they were.",
)

TASK = CodeTask(
    id="code.repair_backprop",
    version="1.0",
    title=Text("역전파 프로그램 고치기", "Repair the backpropagation"),
    topics=("backprop", "debugging"),
    coverage=("C-060", "C-061", "C-064"),
    introduction=joined([SHOULD, TO_REPAIR], "\n\n"),
    functions=(
        FunctionSpec(
            "forward",
            ("x", "W1", "W2"),
            Text(
                "순전파. 은닉층의 출력 `h`와 신경망의 출력 `p`를 `(h, p)`로 돌려줍니다.",
                "the forward pass; returns `(h, p)`, the outputs of the hidden layer and of the network",
            ),
        ),
        FunctionSpec(
            "train_step",
            ("x", "y", "W1", "W2", "alpha"),
            Text(
                "학습률이 `alpha`인 경사 하강법 한 단계. 갱신한 `(W1, W2)`를 돌려줍니다.",
                "one step of gradient descent with learning rate `alpha`; returns the updated `(W1, W2)`",
            ),
        ),
    ),
    properties=PROPERTIES,
    solution=LISTING.repaired,
    mutants=MUTANTS,
    alternatives=REPAIRS,
    limits={"cpu_s": 1, "memory_mb": 256},
    listing=LISTING.source,
)
