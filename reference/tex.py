"""The page reading of a formula: TeX in the order its author wrote it.

SymPy reorders and simplifies, so it never lays out a page. A `Tex` fragment knows how tightly it binds, so
that brackets appear where they are needed and nowhere else, and whether it is a vector or a matrix, so that an
elementwise product is written with a circle.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4
SMALL = 1e-4  # below it a power of ten is easier to read than its zeros

_FUNCTIONS = {
    "exp": r"\exp{bracketed}",
    "log": r"\ln{bracketed}",
    "sqrt": r"\sqrt{{{bare}}}",
    "tanh": r"\tanh{bracketed}",
    "sign": r"\operatorname{{sign}}{bracketed}",
    "positive": r"\mathbf{{1}}[{bare} > 0]",
    "nonnegative": r"\mathbf{{1}}[{bare} \ge 0]",
    "ramp": r"\max(0, {bare})",
}


@dataclass(frozen=True, slots=True)
class Tex:
    """A fragment of TeX, how tightly it binds, and its rank (0 a number, 1 a vector, 2 a matrix)."""

    text: str
    level: int = ATOM
    rank: int = 0

    __array_ufunc__ = None  # NumPy leaves arithmetic with a fragment to the fragment

    def __str__(self) -> str:
        return self.text

    def __add__(self, other: Any) -> "Tex":
        right = fragment(other)
        if right.text == "0":
            return self
        return Tex(f"{self.text} + {_wrapped(right, SUM, after=True)}", SUM, _rank(self, right))

    def __radd__(self, other: Any) -> "Tex":
        return fragment(other) + self

    def __sub__(self, other: Any) -> "Tex":
        right = fragment(other)
        if right.text == "0" and not isinstance(other, Tex):  # a number put in for a symbol stays: y - o is 1 - 0
            return self
        return Tex(f"{self.text} - {_wrapped(right, PRODUCT, after=True)}", SUM, _rank(self, right))

    def __rsub__(self, other: Any) -> "Tex":
        return fragment(other) - self

    def __neg__(self) -> "Tex":
        return Tex(f"-{_wrapped(self, PRODUCT, after=True)}", PRODUCT, self.rank)

    def __mul__(self, other: Any) -> "Tex":
        right = fragment(other)
        if self.text == "0":
            return self
        sign = r" \odot " if self.rank and right.rank else _times(right)
        text = f"{_wrapped(self, PRODUCT)}{sign}{_wrapped(right, PRODUCT, after=True)}"
        return Tex(text, PRODUCT, _rank(self, right))

    def __rmul__(self, other: Any) -> "Tex":
        return fragment(other) * self

    def __matmul__(self, other: Any) -> "Tex":
        right = fragment(other)
        dot = self.rank == 1 and right.rank == 1
        sign = r" \cdot " if dot else r" \, "
        rank = 0 if dot else 2
        return Tex(f"{_wrapped(self, PRODUCT)}{sign}{_wrapped(right, PRODUCT, after=True)}", PRODUCT, rank)

    def __rmatmul__(self, other: Any) -> "Tex":
        return fragment(other) @ self

    def __truediv__(self, other: Any) -> "Tex":
        right = fragment(other)
        if right.text == "1":  # the mean of one
            return self
        if self.level == PRODUCT and self.text.lstrip("-").startswith(r"\frac"):  # no fraction in a fraction
            return Tex(rf"{self.text} \cdot \frac{{1}}{{{right.text}}}", PRODUCT, _rank(self, right))
        return Tex(rf"\frac{{{self.text}}}{{{right.text}}}", PRODUCT, _rank(self, right))

    def __rtruediv__(self, other: Any) -> "Tex":
        return fragment(other) / self

    def __pow__(self, exponent: Any) -> "Tex":
        two_exponents = self.level == ATOM and "^" in self.text
        shown = rf"\left({self.text}\right)" if two_exponents else _wrapped(self, ATOM, after=True)
        return Tex(f"{{{shown}}}^{{{fragment(exponent).text}}}", POWER, self.rank)

    @property
    def mT(self) -> "Tex":  # the name NumPy gives to the transpose of the last two axes
        return Tex(rf"{{{_wrapped(self, ATOM)}}}^{{\top}}", POWER, 2)

    def function(self, name: str) -> "Tex":
        """A named function of this fragment."""
        return Tex(_FUNCTIONS[name].format(bracketed=_bracketed(self), bare=self.text), ATOM, self.rank)

    def total(self, axes: tuple[int, ...]) -> "Tex":
        """A sum over cells, examples or units, as the axes say."""
        index = {-1: "_{n}", -2: "_{k}"}[axes[0]] if len(axes) == 1 and self.rank == 2 else ""
        return Tex(rf"\sum{index} {_wrapped(self, PRODUCT, after=True)}", PRODUCT, 0 if len(axes) == 2 else self.rank)

    def shift(self, _axis: int) -> int:
        """A page needs no guard against overflow."""
        return 0


def fragment(value: Any) -> Tex:
    """A `Tex` as it is; a number or a nested list of numbers (as strings, ints) typeset."""
    if isinstance(value, Tex):
        return value
    if isinstance(value, (list, tuple)):
        return matrix(value)
    text = str(value)
    return Tex(text, PRODUCT if text.startswith("-") else ATOM)


def constant(value: Any) -> Tex:
    """A number as it was given; a small power of ten as that power."""
    digits = f"{Decimal(str(value)).normalize():e}"
    if digits.startswith("1e-") and abs(float(value)) < SMALL:
        return Tex(rf"10^{{{int(digits[2:])}}}", POWER)
    return fragment(value)


def named(function: str, argument: Tex) -> Tex:
    """`function(argument)`, for a function that has a symbol of its own such as sigma."""
    return Tex(f"{function}{_bracketed(argument)}", ATOM, argument.rank)


def matrix(rows: list[Any] | tuple[Any, ...]) -> Tex:
    """Rows of numbers as a matrix, a flat list as a row vector in brackets."""
    if not rows or not isinstance(rows[0], (list, tuple)):
        return Tex("(" + r",\; ".join(_signed(str(cell)) for cell in rows) + ")", ATOM, 1)
    body = r" \\ ".join(" & ".join(str(cell) for cell in row) for row in rows)
    return Tex(rf"\begin{{pmatrix}} {body} \end{{pmatrix}}", ATOM, 2)


def _signed(cell: str) -> str:
    """A negative number in braces: after a comma its sign would be set as one between two numbers."""
    return f"{{{cell}}}" if cell.startswith("-") else cell


def _wrapped(part: Tex, level: int, *, after: bool = False) -> str:
    """The part, in brackets where it binds less tightly than its place, or would put two signs side by side."""
    signs_meet = after and part.text.startswith("-")
    return rf"\left({part.text}\right)" if part.level < level or signs_meet else part.text


def _bracketed(part: Tex) -> str:
    """An argument in brackets as tall as it is; a matrix and a vector of numbers bring their own."""
    if part.text.startswith(r"\begin{pmatrix}") and part.text.endswith(r"\end{pmatrix}"):
        return part.text
    if part.rank == 1 and part.level == ATOM and part.text.startswith("("):
        return part.text
    return rf"\left({part.text}\right)" if "\\" in part.text else f"({part.text})"


def _times(right: Tex) -> str:
    if right.text.startswith(r"\text"):  # words side by side would read as one
        return r" \cdot "
    number = right.level >= PRODUCT and (right.text.lstrip("{")[:1].isdigit() or right.text.startswith("-"))
    return r" \cdot " if number else r" \, "


def _rank(left: Tex, right: Tex) -> int:
    return max(left.rank, right.rank)
