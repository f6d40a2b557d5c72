"""Known wrong ways to write a class: the whole class, with parts of it replaced."""

import re

from problems.code.task import Mutant
from reference.text import Text


def mistaken(right: str, name: str, message: Text | None, *slips: tuple[str, str], convention: bool = False) -> Mutant:
    """A mutant by parts of a right class that are replaced; raises ValueError where one is not there once."""
    cls = right.partition("class ")[2].partition(":")[0]
    source = right
    for part, slip in slips:
        if source.count(part) != 1:
            raise ValueError(f"{cls} {name}: {part!r} stands there {source.count(part)} times")
        source = source.replace(part, slip)
    return Mutant(f"{_dashed(cls)}-{name}", cls, source, message, convention)


def _dashed(cls: str) -> str:
    """MulLayer as mul-layer."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls).lower()
