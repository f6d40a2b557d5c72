"""What a process and everything below it use: CPU time, memory."""

import os
import threading
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def descendants(pid: int) -> list[int]:
    """A process and everything below it."""
    found = [pid]
    try:
        below = [path.read_text(encoding="ascii") for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return found  # it ended meanwhile
    for child in " ".join(below).split():
        found += descendants(int(child))
    return found


def cpu_ms(pid: int) -> float:
    """CPU time of one process and of every child that it has waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1000 * sum(map(int, fields[11:15])) / TICKS


def tree_mb(pid: int) -> float | None:
    """Proportional set sizes of the whole tree, shared pages counted once; None where they may not be read."""
    total = 0
    for process in descendants(pid):
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        except PermissionError:
            return None
        except OSError:
            continue  # it ended meanwhile
        total += next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
    return total / 1024


class Peak(threading.Thread):
    """Watches a tree until `stop`; the most that it has held, in MB.

    A look counts when no process came or went during it: what two processes share would be counted twice else.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self.mb = 0.0

    def run(self) -> None:
        while not self._over.wait(0.005):
            before, held = descendants(self._pid), tree_mb(self._pid)
            if descendants(self._pid) == before:
                self.mb = max(self.mb, held or 0.0)

    def stop(self) -> float:
        """The peak, after the last look."""
        self._over.set()
        self.join()
        return self.mb
