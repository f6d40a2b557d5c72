"""The grader's ends of a confined job's three pipes, read and written without ever blocking on the job."""

import os
import select
import sys
from collections.abc import Callable

from grader.sandbox.channel import Ended
from grader.sandbox.zygote import Zygote

if sys.platform != "win32":
    import fcntl

CHUNK = 1 << 18
PIPE_BYTES = 1 << 20


class JobChannel:
    """A job forked by a zygote; `left` is called once, when it has ended or could not start."""

    def __init__(self, zygote: Zygote, memory_bytes: int, cpu_s: int, left: Callable[[], None]) -> None:
        self.replies = bytearray()
        self.output = bytearray()
        self.settled = 0
        self.closed = False
        self._zygote = zygote
        self._left = left
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

    def dismiss(self) -> None:
        try:
            self._zygote.dismiss(self._pid)
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
        self._left()


def _widen(descriptor: int) -> None:
    if sys.platform != "win32":
        try:
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        except PermissionError:
            return  # over the user's quota of pipe memory: 64 KB at a time then
