"""Multilayer perceptrons of any depth as code tasks take them: what is right, laws for own functions, and inputs.

Rows of `x` and `y` are examples; `W` and `b` hold one array for each layer, row i of a matrix leading INTO unit i.
"""

from collections.abc import Callable
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Grid, Inputs, Picked
from problems.network.shape import Shape, averaged_over
from problems.network.working import network_working

Units = tuple[int, ...]
H = 1 / 64  # exact in binary; the loss is smooth, so that its differences are its slopes to three digits
LONGEST = 48  # the numbers of the largest network that is drawn, with its batch


def worked(x: Any, y: Any, W: Any, b: Any, eta: Any = 0) -> dict[str, Any]:
    """Every step of the network's Working as a student lays it out: `a1` has one row per example, `db1` one axis."""
    wanted = Shape((x.shape[1], *map(len, W)), len(x), ("sigmoid",) * len(W), "mse", biased=True, train_bias=True)
    working = network_working(wanted)
    givens = {"x": x.T, "y": y.T, "eta": eta, "n": averaged_over(wanted)}
    for layer, (weights, biases) in enumerate(zip(W, b, strict=True), start=1):
        givens |= {f"W{layer}": weights, f"b{layer}": np.reshape(biases, (-1, 1))}
    return {name: working.layouts[name].shown(value) for name, value in working.evaluate(givens).items()}


def of_layers(values: dict[str, Any], name: str, layers: int) -> list[Any]:
    """A quantity of every layer, `name` with {} in the number's place, in layer order."""
    return [values[name.format(layer)] for layer in range(1, layers + 1)]


def outputs(x: Any, W: Any, b: Any) -> list[Any]:
    y = np.zeros((len(x), len(W[-1])))  # the forward pass asks for no target
    return of_layers(worked(x, y, W, b), "a{}", len(W))


def loss(x: Any, y: Any, W: Any, b: Any) -> Any:
    return worked(x, y, W, b)["loss"]


def grads(x: Any, y: Any, W: Any, b: Any) -> tuple[Any, ...]:
    values = worked(x, y, W, b)
    return tuple(of_layers(values, name, len(W)) for name in ("dW{}", "db{}"))


def stepped(*args: Any) -> tuple[Any, ...]:
    values = worked(*args)
    return tuple(of_layers(values, name, len(args[2])) for name in ("W{}_new", "b{}_new"))


def tilted(count: int) -> Any:
    """A direction in which each of so many weights and biases moves by another amount."""
    return 1 / (1 + np.arange(count))


def alternating(count: int) -> Any:
    """Another such direction, which begins at the last bias."""
    return (tilted(count) * (-1.0) ** np.arange(count))[::-1]


DIRECTIONS = (tilted, alternating)


def flat(arrays: list[Any]) -> Any:
    """All their entries in one axis."""
    return np.concatenate([np.ravel(array) for array in arrays])


def moved(direction: Callable[[int], Any], step: float, *args: Any) -> Args:
    """The arguments with all weights and biases moved along a direction."""
    x, y, W, b = args
    parameters = [*W, *b]
    ends = np.cumsum([np.size(parameter) for parameter in parameters])
    amounts = np.split(step * direction(ends[-1]), ends[:-1])
    there = [p + amount.reshape(np.shape(p)) for p, amount in zip(parameters, amounts, strict=True)]
    return x, y, there[: len(W)], there[len(W) :]


def joined(found: Any, parameters: list[Any]) -> Any:
    """All entries of two lists of arrays in one axis, if there is an array in the shape of each parameter."""
    if not np.iterable(found) or not all(np.iterable(part) for part in found):
        return None
    arrays = [array for part in found for array in part]
    if not all(isinstance(array, np.ndarray) for array in arrays):
        return None
    return flat(arrays) if [array.shape for array in arrays] == [p.shape for p in parameters] else None


def is_slope(args: Args, results: tuple[Any, ...]) -> bool:
    """The gradient along each direction is the difference of the student's own losses, and not always 0."""
    found, *losses = results
    slopes = joined(found, [*args[2], *args[3]])
    if slopes is None or not all(isinstance(value, np.ndarray) and value.ndim == 0 for value in losses):
        return False
    own = (np.array(losses[::2]) - np.array(losses[1::2])) / (2 * H)
    along = [slopes @ direction(len(slopes)) for direction in DIRECTIONS]
    return bool(np.abs(own).max() > 1e-3 and np.allclose(along, own, rtol=2e-3, atol=2e-4))


def is_descent(args: Args, results: tuple[Any, ...]) -> bool:
    """The step goes against the student's own gradients, which are not all 0."""
    *_, W, b, eta = args
    after, slopes = (joined(found, [*W, *b]) for found in results)
    if after is None or slopes is None or np.abs(slopes).max() < 1e-3:
        return False
    return np.allclose(after, flat([*W, *b]) - eta * slopes, rtol=1e-5, atol=1e-6)


