"""`nngrader run --json` answers every hostile program with one outcome of the contract, and with nothing of ours."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.sandbox import Outcome, SandboxUnavailable, best_level
from grader.sandbox.sentences import wall_s
from tests.conftest import required_in_ci
from tests.hostile.expectations import PROGRAMS

FEW = 12
"""Of the programs, in the short run: every command costs a start of Python and of a sandbox."""

SHOWN = PROGRAMS[:: max(1, len(PROGRAMS) // FEW)]


ALLOWED_S = wall_s(2.0) + 1.0
"""What a submission with the usual limits of the command may take by the clock on the wall, and a second."""

ATTEMPTS = 3
"""A busy machine may hold one of them up; a program that is not stopped holds up all."""


@pytest.fixture(scope="module", autouse=True)
def start_s(tmp_path_factory: pytest.TempPathFactory) -> float:
    """What the start of Python and of a sandbox takes here and now: a command whose function does nothing."""
    try:
        best_level()
    except SandboxUnavailable:
        required_in_ci("no level of the sandbox works here")
    file = tmp_path_factory.mktemp("honest") / "honest.py"
    file.write_text("def attack(target):\n    return 1\n", encoding="utf-8")
    return max(_took(file)[1] for _ in range(2))


def _took(program: Path) -> tuple[subprocess.CompletedProcess[str], float]:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "grader", "run", str(program), "--call", "attack", "--args", "[{}]", "--json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done, time.monotonic() - started


def _answers(program: Path, start_s: float) -> None:
    for _ in range(ATTEMPTS):
        done, took_s = _took(program)
        assert "Traceback" not in done.stderr
        assert json.loads(done.stdout)["outcome"] in {outcome.value for outcome in Outcome}
        assert done.returncode in {0, 1}
        if took_s <= start_s + ALLOWED_S:
            return
    pytest.fail(f"{program.stem} was never answered within {ALLOWED_S:g} s")


@pytest.mark.parametrize("program", SHOWN, ids=lambda path: path.stem)
def test_a_hostile_program_gets_an_outcome(program: Path, start_s: float) -> None:
    """One JSON document, an outcome that the contract names, no traceback of ours, in bounded time."""
    _answers(program, start_s)


@pytest.mark.slow
@pytest.mark.parametrize("program", [p for p in PROGRAMS if p not in SHOWN], ids=lambda path: path.stem)
def test_every_hostile_program_gets_an_outcome(program: Path, start_s: float) -> None:
    """The same of all the others."""
    _answers(program, start_s)


def test_a_file_that_python_cannot_read_gets_an_outcome(tmp_path) -> None:
    """A syntax error is code that raised, with its line, and not a wrong use of the command."""
    file = tmp_path / "broken.py"
    file.write_text("def f(:\n    pass\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "grader", "run", str(file), "--call", "f", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    answer = json.loads(done.stdout)

    assert answer["outcome"] == "raised"
    assert answer["error"]["type"] == "SyntaxError"
    assert answer["error"]["line"] == 1
    assert done.returncode == 1
