"""A student's way in a real browser: log in, open, type, upload, wait without reloading, read why."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from submissions import courses, variants
from submissions.demo import model_answers
from submissions.models import Role
from tests.browser.conftest import ASSIGNMENT, Open, Site, Visit

pytestmark = pytest.mark.browser

WAIT_MS = 60_000  # for a loaded machine; nothing here is about speed
CODE = """
import numpy as np


def sigmoid(x):
    print("sigmoid was called")
    return np.asarray(x) * 1.0


def relu(x):
    return np.maximum(x, 0.0)
"""
PYTHON = {"name": "내 답안.py", "mimeType": "text/x-python", "buffer": CODE.encode()}
BROKEN = {"name": "broken.py", "mimeType": "text/x-python", "buffer": b"def f(:\n    pass\n"}
TEXT = {"name": "report.docx", "mimeType": "application/msword", "buffer": b"words"}


def on_paper(site: Site, login: str, problem: str) -> dict[str, Any]:
    """What a student who makes no mistake writes down for their own numbers."""
    with site.service() as service:
        with service.database.reading() as session:
            assignment = courses.find_assignment(session, "demo", "week3")
            member = next(
                m for m in courses.roster(session, assignment.course_id, Role.STUDENT) if m.user.login == login
            )
        asked = courses.problem_set_of(assignment).problem(problem)
        assert asked is not None
        return model_answers(asked, variants.of(service, assignment, member)[problem])


def type_answers(page: Page, problem: str, answers: dict[str, Any]) -> None:
    for name, value in answers.items():
        cells = enumerate(value) if isinstance(value, list) else [("", value)]
        for index, cell in cells:
            page.fill(f'[name="{problem}.{name}{"." if index != "" else ""}{index}"]', cell)


def test_the_whole_way_from_logging_in_to_reading_why(visit: Open, site: Site) -> None:
    """Queued, running and done are seen on one page that is never loaded again; a reload shows the same."""
    park = visit()
    page = park.page
    park.log_in("park")
    expect(page.get_by_role("heading", name="내 강좌")).to_be_visible()
    page.get_by_role("link", name="3주차: 퍼셉트론에서 역전파까지").click()
    expect(page.get_by_text("남음", exact=False).first).to_be_visible()

    answers = on_paper(site, "park", "q1")
    type_answers(page, "q1", {**answers, "h1": answers["a1"]})  # the activation function is forgotten
    page.set_input_files("#files-input", [PYTHON])
    expect(page.locator("#chosen")).to_contain_text("내 답안.py")
    page.get_by_role("button", name="제출하기").click()

    page.wait_for_url("**/attempts/*")
    expect(page.get_by_role("heading", name="접수증")).to_be_visible()
    expect(page.locator(".stages")).to_contain_text("대기 중")
    page.evaluate("window.neverLoadedAgain = true")
    with site.worker():
        expect(page.locator(".result")).to_be_visible(timeout=WAIT_MS)
    assert page.evaluate("window.neverLoadedAgain") is True
    expect(page.locator("#announce")).to_contain_text("채점이 끝났습니다")
    expect(page.locator("#history")).not_to_contain_text("대기 중")

    first = page.locator("#p-q1 .finding.first")
    expect(first).to_contain_text("여기부터 보십시오")
    expect(first).to_contain_text("활성화 함수를 적용하기 전의 값")
    expect(first.locator(".verdict")).to_have_text("오답")
    assert first.locator("math").count() > 0, "the step is named by its formula"
    example = page.locator("#p-q5 .example").first
    expect(example).to_contain_text(">>> sigmoid(")
    expect(page.locator("#p-q5")).to_contain_text("sigmoid was called")
    expect(page.locator("#p-q5 .passed summary")).to_contain_text("통과한 검사")

    score = page.locator(".result-score").inner_text()
    page.reload()
    assert page.locator(".result-score").inner_text() == score
    assert park.complaints == [], "nothing is refused by the Content-Security-Policy"


def test_what_is_wrong_is_said_before_sending_and_files_stay_chosen(visit: Open) -> None:
    park = visit(locale="en-GB")
    page = park.page
    park.log_in("park", ASSIGNMENT)
    page.fill('[name="q1.a1"]', "abc")
    page.press('[name="q1.a1"]', "Tab")
    beside = page.locator('[id="said-q1.a1"]')
    expect(beside).to_have_text("This cannot be read as a number: write 0.6130 or 1/2.")
    page.set_input_files("#files-input", [BROKEN, TEXT])
    expect(page.locator("#file-faults")).to_contain_text("broken.py, line 1, column 7")
    expect(page.locator("#file-faults")).to_contain_text("report.docx")
    page.set_input_files("#files-input", [PYTHON])
    expect(page.locator("#file-faults")).to_have_count(0)

    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("#submit-said")).to_contain_text("No attempt was used up")
    expect(page.locator('[name="q1.a1"]')).to_be_focused()
    assert page.url.endswith(ASSIGNMENT)
    expect(page.locator("#chosen")).to_contain_text("내 답안.py")

    page.fill('[name="q1.a1"]', "−0.5")
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/attempts/*")
    expect(page.locator(".receipt")).to_contain_text("내 답안.py")


def test_enter_goes_to_the_next_number_and_hands_nothing_in(visit: Open) -> None:
    """With the script and without it."""
    for script in (True, False):
        park = visit(script=script)
        park.log_in("park", ASSIGNMENT)
        park.page.fill('[name="q1.a1"]', "0.5")
        park.page.press('[name="q1.a1"]', "Enter")
        expect(park.page.locator(f'[name="q1.{"h1" if script else "a1"}"]')).to_be_focused()
        park.page.wait_for_timeout(300)
        assert park.page.url.endswith(ASSIGNMENT)
        park.open("/")
        expect(park.page.get_by_text("아직 제출하지 않음")).to_be_visible()


def test_nothing_typed_is_lost_when_the_login_ends_meanwhile(visit: Open) -> None:
    park = visit(locale="en-GB")
    page = park.page
    park.log_in("park", ASSIGNMENT)
    page.fill('[name="q1.a1"]', "0.5")
    other = Visit(park.site, park.context, park.context.new_page())
    other.open("/")
    other.page.locator(".menu summary").click()
    other.page.get_by_role("button", name="Log out").click()
    other.page.wait_for_url("**/login")

    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("#submit-said")).to_contain_text("Your log-in has ended")
    expect(page.locator('[name="q1.a1"]')).to_have_value("0.5")
    other.log_in("park")
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/attempts/*")


def test_a_file_dropped_on_the_page_is_chosen(visit: Open, tmp_path: Path) -> None:
    """By the browser's own dragging, as a file comes from the desktop."""
    file = tmp_path / "dropped.py"
    file.write_text(CODE, "utf-8")
    park = visit()
    page = park.page
    park.log_in("park", ASSIGNMENT)
    zone = page.locator(".drop")
    zone.scroll_into_view_if_needed()
    box = zone.bounding_box()
    assert box is not None
    mouse = park.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [str(file)], "dragOperationsMask": 1}
        mouse.send("Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 40, "y": box["y"] + 20, "data": data})
    expect(page.locator("#chosen")).to_contain_text("dropped.py")
    assert park.complaints == []


def test_everything_works_without_javascript(visit: Open, site: Site) -> None:
    """Bad input is explained with what was typed in place; the status page refreshes itself until it is done."""
    park = visit(script=False, width=390)
    page = park.page
    park.log_in("park", ASSIGNMENT)
    page.fill('[name="q1.a1"]', "abc")
    page.fill('[name="q1.h1"]', "0.5")
    page.get_by_role("button", name="제출하기").click()
    expect(page.locator("#summary")).to_contain_text("제출 횟수는 줄지 않았고")
    expect(page.locator('[name="q1.h1"]')).to_have_value("0.5")
    page.fill('[name="q1.a1"]', "0,5")
    page.set_input_files("#files-input", [PYTHON])
    page.get_by_role("button", name="제출하기").click()
    expect(page.locator(".stages")).to_contain_text("대기 중")
    with site.worker():
        expect(page.locator(".result")).to_be_visible(timeout=WAIT_MS)
    expect(page.locator("meta[http-equiv=refresh]")).to_have_count(0)


def test_language_and_theme_are_switched_by_keyboard_alone(visit: Open) -> None:
    park = visit()
    page = park.page
    park.log_in("park")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="본문으로 건너뛰기")).to_be_focused()
    page.get_by_role("button", name="English").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="My courses")).to_be_visible()
    page.locator(".menu summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Dark").focus()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(int(part) for part in re.findall(r"\d+", dark)[:3]) < 150


def test_a_page_in_waiting_comes_through_a_lost_connection(visit: Open, site: Site) -> None:
    """While the server cannot be reached, the page keeps what it shows and asks again."""
    park = visit()
    page = park.page
    park.log_in("park", ASSIGNMENT)
    page.fill('[name="q1.a1"]', "0.5")
    page.get_by_role("button", name="제출하기").click()
    page.wait_for_url("**/attempts/*")
    park.context.set_offline(True)
    page.wait_for_timeout(2500)
    expect(page.locator(".stages")).to_contain_text("대기 중")
    park.context.set_offline(False)
    with site.worker():
        expect(page.locator(".result")).to_be_visible(timeout=WAIT_MS)
