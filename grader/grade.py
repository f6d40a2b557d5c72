"""The only door: a Submission goes in, a Report comes out, the same for terminal, web, notebook and batch.

`grade` knows how answers are parsed, which marking a problem takes, and that code runs in a sandbox. It
never knows who handed in, when, or where the report goes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from grader.intake.reading import Intake, UploadedFile, read_files
from grader.intake.unread import unread
from grader.marking.choices import mark_concept
from grader.marking.open_answers import mark_open
from grader.marking.paper import mark, paper_of
from grader.marking.parts import mark_parts
from grader.properties.check import Examined, confirmed, examined, unsent
from grader.properties.plans import plan_of
from grader.properties.together import together
from grader.report import Finding, ProblemReport, Report, Verdict
from grader.sandbox import Limits, Sandboxes, SandboxUnavailable
from problems.catalog import find
from problems.code.task import CodeTask
from problems.concept import ANSWER, Concept
from problems.family import Family, OpenFamily
from problems.parts import PartsFamily
from problems.question import Kind
from problems.sets.problem_set import Problem
from problems.variant import Variant
from reference.text import Text

RawAnswers = Mapping[str, Any]
"""Answer names to text, numbers, or nested lists of them, as they were handed in."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One problem of a submission: the student's variant and what they answered to it."""

    problem: Problem
    variant: Variant
    answers: RawAnswers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Submission:
    """What is graded. `bank` seeds the inputs that code is tried on; a server's differs from a self-check's.

    `elsewhere` are ids of problems of the same paper that are not graded here.
    """

    problems: tuple[HandedIn, ...]
    files: tuple[UploadedFile, ...] = ()
    bank: str = "public"
    elsewhere: tuple[str, ...] = ()


Watch = Callable[[int, int], None]
"""Told how many problems are done, of how many."""


def _unwatched(_done: int, _total: int) -> None:
    """Nobody waits for the next problem."""


def grade(submission: Submission, sandboxes: Sandboxes | None = None, watch: Watch = _unwatched) -> Report:
    """The Report of a submission. Without sandboxes, code is not run, and the Report says so."""
    intake = read_files(submission.files)
    done = {} if sandboxes is None else _confirmed(submission, intake, sandboxes)
    problems: list[ProblemReport] = []
    papers = [(one.problem, one.variant) for one in submission.problems if _is_of(one.variant, find(one.problem.use))]
    others = (*submission.elsewhere, *(one.problem.id for one in submission.problems))
    notes = [*(fault.text for fault in intake.problems), *unread(intake.answers, papers, others)]
    for handed_in in submission.problems:
        watch(len(problems), len(submission.problems))
        if handed_in.problem.id in done:
            problems.append(_report(handed_in, done[handed_in.problem.id].findings))
            continue
        report, more = _problem(handed_in, intake, submission.bank, sandboxes)
        problems.append(report)
        notes += more
    return Report(tuple(problems), tuple(dict.fromkeys(notes)))  # the same cell may stop for several problems


def _confirmed(submission: Submission, intake: Intake, sandboxes: Sandboxes) -> dict[str, Examined]:
    """The code problems of which everything holds when those that may share a job are run in one."""
    groups: dict[tuple[str, Limits], list[tuple[Problem, CodeTask]]] = {}
    for handed_in in submission.problems if intake.sources else ():
        problem, kind = handed_in.problem, find(handed_in.problem.use)
        if isinstance(kind, CodeTask) and _is_of(handed_in.variant, kind):
            key = problem.profile or kind.profile, _limits(problem, kind)
            groups.setdefault(key, []).append((problem, kind))
    found: dict[str, Examined | None] = {}
    for (profile, limits), group in groups.items():
        plans = [plan_of(kind, submission.bank) for _, kind in group]
        try:
            runs = together(plans, intake.sources, sandboxes.of(profile), limits) if len(group) > 1 else ()
        except SandboxUnavailable:
            continue  # each of them will say so
        for (problem, kind), ran in zip(group, runs, strict=False):
            found[problem.id] = confirmed(kind, ran, problem.points, submission.bank)
    return {name: examined for name, examined in found.items() if examined is not None}


