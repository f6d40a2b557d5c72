"""The functions that formulas are written with, each read in every algebra from one place.

A formula is a plain Python function. Applied to float64 arrays it gives values; to `Fraction`s (or object
arrays of them) exact values; to SymPy expressions the algebra; to `Tex` fragments the page; to `Interval`s
a bound. Arithmetic does this by itself; the functions below dispatch on what they are given.

Matrices are stacks of rank-2 arrays: the last two axes are (units, examples) or (to, from). Axes before
them belong to whoever evaluates many perturbed copies at once.
"""

import sys
from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from typing import Any, Protocol, runtime_checkable

import numpy as np


@runtime_checkable
class Reading(Protocol):
    """An algebra of its own (`Tex`, `Interval`): it says itself what a named function does to it."""

    def function(self, name: str) -> Any: ...
    def total(self, axes: tuple[int, ...]) -> Any: ...
    def shift(self, axis: int) -> Any: ...


class NoExactValueError(ArithmeticError):
    """A function such as exp has no rational value to give."""


def exp(x: Any) -> Any:
    """e to the x."""
    return _read("exp", x)


def log(x: Any) -> Any:
    """Natural logarithm; minus infinity at 0."""
    return _read("log", x)


def sqrt(x: Any) -> Any:
    """The root that is not negative; a fraction has an exact one only if it is a square."""
    return _read("sqrt", x)


def hyperbolic_tangent(x: Any) -> Any:
    """(e^x - e^-x) / (e^x + e^-x), without overflow."""
    return _read("tanh", x)


def positive(x: Any) -> Any:
    """1 where x > 0, else 0."""
    return _read("positive", x)


def nonnegative(x: Any) -> Any:
    """1 where x >= 0, else 0."""
    return _read("nonnegative", x)


def signum(x: Any) -> Any:
    """-1, 0 or 1."""
    return _read("sign", x)


def ramp(x: Any) -> Any:
    """x where x > 0, else 0."""
    return _read("ramp", x)


def total(x: Any) -> Any:
    """Sum over all cells of a matrix, kept as a 1 x 1 matrix."""
    return _sum(x, (-2, -1))


def over_examples(x: Any) -> Any:
    """Sum over the examples (columns), kept as one column."""
    return _sum(x, (-1,))


def shift(x: Any, axis: int) -> Any:
    """What to take off x before exponentials whose ratio is wanted: the largest entry along an axis, kept.

    It cancels, and keeps floats from overflowing; symbols need none.
    """
    if isinstance(x, Reading):
        return x.shift(axis)
    array = np.asarray(x)
    if array.dtype == object or not array.size:
        return 0
    return np.max(array, axis=axis, keepdims=True)


def over(x: Any, axis: int) -> Any:
    """Sum along one axis, kept."""
    return _sum(x, (axis,))


def _sum(x: Any, axes: tuple[int, ...]) -> Any:
    if isinstance(x, Reading):
        return x.total(axes)
    return np.asarray(x).sum(axis=axes, keepdims=True)


_NUMERIC: dict[str, Callable[[Any], Any]] = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "tanh": np.tanh,
    "positive": lambda x: np.where(np.isnan(x), x, np.heaviside(x, 0.0)),
    "nonnegative": lambda x: np.where(np.isnan(x), x, np.heaviside(x, 1.0)),
    "sign": np.sign,
    "ramp": lambda x: np.maximum(x, 0.0),
}


def _root(x: Fraction) -> Fraction:
    if x >= 0:
        root = Fraction(isqrt(x.numerator), isqrt(x.denominator))
        if root**2 == x:
            return root
    raise NoExactValueError("sqrt")


_EXACT: dict[str, Callable[[Fraction], Fraction]] = {
    "sqrt": _root,
    "positive": lambda x: Fraction(x > 0),
    "nonnegative": lambda x: Fraction(x >= 0),
    "sign": lambda x: Fraction((x > 0) - (x < 0)),
    "ramp": lambda x: max(x, Fraction(0)),
}


def _read(name: str, x: Any) -> Any:
    if isinstance(x, Reading):
        return x.function(name)
    array = np.asarray(x)
    if array.dtype != object:
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            return _NUMERIC[name](array)
    if array.ndim == 0:
        return _element(name, array.item())
    cells = np.empty(array.shape, dtype=object)
    cells.reshape(-1)[:] = [_element(name, cell) for cell in array.reshape(-1)]
    return cells


def _element(name: str, x: Any) -> Any:
    if isinstance(x, (int, Fraction)):
        if name not in _EXACT:
            raise NoExactValueError(name)
        return _EXACT[name](Fraction(x))
    return _symbolic(name, x)


def _symbolic(name: str, x: Any) -> Any:
    # Whoever holds a SymPy expression has SymPy loaded already; nobody else pays for it.
    sympy = sys.modules["sympy"]
    if name in {"exp", "log", "sqrt", "tanh", "sign"}:
        return getattr(sympy, name)(x)
    if name == "ramp":
        return sympy.Max(x, 0)
    return sympy.Piecewise((1, x > 0 if name == "positive" else x >= 0), (0, True))
