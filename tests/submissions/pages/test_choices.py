"""Questions with options on the pages: chosen by clicking, kept, graded, and the reason told without the answer."""

from collections.abc import Callable

import pytest

from problems.catalog import CONCEPTS
from problems.concept import ANSWER, Concept
from problems.variant import Variant
from submissions import variants
from submissions.service import Service
from tests.submissions.classroom import Classroom
from tests.submissions.pages.conftest import ASSIGNMENT, Enter, Page, Visitor

ONE, MANY = "concept.neuron.receiving_part", "concept.neuron.analogy"
SET = f"""
id = "small"
title = {{ko = "작은 과제", en = "A small set"}}
attempts = {{count = 5}}
[[problem]]
id = "q1"
use = "{ONE}"
points = 4
[[problem]]
id = "q2"
use = "{MANY}"
points = 6
"""


@pytest.fixture
def room(service: Service) -> Classroom:
    return Classroom(service, source=SET)


def variant(room: Classroom, problem: str) -> Variant:
    return variants.of(room.service, room.assignment, room.member("kim"))[problem]


def letter(room: Classroom, problem: str, key: str) -> str:
    """The letter under which kim sees this option."""
    return "ABCDEFGH"[variant(room, problem).givens["options"].index(key)]


def chosen(page: Page, name: str) -> list[str]:
    """The letters that are clicked."""
    found = [a for tag, a in page.tags if tag == "input" and a.get("name") == name]
    return [a["value"] for a in found if "checked" in a]


def sent(visitor: Visitor, answers: dict[str, object]) -> str:
    response = visitor.post(ASSIGNMENT, answers, form=ASSIGNMENT)
    assert response.status_code == 303, response.text
    return str(response.location)


def test_options_are_radio_buttons_or_check_boxes_with_labels(enter: Enter) -> None:
    """One to choose: radio buttons. Several: check boxes. Each stands inside its label, in a named group."""
    page = enter("kim").page(ASSIGNMENT)
    kinds: dict[str, list[str]] = {}
    inside = 0
    for tag, found in page.tags:
        inside += tag == "label" and "option" in found.get("class", "")
        if tag == "input" and found.get("name", "").startswith("q"):
            kinds.setdefault(found["name"], []).append(found["type"])
    assert kinds == {"q1.answer": ["radio"] * 4, "q2.answer": ["checkbox"] * 5}
    assert inside == 9
    assert "dendrites" in page.text and "수상 돌기" not in page.text
    ids = {a["id"] for _, a in page.tags if "id" in a}
    groups = [a for tag, a in page.tags if a.get("class") == "widget choice"]
    assert len(groups) == 2
    assert all(set(a["aria-describedby"].split()) <= ids for a in groups)


def test_what_was_clicked_is_graded_and_stays_clicked(
    enter: Enter, room: Classroom, graded: Callable[[], None]
) -> None:
    concept = CONCEPTS[MANY]
    assert isinstance(concept, Concept)
    right = [letter(room, "q2", key) for key in concept.right(variant(room, "q2").givens)]
    kim = enter("kim")
    path = sent(kim, {"q1.answer": letter(room, "q1", "dendrite"), "q2.answer": right})
    graded()
    assert "All of it is right." in kim.page(path).text
    again = kim.page(ASSIGNMENT)
    assert chosen(again, "q1.answer") == [letter(room, "q1", "dendrite")]
    assert chosen(again, "q2.answer") == sorted(right)


def test_a_wrong_choice_is_answered_with_its_own_reason_and_no_more(
    enter: Enter, room: Classroom, graded: Callable[[], None]
) -> None:
    """Before the deadline the misconception is named; neither the right option nor the explanation is."""
    kim = enter("kim")
    path = sent(kim, {"q1.answer": letter(room, "q1", "axon")})
    graded()
    report = kim.page(path).text.partition("What was checked")[0]
    assert "confuses the part that sends" in report
    assert "dendrites" not in report
    assert "Dendrites receive" not in report


def test_a_letter_that_is_none_is_refused_before_it_counts(enter: Enter) -> None:
    """Somebody who writes their own request is told, and no attempt is used up."""
    response = enter("kim").post(ASSIGNMENT, {"q1.answer": "Z"}, form=ASSIGNMENT)
    assert response.status_code == 422
    assert "choose from A, B, C, D" in response.text


def test_the_staff_sees_options_and_key(enter: Enter, room: Classroom) -> None:
    page = enter("han").page(f"{ASSIGNMENT}/variants?student=0001")
    right = letter(room, "q1", "dendrite")
    assert f"{right}. dendrites" in page.text
    assert f"Answer: {right}" in page.text
    assert room.right("kim", "q1") == {ANSWER: right}
