"""The instructor's key: every student's right values at full precision, with what is accepted."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import repeat
from typing import Any

from problems.family import Field
from problems.handout.document import document, points
from problems.handout.paper import Paper
from problems.handout.question import Answer, Question
from problems.page.html import inline
from problems.sets.problem_set import ProblemSet
from reference.decimals import decimal_text
from reference.text import Locale, Text

SCHEMA = "nngrader.key/1"


def to_json(problem_set: ProblemSet, papers: Iterable[Paper]) -> dict[str, Any]:
    """The key as data: per student and problem, the values and accepted intervals by field."""
    return {
        "schema": SCHEMA,
        "set": {"id": problem_set.id, "sha256": problem_set.digest},
        "students": {paper.student.id: _paper_json(paper) for paper in papers},
    }


def _paper_json(paper: Paper) -> dict[str, Any]:
    return {
        "name": paper.student.name,
        "code": paper.code,
        "problems": {question.id: _question_json(question) for question in paper.questions},
    }


def _question_json(question: Question) -> dict[str, Any]:
    fields = {
        answer.field.name: {
            "value": answer.value,
            "accepted": list(answer.accepted) if answer.accepted else None,
            "decimals": answer.field.decimals,
        }
        for answer in question.answers
    }
    return {**question.variant.to_json(), "any_right": question.free, "fields": fields}


def to_html(problem_set: ProblemSet, papers: Sequence[Paper], locale: Locale) -> str:
    """The key as a page to print: one student after another, each on a new sheet."""
    title = f"{_KEY[locale]}: {problem_set.title[locale]}"
    body = [
        f'<header>\n<h1>{escape(title)}</h1>\n<p class="note">{_SECRET[locale]}</p>\n</header>\n<main>\n',
        *(_student(paper, locale) for paper in papers),
        "</main>\n",
    ]
    return document(title, "".join(body), locale, f"{problem_set.id} · {_KEY[locale]}")


def _student(paper: Paper, locale: Locale) -> str:
    name = escape(f"{paper.student.id} {paper.student.name}")
    tables = "".join(_table(question, locale) for question in paper.questions)
    return f'<section class="student">\n<h2>{name} <span class="points">{paper.code}</span></h2>\n{tables}</section>\n'


def _table(question: Question, locale: Locale) -> str:
    title = f"{question.id}. {escape(question.title[locale])} ({points(question.points, locale)})"
    if not question.answers:
        return f'<h3>{title}</h3>\n<p class="note">{_CODE_TASK[locale]}</p>\n'
    note = f'<p class="note">{_ANY_RIGHT[locale]}</p>\n' if question.free else ""
    columns = "".join(
        f'<th scope="col">{label[locale]}</th>' for label in (_ANSWER, _NAME, _ROUNDED, _VALUE, _ACCEPTED)
    )
    rows = "".join(_rows(answer, locale) for answer in question.answers)
    return (
        f'<h3>{title}</h3>\n{note}<div class="table-box key" tabindex="0"><table>\n'
        f"<thead><tr>{columns}</tr></thead>\n<tbody>{rows}</tbody>\n</table></div>\n"
    )


def _rows(answer: Answer, locale: Locale) -> str:
    """One row for a number; one for each cell of a vector or a matrix, as they are marked."""
    symbol = inline(rf"$\displaystyle {answer.field.symbol}$" if answer.field.symbol else answer.field.label[locale])
    ends = answer.accepted or (None, None)
    cells = zip(_cells(answer.value), _cells(ends[0]), _cells(ends[1]), strict=False)
    return "".join(
        _row(symbol if index == 0 else "", answer.field, place, (value, low, high))
        for index, ((place, value), (_, low), (_, high)) in enumerate(cells)
    )


def _cells(value: Any, place: tuple[int, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every number with its place, counted from 1 as on the page; an absent value is absent in every cell."""
    if isinstance(value, list):
        for index, part in enumerate(value, 1):
            yield from _cells(part, (*place, index))
    elif value is None:
        yield from repeat(("", None))
    else:
        yield str(list(place)) if place else "", value


def _row(symbol: str, field: Field, place: str, numbers: tuple[Any, Any, Any]) -> str:
    value, low, high = numbers
    digits = field.decimals
    cells = (
        symbol,
        f"<code>{escape(field.name + place)}</code>",
        _written(value) if digits is None else decimal_text(value, digits),
        _written(value),
        "" if digits is None or low is None else f"{decimal_text(low, digits + 3)} … {decimal_text(high, digits + 3)}",
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def _written(value: Any) -> str:
    """Twelve digits: more than any answer needs, and no noise of binary arithmetic; no minus before 0."""
    return f"{value + 0.0:.12g}" if isinstance(value, float) else escape(str(value))


_KEY = Text("정답표", "Answer key")
_SECRET = Text(
    "채점자만 보는 자료입니다. 인정 범위는 앞의 값이 모두 맞고 지시대로 반올림했을 때의 범위입니다.",
    "For markers only. An accepted range holds where all earlier values are right and rounded as told.",
)
_ANSWER = Text("값", "Quantity")
_NAME = Text("이름", "Name")
_ROUNDED = Text("답", "Answer")
_VALUE = Text("정확한 값", "Full value")
_ACCEPTED = Text("인정 범위", "Accepted")
_CODE_TASK = Text("코드 문제: 성질로 채점합니다.", "A code task: marked by its properties.")
_ANY_RIGHT = Text(
    "조건을 만족하는 답은 모두 정답이며, 이 답은 그중 하나입니다.", "Any answer that works is right; this is one."
)
