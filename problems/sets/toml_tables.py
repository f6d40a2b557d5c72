"""Reads a TOML file key by key and collects all that is wrong with it, each fault with its line."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from problems.fault import Fault, did_you_mean
from problems.sets.toml_lines import Lines, Path, locate
from reference.text import Text

T = TypeVar("T")

MAX_CHARACTERS = 200_000
MAX_KEY_PARTS = 8
_KEY_PART = r"""(?:[\w-]{1,999}+|"(?:\\.|[^"\\\n]){0,999}+"|'[^'\n]{0,999}+')[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_KEY_PART}\.[ \t]*+){{{MAX_KEY_PARTS}}}")
_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")
_AT_END = " (at end of document)"

_SYNTAX = {
    "Cannot overwrite a value": "같은 이름을 두 번 썼습니다.",
    "Cannot declare": "같은 표를 두 번 선언했습니다.",
    "Invalid value": "값이 올바르지 않습니다. 글자는 따옴표로 묶어야 합니다.",
    "Invalid statement": "'이름 = 값' 또는 '[표]' 형태여야 합니다.",
    "Unescaped": "큰따옴표 안의 \\ 는 \\\\ 로 적거나, 작은따옴표를 써야 합니다.",
    "Illegal character": "따옴표가 닫히지 않았거나, 쓸 수 없는 글자가 있습니다.",
    "Expected newline": "값 뒤에 알 수 없는 내용이 있습니다.",
    "Expected '='": "이름 뒤에 '='가 있어야 합니다.",
    "Unclosed": "괄호가 닫히지 않았습니다.",
    "Unterminated": "따옴표가 닫히지 않았습니다.",
}


class UnreadableError(ValueError):
    """A text that is no TOML at all; `fault` says where and why."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.sentence("en"))


def loads(text: str, parse_float: Callable[[str], Any]) -> dict[str, Any]:
    """What `tomllib` reads; raises its TOMLDecodeError, or ValueError where it would not come back in time.

    Its time grows with the square of a dotted key's parts: a quarter of a megabyte of `a.a.a` takes minutes.
    """
    if _LONG_KEY.search(text):
        raise ValueError("a key has too many parts")
    return tomllib.loads(text, parse_float=parse_float)


def read(text: str) -> tuple[dict[str, Any], Lines]:
    """The tables of a TOML text, numbers as int and Decimal, and the lines they stand on; raises `UnreadableError`."""
    if len(text) > MAX_CHARACTERS:
        sizes = {"got": len(text), "most": MAX_CHARACTERS}
        raise UnreadableError(Fault(None, _TOO_LONG.format(**sizes)))
    try:
        return loads(text, Decimal), locate(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(syntax_fault(str(error), text)) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise UnreadableError(Fault(None, _BEYOND)) from error


_TOO_LONG = Text(
    "파일이 너무 큽니다: {got}자이며, {most}자까지 읽습니다.",
    "The file is too large: it has {got} characters, at most {most} are read.",
)
_BEYOND = Text(
    "숫자가 너무 길거나 괄호가 너무 깊이 겹쳐 있어 읽을 수 없습니다.",
    "It cannot be read: a number is too long, or brackets are nested too deeply.",
)


def syntax_fault(said: str, text: str) -> Fault:
    """What `tomllib` said of a text, with its line, in both languages."""
    reason = _POSITION.sub("", said).removesuffix(_AT_END)
    position = _POSITION.search(said)
    line = int(position[1]) if position else len(text.rstrip().splitlines()) or 1
    korean = next((ko for start, ko in _SYNTAX.items() if reason.startswith(start)), f"({reason})")
    return Fault(line, Text(f"TOML 문법에 맞지 않습니다. {korean}", f"This is not valid TOML. {reason}."))


class WrongValueError(ValueError):
    """A value that cannot be meant; `places` has one or more sentences, each with its path below the value."""

    def __init__(self, message: Text, *below: str | int) -> None:
        self.places: list[tuple[Path, Text]] = [(below, message)]
        super().__init__(message.en)

    @classmethod
    def all_of(cls, places: list[tuple[Path, Text]]) -> "WrongValueError":
        """Several wrong parts of one value, told together."""
        wrong = cls(places[0][1])
        wrong.places = places
        return wrong


@dataclass(slots=True)
class Table:
    """One table, being read: what is taken is known, what is left at `finish` was misspelt."""

    data: Mapping[str, Any]
    lines: Lines
    faults: list[Fault]
    path: Path = ()
    known: list[str] = field(default_factory=list)

    def fault(self, message: Text, *below: str | int) -> None:
        """Report a fault at a place in this table, or at the nearest place above it that has a line."""
        path = (*self.path, *below)
        while path and path not in self.lines:
            path = path[:-1]
        self.faults.append(Fault(self.lines.get(path, 1), message))

    def take(self, key: str, convert: Callable[[Any], T], default: T) -> T:
        """The value of an optional key, or the default where it is absent or (reported) wrong."""
        self.known.append(key)
        if key not in self.data:
            return default
        try:
            return convert(self.data[key])
        except WrongValueError as wrong:
            for below, message in wrong.places:
                name = ".".join([key, *(part for part in below if isinstance(part, str))])
                self.fault(Text(f"'{name}': {message.ko}", f"'{name}': {message.en}"), key, *below)
            return default

    def need(self, key: str, convert: Callable[[Any], T], default: T) -> T:
        """The value of a key that must be there; the default only fills the place behind a reported fault."""
        if key not in self.data:
            self.fault(_MISSING.format(key=key))
        return self.take(key, convert, default)

    def finish(self) -> None:
        """Report every key that nobody took."""
        for key in self.data:
            if key not in self.known:
                self.fault(_UNKNOWN.format(key=key, hint=did_you_mean(key, self.known)), key)

    def below(self, *path: str | int, data: Mapping[str, Any]) -> "Table":
        """The table at a path below this one, with the same list of faults."""
        return Table(data, self.lines, self.faults, (*self.path, *path))


_MISSING = Text("'{key}' 항목이 없습니다.", "'{key}' is missing.")
_UNKNOWN = Text("알 수 없는 항목입니다: '{key}'.{hint}", "'{key}' is not a known key.{hint}")
