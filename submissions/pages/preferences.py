"""How somebody likes to read: language and light or dark, chosen without JavaScript, kept over log-outs."""

from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from submissions.visitor import choose_locale

blueprint = Blueprint("preferences", __name__)

THEMES: Final = ("auto", "light", "dark")
_COOKIE: Final = "nngrader_theme"
_A_YEAR: Final = 365 * 24 * 3600


def theme() -> str:
    """This browser's choice: `auto` follows its system."""
    chosen = request.cookies.get(_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def local_path(target: str | None) -> str:
    """A path of this site to go back to; whatever leads elsewhere becomes the start page."""
    home = url_for("pages.home")
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return home
    if any(ord(sign) < 33 or sign == "\\" for sign in target):
        return home
    parts = urlsplit(target)
    return home if parts.scheme or parts.netloc else target


@blueprint.post("/language")
def language() -> Response:
    """Choose Korean or English."""
    choose_locale(request.form.get("locale", ""))
    return redirect(local_path(request.form.get("next")), 303)


@blueprint.post("/theme")
def choose_theme() -> Response:
    """Choose light, dark, or the system's."""
    response = redirect(local_path(request.form.get("next")), 303)
    chosen = request.form.get("theme", "")
    if chosen in THEMES:
        secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
        response.set_cookie(_COOKIE, chosen, max_age=_A_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response
