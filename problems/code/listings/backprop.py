"""The broken program of `code.repair_backprop`: `*` for `@`, weights updated too early, two products turned round."""

from problems.code.mutants import said, slipped, wrong
from problems.code.mutants.optimizer_sentences import UPHILL
from problems.code.repairs import Flaw, Listing, replaced
from problems.code.task import Alternative

LISTING = Listing(
    """\
import numpy as np


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def forward(x, W1, W2):
    h = sigmoid(W1 * x)
    p = sigmoid(W2 @ h)
    return h, p


def train_step(x, y, W1, W2, alpha):
    h, p = forward(x, W1, W2)
    delta2 = (p - y) * p * (1 - p)
    W2 = W2 - alpha * np.outer(delta2, h)
    delta1 = (W2 @ delta2) * h * (1 - h)
    W1 = W1 - alpha * np.outer(x, delta1)
    return W1, W2
""",
    (
        Flaw("forward-entrywise", "forward", "W1 * x", "W1 @ x"),
        Flaw(
            "train-step-new-weights",
            "train_step",
            "    W2 = W2 - alpha * np.outer(delta2, h)\n    delta1 = (W2 @ delta2) * h * (1 - h)\n",
            "    delta1 = (W2 @ delta2) * h * (1 - h)\n    W2 = W2 - alpha * np.outer(delta2, h)\n",
        ),
        Flaw("train-step-not-transposed", "train_step", "(W2 @ delta2)", "(W2.T @ delta2)"),
        Flaw("train-step-outer", "train_step", "np.outer(x, delta1)", "np.outer(delta1, x)"),
    ),
)

FORWARD = "forward(x, W1, W2)"
STEP = "train_step(x, y, W1, W2, alpha)"
RIGHT_STEP = """\
h, p = forward(x, W1, W2)
d2 = (p - y) * p * (1 - p)
d1 = (W2.T @ d2) * h * (1 - h)
return W1 - alpha * np.outer(d1, x), W2 - alpha * np.outer(d2, h)"""


WRONG_REPAIRS = (
    wrong(
        "linear-hidden",
        FORWARD,
        "h = W1 @ x\nreturn h, sigmoid(W2 @ h)",
        said("은닉층에 시그모이드를 적용하지 않았을 때의", "without the sigmoid in the hidden layer"),
    ),
    wrong(
        "linear-output",
        FORWARD,
        "h = sigmoid(W1 @ x)\nreturn h, W2 @ h",
        said("출력층에 시그모이드를 적용하지 않았을 때의", "without the sigmoid at the output"),
    ),
    wrong(
        "first-row",
        FORWARD,
        "h = sigmoid(W1 @ x)\nreturn h, sigmoid(np.sum(W2 * h))",
        said("출력마다 따로 더하지 않고 모두 더했을 때의", "if one sum is taken for all outputs, not one for each"),
    ),
    wrong("turned-round", FORWARD, "h = sigmoid(W1 @ x)\nreturn sigmoid(W2 @ h), h"),
    wrong("columns", FORWARD, "h = sigmoid(W1.T @ x)\nreturn h, sigmoid(W2 @ h)"),
    slipped(STEP, RIGHT_STEP, "uphill", UPHILL, ("W1 - alpha", "W1 + alpha"), ("W2 - alpha", "W2 + alpha")),
    slipped(
        STEP,
        RIGHT_STEP,
        "output-alone",
        said("`W2`만 갱신하고 `W1`은 갱신하지 않았을 때의", "if `W2` alone is updated and `W1` is not"),
        ("W1 - alpha * np.outer(d1, x)", "W1"),
    ),
    slipped(
        STEP,
        RIGHT_STEP,
        "no-slope-at-output",
        said("출력층에서 시그모이드의 미분을 빠뜨렸을 때의", "if the slope of the sigmoid is left out at the output"),
        ("(p - y) * p * (1 - p)", "p - y"),
    ),
    slipped(
        STEP,
        RIGHT_STEP,
        "no-slope-in-hidden",
        said(
            "은닉층에서 시그모이드의 미분을 빠뜨렸을 때의",
            "if the slope of the sigmoid is left out in the hidden layer",
        ),
        ("(W2.T @ d2) * h * (1 - h)", "W2.T @ d2"),
    ),
    slipped(
        STEP,
        RIGHT_STEP,
        "unweighted",
        said("오차를 돌려보낼 때 `W2`를 곱하지 않았을 때의", "if what is sent back is not multiplied by `W2`"),
        ("(W2.T @ d2)", "np.sum(d2)"),
    ),
    slipped(
        STEP,
        RIGHT_STEP,
        "doubled",
        said(
            "손실에 ½을 곱하지 않아 미분에 2가 남았을 때의",
            "from a loss without the factor one half, so that a 2 stays",
        ),
        ("(p - y) * p", "2 * (p - y) * p"),
    ),
    slipped(
        STEP,
        RIGHT_STEP,
        "no-rate",
        said("학습률을 곱하지 않았을 때의", "if the learning rate is left out"),
        ("W1 - alpha * ", "W1 - "),
        ("W2 - alpha * ", "W2 - "),
    ),
    slipped(STEP, RIGHT_STEP, "gradients", None, ("W1 - alpha * ", ""), ("W2 - alpha * ", "")),
    slipped(STEP, RIGHT_STEP, "slope-of-slope", None, ("h * (1 - h)", "sigmoid(h) * (1 - sigmoid(h))")),
    wrong(
        "in-place",
        STEP,
        "h, p = forward(x, W1, W2)\nd2 = (p - y) * p * (1 - p)\nd1 = (W2.T @ d2) * h * (1 - h)\n"
        "W1 -= alpha * np.outer(d1, x)\nW2 -= alpha * np.outer(d2, h)\nreturn W1, W2",
    ),
)

