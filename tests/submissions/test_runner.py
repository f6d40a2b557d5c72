"""The sandboxes of a worker: none takes code before its own self-test, and every run record says where it ran."""

from collections.abc import Iterator

import pytest

from grader.grade import HandedIn, Submission
from grader.intake.uploads import UploadedFile
from grader.report import Report
from grader.sandbox import escapes
from problems.code.profiles import IMPORT_PROFILES
from problems.sets import problem_set as sets
from problems.tasks.gates import TASK
from problems.variant import Variant
from reference.text import same
from submissions.runner import SandboxRunner
from tests.conftest import required_in_ci

pytestmark = pytest.mark.sandbox

RIGHT = f"import numpy as np\n{TASK.solution}".encode()
OPEN_DOOR = escapes.Escape(same("an open door"), "def attack(): return True")


@pytest.fixture
def runner() -> Iterator[SandboxRunner]:
    made = SandboxRunner()
    yield made
    made.close()


def submission(keys: str, *files: UploadedFile) -> Submission:
    text = f'id = "s"\ntitle = "S"\n[[problem]]\nid = "q1"\nuse = "{TASK.id}"\npoints = 4\n{keys}\n'
    (problem,) = sets.parse(text, "s.toml").problems
    return Submission((HandedIn(problem, Variant(TASK.id, TASK.version, "1", {})),), files)


def graded(runner: SandboxRunner, one: Submission) -> Report:
    return runner.grade(one, lambda _done, _total: None)


def test_the_record_of_a_run_has_the_level_of_each_profile_that_it_needed(runner: SandboxRunner) -> None:
    if IMPORT_PROFILES["plot"].unmet() is not None:
        required_in_ci("Matplotlib is not installed")
    assert runner.self_test() is None
    usual, plotted = (submission(keys, UploadedFile("hw.py", RIGHT)) for keys in ("", 'profile = "plot"'))
    for one, name in ((usual, "numpy"), (plotted, "plot")):
        report = graded(runner, one)
        assert report.score == report.max_score
        assert runner.record(one) == {"level": runner.level, "profiles": {name: runner.level}}
    assert runner.level in {"L1", "L2", "L3"}
    assert runner.record(submission("")) == {"level": runner.level, "profiles": {}}
    assert runner.self_test() is None, "the hourly test goes over both"


def test_a_profile_with_an_open_door_takes_no_code_although_another_is_closed(
    runner: SandboxRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: the second zygote lets an escape through. Its first hand-in is our fault; nothing of it is run."""
    if IMPORT_PROFILES["plot"].unmet() is not None:
        required_in_ci("Matplotlib is not installed")
    assert runner.self_test() is None
    monkeypatch.setattr("grader.sandbox.selftest.escapes", lambda _: (OPEN_DOOR,))
    report = graded(runner, submission('profile = "plot"', UploadedFile("hw.py", RIGHT)))
    assert report.broken
    assert "NOT contained: an open door" in report.problems[0].findings[0].message.en
    assert list(runner.levels) == ["numpy"]
    found = runner.self_test()
    assert found is not None, "an open door in any profile stops all code"
    assert "an open door" in found.en
    assert runner.level == "none"


def test_ending_the_jobs_leaves_a_runner_that_goes_on(runner: SandboxRunner) -> None:
    assert runner.self_test() is None
    runner.kill()
    report = graded(runner, submission("", UploadedFile("hw.py", RIGHT)))
    assert report.score == report.max_score
