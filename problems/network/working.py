"""Backpropagation in a dense network as a Working: steps from the shape alone, whatever the numbers.

delta is the gradient of the loss by the pre-activation. All gradients use the weights from before the update.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from problems.mistakes import activation as act
from problems.mistakes import backprop as back
from problems.mistakes.backprop import slip
from problems.network.shape import FITTING, Shape
from reference.activations import SOFTMAX, Activation
from reference.backprop import affine, bias_gradient, bias_gradient_of_one, descend, linear, sent_back, weight_gradient
from reference.layout import CELL, SCALAR, Layout, column, matrix
from reference.losses import LOSSES, Loss, joined_gradient
from reference.shaped_activations import EVERY_ACTIVATION
from reference.text import Text
from reference.working import Formula, Given, Mistake, Step, Working


def activation_named(name: str) -> Activation:
    return SOFTMAX if name == SOFTMAX.name else EVERY_ACTIVATION[name]


def _layer(symbol: str, layer: int, new: str = "") -> str:
    mark = r"\,\text{new}" if new else ""
    return rf"{{{symbol}^{{({layer}){mark}}}}}"


def through_layers(wanted: Shape, new: str = "") -> Iterator[Step]:
    """z and a of each layer; with `new` = "_new" after the update."""
    below = "x"
    for layer in range(1, wanted.layers + 1):
        yield _pre_activation(wanted, layer, below, new)
        yield _activated(wanted, layer, new)
        below = f"a{layer}{new}"


def layer_givens(wanted: Shape) -> Iterator[Given]:
    """Weights and biases."""
    for layer in range(1, wanted.layers + 1):
        yield Given(f"W{layer}", _layer("W", layer), matrix(wanted.units[layer], wanted.units[layer - 1]))
        if wanted.biased:
            yield Given(f"b{layer}", _layer("b", layer), column(wanted.units[layer]))


def _forward(wanted: Shape, new: str = "") -> Iterator[Step]:
    yield from through_layers(wanted, new)
    yield _loss(wanted, f"a{wanted.layers}{new}", new)


def _pre_activation(wanted: Shape, layer: int, below: str, new: str) -> Step:
    W, b = f"W{layer}{new}", f"b{layer}" + (new if wanted.train_bias else "")
    activation = activation_named(wanted.activations[layer - 1])
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
        avoids=activation.kinks,
    )


def _activated(wanted: Shape, layer: int, new: str) -> Step:
    name, z = wanted.activations[layer - 1], f"z{layer}{new}"
    activation = activation_named(name)
    slips = {"sigmoid": act.sigmoid_slips(z), "tanh": act.tanh_slips(z), "relu": act.relu_slips(z)}
    return Step(
        f"a{layer}{new}",
        _layer("a", layer, new),
        activation,
        (z,),
        Text(f"{layer}층의 출력", f"outputs of layer {layer}"),
        wanted.of_units(wanted.units[layer]),
        mistakes=slips.get(name) or act.shaped_slips(name, z),
        domain=activation.bounds,
        avoids=(0.5,) if name == "sigmoid" else (),
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
        mistakes=(_other_loss(loss, prediction),),
        domain=(-1e-12, float("inf")),
    )


def _other_loss(loss: Loss, prediction: str) -> Mistake:
    """A squared error under the other convention for its factor; a cross entropy without its minus."""
    reads = ("y", prediction, "n")
    if loss.name in {"bce", "ce"}:
        return slip("loss-sign", back.LOSS_SIGN, lambda y, p, n: -loss.value(y, p, n), *reads)
    factor = 0.5 if loss.name == "mse" else 2.0
    return slip("loss-factor", back.FACTOR_TWO, lambda y, p, n: loss.value(y, p, n) * factor, *reads, convention=True)


def _backward(wanted: Shape) -> Iterator[Step]:
    for layer in range(wanted.layers, 0, -1):
        yield _output_delta(wanted) if layer == wanted.layers else _hidden_delta(wanted, layer)
        below = f"a{layer - 1}" if layer > 1 else "x"
        yield _weight_gradient(wanted, layer, below)
        if wanted.train_bias:
            yield _bias_gradient(wanted, layer)
        yield _updated(layer, "W", matrix(wanted.units[layer], wanted.units[layer - 1]))
        if wanted.train_bias:
            yield _updated(layer, "b", column(wanted.units[layer]))


def _output_delta(wanted: Shape) -> Step:
    layer = wanted.layers
    loss, activation = LOSSES[wanted.loss], activation_named(wanted.activations[-1])
    reads: tuple[str, ...]
    z, a = f"z{layer}", f"a{layer}"
    if wanted.loss in FITTING:
        formula: Formula = joined_gradient
        reads = ("y", a, "n")
        wrong = [slip("error-sign", back.ERROR_SIGN, lambda y, p, n: (y - p) / n, *reads)]
        wrong += [slip("slope-multiplied-again", back.SLOPE_AGAIN, lambda y, p, n: (p - y) / n * p * (1 - p), *reads)]
    else:
        reads = ("y", a, "n", z)
        formula = _chained(loss, activation)
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


def _chained(loss: Loss, activation: Activation) -> Formula:
    """The loss's gradient by the output, times the output's slope."""

    def formula(y: Any, a: Any, n: Any, z: Any) -> Any:
        return loss.gradient(y, a, n) * activation.slope(z, a)

    return formula


def _other_delta(loss: Loss, formula: Any) -> tuple[Any]:
    factor = 0.5 if loss.name == "mse" else 2.0
    return (lambda y, a, n, z: formula(y, a, n, z) * factor,)


def _hidden_delta(wanted: Shape, layer: int) -> Step:
    activation = activation_named(wanted.activations[layer - 1])
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
        Text(f"{layer}층 가중치에 대한 기울기", f"gradient of the weights of layer {layer}"),
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
        bias_gradient if wanted.count > 1 else bias_gradient_of_one,
        (f"delta{layer}",),
        Text(f"{layer}층 편향에 대한 기울기", f"gradient of the biases of layer {layer}"),
        column(wanted.units[layer]),
        mistakes=tuple(wrong),
        gradient=("loss", f"b{layer}"),
    )


def _updated(layer: int, what: str, layout: Layout) -> Step:
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
def network_working(wanted: Shape) -> Working:
    givens = [
        Given("x", "{x}", wanted.of_units(wanted.units[0])),
        Given("y", "{y}", wanted.of_units(wanted.units[-1])),
        Given("eta", r"\eta", SCALAR),
        Given("n", "N", SCALAR),
    ]
    givens.extend(layer_givens(wanted))
    return Working(tuple(givens), (*_forward(wanted), *_backward(wanted), *_forward(wanted, "_new")))
