"""Accepting: the receipt means it, a key counts once, and nothing is counted that could not be graded."""

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import func, select, update

from grader.intake.reading import Intake, UploadedFile, read_each
from submissions import attempts, backlog, handing_in, variants, workers
from submissions.attempts import Receipt
from submissions.courses import Dates
from submissions.handing_in import RefusedError
from submissions.models import Attempt, Blob, Grading, State, WorkerPresence
from submissions.runner import SandboxRunner
from submissions.service import Service
from submissions.worker import Worker
from tests.submissions.classroom import DAY, NOW, RELU, SIGMOID, Classroom

ONE = {"q1": {"a1": "0.5"}}
TWO = {"q1": {"a1": "0.6"}}
OTHER = {"q2": {"b_new": "1"}}


@pytest.fixture
def room(service: Service) -> Classroom:
    return Classroom(service)


def count(service: Service, table: type) -> int:
    with service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def attempt(service: Service, receipt: Receipt) -> Attempt:
    with service.database.reading() as session:
        found = attempts.find_attempt(session, receipt.token)
        assert found is not None
        return found


def refused(room: Classroom, login: str = "kim", **sent: object) -> RefusedError:
    before = count(room.service, Attempt)
    with pytest.raises(RefusedError) as caught:
        room.send(login, **sent)  # type: ignore[arg-type]
    assert count(room.service, Attempt) == before
    return caught.value


