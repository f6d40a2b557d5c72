"""The first wrong line in two steps of RMSProp; a beta missing before the old mean is among the errors."""

from problems.optimizer.hunt import optimizer_hunt

FAMILY = optimizer_hunt(
    "rmsprop",
    frozenset({"betas-swapped", "never-forgets", "not-squared", "sum-for-mean", "uphill", "no-root", "old-state"}),
    ("C-082", "C-085"),
    {"steps": 2},
)
