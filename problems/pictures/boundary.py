"""Two classes of points in the plane, and the lines by which perceptrons part them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from problems.pictures.axes import Entry, Plot, arrow, frame, legend, line_sample, marker, plot
from problems.pictures.placing import Room
from problems.pictures.scene import Area, Disc, Line, Picture, Point, Shape, extent, framed
from reference.text import Text, joined, same

Style = Literal["first", "second", "before"]
SIDE = 320.0
FURTHEST = 2.5
"""A line further from the points than this many times their spread stays outside the picture."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the plane, its class (1, or 0 for the other), its name; `ringed`: to be looked at."""

    at: Point
    label: int
    name: Text | None = None
    ringed: bool = False


@dataclass(frozen=True, slots=True)
class Border:
    """The line w1 x1 + w2 x2 + b = 0; an arrow points to where the sum is positive."""

    w: tuple[float, float]
    b: float
    name: Text
    style: Style = "first"

    def at(self, x: float, y: float) -> float:
        return self.w[0] * x + self.w[1] * y + self.b


POSITIVE = Text("합이 양수인 쪽", "where the sum is positive")


@dataclass(frozen=True, slots=True)
class Region:
    """Shaded: where the sums of all these lines are positive; `name` says what that is."""

    borders: tuple[Border, ...]
    name: Text = POSITIVE


def boundary(
    spots: Sequence[Spot],
    borders: Sequence[Border] = (),
    *,
    region: Region | None = None,
    classes: tuple[Text, Text] | None = None,
    ring: Text | None = None,
) -> Picture:
    """The points with the lines.

    `classes` names class 1 and the other one, `ring` says what rings mark. Both axes have one scale, so that right
    angles look right.
    """
    space = _space(spots, borders)
    room = Room(space.box)
    shapes: list[Shape] = []
    if region and len(corners := _clipped(space, region.borders)) > 2:
        shapes.append(Area(tuple(space.at(*corner) for corner in corners), "blue-wash"))
    shapes += frame(space, same("$x_1$"), same("$x_2$"))
    for border in borders:
        shapes += _line(space, border, room)
    shapes += _spots(space, spots, room)
    entries = [*_class_entries(spots, classes or _CLASSES), *(_entry(border) for border in borders)]
    if region:
        sample = Area(((2, -7), (28, -7), (28, 7), (2, 7)), "blue-wash", "blue", 0.8)
        entries.append(Entry(region.name, (sample,)))
    if any(spot.ringed for spot in spots):
        entries.append(Entry(ring or _MISSED, (Disc((15.0, 0.0), 9.0, "surface", "wrong", 2.0, "3 2"),)))
    shapes += legend(entries, 0.0, SIDE + 52, SIDE + 40)
    return framed("boundary", _TITLE, _description(spots, borders, classes or _CLASSES, ring or _MISSED), shapes)


def _space(spots: Sequence[Spot], borders: Sequence[Border]) -> Plot:
    """A square around the points, and around the nearest place of each line that is not far off."""
    seen = [spot.at for spot in spots]
    spread = _spread(seen)
    middle = tuple((min(values) + max(values)) / 2 for values in zip(*seen, strict=True))
    for border in borders:
        steep = border.w[0] ** 2 + border.w[1] ** 2
        if steep > 0:
            off = border.at(*middle) / steep
            foot = (middle[0] - off * border.w[0], middle[1] - off * border.w[1])
            if max(abs(foot[0] - middle[0]), abs(foot[1] - middle[1])) <= FURTHEST * spread:
                seen.append(foot)
    half = 0.5 * _spread(seen) * 1.5
    center = [(min(values) + max(values)) / 2 for values in zip(*seen, strict=True)]
    (x_low, x_high), (y_low, y_high) = ((c - half, c + half) for c in center)
    return plot((x_low, x_high), (y_low, y_high), SIDE, SIDE)


def _spread(points: Sequence[Point]) -> float:
    return max(*(max(values) - min(values) for values in zip(*points, strict=True)), 1e-6) if len(points) > 1 else 2.0


