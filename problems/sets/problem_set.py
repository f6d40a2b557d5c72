"""A problem set: which problems, how many points, how much feedback, read from TOML with every fault at its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

from problems.fault import Fault, FileError, did_you_mean
from problems.sets import values
from problems.sets.toml_tables import MAX_CHARACTERS, Table, UnreadableError, read
from problems.sets.values import Level, Score
from reference.text import Locale, Text, same

_SETS = Path(__file__).parent


class SetError(FileError):
    """A problem set that cannot be used; `faults` has every reason with its line."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """How much a student is shown before and after the assignment closes."""

    before: Level = "diagnosis"
    after: Level = "full"


@dataclass(frozen=True, slots=True)
class Attempts:
    """How often a student may hand in, and which attempt counts."""

    count: int = 10
    score: Score = "best"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of a set. `None` leaves the choice to the family (`asked`, `decimals`), to the code task (`limits`,
    `profile`) or to the draw (`givens`).

    Numbers in `params` and `givens` are ints or decimal strings, as in a Variant.
    """

    id: str
    use: str
    points: Fraction
    asked: tuple[str, ...] | None = None
    decimals: int | Mapping[str, int] | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    givens: Mapping[str, Any] | None = None
    limits: Mapping[str, Any] | None = None
    profile: str | None = None


@dataclass(frozen=True, slots=True)
class ProblemSet:
    """A whole set; `source` is the TOML text it was read from."""

    id: str
    title: Text
    locale: Locale
    feedback: Feedback
    attempts: Attempts
    problems: tuple[Problem, ...]
    source: str
    course: Text | None = None
    deadline: datetime | None = None

    @property
    def points(self) -> Fraction:
        return sum((problem.points for problem in self.problems), Fraction(0))

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal: tells whether two papers come from the same set."""
        return sha256(self.source.encode()).hexdigest()

    def problem(self, problem_id: str) -> Problem | None:
        """The problem with this id, if the set has one."""
        return next((problem for problem in self.problems if problem.id == problem_id), None)


def bundled() -> tuple[str, ...]:
    """The ids of the sets that come with the package, sorted."""
    return tuple(sorted(path.stem for path in _SETS.glob("*.toml")))


def load(id_or_path: str | Path) -> ProblemSet:
    """The bundled set with this id, or the set in this file; raises `SetError`."""
    name = str(id_or_path)
    if name in bundled():
        return parse((_SETS / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")
    return parse(_text_of(Path(id_or_path), name), name)


def parse(text: str, name: str) -> ProblemSet:
    """The set in a TOML text; `name` stands before each fault. Raises `SetError` with all faults at once."""
    try:
        data, lines = read(text)
    except UnreadableError as error:
        raise SetError(name, [error.fault]) from error
    faults: list[Fault] = []
    problem_set = _problem_set(Table(data, lines, faults), text)
    if faults:
        raise SetError(name, faults)
    return problem_set


def _text_of(path: Path, name: str) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_CHARACTERS * 4 + 1)
    except FileNotFoundError as error:
        known = {"name": name, "known": ", ".join(bundled()), "hint": did_you_mean(name, bundled())}
        raise SetError(name, [Fault(None, _NO_SUCH_SET.format(**known))]) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SetError(name, [Fault(None, _CANNOT_READ.format(reason=reason))]) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SetError(name, [Fault(data.count(b"\n", 0, error.start) + 1, _NOT_UTF8)]) from error


def _problem_set(table: Table, source: str) -> ProblemSet:
    problem_set = ProblemSet(
        id=table.need("id", values.identifier, ""),
        title=table.need("title", values.title, same("")),
        locale=table.take("locale", values.locale, "ko"),
        feedback=_feedback(table),
        attempts=_attempts(table),
        problems=_problems(table),
        source=source,
        course=table.take("course", values.title, None),
        deadline=table.take("deadline", values.moment, None),
    )
    table.finish()
    return problem_set


def _feedback(table: Table) -> Feedback:
    below = table.below("feedback", data=table.take("feedback", values.table_value, {}))
    feedback = Feedback(
        before=below.take("before", values.level, Feedback().before),
        after=below.take("after", values.level, Feedback().after),
    )
    below.finish()
    return feedback


def _attempts(table: Table) -> Attempts:
    below = table.below("attempts", data=table.take("attempts", values.table_value, {}))
    attempts = Attempts(
        count=below.take("count", values.attempt_count, Attempts().count),
        score=below.take("score", values.score, Attempts().score),
    )
    below.finish()
    return attempts


def _problems(table: Table) -> tuple[Problem, ...]:
    none: list[dict[str, Any]] = []
    rows = table.need("problem", values.problem_tables, none)
    problems = tuple(_problem(table.below("problem", index, data=row)) for index, row in enumerate(rows))
    first: dict[str, int] = {}  # ids become file names and form fields: case makes no difference
    for index, problem in enumerate(problems):
        earlier = first.setdefault(problem.id.lower(), index)
        if problem.id and earlier != index:
            line = table.lines.get(("problem", earlier, "id"), 1)
            table.fault(_ID_TWICE.format(id=problem.id, line=line), "problem", index, "id")
    return problems


def _problem(table: Table) -> Problem:
    problem = Problem(
        id=table.need("id", values.identifier, ""),
        use=table.need("use", values.text_value, ""),
        points=table.need("points", values.points, Fraction(1)),
        asked=table.take("asked", values.names, None),
        decimals=table.take("decimals", values.decimals, None),
        params=table.take("params", values.givens, {}),
        givens=table.take("givens", values.givens, None),
        limits=table.take("limits", values.limits, None),
        profile=table.take("profile", values.profile, None),
    )
    table.finish()
    if problem.givens is not None and problem.params:
        table.fault(_BOTH, "params")
    return problem


_NO_SUCH_SET = Text(
    "그런 문제 세트나 파일이 없습니다: '{name}'. 기본으로 들어 있는 세트: {known}.{hint}",
    "there is neither a problem set nor a file '{name}'. Bundled sets: {known}.{hint}",
)
_CANNOT_READ = Text("파일을 읽을 수 없습니다: {reason}", "the file cannot be read: {reason}")
_NOT_UTF8 = Text(
    "UTF-8이 아닌 글자가 있습니다. 파일을 UTF-8로 저장해야 합니다.",
    "this is not UTF-8 text. Save the file as UTF-8.",
)
_ID_TWICE = Text("{line}행에 있는 문제 id와 같습니다: '{id}'.", "the problem id '{id}' is already used in line {line}.")
_BOTH = Text(
    "'givens'로 값을 정하면 무작위로 뽑을 것이 없으므로 'params'를 함께 쓸 수 없습니다.",
    "'params' cannot stand beside 'givens': fixed numbers leave nothing to draw.",
)
