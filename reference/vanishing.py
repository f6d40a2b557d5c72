"""How much of a gradient is left after several layers of one unit each."""

from typing import Any

STEEPEST = {"sigmoid": "0.25", "tanh": "1", "relu": "1"}
"""The largest slope of an activation, as a decimal string: the sigmoid's and tanh's at 0."""


def factor(slope: Any, weight: Any) -> Any:
    """What one layer multiplies the gradient by: slope times weight."""
    return slope * weight


def bound(each: Any, layers: int) -> Any:
    """The same factor in every layer."""
    return each**layers


def through(above: Any, weight: Any, slope: Any) -> Any:
    """The gradient one layer further back: what arrives there times the weight that leaves it and its slope."""
    return above * weight * slope


def share_left(first: Any, last: Any) -> Any:
    """What is left of the last layer's gradient in the first."""
    return first / last
