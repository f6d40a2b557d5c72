"""How a layer is used in a check: made, sent forwards and backwards; and how its own slopes are measured.

An example holds the arguments of the constructor, then of `forward`, then of `backward`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.code.elementwise import H
from problems.code.inputs import Args
from problems.code.sessions import Attribute, Line, Method, New, Session, session

LAYER, OTHER = "layer", "other"


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A class by name, how many arguments its constructor and `forward` take, and what another object is given.

    `another` turns an example into one that gives other values at every step.
    """

    cls: str
    made: int
    fed: int
    another: Callable[..., Args]

    def forward(self, *args: Any) -> Session:
        """Forwards, once."""
        return session(self._new(LAYER, args), self._forward(LAYER, args))

    def backward(self, *args: Any) -> Session:
        """Forwards, then backwards."""
        return session(*self._both(args))

    def weights(self, *args: Any) -> Session:
        """What stands in `dW` after both."""
        return session(*self._both(args), Attribute(LAYER, "dW"))

    def biases(self, *args: Any) -> Session:
        """What stands in `db` after both."""
        return session(*self._both(args), Attribute(LAYER, "db"))

    def apart(self, *args: Any) -> Session:
        """Backwards, after another object has gone forwards with other values."""
        others = self.another(*args)
        return session(
            self._new(LAYER, args),
            self._new(OTHER, others),
            self._forward(LAYER, args),
            self._forward(OTHER, others),
            self._backward(args),
        )

    def anew(self, *args: Any) -> Session:
        """`dW` of a second batch, which has nothing of the first in it."""
        first = (*args[: self.made], *self.another(*args)[self.made :])
        lines = (self._forward(LAYER, args), self._backward(args))
        return session(*self._both(first), *lines, Attribute(LAYER, "dW"))

    def twice(self, *args: Any) -> Session:
        """Backwards a second time."""
        return session(*self._both(args), self._backward(args))

    def _both(self, args: Args) -> tuple[Line, ...]:
        return self._new(LAYER, args), self._forward(LAYER, args), self._backward(args)

    def _new(self, name: str, args: Args) -> New:
        return New(name, self.cls, args[: self.made])

    def _forward(self, name: str, args: Args) -> Method:
        return Method(name, "forward", args[self.made : self.made + self.fed])

    def _backward(self, args: Args) -> Method:
        return Method(LAYER, "backward", args[self.made + self.fed :])


def factors_apart(x: Any, y: Any, dout: Any) -> Args:
    return 1 - x, 1 - y, dout


def signal_apart(x: Any, dout: Any) -> Args:
    return 1 - x, dout


def rows_apart(W: Any, b: Any, x: Any, dout: Any) -> Args:
    return 1 - W, 1 - b, 1 - x, dout


def logits_apart(x: Any, t: Any) -> Args:
    return 1 - x, t[:, ::-1].copy()


MUL = Layer("MulLayer", 0, 2, factors_apart)
ADD = Layer("AddLayer", 0, 2, factors_apart)
RELU = Layer("ReluLayer", 0, 1, signal_apart)
SIGMOID = Layer("SigmoidLayer", 0, 1, signal_apart)
AFFINE = Layer("AffineLayer", 2, 1, rows_apart)
SOFTMAX = Layer("SoftmaxWithLossLayer", 0, 2, logits_apart)


# Slopes of a layer's own forward: one call with every moved input in it, since entries and rows do not mix.


def moved_factors(layer: Layer) -> Callable[..., Session]:
    """x a little up and down, then y."""

    def forward(x: Any, y: Any, _dout: Any) -> Session:
        return layer.forward(np.concatenate([x + H, x - H, x, x]), np.concatenate([y, y, y + H, y - H]))

    return forward


def factor_slopes(args: Args, results: tuple[Any, ...]) -> Any:
    """Gradients by x and by y, from the layer's own values."""
    x_up, x_down, y_up, y_down = np.reshape(results[0], (4, len(args[0])))
    return args[2] * np.array([x_up - x_down, y_up - y_down]) / (2 * H)


def moved_rows(W: Any, b: Any, x: Any, _dout: Any) -> Session:
    """Each row once for every entry of it, moved up; then the same moved down."""
    rows, step = np.repeat(x, x.shape[1], axis=0), np.tile(H * np.eye(x.shape[1]), (len(x), 1))
    return AFFINE.forward(W, b, np.concatenate([rows + step, rows - step]))


def row_slopes(args: Args, results: tuple[Any, ...]) -> Any:
    """Gradient by the rows, from the layer's own outputs."""
    _, _, x, dout = args
    up, down = np.reshape(results[0], (2, *x.shape, dout.shape[1]))
    return ((up - down) / (2 * H) * dout[:, None, :]).sum(axis=2)


def moved_weights(W: Any, b: Any, x: Any, _dout: Any) -> Session:
    """The columns of W side by side, once for every entry of it, moved up; then the same moved down."""
    step = H * np.eye(W.size).reshape(W.size, *W.shape)
    wide = np.concatenate([*(W + step), *(W - step)], axis=1)
    return AFFINE.forward(wide, np.tile(b, 2 * W.size), x)


def weight_slopes(args: Args, results: tuple[Any, ...]) -> Any:
    """Gradient by W, from the layer's own outputs."""
    W, _, x, dout = args
    up, down = np.reshape(results[0], (len(x), 2, W.size, W.shape[1])).transpose(1, 2, 0, 3)
    return ((up - down) / (2 * H) * dout).sum(axis=(1, 2)).reshape(W.shape)


def moved_logit(cell: tuple[int, int], by: float) -> Callable[..., Session]:
    """One logit moved."""

    def forward(x: Any, t: Any) -> Session:
        moved = x.copy()
        moved[cell] += by
        return SOFTMAX.forward(moved, t)

    return forward


def logit_slopes(args: Args, results: tuple[Any, ...]) -> Any:
    """Gradient by the logits, from the layer's own losses: up, then down, for one logit after the other."""
    losses = np.array([np.reshape(loss, ()) for loss in results]).reshape(*args[0].shape, 2)
    return (losses[..., 0] - losses[..., 1]) / (2 * H)
