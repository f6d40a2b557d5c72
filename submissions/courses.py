"""Courses, their members, the problem sets given to them, and when hand-ins are accepted."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from problems.sets import problem_set as sets
from problems.sets.problem_set import ProblemSet
from reference.text import Text
from submissions.clock import read_now
from submissions.models import Assignment, Course, Membership, Role, User
from submissions.service import Service

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


class CourseError(Exception):
    """Something about a course cannot be done; `sentence` says why."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


class Window(StrEnum):
    """Whether hand-ins are accepted at a moment."""

    NOT_YET = "not_yet"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Dates:
    """When hand-ins are accepted; None means without that bound."""

    opens: datetime | None = None
    due: datetime | None = None
    closes: datetime | None = None


def create_course(session: Session, slug: str, title: Text, time_zone: str) -> Course:
    """A new course; raises CourseError for a slug that is taken or unfit for an address, or an unknown zone."""
    _check_slug(slug)
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CourseError(_UNKNOWN_ZONE.format(name=time_zone)) from error
    if session.scalar(select(Course.id).where(Course.slug == slug)) is not None:
        raise CourseError(_TAKEN.format(name=slug))
    course = Course(slug=slug, title_ko=title.ko, title_en=title.en, time_zone=time_zone)
    session.add(course)
    session.flush()
    return course


def find_course(session: Session, slug: str) -> Course:
    """The course with this slug; raises CourseError."""
    course = session.scalars(select(Course).where(Course.slug == slug)).one_or_none()
    if course is None:
        raise CourseError(_NO_COURSE.format(name=slug))
    return course


def enrol(session: Session, course: Course, user: User, role: Role, roster_id: str | None = None) -> Membership:
    """Make somebody a member, or change the role and roster id of one who is."""
    member = membership(session, course.id, user.id)
    if member is None:
        member = Membership(course_id=course.id, user_id=user.id)
        session.add(member)
    member.role = role
    member.roster_id = roster_id or user.login
    try:
        session.flush()
    except IntegrityError as error:
        raise CourseError(_ROSTER_ID_TAKEN.format(name=member.roster_id)) from error
    return member


def membership(session: Session, course_id: int, user_id: int) -> Membership | None:
    """Somebody's place in a course, or None."""
    here = select(Membership).where(Membership.course_id == course_id, Membership.user_id == user_id)
    return session.scalars(here).one_or_none()


def memberships(session: Session, user_id: int) -> Sequence[Membership]:
    """All places of one user, with their courses, oldest course first."""
    mine = select(Membership).where(Membership.user_id == user_id).options(joinedload(Membership.course))
    return session.scalars(mine.order_by(Membership.course_id)).all()


def roster(session: Session, course_id: int, role: Role | None = None) -> Sequence[Membership]:
    """The members of a course with their accounts, in the order of roster ids."""
    members = select(Membership).where(Membership.course_id == course_id).options(joinedload(Membership.user))
    if role is not None:
        members = members.where(Membership.role == role)
    return session.scalars(members.order_by(Membership.roster_id)).all()


def give(
    session: Session, course: Course, problem_set: ProblemSet, dates: Dates, slug: str | None = None
) -> Assignment:
    """Give a problem set to a course; raises CourseError when the slug is taken or the dates are out of order."""
    slug = slug or problem_set.id.replace("_", "-").lower()
    _check_slug(slug)
    taken = select(Assignment.id).where(Assignment.course_id == course.id, Assignment.slug == slug)
    if session.scalar(taken) is not None:
        raise CourseError(_TAKEN.format(name=slug))
    ordered = [moment for moment in (dates.opens, dates.due, dates.closes) if moment is not None]
    if ordered != sorted(ordered):
        raise CourseError(_DATES)
    assignment = Assignment(
        course_id=course.id,
        slug=slug,
        title_ko=problem_set.title.ko,
        title_en=problem_set.title.en,
        source=problem_set.source,
        opens_at=dates.opens,
        due_at=dates.due,
        closes_at=dates.closes or dates.due,
    )
    session.add(assignment)
    session.flush()
    return assignment


