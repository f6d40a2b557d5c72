"""Which example of a broken property the student is shown: the author's own, or the smallest that can be found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.properties import readable
from grader.properties.judging import Breach, breaches
from grader.properties.plans import Plan, calls_for
from grader.properties.running import STOPPED, Rerun
from grader.report import Counterexample
from grader.sandbox import Limits, Outcome, Sandbox, SourceFile
from problems.code.inputs import Args
from problems.code.sessions import New, Session
from problems.code.task import Probe, Property

CALLS_PER_PROPERTY = 120
SHRUNK_PROPERTIES = 6
"""A hand-in that is wrong everywhere has its first properties shrunk; the others show an example of the bank."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One example that breaks a property, and how."""

    args: Args
    breach: Breach


@dataclass(slots=True)
class Seeker:
    """Looks for the example to show, for the properties of one hand-in, within a number of calls."""

    plan: Plan
    sources: Sequence[SourceFile]
    sandbox: Sandbox
    limits: Limits
    shrunk: int = field(default=0)

    def shown(self, prop: Property, found: Mapping[int, Breach]) -> Shown:
        """The example of a broken property that says most with least. Raises SandboxFailed."""
        examples = self.plan.examples(prop)
        ran = [number for number, breach in found.items() if breach.outcome is not Outcome.NOT_RUN] or list(found)
        first = Shown(examples[ran[0]], found[ran[0]])
        stopped = next((number for number in ran if found[number].outcome in STOPPED), None)
        if stopped is not None:
            return Shown(examples[stopped], found[stopped])
        if ran[0] < len(prop.inputs.always) or self.shrunk >= SHRUNK_PROPERTIES:
            return first
        self.shrunk += 1
        return self._smallest(prop, found, first)

    def _smallest(self, prop: Property, found: Mapping[int, Breach], first: Shown) -> Shown:
        from grader.properties.shrinking import fingerprint, smallest  # noqa: PLC0415 -- Hypothesis, only when something shrinks

        examples = self.plan.examples(prop)
        known = {fingerprint(args): found.get(number) for number, args in enumerate(examples)}
        rerun = Rerun(self.sources, self.sandbox, self.limits)

        def breaks(args: Args) -> bool:
            key = fingerprint(args)
            if key not in known:
                if rerun.calls + len(prop.probes) > CALLS_PER_PROPERTY:
                    return False
                known[key] = one(prop, args, rerun)
            breach = known[key]
            return breach is not None and breach.outcome is first.breach.outcome

        try:
            args = smallest(prop.inputs, self.plan.bank_seed, self.plan.task.id, breaks)
        finally:
            rerun.close()
        breach = None if args is None else known[fingerprint(args)]
        return first if args is None or breach is None else Shown(args, breach)


def one(prop: Property, args: Args, rerun: Rerun) -> Breach | None:
    """How one example breaks the property, if it does."""
    rows = tuple((result,) for result in rerun.results(calls_for(prop, args)))
    return breaches(prop, [args], rows).get(0)


def counterexample(prop: Property, shown: Shown) -> Counterexample:
    """The example as text: the call, what was expected if there is one right value, and what came."""
    return example_of(prop.probes[shown.breach.probe], shown.args, *outcome_texts(shown.breach))


def example_of(probe: Probe, args: Args, expected: str | None, got: str) -> Counterexample:
    """One call of a bank as text; an object that is made and used, line by line."""
    given = probe.arguments(*args)
    if isinstance(given, Session):
        first = given.lines[0]
        made = tuple(readable.value(arg) for arg in first.args) if isinstance(first, New) else ()
        return Counterexample(probe.function, made, expected, got, readable.lines(probe.function, given))
    return Counterexample(probe.function, tuple(readable.value(arg) for arg in given), expected, got)


def outcome_texts(breach: Breach) -> tuple[str | None, str]:
    """Expected and got as text; an exception or a limit stands for what was got."""
    result = breach.result
    if result.outcome is not Outcome.RETURNED:
        error = result.error
        got = (
            result.outcome.value
            if error is None
            else readable.steady(f"{error.type}: {error.message}".splitlines()[0][:200])
        )
        return None if breach.expected is None else readable.value(breach.expected), got
    if breach.expected is None:
        return None, readable.value(result.value)
    return readable.told_apart(breach.expected, result.value)
