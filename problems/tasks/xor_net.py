"""A network with one hidden layer that must learn XOR, and any other truth table of two inputs."""

from itertools import product
from typing import Any

import numpy as np

from problems.code import multilayer as mlp
from problems.code import table_networks as net
from problems.code.inputs import Args, Inputs, Picked
from problems.code.model_answers.xor_net import ALTERNATIVES, SOLUTION
from problems.code.mutants.xor_net import MUTANTS
from problems.code.task import CodeTask, Equals, EqualsParts, FunctionSpec, Judge, KeepsArguments, Law, Probe, Property
from reference.gates import GATES, ROWS, exclusive_or
from reference.text import Text

SHOWN_SEEDS, OTHER_SEEDS = (0, 1, 2), tuple(range(3, 10))
XOR = tuple(int(exclusive_or(*row)) for row in ROWS)
XNOR = tuple(1 - output for output in XOR)
TABLES = tuple(outputs for outputs in product((0, 1), repeat=len(ROWS)) if len(set(outputs)) > 1)
IN_ORDER = (0, 1, 2, 3)
ORDERS = ((3, 1, 0, 2), (2, 0, 3, 1), (1, 3, 2, 0))


def packed(args: Args) -> Args:
    """The arguments of a network of two layers with its parameters in one tuple."""
    x, y, W, b = args
    return x, y, (W[0], b[0], W[1], b[1])


def table(outputs: tuple[int, ...], seed: int, order: tuple[int, ...] = IN_ORDER, kind: type = float) -> Args:
    """The arguments of a training."""
    chosen = list(order)
    return np.array(ROWS, dtype=kind)[chosen], np.array(outputs, dtype=kind)[chosen, None], seed


def of_table(outputs: tuple[int, ...], hidden: int, eta: float) -> Args:
    """The arguments of a step on a whole table, in whole numbers as one types them."""
    X, y, _ = table(outputs, 0, kind=int)
    return X, y, packed(mlp.case(1, 2, hidden, 1))[2], eta


def predictions(name: str, always: tuple[Args, ...], *shapes: tuple[mlp.Units, int]) -> Inputs:
    """Rows and parameters."""

    def make(cells: Any, shape: tuple[mlp.Units, int]) -> Args:
        X, _, params = packed(mlp.network(cells, *shape))
        return X, params

    return Inputs(name, mlp.drawn("float64", *shapes), tuple((X, p) for X, _, p in map(packed, always)), 2, make)


def steps(name: str, always: tuple[Args, ...], *shapes: tuple[mlp.Units, int]) -> Inputs:
    """Rows, targets, parameters and a learning rate."""
    parts = (*mlp.drawn("float64", *shapes), Picked((0.5, 0.25, 2.0)))
    return Inputs(name, parts, always, 2, lambda cells, shape, eta: (*packed(mlp.network(cells, *shape)), eta))


ONE_ROW = predictions("one_row", (mlp.case(1, 2, 1, 1), mlp.case(1, 2, 2, 1)), ((2, 3, 1), 1), ((2, 4, 1), 1))
ROWS_OF = predictions("rows", (mlp.case(2, 2, 2, 1), mlp.case(4, 2, 3, 1)), ((2, 4, 1), 4), ((2, 2, 1), 3))
STEPS = steps(
    "steps",
    ((*packed(mlp.case(1, 2, 1, 1)), 0.5), (*packed(mlp.case(2, 2, 2, 1)), 2.0)),
    ((2, 3, 1), 4),
    ((2, 2, 1), 3),
)
TABLE_STEPS = Inputs("table_steps", (), (of_table(XOR, 2, 0.5), of_table(XNOR, 3, 2.0)), draws=0)
HIDDEN_STEPS = steps("hidden_steps", ((*packed(mlp.case(3, 2, 4, 1)), 0.25),), ((2, 5, 1), 4), ((2, 3, 1), 5))
INITIAL = Inputs("seeds", (), always=((0,), (1,), (7,)), draws=0)
LEARNING = Inputs("xor", (), always=tuple(table(XOR, seed) for seed in SHOWN_SEEDS), draws=0)
OTHERS = Inputs(
    "tables",
    (),
    always=(table(XNOR, 0), table(GATES["x2 AND NOT x1"], 1, ORDERS[0]), table(GATES["NAND"], 2, ORDERS[1])),
    draws=0,
)
AGAIN = Inputs("again", (), always=(table(XOR, 3),), draws=0)
ANY = Inputs(
    "any",
    (Picked(TABLES), Picked(OTHER_SEEDS), Picked((IN_ORDER, *ORDERS))),
    always=(table(XNOR, 5, ORDERS[2]), table(XOR, 8, ORDERS[1])),  # what a line separates is learnt by much less
    draws=3,
    make=table,
)


