"""A formula on the page and as a line of text: TeX in the order it was written."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from reference.expressions.tree import Expression
from reference.tex import ATOM, PRODUCT, Tex, fragment, named

_GREEK = ("alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "lambda", "mu", "pi", "rho", "sigma", "tau")


def tex(tree: Expression, symbols: Mapping[str, str] | None = None) -> str:
    """The formula as TeX. `symbols` gives names their own symbols; others are set as they are spelt."""
    own = symbols or {}
    return str(tex_of(tree, {name: Tex(own[name]) for name in own}))


def tex_of(tree: Expression, names: Mapping[str, Tex]) -> Tex:
    """The formula with fragments in the place of names; names without one are set as they are spelt."""
    known = {name: names.get(name) or Tex(_symbol(name)) for name in tree.names}
    return fragment(tree.read(known, _FUNCTIONS, _number))


def _symbol(name: str) -> str:
    letters = name.rstrip("0123456789")
    index = name[len(letters) :]
    base = rf"\{letters}" if letters in _GREEK else letters if len(letters) == 1 else rf"\mathrm{{{letters}}}"
    return rf"{base}_{{{index}}}" if index else base


def _number(value: Fraction) -> Tex:
    if value.denominator == 1:
        return fragment(value.numerator)
    decimal = _decimal(value)
    if decimal is not None:
        return fragment(decimal)
    return Tex(rf"\frac{{{value.numerator}}}{{{value.denominator}}}", PRODUCT)


def _decimal(value: Fraction) -> str | None:
    """A fraction that has a short decimal, as that decimal."""
    for digits in range(1, 7):
        if (value * 10**digits).denominator == 1:
            return f"{float(value):.{digits}f}"
    return None


def _named(symbol: str) -> Any:
    return lambda x: named(symbol, x)


_FUNCTIONS = {
    "exp": lambda x: Tex(rf"e^{{{x.text}}}", ATOM),
    "log": _named(r"\ln"),
    "sqrt": lambda x: x.function("sqrt"),
    "sin": _named(r"\sin"),
    "cos": _named(r"\cos"),
    "tan": _named(r"\tan"),
    "sinh": _named(r"\sinh"),
    "cosh": _named(r"\cosh"),
    "tanh": _named(r"\tanh"),
    "sigmoid": _named(r"\sigma"),
    "sign": lambda x: x.function("sign"),
    "positive": lambda x: x.function("positive"),
    "nonnegative": lambda x: x.function("nonnegative"),
    "ramp": lambda x: x.function("ramp"),
    "abs": lambda x: Tex(rf"\left|{x.text}\right|"),
    "max": lambda *xs: Tex(rf"\max\left({', '.join(x.text for x in xs)}\right)"),
    "min": lambda *xs: Tex(rf"\min\left({', '.join(x.text for x in xs)}\right)"),
}
