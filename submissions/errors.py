"""Every failure of a request as one sentence in the reader's language: a page, or problem+json for the API."""

import errno

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError  # type: ignore[import-untyped]  # ships no types
from markupsafe import escape
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, TooManyRequests

from reference.text import Text
from submissions.accounts import AccountError
from submissions.courses import CourseError
from submissions.database import trouble
from submissions.handing_in import RefusedError
from submissions.visitor import current_locale

_log = structlog.get_logger("nngrader.web")

_SENTENCES = {
    400: Text("요청을 이해할 수 없습니다.", "The request could not be understood."),
    401: Text("먼저 로그인해야 합니다.", "Please log in first."),
    403: Text("이 페이지를 볼 권한이 없습니다.", "You may not see this page."),
    404: Text("이 주소에는 페이지가 없습니다.", "There is no page at this address."),
    405: Text("이 주소에서는 할 수 없는 요청입니다.", "This cannot be done at this address."),
    413: Text(
        "보낸 파일이 너무 큽니다. 아무것도 제출되지 않았습니다.",
        "What was sent is too large. Nothing was handed in.",
    ),
    429: Text("요청이 너무 많습니다. 잠시 뒤에 다시 시도하십시오.", "Too many requests. Please try again shortly."),
    500: Text(
        "서버에서 오류가 났습니다. 이미 접수된 제출은 그대로 남아 있습니다. 운영자에게 알려 주십시오.",
        "Something went wrong on the server. What had been accepted is safe. Please tell the operator.",
    ),
    503: Text("지금은 서비스를 이용할 수 없습니다.", "The service is not available at the moment."),
}
_FORM_EXPIRED = Text(
    "페이지가 오래되어 보낸 내용을 확인할 수 없습니다. 새로 고친 뒤 다시 보내십시오. 아무것도 제출되지 않았습니다.",
    "This page has become too old to be trusted. Reload it and send again. Nothing was handed in.",
)
_DISK_FULL = Text(
    "서버의 디스크가 가득 찼습니다. 방금 보낸 것은 저장되지 않았습니다. 운영자에게 알려 주십시오.",
    "The server's disk is full. What was just sent has not been stored. Please tell the operator.",
)


def register(app: Flask) -> None:
    """Answer every exception of a view by the handlers below."""
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(AccountError, _account)
    app.register_error_handler(CourseError, _course)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(Exception, _ours)


def answer(status: int, sentence: Text, retry_after: int | None = None) -> Response:
    """A failure as the API's problem+json or as the template `error.html` (status, sentence, retry_after)."""
    locale = current_locale()
    if request.path.startswith("/api/"):
        response = jsonify({"type": "about:blank", "status": status, "title": sentence[locale], **sentence.to_json()})
        response.content_type = "application/problem+json"
    else:
        response = make_response(_page(status, sentence, retry_after))
    response.status_code = status
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _page(status: int, sentence: Text, retry_after: int | None) -> str:
    locale = current_locale()
    try:
        return render_template("error.html", status=status, sentence=sentence[locale], retry_after=retry_after)
    except Exception as error:  # noqa: BLE001 - a page that cannot be made must not hide what went wrong
        _log.error("error page", exc_info=error)
        return f"<!doctype html><html lang={locale}><title>{status}</title><p>{escape(sentence[locale])}</p></html>"


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    retry = 60 if isinstance(error, TooManyRequests) else None
    return answer(status, _SENTENCES.get(status, _SENTENCES[500 if status >= 500 else 400]), retry)


def _form_expired(_: CSRFError) -> Response:
    return answer(400, _FORM_EXPIRED)


def _refused(error: RefusedError) -> Response:
    return answer(error.status, error.sentence, error.retry_after)


def _account(error: AccountError) -> Response:
    return answer(429 if error.retry_after else 400, error.sentence, error.retry_after)


def _course(error: CourseError) -> Response:
    return answer(404, error.sentence)


def _database(error: DBAPIError) -> Response:
    sentence = trouble(error)
    if sentence is None:
        return _ours(error)
    _log.error("database", said=str(error.orig))
    g.user = None  # whoever it is cannot be looked up now; the page goes without
    return answer(503, sentence, 30)


def _system(error: OSError) -> Response:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        _log.error("disk full", said=str(error))
        return answer(503, _DISK_FULL, 30)
    return _ours(error)


def _ours(error: Exception) -> Response:
    _log.error("unexpected", path=request.path, exc_info=error)
    return answer(500, _SENTENCES[500])