def _problem(
    handed_in: HandedIn, intake: Intake, bank: str, sandboxes: Sandboxes | None
) -> tuple[ProblemReport, tuple[Text, ...]]:
    """A problem's Report, and what is to be said about the files that were run for it."""
    problem, variant = handed_in.problem, handed_in.variant
    kind = find(problem.use)
    answers = {**intake.answers.get(problem.id, {}), **handed_in.answers}
    findings: tuple[Finding, ...]
    notes: tuple[Text, ...] = ()
    if not _is_of(variant, kind):
        findings = (_of_another_version(problem, variant, kind),)
    elif isinstance(kind, CodeTask):
        findings, notes = _code(kind, problem, intake, bank, sandboxes)
    elif isinstance(kind, OpenFamily):
        findings = mark_open(kind, variant, answers, problem.points)
    elif isinstance(kind, PartsFamily):
        findings = mark_parts(kind, variant, answers, problem.asked, problem.points)
    elif isinstance(kind, Concept):
        findings = (mark_concept(kind, variant, answers.get(ANSWER), problem.points),)
    else:
        findings = _by_hand(kind, problem, variant, answers)
    return _report(handed_in, findings), notes


def _report(handed_in: HandedIn, findings: tuple[Finding, ...]) -> ProblemReport:
    variant = handed_in.variant
    return ProblemReport(handed_in.problem.id, find(handed_in.problem.use).id, variant.version, variant.seed, findings)


def _is_of(variant: Variant, kind: Kind) -> bool:
    """Whether a variant was set as this problem, in a version that can still be graded."""
    return variant.family == kind.id and variant.version.partition(".")[0] == kind.version.partition(".")[0]


def _by_hand(family: Family, problem: Problem, variant: Variant, answers: RawAnswers) -> tuple[Finding, ...]:
    return mark(paper_of(family, variant, answers, problem.asked, problem.decimals), problem.points)


def _code(
    task: CodeTask, problem: Problem, intake: Intake, bank: str, sandboxes: Sandboxes | None
) -> tuple[tuple[Finding, ...], tuple[Text, ...]]:
    if not intake.sources:
        return unsent(task, problem.points), ()
    if sandboxes is None:
        return (_not_run(task, problem, _NO_SANDBOX),), ()
    try:
        sandbox = sandboxes.of(problem.profile or task.profile)
        done = examined(task, intake.sources, sandbox, _limits(problem, task), problem.points, bank)
    except SandboxUnavailable as error:
        return (_not_run(task, problem, error.text),), ()
    return done.findings, done.notes


def _limits(problem: Problem, task: CodeTask) -> Limits:
    return Limits.chosen({**task.limits, **(problem.limits or {})})


def _not_run(task: CodeTask, problem: Problem, why: Text) -> Finding:
    return Finding(
        check=task.id,
        title=task.title,
        verdict=Verdict.GRADER_ERROR,
        score=Fraction(0),
        max_score=problem.points,
        message=why,
    )


def _of_another_version(problem: Problem, variant: Variant, kind: Kind) -> Finding:
    return Finding(
        check=problem.id,
        title=kind.title,
        verdict=Verdict.GRADER_ERROR,
        score=Fraction(0),
        max_score=problem.points,
        message=Text(
            f"이 문제는 {variant.family} {variant.version} 버전으로 출제되었는데, "
            f"지금은 {kind.id} {kind.version} 버전만 채점할 수 있습니다.",
            f"Set as {variant.family} {variant.version}; what can be graded now is {kind.id} {kind.version}.",
        ),
    )


def profiles_of(problems: Iterable[Problem]) -> tuple[str, ...]:
    """The import profiles under which these problems' student code runs, each once; none where nothing is run."""
    tasks = [(problem, find(problem.use)) for problem in problems]
    found = [problem.profile or task.profile for problem, task in tasks if isinstance(task, CodeTask)]
    return tuple(dict.fromkeys(found))


def runs_code(problems: Iterable[Problem]) -> bool:
    """Does any of these problems need student code to be run?"""
    return bool(profiles_of(problems))


_NO_SANDBOX = Text(
    "이 컴퓨터에서는 코드를 안전하게 실행할 수 없어 채점하지 못했습니다. nngrader doctor로 원인을 확인하십시오.",
    "This machine cannot run code safely, so it was not graded. Run nngrader doctor.",
)
