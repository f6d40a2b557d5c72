"""RMSProp by hand, from a running mean already under way."""

from problems.optimizer.family import optimizer_family

FAMILY = optimizer_family(
    "rmsprop",
    "1.0",
    (
        "C-082",
        "C-085",
    ),
)
