"""A class is graded hand-in by hand-in: resumable, on several processes, none touching another."""

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grader.batch import hand_ins
from grader.batch.gradebook import ENCODING, gradebook, safe
from grader.batch.hand_ins import MAX_HAND_IN
from grader.batch.run import OutputError, Result, Task, grade_all, result_from_json, write_result, write_whole
from grader.intake.uploads import MAX_FILES
from problems.assignment import variants_for
from problems.catalog import TASKS, find
from problems.code.task import CodeTask
from problems.question import fields, values
from problems.sets.problem_set import ProblemSet, parse
from problems.variant import Variant
from reference.decimals import written
from reference.text import same

BY_HAND = """
id = "numbers"
title = {ko = "수", en = "numbers"}
[[problem]]
id = "q1"
use = "backprop.two_two_one"
points = 10
[[problem]]
id = "q2"
use = "perceptron.update"
points = 5
"""
SECRET = b"a secret of a test, long enough"


@pytest.fixture
def by_hand() -> ProblemSet:
    return parse(BY_HAND, "numbers.toml")


def answers_of(problem_set: ProblemSet, variants: dict[str, Variant]) -> str:
    """The right answers as a student writes them."""
    lines: list[str] = []
    for problem in problem_set.problems:
        kind, variant = find(problem.use), variants[problem.id]
        if isinstance(kind, CodeTask):
            continue
        lines.append(f"[{problem.id}]")
        right = values(kind, variant)
        for field in fields(kind, variant, problem.asked, problem.decimals):
            digits = 0 if field.integer else 6 if field.decimals is None else field.decimals
            lines.append(f"{field.name} = {json.dumps(written(right[field.name], digits))}")
    return "\n".join(lines)


def class_of(problem_set: ProblemSet, folder: Path, students: list[str]) -> list[Task]:
    """A folder in which everybody hands in right answers, and what there is to grade in it."""
    variants = variants_for(problem_set, students, SECRET)
    for student in students:
        (folder / student).mkdir(parents=True)
        (folder / student / "answers.toml").write_text(answers_of(problem_set, variants[student]), encoding="utf-8")
    return [Task(student, folder / student, problem_set, variants[student], "public") for student in students]


def test_everybody_gets_a_report_on_their_own_numbers(by_hand: ProblemSet, tmp_path: Path) -> None:
    """Right answers to one's own variant earn everything; the neighbour's earn next to nothing."""
    tasks = class_of(by_hand, tmp_path / "in", ["0001", "0002", "0003"])
    stolen = (tmp_path / "in" / "0001" / "answers.toml").read_text(encoding="utf-8")
    (tmp_path / "in" / "0003" / "answers.toml").write_text(stolen, encoding="utf-8")
    (tmp_path / "out").mkdir()
    results = grade_all(tasks, tmp_path / "out", 2, lambda _result: None)
    scores = [float(result.report.score) for result in results if result.report]
    assert [result.student for result in results] == ["0001", "0002", "0003"]
    assert scores[:2] == [15.0, 15.0]
    assert scores[2] < 4


def test_result_files_are_reports_with_their_record_and_read_back_whole(by_hand: ProblemSet, tmp_path: Path) -> None:
    tasks = class_of(by_hand, tmp_path / "in", ["0001"])
    (tmp_path / "out").mkdir()
    (result,) = grade_all(tasks, tmp_path / "out", 1, lambda _result: None)
    stored = json.loads((tmp_path / "out" / "0001.json").read_text(encoding="utf-8"))
    assert (stored["schema"], stored["score"]) == ("nngrader.report/1", "15.00")
    assert stored["record"]["student"] == "0001"
    assert result_from_json(stored) == result


