"""The first wrong line in the forward pass of the 2-2-1 network."""

from problems.error_hunt import Hunt, error_hunt
from problems.families.backprop_two_two_one import FAMILY as BASE
from reference.text import Text

FAMILY = error_hunt(
    "error.backprop.forward",
    Text("2-2-1 신경망의 순전파에서 틀린 줄 찾기", "Find the error: the forward pass of a 2-2-1 network"),
    Hunt(
        BASE,
        lambda _givens: ("a1", "a2", "h1", "h2", "a3", "yhat", "E"),
        frozenset({"weights-crossed", "sigmoid-sign", "tanh-for-sigmoid", "not-squared"}),
        picture=BASE.picture,
    ),
    ("C-060",),
)
