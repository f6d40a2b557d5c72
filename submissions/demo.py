"""The demo course: an instructor, three students, the set `week3`, and hand-ins that were really graded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.intake.reading import UploadedFile
from problems.catalog import find
from problems.code.task import CodeTask
from problems.family import Family
from problems.question import fields, values
from problems.sets.check import load_checked
from problems.sets.problem_set import Problem
from problems.variant import Variant
from reference.decimals import written
from reference.readings import floats, plain
from reference.text import Text
from reference.working import apply
from submissions import accounts, attempts, courses, variants
from submissions.clock import read_now
from submissions.courses import Dates
from submissions.handing_in import HandIn
from submissions.models import Assignment, Course, Membership, Role
from submissions.runner import SandboxRunner
from submissions.service import Service
from submissions.worker import Worker

SLUG: Final = "demo"
PASSWORD: Final = "nngrader-demo"  # noqa: S105 - public on purpose; `serve` allows the demo on loopback only
_TITLE: Final = Text("데모: 신경망 기초", "Demo: neural network basics")
_OPEN_FOR: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo course."""

    login: str
    name: str
    role: Role
    roster_id: str


INSTRUCTOR: Final = Person("teacher", "한교수", Role.INSTRUCTOR, "teacher")
STUDENTS: Final = (
    Person("kim", "김하늘", Role.STUDENT, "20260001"),
    Person("lee", "이바다", Role.STUDENT, "20260002"),
    Person("park", "박새벽", Role.STUDENT, "20260003"),
)


def load(service: Service) -> Text:
    """Make the demo course unless it is there; the sentence names its log-ins."""
    with service.database.reading() as session:
        there = session.scalar(select(Course.id).where(Course.slug == SLUG)) is not None
    if not there:
        hashed = accounts.hash_password(PASSWORD)
        with service.database.writing() as session:
            assignment_id = _make(session, hashed)
        _hand_in(service, assignment_id)
        Worker(service, "demo", SandboxRunner()).drain()
    logins = ", ".join(person.login for person in (INSTRUCTOR, *STUDENTS))
    return _LOGINS.format(logins=logins, password=PASSWORD)


def _make(session: Session, hashed: str) -> int:
    course = courses.create_course(session, SLUG, _TITLE, "Asia/Seoul")
    for person in (INSTRUCTOR, *STUDENTS):
        user = accounts.find_user(session, person.login)
        if user is None:
            user = accounts.create_user(session, person.login, person.name, None)
            user.password_hash = hashed
        courses.enrol(session, course, user, person.role, person.roster_id)
    due = read_now(session).replace(microsecond=0, second=0) + _OPEN_FOR
    return courses.give(session, course, load_checked("week3"), Dates(due=due)).id


def _hand_in(service: Service, assignment_id: int) -> None:
    """Kim has everything right; Lee starts with mistakes, and mends some; Park has not begun."""
    with service.database.reading() as session:
        assignment = courses.find_assignment(session, SLUG, session.get_one(Assignment, assignment_id).slug)
        kim, lee, _ = courses.roster(session, assignment.course_id, Role.STUDENT)
    right = _right_answers(service, assignment, kim)
    _send(service, assignment, kim, "demo-1", right, _code(assignment))
    answers = _right_answers(service, assignment, lee)
    slipped = _with_slips(service, assignment, lee, answers)
    _send(service, assignment, lee, "demo-1", slipped, _code(assignment, mistaken=True))
    _send(service, assignment, lee, "demo-2", answers, ())


def _send(
    service: Service,
    assignment: Assignment,
    member: Membership,
    key: str,
    answers: Mapping[str, Mapping[str, Any]],
    files: tuple[UploadedFile, ...],
) -> None:
    attempts.accept(service, HandIn(member.user_id, assignment.id, key, answers, files))


def _right_answers(service: Service, assignment: Assignment, member: Membership) -> dict[str, dict[str, Any]]:
    own = variants.of(service, assignment, member)
    problems = courses.problem_set_of(assignment).problems
    return {p.id: model_answers(p, own[p.id]) for p in problems if not isinstance(find(p.use), CodeTask)}


def model_answers(problem: Problem, variant: Variant) -> dict[str, Any]:
    """The right answers to a problem with fields, rounded as it asks, as a student would type them."""
    kind = find(problem.use)
    key = values(kind, variant)
    wanted = fields(kind, variant, problem.asked, problem.decimals)
    return {field.name: _typed(key[field.name], field.decimals, integer=field.integer) for field in wanted}


def _typed(value: Any, decimals: int | None, *, integer: bool) -> Any:
    if isinstance(value, list):
        return [_typed(part, decimals, integer=integer) for part in value]
    if isinstance(value, str):  # the letters of a choice
        return value
    if decimals is None and not integer:
        return f"{value:.12g}"
    return str(written(value, decimals or 0))


def _with_slips(
    service: Service, assignment: Assignment, member: Membership, right: Mapping[str, Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    """The answers with one known mistake in each problem done by hand, where the problem knows one."""
    own = variants.of(service, assignment, member)
    slipped = {problem: dict(answers) for problem, answers in right.items()}
    for problem in courses.problem_set_of(assignment).problems:
        family = find(problem.use)
        if isinstance(family, Family):
            slipped[problem.id] |= _slip(family, problem, own[problem.id], right[problem.id])
    return slipped


def _slip(family: Family, problem: Problem, variant: Variant, right: Mapping[str, Any]) -> dict[str, Any]:
    """The first asked answer that a known mistake changes, as that mistake would have it."""
    working, exact = family.working(variant.givens), family.environment(variant.givens)
    key = working.evaluate(exact if working.exact else floats(exact))
    for field in fields(family, variant, problem.asked, problem.decimals):
        step = working.by_name[field.name]
        for mistake in step.mistakes:
            if not mistake.convention and not mistake.echo:
                wrong = plain(step.layout.shown(apply(mistake.formula, mistake.reads, key)))
                typed = _typed(wrong, field.decimals, integer=field.integer)
                if typed != right[field.name]:
                    return {field.name: typed}
    return {}


def _code(assignment: Assignment, *, mistaken: bool = False) -> tuple[UploadedFile, ...]:
    """The model answer of each code task as a file; with `mistaken`, one function in a known wrong way."""
    tasks = [find(problem.use) for problem in courses.problem_set_of(assignment).problems]
    return tuple(_file(task, mistaken=mistaken) for task in tasks if isinstance(task, CodeTask))


def _file(task: CodeTask, *, mistaken: bool) -> UploadedFile:
    named = next((mutant for mutant in task.mutants if mutant.message is not None and not mutant.convention), None)
    wrong = f"\n\n{named.source}" if mistaken and named is not None else ""
    text = f"{task.preamble}\n{task.solution}{wrong}\n"
    return UploadedFile(f"{task.id.rpartition('.')[2]}.py", text.encode())


_LOGINS = Text(
    "데모 강좌: {logins} (비밀번호는 모두 {password})",
    "Demo course: log in as {logins} (password of all: {password})",
)
