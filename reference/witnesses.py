"""Independent witnesses of a Working's gradients: differences of its own forward pass, and SymPy's derivative.

One source of formulas is one point of failure, so a step that claims to be a derivative is held against both.
"""

from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray

from reference.working import Step, Values, Working, apply

Array = NDArray[np.float64]

STEP = 1e-6
"""Half the span of a central difference; its error is of the order of the square."""


def central_difference(working: Working, givens: Values, of: str, wrt: str) -> Array:
    """Derivative of one number by every cell of `wrt` (a given or a step), by central differences in float64."""
    values = working.evaluate(givens)
    base = np.asarray(values[wrt], dtype=np.float64)
    slopes = np.empty(base.shape)
    for cell in np.ndindex(base.shape):
        ends = [_with(working, values, wrt, _moved(base, cell, sign * STEP))[of] for sign in (1, -1)]
        slopes[cell] = float(np.asarray((ends[0] - ends[1]) / (2 * STEP)).reshape(()))
    return slopes


def symbolic_derivative(working: Working, givens: Values, of: str, wrt: str) -> Array:
    """The same derivative by SymPy: `wrt` becomes symbols, is differentiated, and is put back.

    Every other quantity is an exact rational, so that only the differentiation is under test.
    """
    values = working.evaluate(givens)
    base = np.asarray(values[wrt], dtype=np.float64)
    symbols = np.empty(base.shape, dtype=object)
    for number, cell in enumerate(np.ndindex(base.shape)):
        symbols[cell] = sympy.Symbol(f"s{number}", real=True)
    exact = {name: _rational(value) for name, value in values.items()}
    result = _with(working, exact, wrt, symbols if base.shape else symbols[()])[of]
    expression = sympy.sympify(np.asarray(result, dtype=object).reshape(-1)[0])
    there = {symbols[cell]: sympy.Rational(float(base[cell])) for cell in np.ndindex(base.shape)}
    slopes = np.empty(base.shape)
    for cell in np.ndindex(base.shape):
        slopes[cell] = float(sympy.diff(expression, symbols[cell]).subs(there).evalf(30))
    return slopes


def claims(working: Working) -> tuple[Step, ...]:
    """The steps that claim to be derivatives."""
    return tuple(step for step in working.steps if step.gradient is not None)


def _with(working: Working, values: Values, name: str, value: Any) -> dict[str, Any]:
    """All values again, with one quantity replaced and what follows from it recomputed."""
    changed = dict(values) | {name: value}
    touched = {name}
    for step in working.steps:
        if step.name != name and touched & set(step.reads):
            changed[step.name] = apply(step.formula, step.reads, changed)
            touched.add(step.name)
    return changed


def _moved(base: Array, cell: tuple[int, ...], by: float) -> Array:
    moved = base.copy()
    moved[cell] += by
    return moved


def _rational(value: Any) -> Any:
    array = np.asarray(value)
    if array.ndim == 0:
        return sympy.Rational(float(array))
    cells = np.empty(array.shape, dtype=object)
    cells.reshape(-1)[:] = [sympy.Rational(float(cell)) for cell in array.reshape(-1)]
    return cells
