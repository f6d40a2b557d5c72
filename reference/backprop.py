"""Dense layers forward and backward, and the gradient step: formulas over units x examples matrices.

Weights have one row per unit they lead into; a bias is one column. Scalars work as well, so the same
formulas serve a network written out weight by weight.
"""

from typing import Any

from reference.vocabulary import over_examples


def affine(W: Any, a: Any, b: Any) -> Any:
    """Pre-activations W a + b."""
    return W @ a + b


def linear(W: Any, a: Any) -> Any:
    """Pre-activations W a, of a layer without bias."""
    return W @ a


def two_inputs(v1: Any, x1: Any, v2: Any, x2: Any) -> Any:
    """A unit with two inputs and no bias, written out."""
    return v1 * x1 + v2 * x2


def weight_gradient(delta: Any, a: Any) -> Any:
    """Gradient of the loss by the weights: delta times what came in, summed over the examples."""
    return delta @ a.mT


def bias_gradient(delta: Any) -> Any:
    """Gradient of the loss by the biases: delta summed over the examples."""
    return over_examples(delta)


def bias_gradient_of_one(delta: Any) -> Any:
    """Gradient of the loss by the biases for a single example: delta as it is."""
    return delta


def sent_back(W: Any, delta: Any) -> Any:
    """Gradient of the loss by what came into a layer: every path back, with the weights of the forward pass."""
    return W.mT @ delta


def descend(w: Any, gradient: Any, rate: Any) -> Any:
    """One step of gradient descent."""
    return w - rate * gradient
