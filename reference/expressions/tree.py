"""A formula as a tree, in the order its author wrote it.

A tree is an algebra of its own: a formula of `reference` applied to names gives the tree of that formula, so that
a key, a derivation and a known mistake come from the function that also computes the numbers. Read with other
operands a tree becomes numbers, SymPy's algebra or the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from operator import add, mul, neg, pow, sub, truediv  # noqa: A004 -- the operator, which a power is
from typing import Any, TypeAlias

Functions: TypeAlias = Mapping[str, Callable[..., Any]]

OPERATORS: Mapping[str, Callable[..., Any]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
    "^": pow,
    "neg": neg,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """`head` is an operator, a function's name, "number" or "name"; a leaf has a `leaf` and no parts."""

    head: str
    parts: tuple["Expression", ...] = ()
    leaf: Any = None

    __array_ufunc__ = None  # NumPy leaves arithmetic with a tree to the tree

    def __add__(self, other: Any) -> "Expression":
        return _joined("+", self, other)

    def __radd__(self, other: Any) -> "Expression":
        return _joined("+", other, self)

    def __sub__(self, other: Any) -> "Expression":
        return _joined("-", self, other)

    def __rsub__(self, other: Any) -> "Expression":
        return _joined("-", other, self)

    def __mul__(self, other: Any) -> "Expression":
        return _joined("*", self, other)

    def __rmul__(self, other: Any) -> "Expression":
        return _joined("*", other, self)

    def __truediv__(self, other: Any) -> "Expression":
        return _joined("/", self, other)

    def __rtruediv__(self, other: Any) -> "Expression":
        return _joined("/", other, self)

    def __pow__(self, other: Any) -> "Expression":
        return _joined("^", self, other)

    def __rpow__(self, other: Any) -> "Expression":
        return _joined("^", other, self)

    def __neg__(self) -> "Expression":
        return Expression("neg", (self,))

    def function(self, called: str) -> "Expression":
        """A function of the vocabulary applied to this tree."""
        return Expression(called, (self,))

    def total(self, _axes: tuple[int, ...]) -> "Expression":
        """The sum over the cells of what is one number."""
        return self

    def shift(self, _axis: int) -> int:
        """Symbols need no guard against overflow."""
        return 0

    def __str__(self) -> str:
        """The formula as a line of text that `parse` reads back."""
        return _spelt(self, 0)

    @property
    def names(self) -> frozenset[str]:
        """Every name that stands in it."""
        if self.head == "name":
            return frozenset((self.leaf,))
        return reduce(frozenset.union, (part.names for part in self.parts), frozenset())

    def read(self, names: Mapping[str, Any], functions: Functions, of_number: Callable[[Fraction], Any]) -> Any:
        """The tree in another algebra: what names stand for, what functions do there, and how a number is made."""
        if self.head == "name":
            return names[self.leaf]
        if self.head == "number":
            return of_number(self.leaf)
        operands = [part.read(names, functions, of_number) for part in self.parts]
        operation = OPERATORS.get(self.head) or functions[self.head]
        return operation(*operands)

    def put(self, values: Mapping[str, "Expression"]) -> "Expression":
        """The tree with some names replaced by trees."""
        if self.head == "name":
            return values.get(self.leaf, self)
        return Expression(self.head, tuple(part.put(values) for part in self.parts), self.leaf)


def name(text: str) -> Expression:
    """A name."""
    return Expression("name", leaf=text)


def number(value: int | str | Fraction) -> Expression:
    """An exact number."""
    return Expression("number", leaf=Fraction(value))


def _joined(operator: str, left: Any, right: Any) -> Expression:
    return Expression(operator, (_tree(left), _tree(right)))


def _tree(value: Any) -> Expression:
    return value if isinstance(value, Expression) else number(Fraction(str(value)))


_TYPED = {"ramp": "relu", "positive": "step", "log": "ln"}
_LEVELS = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "^": 4}
_ATOM = 5
SHORT = 40
"""Digits of a number that is written out; a longer one has an exponent."""


def _spelt(tree: Expression, least: int) -> str:
    """The tree as text, in brackets if it binds less tightly than its place."""
    text, level = _text(tree)
    return f"({text})" if level < least else text


def _text(tree: Expression) -> tuple[str, int]:
    if tree.head == "name":
        return str(tree.leaf), _ATOM
    if tree.head == "number":
        return _number_text(tree.leaf)
    level = _LEVELS.get(tree.head)
    if level is None:
        return f"{_TYPED.get(tree.head, tree.head)}({', '.join(_spelt(part, 0) for part in tree.parts)})", _ATOM
    if tree.head == "neg":
        return f"-{_spelt(tree.parts[0], level)}", level
    left, right = tree.parts
    if tree.head == "^":
        return f"{_spelt(left, level + 1)}^{_spelt(right, level)}", level
    sign = tree.head if tree.head in "*/" else f" {tree.head} "
    return f"{_spelt(left, level)}{sign}{_spelt(right, level + 1)}", level


def _number_text(value: Fraction) -> tuple[str, int]:
    level = _ATOM if value >= 0 else _LEVELS["neg"]
    places = _places(value.denominator)
    if places is None:
        return f"{value.numerator}/{value.denominator}", _LEVELS["/"]
    digits = str(abs(int(value * 10**places)))
    exact = Decimal((int(value < 0), tuple(map(int, digits)), -places))
    if len(f"{exact:f}") <= SHORT:
        return f"{exact:f}", level
    kept = digits.rstrip("0")
    return f"{'-' * (value < 0)}{kept}e{len(digits) - len(kept) - places}", level


def _places(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator has; None if they never end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None
