"""The answers.toml that a student fills in: one table per problem, one line per field."""

import json
import re
from collections.abc import Iterable

from problems.family import Field
from problems.handout.question import Question
from reference.text import Locale, Text


def template(questions: Iterable[Question], locale: Locale) -> str:
    """The empty file for these problems; a blank answer is no answer."""
    tables = [_table(question, locale) for question in questions if question.fields]
    return "\n\n".join([f"# {_NOTE[locale]}", *tables]) + "\n"


def _table(question: Question, locale: Locale) -> str:
    return "\n".join([f"[{_key(question.id)}]", *(_line(field, locale) for field in question.fields)])


def _line(field: Field, locale: Locale) -> str:
    return f"{_key(field.name)} = {_blank(field.shape)}  # {field.how_to_write[locale]}"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)


def _blank(shape: tuple[int, ...]) -> str:
    if not shape:
        return '""'
    return f"[{', '.join([_blank(shape[1:])] * shape[0])}]"


_NOTE = Text(
    "답을 따옴표 안에 적습니다. 모르는 답은 빈 따옴표로 둡니다.",
    "Write each answer between its quotes. Leave an answer that you do not know as it is.",
)
