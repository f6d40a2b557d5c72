"""The first wrong line of backpropagation in vectors and matrices."""

from problems.error_hunt import Hunt, error_hunt
from problems.families.backprop_network import FAMILY as BASE
from problems.variant import Givens
from reference.text import Text

MOST_LINES = 8


def forward(givens: Givens) -> tuple[str, ...]:
    """Pre-activations and outputs of all layers."""
    count = len(givens["W"])
    return tuple(f"{name}{layer}" for layer in range(1, count + 1) for name in "za")


def lines(givens: Givens) -> tuple[str, ...]:
    """Deltas, gradients and new parameters, from the output back."""
    first_pass = [step.name for step in BASE.working(givens).steps if step.name[0] != "z" and step.name[0] != "a"]
    backward = [name for name in first_pass if not name.startswith("loss")]
    return tuple(backward[:MOST_LINES])


FAMILY = error_hunt(
    "error.backprop.network",
    Text("행렬로 쓴 역전파에서 틀린 줄 찾기", "Find the error: backpropagation in matrices"),
    Hunt(
        BASE,
        lines,
        frozenset(
            {
                *("error-sign", "slope-multiplied-again", "output-slope-left-out"),
                *("pre-activation-used", "input-for-hidden", "one-example-only"),
                *("updated-weight-used", "hidden-slope-left-out", "slope-of-pre-activation", "weights-transposed"),
                *("update-added", "learning-rate-left-out"),
            }
        ),
        settled=forward,
        narrowed={"bias": False},
        picture=BASE.picture,
    ),
    ("C-062", "C-063", "C-064"),
)
