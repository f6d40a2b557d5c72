"""Which variant each student of an assignment gets: one deterministic function, for paper and page alike.

A seed cannot be computed without the secret, although the program is public. Two students of one assignment
never share a variant while the family has enough of them.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from problems.catalog import find
from problems.code.task import CodeTask
from problems.draws import derived_seed
from problems.question import variant_of
from problems.sets.problem_set import Problem, ProblemSet
from problems.variant import Variant

MOST_TRIES = 20
"""Further seeds tried for a student whose variant another one already has."""

Assigned = dict[str, dict[str, Variant]]
"""Student id to problem id to variant."""


def variants_for(
    problem_set: ProblemSet,
    students: Iterable[str],
    secret: bytes,
    course: str = "",
    *,
    taken: Mapping[str, Mapping[str, Variant]] | None = None,
    ordinal: int = 0,
) -> Assigned:
    """Variants for all these students, sorted by id; `taken` holds those of earlier ones, which they avoid.

    Raises GivensError, NoFairDrawError or UnknownProblemError when the set itself cannot be drawn.
    """
    seen = {problem.id: _keys(taken or {}, problem.id) for problem in problem_set.problems}
    assigned: Assigned = {}
    for student in sorted(set(students)):
        assigned[student] = {
            problem.id: _fresh(problem_set, problem, student, secret, course, ordinal, seen[problem.id])
            for problem in problem_set.problems
        }
    return assigned


def _keys(taken: Mapping[str, Mapping[str, Variant]], problem: str) -> set[str]:
    return {_key(variants[problem]) for variants in taken.values() if problem in variants}


def _fresh(  # noqa: PLR0913, PLR0917 - everything a seed is made of
    problem_set: ProblemSet, problem: Problem, student: str, secret: bytes, course: str, ordinal: int, seen: set[str]
) -> Variant:
    """The student's variant: the first of their seeds whose numbers nobody has yet."""
    first: Variant | None = None
    for again in range(1 if problem.givens is not None else MOST_TRIES):
        variant = _variant(problem_set, problem, student, secret, course, f"{ordinal}.{again}")
        first = first or variant
        if isinstance(find(problem.use), CodeTask) or _key(variant) not in seen:
            seen.add(_key(variant))
            return variant
    assert first is not None  # noqa: S101 - the loop runs at least once
    return first


def _variant(
    problem_set: ProblemSet, problem: Problem, student: str, secret: bytes, course: str, ordinal: str
) -> Variant:
    kind = find(problem.use)
    major = kind.version.partition(".")[0]
    seed = derived_seed(secret, course, problem_set.id, problem.id, f"{kind.id}@{major}", student, ordinal)
    return variant_of(
        kind, seed, givens=problem.givens, params=problem.params, asked=problem.asked, decimals=problem.decimals
    )


def _key(variant: Variant) -> str:
    givens: dict[str, Any] = dict(variant.givens)
    return json.dumps(givens, sort_keys=True)
