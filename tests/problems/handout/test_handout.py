"""A folder of handouts: whole pages, the same numbers on paper, in the key and in the manifest, no secret on paper."""

import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from problems.assignment import Assigned, variants_for
from problems.catalog import find
from problems.code.notebook_starter import notebook_starter
from problems.code.task import CodeTask
from problems.handout import HandoutError, earlier, generate, read_manifest
from problems.page.html import unreadable_formulas
from problems.question import statement, values
from problems.roster import Student
from problems.sets.problem_set import ProblemSet, load, parse
from reference.text import LOCALES, Locale

HANA = Student("00123456", "김하나", "hana@example.ac.kr", "1")
ODD = Student("a<b>&\"'..", "Lee <script>alert(1)</script> & Sons")
WEEK3 = load("week3")


def assigned(problem_set: ProblemSet, *students: Student, secret: bytes = b"secret") -> Assigned:
    return variants_for(problem_set, [student.id for student in students], secret, "course")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("handouts") / "new" / "folder"
    generate(WEEK3, [HANA, ODD], assigned(WEEK3, HANA, ODD), out, "ko")
    return out


def data(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


class _Page(HTMLParser):
    """What a browser would fetch, run, or show."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "action"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_folder_has_a_page_and_its_data_for_each_student_the_key_and_the_manifest(folder: Path) -> None:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert names[:3] == ["instructor/key.html", "instructor/key.json", "manifest.json"]
    tasks = ("activations", "backprop", "perceptron")
    assert names[3:-4] == [f"starters/{task}.{form}" for task in tasks for form in ("ipynb", "py")]
    assert names[-4:-2] == ["students/00123456.html", "students/00123456.json"]
    assert re.fullmatch(r"students/a-b-[0-9a-f]{12}\.html", names[-2])


def test_starters_lie_beside_the_papers_which_name_them(folder: Path) -> None:
    task = find("code.activations")
    assert isinstance(task, CodeTask)
    assert (folder / "starters" / "activations.py").read_text(encoding="utf-8") == task.starter("ko")
    assert (folder / "starters" / "activations.ipynb").read_text(encoding="utf-8") == notebook_starter(task, "ko")
    page = _Page(folder / "students" / "00123456.html")
    assert "activations.py 파일이나 activations.ipynb 노트북으로" in page.text


def test_every_page_stands_alone_and_runs_nothing(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        page = _Page(path)
        assert page.open == []
        assert "script" not in page.tags
        assert page.addresses == []
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"url\(.{6}", re.sub(r"data:image/svg[^\n]*", "data:", text))) <= {'url("data:'}
        assert text.count("@font-face") == 1


def test_a_student_sees_name_id_group_and_the_papers_number(folder: Path) -> None:
    page = _Page(folder / "students" / "00123456.html")
    code = data(folder / "manifest.json")["students"]["00123456"]["code"]
    for part in ("00123456", "김하나", "문제지 번호", code, "65점", "q1. 2-2-1", "소수 4자리"):
        assert part in page.text
    odd = _Page(next((folder / "students").glob("a-b-*.html")))
    assert ODD.name in odd.text
    assert ODD.id in odd.text


def test_paper_key_and_manifest_hold_the_same_variants(folder: Path) -> None:
    manifest = read_manifest((folder / "manifest.json").read_text(encoding="utf-8"))
    key = data(folder / "instructor" / "key.json")
    expected = assigned(WEEK3, HANA, ODD)
    assert manifest.students == expected
    assert (manifest.set_id, manifest.digest) == ("week3", WEEK3.digest)
    paper = data(folder / "students" / "00123456.json")
    assert paper["schema"] == "nngrader.handout/1"
    for row in paper["problems"]:
        variant = expected["00123456"][row["id"]]
        assert (row["use"], row["version"], row["seed"]) == (variant.family, variant.version, variant.seed)
        assert row["givens"] == variant.givens
        assert key["students"]["00123456"]["problems"][row["id"]]["givens"] == variant.givens


def test_the_key_has_full_precision_and_intervals_around_the_values(folder: Path) -> None:
    key = data(folder / "instructor" / "key.json")["students"]["00123456"]["problems"]
    variant = assigned(WEEK3, HANA)["00123456"]["q1"]
    right = values(find("backprop.two_two_one"), variant)
    assert set(key["q1"]["fields"]) == set(WEEK3.problems[0].asked or ())
    for name, field in key["q1"]["fields"].items():
        assert field["value"] == right[name]
        low, high = field["accepted"]
        assert low < right[name] < high
        assert high - low < 20e-4
    assert key["q4"]["any_right"] is True
    assert key["q5"]["fields"] == {}


def test_no_value_of_the_key_stands_in_what_a_student_gets(folder: Path) -> None:
    """The givens do; a computed number with all its digits, or as it would be answered, must not."""
    key = data(folder / "instructor" / "key.json")["students"]["00123456"]["problems"]
    given = (folder / "students" / "00123456.json").read_text(encoding="utf-8") + _Page(
        folder / "students" / "00123456.html"
    ).text
    computed = [field["value"] for row in ("q1", "q2") for field in key[row]["fields"].values()]
    flat = [cell for value in computed for cell in _cells(value) if cell != round(cell, 3)]
    assert len(flat) > 20
    for value in flat:
        assert repr(value) not in given
        assert f"{value:.4f}" not in given
    assert "accepted" not in given


def _cells(value: Any) -> list[float]:
    return [cell for part in value for cell in _cells(part)] if isinstance(value, list) else [value]


def test_the_answers_file_to_copy_is_toml_with_every_field_blank_in_its_shape(folder: Path) -> None:
    page = _Page(folder / "students" / "00123456.html")
    answers = tomllib.loads(page.text[page.text.index("# 답을 따옴표 안에") : page.text.index("함수는 .py 파일이나")])
    paper = data(folder / "students" / "00123456.json")
    for row in paper["problems"]:
        assert list(answers.get(row["id"], {})) == row["asked"]
    key = data(folder / "instructor" / "key.json")["students"]["00123456"]["problems"]
    for problem, fields in answers.items():
        for name, blank in fields.items():
            shape = key[problem]["fields"][name]["value"]
            assert _blanked(shape) == blank


def _blanked(value: Any) -> Any:
    return [_blanked(part) for part in value] if isinstance(value, list) else ""


@pytest.mark.parametrize("locale", LOCALES)
def test_every_formula_on_the_papers_compiles(tmp_path: Path, locale: Locale) -> None:
    generate(WEEK3, [HANA], assigned(WEEK3, HANA), tmp_path, locale)
    for path in tmp_path.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert 'class="tex"' not in text
        assert f'<html lang="{locale}">' in text
    for problem in WEEK3.problems:
        variant = assigned(WEEK3, HANA)["00123456"][problem.id]
        assert unreadable_formulas(statement(find(problem.use), variant)[locale]) == ()


def test_course_and_deadline_stand_on_the_paper_when_the_set_has_them(tmp_path: Path) -> None:
    text = 'course = {ko = "신경망", en = "Neural nets"}\ndeadline = 2026-12-01T23:59:00+09:00\n' + WEEK3.source
    dated = parse(text, "dated")
    generate(dated, [HANA], assigned(dated, HANA), tmp_path, "en")
    page = _Page(tmp_path / "students" / "00123456.html").text
    assert "Neural nets" in page
    assert "2026-12-01 23:59 (UTC+0900)" in page
    assert data(tmp_path / "students" / "00123456.json")["deadline"] == "2026-12-01T23:59:00+09:00"


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_second_run_writes_the_same_bytes_and_may_add_students(tmp_path: Path) -> None:
    generate(WEEK3, [HANA], assigned(WEEK3, HANA), tmp_path, "ko")
    before = _contents(tmp_path)
    generate(WEEK3, [HANA], assigned(WEEK3, HANA), tmp_path, "ko")
    assert _contents(tmp_path) == before
    known = earlier(tmp_path)
    assert known is not None
    late = Student("9", "Late")
    joined = {**known.students, **variants_for(WEEK3, ["9"], b"secret", "course", taken=known.students)}
    generate(WEEK3, [HANA, late], joined, tmp_path, "ko")
    assert _contents(tmp_path)["students/00123456.html"] == before["students/00123456.html"]
    assert set(read_manifest((tmp_path / "manifest.json").read_text(encoding="utf-8")).students) == {"00123456", "9"}


def test_a_run_that_would_change_or_lose_a_paper_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    generate(WEEK3, [HANA, ODD], assigned(WEEK3, HANA, ODD), tmp_path, "ko")
    before = _contents(tmp_path)
    with pytest.raises(HandoutError, match="papers of 2 students would differ"):
        generate(WEEK3, [HANA, ODD], assigned(WEEK3, HANA, ODD, secret=b"other"), tmp_path, "ko")
    with pytest.raises(HandoutError, match="papers of 1 students would differ"):
        generate(WEEK3, [HANA], assigned(WEEK3, HANA), tmp_path, "ko")
    other = parse(WEEK3.source + "\n", "week3")
    with pytest.raises(HandoutError, match="another version of it"):
        generate(other, [HANA, ODD], assigned(other, HANA, ODD), tmp_path, "ko")
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(HandoutError, match="no manifest"):
        generate(WEEK3, [HANA, ODD], assigned(WEEK3, HANA, ODD), tmp_path, "ko")
    after = _contents(tmp_path)
    assert {name: after[name] for name in after if name != "manifest.json"} == {
        name: before[name] for name in before if name != "manifest.json"
    }


def test_a_folder_that_cannot_be_written_is_a_sentence_in_both_languages(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("here already")
    with pytest.raises(HandoutError, match="cannot write into this folder") as raised:
        generate(WEEK3, [HANA], assigned(WEEK3, HANA), blocked, "ko")
    assert "이 폴더에 쓸 수 없습니다" in raised.value.text.ko
    with pytest.raises(HandoutError, match="cannot write"):
        generate(WEEK3, [HANA], assigned(WEEK3, HANA), "/proc/nngrader", "ko")


def test_a_full_disk_is_named_and_leaves_no_half_written_file(tmp_path: Path) -> None:
    """/dev/full is a real device that is always full; the page's temporary name leads there."""
    (tmp_path / "manifest.json.part").symlink_to("/dev/full")
    with pytest.raises(HandoutError, match="the disk is full"):
        generate(WEEK3, [HANA], assigned(WEEK3, HANA), tmp_path, "ko")
    assert list(tmp_path.iterdir()) == []
