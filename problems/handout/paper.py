"""A student's handout: the page and its JSON. Neither holds anything that only the instructor may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from problems.catalog import find
from problems.family import Field
from problems.handout.answers_file import template
from problems.handout.document import document, moment, points
from problems.handout.manifest import paper_code
from problems.handout.question import Question
from problems.page.html import html, inline
from problems.pictures.svg import embedded
from problems.question import tells_the_answer
from problems.roster import Student
from problems.sets.problem_set import ProblemSet
from reference.text import Locale, Text

SCHEMA = "nngrader.handout/1"
MOST_BOXES = 40  # a bigger matrix gets its shape in words instead of boxes to write into


@dataclass(frozen=True, slots=True)
class Paper:
    """One student's problems of a set."""

    problem_set: ProblemSet
    student: Student
    questions: tuple[Question, ...]
    locale: Locale

    @property
    def code(self) -> str:
        return paper_code({question.id: question.variant for question in self.questions})


def to_json(paper: Paper) -> dict[str, Any]:
    """What the student's own tools read: the numbers and the fields, no key and no secret."""
    problem_set = paper.problem_set
    return {
        "schema": SCHEMA,
        "set": {"id": problem_set.id, "sha256": problem_set.digest, "title": problem_set.title.to_json()},
        "student": {"id": paper.student.id, "name": paper.student.name},
        "locale": paper.locale,
        "code": paper.code,
        "deadline": problem_set.deadline.isoformat() if problem_set.deadline else None,
        "problems": [_problem_json(paper, question) for question in paper.questions],
    }


def _problem_json(paper: Paper, question: Question) -> dict[str, Any]:
    problem, variant = paper.problem_set.problem(question.id), question.variant
    secret = tells_the_answer(find(variant.family))
    return {
        "id": question.id,
        "use": variant.family,
        "version": variant.version,
        "seed": None if secret else variant.seed,
        "points": str(question.points),
        "givens": None if secret else dict(variant.givens),
        "asked": [field.name for field in question.fields],
        "decimals": {field.name: field.decimals for field in question.fields if field.decimals is not None},
        "limits": dict(problem.limits) if problem and problem.limits else None,
        "profile": problem.profile if problem else None,
    }


def to_html(paper: Paper) -> str:
    """The page, whole in one file."""
    locale, student = paper.locale, paper.student
    title = f"{paper.problem_set.title[locale]}: {student.name} ({student.id})"
    parts = [
        _header(paper),
        f"<main>\n{''.join(_question(question, locale) for question in paper.questions)}",
        _handing_in(paper.questions, locale),
        "</main>\n",
    ]
    return document(title, "".join(parts), locale, f"{student.id} · {paper.problem_set.id} · {paper.code}")


def _header(paper: Paper) -> str:
    problem_set, locale = paper.problem_set, paper.locale
    course = f'<p class="course">{escape(problem_set.course[locale])}</p>\n' if problem_set.course else ""
    facts = [
        (_STUDENT_ID, paper.student.id),
        (_NAME, paper.student.name),
        *([(_GROUP, paper.student.group)] if paper.student.group else []),
        (_CODE, paper.code),
        (_TOTAL, points(problem_set.points, locale)),
        *([(_DEADLINE, moment(problem_set.deadline))] if problem_set.deadline else []),
    ]
    rows = "".join(f"<div><dt>{label[locale]}</dt><dd>{escape(value)}</dd></div>" for label, value in facts)
    return f"<header>\n{course}<h1>{escape(problem_set.title[locale])}</h1>\n<dl>{rows}</dl>\n</header>\n"


def _question(question: Question, locale: Locale) -> str:
    worth = f'<span class="points">({points(question.points, locale)})</span>'
    parts = [
        f'<section id="{question.id}">\n<h2>{question.id}. {escape(question.title[locale])} {worth}</h2>\n',
        html(question.statement[locale]),
        embedded(question.picture, locale, f"{question.id}-picture") if question.picture else "",
        _fields(question.fields, locale) if question.fields else "",
        _starter(question, locale),
        "</section>\n",
    ]
    return "".join(parts)


