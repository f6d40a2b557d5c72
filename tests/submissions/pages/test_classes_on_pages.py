"""A task with classes on the pages: the lines that show a mistake, and the file to start from."""

import ast
from collections.abc import Callable

import pytest

from problems.catalog import TASKS
from submissions.service import Service
from tests.submissions.classroom import Classroom
from tests.submissions.pages.conftest import ASSIGNMENT, Enter

SET = """
id = "small"
title = {ko = "작은 과제", en = "A small set"}
[[problem]]
id = "q1"
use = "code.layers"
points = 10
"""
TASK = TASKS["code.layers"]


@pytest.fixture
def room(service: Service) -> Classroom:
    return Classroom(service, source=SET)


@pytest.mark.sandbox
def test_an_object_in_use_is_shown_line_by_line(enter: Enter, graded: Callable[[], None]) -> None:
    source = f"{TASK.preamble}{TASK.solution}".replace("dx = dout * self.y", "dx = dout * self.x")
    kim = enter("kim")
    path = kim.hand_in(files=[("layers.py", source.encode())]).headers["Location"]
    graded()
    for visitor, said in ((kim, "last line gives"), (enter("kim", "ko"), "마지막 줄의 값")):
        page = visitor.page(path)
        assert ">>> layer = MulLayer() >>> layer.forward(2, 3) >>> layer.backward(1)" in page.text
        assert said in page.text
    assert "layer = MulLayer()\n&gt;&gt;&gt; layer.forward(2, 3)\n" in kim.get(path).text


def test_the_starter_file_has_the_classes(enter: Enter) -> None:
    source = enter("kim", "ko").get(f"{ASSIGNMENT}/starter/q1").text
    names = [node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    assert names == [spec.name for spec in TASK.functions]
