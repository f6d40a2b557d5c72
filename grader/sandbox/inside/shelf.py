"""Modules kept as compressed code instead of loaded: a job that imports one runs it from memory, others pay nothing.

Every loaded module makes every fork dearer, and a job can open no file. What is wanted now and then (`asyncio`,
`numpy.testing`, `argparse`) therefore waits here.
"""

import importlib.util
import marshal
import os
import pkgutil
import struct
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

_WORD = 0xFFFFFFFF
_NOT_FOR_STUDENTS = ("tests", "test", "__main__", "conftest", "distutils", "f2py")  # the last two build extensions


@dataclass(frozen=True, slots=True)
class _Kept:
    """The code of one module, marshalled and compressed; where it came from; whether it is a package."""

    code: bytes
    origin: str
    package: bool


class Shelf:
    """A finder and loader of modules kept in memory; `fill` while files can be read, use it afterwards."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def fill(self, names: Sequence[str]) -> None:
        """Keep each module that is not loaded, and every submodule of a package; raises ModuleNotFoundError."""
        for name in names:
            package = sys.modules.get(name.rpartition(".")[0])
            self._keep(name, getattr(package, "__path__", None))

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        kept = self._kept.get(name)
        if kept is None:
            return None
        spec = ModuleSpec(name, self, origin=kept.origin, is_package=kept.package)  # type: ignore[arg-type]
        spec.has_location = True  # some modules ask for their __file__
        return spec

    def create_module(self, _spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        code = marshal.loads(zlib.decompress(self._kept[module.__name__].code))  # noqa: S302 -- our own bytes
        exec(code, module.__dict__)  # noqa: S102 -- this is how a module is loaded

    def _keep(self, name: str, path: Sequence[str] | None) -> None:
        loaded = sys.modules.get(name)
        locations = list(getattr(loaded, "__path__", ())) if loaded else self._kept_package(name, path)
        for found in pkgutil.iter_modules(locations):
            if found.name not in _NOT_FOR_STUDENTS:
                self._keep(f"{name}.{found.name}", locations)

    def _kept_package(self, name: str, path: Sequence[str] | None) -> list[str]:
        """Keep one module; where its submodules are, if it has any."""
        spec = PathFinder.find_spec(name, path)
        if spec is None:
            raise ModuleNotFoundError(f"no module {name} to keep", name=name)
        locations = spec.submodule_search_locations
        if isinstance(spec.loader, SourceFileLoader):  # an extension could be kept only by loading it
            code = zlib.compress(_code(spec.loader, name))
            self._kept[name] = _Kept(code, spec.loader.path, locations is not None)
        return list(locations or ())


def _code(loader: SourceFileLoader, name: str) -> bytes:
    """The marshalled code, straight from an up-to-date cache file: building the objects would leave memory behind."""
    cached = importlib.util.cache_from_source(loader.path)
    source = os.stat(loader.path)  # noqa: PTH116 -- without pathlib, which would bring a dozen modules into every job
    stamp = struct.pack("<4sIII", importlib.util.MAGIC_NUMBER, 0, int(source.st_mtime) & _WORD, source.st_size & _WORD)
    if os.path.exists(cached):  # noqa: PTH110
        with open(cached, "rb") as file:  # noqa: PTH123
            data = file.read()
        if data[: len(stamp)] == stamp:
            return data[len(stamp) :]
    return marshal.dumps(loader.get_code(name))
