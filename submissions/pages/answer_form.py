"""The answer fields of an assignment as a form: one input per number or formula, and what was typed read back.

A vector or matrix is one widget of several inputs; options to choose from are radio buttons or check boxes, whose
values are their letters. Whatever cannot be read is explained beside its input before anything is handed in; the
marking reads the same text with the same parser.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import FileStorage, MultiDict

from grader.intake.reading import UploadedFile, read_each
from grader.marking.answers import Malformed, parse_number
from grader.marking.choices import parse_choice
from grader.marking.formulas import parse_formula
from problems.catalog import find
from problems.choices import LETTERS, Choices
from problems.family import Field
from problems.question import fields
from problems.sets.problem_set import Problem
from problems.variant import Variant
from reference.text import Text

SUFFIXES: Final = (".py", ".ipynb", ".zip", ".toml", ".json", ".pdf")
_KEPT_FOR_PEOPLE: Final = ".pdf"
_LONGEST_SHOWN: Final = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """One input: its name, what is in it, and what is wrong with that. Row and column count from 1."""

    name: str
    row: int
    column: int
    value: str
    fault: Text | None


@dataclass(frozen=True, slots=True)
class Widget:
    """The inputs of one field, row by row."""

    field: Field
    digits: Text
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def name(self) -> str:
        """The first input's: what a link to this field leads to."""
        return self.rows[0][0].name

    @property
    def faults(self) -> tuple[Cell, ...]:
        """The inputs that cannot be read."""
        return tuple(cell for row in self.rows for cell in row if cell.fault is not None)

    @property
    def chosen(self) -> frozenset[str]:
        """The letters of the options that are chosen."""
        return frozenset(self.rows[0][0].value) & frozenset(LETTERS)


@dataclass(frozen=True, slots=True)
class Typed:
    """What is in the inputs of a form, by input name.

    `choices` are the options of those that have some, `formulas` the names that may stand in those that take a formula.
    """

    values: Mapping[str, str]
    choices: Mapping[str, Choices]
    formulas: Mapping[str, tuple[str, ...]]

    def fault(self, name: str) -> Text | None:
        """Why this input cannot be read, or None."""
        raw = self.values.get(name, "")
        if name in self.choices:
            return parse_choice(raw, self.choices[name]).fault
        if name in self.formulas:
            return _formula_fault(raw.strip(), self.formulas[name])
        cell = parse_number(raw)
        return cell.why if isinstance(cell, Malformed) else None


Asked = Mapping[str, Sequence[Field]]
"""Problem id to its answer fields."""


def asked_fields(problems: Sequence[Problem], variants: Mapping[str, Variant]) -> dict[str, tuple[Field, ...]]:
    """The answer fields of every problem, as this student's variants have them."""
    return {p.id: fields(find(p.use), variants[p.id], p.asked, p.decimals) for p in problems}


def widget(problem: str, field: Field, typed: Typed, *, checked: bool) -> Widget:
    """A field's inputs with what was typed; `checked` says what is wrong with it."""
    rows, columns = _grid(field.shape)
    indices = list(itertools.product(*map(range, field.shape)))
    cells = [
        Cell(
            name := input_name(problem, field, index),
            position // columns + 1,
            position % columns + 1,
            typed.values.get(name, ""),
            typed.fault(name) if checked else None,
        )
        for position, index in enumerate(indices)
    ]
    grid = tuple(tuple(cells[row * columns : (row + 1) * columns]) for row in range(rows))
    return Widget(field, field.how_to_write, grid)


def input_name(problem: str, field: Field, index: tuple[int, ...]) -> str:
    """`q1.h1`, or `q2.dW1.0.2` for the first row's third number."""
    return ".".join([problem, field.name, *map(str, index)])


def typed_in(form: MultiDict[str, str], asked: Asked) -> Typed:
    """What a form holds; inputs that nobody asked for are left out."""
    names = [name for problem, wanted in asked.items() for field in wanted for name in _names(problem, field)]
    choices = _choices(asked)
    values = {name: ", ".join(form.getlist(name)) if name in choices else form[name] for name in names if name in form}
    return Typed(values, choices, _formulas(asked))


