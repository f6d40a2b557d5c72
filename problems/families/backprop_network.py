"""Backpropagation by hand in a dense network of any depth, for one example or a batch.

Row i of a weight matrix holds the weights INTO unit i. delta is the gradient of the loss by the
pre-activation. All gradients use the weights from before the update.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter
from problems.mistakes import activation as act
from problems.mistakes import backprop as back
from problems.mistakes.backprop import slip
from problems.variant import Givens
from reference.activations import ACTIVATIONS, SOFTMAX, Activation
from reference.backprop import affine, bias_gradient, descend, linear, sent_back, weight_gradient
from reference.layout import CELL, SCALAR, Layout, column, examples, matrix
from reference.losses import LOSSES, Loss
from reference.readings import exact
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

NAMES = (*ACTIVATIONS, SOFTMAX.name)
FITTING = {"bce": "sigmoid", "ce": "softmax"}
"""A cross entropy is joined to its output activation: together their gradient is (p - y) / n."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on: units per layer, examples (0 for a plain vector), names, biases."""

    units: tuple[int, ...]
    count: int
    activations: tuple[str, ...]
    loss: str
    biased: bool
    train_bias: bool

    @property
    def layers(self) -> int:
        return len(self.units) - 1

    def of_units(self, units: int) -> Layout:
        """How one layer's values are written."""
        return examples(self.count, units) if self.count else column(units)


