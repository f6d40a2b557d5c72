"""The service's commands as an operator types them: one sentence, the right exit code, never a traceback."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from grader.cli.program import program
from grader.report import from_json
from submissions import accounts
from submissions.config import load
from submissions.models import Attempt, Membership, Role, StoredReport
from submissions.service import open_service

ROOT = Path(__file__).parents[2]
PROGRAM = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from grader.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


class Shell:
    """Types commands with a home of its own."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.environment = {
            "NNGRADER_HOME": str(home),
            "NNGRADER_PASSWORD": "correct horse",
            "NNGRADER_WEB_PROCESSES": "1",
            "LANG": "en_US.UTF-8",
        }
        for name in ("LC_ALL", "LC_MESSAGES"):
            monkeypatch.delenv(name, raising=False)

    def run(self, *words: str, **variables: str) -> Ended:
        """In this process."""
        for name, value in {**self.environment, **variables}.items():
            self._monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            program.main(words)
        said = self._capsys.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)

    def start(self, *words: str, **variables: str) -> subprocess.Popen[str]:
        """In a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *words],
            env={"PATH": os.environ["PATH"], **self.environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def served(self, **variables: str) -> Ended:
        """`nngrader serve` that is not expected to get far."""
        process = self.start("serve", "--port", "0", **variables)
        out, err = process.communicate(timeout=120)
        return Ended(process.returncode, out, err)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "home", monkeypatch, capsys)


@pytest.fixture
def ready(shell: Shell) -> Shell:
    """An operator, a course, a student."""
    for words in (
        ("admin", "init"),
        ("admin", "add-course", "nn", "--title-ko", "신경망", "--title-en", "Neural networks"),
        ("admin", "add-user", "kim", "--name", "김하나"),
        ("admin", "enrol", "nn", "kim", "--roster-id", "0001"),
    ):
        result = shell.run(*words)
        assert (result.returncode, result.stderr) == (0, "")
    return shell


def test_init_makes_an_operator_who_can_log_in(shell: Shell) -> None:
    result = shell.run("admin", "init", "--login", "root")
    assert (result.returncode, result.stderr) == (0, "")
    assert "'root' has been made" in result.stdout
    service = open_service(load({"NNGRADER_HOME": str(shell.home)}))
    token = accounts.log_in(service, "root", "correct horse", "here")
    with service.database.reading() as session:
        user = accounts.user_of(session, token)
        assert user is not None
        assert user.operator


def test_a_course_is_set_up_with_roster_set_and_paper(ready: Shell, tmp_path: Path) -> None:
    """Roster from a CSV as an office exports it, a bundled set, and the manifest that `generate` wrote."""
    roster = tmp_path / "명단.csv"
    roster.write_text("학번,이름\n0001,김하나\n0002,이두리\n", encoding="cp949")
    enrolled = ready.run("admin", "import-roster", "nn", str(roster))
    assert enrolled.returncode == 2, "0001 is kim's number already"
    assert "0001" in enrolled.stderr
    roster.write_text("학번,이름\n0002,이두리\n0003,박세나\n", encoding="cp949")
    enrolled = ready.run("admin", "import-roster", "nn", str(roster))
    assert (enrolled.returncode, enrolled.stderr) == (0, "")
    login, name, password = enrolled.stdout.splitlines()[0].split("\t")
    assert (login, name) == ("0002", "이두리")
    service = open_service(load({"NNGRADER_HOME": str(ready.home)}))
    assert accounts.log_in(service, login, password, "here")
    again = ready.run("admin", "import-roster", "nn", str(roster))
    assert (again.stdout, again.returncode) == ("", 0)
    assert "no account had to be made" in again.stderr, "nothing to do is told too"
    given = ready.run("admin", "assign", "nn", "week3", "--due", "2030-12-01 23:59")
    assert (given.returncode, given.stderr) == (0, "")
    paper = tmp_path / "paper"
    made = ready.run("generate", "week3", "--roster", str(roster), "--out", str(paper), "--formats", "json")
    assert made.returncode == 0, made.stderr
    taken = ready.run("admin", "import-manifest", "nn", "week3", str(paper / "manifest.json"))
    assert (taken.returncode, taken.stderr) == (0, "")
    assert "2 students" in taken.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("admin", "add-user", "kim"), "'kim' exists already"),
        (("admin", "add-user", "two words"), "cannot be a log-in name"),
        (("admin", "set-password", "nobody"), "no account 'nobody'"),
        (("admin", "enrol", "xx", "kim"), "no course 'xx'"),
        (("admin", "enrol", "nn", "nobody"), "no account 'nobody'"),
        (("admin", "assign", "nn", "week99"), "week99"),
        (("admin", "assign", "nn", "week3", "--due", "soon"), "'soon' is not a date"),
        (("admin", "import-manifest", "nn", "week9", "nowhere.json"), "nowhere.json"),
        (("admin", "import-roster", "nn", "nowhere.csv"), "nowhere.csv"),
        (("admin", "nonsense"), "no command 'nonsense'"),
        (("admin", "issue-token", "nobody"), "no account 'nobody'"),
    ],
)
def test_a_slip_of_the_operator_is_a_sentence_and_exit_code_2(ready: Shell, words: tuple[str, ...], said: str) -> None:
    result = ready.run(*words)
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    korean = ready.run(*words, LANG="ko_KR.UTF-8")
    assert korean.returncode == 2
    assert any("가" <= sign <= "힣" for sign in korean.stderr)


def test_without_a_terminal_a_password_comes_from_the_environment(shell: Shell) -> None:
    result = shell.run("admin", "init", NNGRADER_PASSWORD="")
    assert result.returncode == 2
    assert "NNGRADER_PASSWORD" in result.stderr


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"NNGRADER_WEB_THREADS": "many"}, "NNGRADER_WEB_THREADS=many"),
        ({"NNGRADER_DATABASE_URL": "mysql://h/x"}, "NNGRADER_DATABASE_URL"),
        ({"NNGRADER_HOST": "no.such.host.invalid"}, "no.such.host.invalid"),
    ],
)
def test_serve_with_unusable_settings_is_a_sentence_and_exit_code_3(
    shell: Shell, variables: dict[str, str], said: str
) -> None:
    result = shell.served(**variables)
    assert result.returncode == 3
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_serve_on_a_damaged_database_is_a_sentence_and_exit_code_3(shell: Shell) -> None:
    shell.home.mkdir()
    (shell.home / "nngrader.sqlite3").write_bytes(b"no database " * 500)
    result = shell.served()
    assert result.returncode == 3
    assert "damaged" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_port_in_use_is_a_sentence_and_exit_code_3(shell: Shell) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = shell.start("serve", "--port", str(port))
        _, said = process.communicate(timeout=120)
    assert process.returncode == 3
    assert said == f"Port {port} is already in use by another program. Choose another with --port or NNGRADER_PORT.\n"


def test_the_demo_is_refused_to_the_world(shell: Shell) -> None:
    process = shell.start("serve", "--demo", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 -- refused, as it should
    _, said = process.communicate(timeout=120)
    assert process.returncode == 3
    assert "passwords are public" in said


@pytest.fixture
def served(shell: Shell) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = shell.start("serve", "--port", "0", "--demo")
    try:
        assert process.stdout is not None
        said = [process.stdout.readline(), process.stdout.readline()]
        assert "teacher, kim, lee, park" in said[0], process.stderr.read() if process.stderr else ""
        yield process, said[1].split()[2].rstrip(",")
    finally:
        process.kill()
        process.communicate()


def read(address: str) -> bytes:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as response:  # noqa: S310 -- our own address
                return bytes(response.read())
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)


@pytest.mark.sandbox
def test_serve_answers_and_ends_at_term_with_all_its_processes(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = served
    assert read(f"{address}/healthz") == b'{"status":"ok"}\n'
    children = [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    assert len(children) == 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


@pytest.mark.sandbox
def test_the_demo_has_hand_ins_that_were_really_graded(shell: Shell, served: tuple[subprocess.Popen[str], str]) -> None:
    """Kim has full marks, Lee lost some on the first attempt and fewer on the second, Park has not begun."""
    service = open_service(load({"NNGRADER_HOME": str(shell.home)}))
    scores: dict[str, list[float]] = {}
    with service.database.reading() as session:
        assert len(session.scalars(select(Membership).where(Membership.role == Role.STUDENT)).all()) == 3
        for stored in session.scalars(select(StoredReport).order_by(StoredReport.grading_id)):
            attempt = session.get_one(Attempt, stored.grading.attempt_id)
            report = from_json(json.loads(stored.body))
            scores.setdefault(attempt.user.login, []).append(float(report.score / report.max_score))
    assert scores["kim"] == [1.0]
    assert len(scores["lee"]) == 2
    assert scores["lee"][0] < scores["lee"][1] < 1
    assert "park" not in scores
