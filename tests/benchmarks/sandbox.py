"""Time and CPU per job, interleaved: a plain `python` with NumPy, bubblewrap per run, and ours at each level.

`python -m tests.benchmarks.sandbox [ROUNDS]` prints a table. A job defines a function, calls it, collects the value,
and is reaped. CPU is that of every process of the job, by the kernel's accounting of what this process waited for,
plus our own; zygotes count, because they fork and reap.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from grader.sandbox import Call, Level, Limits, Sandbox, SandboxUnavailable, SourceFile, command
from tests.benchmarks import processes

SOURCE = "import numpy as np\ndef sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n"
PROGRAM = SOURCE + "print(sigmoid(0.5))\n"


@dataclass(slots=True)
class Contestant:
    """One way to run a job, and what it took: wall in ms per run, CPU in ms over all runs."""

    name: str
    run: Callable[[], object]
    cpu_now: Callable[[], float] | None
    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: float = 0.0
    per_second: float = 0.0
    idle_mb: float | None = None

    def once(self) -> None:
        cpu, started = self.cpu_s(), time.perf_counter()
        self.run()
        self.wall_ms.append(1000 * (time.perf_counter() - started))
        self.cpu_ms += 1000 * (self.cpu_s() - cpu)

    def cpu_s(self) -> float:
        return 0.0 if self.cpu_now is None else self.cpu_now()


def main(rounds: int) -> None:
    """Run every contestant in turn, `rounds` times, then each alone on all cores."""
    sandboxes = [sandbox for level in (Level.L3, Level.L2, Level.L1) if (sandbox := _sandbox(level)) is not None]
    contestants = [_plain(), *_bubblewrap(), *[_ours(sandbox) for sandbox in sandboxes]]
    for contestant in contestants:
        contestant.run()
    for _ in range(rounds):
        for contestant in contestants:
            contestant.once()
    for contestant in contestants:
        contestant.per_second = _throughput(contestant.run)
    for sandbox, contestant in zip(sandboxes, contestants[-len(sandboxes) :], strict=True):
        contestant.idle_mb = _idle_mb(sandbox)
        _settle_cpu(sandbox, contestant, rounds)
        sandbox.close()
    _print(contestants, rounds)


def _plain() -> Contestant:
    arguments = [sys.executable, "-c", PROGRAM]
    return Contestant("plain python + NumPy", lambda: _subprocess(arguments), _children_cpu)


def _bubblewrap() -> list[Contestant]:
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        return []
    arguments = [bwrap, "--unshare-all", "--ro-bind", "/", "/", sys.executable, "-c", PROGRAM]
    # No CPU figure: bubblewrap leaves without waiting for the process that it put into the namespace.
    return [Contestant("bubblewrap per run", lambda: _subprocess(arguments), None)]


def _ours(sandbox: Sandbox) -> Contestant:
    return Contestant(f"nngrader {sandbox.level}", lambda: _job(sandbox), time.process_time)


def _sandbox(level: Level) -> Sandbox | None:
    try:
        return Sandbox(level=level)
    except SandboxUnavailable:
        return None


def _job(sandbox: Sandbox) -> None:
    with sandbox.job([SourceFile("hw.py", SOURCE)]) as job:
        (result,) = job.call([Call("sigmoid", (0.5,))])
    if result.outcome != "returned":
        raise RuntimeError(result.message.en)


def _subprocess(arguments: list[str]) -> None:
    subprocess.run(arguments, check=True, capture_output=True, env=command.ENVIRONMENT | {"PATH": os.defpath})


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + time.process_time()


def _settle_cpu(sandbox: Sandbox, contestant: Contestant, rounds: int) -> None:
    """Add what zygote and jobs used in as many jobs again: they are not this process's children to wait for."""
    before = processes.cpu_ms(sandbox.pid)
    for _ in range(rounds):
        _job(sandbox)
    time.sleep(0.1)
    contestant.cpu_ms += processes.cpu_ms(sandbox.pid) - before


def _throughput(run: Callable[[], object], seconds: float = 2.0) -> float:
    cores = os.cpu_count() or 1

    def many() -> int:
        count, until = 0, time.perf_counter() + seconds
        while time.perf_counter() < until:
            run()
            count += 1
        return count

    with ThreadPoolExecutor(cores) as pool:
        return sum(pool.map(lambda _: many(), range(cores))) / seconds


def _idle_mb(sandbox: Sandbox) -> float | None:
    """Proportional set size of a loaded, idle job, where this process may read it."""
    with sandbox.job([SourceFile("hw.py", SOURCE)], Limits()) as job:
        job.load()
        children = Path(f"/proc/{sandbox.pid}/task/{sandbox.pid}/children").read_text(encoding="ascii").split()
        try:
            rollup = Path(f"/proc/{children[-1]}/smaps_rollup").read_text(encoding="ascii")
        except (OSError, IndexError):
            return None
    kilobytes = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def _print(contestants: list[Contestant], rounds: int) -> None:
    base = contestants[0]
    print(f"{rounds} interleaved rounds on {os.cpu_count()} cores")
    print(f"{'':24}{'median':>10}{'p95':>10}{'CPU/job':>10}{'x CPU':>8}{'x wall':>8}{'jobs/s':>9}{'idle job':>10}")
    for one in contestants:
        median, p95 = statistics.median(one.wall_ms), sorted(one.wall_ms)[int(0.95 * len(one.wall_ms))]
        wall = statistics.median(base.wall_ms) / median
        cpu = f"{one.cpu_ms / rounds:7.2f} ms{base.cpu_ms / one.cpu_ms:8.1f}" if one.cpu_now else f"{'-':>10}{'-':>8}"
        idle = "" if one.idle_mb is None else f"{one.idle_mb:.1f} MB"
        print(f"{one.name:24}{median:7.2f} ms{p95:7.2f} ms{cpu}{wall:8.1f}{one.per_second:9.0f}{idle:>10}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
