"""Whether two formulas are one and the same function: by value, at many points, with forty digits.

Rewriting rules leave many right answers undecided and have said "no" to some; values do not. Two formulas that
agree in forty digits at a dozen points drawn from the domain, and differ elsewhere, do not turn up by hand.
"""

from collections.abc import Mapping
from enum import Enum
from importlib import import_module

from reference.expressions.tree import Expression

Domain = Mapping[str, tuple[str, str]]
"""For each name the interval, as decimal strings, from which values are taken."""


class Sameness(Enum):
    """Of two formulas. Undecided: one of them has no real value at (nearly) every point."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


def compare(one: Expression, other: Expression, domain: Domain) -> Sameness:
    """Compare at points of the domain; a point where either has no real value says nothing."""
    # mpmath takes a tenth of a second to load: only whoever compares waits for it.
    found: Sameness = import_module("reference.expressions.sampling").compare(one, other, domain)
    return found


def constant(tree: Expression) -> float | None:
    """The value of a formula without names of a problem; None where it is not real, or too large to compute."""
    found: float | None = import_module("reference.expressions.sampling").constant(tree)
    return found
