"""Derivatives of formulas, by SymPy, which loads with the first of them."""

from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any

from reference.expressions.parse import parse
from reference.expressions.tokens import Unreadable
from reference.expressions.tree import Expression


@cache
def _functions() -> dict[str, Any]:
    """What SymPy makes of each function."""
    sympy = _sympy()
    return {
        **{name: getattr(sympy, name) for name in ("exp", "log", "sqrt", "sin", "cos", "tan")},
        **{name: getattr(sympy, name) for name in ("sinh", "cosh", "tanh", "sign")},
        "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
        "abs": sympy.Abs,
        "ramp": lambda x: sympy.Max(x, 0),
        "positive": lambda x: sympy.Heaviside(x, 0),
        "nonnegative": lambda x: sympy.Heaviside(x, 1),
        "max": sympy.Max,
        "min": sympy.Min,
    }


def _sympy() -> Any:
    """SymPy takes half a second to load: only whoever differentiates waits for it."""
    return import_module("sympy")


def algebra(tree: Expression) -> Any:
    """The formula as a SymPy expression in real symbols."""
    sympy = _sympy()
    names = {name: sympy.Symbol(name, real=True) for name in tree.names} | {"e": sympy.E, "pi": sympy.pi}
    return tree.read(names, _functions(), _rational)


def derivative(tree: Expression, wrt: str) -> Expression:
    """The partial derivative of a smooth formula by one of its names."""
    sympy = _sympy()
    found = sympy.diff(algebra(tree), sympy.Symbol(wrt, real=True))
    return of_algebra(found, tree.names)


class NoFormulaError(ArithmeticError):
    """SymPy's answer is no real formula that can be typed: it is infinite, undefined, complex or overlong."""


def of_algebra(expression: Any, names: frozenset[str]) -> Expression:
    """A SymPy expression in these names as a tree. Raises NoFormulaError for one that is no formula of ours."""
    sympy = _sympy()
    if expression.has(sympy.zoo, sympy.oo, sympy.nan, sympy.I):
        raise NoFormulaError(str(expression))
    text = sympy.sstr(expression)
    try:
        return parse(text.replace("E", "e") if "E" not in names else text, names)
    except Unreadable as error:  # the derivative of a jump, or one that fills a page
        raise NoFormulaError(text[:100]) from error


def _rational(value: Fraction) -> Any:
    return _sympy().Rational(value.numerator, value.denominator)
