"""`nngrader run --json` answers every hostile program with one outcome of the contract, and with nothing of ours."""

import json
import subprocess
import sys

import pytest

from grader.sandbox import Outcome, best_level
from tests.conftest import required_in_ci
from tests.hostile.expectations import PROGRAMS

FEW = 25
"""Of the programs, in the short run: every command costs a start of Python and of a sandbox."""

SHOWN = PROGRAMS[:: max(1, len(PROGRAMS) // FEW)]


@pytest.fixture(scope="module", autouse=True)
def _sandboxed() -> None:
    if best_level().value == "none":
        required_in_ci("no level of the sandbox works here")


def _answers(program) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "grader", "run", str(program), "--call", "attack", "--args", "[{}]", "--json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout)["outcome"] in {outcome.value for outcome in Outcome}
    assert done.returncode in {0, 1}


@pytest.mark.parametrize("program", SHOWN, ids=lambda path: path.stem)
def test_a_hostile_program_gets_an_outcome(program) -> None:
    """One JSON document, an outcome that the contract names, no traceback of ours."""
    _answers(program)


@pytest.mark.slow
@pytest.mark.parametrize("program", [p for p in PROGRAMS if p not in SHOWN], ids=lambda path: path.stem)
def test_every_hostile_program_gets_an_outcome(program) -> None:
    """The same of all the others."""
    _answers(program)


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
