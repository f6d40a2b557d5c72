"""Where a command speaks: its reader's language, and what the two streams can show."""

import json
import math
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

import click

from grader.cli.glyphs import fitted
from reference.text import LOCALES, Locale, Text


@dataclass(frozen=True, slots=True)
class Terminal:
    """The reader's language; `asked_for` when --locale named it. `color` None: as the stream decides."""

    locale: Locale
    asked_for: bool = False
    color: bool | None = None

    def say(self, line: str | Text = "") -> None:
        """One line on stdout."""
        _write(self._read(line), sys.stdout, self.color)

    def note(self, line: str | Text) -> None:
        """One line on stderr: what is not data."""
        _write(self._read(line), sys.stderr, self.color)

    def data(self, document: Any) -> None:
        """One JSON document on stdout; a number that JSON does not have becomes its name."""
        plain = (sys.stdout.encoding or "utf-8").lower().replace("-", "") != "utf8"
        click.echo(json.dumps(_finite(document), ensure_ascii=plain, indent=2, allow_nan=False))

    def colors(self, stream: TextIO) -> bool:
        """Whether colours may be written to a stream."""
        return stream.isatty() if self.color is None else self.color

    def _read(self, line: str | Text) -> str:
        return line[self.locale] if isinstance(line, Text) else line


def terminal_for(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Terminal:
    """What the arguments and the environment ask for, known before a command is parsed: its faults have a language."""
    named = _named(arguments)
    return Terminal(named or _spoken(environment), named is not None, _color(environment))


def current() -> Terminal:
    """The terminal of the running command."""
    context = click.get_current_context(silent=True)
    held = context.obj if context is not None else None
    return held if isinstance(held, Terminal) else terminal_for(())


def _named(arguments: Sequence[str]) -> Locale | None:
    """The last --locale among the arguments, if it is a language we have."""
    found: Locale | None = None
    for at, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--locale":
            given = value if equals else "".join(arguments[at + 1 : at + 2])
            found = next((locale for locale in LOCALES if locale == given), found)
    return found


def _spoken(environment: Mapping[str, str]) -> Locale:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    spoken = next((environment[name] for name in names if environment.get(name)), "")
    return "ko" if spoken.lower().startswith("ko") else "en"


def _color(environment: Mapping[str, str]) -> bool | None:
    if environment.get("NO_COLOR"):
        return False
    return True if environment.get("FORCE_COLOR", "") not in {"", "0"} else None


def _write(line: str, stream: TextIO, color: bool | None) -> None:  # noqa: FBT001 -- passed on as it is
    click.echo(fitted(line, stream.encoding or "utf-8"), file=stream, color=color)


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        return {name: _finite(part) for name, part in value.items()}
    return [_finite(part) for part in value] if isinstance(value, (list, tuple)) else value
