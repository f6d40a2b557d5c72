"""Pictures of every kind, drawn from random data by a seed; the families' own too."""

import importlib
import math
import random
from collections.abc import Callable, Iterator

import numpy as np

from problems.family import Family, OpenFamily
from problems.pictures.boundary import Border, Region, Spot, boundary
from problems.pictures.curve import Features, curve
from problems.pictures.gradient_bars import gradient_bars
from problems.pictures.graph import Node, graph
from problems.pictures.heat_map import heat_map
from problems.pictures.loss_curve import Curve, loss_curve
from problems.pictures.network import Layer, Unit, network
from problems.pictures.path import Steps, path, path_on_curve
from problems.pictures.quantity import Quantity
from problems.pictures.scene import Picture
from problems.question import picture, solved_picture, variant_of
from reference.text import Text, same

DRAWN_FAMILIES = (
    "backprop_two_two_one",
    "backprop_network",
    "backprop_two_two_two",
    "perceptron_update",
    "perceptron_epochs",
    "gates_weights",
)


def family(module: str) -> Family | OpenFamily:
    found: Family | OpenFamily = importlib.import_module(f"problems.families.{module}").FAMILY
    return found


def of_families(seeds: int) -> Iterator[Picture]:
    """What the families draw: givens alone, and solved."""
    for module in DRAWN_FAMILIES:
        kind = family(module)
        for seed in range(seeds):
            variant = variant_of(kind, str(seed))
            for drawn in (picture(kind, variant), solved_picture(kind, variant)):
                assert drawn is not None
                yield drawn


def _number(draw: random.Random) -> str:
    return f"{draw.uniform(-2, 2):.{draw.randint(1, 6)}f}"


def _quantity(draw: random.Random, symbol: str, *, gradient: bool = False) -> Quantity:
    state = draw.choice(("plain", "plain", "plain", "wrong", "after"))
    return Quantity(draw.choice((symbol, "")) if gradient else symbol, _number(draw), gradient, state)


def a_network(draw: random.Random) -> Picture:
    """Up to 6 units a layer and 4 layers, values, gradients and slips anywhere."""
    units = [draw.randint(1, 6) for _ in range(draw.randint(2, 4))]
    layers = []
    for place, count in enumerate(units):
        rows = draw.randint(0, 4)
        boxes = tuple(
            Unit(
                tuple(_quantity(draw, f"$a_{{{i}}}$", gradient=k % 2 == 1) for k in range(rows))
                or (Quantity(f"$h_{i}$"),)
            )
            for i in range(count)
        )
        wires: tuple[tuple[tuple[Quantity, ...], ...], ...] = ()
        if place and draw.random() < 0.85:
            rows = draw.randint(1, 3)
            wires = tuple(
                tuple(
                    tuple(_quantity(draw, f"$w_{{{i}{j}}}$", gradient=k == 1) for k in range(rows))
                    for j in range(units[place - 1])
                )
                for i in range(count)
            )
        layers.append(Layer(boxes, Text(f"은닉층 {place}", f"hidden layer {place}"), wires))
    return network(layers, Text("신경망", "A network"), Text("어떤 신경망입니다.", "Some network."))


def a_graph(draw: random.Random) -> Picture:
    """A few inputs, then operations on any earlier nodes, so that wires pass columns."""
    nodes = [
        Node(f"x{i}", f"$x_{i}$", (), _quantity(draw, ""), _quantity(draw, "", gradient=True))
        for i in range(draw.randint(1, 4))
    ]
    for i in range(draw.randint(1, 8)):
        reads = tuple(n.name for n in draw.sample(nodes, min(len(nodes), draw.randint(1, 2))))
        name = draw.choice(("+", "×", "exp", "1/$x$", "log", "$σ$", "max"))
        nodes.append(Node(f"n{i}", name, reads, _quantity(draw, ""), _quantity(draw, "", gradient=True)))
    return graph(nodes)


def a_boundary(draw: random.Random) -> Picture:
    """Up to 12 points, some on one spot, lines anywhere, also far off and degenerate."""

    def point() -> float:
        return draw.choice((draw.uniform(-3, 3), draw.randint(0, 1)))

    spots = [
        Spot((point(), point()), draw.randint(0, 1), Text(f"{i}행", f"row {i}"), draw.random() < 0.2)
        for i in range(draw.randint(1, 12))
    ]
    lines = [
        Border(
            (draw.choice((0.0, draw.uniform(-2, 2))), draw.uniform(-2, 2) * draw.randint(0, 1)),
            draw.uniform(-9, 9),
            same(f"$b_{i}$"),
            style,
        )
        for i, style in zip(range(draw.randint(0, 3)), ("first", "second", "before"), strict=False)
    ]
    return boundary(spots, lines, region=Region(tuple(lines)) if lines else None)


