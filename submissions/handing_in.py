"""What one hand-in means, before it becomes an attempt: which problems it answers, which files count.

Nothing is executed and nothing is stored here. A problem that was not sent keeps its last answer, and a file
stays until a new one has its name or defines one of its functions.
"""

import ast
import hashlib
import json
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from grader.grade import RawAnswers
from grader.intake.reading import UploadedFile, read_each, read_files
from grader.intake.uploads import shown_name
from problems.sets.problem_set import ProblemSet
from reference.text import Text

Answers = Mapping[str, RawAnswers]
"""Problem id to answer name to what was typed: a string, or nested lists of strings."""

MAX_FILES = 20
MAX_ANSWER_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class HandIn:
    """What a student sent: typed answers and files, under a random key of the form it came from."""

    user_id: int
    assignment_id: int
    request_key: str
    answers: Answers
    files: tuple[UploadedFile, ...] = ()


class RefusedError(Exception):
    """A hand-in that was not accepted and not counted. `status` is HTTP's; `retry_after` is in seconds."""

    def __init__(self, sentence: Text, status: int, retry_after: int | None = None) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Examined:
    """A hand-in after a look at it: answers typed and answers found in files, and the faults of files."""

    answers: dict[str, dict[str, Any]]
    files: tuple[UploadedFile, ...]
    faults: tuple[Text, ...]
    has_code: bool


def examine(hand_in: HandIn, problem_set: ProblemSet) -> Examined:
    """Look at a hand-in; raises RefusedError (422) when there is nothing in it that could be graded."""
    files = tuple(UploadedFile(shown_name(file.name), file.data) for file in hand_in.files)
    _refuse_too_much(hand_in, files)
    intake = read_files(files)
    known = [problem.id for problem in problem_set.problems]
    typed = _filled(hand_in.answers, known)
    found = _filled(intake.answers, known)
    answers = {problem: {**found.get(problem, {}), **typed.get(problem, {})} for problem in [*found, *typed]}
    faults = tuple(fault.text for fault in intake.problems)
    if not answers and not intake.sources:
        raise RefusedError(_nothing(faults), 422)
    return Examined(answers, files, faults, has_code=bool(intake.sources))


def blank(answer: Any) -> bool:
    """True for an answer that nobody typed: empty strings all through."""
    if isinstance(answer, (list, tuple)):
        return all(blank(part) for part in answer)
    return not str(answer).strip()


def merged(new: Mapping[str, Mapping[str, Any]], last: Mapping[str, Any]) -> dict[str, Any]:
    """All answers as they stand with this hand-in: a problem that was sent replaces its last answers whole."""
    return {**last, **{problem: dict(answers) for problem, answers in new.items()}}


@dataclass(frozen=True, slots=True)
class Definitions:
    """The functions and classes at the top of files. Reading takes a while, so it comes before the transaction."""

    known: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def read(self, files: Sequence[UploadedFile]) -> None:
        """Read those that are not known yet, all of them within the bounds of one hand-in."""
        unread = [file for file in files if _content(file) not in self.known]
        for file, intake in zip(unread, read_each(unread), strict=True):
            self.known[_content(file)] = frozenset(
                name for source in intake.sources for name in _top_level(source.text)
            )

    def of(self, files: Sequence[UploadedFile]) -> frozenset[str]:
        """What the files define; nothing for what cannot be parsed."""
        self.read(files)
        return frozenset[str]().union(*(self.known[_content(file)] for file in files))


def kept_files(
    new: Sequence[UploadedFile], last: Sequence[UploadedFile], definitions: Definitions
) -> tuple[UploadedFile, ...]:
    """Those of the last attempt's files that the new ones do not replace."""
    names, replaced = {file.name for file in new}, definitions.of(new)
    return tuple(file for file in last if file.name not in names and not replaced & definitions.of((file,)))


def content_hash(answers: Mapping[str, Any], files: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over answers and (name, sha256) of files: what makes two hand-ins the same."""
    whole = {"answers": answers, "files": sorted(files)}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()  # JSON may hold halves of characters


def _content(file: UploadedFile) -> tuple[str, str]:
    return file.name, hashlib.sha256(file.data).hexdigest()


def _top_level(text: str) -> list[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a student's "\d" is not our warning
            body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    return [node.name for node in body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))]


def _filled(answers: Mapping[str, Mapping[str, Any]], known: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {
        problem: dict(answers[problem])
        for problem in known
        if problem in answers and not all(blank(answer) for answer in answers[problem].values())
    }


def _refuse_too_much(hand_in: HandIn, files: Sequence[UploadedFile]) -> None:
    if len(files) > MAX_FILES:
        raise RefusedError(_TOO_MANY_FILES.format(limit=MAX_FILES), 413)
    if len(json.dumps(hand_in.answers)) > MAX_ANSWER_CHARACTERS:
        raise RefusedError(_TOO_LONG, 413)


def _nothing(faults: Sequence[Text]) -> Text:
    if not faults:
        return _EMPTY
    reasons = Text(" ".join(fault.ko for fault in faults), " ".join(fault.en for fault in faults))
    return _UNREADABLE.format(reasons=reasons)


_EMPTY = Text(
    "답이나 파일이 하나도 없어서 제출되지 않았습니다. 제출 횟수는 줄지 않았습니다.",
    "There was no answer and no file, so nothing was handed in. No attempt was used up.",
)
_UNREADABLE = Text(
    "채점할 수 있는 것이 없어서 제출되지 않았습니다. 제출 횟수는 줄지 않았습니다. {reasons}",
    "There was nothing that could be graded, so nothing was handed in. No attempt was used up. {reasons}",
)
_TOO_MANY_FILES = Text(
    "파일은 한 번에 {limit}개까지 제출할 수 있습니다. 제출되지 않았습니다.",
    "At most {limit} files can be handed in at once. Nothing was handed in.",
)
_TOO_LONG = Text(
    "입력한 답이 너무 깁니다. 제출되지 않았습니다.",
    "The typed answers are too long. Nothing was handed in.",
)
