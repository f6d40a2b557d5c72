"""Linux system-call numbers of the calls that the policy names, per architecture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Architecture:
    """One architecture as seccomp sees it; `foreign_from` is where another ABI's numbers begin (x32), if any."""

    machine: str
    audit: int
    numbers: dict[str, int]
    foreign_from: int | None


# name: (x86_64, aarch64); None where the architecture never had the call
_NUMBERS: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "mprotect": (10, 226),
    "brk": (12, 214),
    "madvise": (28, 233),
    "fstat": (5, 80),
    "exit": (60, 93),
    "exit_group": (231, 94),
    "rt_sigprocmask": (14, 135),
    "rt_sigaction": (13, 134),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "getrandom": (318, 278),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "uname": (63, 160),
    "setitimer": (38, 103),
    "clock_nanosleep": (230, 115),
    "clock_gettime": (228, 113),
    "gettimeofday": (96, 169),
    "rseq": (334, 293),
    "set_robust_list": (273, 99),
    "restart_syscall": (219, 128),
    "ioctl": (16, 29),
    "prlimit64": (302, 261),
    "prctl": (157, 167),
    "fcntl": (72, 25),
    "clone3": (435, 435),
    "openat2": (437, 437),
    "futex_waitv": (449, 449),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "mount": (165, 40),
    "umount2": (166, 39),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "open_tree_attr": (467, 467),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "create_module": (174, None),
    "query_module": (178, None),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "personality": (135, 92),
    "memfd_secret": (447, 447),
    "process_madvise": (440, 440),
}

X86_64 = Architecture("x86_64", 0xC000003E, {k: x for k, (x, _) in _NUMBERS.items() if x is not None}, 0x40000000)
AARCH64 = Architecture("aarch64", 0xC00000B7, {k: a for k, (_, a) in _NUMBERS.items() if a is not None}, None)
ARCHITECTURES = {architecture.machine: architecture for architecture in (X86_64, AARCH64)}
