"""Gates of two inputs that one perceptron can be, decided in exact numbers.

Floats put sums such as 0.1 + 0.2 - 0.3 on the wrong side of 0, so weights are Fractions.
"""

from fractions import Fraction

from reference.activations import fires

ROWS = ((0, 0), (0, 1), (1, 0), (1, 1))

GATES: dict[str, tuple[int, int, int, int]] = {
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "NAND": (1, 1, 1, 0),
    "NOR": (1, 0, 0, 0),
    "x1 AND NOT x2": (0, 0, 1, 0),
    "x2 AND NOT x1": (0, 1, 0, 0),
}


def misfiring(gate: str, w1: Fraction, w2: Fraction, b: Fraction, at_zero: int) -> list[tuple[int, int]]:
    """The rows in which these weights give the wrong output."""
    return [
        (x1, x2)
        for (x1, x2), wanted in zip(ROWS, GATES[gate], strict=True)
        if fires(w1 * x1 + w2 * x2 + b, at_zero) != wanted
    ]


def fires_right(gate: str, w1: Fraction, w2: Fraction, b: Fraction, at_zero: int) -> bool:
    """Do these weights make the gate?"""
    return not misfiring(gate, w1, w2, b, at_zero)


def output(gate: str, x1: int, x2: int) -> int:
    """What a gate gives for two inputs, each 0 or 1."""
    return GATES[gate][ROWS.index((x1, x2))]


def exclusive_or(x1: int, x2: int) -> int:
    """XOR, which no single perceptron is: AND of NAND and OR."""
    return output("AND", output("NAND", x1, x2), output("OR", x1, x2))
