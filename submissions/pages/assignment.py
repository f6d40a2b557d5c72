"""One assignment: the student's own numbers, the form, and handing in."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from problems.catalog import find
from problems.code.notebook_starter import notebook_starter, starter_stem
from problems.code.task import CodeTask
from problems.pictures.scene import Picture
from problems.question import Kind, picture, solution, solved_picture, statement
from problems.sets.problem_set import Problem, ProblemSet
from problems.variant import Variant
from reference.text import Text
from submissions import attempts, courses, standings, variants
from submissions.clock import read_now
from submissions.courses import Window
from submissions.handing_in import HandIn, RefusedError
from submissions.models import Attempt, AttemptFile
from submissions.pages import answer_form, front
from submissions.pages.answer_form import Typed, Widget
from submissions.pages.front import Standing
from submissions.pages.places import Place, assignment_here
from submissions.standings import Line
from submissions.visitor import current_locale, current_service, login_required, require_user

blueprint = Blueprint("assignments", __name__, url_prefix="/courses/<course>/<slug>")

_KEY_BYTES: Final = 18


@dataclass(frozen=True, slots=True)
class Question:
    """One problem as the page shows it; `solution` and its picture only when they may be shown."""

    number: int
    problem: Problem
    kind: Kind
    statement: Text
    widgets: tuple[Widget, ...]
    solution: Text | None
    picture: Picture | None = None
    solved_picture: Picture | None = None

    @property
    def is_code(self) -> bool:
        return isinstance(self.kind, CodeTask)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything about the visitor and this assignment that does not depend on what is in the form."""

    place: Place
    problem_set: ProblemSet
    standing: Standing
    lines: tuple[Line, ...]
    last: Attempt | None
    variants: Mapping[str, Variant]
    moment: datetime

    @property
    def asked(self) -> answer_form.Asked:
        return answer_form.asked_fields(self.problem_set.problems, self.variants)

    @property
    def kept(self) -> Typed:
        return answer_form.kept(self.last.answers if self.last else {}, self.asked)

    @property
    def takes(self) -> bool:
        """Can something be handed in now?"""
        return self.standing.window in {Window.OPEN, Window.LATE} and self.standing.attempts_left > 0

    @property
    def solutions(self) -> bool:
        """May the worked solutions be shown? After closing, when the set says so."""
        return self.standing.window is Window.CLOSED and self.problem_set.feedback.after == "full"

    @property
    def kept_files(self) -> list[AttemptFile]:
        return list(self.last.files) if self.last else []


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says about a hand-in that was not taken."""

    cells: Mapping[str, Text]
    files: tuple[Text, ...] = ()
    sentence: Text | None = None

    @property
    def nothing(self) -> bool:
        return not self.cells and not self.files and self.sentence is None


@blueprint.get("")
@login_required
def show(course: str, slug: str) -> AnyResponse | str:
    """The assignment, its fields filled with the last attempt's answers."""
    place = assignment_here(course, slug)
    if place.member is None:
        return redirect(url_for("staff.students", course=course, slug=slug))
    situation = _situation(place)
    if situation.standing.window is Window.NOT_YET and not place.staff:
        return render_template("not_open.html", here_is=situation)
    return _page(situation, situation.kept, secrets.token_urlsafe(_KEY_BYTES), Said({}))


