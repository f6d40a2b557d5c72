"""The loss of an optimizer problem and its gradient, in every algebra."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from reference.activations import sigmoid
from reference.expressions import Expression, parse
from reference.expressions.calculus import derivative
from reference.expressions.page import tex_of
from reference.interval import Interval
from reference.tex import Tex, named
from reference.vocabulary import exp, hyperbolic_tangent, log, nonnegative, positive, ramp, signum, sqrt

FUNCTIONS: Mapping[str, Any] = {
    "exp": exp,
    "log": log,
    "sqrt": sqrt,
    "tanh": hyperbolic_tangent,
    "sigmoid": sigmoid,
    "ramp": ramp,
    "positive": positive,
    "nonnegative": nonnegative,
    "sign": signum,
}
"""What a loss may be made of: each has a value, a bound and a derivative."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss of w: `tree` in `names` (one for each component; one alone is a number)."""

    tree: Expression
    names: tuple[str, ...]

    def __call__(self, w: Any) -> Any:
        """The loss at w: a number."""
        if isinstance(w, Tex):
            return tex_of(self.tree, {"w": w}) if len(self.names) == 1 else named("L", w)
        return _value(self.tree, self.names, w)


@dataclass(frozen=True, slots=True)
class Gradient:
    """The gradient of a loss: a number for one weight, else a vector."""

    slopes: tuple[Expression, ...]
    names: tuple[str, ...]
    vector: bool

    def __call__(self, w: Any) -> Any:
        """The gradient at w."""
        if isinstance(w, Tex):
            return named(r"\nabla L", w) if self.vector else tex_of(self.slopes[0], {"w": w})
        cells = [_value(slope, self.names, w) for slope in self.slopes]
        return _stacked(cells, w) if self.vector else cells[0]


@lru_cache(maxsize=512)
def loss_and_gradient(text: str, names: tuple[str, ...]) -> tuple[Loss, Gradient]:
    """A loss that was typed, and its gradient by SymPy."""
    tree = parse(text, names)
    slopes = tuple(derivative(tree, name) for name in names)
    return Loss(tree, names), Gradient(slopes, names, names != ("w",))


def _value(tree: Expression, names: tuple[str, ...], w: Any) -> Any:
    parts = {"w": w} if names == ("w",) else {name: _component(w, place) for place, name in enumerate(names)}
    exactly = isinstance(w, Fraction) or (not isinstance(w, Interval) and np.asarray(w).dtype == object)
    constants = {"e": np.e, "pi": np.pi}
    return tree.read(constants | parts, FUNCTIONS, Fraction if exactly else float)


def _component(w: Any, place: int) -> Any:
    return Interval(w.low[..., place], w.high[..., place]) if isinstance(w, Interval) else np.asarray(w)[..., place]


def _stacked(cells: list[Any], w: Any) -> Any:
    if isinstance(w, Interval):
        ends = [cell if isinstance(cell, Interval) else Interval(np.asarray(cell), np.asarray(cell)) for cell in cells]
        return Interval(_rows([end.low for end in ends]), _rows([end.high for end in ends]))
    return _rows(cells)


def _rows(cells: list[Any]) -> Any:
    return np.stack(np.broadcast_arrays(*cells), axis=-1)
