"""A layered network with values on its units and weights on its wires.

Units of a layer stand evenly, `pitch` apart. On a wire from unit i of n to unit j of m the labels stand at the
share 1 / (m + 1) of its way, so that their heights (1 - share) i + share j are all different and evenly pitch / (m + 1)
apart: no two can meet. Where n is less than m, the same is done from the other end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from problems.pictures.axes import NAME, legend
from problems.pictures.lettering import width
from problems.pictures.quantity import ROW, Quantity, entries, wide, written
from problems.pictures.scene import Box, Disc, Label, Line, Panel, Picture, Point, Shape, extent, framed
from reference.text import LOCALES, Text

RADIUS, LEAST_GAP, LEAST_PITCH = 22.0, 110.0, 66.0
CLEAR = 14.0
"""Of each wire before its label, so that one sees to which wire the label belongs."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's lines: a name alone makes a circle, values a box. `apart`: no unit but what the outputs lead to.

    `least` is the half width that it has at least, so that those of a layer are alike: all circles or all boxes.
    """

    rows: tuple[Quantity, ...]
    apart: bool = False
    least: float = 0.0

    @property
    def bare(self) -> bool:
        named = len(self.rows) == 1 and self.rows[0].value is None
        return named and wide(self.rows) < 2 * RADIUS - 4 and self.least <= RADIUS

    @property
    def half(self) -> tuple[float, float]:
        """Half its width and height."""
        if self.bare:
            return RADIUS, RADIUS
        return max(wide(self.rows) / 2 + 14, self.least), ROW * len(self.rows) / 2 + 8


@dataclass(frozen=True, slots=True)
class Layer:
    """Units from top to bottom and what stands above them. `wires[i][j]`: the lines on the wire from unit j of the
    layer before to unit i of this one, as rows of a weight matrix are written; () for wires without labels."""

    units: tuple[Unit, ...]
    name: Text
    wires: tuple[tuple[tuple[Quantity, ...], ...], ...] = ()

    def on(self, i: int, j: int) -> tuple[Quantity, ...]:
        return self.wires[i][j] if self.wires else ()

    @property
    def labels(self) -> list[tuple[Quantity, ...]]:
        return [rows for line in self.wires for rows in line]


def network(layers: Sequence[Layer], title: Text, description: Text) -> Picture:
    """The layers from left to right."""
    layers = [_aligned(layer) for layer in layers]
    pitch = _pitch(layers)
    shapes: list[Shape] = []
    centers = list(_centers(layers, pitch))
    for place in range(1, len(layers)):
        shapes += _wires(layers[place - 1], layers[place], centers[place - 1], centers[place])
    top = min(
        y - unit.half[1]
        for layer, at in zip(layers, centers, strict=True)
        for unit, (_, y) in zip(layer.units, at, strict=True)
    )
    for layer, at in zip(layers, centers, strict=True):
        shapes.append(Label(layer.name, at[0][0], top - 16, size=NAME, ink="quiet"))
        for unit, center in zip(layer.units, at, strict=True):
            shapes += _unit(unit, center)
    box = extent(shapes)
    shapes += legend(entries(list(_quantities(layers))), box.left, box.bottom + 14, max(box.width, 260.0))
    return framed("network", title, description, shapes)


def _aligned(layer: Layer) -> Layer:
    widest = max(unit.half[0] for unit in layer.units)
    return replace(layer, units=tuple(replace(unit, least=widest) for unit in layer.units))


def _quantities(layers: Sequence[Layer]) -> Iterator[Quantity]:
    for layer in layers:
        for rows in (*layer.labels, *(unit.rows for unit in layer.units)):
            yield from rows


def _fan(before: Layer, after: Layer) -> int:
    return min(len(before.units), len(after.units))


def _pitch(layers: Sequence[Layer]) -> float:
    """Far enough apart for the tallest unit and for the labels of the fullest fan."""
    tall = max(2 * unit.half[1] for layer in layers for unit in layer.units)
    fans = [
        (_fan(before, after) + 1) * (ROW * max(len(rows) for rows in after.labels) + 14)
        for before, after in pairwise(layers)
        if any(after.labels)
    ]
    return max([LEAST_PITCH, tall + 18, *fans])


def _centers(layers: Sequence[Layer], pitch: float) -> Iterator[list[Point]]:
    """Each layer's units, in the middle of the picture's height."""
    x = 0.0
    for place, layer in enumerate(layers):
        if place:
            x += _half_column(layers[place - 1]) + _gap(layers[place - 1], layer) + _half_column(layer)
        n = len(layer.units)
        yield [(x, (i - (n - 1) / 2) * pitch) for i in range(n)]


def _half_column(layer: Layer) -> float:
    named = max(width(layer.name[locale], NAME) for locale in LOCALES) / 2 - 20
    return max(named, *(unit.half[0] for unit in layer.units))


def _gap(before: Layer, after: Layer) -> float:
    """Between two columns: the labels fit between the units and the place where they stand."""
    if not any(after.labels):
        return 64.0 if any(unit.apart for unit in after.units) else LEAST_GAP
    half = max(wide(rows) for rows in after.labels) / 2
    return max(LEAST_GAP, (_fan(before, after) + 1) * (half + CLEAR))


def _wires(before: Layer, after: Layer, starts: list[Point], ends: list[Point]) -> list[Shape]:
    """All wires first, so that none crosses a label."""
    wires: list[Shape] = []
    labels: list[Shape] = []
    fan = _fan(before, after)
    share = 1 / (fan + 1) if len(after.units) <= len(before.units) else fan / (fan + 1)
    left, right = starts[0][0] + _half_column(before), ends[0][0] - _half_column(after)
    for i, (unit, end) in enumerate(zip(after.units, ends, strict=True)):
        for j, (source, start) in enumerate(zip(before.units, starts, strict=True)):
            near, far = (left, start[1]), (right, end[1])
            wires.append(Line(((start[0] + source.half[0], start[1]), near), "quiet", 1.3))
            wires.append(Line((near, far), "quiet", 1.3))
            wires.append(Line((far, (end[0] - unit.half[0], end[1])), "quiet", 1.3))
            at = (near[0] + share * (far[0] - near[0]), near[1] + share * (far[1] - near[1]))
            labels += written(after.on(i, j), *at, backed="surface")
    return [*wires, *labels]


def _unit(unit: Unit, center: Point) -> list[Shape]:
    x, y = center
    if unit.bare:
        shape: Shape = Disc(center, RADIUS, "node", "ink", 1.6)
    else:
        across, down = unit.half
        radius = 4.0 if unit.apart else min(down, 18.0)
        box = Box(x - across, y - down, x + across, y + down)
        shape = Panel(box, "node", "quiet" if unit.apart else "ink", 1.6, "5 3" if unit.apart else "", radius)
    return [shape, *written(unit.rows, x, y)]
