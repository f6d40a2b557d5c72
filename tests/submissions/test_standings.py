"""Which attempt counts, and what the lists of staff and operators are made of."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from sqlalchemy import update

from submissions import standings
from submissions.models import Grading, State
from submissions.runner import SandboxRunner
from submissions.service import Service
from submissions.standings import Line
from submissions.worker import Worker
from tests.submissions.classroom import Classroom

WHEN = datetime(2026, 11, 20, tzinfo=UTC)


def line(number: int, score: int | None) -> Line:
    state = State.QUEUED if score is None else State.DONE
    points = None if score is None else Fraction(score)
    return Line(f"t{number}", number, WHEN, late=False, state=state, grading_id=number, score=points, max_score=points)


@pytest.mark.parametrize(
    ("policy", "scores", "counts"),
    [
        ("best", [5, 9, 7], 2),
        ("best", [9, 9], 1),
        ("best", [0, None], 1),
        ("last", [9, 5], 2),
        ("last", [9, 5, None], 2),
        ("best", [None], None),
        ("last", [], None),
    ],
)
def test_the_best_or_the_last_graded_attempt_counts(policy: str, scores: list[int | None], counts: int | None) -> None:
    lines = [line(number, score) for number, score in reversed(list(enumerate(scores, 1)))]
    marked = standings.mark_counting(lines, policy)  # type: ignore[arg-type]
    found = standings.counting(marked)
    assert (found.number if found else None) == counts
    assert sum(one.counts for one in marked) == (0 if counts is None else 1)


def test_scores_come_out_of_the_stored_reports(service: Service) -> None:
    room = Classroom(service)
    room.send("kim", {"q1": room.right("kim", "q1")})
    room.send("lee", {"q1": {"a1": "77"}})
    Worker(service, "w", SandboxRunner()).drain()
    room.send("lee", {"q1": {"a1": "78"}})
    with service.database.reading() as session:
        everybody = standings.histories(session, room.assignment)
        health = standings.queue_health(session)
        alone = standings.history(session, room.assignment, room.member("lee").user_id)
    kim, lee = (everybody[room.member(login).user_id] for login in ("kim", "lee"))
    assert [(one.number, one.state, one.score) for one in kim] == [(1, State.DONE, 10)]
    assert [(one.number, one.state, one.counts) for one in lee] == [(2, State.QUEUED, False), (1, State.DONE, True)]
    assert alone == lee
    assert (health.states[State.QUEUED], health.states[State.DONE], health.done_last_hour) == (1, 2, 2)
    assert health.oldest_queued is not None


def test_a_failure_is_listed_for_its_assignment_and_has_no_score(service: Service) -> None:
    room = Classroom(service)
    room.send("kim", {"q1": {"a1": "1"}})
    with service.database.writing() as session:
        session.execute(update(Grading).values(state=State.FAILED, trouble="it broke", finished_at=WHEN))
    with service.database.reading() as session:
        (failure,) = standings.failures(session, room.assignment)
        (kim,) = standings.history(session, room.assignment, room.member("kim").user_id)
    assert (failure.student, failure.trouble) == ("kim", "it broke")
    assert (kim.state, kim.score, kim.counts) == (State.FAILED, None, False)
