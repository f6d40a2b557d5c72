"""Gradient descent by hand."""

from problems.optimizer.family import optimizer_family

FAMILY = optimizer_family(
    "gd",
    "1.0",
    (
        "C-075",
        "C-029",
    ),
)
