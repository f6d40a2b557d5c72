"""Marking code in the real sandbox: what is right, what is wrong and why, and what nobody may see."""

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction

import pytest

from grader.properties import counterexamples
from grader.properties.check import check
from grader.report import FeedbackLevel, Finding, ProblemReport, Report, Verdict, visible
from grader.sandbox import Call, CallResult, Limits, Outcome, Sandbox, SourceFile
from problems.page.html import html
from problems.tasks.activations import TASK
from reference.text import Text

pytestmark = pytest.mark.sandbox

POINTS = Fraction(len(TASK.properties))
RIGHT = f"import numpy as np\n{TASK.solution}"
QUICK = Limits(cpu_s=0.3)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, *texts: str, limits: Limits = QUICK, seed: str = "public") -> dict[str, Finding]:
    sources = [SourceFile(f"part{number}.py", text) for number, text in enumerate(texts, start=1)]
    return {f.check: f for f in check(TASK, sources, sandbox, limits, POINTS, seed)}


def lost(findings: dict[str, Finding]) -> set[str]:
    return {name for name, finding in findings.items() if finding.verdict is not Verdict.CORRECT}


def with_function(source: str) -> str:
    return f"{RIGHT}\n\n{source}\n"


def test_right_code_earns_every_point_and_a_finding_per_property(sandbox: Sandbox) -> None:
    findings = marked(sandbox, RIGHT)
    assert list(findings) == [prop.id for prop in TASK.properties]
    assert sum(f.score for f in findings.values()) == POINTS
    assert all(f.counterexample is None and f.outcome is None for f in findings.values())


@pytest.mark.parametrize(
    "body",
    [
        *("return np.zeros(np.shape(x))", "return np.ones(np.shape(x))", "return 0.5 * np.ones(np.shape(x))"),
        *("return x", "return -x", "return x.copy()", "return None", "pass", "return 0"),
    ],
)
def test_answers_without_work_earn_nothing(sandbox: Sandbox, body: str) -> None:
    source = "import numpy as np\n" + "\n".join(f"def {f.name}(x):\n    {body}\n" for f in TASK.functions)
    findings = marked(sandbox, source)
    assert sum(f.score for f in findings.values()) <= POINTS / 20
    assert all(f.score == 0 for name, f in findings.items() if name.endswith((".array", ".sums", ".shift", ".slope")))


def test_a_formula_wrong_by_one_in_two_thousand_is_wrong(sandbox: Sandbox) -> None:
    findings = marked(sandbox, with_function("def tanh(x):\n    return 1.0005 * np.tanh(x)"))
    assert "tanh.values" in lost(findings)


def test_a_list_of_right_values_loses_what_asks_for_an_array_and_no_more(sandbox: Sandbox) -> None:
    findings = marked(sandbox, with_function("def relu(x):\n    return [max(0.0, float(v)) for v in x]"))
    assert lost(findings) == {"relu.array"}
    assert "got a list of 1" in findings["relu.array"].message.en
    assert findings["relu.array"].outcome == "wrong_type"


def test_a_mistake_is_named_in_both_languages_with_the_smallest_example(sandbox: Sandbox) -> None:
    finding = marked(sandbox, with_function("def sigmoid_grad(x):\n    return x * (1 - x)"))["sigmoid_grad.values"]
    assert finding.verdict is Verdict.MISTAKE
    assert finding.mistake == "sigmoid-grad-of-output"
    assert "입력 $x$로" in finding.message.ko
    assert "in place of the sigmoid's output" in finding.message.en
    assert finding.counterexample is not None
    assert finding.counterexample.to_json() == {
        "call": "sigmoid_grad",
        "args": ["np.array([0.0])"],
        "expected": "np.array([0.25])",
        "got": "np.array([0.0])",
    }