def asked(id: str, inputs: Inputs, judge: Judge, ko: str, en: str, *, hidden: bool = False) -> Property:  # noqa: A002
    """A property of the function that its id begins with; `{}` in a sentence stands for that function."""
    function = id.partition(".")[0]
    sentence = Text(ko.format(f"`{function}` 함수"), en.format(f"`{function}`"))
    return Property(id, sentence, function, inputs, judge, hidden=hidden)


def kept(function: str, inputs: Inputs, after: str) -> Property:
    sentence = Text(
        f"`{function}` 함수는 받은 배열을 하나도 바꾸지 않습니다.",
        f"`{function}` leaves the arrays that it is given as they were.",
    )
    return Property(f"{function}.kept", sentence, function, inputs, KeepsArguments(), after=after)


def law(holds: Any, reason: Any = net.no_network) -> Law:
    """A law of parameters, which come as a tuple of arrays in different shapes."""
    return Law(holds, any_shape=True, reason=reason)


PROPERTIES = (
    asked(
        "net_init.shapes",
        INITIAL,
        law(net.is_one),
        "{}는 정한 모양의 매개변수 `(W1, b1, W2, b2)`를 돌려줍니다.",
        "{} returns parameters `(W1, b1, W2, b2)` in the shapes stated.",
    ),
    asked(
        "net_init.units",
        INITIAL,
        law(net.units_differ),
        "{}는 은닉층의 유닛마다 다른 값을 정합니다(모두 같으면 학습해도 계속 같습니다).",
        "{} gives every hidden unit values of its own (equal units would stay equal, however long they are trained).",
    ),
    Property(
        "net_init.seeds",
        Text(
            "`net_init` 함수는 `seed`가 다르면 다른 매개변수를 돌려줍니다.",
            "`net_init` returns other parameters for another `seed`.",
        ),
        "net_init",
        INITIAL,
        law(net.differ),
        (Probe("net_init"), Probe("net_init", lambda seed: (seed + 1,))),
    ),
    asked(
        "net_predict.values",
        ONE_ROW,
        Equals(net.predicted),
        "{}는 표본이 하나일 때 신경망의 출력을 돌려줍니다.",
        "{} gives the network's output for one example.",
    ),
    asked(
        "net_predict.rows",
        ROWS_OF,
        Equals(net.predicted),
        "{}는 표본이 여러 개일 때 행마다 출력을 하나씩, 모양이 $(N, 1)$인 배열로 돌려줍니다.",
        "{} gives one output a row for several examples, as an array of shape $(N, 1)$.",
    ),
    kept("net_predict", ONE_ROW, "net_predict.values"),
    asked(
        "net_step.values",
        STEPS,
        EqualsParts(net.stepped),
        "{}는 경사 하강법을 한 단계 적용한 뒤의 매개변수를 돌려줍니다.",
        "{} gives the parameters after one step of gradient descent.",
    ),
    asked(
        "net_step.table",
        TABLE_STEPS,
        EqualsParts(net.stepped),
        "{}는 정수 배열로 적은 진리표 전체에서도 옳은 값을 돌려줍니다.",
        "{} is right on a whole truth table written as arrays of integers too.",
    ),
    asked(
        "net_step.units",
        HIDDEN_STEPS,
        EqualsParts(net.stepped),
        "{}는 은닉층의 유닛과 표본이 많아도 옳은 값을 돌려줍니다.",
        "{} is right for more hidden units and more examples too.",
        hidden=True,
    ),
    kept("net_step", STEPS, "net_step.values"),
    asked(
        "net_train.xor",
        LEARNING,
        law(net.has_learnt, net.not_learnt),
        "{}는 `seed`가 0, 1, 2일 때 XOR를 학습합니다.",
        "{} learns XOR with the seeds 0, 1 and 2.",
    ),
    Property(
        "net_train.loss",
        Text(
            "`net_train` 함수가 XOR를 학습한 뒤의 손실은 제출한 `net_init` 함수의 매개변수일 때보다 작고, "
            "0.24보다도 작습니다(언제나 0.5를 출력하면 0.25입니다).",
            "Once `net_train` has trained on XOR, the loss is below that of your own `net_init`, and below 0.24 "
            "(it is 0.25 for a network that always answers 0.5).",
        ),
        "net_train",
        LEARNING,
        law(net.is_better, net.no_better),
        (Probe("net_train"), Probe("net_init", lambda _X, _y, seed: (seed,))),
    ),
    asked(
        "net_train.tables",
        OTHERS,
        law(net.has_learnt, net.not_learnt),
        "{}는 XNOR, `x2 AND NOT x1`, NAND도 학습하며, 행의 순서가 달라도 됩니다.",
        "{} learns XNOR, `x2 AND NOT x1` and NAND as well, with the rows in any order.",
    ),
    Property(
        "net_train.seeds",
        Text(
            "`net_train` 함수는 `seed`가 다르면 다른 매개변수를 돌려줍니다.",
            "`net_train` returns other parameters for another `seed`.",
        ),
        "net_train",
        AGAIN,
        law(net.differ),
        (Probe("net_train"), Probe("net_train", lambda X, y, seed: (X, y, seed + 1))),
    ),
    asked(
        "net_train.any",
        ANY,
        law(net.has_learnt, net.not_learnt),
        "{}는 0부터 9까지의 다른 `seed`와 다른 진리표에서도 학습합니다.",
        "{} learns with other seeds from 0 to 9 and other truth tables too.",
        hidden=True,
    ),
    kept("net_train", LEARNING, "net_train.xor"),
)