def test_the_receipt_says_what_and_when_by_the_servers_clock(room: Classroom) -> None:
    receipt = room.send("kim", ONE, [("hw.py", RELU)])
    assert (receipt.number, receipt.late, receipt.problems) == (1, False, ("q1",))
    assert [(f.name, f.sha256, f.size, f.carried) for f in receipt.files] == [
        ("hw.py", hashlib.sha256(RELU).hexdigest(), len(RELU), False)
    ]
    assert abs(receipt.accepted_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert len(receipt.content) == 64


def test_the_same_request_key_gets_the_same_receipt_and_counts_once(room: Classroom) -> None:
    first = room.send("kim", ONE, key="form-0001")
    assert room.send("kim", ONE, key="form-0001") == first
    assert room.send("kim", TWO, key="form-0001") == first
    assert (count(room.service, Attempt), count(room.service, Grading)) == (1, 1)


def test_a_form_sent_five_times_at_once_is_one_attempt(room: Classroom) -> None:
    receipts: list[Receipt] = []
    threads = [Thread(target=lambda: receipts.append(room.send("kim", ONE, key="form-0001"))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(receipts) == 5
    assert len({receipt.token for receipt in receipts}) == 1
    assert count(room.service, Grading) == 1


def test_two_students_may_use_one_key(room: Classroom) -> None:
    assert room.send("kim", ONE, key="form-0001").token != room.send("lee", ONE, key="form-0001").token


def test_a_problem_that_is_not_sent_keeps_its_last_answer(room: Classroom) -> None:
    room.send("kim", {**ONE, **OTHER})
    second = room.send("kim", {"q1": {"a1": "0.6", "h1": ""}, "q2": {"b_new": "  ", "w_new": ["", ""]}})
    assert second.problems == ("q1",)
    assert attempt(room.service, second).answers == {"q1": {"a1": "0.6", "h1": ""}, "q2": {"b_new": "1"}}


def test_a_file_stays_until_a_new_one_has_its_name_or_one_of_its_functions(room: Classroom) -> None:
    room.send("kim", files=[("a.py", RELU), ("b.py", SIGMOID)])
    second = room.send("kim", files=[("c.py", RELU + b"# mended\n")])
    assert [(file.name, file.carried) for file in second.files] == [("b.py", True), ("c.py", False)]
    third = room.send("kim", ONE)
    assert [(file.name, file.carried) for file in third.files] == [("b.py", True), ("c.py", True)]
    assert count(room.service, Blob) == 3


def test_a_name_never_becomes_a_path(room: Classroom) -> None:
    receipt = room.send("kim", files=[("../../etc/pass\nwd.py", RELU), ("C:\\x\\y.py", SIGMOID)])
    assert [file.name for file in receipt.files] == ["passwd.py", "y.py"]


def test_answers_in_a_file_count_and_typed_ones_win(room: Classroom) -> None:
    answers = b'[q1]\na1 = "0.1"\n[q2]\nb_new = "2"\n'
    receipt = room.send("kim", {"q1": {"a1": "0.9"}}, [("answers.toml", answers)])
    assert set(receipt.problems) == {"q1", "q2"}
    assert attempt(room.service, receipt).answers == {"q1": {"a1": "0.9"}, "q2": {"b_new": "2"}}


def test_answers_to_a_problem_that_is_not_in_the_set_are_left_out(room: Classroom) -> None:
    receipt = room.send("kim", {**ONE, "q9": {"x": "1"}})
    assert receipt.problems == ("q1",)


def test_nothing_at_all_is_refused_before_it_counts(room: Classroom) -> None:
    error = refused(room, answers={"q1": {"a1": " "}, "q2": {"w_new": ["", ""]}})
    assert error.status == 422
    assert "No attempt was used up" in error.sentence.en


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("hw.py", b"def relu(x)\n    return x\n", "hw.py"),
        ("hw.ipynb", b"not json", "hw.ipynb"),
        ("hw.exe", b"\x00\x01", "hw.exe"),
        ("hw.zip", b"PK\x03\x04broken", "hw.zip"),
        ("empty.py", b"", ""),
    ],
)
def test_a_hand_in_of_nothing_readable_is_refused_with_the_reason(
    room: Classroom, name: str, data: bytes, why: str
) -> None:
    error = refused(room, files=[(name, data)])
    assert error.status == 422
    assert why in error.sentence.ko
    assert why in error.sentence.en


def test_a_bad_file_beside_good_answers_is_accepted(room: Classroom) -> None:
    assert room.send("kim", ONE, [("hw.py", b"def relu(x)\n")]).number == 1


def test_the_same_again_is_refused_and_does_not_count(room: Classroom) -> None:
    room.send("kim", ONE, [("hw.py", RELU)])
    error = refused(room, answers=ONE, files=[("hw.py", RELU)])
    assert error.status == 409
    assert "attempt 1" in error.sentence.en
    assert refused(room, answers=ONE).status == 409


def test_the_last_allowed_attempt_is_the_last(room: Classroom) -> None:
    for number in range(3):
        room.send("kim", {"q1": {"a1": str(number)}})
    error = refused(room, answers=ONE)
    assert error.status == 403
    assert "3" in error.sentence.en
    assert room.send("lee", ONE).number == 1


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_what_we_could_not_grade_does_not_count(room: Classroom, state: State) -> None:
    for number in range(3):
        room.send("kim", {"q1": {"a1": str(number)}})
    with room.service.database.writing() as session:
        session.execute(update(Grading).values(state=state))
        assert attempts.attempts_used(session, room.assignment.id, room.member("kim").user_id) == 0
    assert room.send("kim", {"q1": {"a1": "2"}}).number == 4  # even the same again: it was never graded


def test_too_many_waiting_is_refused_with_a_time_to_come_back(service: Service) -> None:
    queueing = replace(service.settings.queueing, max_pending=2)
    room = Classroom(replace(service, settings=replace(service.settings, queueing=queueing)))
    room.send("kim", ONE)
    room.send("kim", TWO)
    error = refused(room, answers=OTHER)
    assert (error.status, error.retry_after) == (429, 15)
    assert room.send("lee", OTHER).number == 1


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        (Dates(opens=NOW + DAY), 403),
        (Dates(due=NOW - DAY), 403),
        (Dates(due=NOW - 2 * DAY, closes=NOW - DAY), 403),
        (Dates(due=NOW - DAY, closes=NOW + DAY), True),
        (Dates(due=NOW + DAY), False),
        (Dates(), False),
    ],
)
def test_the_receipts_time_decides(service: Service, dates: Dates, outcome: bool | int) -> None:  # noqa: FBT001
    """Refused outside the window (403), late between deadline and closing, else in time."""
    room = Classroom(service, dates)
    if outcome == 403:
        assert refused(room, answers=ONE).status == 403
    else:
        assert room.send("kim", ONE).late is outcome


def test_somebody_who_is_not_in_the_course_cannot_hand_in(room: Classroom) -> None:
    stranger = a_strangers_hand_in(room)
    with pytest.raises(RefusedError) as caught:
        attempts.accept(room.service, stranger)
    assert caught.value.status == 403


