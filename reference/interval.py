"""Interval arithmetic over arrays: a bound for a formula where a straight line through its ends is none.

Outward rounding is left out: the callers' widths are ten orders of magnitude above float64's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reference.vocabulary import exp, hyperbolic_tangent, log, nonnegative, positive, ramp, signum, sqrt

Array = NDArray[np.float64]

_INCREASING: dict[str, Callable[[Any], Any]] = {
    "exp": exp,
    "log": log,
    "sqrt": sqrt,
    "tanh": hyperbolic_tangent,
    "positive": positive,
    "nonnegative": nonnegative,
    "sign": signum,
    "ramp": ramp,
}


@dataclass(frozen=True, slots=True)
class Interval:
    """Cells between `low` and `high`, arrays of one shape."""

    low: Array
    high: Array

    __array_ufunc__ = None

    def __add__(self, other: Any) -> "Interval":
        right = interval(other)
        return Interval(self.low + right.low, self.high + right.high)

    __radd__ = __add__

    def __neg__(self) -> "Interval":
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Any) -> "Interval":
        return self + (-interval(other))

    def __rsub__(self, other: Any) -> "Interval":
        return interval(other) + (-self)

    def __mul__(self, other: Any) -> "Interval":
        right = interval(other)
        return _hull([self.low * right.low, self.low * right.high, self.high * right.low, self.high * right.high])

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> "Interval":
        right = interval(other)
        through_zero = (right.low <= 0) & (right.high >= 0)
        with np.errstate(divide="ignore"):
            inverse = Interval(
                np.where(through_zero, -np.inf, 1 / right.high), np.where(through_zero, np.inf, 1 / right.low)
            )
        return self * inverse

    def __rtruediv__(self, other: Any) -> "Interval":
        return interval(other) / self

    def __matmul__(self, other: Any) -> "Interval":
        right = interval(other)
        terms = Interval(self.low[..., :, :, None], self.high[..., :, :, None]) * Interval(
            right.low[..., None, :, :], right.high[..., None, :, :]
        )
        return Interval(terms.low.sum(axis=-2), terms.high.sum(axis=-2))

    def __rmatmul__(self, other: Any) -> "Interval":
        return interval(other) @ self

    def __pow__(self, exponent: int) -> "Interval":
        low, high = self.low**exponent, self.high**exponent
        both = _hull([low, high])
        if exponent % 2:
            return both
        spans_zero = (self.low < 0) & (self.high > 0)
        return Interval(np.where(spans_zero, 0.0, both.low), both.high)

    @property
    def mT(self) -> "Interval":
        return Interval(self.low.mT, self.high.mT)

    def function(self, name: str) -> "Interval":
        """Every function of the vocabulary is increasing, so its ends are its bounds."""
        increasing = _INCREASING[name]
        return Interval(increasing(self.low), increasing(self.high))

    def total(self, axes: tuple[int, ...]) -> "Interval":
        return Interval(self.low.sum(axis=axes, keepdims=True), self.high.sum(axis=axes, keepdims=True))

    def shift(self, axis: int) -> "Interval":
        return Interval(self.low.max(axis=axis, keepdims=True), self.high.max(axis=axis, keepdims=True))


def interval(value: Any) -> Interval:
    """An `Interval` as it is; an exact value as an interval of no width."""
    if isinstance(value, Interval):
        return value
    point = np.asarray(value, dtype=np.float64)
    return Interval(point, point)


def _hull(candidates: list[Array]) -> Interval:
    return Interval(np.minimum.reduce(candidates), np.maximum.reduce(candidates))
