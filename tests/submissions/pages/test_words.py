"""Words: every text of a template in both languages, dates in the course's zone, time left as people say it."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jinja2 import Environment, nodes

from grader.report import Verdict
from submissions.pages import moments
from submissions.pages.verdicts import SIGNS

TEMPLATES = sorted((Path(__file__).parents[3] / "submissions" / "templates").glob("*.html"))
HANGUL = re.compile("[가-힣]")
SAME_IN_BOTH = {"nngrader", "seed", "py", "ipynb", "zip", "Bytes", "UTC"}


def said(template: Path) -> list[tuple[str, str]]:
    """All pairs of texts in a template."""
    tree = Environment(autoescape=True).parse(template.read_text("utf-8"))
    calls = [c for c in tree.find_all(nodes.Call) if isinstance(c.node, nodes.Name) and c.node.name == "say"]
    return [(str(c.args[0].as_const()), str(c.args[1].as_const())) for c in calls]


class _Words(HTMLParser):
    """Words outside of tags, scripts left out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.words |= set(re.findall(r"[A-Za-z가-힣]{2,}", data))


def bare_words(template: Path) -> set[str]:
    """Words that stand in a template outside of `say`, so in one language only."""
    tokens = Environment(autoescape=True).lex(template.read_text("utf-8"))
    reader = _Words()
    reader.feed("".join(text for _, kind, text in tokens if kind == "data"))
    return reader.words - SAME_IN_BOTH


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_text_is_korean_and_english_with_the_same_holes(template: Path) -> None:
    for korean, english in said(template):
        assert HANGUL.search(korean), english
        assert not HANGUL.search(english), english
        holes = [set(re.findall(r"{(\w+)}", text)) for text in (korean, english)]
        assert holes[0] == holes[1] or {"n"} >= holes[0] ^ holes[1]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_word_stands_outside_of_the_two_languages(template: Path) -> None:
    own_names = {"English", "한국어"} if template.name == "layout.html" else set()  # languages by their own names
    assert bare_words(template) <= own_names


def test_a_planted_word_would_be_found(tmp_path: Path) -> None:
    planted = tmp_path / "x.html"
    planted.write_text('<p class="a">{{ say("가", "a") }} Deadline</p>', "utf-8")
    assert bare_words(planted) == {"Deadline"}


def test_every_verdict_has_a_word_and_a_sign() -> None:
    assert set(SIGNS) == set(Verdict)
    drawings = (TEMPLATES[0].parent / "signs.html").read_text("utf-8")
    for sign in SIGNS.values():
        assert f'shape == "{sign.shape}"' in drawings
    right = {SIGNS[verdict].shape for verdict in (Verdict.CORRECT, Verdict.FOLLOW_THROUGH)}
    assert right.isdisjoint({SIGNS[v].shape for v in set(Verdict) - {Verdict.CORRECT, Verdict.FOLLOW_THROUGH}})


@pytest.mark.parametrize(
    ("span", "korean", "english"),
    [
        (timedelta(days=6, hours=4, minutes=59), "6일 4시간 남음", "6 days 4 hours left"),
        (timedelta(days=1), "1일 남음", "1 day left"),
        (timedelta(hours=23, minutes=1), "23시간 1분 남음", "23 hours 1 minute left"),
        (timedelta(minutes=59, seconds=59), "59분 남음", "59 minutes left"),
        (timedelta(seconds=59), "1분 미만 남음", "less than a minute left"),
        (timedelta(0), "마감됨", "deadline passed"),
        (timedelta(days=-3), "마감됨", "deadline passed"),
    ],
)
def test_time_left_is_said_in_its_two_largest_units(span: timedelta, korean: str, english: str) -> None:
    said_left = moments.left(span)
    assert (said_left.ko, said_left.en) == (korean, english)


def test_a_deadline_is_written_in_its_courses_zone() -> None:
    moment = datetime(2026, 11, 27, 14, 59, tzinfo=UTC)
    seoul = moments.written(moment, ZoneInfo("Asia/Seoul"))
    assert (seoul.ko, seoul.en) == ("2026. 11. 27. (금) 23:59", "Fri 27 Nov 2026, 23:59")
    assert moments.zone_name(moment, ZoneInfo("Asia/Seoul")) == "Asia/Seoul, UTC+09:00"
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert moments.zone_name(summer, ZoneInfo("Europe/Berlin")) == "Europe/Berlin, UTC+02:00"