def a_strangers_hand_in(room: Classroom) -> attempts.HandIn:
    return attempts.HandIn(9999, room.assignment.id, "request-1", ONE)


def test_too_many_files_are_refused(room: Classroom) -> None:
    error = refused(room, files=[(f"f{number}.py", RELU) for number in range(21)])
    assert error.status == 413


def test_without_any_sandbox_code_is_refused_and_numbers_are_not(room: Classroom) -> None:
    why = {"ko": "커널이 오래되었습니다.", "en": "The kernel is too old."}
    with room.service.database.writing() as session:
        workers.announce(session, WorkerPresence(name="w", release="1", runs_code=False, level="none", trouble=why))
    error = refused(room, files=[("hw.py", RELU)])
    assert error.status == 503
    assert "The kernel is too old." in error.sentence.en
    assert room.send("kim", ONE).number == 1


def test_a_stored_attempt_is_graded_from_its_stored_givens(room: Classroom) -> None:
    """Other numbers in the table than a draw would give are the ones that count."""
    receipt = room.send("kim", {"q1": room.right("kim", "q1"), "q2": room.right("kim", "q2")})
    submission = attempts.submission_of(room.service, attempt(room.service, receipt).id)
    own = variants.of(room.service, room.assignment, room.member("kim"))
    assert {h.problem.id: h.variant for h in submission.problems} == own
    assert submission.bank != "public"


@pytest.mark.sandbox
def test_answers_and_code_go_all_the_way_to_a_report(room: Classroom) -> None:
    """Accepted, claimed, graded in the real sandbox, published, read back: right answers earn all their points."""
    receipt = room.send("kim", {"q1": room.right("kim", "q1"), "q2": room.right("kim", "q2")}, [("hw.py", RELU)])
    with room.service.database.reading() as session:
        queued = attempts.status_of(session, attempt(room.service, receipt))
        assert (queued.state, queued.ahead) == (State.QUEUED, 0)
        assert attempts.report_of(session, attempt(room.service, receipt)) is None
    Worker(room.service, "w", SandboxRunner()).drain()
    with room.service.database.reading() as session:
        stored = attempts.find_attempt(session, receipt.token)
        assert stored is not None
        status, report = attempts.status_of(session, stored), attempts.report_of(session, stored)
    assert (status.state, status.ask_again_ms) == (State.DONE, 0)
    assert report is not None
    assert [(p.problem, p.score == p.max_score) for p in report.problems] == [("q1", True), ("q2", True), ("q3", False)]
    relu = [finding for finding in report.problems[2].findings if finding.check.startswith("relu.")]
    assert relu
    assert all(finding.score == finding.max_score for finding in relu)


def test_pending_hand_ins_of_one_student_stand_behind_those_of_others(room: Classroom) -> None:
    for number in range(3):
        room.send("kim", {"q1": {"a1": str(number)}})
    room.send("lee", ONE)
    with room.service.database.writing() as session:
        order = [backlog.claim(session, "w", timedelta(seconds=30)) for _ in range(4)]
        owners = [session.get_one(Attempt, held.attempt_id).user.login for held in order if held]
    assert owners == ["kim", "lee", "kim", "kim"]


def test_files_are_read_while_others_may_still_write(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading hostile files can take seconds; the lock that every hand-in of the class needs is not held meanwhile."""
    room.send("kim", ONE, [("relu.py", RELU), ("more.py", b"x = 1\n")])
    locked: list[bool] = []

    def watched(files: Sequence[UploadedFile]) -> tuple[Intake, ...]:
        other = sqlite3.connect(str(room.service.database.url.database), timeout=0)
        try:
            other.execute("BEGIN IMMEDIATE")
            locked.append(False)
        except sqlite3.OperationalError:
            locked.append(bool(files))
        finally:
            other.close()
        return read_each(files)

    monkeypatch.setattr(handing_in, "read_each", watched)
    receipt = room.send("kim", TWO, [("sigmoid.py", SIGMOID), ("other.py", RELU)])
    assert [(file.name, file.carried) for file in receipt.files] == [
        ("more.py", True),
        ("sigmoid.py", False),
        ("other.py", False),
    ]
    assert locked
    assert not any(locked)
