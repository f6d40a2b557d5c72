"""A stored report as a page shows it: what its reader may see, problem by problem, the first slip in view."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from grader.report import RIGHT, FeedbackLevel, Finding, ProblemReport, Report, Verdict, visible
from problems.catalog import UnknownProblemError, find
from problems.code.task import CodeTask
from problems.question import solution
from problems.sets.problem_set import ProblemSet
from problems.variant import Variant
from reference.text import Text, same

_UNTOUCHED: Final = frozenset({Verdict.MISSING, Verdict.NOT_RUN})


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem's findings. `first_slip` is the first check that went wrong: where to look first."""

    number: int
    report: ProblemReport
    title: Text
    code: bool
    solution: Text | None

    @property
    def first_slip(self) -> str | None:
        wrong = (f.check for f in self.report.findings if f.verdict not in RIGHT | _UNTOUCHED)
        return next(wrong, None)

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
    report: Report, level: FeedbackLevel, problem_set: ProblemSet, solved: Mapping[str, Variant]
) -> ReportView:
    """What a reader at this level sees; worked solutions for the variants in `solved`."""
    shown = visible(report, level)
    problems = tuple(
        _problem(number, problem, problem_set, solved.get(problem.problem))
        for number, problem in enumerate(shown.problems, 1)
    )
    return ReportView(level, report.score, report.max_score, problems, shown.notes)


def _problem(number: int, report: ProblemReport, problem_set: ProblemSet, variant: Variant | None) -> ProblemView:
    try:
        kind = find(report.id)
    except UnknownProblemError:  # a report outlives the family that it was made for
        return ProblemView(number, report, same(report.id), code=False, solution=None)
    problem = problem_set.problem(report.problem)
    worked = solution(kind, variant, problem.decimals) if variant is not None and problem is not None else None
    return ProblemView(number, report, kind.title, isinstance(kind, CodeTask), worked)
