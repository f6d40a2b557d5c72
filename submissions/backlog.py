"""The queue of gradings, in the database and nowhere else.

    queued -> running -> done | failed      running -> queued (handed back, lease expired)      queued -> cancelled

A worker claims the fairest queued grading, which raises the row's lease number; whoever holds the current
number may renew, publish or hand back, and a holder of an older number changes nothing. Every "now" is the
database's. Each function is meant to run in one `Database.writing()` transaction of its own, except `enqueue`,
which runs inside the accepting one.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from grader.report import Report
from submissions.clock import now, now_plus, read_now
from submissions.config import Queueing
from submissions.models import PENDING, Attempt, Grading, State, StoredReport


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to grade one attempt, as long as `lease` is the grading's current number."""

    grading_id: int
    attempt_id: int
    lease: int
    release: str


class LeaseLostError(Exception):
    """Somebody else owns the grading by now: publish nothing."""


class BrokenReportError(Exception):
    """The report holds a `grader_error`: that is no result and is never published."""


def student_flow(user_id: int) -> str:
    """The flow of one student's hand-ins: gradings of one flow are spaced out in the order."""
    return f"student:{user_id}"


def enqueue(session: Session, grading: Grading, spacing: timedelta) -> Grading:
    """Put a new grading in the queue, behind the pending ones of its flow but not behind other people's."""
    moment = read_now(session)
    last = session.scalar(
        select(func.max(Grading.fair_at)).where(Grading.flow == grading.flow, Grading.state.in_(PENDING))
    )
    grading.fair_at = moment if last is None else max(moment, last + spacing)
    grading.not_before = grading.queued_at = moment
    session.add(grading)
    return grading


def pending(session: Session, flow: str) -> int:
    """How many gradings of this flow wait or run."""
    return session.scalar(select(func.count()).where(Grading.flow == flow, Grading.state.in_(PENDING))) or 0