FUNCTIONS = (
    FunctionSpec(
        "net_init",
        ("seed",),
        Text(
            "학습하기 전의 매개변수 `params`. 난수는 `seed`로만 정하므로, `seed`가 같으면 결과도 같습니다.",
            "the parameters `params` before training; random numbers depend on `seed` alone, so that one seed always "
            "gives the same",
        ),
    ),
    FunctionSpec(
        "net_predict",
        ("X", "params"),
        Text(
            "행마다 신경망의 출력 $p$. 모양은 $(N, 1)$이고 반올림하지 않습니다.",
            "the network's output $p$ for each row, in the shape $(N, 1)$ and not rounded",
        ),
    ),
    FunctionSpec(
        "net_step",
        ("X", "y", "params", "eta"),
        Text(
            "`X`의 모든 행을 한 배치로 하여 학습률 `eta`로 경사 하강법을 한 단계 적용한 뒤의 새 `params`. 네 배열의 "
            "기울기는 모두 갱신하기 전의 값으로 구합니다.",
            "new `params` after one step of gradient descent on all rows of `X` as one batch, with the learning rate "
            "`eta`; the gradients of all four arrays are taken before the update",
        ),
    ),
    FunctionSpec(
        "net_train",
        ("X", "y", "seed"),
        Text(
            "`net_init(seed)`에서 시작하여 학습한 뒤의 `params`. `seed`가 같으면 결과도 같습니다.",
            "`params` after training that begins with `net_init(seed)`; one seed always gives the same",
        ),
    ),
)

