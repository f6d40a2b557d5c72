"""Reads the files that a command line names: capped, as UTF-8, numbers as they were written."""

import json
import tomllib
from pathlib import Path
from typing import Any

from grader.cli.failure import COULD_NOT_RUN, CommandError
from grader.intake.uploads import MAX_UPLOAD, UploadedFile
from grader.system_reasons import reason
from problems.sets.toml_tables import loads
from reference.text import Text

MAX_TABLE = 1 << 20  # bytes of a JSON or TOML file


def read_bytes(path: Path, most: int) -> bytes:
    """What a file holds; raises CommandError when it cannot be read, is empty or is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise CommandError(_NO_FILE.format(path=path)) from None
    except IsADirectoryError:
        raise CommandError(_FOLDER.format(path=path)) from None
    except (OSError, ValueError) as error:
        raise CommandError(_UNREADABLE.format(path=path, reason=reason(error)), COULD_NOT_RUN) from error
    if len(data) > most:
        raise CommandError(_TOO_LARGE.format(path=path, most=most >> 10))
    if not data:
        raise CommandError(_EMPTY.format(path=path))
    return data


def upload(path: Path) -> UploadedFile:
    """A file as if it had been handed in."""
    return UploadedFile(path.name, read_bytes(path, MAX_UPLOAD))


def read_table(path: Path) -> dict[str, Any]:
    """The table of a JSON or TOML file; decimals stay the text that was written."""
    data = read_bytes(path, MAX_TABLE)
    try:
        text = data.decode("utf-8-sig")
        found = json.loads(text, **_AS_WRITTEN) if _is_json(path, text) else loads(text, str)
    except UnicodeDecodeError:
        raise CommandError(_NOT_UTF8.format(path=path)) from None
    except json.JSONDecodeError as error:
        raise CommandError(_NOT_JSON.format(path=path, line=error.lineno, reason=error.msg)) from None
    except tomllib.TOMLDecodeError as error:
        raise CommandError(_NOT_TOML.format(path=path, reason=error)) from None
    except (ValueError, RecursionError):
        raise CommandError(_BEYOND.format(path=path)) from None
    if not isinstance(found, dict):
        raise CommandError(_NO_TABLE.format(path=path))
    return found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise CommandError(_TWICE.format(name=name))
        found[name] = value
    return found


_AS_WRITTEN: dict[str, Any] = {"parse_float": str, "parse_constant": str, "object_pairs_hook": _unique}


def _is_json(path: Path, text: str) -> bool:
    return path.suffix.lower() == ".json" or (path.suffix.lower() != ".toml" and text.lstrip()[:1] in {"{", "["})


_NO_FILE = Text("{path}: 그런 파일이 없습니다.", "{path}: there is no such file.")
_FOLDER = Text("{path}: 파일이 아니라 폴더입니다.", "{path} is a folder, not a file.")
_UNREADABLE = Text("{path}: 읽을 수 없습니다({reason}).", "{path} cannot be read ({reason}).")
_TOO_LARGE = Text("{path}: {most} KB를 넘어 읽지 않습니다.", "{path} is larger than {most} KB and is not read.")
_EMPTY = Text("{path}: 빈 파일입니다.", "{path} is empty.")
_NOT_UTF8 = Text("{path}: UTF-8로 저장한 텍스트가 아닙니다.", "{path} is not UTF-8 text.")
_NOT_JSON = Text("{path} {line}행: JSON이 아닙니다({reason}).", "{path}, line {line}: this is not JSON ({reason}).")
_NOT_TOML = Text("{path}: TOML이 아닙니다({reason}).", "{path} is not TOML ({reason}).")
_BEYOND = Text(
    "{path}: 너무 긴 수나 너무 깊은 목록이 있습니다.", "{path} holds a number too long or a list too deep to be read."
)
_NO_TABLE = Text("{path}: '이름 = 값' 형태의 표여야 합니다.", "{path} must hold a table of names and values.")
_TWICE = Text("같은 이름이 두 번 나옵니다: '{name}'.", "'{name}' appears twice.")
