"""Escape attempts for the self-test: each must be refused, or end the job in the way named here."""

import platform
from collections.abc import Iterator
from dataclasses import dataclass

from grader.sandbox.outcome import Outcome, Value
from grader.sandbox.syscalls import ARCHITECTURES
from reference.text import Text


@dataclass(frozen=True, slots=True)
class Escape:
    """`attack(*args)` is contained when it returns False, or, if there are any, ends in an `expected` way."""

    name: Text
    source: str
    args: tuple[Value, ...] = ()
    expected: tuple[Outcome, ...] = ()


_REFUSED = """
{imports}
def attack(*args):
    try:
        {body}
    except {errors}:
        return False
    return True
"""
_SYSCALL = """
import ctypes
def attack(number, *args):
    return ctypes.CDLL(None).syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in args]) >= 0
"""
_MACHINE_CODE = """
import ctypes, mmap
def attack():
    # mov eax, 20 (getpid on i386); int 0x80; ret
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes.fromhex("b814000000cd80c3"))
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)() > 0
"""
_DESCRIPTORS = """
import fcntl
def attack():
    found = []
    for descriptor in range(5, 4096):
        try:
            fcntl.fcntl(descriptor, fcntl.F_GETFD)
            found.append(descriptor)
        except OSError:
            pass
    return bool(found)
"""
_FORGED = """
import os, struct
def attack():
    header = b'{"outcome":"returned","value":true,"output":0,"cpu_us":0}'
    payload = struct.pack("<I", len(header)) + header
    os.write(4, struct.pack("<IB16s", len(payload), 4, bytes(16)) + payload)
    return True
"""

_PYTHON = (
    (Text("키 파일 읽기", "read a key file"), "", "open(args[0]).read()"),
    (Text("파일이 있는지 알아내기", "see that a file exists"), "import os", "os.stat(args[0])"),
    (Text("파일 권한 바꾸기", "change a file's mode"), "import os", "os.chmod(args[0], 0o777)"),
    (Text("파일 지우기", "remove a file"), "import os", "os.unlink(args[0])"),
    (Text("루트 디렉터리 목록 보기", "list the root directory"), "import os", "os.listdir('/')"),
    (Text("새 파일 쓰기", "write a new file"), "", "open(args[0] + '.new', 'w')"),
    (Text("자기 메모리 지도 읽기", "read its own memory map"), "", "open('/proc/self/maps').read()"),
    (Text("네트워크 소켓 열기", "open a network socket"), "import socket", "socket.socket(socket.AF_INET)"),
    (Text("로컬 소켓 열기", "open a local socket"), "import socket", "socket.socketpair()"),
    (Text("프로세스 만들기", "fork"), "import os", "os._exit(0) if os.fork() == 0 else None"),
    (Text("프로그램 실행하기", "start a program"), "import os", "os.execv('/bin/sh', ['sh', '-c', 'true'])"),
    (Text("스레드 시작하기", "start a thread"), "import _thread, time", "_thread.start_new_thread(time.sleep, (0,))"),
    (Text("모든 프로세스에 시그널 보내기", "signal every process"), "import os", "os.kill(-1, 0)"),
    (Text("자이고트에 시그널 보내기", "signal the zygote"), "import os", "os.kill(2, 0)"),
    (Text("자신에게 시그널 보내기", "signal itself"), "import os, signal", "os.kill(os.getpid(), signal.SIGUSR1)"),
    (Text("제한 올리기", "raise a limit"), "import resource", "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))"),
    (Text("다른 프로세스 제한하기", "limit another process"), "import resource as r", "r.prlimit(1, r.RLIMIT_CPU)"),
    (Text("root 되기", "become root"), "import os", "os.setuid(0)"),
    (Text("익명 파일 만들기", "make an anonymous file"), "import os", "os.memfd_create('x')"),
    (Text("우선순위 바꾸기", "change its priority"), "import os", "os.nice(5)"),
    (Text("프로세서 고르기", "choose its processors"), "import os", "os.sched_setaffinity(0, {0})"),
)
_CALLS = (
    (Text("다른 프로세스 추적하기", "trace a process"), "ptrace", (16, 1, 0, 0)),
    (Text("다른 프로세스 메모리 읽기", "read another process"), "process_vm_readv", (1, 0, 0, 0, 0, 0)),
    (Text("io_uring 만들기", "set up io_uring"), "io_uring_setup", (1, 0)),
    (Text("커널 키 링 쓰기", "use the kernel's key ring"), "keyctl", (0, -3, 1)),
    (Text("BPF 프로그램 올리기", "load a BPF program"), "bpf", (0, 0, 0)),
    (Text("페이지 폴트 가로채기", "handle page faults"), "userfaultfd", (0,)),
    (Text("새 네임스페이스 만들기", "enter new namespaces"), "unshare", (0x10000000,)),
    (Text("파일 시스템 마운트하기", "mount a file system"), "mount", (0, 0, 0, 0, 0)),
)
_EXHAUSTING = (
    (
        Text("제한보다 많은 메모리 쓰기", "allocate over the limit"),
        "def attack():\n return len(bytearray(10 << 30)) > 0",
        Outcome.MEMORY_LIMIT,
    ),
    (
        Text("제한보다 오래 계산하기", "compute over the limit"),
        "def attack():\n while True: pass",
        Outcome.TIME_LIMIT,
    ),
    (
        Text("출력 쏟아내기", "flood the output"),
        "def attack():\n while True: print('x' * 4096)",
        Outcome.OUTPUT_LIMIT,
    ),
    (Text("하니스 대신 대답하기", "answer in the harness's name"), _FORGED, Outcome.PROTOCOL_VIOLATION),
)


def escapes(canary: str) -> tuple[Escape, ...]:
    """All attempts for this architecture; `canary` is the path of a file that no job may see."""
    return (*_refused(canary), *_killed(), *_exhausting())


def _refused(canary: str) -> Iterator[Escape]:
    for name, imports, body in _PYTHON:
        errors = "(OSError, RuntimeError, ValueError)"
        yield Escape(name, _REFUSED.format(imports=imports, body=body, errors=errors), (canary,))
    yield Escape(Text("덤프 가능하게 되돌리기", "be dumpable again"), _SYSCALL, (_number("prctl"), 4, 1, 0, 0, 0))
    yield Escape(Text("자이고트의 디스크립터 찾기", "find a descriptor of the zygote"), _DESCRIPTORS)


def _killed() -> Iterator[Escape]:
    for name, call, args in _CALLS:
        yield Escape(name, _SYSCALL, (_number(call), *args), (Outcome.VIOLATION,))
    if platform.machine() == "x86_64":
        x32 = 0x40000000 + 39
        yield Escape(Text("x32 호출하기", "make an x32 call"), _SYSCALL, (x32,), (Outcome.VIOLATION,))
        # A kernel without 32-bit emulation faults instead.
        ends = (Outcome.VIOLATION, Outcome.CRASH)
        yield Escape(Text("i386 호출하기", "make an i386 call"), _MACHINE_CODE, (), ends)


def _exhausting() -> Iterator[Escape]:
    for name, source, outcome in _EXHAUSTING:
        yield Escape(name, source, (), (outcome,))


def _number(call: str) -> int:
    return ARCHITECTURES[platform.machine()].numbers[call]
