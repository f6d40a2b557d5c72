"""An attempt's page: receipt, live status, and the report at the level its reader may see."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from submissions.courses import Dates
from submissions.models import Assignment, Grading, State
from submissions.service import Service
from tests.submissions.classroom import DAY, NOW, RELU, SET, Classroom
from tests.submissions.pages.conftest import ASSIGNMENT, Enter, Page, Visitor

SIGN_FOR_STEP = b"import numpy as np\n\n\ndef step(x):\n    print('I am here')\n    return np.sign(x)\n"

TANH_THAT_PRINTS = b"""import numpy as np


def tanh(x):
    print('seen: a float' if x.dtype.kind == 'f' else 'seen: a whole number')
    return np.tanh(x)
"""


def sent(visitor: Visitor, answers: dict[str, str], files: list[tuple[str, bytes]] | None = None) -> str:
    response = visitor.hand_in(answers, files or [])
    assert response.status_code == 303, response.text
    return str(response.location)


def close(room: Classroom) -> None:
    """Let the assignment close an hour ago."""
    past = NOW - timedelta(hours=1)
    with room.service.database.writing() as session:
        session.execute(update(Assignment).values(opens_at=NOW - DAY, due_at=past, closes_at=past))


def test_the_receipt_has_time_hash_and_files(enter: Enter, room: Classroom) -> None:
    kim = enter("kim")
    page = kim.page(sent(kim, {"q1.a1": "0.5"}, [("a.py", RELU)]))
    assert "Receipt" in page.text
    assert re.search(r"\d\d:\d\d:\d\d Asia/Seoul, UTC\+09:00", page.text)
    assert len(re.findall(r"\b[0-9a-f]{64}\b", page.text)) == 2
    assert "a.py" in page.text


def test_a_waiting_attempt_asks_again_and_a_finished_one_does_not(enter: Enter, graded: Callable[[], None]) -> None:
    kim = enter("kim")
    path = sent(kim, {"q1.a1": "0.5"})
    waiting = kim.get(path).text
    assert 'hx-trigger="every ' in waiting
    assert re.search(r'<noscript><meta http-equiv="refresh" content="[2-9]"></noscript>', waiting)
    assert "Yours is next" in waiting
    graded()
    done = kim.get(path).text
    assert "hx-trigger" not in done
    assert "refresh" not in done
    assert "Look here first" in done


def test_the_status_is_sent_only_when_it_changed(enter: Enter, graded: Callable[[], None]) -> None:
    kim = enter("kim")
    path = sent(kim, {"q1.a1": "0.5"})
    first = kim.get(f"{path}/status")
    tag = first.headers["ETag"]
    assert f'"If-None-Match": "\\{tag[:-1]}\\""' in first.text, "the next question carries the tag"
    assert kim.get(f"{path}/status", If_None_Match=tag).status_code == 304
    graded()
    changed = kim.get(f"{path}/status", If_None_Match=tag)
    assert changed.status_code == 200
    assert "hx-trigger" not in changed.text
    assert 'id="history" hx-swap-oob' in changed.text
    assert "Graded: " in changed.text


def test_a_status_page_whose_login_ended_is_sent_to_log_in(enter: Enter) -> None:
    kim = enter("kim")
    path = sent(kim, {"q1.a1": "0.5"})
    answer = enter(None).get(f"{path}/status")
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == f"/login?next={path}"


@pytest.mark.parametrize("part", ["", "/status", "/files/0"])
def test_another_students_attempt_does_not_exist(enter: Enter, part: str) -> None:
    path = sent(enter("kim"), {}, [("a.py", RELU)])
    assert enter("lee").get(path + part).status_code == 404
    assert enter("kim").get(path + part).status_code == 200
    assert enter("han").get(path + part).status_code == 200


def test_nobody_requeues_who_is_not_staff(enter: Enter) -> None:
    path = sent(enter("kim"), {"q1.a1": "1"})
    for login in ("kim", "lee"):
        assert enter(login).post(f"{path}/requeue", {}, form="/").status_code == 404


def test_a_file_comes_back_as_it_was_sent_and_never_as_a_page(enter: Enter) -> None:
    kim = enter("kim")
    name = "<img src=x onerror=alert(1)>&.py"
    path = sent(kim, {}, [(name, RELU)])
    file = kim.get(f"{path}/files/0")
    assert file.data == RELU
    assert file.mimetype == "application/octet-stream"
    assert file.headers["Content-Disposition"].startswith("attachment")
    for shown in (path, ASSIGNMENT):
        assert "<img" not in kim.get(shown).text
        assert name in kim.page(shown).text


def test_what_a_hidden_check_printed_is_on_no_page_of_the_student(
    enter: Enter, room: Classroom, graded: Callable[[], None]
) -> None:
    """Inputs of whole numbers are only in hidden checks: what is printed for these would tell them."""
    kim = enter("kim")
    path = sent(kim, {}, [("a.py", TANH_THAT_PRINTS)])
    graded()
    assert "seen: a float" in kim.page(path).text
    assert "seen: a whole number" not in kim.get(path).text
    close(room)
    assert "seen: a float" in kim.page(path).text
    assert "seen: a whole number" not in kim.get(path).text


def test_before_closing_a_wrong_step_shows_why_and_not_what_was_expected(
    enter: Enter, room: Classroom, graded: Callable[[], None]
) -> None:
    kim = enter("kim")
    right = room.right("kim", "q1")
    path = sent(
        kim, {**{f"q1.{name}": value for name, value in right.items()}, "q1.a1": "1"}, [("a.py", SIGN_FOR_STEP)]
    )
    graded()
    page = kim.page(path)
    assert "Expected values and worked solutions are shown after closing" in page.text
    assert right["a1"] not in page.text.partition("Receipt")[0]
    assert ">>> step(" in page.text
    assert "I am here" in page.text
    assert "Worked solution" not in page.text
    korean = enter("kim", "ko").page(path)
    assert "여기부터 보십시오" in korean.text
    assert "오답" in korean.text


def test_after_closing_expected_values_and_solutions_are_shown(
    enter: Enter, room: Classroom, graded: Callable[[], None]
) -> None:
    kim = enter("kim")
    right = room.right("kim", "q1")
    path = sent(kim, {f"q1.{name}": value for name, value in right.items() if name != "a1"} | {"q1.a1": "1"})
    graded()
    close(room)
    page = kim.page(path)
    assert f"Expected {right['a1']}" in page.text
    assert "Worked solution" in page.text
    assert "shown after closing" not in page.text


def test_staff_see_everything_or_exactly_what_the_student_sees(
    enter: Enter, room: Classroom, graded: Callable[[], None]
) -> None:
    kim, han = enter("kim"), enter("han")
    right = room.right("kim", "q1")
    path = sent(kim, {f"q1.{name}": value for name, value in right.items() if name != "a1"} | {"q1.a1": "1"})
    graded()
    assert f"Expected {right['a1']}" in han.page(path).text
    as_student = han.get(f"{path}?view=student").text
    grading = re.compile(r'<div id="grading">.*?<section class="card receipt', re.DOTALL)
    assert grading.search(as_student)[0] == grading.search(kim.get(path).text)[0]  # type: ignore[index]
    assert f"Expected {right['a1']}" not in kim.page(f"{path}?view=full").text, (
        "asking for more does not help a student"
    )


def test_a_failed_grading_is_our_fault_and_staff_queue_it_again(enter: Enter, room: Classroom) -> None:
    kim, han = enter("kim"), enter("han")
    path = sent(kim, {"q1.a1": "1"})
    failing = update(Grading).values(state=State.FAILED, trouble="RuntimeError: the sandbox broke", finished_at=NOW)
    with room.service.database.writing() as session:
        session.execute(failing)
    seen = kim.page(path).text
    assert "does not count as an attempt" in seen
    assert "sandbox broke" not in seen
    assert "sandbox broke" in han.page(path).text
    listed = han.page(f"{ASSIGNMENT}/students")
    assert "1 grading failed" in listed.text
    again = han.post(f"{path}/requeue", {}, form=path)
    assert (again.status_code, again.location) == (303, path)
    assert "Yours is next" in kim.page(path).text


class TestRows:
    """A perceptron trained row by row, where the cells of a row earn one after another."""

    @pytest.fixture
    def room(self, service: Service) -> Classroom:
        return Classroom(service, source=SET.replace("perceptron.update", "perceptron.epochs"))

    def test_a_right_cell_that_earns_nothing_says_why(
        self, enter: Enter, room: Classroom, graded: Callable[[], None]
    ) -> None:
        kim = enter("kim")
        right = {f"q2.{name}": value for name, value in room.right("kim", "q2").items() if isinstance(value, str)}
        path = sent(kim, {**right, "q2.S_1": "77"})
        graded()
        assert "earns only when the cells before it in the same row are right" in kim.page(path).text


class TestBest:
    """Which of several attempts counts."""

    @pytest.fixture
    def room(self, service: Service) -> Classroom:
        return Classroom(service, Dates(NOW - DAY, NOW + DAY))

    def test_the_history_marks_the_best_attempt(
        self, enter: Enter, room: Classroom, graded: Callable[[], None]
    ) -> None:
        kim = enter("kim")
        right = {f"q1.{name}": value for name, value in room.right("kim", "q1").items()}
        best = sent(kim, right)
        worse = sent(kim, {**right, "q1.a1": "1"})
        graded()
        assert "This score counts" in kim.page(best).text
        assert "This score counts" not in kim.page(worse).text
        home = kim.page("/").text
        assert "10 out of 30" in home.replace(" / ", " ")
        assert Page(kim.get(ASSIGNMENT).text).text.count("counts") >= 1
