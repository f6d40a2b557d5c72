"""Does a step that calls itself a derivative agree with two witnesses that never saw its formula?

One is a central difference of the Working itself, the other SymPy's derivative of the Working's algebra, worked
out with 30 digits. Importing this module loads SymPy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray

from problems.family import Family
from problems.variant import Variant
from reference.readings import floats
from reference.working import Step, Values, Working, apply

Array = NDArray[np.float64]

STEP = 1e-5
DIGITS = 30
WITHIN = 1e-6
"""Of the largest entry: a factor that is wrong by 0.05 % is five hundred times as far off."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """How far a gradient step lies from each witness, as a share of its largest entry; None: no such reading."""

    step: str
    of: str
    wrt: str
    difference: float
    symbolic: float | None

    @property
    def agrees(self) -> bool:
        """Whether both witnesses, as far as there are two, say the same."""
        return self.difference <= WITHIN and (self.symbolic is None or self.symbolic <= WITHIN)


def witnessed(family: Family, variant: Variant) -> Iterator[Witnessed]:
    """Every step of a variant that names what it is the derivative of, held against both witnesses."""
    working, exact = family.working(variant.givens), family.environment(variant.givens)
    numbers = working.evaluate(floats(exact))
    algebra = _evaluated(working, {name: _symbolic(value) for name, value in exact.items()})
    for step in working.steps:
        if step.gradient is None:
            continue
        of, wrt = step.gradient
        claimed = np.atleast_1d(np.asarray(numbers[step.name], dtype=np.float64))
        measured = _difference(working, numbers, of, wrt)
        derived = _derivative(working, algebra, of, wrt)
        apart = _apart(claimed, measured)
        yield Witnessed(step.name, of, wrt, apart, None if derived is None else _apart(claimed, derived))


def _apart(claimed: Array, witness: Array) -> float:
    if claimed.shape != witness.shape:
        return float("inf")
    with np.errstate(invalid="ignore"):
        apart = float(np.max(np.abs(claimed - witness)) / max(float(np.max(np.abs(witness))), 1e-9))
    return apart if np.isfinite(apart) else float("inf")


def _difference(working: Working, numbers: Values, of: str, wrt: str) -> Array:
    """Central differences of `of`, one cell of `wrt` at a time, everything between them worked out anew."""
    base = np.asarray(numbers[wrt], dtype=np.float64)
    found = np.zeros(base.shape)
    for cell in np.ndindex(base.shape):
        ends = []
        for change in (STEP, -STEP):
            moved = base.copy()
            moved[cell] += change
            ends.append(_only(_replaced(working, numbers, wrt, moved)[of]))
        found[cell] = (ends[0] - ends[1]) / (2 * STEP)
    return np.atleast_1d(found)


def _derivative(working: Working, algebra: Values, of: str, wrt: str) -> Array | None:
    """SymPy's derivative of `of`, with symbols in the cells of `wrt`; None where the Working has no algebra."""
    base = np.asarray(algebra[wrt], dtype=object)
    cells = np.empty(base.shape, dtype=object)
    for cell in np.ndindex(base.shape):
        cells[cell] = sympy.Symbol("_".join(["u", *map(str, cell)]), real=True)
    try:
        expression = _only(_replaced(working, algebra, wrt, cells if base.shape else cells[()])[of])
    except TypeError:
        return None  # a largest entry among symbols cannot be told
    values = {cells[cell]: base[cell] for cell in np.ndindex(base.shape)}
    found = np.zeros(base.shape)
    for cell in np.ndindex(base.shape):
        found[cell] = float(sympy.diff(expression, cells[cell]).subs(values).evalf(DIGITS))
    return np.atleast_1d(found)


def _replaced(working: Working, values: Values, name: str, value: Any) -> Mapping[str, Any]:
    """The Working with one quantity replaced: what stands above it stays, what stands below is worked out anew."""
    changed = dict(values) | {name: value}
    waiting = name in working.by_name
    for step in working.steps:
        if step.name == name:
            waiting = False
        elif not waiting:
            changed[step.name] = apply(step.formula, step.reads, changed)
    return changed


def _evaluated(working: Working, givens: Values) -> dict[str, Any]:
    """Every step as a number with many digits."""
    values = dict(givens)
    for step in working.steps:
        values[step.name] = _digits(step, values)
    return values


def _digits(step: Step, values: Values) -> Any:
    value = np.asarray(apply(step.formula, step.reads, values), dtype=object)
    found = np.empty(value.shape, dtype=object)
    for cell in np.ndindex(value.shape):
        found[cell] = sympy.N(value[cell], DIGITS)
    return found if value.shape else found[()]


def _symbolic(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        found = np.empty(value.shape, dtype=object)
        for cell in np.ndindex(value.shape):
            found[cell] = _rational(value[cell])
        return found
    return _rational(value)


def _rational(value: Any) -> Any:
    exact = Fraction(value)
    return sympy.Rational(exact.numerator, exact.denominator)


def _only(value: Any) -> Any:
    """The one cell of a quantity that is differentiated."""
    return np.asarray(value).reshape(()).item()
