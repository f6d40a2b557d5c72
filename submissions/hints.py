"""Hints that there may be work. They carry nothing: a lost one costs a few seconds, a spare one an empty look.

On one machine the hint is a byte in a pipe that `serve` opens before it starts web and worker processes. A
distributed engine would be one more class with `send` and `wait`.
"""

import os
import select
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol


class Hints(Protocol):
    """Where an accepted hand-in is made known, and where a worker waits."""

    def send(self) -> None:
        """Say that there may be work; never blocks, never fails."""

    def wait(self, seconds: float) -> None:
        """Return at a hint, or after so many seconds without one."""


@dataclass(frozen=True, slots=True)
class NoHints:
    """A web process whose workers only sweep."""

    def send(self) -> None:
        return

    def wait(self, seconds: float) -> None:
        select.select([], [], [], seconds)


@dataclass(frozen=True, slots=True)
class PipeHints:
    """Hints through an inherited pipe; either end may be missing (-1) where it is not needed."""

    read_end: int
    write_end: int

    def send(self) -> None:
        with suppress(BlockingIOError, BrokenPipeError):  # full: it says so already; broken: nobody waits
            os.write(self.write_end, b"!")

    def wait(self, seconds: float) -> None:
        if select.select([self.read_end], [], [], seconds)[0]:
            with suppress(BlockingIOError):  # another worker was faster
                os.read(self.read_end, 1)


def open_pipe() -> PipeHints:
    """A pipe for this process and those it starts."""
    read_end, write_end = os.pipe()
    os.set_blocking(read_end, False)
    os.set_blocking(write_end, False)
    return PipeHints(read_end, write_end)
