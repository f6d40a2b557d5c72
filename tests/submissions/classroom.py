"""A small course on a real problem set, for tests that hand in."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from grader.intake.reading import UploadedFile
from problems.sets import problem_set as sets
from reference.text import Text
from submissions import accounts, attempts, courses, variants
from submissions.attempts import Receipt
from submissions.courses import Dates
from submissions.demo import model_answers
from submissions.handing_in import HandIn
from submissions.models import Assignment, Membership, Role
from submissions.service import Service

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
SET = """
id = "small"
title = {ko = "작은 과제", en = "A small set"}
attempts = {count = 3}
[[problem]]
id = "q1"
use = "backprop.two_two_one"
points = 10
[[problem]]
id = "q2"
use = "perceptron.update"
points = 10
[[problem]]
id = "q3"
use = "code.activations"
points = 10
"""
RELU = b"import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)\n"
SIGMOID = b"import numpy as np\n\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"


@dataclass
class Classroom:
    """One course, one assignment, students `kim` and `lee`, an instructor `han`."""

    service: Service
    dates: Dates = field(default_factory=lambda: Dates(NOW - DAY, NOW + DAY, NOW + 2 * DAY))
    source: str = SET
    keys: Any = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        with self.service.database.writing() as session:
            course = courses.create_course(session, "nn", Text("신경망", "Neural networks"), "Asia/Seoul")
            courses.give(session, course, sets.parse(self.source, "small.toml"), self.dates)
            for login, roster_id, role in (
                ("kim", "0001", Role.STUDENT),
                ("lee", "0002", Role.STUDENT),
                ("han", "han", Role.INSTRUCTOR),
            ):
                courses.enrol(session, course, accounts.create_user(session, login, login, None), role, roster_id)

    @property
    def assignment(self) -> Assignment:
        with self.service.database.reading() as session:
            return courses.find_assignment(session, "nn", "small")

    def member(self, login: str) -> Membership:
        with self.service.database.reading() as session:
            return next(m for m in courses.roster(session, self.assignment.course_id) if m.user.login == login)

    def send(
        self,
        login: str,
        answers: Mapping[str, Mapping[str, Any]] | None = None,
        files: Sequence[tuple[str, bytes]] = (),
        key: str | None = None,
    ) -> Receipt:
        uploaded = tuple(UploadedFile(name, data) for name, data in files)
        key = key or f"request-{next(self.keys)}"
        member = self.member(login)
        return attempts.accept(self.service, HandIn(member.user_id, self.assignment.id, key, answers or {}, uploaded))

    def right(self, login: str, problem: str) -> dict[str, Any]:
        """The right answers to this student's own variant."""
        own = variants.of(self.service, self.assignment, self.member(login))
        asked = courses.problem_set_of(self.assignment).problem(problem)
        assert asked is not None
        return model_answers(asked, own[problem])
