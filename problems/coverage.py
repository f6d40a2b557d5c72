"""The rows of what the lectures teach (`coverage.toml`), which every problem's `coverage` names."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reference.text import Text

SUBMISSION = "submission"
"""The kind of rows that are ways of handing in: intake covers them, not a problem."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its id (C-001 …), what it is about, and its kind (concept, gate, activation, algorithm, …)."""

    id: str
    title: Text
    kind: str


@cache
def rows() -> dict[str, Row]:
    """All rows by id."""
    data = tomllib.loads(Path(__file__).with_name("coverage.toml").read_text(encoding="utf-8"))
    return {key: Row(key, Text(**row["title"]), row["kind"]) for key, row in data.items()}
