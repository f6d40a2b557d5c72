"""The sets that come with it: drawn, answered by their keys, graded."""

from collections.abc import Iterator
from math import prod
from typing import Any

import pytest

from grader.grade import HandedIn, Submission, grade
from grader.intake.uploads import UploadedFile
from grader.sandbox.pool import Sandboxes
from problems import question
from problems.assignment import variants_for
from problems.catalog import find
from problems.code.task import CodeTask
from problems.sets.check import load_checked
from problems.sets.problem_set import Problem, ProblemSet, bundled
from problems.variant import Variant

SECRET = b"a secret of a test, long enough"
STUDENTS = ("0001", "0002")
MOST_VALUES = 20
"""Of one problem by hand: more is arithmetic for its own sake."""


def _drawn(name: str) -> tuple[ProblemSet, dict[str, dict[str, Variant]]]:
    problem_set = load_checked(name)
    return problem_set, variants_for(problem_set, list(STUDENTS), SECRET)


def _answers(problem: Problem, variant: Variant) -> dict[str, Any]:
    kind = find(problem.use)
    right = question.values(kind, variant)
    return {
        field.name: _typed(right[field.name], 12 if field.decimals is None else field.decimals)
        for field in question.fields(kind, variant, problem.asked, problem.decimals)
    }


def _typed(value: Any, decimals: int) -> Any:
    if isinstance(value, list):
        return [_typed(cell, decimals) for cell in value]
    return value if isinstance(value, str) else f"{value:.{decimals}f}"


def _files(problem_set: ProblemSet) -> Iterator[UploadedFile]:
    for problem in problem_set.problems:
        task = find(problem.use)
        if isinstance(task, CodeTask):
            yield UploadedFile(f"{problem.id}.py", f"{task.preamble}\n{task.solution}\n".encode())


@pytest.mark.sandbox
@pytest.mark.parametrize("name", bundled())
def test_the_keys_of_a_set_earn_everything(name: str) -> None:
    """The printed answers, and the model answers in one folder: no function of one task is in another's way."""
    problem_set, drawn = _drawn(name)
    own = drawn[STUDENTS[0]]
    handed_in = tuple(
        HandedIn(one, own[one.id], {} if isinstance(find(one.use), CodeTask) else _answers(one, own[one.id]))
        for one in problem_set.problems
    )
    with Sandboxes() as sandboxes:
        report = grade(Submission(handed_in, tuple(_files(problem_set))), sandboxes)
    lost = [(one.id, f.check, f.verdict) for one in report.problems for f in one.findings if f.score != f.max_score]
    assert lost == []
    assert report.score == problem_set.points


@pytest.mark.sandbox
@pytest.mark.parametrize("name", bundled())
def test_an_empty_hand_in_earns_nothing(name: str) -> None:
    problem_set, drawn = _drawn(name)
    blank = tuple(HandedIn(one, drawn[STUDENTS[0]][one.id], {}) for one in problem_set.problems)
    with Sandboxes() as sandboxes:
        report = grade(Submission(blank), sandboxes)
    assert report.score == 0
    assert report.max_score == problem_set.points


@pytest.mark.parametrize("name", bundled())
def test_students_of_a_set_have_numbers_of_their_own_and_not_too_many_to_work(name: str) -> None:
    problem_set, drawn = _drawn(name)
    for problem in problem_set.problems:
        variants = [drawn[student][problem.id] for student in STUDENTS]
        kind = find(problem.use)
        if isinstance(kind, CodeTask):
            continue
        asked = question.fields(kind, variants[0], problem.asked, problem.decimals)
        assert 1 <= sum(prod(field.shape) for field in asked) <= MOST_VALUES, problem.id
        if not problem.use.startswith("concept.") and problem.use != "graph.node":
            assert variants[0].givens != variants[1].givens, problem.id


@pytest.mark.parametrize("name", bundled())
def test_a_set_is_called_by_its_file_and_has_both_titles(name: str) -> None:
    """And where one may guess, there are few attempts."""
    problem_set = load_checked(name)
    assert problem_set.id == name
    assert problem_set.title.ko != problem_set.title.en
    if any(problem.use.startswith("concept.") for problem in problem_set.problems):
        assert problem_set.attempts.count <= 2
