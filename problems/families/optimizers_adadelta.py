"""AdaDelta by hand, from running means already under way."""

from problems.optimizer.family import optimizer_family

FAMILY = optimizer_family(
    "adadelta",
    "1.0",
    (
        "C-083",
        "C-085",
    ),
)
