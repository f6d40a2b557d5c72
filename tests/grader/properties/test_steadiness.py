"""What a function leaves behind neither earns nor costs a mark elsewhere, and costs its own function one property."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from grader.properties.check import Examined, examined
from grader.properties.plans import plan_of
from grader.properties.steadiness import draws_at_random
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from problems.tasks.activations import TASK

pytestmark = pytest.mark.sandbox

RIGHT = f"import numpy as np\n{TASK.solution}\n\n"
POINTS = Fraction(len(TASK.properties))
RELU = "return np.maximum(x, 0)"
COUNTER = f"n = 0\ndef relu(x):\n    global n\n    n += 1\n    {RELU} if n < 12 else x\n"
DEFAULT = f"def relu(x, seen=[]):\n    seen.append(1)\n    {RELU} * (len(seen) < 12)\n"
ONCE = (
    "seen = set()\ndef relu(x):\n    key = x.tobytes()\n    if key in seen:\n        return x - 1\n"
    f"    seen.add(key)\n    {RELU}\n"
)
BY_LENGTH = (
    "kept = {}\ndef relu(x):\n    if len(x) not in kept:\n        kept[len(x)] = np.maximum(x, 0)\n"
    "    return kept[len(x)]\n"
)
NOISE = f"def relu(x):\n    {RELU} + 0.01 * np.random.rand(*x.shape)\n"
STOPS = f"left = [12]\ndef relu(x):\n    left[0] -= 1\n    if left[0] < 0:\n        raise StopIteration\n    {RELU}\n"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def run(sandbox: Sandbox, source: str) -> Examined:
    return examined(TASK, [SourceFile("hw.py", RIGHT + source)], sandbox, Limits(), POINTS, "public")


def marked(sandbox: Sandbox, source: str) -> dict[str, Finding]:
    return {finding.check: finding for finding in run(sandbox, source).findings}


def lost(found: dict[str, Finding]) -> set[str]:
    return {name for name, finding in found.items() if finding.verdict is not Verdict.CORRECT}


@pytest.mark.parametrize("source", [COUNTER, DEFAULT, ONCE, STOPS], ids=["counter", "default", "once", "raises"])
def test_what_is_right_only_at_first_costs_one_property_and_shows_both_results(sandbox: Sandbox, source: str) -> None:
    found = marked(sandbox, source)
    assert lost(found) == {"relu.values"}
    finding = found["relu.values"]
    assert finding.verdict is Verdict.WRONG
    assert "the first time, and `" in finding.message.en
    assert "keeps something between calls" in finding.message.en
    assert "호출 사이에 무언가를 남겨" in finding.message.ko
    assert finding.counterexample is not None
    assert finding.counterexample.got == finding.got
    assert f"`relu({finding.counterexample.args[0]})`" in finding.message.en


def test_a_cache_with_the_wrong_key_is_told_as_one_and_no_mistake_is_asserted(sandbox: Sandbox) -> None:
    found = marked(sandbox, BY_LENGTH)
    assert found["relu.values"].mistake is None
    assert "in the opposite order" in found["relu.values"].message.en
    assert [f.check for f in found.values() if f.verdict is Verdict.WRONG] == ["relu.values"]


def test_random_numbers_are_told_as_such_and_judged_once(sandbox: Sandbox) -> None:
    found = marked(sandbox, NOISE)
    assert "uses random numbers" in found["relu.values"].message.en
    assert "난수" in found["relu.values"].message.ko
    assert [f.check for f in found.values() if f.verdict is Verdict.WRONG] == ["relu.values"]
    assert "once `relu.values` holds" in found["relu_grad.slope"].message.en


def test_a_seed_in_the_function_makes_it_steady_and_it_is_judged_by_its_values(sandbox: Sandbox) -> None:
    found = marked(sandbox, NOISE.replace("    return", "    np.random.seed(3)\n    return"))
    assert "random" not in found["relu.values"].message.en
    assert found["relu.values"].counterexample is not None
    assert found["relu.values"].counterexample.expected is not None
    assert lost(marked(sandbox, f"def relu(x):\n    np.random.seed(len(x))\n    {RELU}\n")) == set()


def test_what_one_function_breaks_costs_the_others_nothing(sandbox: Sandbox) -> None:
    """`np.seterr` in one function makes a harmless overflow an error in all that come after it."""
    strict = "def step(x):\n    np.seterr(all='raise')\n    return (x > 0) * 1.0\n"
    done = run(sandbox, strict + "def tanh(x):\n    return 1 - 2 / (np.exp(2 * x) + 1)\n")
    assert {finding.verdict for finding in done.findings} == {Verdict.CORRECT}
    told = [note for note in done.notes if "`tanh`" in note.en]
    assert "judged by itself" in told[0].en
    assert "따로 실행하여" in told[0].ko
    assert not any("`step`" in note.en for note in done.notes)


def test_what_one_function_prepares_earns_another_nothing(sandbox: Sandbox) -> None:
    """Planted: right after `step` was called, wrong by itself, in the usual order right throughout."""
    step = "ready = []\ndef step(x):\n    ready.append(1)\n    return (x > 0) * 1.0\n\n"
    done = run(sandbox, f"{step}def relu(x):\n    {RELU} if ready else x\n")
    found = {finding.check: finding for finding in done.findings}
    assert found["relu.values"].verdict is Verdict.WRONG
    assert found["step.values"].verdict is Verdict.CORRECT
    assert ["`relu`" in note.en and "judged by itself" in note.en for note in done.notes] == [True]


@pytest.mark.parametrize(
    "source",
    [
        (
            "from functools import lru_cache\n@lru_cache\ndef _zero():\n    return 0.0\n"
            "def relu(x):\n    return np.maximum(x, _zero())\n"
        ),
        (
            "kept = {}\ndef relu(x):\n    key = x.tobytes()\n    if key not in kept:\n"
            "        kept[key] = np.maximum(x, 0)\n    return kept[key].copy()\n"
        ),
        f"calls = 0\ndef relu(x):\n    global calls\n    calls += 1\n    print(calls)\n    {RELU}\n",
        f"rng = np.random.default_rng(0)\nx = rng.normal(size=3)\nprint(x)\ndef relu(x):\n    {RELU}\n",
    ],
    ids=["lru_cache", "cache", "count", "experiment"],
)
def test_keeping_what_changes_no_result_costs_nothing(sandbox: Sandbox, source: str) -> None:
    done = run(sandbox, source)
    assert {finding.verdict for finding in done.findings} == {Verdict.CORRECT}
    assert done.notes == ()


def test_no_hidden_input_is_told_by_a_second_call(sandbox: Sandbox) -> None:
    """Planted: whole numbers stand in hidden inputs alone, and a later call of a public one would give them away."""
    spy = (
        "stolen = [0.0]\ndef softmax(z, _right=softmax):\n    if z.dtype.kind == 'i':\n        stolen[0] = 777.0\n"
        "    return _right(z) + stolen[0]\n"
    )
    found = marked(sandbox, spy)
    assert not any("777" in finding.message.en for finding in found.values() if not finding.hidden)


def test_calls_made_again_are_public_two_of_each_function_and_backwards() -> None:
    plan = plan_of(TASK, "public")
    names = [spot.function for spot in plan.again]
    assert names[::2] == [function.name for function in reversed(TASK.functions)]
    assert names[::2] == names[1::2]
    assert all(not plan.batches[spot.batch].hidden for spot in plan.again)


def test_random_numbers_are_looked_for_in_the_last_definition_only() -> None:
    sources = [
        SourceFile("a.py", "def f(x):\n    return np.random.rand()\n\ndef f(x):\n\n    return x\n\nimport random")
    ]
    assert not draws_at_random(sources, "f")
    assert draws_at_random([*sources, SourceFile("b.py", "  def f(x):\n    y = 1\n    return randn()")], "f")
