"""The grader's end of a zygote: starts one, speaks its fixed control messages, and ends with it."""

import base64
import json
import os
import signal
import socket
import struct
import subprocess
import threading
import weakref
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from grader.sandbox.channel import Ended
from grader.sandbox.command import ENVIRONMENT
from grader.sandbox.inside.control import ANSWER, END, FORK, REQUEST, USAGE

START_TIMEOUT_S = 60.0
ANSWER_TIMEOUT_S = 30.0
PATIENCE_S = 1.0

_CREDENTIALS = struct.Struct("=iII")  # pid, uid, gid: struct ucred


class ZygoteError(Exception):
    """A zygote did not start, does not answer, or refused; the message is for operators."""


@dataclass(frozen=True, slots=True)
class ZygoteConfig:
    """What a zygote loads and puts its jobs under; `uid` is set when it must lower itself."""

    modules: tuple[str, ...]
    shelf: tuple[str, ...]
    seccomp: bytes
    landlock: bool
    uid: int | None

    def to_message(self) -> bytes:
        """The first control message."""
        return json.dumps(asdict(self) | {"seccomp": base64.b64encode(self.seccomp).decode()}).encode()


class Keeper(threading.Thread):
    """Starts the process and waits for its end.

    The kernel's parent-death signal follows the thread that started a child, not the process: a thread that lives as
    long as the zygote keeps a caller's short-lived threads from taking it down.
    """

    def __init__(self, command: Sequence[str], descriptor: int) -> None:
        super().__init__(name="sandbox-keeper", daemon=True)
        self._command = list(command)
        self._descriptor = descriptor
        self._launched = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.failure: OSError | None = None

    def run(self) -> None:
        try:
            self.process = subprocess.Popen(  # noqa: S603 -- our own command line
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(self._descriptor,),
                env=ENVIRONMENT,
                cwd="/",
            )
        except OSError as error:
            self.failure = error
        self._launched.set()
        if self.process is not None:
            self.process.wait()

    def begin(self) -> subprocess.Popen[bytes]:
        """Start, and return the running process; raises ZygoteError."""
        self.start()
        self._launched.wait()
        if self.process is None:
            raise ZygoteError(str(self.failure))
        return self.process


class Zygote:
    """One running zygote. `pid` is its own, as this machine numbers it, whatever stands around it; `facts` is what it
    reported when it was ready. Safe to use from several threads.
    """

    def __init__(self, command: Sequence[str], config: ZygoteConfig) -> None:
        self._lock = threading.Lock()
        self._unread = 0  # answers to requests that nobody waited for
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        _close_in_forks(self._control)
        with theirs:
            self._keeper = Keeper([*command, str(theirs.fileno())], theirs.fileno())
            try:
                self._process = self._keeper.begin()
            except ZygoteError:
                self._control.close()
                raise
        self.pid, self.facts = self._ready(config)
        self._control.settimeout(ANSWER_TIMEOUT_S)

    @property
    def alive(self) -> bool:
        """Whether the process still runs and can be spoken to."""
        return self._control.fileno() >= 0 and self._process.poll() is None

    def fork(self, descriptors: Sequence[int], memory_bytes: int, cpu_s: int) -> int:
        """Start a job on the other ends of requests, replies and output; its pid in the zygote's eyes."""
        return self._ask(FORK, 0, (memory_bytes, cpu_s), descriptors)[1]

    def cpu_us(self, pid: int) -> int:
        """CPU time that a job has used."""
        return self._ask(USAGE, pid, (0, 0))[3]

    def end(self, pid: int, grace_ms: int) -> Ended:
        """Reap a job, killing it unless it ends by itself within the grace."""
        _, killed, status, user, system, _ = self._ask(END, pid, (grace_ms, 0))
        return Ended(status, bool(killed), user + system)

    def dismiss(self, pid: int) -> None:
        """Kill and reap a job without waiting for it; nothing else is served before that is done."""
        with self._lock:
            try:
                self._control.send(REQUEST.pack(END, pid, 0, 0))
                self._unread += 1
            except OSError as error:
                self._control.close()
                raise ZygoteError(f"the zygote does not answer: {error}") from error

    def close(self) -> None:
        """End the zygote and every job of it."""
        self._control.close()
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._kill()
        self._keeper.join()
        if self._process.stderr is not None:
            self._process.stderr.close()

    def _ask(
        self, operation: int, pid: int, values: tuple[int, int], descriptors: Sequence[int] = ()
    ) -> tuple[int, int, int, int, int, int]:
        with self._lock:
            try:
                socket.send_fds(self._control, [REQUEST.pack(operation, pid, *values)], list(descriptors))
                while self._unread:
                    self._control.recv(ANSWER.size)
                    self._unread -= 1
                answer = self._control.recv(ANSWER.size)
            except OSError as error:
                self._control.close()  # out of step from here on: this zygote is done
                raise ZygoteError(f"the zygote does not answer: {error}") from error
        if len(answer) != ANSWER.size:
            self._control.close()
            raise ZygoteError("the zygote has ended")
        fields: tuple[int, int, int, int, int, int] = ANSWER.unpack(answer)
        if not fields[0]:
            raise ZygoteError(f"the zygote refused operation {operation}: {os.strerror(fields[1])}")
        return fields

    def _kill(self) -> None:
        """By force, the zygote first: a bubblewrap that root started has no right to take another user's along."""
        try:
            os.kill(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self._process.kill()

    def _ready(self, config: ZygoteConfig) -> tuple[int, dict[str, Any]]:
        self._control.settimeout(START_TIMEOUT_S)
        self._control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        try:
            self._control.send(config.to_message())
            message, ancillary, _, _ = self._control.recvmsg(1 << 16, socket.CMSG_SPACE(_CREDENTIALS.size))
        except OSError as error:
            raise ZygoteError(self._last_words(str(error))) from error
        self._control.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        facts: dict[str, Any] = json.loads(message or b"{}")
        if not facts or "error" in facts:
            raise ZygoteError(self._last_words(str(facts.get("error", "ended before it was ready"))))
        return _sender(ancillary) or self._process.pid, facts

    def _last_words(self, reason: str) -> str:
        self._control.close()
        self._process.kill()
        self._keeper.join()
        with self._process.stderr or open(os.devnull, "rb") as stream:  # noqa: PTH123 -- a pipe, or nothing
            said = stream.read(2000).decode("utf-8", "replace").strip()
        return f"{said.splitlines()[-1]} ({reason})" if said else reason


def _close_in_forks(control: socket.socket) -> None:
    """Keep forks of the grader from holding the zygote's life: it ends when the last copy of this end is closed."""
    held = weakref.ref(control)

    def close() -> None:
        found = held()
        if found is not None:
            found.close()

    os.register_at_fork(after_in_child=close)


def _sender(ancillary: list[tuple[int, int, bytes]]) -> int:
    """The pid that the kernel attached to a message, in our own numbering; 0 where there is none."""
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_CREDENTIALS:
            return int(_CREDENTIALS.unpack(data[: _CREDENTIALS.size])[0])
    return 0
