"""A stored report as a page shows it: what its reader may see, problem by problem, the first slip in view."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.marking.picture import marked_picture
from grader.report import RIGHT, FeedbackLevel, Finding, ProblemReport, Report, Verdict, first_slip, visible
from problems.catalog import UnknownProblemError, find
from problems.code.task import CodeTask
from problems.pictures.scene import Picture
from problems.question import solution, solved_picture
from problems.sets.problem_set import ProblemSet
from problems.variant import Variant
from reference.text import Text, same


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem's findings. `first_slip` is the first check that went wrong: where to look first.

    `picture` shows it among what was handed in, and nothing that was not.
    """

    number: int
    report: ProblemReport
    title: Text
    code: bool
    solution: Text | None
    picture: Picture | None = None
    solved_picture: Picture | None = None

    @property
    def first_slip(self) -> str | None:
        slip = first_slip(self.report.findings)
        return None if slip is None else slip.check

    @property
    def folded(self) -> tuple[Finding, ...]:
        """Checks of code that passed, when others did not: kept out of the way."""
        passed = tuple(f for f in self.report.findings if f.verdict in RIGHT)
        return passed if self.code and len(passed) < len(self.report.findings) else ()

    @property
    def shown_first(self) -> tuple[Finding, ...]:
        """The findings in view; the steps of a calculation stay in their order."""
        return tuple(f for f in self.report.findings if f not in self.folded)

    @property
    def untouched(self) -> bool:
        """Nothing was answered at all."""
        return all(f.verdict is Verdict.MISSING for f in self.report.findings)

    @property
    def whole(self) -> bool:
        return self.report.score == self.report.max_score

    @property
    def follows(self) -> bool:
        """Did the student's own earlier values earn marks?"""
        return any(f.verdict is Verdict.FOLLOW_THROUGH for f in self.report.findings)


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report at one level."""

    level: FeedbackLevel
    score: Fraction
    max_score: Fraction
    problems: tuple[ProblemView, ...]
    notes: tuple[Text, ...]


def report_view(
    report: Report, level: FeedbackLevel, problem_set: ProblemSet, own: Mapping[str, Variant], *, solved: bool
) -> ReportView:
    """What a reader at this level sees, with the student's own variants; with `solved`, worked solutions too."""
    shown = visible(report, level)
    views = [_problem(number, problem, own.get(problem.problem)) for number, problem in enumerate(shown.problems, 1)]
    problems = tuple(_with_solution(view, problem_set, own) if solved else view for view in views)
    return ReportView(level, report.score, report.max_score, problems, shown.notes)


def _problem(number: int, report: ProblemReport, variant: Variant | None) -> ProblemView:
    try:
        kind = find(report.id)
    except UnknownProblemError:  # a report outlives the family that it was made for
        return ProblemView(number, report, same(report.id), code=False, solution=None)
    of_this_version = kind.version.partition(".")[0] == report.version.partition(".")[0]
    slipped = first_slip(report.findings) is not None and of_this_version
    picture = marked_picture(kind, variant, report.findings) if variant is not None and slipped else None
    return ProblemView(number, report, kind.title, isinstance(kind, CodeTask), None, picture)


def _with_solution(view: ProblemView, problem_set: ProblemSet, own: Mapping[str, Variant]) -> ProblemView:
    problem, variant = problem_set.problem(view.report.problem), own.get(view.report.problem)
    if problem is None or variant is None:
        return view
    try:
        kind = find(view.report.id)
    except UnknownProblemError:
        return view
    worked = variant, problem.decimals
    return replace(view, solution=solution(kind, *worked), solved_picture=solved_picture(kind, *worked))
