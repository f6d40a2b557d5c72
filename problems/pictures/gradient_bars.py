"""How large the gradient is in each layer: bars on a log scale, so that vanishing and exploding show as slopes."""

import math
from collections.abc import Sequence

from problems.pictures.axes import NAME, TICK, Plot, decades, frame, number, plot
from problems.pictures.lettering import width
from problems.pictures.scene import Box, Label, Line, Panel, Picture, Shape, framed
from reference.text import LOCALES, Text, joined, same

HIGH, LEAST_PITCH, LEAST_WIDE = 240.0, 58.0, 300.0
ABOVE = 26.0
"""Room for a number above a bar."""


def gradient_bars(names: Sequence[Text], norms: Sequence[float], axes: tuple[Text, Text] | None = None) -> Picture:
    """One bar per layer, its norm above it. A gradient of exactly 0 has no bar and says so.

    `axes` name what stands below and what is measured, where it is something else.
    """
    found = [float(norm) for norm in norms]
    low, high = decades(found)
    named = max(width(name[locale], NAME) for name in names for locale in LOCALES)
    pitch = max(LEAST_PITCH, named + 12, *(width(number(norm, 3), TICK) + 8 for norm in found))
    wide = max(LEAST_WIDE, len(found) * pitch)
    space = plot((-0.5, len(found) - 0.5), _with_room(low / 10, high), wide, HIGH, log=True)
    shapes = [shape for shape in frame(space, *(axes or (_NO_NAME, _NORM))) if not _across(shape, space)]
    for place, (name, norm) in enumerate(zip(names, found, strict=True)):
        shapes += _bar(space, place, name, norm)
    return framed("gradient_bars", _TITLE, _description(names, found), shapes)


def _with_room(low: float, high: float) -> tuple[float, float]:
    """The range with whole decades above it, so that a number has room above the longest bar."""
    span = math.log10(high / low)
    return low, high * 10.0 ** math.ceil(span * ABOVE / (HIGH - ABOVE))


def _across(shape: Shape, space: Plot) -> bool:
    """Ticks of the layers are their names, not numbers, and say what they are."""
    if isinstance(shape, Line):
        return shape.points[0][0] == shape.points[1][0]
    if isinstance(shape, Label) and shape.text == _NO_NAME:
        return True
    return isinstance(shape, Label) and shape.size == TICK and shape.y > space.box.bottom + 10


def _bar(space: Plot, place: int, name: Text, norm: float) -> list[Shape]:
    x, bottom = space.x(place), space.box.bottom
    shapes: list[Shape] = [Label(name, x, bottom + 18, size=NAME)]
    if not (norm > 0 and math.isfinite(norm)):
        shown = same("0") if norm == 0 else same(str(norm))
        return [*shapes, Label(shown, x, bottom - 8, size=TICK, ink="wrong", bold=True)]
    top = space.y(norm)
    shapes.append(Panel(Box(x - 15, top, x + 15, bottom), "blue-wash", "blue", 1.8))
    shapes.append(Label(same(number(norm, 3)), x, top - 8, size=TICK, backed="surface"))
    return shapes


def _description(names: Sequence[Text], norms: Sequence[float]) -> Text:
    each = [name + same(f": {norm:.2g}") for name, norm in zip(names, norms, strict=True)]
    return Text("층별 기울기의 크기. ", "The norm of the gradient in each layer. ") + joined(each, ", ") + same(".")


_TITLE = Text("층별 기울기의 크기", "Gradient norm per layer")
_NO_NAME = same("")
_NORM = Text("기울기의 크기 $‖∂L/∂W‖$ (로그 눈금)", "gradient norm $‖∂L/∂W‖$ (log scale)")
