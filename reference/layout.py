"""How a quantity stands inside a Working, and how a person writes it.

Inside, a network's quantities are matrices: units down, examples across, weights with one row per unit
they lead INTO. A person writes a single example's activations as a vector, a batch's as one row per
example, and a loss as a number. `shown` and `inside` lead from one to the other.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Layout:
    """`shape` is what a person writes: () a number, (n,) a vector, (m, n) a matrix.

    `kind`: "plain" stands inside as it is shown; "cell" is a 1 x 1 matrix shown as a number; "single" a row of one
    shown as a number; "column" a one-column matrix shown as a vector; "rows" a matrix shown transposed, one row per
    example.
    """

    kind: str
    shape: tuple[int, ...]

    def shown(self, value: Any) -> Any:
        """The value as a person writes it, an array of `shape` (float64, or objects)."""
        array = np.asarray(value)
        if self.kind == "rows":
            return array.T
        return array.reshape(self.shape)

    def inside(self, shown: Any) -> Any:
        """An array of `shape` as the Working's formulas take it."""
        array = np.asarray(shown)
        if self.kind == "cell":
            return array.reshape((1, 1))
        if self.kind == "single":
            return array.reshape((1,))
        if self.kind == "column":
            return array.reshape((-1, 1))
        return array.T if self.kind == "rows" else array


SCALAR = Layout("plain", ())
CELL = Layout("cell", ())
SINGLE = Layout("single", ())


def vector(n: int) -> Layout:
    """n numbers."""
    return Layout("plain", (n,))


def matrix(rows: int, columns: int) -> Layout:
    """A matrix written as it stands."""
    return Layout("plain", (rows, columns))


def column(n: int) -> Layout:
    """One example's n units."""
    return Layout("column", (n,))


def examples(count: int, units: int) -> Layout:
    """A batch: one row per example, one number per unit."""
    return Layout("rows", (count, units))
