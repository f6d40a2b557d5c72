"""What the operator's commands do, each in one transaction; the sentence it returns says what was done."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from problems import roster as rosters
from problems.handout import manifest as manifests
from problems.sets.check import load_checked
from reference.text import Text
from submissions import accounts, courses, variants
from submissions.clock import now
from submissions.courses import CourseError, Dates
from submissions.models import Course, Grading, Role, State, User
from submissions.service import Service


@dataclass(frozen=True, slots=True)
class NewLogin:
    """An account that was just made, with the password to pass on; it is stored nowhere."""

    login: str
    name: str
    password: str


def add_user(service: Service, login: str, name: str, password: str, *, operator: bool = False) -> Text:
    """A new account."""
    with service.database.writing() as session:
        user = accounts.create_user(session, login, name, password, operator=operator)
        accounts.audit(session, None, "user.create", user.login, operator=operator)
    return _USER_MADE.format(login=user.login)


def change_password(service: Service, login: str, password: str) -> Text:
    """A new password; every log-in of the account ends."""
    with service.database.writing() as session:
        user = _user(session, login)
        accounts.set_password(session, user, password)
        accounts.audit(session, None, "user.password", user.login)
    return _PASSWORD_SET.format(login=user.login)


def issue_token(service: Service, login: str, label: str) -> str:
    """A bearer token of the HTTP API."""
    with service.database.writing() as session:
        user = _user(session, login)
        token = accounts.issue_token(session, user, label)
        accounts.audit(session, None, "user.token", user.login, label=label)
    return token


def add_course(service: Service, slug: str, title: Text, time_zone: str | None) -> Text:
    """A new course."""
    with service.database.writing() as session:
        courses.create_course(session, slug, title, time_zone or service.settings.time_zone)
        accounts.audit(session, None, "course.create", slug)
    return _COURSE_MADE.format(slug=slug)


def enrol(service: Service, course: str, login: str, role: Role, roster_id: str | None) -> Text:
    """Somebody's place in a course."""
    with service.database.writing() as session:
        member = courses.enrol(session, courses.find_course(session, course), _user(session, login), role, roster_id)
        accounts.audit(session, None, "course.enrol", f"{course}/{login}", role=role.value, roster_id=member.roster_id)
    return _ENROLLED.format(login=login, course=course, role=role.value)


def import_roster(service: Service, course: str, path: Path) -> list[NewLogin]:
    """Enrol the students of a class list; returns the accounts that had to be made. Raises RosterError."""
    students = rosters.load(path)
    passwords = {student.id: _password() for student in students}
    with service.database.reading() as session:
        unknown = [student for student in students if accounts.find_user(session, student.id) is None]
    hashed = {student.id: accounts.hash_password(passwords[student.id]) for student in unknown}  # slow: outside
    with service.database.writing() as session:
        here = courses.find_course(session, course)
        made = [_enrolled(session, here, student, hashed) for student in students]
        accounts.audit(session, None, "course.roster", course, students=len(students))
    return [NewLogin(s.id, s.name, passwords[s.id]) for s, new in zip(students, made, strict=True) if new]


def _enrolled(session: Session, course: Course, student: rosters.Student, hashed: dict[str, str]) -> bool:
    """Enrol one student of a list; True when the account is new."""
    user = accounts.find_user(session, student.id)
    new = user is None
    if user is None:
        user = accounts.create_user(session, student.id, student.name, None)
        user.password_hash = hashed.get(student.id)
    user.email = student.email or user.email
    member = courses.enrol(session, course, user, Role.STUDENT, student.id)
    member.section = student.group or member.section
    return new


def assign(service: Service, course: str, set_id: str, dates: Sequence[str | None]) -> Text:
    """Give a problem set to a course; dates (opens, due, closes) are in the course's time zone."""
    problem_set = load_checked(set_id)
    with service.database.writing() as session:
        here = courses.find_course(session, course)
        opens, due, closes = (None if text is None else courses.local_moment(here, text) for text in dates)
        assignment = courses.give(session, here, problem_set, Dates(opens, due or problem_set.deadline, closes))
        accounts.audit(session, None, "assignment.create", f"{course}/{assignment.slug}")
    return _ASSIGNED.format(name=f"{course}/{assignment.slug}")


def import_manifest(service: Service, course: str, assignment: str, path: Path) -> Text:
    """Store the variants that were printed as handouts. Raises ManifestError, CourseError."""
    try:
        manifest = manifests.read(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(_UNREADABLE.format(path=path, reason=error)) from error
    with service.database.writing() as session:
        count = variants.import_manifest(session, courses.find_assignment(session, course, assignment), manifest)
        accounts.audit(session, None, "assignment.manifest", f"{course}/{assignment}", students=count)
    return _IMPORTED.format(count=count)


def requeue_failed(service: Service) -> Text:
    """Give every grading that failed on our side its chances back."""
    again = {"state": State.QUEUED, "crashes": 0, "fair_at": now(), "not_before": now(), "finished_at": None}
    with service.database.writing() as session:
        failed = list(session.scalars(select(Grading.id).where(Grading.state == State.FAILED)))
        session.execute(update(Grading).where(Grading.state == State.FAILED).values(again))
        accounts.audit(session, None, "grading.requeue", "all failed", gradings=failed)
    service.hints.send()
    return _REQUEUED.format(count=len(failed))


def _user(session: Session, login: str) -> User:
    user = accounts.find_user(session, login)
    if user is None:
        raise CourseError(_NO_USER.format(login=login))
    return user


def _password() -> str:
    """Twelve signs that cannot be mistaken for one another."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(12))


_USER_MADE = Text("'{login}' 계정을 만들었습니다.", "The account '{login}' has been made.")
_PASSWORD_SET = Text("'{login}'의 비밀번호를 바꾸었습니다.", "The password of '{login}' has been changed.")
_COURSE_MADE = Text("'{slug}' 강좌를 만들었습니다.", "The course '{slug}' has been made.")
_ENROLLED = Text("'{login}' 계정을 '{course}' 강좌에 등록했습니다({role}).", "'{login}' is now in '{course}' ({role}).")
_ASSIGNED = Text("'{name}' 과제를 냈습니다.", "The assignment '{name}' has been given.")
_IMPORTED = Text("학생 {count}명의 문제를 가져왔습니다.", "The variants of {count} students have been imported.")
_REQUEUED = Text("채점 {count}건을 다시 대기열에 넣었습니다.", "{count} gradings have been queued again.")
_NO_USER = Text("그런 계정이 없습니다: '{login}'.", "There is no account '{login}'.")
_UNREADABLE = Text("{path}: 읽을 수 없습니다({reason}).", "{path} cannot be read: {reason}")
