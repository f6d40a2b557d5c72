"""The command lines that start a zygote at each level: which interpreter, which paths, which bubblewrap."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

INSIDE = Path(__file__).resolve().parent / "inside"
CONTROL_FLAGS = ("-s", "-S", "-P", "-B", "-X", "utf8")

# One uid for zygotes and jobs when the grader is root; unused by distributions, below the 65536 that containers map.
SANDBOX_UID = 64123

# Fixed hashing keeps reports equal byte for byte; one thread per BLAS, or forking would not be safe.
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "HOME": "/",
    "MPLBACKEND": "agg",
    **{
        f"{library}_NUM_THREADS": "1"
        for library in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB_MAXIMUM", "NUMEXPR", "GOTO")
    },
}

# What a plain subprocess keeps of the environment it was started in; Windows needs these to load anything.
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")

_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/nix/store", "/etc/ld.so.cache")


def inherited() -> dict[str, str]:
    """The few variables of our own environment that a plain subprocess gets."""
    return {name: os.environ[name] for name in _KEPT if name in os.environ}


def interpreter() -> str:
    """The real interpreter behind a virtual environment."""
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


def site_paths(packages: Iterable[str]) -> tuple[str, ...]:
    """The directories that hold the packages; raises ModuleNotFoundError naming one that is not installed."""
    found = dict.fromkeys(_directory(package) for package in packages)
    return tuple(found)


def plain(site: Iterable[str]) -> list[str]:
    """The zygote itself, without any wall of file systems around it; its control descriptor comes last."""
    return [interpreter(), *CONTROL_FLAGS, str(INSIDE), *site]


def launched(uid: int | None, command: list[str]) -> list[str]:
    """The command behind `launch.py`, which changes the uid and ties its life to ours."""
    return [
        interpreter(),
        *CONTROL_FLAGS,
        str(INSIDE / "launch.py"),
        "-" if uid is None else str(uid),
        *command,
    ]


def bubblewrap() -> str | None:
    """Where bubblewrap is, if it is installed."""
    return shutil.which("bwrap")


def walled(bwrap: str, uid: int | None, command: list[str], site: Iterable[str]) -> list[str]:
    """The command inside bubblewrap: an empty world with Python and its libraries, read-only.

    When the grader is root the uid changes first, and that user may not be able to reach the interpreter (it can
    stand in root's home). So an outer bubblewrap, still as root, only lays out the same paths where anyone may walk.
    """
    inner = [
        bwrap,
        *("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *_layout(site),
        *("--remount-ro", "/", "--chdir", "/", "--"),
        *command,
    ]
    return launched(None, inner) if uid is None else [*laid_out(bwrap, site), *launched(uid, inner)]


def laid_out(bwrap: str, site: Iterable[str]) -> list[str]:
    """A prefix that shows the command behind it the same paths, each of which every user may walk; needs root."""
    tools = _bound((Path(bwrap),))
    proc = ["--dev-bind", "/proc", "/proc", "--perms", "0755", "--dir", "/tmp"]  # noqa: S108 -- where bubblewrap works
    return [bwrap, "--die-with-parent", *_layout(site), *tools, *proc, "--"]


def _layout(site: Iterable[str]) -> list[str]:
    """Arguments that show the libraries, the interpreter, the packages and `inside`, each at its own path."""
    options: list[str] = []
    for path in map(Path, _LIBRARIES):
        if path.is_symlink():
            options += ["--symlink", str(path.readlink()), str(path)]
        elif path.exists():
            options += _bound((path,))
    executable = Path(interpreter())
    prefix = Path(os.path.realpath(sys.base_prefix))
    wanted = [executable, prefix / "lib", prefix / "lib64", *map(Path, site), INSIDE]
    return options + _bound(path for path in wanted if path.exists() and not path.is_symlink())


def _bound(paths: Iterable[Path]) -> list[str]:
    """Read-only binds; parents are made explicitly, because bubblewrap would make them for the owner only."""
    options: list[str] = []
    for path in paths:
        for parent in reversed(path.parents[:-1]):
            if not parent.is_symlink():
                options += ["--perms", "0755", "--dir", str(parent)]
        options += ["--ro-bind", str(path), str(path)]
    return options


def _directory(package: str) -> str:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is not installed", name=package)
    return os.path.realpath(Path(spec.origin).parent.parent)
