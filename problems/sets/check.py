"""Does a problem set fit the problems it names? Faults come with their lines, as those of the text itself."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from problems.catalog import UnknownProblemError, find
from problems.code.profiles import IMPORT_PROFILES
from problems.code.task import CodeTask
from problems.concept import Concept
from problems.fairness import Drawable
from problems.family import Family, NoFairDrawError
from problems.fault import Fault, did_you_mean
from problems.givens import GivensError
from problems.question import fields, unknown_names, variant_of
from problems.sets.problem_set import Problem, ProblemSet, SetError, load
from problems.sets.toml_lines import Path as KeyPath
from problems.sets.toml_lines import locate
from problems.variant import Variant
from reference.text import Text

_SEED = "check"
_DRAWS = 12
"""Enough to meet each kind of variant that a family draws."""

_Misfit = tuple[KeyPath, Text]


def load_checked(id_or_path: str | Path) -> ProblemSet:
    """The set with this id or in this file, fit to be handed out; raises `SetError`."""
    problem_set = load(id_or_path)
    check(problem_set, str(id_or_path))
    return problem_set


def check(problem_set: ProblemSet, name: str) -> None:
    """Raises `SetError` with all that the named families and code tasks do not know or cannot do.

    A variant of each problem is drawn on trial, with the set's own givens, params, answers and digits.
    """
    lines = locate(problem_set.source)
    faults = [
        Fault(_line(lines, ("problem", index, *below)), message)
        for index, problem in enumerate(problem_set.problems)
        for below, message in _misfits(problem)
    ]
    if faults:
        raise SetError(name, faults)


def _line(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _misfits(problem: Problem) -> Iterator[_Misfit]:
    try:
        kind = find(problem.use)
    except UnknownProblemError as error:
        yield ("use",), error.text
        return
    if isinstance(kind, Concept):
        yield from _superfluous(problem, ("asked", "decimals", "limits", "params"), _NOT_FOR_CONCEPTS)
        yield from _options(problem, kind)
    elif isinstance(kind, CodeTask):
        yield from _superfluous(problem, ("asked", "decimals", "params", "givens"), _NOT_FOR_CODE)
        yield from _importing(problem, kind)
    else:
        yield from _superfluous(problem, ("limits", "profile"), _NOT_FOR_NUMBERS)
        yield from _numbers(problem, kind)


def _superfluous(problem: Problem, keys: tuple[str, ...], message: Text) -> Iterator[_Misfit]:
    for key in keys:
        if getattr(problem, key):
            yield (key,), message.format(key=key)


def _importing(problem: Problem, task: CodeTask) -> Iterator[_Misfit]:
    """What must be installed before a hand-in can import what this problem allows."""
    unmet = IMPORT_PROFILES[problem.profile or task.profile].unmet()
    if unmet is not None:
        yield ("use",) if problem.profile is None else ("profile",), unmet


def _options(problem: Problem, concept: Concept) -> Iterator[_Misfit]:
    try:
        variant_of(concept, _SEED, givens=problem.givens)
    except GivensError as error:
        yield ("givens",), error.text


def _numbers(problem: Problem, kind: Drawable) -> Iterator[_Misfit]:
    """What the family says of the givens or params, then of the names, then of the digits."""
    place = ("params",) if problem.givens is None else ("givens",)
    try:
        variant = variant_of(kind, _SEED, givens=problem.givens, params=problem.params)
    except (GivensError, NoFairDrawError) as error:
        yield place, error.text
        return
    misnamed = list(_misnamed(problem, kind, variant))
    if not misnamed and problem.givens is None:
        misnamed = list(_at_times(problem, kind)) or list(_undrawable(problem, kind))
    yield from misnamed


def _at_times(problem: Problem, kind: Drawable) -> Iterator[_Misfit]:
    """A name that some draws have and others have not: whoever drew one of those could not be graded."""
    table = tuple(problem.decimals) if isinstance(problem.decimals, Mapping) else ()
    for place, names in (("asked", problem.asked or ()), ("decimals", table)):
        for number in range(_DRAWS if names else 0):
            variant = variant_of(kind, f"{_SEED} {number}", params=problem.params)
            missing = unknown_names(kind, variant, names)
            if missing:
                at = (place, names.index(missing[0]) if place == "asked" else missing[0])
                yield at, _NOT_ALWAYS.format(use=problem.use, name=missing[0])
                break


def _misnamed(problem: Problem, kind: Drawable, variant: Variant) -> Iterator[_Misfit]:
    asked, digits = problem.asked or (), problem.decimals
    table = tuple(digits) if isinstance(digits, Mapping) else ()
    known = list(kind.working(variant.givens).by_name) if isinstance(kind, Family) else _names(kind, variant)
    for name in unknown_names(kind, variant, asked):
        yield ("asked", asked.index(name)), _unknown(problem.use, name, known)
    for name in unknown_names(kind, variant, table):
        yield ("decimals", name), _unknown(problem.use, name, known)


def _names(kind: Drawable, variant: Variant) -> list[str]:
    return [field.name for field in fields(kind, variant)]


def _unknown(use: str, name: str, known: list[str]) -> Text:
    listed = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
    return _NO_SUCH_ANSWER.format(use=use, name=name, known=listed, hint=did_you_mean(name, known))


def _undrawable(problem: Problem, kind: Drawable) -> Iterator[_Misfit]:
    try:
        variant_of(kind, _SEED, params=problem.params, asked=problem.asked, decimals=problem.decimals)
    except NoFairDrawError as error:
        yield ("decimals",) if problem.decimals is not None else ("use",), error.text


_NOT_FOR_CODE = Text("코드 문제에는 '{key}' 항목을 쓸 수 없습니다.", "a code task has no '{key}'.")
_NOT_FOR_CONCEPTS = Text("개념 문제에는 '{key}' 항목을 쓸 수 없습니다.", "a conceptual question has no '{key}'.")
_NOT_FOR_NUMBERS = Text("코드 문제에만 쓸 수 있는 항목입니다: '{key}'.", "'{key}' is for code tasks only.")
_NO_SUCH_ANSWER = Text(
    "{use}에 없는 답입니다: '{name}'. 있는 답: {known}.{hint}",
    "{use} has no answer '{name}'. It has: {known}.{hint}",
)
_NOT_ALWAYS = Text(
    "{use}: '{name}' 답이 없는 변형도 있습니다. params로 출제 범위를 좁히거나 다른 답을 물으십시오.",
    "{use}: not every variant has an answer '{name}'. Narrow the draw with params, or ask for another.",
)
