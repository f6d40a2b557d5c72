"""The derivatives of softmax outputs by all inputs."""

from typing import Any

import numpy as np

from reference.interval import Interval
from reference.tex import SUM, Tex


def softmax_jacobian(s: Any) -> Any:
    """s_i (1 - s_i) on the diagonal, -s_i s_j beside it; row i holds the slopes of output i. s is a vector."""
    if isinstance(s, Tex):
        return Tex(rf"\operatorname{{diag}}({s}) - {s} \, {{{s}}}^{{\top}}", SUM, 2)
    cells = s.low if isinstance(s, Interval) else np.asarray(s)
    return _turned(s, -1) * (np.eye(cells.shape[-1]) - _turned(s, -2))


def _turned(s: Any, axis: int) -> Any:
    if isinstance(s, Interval):
        return Interval(np.expand_dims(s.low, axis), np.expand_dims(s.high, axis))
    return np.expand_dims(np.asarray(s), axis)