@pytest.mark.sandbox
def test_the_record_of_code_says_at_which_level_its_imports_were_confined(tmp_path: Path) -> None:
    task = TASKS["code.gates"]
    problem_set = parse('id = "g"\ntitle = "G"\n[[problem]]\nid = "q1"\nuse = "code.gates"\npoints = 4\n', "g.toml")
    folder = tmp_path / "in" / "0001"
    folder.mkdir(parents=True)
    (folder / "hw.py").write_text(task.preamble + task.solution, encoding="utf-8")
    variants = {"q1": Variant(task.id, task.version, "1", {})}
    (tmp_path / "out").mkdir()
    grade_all([Task("0001", folder, problem_set, variants, "public")], tmp_path / "out", 1, lambda _result: None)
    stored = json.loads((tmp_path / "out" / "0001.json").read_text(encoding="utf-8"))
    assert stored["score"] == "4.00"
    assert stored["record"]["level"] in {"L1", "L2", "L3"}
    assert stored["record"]["profiles"] == {"numpy": stored["record"]["level"]}


def test_a_second_run_grades_only_what_has_changed(by_hand: ProblemSet, tmp_path: Path) -> None:
    """Unchanged results are kept as they are; a changed hand-in, other numbers, or a broken file are graded anew."""
    tasks = class_of(by_hand, tmp_path / "in", ["0001", "0002", "0003", "0004"])
    out = tmp_path / "out"
    out.mkdir()
    grade_all(tasks, out, 1, lambda _result: None)
    for student in ("0001", "0002", "0003", "0004"):
        os.utime(out / f"{student}.json", (1, 1))
    (tmp_path / "in" / "0002" / "answers.toml").write_text("[q1]\nh1 = 0\n", encoding="utf-8")
    (out / "0003.json").write_text("{", encoding="utf-8")
    other = variants_for(by_hand, ["0004"], b"another secret of the test")["0004"]
    tasks[3] = Task("0004", tasks[3].path, by_hand, other, "public")
    results = grade_all(tasks, out, 1, lambda _result: None)
    kept = [s for s in ("0001", "0002", "0003", "0004") if (out / f"{s}.json").stat().st_mtime == 1]
    assert kept == ["0001"]
    assert [float(r.report.score) > 14 for r in results if r.report] == [True, False, True, False]


class Killer(str):
    """Planted: reading it in another process ends that process."""

    __slots__ = ()

    def __reduce__(self) -> Any:
        return os._exit, (7,)


def test_a_hand_in_that_kills_its_worker_costs_only_itself(by_hand: ProblemSet, tmp_path: Path) -> None:
    tasks = class_of(by_hand, tmp_path / "in", ["0001", "0002", "0003"])
    tasks[1] = Task("0002", tasks[1].path, by_hand, tasks[1].variants, Killer("public"))
    (tmp_path / "out").mkdir()
    results = {r.student: r for r in grade_all(tasks, tmp_path / "out", 2, lambda _result: None)}
    assert results["0002"].report is None
    assert "died" in (results["0002"].error or same("")).en
    assert all(results[s].report is not None and results[s].report.score == 15 for s in ("0001", "0003"))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"0001.json", "0002.json", "0003.json"}


