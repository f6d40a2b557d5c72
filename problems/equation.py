"""The equation of one step of a worked solution: symbol = formula = formula with numbers = value."""

import re
from collections.abc import Sequence

WIDEST = 84  # digits in a line of a handout

_NUMBER = re.compile(r"\d+(\.\d+)?")
_MATRIX = re.compile(r"\\begin{pmatrix}(.*?)\\end{pmatrix}")
_COMMAND = re.compile(r"\\(?!left|right)[a-zA-Z]+")
_UNSEEN = re.compile(r"[{}^_\s]|\\[,;]|\\left|\\right")


def distinct(parts: Sequence[str]) -> list[str]:
    """The sides without those that say what the next one says: of -1.5 and -1.5000 the second is left."""
    last = len(parts) - 1
    return [part for i, part in enumerate(parts) if i == last or _valued(part) != _valued(parts[i + 1])]


def in_lines(parts: Sequence[str]) -> str:
    """The sides in one line, or, where a page is too narrow for it, one side a line."""
    if len(parts) < 3 or sum(_width(part) + 2 for part in parts) <= WIDEST:
        return " = ".join(parts)
    rest = r" \\ ".join(f"&= {part}" for part in parts[1:])
    return rf"\begin{{aligned}} {parts[0]} {rest} \end{{aligned}}"


def _valued(latex: str) -> str:
    """The formula with each number by its value."""
    return _NUMBER.sub(lambda number: str(float(number[0])), latex)


def _width(latex: str) -> int:
    """About how many digits wide: a command is one sign, a matrix as wide as its widest row."""
    return len(_UNSEEN.sub("", _COMMAND.sub("x", _MATRIX.sub(_widest_row, latex))))


def _widest_row(found: re.Match[str]) -> str:
    rows = found[1].split(r"\\")
    return "(" + "0" * max(sum(len(cell.strip()) + 2 for cell in row.split("&")) for row in rows) + ")"
