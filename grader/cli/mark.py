"""`nngrader mark`: one problem's answers or code, marked at feedback level `full`."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from grader.cli.bilingual import PATH, json_option
from grader.cli.bilingual import command as make_command
from grader.cli.chosen import MOST_DECIMALS, Chosen, Wanted, checked_names, known_names, variant_options
from grader.cli.failure import ALL_RIGHT, CHECKS_FAILED, COULD_NOT_RUN, CommandError
from grader.cli.files import upload
from grader.cli.picture import checked_target, picture_option, save
from grader.cli.report_text import all_right, print_report
from grader.cli.terminal import current
from grader.grade import HandedIn, Submission, grade, profiles_of
from grader.intake.answer_files import read_answers
from grader.intake.uploads import UploadedFile
from grader.marking.answers import Number, parse_answer
from grader.marking.picture import marked_picture
from grader.report import Report
from grader.sandbox import Sandboxes
from problems.code.task import CodeTask
from problems.family import Family
from problems.question import Decimals, fields
from problems.sets.problem_set import Problem
from reference.text import Text

POINTS = Fraction(10)
NAME = "q1"


@make_command(
    "mark",
    Text(
        "ANSWERS를 채점합니다. 답은 .toml이나 .json(이름 = 값), 코드 문제는 .py, .ipynb, .zip 파일입니다.",
        "Mark ANSWERS: a .toml or .json file (name = value), or .py, .ipynb or .zip files for a code task.",
    ),
)
@variant_options
@click.argument("answers", metavar="ANSWERS", type=PATH, nargs=-1, required=True)
@picture_option(
    Text(
        "처음으로 틀린 값을 표시한 그림을 이 SVG 파일에 저장합니다.",
        "Draw it into this SVG file, the first wrong value marked.",
    )
)
@json_option
def command(wanted: Wanted, answers: tuple[Path, ...], picture: Path | None, *, as_json: bool) -> int:
    checked_target(picture)
    chosen = wanted.chosen()
    files = tuple(upload(path) for path in answers)
    report = _code(chosen, files) if isinstance(chosen.kind, CodeTask) else _numbers(wanted, chosen, files)
    if picture is not None:
        save(marked_picture(chosen.kind, chosen.variant, report.problems[0].findings), picture, chosen.kind.id)
    terminal = current()
    if as_json:
        terminal.data(report.to_json())
    else:
        print_report(report, terminal)
    return verdict_code(report)


def verdict_code(report: Report) -> int:
    """The exit code that a Report stands for."""
    if report.broken:
        return COULD_NOT_RUN
    return ALL_RIGHT if all_right(report) else CHECKS_FAILED


def _code(chosen: Chosen, files: tuple[UploadedFile, ...]) -> Report:
    problem = _problem(chosen)
    with Sandboxes() as sandboxes:
        for profile in profiles_of([problem]):
            sandboxes.of(profile)  # where code cannot be run safely, that is said, and no report is made
        return grade(Submission((HandedIn(problem, chosen.variant),), files), sandboxes)


def _numbers(wanted: Wanted, chosen: Chosen, files: tuple[UploadedFile, ...]) -> Report:
    if wanted.as_printed and not isinstance(chosen.kind, Family):
        raise CommandError(_NO_DIGITS.format(id=chosen.kind.id))
    if len(files) > 1:
        raise CommandError(_ONE_FILE)
    answers = _table(files[0], chosen)
    checked_names(chosen.kind, chosen.variant, tuple(answers))
    asked = _asked(chosen, answers)
    decimals = _typed_digits(chosen, asked, answers) if wanted.as_printed else chosen.decimals
    problem = _problem(chosen, asked, decimals)
    return grade(Submission((HandedIn(problem, chosen.variant, answers),)))


def _problem(chosen: Chosen, asked: tuple[str, ...] | None = None, decimals: Decimals = None) -> Problem:
    return Problem(NAME, chosen.kind.id, POINTS, asked, decimals)


def _table(file: UploadedFile, chosen: Chosen) -> Mapping[str, Any]:
    """The answers of a file: names at its top, or in one table for the problem."""
    if not file.name.lower().endswith((".toml", ".json")):
        raise CommandError(_NOT_ANSWERS.format(file=file.name, id=chosen.kind.id))
    read = read_answers(file.data, file.name)
    if read.faults:
        raise CommandError(read.faults[0].text)
    own = [name for name in read.tables if name in {chosen.kind.id, NAME}]
    named = own[:1] or (list(read.tables) if len(read.tables) == 1 and not read.loose else [])
    if read.tables and not named:
        raise CommandError(_MANY_TABLES.format(file=file.name, tables=", ".join(read.tables), id=chosen.kind.id))
    return {**read.loose, **(read.tables[named[0]] if named else {})}


def _asked(chosen: Chosen, answers: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What is marked: what --asked says, or the usual, and whatever else was answered; in the problem's order."""
    if not isinstance(chosen.kind, Family):
        return None
    names = {*(chosen.asked or chosen.kind.asked(chosen.variant.givens)), *answers}
    return tuple(name for name in known_names(chosen.kind, chosen.variant) if name in names)


def _typed_digits(chosen: Chosen, asked: tuple[str, ...] | None, answers: Mapping[str, Any]) -> Decimals:
    """For each answer the digits that it was printed with; the family's own for what cannot be read."""
    found: dict[str, int] = {}
    for field in fields(chosen.kind, chosen.variant, asked):
        cells = parse_answer(answers.get(field.name), field.shape).cells
        typed = [cell.decimals for cell in cells if isinstance(cell, Number) and cell.decimals is not None]
        if typed:
            found[field.name] = min(max(typed), MOST_DECIMALS)
    return found


_NO_DIGITS = Text("{id}에는 자릿수를 정할 답이 없습니다.", "{id} has no digits to give.")
_ONE_FILE = Text("답은 파일 하나에 적으십시오.", "Give the answers in one file.")
_NOT_ANSWERS = Text(
    "{file}: {id}의 답은 .toml이나 .json 파일이어야 합니다.",
    "{file}: the answers to {id} must be a .toml or .json file.",
)
_MANY_TABLES = Text(
    "{file}에 표가 여럿 있습니다({tables}). 답을 '{id}' 표 하나에 적으십시오.",
    "{file} holds several tables ({tables}): put the answers into one called '{id}'.",
)
