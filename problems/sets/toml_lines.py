"""On which line of a TOML text each key and each array element stands; the standard parser does not say."""

import re
from collections.abc import Mapping

Path = tuple[str | int, ...]
Lines = Mapping[Path, int]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_VALUE = re.compile(r"[^,\]}#\n]+")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_KEY_PART = re.compile(r'[ \t]*("(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+)[ \t]*')


def locate(text: str) -> dict[Path, int]:
    """The line (from 1) of every key path of a text that `tomllib` accepts.

    An element of an array is found under its index, counted from 0: `("problem", 1, "asked", 0)`.
    The text is trusted to be TOML: what the standard parser refuses is reported by it, before.
    """
    return _Scan(text.replace("\r\n", "\n")).document()


class _Scan:
    """One walk over the text; `at` only moves forward."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.elements: dict[Path, int] = {}  # arrays of tables, and the index of their newest element

    def document(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip_blank():
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._assignment(table)
        return self.lines

    def _header(self) -> Path:
        line, array = self._line(), self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        path = self._resolve(self._key())
        self.at += 2 if array else 1
        if array:
            index = self.elements[path] = self.elements.get(path, -1) + 1
            self.lines.setdefault(path, line)
            path = (*path, index)
        self.lines[path] = line
        return path

    def _resolve(self, names: tuple[str, ...]) -> Path:
        """The path that a header's names mean: a name of an array of tables means its newest element."""
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self.elements:
                path = (*path, self.elements[path])
            self.lines.setdefault(path, self._line())
        return (*path, names[-1])

    def _assignment(self, table: Path) -> None:
        line = self._line()
        for name in self._key():
            table = (*table, name)
            self.lines.setdefault(table, line)
        self.at += 1  # the equals sign
        self._value(table)

    def _key(self) -> tuple[str, ...]:
        names = []
        while match := _KEY_PART.match(self.text, self.at):
            names.append(_unquoted(match[1]))
            self.at = match.end()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return tuple(names)

    def _value(self, path: Path) -> None:
        self._skip_blank()
        opening = self.text[self.at]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif match := (_STRING if opening in "\"'" else _BARE_VALUE).match(self.text, self.at):
            self.at = match.end()

    def _array(self, path: Path) -> None:
        self.at += 1
        index = 0
        while self._skip_blank() and self.text[self.at] != "]":
            element = (*path, index)
            self.lines[element] = self._line()
            self._value(element)
            self._skip_comma()
            index += 1
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        while self._skip_blank() and self.text[self.at] != "}":
            self._assignment(path)
            self._skip_comma()
        self.at += 1

    def _skip_comma(self) -> None:
        self._skip_blank()
        if self.text.startswith(",", self.at):
            self.at += 1

    def _skip_blank(self) -> bool:
        """Move to the next character that means something; false at the end of the text."""
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at < len(self.text)

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1


def _unquoted(name: str) -> str:
    if name[0] == "'":
        return name[1:-1]
    if name[0] == '"':
        return re.sub(r"\\(.)", r"\1", name[1:-1])
    return name
