"""An error shared out by the weights, as introductions picture backpropagation. The gradient is not divided so."""

from typing import Any

from reference.vocabulary import over


def shares(error: Any, w: Any) -> Any:
    """The error times each weight's part of their sum."""
    return error * w / over(w, -1)


def weighted(error: Any, w: Any) -> Any:
    """The error times each weight: what the gradient sends back through a linear unit."""
    return error * w
