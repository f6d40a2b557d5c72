"""What a problem's picture shows beside its givens: values as they were worked out or handed in, and the first slip."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from problems.pictures.quantity import Quantity, State
from reference.text import Text

Cell = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """`values`: by step name, a number as text or nested lists of such, as people write it; absent: not shown.

    `wrong` is the first step that is wrong, `cells` those of its cells that are (none: all of it), `after` the steps
    that rest on it, `why` the sentence about it.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    wrong: str | None = None
    cells: frozenset[Cell] = frozenset()
    after: frozenset[str] = frozenset()
    why: Text | None = None

    def state(self, name: str, cell: Cell = ()) -> State:
        if name == self.wrong and (not self.cells or cell in self.cells or not cell):
            return "wrong"
        return "after" if name in self.after else "plain"

    def text(self, name: str, cell: Cell = ()) -> str | None:
        """One number of a step as text; None where it is not shown, a dash where the answer was left blank."""
        value = self.values.get(name)
        for place in cell:
            value = value[place] if isinstance(value, list) and place < len(value) else None
        if value is None or isinstance(value, list):
            return None
        return str(value) or "–"

    def rows(self, *wanted: tuple[str, str, Cell] | tuple[str, str, Cell, bool]) -> tuple[Quantity, ...]:
        """Quantities of (symbol, step, cell, is it a gradient?) as far as they are shown."""
        found = []
        for symbol, name, cell, *gradient in wanted:
            text = self.text(name, cell)
            if text is not None:
                found.append(Quantity(symbol, text, bool(gradient and gradient[0]), self.state(name, cell)))
        return tuple(found)

    def said(self, name: Text, description: Text) -> Text:
        """A picture's description, which begins with the first slip where there is one; `name` is what is wrong."""
        if self.wrong is None:
            return description
        slip = Text("처음으로 틀린 값: ", "The first wrong value: ") + name + Text(". ", ". ")
        return slip + ((self.why + Text(" ", " ")) if self.why else Text("", "")) + description


GIVENS_ALONE = Shown()
