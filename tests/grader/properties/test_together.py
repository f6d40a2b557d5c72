"""Several code problems of one hand-in: one job when all is well, and the same Report as problem by problem, always."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from grader.grade import HandedIn, Submission, grade
from grader.intake.uploads import UploadedFile
from grader.properties.plans import plan_of
from grader.properties.together import together
from grader.report import Report, Verdict
from grader.sandbox import Limits, Sandbox, Sandboxes, SourceFile
from grader.sandbox.job import Job
from problems.code.inputs import Given
from problems.sets.problem_set import Problem
from problems.tasks import gates, line_gd, optimizers, perceptron
from problems.variant import Variant

pytestmark = pytest.mark.sandbox

TASKS = (gates.TASK, perceptron.TASK, line_gd.TASK)
RIGHT = "import numpy as np\n" + "\n".join(task.solution for task in TASKS)
QUICK = {"cpu_s": Fraction(1, 5), "memory_mb": 128}


class Counting(Sandbox):
    """A sandbox that counts the jobs asked of it."""

    asked = 0

    def job(self, files: Sequence[SourceFile], limits: Limits = Limits(), seed: int = 0) -> Job:  # noqa: B008 -- frozen
        self.asked += 1
        return super().job(files, limits, seed)


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Sandboxes]:
    with Sandboxes(Counting) as made:
        yield made


def handed_in(number: int) -> HandedIn:
    task = TASKS[number]
    problem = Problem(f"q{number}", task.id, Fraction(len(task.properties)), limits=QUICK)
    return HandedIn(problem, Variant(task.id, task.version, "7", {}))


def graded(source: str, numbers: Sequence[int], sandboxes: Sandboxes) -> Report:
    files = (UploadedFile("hw.py", source.encode()),)
    return grade(Submission(tuple(handed_in(number) for number in numbers), files), sandboxes)


def one_by_one(source: str, sandboxes: Sandboxes) -> Report:
    """Each problem graded as the only one of its set."""
    alone = [graded(source, [number], sandboxes) for number in range(len(TASKS))]
    notes = tuple(dict.fromkeys(note for report in alone for note in report.notes))
    return replace(alone[0], problems=tuple(report.problems[0] for report in alone), notes=notes)


def test_a_hand_in_that_is_right_everywhere_takes_one_job(sandboxes: Sandboxes) -> None:
    counting = sandboxes.of("numpy")
    assert isinstance(counting, Counting)
    before = counting.asked
    report = graded(RIGHT, range(len(TASKS)), sandboxes)
    assert {f.verdict for p in report.problems for f in p.findings} == {Verdict.CORRECT}
    assert counting.asked == before + 1


@pytest.mark.parametrize(
    "added",
    [
        "",
        "def OR(x1, x2):\n    return 0\n",
        "def OR(x1, x2):\n    print('once', x1, x2)\n    return int(x1 + x2 > 0)\n",
        "def OR(x1, x2):\n    while True:\n        pass\n",
        "def OR(x1, x2):\n    exit()\n",
        "del OR\n",
        "raise ValueError('stopped')\n",
        "calls = []\ndef OR(x1, x2):\n    calls.append(1)\n    return int(x1 + x2 > 0 and len(calls) < 30)\n",
        # what a gate does must not reach the line's functions
        "true_mean = np.mean\ndef OR(x1, x2):\n    np.mean = lambda *a, **k: 7.0\n    return int(x1 + x2 > 0)\n",
    ],
    ids=["right", "wrong", "prints", "loops", "exits", "missing", "stops", "counts", "spoils"],
)
def test_the_report_is_that_of_each_problem_by_itself(added: str, sandboxes: Sandboxes) -> None:
    source = f"{RIGHT}\n{added}"
    assert graded(source, range(len(TASKS)), sandboxes) == one_by_one(source, sandboxes)


def test_hidden_inputs_of_one_problem_come_after_the_public_calls_of_all(sandboxes: Sandboxes) -> None:
    """A function that prints all that another problem's has seen shows nothing hidden, in one job with it."""
    spy = (
        "np.seen = []\ninner_and, inner_fit = AND, fit\n"
        "def AND(x1, x2):\n    np.seen.append(type(x1).__name__)\n    return inner_and(x1, x2)\n"
        "def fit(*given):\n    print(np.seen)\n    return inner_fit(*given)\n"
    )
    counting = sandboxes.of("numpy")
    assert isinstance(counting, Counting)
    before = counting.asked
    report = graded(f"{RIGHT}\n{spy}", range(len(TASKS)), sandboxes)
    assert counting.asked == before + 1
    printed = "".join(f.output or "" for p in report.problems for f in p.findings if not f.hidden)
    assert "'int'" in printed
    assert "int64" not in printed


def test_what_a_task_gives_stands_beside_every_problem(sandboxes: Sandboxes) -> None:
    """A task that gives functions joins the others; where a name would hide another task's function it does not."""
    counting = sandboxes.of("numpy")
    assert isinstance(counting, Counting)
    problems = [
        HandedIn(
            Problem(task.id, task.id, Fraction(len(task.properties)), limits=QUICK),
            Variant(task.id, task.version, "7", {}),
        )
        for task in (gates.TASK, optimizers.TASK)
    ]
    source = f"{gates.TASK.preamble}{gates.TASK.solution}\n{optimizers.TASK.solution}"
    before = counting.asked
    report = grade(Submission(tuple(problems), (UploadedFile("hw.py", source.encode()),)), sandboxes)
    assert {f.verdict for p in report.problems for f in p.findings} == {Verdict.CORRECT}
    assert counting.asked == before + 1
    hiding = replace(optimizers.TASK, given=(*optimizers.TASK.given, Given("OR", "def OR(x1, x2):\n    return 0\n")))
    plans = [plan_of(task, "public") for task in (gates.TASK, hiding)]
    assert together(plans, (SourceFile("hw.py", source),), counting, Limits()) == ()
