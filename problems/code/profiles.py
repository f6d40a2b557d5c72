"""What student code may import: a task names a profile, and a problem of a set may choose another.

A profile loads what it allows before any student code runs, so the larger ones cost more of every hand-in.
"""

import importlib.util
from dataclasses import dataclass

from reference.text import Text


@dataclass(frozen=True, slots=True)
class ImportProfile:
    """The packages that may be imported beside the usual standard library, and the extra that installs them."""

    name: str
    packages: tuple[str, ...]
    extra: str = ""

    @property
    def shown(self) -> tuple[str, ...]:
        """What a student is told may be imported: the packages, then the standard modules most often wanted."""
        return (*self.packages, "math", "random", "itertools", "functools", "collections", "dataclasses", "typing")

    def unmet(self) -> Text | None:
        """What to install before this profile can be used here; None when everything is there."""
        missing = [package for package in self.packages if importlib.util.find_spec(package) is None]
        if not missing:
            return None
        wanted = f"nngrader[{self.extra}]" if self.extra else "nngrader"
        return _NOT_INSTALLED.format(profile=self.name, missing=", ".join(missing), wanted=wanted)


NUMPY = ImportProfile("numpy", ("numpy",))
PLOT = ImportProfile("plot", ("numpy", "matplotlib"), "plot")
SCIENCE = ImportProfile("science", ("numpy", "scipy", "pandas"), "science")
IMPORT_PROFILES = {profile.name: profile for profile in (NUMPY, PLOT, SCIENCE)}

_NOT_INSTALLED = Text(
    "가져오기 프로필 '{profile}'에 필요한 패키지가 설치되어 있지 않습니다: {missing}. 설치: pip install '{wanted}'",
    "The import profile '{profile}' needs {missing}, not installed here: pip install '{wanted}'",
)
