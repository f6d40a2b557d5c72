"""A host runs as many jobs at once as it has cores and memory for, never more; what can never fit is refused."""

import os
import threading
import time

import pytest

from grader.sandbox import Call, Limits, Outcome, Sandbox, SandboxUnavailable, SourceFile, admission
from grader.sandbox.admission import KEPT_FREE_BYTES, OVERHEAD_BYTES, Admission, Host
from grader.sandbox.zygote import ZygoteError

MB = 1 << 20


def memory_for(jobs: int, job_mb: int) -> int:
    return KEPT_FREE_BYTES + jobs * (job_mb * MB + OVERHEAD_BYTES)


def host(cores: float = 64, jobs: int = 1) -> Host:
    room = memory_for(jobs, 100)
    return Host(cores, room, lambda: room)


def test_memory_bounds_how_many_run() -> None:
    door = Admission(host(jobs=2), wait_s=0.05)
    leave = [door.enter(100 * MB), door.enter(100 * MB)]
    with pytest.raises(ZygoteError, match="2 are running"):
        door.enter(100 * MB)
    leave[0]()
    door.enter(100 * MB)
    assert door.running == 2


def test_cores_bound_how_many_run() -> None:
    door = Admission(host(cores=1, jobs=99), wait_s=0.05)
    for _ in range(door.most):
        door.enter(100 * MB)
    with pytest.raises(ZygoteError, match="no room"):
        door.enter(100 * MB)


def test_who_waits_gets_the_room_that_another_leaves() -> None:
    door = Admission(host(), wait_s=30)
    leave = door.enter(100 * MB)
    timer = threading.Timer(0.1, leave)
    timer.start()
    door.enter(100 * MB)
    timer.join()
    assert door.running == 1


def test_memory_that_others_take_counts() -> None:
    """What is free is looked at again and again: a neighbour's gigabytes keep jobs out, and let them in when freed."""
    free = [0]
    door = Admission(Host(8, memory_for(9, 100), lambda: free[0]), wait_s=0.3)
    with pytest.raises(ZygoteError):
        door.enter(100 * MB)
    free[0] = memory_for(1, 100)
    time.sleep(2 * admission.LOOK_AGAIN_S)
    door.enter(100 * MB)


def test_leaving_twice_counts_once() -> None:
    door = Admission(host(jobs=2))
    leave = door.enter(MB)
    leave()
    leave()
    assert door.running == 0


def test_many_threads_never_exceed_the_bound() -> None:
    door = Admission(host(jobs=3), wait_s=60)
    highest = []

    def work() -> None:
        for _ in range(50):
            leave = door.enter(100 * MB)
            highest.append(door.running)
            leave()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(highest) == 400
    assert max(highest) <= 3
    assert door.running == 0


def test_a_job_that_could_never_run_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SandboxUnavailable, match="lower the limit or add memory") as refused:
        Admission(host()).require(4096 * MB)
    assert "메모리 제한을 낮추거나" in refused.value.text.ko
    monkeypatch.setattr(admission, "here", lambda: Admission(host()))
    with Sandbox() as sandbox, pytest.raises(SandboxUnavailable):
        sandbox.job([SourceFile("hw.py", "")], Limits(memory_mb=4096))


def test_this_machine_is_measured() -> None:
    found = admission.host()
    assert 0 < found.cores <= (os.cpu_count() or 1)
    assert 0 < found.free() <= found.whole


def test_a_container_bounds_what_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """Control groups of version 2 and 1; page cache that can be given back is not in use."""
    monkeypatch.setattr(admission, "CGROUP", tmp_path)
    (tmp_path / "cpu.max").write_text("50000 100000\n", encoding="ascii")
    (tmp_path / "memory.max").write_text(str(300 * MB), encoding="ascii")
    (tmp_path / "memory.current").write_text(str(120 * MB), encoding="ascii")
    (tmp_path / "memory.stat").write_text(f"anon 1\ninactive_file {20 * MB}\n", encoding="ascii")
    found = admission.host()
    assert (found.cores, found.whole, found.free()) == (0.5, 300 * MB, 200 * MB)
    for name in ("memory.max", "memory.current", "memory.stat", "cpu.max"):
        (tmp_path / name).unlink()
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / "memory.limit_in_bytes").write_text(str(200 * MB), encoding="ascii")
    (tmp_path / "memory" / "memory.usage_in_bytes").write_text(str(50 * MB), encoding="ascii")
    found = admission.host()
    assert (found.whole, found.free()) == (200 * MB, 150 * MB)


@pytest.mark.sandbox
def test_jobs_leave_however_they_end(best: Sandbox) -> None:
    """Answered, looping, crashed, closed without a call, a dead zygote: the count comes back to where it was."""
    door = admission.here()
    before = door.running
    sources = ("def f(): return 1", "def f():\n while True: pass", "import ctypes\ndef f(): ctypes.string_at(0)")
    for source in sources:
        with best.job([SourceFile("hw.py", source)], Limits(cpu_s=0.1, memory_mb=64)) as job:
            job.call([Call("f")])
    with best.job([SourceFile("hw.py", "")]) as job:
        job.load()
        assert door.running == before + 1
    with Sandbox() as own, own.job([SourceFile("hw.py", "def f(): return 1")]) as job:
        job.load()
        own.close()
        assert job.call([Call("f")])[0].outcome is not Outcome.RETURNED
    assert door.running == before
