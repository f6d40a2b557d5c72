"""Logging in and out, language, light and dark, and the list of courses."""

from datetime import timedelta

import pytest

from submissions import accounts
from tests.submissions.classroom import DAY, NOW, Classroom
from tests.submissions.pages.conftest import ASSIGNMENT, Enter, Page, Visitor

PASSWORD = "a long enough one"


@pytest.fixture
def kim(room: Classroom, enter: Enter) -> Visitor:
    with room.service.database.writing() as session:
        user = accounts.find_user(session, "kim")
        assert user is not None
        accounts.set_password(session, user, PASSWORD)
    return enter(None)


def test_whoever_is_not_logged_in_is_sent_to_log_in_and_back(kim: Visitor) -> None:
    sent = kim.get(ASSIGNMENT)
    assert sent.status_code == 302
    assert sent.location == f"/login?next={ASSIGNMENT}"
    assert kim.page(sent.location).value("next") == ASSIGNMENT
    entered = kim.post("/login", {"login": "KIM ", "password": PASSWORD, "next": ASSIGNMENT})
    assert (entered.status_code, entered.location) == (303, ASSIGNMENT)
    assert kim.get(ASSIGNMENT).status_code == 200


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "http:evil",
        " /x",
        "",
    ],
)
def test_nobody_is_led_to_another_site(kim: Visitor, elsewhere: str) -> None:
    entered = kim.post("/login", {"login": "kim", "password": PASSWORD, "next": elsewhere})
    assert entered.location == "/"
    for path in ("/language", "/theme"):
        assert kim.post(path, {"next": elsewhere}, form="/").location == "/"


def test_a_wrong_password_is_said_and_the_name_stays(kim: Visitor) -> None:
    refused = kim.post("/login", {"login": "kim<b>", "password": "wrong"})
    assert refused.status_code == 401
    page = Page(refused.text)
    assert page.value("login") == "kim<b>"
    assert "is not right" in page.text
    assert "wrong" not in page.value("password")


def test_too_many_failures_are_told_when_to_come_back(kim: Visitor) -> None:
    for _ in range(10):
        kim.post("/login", {"login": "kim", "password": "wrong"})
    refused = kim.post("/login", {"login": "kim", "password": PASSWORD})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert "15 minutes" in Page(refused.text).text


def test_logging_out_ends_the_session_on_the_server(kim: Visitor) -> None:
    kim.post("/login", {"login": "kim", "password": PASSWORD})
    cookie = kim.client.get_cookie("nngrader")
    assert cookie is not None
    assert kim.post("/logout", {}, form="/").location == "/login"
    kim.client.set_cookie("nngrader", cookie.value)
    assert kim.get("/").status_code == 302


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(kim: Visitor) -> None:
    entered = kim.post("/login", {"login": "kim", "password": PASSWORD})
    cookie = entered.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("path", "data"), [("/login", {"login": "kim"}), ("/logout", {}), ("/language", {}), ("/theme", {})]
)
def test_no_form_is_taken_without_its_csrf_token(enter: Enter, path: str, data: dict[str, str]) -> None:
    refused = enter("kim").client.post(path, data=data)
    assert refused.status_code == 400
    assert "too old" in refused.text


def test_korean_is_shown_when_the_browser_asks_and_english_when_chosen(enter: Enter) -> None:
    kim = enter("kim", "ko-KR,ko;q=0.9,en;q=0.8")
    assert "내 강좌" in kim.page("/").text
    assert kim.post("/language", {"locale": "en", "next": "/"}, form="/").location == "/"
    assert "My courses" in kim.page("/").text
    assert "My courses" in enter("kim", "ko").page("/").text, "the account remembers, in another browser too"


def test_light_and_dark_are_remembered_and_nonsense_is_not(enter: Enter) -> None:
    kim = enter("kim")
    assert kim.page("/").tags[0] == ("html", {"lang": "en"})
    kim.post("/theme", {"theme": "dark", "next": "/"}, form="/")
    assert kim.page("/").tags[0] == ("html", {"lang": "en", "data-bs-theme": "dark"})
    kim.post("/theme", {"theme": '"><b>', "next": "/"}, form="/")
    assert kim.page("/").tags[0][1]["data-bs-theme"] == "dark"


def test_the_start_page_has_deadline_time_left_attempts_and_score(enter: Enter, room: Classroom) -> None:
    korean = enter("kim", "ko").page("/")
    assert "작은 과제" in korean.text
    assert "남은 제출 3번" in korean.text
    assert "남음" in korean.text
    seoul = (NOW + DAY + timedelta(hours=9)).strftime("%H:%M")
    assert seoul in korean.text, "the deadline is in the course's time zone"
    english = enter("lee").page("/")
    assert "A small set" in english.text
    assert "3 attempts left" in english.text
    assert "Not handed in" in english.text


def test_staff_find_their_students_from_the_start_page(enter: Enter) -> None:
    assert f"{ASSIGNMENT}/students" in enter("han").page("/").links
    assert f"{ASSIGNMENT}/students" not in enter("kim").page("/").links
