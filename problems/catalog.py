"""Every family, concept and code task there is, loaded in sorted order.

Families and code tasks are one file each in `families/` and `tasks/`; concepts are data in `concepts/*.toml`.

A file that cannot be loaded, or that does not export its record, stops the program: a problem that silently
disappears would be found on deadline night.
"""

import importlib
import pkgutil
from types import ModuleType
from typing import Any

from problems import families, tasks
from problems.code.task import CodeTask
from problems.concept import Concept
from problems.concepts.concept_file import read_folder
from problems.family import Family, OpenFamily
from problems.fault import did_you_mean
from problems.parts import PartsFamily
from reference.text import Text

Kind = Family | OpenFamily | PartsFamily | Concept | CodeTask


class UnknownProblemError(LookupError):
    """No problem has this id; `text` says so and names the nearest one."""

    def __init__(self, wanted: str) -> None:
        hint = did_you_mean(wanted, EVERYTHING)
        hint = hint if hint.en else _LISTED
        self.text = Text(f"그런 문제는 없습니다: '{wanted}'.", f"There is no problem called '{wanted}'.") + hint
        super().__init__(self.text.en)


_LISTED = Text(" 'nngrader families'로 모두 볼 수 있습니다.", " 'nngrader families' lists them all.")


def _exported(package: ModuleType, name: str) -> dict[str, Any]:
    records = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")):
        record = getattr(importlib.import_module(module), name)
        if record.id in records:
            raise ValueError(f"two problems are called {record.id}")
        records[record.id] = record
    return dict(sorted(records.items()))


FAMILIES: dict[str, Family | OpenFamily | PartsFamily] = _exported(families, "FAMILY")
TASKS: dict[str, CodeTask] = _exported(tasks, "TASK")
CONCEPTS: dict[str, Concept] = read_folder()
EVERYTHING: dict[str, Kind] = {**FAMILIES, **CONCEPTS, **TASKS}
"""What `find` finds, by id: families, concepts, code tasks."""


def find(wanted: str) -> Kind:
    """The family, concept or code task of this id; raises UnknownProblemError."""
    if wanted not in EVERYTHING:
        raise UnknownProblemError(wanted)
    return EVERYTHING[wanted]
