"""Which calls a check of a code task makes, worked out once per task and seed and then used for every hand-in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from grader.properties.calls import call_of
from grader.sandbox import Call, CallResult
from grader.sandbox.requests import EncodedCall, encoded
from problems.code.inputs import Args, Inputs
from problems.code.task import CodeTask, Equals, EqualsParts, KeepsArguments, Probe, Property, ReturnsArray


@dataclass(frozen=True, slots=True)
class Batch:
    """Calls of one function that go to the sandbox together, so that an endless loop costs that function only."""

    function: str
    hidden: bool
    calls: tuple[EncodedCall, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """One call of a plan: the batch, and the number of the call in it."""

    function: str
    batch: int
    number: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where the results of one probe stand: the batch, and the first of as many calls as there are examples."""

    batch: int
    start: int


Rows = tuple[Sequence[CallResult], ...]
"""Results of a property: one row per probe, one result per example."""

Parts: TypeAlias = tuple[Any, ...] | list[Any] | dict[str, Any]
"""What a function that returns several values should: float arrays, and tuples, lists or dicts of them."""

_LOOKS_BACK = ReturnsArray | KeepsArguments

Results = Sequence[Sequence[CallResult]]
"""Results of a whole check: as many per batch as it has calls."""


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What an oracle says of each example, an array or several, and all of their numbers in a row."""

    values: tuple[Any, ...]
    flat: np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Banks, batches, and where each property finds its results; `expected` holds what oracles say of a bank.

    Batches of public properties come first: code that keeps what it has seen cannot print a hidden input in the
    output of a public check. `again` are the calls that are made a second time, between the two.
    """

    task: CodeTask
    bank_seed: str
    banks: Mapping[str, tuple[Args, ...]]
    batches: tuple[Batch, ...]
    places: Mapping[str, tuple[Place, ...]]
    expected: Mapping[str, Expected]
    again: tuple[Spot, ...]

    @property
    def functions(self) -> tuple[str, ...]:
        """The names that are called, in the task's order."""
        return tuple(dict.fromkeys(batch.function for batch in self.batches))

    def examples(self, prop: Property) -> tuple[Args, ...]:
        """The examples of a property, the author's own first."""
        return self.banks[prop.inputs.name]

    def rows(self, prop: Property, results: Results) -> Rows:
        """The results of a property's probes."""
        count = len(self.examples(prop))
        return tuple(results[place.batch][place.start : place.start + count] for place in self.places[prop.id])

    def made(self, spot: Spot) -> tuple[Probe, Args]:
        """The probe and the example that a call of a public property was made from."""
        for prop in (prop for prop in self.task.properties if not prop.hidden):
            examples = self.examples(prop)
            for probe, place in zip(prop.probes, self.places[prop.id], strict=True):
                if place.batch == spot.batch and 0 <= spot.number - place.start < len(examples):
                    return probe, examples[spot.number - place.start]
        raise LookupError(f"{self.task.id}: no property makes call {spot.number} of {spot.function}")


@lru_cache(maxsize=32)
def plan_of(task: CodeTask, bank_seed: str) -> Plan:
    """The plan of a task under a seed. The first plan of a process loads Hypothesis, which draws the banks."""
    banks = _banks(task, bank_seed)
    layout = _Layout(banks)
    for prop in sorted(task.properties, key=lambda p: p.hidden):
        layout.add(prop)
    expected = {
        p.id: _expected(p.judge, banks[p.inputs.name])
        for p in task.properties
        if isinstance(p.judge, Equals | EqualsParts)
    }
    batches, places = layout.finished([function.name for function in task.functions])
    again = _again(batches, (place for row in places.values() for place in row))
    return Plan(task, bank_seed, banks, batches, places, expected, again)


def _again(batches: Sequence[Batch], places: Iterable[Place]) -> tuple[Spot, ...]:
    """Two public calls of every function, backwards, so that each comes after other calls than before.

    They are the first and the last of its first bank: the author's simplest case, and a drawn one.
    """
    starts = {(place.batch, place.start) for place in places}
    spots: list[Spot] = []
    for at, batch in reversed(list(enumerate(batches))):
        if not batch.hidden:
            end = min([start for other, start in starts if other == at and start] or [len(batch.calls)])
            spots += [Spot(batch.function, at, number) for number in sorted({0, end - 1}, reverse=True)]
    return tuple(spots)


