"""What a job may do: system calls by name and argument, and the modules that each profile loads beforehand."""

from dataclasses import dataclass

from problems.code.profiles import NUMPY, PLOT, SCIENCE, ImportProfile

ALLOWED = (
    *("read", "write", "close", "lseek", "fstat"),
    *("mmap", "munmap", "mremap", "mprotect", "brk", "madvise"),
    *("exit", "exit_group", "rt_sigprocmask", "rt_sigaction", "rt_sigreturn", "sigaltstack", "restart_syscall"),
    *("getrandom", "getpid", "gettid", "uname", "sched_getaffinity"),
    *("futex", "rseq", "set_robust_list"),  # without rseq, new threads abort on glibc 2.35 and later
    *("setitimer", "clock_nanosleep", "clock_gettime", "gettimeofday"),
)


@dataclass(frozen=True, slots=True)
class Argument:
    """A call is allowed when argument `index` is one of `values`; `wide` where the kernel reads all 64 bits."""

    index: int
    values: tuple[int, ...]
    wide: bool = False


ALLOWED_BY_ARGUMENT: dict[str, tuple[Argument, ...]] = {
    # TCGETS, TIOCGWINSZ, FIOCLEX, FIONCLEX, FIONREAD, FIONBIO
    "ioctl": (Argument(1, (0x5401, 0x5413, 0x5451, 0x5450, 0x541B, 0x5421)),),
    "prlimit64": (Argument(0, (0,)), Argument(2, (0,), wide=True)),  # this process, reading only
    "prctl": (Argument(0, (15, 16, 3)),),  # SET_NAME, GET_NAME, GET_DUMPABLE
    "fcntl": (Argument(1, (0, 1030, 1, 2, 3)),),  # DUPFD, DUPFD_CLOEXEC, GETFD, SETFD, GETFL
}

# Programs probe these and fall back when a kernel does not have them.
NOT_IMPLEMENTED = ("clone3", "openat2", "futex_waitv")

# No student program needs these: they only ever appear in attacks, and end the job.
KILLED = (
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "process_madvise"),
    *("bpf", "userfaultfd", "perf_event_open", "io_uring_setup", "io_uring_enter", "io_uring_register"),
    *("mount", "umount2", "mount_setattr", "move_mount", "open_tree", "open_tree_attr", "pivot_root", "chroot"),
    *("fsopen", "fsconfig", "fsmount", "fspick", "unshare", "setns"),
    *("create_module", "query_module", "init_module", "finit_module", "delete_module"),
    *("kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff"),
    *("keyctl", "add_key", "request_key", "name_to_handle_at", "open_by_handle_at"),
    *("iopl", "ioperm", "modify_ldt", "personality", "memfd_secret"),
)

# Loaded in every zygote: what most submissions import, and what the sandbox itself needs.
_LOADED = (
    *("__future__", "abc", "array", "bisect", "builtins", "cmath", "codecs", "collections", "collections.abc"),
    *("contextlib", "copy", "copyreg", "dataclasses", "datetime", "decimal", "enum", "errno", "fractions"),
    *("functools", "gc", "heapq", "inspect", "io", "itertools", "json", "linecache", "math", "numbers", "operator"),
    *("os", "os.path", "pickle", "pprint", "random", "re", "reprlib", "signal", "statistics", "string", "struct"),
    *("sys", "textwrap", "time", "tokenize", "traceback", "types", "typing", "unicodedata", "warnings", "weakref"),
    *("numpy", "numpy.dtypes", "numpy.exceptions", "numpy.fft", "numpy.lib.stride_tricks", "numpy.linalg"),
    *("numpy.random", "_strptime", "ctypes", "encodings", "stringprep", "threading", "zlib", "contextvars"),
    # Extensions that modules on the shelf need: these can only be loaded while files can be read.
    *("_csv", "_posixsubprocess", "_queue", "_socket", "_uuid", "binascii", "fcntl", "grp", "resource", "select"),
)
# What a student's plots need; `inside/plotting.py` warms it.
_PLOTTING = (
    *("matplotlib", "matplotlib.pyplot", "matplotlib.animation", "matplotlib.backends.backend_agg", "matplotlib.cm"),
    *("matplotlib.colors", "matplotlib.dates", "matplotlib.gridspec", "matplotlib.lines", "matplotlib.patches"),
    *("matplotlib.ticker", "mpl_toolkits.mplot3d", "mpl_toolkits.axes_grid1", "PIL.Image", "PIL.PngImagePlugin"),
    *("PIL.JpegImagePlugin", "contourpy", "dateutil.rrule", "matplotlib.tri"),
)
_PLOTTING_SHELF = ("matplotlib", "mpl_toolkits", "dateutil", "pyparsing", "packaging")

# Their extensions can only be loaded while files can be read, so every public part is.
_SCIENCE = (
    *("scipy", "scipy.cluster", "scipy.constants", "scipy.fft", "scipy.integrate", "scipy.interpolate", "scipy.io"),
    *("scipy.linalg", "scipy.ndimage", "scipy.optimize", "scipy.signal", "scipy.sparse", "scipy.sparse.csgraph"),
    *("scipy.sparse.linalg", "scipy.spatial", "scipy.special", "scipy.stats", "pandas", "dateutil.rrule"),
)
_SCIENCE_SHELF = ("scipy", "pandas", "dateutil")

# Kept as code, loaded by the job that asks for them.
_SHELF = (
    *("argparse", "ast", "asyncio", "base64", "calendar", "colorsys", "concurrent", "configparser", "csv", "difflib"),
    *(
        "dis",
        "doctest",
        "getpass",
        "glob",
        "graphlib",
        "hashlib",
        "html",
        "importlib.resources",
        "ipaddress",
        "keyword",
        "locale",
    ),
    *("logging", "pathlib", "platform", "queue", "sched", "secrets", "shutil", "socket", "subprocess", "tempfile"),
    *("timeit", "token", "unittest", "uuid", "fnmatch", "stat", "selectors", "bdb", "cmd", "pdb", "code"),
    *(
        "codeop",
        "email",
        "fileinput",
        "gettext",
        "importlib",
        "ipaddress",
        "numpy",
        "pstats",
        "profile",
        "encodings",
        "quopri",
        "rlcompleter",
        "stat",
        "sysconfig",
        "trace",
        "urllib",
        "zipfile",
    ),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one zygote allows: `modules` are loaded, those on the `shelf` can be loaded by a job from memory."""

    imports: ImportProfile
    modules: tuple[str, ...]
    shelf: tuple[str, ...]

    @property
    def importable(self) -> tuple[str, ...]:
        """The packages and modules at top level that a submission may import, sorted."""
        tops = {name.partition(".")[0] for name in (*self.modules, *self.shelf)}
        return tuple(sorted(name for name in tops if not name.startswith("_") or name == "__future__"))


_PROFILES = (
    Profile(NUMPY, _LOADED, _SHELF),
    Profile(PLOT, (*_LOADED, *_PLOTTING), (*_SHELF, *_PLOTTING_SHELF)),
    Profile(SCIENCE, (*_LOADED, *_SCIENCE), (*_SHELF, *_SCIENCE_SHELF)),
)
PROFILES = {profile.imports.name: profile for profile in _PROFILES}
