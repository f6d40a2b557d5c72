"""Fills a zygote before the first fork: modules imported, caches warmed, one thread, memory settled."""

import gc
import importlib
import mmap
import random
import sys
from collections.abc import Sequence
from importlib.machinery import BuiltinImporter, FrozenImporter, PathFinder

import numpy as np

from .shelf import Shelf

if sys.platform != "win32":
    import resource

SEED = 0
PAGE = 4096
STEP = 1 << 20
HIGHEST = 1 << 47


def load(modules: Sequence[str], shelf: Sequence[str]) -> None:
    """Import the modules, keep the code of those on the shelf, warm caches, and read no file from then on."""
    if "matplotlib.pyplot" in modules:
        # Not at the top: what it imports would make every job of the other profiles dearer.
        importlib.import_module(f"{__package__}.plotting").load()
    sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type]  # OpenSSL: large, and Python has the hashes itself
    for name in modules:
        importlib.import_module(name)
    _warm()
    _close_files(shelf)


def settle() -> None:
    """Collect what is left over, and keep the collector from ever visiting the rest again."""
    gc.collect()
    gc.freeze()


def address_space() -> int:
    """Bytes of address space in use, found by asking for one more page under a falling limit (needs no /proc)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    low, high = 0, HIGHEST if hard == resource.RLIM_INFINITY else hard
    try:
        while high - low > STEP:
            middle = (low + high) // 2
            resource.setrlimit(resource.RLIMIT_AS, (middle, hard))
            low, high = (low, middle) if _page_fits() else (middle, high)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    return high


def _close_files(names: Sequence[str]) -> None:
    """From here on only what is loaded, built in or on the shelf can be imported."""
    shelf = Shelf()
    shelf.fill([*names, *_build_settings()])
    sys.meta_path[:] = [BuiltinImporter, FrozenImporter, shelf]
    sys.path.clear()
    sys.path_hooks.clear()
    sys.path_importer_cache.clear()


def _build_settings() -> list[str]:
    """The modules that `sysconfig` reads the build's settings from, named after the platform; not all have one.

    Debian's Python leaves the system's name out.
    """
    if sys.platform == "win32":
        return []
    flags, machine = getattr(sys, "abiflags", ""), getattr(sys.implementation, "_multiarch", "")
    names = [f"_sysconfigdata_{flags}_{sys.platform}_{machine}", f"_sysconfigdata_{flags}_{machine}"]
    return [name for name in names if PathFinder.find_spec(name)]


def _page_fits() -> bool:
    try:
        mmap.mmap(-1, PAGE).close()
    except (OSError, MemoryError):
        return False
    return True


def _warm() -> None:
    generator = np.random.default_rng(0)
    square = generator.normal(size=(8, 8))
    np.linalg.solve(square, square @ square)
    np.fft.fft(square)
    random.seed(SEED)
    np.random.seed(SEED)  # noqa: NPY002 -- students use the legacy functions
    str(square)
    importlib.import_module("datetime").datetime.strptime("2000-01-01", "%Y-%m-%d")
    for encoding in ("ascii", "latin-1", "utf-16", "utf-32", "utf-8-sig", "cp949", "euc-kr", "idna", "unicode_escape"):
        "a".encode(encoding).decode(encoding)
