"""The broken program of `code.repair_layers`: `__init__self`, factors that stay, a value of the class, and two more."""

from problems.code.model_answers.layers import ALTERNATIVES
from problems.code.mutants.layers import MUTANTS as OF_LAYERS
from problems.code.repairs import Flaw, Listing, replaced
from problems.code.task import Alternative

LISTING = Listing(
    """\
import numpy as np


class MulLayer:
    def forward(self, x, y):
        self.x = x
        MulLayer.y = y
        return x * y

    def backward(self, dout):
        dx = dout * self.x
        dy = dout * self.y
        return dx, dy


class AddLayer:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        dx = dy = dout
        return dx


class AffineLayer:
    def __init__self(self, W, b):
        self.W = W
        self.b = b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = np.sum(dout)
        return dout @ self.W.T
""",
    (
        Flaw("mul-layer-value-of-class", "MulLayer", "MulLayer.y = y", "self.y = y"),
        Flaw(
            "mul-layer-own-factors",
            "MulLayer",
            "dx = dout * self.x\n        dy = dout * self.y",
            "dx = dout * self.y\n        dy = dout * self.x",
        ),
        Flaw("add-layer-one-gradient", "AddLayer", "return dx\n", "return dx, dy\n"),
        Flaw("affine-layer-constructor", "AffineLayer", "__init__self(self, W, b)", "__init__(self, W, b)"),
        Flaw("affine-layer-one-sum", "AffineLayer", "np.sum(dout)", "np.sum(dout, axis=0)"),
    ),
)

CLASSES = ("MulLayer", "AddLayer", "AffineLayer")
_AS_PRINTED = {"mul-layer-not-swapped", "mul-layer-in-class", "affine-layer-db-all"}
"""Mistakes that the listing makes itself, and whose sentences would say where."""

MUTANTS = (
    *LISTING.mutants(),
    *(mutant for mutant in OF_LAYERS if mutant.function in CLASSES and mutant.id not in _AS_PRINTED),
)

REPAIRS = (
    Alternative(
        "with-constructors",
        replaced(
            LISTING.repaired,
            (
                "class MulLayer:\n",
                "class MulLayer:\n    def __init__(self):\n        self.x = None\n        self.y = None\n\n",
            ),
            ("np.sum(dout, axis=0)", "dout.sum(0)"),
            ("dx = dy = dout\n        return dx, dy", "return dout * 1, dout * 1"),
        ),
    ),
    *ALTERNATIVES,
)
