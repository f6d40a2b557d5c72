"""Grades a class: every hand-in by itself, on all cores, each with a result file, so that a run can be resumed.

One result file per student holds the Report and, beside it, the record of the run: which input it is the
result of, and at which sandbox level. A second run grades only what has changed. A hand-in that brings its
worker down costs only itself.
"""

import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from grader import report
from grader.batch import hand_ins
from grader.batch.hand_ins import HandIn
from grader.grade import HandedIn, Submission, grade, profiles_of
from grader.report import Report
from grader.sandbox import Sandboxes
from grader.settling import settle
from grader.system_reasons import reason
from problems.sets.problem_set import ProblemSet
from problems.variant import Variant
from reference.text import Text

Variants = Mapping[str, Variant]


@dataclass(frozen=True, slots=True)
class Task:
    """One student's hand-in to grade, and the numbers it answers to; `bank` seeds the inputs for code."""

    student: str
    path: Path
    problem_set: ProblemSet
    variants: Variants
    bank: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one hand-in: a Report, or the sentence why there is none. `input` names what was graded.

    `profiles` says at which level the sandbox of each import profile stood, `level` which of these was the weakest.
    """

    student: str
    input: str
    report: Report | None
    error: Text | None = None
    level: str | None = None
    profiles: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Text, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The result file: the Report, with the record of its run beside it."""
        record = {
            "student": self.student,
            "input": self.input,
            "level": self.level,
            "profiles": dict(self.profiles),
            "error": self.error.to_json() if self.error is not None else None,
            "left_out": [note.to_json() for note in self.notes],
        }
        whole: dict[str, Any] = {"schema": report.SCHEMA, "score": None, "max_score": None, "problems": [], "notes": []}
        return (whole if self.report is None else self.report.to_json()) | {"record": record}


class OutputError(Exception):
    """A result cannot be written; `text` says why. What was written before is still there."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def result_from_json(data: Mapping[str, Any]) -> Result:
    """Read a result file back; raises ValueError, KeyError or TypeError when it is none."""
    record, error = data["record"], data["record"]["error"]
    notes = tuple(Text(note["ko"], note["en"]) for note in record["left_out"])
    found = report.from_json(data) if data["score"] is not None else None
    sentence = Text(error["ko"], error["en"]) if error is not None else None
    return Result(record["student"], record["input"], found, sentence, record["level"], record["profiles"], notes)


def grade_all(tasks: Sequence[Task], out: Path, jobs: int, done: Callable[[Result], None]) -> list[Result]:
    """Grade every task whose result is not there yet; `done` hears of each result, kept ones first.

    Raises OutputError when results cannot be written.
    """
    results = {task.student: kept for task in tasks if (kept := _kept(task, out)) is not None}
    for result in results.values():
        done(result)
    for result in _fresh([task for task in tasks if task.student not in results], jobs):
        write_result(result, out)
        results[result.student] = result
        done(result)
    return [results[task.student] for task in tasks]


def write_result(result: Result, out: Path) -> None:
    """Write one result file; raises OutputError."""
    write_whole(out / f"{result.student}.json", json.dumps(result.to_json(), ensure_ascii=False, indent=1) + "\n")


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def write_whole(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a file whole or not at all; raises OutputError. A name that is no text is written with escapes."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding=encoding, errors="backslashreplace", newline="") as file:
            file.write(text)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise OutputError(_UNWRITABLE.format(path=path, reason=reason(error))) from error


def input_of(task: Task, hand_in: HandIn) -> str:
    """The name of everything that a result depends on: files, numbers, set, bank, and this program's version."""
    variants = {name: variant.to_json() for name, variant in sorted(task.variants.items())}
    parts = [hand_in.digest, task.problem_set.digest, json.dumps(variants, sort_keys=True), task.bank, _version()]
    return sha256("\0".join(parts).encode()).hexdigest()


def _version() -> str:
    try:
        return version("nngrader")
    except PackageNotFoundError:
        return "unknown"


