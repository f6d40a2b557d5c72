"""The first wrong line in the backward pass of the 2-2-1 network."""

from problems.error_hunt import Hunt, error_hunt
from problems.families.backprop_two_two_one import FAMILY as BASE
from reference.text import Text

FAMILY = error_hunt(
    "error.backprop.two_two_one",
    Text("2-2-1 신경망의 역전파에서 틀린 줄 찾기", "Find the error: backpropagation in a 2-2-1 network"),
    Hunt(
        BASE,
        lambda _givens: ("dE_dyhat", "dyhat_da3", "dw5", "w5_new", "dh1_da1", "dw1", "w1_new"),
        frozenset(
            {
                *("error-sign", "slope-of-pre-activation", "sigmoid-applied-twice"),
                *("output-slope-left-out", "input-for-hidden", "input-left-out"),
                *("updated-weight-used", "hidden-slope-left-out", "wrong-path", "output-slope-again"),
                *("update-added", "learning-rate-left-out"),
            }
        ),
        settled=lambda _givens: ("a1", "a2", "h1", "h2", "a3", "yhat"),
        picture=BASE.picture,
    ),
    ("C-062", "C-063", "C-064"),
)
