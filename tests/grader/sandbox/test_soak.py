"""A long night: thousands of jobs, a tenth of them killers, and nothing stays behind or grows."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox import Call, Limits, Outcome, Sandbox, SourceFile
from grader.sandbox.succession import Term, resident_kb
from tests.grader.sandbox.processes import below

pytestmark = pytest.mark.sandbox

HONEST = Limits(cpu_s=0.5, total_cpu_s=2.0, memory_mb=64, output_kb=4)
SHORT = Limits(cpu_s=0.05, total_cpu_s=0.1, memory_mb=64, output_kb=4)
SQUARE = SourceFile("hw.py", "def f(x): return x * x\n")
KILLERS = {
    "loop": ("def f(x):\n while True: pass", Outcome.TIME_LIMIT),
    "bomb": ("def f(x): return bytearray(1 << 33)", Outcome.MEMORY_LIMIT),
    "flood": ("def f(x):\n while True: print('x' * 999)", Outcome.OUTPUT_LIMIT),
    "crash": ("import ctypes\ndef f(x): ctypes.string_at(0)", Outcome.CRASH),
    "exit": ("import os\ndef f(x): os._exit(3)", Outcome.ENDED_EARLY),
    "garbage": ("import os\ndef f(x): os.write(4, b'y' * 99)", Outcome.PROTOCOL_VIOLATION),
}
WARM_UP = 60
GROWTH_KB = 2048  # what an allocator may keep, far below a page for each job


@pytest.fixture
def lasting() -> Iterator[Sandbox]:
    """A sandbox whose zygote is never changed by plan, so that its growth would show."""
    with Sandbox(term=Term(jobs=1 << 30, growth_kb=1 << 30)) as sandbox:
        yield sandbox


def test_three_hundred_jobs_with_killers_leave_nothing(lasting: Sandbox) -> None:
    soak(lasting, 300)


@pytest.mark.slow
def test_ten_thousand_jobs_with_killers_leave_nothing(lasting: Sandbox) -> None:
    soak(lasting, 10_000)


def soak(sandbox: Sandbox, jobs: int) -> None:
    """Every honest job is right, every killer meets its end; descriptors, processes and memory do not grow."""
    for n in range(WARM_UP):
        run(sandbox, n)
    pid, processes = sandbox.pid, settled(sandbox.pid, {sandbox.pid})
    before = (len(list(Path("/proc/self/fd").iterdir())), resident_kb(own()), resident_kb(pid))
    started = time.monotonic()
    for n in range(jobs):
        run(sandbox, n)
    seconds = time.monotonic() - started
    assert sandbox.pid == pid, "the zygote did not survive"
    assert settled(pid, processes) == processes
    after = (len(list(Path("/proc/self/fd").iterdir())), resident_kb(own()), resident_kb(pid))
    print(f"{jobs} jobs in {seconds:.1f} s; descriptors, KB of the grader, KB of the zygote: {before} -> {after}")
    assert after[0] == before[0]
    assert after[1] <= before[1] + GROWTH_KB
    assert after[2] <= before[2] + GROWTH_KB


def run(sandbox: Sandbox, n: int) -> None:
    if n % 10:
        with sandbox.job([SQUARE], HONEST) as job:
            (result,) = job.call([Call("f", (n,))])
        assert (result.outcome, result.value) == (Outcome.RETURNED, n * n), result
        return
    source, outcome = list(KILLERS.values())[n // 10 % len(KILLERS)]
    with sandbox.job([SourceFile("bad.py", source)], SHORT) as job:
        (result,) = job.call([Call("f", (n,))])
    assert result.outcome is outcome, (source, result)


def settled(pid: int, wanted: set[int]) -> set[int]:
    """The zygote and all below it, once they are what is wanted or a while has passed: the last job is reaped late."""
    deadline = time.monotonic() + 5
    while (found := below(pid) | {pid}) != wanted and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


def own() -> int:
    return int(Path("/proc/self").readlink().name)
