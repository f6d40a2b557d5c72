"""Activation functions: one record each, value and slope written once and read in every algebra.

Conventions, as the lectures fix them: step(0) = 0 unless a problem says otherwise, sign(0) = 0, and the
slope of ReLU at 0 is 0 (as in PyTorch and TensorFlow).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reference.tex import Tex, named
from reference.text import Text, same
from reference.vocabulary import (
    exp,
    hyperbolic_tangent,
    nonnegative,
    over,
    positive,
    ramp,
    shift,
    signum,
)

Formula = Callable[..., Any]


def sigmoid(z: Any) -> Any:
    """1 / (1 + e^-z)."""
    return 1 / (1 + exp(-z))


def sigmoid_slope(a: Any) -> Any:
    """The sigmoid's derivative, from its output a = sigmoid(z)."""
    return a * (1 - a)


def tanh_slope(a: Any) -> Any:
    """The hyperbolic tangent's derivative, from its output a = tanh(z)."""
    return 1 - a**2


def fires(z: Any, at_zero: int = 0) -> Any:
    """The Heaviside step: 1 above 0, 0 below, `at_zero` at 0."""
    return nonnegative(z) if at_zero else positive(z)


def softmax(z: Any, axis: int = -1) -> Any:
    """Exponentials divided by their sum along an axis; shifted by the largest entry, which cancels."""
    shifted = exp(z - shift(z, axis))
    return shifted / over(shifted, axis)


@dataclass(frozen=True, slots=True)
class Activation:
    """A function of each unit's pre-activation z.

    `slope(z, a)` is its derivative, from z and its own output a. `bounds` is the open range of its output.
    `kinks` are the z where value or slope jumps. `symbol` is how TeX writes it.
    """

    name: str
    title: Text
    symbol: str
    formula: Formula
    slope: Formula
    bounds: tuple[float, float] = (float("-inf"), float("inf"))
    kinks: tuple[float, ...] = ()

    def __call__(self, z: Any) -> Any:
        return named(self.symbol, z) if isinstance(z, Tex) else self.formula(z)


IDENTITY = Activation("identity", Text("항등 함수", "identity"), r"\mathrm{id}", lambda z: z, lambda z, _a: 1 + 0 * z)
STEP = Activation(
    "step",
    Text("계단 함수", "step"),
    r"\operatorname{step}",
    fires,
    lambda z, _a: 0 * z,
    bounds=(-0.5, 1.5),
    kinks=(0.0,),
)
SIGN = Activation(
    "sign",
    Text("부호 함수", "sign"),
    r"\operatorname{sign}",
    signum,
    lambda z, _a: 0 * z,
    bounds=(-1.5, 1.5),
    kinks=(0.0,),
)
SIGMOID = Activation(
    "sigmoid",
    Text("시그모이드", "sigmoid"),
    r"\sigma",
    sigmoid,
    lambda _z, a: sigmoid_slope(a),
    bounds=(0.0, 1.0),
)
TANH = Activation("tanh", same("tanh"), r"\tanh", hyperbolic_tangent, lambda _z, a: tanh_slope(a), bounds=(-1.0, 1.0))
RELU = Activation(
    "relu",
    same("ReLU"),
    r"\operatorname{ReLU}",
    ramp,
    lambda z, _a: positive(z),
    bounds=(-1e-300, float("inf")),
    kinks=(0.0,),
)
SOFTMAX = Activation(
    "softmax",
    Text("소프트맥스", "softmax"),
    r"\operatorname{softmax}",
    lambda z: softmax(z, axis=-2),
    lambda _z, a: sigmoid_slope(a),
    bounds=(0.0, 1.0),
)
"""Over the units of a layer (rows). Its slope is that of each output by its own input only: a network's gradient
goes through `losses.joined_gradient`, which is the whole of it for a cross entropy."""

ACTIVATIONS: dict[str, Activation] = {a.name: a for a in (STEP, SIGN, IDENTITY, SIGMOID, TANH, RELU)}
