"""CPU time of grading one hand-in of code.activations on a warm worker, beside a plain `python` doing fixed checks.

Run as `python tests/benchmarks/code_task.py`. Both are measured in turn, in the same rounds on the same machine, and
the ratio is what to look at: seconds change with the machine. Ours counts the grader and the sandbox's processes.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from grader.intake.reading import UploadedFile, read_files
from grader.properties.check import check
from grader.report import Verdict
from grader.sandbox import Limits, Sandbox
from problems.tasks.activations import TASK
from tests.benchmarks import processes

ROUNDS = 25
TARGET_MS = 15.0
RIGHT = f"import numpy as np\n{TASK.solution}"
WRONG = f"{RIGHT}\ndef sigmoid_grad(x):\n    return x * (1 - x)\n"
UNKNOWN = f"{RIGHT}\ndef relu(x):\n    return x if len(x) > 3 and x[0] > 1 else np.maximum(x, 0)\n"
FIXED = """
import numpy as np
from {module} import *
z = np.array([-2.0, 0.0, 0.5, 3.0])
checks = [
    np.allclose(step(z), [0, 0, 1, 1]),
    np.allclose(sigmoid(z), 1 / (1 + np.exp(-z))),
    np.allclose(sigmoid_grad(z), np.exp(-z) / (1 + np.exp(-z)) ** 2),
    np.allclose(tanh(z), np.tanh(z)),
    np.allclose(tanh_grad(z), 1 - np.tanh(z) ** 2),
    np.allclose(relu(z), [0, 0, 0.5, 3]),
    np.allclose(relu_grad(z), [0, 0, 1, 1]),
    np.allclose(softmax(z).sum(), 1),
]
print(sum(checks))
"""


def graded(sandbox: Sandbox, source: str) -> Callable[[], bool]:
    """Intake and check of one hand-in; says whether everything held."""

    def once() -> bool:
        intake = read_files([UploadedFile("hw.py", source.encode())])
        findings = check(TASK, intake.sources, sandbox, Limits(), Fraction(10), "public")
        return all(finding.verdict is Verdict.CORRECT for finding in findings)

    return once


def own_cpu_ms(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return 1000 * (time.process_time() - before)


def plain_cpu_ms(folder: Path) -> float:
    """CPU of one plain interpreter that imports NumPy and the hand-in and makes eight fixed checks."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-c", FIXED.format(module="hw")]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measured(sandbox: Sandbox, folder: Path) -> dict[str, list[float]]:
    """Own CPU of each kind of hand-in, and of the plain run, one after another in every round."""
    kinds = {name: graded(sandbox, text) for name, text in (("right", RIGHT), ("wrong", WRONG), ("unknown", UNKNOWN))}
    if [work() for work in kinds.values()] != [True, False, False]:  # draws banks, runs mistakes: what a worker has
        raise SystemExit("the hand-ins are not judged as they should be")
    times: dict[str, list[float]] = {name: [] for name in [*kinds, "plain"]}
    for _ in range(ROUNDS):
        for name, work in kinds.items():
            times[name].append(own_cpu_ms(work))
        times["plain"].append(plain_cpu_ms(folder))
    return times


def job_cpu_ms(sandbox: Sandbox, source: str) -> float:
    """CPU that one hand-in costs inside the sandbox, over many, since the kernel counts in coarse ticks."""
    work = graded(sandbox, source)
    work()
    before = processes.cpu_ms(sandbox.pid)
    for _ in range(4 * ROUNDS):
        work()
    time.sleep(0.1)  # until the last job has been reaped: from then on its time is its parent's
    return (processes.cpu_ms(sandbox.pid) - before) / (4 * ROUNDS)


def main() -> None:
    """Print one line for each kind of hand-in."""
    with tempfile.TemporaryDirectory() as folder, Sandbox() as sandbox:
        Path(folder, "hw.py").write_text(RIGHT, encoding="utf-8")
        times = measured(sandbox, Path(folder))
        plain = statistics.median(times["plain"])
        print(f"code.activations, {len(TASK.properties)} properties, level {sandbox.level}, CPU per hand-in")
        for name, text in (("right", RIGHT), ("wrong", WRONG), ("unknown", UNKNOWN)):
            own, job = statistics.median(times[name]), job_cpu_ms(sandbox, text)
            whole = own + job
            print(
                f"  {name:8} {whole:6.1f} ms (grader {own:.1f}, sandbox {job:.1f}); plain / ours = {plain / whole:.1f}"
            )
            if name == "right":
                print(f"           target {TARGET_MS:.0f} ms: {'met' if whole <= TARGET_MS else 'MISSED'}")
        print(f"  plain    {plain:6.1f} ms  (python, NumPy, 8 fixed checks, nothing confined)")


if __name__ == "__main__":
    main()
