"""Bad input: one clear sentence in the reader's language, the right exit code, never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.grader.cli.invocation import Command, Within, Write, plain_environment

FILES: dict[str, Any] = {
    "empty.json": b"",
    "huge.json": b" " * ((1 << 20) + 1),
    "not.json": '{"x1": 0.5,\n "x2" 0.7}',
    "list.json": "[1, 2]",
    "twice.json": '{"x1": 1, "x1": 2}',
    "deep.json": '{"x1": ' + "[" * 20_000 + "]" * 20_000 + "}",
    "digits.json": '{"x1": ' + "9" * 6000 + "}",
    "bytes.toml": b"\xff\xfe\x00h1",
    "bad.toml": "h1 = = 1",
    "part.json": {"x1": "0.5"},
    "odd.json": {"x9": "0.5"},
    "text.json": dict.fromkeys(("x1", "x2", "w1", "w2", "w3", "w4", "w5", "w6", "y", "alpha"), "abc"),
    "nan.json": '{"x": [NaN, 1], "y": 0, "o": 1, "w": [1, 1], "b": 1, "eta": 1}',
    "misspelt.toml": "h11 = 0.5",
    "tables.toml": "[first]\nh1 = 1\n[second]\nh1 = 2",
    "answers.txt": "h1 = 1",
    "secret": "short",
    "set.toml": 'id = "x"\ntitle = "t"\n[[problem]]\nid = "q1"\nuse = "backprop.two_two_on"\npoints = 1\n',
    "roster.csv": "학번,이름\n1,김\n1,이\n",
    "good.csv": "학번,이름\n1,김\n",
    "f.py": "def f():\n    return 1\n",
    "broken.py": "def f(:\n",
}
NET = "backprop.two_two_one"
UPDATE = "perceptron.update"
CHECKS_FAILED, USAGE, COULD_NOT_RUN = 1, 2, 3

TABLE = [
    (["shw"], USAGE, "Did you mean 'show'?", "혹시 'show'의 오타입니까?"),
    (["show"], USAGE, "ID is missing", "빠진 것이 있습니다: ID"),
    (["show", NET, "--sed", "1"], USAGE, "Did you mean '--seed'?", "혹시 '--seed'의 오타입니까?"),
    (["show", NET, "--seed"], USAGE, "--seed needs a value", "--seed 옵션 뒤에 값"),
    (["show", NET, "more"], USAGE, "an argument too many: more", "쓰이지 않는 인자가 있습니다: more"),
    (["show", NET, "--json=3"], USAGE, "--json takes no value", "--json 옵션에는 값을 줄 수 없습니다"),
    (["show", NET, "--locale", "fr"], USAGE, "--locale must be one of ko, en", "ko, en 가운데 하나"),
    (["show", "backprop.two_two_on"], USAGE, f"Did you mean '{NET}'?", f"혹시 '{NET}'의 오타입니까?"),
    (["show", NET, "--asked", "h1,h22"], USAGE, "Did you mean 'h2'?", "혹시 'h2'의 오타입니까?"),
    (["show", NET, "--decimals", "h9=3"], USAGE, "no answer 'h9'", "없는 답입니다: 'h9'"),
    (["show", NET, "--decimals", "99"], USAGE, "from 0 to 12", "0에서 12 사이"),
    (["show", NET, "--decimals", "h1=x"], USAGE, "h1: decimals", "h1: 자릿수"),
    (["show", NET, "--decimals", "nofile"], USAGE, "no such file", "그런 파일이 없습니다"),
    (["show", NET, "--givens", "nofile"], USAGE, "no such file", "그런 파일이 없습니다"),
    (["show", NET, "--givens", "."], USAGE, "is a folder", "폴더입니다"),
    (["show", NET, "--givens", "empty.json"], USAGE, "is empty", "빈 파일"),
    (["show", NET, "--givens", "huge.json"], USAGE, "larger than 1024 KB", "1024 KB를 넘어"),
    (["show", NET, "--givens", "not.json"], USAGE, "line 2: this is not JSON", "2행: JSON이 아닙니다"),
    (["show", NET, "--givens", "list.json"], USAGE, "table of names", "표여야 합니다"),
    (["show", NET, "--givens", "twice.json"], USAGE, "'x1' appears twice", "두 번 나옵니다"),
    (["show", NET, "--givens", "deep.json"], USAGE, "list too deep", "너무 깊은 목록"),
    (["show", NET, "--givens", "digits.json"], USAGE, "number too long", "너무 긴 수"),
    (["show", NET, "--givens", "bytes.toml"], USAGE, "not UTF-8", "UTF-8"),
    (["show", NET, "--givens", "bad.toml"], USAGE, "is not TOML", "TOML이 아닙니다"),
    (["show", NET, "--givens", "part.json"], USAGE, "missing given: x2", "필요한 항목이 없습니다: x2"),
    (["show", NET, "--givens", "odd.json"], USAGE, "unknown given: x9", "알 수 없는 항목입니다: x9"),
    (["show", NET, "--givens", "text.json"], USAGE, "x1 must be a number", "x1: 쓸 수 없는 값입니다"),
    (["show", UPDATE, "--givens", "nan.json"], USAGE, "must be a number, not NaN", "필요한 값: 수."),
    (["show", "code.activations", "--givens", "part.json"], USAGE, "is a code task", "코드 문제"),
    (["mark", NET, "nofile.toml"], USAGE, "no such file", "그런 파일이 없습니다"),
    (["mark", NET, "misspelt.toml"], USAGE, "Did you mean 'h1'?", "혹시 'h1'의 오타입니까?"),
    (["mark", NET, "tables.toml"], USAGE, "several tables (first, second)", "표가 여럿"),
    (["mark", NET, "answers.txt"], USAGE, "must be a .toml or .json", ".toml이나 .json"),
    (["mark", NET, "f.py"], USAGE, "must be a .toml or .json", ".toml이나 .json"),
    (["mark", NET, "bad.toml"], USAGE, "not valid TOML", "TOML"),
    (["mark", "gates.weights", "--decimals", "printed", "misspelt.toml"], USAGE, "no digits", "자릿수를 정할 답"),
    (["vet"], USAGE, "Give one ID, or --all", "--all"),
    (["vet", NET, "--all"], USAGE, "Give one ID, or --all", "--all"),
    (["vet", NET, "-n", "0"], USAGE, "from 1 to 100000", "1에서 100000"),
    (["vet", "backprop.nothing"], USAGE, "no problem called", "문제는 없습니다"),
    (["run", "f.py"], USAGE, "--call is missing", "빠진 것이 있습니다: --call"),
    (["run", "f.py", "--call", "f", "--args", "{"], USAGE, "--args is not JSON", "--args가 JSON이 아닙니다"),
    (["run", "f.py", "--call", "f", "--args", "1"], USAGE, "must be a list", "목록이어야"),
    (["run", "broken.py", "--call", "f"], CHECKS_FAILED, "broken.py", "broken.py"),
    (["check", "f.py"], USAGE, "--handout or --set", "--handout이나 --set"),
    (["check", "f.py", "--handout", "part.json"], USAGE, "not the JSON of", "JSON이 아닙니다"),
    (["check", "f.py", "--handout", "part.json", "--set", "week3"], USAGE, "either", "하나만"),
    (["grade", "wek3", "."], USAGE, "Did you mean 'week3'?", "혹시 'week3'의 오타입니까?"),
    (["grade", "set.toml", "."], USAGE, "line 5", "5행"),
    (["grade", "week3", "nowhere"], USAGE, "no such folder", "그런 폴더가 없습니다"),
    (["grade", "week3", "f.py"], USAGE, "is no folder", "폴더가 아닙니다"),
    (["grade", "week3", "hollow"], USAGE, "no student's folder", "학생의 폴더가 하나도"),
    (["grade", "week3", "class"], USAGE, "--manifest or --secret-file", "--manifest나 --secret-file"),
    (["grade", "week3", "class", "--secret-file", "secret"], USAGE, "16 characters", "16자 이상"),
    (["grade", "week3", "class", "--manifest", "part.json"], USAGE, "manifest", "배부 목록"),
    (["generate", "week3", "--roster", "roster.csv", "--out", "o"], USAGE, "already in line 2", "2행에 이미"),
    (["generate", "week3", "--roster", "nofile", "--out", "o"], USAGE, "no such file", "그런 파일이 없습니다"),
    (
        ["generate", "week3", "--roster", "class", "--out", "o"],
        USAGE,
        "cannot be read: Is a dir",
        "읽을 수 없습니다: Is a",
    ),
    (["generate", "week3", "--out", "o"], USAGE, "--roster is missing", "빠진 것이 있습니다: --roster"),
    (["generate", "week3", "--roster", "good.csv", "--out", "o", "--formats", "pdf"], USAGE, "comes later", "아직"),
    (["generate", "week3", "--roster", "good.csv", "--out", "o", "--formats", "htm"], USAGE, "'html'", "'html'"),
    (
        ["generate", "week3", "--roster", "good.csv", "--out", "f.py/o"],
        COULD_NOT_RUN,
        "not a folder",
        "폴더가 아닙니다",
    ),
]


@pytest.fixture
def folder(written: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in FILES.items():
        written(name, content)
    (tmp_path / "class" / "0001").mkdir(parents=True)
    (tmp_path / "hollow").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("arguments", "code", "english", "korean"), TABLE, ids=lambda value: str(value)[:60])
@pytest.mark.usefixtures("folder")
def test_bad_input_gets_a_sentence_in_either_language(
    within: Within, arguments: list[str], code: int, english: str, korean: str
) -> None:
    for locale, sentence in (("en", english), ("ko", korean)):
        done = within("--locale", locale, *arguments)
        assert done.exit_code == code, done.output
        assert sentence in done.stderr
        assert len(done.stderr.strip()) > 10
        assert done.stdout == ""
        assert "Traceback" not in done.output


def test_faults_of_this_program_are_one_sentence_and_name_the_way_to_the_traceback(
    within: Within, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: the catalogue breaks."""
    monkeypatch.setattr("grader.cli.families.EVERYTHING", None)
    done = within("families")
    assert done.exit_code == COULD_NOT_RUN
    assert "NNGRADER_DEBUG=1" in done.stderr
    assert "Traceback" not in done.stderr
    monkeypatch.setenv("NNGRADER_DEBUG", "1")
    assert "Traceback" in within("families").stderr


def test_a_full_disk_is_told(nngrader: Command) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "grader", "families", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=plain_environment(),
            timeout=60,
            check=False,
        )
    assert done.returncode == COULD_NOT_RUN
    assert done.stderr.strip() == "The output cannot be written: the disk is full."


def test_a_reader_that_stops_early_causes_no_complaint() -> None:
    """As in `nngrader families | head -1`."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "grader", "families", "--json"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env=plain_environment(),
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert done.stderr == b""


def test_ctrl_c_ends_with_130(tmp_path: Path) -> None:
    """The command waits for its file; by then it is past its start."""
    waiting = tmp_path / "givens"
    os.mkfifo(waiting)
    arguments = [sys.executable, "-m", "grader", "show", NET, "--givens", str(waiting)]
    with (
        subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=plain_environment()) as process,
        waiting.open("wb") as held,
    ):
        held.flush()
        process.send_signal(signal.SIGINT)
        held.close()  # a signal that comes just before the read starts would otherwise wait for it to end
        _out, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.decode().strip() == "Interrupted."
