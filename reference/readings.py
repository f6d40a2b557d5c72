"""The same givens in each algebra: exact numbers, float64, symbols, page fragments.

Givens arrive as JSON values (ints, decimal strings, nested lists); each is first made exact.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from reference.layout import Layout
from reference.tex import Tex
from reference.working import Values, Working


def exact(value: Any) -> Any:
    """A JSON number, decimal string or nested list as a Fraction or an object array of Fractions.

    Raises ValueError for text that is no number and for ragged lists.
    """
    if isinstance(value, (list, tuple)):
        array = np.empty(_shape(value), dtype=object)
        array.reshape(-1)[:] = [Fraction(str(cell)) for cell in _cells(value)]
        return array
    return Fraction(str(value))


def as_float(value: Any) -> Any:
    """Exact values as float64; each Fraction is rounded once."""
    if isinstance(value, np.ndarray):
        return value.astype(np.float64)
    return np.float64(value)


def floats(givens: Values) -> dict[str, Any]:
    """All givens as float64."""
    return {name: as_float(value) for name, value in givens.items()}


def fragments(working: Working) -> dict[str, Tex]:
    """Every name of the working as its TeX symbol."""
    return {name: Tex(symbol, rank=_rank(working.layouts[name])) for name, symbol in working.symbols.items()}


def _rank(layout: Layout) -> int:
    """As a page writes it: what is one number inside is no vector there."""
    if layout.kind in {"single", "cell"} or layout.shape == (1,):
        return 0
    return len(layout.shape) if layout.kind == "plain" else 2


def plain(value: Any) -> Any:
    """An array or number as nested lists of Python floats (ints where exact and whole)."""
    array = np.asarray(value)
    if array.dtype == object:
        return _plain_exact(array.tolist())
    return array.tolist()


def _plain_exact(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain_exact(cell) for cell in value]
    return int(value) if Fraction(value).denominator == 1 else float(value)


def _shape(value: Any) -> tuple[int, ...]:
    if not isinstance(value, (list, tuple)):
        return ()
    inner = {_shape(row) for row in value}
    if len(inner) > 1:
        raise ValueError("the rows of a list have different lengths")
    return (len(value), *(inner.pop() if inner else ()))


def _cells(value: Any) -> Iterator[Any]:
    if isinstance(value, (list, tuple)):
        for cell in value:
            yield from _cells(cell)
    else:
        yield value
