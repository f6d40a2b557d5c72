"""A disk that fills up while the service runs: refused in a sentence, nothing half stored, and on it goes later."""

import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from grader.grade import Submission, Watch
from grader.report import Report
from submissions import accounts, config, create_app
from submissions.config import Queueing
from submissions.models import Attempt, Blob, Grading, State, StoredReport
from submissions.runner import SandboxRunner
from submissions.service import Service, open_service
from submissions.worker import Worker
from tests.submissions.classroom import Classroom

POST = "/api/v1/assignments/nn/small/submissions"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    home = tmp_path / "disk"
    home.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(home)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs root that may mount a small disk")
    yield home
    subprocess.run(["umount", "--lazy", str(home)], check=True)


@pytest.fixture
def service(disk: Path) -> Iterator[Service]:
    opened = open_service(config.load({"NNGRADER_HOME": str(disk)}))
    yield opened
    opened.database.close()


def fill(disk: Path) -> Path:
    """Leave not a page free."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


def counts(service: Service) -> list[int]:
    with service.database.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in (Attempt, Blob, Grading)]


@pytest.mark.sandbox
def test_a_hand_in_on_a_full_disk_is_refused_whole_and_accepted_when_there_is_room(
    service: Service, disk: Path
) -> None:
    room = Classroom(service)
    answers = {"q1": room.right("kim", "q1")}
    with service.database.writing() as session:
        kim = accounts.find_user(session, "kim")
        assert kim is not None
        headers = {"Authorization": f"Bearer {accounts.issue_token(session, kim, 'test')}"}
    client = create_app(service).test_client()
    body = {"request_key": "form-0001", "answers": {**answers, "q2": {"b_new": "1" * 100_000}}}
    filler = fill(disk)
    full = client.post(POST, json=body, headers=headers)
    assert (full.status_code, full.headers["Retry-After"]) == (503, "30")
    assert full.json is not None
    assert "disk is full" in full.json["title"]
    assert counts(service) == [0, 0, 0]
    filler.unlink()
    assert client.post(POST, json=body, headers=headers).status_code == 202
    assert counts(service) == [1, 0, 1]


@dataclass
class Room:
    """Hints that, at the first wait, make room on the disk, and end the worker when all is graded."""

    service: Service
    filler: Path
    worker: Worker | None = None
    waits: int = 0

    def send(self) -> None:
        return

    def wait(self, seconds: float) -> None:  # noqa: ARG002 -- it never waits that long
        self.waits += 1
        self.filler.unlink(missing_ok=True)
        time.sleep(0.1)
        with self.service.database.reading() as session:
            if session.scalars(select(Grading)).one().state is State.DONE and self.worker is not None:
                self.worker.stop()


@pytest.mark.sandbox
def test_a_report_that_finds_no_room_is_graded_again_and_published(service: Service, disk: Path) -> None:
    """The disk fills up while a hand-in is graded, so that publishing fails; the worker goes on and loses nothing."""
    classroom = Classroom(service)
    classroom.send("kim", {"q1": classroom.right("kim", "q1")})
    queueing = Queueing(lease=timedelta(seconds=1), sweep_every=timedelta(seconds=0.2))
    room = Room(service, disk / "filler")
    quick = replace(service, settings=replace(service.settings, queueing=queueing), hints=room)

    class Filling(SandboxRunner):
        """Fills the disk during the first grading."""

        def grade(self, submission: Submission, watch: Watch) -> Report:
            if room.waits == 0:
                fill(disk)
            return super().grade(submission, watch)

    room.worker = Worker(quick, "w", Filling())
    room.worker.run()
    assert room.waits > 1
    with service.database.reading() as session:
        grading = session.scalars(select(Grading)).one()
        assert (grading.state, grading.crashes) == (State.DONE, 1)
        assert session.scalar(select(func.count()).select_from(StoredReport)) == 1
