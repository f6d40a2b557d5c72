"""Pages, tables and paragraphs for a terminal, in columns as wide as Korean letters are."""

from collections.abc import Iterator, Sequence

from grader.cli.glyphs import width
from grader.cli.tex_text import line_text

PAGE = 100
"""Columns of running text: lines longer than this are hard to read, however wide the window is."""

MOST_CODE = 12
"""Lines of one listing in a message."""


def page(markup: str) -> str:
    """A statement or solution: paragraphs wrapped, formulas set in, tables lined up, code as it is."""
    lines: list[str] = []
    rows: list[list[str]] = []
    in_code = False
    for line in [*markup.splitlines(), ""]:
        if line.startswith("```"):
            in_code = not in_code
        elif in_code:
            lines.append(f"    {line}".rstrip())
        elif line.startswith("|"):
            rows += _cells(line)
        else:
            lines += [f"    {row}" for row in table(rows)]
            rows = []
            lines += _line(line)
    return "\n".join(lines).strip("\n")


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells in columns of one width; the last column is left as long as it is."""
    columns = max((len(row) for row in rows), default=0)
    widths = [max((width(row[at]) for row in rows if at < len(row)), default=0) for at in range(columns)]
    return ["  ".join(padded(cell, widths[at]) for at, cell in enumerate(row)).rstrip() for row in rows]


def padded(text: str, columns: int) -> str:
    """The text with spaces after it up to so many columns."""
    return text + " " * (columns - width(text))


def wrapped(text: str, indent: str = "", columns: int = PAGE) -> list[str]:
    """A paragraph broken at spaces; a word longer than a line stays whole."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        longer = f"{current} {word}" if current else word
        if current and width(indent + longer) > columns:
            lines.append(indent + current)
            longer = word
        current = longer
    return [*lines, indent + current] if current else lines


def message(markup: str, indent: str = "") -> list[str]:
    """A sentence or more about an answer: prose wrapped, code line by line as it stands."""
    lines: list[str] = []
    code: list[str] | None = None
    for line in markup.splitlines():
        if line.startswith("```"):
            lines += [f"{indent}    {row}".rstrip() for row in _shortened(code or [])]
            code = [] if code is None else None
        elif code is not None:
            code.append(line)
        else:
            lines += wrapped(line_text(line), indent)
    return lines


def _shortened(code: list[str]) -> list[str]:
    """A long listing without its middle: a recursion's calls are all alike."""
    half = MOST_CODE // 2
    return code if len(code) <= MOST_CODE else [*code[:half], "…", *code[-half:]]


def _line(line: str) -> Iterator[str]:
    if line.startswith("$$"):
        yield f"    {line_text(line)}"
    elif line.startswith("- "):
        first, *rest = wrapped(line_text(line[2:]), "  ") or [""]
        yield f"- {first.strip()}"
        yield from rest
    else:
        yield from wrapped(line_text(line)) or [""]


def _cells(line: str) -> list[list[str]]:
    cells = [line_text(cell.strip()) for cell in line.strip().strip("|").split("|")]
    return [] if all(set(cell) <= {"-", ":"} and cell for cell in cells) else [cells]
