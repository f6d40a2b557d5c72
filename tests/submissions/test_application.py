"""The web application's shell: headers, sessions, errors in both languages, and the API on top of it."""

import io
import json
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from submissions import accounts, create_app
from submissions.models import User
from submissions.runner import SandboxRunner
from submissions.service import Service
from submissions.visitor import current_locale, current_user, end, start
from submissions.worker import Worker
from tests.submissions.classroom import RELU, Classroom

POST = "/api/v1/assignments/nn/small/submissions"


@pytest.fixture
def room(service: Service) -> Classroom:
    return Classroom(service)


@pytest.fixture
def app(room: Classroom) -> Flask:
    return create_app(room.service)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


def bearer(room: Classroom, login: str) -> dict[str, str]:
    with room.service.database.writing() as session:
        user = accounts.find_user(session, login)
        assert user is not None
        return {"Authorization": f"Bearer {accounts.issue_token(session, user, 'test')}"}


def body(**changes: Any) -> dict[str, Any]:
    return {"request_key": "form-0001", "answers": {"q1": {"a1": "0.5"}}, **changes}


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for path in ("/healthz", "/no/such/page", "/api/v1/submissions/x"):
        headers = client.get(path).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin"


def test_health_and_readiness_answer(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok", "workers": [], "code": True}


@pytest.mark.parametrize(
    ("asks", "said"),
    [("ko-KR,ko;q=0.9,en;q=0.5", "이 주소에는 페이지가 없습니다."), ("en-US", "no page at this address")],
)
def test_an_error_is_one_sentence_in_the_browsers_language(client: FlaskClient, asks: str, said: str) -> None:
    response = client.get("/no/such/page", headers={"Accept-Language": asks})
    assert response.status_code == 404
    assert said in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    ("asks", "locale"), [("ko", "ko"), ("ja, ko;q=0.8", "ko"), ("de", "en"), ("", "en"), ("en;q=0.1,ko", "ko")]
)
def test_korean_is_taken_when_the_browser_asks_for_it(app: Flask, asks: str, locale: str) -> None:
    with app.test_request_context(headers={"Accept-Language": asks}):
        assert current_locale() == locale


def test_a_session_belongs_to_whoever_logged_in_and_ends_on_the_server(app: Flask, room: Classroom) -> None:
    kim = room.member("kim").user_id
    with room.service.database.writing() as session:
        token = accounts.open_session(session, kim)
    with app.test_request_context():
        assert current_user() is None
        start(token)
        user = current_user()
        assert isinstance(user, User)
        assert user.id == kim
        end()
        assert current_user() is None
    with room.service.database.reading() as session:
        assert accounts.user_of(session, token) is None


def test_a_form_without_its_csrf_token_is_refused(app: Flask) -> None:
    app.add_url_rule("/form", view_func=lambda: "ok", methods=["POST"])
    response = app.test_client().post("/form")
    assert response.status_code == 400
    assert "Reload it" in response.text


def test_a_bug_of_ours_is_a_sentence_and_no_traceback(app: Flask) -> None:
    def broken() -> str:
        raise ZeroDivisionError("a secret detail")

    app.add_url_rule("/broken", view_func=broken)
    response = app.test_client().get("/broken")
    assert response.status_code == 500
    assert "Something went wrong on the server" in response.text
    assert "secret detail" not in response.text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("database or disk is full", "disk is full"),
        ("database disk image is malformed", "damaged"),
        ("attempt to write a readonly database", "cannot be written"),
        ("database is locked", "try again"),
    ],
)
def test_trouble_with_the_database_is_a_sentence(app: Flask, said: str, shown: str) -> None:
    def failing() -> str:
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError(said))

    app.add_url_rule("/failing", view_func=failing)
    response = app.test_client().get("/failing")
    assert response.status_code == 503
    assert shown in response.text
    assert response.headers["Retry-After"] == "30"


def test_the_api_takes_no_cookie_and_no_wrong_token(client: FlaskClient, room: Classroom) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic a2ltOmtpbQ=="}):
        response = client.post(POST, json=body(), headers=headers)
        assert response.status_code == 401
        assert response.content_type == "application/problem+json"
        assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_hand_in_by_the_api_is_acknowledged_followed_and_read(client: FlaskClient, room: Classroom) -> None:
    kim = bearer(room, "kim")
    response = client.post(POST, json=body(answers={"q1": room.right("kim", "q1")}), headers=kim)
    assert response.status_code == 202
    assert response.json is not None
    url = response.json["url"]
    status = client.get(url, headers=kim).json
    assert status is not None
    assert (status["state"], status["receipt"]) == ("queued", response.json["receipt"])
    assert client.get(f"{url}/report", headers=kim).status_code == 404
    Worker(room.service, "w", SandboxRunner()).drain()
    status = client.get(url, headers=kim).json
    assert status is not None
    assert status["state"] == "done"
    report = client.get(status["report"], headers=kim).json
    assert report is not None
    assert report["problems"][0]["score"] == "10.00"


def test_files_come_as_multipart(client: FlaskClient, room: Classroom) -> None:
    data = {"request_key": "form-0001", "answers": json.dumps({"q1": {"a1": "1"}}), "f": (io.BytesIO(RELU), "a.py")}
    response = client.post(POST, data=data, headers=bearer(room, "kim"))
    assert response.status_code == 202
    assert response.json is not None
    assert [file["name"] for file in response.json["receipt"]["files"]] == ["a.py"]


