"""Layers as classes with `forward` and `backward`."""

from typing import Any

from problems.code import layer_inputs as given
from problems.code import layer_uses as used
from problems.code.elementwise import H, differences, stencil
from problems.code.inputs import Inputs
from problems.code.layer_sentences import SENTENCES
from problems.code.layer_uses import ADD, AFFINE, MUL, RELU, SIGMOID, SOFTMAX, Layer
from problems.code.model_answers.layers import ALTERNATIVES, SOLUTION
from problems.code.mutants.layers import MUTANTS
from problems.code.task import (
    Agrees,
    ClassSpec,
    CodeTask,
    Equals,
    EqualsParts,
    FunctionSpec,
    Judge,
    KeepsArguments,
    Probe,
    Property,
)
from reference import layers
from reference.activations import ACTIVATIONS
from reference.text import Text


def prop(layer: Layer, name: str, use: Any, inputs: Inputs, judge: Judge, **more: Any) -> Property:
    """A property of a class: `use` is the session that is judged; the sentence comes with the others."""
    probes = (Probe(layer.cls, use), *more.pop("own", ()))
    return Property(f"{layer.cls}.{name}", SENTENCES[layer.cls, name], layer.cls, inputs, judge, probes, **more)


def signal(layer: Layer, name: str) -> tuple[Property, ...]:
    """What is asked of a layer that applies an activation function."""
    oracle = ACTIVATIONS[name]
    back = Equals(lambda x, dout: layers.activation_back(name, x, dout))

    def slope(args: Any, results: Any) -> Any:
        return args[1] * differences(args, results)

    return (
        prop(layer, "forward", layer.forward, given.SIGNAL_ROWS, Equals(lambda x, _dout: oracle(x))),
        prop(layer, "backward", layer.backward, given.SIGNAL_ROWS, back),
        prop(layer, "slope", layer.backward, given.SIGNAL, Agrees(slope), own=(Probe(layer.cls, moved(layer)),)),
        prop(layer, "objects", layer.apart, given.SIGNAL, back),
        prop(layer, "integers", layer.backward, given.SIGNAL_INTEGERS, back, hidden=True),
        prop(layer, "kept", layer.forward, given.SIGNAL_ROWS, KeepsArguments(), after=f"{layer.cls}.forward"),
    )


def moved(layer: Layer) -> Any:
    """The layer forwards at four points around every entry."""
    return lambda x, _dout: layer.forward(*stencil(x))


PRODUCT_BACK = EqualsParts(layers.product_back)
SUM_BACK = EqualsParts(lambda _x, _y, dout: layers.sum_back(dout))
ROWS_BACK = Equals(lambda W, _b, x, dout: layers.affine_back(W, x, dout)[0])
WEIGHTS_BACK = Equals(lambda W, _b, x, dout: layers.affine_back(W, x, dout)[1])
BIASES_BACK = Equals(lambda W, _b, x, dout: layers.affine_back(W, x, dout)[2])
LOSS = Equals(layers.softmax_loss)
LOSS_BACK = Equals(layers.softmax_loss_back)
CELLS = [(cell, by) for cell in ((0, 0), (0, 1), (1, 0), (1, 1)) for by in (H, -H)]

