"""A named value as networks and graphs show it: plain, the first wrong one, or what follows from a wrong one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from problems.pictures.axes import NAME, Entry, cross
from problems.pictures.lettering import width
from problems.pictures.scene import LEAN, USUAL, Box, Label, Panel, Shape
from reference.text import Text, same

State = Literal["plain", "wrong", "after"]
ROW = 19.0
"""Height of a line of text among others."""

CROSS, EDGE = 16.0, 7.0
"""Room for the cross beside a wrong value, and for the frame around both."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A symbol as markup (`$w_{1}$`, or nothing), its value as written, or None while it is unknown.

    Gradients are written slanted, with a colour of their own, so that they are told from values.
    """

    symbol: str
    value: str | None = None
    gradient: bool = False
    state: State = "plain"

    @property
    def text(self) -> str:
        value = None if self.value is None else self.value.replace("-", "−")
        if value is None:
            return self.symbol
        return f"{self.symbol} = {value}" if self.symbol else value

    @property
    def ink(self) -> str:
        if self.state != "plain":
            return {"wrong": "wrong", "after": "quiet"}[self.state]
        return "orange" if self.gradient else "ink"


def wide(rows: Sequence[Quantity]) -> float:
    """The room that these lines need."""
    return max((_wide(row) for row in rows), default=0.0)


def _wide(row: Quantity) -> float:
    return width(row.text, NAME) + 2 * LEAN * NAME + (CROSS + 2 * EDGE if row.state == "wrong" else 0.0)


def written(rows: Sequence[Quantity], x: float, y: float, *, backed: str | None = None) -> list[Shape]:
    """The lines in the middle of (x, y); a wrong one in a frame with a cross, `backed` hides what lies behind."""
    half = USUAL * max((width(row.text, NAME) for row in rows), default=0.0) / 2
    behind = Box(x - half, y - ROW * len(rows) / 2, x + half, y + ROW * len(rows) / 2).grown(1.0)
    shapes: list[Shape] = [Panel(behind, backed, radius=3.0)] if backed and rows else []
    for place, row in enumerate(rows):
        shapes += _row(row, x, y + (place + 0.5 - len(rows) / 2) * ROW)
    return shapes


def _row(row: Quantity, x: float, y: float) -> list[Shape]:
    if row.state != "wrong":
        return [Label(same(row.text), x, y + 4.6, ink=row.ink, slanted=row.gradient)]
    half = wide([row]) / 2
    label = Label(same(row.text), x - half + EDGE, y + 4.6, "start", ink="wrong", slanted=row.gradient)
    frame = Panel(Box(x - half, y - 8.8, x + half, y + 8.8), "wrong-wash", "wrong", 2.0, radius=5.0)
    return [frame, label, *cross((x + half - EDGE - 4.0, y), "wrong", 4.0)]


def entries(rows: Sequence[Quantity]) -> list[Entry]:
    """What the legend explains of these: gradients, the first wrong value, what follows from it."""
    found = []
    if any(row.gradient and row.value is not None for row in rows):
        sample = Label(same("0.12"), 30.0, 4.6, "end", 12.0, "orange", slanted=True)
        found.append(Entry(_GRADIENT, (sample,)))
    if any(row.state == "wrong" for row in rows):
        frame = Panel(Box(2.0, -8.0, 28.0, 8.0), "wrong-wash", "wrong", 2.0, radius=5.0)
        found.append(Entry(_WRONG, (frame, *cross((15.0, 0.0), "wrong", 4.0))))
    if any(row.state == "after" for row in rows):
        found.append(Entry(_AFTER, (Label(same("0.12"), 30.0, 4.6, "end", 12.0, "quiet"),)))
    return found


_GRADIENT = Text("기울기", "gradient")
_WRONG = Text("처음으로 틀린 값", "first wrong value")
_AFTER = Text("그 값에 의존하는 값", "depends on it")
