"""The broken program of `code.repair_gates`: a boundary, a lost space of indentation, a sign, a wrong gate."""

from problems.code.model_answers.gates import ALTERNATIVES
from problems.code.mutants.gates import MUTANTS as OF_GATES
from problems.code.repairs import Flaw, Listing, replaced
from problems.code.task import Alternative

LISTING = Listing(
    """\
import numpy as np


def AND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = -0.5
    total = np.sum(w * x) + b
    if total < 0:
        return 0
    else:
        return 1


def NAND(x1, x2):
    x = np.array([x1, x2])
    w = np.array([-0.5, -0.5])
    b = 0.7
    total = np.sum(w * x) + b
   if total <= 0:
        return 0
    else:
        return 1


def OR(x1, x2):
    x = np.array([x1, x2])
    w = np.array([0.5, 0.5])
    b = 0.2
    total = np.sum(w * x) + b
    if total <= 0:
        return 0
    else:
        return 1


def XOR(x1, x2):
    s1 = NAND(x1, x2)
    s2 = OR(x1, x2)
    y = OR(s1, s2)
    return y
""",
    (
        Flaw("and-boundary", "AND", "if total < 0:", "if total <= 0:"),
        Flaw("nand-indentation", "NAND", "\n   if total <= 0:", "\n    if total <= 0:"),
        Flaw("or-sign", "OR", "b = 0.2", "b = -0.2"),
        Flaw("xor-gate", "XOR", "y = OR(s1, s2)", "y = AND(s1, s2)"),
    ),
)

_AS_PRINTED = {"AND-fires-at-once", "OR-bias-sign", "XOR-joined-by-or"}
"""Mistakes that the listing makes itself, and whose sentences would say where."""

MUTANTS = (*LISTING.mutants(), *(mutant for mutant in OF_GATES if mutant.id not in _AS_PRINTED))

REPAIRS = (
    Alternative("another-bias", replaced(LISTING.repaired_but(LISTING.flaws[0]), ("b = -0.5", "b = -0.7"))),
    *ALTERNATIVES,
)
