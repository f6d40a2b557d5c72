"""The first wrong line in two steps of AdaDelta."""

from problems.optimizer.hunt import optimizer_hunt

FAMILY = optimizer_hunt(
    "adadelta",
    frozenset(
        {
            "betas-swapped",
            "never-forgets",
            "not-squared",
            "step-sign",
            "upside-down",
            "no-root",
            "gradients-twice",
            "uphill",
        }
    ),
    ("C-083", "C-085"),
    {"source": "gradients", "steps": 2},
)
