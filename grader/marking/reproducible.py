"""Can an answer be reached at all from the numbers on the paper?

A rounding box is an interval, and intervals forget: a value can lie inside although no choice of carried
numbers gives it. For a chain of plain numbers the choices can be listed. Each quantity is carried as
written, unrounded, or with one or two more digits; an answer that none of these gives, and that is not the
full-precision value either, is near but cannot be reproduced. Where the list would grow too long nothing is
claimed: undecided is never wrong.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.marking.candidates import Held
from reference.working import Step, Working, apply

Array = NDArray[np.float64]

MOST_POINTS = 40
MOST_CHOICES = 20_000
REACH = 0.6
"""Of a unit: how near a reachable value must be; half is rounding, the rest forgives merged choices."""

GRAIN = 0.01
"""Of a unit: choices closer than this count as one."""


@dataclass(slots=True)
class Choices:
    """For each asked step, the numbers that may have been carried; None where nothing is claimed."""

    working: Working
    asked: frozenset[str]
    key: Mapping[str, Any]
    units: Mapping[str, float]
    carried: dict[str, Array | None] = field(default_factory=dict)

    def reach(self, step: Step, slipped: Container[str]) -> Array | None:
        """Every value the step may take before rounding, from the choices above it; none of the `slipped` steps."""
        path = self.working.path(step.reads, self.asked)
        sets = [self.carried.get(name) for name in path.carried]
        if self.working.exact or any(points is None for points in sets) or _count(sets) > MOST_CHOICES:
            return None
        if any(name in slipped for name in path.unasked):
            return None
        if any(np.ndim(self.key[name]) for name in (*path.unasked, *path.carried, step.name)):
            return None
        grid = _grid(sets)
        values = dict(self.key) | dict(zip(path.carried, grid, strict=True))
        size = grid[0].size if grid else 1
        with np.errstate(all="ignore"):
            for name in path.unasked:
                above = self.working.by_name[name]
                kept = np.broadcast_to(apply(above.formula, above.reads, values), (size,))
                values = _with_roundings(values, name, kept, self.units[name])
                size = values[name].size
                if size > MOST_CHOICES:
                    return None
            return np.atleast_1d(np.asarray(apply(step.formula, step.reads, values), dtype=np.float64))

    def settle(self, held: Held, reach: Array | None, *, rounded: bool) -> None:
        """Remember what may be carried on from an answer: itself, or what it was rounded (or cut off) from."""
        name, unit = held.step.name, held.unit
        self.carried[name] = None
        if reach is None or not bool(np.all(held.present)):
            return
        written = float(held.value)
        behind = np.append(reach, float(self.key[name]))
        behind = behind[np.abs(behind - written) <= (0.5 + GRAIN if rounded else 1) * unit]
        points = np.concatenate(
            [[written], behind, np.round(behind / unit, 1) * unit, np.round(behind / unit, 2) * unit]
        )
        merged = np.unique(np.round(points / (GRAIN * unit))) * GRAIN * unit
        self.carried[name] = merged if len(merged) <= MOST_POINTS else None

    def unclear(self, name: str) -> None:
        """Claim nothing about what is carried on from this step."""
        self.carried[name] = None


def reproducible(held: Held, reach: Array | None, key: Any) -> bool:
    """Is the answer within rounding of a reachable value, or of the full-precision one?"""
    if reach is None or np.ndim(held.value):
        return True
    near = np.abs(np.append(reach, float(key)) - float(held.value)) <= REACH * held.unit
    return bool(near.any())


def _count(sets: list[Array | None]) -> int:
    count = 1
    for points in sets:
        count *= 1 if points is None else len(points)
    return count


def _grid(sets: list[Array | None]) -> list[Array]:
    """Every combination of the sets' points, one flat array per set."""
    axes = [points for points in sets if points is not None]
    return [axis.reshape(-1) for axis in np.meshgrid(*axes, indexing="ij")] if axes else []


def _with_roundings(values: dict[str, Any], name: str, kept: Array, unit: float) -> dict[str, Any]:
    """An unasked quantity kept in full, or rounded to its digits or one or two more: four times the choices."""
    size = kept.size
    tiled = {
        other: np.tile(array, 4) if np.ndim(array) == 1 and np.size(array) == size and size > 1 else array
        for other, array in values.items()
    }
    ways = [kept, *(np.round(kept / unit, digits) * unit for digits in (0, 1, 2))]
    return tiled | {name: np.concatenate(ways)}
