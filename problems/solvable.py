"""Whether the numbers and formulas that an instructor fixed can be worked out at all.

A draw never meets these limits. Fixed givens may divide by zero, grow beyond all paper, or hold a formula whose
derivative is none; whoever sets such a problem is told so, rather than the student who opens it.
"""

from typing import Any

import numpy as np

from problems.family import Family, OpenFamily
from problems.givens import GivensError
from problems.parts import FormulaPart, PartsFamily
from problems.variant import Givens
from reference.expressions.calculus import NoFormulaError
from reference.expressions.equivalence import Sameness, compare
from reference.readings import floats
from reference.text import Text

LARGEST = 10**15
"""As for numbers that are given: nobody works with larger ones by hand."""

LARGEST_EXACT = 10**30
"""Counts may be larger, where nothing is rounded."""


def check_solvable(kind: Family | OpenFamily | PartsFamily, givens: Givens) -> None:
    """Raises GivensError where a step has no finite value, or a formula that is asked for none to be tried at."""
    try:
        if isinstance(kind, Family):
            _check_values(kind, givens)
        elif isinstance(kind, PartsFamily):
            _check_formulas(kind, givens)
    except NoFormulaError:
        raise GivensError(_NO_DERIVATIVE) from None


def _check_values(family: Family, givens: Givens) -> None:
    working, exact = family.working(givens), family.environment(givens)
    try:
        values = working.evaluate(exact if working.exact else floats(exact))
    except (ZeroDivisionError, OverflowError):
        raise GivensError(_DIVISION) from None
    for step in working.steps:
        exactly = working.exact and step.decimals is None
        most = LARGEST_EXACT if exactly else LARGEST
        if not writable(values[step.name], most):
            raise GivensError(_NOT_FINITE.format(step=step.name, power=len(str(most)) - 1))


def writable(value: Any, most: int) -> bool:
    """Whether every cell is a finite real number of at most this size."""
    cells = np.asarray(value)
    if cells.dtype.kind == "f" and not np.isfinite(cells).all():
        return False
    return cells.dtype.kind != "c" and bool(np.all(np.abs(cells) <= most))


def _check_formulas(family: PartsFamily, givens: Givens) -> None:
    for part in family.parts(givens):
        if isinstance(part, FormulaPart) and compare(part.right, part.right, part.domain) is not Sameness.SAME:
            raise GivensError(_NO_VALUES.format(part=part.name))


_NO_DERIVATIVE = Text(
    "이 식의 도함수를 식으로 쓸 수 없습니다. 더 간단한 식을 쓰십시오.",
    "the derivative of this formula cannot be written as one. Use a simpler formula.",
)
_DIVISION = Text(
    "이 값으로 계산하면 0으로 나누게 되거나 수가 너무 커집니다.",
    "these numbers lead to a division by zero, or to a number beyond all bounds.",
)
_NOT_FINITE = Text(
    "이 값으로 계산하면 '{step}' 값이 유한한 실수가 아니거나 10^{power}보다 큽니다.",
    "with these numbers '{step}' is no finite real number, or lies beyond 10^{power}.",
)
_NO_VALUES = Text(
    "'{part}'의 옳은 식이 답을 확인할 범위에서 실숫값을 갖지 않거나 값이 너무 큽니다.",
    "the right formula of '{part}' has no real values where answers are tried, or values too large.",
)
