"""Numerical differentiation: difference quotients, the gradient of a function of an array, and what it costs."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

STEP = 1e-4
"""Half the span of a difference: its error goes with the square, and rounding stays near 1e-12 of the values."""


def forward_difference(above: Any, here: Any, h: Any) -> Any:
    """(f(x + h) - f(x)) / h, from the two values; its error goes with h."""
    return (above - here) / h


def central_difference(above: Any, below: Any, h: Any) -> Any:
    """(f(x + h) - f(x - h)) / 2h, from the two values; its error goes with the square of h."""
    return (above - below) / (2 * h)


EVALUATIONS: Mapping[str, Callable[[Any], Any]] = {
    "forward": lambda parameters: parameters + 1,
    "central": lambda parameters: 2 * parameters,
}
"""How often the loss is evaluated for one gradient: once for each parameter and once where it stands, or twice."""


def duration(operations: Any, per_second: Any) -> Any:
    """Seconds."""
    return operations / per_second


def in_hours(seconds: Any) -> Any:
    """The same in hours."""
    return seconds / 3600


def numerical_gradient(f: Callable[[Any], Any], x: Any, h: float = STEP) -> Any:
    """(f(x + h) - f(x - h)) / 2h in every entry, with the others as they are; float64 in the shape of x."""
    x = np.asarray(x, dtype=np.float64)
    slopes = np.empty(x.shape)
    for cell in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[cell] += h
        below[cell] -= h
        slopes[cell] = central_difference(f(above), f(below), h)
    return slopes
