"""Softmax outputs: their derivatives by all inputs, and the class that they predict."""

from typing import Any

import numpy as np

from reference.interval import Interval
from reference.tex import SUM, Tex, named


def softmax_jacobian(s: Any) -> Any:
    """s_i (1 - s_i) on the diagonal, -s_i s_j beside it; row i holds the slopes of output i. s is a vector."""
    if isinstance(s, Tex):
        return Tex(rf"\operatorname{{diag}}({s}) - {s} \, {{{s}}}^{{\top}}", SUM, 2)
    cells = s.low if isinstance(s, Interval) else np.asarray(s)
    return _turned(s, -1) * (np.eye(cells.shape[-1]) - _turned(s, -2))


def predicted_class(a: Any) -> Any:
    """The place, from 1, of each example's largest output; the first of equal ones. a is units x examples."""
    if isinstance(a, Tex):
        return named(r"\arg\max\,", a)
    if isinstance(a, Interval):
        possible = a.high >= np.max(a.low, axis=-2, keepdims=True)
        last = possible.shape[-2] - np.argmax(np.flip(possible, axis=-2), axis=-2)
        return Interval(np.argmax(possible, axis=-2) + 1.0, last + 0.0)
    return np.argmax(np.asarray(a), axis=-2) + 1


def _turned(s: Any, axis: int) -> Any:
    if isinstance(s, Interval):
        return Interval(np.expand_dims(s.low, axis), np.expand_dims(s.high, axis))
    return np.expand_dims(np.asarray(s), axis)
