"""From a fresh fork to a confined job, in the one order that leaves no gap."""

import _signal  # type: ignore[import-not-found]  # the module `signal` turns every number into an enum first
import os
import resource
from dataclasses import dataclass

from . import kernel, landlock

REQUESTS, REPLIES, OUTPUT = 3, 4, 5
MAX_DESCRIPTORS = 32
STACK_BYTES = 8 << 20


@dataclass(frozen=True, slots=True)
class Confinement:
    """What every job of a zygote is put under; `ruleset` and `filter` are None only where the level lacks them."""

    ruleset: landlock.Ruleset | None
    filter: kernel.Filter | None
    zygote: int
    base_bytes: int


def confine(confinement: Confinement, memory_bytes: int, cpu_s: int) -> None:
    """Confine this freshly forked process, whose three pipe ends are in their places. Raises OSError.

    Limits that never differ the zygote has set for all of its forks.
    """
    kernel.prctl(kernel.PR_SET_PDEATHSIG, _signal.SIGKILL)
    if os.getppid() != confinement.zygote:
        os._exit(1)  # the zygote died before the death signal was armed
    os.setsid()
    os.dup2(OUTPUT, 1)
    os.dup2(OUTPUT, 2)
    _reset_signals()
    _limit(confinement.base_bytes + memory_bytes, cpu_s)
    os.umask(0o777)
    os.chdir("/")
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if confinement.ruleset is not None:
        confinement.ruleset.restrict()
    os.closerange(OUTPUT, MAX_DESCRIPTORS * 2)
    if confinement.filter is not None:
        confinement.filter.install()


def _reset_signals() -> None:
    _signal.set_wakeup_fd(-1)
    _signal.signal(_signal.SIGPIPE, _signal.SIG_DFL)
    _signal.pthread_sigmask(_signal.SIG_SETMASK, ())


def limit_for_all() -> None:
    """Limits that zygote and jobs share: set once, every fork inherits them, and nobody can raise them again."""
    for name, value in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_STACK, STACK_BYTES),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_RTPRIO, 0),
        (resource.RLIMIT_NICE, 0),
    ):
        _lower(name, value, value)


def _limit(address_space: int, cpu_s: int) -> None:
    """What differs between jobs, or would hinder the zygote."""
    _lower(resource.RLIMIT_AS, address_space, address_space)
    _lower(resource.RLIMIT_CPU, cpu_s, cpu_s + 1)
    resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_DESCRIPTORS, MAX_DESCRIPTORS))  # the zygote's is twice that
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _lower(name: int, soft: int, hard: int) -> None:
    ceiling = resource.getrlimit(name)[1]
    bounded = hard if ceiling == resource.RLIM_INFINITY else min(hard, ceiling)
    resource.setrlimit(name, (min(soft, bounded), bounded))
