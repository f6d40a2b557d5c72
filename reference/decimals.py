"""Numbers as people write them: a fixed number of decimals, half up; exact ones with the digits they need."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Any

import numpy as np

MOST_EXACT = 12
_WIDE = Context(prec=400)
"""Room for every float, and for exact numbers of as many digits: the usual 28 are an error."""


def written(value: Any, decimals: int) -> Any:
    """A number as text, or nested lists of such; `value` is a number or an array."""
    cells = np.asarray(value).tolist()
    return _nested(cells, decimals)


def as_text(value: Any, decimals: int) -> str:
    """The same as one string: `0.6130`, `[0.6130, 0.6388]`."""
    return _joined(written(value, decimals))


def decimal_text(value: Any, decimals: int) -> str:
    """One number. Minus zero loses its sign; an infinite or undefined number is named."""
    if isinstance(value, (int, Fraction)):
        return _exact(Fraction(value), decimals)
    if not np.isfinite(value):
        return str(float(value))
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    return str(abs(rounded) if rounded == 0 else rounded)


def without_zeros(digits: Any) -> Any:
    """What is written, without zeros at the end of its decimals; nested lists too."""
    if isinstance(digits, list):
        return [without_zeros(cell) for cell in digits]
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _exact(value: Fraction, decimals: int) -> str:
    for places in range(MOST_EXACT + 1):
        if (value * 10**places).denominator == 1:
            return f"{Decimal(int(value * 10**places)).scaleb(-places, _WIDE):f}"
    return decimal_text(float(value), decimals)


def _nested(cells: Any, decimals: int) -> Any:
    if isinstance(cells, list):
        return [_nested(cell, decimals) for cell in cells]
    return decimal_text(cells, decimals)


def _joined(cells: Any) -> str:
    return "[" + ", ".join(_joined(cell) for cell in cells) + "]" if isinstance(cells, list) else str(cells)
