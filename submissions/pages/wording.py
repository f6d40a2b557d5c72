"""What every template may call: words in the reader's language, formulas, points, dates, addresses.

A template writes both languages where it uses them, `say("로그인", "Log in")`, so that neither can be missing.
"""

import functools
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from flask import request
from flask.sansio.app import App
from markupsafe import Markup

from grader.report import shown
from problems.page import html as page
from problems.pictures.scene import Picture
from problems.pictures.svg import embedded
from reference.text import Text
from submissions.pages import assets, moments
from submissions.pages.preferences import theme
from submissions.pages.verdicts import SIGNS
from submissions.visitor import current_locale


def register(app: App) -> None:
    """Make these known to all templates of an application."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        say=say, asset=assets.address, when=when, time_left=time_left, here=here, theme=theme, signs=SIGNS
    )
    app.jinja_env.filters.update(
        words=words,
        inline=inline,
        markup=markup,
        points=points,
        symbol=symbol,
        drawn=drawn,
        to_second=to_second,
        zone_name=moments.zone_name,
    )


def say(ko: str, en: str, **values: object) -> str:
    """A text in the reader's language; `{name}` holes are filled by the values."""
    text = Text(ko, en)
    return (text.format(**values) if values else text)[current_locale()]


def words(text: Text) -> str:
    """A Text in the reader's language."""
    return text[current_locale()]


def inline(text: Text | str) -> Markup:
    """One line of the small markup (formulas, code), as HTML."""
    return Markup(_inline(_own(text)))  # noqa: S704 - problems.page.html escapes all that is not its own


def symbol(tex: str) -> Markup:
    """A TeX symbol as a formula."""
    return Markup(_inline(rf"$\displaystyle {tex}$"))  # noqa: S704 - the same


def markup(text: Text | str) -> Markup:
    """Paragraphs, lists, tables, code and formulas, as HTML."""
    return Markup(_html(_own(text)))  # noqa: S704 - the same


def drawn(picture: Picture, name: str) -> Markup:
    """A picture; `name` is an id that nothing else on the page begins with."""
    return Markup(embedded(picture, current_locale(), name))  # noqa: S704 - a tree of ours, written by a library


def points(value: Fraction) -> str:
    """Points for people: two decimals at most, none for whole points."""
    text = shown(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def when(moment: datetime, zone: ZoneInfo) -> Markup:
    """A moment as a `time` element in a course's time zone."""
    return _time(moment, moments.written(moment, zone))


def to_second(moment: datetime, zone: ZoneInfo) -> Markup:
    """The same to the second."""
    return _time(moment, moments.to_the_second(moment, zone))


def time_left(span: timedelta) -> str:
    """How long is left, in words."""
    return moments.left(span)[current_locale()]


def here() -> str:
    """This page's own address, to come back to."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def _own(text: Text | str) -> str:
    return text if isinstance(text, str) else text[current_locale()]


def _time(moment: datetime, text: Text) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(timespec="seconds"), text[current_locale()])


@functools.lru_cache(maxsize=4096)
def _inline(text: str) -> str:
    return page.inline(text)


@functools.lru_cache(maxsize=1024)
def _html(text: str) -> str:
    return page.html(text)


__all__ = ["inline", "markup", "points", "register", "say", "words"]
