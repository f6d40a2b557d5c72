"""What a marking says: one Finding per check, totals computed and never stored twice.

Numbers in a Report are strings rounded for display, so that the same submission gives the same
Report byte for byte; host, level and timings stand in the run record beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from reference.text import Text

SCHEMA = "nngrader.report/1"


class Verdict(StrEnum):
    """What one check found. "You are wrong" and "we broke" (`grader_error`) are different verdicts."""

    CORRECT = "correct"
    FOLLOW_THROUGH = "follow_through"
    IMPRECISE = "imprecise"
    MISTAKE = "mistake"
    WRONG = "wrong"
    MISSING = "missing"
    MALFORMED = "malformed"
    NOT_RUN = "not_run"
    GRADER_ERROR = "grader_error"


RIGHT = frozenset({Verdict.CORRECT, Verdict.FOLLOW_THROUGH})
UNTOUCHED = frozenset({Verdict.MISSING, Verdict.NOT_RUN})


class FeedbackLevel(StrEnum):
    """How much of a Report its reader may see: verdicts; named mistakes too; or everything."""

    VERDICT = "verdict"
    DIAGNOSIS = "diagnosis"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Counterexample:
    """The smallest call that breaks a property; every value as readable Python text.

    Where an object is made and used, `call` is its class, `args` what it is made with, and `lines` are all lines.
    """

    call: str
    args: tuple[str, ...]
    expected: str | None
    got: str
    lines: tuple[str, ...] = ()

    @property
    def code(self) -> tuple[str, ...]:
        """What to type at Python's prompt to see it, line by line."""
        return self.lines or (f"{self.call}({', '.join(self.args)})",)

    def to_json(self) -> dict[str, Any]:
        found = {"call": self.call, "args": list(self.args), "expected": self.expected, "got": self.got}
        return found | ({"lines": list(self.lines)} if self.lines else {})


@dataclass(frozen=True, slots=True)
class Finding:
    """One check, one verdict. `message` never holds an expected value; `detail` may (level `full`)."""

    check: str
    title: Text
    verdict: Verdict
    score: Fraction
    max_score: Fraction
    message: Text
    detail: Text | None = None
    got: str | None = None
    expected: str | None = None
    accepted: tuple[str, str] | None = None
    mistake: str | None = None
    outcome: str | None = None
    counterexample: Counterexample | None = None
    hidden: bool = False
    output: str | None = None  # what a public check's code printed
    off: tuple[tuple[int, ...], ...] = ()
    """The cells of a vector or matrix that are not right, from 0; none where it is all of them, or none."""

    def to_json(self) -> dict[str, Any]:
        cells = {"off": [list(cell) for cell in self.off]} if self.off else {}
        return cells | {
            "check": self.check,
            "title": self.title.to_json(),
            "verdict": self.verdict.value,
            "outcome": self.outcome,
            "score": shown(self.score),
            "max_score": shown(self.max_score),
            "exact_score": str(self.score),
            "exact_max_score": str(self.max_score),
            "got": self.got,
            "expected": self.expected,
            "accepted": list(self.accepted) if self.accepted else None,
            "mistake": self.mistake,
            "message": self.message.to_json(),
            "detail": self.detail.to_json() if self.detail else None,
            "counterexample": self.counterexample.to_json() if self.counterexample else None,
            "hidden": self.hidden,
            "output": self.output,
        }


