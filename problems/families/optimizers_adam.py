"""Adam by hand, from moments already under way."""

from problems.optimizer.family import optimizer_family

FAMILY = optimizer_family(
    "adam",
    "1.0",
    (
        "C-084",
        "C-085",
        "C-086",
    ),
)
