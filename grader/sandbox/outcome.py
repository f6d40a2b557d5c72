"""What goes into the sandbox and what comes out: plain values, no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Self, TypeAlias

from reference.text import Text

# None, bool, int, float, complex, str, list, tuple, dict with string keys, numpy.ndarray and NumPy scalars of the
# kinds b, i, u, f, c. A recursive alias would not survive `list` being invariant, so the codec is what enforces it.
Value: TypeAlias = Any

BATCHES = 5  # whose CPU time a submission may use up, unless more is said


class Outcome(StrEnum):
    """How one call in the sandbox ended. Only `RETURNED` carries a value that may be marked."""

    RETURNED = "returned"
    RAISED = "raised"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    WRONG_TYPE = "wrong_type"
    ENDED_EARLY = "ended_early"
    CRASH = "crash"
    VIOLATION = "violation"
    PROTOCOL_VIOLATION = "protocol_violation"
    GRADER_ERROR = "grader_error"
    NOT_RUN = "not_run"


class Level(StrEnum):
    """How strongly student code is confined on this machine, best first."""

    L3 = "L3"  # bubblewrap around the zygote, Landlock, seccomp
    L2 = "L2"  # Landlock and seccomp: an ordinary container
    L1 = "L1"  # seccomp alone: an old kernel, gVisor
    NONE = "none"  # a plain subprocess on the student's own machine; never counts


@dataclass(frozen=True, slots=True)
class Limits:
    """What one submission may use. `cpu_s` holds per batch of calls, `total_cpu_s` for all batches together."""

    cpu_s: float = 1.0
    total_cpu_s: float = 5.0
    memory_mb: int = 256
    output_kb: int = 64

    @classmethod
    def chosen(cls, names: Mapping[str, Any]) -> Self:
        """The defaults with some of them changed, by name; as much as five batches in all unless that is chosen too.

        Values are numbers or their decimal strings. Raises ValueError or TypeError for what is neither.
        """
        cpu_s = float(names.get("cpu_s", cls().cpu_s))
        return cls(
            cpu_s,
            float(names.get("total_cpu_s", BATCHES * cpu_s)),
            int(names.get("memory_mb", cls().memory_mb)),
            int(names.get("output_kb", cls().output_kb)),
        )


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A piece of Python source. `name` is for display; pieces of one name share one module (notebook cells)."""

    name: str
    text: str
    cell: int | None = None

    @property
    def label(self) -> str:
        """The name that tracebacks show: `hw.py`, or `hw.ipynb [3]` for a cell."""
        return self.name if self.cell is None else f"{self.name} [{self.cell}]"


@dataclass(frozen=True, slots=True)
class Shared:
    """An argument that is one of the call's `shared` values, so that several operations see the same object.

    Inside a shared dict it is an earlier one, so that an object can be met by itself and in the dict.
    """

    index: int


@dataclass(frozen=True, slots=True)
class Named:
    """An argument that is a function or class of the loaded files (set-up source), found by name in the job."""

    name: str


@dataclass(frozen=True, slots=True)
class Construct:
    """Another class called, to have one more object."""

    function: str
    args: tuple[Value | Shared | Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """A method called on an object: `of` is 0 for what the call itself constructed, 1 for the next, and so on."""

    name: str
    args: tuple[Value | Shared | Named, ...] = ()
    of: int = 0


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an object, numbered as for `Method`."""

    name: str
    of: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a student's function, or: construct a class, then do something with the object.

    With `then`, the value is that of the last operation, as it is then; a `Shared` value at the end is one that the
    operations before may have changed. With `read_back`, `CallResult.args_after` holds the arguments (or, if there
    are any, the `shared` values) as they are after the last operation.
    """

    function: str
    args: tuple[Value | Shared | Named, ...] = ()
    read_back: bool = False
    then: tuple[Construct | Method | Attribute | Shared, ...] = ()
    shared: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class StudentError:
    """An exception in student code, cleaned for showing: no control characters, at most 2 KB a string."""

    type: str
    message: str
    file: str
    line: int | None
    traceback: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or cell that did not run to its end, by its label, and the sentence about it."""

    label: str
    message: Text


class CallResult(NamedTuple):  # a tuple, because there are hundreds of them in each hand-in
    """What one call did. `value` is decoded plain data when `outcome` is `RETURNED`, else None.

    `errors` holds every load error of `Job.load` (the first one is `error` too), and `failures` every piece that did
    not run to its end, whatever stopped it. `cpu_ms` is measured inside the
    job and bounded by what the kernel reports: show it, never mark by it.
    """

    outcome: Outcome
    value: Value
    stdout: str
    error: StudentError | None
    message: Text
    cpu_ms: float
    wall_ms: float
    args_after: tuple[Value, ...] | None = None
    errors: tuple[StudentError, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried, whether it works as wanted, and a sentence about it."""

    name: str
    ok: bool
    message: Text


@dataclass(frozen=True, slots=True)
class SandboxReport:
    """What this machine offers: the best level (None: code cannot be graded) and why each level works or not."""

    level: Level | None
    checks: tuple[Check, ...]
    facts: Mapping[str, str]


class SandboxUnavailable(Exception):  # noqa: N818 -- a state of the machine, named as callers speak of it
    """Student code cannot be run safely here; `text` says why and what would help."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text
