"""Layers forward and backward, as code has them: one row per example, weights with one column per unit.

`backward` turns the gradient of the loss by a layer's output (`dout`) into that by its inputs. The formulas of dense
layers stand in `reference.backprop`, over units x examples; here they are turned to lie the other way.
"""

from typing import Any

import numpy as np

from reference import backprop
from reference.activations import ACTIVATIONS, softmax
from reference.losses import LOSSES, joined_gradient
from reference.vocabulary import over


def product(x: Any, y: Any) -> Any:
    """A multiplication node."""
    return x * y


def product_back(x: Any, y: Any, dout: Any) -> tuple[Any, Any]:
    """Gradients by x and y of their product: each is dout times the other factor."""
    return dout * y, dout * x


def sum_of(x: Any, y: Any) -> Any:
    """An addition node."""
    return x + y


def sum_back(dout: Any) -> tuple[Any, Any]:
    """Gradients by both terms of a sum: dout goes on as it is."""
    return dout, dout


def activation_back(name: str, x: Any, dout: Any) -> Any:
    """Gradient by what an activation function was given: dout times its slope there."""
    activation = ACTIVATIONS[name]
    return dout * activation.slope(x, activation(x))


def affine(W: Any, b: Any, x: Any) -> Any:
    """x W + b for rows x, with b added to every row."""
    return backprop.affine(W.mT, x.mT, b[:, None]).mT


def affine_back(W: Any, x: Any, dout: Any) -> tuple[Any, Any, Any]:
    """Gradients by the rows x, by W and by b, the last two summed over the rows."""
    delta = dout.mT
    return (
        backprop.sent_back(W.mT, delta).mT,
        backprop.weight_gradient(delta, x.mT).mT,
        backprop.bias_gradient(delta)[:, 0],
    )


def softmax_loss(x: Any, t: Any) -> Any:
    """The mean cross entropy of softmax rows against rows t that hold a single 1.

    Only the probability of the right class enters, so that a probability of 0 elsewhere is no log 0.
    """
    chosen = over(t * softmax(x), -1)
    return LOSSES["ce"].value(1, chosen, len(x))[0, 0]


def softmax_loss_back(x: Any, t: Any) -> Any:
    """Its gradient by the rows x."""
    return joined_gradient(t, softmax(x), len(np.asarray(x)))


def fruit(apple: Any, apple_count: Any, orange: Any, orange_count: Any, tax: Any) -> Any:
    """The price of some apples and oranges with tax, which is a factor such as 1.1."""
    return product(sum_of(product(apple, apple_count), product(orange, orange_count)), tax)


def fruit_back(apple: Any, apple_count: Any, orange: Any, orange_count: Any, tax: Any) -> tuple[Any, ...]:
    """Gradients of that price by each of the five, found backwards through the graph."""
    apples, oranges = product(apple, apple_count), product(orange, orange_count)
    d_total, d_tax = product_back(sum_of(apples, oranges), tax, 1)
    d_apples, d_oranges = sum_back(d_total)
    return (*product_back(apple, apple_count, d_apples), *product_back(orange, orange_count, d_oranges), d_tax)
