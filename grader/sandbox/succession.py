"""One zygote after another: a new one when the old has died, served its time or grown; the old one ends with its jobs.

A zygote lives long and its jobs are copies of it, so what it gathers every job pays for. A planned change costs a few
tenths of a second once in thousands of jobs, and no running job notices.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.zygote import Zygote

LOOK_EVERY = 64
PAGE_KB = 4


@dataclass(frozen=True, slots=True)
class Term:
    """When a zygote has served its time: after that many jobs, or grown by that much."""

    jobs: int = 5000
    growth_kb: int = 16 << 10


@dataclass(slots=True)
class _Reign:
    """A zygote, the jobs that it has started, and those of them that still run."""

    zygote: Zygote
    born_kb: int
    started: int = 0
    running: int = 0
    retired: bool = False


class Succession:
    """Hands out the zygote for the next job. Safe to use from several threads."""

    def __init__(self, first: Zygote, start: Callable[[], Zygote], term: Term) -> None:
        self._lock = threading.Lock()
        self._start = start
        self._term = term
        self._reign = _reign(first)
        self._retired: list[_Reign] = []

    @property
    def zygote(self) -> Zygote:
        """The present one, alive or not."""
        return self._reign.zygote

    def enter(self) -> tuple[Zygote, Callable[[], None]]:
        """A living zygote for one job, and what to call when the job has ended. Raises ZygoteError."""
        with self._lock:
            if not self._reign.zygote.alive:
                self._reign.zygote.close()
                self._reign = _reign(self._start())
            elif self._is_due(self._reign):
                self._succeed()
            reign = self._reign
            reign.started += 1
            reign.running += 1
        return reign.zygote, lambda: self._leave(reign)

    def close(self) -> None:
        """End every zygote and every job."""
        with self._lock:
            for reign in (self._reign, *self._retired):
                reign.zygote.close()
            self._retired.clear()

    def _succeed(self) -> None:
        old, self._reign = self._reign, _reign(self._start())
        old.retired = True
        if old.running:
            self._retired.append(old)
        else:
            old.zygote.close()

    def _is_due(self, reign: _Reign) -> bool:
        if reign.started >= self._term.jobs:
            return True
        grown = resident_kb(reign.zygote.pid) - reign.born_kb if reign.started % LOOK_EVERY == 0 else 0
        return grown > self._term.growth_kb

    def _leave(self, reign: _Reign) -> None:
        with self._lock:
            reign.running -= 1
            ended = reign.retired and not reign.running and reign in self._retired
            if ended:
                self._retired.remove(reign)
        if ended:
            reign.zygote.close()


def resident_kb(pid: int) -> int:
    """Resident memory of a process, which the kernel tells everyone; 0 where it does not."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE_KB
    except (OSError, IndexError):
        return 0


def _reign(zygote: Zygote) -> _Reign:
    return _Reign(zygote, resident_kb(zygote.pid))
