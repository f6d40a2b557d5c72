"""The worker: what it does when grading ends well, badly, late or never. The runner is a stand-in; all else is real."""

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from grader.grade import Submission, Watch
from grader.report import Report, Verdict
from reference.text import Text
from submissions import backlog, workers
from submissions.config import Queueing
from submissions.models import Grading, State, StoredReport, WorkerPresence
from submissions.service import Service
from submissions.worker import Worker
from tests.submissions.conftest import EPOCH, Rows, report


@dataclass
class StandIn:
    """Grades by a function of the test's own."""

    does: Callable[[Submission], Report]
    no_code: Text | None = None
    killed: threading.Event = field(default_factory=threading.Event)
    level: str = "L2"
    profiles: dict[str, Text | None] = field(default_factory=lambda: {"numpy": None})

    def record(self, _: Submission) -> dict[str, object]:
        return {"level": self.level, "profiles": {}}

    def self_test(self) -> Text | None:
        return self.no_code

    def grade(self, submission: Submission, watch: Watch) -> Report:
        watch(0, 1)
        return self.does(submission)

    def kill(self) -> None:
        self.killed.set()

    def close(self) -> None:
        return


def queued(service: Service, *, needs_code: bool = False) -> int:
    with service.database.writing() as session:
        rows = Rows(session)
        return rows.grading(rows.student("s"), needs_code=needs_code).id


def after(service: Service, grading_id: int) -> Grading:
    with service.database.reading() as session:
        return session.get_one(Grading, grading_id)


def no_pause(service: Service) -> None:
    with service.database.writing() as session:
        session.execute(update(Grading).values(not_before=EPOCH))


def worker(service: Service, runner: StandIn) -> Worker:
    return Worker(service, "w", runner)


def test_what_is_graded_is_published_with_its_run_record(service: Service) -> None:
    grading_id = queued(service)
    worker(service, StandIn(lambda _: report())).drain()
    assert after(service, grading_id).state is State.DONE
    with service.database.reading() as session:
        stored = session.scalars(select(StoredReport)).one()
    assert stored.body == backlog.serialised(report())
    assert stored.record.keys() == {"level", "profiles", "worker", "wall_ms"}


def test_an_exception_while_grading_is_our_crash_and_the_queue_goes_on(service: Service) -> None:
    with service.database.writing() as session:
        rows = Rows(session)
        bad, good = (rows.grading(rows.student(name)).id for name in ("a", "b"))

    def breaks_once(_: Submission) -> Report:
        if after(service, good).state is State.QUEUED:
            raise RuntimeError("planted")
        return report()

    worker(service, StandIn(breaks_once)).drain()
    assert after(service, good).state is State.DONE
    no_pause(service)
    worker(service, StandIn(breaks_once)).drain()
    assert (after(service, bad).state, after(service, bad).crashes) == (State.DONE, 1)


def test_a_broken_report_is_returned_and_at_last_fails_but_is_never_shown(service: Service) -> None:
    grading_id = queued(service)
    one = worker(service, StandIn(lambda _: report(Verdict.GRADER_ERROR)))
    for _ in range(3):
        no_pause(service)
        assert one.work_once()
    failed = after(service, grading_id)
    assert (failed.state, failed.crashes) == (State.FAILED, 3)
    assert "a sentence" in (failed.trouble or "")
    with service.database.reading() as session:
        assert session.scalars(select(StoredReport)).all() == []


def test_a_lease_lost_while_grading_kills_the_sandbox_and_publishes_nothing(service: Service) -> None:
    """The grading is taken over by somebody else in the middle; the heartbeat notices and stops the sandbox."""
    quick = replace(service, settings=replace(service.settings, queueing=Queueing(lease=timedelta(seconds=0.3))))
    grading_id = queued(service)
    runner = StandIn(lambda _: report())

    def slow(_: Submission) -> Report:
        with service.database.writing() as session:
            session.execute(update(Grading).values(lease=Grading.lease + 1, worker="somebody else"))
        runner.killed.wait(30)
        return report()

    runner.does = slow
    assert worker(quick, runner).work_once()
    assert runner.killed.is_set()
    taken = after(service, grading_id)
    assert (taken.state, taken.worker) == (State.RUNNING, "somebody else")
    with service.database.reading() as session:
        assert session.scalars(select(StoredReport)).all() == []


def test_the_heartbeat_keeps_a_long_grading_alive(service: Service) -> None:
    """Renewed twice at least: the lease ends later than when it was claimed, and no sweep takes it."""
    quick = replace(service, settings=replace(service.settings, queueing=Queueing(lease=timedelta(seconds=0.6))))
    grading_id = queued(service)
    ends = []

    def slow(_: Submission) -> Report:
        while len(set(ends)) < 3:
            ends.append(after(service, grading_id).lease_until)
            with service.database.writing() as session:
                backlog.sweep(session, quick.settings.queueing)
        return report()

    worker(quick, StandIn(slow)).drain()
    assert after(service, grading_id).state is State.DONE
    assert after(service, grading_id).crashes == 0


