"""The values of formulas with forty digits, at points drawn from a domain. Importing this module loads mpmath."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from hashlib import sha256
from typing import Any

import mpmath

from reference.expressions.equivalence import Domain, Sameness
from reference.expressions.tree import Expression

DIGITS = 40
POINTS = 12
ALIKE = mpmath.mpf(10) ** -25
LARGEST = 10**6
"""Beyond e to this, a value is not computed: nobody's answer needs it, and its digits would fill the memory."""

_BOUND = mpmath.mpf(10) ** LARGEST


class _NoValueError(ArithmeticError):
    """No real value of a size worth computing."""


def compare(one: Expression, other: Expression, domain: Domain) -> Sameness:
    """Compare at points of the domain; a point where either has no real value says nothing."""
    told = 0
    with mpmath.workdps(DIGITS):
        for point in range(POINTS):
            names = _at(point, domain)
            pair = [value(tree, names) for tree in (one, other)]
            if None in pair:
                continue
            if abs(pair[0] - pair[1]) > ALIKE * max(1, abs(pair[0]), abs(pair[1])):
                return Sameness.DIFFERENT
            told += 1
    return Sameness.SAME if 2 * told >= POINTS else Sameness.UNDECIDED


def constant(tree: Expression) -> float | None:
    """The value of a tree that names nothing but constants; infinite where it is beyond a float."""
    with mpmath.workdps(DIGITS):
        found = value(tree, _at(0, {}))
        return None if found is None else float(found)


def value(tree: Expression, names: Mapping[str, Any]) -> Any:
    """The tree's real value at a point, or None where it has none (or one too large to compute)."""
    try:
        found = tree.read(names, FUNCTIONS, _number)
    except (ArithmeticError, ValueError, OverflowError):
        return None
    return found.value if isinstance(found, _Bounded) else None


class _Bounded:
    """A real number of forty digits that refuses to grow out of hand."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        if isinstance(value, mpmath.mpc) or not mpmath.isfinite(value) or abs(value) > _BOUND:
            raise _NoValueError
        self.value = value

    def __add__(self, other: "_Bounded") -> "_Bounded":
        return _Bounded(self.value + other.value)

    def __sub__(self, other: "_Bounded") -> "_Bounded":
        return _Bounded(self.value - other.value)

    def __mul__(self, other: "_Bounded") -> "_Bounded":
        return _Bounded(self.value * other.value)

    def __truediv__(self, other: "_Bounded") -> "_Bounded":
        return _Bounded(self.value / other.value)

    def __neg__(self) -> "_Bounded":
        return _Bounded(-self.value)

    def __pow__(self, other: "_Bounded") -> "_Bounded":
        base, power = self.value, other.value
        if base and abs(power * mpmath.log(abs(base))) > LARGEST:
            raise _NoValueError
        return _Bounded(base**power)

    def __abs__(self) -> Any:
        return abs(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bounded) and bool(self.value == other.value)

    __hash__ = None  # type: ignore[assignment]


def _of(function: Callable[[Any], Any], largest: float = float("inf")) -> Callable[[_Bounded], _Bounded]:
    def bounded(x: _Bounded) -> _Bounded:
        if abs(x.value) > largest:
            raise _NoValueError
        return _Bounded(mpmath.mpmathify(function(x.value)))

    return bounded


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "exp": _of(mpmath.exp, LARGEST),
    "log": _of(mpmath.log),
    "sqrt": _of(mpmath.sqrt),
    "sin": _of(mpmath.sin, LARGEST),
    "cos": _of(mpmath.cos, LARGEST),
    "tan": _of(mpmath.tan, LARGEST),
    "sinh": _of(mpmath.sinh, LARGEST),
    "cosh": _of(mpmath.cosh, LARGEST),
    "tanh": _of(mpmath.tanh, LARGEST),
    "sigmoid": _of(lambda x: 1 / (1 + mpmath.exp(-x)), LARGEST),
    "positive": _of(lambda x: int(x > 0)),
    "nonnegative": _of(lambda x: int(x >= 0)),
    "ramp": _of(lambda x: max(x, mpmath.mpf(0))),
    "sign": _of(mpmath.sign),
    "abs": _of(abs),
    "max": lambda *xs: max(xs, key=lambda x: x.value),
    "min": lambda *xs: min(xs, key=lambda x: x.value),
}


def _number(value: Fraction) -> _Bounded:
    return _Bounded(mpmath.mpf(value.numerator) / value.denominator)


def _at(point: int, domain: Domain) -> dict[str, _Bounded]:
    """The point's coordinates: from SHA-256, so the same for everybody, and on no grid that a formula could know."""
    found = {name: _inside(f"{point}/{name}", *ends) for name, ends in domain.items()}
    return {"pi": _Bounded(+mpmath.pi), "e": _Bounded(+mpmath.e)} | found


def _inside(key: str, low: str, high: str) -> _Bounded:
    part = mpmath.mpf(int.from_bytes(sha256(key.encode()).digest()[:16], "big")) / 2**128
    bottom = mpmath.mpf(low)
    return _Bounded(bottom + (mpmath.mpf(high) - bottom) * part)
