"""How students stand: every attempt with its state and score, and the one that counts; for the pages and staff.

Totals are read out of the stored reports, which are never marked again; nothing here is stored a second time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import JSON, ColumnElement, case, cast, func, select
from sqlalchemy.orm import Session, joinedload

from problems.sets.values import Score
from submissions import courses
from submissions.clock import now, now_plus
from submissions.models import Assignment, Attempt, Course, Grading, State, StoredReport

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One attempt in a history. `score` is None until there is a report; `counts` marks the one that is recorded."""

    token: str
    number: int
    accepted_at: datetime
    late: bool
    state: State
    grading_id: int | None
    score: Fraction | None
    max_score: Fraction | None
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A grading that our side could not finish, for staff: whose it is, and what went wrong."""

    token: str
    number: int
    student: str
    assignment: Assignment
    crashes: int
    trouble: str
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class QueueHealth:
    """The queue as an operator looks at it."""

    states: Mapping[State, int]
    oldest_queued: datetime | None
    done_last_hour: int
    moment: datetime


def history(session: Session, assignment: Assignment, user_id: int) -> tuple[Line, ...]:
    """One student's attempts at an assignment, newest first."""
    return _lines(session, assignment, Attempt.user_id == user_id).get(user_id, ())


def histories(session: Session, assignment: Assignment) -> dict[int, tuple[Line, ...]]:
    """The attempts of everybody who handed in, by account, newest first."""
    return _lines(session, assignment)


def counting(lines: Sequence[Line]) -> Line | None:
    """The attempt whose score is recorded, if any is graded."""
    return next((line for line in lines if line.counts), None)


def mark_counting(lines: Sequence[Line], policy: Score) -> tuple[Line, ...]:
    """Mark the attempt that counts: the best (of equals the first) or the last of those that are graded."""
    graded = [line for line in lines if line.score is not None]
    if not graded:
        return tuple(lines)
    if policy == "last":
        chosen = max(graded, key=lambda line: line.number)
    else:
        chosen = max(graded, key=lambda line: (line.score, -line.number))
    return tuple(replace(line, counts=line is chosen) for line in lines)


def failures(session: Session, assignment: Assignment | None = None) -> tuple[Failure, ...]:
    """Gradings that failed on our side, the oldest first; of one assignment, or of all."""
    failed = (
        select(Grading)
        .join(Grading.attempt)
        .join(Attempt.assignment)
        .where(Grading.state == State.FAILED)
        .options(
            joinedload(Grading.attempt).joinedload(Attempt.user),
            joinedload(Grading.attempt).joinedload(Attempt.assignment).joinedload(Assignment.course),
        )
        .order_by(Grading.finished_at, Grading.id)
    )
    if assignment is not None:
        failed = failed.where(Attempt.assignment_id == assignment.id)
    return tuple(_failure(grading) for grading in session.scalars(failed))


def failed_grading(session: Session, attempt: Attempt) -> int | None:
    """The grading of this attempt that failed and may be queued again."""
    failed = select(Grading.id).where(Grading.attempt_id == attempt.id, Grading.state == State.FAILED)
    return session.scalars(failed.order_by(Grading.id.desc()).limit(1)).one_or_none()


def queue_health(session: Session) -> QueueHealth:
    """How many gradings are in each state, and how long the oldest waits."""
    counted = session.execute(select(Grading.state, func.count()).group_by(Grading.state)).all()
    oldest = session.scalar(select(func.min(Grading.queued_at)).where(Grading.state == State.QUEUED))
    done = select(func.count()).where(Grading.state == State.DONE, Grading.finished_at > now_plus(-_HOUR))
    states = dict.fromkeys(State, 0) | {row[0]: int(row[1]) for row in counted}
    return QueueHealth(states, oldest, session.scalar(done) or 0, session.scalars(select(now())).one())


def all_courses(session: Session) -> Sequence[Course]:
    """Every course that is not archived, for operators."""
    return session.scalars(select(Course).where(Course.archived_at.is_(None)).order_by(Course.id)).all()


def _failure(grading: Grading) -> Failure:
    attempt = grading.attempt
    return Failure(
        attempt.token,
        attempt.number,
        attempt.user.name,
        attempt.assignment,
        grading.crashes,
        grading.trouble or "",
        grading.finished_at,
    )


def _lines(session: Session, assignment: Assignment, *of: ColumnElement[bool]) -> dict[int, tuple[Line, ...]]:
    """One statement for all attempts; each attempt's grading that counts comes first (see `latest_grading`)."""
    order = case((Grading.state == State.DONE, 0), (Grading.state == State.CANCELLED, 2), else_=1)
    rows = session.execute(
        select(Attempt, Grading.id, Grading.state, *_totals(session))
        .outerjoin(Grading, Grading.attempt_id == Attempt.id)
        .outerjoin(StoredReport, StoredReport.grading_id == Grading.id)
        .where(Attempt.assignment_id == assignment.id, *of)
        .order_by(Attempt.number.desc(), order, Grading.id.desc())
    )
    found: dict[int, dict[str, Line]] = {}
    for attempt, grading_id, state, score, max_score in rows:
        line = _line(attempt, grading_id, state, score, max_score)
        found.setdefault(attempt.user_id, {}).setdefault(attempt.token, line)
    policy = courses.problem_set_of(assignment).attempts.score
    return {user_id: mark_counting(list(lines.values()), policy) for user_id, lines in found.items()}


def _line(attempt: Attempt, grading_id: int | None, state: State | None, score: Any, max_score: Any) -> Line:
    done = state is State.DONE
    return Line(
        token=attempt.token,
        number=attempt.number,
        accepted_at=attempt.accepted_at,
        late=attempt.late,
        state=state or State.CANCELLED,
        grading_id=grading_id,
        score=Fraction(str(score)) if done else None,
        max_score=Fraction(str(max_score)) if done else None,
    )


def _totals(session: Session) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Score and maximum as the stored report's JSON has them, read by the database."""
    if session.get_bind().dialect.name == "sqlite":
        return func.json_extract(StoredReport.body, "$.score"), func.json_extract(StoredReport.body, "$.max_score")
    body = cast(StoredReport.body, JSON)
    return body["score"].as_string(), body["max_score"].as_string()
