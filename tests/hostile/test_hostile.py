"""Each hostile program ends as its first line says, and leaves nothing behind, at every level offered here.

A program defines `attack(target)`. Its first line is `# expect: VERDICT [DETAIL] or …`; `load` before a verdict means
that already its top level misbehaves.
"""

import secrets
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from grader.sandbox import Call, CallResult, Job, Level, Limits, Outcome, Sandbox, SandboxUnavailable, SourceFile
from tests.conftest import required_in_ci
from tests.hostile.expectations import PROGRAMS, expectations, fits, target

pytestmark = pytest.mark.sandbox

LIMITS = Limits(cpu_s=0.3, total_cpu_s=2.0, memory_mb=64, output_kb=16)
PATIENCE_S = 20.0  # far above what the limits allow, far below what the programs try to take
HONEST = SourceFile("honest.py", "import numpy as np\ndef sigmoid(z):\n    return 1 / (1 + np.exp(-z))\n")
LEVELS = (Level.L3, pytest.param(Level.L2, marks=pytest.mark.slow), Level.L1)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the programs attack: a warm sandbox, an honest sibling job, a secret file, a listener, this process."""

    sandbox: Sandbox
    sibling: Job
    canary: Path
    listener: socket.socket
    secret: str

    def target(self) -> dict[str, object]:
        """What an attacker could know about us."""
        return target(str(self.canary), self.listener.getsockname()[1], self.secret)


@pytest.fixture(scope="module", params=LEVELS)
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    try:
        sandbox = Sandbox(level=request.param)
    except SandboxUnavailable:
        required_in_ci(f"{request.param} does not work on this machine")
    canary = tmp_path_factory.mktemp("keys") / "canary"
    canary.write_text("the key", encoding="utf-8")
    canary.chmod(0o600)
    with sandbox, sandbox.job([HONEST]) as sibling, socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        sibling.load()
        yield Ground(sandbox, sibling, canary, listener, secrets.token_hex(20))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_contained(program: Path, ground: Ground) -> None:
    text = program.read_text(encoding="utf-8")
    before, zygote = descendants(ground.sandbox.pid), ground.sandbox.pid
    started = time.monotonic()
    with ground.sandbox.job([SourceFile(program.name, text)], LIMITS) as job:
        loaded = job.load()
        (called,) = job.call([Call("attack", (ground.target(),))])
    assert any(fits(option, loaded, called) for option in expectations(text)), told(loaded, called)
    assert time.monotonic() - started < PATIENCE_S, "a deadline was not kept"
    assert ground.sandbox.pid == zygote, "the zygote did not survive"
    assert_untouched(ground, before)


def test_enough_programs() -> None:
    """Enough to mean something, and every one says what it expects."""
    assert len(PROGRAMS) >= 130
    assert all(expectations(path.read_text(encoding="utf-8")) for path in PROGRAMS)


def test_the_invariants_notice(ground: Ground) -> None:
    """A changed canary, or a process that stays, fails a program: the checks are not blind."""
    before = descendants(ground.sandbox.pid)
    with ground.sandbox.job([HONEST]) as job:
        job.load()
        assert descendants(ground.sandbox.pid) != before
        with pytest.raises(AssertionError, match="process"):
            assert_untouched(ground, before, settle_s=0.2)
    ground.canary.write_text("defaced", encoding="utf-8")
    with pytest.raises(AssertionError, match="canary"):
        assert_untouched(ground, before)
    ground.canary.write_text("the key", encoding="utf-8")


def told(loaded: CallResult, called: CallResult) -> str:
    return f"load {loaded.outcome}; {called.outcome} {called.value!r} {called.error} {called.message.en}"


def assert_untouched(ground: Ground, before: set[int], settle_s: float = 5.0) -> None:
    """The six invariants that hold after every program."""
    with ground.sandbox.job([HONEST]) as job:
        assert_sigmoid(job, "the next honest job is wrong")
    assert_sigmoid(ground.sibling, "the sibling job is wrong")
    assert ground.canary.read_text(encoding="utf-8") == "the key", "the canary file changed"
    assert list(ground.canary.parent.iterdir()) == [ground.canary], "a file appeared beside the canary"
    with pytest.raises(BlockingIOError):
        ground.listener.accept()
    deadline = time.monotonic() + settle_s
    while descendants(ground.sandbox.pid) != before and time.monotonic() < deadline:
        time.sleep(0.005)
    assert descendants(ground.sandbox.pid) == before, "a process stayed behind"


def assert_sigmoid(job: Job, claim: str) -> None:
    (result,) = job.call([Call("sigmoid", (np.array([0.0, 2.0]),))])
    assert result.outcome is Outcome.RETURNED, (claim, result)
    np.testing.assert_allclose(result.value, [0.5, 0.8807970779778823], rtol=1e-15, err_msg=claim)


def descendants(pid: int) -> set[int]:
    """The process and everything below it."""
    found = {pid}
    try:
        children = [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text(encoding="ascii").split()
        ]
    except (FileNotFoundError, ProcessLookupError):
        return found
    return found.union(*(descendants(child) for child in children)) if children else found