def test_a_fault_of_ours_is_one_students_result_and_is_tried_again(
    by_hand: ProblemSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: grading the second student breaks."""
    tasks = class_of(by_hand, tmp_path / "in", ["0001", "0002"])
    (tmp_path / "out").mkdir()
    real = hand_ins.read
    monkeypatch.setattr("grader.batch.run._submission", _broken_for("0002"))
    first = grade_all(tasks, tmp_path / "out", 1, lambda _result: None)
    assert [r.report is None for r in first] == [False, True]
    assert "planted" in (first[1].error or same("")).ko
    monkeypatch.undo()
    assert hand_ins.read is real
    again = grade_all(tasks, tmp_path / "out", 1, lambda _result: None)
    assert all(r.report is not None and r.report.score == 15 for r in again)


def _broken_for(student: str) -> Any:
    from grader.batch.run import _submission  # noqa: PLC0415 -- the real one, before it is replaced

    def submission(task: Task, hand_in: Any) -> Any:
        if task.student == student:
            raise ZeroDivisionError("planted")
        return _submission(task, hand_in)

    return submission


def test_folders_and_archives_are_read_with_caps_and_never_through_links(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "a" / "sub" / "__pycache__").mkdir(parents=True)
    (folder / "a" / "sub" / "hw.py").write_text("x = 1", encoding="utf-8")
    (folder / "a" / "sub" / "__pycache__" / "hw.pyc").write_bytes(b"1")
    (folder / "a" / ".hidden").write_text("no", encoding="utf-8")
    (folder / "a" / "key.py").symlink_to("/etc/hostname")
    os.mkfifo(folder / "a" / "pipe.py")
    (folder / "b.zip").write_bytes(b"PK")
    (folder / ".git").mkdir()
    (folder / "reports").mkdir()
    found = hand_ins.students(folder, folder / "reports")
    assert list(found) == ["a", "b"]
    hand_in = hand_ins.read("a", found["a"])
    assert [file.name for file in hand_in.files] == ["sub/hw.py"]
    assert len(hand_in.notes) == 2
    assert [file.name for file in hand_ins.read("b", found["b"]).files] == ["b.zip"]


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    """Else one student's folder could stand for another's, or for anything on the instructor's disk."""
    (tmp_path / "in" / "a").mkdir(parents=True)
    (tmp_path / "in" / "a" / "hw.py").write_text("x = 1", encoding="utf-8")
    (tmp_path / "in" / "b").symlink_to(tmp_path / "in" / "a")
    found = hand_ins.students(tmp_path / "in")
    assert list(found) == ["a", "b"]
    hand_in = hand_ins.read("b", found["b"])
    assert hand_in.files == ()
    assert len(hand_in.notes) == 1


def test_names_that_are_no_text_do_not_end_the_run(by_hand: ProblemSet, tmp_path: Path) -> None:
    """Korean names of old archives are bytes in another encoding: the class is graded and written all the same."""
    (first, second) = class_of(by_hand, tmp_path / "in", ["0001", "0002"])
    odd = os.fsdecode("과제".encode("cp949"))
    (first.path / f"{odd}.py").symlink_to("/etc/hostname")
    (first.path / "answers.json").write_text('{"q1": {"\\ud800\\u001b[2J": {}}}', encoding="utf-8")
    (tmp_path / "out").mkdir()
    results = [*grade_all([first, second], tmp_path / "out", 1, lambda _result: None)]
    results.append(Result(odd, "", None, same(odd)))
    write_result(results[-1], tmp_path / "out")
    for result in results:
        stored = json.loads((tmp_path / "out" / f"{result.student}.json").read_text(encoding="utf-8"))
        assert result_from_json(stored) == result
    write_whole(tmp_path / "g.csv", gradebook(by_hand, results, [], "ko"), ENCODING)
    assert len((tmp_path / "g.csv").read_text(ENCODING).splitlines()) == 4


def test_a_folder_with_too_much_in_it_is_cut_and_said_so(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 2):
        (tmp_path / f"f{number:03}.py").write_text("x = 1", encoding="utf-8")
    hand_in = hand_ins.read("a", tmp_path)
    assert len(hand_in.files) == MAX_FILES
    assert len(hand_in.notes) == 1
    assert sum(len(file.data) for file in hand_in.files) <= MAX_HAND_IN


def test_the_name_of_an_input_depends_on_names_and_bytes_alone(tmp_path: Path) -> None:
    digests = set()
    for name, text in (("a.py", "bc"), ("ab.py", "c"), ("a.py", "bcd")):
        folder = tmp_path / str(len(digests))
        folder.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
        digests.add(hand_ins.read("s", folder).digest)
        assert hand_ins.read("t", folder).digest in digests
    assert len(digests) == 3


def test_the_gradebook_opens_in_spreadsheets_without_harm(by_hand: ProblemSet, tmp_path: Path) -> None:
    """A mark for Excel, CRLF, leading zeros kept, no cell that starts a formula, nobody counted as 0 unseen."""
    tasks = class_of(by_hand, tmp_path / "in", ["0001"])
    (tmp_path / "out").mkdir()
    results = grade_all(tasks, tmp_path / "out", 1, lambda _result: None)
    results.append(Result('=HYPERLINK("x")', "", None, same("no")))
    text = gradebook(by_hand, results, ["0009"], "ko")
    assert text.encode(ENCODING).startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") == text.count("\n") == 4
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(text))}
    assert list(rows) == ["0001", "0009", '\'=HYPERLINK("x")']
    assert [rows["0001"][column] for column in ("q1", "q2", "total", "max")] == ["10.00", "5.00", "15.00", "15.00"]
    assert rows["0009"]["total"] == rows['\'=HYPERLINK("x")']["total"] == ""
    assert rows["0009"]["status"] == "미제출"
    assert [safe(cell) for cell in ("+1", "-1", "@x", "=1", "1", "가")] == ["'+1", "'-1", "'@x", "'=1", "1", "가"]


