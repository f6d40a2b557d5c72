"""The grader's ends of a job's three pipes, read and written without ever blocking on the job."""

import fcntl
import os
import select
from typing import Protocol

from grader.sandbox.zygote import Ended, Zygote

CHUNK = 1 << 18
PIPE_BYTES = 1 << 20


class Channel(Protocol):
    """One running job, as the conversation with it needs it."""

    replies: bytearray  # received and not yet consumed
    output: bytearray
    settled: int  # how many bytes of `output` were written before every reply received so far
    closed: bool  # the job can send no more replies

    def send(self, data: bytes) -> None:
        """Queue bytes for the job."""

    def step(self, timeout_s: float, output_cap: int) -> None:
        """Wait until something moves, then take what there is; at most `output_cap` bytes of output at once."""

    def cpu_us(self) -> int:
        """CPU time used so far."""

    def end(self, grace_ms: int) -> Ended:
        """End the job and release everything; safe to call once."""


class JobChannel:
    """A job forked by a zygote."""

    def __init__(self, zygote: Zygote, memory_bytes: int, cpu_s: int) -> None:
        self.replies = bytearray()
        self.output = bytearray()
        self.settled = 0
        self.closed = False
        self._zygote = zygote
        self._waiting = bytearray()
        requests, self._requests = os.pipe()
        self._replies, replies = os.pipe()
        self._output, output = os.pipe()
        try:
            self._pid = zygote.fork((requests, replies, output), memory_bytes, cpu_s)
        except BaseException:
            self._close()
            raise
        finally:
            for theirs in (requests, replies, output):
                os.close(theirs)
        for ours in (self._requests, self._replies, self._output):
            os.set_blocking(ours, False)
        self._poll = select.poll()
        self._poll.register(self._replies, select.POLLIN)
        self._poll.register(self._output, select.POLLIN)

    def send(self, data: bytes) -> None:
        if len(data) > PIPE_BYTES // 16:
            _widen(self._requests)
        if data and not self._waiting:
            self._poll.register(self._requests, select.POLLOUT)
        self._waiting += data
        self._write()

    def step(self, timeout_s: float, output_cap: int) -> None:
        ready = {descriptor for descriptor, _ in self._poll.poll(max(0.0, timeout_s) * 1000)}
        if self._requests in ready:
            self._write()
        self.settled = len(self.output)
        self.closed = not self._read(self._replies, self.replies, CHUNK)
        if not self._read(self._output, self.output, output_cap) and self._output in ready:
            self._poll.unregister(self._output)

    def cpu_us(self) -> int:
        return self._zygote.cpu_us(self._pid)

    def end(self, grace_ms: int) -> Ended:
        try:
            return self._zygote.end(self._pid, grace_ms)
        finally:
            self._close()

    def _write(self) -> None:
        try:
            while self._waiting:
                del self._waiting[: os.write(self._requests, self._waiting)]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self._waiting.clear()  # the job has closed its end or is gone; the replies tell
        self._poll.unregister(self._requests)

    def _read(self, descriptor: int, into: bytearray, cap: int) -> bool:
        """Take what is there; False at the end of the stream."""
        taken = 0
        while taken < cap:
            try:
                piece = os.read(descriptor, CHUNK)
            except BlockingIOError:
                return True
            if not piece:
                return False
            into += piece
            taken += len(piece)
        return True

    def _close(self) -> None:
        for descriptor in (self._requests, self._replies, self._output):
            os.close(descriptor)


def _widen(descriptor: int) -> None:
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    except PermissionError:
        return  # over the user's quota of pipe memory: 64 KB at a time then
