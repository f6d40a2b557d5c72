"""Losses over epochs: one or more named curves, told apart by dash and marker as well as by colour."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from problems.pictures.axes import Entry, Plot, around, decades, frame, legend, line_sample, marker, plot
from problems.pictures.palette import SERIES
from problems.pictures.scene import Line, Picture, Point, Shape, framed
from reference.text import Text, joined

MARKERS = ("circle", "square", "triangle", "diamond", "cross")
WIDE, HIGH = 440.0, 240.0


@dataclass(frozen=True, slots=True)
class Curve:
    """A name and one loss per epoch, from epoch 0 on."""

    name: Text
    losses: Sequence[float]


def loss_curve(
    curves: Sequence[Curve], *, log: bool = False, x_name: Text | None = None, y_name: Text | None = None
) -> Picture:
    """The curves over their epochs. With `log`, by powers of ten; what is not positive is left out there."""
    longest = max(len(curve.losses) for curve in curves)
    values = [float(v) for curve in curves for v in curve.losses]
    below = (0.0, max(1.0, longest - 1.0))
    space = plot(below, decades(values) if log else _from_zero(values), WIDE, HIGH, log=log)
    shapes = frame(space, x_name or _EPOCH, y_name or (_LOSS + _LOG if log else _LOSS))
    for place, curve in enumerate(curves):
        shapes += _drawn(space, curve, place, log=log)
    entries = [Entry(curve.name, line_sample(*_style(place), MARKERS[place % 5])) for place, curve in enumerate(curves)]
    shapes += legend(entries, 0.0, HIGH + 52, WIDE)
    return framed("loss_curve", _TITLE, _description(curves), shapes)


def _from_zero(values: list[float]) -> tuple[float, float]:
    low, high = around(values, 1e-6)
    return (0.0, high) if min((v for v in values if math.isfinite(v)), default=0.0) >= 0 else (low, high)


def _style(place: int) -> tuple[str, str]:
    return SERIES[place % len(SERIES)]


def _drawn(space: Plot, curve: Curve, place: int, *, log: bool) -> list[Shape]:
    ink, dash = _style(place)
    known = [(i, float(v)) for i, v in enumerate(curve.losses) if math.isfinite(v) and (v > 0 or not log)]
    points = [space.at(i, v) for i, v in known]
    shapes: list[Shape] = [Line(tuple(points), ink, 2.2, dash)] if len(points) > 1 else []
    for point in _spread(points):
        shapes += marker(MARKERS[place % 5], point, ink, 4.0)
    return shapes


def _spread(points: list[Point]) -> list[Point]:
    """The points that carry a marker: all of a few, about twelve of many."""
    step = max(1, round(len(points) / 12))
    return points[::step]


def _description(curves: Sequence[Curve]) -> Text:
    each = [
        Text("{name}: {a}에서 {b}까지", "{name}: from {a} to {b}").format(
            name=curve.name, a=f"{float(curve.losses[0]):.4g}", b=f"{float(curve.losses[-1]):.4g}"
        )
        for curve in curves
    ]
    return _OVER + joined(each, "; ") + Text(".", ".")


_TITLE = Text("손실 곡선", "Loss curve")
_EPOCH = Text("에포크", "epoch")
_LOSS = Text("손실", "loss")
_LOG = Text(" (로그 눈금)", " (log scale)")
_OVER = Text("에포크에 따른 손실의 변화. ", "The loss over the epochs. ")