MUTANTS = (*LISTING.mutants(), *WRONG_REPAIRS)

COLUMNS = """
import numpy as np

def forward(x, W1, W2):
    h = 1 / (1 + np.exp(-np.dot(W1, x)))
    return h, 1 / (1 + np.exp(-np.dot(W2, h)))

def train_step(x, y, W1, W2, alpha):
    h, p = forward(x, W1, W2)
    x, y, h, p = (v.reshape(-1, 1) for v in (x, y, h, p))
    back = -(y - p) * p * (1 - p)
    return W1 - alpha * (W2.T.dot(back) * h * (1 - h)).dot(x.T), W2 - alpha * back.dot(h.T)
"""

LOOPS = """
import math

def unit(weights, inputs):
    return 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, inputs))))

def forward(x, W1, W2):
    h = [unit(row, x) for row in W1]
    return h, [unit(row, h) for row in W2]

def train_step(x, y, W1, W2, alpha):
    h, p = forward(x, W1, W2)
    back = [(pk - yk) * pk * (1 - pk) for pk, yk in zip(p, y)]
    hidden = [hj * (1 - hj) * sum(b * row[j] for b, row in zip(back, W2)) for j, hj in enumerate(h)]
    new1 = [[w - alpha * d * xi for w, xi in zip(row, x)] for row, d in zip(W1, hidden)]
    new2 = [[w - alpha * b * hj for w, hj in zip(row, h)] for row, b in zip(W2, back)]
    return new1, new2
"""

FLOAT32 = """
import numpy as np

def forward(x, W1, W2):
    h = np.tanh(np.float32(W1) @ np.float32(x) / 2) / 2 + np.float32(0.5)
    return h, np.tanh(np.float32(W2) @ h / 2) / 2 + np.float32(0.5)

def train_step(x, y, W1, W2, alpha):
    h, p = forward(x, W1, W2)
    d2 = (p - np.float32(y)) * p * (1 - p)
    d1 = d2 @ np.float32(W2) * h * (1 - h)
    return W1 - alpha * d1[:, None] * x, W2 - alpha * d2[:, None] * h
"""

REPAIRS = (
    Alternative(
        "old-weights-kept",
        replaced(
            LISTING.repaired_but(LISTING.flaws[1]),
            ("    delta2 =", "    old = W2.copy()\n    delta2 ="),
            ("(W2.T @ delta2)", "(delta2 @ old)"),
        ),
    ),
    Alternative("columns", COLUMNS),
    Alternative("loops", LOOPS),
    Alternative("float32", FLOAT32),
)
