"""Uploaded files, sorted into Python sources and answers. Nothing in them is run, and no name becomes a path.

Whatever cannot be used is a Fault with a sentence; it never keeps the other files from being graded.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from grader.intake.answer_files import MAX_ANSWERS, NAMES, Table, read_answers
from grader.intake.archive import members
from grader.intake.notebook import cells, is_notebook
from grader.intake.notebook_commands import without_commands
from grader.intake.source_text import decoded, syntax_fault
from grader.intake.uploads import (
    MAX_FILES,
    MAX_READ,
    MAX_SOURCE,
    MAX_SOURCES,
    MAX_UPLOAD,
    TOO_MUCH_CODE,
    Fault,
    UploadedFile,
    fault,
    shown_name,
)
from grader.sandbox import SourceFile
from reference.text import Text

__all__ = ["Fault", "Intake", "UploadedFile", "read_each", "read_files"]

SHOWN_TWICE = 5
_DEFINITION = re.compile(r"(?:async +)?(?:def|class) +(\w+)")
_OURS = {"reference", "problems", "grader", "submissions", "nngrader"}
_PACKAGES = {"numpy", "scipy", "pandas", "matplotlib", "math", "random"}


@dataclass(frozen=True, slots=True)
class Intake:
    """What a hand-in holds: sources in the order of the files, answers by problem, and what was wrong or odd.

    `loose` are answers outside of any problem's table, for callers that grade a single problem.
    """

    sources: tuple[SourceFile, ...]
    answers: Mapping[str, Table]
    problems: tuple[Fault, ...]
    loose: Table = field(default_factory=dict)


def read_files(files: Sequence[UploadedFile]) -> Intake:
    """Read every file; never raises for what is in them."""
    return _read(files, _Room())


def read_each(files: Sequence[UploadedFile]) -> tuple[Intake, ...]:
    """What each file holds by itself, all of them within the bounds of one hand-in."""
    room = _Room()
    return tuple(_read((file,), room) for file in files)


def _read(files: Sequence[UploadedFile], room: "_Room") -> Intake:
    reading = _Reading(room)
    for file in files[:MAX_FILES]:
        reading.take(replace(file, name=shown_name(file.name)))
    if len(files) > MAX_FILES:
        reading.faults.append(fault(_TOO_MANY, shown_name(files[MAX_FILES].name), limit=MAX_FILES))
    sources = tuple(reading.sources)
    faults = (*reading.faults, *_defined_twice(sources))
    return Intake(sources, reading.answers, faults, reading.loose)


@dataclass(slots=True)
class _Room:
    """How much may still be read, so that no hand-in takes long: characters of code, bytes of answers and of all."""

    code: int = MAX_SOURCES
    answers: int = MAX_ANSWERS
    whole: int = MAX_READ


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    room: _Room
    sources: list[SourceFile] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    loose: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def take(self, file: UploadedFile, archive: str | None = None) -> None:
        """One file, from a hand-in or from an archive in it."""
        suffix = file.name.lower().rpartition(".")[2]
        known = {"py": self._python, "ipynb": self._notebook}
        reads = self._answers if file.name.lower() in NAMES else known.get(suffix)
        if len(file.data) > MAX_UPLOAD:
            self.faults.append(fault(_TOO_LARGE, file.name, limit=MAX_UPLOAD >> 20))
        elif reads is not None and len(file.data) > self.room.whole:
            self.faults.append(fault(_TOO_MUCH, file.name, limit=MAX_READ >> 20))
        elif reads is not None:
            self.room.whole -= len(file.data)
            reads(file)
        elif suffix == "zip" and archive is None:
            self._archive(file)
        elif suffix == "zip":
            self.faults.append(fault(_NESTED, file.name, archive=archive))
        elif suffix == "pdf":
            self.faults.append(fault(_FOR_PEOPLE, file.name))
        elif archive is None or suffix in {"toml", "json", "txt"}:
            self.faults.append(fault(_NOT_READ, file.name))

    def _python(self, file: UploadedFile) -> None:
        text = decoded(file.data, file.name)
        if isinstance(text, Fault):
            self.faults.append(text)
            return
        if is_notebook(text):
            self._notebook(file)
            return
        source = SourceFile(self._own_name(file.name), without_commands(text))
        if self.room.code < len(text) <= MAX_SOURCE:
            self.faults.append(fault(TOO_MUCH_CODE, source.label, limit=MAX_SOURCES >> 10))
            return
        self.room.code -= len(text) if len(text) <= MAX_SOURCE else 0
        wrong = syntax_fault(source.text, source.label)
        if wrong is None:
            self.sources.append(source)
        else:
            self.faults.append(wrong)

    def _notebook(self, file: UploadedFile) -> None:
        sources, faults, self.room.code = cells(file.data, self._own_name(file.name), self.room.code)
        self.faults += faults
        self.sources += sources

    def _archive(self, file: UploadedFile) -> None:
        found, faults = members(file.data, file.name)
        self.faults += faults
        for member in found:
            self.take(member, archive=file.name)
        if not found and not faults:
            self.faults.append(fault(_EMPTY_ARCHIVE, file.name))

    def _answers(self, file: UploadedFile) -> None:
        if self.room.answers < len(file.data) <= MAX_ANSWERS:
            self.faults.append(fault(_TOO_MANY_ANSWERS, file.name, limit=MAX_ANSWERS >> 10))
            return
        self.room.answers -= len(file.data) if len(file.data) <= MAX_ANSWERS else 0
        read = read_answers(file.data, file.name)
        self.faults += read.faults
        self.loose |= read.loose
        for problem, table in read.tables.items():
            earlier = self.answers.setdefault(problem, {})
            for name in [name for name in table if name in earlier and earlier[name] != table[name]]:
                self.faults.append(fault(_ANSWERED_TWICE, file.name, name=f"{problem}.{name}"))
            earlier |= table

    def _own_name(self, name: str) -> str:
        """The name, told apart from an earlier file's; and a word if it hides a package."""
        stem, dot, suffix = name.rpartition(".")
        if stem.lower() in _OURS | _PACKAGES and suffix.lower() == "py":
            self.faults.append(fault(_HIDES, name, package=stem))
        unique, count = name, 1
        while unique in self.names:
            count += 1
            unique = f"{stem} ({count}){dot}{suffix}"
        self.names.add(unique)
        return unique


