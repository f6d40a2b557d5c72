"""The code problems of one hand-in, tried in one job.

Starting a job and loading the files costs more than all the calls of a problem. So the calls of all problems are first
made in one job, and a problem of which everything holds there is done. Any other is judged from a job of its own, as
if it had been handed in alone: whatever the functions of one problem do can cost nothing in another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.properties.plans import Plan
from grader.properties.running import STOPPED, Run, given_source
from grader.properties.steadiness import may_keep
from grader.sandbox import CallResult, Limits, Outcome, Sandbox, SourceFile
from grader.sandbox.requests import CallsAtOnce, EncodedCall, put_together

_ENDING = STOPPED | {Outcome.NOT_RUN, Outcome.GRADER_ERROR}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Results of one plan that follow each other; `batch` is None for those of calls that are made again."""

    plan: int
    batch: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phase:
    """Calls that go to the job in one frame, and where their results belong."""

    calls: CallsAtOnce
    stretches: tuple[_Stretch, ...]


def together(
    plans: Sequence[Plan], sources: tuple[SourceFile, ...], sandbox: Sandbox, limits: Limits
) -> tuple[Run, ...]:
    """A Run for each plan; none at all where a file fails, could keep something, or any call ends the job.

    The order is that of one plan: public calls, some of them again, then the hidden ones.
    """
    phases = _phases(tuple(plans))
    if phases is None or may_keep(sources):
        return ()
    given = dict.fromkeys(source for plan in plans for source in given_source(plan.task))
    made: dict[tuple[int, int | None], Sequence[CallResult]] = {}
    with sandbox.job((*sources, *given), limits) as job:
        load = job.load()
        if load.outcome is not Outcome.RETURNED:
            return ()
        for phase in phases:
            results = job.call_at_once(phase.calls)
            if results is None or any(result.outcome in _ENDING for result in results):
                return ()
            made |= {(part.plan, part.batch): results[part.start : part.end] for part in phase.stretches}
    return tuple(_run(number, plan, sources, load, made) for number, plan in enumerate(plans))


@lru_cache(maxsize=16)
def _phases(plans: tuple[Plan, ...]) -> tuple[_Phase, ...] | None:
    """What is sent for every hand-in; None where the plans cannot share a job, or a frame not hold their calls."""
    if _clash(plans):
        return None
    phases: list[_Phase] = []
    for calls in _calls(plans):
        sent = put_together([call for _, _, some in calls for call in some])
        if sent is None:
            return None
        phases.append(_Phase(sent, tuple(_stretches(calls))))
    return tuple(phases)


def _clash(plans: Sequence[Plan]) -> bool:
    """Whether what one task gives would stand in for a function of another's."""
    return any(
        given.name in other.functions or given.name in {theirs.name for theirs in other.task.given}
        for plan in plans
        for given in plan.task.given
        for other in plans
        if other is not plan
    )


_Calls = list[tuple[int, int | None, Sequence[EncodedCall]]]
"""Plan, batch, and calls."""


def _calls(plans: Sequence[Plan]) -> Iterator[_Calls]:
    """First the public calls and those that are made again, then the hidden ones, where there are any."""
    for hidden in (False, True):
        calls: _Calls = [
            (number, at, batch.calls)
            for number, plan in enumerate(plans)
            for at, batch in enumerate(plan.batches)
            if batch.hidden is hidden
        ]
        if not hidden:
            calls += [
                (number, None, [plan.batches[spot.batch].calls[spot.number] for spot in plan.again])
                for number, plan in enumerate(plans)
            ]
        if any(some for _, _, some in calls):
            yield calls


def _stretches(calls: _Calls) -> Iterator[_Stretch]:
    start = 0
    for plan, batch, some in calls:
        end = start + len(some)
        yield _Stretch(plan, batch, start, end)
        start = end


def _run(
    number: int,
    plan: Plan,
    sources: tuple[SourceFile, ...],
    load: CallResult,
    made: Mapping[tuple[int, int | None], Sequence[CallResult]],
) -> Run:
    again = made.get((number, None), ())
    return Run(sources, load, tuple(made[number, at] for at in range(len(plan.batches))), tuple(again))
