"""The worker: claims the fairest grading, grades it, publishes under its lease; nothing of it matters if it dies.

A heartbeat thread renews the lease. When the lease is lost the sandbox is killed and nothing is published; when
a grading outlives all bounds it is returned as a crash of ours and this process ends (its supervisor starts the
next). TERM lets a grading finish for a while and hands it back otherwise.
"""

import os
import signal
import threading
import time
from collections.abc import Mapping
from typing import Any, Final, Protocol

import structlog
from sqlalchemy.exc import DBAPIError

from grader.grade import Submission, Watch
from grader.report import Report, Verdict
from reference.text import Text
from submissions import attempts, backlog, database, workers
from submissions.backlog import Claim, LeaseLostError
from submissions.models import WorkerPresence
from submissions.service import Service, release

_LOOK_EVERY_S: Final = 1.0  # without a hint; an empty look costs one statement
_AFTER_TROUBLE_S: Final = 3.0
_FINISH_WITHIN_S: Final = 20.0
_TEST_AGAIN_S: Final = 60.0
_TEST_HOURLY_S: Final = 3600.0
_TELL_AFTER_S: Final = 0.5
"""A grading that is over sooner is not worth a write to say how far it is."""

EX_SOFTWARE: Final = 70


class Runner(Protocol):
    """What grades: this process's sandboxes, and `grade` with them."""

    @property
    def level(self) -> str:
        """How strongly student code is confined."""

    @property
    def profiles(self) -> Mapping[str, Text | None]:
        """The import profiles, each with what keeps it from being used, if anything."""

    def self_test(self) -> Text | None:
        """Make sure of a working sandbox; why student code cannot be run, or None when it can."""

    def grade(self, submission: Submission, watch: Watch) -> Report:
        """Grade, telling `watch` how far it is; an exception is a fault of ours."""

    def record(self, submission: Submission) -> dict[str, object]:
        """The level, and that of each import profile that was used, for the run record."""

    def kill(self) -> None:
        """Stop what runs in the sandbox now; callable from another thread."""

    def close(self) -> None:
        """End the sandbox."""


