"""The zygote: preloads, then forks one confined job per request. No student's byte ever passes through it.

Control messages are fixed structs over one SEQPACKET socket, one answer per request; a closed socket ends it.
"""

import base64
import errno
import json
import os
import resource
import select
import signal
import socket
import time
from dataclasses import dataclass
from typing import Any

from . import confine, kernel, landlock, preload
from .control import ANSWER, FORK, REQUEST, USAGE
from .harness import Harness
from .output import Output
from .packing import pack
from .rehearsal import rehearse

CONTROL, RULESET = 10, 11
MAX_DESCRIPTORS = 64
JOB_DESCRIPTORS = [confine.REQUESTS, confine.REPLIES, confine.OUTPUT]
PATIENCE_S = 0.001

ALL_DESCRIPTORS = frozenset(range(MAX_DESCRIPTORS))
_POLL = select.poll()
for _descriptor in ALL_DESCRIPTORS:
    _POLL.register(_descriptor, 0)


@dataclass(frozen=True, slots=True)
class Zygote:
    """A preloaded process that answers on its control socket."""

    control: socket.socket
    confinement: confine.Confinement
    known: frozenset[int]
    output: Output

    def serve(self) -> None:
        """Answer requests until the grader is gone."""
        while True:
            message, descriptors, _, _ = socket.recv_fds(self.control, REQUEST.size, 3)
            if not message:
                return
            self.control.send(self._answer(REQUEST.unpack(message), descriptors))

    def _answer(self, request: tuple[int, int, int, int], descriptors: list[int]) -> bytes:
        operation, pid, first, second = request
        try:
            if operation == FORK:
                return self._fork(descriptors, first, second)
            return _usage(pid) if operation == USAGE else _end(pid, first)
        except OSError as error:
            return ANSWER.pack(0, error.errno or 0, 0, 0, 0, 0)

    def _fork(self, descriptors: list[int], memory_bytes: int, cpu_s: int) -> bytes:
        try:
            self._check(descriptors)
            pid = kernel.fork()
            if pid == 0:
                self._become_job(memory_bytes, cpu_s)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)
        return ANSWER.pack(1, pid, 0, 0, 0, 0)

    def _check(self, descriptors: list[int]) -> None:
        """A fork is refused unless it would copy exactly what it should."""
        if descriptors != JOB_DESCRIPTORS:
            raise OSError(errno.EBADF, "unexpected descriptors")
        if open_descriptors() != self.known | set(descriptors):
            raise OSError(errno.EMFILE, "descriptors left open")
        if not kernel.single_threaded() or kernel.prctl(kernel.PR_GET_DUMPABLE) != 0:
            raise OSError(errno.EPERM, "not alone or dumpable")

    def _become_job(self, memory_bytes: int, cpu_s: int) -> None:
        try:
            confine.confine(self.confinement, memory_bytes, cpu_s)
            Harness(confine.REQUESTS, confine.REPLIES, self.output).serve(time.process_time_ns() // 1000)
        finally:
            os._exit(0)


def run(control_descriptor: int) -> None:
    """Take the configuration from the socket, preload, report readiness, serve."""
    os.dup2(control_descriptor, CONTROL, inheritable=False)
    os.closerange(3, CONTROL)
    os.closerange(CONTROL + 1, 1 << 16)
    with socket.socket(fileno=CONTROL) as control:
        config = json.loads(control.recv(1 << 17))
        try:
            zygote, facts = _prepared(control, config)
        except Exception as error:  # noqa: BLE001 -- the grader is told, and this process ends
            control.send(json.dumps({"error": f"{type(error).__name__}: {error}"[:2000]}).encode())
            return
        control.send(json.dumps(facts).encode())
        zygote.serve()


def open_descriptors() -> frozenset[int]:
    """Which of the descriptors this process may have are open: one system call tells of all of them."""
    return ALL_DESCRIPTORS - {descriptor for descriptor, events in _POLL.poll(0) if events & select.POLLNVAL}


def _prepared(control: socket.socket, config: dict[str, Any]) -> tuple[Zygote, dict[str, Any]]:
    preload.load(config["modules"], config["shelf"])
    output = Output(1)
    kernel.trim()
    pack()
    rehearse(output)
    preload.settle()
    _lower_privileges(config["uid"])
    ruleset = _ruleset() if config["landlock"] else None
    confinement = confine.Confinement(
        ruleset,
        kernel.Filter(base64.b64decode(config["seccomp"])),
        os.getpid(),
        preload.address_space(),
    )
    known = frozenset({0, 1, 2, CONTROL} | ({RULESET} if ruleset else set()))
    facts = {
        "landlock": ruleset.abi if ruleset else 0,
        "uid": os.getuid(),
        "base_mb": confinement.base_bytes >> 20,
    }
    return Zygote(control, confinement, known, output), facts


def _lower_privileges(uid: int | None) -> None:
    parent = os.getppid()
    if uid is not None:
        kernel.drop_bounding_set()
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)  # a change of uid cleared what the launcher had set
    if os.getppid() != parent:
        raise OSError(errno.ESRCH, "the parent is gone")
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_DESCRIPTORS, MAX_DESCRIPTORS))
    confine.limit_for_all()


def _ruleset() -> landlock.Ruleset | None:
    ruleset = landlock.create()
    if ruleset is None or not landlock.holds(ruleset):
        return None
    os.dup2(ruleset.descriptor, RULESET, inheritable=False)
    os.close(ruleset.descriptor)
    return landlock.Ruleset(RULESET, ruleset.abi)


def _usage(pid: int) -> bytes:
    clock = ((~pid) << 3) | 2  # CPU time of a whole process, from the kernel's encoding of clock ids
    return ANSWER.pack(1, pid, 0, time.clock_gettime_ns(clock) // 1000, 0, 0)


def _end(pid: int, grace_ms: int) -> bytes:
    """Reap a job: at once, or after letting one that is already going end by itself."""
    deadline = time.monotonic() + grace_ms / 1000
    reaped, status, usage = os.wait4(pid, os.WNOHANG)
    while not reaped and time.monotonic() < deadline:
        time.sleep(PATIENCE_S)
        reaped, status, usage = os.wait4(pid, os.WNOHANG)
    if not reaped:
        os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
    user, system = int(usage.ru_utime * 1e6), int(usage.ru_stime * 1e6)
    return ANSWER.pack(1, 0 if reaped else 1, status, user, system, usage.ru_maxrss)
