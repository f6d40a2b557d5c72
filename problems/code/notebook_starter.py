"""The starter of a code task as a Jupyter notebook: the statement, a cell for every function, and how to try it."""

import json
from typing import Any

from problems.code.task import CodeTask
from reference.text import Locale, Text

Cell = dict[str, Any]


def starter_stem(task: CodeTask) -> str:
    """What a starter file is called, without its ending."""
    return task.id.rpartition(".")[2]


def notebook_starter(task: CodeTask, locale: Locale) -> str:
    """A notebook of format 4.5 as text: the same functions, unfilled, as in the starter file."""
    title = f"# {task.title[locale]}\n\n{task.statement[locale]}"
    cells = [
        _words("statement", title),
        *_code_cells(task, locale),
        _words("check", _CHECK.format(file=f"{starter_stem(task)}.ipynb")[locale]),
    ]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _code_cells(task: CodeTask, locale: Locale) -> list[Cell]:
    """The imports and each function in a cell of its own; a listing to repair stays whole, lines and all."""
    named = f"# {task.title[locale]} ({task.id})\n"
    if task.listing is not None:
        return [_code("task", named), _code("program", task.listing)]
    return [_code("imports", named + task.preamble), *(_code(spec.name, spec.stub(locale)) for spec in task.functions)]


def _words(name: str, text: str) -> Cell:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": _lines(text)}


def _code(name: str, text: str) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name.replace("_", "-"),
        "metadata": {},
        "outputs": [],
        "source": _lines(text.rstrip("\n")),
    }


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


_CHECK = Text(
    "## 제출 전에 점검하기\n\n"
    "노트북을 저장한 뒤, 노트북이 있는 폴더의 터미널에서 다음 명령을 실행합니다. 공개된 입력만 쓰며 성적에 반영되지 "
    "않습니다.\n\n```\nnngrader check {file}\n```\n\n"
    "함수는 이름으로 찾으므로 셀을 더하거나 나누거나 순서를 바꾸어도 됩니다.",
    "## Before you hand in\n\n"
    "Save the notebook, and run this in a terminal in its folder. It uses public inputs only and never counts.\n\n"
    "```\nnngrader check {file}\n```\n\n"
    "Functions are found by their names, so you may add, split and reorder cells.",
)
