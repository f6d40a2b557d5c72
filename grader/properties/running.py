"""A hand-in, or a mutant as if it were one, through the sandbox: load once, then batch by batch."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.properties.plans import Plan
from grader.sandbox import Call, CallResult, Limits, Outcome, Sandbox, SourceFile
from problems.code.task import CodeTask, Mutant

_UNDEFINED = re.compile(r"name '(\w+)' is not defined.*", re.DOTALL)
STOPPED = frozenset(
    {
        Outcome.TIME_LIMIT,
        Outcome.MEMORY_LIMIT,
        Outcome.OUTPUT_LIMIT,
        Outcome.ENDED_EARLY,
        Outcome.CRASH,
        Outcome.VIOLATION,
        Outcome.PROTOCOL_VIOLATION,
    }
)
"""Outcomes of a call that took its process with it, or may have."""


class SandboxFailed(Exception):  # noqa: N818 -- says what happened to us, not what a student did
    """The sandbox could not carry out a call, and not because of the code in it."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a submission's calls did: `results` has one row per batch of the plan (empty where it was left out).

    `sources` are as they were loaded, which for a notebook may be in another order than they came in. `again` are
    the results of the calls that were made a second time.
    """

    sources: tuple[SourceFile, ...]
    load: CallResult
    results: tuple[Sequence[CallResult], ...]
    again: tuple[CallResult, ...] = ()


def run(
    plan: Plan, sources: Sequence[SourceFile], sandbox: Sandbox, limits: Limits, functions: Iterable[str] | None = None
) -> Run:
    """Load the sources, with what the task gives, and make the plan's calls, or those of some functions."""
    given = given_source(plan.task)
    ran = carried_out(plan, (*sources, *given), sandbox, limits, functions)
    late = _too_early(sources, ran.load)
    if not late:
        return ran
    ordered = (*(s for s in sources if s not in late), *late, *given)
    return carried_out(plan, ordered, sandbox, limits, functions)


def carried_out(
    plan: Plan, sources: tuple[SourceFile, ...], sandbox: Sandbox, limits: Limits, functions: Iterable[str] | None
) -> Run:
    """Load the sources as they stand and make the calls: public ones, some of these again, hidden ones."""
    chosen = _chosen(plan, functions)
    again = [plan.batches[spot.batch].calls[spot.number] for spot in plan.again if spot.batch in chosen]
    results: list[Sequence[CallResult]] = [()] * len(plan.batches)
    with sandbox.job(sources, limits) as job:
        load = job.load()
        for at in (at for at in chosen if not plan.batches[at].hidden):
            results[at] = job.call(plan.batches[at].calls)
        repeated = tuple(job.call(again))
        for at in (at for at in chosen if plan.batches[at].hidden):
            results[at] = job.call(plan.batches[at].calls)
    return Run(sources, load, tuple(results), repeated)


def backwards(
    plan: Plan, sources: tuple[SourceFile, ...], sandbox: Sandbox, limits: Limits, functions: Iterable[str]
) -> Run:
    """The public calls in the opposite order; results stand where they stand in a run forwards."""
    chosen = [at for at in _chosen(plan, functions) if not plan.batches[at].hidden]
    results: list[Sequence[CallResult]] = [()] * len(plan.batches)
    with sandbox.job(sources, limits) as job:
        load = job.load()
        for at in reversed(chosen):
            results[at] = job.call(plan.batches[at].calls[::-1])[::-1]
    return Run(sources, load, tuple(results))


def _chosen(plan: Plan, functions: Iterable[str] | None) -> list[int]:
    wanted = None if functions is None else set(functions)
    return [at for at, batch in enumerate(plan.batches) if wanted is None or batch.function in wanted]


def _too_early(sources: Sequence[SourceFile], load: CallResult) -> list[SourceFile]:
    """Cells that used a name before the cell that defines it: a notebook's author may have run them in that order."""
    early: list[SourceFile] = []
    for at, source in enumerate(sources):
        wanted = [
            _UNDEFINED.fullmatch(e.message) for e in load.errors if (e.file, e.type) == (source.label, "NameError")
        ]
        later = "\n".join(other.text for other in sources[at + 1 :])
        if source.cell is not None and any(name and _defines(later, name[1]) for name in wanted):
            early.append(source)
    return early


def _defines(text: str, name: str) -> bool:
    """Whether a source may give a name a meaning."""
    word = re.escape(name)
    given = rf"\b(?:def|class|as|import)[ \t]+{word}\b|^{word}\b[^\n=]*=(?!=)|^[^\n=]*,[ \t]*{word}\b[^\n=]*=(?!=)"
    return re.search(given, text, re.MULTILINE) is not None


def given_source(task: CodeTask) -> tuple[SourceFile, ...]:
    """The functions that a task gives, as a file that comes after all others: a student's copy does not count.

    No `import` names this file, so that it runs when its turn comes, and no file of a student's is likely to be it.
    """
    if not task.given:
        return ()
    return (SourceFile("(given).py", "\n\n".join(["import numpy as np", *(given.source for given in task.given)])),)


def mutant_source(task: CodeTask, mutant: Mutant) -> SourceFile:
    """The model answer with one function replaced: the last definition is the one that counts."""
    return SourceFile(f"{mutant.id}.py", f"{task.preamble}{task.solution}\n\n{mutant.source}")


@dataclass(frozen=True, slots=True)
class KnownRuns:
    """What the model answer and the named mistakes of one function return on the banks."""

    right: Run
    mistakes: tuple[tuple[Mutant, Run], ...]


@lru_cache(maxsize=64)
def known_runs(plan: Plan, function: str, sandbox: Sandbox) -> KnownRuns:
    """Run them once and keep the results, since every wrong hand-in is held against them. Raises SandboxFailed."""
    task = plan.task
    named = [mutant for mutant in task.mutants if mutant.function == function and mutant.message is not None]
    right = SourceFile("model.py", f"{task.preamble}{task.solution}")
    runs = [
        run(plan, [source], sandbox, Limits(), [function])
        for source in (right, *(mutant_source(task, mutant) for mutant in named))
    ]
    checked(*(result for ran in runs for row in ran.results for result in row))
    return KnownRuns(runs[0], tuple(zip(named, runs[1:], strict=True)))


def checked(*results: CallResult) -> tuple[CallResult, ...]:
    """The results, if the sandbox stands behind all of them; raises SandboxFailed."""
    if any(result.outcome is Outcome.GRADER_ERROR for result in results):
        raise SandboxFailed(results[0].message.en)
    return results


class Rerun:
    """A job that is kept for calls one example at a time, with the number of calls made."""

    def __init__(self, sources: Sequence[SourceFile], sandbox: Sandbox, limits: Limits) -> None:
        self._job = sandbox.job(sources, limits)
        self._loaded = False
        self.calls = 0

    def results(self, calls: Sequence[Call]) -> tuple[CallResult, ...]:
        """Make these calls; raises SandboxFailed."""
        if not self._loaded:
            self._job.load()
            self._loaded = True
        self.calls += len(calls)
        return checked(*self._job.call(calls))

    def close(self) -> None:
        """End the job."""
        self._job.close()
