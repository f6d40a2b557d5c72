"""The first wrong line in one step of Adam, from moments already under way."""

from problems.optimizer.hunt import optimizer_hunt

FAMILY = optimizer_hunt(
    "adam",
    frozenset(
        {
            *("betas-swapped", "share-left-out", "first-share", "not-squared", "no-power", "multiplied"),
            *("uphill", "no-root", "uncorrected", "gradient-for-moment"),
        }
    ),
    ("C-084", "C-086"),
    {"steps": 1},
    decimals=6,
)
