"""The gradebook of a graded folder, as a spreadsheet in Korea or elsewhere opens it without harm.

UTF-8 with a byte order mark, CRLF, and no cell that a spreadsheet would take for a formula.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from grader.batch.run import Result
from grader.report import Report, shown
from problems.sets.problem_set import ProblemSet
from reference.text import Locale, Text

ENCODING = "utf-8-sig"
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def gradebook(problem_set: ProblemSet, results: Iterable[Result], absent: Sequence[str], locale: Locale) -> str:
    """One row per student, sorted: points per problem, total, and whether there was anything to grade."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [problem.id for problem in problem_set.problems]
    writer.writerow(["student", *names, "total", "max", "status"])
    most = shown(problem_set.points)
    rows = [(result.student, _graded(result, names, most, locale)) for result in results]
    rows += [(student, _blank(names, most, _ABSENT[locale])) for student in absent]
    for student, cells in sorted(rows):
        writer.writerow([safe(student), *cells])
    return out.getvalue()


def safe(cell: str) -> str:
    """A cell that a spreadsheet shows as it is: an apostrophe before what would start a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def _graded(result: Result, names: Sequence[str], most: str, locale: Locale) -> list[str]:
    report = result.report
    if report is None or report.broken:
        return _blank(names, most, _ERROR[locale])
    return [*_scores(report, names), shown(report.score), most, _GRADED[locale]]


def _blank(names: Sequence[str], most: str, status: str) -> list[str]:
    """A row without points: nothing is counted as 0 that was not graded."""
    return [*[""] * len(names), "", most, status]


def _scores(report: Report, names: Sequence[str]) -> list[str]:
    scores = {problem.problem: shown(problem.score) for problem in report.problems}
    return [scores.get(name, "") for name in names]


_GRADED = Text("채점됨", "graded")
_ERROR = Text("채점 오류", "error")
_ABSENT = Text("미제출", "not handed in")
