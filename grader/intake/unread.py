"""Answers in files that belong to nothing: no problem, or no quantity of theirs, has their name."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from problems.catalog import find
from problems.fault import did_you_mean
from problems.question import fields, unknown_names
from problems.sets.problem_set import Problem
from problems.variant import Variant
from reference.text import Text

Tables = Mapping[str, Mapping[str, Any]]
"""By the problem's id: its answers by name."""


def unread(
    answers: Tables, problems: Collection[tuple[Problem, Variant]], elsewhere: Collection[str]
) -> Iterator[Text]:
    """A sentence for each name that is not read, with the nearest one that would be.

    `elsewhere` are ids of the same paper that are not graded here: nothing is said of them.
    """
    by_id = {problem.id: (problem, variant) for problem, variant in problems}
    for name, table in answers.items():
        if name in by_id:
            yield from _names(*by_id[name], table)
        elif name not in elsewhere:
            yield _NO_PROBLEM.format(name=_as_code(name)) + did_you_mean(name, by_id)


def _names(problem: Problem, variant: Variant, table: Mapping[str, Any]) -> Iterator[Text]:
    kind = find(problem.use)
    known = problem.asked or tuple(field.name for field in fields(kind, variant))
    for name in unknown_names(kind, variant, tuple(table)):
        yield _NO_ANSWER.format(problem=problem.id, name=_as_code(name)) + did_you_mean(name, known)


def _as_code(name: str) -> str:
    """A name that somebody chose, without signs that a page would read."""
    printable = "".join(c if c.isprintable() and c != "`" else "·" for c in name[:SHOWN])
    return f"`{printable}{'…' * (len(name) > SHOWN)}`"


SHOWN = 60
_NO_PROBLEM = Text(
    "그런 문제가 없어 답을 읽지 않았습니다: {name}.", "There is no problem {name}; its answers were not read."
)
_NO_ANSWER = Text(
    "{problem}에 없는 답이어서 읽지 않았습니다: {name}.", "{problem} has no answer {name}; it was not read."
)
