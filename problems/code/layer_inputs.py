"""What layers are checked with: few inputs, since every call of a check is made for every hand-in."""

from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Grid, Inputs, Picked

NUMBER = Grid(-3, 3, avoid=(0, 0.5, 1))  # another object is given 1 - x
ENTRY = Grid(-2, 2, avoid=(0, 0.5))


def _arrays(*lists: Any) -> Args:
    return tuple(np.array(numbers, dtype=float) for numbers in lists)


FACTORS = Inputs("factors", (NUMBER, NUMBER, NUMBER), always=((2, 3, 1), (100, 2, 1.1)), draws=2)
FACTOR_ARRAYS = Inputs(
    "factor_arrays",
    (Array(ENTRY, ((3, 3), (2, 4))),),
    always=(_arrays([2, 3], [5, 7], [1, 10]),),
    draws=2,
    make=lambda block: tuple(row.copy() for row in block),
)
SIGNAL = Inputs(
    "signal",
    (Array(ENTRY, ((2, 2), (4, 8))),),
    always=(_arrays([2, -1], [1, 10]), _arrays([3, -2, 2, -3], [1, -1, -0.5, 2])),
    draws=2,
    make=lambda block: (block[0].copy(), block[1].copy()),
)
SIGNAL_ROWS = Inputs(
    "signal_rows",
    (Array(Picked((0.0, 1.0, -1.0, 2.0, -0.5)), ((2, 2), (2, 3), (2, 3))),),
    always=(_arrays([[1, -2], [0, 3]], [[1, 1], [-1, 2]]),),
    draws=2,
    make=lambda block: (block[0].copy(), block[1] + 0.5),
)
SIGNAL_INTEGERS = Inputs(
    "signal_integers",
    (Array(Grid(-3, 3, decimals=0), ((2, 2), (3, 5)), dtype="int64"),),
    always=((np.array([2, -1]), np.array([0.5, 1.5])),),
    draws=1,
    make=lambda block: (block[0].copy(), block[1] + 0.5),
)


def _batch(block: Any, sizes: tuple[int, int, int]) -> Args:
    """W (D x M), b, x (N x D) and dout (N x M) from the corners of a square block."""
    n, d, m = sizes
    return block[0, :d, :m].copy(), block[1, 0, :m].copy(), block[2, :n, :d].copy(), block[3, :n, :m].copy()


_BLOCK = Array(ENTRY, ((4, 4), (4, 4), (4, 4)))
_W = [[1, 2, 3], [4, 5, 6]]
BATCH = Inputs(
    "batch",
    (_BLOCK, Picked(((2, 2, 3), (3, 2, 4), (4, 3, 2)))),
    always=(
        _arrays([[2], [3]], [1], [[1, 2]], [[1]]),
        _arrays(_W, [10, 20, 30], [[1, 2], [-1, 3]], [[1, 0, -1], [2, 1, 0.5]]),
    ),
    draws=2,
    make=_batch,
)
SQUARE = Inputs(
    "square",
    (_BLOCK, Picked(((2, 2, 2), (3, 3, 3)))),
    always=(_arrays([[1, 2], [3, 4]], [1, -1], [[1, 2], [3, -1]], [[1, 2], [-1, 0.5]]),),
    draws=1,
    make=_batch,
)
HIDDEN_BATCH = Inputs(
    "hidden_batch",
    (_BLOCK, Picked(((1, 3, 2), (3, 4, 2), (4, 2, 4)))),
    always=(_arrays([[1, -1, 2], [0.5, 3, 1]], [0, 1, 2], [[2, 1]], [[1, -1, 2]]),),
    draws=2,
    make=_batch,
)
INTEGER_BATCH = Inputs(
    "integer_batch",
    (Array(Grid(-3, 3, decimals=0), ((4, 4), (3, 3), (3, 3)), dtype="int64"),),
    always=(
        (np.array([[1, 2, 0], [3, -1, 1]]), np.array([1, 0, 2]), np.array([[1, 2]]), np.array([[0.5, 0.25, 1.5]])),
    ),
    draws=1,
    make=lambda block: (block[0, :2].copy(), block[1, 0].copy(), block[2, :, :2].copy(), block[3] + 0.5),
)


def _targets(keys: Any) -> Any:
    """Rows with one 1, where a row of keys is largest."""
    return np.eye(keys.shape[1])[np.argmax(keys, axis=1)]


def _logits(*lists: Any) -> Args:
    """Rows of logits, and the class of each row."""
    rows, classes = lists
    z = np.array(rows, dtype=float)
    return z, np.eye(z.shape[1])[classes]


def _labelled(block: Any) -> Args:
    return block[0].copy(), _targets(block[1])


LOGITS = Inputs(
    "logits",
    (Array(ENTRY, ((2, 2), (2, 3), (2, 4))),),
    always=(
        _logits([[1, 2]], [0]),
        _logits([[1, 2, 3], [2, 1, -1]], [0, 2]),
        _logits([[1, 2, 3], [2, 2, 2], [3, 1, 0]], [2, 0, 1]),
    ),
    draws=2,
    make=_labelled,
)
TWO_BY_TWO = Inputs(
    "two_by_two",
    (Array(ENTRY, ((2, 2), (2, 2), (2, 2))),),
    always=(_logits([[1, 2], [2, -1]], [0, 0]),),
    draws=1,
    make=_labelled,
)
LARGE = Inputs(
    "large_logits",
    (Array(Grid(-2, 2, decimals=0), ((2, 2), (2, 3), (2, 4))), Picked((1000.0, -1000.0))),
    always=(_logits([[1000, 1001]], [0]), _logits([[1000, 0]], [0]), _logits([[0, 1], [1000, 1001]], [1, 0])),
    draws=1,
    make=lambda block, shift: (block[0] + shift, _targets(block[1])),
)
HIDDEN_LOGITS = Inputs(
    "hidden_logits",
    (Array(ENTRY, ((2, 2), (3, 4), (3, 4))),),
    always=(_logits([[0, 1, 2], [1, -1, 0], [2, 0.5, 1], [0, 0, 1]], [1, 2, 0, 0]),),
    draws=2,
    make=_labelled,
)
