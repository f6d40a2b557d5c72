"""For the staff of a course: how the students stand, what failed, and what each student was asked."""

from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from problems.catalog import find
from problems.family import Field
from problems.handout.question import Answer, Question, question
from problems.pictures.scene import Picture
from problems.question import solution, solved_picture
from reference.decimals import as_text, decimal_text
from reference.text import Text
from submissions import accounts, backlog, courses, standings, variants
from submissions.models import Assignment, Attempt, Membership, Role
from submissions.pages.places import attempt_here, staff_here
from submissions.standings import Line
from submissions.visitor import current_service, login_required, require_user

blueprint = Blueprint("staff", __name__)

_EXACT: Final = 12
_FURTHER: Final = 2  # digits of the ends of what is accepted beyond those asked


@dataclass(frozen=True, slots=True)
class StudentRow:
    """One student of an assignment; `lines` are the attempts, newest first."""

    member: Membership
    lines: tuple[Line, ...]

    @property
    def newest(self) -> Line | None:
        return self.lines[0] if self.lines else None

    @property
    def counting(self) -> Line | None:
        return standings.counting(self.lines)


@dataclass(frozen=True, slots=True)
class Key:
    """A field with its right answer, rounded as asked, and the ends of what is accepted after right work."""

    field: Field
    value: str
    accepted: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Preview:
    """A problem as one student has it, with its key."""

    question: Question
    keys: tuple[Key, ...]
    solution: Text
    picture: Picture | None


@blueprint.get("/courses/<course>/<slug>/students")
@login_required
def students(course: str, slug: str) -> str:
    """Every student with state and score, and the gradings that failed."""
    place = staff_here(course, slug)
    with current_service().database.reading() as session:
        attempted = standings.histories(session, place.assignment)
        members = courses.roster(session, place.assignment.course_id, Role.STUDENT)
        failed = standings.failures(session, place.assignment)
    rows = [StudentRow(member, attempted.get(member.user_id, ())) for member in members]
    problem_set = courses.problem_set_of(place.assignment)
    return render_template("students.html", place=place, rows=rows, failed=failed, problem_set=problem_set)


@blueprint.get("/courses/<course>/<slug>/variants")
@login_required
def preview(course: str, slug: str) -> str:
    """One student's own numbers with the key: by roster id, else the first student's."""
    place = staff_here(course, slug)
    with current_service().database.reading() as session:
        members = courses.roster(session, place.assignment.course_id, Role.STUDENT)
    wanted = request.args.get("student")
    member = next((one for one in members if wanted in {None, one.roster_id}), None)
    if members and member is None:
        abort(404)
    shown = _previews(place.assignment, member) if member is not None else []
    return render_template("variants.html", place=place, members=members, member=member, previews=shown)


@blueprint.post("/attempts/<token>/requeue")
@login_required
def requeue(token: str) -> Response:
    """Give a failed grading its chances back."""
    service = current_service()
    with service.database.writing() as session:
        attempt, staff = attempt_here(session, token)
        grading = standings.failed_grading(session, attempt)
        if not staff:
            abort(404)
        if grading is not None and backlog.requeue(session, grading):
            accounts.audit(session, require_user(), "grading.requeue", f"attempt {attempt.id}", grading=grading)
    service.hints.send()
    return redirect(url_for("attempts.show", token=token), 303)


def requeueable(session: Session, attempt: Attempt) -> bool:
    """Has a grading of this attempt failed?"""
    return standings.failed_grading(session, attempt) is not None


def _previews(assignment: Assignment, member: Membership) -> list[Preview]:
    own = variants.of(current_service(), assignment, member)
    shown = []
    for problem in courses.problem_set_of(assignment).problems:
        kind = find(problem.use)
        asked = question(problem, own[problem.id], kind)
        keys = tuple(_key(answer) for answer in asked.answers)
        worked = own[problem.id], problem.decimals
        shown.append(Preview(asked, keys, solution(kind, *worked), solved_picture(kind, *worked)))
    return shown


def _key(answer: Answer) -> Key:
    digits = _EXACT if answer.field.decimals is None else answer.field.decimals
    ends = answer.accepted
    accepted = (as_text(ends[0], digits + _FURTHER), as_text(ends[1], digits + _FURTHER)) if ends else None
    return Key(answer.field, _written(answer.value, answer.field.decimals), accepted)


def _written(value: Any, decimals: int | None) -> str:
    """Rounded to the digits asked; exact values in as many digits as they have."""
    if isinstance(value, list):
        return "[" + ", ".join(_written(part, decimals) for part in value) + "]"
    if isinstance(value, str):  # the letters of a choice
        return value
    return f"{value:.{_EXACT}g}" if decimals is None else decimal_text(value, decimals)
