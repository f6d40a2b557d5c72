"""Sandboxes for problems that may import different things: one warm zygote for each profile that is asked for."""

import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from grader.sandbox.sandbox import Sandbox


class Sandboxes:
    """A context manager that starts a sandbox when its profile is first asked for. Safe to use from several threads.

    All of them share one admission, that of this process, and are closed together. `make` is told the profile; it
    raises SandboxUnavailable, and is then asked again the next time.
    """

    def __init__(self, make: Callable[[str], Sandbox] = Sandbox) -> None:
        self._make = make
        self._starting = threading.Lock()
        self._made: dict[str, Sandbox] = {}

    def of(self, profile: str) -> Sandbox:
        """The sandbox of that import profile; raises SandboxUnavailable, saying what is missing."""
        with self._starting:
            if profile not in self._made:
                self._made[profile] = self._make(profile)
            return self._made[profile]

    @property
    def started(self) -> Mapping[str, Sandbox]:
        """The sandboxes that were asked for, by profile."""
        return dict(self._made)

    def end_jobs(self) -> None:
        """End everything that runs, from any thread; what is called next starts anew."""
        for made in self.started.values():
            made.close()

    def close(self) -> None:
        """End every job and every zygote."""
        with self._starting:
            while self._made:
                self._made.popitem()[1].close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