def _kept(task: Task, out: Path) -> Result | None:
    """The result of an earlier run, if it is a Report on the same input."""
    try:
        earlier = result_from_json(json.loads((out / f"{task.student}.json").read_text(encoding="utf-8")))
        same = earlier.input == input_of(task, hand_ins.read(task.student, task.path))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None  # none yet, or not a result: it is made again
    return earlier if same and earlier.report is not None and not earlier.report.broken else None


def _fresh(tasks: list[Task], jobs: int) -> Iterator[Result]:
    if len(tasks) <= 1 or jobs <= 1:
        yield from _in_turn(tasks)
        return
    waiting = {task.student: task for task in tasks}
    for result in _pooled(tasks, min(jobs, len(tasks))):
        del waiting[result.student]
        yield result
    for task in waiting.values():  # a worker died: each of the rest gets one of its own, to find the one that kills
        yield next(_pooled([task], 1), Result(task.student, "", None, _DIED))


def _in_turn(tasks: list[Task]) -> Iterator[Result]:
    if not tasks:
        return
    with _Bench(profiles_of(tasks[0].problem_set.problems)) as bench:
        for task in tasks:
            yield bench.graded(task)


def _pooled(tasks: list[Task], workers: int) -> Iterator[Result]:
    """Results as they come; ends early, without an error, when a worker dies."""
    profiles = profiles_of(tasks[0].problem_set.problems)
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(profiles,))
    try:
        futures: list[Future[Result]] = [pool.submit(_graded, task) for task in tasks]
        for future in as_completed(futures):
            try:
                yield future.result()
            except BrokenProcessPool:
                return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _Bench:
    """A process that grades, with sandboxes of its own where code is to be run."""

    def __init__(self, profiles: Sequence[str]) -> None:
        self._sandboxes = Sandboxes()
        self._levels = {profile: self._sandboxes.of(profile).level.value for profile in profiles}
        self._weakest = min(self._levels.values(), default=None)

    def graded(self, task: Task) -> Result:
        """One hand-in graded. Whatever goes wrong becomes its result, and nobody else's."""
        try:
            hand_in = hand_ins.read(task.student, task.path)
        except OSError as error:
            return Result(task.student, "", None, _UNREADABLE.format(reason=reason(error)))
        name = input_of(task, hand_in)
        try:
            found = grade(_submission(task, hand_in), self._sandboxes)
        except Exception as error:  # noqa: BLE001 -- recorded as this hand-in's result; the others go on
            sentence = _FAULT.format(kind=type(error).__name__, error=str(error)[:200])
            return Result(task.student, name, None, sentence, self._weakest, self._levels, hand_in.notes)
        settle()
        return Result(task.student, name, found, None, self._weakest, self._levels, hand_in.notes)

    def __enter__(self) -> "_Bench":
        return self

    def __exit__(self, *_how: object) -> None:
        self._sandboxes.close()


def _submission(task: Task, hand_in: HandIn) -> Submission:
    problems = tuple(HandedIn(problem, task.variants[problem.id]) for problem in task.problem_set.problems)
    return Submission(problems, hand_in.files, task.bank)


_benches: list[_Bench] = []
"""The one bench of a worker process: a pool hands its initializer's work on in no other way."""


def _start(profiles: Sequence[str]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends its workers
    _benches.append(_Bench(profiles))


def _graded(task: Task) -> Result:
    return _benches[0].graded(task)


_UNWRITABLE = Text(
    "{path}: 쓸 수 없습니다({reason}). 이미 저장한 결과는 남아 있으며, 다시 실행하면 이어서 채점합니다.",
    "{path} cannot be written ({reason}). What was written before is kept; running again goes on from there.",
)
_UNREADABLE = Text("제출물을 읽을 수 없습니다({reason}).", "The hand-in cannot be read ({reason}).")
_DIED = Text(
    "채점하던 프로세스가 비정상 종료되어 채점하지 못했습니다.", "The process that graded it died, so it was not graded."
)
_FAULT = Text(
    "프로그램 오류로 채점하지 못했습니다({kind}: {error}).",
    "A fault in this program kept it from being graded ({kind}: {error}).",
)
