"""The first wrong line in two steps of stochastic gradient descent; a stale prediction is among the errors."""

from problems.error_hunt import Hunt, error_hunt
from problems.families.regression_line_gd import FAMILY as BASE
from problems.variant import Givens
from reference.text import Text

MOST_LINES = 8


def lines(givens: Givens) -> tuple[str, ...]:
    """Predictions, slopes and new parameters, step by step; the losses lead to none of them."""
    names = [step.name for step in BASE.working(givens).steps if not step.name.startswith("loss")]
    return tuple(names[:MOST_LINES])


FAMILY = error_hunt(
    "error.regression.sgd",
    Text("확률적 경사 하강법의 계산에서 틀린 줄 찾기", "Find the error: stochastic gradient descent on a line"),
    Hunt(
        BASE,
        lines,
        frozenset({"stale", "bias-left-out", "exchanged", "slope-sign", "x-left-out", "uphill", "rate-left-out"}),
        narrowed={"mode": "sgd", "train_bias": False},
    ),
    ("C-077",),
)
