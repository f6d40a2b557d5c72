"""A zygote that has served its time, or grown, is followed by another; running jobs do not notice."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.sandbox import Call, Limits, Outcome, Sandbox, SourceFile
from grader.sandbox.succession import LOOK_EVERY, Term
from tests.grader.sandbox.processes import alive

pytestmark = pytest.mark.sandbox

LIMITS = Limits(cpu_s=2.0, memory_mb=64)
SQUARE = SourceFile("hw.py", "def f(x): return x * x\n")


def squared(sandbox: Sandbox, x: int) -> object:
    with sandbox.job([SQUARE], LIMITS) as job:
        return job.call([Call("f", (x,))])[0].value


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not alive(pid)


def test_after_its_jobs_another_zygote_follows() -> None:
    with Sandbox(term=Term(jobs=3)) as sandbox:
        first = sandbox.pid
        assert [squared(sandbox, x) for x in range(3)] == [0, 1, 4]
        assert sandbox.pid == first
        assert squared(sandbox, 3) == 9
        assert sandbox.pid != first
        assert gone(first)


def test_a_zygote_that_has_grown_is_followed() -> None:
    with Sandbox(term=Term(growth_kb=-1)) as sandbox:  # any size is too much
        first = sandbox.pid
        for x in range(LOOK_EVERY + 1):
            assert squared(sandbox, x) == x * x
        assert sandbox.pid != first
        assert gone(first)


def test_running_jobs_keep_their_zygote_until_they_end() -> None:
    with Sandbox(term=Term(jobs=1)) as sandbox:
        first = sandbox.pid
        with sandbox.job([SQUARE], LIMITS) as job:
            job.load()
            assert squared(sandbox, 5) == 25
            assert sandbox.pid != first
            assert alive(first)
            assert job.call([Call("f", (7,))])[0].value == 49
        assert gone(first)


def test_closing_ends_those_that_wait_for_their_jobs_too() -> None:
    with Sandbox(term=Term(jobs=1)) as sandbox, sandbox.job([SQUARE], LIMITS) as job:
        first = sandbox.pid
        job.load()
        squared(sandbox, 2)
        second = sandbox.pid
        sandbox.close()
        assert gone(first)
        assert gone(second)
        assert job.call([Call("f", (7,))])[0].outcome is not Outcome.RETURNED


def test_threads_get_right_answers_through_many_changes() -> None:
    with Sandbox(term=Term(jobs=5)) as sandbox, ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda x: squared(sandbox, x), range(40))) == [x * x for x in range(40)]
