"""A computational graph from left to right: behind each node its value above the wire and its gradient below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from problems.pictures.axes import NAME, arrow, legend
from problems.pictures.lettering import width
from problems.pictures.quantity import ROW, Quantity, entries, wide, written
from problems.pictures.scene import Box, Line, Panel, Picture, Point, Shape, extent, framed
from reference.text import Text, joined, same

HALF, PITCH, ROUTE, SWEEPS = 16.0, 58.0, 54.0, 24
LEVEL = 12.0
"""Wires that rise by less are drawn level."""


@dataclass(frozen=True, slots=True)
class Node:
    """An input (no `reads`) or an operation on nodes that stand before it; its value, and the gradient by it."""

    name: str
    text: str
    reads: tuple[str, ...] = ()
    value: Quantity | None = None
    gradient: Quantity | None = None

    @property
    def half(self) -> float:
        return max(HALF, width(self.text, NAME) / 2 + 9)

    @property
    def room(self) -> float:
        """Of the wire behind it, as long as its labels."""
        return max([26.0, *(wide([q]) + 14 for q in (self.value, self.gradient) if q is not None)])


@dataclass(frozen=True, slots=True)
class _Place:
    """A node, or a bend of a wire that passes a column (`node` None), and what it reads."""

    column: int
    reads: tuple[str, ...]
    node: Node | None = None
    y: float = 0.0


def graph(nodes: Sequence[Node], title: Text | None = None) -> Picture:
    """The graph of these nodes, each after all that it reads. Raises ValueError where one is not."""
    places = _levelled(_placed(nodes))
    lefts = _columns(places)
    shapes: list[Shape] = []
    for place in places.values():
        shapes += _wires(place, places, lefts)
    for place in places.values():
        if place.node is not None:
            shapes += _node(place.node, place, lefts)
    box = extent(shapes)
    shown = [q for node in nodes for q in (node.value, node.gradient) if q is not None]
    shapes += legend(entries(shown), box.left, box.bottom + 14, max(box.width, 240.0))
    return framed("graph", title or _TITLE, _description(nodes), shapes)


def _placed(nodes: Sequence[Node]) -> dict[str, _Place]:
    """Every node in its column, every long wire with a bend in each column that it passes."""
    column: dict[str, int] = {}
    for node in nodes:
        if missing := [name for name in node.reads if name not in column]:
            raise ValueError(f"{node.name} reads {missing[0]}, which does not stand before it")
        column[node.name] = 1 + max((column[name] for name in node.reads), default=-1)
    for node in nodes:
        if not node.reads:  # an input stands just before the first that reads it
            column[node.name] = min((column[n.name] - 1 for n in nodes if node.name in n.reads), default=0)
    places: dict[str, _Place] = {}
    for node in nodes:
        reads = tuple(_route(name, node, column, places) for name in node.reads)
        places[node.name] = _Place(column[node.name], reads, node)
    return places


def _route(name: str, to: Node, column: Mapping[str, int], places: dict[str, _Place]) -> str:
    """What `to` reads at its own door: the node itself or the last bend on the way, bends shared by all wires."""
    last = name
    for at in range(column[name] + 1, column[to.name]):
        bend = f"{name}\n{at}"
        places.setdefault(bend, _Place(at, (last,)))
        last = bend
    return last


def _levelled(places: dict[str, _Place]) -> dict[str, _Place]:
    """Heights: each near the middle of what it is joined to, never nearer than a pitch to its neighbour."""
    columns = [
        [n for n, p in places.items() if p.column == c] for c in range(1 + max(p.column for p in places.values()))
    ]
    near: dict[str, list[str]] = {name: list(place.reads) for name, place in places.items()}
    for name, place in places.items():
        for read in place.reads:
            near[read].append(name)
    heights = {name: i * PITCH - (len(names) - 1) * PITCH / 2 for names in columns for i, name in enumerate(names)}
    for sweep in range(SWEEPS):
        for names in columns if sweep % 2 else reversed(columns):
            wanted = {n: sum(heights[m] for m in near[n]) / len(near[n]) if near[n] else heights[n] for n in names}
            heights |= _apart(sorted(names, key=lambda n: (wanted[n], names.index(n))), wanted)
    for names in columns:
        _straighten(names, places, heights)
    return {name: replace(place, y=heights[name]) for name, place in places.items()}


def _straighten(names: list[str], places: Mapping[str, _Place], heights: dict[str, float]) -> None:
    """A wire that is nearly level becomes level, where the column leaves room for it."""
    for name in names:
        others = [heights[other] for other in names if other != name]
        near = sorted((heights[read] for read in places[name].reads), key=lambda y: abs(y - heights[name]))
        if near and abs(near[0] - heights[name]) < LEVEL and all(abs(near[0] - y) > PITCH - LEVEL for y in others):
            heights[name] = near[0]


def _apart(names: list[str], wanted: Mapping[str, float]) -> dict[str, float]:
    """The wanted heights, pushed apart to a pitch, with their middle where it was."""
    found: list[float] = []
    for name in names:
        found.append(max(wanted[name], found[-1] + PITCH) if found else wanted[name])
    shift = sum(wanted[name] - y for name, y in zip(names, found, strict=True)) / len(names) if names else 0.0
    return {name: y + shift for name, y in zip(names, found, strict=True)}


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a column's nodes have their middles, and where their wires' labelled parts begin and end."""

    middle: float
    begin: float
    end: float