PROPERTIES = (
    prop(MUL, "forward", MUL.forward, given.FACTORS, Equals(lambda x, y, _dout: layers.product(x, y))),
    prop(MUL, "backward", MUL.backward, given.FACTORS, PRODUCT_BACK),
    prop(
        MUL,
        "slope",
        MUL.backward,
        given.FACTOR_ARRAYS,
        Agrees(used.factor_slopes),
        own=(Probe(MUL.cls, used.moved_factors(MUL)),),
    ),
    prop(MUL, "objects", MUL.apart, given.FACTORS, PRODUCT_BACK),
    prop(ADD, "forward", ADD.forward, given.FACTORS, Equals(lambda x, y, _dout: layers.sum_of(x, y))),
    prop(ADD, "backward", ADD.backward, given.FACTORS, SUM_BACK),
    prop(
        ADD,
        "slope",
        ADD.backward,
        given.FACTOR_ARRAYS,
        Agrees(used.factor_slopes),
        own=(Probe(ADD.cls, used.moved_factors(ADD)),),
    ),
    *signal(RELU, "relu"),
    *signal(SIGMOID, "sigmoid"),
    prop(AFFINE, "forward", AFFINE.forward, given.BATCH, Equals(lambda W, b, x, _dout: layers.affine(W, b, x))),
    prop(AFFINE, "backward", AFFINE.backward, given.BATCH, ROWS_BACK),
    prop(AFFINE, "square", AFFINE.backward, given.SQUARE, ROWS_BACK),
    prop(AFFINE, "dW", AFFINE.weights, given.BATCH, WEIGHTS_BACK),
    prop(AFFINE, "db", AFFINE.biases, given.BATCH, BIASES_BACK),
    prop(
        AFFINE,
        "slope_x",
        AFFINE.backward,
        given.BATCH,
        Agrees(used.row_slopes),
        own=(Probe(AFFINE.cls, used.moved_rows),),
    ),
    prop(
        AFFINE,
        "slope_W",
        AFFINE.weights,
        given.BATCH,
        Agrees(used.weight_slopes),
        own=(Probe(AFFINE.cls, used.moved_weights),),
    ),
    prop(AFFINE, "anew", AFFINE.anew, given.SQUARE, WEIGHTS_BACK),
    prop(AFFINE, "objects", AFFINE.apart, given.SQUARE, ROWS_BACK),
    prop(AFFINE, "batches", AFFINE.backward, given.HIDDEN_BATCH, ROWS_BACK, hidden=True),
    prop(AFFINE, "integers", AFFINE.weights, given.INTEGER_BATCH, WEIGHTS_BACK, hidden=True),
    prop(SOFTMAX, "forward", SOFTMAX.forward, given.LOGITS, LOSS),
    prop(SOFTMAX, "backward", SOFTMAX.backward, given.LOGITS, LOSS_BACK),
    prop(
        SOFTMAX,
        "slope",
        SOFTMAX.backward,
        given.TWO_BY_TWO,
        Agrees(used.logit_slopes),
        own=tuple(Probe(SOFTMAX.cls, used.moved_logit(*cell)) for cell in CELLS),
    ),
    prop(SOFTMAX, "large", SOFTMAX.forward, given.LARGE, LOSS),
    prop(SOFTMAX, "twice", SOFTMAX.twice, given.LOGITS, LOSS_BACK),
    prop(SOFTMAX, "objects", SOFTMAX.apart, given.LOGITS, LOSS_BACK),
    prop(SOFTMAX, "batches", SOFTMAX.backward, given.HIDDEN_LOGITS, LOSS_BACK, hidden=True),
    prop(SOFTMAX, "kept", SOFTMAX.forward, given.LOGITS, KeepsArguments(), after="SoftmaxWithLossLayer.forward"),
)


def method(name: str, parameters: tuple[str, ...], ko: str, en: str) -> FunctionSpec:
    return FunctionSpec(name, parameters, Text(ko, en))


