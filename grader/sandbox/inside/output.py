"""A job's `sys.stdout` and `sys.stderr`: straight to the pipe, counting bytes so that each call's share is known."""

import io
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class CountedPipe(io.RawIOBase):
    """Writes to one descriptor and counts what went through."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.count = 0

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: "ReadableBuffer") -> int:
        written = os.write(self._descriptor, data)
        self.count += written
        return written


class Output:
    """The two text streams of a job, in the order in which they were written."""

    def __init__(self, descriptor: int) -> None:
        self._pipe = CountedPipe(descriptor)
        buffer = io.BufferedWriter(self._pipe)
        self._stdout = io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace")
        self._stderr = io.TextIOWrapper(buffer, encoding="utf-8", errors="backslashreplace", line_buffering=True)

    def attach(self) -> None:
        """Make these the streams that `print` and warnings use, whatever a student put there."""
        sys.stdout = sys.__stdout__ = self._stdout  # type: ignore[misc]  # a job has no other streams
        sys.stderr = sys.__stderr__ = self._stderr  # type: ignore[misc]

    def flushed(self) -> int:
        """Send what is buffered; the number of bytes written since the start."""
        self._stdout.flush()
        self._stderr.flush()
        return self._pipe.count
