"""Formulas on the pages: typed as formulas, explained when they cannot be read, kept and handed in."""

import pytest

from submissions import attempts
from submissions.service import Service
from tests.submissions.classroom import Classroom
from tests.submissions.pages.conftest import ASSIGNMENT, Enter, Page

SET = """
id = "small"
title = {ko = "작은 과제", en = "A small set"}
attempts = {count = 5}
[[problem]]
id = "q1"
use = "calculus.chain"
points = 5
givens = {outer = "ln(u)", inner = "2x^2 + 3x", wrt = "x"}
"""


@pytest.fixture
def room(service: Service) -> Classroom:
    return Classroom(service, source=SET)


def test_a_formula_is_taken_as_it_was_typed_and_stays_in_its_field(enter: Enter, room: Classroom) -> None:
    kim = enter("kim")
    typed = {"q1.df_du": "1/u", "q1.du_dx": " 4x + 3 ", "q1.df_dx": ""}
    assert kim.hand_in(typed).status_code == 303
    with room.service.database.reading() as session:
        [attempt] = attempts.attempts_of(session, room.assignment.id, room.member("kim").user_id)
        assert attempt.answers["q1"] == {"df_du": "1/u", "du_dx": "4x + 3", "df_dx": ""}
    assert kim.page(ASSIGNMENT).value("q1.du_dx") == "4x + 3"


@pytest.mark.parametrize(
    ("raw", "why"), [("1/w", "(character 3)"), ("(4x + 3", "(character"), ("x" * 500, "Longer than 400 characters")]
)
def test_what_is_no_formula_is_explained_beside_its_input_and_costs_no_attempt(
    enter: Enter, room: Classroom, raw: str, why: str
) -> None:
    refused = enter("kim").hand_in({"q1.df_du": "1/u", "q1.du_dx": raw})
    assert refused.status_code == 422
    page = Page(refused.text)
    assert why in page.text
    assert page.value("q1.du_dx") == raw and page.value("q1.df_du") == "1/u"
    assert page.inputs["q1.du_dx"]["aria-invalid"] == "true"
    assert "aria-invalid" not in page.inputs["q1.df_du"]
    with room.service.database.reading() as session:
        assert not list(attempts.attempts_of(session, room.assignment.id, room.member("kim").user_id))