def _columns(places: Mapping[str, _Place]) -> list[_Column]:
    left, found = 0.0, []
    for column in range(1 + max(place.column for place in places.values())):
        nodes = [p.node for p in places.values() if p.column == column and p.node is not None]
        half = max((node.half for node in nodes), default=HALF)
        room = max((node.room for node in nodes), default=0.0)
        found.append(_Column(left + half, left + 2 * half, left + 2 * half + room))
        left += 2 * half + room + ROUTE
    return found


def _wires(place: _Place, places: Mapping[str, _Place], columns: list[_Column]) -> list[Shape]:
    own = columns[place.column]
    shapes: list[Shape] = []
    entry = own.middle - (place.node.half if place.node else own.middle - own.begin + 2 * HALF)
    for read in place.reads:
        source = (columns[places[read].column].end, places[read].y)
        if place.node is None:
            shapes.append(Line((source, (entry, place.y), (own.end, place.y)), "quiet", 1.4))
        else:
            shapes += arrow(source, (entry, place.y), "quiet", 1.4)
    if place.node is not None:
        shapes.append(Line(((own.middle + place.node.half, place.y), (own.end, place.y)), "quiet", 1.4))
    return shapes


def _node(node: Node, place: _Place, columns: list[_Column]) -> list[Shape]:
    own = columns[place.column]
    at: Point = (own.middle, place.y)
    box = Box(at[0] - node.half, at[1] - HALF, at[0] + node.half, at[1] + HALF)
    fill, radius = ("node", HALF) if node.reads else ("blue-wash", 4.0)
    shapes: list[Shape] = [Panel(box, fill, "ink", 1.6, radius=radius), *written([Quantity(node.text)], *at)]
    middle = (own.begin + own.end) / 2
    if node.value is not None:
        shapes += written([node.value], middle, place.y - ROW / 2 - 2)
    if node.gradient is not None:
        shapes += written([node.gradient], middle, place.y + ROW / 2 + 2)
    return shapes


def _description(nodes: Sequence[Node]) -> Text:
    each = []
    for node in nodes:
        said = same(node.text if not node.reads else f"{node.text}({', '.join(node.reads)})")
        if node.value is not None and node.value.value is not None:
            said += same(f" = {node.value.value}")
        if node.gradient is not None and node.gradient.value is not None:
            said += Text(f", 기울기 {node.gradient.value}", f", gradient {node.gradient.value}")
        each.append(said)
    return joined(each, "; ") + same(".")


_TITLE = Text("계산 그래프", "Computational graph")
