"""How many jobs a host may run at once: by its cores, and by the memory that is really free.

Every job is let in with all that it may take, so that no job ever dies of its neighbours. What does not fit waits; what
could never fit is refused with a sentence.
"""

import functools
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.outcome import SandboxUnavailable
from grader.sandbox.zygote import ZygoteError
from reference.text import Text

JOBS_PER_CORE = 4  # a job mostly waits: for the grader's comparisons, asleep, or for its turn
FALLBACK_BYTES = 1 << 30  # where the system does not tell
KEPT_FREE_BYTES = 64 << 20  # for grader and zygote
OVERHEAD_BYTES = 16 << 20  # what a job takes before the first line of its student
WAIT_S = 60.0
LOOK_AGAIN_S = 0.1
CGROUP = Path("/sys/fs/cgroup")

_TOO_LARGE = Text(
    "이 컴퓨터에는 제출물 하나에 허용된 메모리({wanted} MB)만큼 쓸 수 있는 메모리가 없습니다(전체 {whole} MB). "
    "메모리 제한을 낮추거나 메모리를 늘리십시오.",
    "A submission may use {wanted} MB of memory, more than this machine can give ({whole} MB): "
    "lower the limit or add memory.",
)


@dataclass(frozen=True, slots=True)
class Host:
    """What the machine, or the container that we are in, has: cores to use, bytes in all, and bytes free by now."""

    cores: float
    whole: int
    free: Callable[[], int]


class Admission:
    """Counts the running jobs of this process. Safe to use from several threads; a fork begins with none."""

    def __init__(self, host: Host, wait_s: float = WAIT_S) -> None:
        self._host = host
        self._wait_s = wait_s
        self.most = max(4, int(JOBS_PER_CORE * host.cores))
        self._free, self._looked = 0, -LOOK_AGAIN_S
        self.forget()

    @property
    def running(self) -> int:
        """Jobs that were let in and have not left."""
        return self._running

    def require(self, memory_bytes: int) -> None:
        """Raise SandboxUnavailable for a job that could not run here even alone."""
        wanted = memory_bytes + OVERHEAD_BYTES
        whole = self._host.whole - KEPT_FREE_BYTES
        if wanted > whole:
            raise SandboxUnavailable(_TOO_LARGE.format(wanted=wanted >> 20, whole=max(0, whole) >> 20))

    def enter(self, memory_bytes: int) -> Callable[[], None]:
        """Wait until there is room; the function that is returned gives it back, once. Raises ZygoteError."""
        wanted = memory_bytes + OVERHEAD_BYTES
        deadline = time.monotonic() + self._wait_s
        with self._left:
            while not self._fits(wanted):
                if not self._left.wait(min(LOOK_AGAIN_S, deadline - time.monotonic())) and deadline < time.monotonic():
                    raise ZygoteError(
                        f"no room for another job within {self._wait_s:g} s ({self._running} are running)"
                    )
            self._running += 1
            self._promised += wanted
        return self._leaver(wanted)

    def _fits(self, wanted: int) -> bool:
        return self._running < self.most and wanted + self._promised <= self._room()

    def _room(self) -> int:
        """What running jobs have taken is free no longer, and promised besides: the mistake is on the safe side."""
        now = time.monotonic()
        if now - self._looked > LOOK_AGAIN_S or self._looked < 0:
            self._free, self._looked = self._host.free() - KEPT_FREE_BYTES, now
        return self._free

    def _leaver(self, wanted: int) -> Callable[[], None]:
        generation, gone = self._generation, threading.Event()

        def leave() -> None:
            with self._left:
                if not gone.is_set() and generation is self._generation:
                    self._running -= 1
                    self._promised -= wanted
                    self._left.notify_all()
                gone.set()

        return leave

    def forget(self) -> None:
        """Count from none again: a fork of this process has no jobs of its own yet."""
        self._left = threading.Condition()
        self._running = 0
        self._promised = 0
        self._looked = -LOOK_AGAIN_S
        self._generation = object()


def host() -> Host:
    """This machine as far as this process may use it."""
    cores = float(len(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else float(os.cpu_count() or 1)
    quota, _, period = _text(CGROUP / "cpu.max").partition(" ")
    if quota.isdecimal() and period.strip().isdecimal():
        cores = min(cores, int(quota) / int(period))
    whole = min(_meminfo("MemTotal"), _limit())
    return Host(cores, whole, _free)


def _free() -> int:
    used = _text(CGROUP / "memory.current") or _text(CGROUP / "memory/memory.usage_in_bytes")
    inactive = _inactive_file() if used.isdecimal() else 0
    ours = _limit() - (int(used) - inactive if used.isdecimal() else 0)
    return min(_meminfo("MemAvailable"), ours)


def _limit() -> int:
    """The container's bound on memory, in either version of control groups; as good as none where there is none."""
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        text = _text(CGROUP / name)
        if text.isdecimal():
            return int(text)
    return 1 << 62


def _inactive_file() -> int:
    """Page cache that the kernel gives back before it runs out."""
    stat = _text(CGROUP / "memory.stat") or _text(CGROUP / "memory/memory.stat")
    found = [
        line.split()[1] for line in stat.splitlines() if line.startswith(("inactive_file ", "total_inactive_file "))
    ]
    return int(found[-1]) if found else 0


def _meminfo(name: str) -> int:
    for line in _text(Path("/proc/meminfo")).splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) << 10
    return FALLBACK_BYTES


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""


@functools.cache
def here() -> Admission:
    """The one count of this process."""
    made = Admission(host())
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=made.forget)
    return made
