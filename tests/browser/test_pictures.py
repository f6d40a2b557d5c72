"""Pictures as a real browser draws them: letters within the room kept for them, light and dark, no barrier."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from problems.pictures.scene import Picture
from problems.pictures.svg import standalone
from reference.text import LOCALES, Locale
from tests.browser.conftest import ASSIGNMENT, Open, Site, serving
from tests.browser.test_accessibility import barriers
from tests.problems.pictures.gallery import KINDS, of_families

pytestmark = pytest.mark.browser

BOXES = """svg => [...svg.querySelectorAll('text')].map(text => {
  const box = text.getBBox();
  return [box.x, box.y, box.x + box.width, box.y + box.height];
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for all: nobody hands in here."""
    with serving(tmp_path_factory.mktemp("site") / "home") as site:
        yield site


def pictures() -> list[Picture]:
    return [*(make(random.Random(f"browser{kind}")) for kind, make in KINDS.items()), *of_families(1)]


@pytest.fixture
def page(chromium: Browser) -> Any:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _boxes(page: Page, picture: Picture, locale: Locale) -> list[list[float]]:
    page.set_content(standalone(picture, locale).partition("?>")[2])
    found: list[list[float]] = page.eval_on_selector("svg", BOXES)
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_letters_stay_within_the_room_kept_for_them(page, locale) -> None:
    """Whatever fonts this machine has: what was shown for boxes holds for letters. To a pixel; heights roughly."""
    for picture in pictures():
        labels = picture.labels
        for label, (left, top, right, bottom) in zip(labels, _boxes(page, picture, locale), strict=True):
            room = label.box
            text = label.text[locale]
            assert left >= room.left - 1, text
            assert right <= room.right + 1, text
            assert (top + bottom) / 2 == pytest.approx((room.top + room.bottom) / 2, abs=5), text


def test_a_file_is_dark_where_the_reader_is(chromium: Browser) -> None:
    """The surface behind a picture, and its letters, as the browser computes them."""
    picture = pictures()[0]
    seen = {}
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme=scheme)
        page = context.new_page()
        page.set_content(standalone(picture, "en").partition("?>")[2])
        colours = "node => [getComputedStyle(node).fill]"
        seen[scheme] = page.eval_on_selector("svg > rect", colours) + page.eval_on_selector("svg text", colours)
        context.close()

    assert seen["light"][0] == "rgb(255, 255, 255)"
    assert seen["dark"][0] == "rgb(22, 24, 29)"
    assert seen["light"][1] != seen["dark"][1]


def test_pages_show_pictures_without_scripts_and_print_them_light(visit: Open) -> None:
    """On the assignment's page: named for screen readers, no complaint of the browser, no barrier, light on paper."""
    lee = visit(script=False, dark=True)
    lee.log_in("lee", ASSIGNMENT)
    shown = lee.page.locator("#q1 svg.nn-picture")

    assert shown.count() == 1
    assert lee.page.locator("#q1").get_by_role("img", name="2-2-1 신경망").count() == 1
    assert lee.complaints == []
    letters = "node => getComputedStyle(node).fill"
    dark = shown.locator("text").first.evaluate(letters)
    lee.page.emulate_media(media="print")
    assert shown.locator("text").first.evaluate(letters) != dark
    assert lee.sideways <= 0


def test_a_report_shows_the_first_slip(visit: Open) -> None:
    """The demo's graded hand-ins: the picture stands above the findings, and brings no barrier."""
    lee = visit(locale="en-GB", width=390)
    lee.log_in("lee", ASSIGNMENT)
    lee.page.locator("details.history summary").click()
    lee.page.locator("details.history a[href*='/attempts/']").last.click()
    lee.page.wait_for_url("**/attempts/*")
    slips = lee.page.locator(".report svg.nn-picture")

    assert slips.count() >= 1
    assert "first wrong value" in (slips.first.locator("desc").text_content() or "")
    assert barriers(lee) == []
    assert lee.sideways <= 0
