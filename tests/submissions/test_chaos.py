"""Processes die at random while students hand in over HTTP: what was acknowledged is graded, once, and unchanged."""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest
from sqlalchemy import func, select

from grader.grade import grade
from grader.sandbox import Sandboxes
from problems.sets import problem_set as sets
from reference.text import Text
from submissions import accounts, attempts, backlog, config, courses
from submissions.courses import Dates
from submissions.models import Attempt, Grading, Role, State, StoredReport
from submissions.service import Service, open_service

ROOT = Path(__file__).parents[2]
HAND_INS = 200
STUDENTS = 20
BETWEEN = 10
ROUND = ("worker", "web", "worker", "web", "worker", "supervisor")
SERVE = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from grader.cli import main; main()"
SET = """
id = "chaos"
title = {ko = "혼돈", en = "Chaos"}
attempts = {count = 1000}
[[problem]]
id = "q1"
use = "backprop.two_two_one"
points = 10
[[problem]]
id = "q2"
use = "code.activations"
points = 10
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """One hand-in on its way: the same key until somebody acknowledges it."""

    number: int
    token: str
    key: str

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        return {"q1": {"a1": f"0.{self.number:04d}", "h1": "0.6"}}

    @property
    def code(self) -> str | None:
        """Every fifth brings code, no two alike."""
        if self.number % 5:
            return None
        return f"import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)  # {self.number}\n"

    def body(self) -> tuple[bytes, str]:
        if self.code is None:
            return json.dumps({"request_key": self.key, "answers": self.answers}).encode(), "application/json"
        parts = [
            f'Content-Disposition: form-data; name="request_key"\r\n\r\n{self.key}',
            f'Content-Disposition: form-data; name="answers"\r\n\r\n{json.dumps(self.answers)}',
            f'Content-Disposition: form-data; name="file"; filename="hw.py"\r\n\r\n{self.code}',
        ]
        body = "".join(f"--limit\r\n{part}\r\n" for part in parts) + "--limit--\r\n"
        return body.encode(), "multipart/form-data; boundary=limit"


@dataclass
class Mail:
    """Sends letters from several threads and keeps what was acknowledged."""

    port: int
    letters: SimpleQueue[Letter]
    acknowledged: dict[str, set[str]] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)
    resent: int = 0

    def deliver(self) -> None:
        while True:
            try:
                letter = self.letters.get_nowait()
            except Empty:
                return
            while not self._sent(letter):
                self.resent += 1
                time.sleep(0.2)
            if letter.number % 10 == 0:
                self._sent(letter)  # a form sent twice
            time.sleep(0.25)  # so that 200 take longer than several deaths

    def _sent(self, letter: Letter) -> bool:
        """True once the server has acknowledged it."""
        body, kind = letter.body()
        headers = {"Authorization": f"Bearer {letter.token}", "Content-Type": kind, "Connection": "close"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("POST", "/api/v1/assignments/nn/chaos/submissions", body, headers)
            response = connection.getresponse()
            said = response.read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        if response.status == 202:
            self.acknowledged.setdefault(letter.key, set()).add(json.loads(said)["id"])
            return True
        if response.status < 500:
            self.odd.append(f"{response.status} {said[:200]!r}")
        return False


class Server:
    """`nngrader serve` in processes of its own, which this test started and may kill."""

    def __init__(self, home: Path) -> None:
        self._environment = {
            **os.environ,
            "NNGRADER_HOME": str(home),
            "NNGRADER_LEASE_S": "3",
            "NNGRADER_SWEEP_S": "1",
            "NNGRADER_MAX_PENDING": "1000",
            "NNGRADER_WEB_PROCESSES": "1",
        }
        self.port = 0
        self.start()

    def start(self) -> None:
        """Start (again, on the same port as soon as the last orphan has let go of it)."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVE, "serve", "--port", str(self.port)],
                env=self._environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            assert self.process.stdout is not None
            with self.process.stdout as stdout:
                said = stdout.readline()
            if "http://" in said:
                self.port = int(said.partition("http://127.0.0.1:")[2].partition(",")[0])
                return
            self.process.wait(timeout=30)
            time.sleep(0.3)
        raise AssertionError("the server did not start again")

    def children(self, kind: str) -> list[int]:
        """The running child processes of one kind, and theirs."""
        own = _children_of(self.process.pid)
        chosen = [pid for pid in own if f"\0{kind}\0" in _command(pid)]
        return chosen + [grandchild for pid in chosen if kind == "web" for grandchild in _children_of(pid)]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)