def test_nobody_reads_another_students_attempt(client: FlaskClient, room: Classroom) -> None:
    sent = client.post(POST, json=body(), headers=bearer(room, "kim")).json
    assert sent is not None
    assert client.get(sent["url"], headers=bearer(room, "lee")).status_code == 404
    assert client.get(sent["url"], headers=bearer(room, "han")).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"request_key": "short"},
        {"request_key": 12345678},
        {"answers": []},
        {"answers": {"q1": "0.5"}},
        {"answers": None},
    ],
)
def test_a_body_that_cannot_be_read_is_refused_with_what_to_send(
    client: FlaskClient, room: Classroom, wrong: dict[str, Any]
) -> None:
    response = client.post(POST, json=body(**wrong), headers=bearer(room, "kim"))
    assert response.status_code == 400
    assert response.json is not None
    assert "request_key" in response.json["title"]


def test_broken_json_and_deeply_nested_json_are_refused(client: FlaskClient, room: Classroom) -> None:
    headers = {**bearer(room, "kim"), "Content-Type": "application/json"}
    for data in ("{", '{"request_key": "form-0001", "answers": ' + "[" * 100_000):
        assert client.post(POST, data=data, headers=headers).status_code == 400


def test_an_unknown_assignment_is_named(client: FlaskClient, room: Classroom) -> None:
    response = client.post(POST.replace("small", "other"), json=body(), headers=bearer(room, "kim"))
    assert response.status_code == 404
    assert response.json is not None
    assert "nn/other" in response.json["title"]


def test_an_upload_over_the_limit_is_one_sentence(client: FlaskClient, room: Classroom) -> None:
    too_much = bytes(room.service.settings.max_upload_bytes + 1)
    headers = {**bearer(room, "kim"), "Content-Type": "multipart/form-data; boundary=limit"}
    response = client.post(POST, data=too_much, headers=headers)
    assert response.status_code == 413
    assert response.json is not None
    assert "too large" in response.json["title"]


@pytest.mark.parametrize("raw", ["abc", "nan", "1e400", "−0.5", "0,5", "9" * 50_000, "\x00", "<script>", 5, None, {}])
def test_whatever_is_typed_is_accepted_and_graded_with_a_sentence(
    client: FlaskClient, room: Classroom, raw: object
) -> None:
    sent = client.post(POST, json=body(answers={"q1": {"a1": raw, "h1": "1"}}), headers=bearer(room, "kim"))
    assert sent.status_code == 202
    Worker(room.service, "w", SandboxRunner()).drain()
    assert sent.json is not None
    report = client.get(f"{sent.json['url']}/report", headers=bearer(room, "kim"))
    assert report.status_code == 200


def test_all_files_count_though_they_come_under_one_name(client: FlaskClient, room: Classroom) -> None:
    data = {"request_key": "form-0001", "f": [(io.BytesIO(RELU), "a.py"), (io.BytesIO(b"x = 1\n"), "b.py")]}
    response = client.post(POST, data=data, headers=bearer(room, "kim"))
    assert response.json is not None
    assert [file["name"] for file in response.json["receipt"]["files"]] == ["a.py", "b.py"]


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_an_answer_nested_beyond_any_answer_is_refused_before_it_is_stored(
    client: FlaskClient, room: Classroom, opening: str
) -> None:
    """The worker would fail on it three times, and so would every page that shows the attempt."""
    closing = {"[": "]", '{"a":': "}"}[opening]
    for depth in (20, 200, 400, 900):
        deep = opening * depth + "1" + closing * depth
        data = f'{{"request_key": "form-{depth:04d}", "answers": {{"q1": {{"a1": {deep}}}}}}}'
        headers = {**bearer(room, "kim"), "Content-Type": "application/json"}
        assert client.post(POST, data=data, headers=headers).status_code == 400


def test_halves_of_characters_are_stored_and_graded(client: FlaskClient, room: Classroom) -> None:
    """JSON can hold what no text can; it is no reason to fail."""
    headers = {**bearer(room, "kim"), "Content-Type": "application/json"}
    data = '{"request_key": "form-0001", "answers": {"q1": {"a1": "\\ud800", "\\udfff": "1", "h1": "1"}}}'
    sent = client.post(POST, data=data, headers=headers)
    assert sent.status_code == 202
    Worker(room.service, "w", SandboxRunner()).drain()
    assert sent.json is not None
    assert client.get(f"{sent.json['url']}/report", headers=bearer(room, "kim")).status_code == 200
    assert client.post(POST, data=data.replace("form-0001", "form-\\ud800"), headers=headers).status_code == 400


def test_a_course_that_somebody_is_no_member_of_does_not_exist_for_them(client: FlaskClient, room: Classroom) -> None:
    with room.service.database.writing() as session:
        accounts.create_user(session, "stranger", "stranger", None)
    stranger = bearer(room, "stranger")
    there, nowhere = (
        client.post(POST.replace("small", name), json=body(), headers=stranger) for name in ("small", "x")
    )
    assert there.status_code == nowhere.status_code == 404
    assert there.json is not None
    assert nowhere.json is not None
    assert there.json["title"].replace("nn/small", "nn/x") == nowhere.json["title"]
