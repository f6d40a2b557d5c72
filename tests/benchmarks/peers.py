"""Other graders on the same hand-in with twenty fixed checks, where they can be found.

They are looked for in the directories of NNGRADER_BENCH_PEERS (as in PATH), then on PATH, and run as their guides say.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.assignment import CHECKS, RIGHT, SETTING

WHERE = "NNGRADER_BENCH_PEERS"
ASSIGNMENT = "ps1"


@dataclass(frozen=True, slots=True)
class Peer:
    """A grader ready to run: `command` grades so many hand-ins in one go in `folder`, `before` clears old results."""

    name: str
    command: tuple[str, ...]
    folder: Path
    students: int = 1
    before: Callable[[], None] | None = None

    def run(self) -> None:
        """Grade; raises RuntimeError with what was said when that fails."""
        ran = subprocess.run(self.command, cwd=self.folder, env=_environment(), capture_output=True, text=True)  # noqa: PLW1510
        if ran.returncode:
            raise RuntimeError(f"{self.name}: {(ran.stdout + ran.stderr)[-500:]}")


def plain(folder: Path) -> Peer:
    """A fresh interpreter that imports NumPy and the hand-in and makes the checks; nothing is confined."""
    _written(folder)
    lines = "\n".join(f"    {check}," for check in CHECKS)
    program = f"import numpy as np\nfrom hw import *\n{SETTING}\nchecks = [\n{lines}\n]\nassert all(checks), checks\n"
    (folder / "checks.py").write_text(program, encoding="utf-8")
    return Peer("plain python", (sys.executable, "checks.py"), folder)


def pytest_peer(folder: Path) -> Peer | None:
    """pytest, one test for each check."""
    found = _python_with("pytest")
    if found is None:
        return None
    _written(folder)
    tests = "\n".join(f"def test_{number}():\n    assert {check}\n" for number, check in enumerate(CHECKS))
    text = f"import numpy as np\nfrom hw import *\n{SETTING}\n\n{tests}"
    (folder / "test_hw.py").write_text(text, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return Peer("pytest", (found, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_hw.py"), folder)


def otter(folder: Path) -> Peer | None:
    """otter-grader's `otter run`, one test file for each check."""
    found = _tool("otter")
    if found is None:
        return None
    _written(folder)
    tests = folder / "tests"
    tests.mkdir()
    for number, check in enumerate(CHECKS):
        code = f">>> {_set_up()}\n>>> bool({check})\nTrue"
        case = {"code": code, "hidden": False, "locked": False}
        suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        record = {"name": f"q{number}", "points": 1, "suites": [suite]}
        (tests / f"q{number}.py").write_text(f"OK_FORMAT = True\ntest = {record!r}\n", encoding="utf-8")
    _set(folder, found, "generate", "-t", "tests", "-o", "autograder.zip")
    return Peer("otter-grader", (found, "run", "-a", "autograder.zip", "hw.py"), folder)


def nbgrader(folder: Path, students: int) -> Peer | None:
    """nbgrader's `autograde` over so many hand-ins, one cell for each check."""
    found = _tool("nbgrader")
    if found is None:
        return None
    (folder / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "c"\n', encoding="utf-8"
    )
    source = folder / "source" / ASSIGNMENT / "hw.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(json.dumps(_notebook()), encoding="utf-8")
    _set(folder, found, "generate_assignment", ASSIGNMENT)
    for number in range(students):
        own = folder / "submitted" / f"s{number}" / ASSIGNMENT
        own.mkdir(parents=True)
        shutil.copy(source, own / "hw.ipynb")
    done = folder / "autograded"
    return Peer(
        "nbgrader" if students == 1 else "nbgrader, batch",
        (found, "autograde", ASSIGNMENT, "--force"),
        folder,
        students,
        lambda: shutil.rmtree(done, True),
    )


def _notebook() -> dict[str, Any]:
    cells = [_cell(RIGHT, "solution", grade=False)]
    cells += [
        _cell(f"{_set_up()}\nassert {check}", f"check{number}", grade=True) for number, check in enumerate(CHECKS)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def _cell(text: str, name: str, *, grade: bool) -> dict[str, Any]:
    kind = {"grade": grade, "solution": not grade, "locked": grade, "schema_version": 3, "task": False}
    mark = kind | {"grade_id": name} | ({"points": 1} if grade else {})
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {"nbgrader": mark},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }


def _set_up() -> str:
    return "; ".join(["import numpy as np", *SETTING.splitlines()])


def _written(folder: Path) -> None:
    (folder / "hw.py").write_text(RIGHT, encoding="utf-8")


def _set(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, env=_environment(), check=True, capture_output=True)


def _environment() -> dict[str, str]:
    """Ours, with the directories of the peers first, and their own settings out of the way."""
    path = os.pathsep.join(part for part in (os.environ.get(WHERE), os.environ.get("PATH")) if part)
    return os.environ | {"PATH": path, "JUPYTER_PLATFORM_DIRS": "1", "PYTHONDONTWRITEBYTECODE": ""}


def _tool(name: str) -> str | None:
    return shutil.which(name, path=_environment()["PATH"])


def _python_with(module: str) -> str | None:
    """An interpreter beside the peers that has the module, else our own if it has."""
    for python in (shutil.which("python", path=os.environ.get(WHERE, "")), sys.executable):
        if python and not subprocess.run([python, "-c", f"import {module}, numpy"], capture_output=True).returncode:  # noqa: PLW1510
            return python
    return None
