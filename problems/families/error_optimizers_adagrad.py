"""The first wrong line in three steps of AdaGrad."""

from problems.optimizer.hunt import optimizer_hunt

FAMILY = optimizer_hunt(
    "adagrad",
    frozenset({"last-alone", "absolute", "mean-for-sum", "uphill", "no-root", "old-state"}),
    ("C-081",),
    {"source": "gradients", "steps": 3},
)
