"""Starters: a valid notebook beside the file, both unfilled as they come and right once they are filled in."""

import ast
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from grader.cli.check import _inferred
from grader.intake.reading import UploadedFile, read_files
from grader.properties.check import check
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from problems.catalog import TASKS
from problems.code.notebook_starter import notebook_starter, starter_stem
from problems.code.task import CodeTask
from reference.text import LOCALES, Locale

TO_WRITE = [name for name, task in TASKS.items() if task.listing is None]
TO_REPAIR = [name for name, task in TASKS.items() if task.listing is not None]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def notebook(task: CodeTask, locale: Locale) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(notebook_starter(task, locale))
    return found


def sources(name: str, text: str) -> tuple[SourceFile, ...]:
    intake = read_files([UploadedFile(name, text.encode())])
    assert intake.problems == ()
    return intake.sources


def judged(task: CodeTask, files: tuple[SourceFile, ...], sandbox: Sandbox) -> tuple[Finding, ...]:
    return check(task, files, sandbox, Limits(), Fraction(10), "public")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", TASKS)
def test_every_task_has_a_notebook_of_format_4_5_in_both_languages(name: str, locale: Locale) -> None:
    task = TASKS[name]
    whole = notebook(task, locale)
    assert (whole["nbformat"], whole["nbformat_minor"]) == (4, 5)
    assert whole["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in whole["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", found) for found in ids)
    for cell in whole["cells"]:
        more = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        assert set(cell) == {"cell_type", "id", "metadata", "source"} | more
        assert all(isinstance(line, str) for line in cell["source"])
    words = ["".join(cell["source"]) for cell in whole["cells"] if cell["cell_type"] == "markdown"]
    assert words[0] == f"# {task.title[locale]}\n\n{task.statement[locale]}"
    assert f"nngrader check {starter_stem(task)}.ipynb" in words[-1]
    code = ["".join(cell["source"]) for cell in whole["cells"] if cell["cell_type"] == "code"]
    assert f"({task.id})" in code[0]
    if task.listing is None:
        defined = [node.name for text in code[1:] for node in ast.parse(text).body if hasattr(node, "name")]
        assert defined == [spec.name for spec in task.functions]
        assert len(code) == len(task.functions) + 1
    else:
        assert code[1:] == [task.listing.rstrip("\n")]


@pytest.mark.parametrize("name", TASKS)
def test_check_knows_which_task_a_starter_belongs_to(name: str) -> None:
    """Several tasks ask for functions of the same names."""
    task = TASKS[name]
    files = [("hw.ipynb", notebook_starter(task, "ko")), ("hw.ipynb", notebook_starter(task, "en"))]
    files += [("hw.py", task.starter(locale)) for locale in LOCALES if task.listing is None]
    for file, text in files:
        assert _inferred(read_files([UploadedFile(file, text.encode())])).problem.use == name


@pytest.mark.sandbox
@pytest.mark.parametrize("name", TO_WRITE)
def test_a_starter_handed_in_as_it_is_has_every_function_unfilled(name: str, sandbox: Sandbox) -> None:
    task = TASKS[name]
    for file, text in (("hw.py", task.starter("en")), ("hw.ipynb", notebook_starter(task, "ko"))):
        found = judged(task, sources(file, text), sandbox)
        assert {finding.verdict for finding in found} == {Verdict.MISSING}
        assert all("not written yet" in finding.message.en for finding in found)
        assert sum(finding.score for finding in found) == 0


@pytest.mark.sandbox
@pytest.mark.parametrize("name", TASKS)
def test_a_notebook_filled_with_the_model_answer_earns_every_mark(name: str, sandbox: Sandbox) -> None:
    task = TASKS[name]
    whole = notebook(task, "en")
    code = [cell for cell in whole["cells"] if cell["cell_type"] == "code"]
    for cell in code[1:]:
        cell["source"] = []
    before = task.preamble if task.listing is not None else ""  # else it stands in the first cell
    code[-1]["source"] = (before + task.solution).splitlines(keepends=True)
    found = judged(task, sources("hw.ipynb", json.dumps(whole)), sandbox)
    assert {finding.verdict for finding in found} == {Verdict.CORRECT}
    assert sum(finding.score for finding in found) == 10


@pytest.mark.sandbox
@pytest.mark.parametrize("name", TO_REPAIR)
def test_a_program_to_repair_handed_in_as_it_is_does_not_earn_every_mark(name: str, sandbox: Sandbox) -> None:
    task = TASKS[name]
    intake = read_files([UploadedFile("hw.ipynb", notebook_starter(task, "ko").encode())])
    assert sum(finding.score for finding in judged(task, intake.sources, sandbox)) < 10
