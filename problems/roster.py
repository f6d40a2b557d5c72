"""A class list: students read from a CSV file as Korean and English offices export it, or every fault by line."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from problems.fault import Fault, FileError
from reference.text import Text

MAX_BYTES = 5_000_000
MAX_STUDENTS = 20_000

COLUMNS: dict[str, frozenset[str]] = {
    "id": frozenset({"학번", "학생번호", "id", "studentid", "studentnumber", "idnumber", "sisuserid"}),
    "name": frozenset({"이름", "성명", "학생이름", "name", "fullname", "studentname", "student"}),
    "email": frozenset({"이메일", "이메일주소", "메일", "전자우편", "email", "emailaddress", "mail"}),
    "group": frozenset({"분반", "반", "조", "그룹", "group", "section", "class"}),
}
"""What each column may be called; case, spaces, hyphens and underscores make no difference."""

_DAMAGED_ID = re.compile(r"\d+(\.\d+)?[eE]\+?\d+|\d+\.0+")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')  # how spreadsheets are told to keep leading zeros
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


class RosterError(FileError):
    """A class list that cannot be used; `faults` has every reason with its line."""


@dataclass(frozen=True, slots=True)
class Student:
    """One student. The id is text, leading zeros and all; what is not in the list is empty."""

    id: str
    name: str
    email: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]


def load(path: str | Path) -> tuple[Student, ...]:
    """The students of a CSV file, in its order; raises `RosterError`."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise RosterError(str(path), [Fault(None, _NO_FILE)]) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise RosterError(str(path), [Fault(None, _CANNOT_READ.format(reason=reason))]) from error
    return read(data, str(path))


def read(data: bytes, name: str) -> tuple[Student, ...]:
    """The students of a CSV text; `name` stands before each fault. Raises `RosterError` with all faults at once."""
    faults: list[Fault] = []
    students = _students(data, faults)
    if faults:
        raise RosterError(name, faults)
    return students


def file_stem(student_id: str) -> str:
    """A file name for this student, made of the id alone: it cannot leave its folder, nor meet another's.

    An id that is no safe name as it stands gets a piece of its hash; ids differ by more than case in a roster.
    """
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", student_id)[:40].strip("-")
    if plain == student_id and plain.lower() not in _RESERVED:
        return plain
    return f"{plain or 'student'}-{sha256(student_id.encode()).hexdigest()[:12]}"


def _students(data: bytes, faults: list[Fault]) -> tuple[Student, ...]:
    text = _decoded(data, faults)
    rows = _rows(text, faults) if text is not None else []
    if faults:
        return ()
    if not rows:
        faults.append(Fault(None, _EMPTY))
        return ()
    columns = _columns(rows[0], faults)
    if faults:
        return ()
    students = [_student(row, columns, len(rows[0].cells), faults) for row in rows[1:]]
    _check_count(len(students), faults)
    _check_repeats(rows[1:], students, faults)
    return tuple(student for student in students if student is not None)


