"""What a function is called with in a check, described so that whoever draws it may load later.

Entries lie on short decimal grids, so that an input a student is shown reads `0.5` and never `0.4999999`.
`problems.code.banks` turns these records into Hypothesis strategies and draws from them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

Args: TypeAlias = tuple[Any, ...]
"""The arguments of one call. Whoever receives them copies what they change."""


@dataclass(frozen=True, slots=True)
class Given:
    """A function that the student's is called with: the task's own, defined by `source`, which may use `np`."""

    name: str
    source: str

    def __call__(self, x: Any) -> Any:
        """The same function here, for an oracle."""
        return _defined(self.name, self.source)(x)


@lru_cache(maxsize=32)
def _defined(name: str, source: str) -> Callable[[Any], Any]:
    namespace: dict[str, Any] = {"np": np}
    exec(source, namespace)  # noqa: S102 -- a task's own source, never a student's
    function: Callable[[Any], Any] = namespace[name]
    return function


def data(args: Args) -> Args:
    """The arguments that are values, without functions that were given."""
    return tuple(arg for arg in args if not isinstance(arg, Given))


@dataclass(frozen=True, slots=True)
class Grid:
    """Numbers low, …, high in steps of 10^-decimals, without those in `avoid`; whole numbers if decimals is 0."""

    low: float
    high: float
    decimals: int = 1
    avoid: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """One of these values; the first is the simplest."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Array:
    """An array of entries. `sides` holds (fewest, most) for each axis; `dtype` is NumPy's name."""

    entries: Grid | Picked
    sides: tuple[tuple[int, int], ...]
    dtype: str = "float64"


Input: TypeAlias = Grid | Picked | Array


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """How the arguments of a property's calls are drawn.

    `always` are the author's own cases, simplest first: the first one that fails is shown as it stands. Then
    `draws` further ones are drawn, one value per part; `make` turns the drawn values into arguments where they
    depend on each other. Properties that name the same record share its calls. `name` is unique in its task.
    """

    name: str
    parts: tuple[Input, ...]
    always: tuple[Args, ...] = ()
    draws: int = 4
    make: Callable[..., Args] | None = None

    def arguments(self, drawn: tuple[Any, ...]) -> Args:
        """The arguments that these drawn values stand for."""
        return self.make(*drawn) if self.make else drawn
