"""Reads the conceptual questions: TOML files of `[[concept]]` tables, one file for each topic.

The file's name is the topic: `name = "inputs"` in `neuron.toml` is `concept.neuron.inputs`. Every fault is reported
with its line, and one fault in one file stops the program: a question that silently disappears would be found on
the day of the exam.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from problems.choices import LETTERS
from problems.concept import Alternative, Concept
from problems.fault import Fault, FileError
from problems.sets.toml_lines import Lines, locate
from problems.sets.toml_tables import Table, WrongValueError, loads, syntax_fault
from reference.text import Text, same

FOLDER = Path(__file__).parent
MOST_CHARACTERS = 2000
LEAST_SHOWN = 3
USUALLY_SHOWN = {False: 4, True: 5}
"""Options of a variant unless the question says otherwise, by whether several may be chosen."""

_NONE: list[dict[str, Any]] = []
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")
_ROW = re.compile(r"C-\d{3}")
_VERSION = re.compile(r"\d{1,3}\.\d{1,3}")


class ConceptFileError(FileError):
    """A file of concepts that cannot be used; it holds every fault with its line."""


def read_folder(folder: Path = FOLDER) -> dict[str, Concept]:
    """All concepts of a folder by id, sorted. Raises ConceptFileError for the first file that has a fault."""
    found = {}
    for path in sorted(folder.glob("*.toml")):
        for concept in read_text(path.read_text(encoding="utf-8"), path.stem):
            found[concept.id] = concept
    return dict(sorted(found.items()))


def read_text(text: str, topic: str) -> tuple[Concept, ...]:
    """The concepts of one file's text. Raises ConceptFileError with all faults at once."""
    name = f"{topic}.toml"
    try:
        data = loads(text, str)
    except tomllib.TOMLDecodeError as error:
        raise ConceptFileError(name, [syntax_fault(str(error), text)]) from error
    concepts, faults = _read(data, {}, topic)
    if faults:  # only now is it worth finding the lines
        raise ConceptFileError(name, _read(data, locate(text), topic)[1])
    return concepts


def _read(data: Mapping[str, Any], lines: Lines, topic: str) -> tuple[tuple[Concept, ...], list[Fault]]:
    faults: list[Fault] = []
    table = Table(data, lines, faults)
    rows = table.need("concept", _tables, _NONE)
    table.finish()
    read = [_concept(table.below("concept", index, data=row), topic) for index, row in enumerate(rows)]
    for index, concept in enumerate(read):
        if concept.id in [earlier.id for earlier in read[:index]]:
            table.fault(_TWICE.format(name=concept.id), "concept", index, "name")
    return tuple(read), faults


def _concept(table: Table, topic: str) -> Concept:
    several = table.take("several", _flag, default=False)
    pool = _pool(table)
    concept = Concept(
        id=f"concept.{topic}.{table.need('name', _matching(_NAME), '')}",
        version=table.take("version", _matching(_VERSION), "1.0"),
        title=table.need("title", _line, same("")),
        topics=tuple(dict.fromkeys((topic, *(table.take("topics", _names, None) or ())))),
        coverage=table.need("coverage", _rows, ()),
        question=table.need("question", _text, same("")),
        pool=pool,
        explanation=table.need("explanation", _text, same("")),
        several=several,
        shown=table.take("shown", _count, min(USUALLY_SHOWN[several], max(len(pool), LEAST_SHOWN))),
    )
    table.finish()
    _check(concept, table)
    return concept


def _pool(table: Table) -> tuple[Alternative, ...]:
    rows = table.need("option", _tables, _NONE)
    pool = tuple(_alternative(table.below("option", index, data=row)) for index, row in enumerate(rows))
    for index, one in enumerate(pool):
        if one.key and one.key in [earlier.key for earlier in pool[:index]]:
            table.fault(_TWICE.format(name=one.key), "option", index, "key")
    return pool


def _alternative(table: Table) -> Alternative:
    one = Alternative(
        key=table.need("key", _matching(_KEY), ""),
        text=table.need("text", _line, same("")),
        right=table.take("right", _flag, default=False),
        why=table.need("why", _text, same("")),
    )
    table.finish()
    return one


def _check(concept: Concept, table: Table) -> None:
    """Can a variant be drawn that has a right option, and wrong ones beside it?"""
    rights = sum(one.right for one in concept.pool)
    wrongs = len(concept.pool) - rights
    if rights == 0 or wrongs == 0:
        table.fault(_NO_RIGHT, "option")
    room = min(len(LETTERS), len(concept.pool) if concept.several else wrongs + 1)
    if not LEAST_SHOWN <= concept.shown <= room:
        table.fault(_SHOWN.format(least=LEAST_SHOWN, most=room), "shown")


def _tables(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
        raise WrongValueError(_NO_TABLES)
    return value


def _text(value: Any) -> Text:
    """A text in both languages, or one that reads the same in both."""
    if isinstance(value, str):
        return same(_characters(value))
    if not isinstance(value, dict) or set(value) != {"ko", "en"}:
        raise WrongValueError(_NO_TEXT)
    return Text(_characters(value["ko"]), _characters(value["en"]))


def _line(value: Any) -> Text:
    text = _text(value)
    if "\n" in text.ko + text.en:
        raise WrongValueError(_NO_LINE)
    return text


def _characters(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_CHARACTERS:
        raise WrongValueError(_NO_TEXT)
    return value.strip()


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError(_NO_FLAG)
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise WrongValueError(_NO_COUNT)
    return value


def _matching(pattern: re.Pattern[str]) -> Any:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise WrongValueError(_ODD.format(got=str(value)[:40], pattern=pattern.pattern))
        return value

    return read


def _names(value: Any) -> tuple[str, ...]:
    return _several(value, _NAME)


def _rows(value: Any) -> tuple[str, ...]:
    return _several(value, _ROW)


def _several(value: Any, pattern: re.Pattern[str]) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise WrongValueError(_NO_LIST)
    return tuple(_matching(pattern)(one) for one in value)


_TWICE = Text("같은 이름을 두 번 썼습니다: '{name}'.", "'{name}' is used twice.")
_NO_RIGHT = Text(
    "옳은 선택지(right = true)와 틀린 선택지가 하나 이상씩 있어야 합니다.",
    "there must be a right option (right = true) and a wrong one.",
)
_SHOWN = Text(
    "보여 줄 선택지의 수는 {least} 이상 {most} 이하여야 합니다. 선택지가 모자라면 더 적으십시오.",
    "the number of options shown must be from {least} to {most}; a larger one needs more options.",
)
_NO_TABLES = Text("[[…]] 표의 목록이어야 합니다.", "must be a list of [[…]] tables.")
_NO_TEXT = Text(
    f'{{ko = "…", en = "…"}} 또는 문자열 하나여야 하며, 비어 있지 않고 {MOST_CHARACTERS}자 이하여야 합니다.',
    f'must be {{ko = "…", en = "…"}} or one text, neither empty nor longer than {MOST_CHARACTERS} characters.',
)
_NO_LINE = Text("한 줄이어야 합니다.", "must be one line.")
_NO_FLAG = Text("true 또는 false여야 합니다.", "must be true or false.")
_NO_COUNT = Text("정수여야 합니다.", "must be a whole number.")
_ODD = Text("쓸 수 없는 이름입니다: '{got}' (형식: {pattern}).", "'{got}' cannot be used (pattern: {pattern}).")
_NO_LIST = Text("비어 있지 않은 목록이어야 합니다.", "must be a list that is not empty.")