class Worker:
    """One worker process's loop."""

    def __init__(self, service: Service, name: str, runner: Runner) -> None:
        self._service = service
        self._name = name
        self._runner = runner
        self._stopping = threading.Event()
        self._patience = threading.Timer(_FINISH_WITHIN_S, self._give_up)
        self._swept = float("-inf")
        self._tested: float | None = None  # when the sandbox was; None: before the next grading
        self._took_over = False
        self._no_code: Text | None = None
        self._held: Claim | None = None
        self._log = structlog.get_logger("nngrader.worker").bind(worker=name)

    def run(self) -> None:
        """Work until `stop` is called or TERM arrives. What an earlier process of this name held is taken back."""
        self._log.info("started", release=release())
        while not self._stopping.is_set():
            pause = 0.0
            try:
                self._take_over()
                self._tidy()
                pause = 0.0 if self.work_once() else _LOOK_EVERY_S
            except DBAPIError as error:
                self._log.error("database", said=str(error.orig), known=database.trouble(error) is not None)
                pause = _AFTER_TROUBLE_S
            if pause and not self._stopping.is_set():
                self._service.hints.wait(pause)
        self._leave()

    def drain(self) -> None:
        """Grade what is queued now, and end."""
        self._take_over()
        self._tidy()
        while self.work_once():
            pass
        self._leave()

    def stop(self) -> None:
        """Finish what runs, within a bounded time, and claim no more."""
        if not self._stopping.is_set():
            self._stopping.set()
            self._patience.daemon = True
            self._patience.start()

    def stop_on_signals(self) -> None:
        """TERM and INT stop this worker."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())

    def work_once(self) -> bool:
        """Claim and grade one grading; False when there was none."""
        with self._service.database.writing() as session:
            lease = self._service.settings.queueing.lease
            held = backlog.claim(session, self._name, lease, code=self._no_code is None)
        if held is None:
            return False
        self._held = held
        try:
            self._grade(held)
        finally:
            self._held = None
        return True

    def _grade(self, held: Claim) -> None:
        log = self._log.bind(grading=held.grading_id, lease=held.lease)
        try:
            with _Keeper(self, held) as keeper:
                submission = attempts.submission_of(self._service, held.attempt_id)
                report = self._runner.grade(submission, keeper.watch)
            keeper.raise_if_lost()
            ran = self._runner.record(submission)
            self._publish(held, report, {**ran, "worker": self._name, "wall_ms": keeper.wall_ms})
        except LeaseLostError:
            log.warning("lease lost, nothing published")
        except DBAPIError:
            raise  # nothing is known about the grading; its lease runs out and another look is taken
        except Exception as error:  # the one place that records a fault of ours as a crash
            log.error("crashed", exc_info=error)
            self.crashed(held, f"{type(error).__name__}: {error}")
            self._tested = None

    def _publish(self, held: Claim, report: Report, record: dict[str, Any]) -> None:
        if report.broken:
            self.crashed(held, _why_broken(report))
            self._tested = None
            return
        with self._service.database.writing() as session:
            backlog.publish(session, held, report, record)
        self._log.info("published", grading=held.grading_id, lease=held.lease)

    def crashed(self, held: Claim, why: str) -> None:
        """Return a grading that our side could not finish (unless somebody else has it by now)."""
        limit = self._service.settings.queueing.max_crashes
        try:
            with self._service.database.writing() as session:
                state = backlog.report_crash(session, held, why[:2000], limit)
        except LeaseLostError:
            self._log.warning("lease lost", grading=held.grading_id, why=why[:200])
        else:
            self._log.error("grading returned", grading=held.grading_id, state=state.value, why=why[:200])

    def _take_over(self) -> None:
        """Once: what an earlier process of this name held is free, for its supervisor saw it die."""
        if not self._took_over:
            with self._service.database.writing() as session:
                backlog.reclaim(session, self._name, self._service.settings.queueing)
            self._took_over = True

    def _tidy(self) -> None:
        """Now and then: test the sandbox, show that we are there, take back what others let drop."""
        moment = time.monotonic()
        patience = _TEST_HOURLY_S if self._no_code is None else _TEST_AGAIN_S
        if self._tested is None or moment - self._tested > patience:
            self._tested = moment
            self._introduce(self._runner.self_test())
        if moment - self._swept > self._service.settings.queueing.sweep_every.total_seconds():
            self._swept = moment
            with self._service.database.writing() as session:
                swept = backlog.sweep(session, self._service.settings.queueing)
                workers.seen(session, self._name)
            if swept:
                self._log.warning("took back expired gradings", count=swept)

    def _introduce(self, no_code: Text | None) -> None:
        self._no_code = no_code
        presence = WorkerPresence(
            name=self._name,
            release=release(),
            runs_code=no_code is None,
            level=self._runner.level,
            trouble=None if no_code is None else no_code.to_json(),
            profiles={name: unmet and unmet.to_json() for name, unmet in self._runner.profiles.items()},
        )
        with self._service.database.writing() as session:
            workers.announce(session, presence)
        if no_code is not None:
            self._log.error("no student code is run here", why=no_code.en)

    def _leave(self) -> None:
        self._patience.cancel()
        self._runner.close()
        with self._service.database.writing() as session:
            workers.leave(session, self._name)
        self._log.info("stopped")

    def _give_up(self) -> None:
        """TERM came a while ago and a grading still runs: hand it back, which is no crash, and go."""
        held = self._held
        try:
            if held is not None:
                with self._service.database.writing() as session:
                    backlog.hand_back(session, held)
        except (LeaseLostError, DBAPIError) as error:
            self._log.warning("could not hand back", why=repr(error))
        finally:
            os._exit(0)

    def abandon(self) -> None:
        """The lease is lost: whatever the sandbox still does is of no use."""
        self._runner.kill()

    def end_process(self, held: Claim, why: str) -> None:
        """A grading outlived every bound, so this process cannot be trusted: return it and end."""
        try:
            self.crashed(held, why)
        except DBAPIError as error:
            self._log.warning("could not return it", why=repr(error))
        finally:
            os._exit(EX_SOFTWARE)

    @property
    def service(self) -> Service:
        return self._service


class _Keeper:
    """Keeps one lease alive from a thread of its own, and bounds the time of its grading."""

    def __init__(self, worker: Worker, held: Claim) -> None:
        self._worker = worker
        self._held = held
        self._done = threading.Event()
        self._lost = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="heartbeat", daemon=True)
        self._started = time.monotonic()

    def __enter__(self) -> "_Keeper":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def raise_if_lost(self) -> None:
        if self._lost.is_set():
            raise LeaseLostError

    def watch(self, done: int, total: int) -> None:
        """Tell the waiting student how many problems are through."""
        if time.monotonic() - self._started < _TELL_AFTER_S:
            return
        with self._worker.service.database.writing() as session:
            backlog.progress(session, self._held, done, total)

    @property
    def wall_ms(self) -> int:
        """How long it took, for the run record."""
        return round(1000 * (time.monotonic() - self._started))

    def _keep(self) -> None:
        queueing = self._worker.service.settings.queueing
        while not self._done.wait(queueing.heartbeat_every.total_seconds()):
            if time.monotonic() - self._started > queueing.longest_grading.total_seconds():
                self._worker.end_process(self._held, "the grading took too long")
            try:
                with self._worker.service.database.writing() as session:
                    backlog.heartbeat(session, self._held, queueing.lease)
            except LeaseLostError:
                self._lost.set()
                self._worker.abandon()
                return
            except DBAPIError as error:  # the lease may run out meanwhile; then the fence keeps us from publishing
                structlog.get_logger("nngrader.worker").warning("heartbeat", said=str(error.orig))


def _why_broken(report: Report) -> str:
    broken = [f for p in report.problems for f in p.findings if f.verdict is Verdict.GRADER_ERROR]
    return "; ".join(f"{finding.check}: {finding.message.en}" for finding in broken)
