"""The queue's promises: one owner at a time, one report, fair order, nothing lost."""

import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from grader.report import Report, Verdict
from submissions import backlog
from submissions.backlog import BrokenReportError, LeaseLostError
from submissions.clock import read_now
from submissions.config import Queueing
from submissions.models import Grading, State, StoredReport
from submissions.service import Service
from tests.submissions.conftest import EPOCH, Rows, report

LEASE = timedelta(seconds=30)
EXPIRED = timedelta(seconds=-1)
ROOT = Path(__file__).parents[2]


def queue(service: Service, counts: dict[str, int]) -> dict[str, list[int]]:
    """Queue so many gradings for each student, one student after the other."""
    with service.database.writing() as session:
        rows = Rows(session)
        students = {name: rows.student(name) for name in counts}
        return {name: [rows.grading(students[name]).id for _ in range(count)] for name, count in counts.items()}


def take(service: Service, lease: timedelta = LEASE, *, code: bool = True) -> backlog.Claim:
    held = look(service, lease, code=code)
    assert held is not None
    return held


def look(service: Service, lease: timedelta = LEASE, *, code: bool = True) -> backlog.Claim | None:
    with service.database.writing() as session:
        return backlog.claim(session, "w", lease, code=code)


def state(service: Service, grading_id: int) -> Grading:
    with service.database.reading() as session:
        return session.get_one(Grading, grading_id)


def no_pause(service: Service) -> None:
    with service.database.writing() as session:
        session.execute(update(Grading).values(not_before=EPOCH))


def test_many_processes_never_claim_one_grading_twice(service: Service) -> None:
    """Four processes empty a queue of 200 on one SQLite file: each grading is claimed and published exactly once."""
    queued = queue(service, {f"s{number}": 10 for number in range(20)})
    command = [sys.executable, str(ROOT / "tests/submissions/claimer.py"), service.settings.database_url]
    claimers = [
        subprocess.Popen(
            [*command, f"w{number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(ROOT)},
        )
        for number in range(4)
    ]
    for claimer in claimers:
        assert claimer.stdout is not None
        assert claimer.stdout.readline() == "ready\n"
    outputs = [claimer.communicate("go\n", timeout=120) for claimer in claimers]
    assert [error for _, error in outputs] == [""] * 4
    claims = sorted(line for output, _ in outputs for line in output.splitlines())
    expected = sorted(f"{grading} 1" for gradings in queued.values() for grading in gradings)
    assert claims == expected
    with service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(StoredReport)) == 200


def test_a_claim_raises_the_lease_number_and_a_late_holder_publishes_nothing(service: Service) -> None:
    queue(service, {"s": 1})
    frozen = take(service, EXPIRED)
    with service.database.writing() as session:
        assert backlog.sweep(session, Queueing()) == 1
    no_pause(service)
    current = take(service)
    assert (current.grading_id, current.lease) == (frozen.grading_id, frozen.lease + 1)
    for late in (
        lambda session: backlog.heartbeat(session, frozen, LEASE),
        lambda session: backlog.progress(session, frozen, 1, 2),
        lambda session: backlog.publish(session, frozen, report(), {}),
        lambda session: backlog.hand_back(session, frozen),
        lambda session: backlog.report_crash(session, frozen, "late", 3),
    ):
        with pytest.raises(LeaseLostError), service.database.writing() as session:
            late(session)
    with service.database.writing() as session:
        backlog.publish(session, current, report(), {})
    assert state(service, current.grading_id).state is State.DONE


def test_a_lease_that_is_renewed_is_not_swept(service: Service) -> None:
    queue(service, {"s": 1})
    held = take(service, EXPIRED)
    with service.database.writing() as session:
        backlog.heartbeat(session, held, LEASE)
        assert backlog.sweep(session, Queueing()) == 0


def test_a_grading_gets_one_report_only(service: Service) -> None:
    """After publication neither the fence nor, were the fence gone, the primary key lets a second one in."""
    queue(service, {"s": 1})
    held = take(service)
    with service.database.writing() as session:
        backlog.publish(session, held, report(), {})
    with pytest.raises(LeaseLostError), service.database.writing() as session:
        backlog.publish(session, held, report(), {})
    with pytest.raises(IntegrityError), service.database.writing() as session:
        session.add(StoredReport(grading_id=held.grading_id, body="{}", record={}))


def test_a_broken_report_is_never_published(service: Service) -> None:
    queue(service, {"s": 1})
    held = take(service)
    with pytest.raises(BrokenReportError), service.database.writing() as session:
        backlog.publish(session, held, report(Verdict.GRADER_ERROR), {})
    assert state(service, held.grading_id).state is State.RUNNING


def test_the_third_crash_fails_a_grading_and_staff_can_requeue_it(service: Service) -> None:
    queue(service, {"s": 1})
    states = []
    for _ in range(3):
        no_pause(service)
        held = take(service)
        with service.database.writing() as session:
            states.append(backlog.report_crash(session, held, "the sandbox broke", 3))
    assert states == [State.QUEUED, State.QUEUED, State.FAILED]
    assert state(service, held.grading_id).trouble == "the sandbox broke"
    assert look(service) is None
    with service.database.writing() as session:
        assert backlog.requeue(session, held.grading_id)
        assert not backlog.requeue(session, held.grading_id)
    assert take(service).grading_id == held.grading_id


