"""A student's files as modules: each top level runs once, one that fails does not hide the others."""

import importlib.util
import linecache
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

_FLAGS: Any = type.__dict__["__flags__"]
_HEAP_TYPE = 1 << 9


class Submission:
    """The modules of one submission, in hand-in order; cells of one notebook share a module called `__main__`."""

    def __init__(self) -> None:
        self.sources: dict[str, list[str]] = {}
        self._modules: dict[str, ModuleType] = {}
        self._pending: dict[str, tuple[str, str, str]] = {}
        self._done: set[tuple[str, str, str]] = set()

    def expect(self, name: str, label: str, text: str) -> None:
        """Announce a piece, so that an earlier file may import it."""
        if name.endswith(".py"):
            self._pending.setdefault(_importable(name), (name, label, text))
        self.sources[label] = text.splitlines()
        linecache.cache[label] = (len(text), None, text.splitlines(keepends=True), label)

    def run(self, name: str, label: str, text: str) -> None:
        """Run one piece at top level, unless an import has run it; student exceptions pass through."""
        if (name, label, text) not in self._done:
            self._execute(name, label, text)

    def import_pending(self, stem: str) -> ModuleType:
        """Run the file that an import names."""
        return self._execute(*self._pending.pop(stem))

    def has_pending(self, stem: str) -> bool:
        """Whether a file of that name waits to be imported or run."""
        return stem in self._pending

    def find(self, name: str) -> Any:
        """The object of that name in the latest file that defines it; raises NameError."""
        for module in reversed(self._modules.values()):
            if name in module.__dict__:
                return module.__dict__[name]
        raise NameError(f"name '{name}' is not defined")

    def names(self) -> list[str]:
        """Sorted names of the functions and classes that the files define themselves."""
        own = {module.__name__ for module in self._modules.values()}
        found: set[str] = set()
        for module in self._modules.values():
            items = list(module.__dict__.items())
            found.update(name for name, value in items if type(name) is str and _defined_here(name, value, own))
        return sorted(found)

    def _execute(self, name: str, label: str, text: str) -> ModuleType:
        module = self._module(name)
        self._pending.pop(module.__name__, None)
        exec(compile(text, label, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 -- what a job is for
        self._done.add((name, label, text))
        return module

    def _module(self, name: str) -> ModuleType:
        stem = _importable(name)
        if stem not in self._modules:
            notebook = name.endswith(".ipynb")
            module = ModuleType("__main__" if notebook else stem)
            self._modules[stem] = module
            if notebook:
                sys.modules["__main__"] = module
            sys.modules.setdefault(stem, module)
        return self._modules[stem]


class SubmissionFinder:
    """Lets the files of one submission import each other."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(name, self) if self._submission.has_pending(name) else None  # type: ignore[arg-type]

    def create_module(self, _spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        sys.modules[module.__name__] = self._submission.import_pending(module.__name__)


class AllowedFinder:
    """Answers every import that was not loaded beforehand with what the problem allows."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self._allowed = ", ".join(allowed)

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        raise ModuleNotFoundError(f"this problem allows {self._allowed}; {name} is not among them", name=name)


def close_imports(submission: Submission, allowed: Sequence[str]) -> None:
    """Behind what was loaded beforehand come the student's own files, and then an answer that names what is allowed."""
    sys.meta_path += [SubmissionFinder(submission), AllowedFinder(allowed)]


def _importable(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0]


def _defined_here(name: str, value: Any, own: set[str]) -> bool:
    """Whether a global is a function or class of the student's own, decided without running their code."""
    if name.startswith("__") or not callable(value):
        return False
    if _FLAGS.__get__(type(value)) & _HEAP_TYPE:
        return True  # an instance that the student made: np.vectorize(f), partial(f), an object with __call__
    module = getattr(value, "__module__", None)
    return (type(module) is str and module in own) or getattr(value, "__name__", None) != name
