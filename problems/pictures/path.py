"""Where optimizers go: over the contours of a loss with two parameters, or along the curve of a loss with one."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from problems.pictures.axes import Entry, Plot, around, arrow, cross, frame, legend, line_sample, marker, number, plot
from problems.pictures.contours import Grid, contours, levels
from problems.pictures.loss_curve import MARKERS
from problems.pictures.palette import SERIES
from problems.pictures.placing import Room
from problems.pictures.scene import Disc, Line, Picture, Point, Shape, extent, framed, thinned
from reference.text import Text, joined, same

WIDE, HIGH, CELLS, LEAST_ARROW = 420.0, 330.0, 120, 16.0


@dataclass(frozen=True, slots=True)
class Steps:
    """One optimizer's parameters, from its start on: pairs on contours, numbers on a curve.

    `slip` is the number of a step to be ringed: the first that is wrong.
    """

    name: Text
    points: Sequence[Any]
    slip: int | None = None


def path(
    walks: Sequence[Steps],
    loss: Callable[[Grid, Grid], Grid],
    *,
    minimum: Point | None = None,
    names: tuple[Text, Text] | None = None,
) -> Picture:
    """Walks on the contours of `loss(w1, w2)`, which is given whole grids. Points that are not finite are left out."""
    tracks = [[(float(a), float(b)) for a, b in walk.points if math.isfinite(a + b)] for walk in walks]
    seen = [point for track in tracks for point in track] + ([minimum] if minimum else [])
    space = plot(around([a for a, _ in seen]), around([b for _, b in seen]), WIDE, HIGH)
    x_name, y_name = names or (same("$w_1$"), same("$w_2$"))
    placed = [[space.at(*point) for point in track] for track in tracks]
    shapes = frame(space, x_name, y_name)
    shapes += _landscape(space, loss, placed, Room(space.box))
    if minimum:
        shapes += cross(space.at(*minimum), "ink", 6.0)
    for place, track in enumerate(placed):
        shapes += _walk(track, place)
    shapes += [*_starts(placed), *_slips(walks, placed)]
    shapes += legend(_entries(walks, minimum), 0.0, HIGH + 52, WIDE)
    return framed("path", _ON_CONTOURS, _description(walks, tracks), shapes)


def path_on_curve(walks: Sequence[Steps], loss: Callable[[Grid], Grid], *, name: Text | None = None) -> Picture:
    """Walks along the curve of `loss(w)`, which is given a whole array."""
    tracks = [[float(w) for w in walk.points if math.isfinite(w)] for walk in walks]
    span = around([w for track in tracks for w in track], 0.5)
    across = np.linspace(*span, 2 * CELLS + 1)
    up = np.asarray(loss(across), dtype=np.float64)
    space = plot(span, around(up[np.isfinite(up)].tolist(), 1e-6), WIDE, 260.0)
    shapes = frame(space, name or same("$w$"), Text("손실", "loss"))
    curve = [space.at(float(x), float(y)) for x, y in zip(across, up, strict=True) if math.isfinite(y)]
    shapes.append(Line(thinned(curve), "quiet", 2.0))
    heights = [np.asarray(loss(np.asarray(track)), dtype=np.float64).tolist() for track in tracks]
    placed = [[space.at(w, h) for w, h in zip(*pair, strict=True)] for pair in zip(tracks, heights, strict=True)]
    for place, track in enumerate(placed):
        shapes += _walk(track, place)
    shapes += [*_starts(placed), *_slips(walks, placed)]
    shapes += legend(_entries(walks, None), 0.0, 260.0 + 52, WIDE)
    pairs = [[(w,) for w in track] for track in tracks]
    return framed("path", _ON_CURVE, _description(walks, pairs), shapes)


def _landscape(space: Plot, loss: Callable[[Grid, Grid], Grid], tracks: list[list[Point]], room: Room) -> list[Shape]:
    """The contours, some with their heights, where there is room beside the walks."""
    x = np.linspace(space.x.low, space.x.high, CELLS + 1)
    y = np.linspace(space.y.low, space.y.high, CELLS + 1)
    z = np.asarray(loss(*np.meshgrid(x, y)), dtype=np.float64)
    lines: list[Shape] = []
    heights: list[Shape] = []
    for track in tracks:
        room.line(track)
        for at in track:
            room.take(extent([Disc(at, 7.0, "ink")]))
    for level in levels(z):
        found = [[space.at(*point) for point in chain] for chain in contours(x, y, z, level)]
        lines += [Line(thinned(chain), "faint", 1.4) for chain in found]
        if found:
            longest = max(found, key=len)
            text = number(level, 2)
            label = room.on(same(text), longest, "quiet", 11.0)
            heights += [label] if label else []
    return [*lines, *heights]


def _walk(points: list[Point], place: int) -> list[Shape]:
    """A line with a marker after each step, and arrow heads where steps are long enough."""
    ink, dash = SERIES[place % len(SERIES)]
    shapes: list[Shape] = [Line(tuple(points), ink, 2.2, dash)] if len(points) > 1 else []
    for a, b in pairwise(points):
        if math.dist(a, b) >= LEAST_ARROW:
            middle = (a[0] + 0.62 * (b[0] - a[0]), a[1] + 0.62 * (b[1] - a[1]))
            shapes += arrow(a, middle, ink, 0.1)[1:]
    for point in _some(points):
        shapes += marker(MARKERS[place % 5], point, ink, 4.0)
    return shapes


def _some(points: list[Point]) -> list[Point]:
    """The steps that carry a marker: all of a few, some thirty of many, and always the last."""
    step = max(1, round(len(points) / 30))
    return points[-1:0:-step]


def _starts(tracks: Sequence[Sequence[Point]]) -> list[Shape]:
    """One ring where walks start, however many start there."""
    firsts = dict.fromkeys(track[0] for track in tracks if track)
    return [Disc(first, 6.0, "surface", "ink", 2.0) for first in firsts]


def _slips(walks: Sequence[Steps], tracks: Sequence[Sequence[Point]]) -> list[Shape]:
    pairs = zip(walks, tracks, strict=True)
    at = [track[walk.slip] for walk, track in pairs if walk.slip is not None and walk.slip < len(track)]
    return [_ring(point) for point in at]


def _ring(at: Point) -> Shape:
    return Disc(at, 10.0, None, "wrong", 2.2, "4 2.5")


def _entries(walks: Sequence[Steps], minimum: Point | None) -> list[Entry]:
    entries = [
        Entry(walk.name, line_sample(*SERIES[place % len(SERIES)], MARKERS[place % 5]))
        for place, walk in enumerate(walks)
    ]
    start = Entry(Text("시작", "start"), (Disc((15.0, 0.0), 6.0, "surface", "ink", 2.0),))
    lowest = Entry(Text("최솟값의 위치", "minimum"), tuple(cross((15.0, 0.0), "ink", 6.0)))
    slip = Entry(Text("처음으로 틀린 단계", "first wrong step"), (_ring((15.0, 0.0)),))
    slipped = any(walk.slip is not None and walk.slip < len(walk.points) for walk in walks)
    return [*entries, start, *([lowest] if minimum else []), *([slip] if slipped else [])]


def _description(walks: Sequence[Steps], tracks: Sequence[Sequence[tuple[float, ...]]]) -> Text:
    each = []
    for walk, track in zip(walks, tracks, strict=True):
        if track:
            start, end = (", ".join(f"{v:.3g}" for v in point) for point in (track[0], track[-1]))
            n = len(track) - 1
            each.append(
                walk.name + Text(f": ({start})에서 {n}단계 뒤 ({end})", f": from ({start}) to ({end}) in {n} steps")
            )
    return joined(each, "; ") + same(".")


_ON_CONTOURS = Text("손실의 등고선 위에서 최적화 경로", "Optimizer paths on the contours of the loss")
_ON_CURVE = Text("손실 곡선 위에서 최적화 경로", "Optimizer paths on the curve of the loss")
