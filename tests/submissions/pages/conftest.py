"""A classroom behind the real application, and visitors who follow links and send forms as a browser would."""

import io
from collections.abc import Callable, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from submissions import accounts, create_app
from submissions.runner import SandboxRunner
from submissions.service import Service
from submissions.worker import Worker
from tests.submissions.classroom import Classroom

ASSIGNMENT = "/courses/nn/small"


class Page(HTMLParser):
    """What a test asks of a page: its inputs, its text, and everything that could run or style inline."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inputs: dict[str, dict[str, str]] = {}
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag in {"input", "select"}:
            self.inputs[found.get("name", "")] = found
        if tag == "a":
            self.links.append(found.get("href", ""))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def value(self, name: str) -> str:
        return self.inputs[name].get("value", "")


class Visitor:
    """One browser without JavaScript."""

    def __init__(self, client: FlaskClient, language: str) -> None:
        self.client = client
        self._headers = {"Accept-Language": language}

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers={**self._headers, **{k.replace("_", "-"): v for k, v in headers.items()}})

    def page(self, path: str) -> Page:
        response = self.get(path)
        assert response.status_code == 200, response.text
        return Page(response.text)

    def post(self, path: str, data: Mapping[str, Any], *, form: str = "/login") -> TestResponse:
        """Send a form with the CSRF token of a page."""
        found = Page(self.get(form).text).inputs
        token = found["csrf_token"]["value"]
        return self.client.post(path, data={"csrf_token": token, **data}, headers=self._headers)

    def hand_in(
        self, answers: Mapping[str, str] | None = None, files: Sequence[tuple[str, bytes]] = (), **fields: str
    ) -> TestResponse:
        """Fill in the assignment's form as it is shown and send it."""
        form = {name: found.get("value", "") for name, found in self.page(ASSIGNMENT).inputs.items() if name != "files"}
        upload: dict[str, Any] = {"files": [(io.BytesIO(data), name) for name, data in files]} if files else {}
        data = {**form, **(answers or {}), **fields, **upload}
        return self.client.post(ASSIGNMENT, data=data, headers=self._headers, content_type="multipart/form-data")


Enter = Callable[..., Visitor]


@pytest.fixture
def room(service: Service) -> Classroom:
    return Classroom(service)


@pytest.fixture
def app(room: Classroom) -> Flask:
    return create_app(room.service)


@pytest.fixture
def enter(app: Flask, room: Classroom) -> Enter:
    """`enter("kim")` is a visitor logged in as kim; `enter(None)` is nobody yet."""

    def visitor(login: str | None, language: str = "en") -> Visitor:
        client = app.test_client()
        if login is not None:
            with room.service.database.writing() as session:
                user = accounts.find_user(session, login)
                assert user is not None
                token = accounts.open_session(session, user.id)
            with client.session_transaction() as cookie:
                cookie["token"] = token
        return Visitor(client, language)

    return visitor


@pytest.fixture
def graded(room: Classroom) -> Callable[[], None]:
    """Grade all that waits, by a real worker with a real sandbox."""
    return lambda: Worker(room.service, "w", SandboxRunner()).drain()
