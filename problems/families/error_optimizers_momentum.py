"""The first wrong line in three steps of momentum, a running mean of the gradients."""

from problems.optimizer.hunt import optimizer_hunt

FAMILY = optimizer_hunt(
    "momentum",
    frozenset(
        {"betas-swapped", "restarted", "never-forgets", "uphill", "rate-left-out", "gradient-alone", "old-state"}
    ),
    ("C-079", "C-085"),
    {"source": "gradients", "steps": 3},
)
