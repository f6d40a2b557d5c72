"""The seccomp program: a decision tree over system-call numbers, built from the policy for one architecture.

Instructions are classic BPF as in the kernel's `linux/filter.h`; `struct seccomp_data` is
`nr (u32) | arch (u32) | instruction pointer (u64) | args (6 × u64)`, little-endian here.
"""

import errno
import struct
from dataclasses import dataclass

from grader.sandbox import policy
from grader.sandbox.syscalls import Architecture

KILL = 0x80000000
ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EPERM
ABSENT = 0x00050000 | errno.ENOSYS

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NR, _ARCH, _ARGS = 0, 4, 16
_INSTRUCTION = struct.Struct("<HBBI")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One BPF instruction; `yes` and `no` are how many instructions to skip."""

    code: int
    yes: int
    no: int
    k: int


Program = list[Instruction]


def program(architecture: Architecture) -> Program:
    """The filter of a job: anything unnamed is refused with EPERM, another ABI ends the job."""
    tree = _tree(_spans(architecture))
    foreign = [] if architecture.foreign_from is None else _foreign(architecture.foreign_from)
    return [
        Instruction(_LOAD, 0, 0, _ARCH),
        Instruction(_EQUAL, 1, 0, architecture.audit),
        _verdict(KILL),
        Instruction(_LOAD, 0, 0, _NR),
        *foreign,
        *tree,
    ]


def packed(instructions: Program) -> bytes:
    """The program as the kernel takes it."""
    return b"".join(_INSTRUCTION.pack(i.code, i.yes, i.no, i.k) for i in instructions)


def _foreign(start: int) -> Program:
    return [Instruction(_AT_LEAST, 0, 1, start), _verdict(KILL)]


def _spans(architecture: Architecture) -> list[tuple[int, Program]]:
    """Where each stretch of numbers begins, and the instructions that decide about it, in order from 0."""
    decided = {number: block for name, number in architecture.numbers.items() for block in [_decision(name)]}
    spans: list[tuple[int, Program]] = []
    for number in sorted({0, *decided, *(number + 1 for number in decided)}):
        block = decided.get(number, [_verdict(REFUSE)])
        if not spans or spans[-1][1] != block or len(block) > 1:
            spans.append((number, block))
    return spans


def _decision(name: str) -> Program:
    if name in policy.ALLOWED_BY_ARGUMENT:
        return _checked(policy.ALLOWED_BY_ARGUMENT[name])
    if name in policy.ALLOWED:
        return [_verdict(ALLOW)]
    if name in policy.NOT_IMPLEMENTED:
        return [_verdict(ABSENT)]
    if name in policy.KILLED:
        return [_verdict(KILL)]
    raise ValueError(f"the policy says nothing about {name}")


def _checked(arguments: tuple[policy.Argument, ...]) -> Program:
    """Allow when every argument is one of its values: each word test falls through to the next, or refuses."""
    block: Program = []
    for argument in arguments:
        words = (1, 0) if argument.wide else (0,)
        for word in words:
            block += _one_of(_ARGS + 8 * argument.index + 4 * word, argument.values if word == 0 else (0,))
    return [*block, _verdict(ALLOW)]


def _one_of(offset: int, values: tuple[int, ...]) -> Program:
    tests = [Instruction(_EQUAL, len(values) - at, 0, value) for at, value in enumerate(values)]
    return [Instruction(_LOAD, 0, 0, offset), *tests, _verdict(REFUSE)]


def _tree(spans: list[tuple[int, Program]]) -> Program:
    if len(spans) == 1:
        return spans[0][1]
    middle = len(spans) // 2
    low, high = _tree(spans[:middle]), _tree(spans[middle:])
    if len(low) > 255:
        raise ValueError("a jump of the filter does not fit its eight bits")
    return [Instruction(_AT_LEAST, len(low), 0, spans[middle][0]), *low, *high]


def _verdict(action: int) -> Instruction:
    return Instruction(_RETURN, 0, 0, action)
