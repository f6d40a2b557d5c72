"""Banks of examples, drawn by Hypothesis once per inputs and seed. Importing this module loads Hypothesis.

A bank must not depend on luck, on the machine, or on which other modules a process has loaded. Hypothesis seeds
its draws with constants that it finds in the source of every loaded module of a project, so a web worker and a
command line would draw different banks from one seed: `SteadyProvider` leaves those constants out.
"""

from hashlib import sha256
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider
from hypothesis.internal.constants_ast import Constants

from problems.code.inputs import Args, Array, Grid, Input, Inputs, Picked

BACKEND = "nngrader"


class SteadyProvider(HypothesisProvider):
    """Hypothesis's own draws, without the constants of whatever modules happen to be loaded."""

    _local_constants = Constants()


AVAILABLE_PROVIDERS[BACKEND] = f"{__name__}.{SteadyProvider.__name__}"


def drawn(inputs: Inputs, bank_seed: str, task: str) -> tuple[Args, ...]:
    """The author's cases, then the drawn ones, in the order drawn; the same for the same task and seed."""
    found: list[Args] = list(inputs.always)
    if not inputs.draws:
        return tuple(found)

    @seed(number(bank_seed, task, inputs.name))
    @steady(inputs.draws, Phase.generate)
    @given(strategy(inputs))
    def collect(args: Args) -> None:
        found.append(args)

    collect()
    return tuple(found)


def steady(examples: int, *phases: Phase) -> settings:
    """Settings under which Hypothesis depends on its seed alone: no database, no clock, no profile."""
    return settings(
        max_examples=examples,
        phases=phases,
        backend=BACKEND,
        database=None,
        deadline=None,
        derandomize=False,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def number(*keys: str) -> int:
    """A seed for Hypothesis from names."""
    return int.from_bytes(sha256("\0".join(keys).encode()).digest()[:8], "big")


def strategy(inputs: Inputs) -> st.SearchStrategy[Args]:
    """Argument tuples, shrinking to short arrays of small numbers."""
    return st.tuples(*(_values(part) for part in inputs.parts)).map(inputs.arguments)


def _values(part: Input) -> st.SearchStrategy[Any]:
    if isinstance(part, Grid):
        return _grid(part)
    if isinstance(part, Picked):
        return st.sampled_from(part.values)
    return _array(part)


def _grid(grid: Grid) -> st.SearchStrategy[Any]:
    scale = 10**grid.decimals
    low, high = round(grid.low * scale), round(grid.high * scale)
    ticks = (
        _without(low, high, {round(value * scale) for value in grid.avoid}) if grid.avoid else st.integers(low, high)
    )
    return ticks if grid.decimals == 0 else ticks.map(lambda tick: tick / scale)


def _without(low: int, high: int, avoided: set[int]) -> st.SearchStrategy[int]:
    """Whole numbers, nearest to 0 first. A filter would refuse what shrinking tries most, and make it take long."""
    allowed = [tick for tick in range(low, high + 1) if tick not in avoided]
    return st.sampled_from(sorted(allowed, key=lambda tick: (abs(tick), tick < 0)))


def _array(array: Array) -> st.SearchStrategy[Any]:
    def filled(sides: tuple[int, ...]) -> st.SearchStrategy[Any]:
        size = int(np.prod(sides))
        cells = st.lists(_values(array.entries), min_size=size, max_size=size)
        return cells.map(lambda entries: np.array(entries, dtype=array.dtype).reshape(sides))

    if len(array.sides) == 1:  # one list shrinks better than a length and then a list
        ((fewest, most),) = array.sides
        cells = st.lists(_values(array.entries), min_size=fewest, max_size=most)
        return cells.map(lambda entries: np.array(entries, dtype=array.dtype))
    return st.tuples(*(st.integers(fewest, most) for fewest, most in array.sides)).flatmap(filled)
