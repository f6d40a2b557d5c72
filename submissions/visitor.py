"""Who is asking, in which language: what a page or the API knows about the request it answers."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from reference.text import LOCALES, Locale
from submissions import accounts
from submissions.models import User
from submissions.service import Service

P = ParamSpec("P")
R = TypeVar("R")
EXTENSION = "nngrader"


def current_service() -> Service:
    """The service this request is answered by."""
    return cast("Service", current_app.extensions[EXTENSION])


def current_user() -> User | None:
    """Who is logged in (read once per request), or None."""
    if "user" not in g:
        g.user = None
        token = session.get("token")
        if token:
            with current_service().database.reading() as reading:
                g.user = accounts.user_of(reading, token)
    return cast("User | None", g.user)


def require_user() -> User:
    """Who is logged in, on a page that `login_required` guards."""
    user = current_user()
    if user is None:
        raise LookupError("this view needs login_required")
    return user


def current_locale() -> Locale:
    """The user's own choice, else this browser's choice here, else what the browser asks for, else English."""
    user = current_user()
    for chosen in (user.locale if user else None, session.get("locale")):
        if chosen in LOCALES:
            return cast("Locale", chosen)
    return "ko" if request.accept_languages.best_match(LOCALES, default="en") == "ko" else "en"


def choose_locale(locale: str) -> None:
    """Remember a language for this browser, and for the account if somebody is logged in."""
    if locale not in LOCALES:
        return
    session["locale"] = locale
    user = current_user()
    if user is not None:
        user.locale = locale
        with current_service().database.writing() as writing:
            accounts.set_locale(writing, user.id, locale)


def start(token: str) -> None:
    """Log this browser in; the old session's contents go, only the language stays."""
    locale = session.get("locale")
    session.clear()
    session.permanent = True
    session["token"] = token
    if locale:
        session["locale"] = locale
    g.pop("user", None)


def end() -> None:
    """Log this browser out, on the server too."""
    token = session.pop("token", None)
    session.clear()
    g.pop("user", None)
    if token:
        with current_service().database.writing() as writing:
            accounts.log_out(writing, token)


def login_required(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Send whoever is not logged in to the log-in page (endpoint `pages.login`), and back afterwards."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        if current_user() is None:
            return redirect(url_for("pages.login", next=request.full_path.rstrip("?")))
        return view(*args, **kwargs)

    return guarded
