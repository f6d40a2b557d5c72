"""What staff and operators see, and that nobody else does."""

from collections.abc import Callable

import pytest

from reference.text import Text
from submissions import accounts, workers
from submissions.models import WorkerPresence
from tests.submissions.classroom import Classroom
from tests.submissions.pages.conftest import ASSIGNMENT, Enter

STAFF = (f"{ASSIGNMENT}/students", f"{ASSIGNMENT}/variants", f"{ASSIGNMENT}/variants?student=0002")


@pytest.mark.parametrize("path", STAFF)
def test_staff_pages_do_not_exist_for_students_and_strangers(enter: Enter, room: Classroom, path: str) -> None:
    with room.service.database.writing() as session:
        accounts.create_user(session, "stranger", "stranger", None)
    assert enter("han").get(path).status_code == 200
    for login in ("kim", "stranger"):
        assert enter(login).get(path).status_code == 404
    assert enter("stranger").get(ASSIGNMENT).status_code == 404


def test_the_list_has_every_student_with_state_and_score(
    enter: Enter, room: Classroom, graded: Callable[[], None]
) -> None:
    kim = enter("kim")
    kim.hand_in({f"q1.{name}": value for name, value in room.right("kim", "q1").items()})
    waiting = enter("han").page(STAFF[0]).text
    assert "0001 kim 1" in waiting
    assert "Waiting" in waiting
    assert "0002 lee 0" in waiting
    assert "not yet" in waiting
    graded()
    assert "10" in enter("han").page(STAFF[0]).text.partition("0001")[2].partition("0002")[0]


def test_the_preview_shows_a_students_numbers_with_the_key(enter: Enter, room: Classroom) -> None:
    han = enter("han", "ko")
    page = han.page(f"{ASSIGNMENT}/variants?student=0002")
    assert room.right("lee", "q1")["a1"] in page.text
    assert "풀이" in page.text
    assert han.get(f"{ASSIGNMENT}/variants?student=9999").status_code == 404


def test_only_an_operator_sees_the_health_page_and_every_course(enter: Enter, room: Classroom) -> None:
    with room.service.database.writing() as session:
        accounts.create_user(session, "root", "root", None, operator=True)
    root = enter("root")
    page = root.page("/operator")
    assert "No worker is there" in page.text
    assert "Waiting 0" in page.text
    assert f"{ASSIGNMENT}/students" in root.page("/").links
    assert root.get(ASSIGNMENT).location == f"{ASSIGNMENT}/students"
    assert root.get(STAFF[0]).status_code == 200
    for login in ("han", "kim"):
        assert enter(login).get("/operator").status_code == 404


def test_the_health_page_says_what_may_be_imported_where(enter: Enter, room: Classroom) -> None:
    """Two workers, one of them without Matplotlib: both levels stand there, and what would help."""
    missing = Text("plot 설치: pip install 'nngrader[plot]'", "for plot: pip install 'nngrader[plot]'").to_json()
    with room.service.database.writing() as session:
        accounts.create_user(session, "root", "root", None, operator=True)
        for name, level, plot in (("a", "L3", None), ("b", "L1", missing)):
            rows = {"numpy": None, "plot": plot}
            workers.announce(
                session, WorkerPresence(name=name, release="1", runs_code=True, level=level, profiles=rows)
            )
    text = enter("root").page("/operator").text
    assert "L3" in text.partition("Import profiles")[0]
    assert "L1" in text.partition("Import profiles")[0]
    numpy, _, plot = text.partition("Import profiles")[2].partition("plot")
    assert "2 of 2 workers" in numpy
    assert "1 of 2 workers for plot: pip install" in plot
    assert "matplotlib" in plot
    assert "작업자 2개 중 1개" in enter("root", "ko").page("/operator").text
