"""Options are chosen with a mouse or by keyboard alone, and no checker finds a barrier on them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from problems.sets import problem_set as sets
from submissions import courses
from submissions.courses import Dates
from submissions.demo import SLUG
from tests.browser.conftest import Open, Site, serving
from tests.browser.test_accessibility import LOOKS, check
from tests.submissions.pages.test_choices import SET

pytestmark = pytest.mark.browser
HERE = f"/courses/{SLUG}/small"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo with one more assignment: two conceptual questions."""
    now = datetime.now(UTC)
    with serving(tmp_path_factory.mktemp("site") / "home") as site:
        with site.service() as service, service.database.writing() as session:
            course = courses.find_course(session, SLUG)
            dates = Dates(now - timedelta(days=1), now + timedelta(days=1), now + timedelta(days=2))
            courses.give(session, course, sets.parse(SET, "small.toml"), dates)
        yield site


@LOOKS
def test_options_have_no_barrier(visit: Open, locale: str, width: int, dark: bool) -> None:  # noqa: FBT001
    park = visit(locale=locale, width=width, dark=dark)
    park.log_in("park", HERE)
    check(park)
    park.page.check('[name="q1.answer"] >> nth=1')
    park.page.check('[name="q2.answer"] >> nth=0')
    check(park)


def test_options_are_chosen_by_keyboard_alone(visit: Open) -> None:
    """Tab goes to the group, arrows through its radio buttons; the space bar ticks a box; Enter hands nothing in."""
    park = visit(locale="en-GB")
    park.log_in("park", HERE)
    page = park.page
    page.focus('[name="q1.answer"] >> nth=0')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator('[name="q1.answer"]:checked')).to_have_value("C")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator('[name="q2.answer"]:checked')).to_have_count(1)
    page.wait_for_load_state("networkidle")
    assert sent == []
    assert page.url.endswith(HERE)
    assert park.complaints == []