def _fields(fields: Sequence[Field], locale: Locale) -> str:
    how = _HOW_TO_WRITE if any(field.choices or field.names for field in fields) else _DIGITS
    columns = "".join(f'<th scope="col">{label[locale]}</th>' for label in (_ANSWER, _FILE_NAME, how, _VALUE))
    rows = "".join(_field(field, locale) for field in fields)
    return (
        f'<h3>{_FIELDS[locale]}</h3>\n<div class="table-box answers" tabindex="0"><table>\n'
        f"<thead><tr>{columns}</tr></thead>\n<tbody>{rows}</tbody>\n</table></div>\n"
    )


def _field(field: Field, locale: Locale) -> str:
    cells = (
        inline(rf"$\displaystyle {field.symbol}$ {field.label[locale]}" if field.symbol else field.label[locale]),
        f"<code>{escape(field.name)}</code>",
        field.how_to_write[locale],
    )
    return f'<tr>{"".join(f"<td>{cell}</td>" for cell in cells)}<td class="blank">{_boxes(field.shape)}</td></tr>\n'


def _boxes(shape: tuple[int, ...]) -> str:
    """Room to write: nothing for a number, boxes for a vector (a column) or a matrix."""
    if not shape:
        return ""
    rows, columns = (shape[0], 1) if len(shape) == 1 else shape[-2:]
    if rows * columns > MOST_BOXES or len(shape) > 2:
        return " × ".join(str(length) for length in shape)
    row = f"<tr>{'<td></td>' * columns}</tr>"
    return f'<table class="boxes"><tbody>{row * rows}</tbody></table>'


def _starter(question: Question, locale: Locale) -> str:
    if question.starter is None:
        return ""
    stem = question.variant.family.rpartition(".")[2]
    given = _STARTER_FILES.format(python=f"{stem}.py", notebook=f"{stem}.ipynb")[locale]
    program = question.starter[locale]
    if program.strip() in question.statement[locale]:  # a listing to repair is printed once
        return f"<h3>{_STARTER[locale]}</h3>\n" + html(given)
    return f"<h3>{_STARTER[locale]}</h3>\n" + html(f"{given}\n\n```python\n{program}\n```")


def _handing_in(questions: Sequence[Question], locale: Locale) -> str:
    parts = [f'<section id="hand-in">\n<h2>{_HAND_IN[locale]}</h2>\n', html(_HOW[locale])]
    if any(question.fields for question in questions):
        parts.append(html(_TEMPLATE[locale]))
        parts.append(f'<pre class="template" tabindex="0">{escape(template(questions, locale))}</pre>\n')
    if any(question.starter for question in questions):
        parts.append(html(_FILES[locale]))
    return "".join([*parts, "</section>\n"])


_STUDENT_ID = Text("학번", "Student id")
_NAME = Text("이름", "Name")
_GROUP = Text("분반", "Group")
_CODE = Text("문제지 번호", "Paper")
_TOTAL = Text("총점", "Total")
_DEADLINE = Text("마감", "Deadline")
_ANSWER = Text("구할 값", "Quantity")
_FILE_NAME = Text("파일에 적는 이름", "Name in the file")
_DIGITS = Text("자릿수", "Digits")
_HOW_TO_WRITE = Text("적는 방법", "What to write")
_VALUE = Text("답", "Answer")
_FIELDS = Text("구할 값", "What to find")
_STARTER = Text("시작 코드", "Starter file")
_STARTER_FILES = Text(
    "함께 나누어 준 `{python}` 파일이나 `{notebook}` 노트북으로 시작하거나, 아래 내용을 옮겨 적습니다.",
    "Start from the file `{python}` or the notebook `{notebook}` that come with this paper, or copy the following.",
)
_HAND_IN = Text("제출 방법", "Handing in")
_HOW = Text(
    "이 문제지의 숫자는 학생마다 다르며 본인에게만 해당합니다. 제출할 때 문제지 번호를 확인하십시오.",
    "The numbers on this paper are yours alone. Check the paper's number when you hand in.",
)
_TEMPLATE = Text(
    "답은 과제 페이지에 입력하거나, 아래 내용을 `answers.toml` 파일로 저장하고 답을 채워 올립니다.",
    "Type your answers into the assignment's page, or save the following as `answers.toml`, fill it in and upload it.",
)
_FILES = Text(
    "함수는 `.py` 파일이나 `.ipynb` 노트북에 작성해 올립니다. 여러 파일은 한 폴더에 모아 zip으로 묶어도 됩니다.",
    "Write the functions in a `.py` file or an `.ipynb` notebook and upload it. Several files may come as one zip.",
)
