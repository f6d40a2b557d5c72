"""Finding room for a label beside a point, where no other label stands and, if it can be, no line passes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from problems.pictures.scene import Anchor, Box, Label, Point
from reference.text import Text

_SIDES: tuple[tuple[float, float, Anchor], ...] = (
    (1, -1, "start"),
    (-1, -1, "end"),
    (1, 1, "start"),
    (-1, 1, "end"),
    (0, -1.4, "middle"),
    (0, 1.4, "middle"),
    (1.4, 0, "start"),
    (-1.4, 0, "end"),
)


@dataclass(slots=True)
class Room:
    """What is taken so far within a rectangle: boxes that no label may touch, lines that it had better not."""

    within: Box
    taken: list[Box] = field(default_factory=list)
    lines: list[tuple[Point, Point]] = field(default_factory=list)

    def take(self, box: Box) -> None:
        self.taken.append(box)

    def line(self, points: Sequence[Point]) -> None:
        self.lines += list(pairwise(points))

    def beside(self, text: Text, at: Point, ink: str = "ink", size: float = 13.0) -> Label | None:
        """A label beside the point, its place now taken; None where there is no room."""
        found = list(self._free(text, at, ink, size))
        clear = [label for label in found if not any(label.box.meets(a, b) for a, b in self.lines)]
        on_a_line = (replace(label, backed="surface") for label in found)
        chosen = next(iter([*clear, *on_a_line]), None)
        if chosen is not None:
            self.take(chosen.box)
        return chosen

    def _free(self, text: Text, at: Point, ink: str, size: float) -> Iterator[Label]:
        for far in (8.0, 14.0, 24.0, 38.0):
            for dx, dy, anchor in _SIDES:
                label = Label(text, at[0] + far * dx, at[1] + far * dy + 0.34 * size, anchor, size, ink)
                box = label.box.grown(1.0)
                if self.within.holds(box) and not any(box.overlaps(other) for other in self.taken):
                    yield label

    def on(self, text: Text, line: Sequence[Point], ink: str, size: float) -> Label | None:
        """A label on a line, near its middle, hiding what is behind it; its place now taken; None without room."""
        middle = len(line) // 2
        for at in sorted(range(0, len(line), max(1, len(line) // 24)), key=lambda i: abs(i - middle)):
            x, y = line[at]
            label = Label(text, x, y + 0.34 * size, size=size, ink=ink, backed="surface")
            box = label.box.grown(2.0)
            crossed = any(box.meets(a, b) for a, b in self.lines)
            if self.within.holds(box) and not crossed and not any(box.overlaps(other) for other in self.taken):
                self.take(box)
                return label
        return None