def network(cells: Any, units: Units, count: int) -> Args:
    """Rows x, targets 0 and 1, matrices and biases, filled from a list of numbers."""
    numbers = iter(cells)

    def take(*sides: int) -> Any:
        return np.array([next(numbers) for _ in range(prod(sides))]).reshape(sides)

    W = [take(here, below) for below, here in pairwise(units)]
    b = [take(here) for here in units[1:]]
    x = take(count, units[0])
    return x, (take(count, units[-1]) > 0).astype(x.dtype), W, b


def case(count: int, *units: int) -> Args:
    """An author's network for so many rows; its first numbers are all different, and none is 0."""
    return network(np.resize((1, -1, 0.5, 2, -0.5, 1.5, -2, -1.5, 0.8, -0.3, 1.2, -0.7), LONGEST), units, count)


def whole(count: int, *units: int) -> Args:
    """An author's network in whole numbers."""
    return network(np.resize((1, -1, 2, 1, -2, 3, -1), LONGEST), units, count)


def drawn(kind: str, *shapes: tuple[Units, int]) -> tuple[Any, ...]:
    """The parts of a network of one of these shapes, `kind` the type of its numbers."""
    return Array(Grid(-2, 2, decimals=int(kind == "float64")), ((LONGEST, LONGEST),), kind), Picked(shapes)


def networks(name: str, always: tuple[Args, ...], *shapes: tuple[Units, int], kind: str = "float64") -> Inputs:
    """Rows, targets and a network of one of these shapes."""
    return Inputs(name, drawn(kind, *shapes), always, 2, lambda cells, shape: network(cells, *shape))


def passes(name: str, always: tuple[Args, ...], *shapes: tuple[Units, int]) -> Inputs:
    """Rows and a network, without targets."""

    def make(cells: Any, shape: tuple[Units, int]) -> Args:
        x, _, W, b = network(cells, *shape)
        return x, W, b

    return Inputs(name, drawn("float64", *shapes), tuple((x, W, b) for x, _, W, b in always), 2, make)


def steps(name: str, always: tuple[Args, ...], *shapes: tuple[Units, int], kind: str = "float64") -> Inputs:
    """Rows, targets, a network and a learning rate."""
    parts = (*drawn(kind, *shapes), Picked((0.5, 0.25, 2.0)))
    usual = tuple((*args, rate) for args, rate in zip(always, (0.5, 2.0, 0.25, 0.5), strict=False))
    return Inputs(name, parts, usual, 2, lambda cells, shape, rate: (*network(cells, *shape), rate))


ONE_LAYER = networks("one_layer", (case(1, 1, 1), case(1, 2, 1), case(1, 2, 2)), ((3, 2), 1), ((2, 3), 1))
ONE_ROW = networks("one_row", (case(1, 1, 1, 1), case(1, 2, 2, 1), case(1, 2, 3, 2)), ((3, 2, 1), 1), ((2, 3, 2), 1))
BATCHES = networks("batches", (case(2, 1, 1, 1), case(3, 2, 2, 1), case(4, 2, 3, 2)), ((3, 2, 2), 3), ((2, 4, 1), 4))
SQUARE = networks(
    "square", (case(2, 2, 2), case(2, 2, 2, 2), case(2, 2, 2, 2, 2)), ((3, 3, 3), 3), ((2, 2, 2), 2), ((2, 2, 2, 2), 2)
)
DEEP = networks("deep", (case(2, 2, 3, 2, 1), case(1, 1, 2, 3, 2)), ((2, 2, 3, 2), 3), ((3, 2, 2, 1), 2))
WHOLE = networks("whole", (whole(1, 1, 1), whole(2, 2, 2, 1)), ((2, 3, 1), 2), ((2, 2), 3), kind="int64")
MEASURED = Inputs("measured", (), always=(case(1, 2, 1), case(3, 2, 3, 2)), draws=0)
FORWARD = passes("forward", (case(1, 1, 1), case(1, 1, 1, 1), case(1, 2, 3, 2)), ((3, 2, 1), 1), ((2, 2, 3, 2), 1))
FORWARD_ROWS = passes("forward_rows", (case(2, 2, 2), case(2, 2, 2, 2), case(2, 2, 2, 2, 2)), ((3, 3, 3), 3))
STEPS = steps("steps", (case(1, 1, 1), case(2, 2, 2, 1)), ((3, 2, 2), 3), ((2, 3, 1), 2))
DEEP_STEPS = steps("deep_steps", (case(2, 2, 3, 2, 1),), ((2, 2, 3, 2), 3), ((3, 2, 2, 1), 2))
WHOLE_STEPS = steps("whole_steps", (whole(1, 1, 1), whole(2, 2, 2, 1)), ((2, 3, 1), 2), kind="int64")
