"""One problem as a handout prints it, put together from the problem of the set and the student's variant."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from problems.code.task import CodeTask
from problems.family import Family, Field, OpenFamily
from problems.pictures.scene import Picture
from problems.question import Kind, accepted, fields, picture, statement_on_paper, values
from problems.sets.problem_set import Problem
from problems.variant import Variant
from reference.text import Locale, Text


@dataclass(frozen=True, slots=True)
class Answer:
    """What the key says of one field: the value at full precision, and what is accepted when all before it is right.

    `accepted` has the lowest and the highest accepted value, in the field's shape; None where only the value is.
    """

    field: Field
    value: Any
    accepted: tuple[Any, Any] | None


@dataclass(frozen=True, slots=True)
class Question:
    """A problem of one student: what is asked, and, for the key alone, what is right.

    `starter` is the file that a code task begins with, by language. `free`: any answer with the asked
    property is right, and the key has one of them.
    """

    id: str
    title: Text
    points: Fraction
    variant: Variant
    statement: Text
    picture: Picture | None
    answers: tuple[Answer, ...]
    starter: Mapping[Locale, str] | None
    free: bool

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(answer.field for answer in self.answers)


def question(problem: Problem, variant: Variant, kind: Kind) -> Question:
    """The problem, made from what it uses, with this student's numbers; options to choose from are written out."""
    return Question(
        id=problem.id,
        title=kind.title,
        points=problem.points,
        variant=variant,
        statement=statement_on_paper(kind, variant, problem.decimals),
        picture=picture(kind, variant),
        answers=_answers(problem, variant, kind),
        starter={"ko": kind.starter("ko"), "en": kind.starter("en")} if isinstance(kind, CodeTask) else None,
        free=isinstance(kind, OpenFamily),
    )


def _answers(problem: Problem, variant: Variant, kind: Kind) -> tuple[Answer, ...]:
    right = values(kind, variant)
    ends = _ends(kind, variant, problem)
    asked = fields(kind, variant, problem.asked, problem.decimals)
    return tuple(Answer(field, right[field.name], ends.get(field.name)) for field in asked)


def _ends(kind: Kind, variant: Variant, problem: Problem) -> dict[str, tuple[Any, Any]]:
    """The accepted intervals; where a value is exact, it says it all."""
    if not isinstance(kind, Family):
        return {}
    working = kind.working(variant.givens)
    rounded = {step.name for step in working.steps if not working.exact or step.decimals is not None}
    found = accepted(kind, variant, problem.asked, problem.decimals) if rounded else {}
    return {name: ends for name, ends in found.items() if name in rounded}
