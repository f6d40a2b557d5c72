"""The first wrong line in two steps of Nesterov's method, whose gradient is taken at the point ahead."""

from problems.optimizer.hunt import optimizer_hunt

FAMILY = optimizer_hunt(
    "nag",
    frozenset(
        {"look-back", "look-without-beta", "rate-left-out", "restarted", "never-forgets", "uphill", "look-twice"}
    ),
    ("C-080",),
    {"steps": 2},
)
