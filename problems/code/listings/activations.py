"""The broken program of `code.repair_activations`: each function as lectures print it, with a slip or two."""

from problems.code.model_answers.activations import ALTERNATIVES
from problems.code.mutants.activations import MUTANTS as OF_ACTIVATIONS
from problems.code.repairs import Flaw, Listing
from problems.code.task import Alternative

LISTING = Listing(
    """\
import numpy as np


def step(x):
    y = x >= 0
    return y.astype(np.int)


def sigmoid(x):
    return 1 / 1 + np.exp(-x)


def tanh(x):
    return 2 / (1 + np.exp(-x)) - 1


def relu(x):
    return np.max(0, x)
""",
    (
        Flaw("step-at-zero", "step", "y = x >= 0", "y = x > 0"),
        Flaw("step-type", "step", "y.astype(np.int)", "y.astype(int)"),
        Flaw("sigmoid-brackets", "sigmoid", "1 / 1 + np.exp(-x)", "1 / (1 + np.exp(-x))"),
        Flaw("tanh-factor", "tanh", "2 / (1 + np.exp(-x)) - 1", "2 / (1 + np.exp(-2 * x)) - 1"),
        Flaw("relu-largest-of", "relu", "np.max(0, x)", "np.maximum(0, x)"),
    ),
)

FUNCTIONS = ("step", "sigmoid", "tanh", "relu")
_AS_PRINTED = {"step-at-zero", "tanh-half-argument"}
"""Mistakes that the listing makes itself, and whose sentences would say where."""
_NOT_ASKED = {"sigmoid-overflow", "tanh-overflow"}
"""Right formulas, whose overflow at large inputs is no flaw of the listing."""

MUTANTS = (
    *LISTING.mutants(),
    *(m for m in OF_ACTIVATIONS if m.function in FUNCTIONS and m.id not in _AS_PRINTED | _NOT_ASKED),
)

OTHERWISE = """
import numpy as np

def step(x):
    y = x > 0
    return y.astype(np.int64)

def sigmoid(x):
    return 1 / (1 + 1 / np.exp(x))

def tanh(x):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))

def relu(x):
    return np.where(x > 0, x, 0)
"""

REPAIRS = (Alternative("other-formulas", OTHERWISE), *ALTERNATIVES)
