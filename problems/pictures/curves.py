"""Curves over a grid, to be read off: named by letters, with fine lines between the ticks."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from problems.pictures.axes import Entry, Plot, frame, legend, line_sample, plot, ticks
from problems.pictures.palette import SERIES
from problems.pictures.scene import Line, Picture, Shape, framed, thinned
from reference.text import Text

WIDE, HIGH, PIECES, BETWEEN = 420.0, 250.0, 240, 2
Function = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Named:
    """A function, what it is called in the picture, and where its value or slope jumps."""

    name: Text
    function: Function
    kinks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The range of both axes, and their names."""

    across: tuple[float, float]
    up: tuple[float, float]
    x_name: Text
    y_name: Text


def curves(drawn: Sequence[Named], window: Window, title: Text, description: Text) -> Picture:
    """The curves; what leaves the window is cut off."""
    space = plot(window.across, window.up, WIDE, HIGH)
    shapes: list[Shape] = [*_fine(space), *frame(space, window.x_name, window.y_name)]
    for one, (ink, dash) in zip(drawn, SERIES, strict=False):
        shapes += [Line(piece, ink, 2.4, dash) for piece in _pieces(space, one)]
    entries = [Entry(one.name, line_sample(*SERIES[place])) for place, one in enumerate(drawn)]
    shapes += legend(entries, 0.0, HIGH + 52, WIDE)
    return framed("curves", title, description, shapes)


def grid_step(low: float, high: float) -> float:
    """The distance between two ticks of a range."""
    found = ticks(low, high)
    return found[1] - found[0]


def _fine(space: Plot) -> Iterator[Line]:
    """Lines halfway between the ticks."""
    for scale, upright in ((space.x, True), (space.y, False)):
        half = grid_step(scale.low, scale.high) / BETWEEN
        for n in range(math.ceil(scale.low / half - 1e-9), math.floor(scale.high / half + 1e-9) + 1):
            at = n * half
            ends = (
                (space.at(at, space.y.low), space.at(at, space.y.high))
                if upright
                else (space.at(space.x.low, at), space.at(space.x.high, at))
            )
            yield Line(ends, "faint", 0.6, "2 3")


def _pieces(space: Plot, one: Named) -> Iterator[tuple[tuple[float, float], ...]]:
    low, high = space.x.low, space.x.high
    ends = [low, *sorted(k for k in one.kinks if low < k < high), high]
    for a, b in pairwise(ends):
        inner = [(x, float(one.function(x))) for x in _between(a, b)]
        kept = [space.at(x, y) for x, y in inner if space.y.low <= y <= space.y.high]
        if len(kept) > 1:
            yield thinned(kept)


def _between(a: float, b: float) -> list[float]:
    return [a + 1e-9 + (b - a - 2e-9) * i / PIECES for i in range(PIECES + 1)]
