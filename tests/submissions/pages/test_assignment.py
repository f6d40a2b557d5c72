"""The assignment's page: one's own numbers, bad input explained before anything is counted, and handing in."""

import json
from typing import Any

import pytest

from submissions import attempts
from submissions.courses import Dates
from submissions.models import Attempt
from submissions.service import Service
from tests.submissions.classroom import DAY, NOW, RELU, SET, Classroom
from tests.submissions.pages.conftest import ASSIGNMENT, Enter, Page

NOTEBOOK = json.dumps(
    {"cells": [{"cell_type": "code", "source": ["%pip install x\n", RELU.decode()]}], "nbformat": 4, "metadata": {}}
).encode()


def stored(room: Classroom, login: str = "kim") -> list[Attempt]:
    with room.service.database.reading() as session:
        return list(attempts.attempts_of(session, room.assignment.id, room.member(login).user_id))


def test_each_student_has_their_own_numbers(enter: Enter) -> None:
    kim, lee = enter("kim").get(ASSIGNMENT).text, enter("lee").get(ASSIGNMENT).text
    assert kim.count("<math") > 10
    mine = kim.partition('class="prose"')[2].partition('class="answers"')[0]
    theirs = lee.partition('class="prose"')[2].partition('class="answers"')[0]
    assert mine != theirs
    assert mine == enter("kim").get(ASSIGNMENT).text.partition('class="prose"')[2].partition('class="answers"')[0]


def test_every_input_has_a_name_for_screen_readers_and_says_its_digits(enter: Enter) -> None:
    page = enter("kim").page(ASSIGNMENT)
    labels = {a.get("for") for tag, a in page.tags if tag == "label"}
    ids = {a["id"] for _, a in page.tags if "id" in a}
    numbers = [found for found in page.inputs.values() if "num" in found.get("class", "")]
    assert len(numbers) > 10
    for found in numbers:
        assert found["id"] in labels or found.get("aria-label")
        assert set(found["aria-describedby"].split()) <= ids
    assert "4 decimals" in page.text


def test_a_vector_is_one_widget_of_cells(enter: Enter) -> None:
    page = enter("kim").page(ASSIGNMENT)
    cells = sorted(name for name in page.inputs if name.startswith("q2.w_new."))
    assert cells == ["q2.w_new.0", "q2.w_new.1"]
    assert page.inputs["q2.w_new.0"]["aria-label"] == "component 1"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("abc", "cannot be read as a number"),
        ("nan", "finite number"),
        ("-inf", "finite number"),
        ("1e400", "exponent is too large"),
        ("1_000", "No underscores"),
        ("1,000", "decimal comma or a thousands separator"),
        ("1/0", "Division by zero"),
        ("9" * 500, "Longer than 400"),
        ("<script>alert(1)</script>", "cannot be read"),
        ("0.5 or 0.6", "cannot be read"),
        ("\x00", "cannot be read"),
    ],
)
def test_what_is_no_number_is_explained_beside_its_input_and_costs_no_attempt(
    enter: Enter, room: Classroom, raw: str, why: str
) -> None:
    kim = enter("kim")
    refused = kim.hand_in({"q1.a1": raw, "q1.h1": "0.5"})
    assert refused.status_code == 422
    page = Page(refused.text)
    assert why in page.text
    assert "No attempt was used up" in page.text
    assert page.value("q1.a1") == raw.replace("\x00", "\ufffd") or raw == "\x00"
    assert page.value("q1.h1") == "0.5", "what was typed elsewhere stays"
    assert page.inputs["q1.a1"]["aria-invalid"] == "true"
    assert "aria-invalid" not in page.inputs["q1.h1"]
    assert "#q1.a1" in page.links
    assert "<script>alert" not in refused.text
    assert stored(room) == []


@pytest.mark.parametrize("raw", ["−0.5", "0,5", "½", "1/2", ".5", "5e-1", "０.５", " 0.5 ", "+0.5"])
def test_numbers_in_the_ways_students_write_them_are_taken(enter: Enter, room: Classroom, raw: str) -> None:
    assert enter("kim").hand_in({"q1.a1": raw}).status_code == 303
    assert stored(room)[0].answers["q1"]["a1"] == raw.strip()


