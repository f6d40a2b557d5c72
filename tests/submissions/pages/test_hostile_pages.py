"""Whoever writes their own requests, or code that names things to be seen, brings no markup of theirs onto a page."""

from collections.abc import Callable
from typing import Any

import pytest

from problems.tasks.activations import TASK
from submissions import attempts
from submissions.service import Service
from tests.submissions.classroom import Classroom
from tests.submissions.pages.conftest import ASSIGNMENT, Enter, Page

SET = r"""
id = "small"
title = {ko = "<b>과제</b> $\\frac{1}{", en = "<b>A set</b> $\\frac{1}{"}
attempts = {count = 20}
[[problem]]
id = "q1"
use = "concept.neuron.receiving_part"
points = 4
[[problem]]
id = "q2"
use = "graph.network"
points = 6
givens = {inputs = {a_b = 2, x = 3}, nodes = [["script", "mul", "a_b", "x"], ["img_src", "square", "script"]]}
[[problem]]
id = "q3"
use = "code.activations"
points = 10
"""
EVIL = "<img src=x onerror=alert(1)>**loud** $\\\\frac{1}{2}$ `c`\\n\\n- item\\n\\n```\\nend\\n```"
CODE = f"""{TASK.preamble}{TASK.solution}

class Loud(Exception):
    pass

Loud.__qualname__ = Loud.__name__ = "{EVIL}"

def step(x):
    raise Loud("{EVIL}")

def relu(x):
    return type("{EVIL}", (), {{}})()

def tanh(x):
    return {{"{EVIL}": 1}}

def sigmoid(x):
    raise ModuleNotFoundError("x", name="{EVIL}")

print("{EVIL}")
"""


@pytest.fixture
def room(service: Service) -> Classroom:
    return Classroom(service, source=SET)


@pytest.mark.sandbox
@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>.py", "**loud** $x$ `c`.py", "\u202egpj.py"])
def test_a_report_holds_no_markup_of_students(enter: Enter, graded: Callable[[], None], name: str) -> None:
    """Names of files, classes, keys and modules, messages and output: all of it text."""
    kim = enter("kim")
    path = kim.hand_in(files=[(name, CODE.encode())]).headers["Location"]
    graded()
    for visitor in (kim, enter("han"), enter("kim", "ko")):
        page = visitor.page(path)
        assert "onerror" not in {key for _, attrs in page.tags for key in attrs}
        about_code = Page(visitor.get(path).text.partition('id="p-q3"')[2])
        assert not {"strong", "mfrac", "img", "h1"} & {tag for tag, _ in about_code.tags}
        assert "\u202e" not in page.text
        assert "loud" in page.text, "it is told, as text"


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"q1.answer": ["A", "A"]}, 303),
        ({"q1.answer": ["A", "B"]}, 422),
        ({"q1.answer": ["A"] * 500}, 422),
        ({"q1.answer": "Ａ"}, 303),
        ({"q1.answer": "<script>alert(1)</script>"}, 422),
        ({"q1.answer": "A" * 100_000}, 422),
        ({"q1.answer.0": "A", "q2.answer": "A", "q3.relu": "1", "q9.x": "1", "asked": "1"}, 422),
        ({"q2.script": ["6", "7"], "q2.script.0": "6"}, 303),
        ({"q2.script": "6\r\nX: y"}, 422),
    ],
)
def test_forged_fields_are_read_or_refused(enter: Enter, room: Classroom, answers: dict[str, Any], status: int) -> None:
    """Repeated keys, fields of other problems, letters that are none: no attempt but for what can be meant."""
    response = enter("kim").post(ASSIGNMENT, answers, form=ASSIGNMENT)
    assert response.status_code == status
    assert "<script>alert" not in response.text
    with room.service.database.reading() as session:
        made = attempts.attempts_of(session, room.assignment.id, room.member("kim").user_id)
    assert len(made) == (status == 303)
    for attempt in made:
        assert set(attempt.answers) <= {"q1", "q2"}
        assert set(attempt.answers.get("q2", {})) <= {"script", "img_src", "d_script", "d_a_b", "d_x"}


def test_what_a_set_names_is_text_in_pages_and_pictures(enter: Enter) -> None:
    page = enter("kim").page(ASSIGNMENT)
    assert {"script", "img"} & {
        tag for tag, attrs in page.tags if not attrs.get("src", "").startswith("/assets/")
    } == set()
    assert "<b>A set</b>" in page.text


@pytest.mark.parametrize(
    "tail", ["starter/q1/notebook", "starter/q2/notebook", "starter/../q3/notebook", "starter/%00/notebook"]
)
def test_only_code_has_a_starter_notebook(enter: Enter, tail: str) -> None:
    response = enter("kim").get(f"{ASSIGNMENT}/{tail}")
    assert response.status_code == 404
    assert Page(response.text).text
