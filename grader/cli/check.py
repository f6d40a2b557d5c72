"""`nngrader check`: a student's own check before handing in: public inputs only, no server, no secret."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from grader.cli.bilingual import PATH, json_option, option
from grader.cli.bilingual import command as make_command
from grader.cli.failure import CommandError
from grader.cli.files import read_table, upload
from grader.cli.layout import message
from grader.cli.mark import verdict_code
from grader.cli.report_text import print_report
from grader.cli.terminal import current
from grader.grade import HandedIn, Submission, grade, runs_code
from grader.intake.reading import Intake, read_files
from grader.intake.uploads import UploadedFile
from grader.report import FeedbackLevel, Report, visible
from grader.sandbox import Level, Limits, PlainRunner, Sandboxes, SandboxUnavailable
from problems.catalog import TASKS, find
from problems.code.profiles import IMPORT_PROFILES, NUMPY
from problems.code.task import CodeTask
from problems.question import variant_of
from problems.sets.check import load_checked
from problems.sets.problem_set import Problem, ProblemSet
from problems.variant import Variant
from reference.text import Text

SCHEMA = "nngrader.handout/1"


@dataclass(frozen=True, slots=True)
class Paper:
    """One problem and the student's numbers for it."""

    problem: Problem
    variant: Variant


@make_command(
    "check",
    Text(
        "FILE(answers.toml, .py, .ipynb, .zip)을 제출 전에 스스로 점검합니다. "
        "공개된 입력만 쓰며, 성적에 반영되지 않습니다.",
        "Check FILE (answers.toml, .py, .ipynb, .zip) yourself, on public inputs only; it never counts.",
    ),
)
@click.argument("files", metavar="FILE", type=PATH, nargs=-1, required=True)
@option("--handout", type=PATH, metavar="FILE", text=Text("문제지의 JSON 파일.", "Your handout's JSON file."))
@option("--set", "set_name", metavar="SET", text=Text("문제 세트 (--seed와 함께).", "A problem set (with --seed)."))
@option("--seed", metavar="S", text=Text("문제의 숫자를 정하는 시드 (기본: 0).", "Seed of the numbers (default: 0)."))
@json_option
def command(
    files: tuple[Path, ...], handout: Path | None, set_name: str | None, seed: str | None, *, as_json: bool
) -> int:
    uploads = tuple(upload(path) for path in files)
    intake = read_files(uploads)
    if handout is not None and set_name is not None:
        raise CommandError(_EITHER)
    held_back: list[str] = []
    if handout is not None:
        papers, held_back = _from_handout(handout)
    elif set_name is not None:
        papers = _from_set(load_checked(set_name), seed or "0")
    else:
        papers = [_inferred(intake)]
    handed_in = [paper for paper in papers if _sent(paper, intake)]
    if not handed_in:
        _tell(intake)
        raise CommandError(_NOTHING.format(problems=", ".join(paper.problem.id for paper in papers)))
    elsewhere = (*held_back, *(paper.problem.id for paper in papers))
    report = visible(_graded(handed_in, uploads, elsewhere), FeedbackLevel.DIAGNOSIS)
    if as_json:
        current().data(report.to_json())
    else:
        print_report(report, current())
    return verdict_code(report)


def _graded(papers: Iterable[Paper], files: tuple[UploadedFile, ...], elsewhere: tuple[str, ...]) -> Report:
    """Graded in the best sandbox there is; on a student's own machine without one, as their own program."""
    handed_in = tuple(HandedIn(paper.problem, paper.variant) for paper in papers)
    submission = Submission(handed_in, files, elsewhere=elsewhere)
    if not runs_code(handed_in.problem for handed_in in submission.problems):
        return grade(submission)
    with _sandboxes() as sandboxes:
        return grade(submission, sandboxes)


def _sandboxes() -> Sandboxes:
    made = Sandboxes()
    try:
        made.of(NUMPY.name)
    except SandboxUnavailable:
        current().note(_UNCONFINED.format(level=Level.NONE.value))
        own: Any = PlainRunner  # the same interface, without any walls
        return Sandboxes(own)
    return made


def _from_set(problem_set: ProblemSet, seed: str) -> list[Paper]:
    return [_drawn(problem, seed) for problem in problem_set.problems]


def _drawn(problem: Problem, seed: str) -> Paper:
    variant = variant_of(
        find(problem.use),
        seed,
        givens=problem.givens,
        params=problem.params,
        asked=problem.asked,
        decimals=problem.decimals,
    )
    return Paper(problem, variant)