def test_another_convention_is_named_as_one(sandbox: Sandbox) -> None:
    findings = marked(sandbox, with_function("def step(x):\n    return np.where(x >= 0, 1.0, 0.0)"))
    assert lost(findings) == {"step.zero"}
    assert findings["step.zero"].mistake == "step-at-zero"
    assert "convention" in findings["step.zero"].message.en


def test_a_right_derivative_is_paid_beside_a_wrong_function_and_told_why(sandbox: Sandbox) -> None:
    """The fault is the function's, and costs that function alone; no mistake of the derivative is asserted."""
    findings = marked(sandbox, with_function("def relu(x):\n    return 2 * x"))
    slope = findings["relu_grad.slope"]
    assert findings["relu_grad.values"].verdict is Verdict.CORRECT
    assert (slope.verdict, slope.mistake) == (Verdict.CORRECT, None)
    assert "`relu`, which is wrong: see `relu.values`" in slope.message.en
    assert {name.partition(".")[0] for name in lost(findings)} == {"relu"}


@pytest.mark.parametrize("own", ["2 * x", "np.maximum(x, 0)"], ids=["wrong function", "right function"])
def test_a_wrong_derivative_is_not_paid_whatever_stands_beside_it(sandbox: Sandbox, own: str) -> None:
    source = f"def relu(x):\n    return {own}\n\ndef relu_grad(x):\n    return np.where(x > 0, 1.5, 0.0)"
    findings = marked(sandbox, with_function(source))
    assert findings["relu_grad.values"].verdict is Verdict.WRONG
    assert findings["relu_grad.slope"].verdict is Verdict.WRONG
    assert "A wrong `relu`" in findings["relu_grad.slope"].message.en


def test_a_function_to_compare_with_that_returns_no_array_is_named_with_what_it_returned(sandbox: Sandbox) -> None:
    findings = marked(sandbox, with_function("def relu(x):\n    return [0.0, 1.0]"))
    slope = findings["relu_grad.slope"]
    assert slope.verdict is Verdict.NOT_RUN
    assert "needs your `relu` too, and that returned a list of 2" in slope.message.en
    assert "expected an array of shape (1,), got a list of 2" in findings["relu.values"].message.en


def test_the_derivative_of_the_students_own_wrong_function_still_earns(sandbox: Sandbox) -> None:
    """Follow-through in code: the slope of what was written, even if what was written is not the sigmoid."""
    own = "def sigmoid(x):\n    return np.exp(-x**2)\n\ndef sigmoid_grad(x):\n    return -2 * x * np.exp(-x**2)"
    findings = marked(sandbox, with_function(own))
    assert findings["sigmoid_grad.values"].verdict is not Verdict.CORRECT
    assert findings["sigmoid_grad.slope"].verdict is Verdict.CORRECT


def test_a_fault_that_no_author_thought_of_is_shrunk(sandbox: Sandbox) -> None:
    """Four entries and a first one over 1 are needed; everything else is as small as it can be."""
    findings = marked(
        sandbox, with_function("def relu(x):\n    return x if len(x) > 3 and x[0] > 1 else np.maximum(x, 0)")
    )
    example = findings["relu.values"].counterexample
    assert example is not None
    assert example.args == ("np.array([1.1, 0.0, 0.0, -0.1])",)
    assert example.got == "np.array([1.1, 0.0, 0.0, -0.1])"
    assert example.expected == "np.array([1.1, 0.0, 0.0, 0.0])"


