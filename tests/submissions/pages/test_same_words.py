"""One fault, four doors: `mark`, `check`, `grade` and the web page give the same verdicts in the same words."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from grader import report
from grader.cli.program import program
from grader.properties.running import mutant_source
from grader.report import RIGHT, FeedbackLevel, Finding, Report, visible
from problems.catalog import TASKS
from problems.code.task import CodeTask, Mutant
from problems.page.html import html
from reference.text import LOCALES, Locale, Text
from submissions import attempts, config
from submissions.config import Settings
from submissions.models import Attempt
from submissions.service import Service
from tests.submissions.classroom import Classroom
from tests.submissions.pages.conftest import Enter, Visitor

pytestmark = pytest.mark.sandbox

SET = 'id = "small"\ntitle = {{ko = "작은 과제", en = "A small set"}}\nattempts = {{count = 1000}}\n'
SET += 'feedback = {{before = "diagnosis", after = "full"}}\n[[problem]]\nid = "q1"\nuse = "{task}"\npoints = 10\n'
SHORT = {
    "code.activations": ("sigmoid-grad-of-output", "step-at-zero"),
    "code.gates": ("AND-list",),
}
"""Tasks and mutants of the short run."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """One secret for all runs, since the inputs that code is tried on are drawn from it."""
    secret = tmp_path / "secret"
    secret.write_text("5e" * 32, encoding="utf-8")
    secret.chmod(0o600)
    home, most = str(tmp_path / "home"), "1000"
    return config.load({"NNGRADER_HOME": home, "NNGRADER_SECRET_FILE": str(secret), "NNGRADER_MAX_PENDING": most})


@pytest.fixture
def task(request: pytest.FixtureRequest) -> CodeTask:
    return TASKS[request.param]


@pytest.fixture
def room(service: Service, task: CodeTask) -> Classroom:
    return Classroom(service, source=SET.format(task=task.id))


@pytest.fixture
def chosen(task: CodeTask, request: pytest.FixtureRequest) -> tuple[Mutant, ...]:
    if request.config.getoption("--long"):
        return task.mutants
    return tuple(mutant for mutant in task.mutants if mutant.id in SHORT[task.id])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every task in the long run, a few in the short one."""
    if "task" in metafunc.fixturenames:
        metafunc.parametrize("task", TASKS if metafunc.config.getoption("--long") else SHORT, indirect=True)


class Doors:
    """The three commands, each on files of their own."""

    def __init__(self, folder: Path, task: CodeTask) -> None:
        self._folder, self._task = folder, task
        self._set = folder / "set.toml"
        self._set.write_text(SET.format(task=task.id), encoding="utf-8")

    def write(self, mutant: Mutant) -> Path:
        path = self._folder / "in" / mutant.id / "hw.py"
        path.parent.mkdir(parents=True)
        path.write_text(mutant_source(self._task, mutant).text, encoding="utf-8")
        return path

    def mark(self, path: Path) -> Report:
        return report.from_json(self._json("mark", self._task.id, path, "--json"))

    def check(self, path: Path) -> Report:
        return report.from_json(self._json("check", path, "--set", self._set, "--json"))

    def grade(self) -> dict[str, Report]:
        out = self._folder / "out"
        done = CliRunner().invoke(program, ["grade", str(self._set), str(self._folder / "in"), "--out", str(out)])
        assert done.exit_code == 0, done.stderr
        return {path.stem: report.from_json(json.loads(path.read_text("utf-8"))) for path in out.glob("*.json")}

    def _json(self, *arguments: Any) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(CliRunner().invoke(program, [str(a) for a in arguments]).stdout)
        return found


def findings(of: Report) -> tuple[Finding, ...]:
    return of.problems[0].findings


def words(markup_or_page: str) -> str:
    """What a reader reads of HTML, without its spaces."""
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", markup_or_page)))


def test_a_fault_gets_the_same_words_at_the_same_level_through_every_door(
    enter: Enter,
    graded: Callable[[], None],
    task: CodeTask,
    chosen: tuple[Mutant, ...],
    tmp_path: Path,
    room: Classroom,
) -> None:
    doors = Doors(tmp_path, task)
    files = {mutant.id: doors.write(mutant) for mutant in chosen}
    visitors: dict[str, tuple[Visitor, Locale]] = {}
    pages: dict[str, str] = {}
    readers = cycle(((enter("kim", "ko"), LOCALES[0]), (enter("lee"), LOCALES[1])))
    for (name, path), reader in zip(files.items(), readers, strict=False):
        visitors[name] = reader
        pages[name] = reader[0].hand_in(files=[("hw.py", path.read_bytes())]).headers["Location"]
    graded()
    batch = doors.grade()
    for name, path in files.items():
        by_mark = doors.mark(path)
        at_diagnosis = visible(by_mark, FeedbackLevel.DIAGNOSIS)
        assert findings(by_mark) == findings(batch[name])
        assert findings(doors.check(path)) == findings(at_diagnosis)
        stored = visible(report_at(room, pages[name]), FeedbackLevel.DIAGNOSIS)
        assert [of_any_inputs(f) for f in findings(stored)] == [of_any_inputs(f) for f in findings(at_diagnosis)]
        visitor, language = visitors[name]
        said_on(visitor.get(pages[name]).text, stored, language)


def said_on(page: str, of: Report, language: Locale) -> None:
    """Every sentence about what is not right stands on the page."""
    read = words(page)
    wrong = [finding for finding in findings(of) if finding.verdict not in RIGHT]
    assert wrong
    for finding in wrong:
        assert words(html(finding.message[language])) in read, finding.check


def report_at(room: Classroom, page: str) -> Report:
    """The Report that is stored for the attempt on this page."""
    with room.service.database.reading() as session:
        attempt = session.scalars(select(Attempt).where(Attempt.token == page.rpartition("/")[2])).one()
        found = attempts.report_of(session, attempt)
    assert found is not None
    return found


def of_any_inputs(finding: Finding) -> Finding:
    """What a Finding says whatever it was tried on: an installation draws inputs of its own, so examples may differ."""
    if finding.counterexample is None:
        return finding
    said = Text(*(_without_example(text) for text in (finding.message.ko, finding.message.en)))
    return replace(finding, message=said, counterexample=None, got=None, expected=None, detail=None, output=None)


def _without_example(text: str) -> str:
    return re.sub(r"`[^`]*`|```.*?```", "`…`", text, flags=re.DOTALL)