def calls_for(prop: Property, args: Args) -> tuple[Call, ...]:
    """The calls of one example."""
    read_back = isinstance(prop.judge, _LOOKS_BACK)
    return tuple(call_of(probe.function, probe.arguments(*args), read_back=read_back) for probe in prop.probes)


def in_parts(judge: EqualsParts, args: Args) -> Parts:
    """The parts that the oracle gives for one example: arrays, or again tuples, lists and dicts of arrays."""
    parts: Parts = _part(judge.oracle(*args))
    return parts


def _part(part: Any) -> Any:
    if isinstance(part, list | tuple):
        return type(part)(_part(inner) for inner in part)
    if isinstance(part, dict):
        return {key: _part(inner) for key, inner in part.items()}
    return np.asarray(part, dtype=float)


def _banks(task: CodeTask, bank_seed: str) -> dict[str, tuple[Args, ...]]:
    from problems.code.banks import drawn  # noqa: PLC0415 -- Hypothesis loads when the first bank is drawn, not before

    distinct: dict[str, Inputs] = {}
    for prop in task.properties:
        if distinct.setdefault(prop.inputs.name, prop.inputs) is not prop.inputs:
            raise ValueError(f"{task.id}: two inputs are called {prop.inputs.name}")
    return {name: drawn(inputs, bank_seed, task.id) for name, inputs in distinct.items()}


def _expected(judge: Equals | EqualsParts, examples: tuple[Args, ...]) -> Expected:
    values: tuple[Any, ...]
    if isinstance(judge, EqualsParts):
        values = tuple(in_parts(judge, args) for args in examples)
    else:
        values = tuple(np.asarray(judge.oracle(*args), dtype=float) for args in examples)
    return Expected(values, np.concatenate(list(_arrays(values))))


def _arrays(parts: Any) -> Iterator[np.ndarray[Any, np.dtype[np.float64]]]:
    """The arrays in nested tuples, lists and dicts, flat, in order."""
    if isinstance(parts, np.ndarray):
        yield parts.ravel()
        return
    for part in parts.values() if isinstance(parts, dict) else parts:
        yield from _arrays(part)


@dataclass(frozen=True, slots=True)
class _Series:
    """The same probe on the same inputs, for whichever properties want it."""

    function: str
    hidden: bool
    inputs: str
    probe: Probe


@dataclass(slots=True)
class _Layout:
    """Gathers probes, so that properties with the same probe and inputs share its calls."""

    banks: Mapping[str, tuple[Args, ...]]
    series: dict[tuple[str, object, str], _Series] = field(default_factory=dict)
    read_back: set[tuple[str, object, str]] = field(default_factory=set)
    wanted: dict[str, list[tuple[str, object, str]]] = field(default_factory=dict)

    def add(self, prop: Property) -> None:
        for probe in prop.probes:
            key = (probe.function, probe.arguments, prop.inputs.name)
            self.series.setdefault(key, _Series(probe.function, prop.hidden, prop.inputs.name, probe))
            self.wanted.setdefault(prop.id, []).append(key)
            if isinstance(prop.judge, _LOOKS_BACK):
                self.read_back.add(key)

    def finished(self, functions: Sequence[str]) -> tuple[tuple[Batch, ...], dict[str, tuple[Place, ...]]]:
        batches: list[Batch] = []
        found: dict[tuple[str, object, str], Place] = {}
        for hidden, function in [(hidden, function) for hidden in (False, True) for function in functions]:
            calls: list[EncodedCall] = []
            for key, series in self.series.items():
                if (series.hidden, series.function) == (hidden, function):
                    found[key] = Place(len(batches), len(calls))
                    calls += self._calls(key, series)
            if calls:
                batches.append(Batch(function, hidden, tuple(calls)))
        places = {prop: tuple(found[key] for key in keys) for prop, keys in self.wanted.items()}
        return tuple(batches), places

    def _calls(self, key: tuple[str, object, str], series: _Series) -> list[EncodedCall]:
        read_back = key in self.read_back
        return [
            encoded(call_of(series.function, series.probe.arguments(*args), read_back=read_back))
            for args in self.banks[series.inputs]
        ]
