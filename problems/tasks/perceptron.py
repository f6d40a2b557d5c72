"""The perceptron's learning rule for one row, and learning row by row over epochs."""

from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Grid, Inputs, Picked
from problems.code.model_answers.perceptron import ALTERNATIVES, SOLUTION
from problems.code.mutants.perceptron import MUTANTS
from problems.code.task import CodeTask, EqualsParts, FunctionSpec, KeepsArguments, Property
from reference.gates import GATES, ROWS
from reference.perceptron import fitted, updated_bias, updated_weights
from reference.text import Text

LABELS = Picked((1, 0))
RATES = Picked((0.5, 0.25))  # exact in binary, and no 1, which would hide a rate that is left out


def row(w: list[float], b: float, x: list[float], y: int, o: int, eta: float) -> Args:
    """The arguments of one update."""
    return np.array(w), b, np.array(x), y, o, eta


def drawn_row(pairs: Any, b: float, y: int, o: int, eta: float) -> Args:
    """The arguments of one update, from an array of (weight, input) pairs as long as they like."""
    return pairs[0], b, pairs[1], y, o, eta


def drawn_rows(cells: Any, b: int, eta: float, epochs: int) -> Args:
    """The arguments of `fit`: the first row of cells holds the weights, the last column the labels' signs.

    Entries are whole and the bias lies an eighth beside a whole number, so no weighted sum is ever 0, and every
    number is exact in float32 too.
    """
    return cells[1:, :-1], (cells[1:, -1] > 0).astype(int), cells[0, :-1], b + 0.125, eta, epochs


def from_nothing(gate: str, epochs: int) -> Args:
    """A gate learnt from weights and a bias of 0, so that the first weighted sum is exactly 0."""
    return np.array(ROWS, dtype=float), np.array(GATES[gate]), np.zeros(2), 0.0, 0.5, epochs


def whole(args: Args) -> Args:
    """The same arguments of `fit` with arrays of integers."""
    X, y, w, b, eta, epochs = args
    return X.astype(int), y, w.astype(int), int(b), eta, epochs


def update(w: Any, b: Any, x: Any, y: Any, o: Any, eta: Any) -> tuple[Any, Any]:
    """Weights and bias after one row."""
    return updated_weights(w, x, y, o, eta), updated_bias(b, y, o, eta)


def table(epochs: int, b: float = 0.125) -> Args:
    """x2 AND NOT x1, which no symmetric slip survives, from weights that are not equal."""
    return np.array(ROWS, dtype=float), np.array(GATES["x2 AND NOT x1"]), np.array([1.0, -0.5]), b, 0.5, epochs


UPDATES = Inputs(
    "updates",
    (Array(Grid(-4, 4), ((2, 2), (1, 4))), Grid(-4, 4), LABELS, LABELS, RATES),
    always=(
        row([0.0, 0.0], 0.0, [1.0, 1.0], 1, 0, 0.5),
        row([1.0, -2.0], 0.5, [2.0, -1.0], 0, 1, 0.25),
        row([1.0, -2.0], 0.5, [2.0, -1.0], 1, 1, 0.5),
        row([0.5, 1.5, -1.0], 1.0, [0.0, 3.0, 2.0], 0, 1, 0.5),
    ),
    draws=3,
    make=drawn_row,
)
WHOLE_UPDATES = Inputs(
    "whole_updates",
    (Array(Grid(-4, 4, decimals=0), ((2, 2), (1, 4)), dtype="int64"), Grid(-4, 4, decimals=0), LABELS, LABELS, RATES),
    always=(row([0, 0], 0, [1, 1], 1, 0, 0.5), row([1, -2], 3, [2, -1], 0, 1, 0.25)),
    draws=2,
    make=drawn_row,
)
CELLS = Array(Grid(-3, 3, decimals=0), ((4, 6), (3, 4)))
ONE_EPOCH = Inputs(
    "one_epoch",
    (CELLS, Grid(-2, 2, decimals=0), RATES, Picked((1,))),
    always=(table(1), table(1, b=-0.375)),
    make=drawn_rows,
)
EPOCHS = Inputs(
    "epochs",
    (CELLS, Grid(-2, 2, decimals=0), RATES, Picked((2, 3, 4))),
    always=(table(2), table(3)),
    make=drawn_rows,
)
LONG = Inputs(
    "long",
    (Array(Grid(-3, 3, decimals=0), ((7, 12), (3, 5))), Grid(-2, 2, decimals=0), RATES, Picked((5, 8))),
    always=(table(5, b=-1.125),),
    draws=2,
    make=drawn_rows,
)
FROM_NOTHING = Inputs(
    "from_nothing",
    (),
    always=tuple(from_nothing(gate, epochs) for gate, epochs in (("NAND", 1), ("AND", 1), ("NAND", 2), ("AND", 6))),
    draws=0,
)
WHOLE = Inputs("whole", (), always=tuple(whole(table(epochs)) for epochs in (1, 3)), draws=0)


def of_update(name: str, inputs: Inputs, sentence: Text, *, hidden: bool = False) -> Property:
    return Property(
        f"perceptron_update.{name}", sentence, "perceptron_update", inputs, EqualsParts(update), hidden=hidden
    )


def of_fit(name: str, inputs: Inputs, sentence: Text, *, hidden: bool = False) -> Property:
    return Property(f"fit.{name}", sentence, "fit", inputs, EqualsParts(fitted), hidden=hidden)


