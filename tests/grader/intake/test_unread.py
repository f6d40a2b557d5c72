"""Answers under a name that nothing has are told in the Report itself, so through every door."""

from fractions import Fraction

import pytest

from grader.grade import HandedIn, Submission, grade
from grader.intake.uploads import UploadedFile
from problems.catalog import find
from problems.question import variant_of
from problems.sets.problem_set import Problem


def _notes(text: str, elsewhere: tuple[str, ...] = ()) -> list[str]:
    family = find("error.split")
    handed_in = HandedIn(Problem("q1", family.id, Fraction(10)), variant_of(family, "0"))
    file = UploadedFile("answers.toml", text.encode())
    return [note.en for note in grade(Submission((handed_in,), (file,), elsewhere=elsewhere)).notes]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[q1]\nshare = [1, 2]", ["q1 has no answer `share`; it was not read. Did you mean 'shares'?"]),
        ("[q9]\nshares = [1, 2]", ["There is no problem `q9`; its answers were not read."]),
        ("[q1]\nshares = [1, 2]", []),
    ],
)
def test_a_name_that_nothing_has_is_told_with_the_nearest(text: str, said: list[str]) -> None:
    assert _notes(text) == said


def test_of_problems_that_are_graded_elsewhere_nothing_is_said() -> None:
    assert _notes('[q2]\nanswer = "A"', elsewhere=("q2",)) == []


def test_a_name_brings_no_markup_and_no_length() -> None:
    (note,) = _notes('[q1]\n"**`' + "x" * 500 + '" = 1')
    assert note.count("`") == 2
    assert len(note) < 200
