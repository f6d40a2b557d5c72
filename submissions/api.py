"""The HTTP API under `/api/v1`: hand in, ask how far the grading is, read the report. Bearer tokens only."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask import Blueprint, Response, abort, g, jsonify, request, url_for
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest

from grader.intake.reading import UploadedFile
from grader.report import visible
from reference.text import Text
from submissions import accounts, attempts, courses
from submissions.attempts import Receipt
from submissions.handing_in import HandIn, RefusedError
from submissions.models import Attempt
from submissions.visitor import current_service, require_user

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

_DEEPEST: Final = 10


@blueprint.before_request
def _identify() -> None:
    """Only a bearer token counts here; a cookie that a browser sends along does not."""
    g.user = None
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        with current_service().database.reading() as session:
            g.user = accounts.token_owner(session, token.strip())
    if g.user is None:
        abort(401)


@blueprint.post("/assignments/<course>/<assignment>/submissions")
def hand_in(course: str, assignment: str) -> tuple[Response, int]:
    """Hand in: JSON `{"request_key", "answers"}`, or multipart with these as fields and any files. 202: accepted."""
    service = current_service()
    with service.database.reading() as session:
        assignment_id = _assignment(session, course, assignment)
    key, answers = _sent()
    files = tuple(UploadedFile(file.filename or "", file.read()) for _, file in request.files.items(multi=True))
    receipt = attempts.accept(service, HandIn(require_user().id, assignment_id, key, answers, files))
    where = url_for("api.submission", token=receipt.token)
    return jsonify({"id": receipt.token, "url": where, "receipt": receipt_json(receipt)}), 202


@blueprint.get("/submissions/<token>")
def submission(token: str) -> Response:
    """How far the grading is, and the receipt."""
    with current_service().database.reading() as session:
        attempt = _attempt(session, token)
        status = attempts.status_of(session, attempt)
        receipt = attempts.receipt_of(attempt)
    shown = {
        "state": status.state.value,
        "ahead": status.ahead,
        "ask_again_ms": status.ask_again_ms,
        "receipt": receipt_json(receipt),
        "report": url_for("api.report", token=token),
    }
    return jsonify({"id": token, **shown})


@blueprint.get("/submissions/<token>/report")
def report(token: str) -> Response:
    """The stored report, as much of it as the reader may see now; 404 until it is there."""
    with current_service().database.reading() as session:
        attempt = _attempt(session, token)
        stored = attempts.report_of(session, attempt)
        level = attempts.level_for(session, attempt, require_user())
    if stored is None:
        raise RefusedError(_NOT_GRADED, 404)
    return jsonify(visible(stored, level).to_json())


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """The receipt as the API writes it; times in UTC."""
    return {
        "attempt": receipt.number,
        "accepted_at": receipt.accepted_at.isoformat(),
        "late": receipt.late,
        "sha256": receipt.content,
        "problems": list(receipt.problems),
        "files": [
            {"name": file.name, "sha256": file.sha256, "size": file.size, "carried": file.carried}
            for file in receipt.files
        ],
    }


def _sent() -> tuple[str, dict[str, dict[str, Any]]]:
    """Request key and answers of either kind of body; raises RefusedError (400)."""
    try:
        if request.is_json:
            body = request.get_json()
            key, answers = body["request_key"], body.get("answers", {})
        else:
            key, answers = request.form["request_key"], json.loads(request.form.get("answers") or "{}")
    except (BadRequest, KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise RefusedError(_BODY, 400) from error
    tables = isinstance(answers, dict) and all(isinstance(table, dict) for table in answers.values())
    readable = isinstance(key, str) and 8 <= len(key) <= 100 and key.isprintable()
    if not readable or not tables or _is_deep(answers):
        raise RefusedError(_BODY, 400)
    return key, answers


def _is_deep(answers: Mapping[str, Any]) -> bool:
    """Whether something is nested deeper than any answer is, and than whoever walks down it could go."""
    level: list[Any] = [answers]
    for _ in range(_DEEPEST):
        level = [part for whole in level for part in _parts(whole)]
    return bool(level)


def _parts(whole: Any) -> Iterable[Any]:
    if isinstance(whole, dict):
        return whole.values()
    return whole if isinstance(whole, list) else ()


def _assignment(session: Session, course: str, slug: str) -> int:
    """What somebody is no member of does not exist for them."""
    found = courses.find_assignment(session, course, slug)
    if courses.membership(session, found.course_id, require_user().id) is None:
        raise courses.unknown_assignment(course, slug)
    return found.id


def _attempt(session: Session, token: str) -> Attempt:
    attempt = attempts.find_attempt(session, token)
    if attempt is None or not attempts.may_see(session, attempt, require_user()):
        abort(404)
    return attempt


_NOT_GRADED = Text("아직 채점 결과가 없습니다.", "There is no report yet.")
_BODY = Text(
    "요청을 읽을 수 없습니다. request_key(8자 이상)와 answers(문제별 표)를 JSON이나 multipart로 보내야 합니다.",
    "The request cannot be read: send request_key (at least 8 characters) and answers (a table for each problem) "
    "as JSON or multipart.",
)
