"""Gates of two inputs that one perceptron can be, decided in exact numbers.

Floats put sums such as 0.1 + 0.2 - 0.3 on the wrong side of 0, so weights are Fractions.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

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

IMPLICATIONS: dict[str, tuple[int, int, int, int]] = {"x1 OR NOT x2": (1, 0, 1, 1), "x2 OR NOT x1": (1, 1, 0, 1)}
"""The other two tables with both inputs in them that one perceptron can be; no lecture names them."""

MODELS: dict[str, tuple[str, str, str]] = {
    "AND": ("1", "1", "-1.5"),
    "OR": ("1", "1", "-0.5"),
    "NAND": ("-1", "-1", "1.5"),
    "NOR": ("-1", "-1", "0.5"),
    "x1 AND NOT x2": ("1", "-1", "-0.5"),
    "x2 AND NOT x1": ("-1", "1", "-0.5"),
    "x1 OR NOT x2": ("1", "-1", "0.5"),
    "x2 OR NOT x1": ("-1", "1", "0.5"),
}
"""w1, w2, b of each gate, every net input half a unit or more from 0."""

TWO_LAYERS: dict[str, tuple[int, int, int, int]] = {"XOR": (0, 1, 1, 0), "XNOR": (1, 0, 0, 1)}
"""The two tables of two inputs that no single perceptron is."""

DECOMPOSITIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "XOR": (
        ("NAND", "OR", "AND"),
        ("x1 AND NOT x2", "x2 AND NOT x1", "OR"),
        ("OR", "AND", "x1 AND NOT x2"),
        ("AND", "NOR", "NOR"),
    ),
    "XNOR": (
        ("AND", "NOR", "OR"),
        ("NAND", "OR", "NAND"),
        ("x1 AND NOT x2", "x2 AND NOT x1", "NOR"),
    ),
}
"""Ways to build each of them: two gates of the inputs, and the gate of their outputs S1 and S2 (its x1 and x2)."""


def input_rows(inputs: int) -> list[tuple[int, ...]]:
    """The rows of a truth table of so many inputs, in counting order."""
    return list(product((0, 1), repeat=inputs))


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers between two ends, and which of the ends belong to it."""

    low: Fraction
    high: Fraction
    with_low: bool
    with_high: bool

    def __contains__(self, value: Fraction) -> bool:
        return self.low < value < self.high or (
            (value == self.low and self.with_low) or (value == self.high and self.with_high)
        )


def bias_range(gate: str, w1: Fraction, w2: Fraction, at_zero: int) -> Range | None:
    """Every bias with which these weights make the gate; None where none does.

    A row that must fire needs b above -(w . x), any other b below it; at the value itself the convention decides.
    """
    needed = [(-(w1 * x1 + w2 * x2), wanted) for (x1, x2), wanted in zip(ROWS, GATES[gate], strict=True)]
    low = max(edge for edge, wanted in needed if wanted)
    high = min(edge for edge, wanted in needed if not wanted)
    return Range(low, high, with_low=at_zero == 1, with_high=at_zero == 0) if low < high else None


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
