"""The plain runner: the same answers on a student's own machine, limits kept, marked as level none."""

import pytest

from grader.sandbox import Call, Level, Limits, Outcome, PlainRunner, SourceFile

FAST = Limits(cpu_s=0.5, total_cpu_s=3.0, output_kb=4)


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("def f(): return [1, 2.5]", Outcome.RETURNED),
        ("def f(): return 1 / 0", Outcome.RAISED),
        ("def f():\n while True: pass", Outcome.TIME_LIMIT),
        ("import time\ndef f(): time.sleep(60)", Outcome.TIME_LIMIT),
        ("def f():\n while True: print('x' * 999)", Outcome.OUTPUT_LIMIT),
        ("def f(): return object()", Outcome.WRONG_TYPE),
        ("import os\ndef f(): os._exit(0)", Outcome.ENDED_EARLY),
        ("import ctypes\ndef f(): ctypes.string_at(0)", Outcome.CRASH),
    ],
)
def test_the_failure_table_holds_without_confinement(source: str, outcome: Outcome) -> None:
    with PlainRunner() as runner, runner.job([SourceFile("hw.py", source + "\ndef g(): return 7")], FAST) as job:
        result, other = job.call([Call("f"), Call("g")])
    assert runner.level is Level.NONE
    assert result.outcome is outcome, result
    assert other.value == 7


def test_prints_belong_to_their_calls() -> None:
    source = "def f(n):\n print(n)\n return n"
    with PlainRunner() as runner, runner.job([SourceFile("hw.py", source)]) as job:
        results = job.call([Call("f", (n,)) for n in range(20)])
    assert [r.stdout for r in results] == [f"{n}\n" for n in range(20)]


def test_the_same_modules_are_allowed() -> None:
    with PlainRunner() as runner, runner.job([SourceFile("hw.py", "import hypothesis")]) as job:
        assert "hypothesis" in job.load().message.en
