"""Answers in `answers.toml` or `answers.json`: one table per problem, every number kept as it was typed."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.intake.source_text import decoded
from grader.intake.uploads import Fault, fault
from problems.sets.toml_tables import loads, syntax_fault
from reference.text import Text

MAX_ANSWERS = 256 << 10
MAX_DEPTH = 8
NAMES = ("answers.toml", "answers.json")

Table = Mapping[str, Any]
"""Names to raw answers: a string, or nested lists of strings."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The tables of an answer file, and the raw answers that stand outside of any table."""

    tables: Mapping[str, Table]
    loose: Table
    faults: tuple[Fault, ...]


def read_answers(data: bytes, file: str) -> AnswerFile:
    """Read answers as TOML, or as JSON if the name ends so. Never raises; faults say what was left out."""
    parsed = _parsed(data, file)
    if isinstance(parsed, Fault):
        return AnswerFile({}, {}, (parsed,))
    faults: list[Fault] = []
    tables = {
        name: _table(content, name, file, faults) for name, content in parsed.items() if isinstance(content, dict)
    }
    loose = {name: content for name, content in parsed.items() if not isinstance(content, dict)}
    return AnswerFile(tables, _table(loose, "", file, faults), tuple(faults))


def _parsed(data: bytes, file: str) -> dict[str, Any] | Fault:
    if len(data) > MAX_ANSWERS:
        return fault(_TOO_LARGE, file, limit=MAX_ANSWERS >> 10)
    text = decoded(data, file)
    if isinstance(text, Fault):
        return text
    try:
        if file.lower().endswith(".json"):
            found = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
        else:
            found = loads(text, str)
    except json.JSONDecodeError as error:
        return fault(_NOT_JSON, file, error.lineno, error.colno, reason=error.msg)
    except tomllib.TOMLDecodeError as error:
        wrong = syntax_fault(str(error), text)
        return fault(_NOT_TOML, file, wrong.line, reason=wrong.message)
    except (ValueError, RecursionError):
        return fault(_UNREADABLE, file)
    return found if isinstance(found, dict) else fault(_NO_TABLE, file)


def _table(content: dict[str, Any], problem: str, file: str, faults: list[Fault]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in content.items():
        raw = _raw(value, 0)
        if raw is None:
            faults.append(fault(_NO_ANSWER, file, name=f"{problem}.{name}" if problem else name))
        else:
            found[name] = raw
    return found


def _raw(value: Any, depth: int) -> Any:
    """A string, or nested lists of strings; None for anything that is no answer (a table, a list too deep)."""
    if isinstance(value, list):
        items = [_raw(item, depth + 1) for item in value] if depth < MAX_DEPTH else [None]
        return None if any(item is None for item in items) else items
    if value is None:
        return ""  # null in JSON: nothing was typed
    if isinstance(value, dict):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > MAX_ANSWERS:
        return None
    return value if isinstance(value, str) else _written(value)


def _written(value: Any) -> str | None:
    try:
        return str(value)
    except ValueError:  # an integer of thousands of digits, written in base 16
        return None


_TOO_LARGE = Text(
    "`{file}` 파일이 {limit} KB를 넘어서 읽지 않았습니다.", "`{file}` is larger than {limit} KB, so it was not read."
)
_NOT_JSON = Text(
    "`{file}` {line}행 {column}열: JSON 문법에 맞지 않아 읽을 수 없습니다({reason}).",
    "`{file}`, line {line}, column {column}: this is not JSON ({reason}).",
)
_NOT_TOML = Text(
    "`{file}` {line}행: {reason} 답은 `h1 = 0.6130`처럼 한 줄에 하나씩 적으십시오.",
    "`{file}`, line {line}: {reason} Write one answer a line, such as `h1 = 0.6130`.",
)
_UNREADABLE = Text(
    "`{file}`에 너무 긴 수나 너무 깊이 겹친 목록이 있어 읽을 수 없습니다.",
    "`{file}` holds a number too large, or a list too deep, to be read.",
)
_NO_TABLE = Text(
    "`{file}`에는 문제마다 답을 적은 표가 하나씩 있어야 합니다.", "`{file}` must hold one table of answers per problem."
)
_NO_ANSWER = Text(
    "`{file}`의 `{name}` 값은 수, 문자열, 목록 가운데 어느 것도 아니어서 읽지 않았습니다.",
    "`{name}` in `{file}` is neither a number, a text nor a list, so it was not read.",
)
