"""The frame of a handout: one HTML file that needs nothing else, for the screen and for A4."""

import base64
from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path

from problems.page.html import FONT, stylesheet
from reference.text import Locale


def document(title: str, body: str, locale: Locale, footer: str) -> str:
    """A whole HTML page. `title` and `footer` are plain text, `body` is HTML."""
    return (
        f'<!doctype html>\n<html lang="{locale}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_styles()}\n"
        f"@page {{ @bottom-left {{ content: {css_string(footer)}; }} }}\n</style>\n</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )


def css_string(text: str) -> str:
    """The text as a CSS string; every sign but plain letters and digits is written by its number."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'


def points(value: object, locale: Locale) -> str:
    """Points as they stand behind a title."""
    return f"{value}점" if locale == "ko" else f"{value} points"


def moment(value: datetime) -> str:
    """A deadline with its offset, so that nobody has to guess the time zone."""
    return value.strftime("%Y-%m-%d %H:%M (UTC%z)")


@lru_cache(maxsize=1)
def _styles() -> str:
    font = base64.b64encode(FONT.read_bytes()).decode()
    own = Path(__file__).with_name("handout.css").read_text(encoding="utf-8")
    return (stylesheet(f"data:font/woff2;base64,{font}") + own).replace("</", "<\\/")
