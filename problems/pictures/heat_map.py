"""A matrix with its numbers in cells, coloured by their size; wrong cells are framed and crossed."""

from collections.abc import Collection, Sequence

from problems.pictures.axes import NAME, cross
from problems.pictures.lettering import width
from problems.pictures.scene import Box, Label, Panel, Picture, Shape, framed
from reference.text import LOCALES, Text, joined, same

SIZE, HIGH = 14.0, 38.0
Cell = tuple[int, int]


def heat_map(
    rows: Sequence[Sequence[str]],
    *,
    name: Text,
    wrong: Collection[Cell] = (),
    row_names: Sequence[Text] | None = None,
    column_names: Sequence[Text] | None = None,
) -> Picture:
    """`rows` are numbers as written ("-0.0123"; "" for a blank). `wrong` are cells (row, column), from 0.

    The deeper the colour, the further from 0; negative numbers are told from positive ones by their sign too.
    """
    columns = column_names or [same(str(j + 1)) for j in range(len(rows[0]))]
    lines = row_names or [same(str(i + 1)) for i in range(len(rows))]
    wide = max(58.0, *(width(_shown(cell), SIZE) + 30 for row in rows for cell in row))
    wide = max([wide, *(width(column[locale], NAME) + 10 for column in columns for locale in LOCALES)])
    most = max((abs(_value(cell)) for row in rows for cell in row), default=0.0)
    shapes: list[Shape] = [Label(name, 0.0, -32.0, "start", NAME, bold=True)]
    shapes += [Label(column, (j + 0.5) * wide, -9.0, size=NAME, ink="quiet") for j, column in enumerate(columns)]
    shapes += [Label(line, -9.0, (i + 0.5) * HIGH + 4.5, "end", NAME, "quiet") for i, line in enumerate(lines)]
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            shapes += _cell(Box(j * wide, i * HIGH, (j + 1) * wide, (i + 1) * HIGH), cell, most)
    for i, j in sorted(wrong):
        shapes += _marked(Box(j * wide, i * HIGH, (j + 1) * wide, (i + 1) * HIGH))
    if wrong:
        shapes += _legend(len(rows) * HIGH + 24)
    return framed("heat_map", Text("행렬 ", "Matrix ") + name, _description(rows, name, wrong), shapes)


def _value(cell: str) -> float:
    """0 where no number stands."""
    try:
        found = float(cell.replace("−", "-"))
    except ValueError:
        return 0.0
    return found if abs(found) < float("inf") else 0.0


def _shown(cell: str) -> str:
    return cell.replace("-", "−") or "–"


def _cell(box: Box, cell: str, most: float) -> list[Shape]:
    x, y = box.center
    return [Panel(box, _depth(_value(cell), most), "surface", 2.0), Label(same(_shown(cell)), x, y + 5, size=SIZE)]


def _depth(value: float, most: float) -> str:
    """One of seven steps."""
    share = value / most if most > 0 else 0.0
    if abs(share) < 0.08:
        return "zero"
    step = 3 if abs(share) > 0.67 else 2 if abs(share) > 0.33 else 1
    return f"{'high' if value > 0 else 'low'}{step}"


def _marked(box: Box) -> list[Shape]:
    return [Panel(box.grown(-2.5), None, "wrong", 2.5), *cross((box.right - 11, box.top + 11), "wrong", 4.0)]


def _legend(y: float) -> list[Shape]:
    sample = Box(0.0, y - 8, 20.0, y + 8)
    text = Text("틀린 값", "a wrong value")
    return [
        Panel(sample, None, "wrong", 2.5),
        *cross(sample.center, "wrong", 4.0),
        Label(text, 30.0, y + 4.5, "start", NAME),
    ]


def _description(rows: Sequence[Sequence[str]], name: Text, wrong: Collection[Cell]) -> Text:
    size = f"{len(rows)}×{len(rows[0])}"
    said = Text(f"{size} 행렬 ", f"The {size} matrix ") + name + same(".")
    if not wrong:
        return said
    places = joined([Text(f"{i + 1}행 {j + 1}열", f"row {i + 1}, column {j + 1}") for i, j in sorted(wrong)], "; ")
    return said + Text(" 틀린 값: ", " Wrong: ") + places + same(".")
