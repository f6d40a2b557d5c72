"""Landlock: a ruleset that handles every right the kernel knows and grants none."""

import ctypes
import errno
import os

from . import kernel

CREATE_RULESET, RESTRICT_SELF = 444, 446  # the same numbers on every architecture
_VERSION_FLAG = 1

# Rights to handle per ABI: file system, network, scopes (abstract sockets and signals).
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_NETWORK_RIGHTS = {4: 0b11}
_SCOPES = {6: 0b11}


class Ruleset:
    """An open ruleset; `restrict` binds the calling process to it for good (needs no_new_privs)."""

    def __init__(self, descriptor: int, abi: int) -> None:
        self.descriptor = descriptor
        self.abi = abi

    def restrict(self) -> None:
        kernel.syscall(RESTRICT_SELF, self.descriptor, 0)


def create() -> Ruleset | None:
    """The strictest ruleset this kernel takes, or None where it has no Landlock.

    Some kernels claim an ABI without all of its fields, so a refusal falls back by one version at a time.
    """
    try:
        abi = kernel.syscall(CREATE_RULESET, None, 0, _VERSION_FLAG)
    except OSError:
        return None
    for version in range(abi, 0, -1):
        descriptor = _created(version)
        if descriptor is not None:
            return Ruleset(descriptor, version)
    return None


def holds(ruleset: Ruleset) -> bool:
    """Whether a child bound to the ruleset is really refused a directory that this process can open."""
    child = os.fork()
    if child == 0:
        os._exit(_tried(ruleset))
    return os.waitpid(child, 0)[1] == 0


def _tried(ruleset: Ruleset) -> int:
    try:
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        os.close(os.open("/", os.O_RDONLY))
        ruleset.restrict()
    except OSError:
        return 2
    try:
        os.close(os.open("/", os.O_RDONLY))
    except PermissionError:
        return 0
    return 1


def _created(version: int) -> int | None:
    fields = [_latest(rights, version) for rights in (_FILE_RIGHTS, _NETWORK_RIGHTS, _SCOPES)]
    while len(fields) > 1 and fields[-1] == 0:
        fields.pop()
    attributes = (ctypes.c_uint64 * len(fields))(*fields)
    try:
        return kernel.syscall(CREATE_RULESET, ctypes.byref(attributes), ctypes.sizeof(attributes), 0)
    except OSError as error:
        if error.errno in {errno.EINVAL, errno.E2BIG}:
            return None
        raise


def _latest(rights: dict[int, int], version: int) -> int:
    known = [since for since in rights if since <= version]
    return rights[max(known)] if known else 0
