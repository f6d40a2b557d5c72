"""How large a dense network is: its weights, biases and parameters, and the shapes of its arrays."""

from itertools import pairwise
from typing import Any

import numpy as np

from reference.tex import Tex, matrix


def weight_count(to: Any, start: Any) -> Any:
    """Weights between two layers: each unit of the one with each of the other."""
    return to * start


def summed(*counts: Any) -> Any:
    """Counts added up, in the order they come."""
    result = counts[0]
    for count in counts[1:]:
        result = result + count
    return result


def all_weights(*units: Any) -> Any:
    """Weights of all layers, from the numbers of units in order, the inputs first."""
    return summed(*(weight_count(to, start) for start, to in pairwise(units)))


def rows_and_columns(rows: Any, columns: Any) -> Any:
    """The shape of a matrix as two numbers, rows first."""
    if isinstance(rows, Tex):
        return matrix([rows, columns])
    return np.stack(np.broadcast_arrays(np.asarray(rows), np.asarray(columns)), axis=-1)