def claim(session: Session, worker: str, lease: timedelta, *, code: bool = True) -> Claim | None:
    """Take the fairest queued grading, in one statement; without `code`, only one that runs no student code."""
    fairest = (
        select(Grading.id)
        .where(Grading.state == State.QUEUED, Grading.not_before <= now())
        .order_by(Grading.fair_at, Grading.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if not code:
        fairest = fairest.where(Grading.needs_code.is_(False))
    row = session.execute(
        update(Grading)
        .where(Grading.id == fairest.scalar_subquery(), Grading.state == State.QUEUED)
        .values(
            state=State.RUNNING,
            lease=Grading.lease + 1,
            lease_until=now_plus(lease),
            worker=worker,
            started_at=now(),
            checks_done=0,
            checks_total=0,
        )
        .returning(Grading.id, Grading.attempt_id, Grading.lease, Grading.release)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return None if row is None else Claim(*row)


def heartbeat(session: Session, held: Claim, lease: timedelta) -> None:
    """Renew the lease; raises LeaseLostError when it is not ours any more."""
    _change(session, held, lease_until=now_plus(lease))


def progress(session: Session, held: Claim, done: int, total: int) -> None:
    """Note how many problems are through; raises LeaseLostError."""
    _change(session, held, checks_done=done, checks_total=total)


def publish(session: Session, held: Claim, report: Report, record: Mapping[str, Any]) -> None:
    """Make the report the result. Raises LeaseLostError, or BrokenReportError for a report that is none."""
    if report.broken:
        raise BrokenReportError
    _change(session, held, state=State.DONE, finished_at=now(), lease_until=None, trouble=None)
    session.add(StoredReport(grading_id=held.grading_id, body=serialised(report), record=dict(record)))


def hand_back(session: Session, held: Claim) -> None:
    """Return a grading unfinished, with no blame: the worker was asked to stop. Raises LeaseLostError."""
    _change(session, held, state=State.QUEUED, lease_until=None, worker=None)


def report_crash(session: Session, held: Claim, why: str, max_crashes: int) -> State:
    """Return a grading that our side could not finish; the last crash fails it. Raises LeaseLostError."""
    _change(session, held, trouble=why, **_after_crash(max_crashes))
    return session.scalars(select(Grading.state).where(Grading.id == held.grading_id)).one()


def sweep(session: Session, queueing: Queueing) -> int:
    """Take back every grading whose lease ran out; returns how many. Any worker may do it at any time."""
    expired = and_(Grading.state == State.RUNNING, Grading.lease_until < now())
    return _take_back(session, expired, "the worker stopped answering", queueing)


def reclaim(session: Session, worker: str, queueing: Queueing) -> int:
    """Take back what a worker held that is known to be dead, without waiting for its leases to run out."""
    held = and_(Grading.state == State.RUNNING, Grading.worker == worker)
    return _take_back(session, held, "the worker died", queueing)


def cancel(session: Session, grading_id: int) -> bool:
    """Withdraw a queued grading; False when it was not queued any more."""
    return _transition(session, grading_id, State.QUEUED, {"state": State.CANCELLED, "finished_at": now()})


def requeue(session: Session, grading_id: int) -> bool:
    """Give a failed grading its chances back (for staff); False when it had not failed."""
    again = {"state": State.QUEUED, "crashes": 0, "fair_at": now(), "not_before": now(), "finished_at": None}
    return _transition(session, grading_id, State.FAILED, again)


def ahead(session: Session, grading: Grading) -> int:
    """How many gradings are served before this queued one."""
    before = or_(
        Grading.fair_at < grading.fair_at,
        and_(Grading.fair_at == grading.fair_at, Grading.id < grading.id),
    )
    queued = select(func.count()).select_from(Grading).where(Grading.state == State.QUEUED, before)
    return session.scalar(queued) or 0


def latest_grading(session: Session, attempt: Attempt) -> Grading | None:
    """The grading that counts for an attempt: the newest that is done, else the newest that was not withdrawn."""
    done_first = case((Grading.state == State.DONE, 0), (Grading.state == State.CANCELLED, 2), else_=1)
    ordered = select(Grading).where(Grading.attempt_id == attempt.id).order_by(done_first, Grading.id.desc())
    return session.scalars(ordered.limit(1)).one_or_none()


def serialised(report: Report) -> str:
    """The report as it is stored: the same report gives the same bytes."""
    return json.dumps(report.to_json(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _after_crash(max_crashes: int) -> dict[str, Any]:
    """Column values after one more crash. Each retry waits a little longer, so that a passing fault can pass."""
    last = Grading.crashes + 1 >= max_crashes
    pauses = [(Grading.crashes == earlier, now_plus(timedelta(seconds=2**earlier))) for earlier in range(5)]
    return {
        "state": case((last, State.FAILED.value), else_=State.QUEUED.value),
        "crashes": Grading.crashes + 1,
        "not_before": case(*pauses, else_=now_plus(timedelta(seconds=32))),
        "finished_at": case((last, now()), else_=None),
        "lease_until": None,
        "worker": None,
    }


def _take_back(session: Session, which: ColumnElement[bool], why: str, queueing: Queueing) -> int:
    statement = update(Grading).where(which).values(trouble=why, **_after_crash(queueing.max_crashes))
    return _rows(session.execute(statement.execution_options(synchronize_session=False)))


def _change(session: Session, held: Claim, **values: Any) -> None:
    """Change a grading that is still ours, else raise LeaseLostError: the fence of every step of a worker."""
    mine = and_(Grading.id == held.grading_id, Grading.lease == held.lease, Grading.state == State.RUNNING)
    statement = update(Grading).where(mine).values(**values).execution_options(synchronize_session=False)
    if _rows(session.execute(statement)) != 1:
        raise LeaseLostError


def _transition(session: Session, grading_id: int, state: State, values: Mapping[str, Any]) -> bool:
    statement = update(Grading).where(Grading.id == grading_id, Grading.state == state).values(**values)
    return _rows(session.execute(statement.execution_options(synchronize_session=False))) == 1


def _rows(result: Any) -> int:
    return cast("CursorResult[Any]", result).rowcount
