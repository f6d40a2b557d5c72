"""Marks a code task: every property of every function, from what the sandbox returned, never from student objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from grader.properties import readable
from grader.properties import sentences as say
from grader.properties.counterexamples import Seeker, Shown, counterexample, example_of, outcome_texts
from grader.properties.judging import Breach, alike, breaches, numbers
from grader.properties.plans import Plan, Rows, plan_of
from grader.properties.running import STOPPED, Run, SandboxFailed, checked, known_runs, run
from grader.properties.steadiness import Steadied, Unsteady, draws_at_random, repeats, steadied
from grader.properties.unwritten import unwritten
from grader.report import Finding, Verdict
from grader.sandbox import CallResult, Limits, Outcome, Sandbox, SourceFile
from problems.code.inputs import Args, data
from problems.code.sessions import Session
from problems.code.task import CodeTask, Equals, EqualsParts, Mutant, Property
from reference.text import Text, joined, same

SHOWN_OUTPUT = 2000
NAMED_MISTAKES = 3
NOTHING = Fraction(0)


def check(
    task: CodeTask,
    sources: Sequence[SourceFile],
    sandbox: Sandbox,
    limits: Limits,
    points: Fraction,
    bank_seed: str,
) -> tuple[Finding, ...]:
    """The Findings of `examined`."""
    return examined(task, sources, sandbox, limits, points, bank_seed).findings


@dataclass(frozen=True, slots=True)
class Examined:
    """One Finding per property, in the task's order, and notes on the hand-in as a whole.

    There is one for each cell or file that stopped when it ran, and for each function that others disturb.
    """

    findings: tuple[Finding, ...]
    notes: tuple[Text, ...] = ()


def examined(
    task: CodeTask,
    sources: Sequence[SourceFile],
    sandbox: Sandbox,
    limits: Limits,
    points: Fraction,
    bank_seed: str,
) -> Examined:
    """Run the hand-in and judge every property; the same for the same sources and seed.

    A property that we could not carry out is a `grader_error`: it scores nothing and the hand-in is no result yet.
    """
    if not sources:
        return Examined(unsent(task, points))
    worth = task.shares(points)
    plan = plan_of(task, bank_seed)
    ran = run(plan, sources, sandbox, limits)
    try:
        steady = steadied(plan, ran, sources, sandbox, limits)
    except SandboxFailed:
        blanks = (_blank(prop, worth[prop.id], Verdict.NOT_RUN, say.BROKEN) for prop in task.properties)
        return Examined(tuple(_failed(blank) for blank in blanks))
    marking = _Marking(plan, steady, sandbox, Seeker(plan, ran.sources, sandbox, limits))
    found: dict[str, Finding] = {}
    for prop in task.properties:
        found[prop.id] = marking.finding(prop, worth[prop.id], found)
    spoilt = tuple(say.SPOILT.format(function=name) for name in plan.functions if name in steady.spoilt)
    return Examined(tuple(found.values()), (*say.stopped_pieces(ran.load), *spoilt))


def confirmed(task: CodeTask, ran: Run, points: Fraction, bank_seed: str) -> Examined | None:
    """What `examined` gives for a hand-in of which everything holds, from a run with other problems; else None."""
    plan, worth = plan_of(task, bank_seed), task.shares(points)
    found: list[Finding] = []
    for prop in task.properties:
        rows, examples = plan.rows(prop, ran.results), plan.examples(prop)
        if breaches(prop, examples, rows, plan.expected.get(prop.id)):
            return None
        found.append(_held(_blank(prop, worth[prop.id], Verdict.NOT_RUN, say.BROKEN, _printed(rows)), len(examples)))
    return Examined(tuple(found)) if repeats(plan, ran) else None


def unsent(task: CodeTask, points: Fraction) -> tuple[Finding, ...]:
    """The Findings of a hand-in without code: nothing to run, so no sandbox is needed."""
    worth = task.shares(points)
    return tuple(_blank(prop, worth[prop.id], Verdict.MISSING, say.NO_FILES) for prop in task.properties)


@dataclass(frozen=True, slots=True)
class _Marking:
    """One hand-in that has run, and what it takes to explain it."""

    plan: Plan
    steady: Steadied
    sandbox: Sandbox
    seeker: Seeker

    @property
    def ran(self) -> Run:
        return self.steady.run

    def finding(self, prop: Property, worth: Fraction, before: Mapping[str, Finding]) -> Finding:
        rows = self.plan.rows(prop, self.ran.results)
        blank = _blank(prop, worth, Verdict.NOT_RUN, say.BROKEN, _printed(rows))
        try:
            checked(*(result for row in rows for result in row))
            return self._judged(prop, blank, rows, before)
        except SandboxFailed:
            return _failed(blank)

    def _judged(self, prop: Property, blank: Finding, rows: Rows, before: Mapping[str, Finding]) -> Finding:
        missing = unwritten(self.plan.task, prop.function, rows[0], self.ran.load)
        if missing is not None:
            return replace(blank, verdict=Verdict.MISSING, message=missing)
        if prop.after is not None and not self._held(prop.after, before):
            return replace(blank, message=self._after(prop.after))
        main = prop is self._main(prop.function)
        if main and prop.function in self.steady.own:
            return self._unsteady(prop, blank, self.steady.own[prop.function])
        return self._by_values(prop, blank, rows)

    def _by_values(self, prop: Property, blank: Finding, rows: Rows) -> Finding:
        examples = self.plan.examples(prop)
        found = breaches(prop, examples, rows, self.plan.expected.get(prop.id))
        if not found:
            return _held(blank, len(examples))
        excuse = _excuse(prop, found, self.ran.load) or self._excused(prop)
        if excuse is not None:
            return replace(blank, message=excuse)
        right = self._right_beside_wrong(prop)
        if right is not None:
            return replace(blank, verdict=Verdict.CORRECT, score=blank.max_score, message=right)
        return self._broken(prop, blank, rows, found)

    def _main(self, function: str) -> Property:
        """The property that a function loses when it is not steady: one fault, one property."""
        own = [prop for prop in self.plan.task.properties if prop.function == function]
        return next((prop for prop in own if not prop.hidden), own[0])

    def _held(self, name: str, before: Mapping[str, Finding]) -> bool:
        """Whether a property holds, or would if its function were steady."""
        if before[name].verdict is Verdict.CORRECT:
            return True
        prop = next(prop for prop in self.plan.task.properties if prop.id == name)
        return prop.function in self.steady.own and self._holds(prop)

    def _after(self, name: str) -> Text:
        """That a property waits for another, named as the terminal names it and as the page shows it."""
        prop = next(prop for prop in self.plan.task.properties if prop.id == name)
        return say.AFTER.format(after=name, sentence=prop.sentence)

    def _right_beside_wrong(self, prop: Property) -> Text | None:
        """That a function disagrees with another of the student's only because that one is wrong.

        The fault is the other's, and is marked there. A function that is wrong by an oracle is never spared, and one
        without an oracle neither.
        """
        others = {probe.function for probe in prop.probes} - {prop.function}
        oracles = [p for p in self.plan.task.properties if isinstance(p.judge, Equals | EqualsParts)]
        own = [self._holds(p) for p in oracles if p.function == prop.function]
        wrong = next((p for p in oracles if p.function in others and not self._holds(p)), None)
        if wrong is None or not own or not all(own):
            return None
        return say.RIGHT_BESIDE_WRONG.format(function=prop.function, other=wrong.function, check=wrong.id)

    def _holds(self, prop: Property) -> bool:
        rows = self.plan.rows(prop, self.ran.results)
        return not breaches(prop, self.plan.examples(prop), rows, self.plan.expected.get(prop.id))

    def _excused(self, prop: Property) -> Text | None:
        """That a function with values that vary is judged at its main property alone."""
        unsteady = [probe.function for probe in prop.probes if probe.function in self.steady.own]
        return self._after(self._main(unsteady[0]).id) if unsteady else None

    def _unsteady(self, prop: Property, blank: Finding, how: Unsteady) -> Finding:
        """The one finding on a function that keeps something between its calls."""
        probe, args = self.plan.made(how.spot)
        call, before = say.located(readable.lines(probe.function, probe.arguments(*args)))
        texts = _told_apart(how)
        told = (say.AGAIN if how.again else say.IN_ORDER).format(call=call, first=texts[0], second=texts[1])
        told = told if before is None else joined([before, told], "\n\n")
        why = say.RANDOM if draws_at_random(self.ran.sources, prop.function) else say.KEEPS
        example = example_of(probe, args, None, texts[1])
        finding = replace(
            blank,
            verdict=Verdict.WRONG,
            message=joined([told, why.format(function=prop.function)]),
            got=texts[1],
            counterexample=example,
        )
        return _kept_back(finding) if prop.hidden else finding

    def _broken(self, prop: Property, blank: Finding, rows: Rows, found: Mapping[int, Breach]) -> Finding:
        mistakes = self._mistakes(prop, rows)
        shown = self.seeker.shown(prop, found)
        example = counterexample(prop, shown)
        told = _told(prop, shown)
        if mistakes:
            told = joined([_named(mistakes), told], "\n\n")
        only = mistakes[0].id if len(mistakes) == 1 else None
        finding = replace(
            blank,
            verdict=Verdict.WRONG if only is None else Verdict.MISTAKE,
            mistake=only,
            outcome=None if shown.breach.outcome is Outcome.RETURNED else shown.breach.outcome.value,
            message=told,
            detail=None if example.expected is None else say.EXPECTED.format(expected=example.expected),
            got=example.got,
            expected=example.expected,
            counterexample=example,
        )
        return _kept_back(finding) if prop.hidden else finding

    def _mistakes(self, prop: Property, rows: Rows) -> tuple[Mutant, ...]:
        """The named mistakes that return what was returned: by every call of the function, else by this property's."""
        known = known_runs(self.plan, prop.function, self.sandbox)
        if _alike(rows[0], self.plan.rows(prop, known.right.results)[0]):
            return ()  # right values, and something else is wrong
        here = [(m, ran) for m, ran in known.mistakes if _alike(rows[0], self.plan.rows(prop, ran.results)[0])]
        throughout = [mutant for mutant, ran in here if self._alike_throughout(prop.function, ran)]
        if not throughout and _says_nothing(self.plan.examples(prop), rows[0]):
            return ()
        found = throughout or [mutant for mutant, _ in here]
        return tuple(found) if len(found) <= NAMED_MISTAKES else ()

    def _alike_throughout(self, function: str, other: Run) -> bool:
        pairs = zip(self.plan.batches, self.ran.results, other.results, strict=True)
        return all(_alike(mine, theirs) for batch, mine, theirs in pairs if batch.function == function)


