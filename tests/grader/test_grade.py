"""Code through the one door: what may be imported, what each way to fail costs, what is shown of what was printed."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from grader.grade import HandedIn, Submission, grade, profiles_of
from grader.intake.uploads import UploadedFile
from grader.report import FeedbackLevel, Finding, Report, Verdict, visible
from grader.sandbox import Level, PlainRunner, Sandbox, Sandboxes
from grader.sandbox.policy import PROFILES
from problems.code.profiles import ImportProfile
from problems.sets import problem_set as sets
from problems.sets.problem_set import Problem
from problems.tasks.activations import TASK
from problems.variant import Variant
from tests.conftest import required_in_ci

pytestmark = pytest.mark.sandbox

RIGHT = f"import numpy as np\n{TASK.solution}\n"
HIDDEN = {prop.id for prop in TASK.properties if prop.hidden}
QUICK = "limits = {cpu_s = 0.3, memory_mb = 128, output_kb = 2}"


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[Sandboxes]:
    with Sandboxes() as made:
        yield made


def problem(keys: str = QUICK) -> Problem:
    """The code problem of a set with these keys, as it is read from TOML."""
    text = (
        f'id = "s"\ntitle = "S"\n[[problem]]\nid = "q1"\nuse = "{TASK.id}"\npoints = {len(TASK.properties)}\n{keys}\n'
    )
    return sets.parse(text, "s.toml").problems[0]


def graded(source: str, sandboxes: Sandboxes | None, keys: str = QUICK) -> Report:
    handed_in = HandedIn(problem(keys), Variant(TASK.id, TASK.version, "7", {}))
    return grade(Submission((handed_in,), (UploadedFile("hw.py", source.encode()),)), sandboxes)


def findings(report: Report) -> dict[str, Finding]:
    return {finding.check: finding for finding in report.problems[0].findings}


def with_tanh(body: str) -> str:
    """The model answer with another `tanh`, which no other function of it calls."""
    return RIGHT.replace("def tanh(x):\n    return np.tanh(x)", f"def tanh(x):\n{body}")


def test_a_problem_may_allow_more_imports_than_its_task(sandboxes: Sandboxes) -> None:
    if PROFILES["plot"].imports.unmet() is not None:
        required_in_ci("Matplotlib is not installed")
    plotting = f"import matplotlib.pyplot as plt\n{RIGHT}\nplt.plot(sigmoid(np.linspace(-3, 3)))\nplt.show()\n"
    assert profiles_of([problem('profile = "plot"')]) == ("plot",)
    allowed = graded(plotting, sandboxes, 'profile = "plot"')
    assert allowed.score == allowed.max_score
    refused = graded(plotting, sandboxes)
    assert refused.score == 0
    told = findings(refused)["sigmoid.values"].message
    assert "The module matplotlib" in told.en
    assert "It allows numpy, math" in told.en
    assert "matplotlib 모듈을 쓸 수 없습니다" in told.ko


def test_sandboxes_start_when_they_are_needed_and_end_together() -> None:
    with Sandboxes() as own:
        assert own.started == {}
        assert own.of("numpy") is own.of("numpy")
        sandbox = own.of("numpy")
        assert list(own.started) == ["numpy"]
        own.end_jobs()
        with sandbox.job([]) as job:
            assert job.load().outcome == "returned"
    assert own.started == {}


def test_imports_that_are_not_installed_here_are_our_fault_not_the_students(monkeypatch: pytest.MonkeyPatch) -> None:
    """Graded by nobody, counted for nobody, with what to install for whoever runs the grader."""
    missing = ImportProfile("plot", ("numpy", "not_matplotlib"), "plot")
    monkeypatch.setitem(PROFILES, "plot", replace(PROFILES["plot"], imports=missing))
    with Sandboxes() as sandboxes:
        report = graded(RIGHT, sandboxes, 'profile = "plot"')
    assert report.broken
    (finding,) = report.problems[0].findings
    assert finding.verdict is Verdict.GRADER_ERROR
    assert "pip install 'nngrader[plot]'" in finding.message.en
    assert "not_matplotlib" in finding.message.ko


def test_without_any_sandbox_code_is_not_run() -> None:
    report = graded(RIGHT, None)
    assert report.broken
    assert "doctor" in findings(report)[TASK.id].message.en


def test_a_plain_runner_serves_by_profile_too() -> None:
    own: object = PlainRunner
    with Sandboxes(own) as sandboxes:  # type: ignore[arg-type]  # the same interface, without any walls
        report = graded(RIGHT, sandboxes, "")
        assert sandboxes.of("numpy").level is Level.NONE
    assert report.score == report.max_score


WAYS_TO_FAIL = {
    "time_limit": ("    while True: pass", "0.3 s of CPU time"),
    "memory_limit": ("    return bytearray(1 << 33)", "128 MB"),
    "output_limit": ("    while True: print('x' * 99)", "2 KB"),
    "wrong_type": ("    return object()", "object"),
    "raised": ("    return 1 / 0", "ZeroDivisionError"),
    "ended_early": ("    import os; os._exit(0)", "ended the program"),
    "crash": ("    import ctypes; ctypes.string_at(0)", "crashed"),
    "violation": ("    import os; os.chroot('/')", "not allowed"),
    "protocol_violation": ("    import os; os.write(4, bytes(99))", "cannot be read"),
}


@pytest.mark.parametrize("outcome", WAYS_TO_FAIL)
def test_every_way_to_fail_costs_its_own_function_and_names_it(sandboxes: Sandboxes, outcome: str) -> None:
    """Other functions keep their marks; the sentence names function, input and limit; a hidden input is not told."""
    body, said = WAYS_TO_FAIL[outcome]
    report = graded(with_tanh(body), sandboxes)
    found, shown = findings(report), findings(visible(report, FeedbackLevel.DIAGNOSIS))
    own = {prop.id for prop in TASK.properties if "tanh" in {probe.function for probe in prop.probes}}
    assert {name for name, finding in found.items() if finding.verdict is not Verdict.CORRECT} == own
    first = found["tanh.values"]
    assert first.outcome == outcome
    assert said in first.message.en
    assert "tanh(np.array(" in first.message.en
    assert "tanh(np.array(" in first.message.ko
    assert all(found[name].score == 0 for name in own)
    for name in own & HIDDEN:
        assert "np.array" not in shown[name].message.en
        assert shown[name].counterexample is None


def test_what_was_printed_is_shown_for_public_checks_and_never_for_hidden_ones(sandboxes: Sandboxes) -> None:
    report = graded(with_tanh("    print('seen:', x)\n    return np.tanh(x)"), sandboxes, "")
    assert report.score == report.max_score
    shown = findings(visible(report, FeedbackLevel.DIAGNOSIS))
    public = [f for name, f in shown.items() if name.startswith("tanh.") and name not in HIDDEN]
    hidden = [f for name, f in shown.items() if name.startswith("tanh.") and name in HIDDEN]
    assert public
    assert all("seen:" in (f.output or "") for f in public)
    assert hidden
    assert all(f.output is None for f in hidden)


def test_output_is_kept_up_to_the_cap(sandboxes: Sandboxes) -> None:
    """A little below the cap of each call nothing is lost; the first bytes stay of what went above it."""
    quiet = graded(with_tanh("    print('a' * 2000)\n    return np.tanh(x)"), sandboxes)
    assert quiet.score == quiet.max_score
    loud = findings(graded(with_tanh("    print('first' + 'a' * 3000)\n    return x"), sandboxes))["tanh.values"]
    assert loud.outcome == "output_limit"
    assert (loud.output or "").startswith("first")


def test_a_limit_may_have_a_decimal_point_and_bounds_the_whole(sandboxes: Sandboxes) -> None:
    """Every function loops: each costs one batch, and all of them no more than the submission may take."""
    loops = "\n".join(f"def {function.name}(x):\n    while True: pass" for function in TASK.functions)
    found = findings(graded(loops, sandboxes, "limits = {cpu_s = 0.1, total_cpu_s = 0.25}"))
    stopped = {name for name, finding in found.items() if finding.outcome == "time_limit"}
    assert stopped
    assert {finding.verdict for finding in found.values()} <= {Verdict.WRONG, Verdict.NOT_RUN}
    assert len({name.partition(".")[0] for name in stopped}) <= 3
    assert sum((finding.score for finding in found.values()), Fraction(0)) == 0


def test_the_sandbox_of_one_profile_is_not_that_of_another() -> None:
    """Two zygotes, one admission: each profile has its own process."""
    if PROFILES["science"].imports.unmet() is not None:
        required_in_ci("SciPy and pandas are not installed")
    with Sandboxes() as own:
        numpy, science = own.of("numpy"), own.of("science")
        assert isinstance(science, Sandbox)
        assert numpy.pid != science.pid
        assert numpy.level is science.level
