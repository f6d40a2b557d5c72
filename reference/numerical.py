"""Numerical differentiation: the central difference of a function of an array, entry by entry."""

from collections.abc import Callable
from typing import Any

import numpy as np

STEP = 1e-4
"""Half the span of a difference: its error goes with the square, and rounding stays near 1e-12 of the values."""


def numerical_gradient(f: Callable[[Any], Any], x: Any, h: float = STEP) -> Any:
    """(f(x + h) - f(x - h)) / 2h in every entry, with the others as they are; float64 in the shape of x."""
    x = np.asarray(x, dtype=np.float64)
    slopes = np.empty(x.shape)
    for cell in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[cell] += h
        below[cell] -= h
        slopes[cell] = (f(above) - f(below)) / (2 * h)
    return slopes
