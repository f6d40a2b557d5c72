"""A seed keeps its numbers: what was printed on paper must be drawn again after an update.

When a family's draw changes on purpose, its version changes too, and its line in `golden_givens.json` with it
(`python -m tests.problems.test_golden`).
"""

import hashlib
import json
from pathlib import Path

import pytest

from problems.catalog import FAMILIES
from problems.question import variant_of

STORED = Path(__file__).parent.parent / "data" / "golden_givens.json"


def digest(name: str) -> str:
    """SHA-256 over the givens of 50 seeds."""
    givens = [dict(variant_of(FAMILIES[name], f"golden {seed}").givens) for seed in range(50)]
    return hashlib.sha256(json.dumps(givens, sort_keys=True).encode()).hexdigest()


def current() -> dict[str, dict[str, str]]:
    """Every family's version and digest."""
    return {name: {"version": family.version, "sha256": digest(name)} for name, family in FAMILIES.items()}


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_seeds_keep_their_numbers(name) -> None:
    """Fifty seeds draw what they drew when this version was made."""
    stored = json.loads(STORED.read_text(encoding="utf-8"))

    assert stored[name] == {"version": FAMILIES[name].version, "sha256": digest(name)}


if __name__ == "__main__":
    STORED.write_text(json.dumps(current(), indent=1) + "\n", encoding="utf-8")
