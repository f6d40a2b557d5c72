"""The code problems of one hand-in, tried in one job.

Starting a job and loading the files costs more than all the calls of a problem. So the calls of all problems are first
made in one job, and a problem of which everything holds there is done. Any other is judged from a job of its own, as
if it had been handed in alone: whatever the functions of one problem do can cost nothing in another.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.properties.plans import Plan
from grader.properties.running import STOPPED, Run, given_source
from grader.properties.steadiness import may_keep
from grader.sandbox import Call, CallResult, Limits, Outcome, Sandbox, SourceFile
from grader.sandbox.requests import EncodedCall

_ENDING = STOPPED | {Outcome.NOT_RUN, Outcome.GRADER_ERROR}


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Calls of one plan that follow each other; `batch` is None for those that are made again."""

    plan: int
    batch: int | None
    calls: tuple[Call | EncodedCall, ...]


def together(
    plans: Sequence[Plan], sources: tuple[SourceFile, ...], sandbox: Sandbox, limits: Limits
) -> tuple[Run, ...]:
    """A Run for each plan; none at all where a file fails, could keep something, or any call ends the job.

    The order is that of one plan: public calls, some of them again, then the hidden ones.
    """
    if may_keep(sources) or _clash(plans):
        return ()
    given = dict.fromkeys(source for plan in plans for source in given_source(plan.task))
    made: list[tuple[_Stretch, Sequence[CallResult]]] = []
    with sandbox.job((*sources, *given), limits) as job:
        load = job.load()
        if load.outcome is not Outcome.RETURNED:
            return ()
        for phase in _phases(plans):
            results = job.call_at_once([call for stretch in phase for call in stretch.calls])
            if results is None or any(result.outcome in _ENDING for result in results):
                return ()
            made += _dealt(phase, results)
    return tuple(_run(number, plan, sources, load, made) for number, plan in enumerate(plans))


def _clash(plans: Sequence[Plan]) -> bool:
    """Whether what one task gives would stand in for a function of another's."""
    return any(
        given.name in other.functions or given.name in {theirs.name for theirs in other.task.given}
        for plan in plans
        for given in plan.task.given
        for other in plans
        if other is not plan
    )


def _phases(plans: Sequence[Plan]) -> Iterator[list[_Stretch]]:
    for hidden in (False, True):
        yield [
            _Stretch(number, at, batch.calls)
            for number, plan in enumerate(plans)
            for at, batch in enumerate(plan.batches)
            if batch.hidden is hidden
        ]
        if not hidden:
            yield [
                _Stretch(number, None, tuple(plan.batches[spot.batch].calls[spot.number] for spot in plan.again))
                for number, plan in enumerate(plans)
            ]


def _dealt(phase: Sequence[_Stretch], results: Sequence[CallResult]) -> Iterator[tuple[_Stretch, Sequence[CallResult]]]:
    start = 0
    for stretch in phase:
        end = start + len(stretch.calls)
        yield stretch, results[start:end]
        start = end


def _run(
    number: int,
    plan: Plan,
    sources: tuple[SourceFile, ...],
    load: CallResult,
    made: Sequence[tuple[_Stretch, Sequence[CallResult]]],
) -> Run:
    own: Mapping[int | None, Sequence[CallResult]] = {s.batch: results for s, results in made if s.plan == number}
    return Run(sources, load, tuple(own[at] for at in range(len(plan.batches))), tuple(own[None]))