def kept(answers: Mapping[str, Mapping[str, Any]], asked: Asked) -> Typed:
    """What the last attempt answered, back in its inputs; an answer of another shape is left out."""
    values: dict[str, str] = {}
    choices = _choices(asked)
    for problem, wanted in asked.items():
        for field in wanted:
            raw = answers.get(problem, {}).get(field.name)
            cells = _flat(raw)
            names = _names(problem, field)
            if names[0] in choices:
                cells = [parse_choice(raw, choices[names[0]]).text]
            if len(cells) == len(names):
                values |= {name: str(cell)[:_LONGEST_SHOWN] for name, cell in zip(names, cells, strict=True)}
    return Typed(values, choices, _formulas(asked))


def faults(typed: Typed) -> dict[str, Text]:
    """Every input that cannot be read, with the reason."""
    found = {name: typed.fault(name) for name in typed.values}
    return {name: why for name, why in found.items() if why is not None}


def changed_answers(typed: Typed, last: Typed, asked: Asked) -> dict[str, dict[str, Any]]:
    """The answers of those problems in which something differs from the last attempt."""
    return {
        problem: {field.name: _nested(problem, field, typed) for field in wanted}
        for problem, wanted in asked.items()
        if any(_differs(name, typed, last) for field in wanted for name in _names(problem, field))
    }


def all_answers(typed: Typed, asked: Asked) -> dict[str, dict[str, Any]]:
    """All answers as they stand in the form."""
    return changed_answers(typed, Typed({}, {}, {}), asked)


def uploaded(storages: Sequence[FileStorage]) -> tuple[UploadedFile, ...]:
    """The files of a form; an empty file input sends one without a name."""
    return tuple(UploadedFile(s.filename, s.read()) for s in storages if s.filename)


def unusable(files: Sequence[UploadedFile]) -> tuple[Text, ...]:
    """Why files cannot be graded at all: another type, empty, damaged, or Python that does not parse."""
    said = []
    for file, read in zip(files, read_each(files), strict=True):
        if not read.sources and not read.answers and not file.name.lower().endswith(_KEPT_FOR_PEOPLE):
            said += [fault.text for fault in read.problems]
    return tuple(said)


def _choices(asked: Asked) -> dict[str, Choices]:
    return {
        input_name(problem, field, ()): field.choices
        for problem, wanted in asked.items()
        for field in wanted
        if field.choices is not None
    }


def _formulas(asked: Asked) -> dict[str, tuple[str, ...]]:
    return {
        input_name(problem, field, ()): field.names
        for problem, wanted in asked.items()
        for field in wanted
        if field.names
    }


def _formula_fault(text: str, names: tuple[str, ...]) -> Text | None:
    read = parse_formula(text, names) if text else None
    return read if isinstance(read, Text) else None


def _differs(name: str, typed: Typed, last: Typed) -> bool:
    return typed.values.get(name, "").strip() != last.values.get(name, "").strip()


def _nested(problem: str, field: Field, typed: Typed) -> Any:
    """The typed text in the field's shape: a string, or nested lists of strings."""

    def part(index: tuple[int, ...]) -> Any:
        if len(index) == len(field.shape):
            return typed.values.get(input_name(problem, field, index), "").strip()
        return [part((*index, i)) for i in range(field.shape[len(index)])]

    return part(())


def _names(problem: str, field: Field) -> list[str]:
    return [input_name(problem, field, index) for index in itertools.product(*map(range, field.shape))]


def _grid(shape: tuple[int, ...]) -> tuple[int, int]:
    """Rows and columns of the widget: a vector is one row, and so is each row of a matrix."""
    columns = shape[-1] if shape else 1
    rows = 1
    for length in shape[:-1]:
        rows *= length
    return rows, columns


def _flat(raw: Any) -> list[Any]:
    if isinstance(raw, (list, tuple)):
        return [cell for part in raw for cell in _flat(part)]
    return [] if raw is None else [raw]
