"""A real installation in a temporary directory, and rows to work on."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
import structlog
from sqlalchemy.orm import Session

from grader.report import Finding, ProblemReport, Report, Verdict
from reference.text import same
from submissions import backlog, config
from submissions.config import Settings
from submissions.models import Assignment, Attempt, Course, Grading, User
from submissions.service import Service, open_service

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SPACING = timedelta(seconds=10)


@pytest.fixture(autouse=True)
def quiet_logs() -> Iterator[None]:
    """Nothing on the screen from code that logs what a test makes it do."""
    structlog.configure(processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)])
    yield
    structlog.reset_defaults()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return config.load({"NNGRADER_HOME": str(tmp_path / "home")})


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    opened = open_service(settings)
    yield opened
    opened.database.close()


class Rows:
    """Rows straight into the tables, for tests of the queue alone."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._course = Course(slug="c", title_ko="가", title_en="c", time_zone="Asia/Seoul")
        session.add(self._course)
        session.flush()
        self._assignment = Assignment(course_id=self._course.id, slug="a", title_ko="가", title_en="a", source="")
        session.add(self._assignment)
        session.flush()

    def student(self, login: str) -> User:
        user = User(login=login, name=login)
        self._session.add(user)
        self._session.flush()
        return user

    def grading(self, user: User, *, needs_code: bool = False) -> Grading:
        count = self._session.query(Attempt).where(Attempt.user_id == user.id).count()
        attempt = Attempt(
            token=secrets.token_urlsafe(8),
            assignment_id=self._assignment.id,
            user_id=user.id,
            request_key=secrets.token_urlsafe(8),
            number=count + 1,
            accepted_at=EPOCH,
            answers={},
            sent=[],
            content="",
        )
        self._session.add(attempt)
        self._session.flush()
        flow = backlog.student_flow(user.id)
        grading = Grading(attempt_id=attempt.id, release="1", flow=flow, needs_code=needs_code)
        backlog.enqueue(self._session, grading, SPACING)
        self._session.flush()
        return grading


def report(verdict: Verdict = Verdict.CORRECT) -> Report:
    """A report of one finding."""
    finding = Finding("h1", same("h1"), verdict, Fraction(1), Fraction(1), same("a sentence"))
    return Report((ProblemReport("q1", "backprop.two_two_one", "1.0", "7", (finding,)),))