def _from_handout(path: Path) -> tuple[list[Paper], list[str]]:
    """The problems of a handout, and the ids of those that cannot be checked from it."""
    data = read_table(path)
    if data.get("schema") != SCHEMA:
        raise CommandError(_NO_HANDOUT.format(path=path))
    try:
        held_back = [row["id"] for row in data["problems"] if row["givens"] is None]
        for problem in held_back:
            current().note(_HELD_BACK.format(problem=problem))
        return [_paper(row) for row in data["problems"] if row["givens"] is not None], held_back
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CommandError(_NO_HANDOUT.format(path=path)) from error


def _paper(row: Mapping[str, Any]) -> Paper:
    kind = find(row["use"])
    by_hand = not isinstance(kind, CodeTask) and bool(row["asked"])
    problem = Problem(
        id=row["id"],
        use=row["use"],
        points=Fraction(row["points"]),
        asked=tuple(row["asked"]) if by_hand else None,
        decimals=dict(row["decimals"]) if by_hand and row["decimals"] else None,
        limits=_limits(row["limits"] or {}),
        profile=None if row.get("profile") is None else IMPORT_PROFILES[row["profile"]].name,
    )
    given = variant_of(kind, row["seed"], givens=row["givens"])  # read again, so that a damaged file is told
    return Paper(problem, Variant(row["use"], row["version"], row["seed"], given.givens))


def _limits(given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """As they were given, and fit to be used; raises ValueError or TypeError."""
    Limits.chosen(given)
    return given or None


def _inferred(intake: Intake) -> Paper:
    """The one code task that these files name, as its starters do, or else the one of which they define most.

    A program to repair is meant only where it is named, or where nothing else can be meant. Of two of which as much
    is defined, the one that is all there is meant: the other's functions may be what it was built from.
    """
    defined = {name for source in intake.sources for name in _defined(source.text)}
    shares = {task.id: _share(task, defined) for task in TASKS.values()}
    named = {name: share for name, share in shares.items() if any(f"({name})" in s.text for s in intake.sources)}
    most = max((named or shares).values())
    meant = [name for name, share in (named or shares).items() if share == most]
    if (most[0] == 0 and not named) or len(meant) != 1:
        _tell(intake)
        raise CommandError(_WHICH)
    task = TASKS[meant[0]]
    return Paper(Problem(task.id, task.id, Fraction(10)), Variant(task.id, task.version, "", {}))


def _share(task: CodeTask, defined: set[str]) -> tuple[int, bool, bool]:
    found = defined & {spec.name for spec in task.functions}
    return len(found), task.listing is None, len(found) == len(task.functions)


def _tell(intake: Intake) -> None:
    """Say what is wrong with the files; it is usually why there is nothing to check."""
    terminal = current()
    for fault in intake.problems:
        for line in message(fault.text[terminal.locale]):
            terminal.note(line)


def _defined(source: str) -> set[str]:
    """Names of the functions and classes at top level."""
    return {node.name for node in ast.parse(source).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def _sent(paper: Paper, intake: Intake) -> bool:
    if paper.problem.use in TASKS:
        return bool(intake.sources)
    return paper.problem.id in intake.answers


_EITHER = Text("--handout과 --set 가운데 하나만 지정하십시오.", "Give either --handout or --set.")
_NOTHING = Text(
    "채점할 답이 없습니다. 문제: {problems}. "
    "답은 answers.toml에서 [문제 이름] 아래에, 코드는 .py나 .ipynb 파일에 적으십시오.",
    "There is nothing to check for {problems}: answers go into answers.toml under [problem], code into .py or .ipynb.",
)
_UNCONFINED = Text(
    "이 컴퓨터에는 격리 환경이 없어 코드를 격리하지 않고 실행합니다(수준: {level}). "
    "이 결과는 성적에 반영되지 않습니다.",
    "There is no sandbox here, so your code runs as it is (level: {level}); such a result never counts.",
)
_NO_HANDOUT = Text("{path}: nngrader 문제지의 JSON이 아닙니다.", "{path} is not the JSON of an nngrader handout.")
_HELD_BACK = Text(
    "{problem} 문제는 문제지의 파일만으로는 점검할 수 없습니다. 숫자를 담으면 답도 알 수 있기 때문입니다.",
    "{problem} cannot be checked from a handout: numbers to check it with would give its answer away.",
)
_WHICH = Text(
    "어느 문제인지 알 수 없습니다. --handout이나 --set을 지정하거나, 코드 문제의 함수가 든 파일을 지정하십시오.",
    "It is not clear which problem this is: give --handout or --set, or a file with one task's functions.",
)
