"""A picture before it is written: shapes with known places, in both languages at once.

Pixels, y downward. A label's box is that of its longer language, so that one layout serves both.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from problems.pictures.lettering import reach, runs, width
from reference.text import LOCALES, Text

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


USUAL = 0.82
"""How wide letters are in most fonts, of the room that is kept for them."""


LEAN = 0.12
"""How far slanted letters reach over their ends, in em."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with its sides along the axes."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def center(self) -> Point:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def meets(self, a: Point, b: Point) -> bool:
        """Does the segment from a to b pass through the box?"""
        start, end = 0.0, 1.0
        for along, low, high in ((0, self.left, self.right), (1, self.top, self.bottom)):
            step = b[along] - a[along]
            if abs(step) < 1e-9:
                if not low < a[along] < high:
                    return False
                continue
            first, last = sorted(((low - a[along]) / step, (high - a[along]) / step))
            start, end = max(start, first), min(end, last)
        return start < end


@dataclass(frozen=True, slots=True)
class Line:
    """A polyline. `dash` is an SVG dash pattern such as "6 4"; `ink` a colour of the palette."""

    points: tuple[Point, ...]
    ink: str = "ink"
    thick: float = 1.5
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A filled polygon."""

    points: tuple[Point, ...]
    fill: str
    ink: str | None = None
    thick: float = 1.5


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled and edged."""

    center: Point
    radius: float
    fill: str | None
    ink: str | None = "ink"
    thick: float = 1.5
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle with round corners."""

    box: Box
    fill: str | None
    ink: str | None = None
    thick: float = 1.5
    dash: str = ""
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; (x, y) is where its baseline starts, has its middle, or ends.

    `backed`: what lies behind it is hidden, for a label on a line.
    """

    text: Text
    x: float
    y: float
    anchor: Anchor = "middle"
    size: float = 13.0
    ink: str = "ink"
    bold: bool = False
    slanted: bool = False
    backed: str | None = None

    @property
    def box(self) -> Box:
        wide = max(width(self.text[locale], self.size, bold=self.bold) for locale in LOCALES)
        up = max(reach(self.text[locale], self.size)[0] for locale in LOCALES)
        down = max(reach(self.text[locale], self.size)[1] for locale in LOCALES)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        leans = self.slanted or any(run.italic for locale in LOCALES for run in runs(self.text[locale]))
        lean = LEAN * self.size if leans else 0.0
        return Box(left - lean, self.y - up, left + wide + lean, self.y + down)


Shape = Line | Area | Disc | Panel | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: what it is called, what it shows in a sentence or two, and its shapes from back to front.

    `kind` names the function that drew it.
    """

    kind: str
    title: Text
    description: Text
    width: float
    height: float
    shapes: tuple[Shape, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        return tuple(shape for shape in self.shapes if isinstance(shape, Label))

    @property
    def frame(self) -> Box:
        return Box(0.0, 0.0, self.width, self.height)

    def described(self, title: Text, description: Text) -> "Picture":
        """The same picture under another name."""
        return replace(self, title=title, description=description)


def collisions(picture: Picture) -> list[str]:
    """Labels that overlap another or leave the picture: none in a good one."""
    labels = picture.labels
    boxes = [label.box.grown(-0.01) for label in labels]
    found = [
        f"{labels[i].text.en!r} overlaps {labels[j].text.en!r}"
        for i in range(len(labels))
        for j in range(i)
        if boxes[i].overlaps(boxes[j])
    ]
    return found + [f"{label.text.en!r} leaves the picture" for label in labels if not picture.frame.holds(label.box)]


def extent(shapes: "list[Shape] | tuple[Shape, ...]") -> Box:
    """The smallest box around all shapes."""
    boxes = [_extent(shape) for shape in shapes]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _extent(shape: Shape) -> Box:
    if isinstance(shape, (Label, Panel)):
        return shape.box
    if isinstance(shape, Disc):
        x, y = shape.center
        return Box(x, y, x, y).grown(shape.radius)
    xs, ys = zip(*shape.points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def moved(shape: Shape, dx: float, dy: float) -> Shape:
    """The shape somewhere else."""
    if isinstance(shape, Label):
        return replace(shape, x=shape.x + dx, y=shape.y + dy)
    if isinstance(shape, Panel):
        box = shape.box
        return replace(shape, box=Box(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy))
    if isinstance(shape, Disc):
        return replace(shape, center=(shape.center[0] + dx, shape.center[1] + dy))
    return replace(shape, points=tuple((x + dx, y + dy) for x, y in shape.points))


def thinned(points: Sequence[Point], off: float = 0.15) -> tuple[Point, ...]:
    """The polyline without points that lie within `off` pixels of a straight line between those kept.

    Douglas and Peucker: the point furthest off is kept, then both halves are gone through alike.
    """
    if len(points) < 3:
        return tuple(points)
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        start, end = waiting.pop()
        far, at = max(
            ((_away(points[i], points[start], points[end]), i) for i in range(start + 1, end)), default=(0.0, 0)
        )
        if far > off:
            kept.add(at)
            waiting += [(start, at), (at, end)]
    return tuple(points[i] for i in sorted(kept))


def _away(point: Point, a: Point, b: Point) -> float:
    """Distance of a point from the line through two others, or from both where they are one."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    if length < 1e-9:
        return math.dist(point, a)
    return abs(dx * (point[1] - a[1]) - dy * (point[0] - a[0])) / length


MARGIN = 14.0


def framed(kind: str, title: Text, description: Text, shapes: "list[Shape]") -> Picture:
    """A picture around these shapes, with a margin; wherever they were drawn, it begins at (0, 0)."""
    box = extent(shapes).grown(MARGIN)
    placed = tuple(moved(shape, -box.left, -box.top) for shape in shapes)
    return Picture(kind, title, description, _up(box.width), _up(box.height), placed)


def _up(length: float) -> float:
    """Whole pixels, not less."""
    return float(-(-length // 1))
