"""The Flask application: configuration, headers, sessions, CSRF, errors; the blueprints only register."""

import structlog
from flask import Blueprint, Flask, Response, jsonify, request
from flask_wtf.csrf import CSRFProtect  # type: ignore[import-untyped]  # ships no types
from sqlalchemy import select
from werkzeug.middleware.proxy_fix import ProxyFix

from submissions import accounts, api, config, errors, workers
from submissions.clock import now
from submissions.pages import BLUEPRINTS
from submissions.service import Service, open_service
from submissions.visitor import EXTENSION, current_locale, current_service, current_user

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_log = structlog.get_logger("nngrader.web")
_health = Blueprint("health", __name__)


def build(service: Service | None = None) -> Flask:
    """The application of one service; raises SetupError when there is none and none can be opened."""
    service = service or open_service(config.load())
    settings = service.settings
    app = Flask("submissions")
    app.config.update(
        SECRET_KEY=settings.secret_for("cookies"),
        SESSION_COOKIE_NAME="nngrader",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        PERMANENT_SESSION_LIFETIME=accounts.STAYS_LOGGED_IN,
        MAX_CONTENT_LENGTH=settings.max_upload_bytes,
        MAX_FORM_MEMORY_SIZE=2_000_000,
        MAX_FORM_PARTS=2_000,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open for a whole evening; the session bounds it
    )
    app.extensions[EXTENSION] = service
    CSRFProtect(app).exempt(api.blueprint)  # no cookie counts there, only a bearer token
    errors.register(app)
    app.after_request(_harden)
    app.context_processor(_shared_by_templates)
    for blueprint in (_health, api.blueprint, *BLUEPRINTS):
        app.register_blueprint(blueprint)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _harden(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    _log.info("request", method=request.method, path=request.path, status=response.status_code)
    return response


def _shared_by_templates() -> dict[str, object]:
    return {"user": current_user(), "locale": current_locale()}


@_health.get("/healthz")
def healthz() -> Response:
    """This process answers."""
    return jsonify({"status": "ok"})


@_health.get("/readyz")
def readyz() -> Response:
    """The database answers too; says which workers are there and whether code can be run."""
    with current_service().database.reading() as session:
        session.execute(select(now()))
        there = workers.present(session)
        no_code = workers.why_no_code(session)
    shown = [{"name": worker.name, "level": worker.level, "runs_code": worker.runs_code} for worker in there]
    return jsonify({"status": "ok", "workers": shown, "code": no_code is None})