def _children_of(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


class Killer(threading.Thread):
    """Kills web and worker processes at random moments, and now and then the supervisor above them.

    Between two deaths a few hand-ins get through, so that the number of deaths does not depend on the machine.
    """

    def __init__(self, server: Server, mail: Mail, seed: int) -> None:
        super().__init__(name="killer", daemon=True)
        self._server = server
        self._mail = mail
        self._random = random.Random(seed)
        self.enough = threading.Event()
        self.deaths = {"web": 0, "worker": 0, "supervisor": 0}

    def run(self) -> None:
        while not self.enough.wait(self._random.uniform(0.1, 1.0)):
            if len(self._mail.acknowledged) < BETWEEN * sum(self.deaths.values()):
                continue
            kind = ROUND[sum(self.deaths.values()) % len(ROUND)]
            if kind == "supervisor":
                self._server.process.kill()
                self._server.process.wait()
                self._server.start()
            elif not (pids := self._server.children(kind)) or not _kill(self._random.choice(pids)):
                continue
            self.deaths[kind] += 1


def _kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def letters(service: Service) -> list[Letter]:
    """A course with twenty students, and two hundred hand-ins, ten of each."""
    with service.database.writing() as session:
        course = courses.create_course(session, "nn", Text("신경망", "Neural networks"), "Asia/Seoul")
        courses.give(session, course, sets.parse(SET, "chaos.toml"), Dates())
        tokens = []
        for number in range(STUDENTS):
            user = accounts.create_user(session, f"s{number}", f"s{number}", None)
            courses.enrol(session, course, user, Role.STUDENT)
            tokens.append(accounts.issue_token(session, user, "test"))
    return [Letter(number, tokens[number % STUDENTS], f"key-{number:06d}") for number in range(HAND_INS)]


@pytest.fixture
def server(service: Service) -> Iterator[Server]:
    running = Server(service.settings.home)
    yield running
    running.stop()


@pytest.mark.sandbox
def test_every_acknowledged_hand_in_has_exactly_one_report(
    service: Service, server: Server, letters: list[Letter]
) -> None:
    """200 hand-ins while web, workers and supervisor are killed with SIGKILL, about twenty times."""
    mail = Mail(server.port, SimpleQueue())
    for letter in letters:
        mail.letters.put(letter)
    carriers = [threading.Thread(target=mail.deliver, daemon=True) for _ in range(3)]
    killer = Killer(server, mail, seed=2026)
    killer.start()
    for carrier in carriers:
        carrier.start()
    for carrier in carriers:
        carrier.join(timeout=300)
    killer.enough.set()
    killer.join(timeout=90)
    assert not any(carrier.is_alive() for carrier in carriers)
    _wait_until_graded(service, 120)
    print(f"\n{HAND_INS} hand-ins, deaths {killer.deaths}, sent again {mail.resent} times")

    assert mail.odd == []
    assert sum(killer.deaths.values()) >= 8
    assert min(killer.deaths.values()) >= 1
    assert sorted(mail.acknowledged) == sorted(letter.key for letter in letters)
    assert all(len(ids) == 1 for ids in mail.acknowledged.values()), "one key, two receipts"
    _check_stored(service, {letter.key: letter for letter in letters}, mail)


def _wait_until_graded(service: Service, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with service.database.reading() as session:
            left = session.scalar(select(func.count()).where(Grading.state.in_((State.QUEUED, State.RUNNING))))
        if left == 0:
            return
        time.sleep(0.5)
    raise AssertionError(f"{left} gradings are still waiting")


def _check_stored(service: Service, sent: dict[str, Letter], mail: Mail) -> None:
    """One attempt, one grading, one report each; what is stored is what was sent; a sample is graded again."""
    with service.database.reading() as session:
        stored = {attempt.request_key: attempt for attempt in session.scalars(select(Attempt))}
        gradings = {grading.attempt_id: grading for grading in session.scalars(select(Grading))}
        reports = {report.grading_id: report.body for report in session.scalars(select(StoredReport))}
        for key, attempt in stored.items():
            assert mail.acknowledged[key] == {attempt.token}
            assert attempt.answers == sent[key].answers
            own = [file for file in attempt.files if not file.carried]
            assert [file.blob.data.decode() for file in own] == ([sent[key].code] if sent[key].code else [])
    assert stored.keys() == sent.keys()
    assert gradings.keys() == {attempt.id for attempt in stored.values()}
    assert {grading.state for grading in gradings.values()} == {State.DONE}
    assert reports.keys() == {grading.id for grading in gradings.values()}
    with Sandboxes() as sandboxes:
        for attempt in list(stored.values())[::20]:
            again = grade(attempts.submission_of(service, attempt.id), sandboxes)
            assert backlog.serialised(again) == reports[gradings[attempt.id].id]


def test_what_was_acknowledged_survives_the_death_of_every_process_at_once(
    service: Service, server: Server, letters: list[Letter]
) -> None:
    """Accept with no worker alive, kill everything, start anew: the hand-in is there and is graded."""
    mail = Mail(server.port, SimpleQueue())
    for pid in server.children("worker"):
        _kill(pid)
    deadline = time.monotonic() + 60
    while not mail._sent(letters[1]):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    for pid in (*server.children("web"), *server.children("worker"), server.process.pid):
        _kill(pid)
    server.process.wait()
    server.start()
    _wait_until_graded(open_service(config.load({"NNGRADER_HOME": str(service.settings.home)})), 60)
    with service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(StoredReport)) == 1