class Counting:
    """A sandbox that counts the calls it makes."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.calls = 0

    def job(self, files: Sequence[SourceFile], limits: Limits) -> "CountingJob":
        return CountingJob(self, self.sandbox.job(files, limits))


class CountingJob:
    def __init__(self, counting: Counting, job: object) -> None:
        self.counting = counting
        self.job = job

    def call(self, calls: Sequence[Call]) -> list[CallResult]:
        self.counting.calls += len(calls)
        return self.job.call(calls)

    def __enter__(self) -> "CountingJob":
        self.job.__enter__()
        return self

    def __exit__(self, *details: object) -> None:
        self.job.__exit__(*details)

    def __getattr__(self, name: str) -> object:
        return getattr(self.job, name)


def test_shrinking_stays_within_its_number_of_calls(sandbox: Sandbox) -> None:
    counting = Counting(sandbox)
    hard = "\ndef bad(x):\n    return len(x) > 3 and abs(np.sum(x)) > 2\n\n"
    hard += "\n".join(
        f"right_{name} = {name}\ndef {name}(x):\n    return x if bad(x) else right_{name}(x)\n"
        for name in ("step", "sigmoid", "sigmoid_grad", "tanh", "tanh_grad", "relu", "relu_grad", "softmax")
    )
    marked(sandbox, RIGHT)  # the model answer's and mistakes' runs are kept from here on
    source = SourceFile("hard.py", RIGHT + hard)
    check(TASK, [source], counting, Limits(), POINTS, "public")  # also fills what is kept for this sandbox
    before = counting.calls
    check(TASK, [source], counting, Limits(), POINTS, "public")
    allowed = counterexamples.SHRUNK_PROPERTIES * counterexamples.CALLS_PER_PROPERTY
    assert 0 < counting.calls - before <= allowed + 250


def test_the_same_hand_in_gives_the_same_bytes(sandbox: Sandbox) -> None:
    """Another sandbox, another process, random numbers and memory addresses: the Report does not change."""
    odd = with_function(
        "class Thing:\n    pass\n\n"
        "def step(x):\n    raise ValueError(f'{Thing()} {np.random.rand()}')\n\n"
        "def relu(x):\n    print(Thing())\n    return x if len(x) > 3 else np.maximum(x, 0)\n\n"
        "def softmax(z):\n    return np.exp(z) / np.sum(np.exp(z)) + np.random.rand()"
    )
    reports = []
    for _ in range(2):
        with Sandbox() as fresh:
            reports.append(json.dumps([f.to_json() for f in marked(fresh, odd).values()], ensure_ascii=False))
    assert reports[0] == reports[1]
    assert "ValueError" in reports[0]
    assert "0x…" in reports[0]


def test_an_endless_loop_costs_what_needs_that_function(sandbox: Sandbox) -> None:
    findings = marked(sandbox, with_function("def softmax(z):\n    while True:\n        pass"))
    assert lost(findings) == {name for name in findings if name.startswith("softmax")}
    first = findings["softmax.values"]
    assert first.outcome == "time_limit"
    assert "softmax(np.array([0.0]))" in first.message.en
    assert "0.3" in first.message.en
    assert findings["softmax.rows"].verdict is Verdict.NOT_RUN
    assert "stopped" in findings["softmax.rows"].message.en


@pytest.mark.parametrize(
    ("source", "prop", "outcome", "words"),
    [
        ("def tanh(x):\n    return (x > 0).astype(np.int)", "tanh.values", "raised", "np.int"),
        ("def tanh(x):\n    import math\n    return math.tanh(x)", "tanh.values", "raised", "math"),
        ("def tanh(x):\n    return np.tanh(x) if x > -9 else x", "tanh.values", "raised", "np.where"),
        ("def tanh(x):\n    y = np.tanh(x)", "tanh.values", "wrong_type", "return"),
        ("def tanh(x):\n    return np.tanh(x)[:1]", "tanh.values", "wrong_type", "(3,)"),
        ("def tanh(x):\n    return 'tanh'", "tanh.values", "wrong_type", "text"),
        ("def tanh(x):\n    return {1, 2}", "tanh.values", "wrong_type", "set"),
        ("def tanh(x):\n    raise SystemExit", "tanh.values", "ended_early", "ended"),
        ("def tanh(x):\n    import os\n    os._exit(0)", "tanh.values", "ended_early", "ended"),
        ("def tanh(x):\n    return np.zeros(10**10)", "tanh.values", "memory_limit", "memory"),
        ("def tanh(x):\n    while True:\n        print('a' * 1000)", "tanh.values", "output_limit", "KB"),
        ("def tanh(x):\n    return tanh(x)", "tanh.values", "raised", "itself"),
    ],
)
def test_each_way_to_fail_has_its_own_sentence(
    sandbox: Sandbox, source: str, prop: str, outcome: str, words: str
) -> None:
    finding = marked(sandbox, with_function(source))[prop]
    assert finding.verdict is Verdict.WRONG
    assert finding.outcome == outcome
    assert words in finding.message.en
    assert "tanh(np.array(" in finding.message.ko
    assert finding.message.ko != finding.message.en


def test_a_traceback_shows_the_students_lines_only(sandbox: Sandbox) -> None:
    message = marked(sandbox, with_function("def tanh(x):\n    return x @ np.ones(99)"))["tanh.values"].message.en
    assert "return x @ np.ones(99)" in message
    assert 'File "part1.py"' in message
    assert "harness" not in message


@pytest.mark.parametrize(
    "body",
    [
        "    raise type('```\\n**A** $b$\\n\\n- `c` | d', (Exception,), {})('```\\n**E** $f$\\n- g')",
        "    return type('`**A**` $b$\\n\\n- c', (), {})()",
        "    raise ModuleNotFoundError('x', name='`**A**` $b$\\n\\n- c')",
        "    return {'`**A**` $b$': 1}",
    ],
    ids=["exception", "class", "module", "key"],
)
def test_names_and_messages_of_students_have_no_markup(sandbox: Sandbox, body: str) -> None:
    """What student code calls things stands in sentences as it is: no bold words, formulas, lists or ends of fences."""
    found = marked(sandbox, f"{RIGHT}\ndef relu(x):\n{body}\n")["relu.values"]
    for text in (found.message.ko, found.message.en):
        page = html(text)
        assert not any(tag in page for tag in ("<strong", "<math", "<ul", "<table", "<li"))
        assert page.count("<pre") == text.count("\n```\n")


def test_a_missing_function_says_what_was_found(sandbox: Sandbox) -> None:
    findings = marked(sandbox, RIGHT.replace("def softmax", "def sofmax"))
    finding = findings["softmax.rows"]
    assert finding.verdict is Verdict.MISSING
    assert "Is `sofmax` a misspelling" in finding.message.en
    assert "`sigmoid_grad`" in finding.message.en
    assert lost(findings) == {name for name in findings if name.startswith("softmax")}


def test_code_that_stops_on_top_says_where(sandbox: Sandbox) -> None:
    finding = marked(sandbox, "x = 1 / 0\n" + RIGHT)["relu.values"]
    assert finding.verdict is Verdict.MISSING
    assert "part1.py" in finding.message.en
    assert "ZeroDivisionError" in finding.message.en


def test_the_starter_is_unfinished_and_not_wrong(sandbox: Sandbox) -> None:
    findings = marked(sandbox, TASK.starter("ko"))
    assert {f.verdict for f in findings.values()} == {Verdict.MISSING}
    assert "not written yet" in findings["tanh.values"].message.en


def test_no_python_at_all_is_missing(sandbox: Sandbox) -> None:
    findings = marked(sandbox)
    assert {f.verdict for f in findings.values()} == {Verdict.MISSING}
    assert sum(f.max_score for f in findings.values()) == POINTS


def test_the_last_definition_counts_across_files(sandbox: Sandbox) -> None:
    assert lost(marked(sandbox, with_function("def relu(x):\n    return x"), RIGHT)) == set()
    assert "relu.values" in lost(marked(sandbox, RIGHT, "def relu(x):\n    return x"))


def test_cells_may_stand_in_another_order_than_they_were_run(sandbox: Sandbox) -> None:
    """A cell that needs a later one is run again behind it, as its author did."""
    head, tail = TASK.solution.split("def softmax", 1)
    texts = ["print(tanh(np.zeros(2)))\ndef softmax" + tail, head, "import numpy as np"]
    sources = [SourceFile("hw.ipynb", text, cell) for cell, text in enumerate(texts, start=1)]
    findings = check(TASK, sources, sandbox, QUICK, POINTS, "public")
    assert {f.verdict for f in findings} == {Verdict.CORRECT}


def test_warnings_and_prints_are_shown_and_never_marked(sandbox: Sandbox) -> None:
    noisy = (
        "import warnings\ndef relu(x):\n    print('seen', x)\n    warnings.warn('careful')\n    return np.maximum(x, 0)"
    )
    findings = marked(sandbox, with_function(noisy))
    assert lost(findings) == set()
    assert "seen [1.]" in (findings["relu.values"].output or "")
    assert "UserWarning: careful" in (findings["relu.values"].output or "")
    overflow = marked(sandbox, with_function("def sigmoid(x):\n    return 1 / (1 + np.exp(-x))"))
    assert lost(overflow) == set()
    assert "RuntimeWarning: overflow" in (overflow["sigmoid.extremes"].output or "")


LEAKING = """
seen = []

