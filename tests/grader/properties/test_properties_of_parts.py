"""Functions that return several values, or one number: what is right, what is told, and what is left unchanged."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from grader.properties.check import check
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from problems.code.task import CodeTask
from problems.tasks.gates import TASK as GATES
from problems.tasks.perceptron import TASK as PERCEPTRON

pytestmark = pytest.mark.sandbox

RULE = "w + eta * (y - o) * x", "b + eta * (y - o)"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, task: CodeTask, source: str) -> dict[str, Finding]:
    files = [SourceFile("part.py", f"{task.preamble}{task.solution}\n\n{source}\n")]
    return {f.check: f for f in check(task, files, sandbox, Limits(), Fraction(10), "public")}


def updated(sandbox: Sandbox, body: str) -> Finding:
    source = f"def perceptron_update(w, b, x, y, o, eta):\n    return {body}"
    return marked(sandbox, PERCEPTRON, source)["perceptron_update.values"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (RULE[0], "expected a tuple of 2 values, got an array of shape (2,)"),
        (f"{RULE[0]}, {RULE[1]}, o", "expected a tuple of 2 values, got a tuple of 3"),
        (f"{RULE[1]}, {RULE[0]}", "in value 1, expected an array of shape (2,), got one number"),
        (f"{RULE[0]}, [{RULE[1]}]", "in value 2, expected one number, got a list of 1"),
        ("None", "Is a `return` missing?"),
        (f"{{'w': {RULE[0]}}}", "expected a tuple of 2 values, got a dict of 1"),
    ],
)
def test_what_is_no_pair_of_the_right_shapes_is_told_as_such(sandbox: Sandbox, body: str, told: str) -> None:
    finding = updated(sandbox, body)
    assert finding.verdict is Verdict.WRONG
    assert finding.outcome == "wrong_type"
    assert told in finding.message.en
    assert finding.message.ko != finding.message.en


def test_a_mistake_in_one_of_two_values_is_named_with_both_shown(sandbox: Sandbox) -> None:
    finding = updated(sandbox, f"{RULE[0]}, b")
    assert finding.mistake == "perceptron-update-bias-kept"
    assert finding.counterexample is not None
    assert finding.counterexample.expected == "(np.array([0.5, 0.5]), 0.5)"
    assert finding.counterexample.got == "(np.array([0.5, 0.5]), 0.0)"


@pytest.mark.parametrize("faulty", [f"1.0005 * ({RULE[0]}), {RULE[1]}", f"{RULE[0]}, 1.0005 * ({RULE[1]})"])
def test_either_value_wrong_by_one_in_two_thousand_is_wrong(sandbox: Sandbox, faulty: str) -> None:
    assert updated(sandbox, faulty).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    "odd", ["[[1], [1, 2]], b", "('a', None)", "(w, float('nan'))", "[[[[]]]], [[]]", "(w, 10 ** 999)"]
)
def test_odd_pairs_end_in_a_sentence(sandbox: Sandbox, odd: str) -> None:
    finding = updated(sandbox, odd)
    assert finding.verdict is Verdict.WRONG
    assert finding.message.en


def test_right_values_that_change_an_argument_lose_that_check_alone(sandbox: Sandbox) -> None:
    body = "w += eta * (y - o) * x\n    return w, b + eta * (y - o)"
    found = marked(
        sandbox,
        PERCEPTRON,
        f"def perceptron_update(w, b, x, y, o, eta):\n    w = w * 1.0 if w.dtype != float else w\n    {body}",
    )
    lost = {name for name, f in found.items() if f.verdict is not Verdict.CORRECT and f.check.startswith("perceptron")}
    assert lost == {"perceptron_update.keeps"}
    assert "changed the array" in found["perceptron_update.keeps"].message.en


def test_a_list_where_one_number_is_wanted_is_told_so(sandbox: Sandbox) -> None:
    finding = marked(sandbox, GATES, "def AND(x1, x2):\n    return [x1 * x2]")["AND.table"]
    assert "expected one number, got a list of 1" in finding.message.en
    assert "수 하나여야 하는데" in finding.message.ko


def test_where_a_whole_number_is_right_a_whole_number_is_shown(sandbox: Sandbox) -> None:
    finding = marked(sandbox, GATES, "def AND(x1, x2):\n    return 1")["AND.table"]
    assert (finding.expected, finding.got) == ("0", "1")