@blueprint.post("")
@login_required
def hand_in(course: str, slug: str) -> AnyResponse | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Take a hand-in, or say on the page why not, with everything typed still in place."""
    place = assignment_here(course, slug)
    if place.member is None:
        abort(403)
    situation = _situation(place)
    if not situation.variants:
        abort(403)
    typed = answer_form.typed_in(request.form, situation.asked)
    key = request.form.get("request_key", "")[:100] or secrets.token_urlsafe(_KEY_BYTES)
    files = answer_form.uploaded(request.files.getlist("files"))
    said = Said(answer_form.faults(typed), answer_form.unusable(files))
    if not said.nothing:
        return _page(situation, typed, key, said), 422
    answers = answer_form.changed_answers(typed, situation.kept, situation.asked)
    if not answers and not files:
        answers = answer_form.all_answers(typed, situation.asked)
    sent = HandIn(require_user().id, place.assignment.id, key, answers, files)
    try:
        receipt = attempts.accept(current_service(), sent)
    except RefusedError as error:
        retry = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
        return _page(situation, typed, key, Said({}, (), error.sentence)), error.status, retry
    return redirect(url_for("attempts.show", token=receipt.token), 303)


@blueprint.post("/check")
@login_required
def check(course: str, slug: str) -> Response:
    """What is wrong with a form before it is sent, for the script; nothing is kept and nothing is counted."""
    situation = _situation(assignment_here(course, slug))
    typed = answer_form.typed_in(request.form, situation.asked if situation.variants else {})
    files = answer_form.unusable(answer_form.uploaded(request.files.getlist("files")))
    locale = current_locale()
    return jsonify({
        "cells": {name: why[locale] for name, why in answer_form.faults(typed).items()},
        "files": render_template("file_faults.html", faults=files) if files else "",
    })  # fmt: skip


@blueprint.get("/starter/<problem>")
@login_required
def starter(course: str, slug: str, problem: str) -> Response:
    """The file that a code task begins with."""
    kind = _task(course, slug, problem)
    return _download(kind.starter(current_locale()), f"{starter_stem(kind)}.py", "text/x-python")


@blueprint.get("/starter/<problem>/notebook")
@login_required
def starter_notebook(course: str, slug: str, problem: str) -> Response:
    """The same as a Jupyter notebook."""
    kind = _task(course, slug, problem)
    return _download(
        notebook_starter(kind, current_locale()), f"{starter_stem(kind)}.ipynb", "application/x-ipynb+json"
    )


def _task(course: str, slug: str, problem: str) -> CodeTask:
    """The code task behind a problem of an assignment that has opened; else 404."""
    place = assignment_here(course, slug)
    wanted = courses.problem_set_of(place.assignment).problem(problem)
    kind = find(wanted.use) if wanted is not None else None
    if not isinstance(kind, CodeTask) or not (place.staff or _has_opened(place)):
        abort(404)
    return kind


def _download(text: str, name: str, mimetype: str) -> Response:
    response = Response(text, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _has_opened(place: Place) -> bool:
    moment = courses.moment_now(current_service())
    return courses.window(place.assignment, moment) is not Window.NOT_YET


def _situation(place: Place) -> Situation:
    service, user = current_service(), require_user()
    with service.database.reading() as session:
        moment = read_now(session)
        standing = front.standing(session, place.assignment, user.id, moment)
        lines = standings.history(session, place.assignment, user.id)
        attempted = attempts.attempts_of(session, place.assignment.id, user.id)
    seen = place.member is not None and (place.staff or standing.window is not Window.NOT_YET)
    own = variants.of(service, place.assignment, place.member) if seen and place.member else {}
    return Situation(
        place,
        courses.problem_set_of(place.assignment),
        standing,
        lines,
        attempted[0] if attempted else None,
        own,
        moment,
    )


def _page(situation: Situation, typed: Typed, key: str, said: Said) -> str:
    asked = situation.asked
    questions = [
        _question(number, problem, situation, asked, typed, checked=bool(said.cells))
        for number, problem in enumerate(situation.problem_set.problems, 1)
    ]
    return render_template(
        "assignment.html",
        here_is=situation,
        assignment=situation.place.assignment,
        questions=questions,
        key=key,
        said=said,
        suffixes=",".join(answer_form.SUFFIXES),
        has_code=any(question.is_code for question in questions),
    )


def _question(
    number: int, problem: Problem, situation: Situation, asked: answer_form.Asked, typed: Typed, *, checked: bool
) -> Question:
    kind, variant = find(problem.use), situation.variants[problem.id]
    return Question(
        number,
        problem,
        kind,
        statement(kind, variant, problem.decimals),
        tuple(answer_form.widget(problem.id, field, typed, checked=checked) for field in asked[problem.id]),
        solution(kind, variant, problem.decimals) if situation.solutions else None,
        picture(kind, variant),
        solved_picture(kind, variant, problem.decimals) if situation.solutions else None,
    )
