"""Problems whose givens hold the answer: what a student is handed does not say it."""

import json
from pathlib import Path

from problems.catalog import FAMILIES
from problems.question import tells_the_answer
from tests.grader.cli.invocation import Within, Write

SET = """
id = "hunts"
title = "Hunts"
locale = "en"
[[problem]]
id = "q1"
use = "error.optimizers.adam"
points = 2
[[problem]]
id = "q2"
use = "plot.boundary.read"
points = 2
[[problem]]
id = "q3"
use = "error.split"
points = 2
"""


def test_no_line_to_find_and_nothing_to_read_off_stands_in_a_students_file(
    within: Within, written: Write, tmp_path: Path
) -> None:
    """The file has the numbers of what can be worked out from them, and neither numbers nor seed of the others."""
    roster = written("roster.csv", "id,name\n1,Kim\n")
    papers = tmp_path / "papers"
    within("generate", written("hunts.toml", SET), "--roster", roster, "--out", papers)
    text = (papers / "students" / "1.json").read_text(encoding="utf-8")
    mine = {problem["id"]: problem for problem in json.loads(text)["problems"]}
    assert [mine[name]["givens"] is None for name in ("q1", "q2", "q3")] == [True, True, False]
    held = json.loads((papers / "manifest.json").read_text(encoding="utf-8"))
    (student,) = held["students"] if isinstance(held["students"], list) else held["students"].values()
    for name in ("q1", "q2"):
        secret = student["problems"][name]
        assert secret["seed"] not in text
        assert mine[name]["seed"] is None
    assert student["problems"]["q1"]["givens"]["mistake"] not in text

    answers = written("answers.toml", '[q1]\nline = "A"\n[q3]\nshares = [1, 2]\n')
    checked = within("check", answers, "--handout", papers / "students" / "1.json")
    assert "q1 cannot be checked from a handout" in checked.output
    assert "no problem 'q1'" not in checked.output
    assert "q3" in checked.output


def test_every_error_to_find_and_every_plot_to_read_is_held_back() -> None:
    held = {name for name, family in FAMILIES.items() if tells_the_answer(family)}
    assert held >= {name for name in FAMILIES if name.startswith(("error.", "plot."))} - {"error.split"}
    assert "error.split" not in held