def first_slip(findings: Iterable[Finding]) -> Finding | None:
    """The first check that went wrong: where to look first. What was left blank is no slip."""
    return next((f for f in findings if f.verdict not in RIGHT | UNTOUCHED), None)


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """All findings of one problem of a set."""

    problem: str
    id: str
    version: str
    seed: str
    findings: tuple[Finding, ...]

    @property
    def score(self) -> Fraction:
        return sum((f.score for f in self.findings), Fraction(0))

    @property
    def max_score(self) -> Fraction:
        return sum((f.max_score for f in self.findings), Fraction(0))

    def to_json(self) -> dict[str, Any]:
        return {
            "problem": self.problem,
            "id": self.id,
            "version": self.version,
            "seed": self.seed,
            "score": shown(self.score),
            "max_score": shown(self.max_score),
            "findings": [finding.to_json() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The whole result of one submission."""

    problems: tuple[ProblemReport, ...]
    notes: tuple[Text, ...] = ()  # what was odd about the files, for the student

    @property
    def score(self) -> Fraction:
        return sum((p.score for p in self.problems), Fraction(0))

    @property
    def max_score(self) -> Fraction:
        return sum((p.max_score for p in self.problems), Fraction(0))

    @property
    def broken(self) -> bool:
        """True when a check could not be carried out by us: such a Report is no result."""
        return any(f.verdict is Verdict.GRADER_ERROR for p in self.problems for f in p.findings)

    def to_json(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "score": shown(self.score),
            "max_score": shown(self.max_score),
            "problems": [problem.to_json() for problem in self.problems],
            "notes": [note.to_json() for note in self.notes],
        }


def shown(points: Fraction) -> str:
    """Points as written for people: two decimals, half up."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def visible(report: Report, level: FeedbackLevel) -> Report:
    """The part of a Report that a reader at this level may see. From a seed the program works out every answer."""
    if level is FeedbackLevel.FULL:
        return report
    shown = (replace(p, seed="", findings=tuple(_visible(f, level) for f in p.findings)) for p in report.problems)
    return replace(report, problems=tuple(shown))


_VERDICT_ONLY = {
    Verdict.CORRECT: Text("맞았습니다.", "Right."),
    Verdict.FOLLOW_THROUGH: Text("앞에서 적은 값을 기준으로 맞게 계산했습니다.", "Right, from your earlier values."),
    Verdict.IMPRECISE: Text("거의 맞지만 정확도가 부족합니다.", "Nearly right, but not precise enough."),
    Verdict.MISTAKE: Text("틀렸습니다.", "Not right."),
    Verdict.WRONG: Text("틀렸습니다.", "Not right."),
}


def _visible(finding: Finding, level: FeedbackLevel) -> Finding:
    right = finding.verdict is Verdict.CORRECT
    if finding.hidden:
        finding = _of_hidden(finding)
    finding = replace(
        finding,
        detail=finding.detail if right else None,
        expected=finding.expected if right else None,
        accepted=finding.accepted if right else None,
    )
    if level is FeedbackLevel.DIAGNOSIS:
        return finding
    message = _VERDICT_ONLY.get(finding.verdict, finding.message)
    return replace(finding, message=message, mistake=None, counterexample=None, off=())


def _of_hidden(finding: Finding) -> Finding:
    """A hidden check tells only whether it holds: what broke it would give its inputs away."""
    verdict = Verdict.WRONG if finding.verdict is Verdict.MISTAKE else finding.verdict
    return replace(finding, verdict=verdict, mistake=None, outcome=None, counterexample=None, output=None)


def from_json(data: Mapping[str, Any]) -> Report:
    """Read a stored Report back; raises ValueError when it is of another schema."""
    if data.get("schema") != SCHEMA:
        raise ValueError(f"not a {SCHEMA}: {data.get('schema')!r}")
    return Report(tuple(_problem(p) for p in data["problems"]), tuple(_text(n) for n in data["notes"]))


def _problem(data: Mapping[str, Any]) -> ProblemReport:
    findings = tuple(_finding(f) for f in data["findings"])
    return ProblemReport(data["problem"], data["id"], data["version"], data["seed"], findings)


def _finding(data: Mapping[str, Any]) -> Finding:
    example, accepted = data["counterexample"], data["accepted"]
    return Finding(
        check=data["check"],
        title=_text(data["title"]),
        verdict=Verdict(data["verdict"]),
        score=Fraction(data["exact_score"]),
        max_score=Fraction(data["exact_max_score"]),
        message=_text(data["message"]),
        detail=_text(data["detail"]) if data["detail"] else None,
        got=data["got"],
        expected=data["expected"],
        accepted=(accepted[0], accepted[1]) if accepted else None,
        mistake=data["mistake"],
        outcome=data["outcome"],
        counterexample=_counterexample(example) if example else None,
        hidden=data["hidden"],
        output=data["output"],
        off=tuple(tuple(cell) for cell in data.get("off", ())),
    )


def _counterexample(data: Mapping[str, Any]) -> Counterexample:
    lines = tuple(data.get("lines", ()))
    return Counterexample(data["call"], tuple(data["args"]), data["expected"], data["got"], lines)


def _text(data: Mapping[str, str]) -> Text:
    return Text(data["ko"], data["en"])
