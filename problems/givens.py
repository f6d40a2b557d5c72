"""The parameters of a variant: what kinds of value they take, and clear sentences when they do not.

Givens come from JSON, TOML or a draw. Numbers are read as decimals and kept as ints or decimal strings.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reference.text import Text

MOST_DIGITS = 40
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
MOST_CELLS = 4096


class GivensError(ValueError):
    """Givens that cannot make a variant; `text` says why in both languages."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One given: its name, a function that checks and normalises its value, and a default when optional."""

    name: str
    read: Callable[[str, Any], Any]
    default: Any = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """One way in which a problem set may narrow a family's draw: how its value is read, and what it does."""

    read: Callable[[str, Any], Any]
    about: Text


def narrowed(settings: Mapping[str, Setting], params: Mapping[str, Any]) -> dict[str, Any]:
    """A problem set's params, checked. Raises GivensError naming what is unknown or wrong."""
    if unknown := sorted(set(params) - set(settings)):
        known = ", ".join(settings) or "—"
        raise GivensError(
            Text(
                f"알 수 없는 params 항목입니다: {', '.join(unknown)}. 쓸 수 있는 항목: {known}.",
                f"unknown params: {', '.join(unknown)}. Known: {known}.",
            )
        )
    return {name: settings[name].read(f"params.{name}", value) for name, value in params.items()}


def completed(parameters: tuple[Parameter, ...], givens: Mapping[str, Any]) -> dict[str, Any]:
    """The givens, checked, with defaults filled in. Raises GivensError naming what is missing or unknown."""
    known = [parameter.name for parameter in parameters]
    if unknown := [name for name in givens if name not in known]:
        names = ", ".join(unknown)
        raise GivensError(
            Text(
                f"알 수 없는 항목입니다: {names}. 쓸 수 있는 항목: {', '.join(known)}.",
                f"unknown given: {names}. Known: {', '.join(known)}.",
            )
        )
    missing = [p.name for p in parameters if p.required and givens.get(p.name) is None]
    if missing:
        names = ", ".join(missing)
        raise GivensError(Text(f"필요한 항목이 없습니다: {names}.", f"missing given: {names}."))
    return {p.name: p.read(p.name, givens[p.name]) if givens.get(p.name) is not None else p.default for p in parameters}


def number(name: str, value: Any) -> int | str:
    """An int as it is; any other decimal as the string that was written."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        raise _not(name, value, "수", "a number")
    if isinstance(value, int):
        return _sized(name, value)
    text = repr(value) if isinstance(value, float) else str(value).strip()
    if not _DECIMAL.fullmatch(text):  # an exponent of more digits would fill all memory
        decimally = ("소수로 적은 수", "a number in decimals") if "/" in text else ("수", "a number")
        raise _not(name, value, *decimally)
    exact = Fraction(text)
    if len(text) > MOST_DIGITS or abs(exact) > 10**15:
        raise _not(
            name, text[:MOST_DIGITS], f"{MOST_DIGITS}자 이하의 수", f"a number of at most {MOST_DIGITS} characters"
        )
    return text.removeprefix("-") if exact == 0 else text


def _sized(name: str, value: int) -> int:
    if abs(value) > 10**15:
        raise _not(name, "…", "10^15 이하의 수", "a number up to 10^15")
    return value


def numbers(name: str, value: Any) -> list[int | str]:
    """A list of numbers."""
    if not isinstance(value, list) or not value or any(isinstance(cell, list) for cell in value):
        raise _not(name, value, "수의 목록", "a list of numbers")
    _capped(name, len(value))
    return [number(name, cell) for cell in value]


def rows(name: str, value: Any) -> list[list[int | str]]:
    """Rows of numbers, all of one length."""
    if not isinstance(value, list) or not value or not all(isinstance(row, list) for row in value):
        raise _not(name, value, "행의 목록(행마다 수의 목록)", "a list of rows of numbers")
    read = [numbers(name, row) for row in value]
    _capped(name, sum(len(row) for row in read))
    if len({len(row) for row in read}) != 1:
        raise _not(name, value, "길이가 모두 같은 행", "rows of one length")
    return read


def numbers_or_rows(name: str, value: Any) -> list[Any]:
    """A vector, or rows of a batch."""
    return (
        rows(name, value) if isinstance(value, list) and value and isinstance(value[0], list) else numbers(name, value)
    )


def one_of(*options: Any) -> Callable[[str, Any], Any]:
    """One of the named options; a number written as text counts as that number."""

    def read(name: str, value: Any) -> Any:
        for option in options:
            if type(value) is type(option) and value == option:
                return option
            if isinstance(option, int) and not isinstance(option, bool) and str(value) in {str(option), f"{option}.0"}:
                return option
        listed = ", ".join(str(option) for option in options)
        raise _not(name, value, f"{listed} 중 하나", f"one of {listed}")

    return read


def count(low: int, high: int) -> Callable[[str, Any], int]:
    """A whole number between low and high."""

    def read(name: str, value: Any) -> int:
        whole = Fraction(str(number(name, value)))
        if whole.denominator != 1 or not low <= whole <= high:
            raise _not(name, value, f"{low}에서 {high} 사이의 정수", f"a whole number from {low} to {high}")
        return int(whole)

    return read


def several(read: Callable[[str, Any], Any], low: int, high: int) -> Callable[[str, Any], list[Any]]:
    """A list of low to high values."""

    def each(name: str, value: Any) -> list[Any]:
        if not isinstance(value, list) or not low <= len(value) <= high:
            raise _not(name, value, f"값 {low}개에서 {high}개의 목록", f"a list of {low} to {high} values")
        return [read(f"{name}[{i}]", one) for i, one in enumerate(value, 1)]

    return each


def flag(name: str, value: Any) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise _not(name, value, "true 또는 false", "true or false")
    return value


def _capped(name: str, cells: int) -> None:
    if cells > MOST_CELLS:
        raise _not(name, "…", f"{MOST_CELLS}개 이하의 수", f"at most {MOST_CELLS} numbers")


def _not(name: str, value: Any, ko: str, en: str) -> GivensError:
    shown = str(value)[:60]
    return GivensError(
        Text(f"{name}: 쓸 수 없는 값입니다({shown}). 필요한 값: {ko}.", f"{name} must be {en}, not {shown}.")
    )
