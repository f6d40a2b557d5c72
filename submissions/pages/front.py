"""The start: logging in and out, and one's courses with their assignments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from submissions import accounts, attempts, courses, standings
from submissions.accounts import AccountError
from submissions.clock import read_now
from submissions.courses import Window
from submissions.models import Assignment, Course, User
from submissions.pages import wording
from submissions.pages.preferences import local_path
from submissions.standings import Line
from submissions.visitor import current_service, current_user, end, login_required, require_user, start

blueprint = Blueprint("pages", __name__)


@blueprint.record
def _words(state: BlueprintSetupState) -> None:
    wording.register(state.app)


@dataclass(frozen=True, slots=True)
class Standing:
    """One assignment as its student or its staff sees it on the start page."""

    assignment: Assignment
    window: Window
    left: timedelta | None
    attempts_left: int
    attempts_allowed: int
    counting: Line | None
    waiting: Line | None


@dataclass(frozen=True, slots=True)
class CourseShown:
    """A course with its assignments."""

    course: Course
    staff: bool
    standings: tuple[Standing, ...]


@blueprint.get("/login")
def login() -> Response | str:
    """The log-in page; somebody who is logged in goes on."""
    target = local_path(request.args.get("next"))
    if current_user() is not None:
        return redirect(target)
    return render_template("login.html", target=target, login="", sentence=None)


@blueprint.post("/login")
def log_in() -> Response | tuple[str, int, dict[str, str]]:
    """Log in; a refusal is said on the page, and the name typed stays."""
    target = local_path(request.form.get("next"))
    name = request.form.get("login", "")
    try:
        token = accounts.log_in(
            current_service(), name, request.form.get("password", ""), request.remote_addr or "unknown"
        )
    except AccountError as error:
        page = render_template("login.html", target=target, login=name, sentence=error.sentence)
        if error.retry_after is None:
            return page, 401, {}
        return page, 429, {"Retry-After": str(error.retry_after)}
    start(token)
    return redirect(target, 303)


@blueprint.post("/logout")
def log_out() -> Response:
    """End this log-in, here and on the server."""
    end()
    return redirect(url_for("pages.login"), 303)


@blueprint.get("/")
@login_required
def home() -> str:
    """One's courses, each with its assignments."""
    user = require_user()
    with current_service().database.reading() as session:
        moment = read_now(session)
        shown = [
            _course(session, place.course, user, moment, staff=attempts.is_staff(place))
            for place in courses.memberships(session, user.id)
            if place.course.archived_at is None
        ]
        if user.operator:
            own = {one.course.id for one in shown}
            others = [course for course in standings.all_courses(session) if course.id not in own]
            shown += [_course(session, course, user, moment, staff=True) for course in others]
    return render_template("home.html", courses=shown)


def _course(session: Session, course: Course, user: User, moment: datetime, *, staff: bool) -> CourseShown:
    given = courses.assignments(session, course.id)
    return CourseShown(course, staff, tuple(standing(session, one, user.id, moment) for one in given))


def standing(session: Session, assignment: Assignment, user_id: int, moment: datetime) -> Standing:
    """How one student stands in one assignment."""
    lines = standings.history(session, assignment, user_id)
    allowed = courses.problem_set_of(assignment).attempts.count
    used = attempts.attempts_used(session, assignment.id, user_id)
    return Standing(
        assignment,
        courses.window(assignment, moment),
        attempts.time_left(assignment, moment),
        max(0, allowed - used),
        allowed,
        standings.counting(lines),
        _waiting(lines),
    )


def _waiting(lines: Sequence[Line]) -> Line | None:
    return lines[0] if lines and lines[0].state.value in {"queued", "running"} else None