def keeps(function: str, inputs: Inputs, after: str) -> Property:
    sentence = Text(
        f"`{function}` 함수는 받은 배열을 바꾸지 않습니다.",
        f"`{function}` leaves the arrays that it is given as they were.",
    )
    return Property(f"{function}.keeps", sentence, function, inputs, KeepsArguments(), after=after)


PROPERTIES = (
    of_update(
        "values",
        UPDATES,
        Text(
            "`perceptron_update` 함수는 갱신된 가중치와 편향을 돌려주며, 출력이 목표값과 같으면 값을 바꾸지 않습니다.",
            "`perceptron_update` gives the updated weights and bias, and the same ones if the output was right.",
        ),
    ),
    of_update(
        "integers",
        WHOLE_UPDATES,
        Text(
            "`perceptron_update` 함수는 정수 가중치를 받아도 실숫값을 돌려줍니다.",
            "`perceptron_update` gives real numbers for weights that are integers too.",
        ),
        hidden=True,
    ),
    keeps("perceptron_update", UPDATES, "perceptron_update.values"),
    of_fit(
        "epoch",
        ONE_EPOCH,
        Text(
            "`fit` 함수는 한 에포크 동안 행마다 차례로 갱신한 가중치와 편향을 돌려줍니다.",
            "`fit` gives the weights and the bias after one epoch, updated after each row in turn.",
        ),
    ),
    of_fit(
        "epochs",
        EPOCHS,
        Text("`fit` 함수는 여러 에포크에서도 옳은 값을 돌려줍니다.", "`fit` is right for several epochs too."),
    ),
    of_fit(
        "zero",
        FROM_NOTHING,
        Text(
            "가중합이 정확히 0이면 `fit` 함수는 출력을 0으로 계산합니다.",
            "Where the weighted sum is exactly 0, `fit` takes the output to be 0.",
        ),
    ),
    of_fit(
        "long",
        LONG,
        Text(
            "`fit` 함수는 행과 에포크가 많아도 옳은 값을 돌려줍니다.",
            "`fit` is right for more rows and more epochs too.",
        ),
        hidden=True,
    ),
    of_fit(
        "integers",
        WHOLE,
        Text(
            "`fit` 함수는 정수 배열을 받아도 실숫값을 돌려줍니다.",
            "`fit` gives real numbers for arrays of integers too.",
        ),
        hidden=True,
    ),
    keeps("fit", EPOCHS, "fit.epochs"),
)

FUNCTIONS = (
    FunctionSpec(
        "perceptron_update",
        ("w", "b", "x", "y", "o", "eta"),
        Text(
            "한 행을 학습한 뒤의 `(w_new, b_new)`. `w`와 `x`는 길이가 같은 1차원 배열, `b`는 수, `y`는 목표값, "
            "`o`는 퍼셉트론의 출력, `eta`는 학습률",
            "`(w_new, b_new)` after one row: `w` and `x` are 1-D arrays of one length, `b` a number, `y` the label, "
            "`o` the perceptron's output and `eta` the learning rate",
        ),
    ),
    FunctionSpec(
        "fit",
        ("X", "y", "w", "b", "eta", "epochs"),
        Text(
            "`epochs`번의 에포크를 학습한 뒤의 `(w, b)`. `X`는 행마다 표본이 하나인 2차원 배열, `y`는 목표값의 1차원 "
            "배열, `w`와 `b`는 처음 값",
            "`(w, b)` after `epochs` epochs: `X` is a 2-D array with one sample a row, `y` a 1-D array of labels, "
            "`w` and `b` the first values",
        ),
    ),
)

INTRODUCTION = Text(
    "퍼셉트론의 학습 규칙 $w \\leftarrow w + \\eta (y - o) x$, $b \\leftarrow b + \\eta (y - o)$를 NumPy로 "
    "작성하십시오. 목표값 $y$와 출력 $o$는 0 또는 1입니다. 출력은 가중합 $w \\cdot x + b$가 0보다 크면 1, "
    "0 이하이면 0입니다(가중합이 정확히 0이면 0).\n\n"
    "`fit`은 에포크마다 `X`의 행을 첫 행부터 순서대로 한 번씩 사용하고, 행마다 그때의 가중치로 출력을 구하여 바로 "
    "갱신합니다. 더 갱신할 것이 없으면 일찍 끝내도 됩니다. 두 함수는 튜플 `(w, b)`를 돌려주며 "
    "받은 배열을 바꾸지 않습니다. 입력은 실수 배열일 수도, 정수 배열일 수도 있습니다.",
    "Write the perceptron's learning rule $w \\leftarrow w + \\eta (y - o) x$, $b \\leftarrow b + \\eta (y - o)$ with "
    "NumPy. Labels $y$ and outputs $o$ are 0 or 1. The output is 1 where the weighted sum $w \\cdot x + b$ is above 0, "
    "and 0 where it is not (so 0 for a sum of exactly 0).\n\n"
    "In every epoch `fit` takes each row of `X` once, in order from the first: it computes the output with the weights "
    "as they are then, and updates at once. It may end early when nothing is left to update. Both functions return a "
    "tuple `(w, b)` and leave the arrays that they are given as they were. Inputs may be arrays of real numbers or of "
    "integers.",
)

TASK = CodeTask(
    id="code.perceptron",
    version="1.0",
    title=Text("퍼셉트론 학습", "Perceptron learning"),
    topics=("perceptron",),
    coverage=("C-007", "C-023", "C-024", "C-027", "C-028", "C-029", "C-030", "C-031"),
    introduction=INTRODUCTION,
    functions=FUNCTIONS,
    properties=PROPERTIES,
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 1, "memory_mb": 256},
)