INTRODUCTION = Text(
    "입력이 둘인 진리표를 학습하는 신경망을 NumPy로 작성하십시오. XOR처럼 직선 하나로 나눌 수 없는 표도 학습해야 "
    "합니다. 신경망은 은닉층 하나와 출력 유닛 하나로 이루어지며, 두 층의 활성화 함수는 모두 시그모이드입니다. "
    "은닉층의 유닛 수 $H$는 2부터 16 사이에서 자유롭게 정하십시오.\n\n"
    "- `params`는 튜플 `(W1, b1, W2, b2)`이고, 모양은 차례로 $(H, 2)$, $(H,)$, $(1, H)$, $(1,)$입니다. 행렬의 "
    "$i$번째 행은 그 층의 $i$번째 유닛으로 **들어가는** 가중치입니다.\n"
    "- `X`는 행마다 표본이 하나인 모양 $(N, 2)$의 배열이고, `y`는 목표값 0 또는 1이 있는 모양 $(N, 1)$의 배열입니다. "
    "정수 배열일 수도 있습니다.\n"
    "- 손실은 출력 $p$와 목표값 $y$의 평균 제곱 오차 $L = \\frac{1}{N} \\sum (p - y)^2$이며, ½은 곱하지 않습니다.\n\n"
    "`net_train`의 학습 방법(학습률, 에포크 수, 배치 크기, 모멘텀, 손실 함수)은 자유롭게 정하십시오. 학습한 신경망의 "
    "출력은 목표값이 1인 행에서 0.7 이상, 0인 행에서 0.3 이하여야 합니다. 0부터 9까지의 `seed`와, 출력이 모두 같은 "
    "표를 제외한 모든 진리표에서 그래야 합니다. `net_train`을 한 번 호출할 때 CPU 시간을 0.1초 넘게 쓰지 마십시오. "
    "전체 배치로 1,000에포크를 학습하기에 충분한 시간입니다.\n\n"
    "받은 배열은 바꾸지 않습니다.",
    "Write a network that learns truth tables of two inputs, with NumPy, also one such as XOR that no single line "
    "separates. The network has one hidden layer and one output unit; the activation of both layers is the sigmoid. "
    "Choose the number of hidden units $H$ yourself, from 2 to 16.\n\n"
    "- `params` is a tuple `(W1, b1, W2, b2)` in the shapes $(H, 2)$, $(H,)$, $(1, H)$, $(1,)$. Row $i$ of a matrix "
    "holds the weights **into** unit $i$ of its layer.\n"
    "- `X` is an array of shape $(N, 2)$ with one example a row, `y` an array of shape $(N, 1)$ with the targets 0 or "
    "1. They may be arrays of integers.\n"
    "- The loss is the mean squared error $L = \\frac{1}{N} \\sum (p - y)^2$ of the outputs $p$ and the targets $y$, "
    "with no factor ½.\n\n"
    "How `net_train` trains is up to you: learning rate, epochs, size of the batches, momentum, loss. The outputs of "
    "the trained network must be at least 0.7 in rows whose target is 1 and at most 0.3 where it is 0, for every "
    "`seed` from 0 to 9 and every truth table whose outputs are not all the same. One call of `net_train` should take "
    "no more than 0.1 s of CPU time, which is enough for 1,000 epochs of the whole batch.\n\n"
    "The arrays that come in stay as they were.",
)

TASK = CodeTask(
    id="code.xor_net",
    version="1.0",
    title=Text("XOR를 학습하는 신경망", "A network that learns XOR"),
    topics=("backprop", "gradient descent", "gates"),
    coverage=("C-011", "C-026", "C-060", "C-061", "C-062", "C-063", "C-064", "C-065", "C-088"),
    introduction=INTRODUCTION,
    functions=FUNCTIONS,
    properties=PROPERTIES,
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 2, "memory_mb": 256},
)
