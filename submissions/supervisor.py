"""`nngrader serve`: one process that holds the socket and keeps web and workers alive.

Both run as children and may die at any moment: what was accepted is in the database, and the next child goes
on. The socket stays open meanwhile, so that a browser waits instead of being refused.
"""

import errno
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

import structlog

from reference.text import Text
from submissions.config import Settings, SetupError
from submissions.hints import PipeHints, open_pipe

COULD_NOT_RUN: Final = 3
_ROOT: Final = Path(__file__).parents[1]
_START: Final = (
    f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from submissions.process import main; main(sys.argv[1:])"
)
_LOOK_EVERY_S: Final = 0.1
_STOP_WITHIN_S: Final = 30.0
_LONGEST_PAUSE_S: Final = 10.0


def listen(host: str, port: int) -> socket.socket:
    """The listening socket; raises SetupError when the address is taken, forbidden or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(512)
    except OSError as error:
        listener.close()
        raise SetupError(_address_trouble(error, host, port)) from error
    return listener


def _address_trouble(error: OSError, host: str, port: int) -> Text:
    place = {"host": host, "port": port}
    if error.errno == errno.EADDRINUSE:
        return Text(
            "{port}번 포트는 이미 다른 프로그램이 쓰고 있습니다. NNGRADER_PORT나 --port로 다른 포트를 지정하십시오.",
            "Port {port} is already in use by another program. Choose another with --port or NNGRADER_PORT.",
        ).format(**place)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return Text(
            "{port}번 포트를 열 권한이 없습니다. 1024 이상의 포트를 지정하십시오.",
            "Port {port} may not be opened by this user. Choose one from 1024 up.",
        ).format(**place)
    return Text(
        "주소 {host}:{port}에서 접속을 받을 수 없습니다: {reason}.", "Cannot listen on {host}:{port}: {reason}."
    ).format(reason=error.strerror or error, **place)


@dataclass(slots=True)
class _Slot:
    """One child that should always be there."""

    kind: str
    argument: str
    child: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    start_at: float = 0.0


@dataclass(slots=True)
class Supervisor:
    """Starts the children, replaces the dead, ends with all of them."""

    settings: Settings
    listener: socket.socket
    hints: PipeHints = field(default_factory=open_pipe)
    _stopping: bool = False
    _exit_code: int = 0

    def run(self) -> int:
        """Until TERM or INT; the exit code, 3 when a child could not run at all."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        lifeline, held = os.pipe()
        slots = self._slots()
        try:
            while not self._stopping:
                for slot in slots:
                    self._look(slot, lifeline)
                time.sleep(_LOOK_EVERY_S)
            self._end(slots)
        finally:
            os.close(held)
        return self._exit_code

    def _slots(self) -> list[_Slot]:
        here = f"{socket.gethostname()}/{secrets.token_hex(4)}"
        workers = [_Slot("worker", f"{here}/{number}") for number in range(1, self.settings.workers + 1)]
        return [_Slot("web", str(self.listener.fileno())), *workers]

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _look(self, slot: _Slot, lifeline: int) -> None:
        moment = time.monotonic()
        if slot.child is not None:
            code = slot.child.poll()
            if code is None:
                return
            structlog.get_logger("nngrader.serve").warning("child ended", kind=slot.kind, code=code)
            slot.child = None
            if code == COULD_NOT_RUN:
                self._stopping, self._exit_code = True, COULD_NOT_RUN
                return
            died_at_once = moment - slot.started < 2.0
            slot.pause = min(max(0.5, slot.pause * 2), _LONGEST_PAUSE_S) if died_at_once else 0.0
            slot.start_at = moment + slot.pause
        if moment >= slot.start_at:
            slot.started = moment
            slot.child = self._start(slot, lifeline)

    def _start(self, slot: _Slot, lifeline: int) -> subprocess.Popen[bytes]:
        wake = self.hints.write_end if slot.kind == "web" else self.hints.read_end
        passed = [lifeline, wake, *([int(slot.argument)] if slot.kind == "web" else [])]
        command = [sys.executable, "-P", "-c", _START, slot.kind, str(lifeline), str(wake), slot.argument]
        return subprocess.Popen(command, pass_fds=passed, stdin=subprocess.DEVNULL)  # noqa: S603 - our own code

    def _end(self, slots: Sequence[_Slot]) -> None:
        children = [slot.child for slot in slots if slot.child is not None]
        for child in children:
            child.terminate()
        deadline = time.monotonic() + _STOP_WITHIN_S
        for child in children:
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
