"""The few system calls that Python has no name for, by ctypes; loaded before the filter that forbids most of them."""

import ctypes
import os

PR_SET_PDEATHSIG = 1
PR_GET_DUMPABLE = 3
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4
SECCOMP_MODE_FILTER = 2
CLONE_THREAD = 0x00010000

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long
_fork = ctypes.PyDLL(None, use_errno=True).fork
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITY_VERSION = 0x20080522
_LAST_CAPABILITY = 63


class _SockFprog(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def prctl(option: int, *values: int) -> int:
    """prctl(2); raises OSError."""
    padded = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    return _checked(_LIBC.prctl(ctypes.c_int(option), *padded), "prctl")


def syscall(number: int, *values: object) -> int:
    """syscall(2) with integers or ctypes pointers; raises OSError."""
    passed = [ctypes.c_long(value) if isinstance(value, int) else value for value in values]
    return _checked(_LIBC.syscall(ctypes.c_long(number), *passed), f"syscall {number}")


def single_threaded() -> bool:
    """Whether this process has one thread: unsharing the thread group is a no-op then, and refused otherwise."""
    return bool(_LIBC.unshare(ctypes.c_int(CLONE_THREAD)) == 0)


def fork() -> int:
    """fork(2) without what Python does after one: it reseeds `random` and looks after threads.

    The caller has one thread and seeds by itself; what Python does would touch, and so copy, a hundred pages.
    Raises OSError.
    """
    return _checked(_fork(), "fork")


def trim() -> None:
    """Give free memory inside the heap back to the system, where the C library can."""
    release = getattr(_LIBC, "malloc_trim", None)
    if release is not None:
        release(ctypes.c_size_t(0))


def drop_bounding_set() -> None:
    """Empty the bounding set where that is allowed; without the right to do so there is nothing to bound."""
    for capability in range(_LAST_CAPABILITY + 1):
        if _LIBC.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) != 0:
            break


def drop_capabilities() -> None:
    """Empty every capability set of this process."""
    _LIBC.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    syscall(_CAPSET[os.uname().machine], ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))


class Filter:
    """A seccomp program, kept in memory so that installing it after a fork is one system call."""

    def __init__(self, program: bytes) -> None:
        self._buffer = ctypes.create_string_buffer(program, len(program))
        self._fprog = _SockFprog(len(program) // 8, ctypes.addressof(self._buffer))

    def install(self) -> None:
        """Confine this process for good; needs no_new_privs."""
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(self._fprog))


def _checked(result: int, name: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return int(result)
