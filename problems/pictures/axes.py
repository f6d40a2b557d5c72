"""Axes: scales, round ticks, the frame of a plot, markers and the legend beneath it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from problems.pictures.lettering import width
from problems.pictures.scene import Area, Box, Disc, Label, Line, Panel, Point, Shape, moved
from reference.text import LOCALES, Text, same

TICK, NAME = 12.0, 13.0
"""Sizes of the letters at ticks, and of names."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` on pixels from `start` to `end`; with `log`, evenly by powers of ten."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        low, high, at = self.low, self.high, value
        if self.log:
            low, high, at = math.log10(low), math.log10(high), math.log10(value)
        return self.start + (at - low) / (high - low) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Plot:
    """Two scales and the rectangle between them."""

    x: Scale
    y: Scale

    @property
    def box(self) -> Box:
        return Box(self.x.start, self.y.end, self.x.end, self.y.start)

    def at(self, x: float, y: float) -> Point:
        return self.x(x), self.y(y)


def plot(xs: tuple[float, float], ys: tuple[float, float], wide: float, high: float, *, log: bool = False) -> Plot:
    """A plot of these ranges; its upper left corner is (0, 0)."""
    return Plot(Scale(*xs, 0.0, wide), Scale(*ys, high, 0.0, log))


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers (1, 2 or 5 times a power of ten apart) within a range, at most so many of them."""
    raw = (high - low) / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10, 20) if (high - low) / (factor * power) <= most - 1 + 1e-9)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{i * step:.12g}") for i in range(first, last + 1)]


def powers(low: float, high: float, most: int = 6) -> list[int]:
    """Exponents of the powers of ten within a positive range, at most so many of them."""
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    step = max(1, math.ceil((last - first) / (most - 1)))
    return list(range(first, last + 1, step))


def around(values: Iterable[float], least: float = 1.0) -> tuple[float, float]:
    """A range with some room around the finite values, at least so long."""
    finite = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = min(finite), max(finite)
    room = max(0.08 * (high - low), (least - (high - low)) / 2)
    return low - room, high + room


def decades(values: Iterable[float]) -> tuple[float, float]:
    """Whole powers of ten around the positive values."""
    positive = [value for value in values if value > 0 and math.isfinite(value)] or [1.0]
    low, high = math.floor(math.log10(min(positive))), math.ceil(math.log10(max(positive)))
    return 10.0**low, 10.0 ** max(high, low + 1)


def number(value: float, digits: int = 6) -> str:
    """A number with a real minus sign, and powers of ten as such, as the markup of a label."""
    text = f"{value + 0.0:.{digits}g}".replace("-", "−")
    mantissa, e, exponent = text.partition("e")
    if not e:
        return text
    power = f"$10^{{{exponent.replace('+', '').replace('−0', '−').lstrip('0')}}}$"
    return power if mantissa == "1" else f"{mantissa}×{power}"


def frame(of: Plot, x_name: Text, y_name: Text) -> list[Shape]:
    """Grid, border, ticks and names. The name of the upright axis stands level above it."""
    box = of.box
    shapes: list[Shape] = []
    for at, text in _marks(of.x):
        shapes.append(Line(((at, box.top), (at, box.bottom)), "faint", 1.0))
        shapes.append(Label(same(text), at, box.bottom + 17, size=TICK, ink="quiet"))
    for at, text in _marks(of.y):
        shapes.append(Line(((box.left, at), (box.right, at)), "faint", 1.0))
        shapes.append(Label(same(text), box.left - 10, at + 4, "end", TICK, "quiet"))
    shapes.append(Panel(box, None, "quiet", 1.0))
    shapes.append(Label(x_name, (box.left + box.right) / 2, box.bottom + 38, size=NAME))
    shapes.append(Label(y_name, box.left - 4, box.top - 11, "start", NAME))
    return shapes


def _marks(scale: Scale) -> list[tuple[float, str]]:
    if scale.log:
        return [(scale(10.0**n), f"$10^{{{n}}}$".replace("-", "−")) for n in powers(scale.low, scale.high)]
    most = 6 if abs(scale.end - scale.start) >= 220 else 4
    return [(scale(value), number(value)) for value in ticks(scale.low, scale.high, most)]


def marker(kind: str, at: Point, ink: str, size: float = 5.0, fill: str | None = None) -> list[Shape]:
    """A `circle`, `square`, `triangle`, `diamond` or `cross`, filled with its ink unless told otherwise."""
    x, y = at
    inside = fill or ink
    if kind == "circle":
        return [Disc(at, size, inside, ink, 1.8)]
    if kind == "square":
        return [Panel(Box(x, y, x, y).grown(size * 0.9), inside, ink, 1.8)]
    if kind == "triangle":
        return [
            Area(
                ((x, y - 1.15 * size), (x + 1.1 * size, y + 0.8 * size), (x - 1.1 * size, y + 0.8 * size)), inside, ink
            )
        ]
    if kind == "diamond":
        return [
            Area(((x, y - 1.25 * size), (x + 1.25 * size, y), (x, y + 1.25 * size), (x - 1.25 * size, y)), inside, ink)
        ]
    return cross(at, ink, size)


def cross(at: Point, ink: str, size: float = 5.0, thick: float = 2.0) -> list[Shape]:
    """Two strokes."""
    x, y = at
    return [
        Line(((x - size, y - size), (x + size, y + size)), ink, thick),
        Line(((x - size, y + size), (x + size, y - size)), ink, thick),
    ]


def arrow(start: Point, end: Point, ink: str, thick: float = 1.5, head: float = 8.0) -> list[Shape]:
    """A line with a head at its end; nothing where the two points are one."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)
    if length < 1e-6:
        return []
    ux, uy = dx / length, dy / length
    head = min(head, 0.7 * length)
    base = (end[0] - head * ux, end[1] - head * uy)
    wings = tuple((base[0] + side * 0.42 * head * uy, base[1] - side * 0.42 * head * ux) for side in (1, -1))
    return [Line((start, base), ink, thick), Area((end, *wings), ink)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: what it says, beside a sample drawn between (0, -6) and (30, 6)."""

    text: Text
    sample: tuple[Shape, ...]


def line_sample(ink: str, dash: str = "", marked: str | None = None, thick: float = 2.2) -> tuple[Shape, ...]:
    """A piece of a curve."""
    return (
        Line(((0.0, 0.0), (30.0, 0.0)), ink, thick, dash),
        *(marker(marked, (15.0, 0.0), ink, 4.0) if marked else ()),
    )


def legend(entries: Sequence[Entry], left: float, top: float, room: float) -> list[Shape]:
    """The entries in rows beneath a plot, as many to a row as fit into the room."""
    shapes: list[Shape] = []
    x, y = left, top + 8
    for entry in entries:
        wide = 38 + max(width(entry.text[locale], NAME) for locale in LOCALES)
        if x > left and x + wide > left + room:
            x, y = left, y + 23
        shapes += [moved(shape, x, y) for shape in entry.sample]
        shapes.append(Label(entry.text, x + 38, y + 4.5, "start", NAME))
        x += wide + 20
    return shapes
