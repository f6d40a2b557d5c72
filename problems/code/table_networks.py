"""Networks with one hidden layer that learn truth tables: what is right, and what a trained network must do.

`params` is `(W1, b1, W2, b2)`, for any number of hidden units; `X` has one example a row, `y` is a column of targets.
"""

from typing import Any

import numpy as np

from problems.code import multilayer as mlp
from problems.code.inputs import Args
from reference.text import Text

HIDDEN_UNITS = range(2, 17)
NEAR = 0.3  # how far an output may lie from its target once a network has learnt a table
BEST_CONSTANT = 0.25  # the loss of XOR for a network that answers 0.5 to everything; no constant has less


def layered(params: Any) -> tuple[list[Any], list[Any]]:
    """`(W1, b1, W2, b2)` as the lists W and b."""
    W1, b1, W2, b2 = params
    return [W1, W2], [b1, b2]


def predicted(X: Any, params: Any) -> Any:
    return mlp.outputs(X, *layered(params))[-1]


def stepped(X: Any, y: Any, params: Any, eta: Any) -> tuple[Any, ...]:
    W, b = mlp.stepped(X, y, *layered(params), eta)
    return W[0], b[0], W[1], b[1]


def loss(X: Any, y: Any, params: Any) -> Any:
    return mlp.loss(X, y, *layered(params))


def is_network(params: Any) -> bool:
    """Whether these are finite parameters of a network with an allowed number of hidden units."""
    if not isinstance(params, tuple) or not all(isinstance(array, np.ndarray) for array in params):
        return False
    hidden = len(params[0]) if params[0].ndim else 0
    shapes = [(hidden, 2), (hidden,), (1, hidden), (1,)]
    return hidden in HIDDEN_UNITS and [p.shape for p in params] == shapes and all(np.isfinite(p).all() for p in params)


def is_one(_args: Args, results: tuple[Any, ...]) -> bool:
    """The first result is a network."""
    return is_network(results[0])


def units_differ(_args: Args, results: tuple[Any, ...]) -> bool:
    """No two hidden units have the same weights and the same bias: they would stay alike for ever."""
    if not is_network(results[0]):
        return False
    W1, b1, W2, _ = results[0]
    return len(np.unique(np.column_stack([W1, b1, W2.T]), axis=0)) == len(b1)


def differ(_args: Args, results: tuple[Any, ...]) -> bool:
    """Two seeds give two networks."""
    first, second = results
    if not (is_network(first) and is_network(second)):
        return False
    return first[0].shape != second[0].shape or not all(map(np.array_equal, first, second))


def no_network(_args: Args, results: tuple[Any, ...]) -> Text | None:
    """Why results are no networks, where one is none."""
    return None if all(map(is_network, results)) else _NO_NETWORK


def has_learnt(args: Args, results: tuple[Any, ...]) -> bool:
    """Every output lies near its target, by the right forward pass."""
    X, y, _seed = args
    return is_network(results[0]) and bool((np.abs(predicted(X, results[0]) - y) <= NEAR).all())


def is_better(args: Args, results: tuple[Any, ...]) -> bool:
    """The loss is below that of the student's own untrained network, and below that of every constant."""
    X, y, _seed = args
    trained, untrained = results
    if not (is_network(trained) and is_network(untrained)):
        return False
    return bool(loss(X, y, trained) < min(loss(X, y, untrained), BEST_CONSTANT - 0.01))


def not_learnt(args: Args, results: tuple[Any, ...]) -> Text:
    """What a trained network answers instead."""
    if not is_network(results[0]):
        return _NO_NETWORK
    outputs = ", ".join(f"{output:.2f}" for output in predicted(args[0], results[0]).ravel())
    targets = ", ".join(str(int(target)) for target in args[1].ravel())
    return _OUTPUTS.format(outputs=outputs, targets=targets)


def no_better(args: Args, results: tuple[Any, ...]) -> Text:
    """Both losses."""
    if not all(map(is_network, results)):
        return _NO_NETWORK
    after, before = (f"{float(loss(args[0], args[1], params)):.3f}" for params in results)
    return _LOSSES.format(before=before, after=after)


_NO_NETWORK = Text(
    "`(W1, b1, W2, b2)`의 모양이 정한 것과 다르거나, 유한하지 않은 값이 있습니다.",
    "there is no `(W1, b1, W2, b2)` in the shapes stated, or some of it is not finite.",
)
_OUTPUTS = Text(
    "학습한 신경망의 출력은 차례로 {outputs}인데 목표값은 {targets}입니다.",
    "the trained network gives {outputs} where the targets are {targets}.",
)
_LOSSES = Text(
    "학습하기 전의 손실은 {before}, 학습한 뒤의 손실은 {after}입니다.",
    "the loss is {before} before training and {after} after it.",
)
