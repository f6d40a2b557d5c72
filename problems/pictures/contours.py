"""Lines of equal height of a function on a grid: marching squares, with straight pieces joined into polylines."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.float64]
Edge = tuple[int, int, int]
"""An edge of the grid: 0 across or 1 down, and the row and column of its upper left end."""

_AROUND: dict[int, tuple[tuple[str, str], ...]] = {
    1: (("left", "top"),),
    2: (("top", "right"),),
    3: (("left", "right"),),
    4: (("right", "bottom"),),
    6: (("top", "bottom"),),
    7: (("left", "bottom"),),
    8: (("left", "bottom"),),
    9: (("top", "bottom"),),
    11: (("right", "bottom"),),
    12: (("left", "right"),),
    13: (("top", "right"),),
    14: (("left", "top"),),
}
"""Which sides of a cell the line joins. Bits: upper left 1, upper right 2, lower right 4, lower left 8 are high."""


def contours(x: Grid, y: Grid, z: Grid, level: float) -> list[list[tuple[float, float]]]:
    """The polylines on which z has this level; z has one row per y and one column per x."""
    high = z > level
    kinds = high[:-1, :-1] + 2 * high[:-1, 1:] + 4 * high[1:, 1:] + 8 * high[1:, :-1]
    pieces: list[tuple[Edge, Edge]] = []
    for i, j in np.argwhere((kinds > 0) & (kinds < 15)).tolist():
        sides = {"top": (0, i, j), "bottom": (0, i + 1, j), "left": (1, i, j), "right": (1, i, j + 1)}
        pieces += [(sides[a], sides[b]) for a, b in _joins(int(kinds[i, j]), z[i : i + 2, j : j + 2], level)]
    crossing = _crossing(x, y, z, level)
    return [[crossing(edge) for edge in chain] for chain in _chained(pieces)]


def _joins(kind: int, cell: Grid, level: float) -> tuple[tuple[str, str], ...]:
    """A saddle is told apart by the mean of its corners."""
    if kind not in {5, 10}:
        return _AROUND[kind]
    middle_high = float(cell.mean()) > level
    if middle_high == (kind == 5):
        return (("top", "right"), ("left", "bottom"))
    return (("left", "top"), ("right", "bottom"))


def _crossing(x: Grid, y: Grid, z: Grid, level: float) -> Callable[[Edge], tuple[float, float]]:
    def point(edge: Edge) -> tuple[float, float]:
        down, i, j = edge
        k, m = (i + 1, j) if down else (i, j + 1)
        share = float((level - z[i, j]) / (z[k, m] - z[i, j]))
        return float(x[j] + share * (x[m] - x[j])), float(y[i] + share * (y[k] - y[i]))

    return point


def _chained(pieces: list[tuple[Edge, Edge]]) -> list[list[Edge]]:
    """Pieces that share an edge, one after another; open lines from their ends, closed ones back to their start."""
    beside: dict[Edge, list[Edge]] = {}
    for a, b in pieces:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    starts = [*(edge for edge, near in beside.items() if len(near) == 1), *beside]
    return [_walk(start, beside) for start in starts if beside[start]]  # a walk uses its pieces up


def _walk(start: Edge, beside: dict[Edge, list[Edge]]) -> list[Edge]:
    chain = [start]
    while beside[chain[-1]]:
        following = beside[chain[-1]].pop()
        beside[following].remove(chain[-1])
        chain.append(following)
    return chain


def levels(z: Grid, count: int = 9) -> list[float]:
    """Heights for contours: evenly by the root of the height above the lowest, closer where it is flat."""
    finite: Any = z[np.isfinite(z)]
    low, high = float(finite.min()), float(np.quantile(finite, 0.93))
    if not high > low:
        return []
    return [low + (high - low) * (i / count) ** 2 for i in range(1, count + 1)]
