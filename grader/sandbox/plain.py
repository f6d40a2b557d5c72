"""A student's own code on the student's own machine: a plain subprocess with limits and no confinement.

It serves the self-check where no sandbox exists (macOS, Windows). Level `none`: such a report never counts, and the
service never uses it.
"""

import json
import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Self

from grader.sandbox import command
from grader.sandbox.channel import Ended
from grader.sandbox.job import Job
from grader.sandbox.outcome import Level, Limits, SourceFile
from grader.sandbox.sandbox import known_profile
from grader.sandbox.zygote import ZygoteError

CHUNK = 1 << 16
SETTLE_S = 0.005


class PlainRunner:
    """The same interface as `Sandbox`, a fresh interpreter per submission; only for code that its owner runs."""

    level = Level.NONE

    def __init__(self, profile: str = "numpy") -> None:
        self._profile = known_profile(profile)

    def job(self, files: Sequence[SourceFile], limits: Limits = Limits(), seed: int = 0) -> Job:  # noqa: B008 -- frozen
        """A fresh job for one submission; use it as a context manager."""
        return Job(self._start, files, limits, seed, self._profile.imports.shown)

    def close(self) -> None:
        """Nothing outlives a job here."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _start(self, limits: Limits) -> "PlainChannel":
        role = {
            "modules": self._profile.modules,
            "shelf": self._profile.shelf,
            "memory_bytes": limits.memory_mb << 20,
            "cpu_s": int(limits.total_cpu_s + 1),
        }
        return PlainChannel([*command.plain(command.site_paths(self._profile.imports.packages)), json.dumps(role)])


class PlainChannel:
    """A subprocess spoken to over its standard streams; threads read, so that it works on every system."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.replies = bytearray()
        self.output = bytearray()
        self.settled = 0
        self.closed = False
        self._answering_since: float | None = None
        self._arrived: queue.Queue[tuple[bool, bytes]] = queue.Queue(maxsize=64)
        self._outgoing: queue.Queue[bytes | None] = queue.Queue()
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- our own command line
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=command.inherited() | command.ENVIRONMENT,
            )
        except OSError as error:
            raise ZygoteError(str(error)) from error
        self._threads = [
            threading.Thread(target=self._receive, args=(self._process.stdout, True), daemon=True),
            threading.Thread(target=self._receive, args=(self._process.stderr, False), daemon=True),
            threading.Thread(target=self._transmit, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def send(self, data: bytes) -> None:
        self._outgoing.put(data)

    def step(self, timeout_s: float, output_cap: int) -> None:
        self.settled = len(self.output)
        try:
            self._take(*self._arrived.get(timeout=max(0.0, timeout_s)))
            time.sleep(SETTLE_S)  # output and replies come by different threads: let both arrive
            while len(self.output) <= 2 * output_cap:
                self._take(*self._arrived.get_nowait())
        except queue.Empty:
            return

    def cpu_us(self) -> int:
        """Wall time stands in for CPU time, which not every system tells about another process."""
        return 0 if self._answering_since is None else int((time.monotonic() - self._answering_since) * 1e6)

    def end(self, grace_ms: int) -> Ended:
        used = self.cpu_us()
        killed = False
        try:
            status = self._process.wait(grace_ms / 1000)
        except subprocess.TimeoutExpired:
            killed = True
            self._process.kill()
            status = self._process.wait()
        self._release()
        return Ended(-status if status < 0 else status << 8, killed, used)

    def dismiss(self) -> None:
        self.end(0)

    def _take(self, reply: bool, data: bytes) -> None:  # noqa: FBT001 -- which of the two streams
        if not data:
            self.closed = self.closed or reply
        elif reply:
            self._answering_since = self._answering_since or time.monotonic()
            self.replies += data
        else:
            self.output += data

    def _receive(self, stream: IO[bytes], reply: bool) -> None:  # noqa: FBT001 -- which of the two streams
        while data := stream.read1(CHUNK):  # type: ignore[attr-defined]  # a pipe of Popen is a BufferedReader
            self._arrived.put((reply, data))
        self._arrived.put((reply, b""))

    def _transmit(self) -> None:
        stream = self._process.stdin
        while stream is not None and (data := self._outgoing.get()) is not None:
            try:
                stream.write(data)
                stream.flush()
            except (BrokenPipeError, OSError):
                return  # the replies tell that it is gone

    def _release(self) -> None:
        self._outgoing.put(None)
        while any(thread.is_alive() for thread in self._threads):
            try:
                self._arrived.get(timeout=SETTLE_S)  # a reader may wait for room in the queue
            except queue.Empty:
                continue
        for stream in (self._process.stdout, self._process.stderr, self._process.stdin):
            if stream is not None:
                _closed(stream)


def _closed(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        return  # unsent bytes for a process that has ended