def test_an_empty_form_is_not_an_attempt(enter: Enter, room: Classroom) -> None:
    refused = enter("kim", "ko").hand_in()
    assert refused.status_code == 422
    assert "답이나 파일이 하나도 없어서 제출되지 않았습니다" in Page(refused.text).text
    assert stored(room) == []


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.py", b"", "empty"),
        ("a.py", b"def f(:\n    pass\n", "line 1"),
        ("report.docx", b"PK\x03\x04", ".ipynb"),
        ("a.exe", b"MZ", ".ipynb"),
        ("a.ipynb", b"{not json", "JSON"),
        ("a.ipynb", b'{"cells": [], "nbformat": 4}', "no code"),
        ("a.zip", b"PK\x03\x04 torn", "damaged"),
        ("<img src=x onerror=alert(1)>.bin", b"x", ".ipynb"),
    ],
)
def test_a_file_that_cannot_be_graded_is_explained_before_it_is_counted(
    enter: Enter, room: Classroom, name: str, data: bytes, why: str
) -> None:
    refused = enter("kim").hand_in({"q1.a1": "0.5"}, [(name, data)])
    assert refused.status_code == 422
    assert why in Page(refused.text).text
    assert Page(refused.text).value("q1.a1") == "0.5"
    assert "<img src=x" not in refused.text
    assert stored(room) == []


@pytest.mark.parametrize(("name", "data"), [("a.py", RELU), ("노트북.ipynb", NOTEBOOK), ("../../a.py", RELU)])
def test_python_and_notebooks_are_taken(enter: Enter, room: Classroom, name: str, data: bytes) -> None:
    kim = enter("kim")
    sent = kim.hand_in(files=[(name, data)])
    assert sent.status_code == 303
    shown = name.rpartition("/")[2]
    assert [file.name for file in stored(room)[0].files] == [shown]
    assert shown in kim.page(sent.location).text


def test_too_large_a_request_is_a_helpful_page(enter: Enter, room: Classroom) -> None:
    most = room.service.settings.max_upload_bytes
    kind = "multipart/form-data; boundary=limit"
    headers = {"Accept-Language": "ko"}
    refused = enter("kim").client.post(ASSIGNMENT, data=bytes(most + 1), content_type=kind, headers=headers)
    assert refused.status_code == 413
    assert "10 MB" in Page(refused.text).text
    assert stored(room) == []


def test_the_last_answers_fill_the_form_and_only_what_changed_is_sent(enter: Enter, room: Classroom) -> None:
    kim = enter("kim")
    kim.hand_in({"q1.a1": "0.5", "q2.w_new.0": "1", "q2.w_new.1": "2"})
    page = kim.page(ASSIGNMENT)
    assert [page.value(f"q2.w_new.{i}") for i in (0, 1)] == ["1", "2"]
    assert kim.hand_in({"q1.a1": "0.6"}).status_code == 303
    newest = stored(room)[0]
    assert newest.sent == ["q1"]
    assert newest.answers["q2"]["w_new"] == ["1", "2"]


def test_the_same_form_sent_twice_is_one_attempt(enter: Enter, room: Classroom) -> None:
    kim = enter("kim")
    first = kim.hand_in({"q1.a1": "0.5"}, request_key="the-same-key")
    again = kim.hand_in({"q1.a1": "0.5"}, request_key="the-same-key")
    assert first.location == again.location
    assert len(stored(room)) == 1


def test_the_same_content_again_is_refused_with_everything_in_place(enter: Enter, room: Classroom) -> None:
    kim = enter("kim")
    kim.hand_in({"q1.a1": "0.5"})
    again = kim.hand_in({"q1.a1": "0.5"})
    assert again.status_code == 409
    assert "same as attempt 1" in Page(again.text).text
    assert Page(again.text).value("q1.a1") == "0.5"
    assert len(stored(room)) == 1


def test_after_the_last_attempt_the_form_is_closed_and_a_sent_one_refused(enter: Enter, room: Classroom) -> None:
    kim = enter("kim")
    for value in ("1", "2", "3"):
        assert kim.hand_in({"q1.a1": value}).status_code == 303
    page = kim.page(ASSIGNMENT)
    assert "All attempts are used" in page.text
    assert "files" not in page.inputs
    refused = kim.hand_in({"q1.a1": "4"})
    assert refused.status_code == 403
    assert "All 3 attempts" in Page(refused.text).text


def test_a_form_without_its_csrf_token_is_not_a_hand_in(enter: Enter, room: Classroom) -> None:
    kim = enter("kim")
    for path in (ASSIGNMENT, f"{ASSIGNMENT}/check"):
        assert kim.client.post(path, data={"q1.a1": "0.5"}).status_code == 400
    assert stored(room) == []


def test_the_check_before_sending_says_the_same_and_keeps_nothing(enter: Enter, room: Classroom) -> None:
    kim = enter("kim")
    data: dict[str, Any] = {"q1.a1": "abc", "q1.h1": "0.5", "q9.x": "abc"}
    said = kim.post(f"{ASSIGNMENT}/check", data, form=ASSIGNMENT).json
    assert said == {"cells": {"q1.a1": "This cannot be read as a number: write 0.6130 or 1/2."}, "files": ""}
    assert stored(room) == []