CLASSES = (
    ClassSpec(
        "MulLayer",
        (),
        Text(
            "곱셈 계층. 입력은 수, 또는 모양이 같은 배열입니다.", "multiplication, of numbers or of arrays of one shape"
        ),
        (
            method("forward", ("x", "y"), "곱 $xy$", "the product $xy$"),
            method("backward", ("dout",), "튜플 `(dx, dy)`", "the tuple `(dx, dy)`"),
        ),
    ),
    ClassSpec(
        "AddLayer",
        (),
        Text("덧셈 계층. 입력은 수, 또는 모양이 같은 배열입니다.", "addition, of numbers or of arrays of one shape"),
        (
            method("forward", ("x", "y"), "합 $x + y$", "the sum $x + y$"),
            method("backward", ("dout",), "튜플 `(dx, dy)`", "the tuple `(dx, dy)`"),
        ),
    ),
    ClassSpec(
        "ReluLayer",
        (),
        Text(
            "모양이 어떠하든 배열의 원소마다 적용하는 ReLU 계층. $x = 0$에서 기울기는 0으로 정합니다.",
            "ReLU for every entry of an array of any shape; its slope at $x = 0$ is taken as 0",
        ),
        (
            method("forward", ("x",), "ReLU 값의 배열", "the array of ReLU values"),
            method("backward", ("dout",), "`x`에 대한 기울기", "the gradient by `x`"),
        ),
    ),
    ClassSpec(
        "SigmoidLayer",
        (),
        Text(
            "모양이 어떠하든 배열의 원소마다 적용하는 시그모이드 계층",
            "the sigmoid of every entry of an array of any shape",
        ),
        (
            method("forward", ("x",), "시그모이드 값의 배열", "the array of sigmoid values"),
            method("backward", ("dout",), "`x`에 대한 기울기", "the gradient by `x`"),
        ),
    ),
    ClassSpec(
        "AffineLayer",
        ("W", "b"),
        Text(
            "완전 연결 계층. `W`는 모양이 $(D, M)$, `b`는 $(M,)$인 배열이고 그대로 사용합니다.",
            "a fully connected layer; `W` is an array of shape $(D, M)$, `b` one of shape $(M,)$, used as they are",
        ),
        (
            method(
                "forward",
                ("x",),
                "모양이 $(N, D)$인 `x`의 모든 행에 대한 $xW + b$",
                "$xW + b$ for every row of `x`, which has the shape $(N, D)$",
            ),
            method(
                "backward",
                ("dout",),
                "`x`에 대한 기울기를 돌려주고, `W`와 `b`에 대한 기울기를 `self.dW`와 `self.db`에 저장합니다. "
                "두 기울기는 `dout`의 모든 행에 걸쳐 더하며($N$으로 나누지 않음), 앞서 저장한 값은 버립니다. "
                "`db`의 모양은 $(M,)$입니다.",
                "returns the gradient by `x` and keeps those by `W` and `b` in `self.dW` and `self.db`, summed over "
                "the rows of `dout` (not divided by $N$), in place of what was kept before; `db` has the shape $(M,)$",
            ),
        ),
    ),
    ClassSpec(
        "SoftmaxWithLossLayer",
        (),
        Text(
            "소프트맥스와 교차 엔트로피를 합친 계층. `x`는 모양이 $(N, C)$인 로짓, `t`는 모양이 같은 원-핫 "
            "목표값입니다.",
            "softmax and cross entropy in one; `x` are logits of shape $(N, C)$, `t` one-hot targets of the same shape",
        ),
        (
            method(
                "forward",
                ("x", "t"),
                "$N$개의 행에 걸쳐 평균한 교차 엔트로피(자연로그) 하나. ±1000처럼 큰 로짓에서도 nan이나 inf가 나오지 "
                "않아야 합니다.",
                "the cross entropy (natural logarithm) averaged over the $N$ rows, one number; logits as large as "
                "±1000 must not give nan or inf",
            ),
            method(
                "backward",
                ("dout=1",),
                "그 평균의 `x`에 대한 기울기(따라서 $N$으로 나눈 값). `dout`은 언제나 1입니다.",
                "the gradient of that mean by `x`, so divided by $N$; `dout` is always 1",
            ),
        ),
    ),
)

TASK = CodeTask(
    id="code.layers",
    version="1.0",
    title=Text("계층의 순전파와 역전파", "Layers forward and backward"),
    topics=("layers", "backpropagation"),
    coverage=("C-054", "C-055", "C-096", "C-106"),
    introduction=Text(
        "계산 그래프의 노드를 클래스로 작성하십시오. `forward`는 출력을 계산하고 역전파에 필요한 값을 객체에 "
        "저장합니다. `backward`는 `forward`를 호출한 뒤에 호출하며, 출력에 대한 손실의 기울기 `dout`(출력과 모양이 "
        "같음)을 받아 입력에 대한 기울기를 돌려줍니다.\n\n"
        "한 객체를 여러 번 쓸 수 있고, 그때는 마지막 `forward`의 값이 쓰입니다. 값은 클래스가 아니라 객체(`self`)에 "
        "저장하십시오. `forward`는 받은 배열을 바꾸지 않으며, `backward`는 `dout`을 바꾸어도 됩니다.",
        "Write the nodes of a computational graph as classes. `forward` gives the output and keeps in the object what "
        "going back needs. `backward` is called after `forward`: it takes `dout`, the gradient of the loss by the "
        "output (in the output's shape), and returns the gradient by the inputs.\n\n"
        "An object may be used many times; then the last `forward` counts. Keep values in the object (`self`), not in "
        "the class. `forward` leaves the arrays it is given as they were; `backward` may change `dout`.",
    ),
    functions=CLASSES,
    properties=PROPERTIES,
    solution=SOLUTION,
    mutants=MUTANTS,
    alternatives=ALTERNATIVES,
    limits={"cpu_s": 1, "memory_mb": 256},
)