def _walk(draw: random.Random, step: float) -> list[tuple[float, float]]:
    at, found = (draw.uniform(-3, 3), draw.uniform(-3, 3)), []
    for _ in range(draw.randint(1, 30)):
        found.append(at)
        at = (at[0] * draw.uniform(0.5, 1) + draw.uniform(-step, step), at[1] * draw.uniform(0.3, 1))
    return found


def a_path(draw: random.Random) -> Picture:
    """Walks on a bowl or in a curved valley."""
    a, b = draw.uniform(0.2, 5), draw.uniform(0.2, 20)
    losses: tuple[Callable[..., np.ndarray], ...] = (
        lambda x, y: a * x**2 + b * y**2,
        lambda x, y: (1 - x) ** 2 + b * (y - x**2) ** 2,
    )
    names = (Text("경사 하강법", "gradient descent"), Text("모멘텀", "momentum"), same("Adam"))
    walks = [Steps(name, _walk(draw, 0.3)) for name in names[: draw.randint(1, 3)]]
    return path(walks, draw.choice(losses), minimum=draw.choice((None, (0.0, 0.0))))


def a_path_on_a_curve(draw: random.Random) -> Picture:
    return path_on_curve(
        [Steps(Text("경사 하강법", "gradient descent"), [w for w, _ in _walk(draw, 0.2)])],
        lambda w: w**2 + np.sin(3 * w),
    )


def a_loss_curve(draw: random.Random) -> Picture:
    scale, log = 10.0 ** draw.randint(-6, 5), draw.random() < 0.5
    curves = [
        Curve(
            Text(f"학습률 {i}", f"learning rate {i}"),
            [scale * draw.random() * 0.9**e for e in range(draw.randint(1, 60))],
        )
        for i in range(draw.randint(1, 5))
    ]
    return loss_curve(curves, log=log)


def some_bars(draw: random.Random) -> Picture:
    names = [Text(f"{i}층", f"layer {i}") for i in range(1, draw.randint(2, 13))]
    return gradient_bars(names, [draw.choice((0.0, 1.0, 1.0, 1.0)) * 10.0 ** draw.uniform(-12, 6) for _ in names])


def a_heat_map(draw: random.Random) -> Picture:
    rows, columns = draw.randint(1, 7), draw.randint(1, 7)
    cells = [[draw.choice((_number(draw), "", "1e-12", "모름")) for _ in range(columns)] for _ in range(rows)]
    wrong = {(draw.randrange(rows), draw.randrange(columns)) for _ in range(draw.randint(0, 3))}
    return heat_map(cells, name=same("$W^{(1)}$"), wrong=wrong)


def a_curve(draw: random.Random) -> Picture:
    high, name = draw.uniform(0.5, 40), Text("활성화 함수", "activation")
    shape = draw.choice(("bounded", "kinked", "jumping"))
    if shape == "bounded":
        return curve(
            name,
            lambda z: high / (1 + math.exp(-z)),
            lambda z: 0.1 * z,
            features=Features(asymptotes=(0.0, high), places=(draw.uniform(-4, 4),)),
        )
    if shape == "kinked":
        return curve(name, lambda z: max(0.0, high * z), lambda z: high * (z > 0), features=Features(kinks=(0.0,)))
    return curve(name, lambda z: float(z > 0), lambda _z: 0.0, span=(-high, high), features=Features(kinks=(0.0,)))


KINDS: dict[str, Callable[[random.Random], Picture]] = {
    "network": a_network,
    "graph": a_graph,
    "boundary": a_boundary,
    "path": a_path,
    "path on a curve": a_path_on_a_curve,
    "loss_curve": a_loss_curve,
    "gradient_bars": some_bars,
    "heat_map": a_heat_map,
    "curve": a_curve,
}


def drawn(kind: str, seed: int) -> Picture:
    """One picture of a kind."""
    return KINDS[kind](random.Random(f"{kind}{seed}"))
