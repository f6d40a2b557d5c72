"""A worker that grades the benchmark's hand-in as often as it is told, and says what that took.

Each line on its standard input is `KIND COUNT` (or `KIND 0 SECONDS`); the answer is one line of JSON.
"""

import json
import sys
import time
from typing import TypedDict

from grader.grade import grade
from grader.sandbox import Sandboxes
from grader.settling import settle
from tests.benchmarks import processes
from tests.benchmarks.assignment import HAND_INS, problem_set, submission


class Took(TypedDict):
    """What so many hand-ins took: wall time, CPU here and in the sandbox's processes, in ms; points of the last one."""

    count: int
    wall: float
    own: float
    sandbox: float
    score: str
    shrunk: bool


def main() -> None:
    """Serve until the input ends."""
    chosen = problem_set()
    with Sandboxes() as sandboxes:
        zygote = sandboxes.of("numpy").pid
        for line in sys.stdin:
            kind, count, *seconds = line.split()
            sandbox, own, started = processes.cpu_ms(zygote), time.process_time(), time.perf_counter()
            until = started + float(seconds[0]) if seconds else 0.0
            done = 0
            while done < int(count) or time.perf_counter() < until:
                report = grade(submission(chosen, HAND_INS[kind]), sandboxes)
                settle()
                done += 1
            wall, own = time.perf_counter() - started, time.process_time() - own
            time.sleep(0.05)  # until the last job has been reaped: from then on its time is its parent's
            examples = [f.counterexample for p in report.problems for f in p.findings if f.counterexample]
            took: Took = {
                "count": done,
                "wall": 1000 * wall,
                "own": 1000 * own,
                "sandbox": processes.cpu_ms(zygote) - sandbox,
                "score": f"{report.score}/{report.max_score}",
                "shrunk": bool(examples),
            }
            print(json.dumps(took), flush=True)


if __name__ == "__main__":
    main()