def _defined_twice(sources: Sequence[SourceFile]) -> list[Fault]:
    """A note for every function that is written in two ways at top level: Python takes the last."""
    found: dict[str, dict[tuple[str, int], str]] = {}
    for source in sources:
        for number, line in enumerate(source.text.split("\n"), start=1):
            definition = _DEFINITION.match(line)
            if definition:
                found.setdefault(definition[1], {})[source.label, number] = source.text
    return [note for name, places in found.items() if (note := _note(name, places)) is not None][:SHOWN_TWICE]


def _note(name: str, places: Mapping[tuple[str, int], str]) -> Fault | None:
    labels = dict.fromkeys(label for label, _ in places)
    copies = len(set(places.values())) == 1 and len(labels) == len(places)
    if len(places) < 2 or copies:
        return None
    label, line = list(places)[-1]
    named = [f"`{label}`" for label in labels]
    if len(named) > SHOWN_TWICE:
        named[SHOWN_TWICE - 1 : -1] = ["…"]  # the last is the one that counts
    listed = ", ".join(named)
    return fault(_TWICE, label, line, name=name, places=listed)


_TOO_MANY = Text(
    "파일이 {limit}개를 넘어 `{file}`부터는 읽지 않았습니다.",
    "There are more than {limit} files; those from `{file}` on were not read.",
)
_TOO_LARGE = Text(
    "`{file}` 파일이 {limit} MB를 넘어서 읽지 않았습니다.", "`{file}` is larger than {limit} MB, so it was not read."
)
_TOO_MUCH = Text(
    "파일을 모두 합해 {limit} MB를 넘어 `{file}` 파일은 읽지 않았습니다.",
    "The files have more than {limit} MB in all, so `{file}` was not read.",
)
_TOO_MANY_ANSWERS = Text(
    "답 파일을 모두 합해 {limit} KB를 넘어 `{file}` 파일은 읽지 않았습니다.",
    "The answer files have more than {limit} KB in all, so `{file}` was not read.",
)
_NESTED = Text(
    "압축 파일 `{archive}` 안에 든 압축 파일(`{file}`)은 읽지 않았습니다. 한 번만 압축하십시오.",
    "`{file}` is an archive inside the archive `{archive}` and was not read. Pack the files once.",
)
_FOR_PEOPLE = Text(
    "`{file}` 파일은 사람이 볼 수 있도록 보관하며, 자동으로 채점하지 않습니다.",
    "`{file}` is kept for people to read; it is not graded automatically.",
)
_NOT_READ = Text(
    "`{file}` 파일은 읽지 않았습니다. `.py`, `.ipynb`, `.zip`, `answers.toml`, `answers.json`을 제출하십시오.",
    "`{file}` was not read. Hand in `.py`, `.ipynb`, `.zip`, `answers.toml` or `answers.json`.",
)
_EMPTY_ARCHIVE = Text("`{file}` 압축 파일이 비어 있습니다.", "The archive `{file}` is empty.")
_ANSWERED_TWICE = Text(
    "`{name}`의 답이 두 곳에 서로 다르게 적혀 있어 `{file}` 파일의 답을 사용했습니다.",
    "`{name}` is answered twice and differently; the answer in `{file}` was used.",
)
_HIDES = Text(
    "파일 이름이 `{file}`이면 같은 폴더에서 `{package}` 패키지를 불러올 수 없습니다. 파일 이름을 바꾸십시오.",
    "A file called `{file}` hides the package `{package}` from everything in its folder. Rename it.",
)
_TWICE = Text(
    "같은 이름이 여러 번 정의되어 있습니다: `{name}` ({places}). 파이썬에서처럼 마지막 정의를 채점합니다.",
    "`{name}` is defined more than once ({places}). As in Python, the last definition counts.",
)
