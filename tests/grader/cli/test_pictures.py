"""`--picture FILE` of show, solve and mark."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.grader.cli.invocation import Within, Write

TEXT = "{http://www.w3.org/2000/svg}text"


def words(path: Path) -> str:
    root = ET.parse(path).getroot()  # noqa: S314 - our own
    return " ".join("".join(text.itertext()) for text in root.iter(TEXT))


@pytest.mark.parametrize("problem", ["backprop.two_two_one", "backprop.network", "perceptron.update", "gates.weights"])
def test_show_draws_the_numbers_and_solve_the_values(within: Within, tmp_path: Path, problem: str) -> None:
    shown, solved = tmp_path / "shown.svg", tmp_path / "solved.svg"

    assert within("show", problem, "--picture", shown).exit_code == 0
    assert within("solve", problem, "--picture", solved).exit_code == 0
    assert words(shown) != words(solved)


def test_mark_draws_the_first_wrong_value(within: Within, written: Write, tmp_path: Path) -> None:
    picture = tmp_path / "그림.svg"
    done = within("mark", "backprop.two_two_one", written("a.toml", 'a1 = "9.9999"\n'), "--picture", picture)

    assert done.exit_code == 1
    assert "first wrong value" in words(picture)
    assert "= 9.9999" in words(picture)


def test_a_picture_is_in_the_readers_language_and_the_same_every_time(within: Within, tmp_path: Path) -> None:
    korean, again, english = tmp_path / "1.svg", tmp_path / "2.svg", tmp_path / "3.svg"
    within("show", "perceptron.epochs", "--picture", korean, "--locale", "ko")
    within("show", "perceptron.epochs", "--picture", again, "--locale", "ko")
    within("show", "perceptron.epochs", "--picture", english, "--locale", "en")

    assert korean.read_bytes() == again.read_bytes()
    assert "목표값" in words(korean)
    assert "target" in words(english)


def test_the_document_on_stdout_stays_one_document(within: Within, tmp_path: Path) -> None:
    """What is said about the file goes to stderr."""
    done = within("show", "gates.weights", "--json", "--picture", tmp_path / "a.svg")

    assert done.stdout.startswith("{")
    assert done.stdout.rstrip().endswith("}")
    assert "a.svg" in done.stderr


@pytest.mark.parametrize(
    ("problem", "name", "said", "code"),
    [
        ("code.gates", "a.svg", "has no picture", 2),
        ("gates.weights", "a.png", "must end in .svg", 2),
        ("gates.weights", "no/such/folder/a.svg", "cannot be written", 3),
    ],
)
def test_what_cannot_be_drawn_is_said(within: Within, tmp_path: Path, problem, name, said, code) -> None:
    done = within("show", problem, "--picture", tmp_path / name)

    assert done.exit_code == code
    assert said in done.stderr
    assert not (tmp_path / name).exists()
