"""Which calls a check of a code task makes, worked out once per task and seed and then used for every hand-in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from grader.sandbox import Call, CallResult, Named, Shared
from grader.sandbox.requests import EncodedCall, encoded
from problems.code.inputs import Args, Given, Inputs, data
from problems.code.task import CodeTask, Equals, EqualsParts, KeepsArguments, Probe, Property, ReturnsArray


@dataclass(frozen=True, slots=True)
class Batch:
    """Calls of one function that go to the sandbox together, so that an endless loop costs that function only."""

    function: str
    hidden: bool
    calls: tuple[EncodedCall, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the results of one probe stand: the batch, and the first of as many calls as there are examples."""

    batch: int
    start: int


Rows = tuple[Sequence[CallResult], ...]
"""Results of a property: one row per probe, one result per example."""

Parts: TypeAlias = tuple[Any, ...] | list[Any]
"""What a function that returns several values should: float arrays, and tuples or lists of them."""

_LOOKS_BACK = ReturnsArray | KeepsArguments

Results = Sequence[Sequence[CallResult]]
"""Results of a whole check: as many per batch as it has calls."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Banks, batches, and where each property finds its results; `expected` holds what oracles say of a bank.

    Batches of public properties come first: code that keeps what it has seen cannot print a hidden input in the
    output of a public check.
    """

    task: CodeTask
    bank_seed: str
    banks: Mapping[str, tuple[Args, ...]]
    batches: tuple[Batch, ...]
    places: Mapping[str, tuple[Place, ...]]
    expected: Mapping[str, tuple[Any, ...]]

    def examples(self, prop: Property) -> tuple[Args, ...]:
        """The examples of a property, the author's own first."""
        return self.banks[prop.inputs.name]

    def rows(self, prop: Property, results: Results) -> Rows:
        """The results of a property's probes."""
        count = len(self.examples(prop))
        return tuple(results[place.batch][place.start : place.start + count] for place in self.places[prop.id])


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
    return Plan(task, bank_seed, banks, batches, places, expected)


def calls_for(prop: Property, args: Args) -> tuple[Call, ...]:
    """The calls of one example."""
    read_back = isinstance(prop.judge, _LOOKS_BACK)
    return tuple(_call(probe.function, probe.arguments(*args), read_back=read_back) for probe in prop.probes)


def _call(function: str, args: Args, *, read_back: bool) -> Call:
    """The call as the sandbox takes it: a function that is given goes by its name, and only values are read back."""
    if not any(isinstance(arg, Given) for arg in args):
        return Call(function, args, read_back=read_back)
    numbers = iter(range(len(args)))
    sent = tuple(Named(arg.name) if isinstance(arg, Given) else Shared(next(numbers)) for arg in args)
    return Call(function, sent, read_back=read_back, shared=data(args))


def in_parts(judge: EqualsParts, args: Args) -> Parts:
    """The parts that the oracle gives for one example: arrays, or again tuples and lists of arrays."""
    parts: Parts = _part(judge.oracle(*args))
    return parts


def _part(part: Any) -> Any:
    if isinstance(part, list | tuple):
        return type(part)(_part(inner) for inner in part)
    return np.asarray(part, dtype=float)


def _banks(task: CodeTask, bank_seed: str) -> dict[str, tuple[Args, ...]]:
    from problems.code.banks import drawn  # noqa: PLC0415 -- Hypothesis loads when the first bank is drawn, not before

    distinct: dict[str, Inputs] = {}
    for prop in task.properties:
        if distinct.setdefault(prop.inputs.name, prop.inputs) is not prop.inputs:
            raise ValueError(f"{task.id}: two inputs are called {prop.inputs.name}")
    return {name: drawn(inputs, bank_seed, task.id) for name, inputs in distinct.items()}


def _expected(judge: Equals | EqualsParts, examples: tuple[Args, ...]) -> tuple[Any, ...]:
    """What the oracle says of each example: an array, or a tuple of arrays."""
    if isinstance(judge, EqualsParts):
        return tuple(in_parts(judge, args) for args in examples)
    return tuple(np.asarray(judge.oracle(*args), dtype=float) for args in examples)


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
            encoded(_call(series.function, series.probe.arguments(*args), read_back=read_back))
            for args in self.banks[series.inputs]
        ]
