"""Which course, assignment or attempt an address means, and what the visitor may do there.

Whatever somebody may not see does not exist for them: the answer is always 404.
"""

from dataclasses import dataclass

from flask import abort
from sqlalchemy.orm import Session

from submissions import attempts, courses
from submissions.courses import CourseError
from submissions.models import Assignment, Attempt, Membership, User
from submissions.visitor import current_service, require_user


@dataclass(frozen=True, slots=True)
class Place:
    """An assignment as one visitor may see it; `member` is None for an operator from outside of the course."""

    assignment: Assignment
    member: Membership | None
    staff: bool


def assignment_here(course: str, slug: str) -> Place:
    """The assignment at an address, for members of its course and operators."""
    user = require_user()
    with current_service().database.reading() as session:
        try:
            assignment = courses.find_assignment(session, course, slug)
        except CourseError:
            abort(404)
        member = courses.membership(session, assignment.course_id, user.id)
    if member is None and not user.operator:
        abort(404)
    return Place(assignment, member, user.operator or (member is not None and attempts.is_staff(member)))


def staff_here(course: str, slug: str) -> Place:
    """The same, for the staff of the course and operators only."""
    place = assignment_here(course, slug)
    if not place.staff:
        abort(404)
    return place


def attempt_here(session: Session, token: str) -> tuple[Attempt, bool]:
    """An attempt that the visitor may see, and whether they see it as staff."""
    user = require_user()
    attempt = attempts.find_attempt(session, token)
    if attempt is None or not attempts.may_see(session, attempt, user):
        abort(404)
    return attempt, _is_staff(session, attempt, user)


def _is_staff(session: Session, attempt: Attempt, user: User) -> bool:
    member = courses.membership(session, attempt.assignment.course_id, user.id)
    return user.operator or (member is not None and attempts.is_staff(member))
