"""Forward pass, loss, gradients and one gradient step of a multilayer perceptron of any depth, for a batch of rows."""

from functools import partial

from problems.code import multilayer as mlp
from problems.code.inputs import Inputs
from problems.code.model_answers.backprop import ALTERNATIVES, SOLUTION
from problems.code.mutants.backprop import MUTANTS
from problems.code.task import (
    CodeTask,
    Equals,
    EqualsParts,
    FunctionSpec,
    Judge,
    KeepsArguments,
    Law,
    Probe,
    Property,
)
from reference.text import Text


def asked(id: str, inputs: Inputs, judge: Judge, ko: str, en: str, *, hidden: bool = False) -> Property:  # noqa: A002
    """A property of the function that its id begins with; `{}` in a sentence stands for that function."""
    function = id.partition(".")[0]
    return Property(
        id, Text(ko.format(f"`{function}` 함수"), en.format(f"`{function}`")), function, inputs, judge, hidden=hidden
    )


def kept(function: str, inputs: Inputs, after: str) -> Property:
    sentence = Text(
        f"`{function}` 함수는 받은 배열과 리스트를 하나도 바꾸지 않습니다.",
        f"`{function}` leaves the arrays and lists that it is given as they were.",
    )
    return Property(f"{function}.kept", sentence, function, inputs, KeepsArguments(), after=after)


PROPERTIES = (
    asked(
        "mlp_forward.values",
        mlp.FORWARD,
        EqualsParts(mlp.outputs),
        "{}는 표본이 하나일 때 모든 층의 출력을 차례로 담은 리스트를 돌려줍니다.",
        "{} gives the list of all layers' outputs, in order, for one example.",
    ),
    asked(
        "mlp_forward.batch",
        mlp.FORWARD_ROWS,
        EqualsParts(mlp.outputs),
        "{}는 표본이 여러 개이고 모든 층의 유닛 수가 같아도 옳은 값을 돌려줍니다.",
        "{} is right for several examples, where all layers have equally many units.",
    ),
    kept("mlp_forward", mlp.FORWARD, "mlp_forward.values"),
    asked(
        "mlp_loss.values",
        mlp.ONE_ROW,
        Equals(mlp.loss),
        "{}는 표본이 하나일 때 평균 제곱 오차 하나를 돌려줍니다.",
        "{} is the mean squared error, one number, for one example.",
    ),
    asked(
        "mlp_loss.batch",
        mlp.BATCHES,
        Equals(mlp.loss),
        "{}는 표본과 출력이 여러 개일 때 모든 원소에 대한 평균을 돌려줍니다.",
        "{} takes the mean over all entries for several examples and several outputs.",
    ),
    kept("mlp_loss", mlp.ONE_ROW, "mlp_loss.values"),
    asked(
        "mlp_grads.one_layer",
        mlp.ONE_LAYER,
        EqualsParts(mlp.grads),
        "{}는 층이 하나이고 표본이 하나일 때 손실의 기울기를 돌려줍니다.",
        "{} gives the gradients of the loss for one layer and one example.",
    ),
    asked(
        "mlp_grads.hidden",
        mlp.ONE_ROW,
        EqualsParts(mlp.grads),
        "{}는 은닉층이 있을 때 모든 층의 기울기를 돌려줍니다.",
        "{} gives the gradients of all layers where there is a hidden layer.",
    ),
    asked(
        "mlp_grads.batch",
        mlp.BATCHES,
        EqualsParts(mlp.grads),
        "{}는 표본이 여러 개일 때 배치 전체에 대한 기울기를 돌려줍니다.",
        "{} gives the gradients over the whole batch of several examples.",
    ),
    asked(
        "mlp_grads.square",
        mlp.SQUARE,
        EqualsParts(mlp.grads),
        "{}는 표본의 수와 모든 층의 유닛 수가 같아도 행과 열을 바꾸지 않습니다.",
        "{} does not mix up rows and columns where there are as many examples as units in every layer.",
    ),
    asked(
        "mlp_grads.deep",
        mlp.DEEP,
        EqualsParts(mlp.grads),
        "{}는 은닉층이 둘이어도 옳은 값을 돌려줍니다.",
        "{} is right for two hidden layers too.",
        hidden=True,
    ),
    asked(
        "mlp_grads.integers",
        mlp.WHOLE,
        EqualsParts(mlp.grads),
        "{}는 정수 배열을 받아도 실숫값을 돌려줍니다.",
        "{} gives real numbers for arrays of integers too.",
        hidden=True,
    ),
    Property(
        "mlp_grads.slope",
        Text(
            "`mlp_grads` 함수의 값은 제출한 `mlp_loss` 함수를 중앙 차분으로 수치 미분한 값과 일치합니다.",
            "`mlp_grads` agrees with the slopes of your own `mlp_loss`, measured by central differences.",
        ),
        "mlp_grads",
        mlp.MEASURED,
        Law(mlp.is_slope, any_shape=True),
        (
            Probe("mlp_grads"),
            *(
                Probe("mlp_loss", partial(mlp.moved, direction, step))
                for direction in mlp.DIRECTIONS
                for step in (mlp.H, -mlp.H)
            ),
        ),
    ),
    kept("mlp_grads", mlp.ONE_ROW, "mlp_grads.hidden"),
    asked(
        "mlp_step.values",
        mlp.STEPS,
        EqualsParts(mlp.stepped),
        "{}는 한 단계 뒤의 가중치와 편향을 돌려줍니다.",
        "{} gives the weights and biases after one step.",
    ),
    Property(
        "mlp_step.own",
        Text(
            "`mlp_step` 함수는 제출한 `mlp_grads` 함수가 구한 기울기의 반대 방향으로 `eta`배만큼 옮깁니다.",
            "`mlp_step` goes against the gradients of your own `mlp_grads`, `eta` times as far.",
        ),
        "mlp_step",
        mlp.STEPS,
        Law(mlp.is_descent, any_shape=True),
        (Probe("mlp_step"), Probe("mlp_grads", lambda x, y, W, b, _eta: (x, y, W, b))),
    ),
    asked(
        "mlp_step.deep",
        mlp.DEEP_STEPS,
        EqualsParts(mlp.stepped),
        "{}는 은닉층이 둘이어도 모든 층을 갱신하기 전의 가중치로 구한 기울기로 갱신합니다.",
        "{} updates all layers of two hidden ones too, by gradients that use the weights from before the update.",
        hidden=True,
    ),
    asked(
        "mlp_step.integers",
        mlp.WHOLE_STEPS,
        EqualsParts(mlp.stepped),
        "{}는 정수 가중치를 받아도 실숫값을 돌려줍니다.",
        "{} gives real numbers for weights that are integers too.",
        hidden=True,
    ),
    kept("mlp_step", mlp.STEPS, "mlp_step.values"),
)