def assignments(session: Session, course_id: int) -> Sequence[Assignment]:
    """The assignments of a course, the earliest deadline first, those without one last."""
    here = select(Assignment).where(Assignment.course_id == course_id).options(joinedload(Assignment.course))
    return session.scalars(here.order_by(Assignment.due_at.is_(None), Assignment.due_at, Assignment.id)).all()


def find_assignment(session: Session, course_slug: str, slug: str) -> Assignment:
    """One assignment with its course; raises CourseError."""
    named = select(Assignment).join(Course).where(Course.slug == course_slug, Assignment.slug == slug)
    assignment = session.scalars(named.options(joinedload(Assignment.course))).one_or_none()
    if assignment is None:
        raise unknown_assignment(course_slug, slug)
    return assignment


def unknown_assignment(course_slug: str, slug: str) -> CourseError:
    """What is said of an assignment that does not exist, or that may not be seen."""
    return CourseError(_NO_ASSIGNMENT.format(name=f"{course_slug}/{slug}"))


def problem_set_of(assignment: Assignment) -> ProblemSet:
    """The set as it was given (parsed once per text)."""
    return _parsed(assignment.source, assignment.slug)


@functools.lru_cache(maxsize=64)
def _parsed(source: str, name: str) -> ProblemSet:
    return sets.parse(source, name)


def window(assignment: Assignment, moment: datetime) -> Window:
    """Whether a hand-in at this moment is accepted, and whether it is late."""
    if assignment.opens_at is not None and moment < assignment.opens_at:
        return Window.NOT_YET
    if assignment.closes_at is not None and moment > assignment.closes_at:
        return Window.CLOSED
    return Window.LATE if assignment.due_at is not None and moment > assignment.due_at else Window.OPEN


def feedback_level(assignment: Assignment, moment: datetime) -> str:
    """How much a student may see of a report at this moment: the set's level before or after closing."""
    feedback = problem_set_of(assignment).feedback
    return feedback.after if window(assignment, moment) is Window.CLOSED else feedback.before


def local_moment(course: Course, text: str) -> datetime:
    """A date and time typed in the course's time zone (`2026-12-01 23:59`), in UTC; raises CourseError."""
    try:
        typed = datetime.fromisoformat(text)
    except ValueError as error:
        raise CourseError(_BAD_DATE.format(text=text)) from error
    return (typed if typed.tzinfo else typed.replace(tzinfo=course.zone)).astimezone(UTC)


def moment_now(service: Service) -> datetime:
    """The database's clock, for pages that show deadlines."""
    with service.database.reading() as session:
        return read_now(session)


def _check_slug(slug: str) -> None:
    if not _SLUG.fullmatch(slug):
        raise CourseError(_BAD_SLUG.format(name=slug))


_BAD_SLUG = Text(
    "주소에 쓸 수 없는 이름입니다: '{name}'. 영문 소문자, 숫자, 하이픈만 60자까지 쓸 수 있습니다.",
    "'{name}' cannot stand in an address: use lower-case letters, digits and hyphens, at most 60.",
)
_TAKEN = Text("이미 있는 이름입니다: '{name}'.", "'{name}' exists already.")
_NO_COURSE = Text("'{name}' 강좌가 없습니다.", "There is no course '{name}'.")
_NO_ASSIGNMENT = Text("'{name}' 과제가 없습니다.", "There is no assignment '{name}'.")
_UNKNOWN_ZONE = Text("알 수 없는 시간대입니다: '{name}'.", "The time zone '{name}' is unknown.")
_DATES = Text("시작, 마감, 최종 마감의 순서가 맞지 않습니다.", "Opening, deadline and closing are not in this order.")
_BAD_DATE = Text(
    "날짜로 읽을 수 없습니다: '{text}'. 2026-12-01 23:59처럼 적어야 합니다.",
    "'{text}' is not a date: write it like 2026-12-01 23:59.",
)
_ROSTER_ID_TAKEN = Text(
    "이 강좌의 다른 사람이 이미 쓰는 학번입니다: '{name}'.",
    "The roster id '{name}' belongs to somebody else in this course.",
)
