"""Inputs of functions on arrays, shared by the tasks that ask for such functions."""

from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Grid, Inputs, Picked


def column(*numbers: float, dtype: str = "float64") -> Args:
    """One argument: a vector."""
    return (np.array(numbers, dtype=dtype),)


def rows(*lists: list[float]) -> Args:
    """One argument: a matrix."""
    return (np.array(lists, dtype=float),)


def apart(z: np.ndarray[Any, Any]) -> Args:
    """Rows whose logits lie a thousand apart from the next row's."""
    return (z + 1000.0 * np.arange(len(z))[:, None],)


_LONG = ((3, 10),)  # a call costs far more than an entry: few inputs with many entries
VECTORS = Inputs(
    "vectors",
    (Array(Grid(-6, 6), _LONG),),
    always=(column(0), column(1), column(2, -2, 0.5), column(20, -20)),
)
NONZERO = Inputs(
    "nonzero",
    (Array(Grid(-6, 6, avoid=(0,)), _LONG),),
    always=(column(1), column(2, -2, 0.5), column(20, -20)),
    draws=3,
)
SMOOTH = Inputs(
    "smooth",
    (Array(Grid(-4, 4, avoid=(0,)), _LONG),),
    always=(column(1, -1),),
    draws=2,
)
ZEROS = Inputs(
    "zeros",
    (Array(Picked((0.0, 1.0, -1.0)), _LONG),),
    always=(column(0), column(1, 0, -1)),
    draws=1,
)
EXTREMES = Inputs(
    "extremes",
    (Array(Picked((0.0, 1000.0, -1000.0, 750.0, -750.0, 40.0, -40.0)), _LONG),),
    always=(column(1000), column(0, 1000, -1000)),
    draws=1,
)
INTEGERS = Inputs(
    "integers",
    (Array(Grid(-6, 6, decimals=0), _LONG, dtype="int64"),),
    always=(column(1, dtype="int64"), column(2, -1, 3, 0, dtype="int64")),
    draws=1,
)
ROWS = Inputs(
    "rows",
    (Array(Grid(-6, 6), ((1, 4), (2, 4))),),
    always=(rows([0, 1]), rows([1, 2], [2, 0]), rows([1, 2, 3], [2, 2, 2], [3, 1, 0]), rows([0, 1], [2, 0], [1, 1])),
    draws=3,
)
ROWS_APART = Inputs(
    "rows_apart",
    (Array(Grid(-6, 6, decimals=0), ((2, 4), (2, 4))),),  # whole, so that float32 holds them a thousand away too
    always=(rows([0, 1], [1000, 1001]),),
    draws=2,
    make=apart,
)
LARGE = Inputs(
    "large",
    (Array(Grid(-6, 6, decimals=0), ((2, 5),)), Picked((1000.0, -1000.0, 750.0))),
    always=(column(1000, 1001), column(-1000, -1001), column(1000, 0), column(1000, -1000), column(-1000, 1000)),
    draws=1,
    make=lambda z, shift: (z + shift,),
)
SHIFTED = Inputs(
    "shifted",
    (Array(Grid(-6, 6), ((2, 5),)), Grid(-20, 20, decimals=0, avoid=(0,))),
    always=((*column(1, 2), 1), (*column(1, 2, 3), 10), (*column(1, 2), -5)),
    draws=1,
)
LOGITS = Inputs(
    "logits",
    (),
    always=(column(1, 2), column(3), rows([1, 2], [2, 0]), rows([0, 1, 2])),
    draws=0,
)