def test_a_result_that_cannot_be_written_is_told_and_leaves_the_earlier_one(tmp_path: Path) -> None:
    """Planted: the folder became a file; and a name that is taken by a folder."""
    (tmp_path / "taken.json").mkdir()
    for student, out in (("s", Path("/proc/nngrader")), ("taken", tmp_path)):
        with pytest.raises(OutputError) as told:
            write_result(Result(student, "", None), out)
        assert str(out) in told.value.text.ko
    assert [path.name for path in tmp_path.iterdir()] == ["taken.json"]


def _command(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", "--locale", "en", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.mark.sandbox
def test_papers_are_made_handed_in_and_graded(tmp_path: Path) -> None:
    """From the roster to the gradebook through the command line, with the manifest and with the secret."""
    roster = tmp_path / "roster.csv"
    roster.write_text("학번,이름\n0012,김하나\n0013,이둘\n0014,박셋\n0015,최넷\n", encoding="utf-8")
    papers, folder, secret = tmp_path / "papers", tmp_path / "in", tmp_path / "secret"
    made = _command("generate", "week3", "--roster", roster, "--out", papers, "--secret-file", secret)
    assert made.returncode == 0, made.stderr
    assert secret.stat().st_mode & 0o777 == 0o600
    assert str(secret) in made.stderr
    for student in ("0012", "0013", "0014"):
        _hand_in(papers, folder, student)
    (folder / "0013" / "q6.py").write_text("def sigmoid(x:\n", encoding="utf-8")
    (folder / "0014" / "q6.py").write_text("while True:\n    pass\n", encoding="utf-8")

    by_manifest = _command("grade", "week3", folder, "--out", tmp_path / "a", "--manifest", papers / "manifest.json")
    by_secret = _command("grade", "week3", folder, "--out", tmp_path / "b", "--secret-file", secret, "--roster", roster)
    for done, out in ((by_manifest, tmp_path / "a"), (by_secret, tmp_path / "b")):
        assert done.returncode == 0, done.stderr
        # 0012's too: two of the model answers bring a sigmoid of their own.
        told = "Hand-ins with notes on their files, such as one that cannot be read: 0012, 0013, 0014"
        assert done.stderr.strip() == told
        with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
            totals = {row["student"]: (row["total"], row["status"]) for row in csv.DictReader(file)}
        assert totals == {
            "0012": ("65.00", "graded"),
            "0013": ("55.00", "graded"),
            "0014": ("55.00", "graded"),
            "0015": ("", "not handed in"),
        }


@pytest.mark.sandbox
def test_a_stranger_gets_a_result_file_that_says_so_and_the_exit_code_tells(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\n20240012,Kim\n", encoding="utf-8")
    papers, folder = tmp_path / "papers", tmp_path / "in"
    assert _command("generate", "week3", "--roster", roster, "--out", papers).returncode == 0
    (folder / "20240021").mkdir(parents=True)
    done = _command("grade", "week3", folder, "--manifest", papers / "manifest.json")
    assert done.returncode == 1
    assert "Did you mean '20240012'?" in done.stderr
    stored = json.loads((tmp_path / "in-reports" / "20240021.json").read_text(encoding="utf-8"))
    assert stored["score"] is None
    assert "20240021" in stored["record"]["error"]["ko"]


@pytest.mark.sandbox
def test_a_student_checks_with_the_handout_what_is_graded_later(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name\n0012,Kim\n", encoding="utf-8")
    papers, folder = tmp_path / "papers", tmp_path / "in"
    assert _command("generate", "week3", "--roster", roster, "--out", papers).returncode == 0
    _hand_in(papers, folder, "0012")
    files, handout = sorted((folder / "0012").iterdir()), papers / "students" / "0012.json"
    done = _command("check", *files, "--handout", handout, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["score"] == "65.00"


def test_a_sets_own_numbers_that_hide_mistakes_are_told_when_papers_are_made(tmp_path: Path) -> None:
    """Equal weights cannot show crossed ones; numbers that were drawn say nothing."""
    roster, chosen = tmp_path / "roster.csv", tmp_path / "own.toml"
    roster.write_text("id,name\na,Lee\n", encoding="utf-8")
    numbers = ", ".join(f"{name} = 0.5" for name in ("x1", "x2", "w1", "w2", "w3", "w4", "w5", "w6", "alpha"))
    chosen.write_text(
        BY_HAND.replace("points = 10", f"points = 10\ngivens = {{{numbers}, y = 1}}\nasked = ['a1']"), encoding="utf-8"
    )
    done = _command("generate", chosen, "--roster", roster, "--out", tmp_path / "papers")
    assert done.returncode == 0, done.stderr
    assert "the fixed numbers of q1 hide mistakes (1)" in done.stderr
    assert "q2" not in done.stderr


def test_a_person_who_waits_sees_a_bar_and_a_log_file_sees_none(tmp_path: Path) -> None:
    chosen, secret = tmp_path / "own.toml", tmp_path / "secret"
    chosen.write_text(BY_HAND, encoding="utf-8")
    secret.write_text("a secret of a test, long enough", encoding="utf-8")
    secret.chmod(0o600)
    for student in ("0001", "0002"):
        (tmp_path / "in" / student).mkdir(parents=True)
    command = [sys.executable, "-m", "grader", "--locale", "en", "grade", str(chosen), str(tmp_path / "in")]
    command += ["--secret-file", str(secret), "--out", str(tmp_path / "out"), "--jobs", "1"]
    leader, follower = pty.openpty()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=follower, timeout=300, check=False)
    os.close(follower)
    seen = os.read(leader, 1 << 16).decode()
    os.close(leader)
    assert done.returncode == 0
    assert "Grading" in seen
    assert "100%" in seen
    assert b"Grading" not in subprocess.run(command, capture_output=True, timeout=300, check=False).stderr


def test_adding_students_keeps_the_papers_that_are_out(tmp_path: Path) -> None:
    roster, papers = tmp_path / "roster.csv", tmp_path / "papers"
    roster.write_text("id,name\nb,Kim\n", encoding="utf-8")
    assert _command("generate", "week3", "--roster", roster, "--out", papers).returncode == 0
    before = (papers / "students" / "b.html").read_bytes()
    roster.write_text("id,name\na,Lee\nb,Kim\n", encoding="utf-8")
    done = _command("generate", "week3", "--roster", roster, "--out", papers)
    assert done.returncode == 0, done.stderr
    assert "1 of them new" in done.stdout
    assert (papers / "students" / "b.html").read_bytes() == before
    assert (papers / "students" / "a.html").exists()


def _hand_in(papers: Path, folder: Path, student: str) -> None:
    """The right answers to a printed paper, and each task's model answer."""
    from problems.handout import read_manifest  # noqa: PLC0415
    from problems.sets.problem_set import load  # noqa: PLC0415

    manifest = read_manifest((papers / "manifest.json").read_text(encoding="utf-8"))
    (folder / student).mkdir(parents=True)
    week3 = load("week3")
    answers = answers_of(week3, dict(manifest.students[student]))
    (folder / student / "answers.toml").write_text(answers, encoding="utf-8")
    for problem in week3.problems:
        task = find(problem.use)
        if isinstance(task, CodeTask):
            file = folder / student / f"{problem.id}.py"
            file.write_text(task.preamble + task.solution, encoding="utf-8")