def _decoded(data: bytes, faults: list[Fault]) -> str | None:
    """The text, whichever of the usual encodings it was saved in."""
    if len(data) > MAX_BYTES:
        faults.append(Fault(None, _TOO_LARGE.format(most=MAX_BYTES // 1_000_000)))
        return None
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        faults.append(Fault(None, _SPREADSHEET))
        return None
    for encoding in _encodings(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            at = error.start
    faults.append(Fault(data.count(b"\n", 0, at) + 1, _UNKNOWN_ENCODING))
    return None


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" in data[:200]:
        return ("utf-16-be",) if data[:200:2].count(0) > data[1:200:2].count(0) else ("utf-16-le",)
    return ("utf-8", "cp949")


def _rows(text: str, faults: list[Fault]) -> list[_Row]:
    """All rows up to the last that holds anything, each with the line it begins on."""
    rows: list[_Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    line = 1
    try:
        for cells in reader:
            rows.append(_Row(line, tuple(_cell(cell) for cell in cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(line, _BROKEN_CSV.format(reason=error)))
    while rows and not any(rows[-1].cells):
        rows.pop()
    return rows


def _delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",\t;", key=header.count)


def _cell(text: str) -> str:
    text = unicodedata.normalize("NFC", text.strip())
    kept = _KEPT_AS_TEXT.fullmatch(text)
    return kept[1].strip() if kept else text


def _columns(header: _Row, faults: list[Fault]) -> dict[str, int]:
    """Where each known column stands; ids and names must be there, and none twice."""
    found: dict[str, int] = {}
    for index, cell in enumerate(header.cells):
        column = _column(cell)
        if column in found:
            faults.append(Fault(header.line, _COLUMN_TWICE.format(name=cell)))
        elif column:
            found[column] = index
    for column, names in (("id", "학번, id"), ("name", "이름, name")):
        if column not in found:
            faults.append(Fault(header.line, _NO_COLUMN.format(names=names)))
    return found


def _column(title: str) -> str | None:
    plain = re.sub(r"[\s_()-]+", "", title).casefold()
    return next((column for column, names in COLUMNS.items() if plain in names), None)


def _student(row: _Row, columns: dict[str, int], width: int, faults: list[Fault]) -> Student | None:
    if not any(row.cells):
        faults.append(Fault(row.line, _EMPTY_ROW))
        return None
    if len(row.cells) > width:
        faults.append(Fault(row.line, _TOO_MANY_CELLS.format(got=len(row.cells), width=width)))
        return None
    cells = {column: row.cells[at] if at < len(row.cells) else "" for column, at in columns.items()}
    wrong = [fault for column, cell in cells.items() for fault in _cell_faults(column, cell)]
    faults += [Fault(row.line, message) for message in wrong]
    cells["id"] = unicodedata.normalize("NFKC", cells["id"])
    return None if wrong else Student(**cells)


def _cell_faults(column: str, cell: str) -> Iterable[Text]:
    if cell.startswith(("=", "+", "-", "@")):
        yield _FORMULA.format(cell=cell[:40])
    elif not cell.isprintable() or len(cell) > 200:
        yield _ODD_CELL
    elif column in {"id", "name"} and not cell:
        yield _NO_ID if column == "id" else _NO_NAME
    elif column == "id" and _DAMAGED_ID.fullmatch(cell):
        yield _ROUNDED_ID.format(cell=cell)
    elif column == "id" and (len(cell) > 64 or any(letter.isspace() or letter in "/\\" for letter in cell)):
        yield _ODD_ID.format(cell=cell[:64])
    elif column == "email" and cell and not _EMAIL.fullmatch(cell):
        yield _ODD_EMAIL.format(cell=cell[:64])


def _check_count(count: int, faults: list[Fault]) -> None:
    if count == 0:
        faults.append(Fault(None, _NO_STUDENTS))
    if count > MAX_STUDENTS:
        faults.append(Fault(None, _TOO_MANY.format(got=count, most=MAX_STUDENTS)))


def _check_repeats(rows: Sequence[_Row], students: Sequence[Student | None], faults: list[Fault]) -> None:
    """Nobody stands in the list twice, and no two share an address."""
    first: dict[tuple[str, str], int] = {}
    for row, student in zip(rows, students, strict=True):
        if student is None:
            continue
        for kind, value, message in (("id", student.id, _ID_TWICE), ("email", student.email, _EMAIL_TWICE)):
            line = first.setdefault((kind, value.casefold()), row.line)
            if value and line != row.line:
                faults.append(Fault(row.line, message.format(value=value, line=line)))


_NO_FILE = Text("그런 파일이 없습니다.", "there is no such file.")
_CANNOT_READ = Text("파일을 읽을 수 없습니다: {reason}", "the file cannot be read: {reason}")
_TOO_LARGE = Text("명단이 {most} MB를 넘습니다.", "the list is larger than {most} MB.")
_SPREADSHEET = Text(
    "엑셀 파일입니다. 엑셀에서 'CSV UTF-8' 형식으로 저장해 주십시오.",
    "this is a spreadsheet file. Save it as 'CSV UTF-8'.",
)
_UNKNOWN_ENCODING = Text(
    "글자를 읽을 수 없습니다. 인코딩을 UTF-8, UTF-16, CP949 가운데 하나로 하여 저장해 주십시오.",
    "the characters cannot be read. Save the file as UTF-8, UTF-16 or CP949.",
)
_BROKEN_CSV = Text("CSV 형식이 깨져 있습니다: {reason}", "this is not proper CSV: {reason}")
_EMPTY = Text("파일이 비어 있습니다.", "the file is empty.")
_NO_STUDENTS = Text("제목 줄 아래에 학생이 없습니다.", "there is no student below the header.")
_TOO_MANY = Text("학생이 {got}명입니다. {most}명까지 읽습니다.", "there are {got} students, at most {most} are read.")
_NO_COLUMN = Text(
    "첫 줄에 열 제목({names} 가운데 하나)이 없습니다.", "the first line has no column of this name: {names}."
)
_COLUMN_TWICE = Text(
    "'{name}' 열과 뜻이 같은 열이 앞에 또 있습니다.", "the column '{name}' means the same as an earlier one."
)
_EMPTY_ROW = Text("명단 중간에 빈 줄이 있습니다.", "there is an empty row inside the list.")
_TOO_MANY_CELLS = Text(
    "칸이 {got}개로 제목({width}개)보다 많습니다. 쉼표가 든 칸은 큰따옴표로 묶어 주십시오.",
    "it has {got} cells, the header {width}. Put a cell that holds a comma in double quotes.",
)
_FORMULA = Text(
    "수식으로 실행될 수 있는 값은 받지 않습니다: '{cell}'.", "'{cell}' could run as a formula and is not taken."
)
_ODD_CELL = Text(
    "줄바꿈이나 보이지 않는 글자가 있거나 200자를 넘는 칸이 있습니다.",
    "a cell has a line break, an invisible character, or over 200 characters.",
)
_NO_ID = Text("학번이 없습니다.", "the student id is missing.")
_NO_NAME = Text("이름이 없습니다.", "the name is missing.")
_ROUNDED_ID = Text(
    "엑셀 같은 프로그램이 학번을 숫자로 바꾸었습니다: '{cell}'. "
    "학번 열의 서식을 '텍스트'로 바꾸고 다시 저장해 주십시오.",
    "the id '{cell}' was turned into a number by a spreadsheet. Format that column as text and save again.",
)
_ODD_ID = Text(
    "학번에 공백이나 슬래시가 있거나 64자를 넘습니다: '{cell}'.",
    "the id '{cell}' has a space or a slash, or over 64 characters.",
)
_ODD_EMAIL = Text("이메일 주소가 아닙니다: '{cell}'.", "'{cell}' is not an e-mail address.")
_ID_TWICE = Text("같은 학번이 {line}행에 이미 있습니다: {value}.", "the id {value} is already in line {line}.")
_EMAIL_TWICE = Text("같은 이메일이 {line}행에 이미 있습니다: {value}.", "the e-mail {value} is already in line {line}.")
