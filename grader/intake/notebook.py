"""A notebook's code cells as sources, in the order in which they stand; cell numbers serve messages only.

Neither the positions nor the metadata of cells mean anything: functions are found by name, wherever they are.
Jupyter is not needed and nothing runs. An import that may not be allowed is a source of its own, so that plots that
cannot be drawn do not take the rest of their cell with them.
"""

import ast
import json
import re
from dataclasses import replace
from typing import Any

from grader.intake.notebook_commands import without_commands
from grader.intake.source_text import checked, decoded
from grader.intake.uploads import MAX_SOURCES, TOO_MUCH_CODE, Fault, fault, shown_name
from grader.sandbox import SourceFile
from grader.sandbox.inside.wire import without_surrogates
from grader.sandbox.policy import PROFILES
from reference.text import Text

MAX_NOTEBOOK = 8 << 20
MAX_CELLS = 1000
SHOWN_CELLS = 5

_CELL_COMMAND = re.compile(r"\s*%%(\w+)[ \t]*(.*)")
_DISPLAYS = re.compile(r"\bdisplay\(")
_DISPLAY = "import builtins\nbuiltins.display = print"
_ALWAYS = frozenset(PROFILES["numpy"].importable)
_RUNS_PYTHON = {"time", "timeit", "capture", "prun", "python", "python3"}


def cells(data: bytes, file: str, most: int = MAX_SOURCES) -> tuple[list[SourceFile], list[Fault], int]:
    """The code cells that are Python, a sentence for each that is not or for the notebook as a whole, and what is left.

    Cells beyond `most` characters of code are not read; those that were read count, whatever came of them.
    """
    found = _cells(data, file)
    return ([], [found], most) if isinstance(found, Fault) else _sources(found, file, most)


def _cells(data: bytes, file: str) -> list[Any] | Fault:
    if len(data) > MAX_NOTEBOOK:
        return fault(_TOO_LARGE, file, limit=MAX_NOTEBOOK >> 20)
    text = decoded(data, file)
    if isinstance(text, Fault):
        return text
    try:
        found = _cell_list(json.loads(text))
    except json.JSONDecodeError as error:
        return fault(_NOT_JSON, file, error.lineno, error.colno)
    except (ValueError, RecursionError):
        return fault(_DAMAGED, file)
    return fault(_DAMAGED, file) if found is None else found


def is_notebook(text: str) -> bool:
    """Whether text is a notebook under the name of a Python file."""
    return text.lstrip()[:1] == "{" and '"cells"' in text


def _cell_list(notebook: Any) -> list[Any] | None:
    """The cells of a notebook of format 4, or of the worksheets of format 3."""
    if not isinstance(notebook, dict):
        return None
    if isinstance(notebook.get("cells"), list):
        return list(notebook["cells"])
    sheets = notebook.get("worksheets")
    if not isinstance(sheets, list):
        return None
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for part in lists if isinstance(part, list) for cell in part]


def _sources(found: list[Any], file: str, most: int) -> tuple[list[SourceFile], list[Fault], int]:
    sources: list[SourceFile] = []
    faults: list[Fault] = []
    for number, cell in enumerate(filter(_is_code, found[:MAX_CELLS]), start=1):
        text = _text(cell)
        if len(text or "") > most:
            faults.append(fault(TOO_MUCH_CODE, f"{file} [{number}]", limit=MAX_SOURCES >> 10))
            break
        most -= len(text or "")
        read = fault(_BAD_CELL, file, cell=number) if text is None else _read(text, file, number)
        if isinstance(read, Fault):
            faults.append(read)
        else:
            sources += read
    if len(found) > MAX_CELLS:
        faults.append(fault(_TOO_MANY, file, limit=MAX_CELLS))
    if not sources and not faults:
        faults.append(fault(_NO_CODE, file))
    if len(faults) > SHOWN_CELLS:
        faults[SHOWN_CELLS:] = [fault(_MORE, file, count=len(faults) - SHOWN_CELLS)]
    if any(_DISPLAYS.search(source.text) for source in sources):
        sources.insert(0, SourceFile(file, _DISPLAY, 0))  # which every notebook has, like `print`
    return sources, faults, most


