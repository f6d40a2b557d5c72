"""Files that every page loads: one style sheet, two scripts, fonts, the icon.

Addresses hold a digest of the content, so a browser keeps them for ever and a new version has new addresses.
The style sheet is put together here: Bootstrap, the rules of formulas and code, and our own theme.
"""

import functools
import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort, request, url_for

from problems.page.html import FONT, stylesheet

blueprint = Blueprint("assets", __name__)

_STATIC: Final = Path(__file__).parents[1] / "static"
_VENDOR: Final = _STATIC / "vendor"
_FILES: Final = {
    "htmx.js": (_VENDOR / "htmx" / "htmx.min.js", "text/javascript"),
    "pages.js": (_STATIC / "pages.js", "text/javascript"),
    "icon.svg": (_STATIC / "icon.svg", "image/svg+xml"),
    "pretendard.woff2": (_VENDOR / "pretendard" / "PretendardVariable.woff2", "font/woff2"),
    "stix-two-math.woff2": (FONT, "font/woff2"),
}
_STYLES: Final = "pages.css"
_FOR_EVER: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent: its bytes, a gzip of them where that helps, its type and its digest."""

    data: bytes
    packed: bytes | None
    mimetype: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()[:16]


def address(name: str) -> str:
    """Where pages find an asset."""
    return url_for("assets.asset", digest=_asset(name).digest, name=name)


@blueprint.get("/assets/<digest>/<name>")
def asset(digest: str, name: str) -> Response:
    """An asset; an address of another version is not found, so that nothing old is kept under a new name."""
    if name not in _FILES and name != _STYLES:
        abort(404)
    found = _asset(name)
    if digest != found.digest:
        abort(404)
    packed = found.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    response = Response(packed or found.data, mimetype=found.mimetype)
    if packed is not None:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = _FOR_EVER
    response.vary.add("Accept-Encoding")
    return response


@functools.cache
def _asset(name: str) -> Asset:
    if name == _STYLES:
        return _made(_styles().encode(), "text/css")
    path, mimetype = _FILES[name]
    return _made(path.read_bytes(), mimetype)


def _made(data: bytes, mimetype: str) -> Asset:
    packed = None if mimetype == "font/woff2" else gzip.compress(data, 9, mtime=0)  # fonts are packed already
    return Asset(data, packed, mimetype)


def _styles() -> str:
    bootstrap = (_VENDOR / "bootstrap" / "bootstrap.min.css").read_text("utf-8")
    own = (_STATIC / "pages.css").read_text("utf-8")
    return "\n".join([
        bootstrap.rpartition("/*# sourceMappingURL")[0],
        stylesheet(_beside("stix-two-math.woff2")),
        own.replace("PRETENDARD_URL", _beside("pretendard.woff2")),
    ])  # fmt: skip


def _beside(name: str) -> str:
    """An asset's address from the style sheet's own."""
    return f"../{_asset(name).digest}/{name}"