def test_a_worker_without_a_sandbox_says_so_and_takes_no_code(service: Service) -> None:
    grading_id = queued(service, needs_code=True)
    why = Text("커널이 오래되었습니다.", "The kernel is too old.")
    one = worker(service, StandIn(lambda _: report(), no_code=why))
    one._tidy()
    assert not one.work_once()
    with service.database.reading() as session:
        assert workers.why_no_code(session) == why
    assert after(service, grading_id).state is State.QUEUED
    worker(service, StandIn(lambda _: report())).drain()
    assert after(service, grading_id).state is State.DONE


def test_a_running_worker_tests_its_sandbox_every_hour_and_then_stops_running_code(service: Service) -> None:
    """The last test is moved into the past instead of waiting; the next one finds a way out."""
    runner = StandIn(lambda _: report())
    one = worker(service, runner)
    one._tidy()
    runner.no_code = Text("뚫렸습니다.", "An escape got through.")
    one._tidy()
    with service.database.reading() as session:
        assert workers.why_no_code(session) is None, "not yet an hour"
    assert one._tested is not None
    one._tested -= 3601
    one._tidy()
    grading_id = queued(service, needs_code=True)
    assert not one.work_once()
    assert after(service, grading_id).state is State.QUEUED
    with service.database.reading() as session:
        assert workers.why_no_code(session) == runner.no_code


def test_code_is_possible_as_long_as_one_worker_can_run_it(service: Service) -> None:
    why = Text("없음", "none").to_json()
    with service.database.writing() as session:
        workers.announce(session, WorkerPresence(name="a", release="1", runs_code=False, level="none", trouble=why))
        workers.announce(session, WorkerPresence(name="b", release="1", runs_code=True, level="L2", trouble=None))
        assert workers.why_no_code(session) is None
        workers.leave(session, "b")
        assert workers.why_no_code(session) == Text("없음", "none")
        workers.leave(session, "a")
        assert workers.why_no_code(session) is None


def test_stop_lets_the_running_grading_finish_and_claims_no_more(service: Service) -> None:
    with service.database.writing() as session:
        rows = Rows(session)
        first, second = (rows.grading(rows.student(name)).id for name in ("a", "b"))

    def stops(_: Submission) -> Report:
        one._stopping.set()
        return report()

    one = worker(service, StandIn(stops))
    one.run()
    assert after(service, first).state is State.DONE
    assert after(service, second).state is State.QUEUED


def test_a_worker_takes_back_at_once_what_its_dead_predecessor_held(service: Service) -> None:
    grading_id = queued(service)
    with service.database.writing() as session:
        assert backlog.claim(session, "w", timedelta(minutes=5)) is not None
    one = worker(service, StandIn(lambda _: report()))
    one._take_over()
    assert (after(service, grading_id).state, after(service, grading_id).crashes) == (State.QUEUED, 1)
    no_pause(service)
    one.drain()
    assert after(service, grading_id).state is State.DONE


@pytest.fixture(autouse=True)
def nothing_to_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows have no problem set behind them; loading a stored attempt is tested with the attempts."""
    monkeypatch.setattr("submissions.attempts.submission_of", lambda _service, _attempt: Submission(()))


SLOW = """
import os, signal, sys, time
sys.path.insert(0, sys.argv[1])
from grader.grade import Submission, Watch
from submissions import attempts, config, worker
from submissions.database import Database
from submissions.service import Service

class Slow:
    level = "L2"
    profiles = {}
    def self_test(self): return None
    def grade(self, submission, watch): os.kill(os.getpid(), signal.SIGTERM); time.sleep(300)
    def kill(self): pass
    def close(self): pass

worker._FINISH_WITHIN_S = 0.3
attempts.submission_of = lambda service, attempt: Submission(())
settings = config.load()
w = worker.Worker(Service(settings, Database(settings.database_url)), "w", Slow())
w.stop_on_signals()
w.run()
"""


def test_term_hands_a_long_grading_back_without_blame(service: Service) -> None:
    """A real process that gets TERM in the middle of a grading that would take minutes."""
    grading_id = queued(service)
    ended = subprocess.run(
        [sys.executable, "-c", SLOW, str(Path(__file__).parents[2])],
        env={"NNGRADER_HOME": str(service.settings.home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    returned = after(service, grading_id)
    assert (returned.state, returned.crashes, returned.worker) == (State.QUEUED, 0, None)
