"""The command as a process of its own, and the same command within the test for tables of input."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from grader.cli.program import program
from tests.grader.cli.invocation import LECTURE, Command, Within, Write, plain_environment


@pytest.fixture
def nngrader() -> Command:
    """Run `nngrader` as a process: English unless `env` says otherwise."""

    def run(*arguments: object, env: dict[str, str] | None = None, **more: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "grader", *map(str, arguments)],
            env=plain_environment() | (env or {}),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            **more,
        )

    return run


@pytest.fixture
def within(monkeypatch: pytest.MonkeyPatch) -> Within:
    """Run `nngrader` inside the test."""
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(program, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def lecture() -> dict[str, Any]:
    """The lecture's 2-2-1 network with its printed and recomputed numbers."""
    found: dict[str, Any] = json.loads((LECTURE / "two_two_one.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def perceptron() -> dict[str, Any]:
    """The lecture's perceptron table for AND, whose printed outputs are wrong."""
    found: dict[str, Any] = json.loads((LECTURE / "perceptron_and.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """A file in the test's own folder: a table as JSON, text and bytes as they are."""

    def write(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write
