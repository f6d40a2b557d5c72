"""A class list is read from the files that offices have, or refused with every fault at its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.roster import RosterError, Student, file_stem, load, read

KOREAN = "학번,이름,이메일,분반\n00123456,김하나,hana@example.ac.kr,1\n20230002,박둘,dul@example.ac.kr,2\n"
CLASS = (
    Student("00123456", "김하나", "hana@example.ac.kr", "1"),
    Student("20230002", "박둘", "dul@example.ac.kr", "2"),
)


def faults(data: bytes | str) -> dict[int | None, list[str]]:
    with pytest.raises(RosterError) as raised:
        read(data.encode() if isinstance(data, str) else data, "r.csv")
    found: dict[int | None, list[str]] = {}
    for fault in raised.value.faults:
        assert any("가" <= letter <= "힣" for letter in fault.message.ko)
        found.setdefault(fault.line, []).append(fault.message.en)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_list_reads_the_same_in_every_usual_encoding(encoding: str, delimiter: str, newline: str) -> None:
    data = KOREAN.replace(",", delimiter).replace("\n", newline).encode(encoding)
    assert read(data, "r.csv") == CLASS


@pytest.mark.parametrize(
    "header",
    [
        "id,name,email,group",
        "Student ID,Full Name,E-mail,Section",
        "ID number, Name , Email address,Class",
        "성명,학번",
    ],
)
def test_columns_are_found_by_their_korean_and_english_names(header: str) -> None:
    if header == "성명,학번":
        assert read(f"{header}\n김하나,0012\n".encode(), "r") == (Student("0012", "김하나"),)
    else:
        assert read(f"{header}\n0012,Kim Hana,h@x.kr,A\n".encode(), "r") == (
            Student("0012", "Kim Hana", "h@x.kr", "A"),
        )


def test_other_columns_and_trailing_blank_rows_are_left_alone() -> None:
    text = '순번,학번,전화,이름\n1,0012,=1+1,"김, 하나"\n2,0013,,박둘\n,,,\n\n'
    assert read(text.encode(), "r") == (Student("0012", "김, 하나"), Student("0013", "박둘"))


def test_leading_zeros_survive_the_spreadsheet_way_of_keeping_them() -> None:
    assert read('id,name\n"=""0012""",A\n２０２３,B\n'.encode(), "r") == (Student("0012", "A"), Student("2023", "B"))


def test_all_faults_are_told_at_once_each_at_its_line() -> None:
    text = (
        "학번,이름,이메일\n"
        "1,김하나,a@x.kr\n"
        ",,\n"
        "1,박둘,b@x.kr\n"
        "=cmd|' /C calc'!A0,이셋,c@x.kr\n"
        ",최넷,d@x.kr\n"
        "5,,not an address\n"
        '6,"오\n육",f@x.kr\n'
        "2.0231E+09,강칠,g@x.kr\n"
        "8,조,팔,h@x.kr\n"
        "9/../..,윤구,A@X.KR\n"
        "10,장십,A@X.KR\n"
    )
    found = faults(text)
    assert {line: len(sentences) for line, sentences in found.items()} == {
        3: 1, 4: 1, 5: 1, 6: 1, 7: 2, 8: 1, 10: 1, 11: 1, 12: 1, 13: 1,
    }  # fmt: skip
    assert "already in line 2" in found[4][0]
    assert "formula" in found[5][0]
    assert "id is missing" in found[6][0]
    assert "line break" in found[8][0]
    assert "turned into a number" in found[10][0]
    assert "Put a cell that holds a comma in double quotes" in found[11][0]
    assert "slash" in found[12][0]
    assert "A@X.KR is already in line 2" in found[13][0]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", None, "empty"),
        (b"\xef\xbb\xbf\n\n", None, "empty"),
        ("학번,이름\n".encode(), None, "no student"),
        (b"a,b\n1,2\n", 1, "no column of this name"),
        (b"id,name,ID\n1,2,3\n", 1, "means the same"),
        (b"id,name\n1,\xff\xfe\xfd\n", 2, "UTF-8"),
        (b'id,name\n1,"A\n2,B\n', 2, "not proper CSV"),
        (b"PK\x03\x04 and so on", None, "spreadsheet"),
        (b"id,name\n" + b"x" * 5_000_001, None, "larger"),
        (b"id,name\n1,a\x07b\n", 2, "invisible"),
        ("id,name\n1,a\u202eb\n".encode(), 2, "invisible"),
        (b"id,name\nA1,x\na1,y\n", 3, "already in line 2"),
        (b"id,name\n" + b"".join(b"%d,x\n" % n for n in range(20_001)), None, "at most 20000"),
    ],
)
def test_each_kind_of_fault_has_its_line_and_its_sentence(data: bytes, line: int | None, words: str) -> None:
    found = faults(data)
    assert any(words in sentence for sentence in found.get(line, [])), found


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="there is no such file"):
        load(tmp_path / "none.csv")
    path = tmp_path / "r.csv"
    path.write_text(KOREAN, encoding="cp949")
    assert load(path) == CLASS


@given(st.binary(max_size=200))
def test_whatever_the_bytes_the_answer_is_students_or_faults(data: bytes) -> None:
    try:
        students = read(data, "r.csv")
    except RosterError:
        return
    assert students


@given(st.text(min_size=1, max_size=80))
def test_a_file_name_never_leaves_its_folder(student_id: str) -> None:
    stem = file_stem(student_id)
    assert Path(stem).name == stem
    assert stem.isascii()
    assert not stem.startswith((".", "-"))
    assert len(stem) <= 60


@pytest.mark.parametrize("student_id", ["../../etc/passwd", "..", "con", "NUL", "a/b", "-rf", "가나다", "a.b", "a b"])
def test_an_id_that_is_no_safe_name_gets_a_piece_of_its_hash(student_id: str) -> None:
    assert len(file_stem(student_id).rpartition("-")[2]) == 12


def test_different_ids_have_different_file_names_and_plain_ids_keep_theirs() -> None:
    assert file_stem("00123456") == "00123456"
    assert file_stem("2023-1_a") == "2023-1_a"
    assert len({file_stem(student_id) for student_id in ("a b", "a.b", "a/b", "a-b", "ㄱ", "ㄴ")}) == 6
