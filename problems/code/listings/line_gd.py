"""The broken program of `code.repair_line_gd`: a sum taken apart, predictions that go stale, a return too deep."""

from problems.code.mutants import said, wrong
from problems.code.mutants.line_gd import BIAS_LEFT, ONE_BY_ONE
from problems.code.mutants.line_gd import MUTANTS as OF_LINE
from problems.code.mutants.optimizer_sentences import UPHILL
from problems.code.repairs import Flaw, Listing, replaced
from problems.code.task import Alternative

LISTING = Listing(
    """\
import numpy as np


def predict(x, w, b):
    return w * x + b


def mse_grad(x, y, w, b):
    error = predict(x, w, b) - y
    dw = 2 * np.mean(error) * np.mean(x)
    db = 2 * np.mean(error)
    return dw, db


def sgd(x, y, w, b, alpha, epochs):
    p = predict(x, w, b)
    for epoch in range(epochs):
        for i in range(len(x)):
            error = p[i] - y[i]
            w = w - alpha * 2 * error * x[i]
            b = b - alpha * 2 * error
        return w, b
""",
    (
        Flaw("mse-grad-two-means", "mse_grad", "np.mean(error) * np.mean(x)", "np.mean(error * x)"),
        Flaw("sgd-stale", "sgd", "error = p[i] - y[i]", "error = predict(x[i], w, b) - y[i]"),
        Flaw("sgd-one-epoch", "sgd", "        return w, b", "    return w, b"),
    ),
)

SGD = "sgd(x, y, w, b, alpha, epochs)"


def walk(row: str) -> str:
    """A body that goes through all rows in every epoch."""
    lines = "".join(f"        {line}\n" for line in row.splitlines())
    return f"for _ in range(epochs):\n    for i in range(len(x)):\n{lines}return w, b"


WRONG_REPAIRS = (
    *(m for m in OF_LINE if m.function == "mse_grad" and m.id != "mse-grad-x-outside"),
    wrong(
        "one-by-one",
        SGD,
        walk("w = w - alpha * 2 * (w * x[i] + b - y[i]) * x[i]\nb = b - alpha * 2 * (w * x[i] + b - y[i])"),
        ONE_BY_ONE,
    ),
    wrong("bias-left", SGD, walk("w = w - alpha * 2 * (w * x[i] + b - y[i]) * x[i]"), BIAS_LEFT),
    wrong("uphill", SGD, walk("e = 2 * (w * x[i] + b - y[i])\nw, b = w + alpha * e * x[i], b + alpha * e"), UPHILL),
    wrong(
        "over-n",
        SGD,
        walk("e = 2 * (w * x[i] + b - y[i]) / len(x)\nw, b = w - alpha * e * x[i], b - alpha * e"),
        said("표본 하나의 기울기를 전체 개수 $N$으로 나누었을 때의", "if one sample's gradient is divided by all $N$"),
    ),
    wrong(
        "all-rows",
        SGD,
        "for _ in range(epochs):\n    e = 2 * (w * x + b - y)\n"
        "    w, b = w - alpha * np.mean(e * x), b - alpha * np.mean(e)\nreturn w, b",
        said(
            "표본마다가 아니라 에포크마다 전체로 한 번 갱신한 배치 경사 하강법의",
            "from one step on all samples in every epoch: batch gradient descent",
        ),
    ),
    wrong(
        "halved",
        SGD,
        walk("e = w * x[i] + b - y[i]\nw, b = w - alpha * e * x[i], b - alpha * e"),
        said("오차 제곱에 ½을 곱한 손실의", "from a loss with a factor one half"),
        convention=True,
    ),
    wrong(
        "restarted",  # no sentence: as one epoch, which is what the listing does; so the next, within an epoch
        SGD,
        "for _ in range(epochs):\n    u, c = w, b\n    for i in range(len(x)):\n        e = 2 * (u * x[i] + c - y[i])\n"
        "        u, c = u - alpha * e * x[i], c - alpha * e\nreturn u, c",
    ),
    wrong(
        "stale-in-an-epoch",
        SGD,
        "for _ in range(epochs):\n    p = predict(x, w, b)\n    for i in range(len(x)):\n"
        "        e = 2 * (p[i] - y[i])\n        w, b = w - alpha * e * x[i], b - alpha * e\nreturn w, b",
    ),
    wrong("overwriting", SGD, "y -= w * x + b\nreturn w, b"),
    wrong(
        "one-pass",
        SGD,
        "for i in range(len(x)):\n    dw, db = mse_grad(x[i], y[i], w, b)\n"
        "    w, b = w - alpha * dw, b - alpha * db\nreturn w, b",
    ),
)

MUTANTS = (*LISTING.mutants(), *WRONG_REPAIRS)

SLICES = """
import numpy as np

def predict(x, w, b):
    return w * x + b

def mse_grad(x, y, w, b):
    n = len(x)
    error = y - predict(x, w, b)
    return -2 / n * np.dot(error, x), -2 / n * error.sum()

def sgd(x, y, w, b, alpha, epochs):
    for i in list(range(len(x))) * epochs:
        dw, db = mse_grad(x[i:i + 1], y[i:i + 1], w, b)
        w -= alpha * dw
        b -= alpha * db
    return w, b
"""

LOOPS = """
def mse_grad(x, y, w, b):
    dw = db = 0
    for xi, yi in zip(x, y):
        dw += 2 * (w * xi + b - yi) * xi / len(x)
        db += 2 * (w * xi + b - yi) / len(x)
    return [dw, db]

def sgd(x, y, w, b, alpha, epochs):
    if epochs == 0:
        return w, b
    for xi, yi in zip(x.tolist(), y.tolist()):
        error = w * xi + b - yi
        w, b = w - 2 * alpha * error * xi, b - 2 * alpha * error
    return sgd(x, y, w, b, alpha, epochs - 1)
"""

FLOAT32 = """
import numpy as np

def mse_grad(x, y, w, b):
    x, y = np.float32(x), np.float32(y)
    error = np.float32(w) * x + np.float32(b) - y
    return 2 * np.mean(error * x), 2 * np.mean(error)

def sgd(x, y, w, b, alpha, epochs):
    w, b, alpha = np.float32(w), np.float32(b), np.float32(alpha)
    for epoch in range(epochs):
        for xi, yi in zip(np.float32(x), np.float32(y)):
            error = w * xi + b - yi
            w, b = w - alpha * 2 * error * xi, b - alpha * 2 * error
    return w, b
"""

REPAIRS = (
    Alternative(
        "predicted-afresh",
        replaced(
            LISTING.repaired_but(LISTING.flaws[1]),
            ("    p = predict(x, w, b)\n    for epoch", "    for epoch"),
            (
                "        for i in range(len(x)):\n",
                "        for i in range(len(x)):\n            p = predict(x, w, b)\n",
            ),
        ),
    ),
    Alternative("slices", SLICES),
    Alternative("loops-and-recursion", LOOPS),
    Alternative("float32", FLOAT32),
)