def _alike(mine: Sequence[CallResult], theirs: Sequence[CallResult]) -> bool:
    return all(alike(one, other) for one, other in zip(mine, theirs, strict=True))


def _says_nothing(examples: Sequence[Args], results: Sequence[CallResult]) -> bool:
    """Whether the results are one constant or the argument itself, which looks like many a mistake."""
    values = [numbers(result.value) for result in results]
    found = [value for value in values if value is not None]
    if len(found) < len(values):
        return False
    flat = np.concatenate([value.ravel() for value in found])
    echo = all(np.array_equal(value, np.asarray(data(args)[0])) for value, args in zip(found, examples, strict=True))
    return echo or bool((flat == flat[:1]).all())


def _failed(blank: Finding) -> Finding:
    return replace(blank, verdict=Verdict.GRADER_ERROR, outcome=Outcome.GRADER_ERROR.value)


def _told_apart(how: Unsteady) -> tuple[str, str]:
    """What a call gave at two times, as text."""
    if how.first.outcome is how.second.outcome is Outcome.RETURNED:
        texts = readable.told_apart(how.first.value, how.second.value)
    else:
        texts = (
            outcome_texts(Breach(how.first, 0, how.first.outcome))[1],
            outcome_texts(Breach(how.second, 0, how.second.outcome))[1],
        )
    return texts[0].replace("`", "'"), texts[1].replace("`", "'")