def spy(function):
    def spied(x):
        seen.append(repr(x))
        print(seen)
        return function(x)
    return spied

def bad_sigmoid(x):
    if x.dtype.kind == "i":
        raise ValueError(f"hidden input {x!r}")
    return 1 / (1 + np.exp(-x))

def bad_softmax(z):
    return np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)), axis=-1, keepdims=True)

sigmoid, softmax, tanh, relu = spy(bad_sigmoid), spy(bad_softmax), spy(tanh), spy(relu)
"""


def test_a_hidden_check_leaks_nothing_before_closing(sandbox: Sandbox) -> None:
    """Not by its message, not through an exception, and not by what code remembers and prints later."""
    report = Report((ProblemReport("q", TASK.id, "1.0", "0", tuple(marked(sandbox, RIGHT + LEAKING).values())),))
    hidden = [f for f in report.problems[0].findings if f.hidden]
    broken = {"sigmoid.integers", "sigmoid_grad.integers", "softmax.far"}
    assert {f.check for f in hidden if f.verdict is not Verdict.CORRECT} == broken
    for finding in visible(report, FeedbackLevel.DIAGNOSIS).problems[0].findings:
        shown = json.dumps([finding.message.to_json(), finding.output, finding.got, finding.expected])
        assert "hidden input" not in shown
        assert "array([0])" not in shown
        assert "1001.0]" not in shown
        assert not (finding.hidden and finding.counterexample)
    told = next(f for f in hidden if f.check == "sigmoid.integers")
    assert told.detail is not None
    assert "hidden input" in told.detail.en, "the detail, for readers who may see everything, says it"


def test_messages_give_away_no_expected_value(sandbox: Sandbox) -> None:
    findings = marked(sandbox, with_function("def softmax(z):\n    return z"))
    for name in lost(findings):
        finding = findings[name]
        if finding.expected is not None:
            assert finding.expected not in finding.message.en + finding.message.ko


class Broken:
    """A sandbox whose machine fails: every call ends as our own fault."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def job(self, files: Sequence[SourceFile], limits: Limits) -> "BrokenJob":
        return BrokenJob(self.sandbox.job(files, limits))


class BrokenJob(CountingJob):
    def __init__(self, job: object) -> None:
        super().__init__(Counting(None), job)

    def call(self, calls: Sequence[Call]) -> list[CallResult]:
        return [
            r._replace(outcome=Outcome.GRADER_ERROR, value=None, message=Text("고장", "broken"))
            for r in self.job.call(calls)
        ]


def test_our_failure_is_never_the_students(sandbox: Sandbox) -> None:
    source = SourceFile("right.py", RIGHT)
    findings = check(TASK, [source], Broken(sandbox), QUICK, POINTS, "public")
    assert {f.verdict for f in findings} == {Verdict.GRADER_ERROR}
    assert Report((ProblemReport("q", TASK.id, "1.0", "0", findings),)).broken