def _layered(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not 1 <= len(value) <= 6:
        raise GivensError(
            Text(f"{name}: 층마다 하나씩, 1–6개가 필요합니다.", f"{name}: one per layer is needed, 1 to 6.")
        )
    return value


def _matrices(name: str, value: Any) -> list[Any]:
    return [read.rows(f"{name}[{i}]", rows) for i, rows in enumerate(_layered(name, value), 1)]


def _vectors(name: str, value: Any) -> list[Any]:
    return [read.numbers(f"{name}[{i}]", vector) for i, vector in enumerate(_layered(name, value), 1)]


def _names(name: str, value: Any) -> list[str]:
    allowed = read.one_of(*NAMES)
    return [allowed(f"{name}[{i}]", one) for i, one in enumerate(_layered(name, value), 1)]


def shape(givens: Givens) -> Shape:
    """The shape of these givens."""
    first = givens["x"][0]
    count = len(givens["x"]) if isinstance(first, list) else 0
    inputs = len(first) if count else len(givens["x"])
    units = (inputs, *(len(W) for W in givens["W"]))
    biased = givens["b"] is not None
    return Shape(units, count, tuple(givens["activations"]), givens["loss"], biased, biased and givens["train_bias"])


def checked(givens: Givens) -> None:
    """Raise GivensError where the shapes or names do not fit together."""
    wanted = shape(givens)
    for layer, W in enumerate(givens["W"], 1):
        if len(W[0]) != wanted.units[layer - 1]:
            n, m = wanted.units[layer - 1], len(W[0])
            raise GivensError(
                Text(
                    f"W의 {layer}번째 행렬은 열이 {n}개여야 하는데 {m}개입니다.",
                    f"matrix {layer} of W must have {n} columns, not {m}.",
                )
            )
    for name in ("activations", "b"):
        if givens[name] is not None and len(givens[name]) != wanted.layers:
            raise GivensError(
                Text(
                    f"{name}: 층이 {wanted.layers}개이므로 {wanted.layers}개가 필요합니다.",
                    f"{name}: {wanted.layers} needed, one per layer.",
                )
            )
    if givens["b"] is not None and [len(b) for b in givens["b"]] != list(wanted.units[1:]):
        raise GivensError(
            Text("b의 길이가 층의 노드 수와 다릅니다.", "the lengths in b are not the layers' numbers of units.")
        )
    _check_targets(givens, wanted)


def _check_targets(givens: Givens, wanted: Shape) -> None:
    rows = givens["y"] if wanted.count else [givens["y"]]
    if any(isinstance(row, list) is False or len(row) != wanted.units[-1] for row in rows) or len(rows) != (
        wanted.count or 1
    ):
        raise GivensError(Text("y의 모양이 출력과 다릅니다.", "the shape of y is not that of the outputs."))
    fitting = FITTING.get(wanted.loss)
    if fitting and wanted.activations[-1] != fitting:
        raise GivensError(
            Text(
                f"손실 {wanted.loss}에는 마지막 활성화 함수 {fitting}이(가) 필요합니다.",
                f"the loss {wanted.loss} needs {fitting} as the last activation.",
            )
        )
    if SOFTMAX.name in wanted.activations[:-1] or (SOFTMAX.name in wanted.activations and fitting != SOFTMAX.name):
        raise GivensError(
            Text(
                "softmax는 마지막 층에서 손실 ce와 함께만 쓸 수 있습니다.",
                "softmax is only for the last layer, with the loss ce.",
            )
        )


def environment(givens: Givens) -> dict[str, Any]:
    """x and y as units x examples, each W as it is, each b as one column, and n, the number averaged over."""
    wanted = shape(givens)
    values: dict[str, Any] = {
        "x": wanted.of_units(wanted.units[0]).inside(exact(givens["x"])),
        "y": wanted.of_units(wanted.units[-1]).inside(exact(givens["y"])),
        "eta": exact(givens["eta"]),
        "n": exact(_averaged_over(wanted)),
    }
    for layer, W in enumerate(givens["W"], 1):
        values[f"W{layer}"] = exact(W)
        if givens["b"] is not None:
            values[f"b{layer}"] = exact(givens["b"][layer - 1]).reshape(-1, 1)
    return values


def _averaged_over(wanted: Shape) -> int:
    count = wanted.count or 1
    return {"cells": count * wanted.units[-1], "examples": count, "nothing": 1}[LOSSES[wanted.loss].averages]


def _activation(name: str) -> Activation:
    return SOFTMAX if name == SOFTMAX.name else ACTIVATIONS[name]


def _layer(symbol: str, layer: int, new: str = "") -> str:
    mark = rf"\,\text{{new}}" if new else ""
    return rf"{{{symbol}^{{({layer}){mark}}}}}"


def _forward(wanted: Shape, new: str = "") -> Iterator[Step]:
    below = "x"
    for layer in range(1, wanted.layers + 1):
        yield _pre_activation(wanted, layer, below, new)
        yield _activated(wanted, layer, new)
        below = f"a{layer}{new}"
    yield _loss(wanted, below, new)


def _pre_activation(wanted: Shape, layer: int, below: str, new: str) -> Step:
    W, b = f"W{layer}{new}", f"b{layer}" + (new if wanted.train_bias else "")
    activation = _activation(wanted.activations[layer - 1])
    mistakes: list[Mistake] = []
    if wanted.biased:
        mistakes.append(slip("bias-left-out", back.BIAS_LEFT_OUT, linear, W, below))
    if wanted.units[layer] == wanted.units[layer - 1] > 1:
        reads = (W, below, b) if wanted.biased else (W, below)
        crossed = (lambda W, a, b: W.mT @ a + b) if wanted.biased else (lambda W, a: W.mT @ a)
        mistakes.append(slip("weights-transposed", back.TRANSPOSED, crossed, *reads))
    return Step(
        f"z{layer}{new}",
        _layer("z", layer, new),
        affine if wanted.biased else linear,
        (W, below, b) if wanted.biased else (W, below),
        Text(f"{layer}층의 가중합", f"pre-activations of layer {layer}"),
        wanted.of_units(wanted.units[layer]),
        mistakes=tuple(mistakes),
        kinks=activation.kinks,
    )


def _activated(wanted: Shape, layer: int, new: str) -> Step:
    name, z = wanted.activations[layer - 1], f"z{layer}{new}"
    activation = _activation(name)
    slips = {"sigmoid": act.sigmoid_slips(z), "tanh": act.tanh_slips(z), "relu": act.relu_slips(z)}
    return Step(
        f"a{layer}{new}",
        _layer("a", layer, new),
        activation,
        (z,),
        Text(f"{layer}층의 출력", f"outputs of layer {layer}"),
        wanted.of_units(wanted.units[layer]),
        mistakes=slips.get(name, ()),
        domain=activation.bounds,
        integer=name in {"step", "sign"},
    )


def _loss(wanted: Shape, prediction: str, new: str) -> Step:
    loss = LOSSES[wanted.loss]
    symbol = r"L^{\text{new}}" if new else "L"
    return Step(
        f"loss{new}",
        f"{{{symbol}}}",
        loss.value,
        ("y", prediction, "n"),
        Text("손실", "loss"),
        CELL,
        mistakes=(slip("loss-factor", back.FACTOR_TWO, *_other_factor(loss, prediction), convention=True),),
        domain=(-1e-12, float("inf")),
    )


def _other_factor(loss: Loss, prediction: str) -> tuple[Any, ...]:
    """The same loss under the other convention for its factor."""
    if loss.name == "mse":
        return (lambda y, p, n: loss.value(y, p, n) / 2, "y", prediction, "n")
    if loss.name in {"bce", "ce"}:
        return (lambda y, p, n: -loss.value(y, p, n), "y", prediction, "n")
    return (lambda y, p, n: loss.value(y, p, n) * 2, "y", prediction, "n")


def _backward(wanted: Shape) -> Iterator[Step]:
    for layer in range(wanted.layers, 0, -1):
        yield _output_delta(wanted) if layer == wanted.layers else _hidden_delta(wanted, layer)
        below = f"a{layer - 1}" if layer > 1 else "x"
        yield _weight_gradient(wanted, layer, below)
        if wanted.train_bias:
            yield _bias_gradient(wanted, layer)
        yield _updated(wanted, layer, "W", matrix(wanted.units[layer], wanted.units[layer - 1]))
        if wanted.train_bias:
            yield _updated(wanted, layer, "b", column(wanted.units[layer]))


def _output_delta(wanted: Shape) -> Step:
    layer = wanted.layers
    loss, activation = LOSSES[wanted.loss], _activation(wanted.activations[-1])
    z, a = f"z{layer}", f"a{layer}"
    if wanted.loss in FITTING:
        formula, reads = (lambda y, p, n: (p - y) / n), ("y", a, "n")
        wrong = [slip("error-sign", back.ERROR_SIGN, lambda y, p, n: (y - p) / n, *reads)]
        wrong += [slip("slope-multiplied-again", back.SLOPE_AGAIN, lambda y, p, n: (p - y) / n * p * (1 - p), *reads)]
    else:
        reads = ("y", a, "n", z)

        def formula(y: Any, a: Any, n: Any, z: Any) -> Any:
            return loss.gradient(y, a, n) * activation.slope(z, a)

        wrong = [slip("error-sign", back.ERROR_SIGN, lambda y, a, n, z: -formula(y, a, n, z), *reads)]
        wrong += [slip("factor-two", back.FACTOR_TWO, *_other_delta(loss, formula), *reads, convention=True)]
        if activation.name not in {"identity", "step", "sign"}:
            wrong += [slip("output-slope-left-out", back.SLOPE_LEFT_OUT, loss.gradient, "y", a, "n")]
    return Step(
        f"delta{layer}",
        _layer(r"\delta", layer),
        formula,
        reads,
        Text("출력층의 델타", "delta of the output layer"),
        wanted.of_units(wanted.units[layer]),
        mistakes=tuple(wrong),
        gradient=("loss", z),
    )


def _other_delta(loss: Loss, formula: Any) -> tuple[Any]:
    factor = 0.5 if loss.name == "mse" else 2.0
    return (lambda y, a, n, z: formula(y, a, n, z) * factor,)


def _hidden_delta(wanted: Shape, layer: int) -> Step:
    activation = _activation(wanted.activations[layer - 1])
    W, delta, z, a = f"W{layer + 1}", f"delta{layer + 1}", f"z{layer}", f"a{layer}"
    reads = (W, delta, z, a)

    def formula(W: Any, delta: Any, z: Any, a: Any) -> Any:
        return sent_back(W, delta) * activation.slope(z, a)

    wrong = [slip("updated-weight-used", back.UPDATED_WEIGHT_USED, formula, f"{W}_new", delta, z, a)]
    if activation.name not in {"identity", "step", "sign"}:
        wrong.append(slip("hidden-slope-left-out", back.SLOPE_LEFT_OUT, sent_back, W, delta))
    if activation.name in {"sigmoid", "tanh"}:
        at_z = lambda W, delta, z: sent_back(W, delta) * activation.slope(z, z)  # noqa: E731 - one expression, named
        wrong.append(slip("slope-of-pre-activation", back.SLOPE_OF_PRE_ACTIVATION, at_z, W, delta, z))
    if wanted.units[layer] == wanted.units[layer + 1] > 1:
        crossed = lambda W, delta, z, a: (W @ delta) * activation.slope(z, a)  # noqa: E731
        wrong.append(slip("weights-transposed", back.TRANSPOSED, crossed, *reads))
    return Step(
        f"delta{layer}",
        _layer(r"\delta", layer),
        formula,
        reads,
        Text(f"{layer}층의 델타", f"delta of layer {layer}"),
        wanted.of_units(wanted.units[layer]),
        mistakes=tuple(wrong),
        gradient=("loss", z),
    )


def _weight_gradient(wanted: Shape, layer: int, below: str) -> Step:
    delta = f"delta{layer}"
    wrong = []
    if layer > 1:
        wrong.append(
            slip("pre-activation-used", back.PRE_ACTIVATION_FOR_OUTPUT, weight_gradient, delta, f"z{layer - 1}")
        )
        if wanted.units[layer - 1] == wanted.units[0]:
            wrong.append(slip("input-for-hidden", back.INPUT_FOR_HIDDEN, weight_gradient, delta, "x"))
    if wanted.count > 1:
        last = lambda delta, a: delta[..., -1:] @ a[..., -1:].mT  # noqa: E731
        wrong.append(slip("one-example-only", back.ONE_EXAMPLE, last, delta, below))
    return Step(
        f"dW{layer}",
        rf"\frac{{\partial L}}{{\partial W^{{({layer})}}}}",
        weight_gradient,
        (delta, below),
        Text(f"{layer}층 가중치의 기울기", f"gradient of the weights of layer {layer}"),
        matrix(wanted.units[layer], wanted.units[layer - 1]),
        mistakes=tuple(wrong),
        gradient=("loss", f"W{layer}"),
    )


def _bias_gradient(wanted: Shape, layer: int) -> Step:
    wrong = []
    if wanted.count > 1:
        wrong.append(slip("one-example-only", back.ONE_EXAMPLE, lambda delta: delta[..., -1:], f"delta{layer}"))
    return Step(
        f"db{layer}",
        rf"\frac{{\partial L}}{{\partial b^{{({layer})}}}}",
        bias_gradient,
        (f"delta{layer}",),
        Text(f"{layer}층 편향의 기울기", f"gradient of the biases of layer {layer}"),
        column(wanted.units[layer]),
        mistakes=tuple(wrong),
        gradient=("loss", f"b{layer}"),
    )


def _updated(wanted: Shape, layer: int, what: str, layout: Layout) -> Step:
    name = f"{what}{layer}"
    label = Text(f"{layer}층의 새 가중치", f"new weights of layer {layer}")
    if what == "b":
        label = Text(f"{layer}층의 새 편향", f"new biases of layer {layer}")
    return Step(
        f"{name}_new",
        _layer(what, layer, "new"),
        descend,
        (name, f"d{name}", "eta"),
        label,
        layout,
        mistakes=back.descent_slips(name, f"d{name}", "eta"),
    )


@cache
def _working(wanted: Shape) -> Working:
    givens = [
        Given("x", "{x}", wanted.of_units(wanted.units[0])),
        Given("y", "{y}", wanted.of_units(wanted.units[-1])),
        Given("eta", r"\eta", SCALAR),
        Given("n", "N", SCALAR),
    ]
    for layer in range(1, wanted.layers + 1):
        givens.append(Given(f"W{layer}", _layer("W", layer), matrix(wanted.units[layer], wanted.units[layer - 1])))
        if wanted.biased:
            givens.append(Given(f"b{layer}", _layer("b", layer), column(wanted.units[layer])))
    return Working(tuple(givens), (*_forward(wanted), *_backward(wanted), *_forward(wanted, "_new")))


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def asked(givens: Givens) -> tuple[str, ...]:
    """Forward, loss, deltas, gradients and new weights; not the second forward pass."""
    return tuple(
        step.name for step in working(givens).steps if step.name.startswith(_FIRST_PASS) and not _second(step.name)
    )


_FIRST_PASS = ("z", "a", "loss", "delta", "dW", "db", "W", "b")


def _second(name: str) -> bool:
    return name.endswith("_new") and name[0] not in "Wb"


PARAMS = {
    "layers": Text("층마다의 노드 수, 예: [2, 3, 1]", "units per layer, such as [2, 3, 1]"),
    "activations": Text("층마다의 활성화 함수", "the activation of each layer"),
    "loss": Text("손실 함수", "the loss"),
    "bias": Text("편향을 쓰는지", "whether there are biases"),
}


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A small network: 2-2-1 or 2-2-2 or 3-2-1, sigmoid or tanh inside, a squared error."""
    units = list(params.get("layers") or draws.choice("layers", ((2, 2, 1), (2, 2, 2), (3, 2, 1))))
    inner = draws.choice("inner", ("sigmoid", "sigmoid", "tanh"))
    names = list(params.get("activations") or [*[inner] * (len(units) - 2), "sigmoid"])
    loss = params.get("loss") or draws.choice("loss", ("mse", "half_mse", "half_sum"))
    givens: dict[str, Any] = {
        "x": [draws.decimal(f"x{i}", "0.3", "0.95", "0.05") for i in range(units[0])],
        "y": _targets(draws, units[-1], loss),
        "W": [_weights(draws, layer, units) for layer in range(1, len(units))],
        "b": [_biases(draws, layer, units[layer]) for layer in range(1, len(units))]
        if params.get("bias", True)
        else None,
        "activations": names,
        "loss": loss,
        "eta": draws.choice("eta", ("0.5", "0.6", "0.7", "0.8", "0.9")),
        "train_bias": True,
    }
    return givens


def _targets(draws: Draws, outputs: int, loss: str) -> list[int]:
    if loss == "ce":
        hot = draws.integer("hot", 0, outputs - 1)
        return [int(k == hot) for k in range(outputs)]
    return [draws.integer(f"y{k}", 0, 1) for k in range(outputs)]


def _weights(draws: Draws, layer: int, units: list[int]) -> list[list[str]]:
    low = "0.4" if layer > 1 else "0.2"
    return [
        [draws.signed(f"W{layer}/{i}/{j}", low, "1.2", "0.05") for j in range(units[layer - 1])]
        for i in range(units[layer])
    ]


def _biases(draws: Draws, layer: int, units: int) -> list[str]:
    return [draws.signed(f"b{layer}/{i}", "0.1", "0.5", "0.05") for i in range(units)]


def statement(givens: Givens) -> Text:
    """The question with its numbers."""
    wanted = shape(givens)
    intro = Text(
        f"{'-'.join(map(str, wanted.units))} 신경망입니다. $W^{{(l)}}$의 $i$번째 행은 $l$층의 $i$번째 노드로 **들어가는** "
        r"가중치이고, $\delta^{(l)} = \partial L / \partial z^{(l)}$입니다.",
        f"A {'-'.join(map(str, wanted.units))} network. Row $i$ of $W^{{(l)}}$ holds the weights **into** unit $i$ of layer "
        r"$l$, and $\delta^{(l)} = \partial L / \partial z^{(l)}$.",
    )
    task = Text(
        "순전파와 역전파를 손으로 계산하고, 경사하강법으로 한 번 갱신하십시오. 모든 기울기는 갱신하기 **전**의 가중치로 구합니다.",
        "Work the forward and the backward pass by hand and update once by gradient descent. "
        "Every gradient uses the weights from **before** the update.",
    )
    return joined([intro, _rules(wanted), same(_numbers(givens, wanted)), task], "\n\n")


def _rules(wanted: Shape) -> Text:
    names = ", ".join(
        rf"\varphi^{{({i})}} = {_activation(name).symbol}" for i, name in enumerate(wanted.activations, 1)
    )
    bias = " + b^{(l)}" if wanted.biased else ""
    forward = same(
        rf"$$z^{{(l)}} = W^{{(l)}} a^{{(l-1)}}{bias},\quad a^{{(l)}} = \varphi^{{(l)}}(z^{{(l)}}),\quad a^{{(0)}} = x$$"
    )
    losses = {
        "mse": r"L = \frac{1}{N}\sum (y - \hat{y})^2",
        "half_mse": r"L = \frac{1}{2N}\sum (y - \hat{y})^2",
        "half_sum": r"L = \frac{1}{2}\sum (y - \hat{y})^2",
        "bce": r"L = -\frac{1}{N}\sum \left[y \ln \hat{y} + (1-y)\ln(1-\hat{y})\right]",
        "ce": r"L = -\frac{1}{N}\sum y \ln \hat{y}",
    }
    counted = LOSSES[wanted.loss].averages
    n = "" if counted == "nothing" else rf",\quad N = {_averaged_over(wanted)}"
    kept = Text("", "")
    if wanted.biased and not wanted.train_bias:
        kept = Text("\n\n편향은 학습하지 않습니다.", "\n\nThe biases are not trained.")
    return forward + same(f"\n\n$${names},\\quad {losses[wanted.loss]}{n}$$") + kept


def _numbers(givens: Givens, wanted: Shape) -> str:
    parts = [rf"x = {_tex(givens['x'])}", rf"y = {_tex(givens['y'])}", rf"\eta = {givens['eta']}"]
    lines = [r",\quad ".join(parts)]
    for layer, W in enumerate(givens["W"], 1):
        line = rf"W^{{({layer})}} = {_tex(W, matrix_rows=True)}"
        if wanted.biased:
            line += rf",\quad b^{{({layer})}} = {_tex(givens['b'][layer - 1])}"
        lines.append(line)
    return "\n\n".join(f"$${line}$$" for line in lines)


def _tex(value: Any, *, matrix_rows: bool = False) -> str:
    """A vector as a column; rows of a batch or a matrix as they stand."""
    rows = value if matrix_rows or isinstance(value[0], list) else [[cell] for cell in value]
    body = r" \\ ".join(" & ".join(str(cell) for cell in row) for row in rows)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


FAMILY = Family(
    id="backprop.network",
    version="1.0",
    title=Text("신경망의 역전파", "Backpropagation in a dense network"),
    topics=("backprop", "gradient descent"),
    coverage=(
        "C-011",
        "C-012",
        "C-014",
        "C-033",
        "C-045",
        "C-046",
        "C-047",
        "C-060",
        "C-062",
        "C-063",
        "C-064",
        "C-065",
    ),
    given=(
        Parameter("x", read.numbers_or_rows),
        Parameter("y", read.numbers_or_rows),
        Parameter("W", _matrices),
        Parameter("b", _vectors, default=None, required=False),
        Parameter("activations", _names),
        Parameter("loss", read.one_of(*LOSSES), default="mse", required=False),
        Parameter("eta", read.number),
        Parameter("train_bias", read.flag, default=True, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params=PARAMS,
    checked=checked,
)
