"""Losses: value and gradient written once. y is the target, p the prediction, n the number averaged over.

The three squared errors of the lectures differ by their factor: `mse` 1/N (PyTorch's MSELoss, Keras's
"mse"), `half_mse` 1/(2N), `half_sum` one half of the plain sum over all outputs. N counts every cell:
examples times outputs. `bce` averages over cells, `ce` over examples.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reference.text import Text
from reference.vocabulary import log, total

Formula = Callable[..., Any]


def squared_error(y: Any, p: Any) -> Any:
    """(y - p) squared: the error of one output, without a factor one half."""
    return (y - p) ** 2


def squared_error_slope(y: Any, p: Any) -> Any:
    """Its derivative with respect to p."""
    return -2 * (y - p)


def half_squared_error(y: Any, p: Any) -> Any:
    """Half of it, whose derivative has no factor 2."""
    return squared_error(y, p) / 2


def half_squared_error_slope(y: Any, p: Any) -> Any:
    """The derivative of the half with respect to p."""
    return p - y


def joined_gradient(y: Any, p: Any, n: Any) -> Any:
    """A cross entropy's gradient by the pre-activation of its own output: softmax with `ce`, sigmoid with `bce`."""
    return (p - y) / n


@dataclass(frozen=True, slots=True)
class Loss:
    """`value(y, p, n)` and `gradient(y, p, n)` with respect to p, over matrices (outputs x examples).

    `averages` says what n counts: "cells", "examples" or "nothing".
    """

    name: str
    title: Text
    value: Formula
    gradient: Formula
    averages: str = "cells"


MSE = Loss(
    "mse",
    Text("평균 제곱 오차 (1/N)", "mean squared error (1/N)"),
    lambda y, p, n: total(squared_error(y, p)) / n,
    lambda y, p, n: squared_error_slope(y, p) / n,
)
HALF_MSE = Loss(
    "half_mse",
    Text("평균 제곱 오차 (1/2N)", "mean squared error (1/2N)"),
    lambda y, p, n: total(squared_error(y, p)) / (2 * n),
    lambda y, p, n: (p - y) / n,
)
HALF_SUM = Loss(
    "half_sum",
    Text("제곱 오차 합의 절반", "half the sum of squared errors"),
    lambda y, p, _n: total(squared_error(y, p)) / 2,
    lambda y, p, _n: half_squared_error_slope(y, p),
    averages="nothing",
)
BCE = Loss(
    "bce",
    Text("이진 교차 엔트로피", "binary cross entropy"),
    lambda y, p, n: total(-(y * log(p) + (1 - y) * log(1 - p))) / n,
    lambda y, p, n: (p - y) / (p * (1 - p)) / n,
)
CE = Loss(
    "ce",
    Text("교차 엔트로피", "cross entropy"),
    lambda y, p, n: total(-(y * log(p))) / n,
    lambda y, p, n: -(y / p) / n,
    averages="examples",
)

LOSSES: dict[str, Loss] = {loss.name: loss for loss in (MSE, HALF_MSE, HALF_SUM, BCE, CE)}