FUNCTIONS = (
    FunctionSpec(
        "mlp_forward",
        ("x", "W", "b"),
        Text(
            "첫 층부터 마지막 층까지 각 층의 출력을 차례로 담은 리스트. 입력 `x`는 담지 않습니다.",
            "the list of the layers' outputs, from the first layer to the last, without the input `x`",
        ),
    ),
    FunctionSpec(
        "mlp_loss",
        ("x", "y", "W", "b"),
        Text("손실 $L$, 수 하나", "the loss $L$, one number"),
    ),
    FunctionSpec(
        "mlp_grads",
        ("x", "y", "W", "b"),
        Text(
            "$L$의 기울기 `(dW, db)`. `dW`와 `db`는 `W`, `b`와 마찬가지로 첫 층부터 차례로 담은 리스트이고, "
            "배열의 모양도 같습니다.",
            "the gradients `(dW, db)` of $L$: two lists from the first layer on, with arrays in the shapes of those in "
            "`W` and `b`",
        ),
    ),
    FunctionSpec(
        "mlp_step",
        ("x", "y", "W", "b", "eta"),
        Text(
            "학습률 `eta`로 경사 하강법을 한 단계 적용한 뒤의 `(W, b)`. 기울기는 모두 갱신하기 전의 가중치로 구합니다.",
            "`(W, b)` after one step of gradient descent with the learning rate `eta`, every gradient taken with the "
            "weights from before the update",
        ),
    ),
)

INTRODUCTION = Text(
    "모든 층의 활성화 함수가 시그모이드 $\\sigma$인 다층 퍼셉트론의 순전파와 역전파를 NumPy로 작성하십시오. 층의 수는 "
    "정해져 있지 않습니다.\n\n"
    "- `x`는 행마다 표본이 하나인 2차원 배열이고, `y`는 행마다 그 표본의 목표값이 있는 2차원 배열입니다. "
    "표본의 수는 $N$, 출력의 수는 $K$입니다.\n"
    "- `W`와 `b`는 첫 층부터 차례로 층마다 배열을 하나씩 담은 리스트입니다. 행렬 `W[l]`의 $i$번째 행은 그 층의 $i$번째 "
    "유닛으로 **들어가는** 가중치이고, `b[l]`은 그 층의 편향을 담은 1차원 배열입니다.\n"
    "- 각 층은 앞 층의 출력 $A$(첫 층에서는 `x`)를 받아 $\\sigma(A W^{T} + b)$를 출력합니다.\n"
    "- 손실은 마지막 층의 출력 $p$와 목표값 $y$의 평균 제곱 오차 $L = \\frac{1}{NK} \\sum (p - y)^2$입니다. "
    "$NK$개의 원소 전체에 대한 평균이며, ½은 곱하지 않습니다.\n\n"
    "받은 배열과 리스트는 바꾸지 않습니다. 입력은 실수 배열일 수도, 정수 배열일 수도 있습니다.",
    "Write the forward and the backward pass of a multilayer perceptron with NumPy. Every layer's activation is the "
    "sigmoid $\\sigma$, and there may be any number of layers.\n\n"
    "- `x` is a 2-D array with one example a row, `y` a 2-D array with that example's targets in each row. There are "
    "$N$ examples and $K$ outputs.\n"
    "- `W` and `b` are lists with one array for each layer, from the first layer on. Row $i$ of the matrix `W[l]` "
    "holds the weights **into** unit $i$ of that layer; `b[l]` is a 1-D array of its biases.\n"
    "- A layer takes the outputs $A$ of the layer before (`x`, in the first layer) and gives $\\sigma(A W^{T} + b)$, "
    "one example a row.\n"
    "- The loss is the mean squared error $L = \\frac{1}{NK} \\sum (p - y)^2$ of the last layer's outputs $p$ and the "
    "targets $y$: the mean over all $NK$ entries, with no factor ½.\n\n"
    "The arrays and lists that come in stay as they were. Inputs may be arrays of real numbers or of integers.",
)

TASK = CodeTask(
    id="code.backprop",
    version="1.0",
    title=Text("다층 퍼셉트론의 역전파", "Backpropagation in a multilayer perceptron"),
    topics=("backprop", "gradient descent"),
    coverage=("C-011", "C-012", "C-014", "C-045", "C-060", "C-061", "C-062", "C-063", "C-064", "C-065"),
    introduction=INTRODUCTION,
    functions=FUNCTIONS,
    properties=PROPERTIES,
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 1, "memory_mb": 256},
)
