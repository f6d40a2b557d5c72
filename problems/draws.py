"""Random draws that never shift: each is keyed by its own name.

Every number comes from SHA-256 blocks over (seed, attempt, name, counter), so that adding a parameter to a
family leaves the others as they were, and neither NumPy's streams nor PYTHONHASHSEED has a say. Drawn
decimals are strings on a grid: the string shown is the value used.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draws:
    """All draws of one attempt at a fair variant."""

    seed: str
    attempt: int = 0

    def integer(self, name: str, low: int, high: int) -> int:
        """Uniform between low and high, both included."""
        span = high - low + 1
        limit = 2**64 - 2**64 % span
        return low + next(n for n in self._blocks(name) if n < limit) % span

    def choice(self, name: str, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.integer(name, 0, len(options) - 1)]

    def decimal(self, name: str, low: str, high: str, step: str) -> str:
        """A decimal low, low + step, …, high, as a string."""
        bottom, grid = Decimal(low), Decimal(step)
        count = int((Decimal(high) - bottom) / grid)
        return str(bottom + grid * self.integer(name, 0, count))

    def signed(self, name: str, low: str, high: str, step: str) -> str:
        """A decimal whose size is drawn between low and high, of either sign."""
        size = self.decimal(name, low, high, step)
        return size if self.integer(f"{name}/sign", 0, 1) else str(-Decimal(size))

    def _blocks(self, name: str) -> Iterator[int]:
        counter = 0
        while True:
            text = "\x1f".join((self.seed, str(self.attempt), name, str(counter)))
            digest = hashlib.sha256(text.encode()).digest()
            for start in range(0, 32, 8):
                yield int.from_bytes(digest[start : start + 8], "big")
            counter += 1


def derived_seed(secret: bytes, *parts: str) -> str:
    """A seed nobody can compute without the secret: HMAC-SHA256 over course, set, family, student, ordinal."""
    message = "\x1f".join(parts).encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()[:32]
