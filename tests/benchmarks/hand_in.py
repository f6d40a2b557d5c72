"""One assignment through ours and through other graders, interleaved: six questions, each hand-in one file.

Ours checks 20 properties on 20 examples each, in the sandbox at the best level; the others 20 fixed checks, without
one. `NNGRADER_BENCH_PEERS=DIR python -m tests.benchmarks.hand_in [ROUNDS]`; DIR holds the programs of the others.
CPU is that of all processes of a run, memory the peak of proportional set sizes over the tree.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from grader.batch.run import cores
from tests.benchmarks import peers, processes
from tests.benchmarks.assignment import EXAMPLES, QUESTIONS
from tests.benchmarks.grading_worker import Took
from tests.benchmarks.peers import Peer

BATCH = 20
TARGETS = {"right": 10.0, "mistake": 150.0, "unknown": 150.0}
TARGET_MB, TARGET_PER_SECOND = 60.0, 100.0


class Worker:
    """Our own contestant: a warm grading process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.grading_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def tell(self, order: str) -> None:
        """Have it begin."""
        assert self._process.stdin is not None
        print(order, file=self._process.stdin, flush=True)

    def took(self) -> Took:
        """What it says when it is done."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the grading process has ended")
        found: Took = json.loads(line)
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        self._process.communicate()


def main(rounds: int = 5) -> None:
    """Print the table and what was reached."""
    with ExitStack() as stack:
        ours = stack.enter_context(Worker())
        ready = list(_peers(stack))
        peak = _warm(ours)
        wall: dict[str, list[float]] = {}
        cpu: dict[str, list[float]] = {}
        for _ in range(rounds):
            for peer in ready:
                _note(wall, cpu, peer.name, _timed(peer))
            for kind in TARGETS:
                ours.tell(f"{kind} {BATCH if kind == 'right' else 2}")
                took = ours.took()
                spent = (took["own"] + took["sandbox"]) / took["count"]
                _note(wall, cpu, f"nngrader, {kind}", (took["wall"] / took["count"], spent))
        memory = {peer.name: _peak_of(peer) for peer in ready} | {"nngrader, right": peak}
        _print(rounds, wall, cpu, memory)
        _reached(cpu, peak, _per_second(stack, ours))


def _peers(stack: ExitStack) -> Iterator[Peer]:
    folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(5)]
    yield peers.plain(folders[0])
    made = {
        "pytest": peers.pytest_peer(folders[1]),
        "otter-grader": peers.otter(folders[2]),
        "nbgrader": peers.nbgrader(folders[3], 1),
        "nbgrader, batch": peers.nbgrader(folders[4], BATCH),
    }
    for name, peer in made.items():
        if peer is None:
            print(f"{name} is not installed here (set {peers.WHERE} to the directory of its program)")
        else:
            yield peer


def _warm(ours: Worker) -> float:
    """Grade each kind once, and look at the memory of the tree while right ones are graded before anything shrinks."""
    ours.tell("right 2")
    _expect(ours.took(), right=True)
    watch = processes.Peak(ours.pid)
    watch.start()
    ours.tell("right 200")
    ours.took()
    peak = watch.stop()
    for kind in ("mistake", "unknown"):
        ours.tell(f"{kind} 1")
        _expect(ours.took(), right=False)
    return peak


def _expect(took: Took, *, right: bool) -> None:
    if (took["score"].split("/")[0] == took["score"].split("/")[1]) is not right or took["shrunk"] is right:
        raise SystemExit(f"the hand-ins are not judged as they should be: {took}")


def _timed(peer: Peer) -> tuple[float, float]:
    """Wall and CPU per hand-in in ms, of the peer and all that it waited for."""
    if peer.before:
        peer.before()
    used, started = _children_ms(), time.perf_counter()
    peer.run()
    wall = 1000 * (time.perf_counter() - started)
    return wall / peer.students, (_children_ms() - used) / peer.students


def _children_ms() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (used.ru_utime + used.ru_stime)


def _note(wall: dict[str, list[float]], cpu: dict[str, list[float]], name: str, took: tuple[float, float]) -> None:
    wall.setdefault(name, []).append(took[0])
    cpu.setdefault(name, []).append(took[1])


def _peak_of(peer: Peer) -> float:
    """A run of its own for the memory: looking takes CPU. What runs beside it under this process is taken off."""
    if peer.before:
        peer.before()
    beside = processes.tree_mb(os.getpid()) or 0.0
    watch = processes.Peak(os.getpid())
    watch.start()
    peer.run()
    return watch.stop() - beside


def _per_second(stack: ExitStack, first: Worker) -> float:
    """Right hand-ins a second with a worker for each core, all at once."""
    workers = [first, *[stack.enter_context(Worker()) for _ in range(cores() - 1)]]
    for order in ("right 2", "right 0 4"):
        for worker in workers:
            worker.tell(order)
        took = [worker.took() for worker in workers]
    return sum(1000 * one["count"] / one["wall"] for one in took)


def _print(rounds: int, wall: dict[str, list[float]], cpu: dict[str, list[float]], memory: dict[str, float]) -> None:
    properties = sum(map(len, QUESTIONS.values()))
    print(f"a hand-in of {len(QUESTIONS)} questions; ours: {properties} properties x {EXAMPLES} examples, sandboxed;")
    print(f"theirs: 20 fixed checks. Medians of {rounds} interleaved rounds; batches of {BATCH}")
    print(f"{'per hand-in':20}{'wall':>12}{'CPU':>12}{'CPU/ours':>10}{'peak':>10}")
    base = statistics.median(cpu["nngrader, right"])
    for name, took in wall.items():
        spent = statistics.median(cpu[name])
        held = f"{memory[name]:7.0f} MB" if memory.get(name) else f"{'-':>10}"
        print(f"{name:20}{statistics.median(took):9.1f} ms{spent:9.1f} ms{spent / base:10.1f}{held}")


def _reached(cpu: dict[str, list[float]], peak: float, per_second: float) -> None:
    for kind, target in TARGETS.items():
        spent = statistics.median(cpu[f"nngrader, {kind}"])
        print(f"  CPU of one {kind:8} {spent:6.1f} ms, target {target:.0f}: {_said(spent <= target)}")
    print(f"  memory of the tree  {peak:6.1f} MB, target {TARGET_MB:.0f}: {_said(0 < peak <= TARGET_MB)}")
    met = _said(per_second >= TARGET_PER_SECOND)
    print(f"  right ones a second {per_second:6.0f} on {cores()} cores, target {TARGET_PER_SECOND:.0f}: {met}")


def _said(met: bool) -> str:  # noqa: FBT001 -- what is said about it
    return "met" if met else "MISSED"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
