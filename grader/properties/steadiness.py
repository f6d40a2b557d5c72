"""Whether what a function returns depends on what was called before it.

Every hand-in has some of its calls made again in another order, in the same job: an honest one pays a frame for it.
Where one of them differs, or where the source could keep something, all calls are made backwards in a fresh job, and
every function that differs is called in jobs of its own. It is then judged by what it does by itself, so that what
another function leaves behind neither earns nor costs it a mark.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from grader.properties import readable
from grader.properties.judging import alike
from grader.properties.plans import Plan, Spot
from grader.properties.running import STOPPED, Run, backwards, carried_out, checked
from grader.sandbox import CallResult, Limits, Outcome, Sandbox, SourceFile

_TELLING = {Outcome.RETURNED, Outcome.RAISED, Outcome.WRONG_TYPE, Outcome.ENDED_EARLY, Outcome.CRASH}
"""Outcomes that can be compared: a limit may be passed in one run and not in the next."""

_KEEPS = re.compile(
    r"""\b(?:global|nonlocal|globals|vars|setattr|__dict__|random|rand|randn|seterr|seterrcall|lru_cache|cache|next)\b
    | \bdef\b[^\n]*=[ ]*(?:\[|\{|dict\(|list\(|set\(|np\.)      # a default argument that can change
    | ^[ \t]+(?!self\b)[^\W\d]\w*\.\w+[ ]*[-+*/|]?=(?!=)        # an attribute set in a function
    | ^class\b[^\n]*:\n[ \t]+[^\W\d]\w*[ ]*=[ ]*(?:\[|\{|[\w.]+\()  # a class that begins with what can change
    """,
    re.MULTILINE | re.VERBOSE,
)
_GLOBAL = re.compile(r"^[^\W\d]\w*[ ]*(?::[^=\n]*)?=[ ]*(?:\[|\{|[\w.]+\()", re.MULTILINE)
_CHANGES = re.compile(
    r"^[ \t]+[\w.]+\[[^\n]*\][ ]*[-+*/|]?=(?!=)|\.(?:append|add|update|pop|extend|insert|clear)\(", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Unsteady:
    """A call of a function that came out in two ways; `again`: within one job, and not only in another order."""

    spot: Spot
    first: CallResult
    second: CallResult
    again: bool


@dataclass(frozen=True, slots=True)
class Steadied:
    """A run in which every function is judged by itself.

    `own` are functions that keep something between their calls, or draw random numbers; `spoilt` are steady by
    themselves, but return something else after other functions of the hand-in.
    """

    run: Run
    own: Mapping[str, Unsteady] = field(default_factory=dict)
    spoilt: frozenset[str] = frozenset()


def steadied(plan: Plan, ran: Run, sources: Sequence[SourceFile], sandbox: Sandbox, limits: Limits) -> Steadied:
    """Look for what is left behind between calls; `sources` are the student's. Raises SandboxFailed."""
    checked(*ran.again)
    moved = {spot.function: found for spot, found in _differing(plan.again, ran.again, ran)}
    if not moved and not may_keep(sources):
        return Steadied(ran)
    going = [name for name in plan.functions if not _stopped(plan, ran, name)]
    back = backwards(plan, ran.sources, sandbox, limits, going)
    doubtful = [name for name in going if name in moved or _first(plan, [name], ran, back) is not None]
    own: dict[str, Unsteady] = {}
    results = list(ran.results)
    for name in doubtful:
        alone = carried_out(plan, ran.sources, sandbox, limits, [name])
        found = _by_itself(plan, name, alone, backwards(plan, ran.sources, sandbox, limits, [name]))
        if found is not None:
            own[name] = moved.get(name, found)
        if not _stopped(plan, alone, name):
            results = [mine or theirs for mine, theirs in zip(alone.results, results, strict=True)]
    return Steadied(replace(ran, results=tuple(results)), own, frozenset(doubtful) - own.keys())


def repeats(plan: Plan, ran: Run) -> bool:
    """Whether every call that was made again came out as before."""
    return next(_differing(plan.again, ran.again, ran), None) is None


def may_keep(sources: Iterable[SourceFile]) -> bool:
    """Whether the text of any file could keep something from one call to the next."""
    return any(_may_keep(source.text) for source in sources)


def draws_at_random(sources: Iterable[SourceFile], function: str) -> bool:
    """Whether the function's last definition says so."""
    body = re.compile(rf"^([ \t]*)(?:def|class) {re.escape(function)}\b.*(?:\n(?:\1[ \t]+.*|[ \t]*))*", re.MULTILINE)
    found = [match[0] for source in sources for match in body.finditer(source.text)]
    return bool(found) and re.search(r"\brand(?:om|n|int)?\b", found[-1]) is not None


def _by_itself(plan: Plan, function: str, alone: Run, back: Run) -> Unsteady | None:
    """How the calls of one function differ where no other function is called."""
    again = [found for _, found in _differing(plan.again, alone.again, alone)]
    return again[-1] if again else _first(plan, [function], alone, back)


def _differing(spots: Sequence[Spot], results: Sequence[CallResult], ran: Run) -> Iterator[tuple[Spot, Unsteady]]:
    """The calls that were made again and came out otherwise, the simplest of a function last."""
    made = [spot for spot in spots if ran.results[spot.batch]]
    for spot, second in zip(made, results, strict=True):
        first = ran.results[spot.batch][spot.number]
        if not _same(first, second):
            yield spot, Unsteady(spot, first, second, again=True)


def _first(plan: Plan, functions: Collection[str], one: Run, other: Run) -> Unsteady | None:
    """The first call that came out in two ways in two orders."""
    for at, batch in enumerate(plan.batches):
        if batch.function in functions and not batch.hidden:
            for number, (first, second) in enumerate(zip(one.results[at], other.results[at], strict=False)):
                if not _same(first, second):
                    return Unsteady(Spot(batch.function, at, number), first, second, again=False)
    return None


def _same(one: CallResult, other: CallResult) -> bool:
    """Whether two results of one call are the same, as far as they can be compared."""
    if one.outcome not in _TELLING or other.outcome not in _TELLING:
        checked(one, other)
        return True
    if one.outcome is not other.outcome:
        return False
    if one.outcome is Outcome.RAISED:
        return one.error is None or other.error is None or one.error.type == other.error.type
    if one.outcome is not Outcome.RETURNED:
        return True
    return _identical(one.value, other.value) or alike(one, other) or _alike_text(one.value, other.value)


def _identical(one: object, other: object) -> bool:
    """The quick answer for most."""
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        return all(_identical(part, others) for part, others in zip(one, other, strict=True))
    return (
        isinstance(one, np.ndarray | np.generic)
        and isinstance(other, np.ndarray | np.generic)
        and (one.shape, one.dtype) == (other.shape, other.dtype)
        and one.tobytes() == other.tobytes()
    )


def _alike_text(one: object, other: object) -> bool:
    """For what is no number: the same when it reads the same, whatever addresses are in it."""
    return readable.value(one) == readable.value(other)


def _may_keep(text: str) -> bool:
    """Whether a source could keep something between calls, by a look at its words."""
    return bool(_KEEPS.search(text) or (_GLOBAL.search(text) and _CHANGES.search(text)))


def _stopped(plan: Plan, ran: Run, function: str) -> bool:
    """Whether a limit or a crash cut the function's calls short."""
    rows = (row for batch, row in zip(plan.batches, ran.results, strict=True) if batch.function == function)
    return any(result.outcome in STOPPED or result.outcome is Outcome.NOT_RUN for row in rows for result in row)