def _held(blank: Finding, count: int) -> Finding:
    return replace(blank, verdict=Verdict.CORRECT, score=blank.max_score, message=say.HOLDS.format(count=count))


def _blank(prop: Property, worth: Fraction, verdict: Verdict, message: Text, output: str | None = None) -> Finding:
    return Finding(
        prop.id,
        prop.sentence,
        verdict,
        NOTHING,
        worth,
        message,
        hidden=prop.hidden,
        output=None if prop.hidden else output,
    )


def _excuse(prop: Property, found: Mapping[int, Breach], load: CallResult) -> Text | None:
    """Why a property was not judged, where that is no fault of its own function."""
    other = next((b for b in found.values() if prop.probes[b.probe].function != prop.function), None)
    if other is not None:
        name = prop.probes[other.probe].function
        returned = other.result.outcome is Outcome.RETURNED
        return say.another_returned(name, other.result.value) if returned else say.ANOTHER_NEEDED.format(function=name)
    if all(breach.outcome is Outcome.NOT_RUN for breach in found.values()):
        return load.message if load.outcome in STOPPED else say.STOPPED_BEFORE.format(function=prop.function)
    return None


def _told(prop: Property, shown: Shown) -> Text:
    """What happened at the shown example."""
    probe = prop.probes[shown.breach.probe]
    given = probe.arguments(*shown.args)
    call, before = say.located(readable.lines(probe.function, given))
    told = _happened(call, shown.breach, say.LAST_LINE if isinstance(given, Session) else say.RETURNED)
    others = [p.function for p in prop.probes if p.function != prop.function]
    if others and shown.breach.reason is None and shown.breach.outcome is Outcome.RETURNED:
        told = joined([told, say.COMPARED.format(function=others[0])])
    return told if before is None else joined([before, told], "\n\n")


def _happened(call: Text, breach: Breach, returned: Text) -> Text:
    if breach.reason is not None:
        return say.WITH_REASON.format(call=call, reason=breach.reason)
    if breach.outcome is not Outcome.RETURNED:
        return say.failed(call, breach.result)
    return returned.format(call=call, got=readable.value(breach.result.value).replace("`", "'"))


def _kept_back(finding: Finding) -> Finding:
    """The same for hidden inputs: what happened stands in the detail, for readers who may see everything."""
    detail = finding.message if finding.detail is None else joined([finding.message, finding.detail])
    return replace(finding, message=say.HIDDEN, detail=detail, got=None)


def _named(mistakes: Sequence[Mutant]) -> Text:
    sentences = [m.message for m in mistakes if m.message is not None]
    if len(mistakes) > 1:
        listed = joined([joined([same(f"({number})"), text]) for number, text in enumerate(sentences, start=1)])
        return say.EITHER.format(sentences=listed)
    return joined([sentences[0], say.CONVENTION]) if mistakes[0].convention else sentences[0]


def _printed(rows: Rows) -> str | None:
    """What the calls printed, each once."""
    parts = dict.fromkeys(readable.steady(result.stdout) for row in rows for result in row if result.stdout)
    text = "".join(parts)
    return text[:SHOWN_OUTPUT] + "\n…" * (len(text) > SHOWN_OUTPUT) if text else None
