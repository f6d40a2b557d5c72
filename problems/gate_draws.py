"""One perceptron that is a gate, with weights and a bias drawn at random."""

from fractions import Fraction

from problems.draws import Draws
from reference.decimals import decimal_text
from reference.gates import GATES, bias_range

FURTHEST = 60
"""Steps of 0.05 around 0: further biases than these no gate with small weights needs."""


def signs(gate: str) -> tuple[bool, bool]:
    """Of each input: does it help to fire?"""
    rows = GATES[gate]
    return rows[2] + rows[3] > rows[0] + rows[1], rows[1] + rows[3] > rows[0] + rows[2]


def drawn_unit(draws: Draws, name: str, gate: str, at_zero: int) -> tuple[list[str], str] | None:
    """Two different weights of the gate's signs, and a bias that is neither 0 nor at an end of what makes the gate.

    None where the weights leave no such bias on a grid of 0.05.
    """
    sizes = [draws.decimal(f"{name}/w{place}", "0.3", "1.2", "0.1") for place in range(2)]
    weights = [size if positive else f"-{size}" for size, positive in zip(sizes, signs(gate), strict=True)]
    biases = bias_range(gate, Fraction(weights[0]), Fraction(weights[1]), at_zero)
    if biases is None or sizes[0] == sizes[1]:
        return None
    steps = range(-FURTHEST, FURTHEST + 1)
    inside = [step for step in steps if biases.low < Fraction(step, 20) < biases.high and step]
    return (weights, decimal_text(Fraction(draws.choice(f"{name}/b", inside), 20), 2)) if inside else None
