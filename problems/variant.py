"""A Variant: one family's drawn numbers, frozen. It is graded from its stored givens, never drawn again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Givens = Mapping[str, Any]
"""Names to JSON values. Numbers are ints or decimal strings: the string shown IS the value used."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Family, version, seed and givens of one student's problem."""

    family: str
    version: str
    seed: str
    givens: Givens

    def to_json(self) -> dict[str, Any]:
        return {"family": self.family, "version": self.version, "seed": self.seed, "givens": dict(self.givens)}


def from_json(data: Mapping[str, Any]) -> Variant:
    """Read a stored variant back."""
    return Variant(data["family"], data["version"], data["seed"], data["givens"])
