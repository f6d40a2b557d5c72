"""An activation with its derivative: asymptotes dashed, kinks and jumps marked."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from problems.pictures.axes import Entry, Plot, around, frame, legend, line_sample, marker, number, plot
from problems.pictures.scene import Line, Picture, Point, Shape, framed, thinned
from reference.text import Text, same

WIDE, HIGH, PIECES = 420.0, 250.0, 240
Function = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Features:
    """What to mark: `kinks`, where value or slope may jump; `asymptotes`, level lines; `places`, the z that matter."""

    kinks: Sequence[float] = ()
    asymptotes: Sequence[float] = ()
    places: Sequence[float] = ()


PLAIN = Features()


def curve(
    name: Text,
    value: Function,
    slope: Function,
    *,
    span: tuple[float, float] = (-5.0, 5.0),
    features: Features = PLAIN,
) -> Picture:
    """A function and its derivative over `span`."""
    kinks, asymptotes = features.kinks, features.asymptotes
    both = [_pieces(function, span, kinks) for function in (value, slope)]
    heights = [y for pieces in both for piece in pieces for _, y in piece]
    space = plot(span, around([*heights, *asymptotes, 0.0], 1.0), WIDE, HIGH)
    shapes = [*frame(space, same("$z$"), _VALUE), *_zero_lines(space)]
    shapes += [Line((space.at(span[0], a), space.at(span[1], a)), "quiet", 1.3, "3 4") for a in asymptotes]
    shapes += [
        Line((space.at(z, space.y.low), space.at(z, space.y.high)), "purple", 1.3, "9 3 2 3") for z in features.places
    ]
    for pieces, (ink, dash) in zip(both, _STYLES, strict=True):
        shapes += [Line(thinned([space.at(x, y) for x, y in piece]), ink, 2.4, dash) for piece in pieces]
    for function, (ink, _) in zip((value, slope), _STYLES, strict=True):
        shapes += _ends(space, function, ink, kinks)
        shapes += [shape for z in features.places for shape in marker("diamond", space.at(z, float(function(z))), ink)]
    shapes += legend(_entries(name, features), 0.0, HIGH + 52, WIDE)
    return framed("curve", name + _AND_SLOPE, _description(name, features), shapes)


def _entries(name: Text, features: Features) -> list[Entry]:
    entries = [Entry(name, line_sample(*_STYLES[0])), Entry(_SLOPE, line_sample(*_STYLES[1]))]
    if features.asymptotes:
        entries.append(Entry(_asymptote(features.asymptotes), line_sample("quiet", "3 4", thick=1.3)))
    if features.places:
        at = ", ".join(number(z) for z in features.places)
        entries.append(Entry(same(f"$z$ = {at}"), line_sample("purple", "9 3 2 3", thick=1.3)))
    return entries


_STYLES = (("blue", ""), ("orange", "7 4"))
_NEAR = 1e-9


def _pieces(function: Function, span: tuple[float, float], kinks: Sequence[float]) -> list[list[Point]]:
    """The curve between its kinks, each piece up to the kink but not onto it."""
    low, high = span
    ends = [low, *sorted(k for k in kinks if low < k < high), high]
    return [[(x, y) for x in _between(a, b) if math.isfinite(y := float(function(x)))] for a, b in pairwise(ends)]


def _between(a: float, b: float) -> list[float]:
    inner_a, inner_b = a + _NEAR, b - _NEAR
    return [inner_a + (inner_b - inner_a) * i / PIECES for i in range(PIECES + 1)]


def _zero_lines(space: Plot) -> list[Shape]:
    shapes: list[Shape] = [Line((space.at(space.x.low, 0.0), space.at(space.x.high, 0.0)), "quiet", 1.0)]
    if space.x.low < 0 < space.x.high:
        shapes.append(Line((space.at(0.0, space.y.low), space.at(0.0, space.y.high)), "quiet", 1.0))
    return shapes


def _ends(space: Plot, function: Function, ink: str, kinks: Sequence[float]) -> list[Shape]:
    """At a kink: a ring where a piece ends without holding its end, a full disc at the value that holds."""
    shapes: list[Shape] = []
    for kink in kinks:
        sides = [float(function(kink - _NEAR)), float(function(kink + _NEAR))]
        own = float(function(kink))
        for side in sides:
            if abs(side - own) > 1e-6:
                shapes += marker("circle", space.at(kink, side), ink, 4.0, "surface")
        shapes += marker("circle", space.at(kink, own), ink, 4.0)
    return shapes


def _asymptote(asymptotes: Sequence[float]) -> Text:
    shown = ", ".join(number(a) for a in asymptotes)
    return Text(f"점근선 {shown}", f"asymptote {shown}" if len(asymptotes) == 1 else f"asymptotes {shown}")


def _description(name: Text, features: Features) -> Text:
    said = name + Text("의 그래프와 그 도함수의 그래프.", " and its derivative, as graphs.")
    if features.kinks:
        at = ", ".join(number(k) for k in features.kinks)
        said += Text(f" z = {at}에서 꺾이거나 끊어집니다.", f" They bend or jump at z = {at}.")
    if features.asymptotes:
        said += Text(" 점선: ", " Dashed: ") + _asymptote(features.asymptotes) + same(".")
    if features.places:
        at = ", ".join(number(z) for z in features.places)
        said += Text(f" 표시한 곳: z = {at}.", f" Marked: z = {at}.")
    return said


_VALUE = Text("함숫값", "value")
_SLOPE = Text("도함수", "derivative")
_AND_SLOPE = Text(": 함수와 도함수", " and its derivative")
