"""The house rules that a machine can see: size, direction, what loads what, and that the guides name everything."""

import ast
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from grader.report import Verdict
from problems.catalog import FAMILIES, TASKS
from problems.sets.problem_set import bundled
from reference.activations import ACTIVATIONS
from reference.losses import LOSSES
from reference.optimizers import OPTIMIZERS

ROOT = Path(__file__).parent.parent
PACKAGES = ("reference", "problems", "grader", "submissions")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def _guides() -> list[Path]:
    return [ROOT / "README.md", *(ROOT / package / "README.md" for package in PACKAGES if package != "reference")]


GUIDES = "\n".join(path.read_text(encoding="utf-8") for path in _guides())


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_are_short(path) -> None:
    """No module is longer than 400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_most_functions_are_short() -> None:
    """Functions: a median of at most 7 lines and a 95th percentile of at most 30, docstrings aside."""
    sizes = sorted(size for path in MODULES for size in _sizes(path))

    assert sizes[len(sizes) // 2] <= 7
    assert sizes[len(sizes) * 95 // 100] <= 30


def _sizes(path: Path) -> list[int]:
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    sizes = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body:
                code = lines[body[0].lineno - 1 : body[-1].end_lineno]
                sizes.append(sum(bool(line.strip()) and not line.strip().startswith("#") for line in code))
    return sizes


def _imports() -> dict[str, set[str]]:
    """Which of our modules each one imports when it is loaded."""
    names = {_name(path) for path in MODULES}
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        found: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        own = _name(path)
        # A package that gathers its own parts is not a cycle; a part that asks its package is.
        graph[own] = {name for name in found & names if name != own and not own.startswith(f"{name}.")}
    return graph


def test_no_import_cycle() -> None:
    """Nothing imports what imports it, however far around."""
    graph, done, path = _imports(), set(), []

    def visit(module: str) -> None:
        assert module not in path, " -> ".join([*path[path.index(module) :], module])
        if module in done:
            return
        path.append(module)
        for imported in sorted(graph[module]):
            visit(imported)
        path.pop()
        done.add(module)

    for module in sorted(graph):
        visit(module)


def test_imports_point_left() -> None:
    """reference <- problems <- grader <- submissions, seen without the linter's help."""
    order = {package: place for place, package in enumerate(PACKAGES)}
    for module, imported in _imports().items():
        for name in imported:
            assert order[name.partition(".")[0]] <= order[module.partition(".")[0]], f"{module} imports {name}"


@pytest.mark.parametrize("module", ["grader", "grader.grade", "grader.cli"])
def test_loading_the_grader_is_cheap(module) -> None:
    """Neither SymPy nor Hypothesis loads for grading; nor does the web."""
    program = f"import sys, {module}; print(sorted({{m.partition('.')[0] for m in sys.modules}}))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    for heavy in ("sympy", "hypothesis", "flask", "sqlalchemy", "matplotlib"):
        assert f"'{heavy}'" not in loaded


@pytest.mark.parametrize(
    "name", [*FAMILIES, *TASKS, *ACTIVATIONS, *LOSSES, *OPTIMIZERS, *bundled(), *(v.value for v in Verdict)]
)
def test_the_guides_name_everything(name) -> None:
    """Every family, task, activation, loss, optimizer, set and verdict stands in a guide."""
    assert re.search(rf"`[^`]*\b{re.escape(name)}\b[^`]*`", GUIDES), name


def test_the_guides_name_every_command() -> None:
    """Every command of `nngrader` stands in a guide."""
    out = subprocess.run([sys.executable, "-m", "grader", "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  ([a-z]+)  ", out, flags=re.MULTILINE)

    assert len(commands) >= 12
    for command in commands:
        assert re.search(rf"(nngrader |`){command}\b", GUIDES), command


def test_requirements_name_no_address() -> None:
    """Pins and hashes only: where packages come from is each machine's own affair."""
    for path in ROOT.glob("requirements*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if "://" in line or line.startswith("-")], path


def test_texts_never_speak_of_where_they_were_made() -> None:
    """No path of somebody's machine, nothing left to do."""
    for path in [*MODULES, *ROOT.glob("*.md"), *ROOT.glob("*/*.md"), ROOT / "Makefile"]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"/(home|root|Users)/\w|\bTODO\b|\bFIXME\b", text), path


def test_the_readme_is_one_screen() -> None:
    """A newcomer reads it in a minute."""
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 60


def test_sorted_help() -> None:
    """`make help` names every target that a person may run."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    documented = re.findall(r"^([a-z-]+):.*##", makefile, flags=re.MULTILINE)

    assert {"install", "run", "test", "check", "bench", "help"} <= set(documented)
    assert all(a != b for a, b in pairwise(sorted(documented)))
