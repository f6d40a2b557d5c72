"""Small tables and tuples of numbers in statements and solutions."""

from collections.abc import Iterable, Sequence
from typing import Any


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table in markup: a line of headings, then the rows."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(map(_cell, row)) + " |" for row in rows)])


def _cell(value: Any) -> str:
    """A cell as it is; a negative number with a minus sign in place of the hyphen."""
    text = str(value)
    return f"\N{MINUS SIGN}{text[1:]}" if text[:1] == "-" and text[1:2].isdigit() else text


def tuple_tex(values: Sequence[Any]) -> str:
    """(a, b, c); a single number stands alone."""
    return str(values[0]) if len(values) == 1 else "(" + ", ".join(map(str, values)) + ")"


def matrix_tex(rows: Sequence[Sequence[Any]]) -> str:
    """Rows as a matrix."""
    body = r" \\ ".join(" & ".join(map(str, row)) for row in rows)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


def inputs_head(count: int, *more: str) -> list[str]:
    """Headings x1, x2, ... and what else stands in the table."""
    return [*(f"$x_{{{place}}}$" for place in range(1, count + 1)), *more]