def test_an_expired_lease_counts_as_a_crash_and_a_hand_back_does_not(service: Service) -> None:
    queue(service, {"s": 1})
    held = take(service)
    with service.database.writing() as session:
        backlog.hand_back(session, held)
    assert state(service, held.grading_id).crashes == 0
    take(service, EXPIRED)
    with service.database.writing() as session:
        backlog.sweep(session, Queueing())
    assert state(service, held.grading_id).crashes == 1


def test_a_retry_waits_longer_after_each_crash(service: Service) -> None:
    """Others go first meanwhile, and a passing fault of ours can pass."""
    queue(service, {"s": 1})
    waits = []
    for _ in range(3):
        no_pause(service)
        held = take(service)
        with service.database.writing() as session:
            backlog.report_crash(session, held, "x", 9)
            waits.append(session.get_one(Grading, held.grading_id).not_before - read_now(session))
        assert look(service) is None
    assert waits == sorted(waits)
    assert waits[0] > timedelta(milliseconds=500)
    assert waits[2] > 3 * waits[0]


def test_reclaim_frees_what_a_dead_worker_held_and_nothing_else(service: Service) -> None:
    queue(service, {"s": 2})
    with service.database.writing() as session:
        dead = backlog.claim(session, "dead", LEASE)
        alive = backlog.claim(session, "alive", LEASE)
        assert dead is not None
        assert alive is not None
        assert backlog.reclaim(session, "dead", Queueing()) == 1
    assert state(service, dead.grading_id).state is State.QUEUED
    assert state(service, alive.grading_id).state is State.RUNNING


def test_a_student_with_many_hand_ins_does_not_hold_up_the_others(service: Service) -> None:
    """After 20 of one student come two single ones of others: they are served second and third."""
    queued = queue(service, {"many": 20, "b": 1, "c": 1})
    order = [take(service).grading_id for _ in range(4)]
    assert order == [queued["many"][0], queued["b"][0], queued["c"][0], queued["many"][1]]


def test_fairness_orders_and_never_delays(service: Service) -> None:
    """Twenty of one student alone are all claimable at once, in their own order."""
    queued = queue(service, {"many": 20})
    assert [take(service).grading_id for _ in range(20)] == queued["many"]


def test_a_worker_without_a_sandbox_leaves_code_in_the_queue(service: Service) -> None:
    with service.database.writing() as session:
        rows = Rows(session)
        code = rows.grading(rows.student("a"), needs_code=True).id
        numbers = rows.grading(rows.student("b")).id
    assert take(service, code=False).grading_id == numbers
    assert look(service, code=False) is None
    assert take(service).grading_id == code


def test_only_a_queued_grading_can_be_cancelled(service: Service) -> None:
    queued = queue(service, {"s": 2})["s"]
    running = take(service)
    with service.database.writing() as session:
        assert not backlog.cancel(session, running.grading_id)
        assert backlog.cancel(session, queued[1])
    assert look(service) is None


def test_ahead_counts_those_served_before(service: Service) -> None:
    queued = queue(service, {"a": 3, "b": 1})
    with service.database.reading() as session:
        places = {g.id: backlog.ahead(session, g) for g in session.scalars(select(Grading))}
    order = sorted(places, key=places.__getitem__)
    assert order == [queued["a"][0], queued["b"][0], *queued["a"][1:]]
    assert sorted(places.values()) == [0, 1, 2, 3]


def test_a_reading_transaction_cannot_write(service: Service) -> None:
    queue(service, {"s": 1})
    with pytest.raises(OperationalError, match="readonly"), service.database.reading() as session:
        session.execute(update(Grading).values(crashes=5))


def test_a_writer_waits_for_a_writer_instead_of_failing(service: Service) -> None:
    """The database says so at BEGIN: a second writer cannot even start to read what the first may change."""
    other = service.database.engine.raw_connection()
    try:
        other.execute("PRAGMA busy_timeout = 0")
        with service.database.writing() as session:
            read_now(session)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
    finally:
        other.close()


def test_sqlite_is_set_up_for_durability(service: Service) -> None:
    with service.database.writing() as session:
        pragmas = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    safe = sqlite3.sqlite_version_info >= (3, 51, 3)
    assert pragmas == {"journal_mode": "wal" if safe else "truncate", "synchronous": 2, "foreign_keys": 1}


def test_the_clock_is_the_databases_and_exact_to_milliseconds(service: Service) -> None:
    with service.database.reading() as session:
        first = read_now(session)
        raw = session.connection().exec_driver_sql("SELECT strftime('%s', 'now')").scalar_one()
    assert abs(first.timestamp() - float(raw)) < 5
    assert first.tzinfo is not None
    assert first.microsecond % 1000 == 0


def test_the_same_report_is_stored_as_the_same_bytes() -> None:
    assert backlog.serialised(report()) == backlog.serialised(report())
    assert backlog.serialised(Report(())) != backlog.serialised(report())
