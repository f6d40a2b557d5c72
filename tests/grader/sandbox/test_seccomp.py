"""The filter, run in a simulator over every system-call number: exactly the policy, on both architectures."""

import ctypes
import ctypes.util
import struct

import pytest

from grader.sandbox import policy
from grader.sandbox.seccomp import ABSENT, ALLOW, KILL, REFUSE, Program, packed, program
from grader.sandbox.syscalls import AARCH64, ARCHITECTURES, X86_64, Architecture

BOTH = pytest.mark.parametrize("architecture", ARCHITECTURES.values(), ids=lambda a: a.machine)
HIGHEST = 1024  # twice what any kernel has


def run(instructions: Program, audit: int, number: int, args: tuple[int, ...] = ()) -> int:
    """The verdict of the filter, by the rules of classic BPF."""
    words = [argument & ((1 << 64) - 1) for argument in (*args, 0, 0, 0, 0, 0, 0)[:6]]
    data = struct.pack("<IIQ6Q", number & 0xFFFFFFFF, audit, 0, *words)
    accumulator, at = 0, 0
    while True:
        step = instructions[at]
        at += 1
        if step.code == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, step.k)
        elif step.code == 0x15:
            at += step.yes if accumulator == step.k else step.no
        elif step.code == 0x35:
            at += step.yes if accumulator >= step.k else step.no
        else:
            assert step.code == 0x06
            return step.k


def expected(name: str | None) -> int:
    if name in policy.ALLOWED:
        return ALLOW
    if name in policy.NOT_IMPLEMENTED:
        return ABSENT
    return KILL if name in policy.KILLED else REFUSE


@BOTH
def test_every_number_gets_the_verdict_of_the_policy(architecture: Architecture) -> None:
    names = {number: name for name, number in architecture.numbers.items()}
    filtered = program(architecture)
    for number in range(HIGHEST):
        if names.get(number) not in policy.ALLOWED_BY_ARGUMENT:
            assert run(filtered, architecture.audit, number) == expected(names.get(number)), number


@BOTH
def test_every_other_architecture_is_killed(architecture: Architecture) -> None:
    filtered = program(architecture)
    for audit in (0x40000003, 0xC000003E, 0xC00000B7, 0x40000028, 0, 0xFFFFFFFF):
        if audit != architecture.audit:
            assert {run(filtered, audit, number) for number in range(HIGHEST)} == {KILL}


def test_x32_is_killed_from_its_first_number_to_the_last() -> None:
    filtered = program(X86_64)
    for number in (0x40000000, 0x40000001, 0x40000000 + 39, 0x40000200, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF):
        assert run(filtered, X86_64.audit, number) == KILL
    assert run(program(AARCH64), AARCH64.audit, 0x40000000) == REFUSE


@BOTH
@pytest.mark.parametrize(
    ("name", "args", "verdict"),
    [
        ("ioctl", (1, 0x5401), ALLOW),
        ("ioctl", (1, 0x5412), REFUSE),  # TIOCSTI: typing into the terminal
        ("ioctl", (1, 0x5401 | 1 << 32), ALLOW),  # the kernel reads 32 bits
        ("prlimit64", (0, 7, 0, 0x1000), ALLOW),
        ("prlimit64", (0, 7, 0x1000, 0), REFUSE),
        ("prlimit64", (0, 7, 1 << 32, 0), REFUSE),  # a pointer above 4 GB is a pointer too
        ("prlimit64", (1, 7, 0, 0), REFUSE),
        ("prctl", (15,), ALLOW),
        ("prctl", (3,), ALLOW),
        ("prctl", (4, 1), REFUSE),  # SET_DUMPABLE
        ("prctl", (22, 2), REFUSE),  # SET_SECCOMP
        ("prctl", (1, 0), REFUSE),  # SET_PDEATHSIG
        ("fcntl", (3, 0), ALLOW),
        ("fcntl", (3, 1030), ALLOW),
        ("fcntl", (3, 4), REFUSE),  # SETFL
        ("fcntl", (3, 1031), REFUSE),  # SETPIPE_SZ
        ("fcntl", (3, 8), REFUSE),  # SETOWN
    ],
)
def test_arguments_decide(architecture: Architecture, name: str, args: tuple[int, ...], verdict: int) -> None:
    assert run(program(architecture), architecture.audit, architecture.numbers[name], args) == verdict


@BOTH
def test_only_listed_argument_values_pass(architecture: Architecture) -> None:
    filtered = program(architecture)
    for name, index in (("ioctl", 1), ("prctl", 0), ("fcntl", 1)):
        (argument,) = policy.ALLOWED_BY_ARGUMENT[name]
        passed = {
            value
            for value in range(0x6000)
            if run(filtered, architecture.audit, architecture.numbers[name], (0,) * index + (value,)) == ALLOW
        }
        assert passed == set(argument.values)


@BOTH
def test_the_program_fits_the_kernels_limit_and_ends(architecture: Architecture) -> None:
    filtered = program(architecture)
    assert len(filtered) <= 4096
    assert len(packed(filtered)) == 8 * len(filtered)
    for at, step in enumerate(filtered):
        assert step.code == 0x06 or at + 1 + max(step.yes, step.no) < len(filtered)


def test_each_name_is_decided_once() -> None:
    lists = (policy.ALLOWED, tuple(policy.ALLOWED_BY_ARGUMENT), policy.NOT_IMPLEMENTED, policy.KILLED)
    named = [name for names in lists for name in names]
    assert len(named) == len(set(named))
    assert set(named) == set(X86_64.numbers)
    assert set(AARCH64.numbers) < set(X86_64.numbers)


def test_a_planted_fault_is_seen() -> None:
    """The simulator notices one wrong verdict: it would not pass any program."""
    broken = program(X86_64)
    where = next(at for at, step in enumerate(broken) if step.code == 0x06 and step.k == REFUSE)
    broken[where] = type(broken[where])(0x06, 0, 0, ALLOW)
    names = {number: name for name, number in X86_64.numbers.items()}
    wrong = [
        number
        for number in range(HIGHEST)
        if names.get(number) not in policy.ALLOWED_BY_ARGUMENT
        and run(broken, X86_64.audit, number) != expected(names.get(number))
    ]
    assert wrong


@BOTH
def test_numbers_agree_with_libseccomp(architecture: Architecture) -> None:
    """An independent table, where it is installed."""
    path = ctypes.util.find_library("seccomp")
    if path is None:
        pytest.skip("libseccomp is not installed")
    resolve = ctypes.CDLL(path).seccomp_syscall_resolve_name_arch
    resolve.argtypes = [ctypes.c_uint32, ctypes.c_char_p]
    known = {name: resolve(architecture.audit, name.encode()) for name in X86_64.numbers}
    for name, number in known.items():
        if number != -1:  # -1: newer than the library
            assert architecture.numbers.get(name) == (number if number >= 0 else None), name
