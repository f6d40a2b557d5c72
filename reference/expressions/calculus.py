"""Derivatives of formulas, by SymPy. Importing this module loads it."""

from fractions import Fraction
from typing import Any

import sympy

from reference.expressions.parse import parse
from reference.expressions.tree import Expression

_FUNCTIONS: dict[str, Any] = {
    "exp": sympy.exp,
    "log": sympy.log,
    "sqrt": sympy.sqrt,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
    "sign": sympy.sign,
    "abs": sympy.Abs,
    "ramp": lambda x: sympy.Max(x, 0),
    "positive": lambda x: sympy.Heaviside(x, 0),
    "nonnegative": lambda x: sympy.Heaviside(x, 1),
    "max": sympy.Max,
    "min": sympy.Min,
}


def algebra(tree: Expression) -> Any:
    """The formula as a SymPy expression in real symbols."""
    names = {name: sympy.Symbol(name, real=True) for name in tree.names} | {"e": sympy.E, "pi": sympy.pi}
    return tree.read(names, _FUNCTIONS, _rational)


def derivative(tree: Expression, wrt: str) -> Expression:
    """The partial derivative of a smooth formula by one of its names."""
    found = sympy.diff(algebra(tree), sympy.Symbol(wrt, real=True))
    return of_algebra(found, tree.names)


class NoFormulaError(ArithmeticError):
    """SymPy's answer is no real formula: it is infinite, undefined or complex."""


def of_algebra(expression: Any, names: frozenset[str]) -> Expression:
    """A SymPy expression in these names as a tree. Raises NoFormulaError for one that is infinite or complex."""
    if expression.has(sympy.zoo, sympy.oo, sympy.nan, sympy.I):
        raise NoFormulaError(str(expression))
    return parse(sympy.sstr(expression).replace("E", "e") if "E" not in names else sympy.sstr(expression), names)


def _rational(value: Fraction) -> Any:
    return sympy.Rational(value.numerator, value.denominator)