def _clipped(space: Plot, borders: Sequence[Border]) -> list[Point]:
    """The corners of the part of the plot where all sums are positive (Sutherland and Hodgman)."""
    x, y = space.x, space.y
    corners: list[Point] = [(x.low, y.low), (x.high, y.low), (x.high, y.high), (x.low, y.high)]
    for border in borders:
        kept: list[Point] = []
        for a, b in zip(corners, [*corners[1:], *corners[:1]], strict=True):
            s, t = border.at(*a), border.at(*b)
            if s >= 0:
                kept.append(a)
            if (s >= 0) != (t >= 0):
                share = s / (s - t)
                kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
        corners = kept
    return corners


_STYLES = {"first": ("ink", "", 2.4), "second": ("purple", "9 4", 2.4), "before": ("quiet", "2 4", 2.0)}


def _line(space: Plot, border: Border, room: Room) -> list[Shape]:
    """The line as far as it crosses the plot, with an arrow to its positive side in its middle."""
    ends = [space.at(*point) for point in _crossings(space, border)]
    distinct = sorted({(round(x, 3), round(y, 3)) for x, y in ends})
    if len(distinct) < 2:
        return []
    a, b = distinct[0], distinct[-1]
    ink, dash, thick = _STYLES[border.style]
    steep = (border.w[0] ** 2 + border.w[1] ** 2) ** 0.5
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    tip = (middle[0] + 26 * border.w[0] / steep, middle[1] - 26 * border.w[1] / steep)
    room.line([a, b])
    room.line([middle, tip])
    return [Line((a, b), ink, thick, dash), *arrow(middle, tip, ink, 1.8)]


def _crossings(space: Plot, border: Border) -> Iterator[Point]:
    """Where the line meets the four sides of the plot."""
    (u, v), b = border.w, border.b
    for x in (space.x.low, space.x.high):
        if v and space.y.low <= (y := -(u * x + b) / v) <= space.y.high:
            yield x, y
    for y in (space.y.low, space.y.high):
        if u and space.x.low <= (x := -(v * y + b) / u) <= space.x.high:
            yield x, y


def _spots(space: Plot, spots: Sequence[Spot], room: Room) -> list[Shape]:
    """The points; those at one place share their name."""
    shapes: list[Shape] = []
    names: dict[Point, list[Text]] = {}
    for spot in spots:
        at = space.at(*spot.at)
        if spot.ringed:
            shapes.append(Disc(at, 11.0, "surface", "wrong", 2.2, "4 2.5"))
        shapes += _mark(at, spot.label)
        room.take(extent([Disc(at, 12.0 if spot.ringed else 7.0, "ink")]))
        if spot.name is not None:
            names.setdefault(at, []).append(spot.name)
    for at, found in names.items():
        label = room.beside(joined(found, ", "), at)
        shapes += [label] if label else []
    return shapes


def _mark(at: Point, label: int) -> list[Shape]:
    return marker("circle", at, "blue", 6.0) if label == 1 else marker("square", at, "orange", 6.0, "surface")


def _class_entries(spots: Sequence[Spot], classes: tuple[Text, Text]) -> list[Entry]:
    present = {spot.label == 1 for spot in spots}
    one = [Entry(classes[0], tuple(_mark((15.0, 0.0), 1)))] if True in present else []
    return one + ([Entry(classes[1], tuple(_mark((15.0, 0.0), 0)))] if False in present else [])


def _entry(border: Border) -> Entry:
    ink, dash, thick = _STYLES[border.style]
    return Entry(border.name, line_sample(ink, dash, thick=thick))


def _description(spots: Sequence[Spot], borders: Sequence[Border], classes: tuple[Text, Text], ring: Text) -> Text:
    each = []
    for name, group in ((classes[0], 1), (classes[1], 0)):
        at = ", ".join(f"({s.at[0]:g}, {s.at[1]:g})" for s in spots if (s.label == 1) == (group == 1))
        each += [name + same(f": {at}")] if at else []
    missed = ", ".join(f"({s.at[0]:g}, {s.at[1]:g})" for s in spots if s.ringed)
    each += [ring + same(f": {missed}")] if missed else []
    each += [border.name for border in borders]
    return joined(each, "; ") + same(".")


_TITLE = Text("두 입력의 평면", "The plane of the two inputs")
_CLASSES = (Text("목표값 1", "target 1"), Text("목표값 0", "target 0"))
_MISSED = Text("잘못 분류된 점", "misclassified")
