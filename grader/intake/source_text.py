"""Bytes that should be Python, as text: encodings, and where a syntax error stands."""

import ast
import codecs
import re
import symtable
import unicodedata
import warnings

from grader.intake.syntax_words import in_korean
from grader.intake.uploads import MAX_SOURCE, Fault, fault
from reference.text import Text

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_ENCODINGS = {"utf-8", "cp949", "euc_kr", "johab", "iso8859-1", "ascii"}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_KINDS = (
    (b"%PDF", Text("PDF 문서", "a PDF document")),
    (b"PK\x03\x04", Text("압축 파일이나 오피스 문서", "an archive or an office document")),
    (b"\xd0\xcf\x11\xe0", Text("한글 또는 오피스 문서", "a Hangul or office document")),
    (b"\x89PNG", Text("이미지 파일", "a picture")),
    (b"\xff\xd8\xff", Text("이미지 파일", "a picture")),
    (b"{\\rtf", Text("RTF 문서", "a formatted text (RTF)")),
    (b"<!DOCTYPE", Text("웹 페이지", "a web page")),
    (b"<html", Text("웹 페이지", "a web page")),
)


def decoded(data: bytes, file: str) -> str | Fault:
    """The text of a file with `\\n` line ends: UTF-8 with or without a mark, what its coding line says, or cp949."""
    if not data.strip(b"\x00\t\n\r\f \xef\xbb\xbf"):
        return fault(_EMPTY, file)
    kind = next((text for start, text in _KINDS if data.lstrip()[:16].lower().startswith(start.lower())), None)
    if kind is not None:
        return fault(_OTHER_KIND, file, kind=kind)
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return fault(_NOT_TEXT, file)


def checked(text: str, file: str) -> ast.Module | Fault:
    """The parsed source, or the place of its first syntax error. Nothing is compiled or run."""
    if len(text) > MAX_SOURCE:
        return fault(_TOO_LONG, file, limit=MAX_SOURCE >> 10)
    try:
        return _parsed(text)
    except SyntaxError as error:
        return _syntax_fault(error, text, file)
    except (RecursionError, MemoryError, ValueError):
        return fault(_TOO_DEEP, file)


def syntax_fault(text: str, file: str) -> Fault | None:
    """What `checked` finds wrong. Of a source that is right no tree is built: thousands of objects, for nobody."""
    if len(text) <= MAX_SOURCE and _has_scopes(text):
        return None
    found = checked(text, file)
    return found if isinstance(found, Fault) else None


def _has_scopes(text: str) -> bool:
    """Whether Python parses the source and finds the scopes of its names; where it does not, `checked` says more."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            symtable.symtable(text, "", "exec")
        except (SyntaxError, RecursionError, MemoryError, ValueError):
            return False
    return True


def _candidates(data: bytes) -> list[str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [encoding]
    for line in data.splitlines()[:2]:
        cookie = _COOKIE.match(line)
        if cookie is not None:
            return [*_known(cookie[1].decode("ascii", "replace")), "utf-8", "cp949"]
    return ["utf-8", "cp949"]


def _known(name: str) -> list[str]:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return []
    return [found] if found in _ENCODINGS else []


def _parsed(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an odd backslash in a student's string is not our warning
        return ast.parse(text)


def _syntax_fault(error: SyntaxError, text: str, file: str) -> Fault:
    lines = text.split("\n")
    number = min(max(error.lineno or 1, 1), len(lines))
    line = lines[number - 1].replace("\t", " ")
    column = min(max(error.offset or 1, 1), len(line) + 1)
    start = max(0, column - 100)
    shown = line[start : start + 160]
    marked = _width(line[start : column - 1]) * " " + "^"
    reason = Text(in_korean(error.msg), error.msg)
    return fault(_SYNTAX, file, number, column, reason=reason, source=_fenced(shown, marked))


def _fenced(shown: str, marked: str) -> str:
    """Both lines as a listing; one that was copied with its own fence does not end ours."""
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence, inset = "`" * max(3, longest + 1), "    " * (longest >= 3)
    return f"{fence}\n{inset}{shown}\n{inset}{marked}\n{fence}"


def _width(text: str) -> int:
    """Columns on a screen: Korean letters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


_EMPTY = Text("`{file}` 파일이 비어 있습니다.", "`{file}` is empty.")
_OTHER_KIND = Text("`{file}`의 내용은 파이썬 코드가 아니라 {kind}입니다.", "`{file}` holds {kind}, not Python code.")
_NOT_TEXT = Text(
    "`{file}` 파일을 텍스트로 읽을 수 없습니다. UTF-8로 저장한 파이썬 파일을 제출하십시오.",
    "`{file}` cannot be read as text. Hand in a Python file, saved as UTF-8.",
)
_TOO_LONG = Text(
    "`{file}`의 코드가 {limit} KB를 넘어서 읽지 않았습니다.",
    "`{file}` has more than {limit} KB of code, so it was not read.",
)
_TOO_DEEP = Text(
    "`{file}`의 코드가 너무 깊이 중첩되어 있어 읽을 수 없습니다.",
    "`{file}` is nested too deeply to be read.",
)
_SYNTAX = Text(
    "`{file}` {line}행 {column}열: 문법 오류입니다. {reason}\n\n{source}",
    "`{file}`, line {line}, column {column}: syntax error: {reason}\n\n{source}",
)