def _is_code(cell: Any) -> bool:
    """Whether a cell holds code, or is too damaged to say that it holds none."""
    kind = cell.get("cell_type") if isinstance(cell, dict) else None
    return not isinstance(kind, str) or kind == "code"


def _text(cell: Any) -> str | None:
    source = cell.get("source", cell.get("input")) if isinstance(cell, dict) else None
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    return without_surrogates(source).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _read(text: str, file: str, number: int) -> list[SourceFile] | Fault:
    """One cell as sources, or the Python file that it writes; none for an empty one or one of another language."""
    if not text.strip():
        return []
    command = _CELL_COMMAND.match(text)
    if command is None:
        return _pieces(SourceFile(file, without_commands(text), number))
    first, _, body = text.lstrip().partition("\n")
    if command[1] == "writefile" and first.rstrip().endswith(".py"):
        return _pieces(SourceFile(shown_name(first.split()[-1]), without_commands(body)))
    if command[1] not in _RUNS_PYTHON:
        return []
    above = "\n" * (len(text) - len(text.lstrip()) + 1)
    return _pieces(SourceFile(file, without_commands(above + body), number))


def _pieces(source: SourceFile) -> list[SourceFile] | Fault:
    """The source, with each import at top level that may fail before it, all on the lines where they stood."""
    module = checked(source.text, source.label)
    if isinstance(module, Fault):
        return module
    doubtful = [node for node in module.body if _may_fail(node)]
    if source.cell is None or not doubtful or len(doubtful) == len(module.body):
        return [source]
    lines = source.text.split("\n")
    imports = []
    for node in doubtful:
        end = node.end_lineno or node.lineno
        imports.append(replace(source, text="\n" * (node.lineno - 1) + "\n".join(lines[node.lineno - 1 : end])))
        lines[node.lineno - 1 : end] = [""] * (end - node.lineno + 1)
    return [*imports, replace(source, text="\n".join(lines))]


def _may_fail(node: ast.stmt) -> bool:
    """Whether a statement, alone on its lines, imports what not every problem allows."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and not node.level:
        names = [node.module or ""]
    else:
        return False
    return any(name.partition(".")[0] not in _ALWAYS for name in names)


_TOO_LARGE = Text(
    "`{file}` 노트북이 {limit} MB를 넘습니다. 출력을 지우고 저장한 뒤 다시 제출하십시오.",
    "`{file}` is larger than {limit} MB. Clear its outputs, save it and hand it in again.",
)
_NOT_JSON = Text(
    "`{file}` 노트북이 손상되었거나 일부만 저장되었습니다({line}행 {column}열에서 JSON으로 읽을 수 없음). "
    "다시 내려받아 제출하십시오.",
    "`{file}` is damaged or was saved in part (it is not JSON at line {line}, column {column}). "
    "Download it again and hand that in.",
)
_DAMAGED = Text(
    "`{file}` 파일은 Jupyter 노트북 형식이 아닙니다.", "`{file}` does not have the form of a Jupyter notebook."
)
_BAD_CELL = Text(
    "`{file}`의 {cell}번째 코드 셀이 손상되어 읽지 못했습니다. 다른 셀은 채점합니다.",
    "Code cell {cell} of `{file}` is damaged and was not read. The other cells are graded.",
)
_TOO_MANY = Text(
    "`{file}`에서는 처음 {limit}개의 셀만 읽었습니다.", "Only the first {limit} cells of `{file}` were read."
)
_NO_CODE = Text("`{file}` 노트북에 코드가 없습니다.", "There is no code in `{file}`.")
_MORE = Text("`{file}`에 읽지 못한 셀이 {count}개 더 있습니다.", "{count} more cells of `{file}` could not be read.")
