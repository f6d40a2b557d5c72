"""No barriers that a checker can find (WCAG 2.2 AA), and no sideways scrolling on a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from submissions import accounts
from submissions.demo import PASSWORD
from tests.browser.conftest import ASSIGNMENT, Open, Site, Visit, serving

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
TEACHER = (f"{ASSIGNMENT}/students", f"{ASSIGNMENT}/variants")
LOOKS = pytest.mark.parametrize(
    ("locale", "width", "dark"),
    [("ko-KR", 390, True), ("en-GB", 1280, False)],
    ids=["korean-phone-dark", "english-wide-light"],
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for all: only Park hands in here, and that stays in the queue."""
    with serving(tmp_path_factory.mktemp("site") / "home") as site:
        yield site


def barriers(visit: Visit) -> list[str]:
    """What axe finds on the page as it is now."""
    page = visit.page
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def check(visit: Visit) -> None:
    assert barriers(visit) == []
    assert visit.sideways <= 0


@LOOKS
def test_no_page_of_a_student_has_a_barrier(visit: Open, locale: str, width: int, dark: bool) -> None:  # noqa: FBT001
    lee = visit(locale=locale, width=width, dark=dark)
    lee.open("/login")
    check(lee)
    lee.log_in("lee")
    check(lee)
    lee.open(ASSIGNMENT)
    check(lee)
    lee.page.fill('[name="q1.a1"]', "abc")
    lee.page.press('[name="q1.a1"]', "Tab")
    lee.page.wait_for_selector('[name="q1.a1"].is-invalid')
    check(lee)
    lee.page.click(".history summary")
    lee.page.click(".lines tbody tr:last-child a")
    lee.page.wait_for_url("**/attempts/*")
    for summary in lee.page.locator("#grading details summary").all():
        summary.click()
    check(lee)
    lee.open("/no/such/page")
    check(lee)


@LOOKS
def test_no_page_of_staff_has_a_barrier(visit: Open, locale: str, width: int, dark: bool) -> None:  # noqa: FBT001
    teacher = visit(locale=locale, width=width, dark=dark)
    teacher.log_in("teacher")
    for path in TEACHER:
        teacher.open(path)
        check(teacher)
    teacher.open(TEACHER[0])
    teacher.page.click("tbody tr:nth-child(2) td:nth-child(6) a")
    teacher.page.wait_for_url("**/attempts/*")
    check(teacher)


def test_neither_waiting_nor_the_operators_page_has_a_barrier(visit: Open, site: Site) -> None:
    with site.service() as service, service.database.writing() as session:
        accounts.create_user(session, "root", "운영자", PASSWORD, operator=True)
    park = visit(width=390, dark=True)
    park.log_in("park", ASSIGNMENT)
    park.page.fill('[name="q1.a1"]', "0.5")
    park.page.click(".submit-bar button")
    park.page.wait_for_url("**/attempts/*")
    check(park)
    root = visit(width=390)
    root.log_in("root")
    root.page.click(".menu summary")
    check(root)
    root.page.click("text=운영 상태")
    root.page.wait_for_url("**/operator")
    check(root)


def test_a_planted_barrier_is_found(visit: Open) -> None:
    """The checker runs in these pages and sees what it should."""
    lee = visit()
    lee.open("/login")
    lee.page.evaluate("document.querySelector('label[for=login]').remove()")
    lee.page.evaluate("document.querySelector('.login .quiet').style.color = '#bbb'")
    found = "\n".join(barriers(lee))
    assert "label:" in found
    assert "color-contrast:" in found


def test_a_table_of_staff_scrolls_in_its_box_on_a_phone(visit: Open) -> None:
    teacher = visit(locale="en-GB", width=390)
    teacher.log_in("teacher", TEACHER[0])
    box = teacher.page.locator(".table-box")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    assert teacher.sideways <= 0
