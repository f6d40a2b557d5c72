"""Values as a student would type them: short, no `-0.0`, no seventeen digits where fewer tell the same."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from problems.code.inputs import Args, Given
from problems.code.sessions import Attribute, Line, New, Session, Variable

SHOWN_CHARACTERS = 400
SHOWN_ENTRIES = 64
DIGITS = 6
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{5,}")


def call(function: str, arguments: Args | Session) -> str:
    """A call as Python text, `softmax(np.array([1.0, 2.0]))`; the lines of a session on one line."""
    return "; ".join(lines(function, arguments))


def lines(function: str, arguments: Args | Session) -> tuple[str, ...]:
    """A call, or the lines of a session, each as a student would type it; variables are set first."""
    if not isinstance(arguments, Session):
        return (f"{function}({', '.join(value(arg) for arg in arguments)})",)
    named = [f"{variable.name} = {value(variable.value)}" for variable in arguments.variables]
    return (*named, *(_line(line) for line in arguments.lines))


def value(shown: Any, digits: int = DIGITS) -> str:
    """One value as Python text, floats with up to this many significant digits, cut where it grows long.

    What is cut off is not even written: a job may return millions of entries.
    """
    text = ""
    for piece in _text(shown, digits):
        text += piece
        if len(text) > SHOWN_CHARACTERS:
            return text[: SHOWN_CHARACTERS - 1] + "…"
    return text


def told_apart(expected: Any, got: Any) -> tuple[str, str]:
    """Both values as text, with as many digits as it takes to see that they differ."""
    for digits in (DIGITS, 9, 12, 17):
        texts = value(expected, digits), value(got, digits)
        if texts[0] != texts[1]:
            return texts
    return value(expected), value(got)


def _line(line: Line) -> str:
    if isinstance(line, Variable):
        return line.name
    if isinstance(line, Attribute):
        return f"{line.of}.{line.name}"
    if isinstance(line, New):
        return f"{line.name} = {call(line.cls, line.args)}"
    return f"{line.of}.{call(line.name, line.args)}"


def steady(text: str) -> str:
    """Text from student code without memory addresses, which differ from run to run."""
    return _ADDRESS.sub("0x…", text)


def _text(shown: Any, digits: int) -> Iterator[str]:
    """The text in pieces, made one after another as they are asked for."""
    if isinstance(shown, np.ndarray):
        yield "np.array("
        yield from _nested(shown, digits)
        yield ")"
    elif isinstance(shown, list | tuple):
        yield from _sequence(shown, digits)
    elif isinstance(shown, dict):
        yield from _listed("{}", (_item(key, item, digits) for key, item in shown.items()))
    else:
        yield shown.name if isinstance(shown, Given | Variable) else _scalar(shown, digits)


def _item(key: Any, item: Any, digits: int) -> Iterator[str]:
    yield f"{key!r}: "
    yield from _text(item, digits)


def _nested(array: np.ndarray[Any, Any], digits: int) -> Iterator[str]:
    if array.ndim == 0:
        yield _scalar(array[()], digits)
        return
    entries = (_nested(np.asarray(part), digits) for part in array[:SHOWN_ENTRIES])
    yield from _listed("[]", entries, more=len(array) > SHOWN_ENTRIES)


def _sequence(shown: list[Any] | tuple[Any, ...], digits: int) -> Iterator[str]:
    entries = (_text(item, digits) for item in shown[:SHOWN_ENTRIES])
    alone = isinstance(shown, tuple) and len(shown) == 1
    brackets = "[]" if isinstance(shown, list) else "()"
    yield from _listed(("(", ",)") if alone else brackets, entries, more=len(shown) > SHOWN_ENTRIES)


def _listed(brackets: Sequence[str], entries: Iterable[Iterator[str]], *, more: bool = False) -> Iterator[str]:
    opening, closing = brackets
    yield opening
    for place, entry in enumerate(entries):
        yield ", " if place else ""
        yield from entry
    yield (", …" if more else "") + closing


def _scalar(shown: Any, digits: int) -> str:
    if isinstance(shown, bool | np.bool_):
        return str(bool(shown))
    if isinstance(shown, int | np.integer):
        return _integer(int(shown))
    if isinstance(shown, float | np.floating):
        return _real(float(shown), digits)
    if isinstance(shown, complex | np.complexfloating):
        return f"({_real(float(shown.real), digits)} + {_real(float(shown.imag), digits)}j)"
    return steady(repr(shown)[:SHOWN_CHARACTERS])


def _integer(number: int) -> str:
    return (
        str(number) if number.bit_length() <= 256 else f"{'-' * (number < 0)}(an integer of {number.bit_length()} bits)"
    )


def _real(number: float, digits: int) -> str:
    text = f"{number + 0.0:.{digits}g}"  # adding 0.0 turns -0.0 into 0.0
    return text if any(mark in text for mark in ".en") else f"{text}.0"