def test_the_starter_file_is_a_download_of_python(enter: Enter) -> None:
    response = enter("kim").get(f"{ASSIGNMENT}/starter/q3")
    assert response.headers["Content-Disposition"] == "attachment; filename=activations.py"
    compile(response.text, "starter", "exec")
    assert enter("kim").get(f"{ASSIGNMENT}/starter/q1").status_code == 404
    assert enter("kim").get(f"{ASSIGNMENT}/starter/nothing").status_code == 404


def test_the_starter_notebook_is_a_download_beside_it(enter: Enter) -> None:
    kim = enter("kim")
    response = kim.get(f"{ASSIGNMENT}/starter/q3/notebook")
    assert response.headers["Content-Disposition"] == "attachment; filename=activations.ipynb"
    assert response.headers["Content-Type"] == "application/x-ipynb+json"
    assert json.loads(response.text)["nbformat"] == 4
    assert kim.get(f"{ASSIGNMENT}/starter/q1/notebook").status_code == 404
    page = kim.get(ASSIGNMENT).text
    assert f"{ASSIGNMENT}/starter/q3/notebook" in page


@pytest.mark.parametrize("path", ["/courses/nn/other", "/courses/other/small", "/courses/nn/small/starter/q9"])
def test_what_does_not_exist_is_not_found(enter: Enter, path: str) -> None:
    assert enter("kim").get(path).status_code == 404


def room_with(service: Service, dates: Dates) -> Classroom:
    return Classroom(service, dates)


class TestMany:
    """A set that allows many attempts."""

    @pytest.fixture
    def room(self, service: Service) -> Classroom:
        return Classroom(service, source=SET.replace("count = 3", "count = 50"))

    def test_too_many_waiting_at_once_are_told_when_to_come_back(self, enter: Enter, room: Classroom) -> None:
        kim = enter("kim")
        for value in range(room.service.settings.queueing.max_pending):
            assert kim.hand_in({"q1.a1": str(value)}).status_code == 303
        refused = kim.hand_in({"q1.a1": "0.99"})
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) > 0
        assert "already waiting" in Page(refused.text).text
        assert Page(refused.text).value("q1.a1") == "0.99"


class TestBefore:
    """An assignment that opens tomorrow."""

    @pytest.fixture
    def room(self, service: Service) -> Classroom:
        return room_with(service, Dates(NOW + DAY, NOW + 2 * DAY))

    def test_its_problems_are_not_shown_and_nothing_is_taken(self, enter: Enter) -> None:
        kim = enter("kim")
        page = kim.page(ASSIGNMENT)
        assert "has not opened yet" in page.text
        assert "math" not in {tag for tag, _ in page.tags}
        assert kim.get(f"{ASSIGNMENT}/starter/q3").status_code == 404
        assert kim.post(ASSIGNMENT, {"q1.a1": "1"}, form="/").status_code == 403
        said = kim.post(f"{ASSIGNMENT}/check", {"q1.a1": "abc"}, form="/").json
        assert said == {"cells": {}, "files": ""}


class TestLate:
    """Between the deadline and the closing."""

    @pytest.fixture
    def room(self, service: Service) -> Classroom:
        return room_with(service, Dates(NOW - DAY, NOW - DAY / 2, NOW + DAY))

    def test_a_hand_in_is_taken_and_marked_as_late(self, enter: Enter) -> None:
        kim = enter("kim", "ko")
        assert "지금 내면 늦은 제출입니다" in kim.page(ASSIGNMENT).text
        sent = kim.hand_in({"q1.a1": "0.5"})
        assert "늦음" in kim.page(sent.location).text


class TestClosed:
    """After the closing."""

    @pytest.fixture
    def room(self, service: Service) -> Classroom:
        return room_with(service, Dates(NOW - 2 * DAY, NOW - DAY))

    def test_worked_solutions_are_shown_and_nothing_is_taken(self, enter: Enter, room: Classroom) -> None:
        kim = enter("kim")
        assert "Worked solution" in kim.page(ASSIGNMENT).text
        refused = kim.hand_in({"q1.a1": "0.5"})
        assert refused.status_code == 403
        assert "Hand-ins are closed" in Page(refused.text).text
        assert stored(room) == []


def test_worked_solutions_are_not_shown_while_hand_ins_are_open(enter: Enter) -> None:
    assert "Worked solution" not in enter("kim").page(ASSIGNMENT).text
