"""One attempt: its receipt, how far the grading is, and the report when it is done."""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from grader.report import FeedbackLevel
from submissions import attempts, courses, standings, variants
from submissions.attempts import Receipt, Status
from submissions.clock import read_now
from submissions.models import Attempt, State
from submissions.pages.places import attempt_here
from submissions.pages.report_view import ReportView, report_view
from submissions.pages.staff import requeueable
from submissions.standings import Line
from submissions.visitor import current_locale, current_service, current_user, login_required

blueprint = Blueprint("attempts", __name__, url_prefix="/attempts/<token>")

_LEAST_REFRESH_S: Final = 2


@dataclass(frozen=True, slots=True)
class AttemptView:
    """An attempt as one visitor sees it. `staff`: not the student; `full`: staff who chose to see everything."""

    attempt: Attempt
    receipt: Receipt
    status: Status
    report: ReportView | None
    lines: tuple[Line, ...]
    staff: bool
    full: bool
    own: bool
    more_later: bool
    requeueable: bool
    trouble: str | None

    @property
    def refresh_s(self) -> int:
        """Seconds until a page without JavaScript looks again; 0 when there is nothing to wait for."""
        again = self.status.ask_again_ms
        return max(_LEAST_REFRESH_S, math.ceil(again / 1000)) if again else 0

    @property
    def tag(self) -> str:
        """Changes exactly when the shown state does."""
        return f"{self.status.tag}-{current_locale()}-{'full' if self.full else 'student'}"

    @property
    def line(self) -> Line | None:
        return next((line for line in self.lines if line.token == self.attempt.token), None)


@blueprint.get("")
@login_required
def show(token: str) -> str:
    """The attempt's page; what it shows of the grading keeps itself up to date."""
    return render_template("attempt.html", view=_view(token))


@blueprint.get("/status")
def status(token: str) -> Response:
    """The part of the page that changes; 304 while nothing has. A page whose log-in has ended is sent to log in."""
    if current_user() is None:
        response = make_response("", 401)
        response.headers["HX-Redirect"] = url_for("pages.login", next=url_for("attempts.show", token=token))
        return response
    view = _view(token)
    same = request.if_none_match.contains(view.tag)
    response = make_response("" if same else render_template("grading.html", view=view, alone=True))
    response.status_code = 304 if same else 200
    response.set_etag(view.tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/files/<int:position>")
@login_required
def file(token: str, position: int) -> Response:
    """A file of the attempt, as it was sent; always a download, never a page."""
    with current_service().database.reading() as session:
        attempt, _ = attempt_here(session, token)
        found = next((one for one in attempt.files if one.position == position), None)
        if found is None:
            abort(404)
        name, data = found.name, found.blob.data
    response = Response(data, mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _view(token: str) -> AttemptView:
    with current_service().database.reading() as session:
        attempt, staff = attempt_here(session, token)
        return _seen(session, attempt, staff=staff, moment=read_now(session))


def _seen(session: Session, attempt: Attempt, *, staff: bool, moment: datetime) -> AttemptView:
    full = staff and request.args.get("view") != "student"
    found = attempts.status_of(session, attempt)
    user = current_user()
    return AttemptView(
        attempt=attempt,
        receipt=attempts.receipt_of(attempt),
        status=found,
        report=_report(session, attempt, moment, full=full) if found.state is State.DONE else None,
        lines=standings.history(session, attempt.assignment, attempt.user_id),
        staff=staff,
        full=full,
        own=user is not None and user.id == attempt.user_id,
        more_later=not full and _more_later(attempt, moment),
        requeueable=staff and requeueable(session, attempt),
        trouble=_trouble(attempt) if full and found.state is State.FAILED else None,
    )


def _report(session: Session, attempt: Attempt, moment: datetime, *, full: bool) -> ReportView | None:
    report = attempts.report_of(session, attempt)
    if report is None:
        return None
    level = FeedbackLevel.FULL if full else FeedbackLevel(courses.feedback_level(attempt.assignment, moment))
    closed = courses.window(attempt.assignment, moment) is courses.Window.CLOSED
    own = variants.stored_variants(session, attempt.assignment_id, attempt.user_id)
    shows_solution = full or (closed and level is FeedbackLevel.FULL)
    return report_view(report, level, courses.problem_set_of(attempt.assignment), own, solved=shows_solution)


def _more_later(attempt: Attempt, moment: datetime) -> bool:
    """Will the report show more once hand-ins are closed?"""
    feedback = courses.problem_set_of(attempt.assignment).feedback
    closes = attempt.assignment.closes_at is not None
    return closes and feedback.after == "full" and courses.feedback_level(attempt.assignment, moment) != "full"


def _trouble(attempt: Attempt) -> str:
    return next((grading.trouble for grading in reversed(attempt.gradings) if grading.trouble), "")
