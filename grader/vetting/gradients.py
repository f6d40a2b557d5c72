"""Does a step that calls itself a derivative agree with two witnesses that never saw its formula?

Importing this module loads SymPy.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.family import Family
from problems.variant import Variant
from reference.readings import floats
from reference.witnesses import Array, central_difference, claims, symbolic_derivative

WITHIN = 1e-6
"""Of the largest entry: a factor that is wrong by 0.05 % is five hundred times as far off."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """How far a gradient step lies from each witness, as a share of its largest entry."""

    step: str
    of: str
    wrt: str
    difference: float
    symbolic: float

    @property
    def agrees(self) -> bool:
        """Whether both witnesses say the same."""
        return max(self.difference, self.symbolic) <= WITHIN


def witnessed(family: Family, variant: Variant) -> Iterator[Witnessed]:
    """Every step of a variant that names what it is the derivative of, held against both witnesses."""
    working, givens = family.working(variant.givens), floats(family.environment(variant.givens))
    values = working.evaluate(givens)
    for step in claims(working):
        assert step.gradient is not None  # noqa: S101 - what `claims` means
        of, wrt = step.gradient
        claimed = values[step.name]
        yield Witnessed(
            step.name,
            of,
            wrt,
            _apart(claimed, central_difference(working, givens, of, wrt)),
            _apart(claimed, symbolic_derivative(working, givens, of, wrt)),
        )


def _apart(claimed: Any, witness: Array) -> float:
    if np.shape(claimed) != witness.shape:
        return float("inf")
    with np.errstate(invalid="ignore"):
        apart = float(np.max(np.abs(claimed - witness)) / max(float(np.max(np.abs(witness))), 1e-9))
    return apart if np.isfinite(apart) else float("inf")
