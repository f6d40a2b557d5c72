"""Attempts: accepting a hand-in, its receipt, and reading it back for the worker and the pages.

Only the answer that carries the receipt means "accepted": by then attempt, files and queue entry are committed
together. The same request key always gets the same receipt, however often a form is sent.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, joinedload, selectinload

from grader import grade
from grader.intake.reading import UploadedFile
from grader.report import FeedbackLevel, Report, from_json
from reference.text import Text
from submissions import backlog, courses, variants, workers
from submissions.clock import read_now
from submissions.courses import Window
from submissions.handing_in import (
    Definitions,
    Examined,
    HandIn,
    RefusedError,
    content_hash,
    examine,
    kept_files,
    merged,
)
from submissions.models import Assignment, Attempt, AttemptFile, Blob, Grading, Membership, Role, State, User
from submissions.service import Service, release

_RETRY_AFTER_S = 15
_NOT_COUNTED = (State.FAILED, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """One file of an attempt; `carried` ones were kept from the attempt before."""

    name: str
    sha256: str
    size: int
    carried: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a student may point at later: which hand-in, when the server had it, and exactly what."""

    token: str
    number: int
    accepted_at: datetime
    late: bool
    content: str
    problems: tuple[str, ...]
    files: tuple[ReceiptFile, ...]


@dataclass(frozen=True, slots=True)
class _Whole:
    """The hand-in together with what is kept from the attempt before."""

    answers: dict[str, object]
    files: tuple[tuple[UploadedFile, str, bool], ...]  # file, sha256, carried
    content: str


def accept(service: Service, hand_in: HandIn) -> Receipt:
    """Store a hand-in and queue its grading, in one transaction; raises RefusedError, and then nothing is stored."""
    with service.database.reading() as session:
        assignment = session.get(Assignment, hand_in.assignment_id, options=[joinedload(Assignment.course)])
        member = courses.membership(session, assignment.course_id, hand_in.user_id) if assignment else None
        known = _by_request(session, hand_in)
        receipt = receipt_of(known) if known else None
        old = _files_of(_last(session, hand_in.assignment_id, hand_in.user_id)) if hand_in.files else []
    if receipt is not None:
        return receipt
    if assignment is None or member is None:
        raise RefusedError(_NOT_YOURS, 403)
    examined = examine(hand_in, courses.problem_set_of(assignment))
    definitions = Definitions()
    definitions.read((*examined.files, *old))
    variants.of(service, assignment, member)
    with service.database.writing() as session:
        receipt = _accept(session, service, hand_in, assignment, examined, definitions)
    service.hints.send()
    return receipt


def _accept(
    session: Session,
    service: Service,
    hand_in: HandIn,
    assignment: Assignment,
    examined: Examined,
    definitions: Definitions,
) -> Receipt:
    session.execute(select(User.id).where(User.id == hand_in.user_id).with_for_update())  # one at a time per student
    known = _by_request(session, hand_in)
    if known is not None:
        return receipt_of(known)
    last = _last(session, hand_in.assignment_id, hand_in.user_id)
    whole = _whole(examined, last, definitions)
    moment = read_now(session)
    late = _refuse_by_date(assignment, moment)
    _refuse_by_load(session, service, hand_in, examined)
    _refuse_by_count(session, assignment, hand_in, last, whole)
    attempt = Attempt(
        token=secrets.token_urlsafe(16),
        assignment_id=assignment.id,
        user_id=hand_in.user_id,
        request_key=hand_in.request_key,
        number=last.number + 1 if last else 1,
        accepted_at=moment,
        late=late,
        answers=whole.answers,
        sent=list(examined.answers),
        content=whole.content,
        files=_stored_files(session, whole),
    )
    session.add(attempt)
    session.flush()
    flow = backlog.student_flow(hand_in.user_id)
    needs_code = bool(attempt.files) and grade.runs_code(courses.problem_set_of(assignment).problems)
    grading = Grading(attempt_id=attempt.id, release=release(), flow=flow, needs_code=needs_code)
    backlog.enqueue(session, grading, service.settings.queueing.spacing)
    session.flush()
    return receipt_of(attempt)


def receipt_of(attempt: Attempt) -> Receipt:
    """The receipt of a stored attempt, the same whenever it is asked for."""
    return Receipt(
        token=attempt.token,
        number=attempt.number,
        accepted_at=attempt.accepted_at,
        late=attempt.late,
        content=attempt.content,
        problems=tuple(attempt.sent),
        files=tuple(ReceiptFile(file.name, file.sha256, file.size, file.carried) for file in attempt.files),
    )


def _by_request(session: Session, hand_in: HandIn) -> Attempt | None:
    same = select(Attempt).where(
        Attempt.user_id == hand_in.user_id,
        Attempt.assignment_id == hand_in.assignment_id,
        Attempt.request_key == hand_in.request_key,
    )
    return session.scalars(same.options(selectinload(Attempt.files))).one_or_none()


def _last(session: Session, assignment_id: int, user_id: int) -> Attempt | None:
    mine = select(Attempt).where(Attempt.assignment_id == assignment_id, Attempt.user_id == user_id)
    newest = mine.order_by(Attempt.number.desc()).limit(1)
    return session.scalars(newest.options(selectinload(Attempt.files))).one_or_none()


def _files_of(attempt: Attempt | None) -> list[UploadedFile]:
    return [UploadedFile(file.name, file.blob.data) for file in attempt.files] if attempt else []


def _whole(examined: Examined, last: Attempt | None, definitions: Definitions) -> _Whole:
    old = _files_of(last)
    kept = kept_files(examined.files, old, definitions) if examined.files else tuple(old)
    files = tuple(
        (file, hashlib.sha256(file.data).hexdigest(), carried)
        for group, carried in ((kept, True), (examined.files, False))  # of two definitions the later counts
        for file in group
    )
    answers = merged(examined.answers, last.answers if last else {})
    return _Whole(answers, files, content_hash(answers, [(file.name, digest) for file, digest, _ in files]))


def _refuse_by_date(assignment: Assignment, moment: datetime) -> bool:
    """True when the hand-in is late; raises RefusedError outside the window."""
    window = courses.window(assignment, moment)
    if window is Window.NOT_YET:
        raise RefusedError(_NOT_OPEN, 403)
    if window is Window.CLOSED:
        raise RefusedError(_CLOSED, 403)
    return window is Window.LATE


def _refuse_by_load(session: Session, service: Service, hand_in: HandIn, examined: Examined) -> None:
    limit = service.settings.queueing.max_pending
    if backlog.pending(session, backlog.student_flow(hand_in.user_id)) >= limit:
        raise RefusedError(_TOO_MANY_PENDING.format(limit=limit), 429, _RETRY_AFTER_S)
    if examined.has_code:
        reason = workers.why_no_code(session)
        if reason is not None:
            raise RefusedError(_NO_SANDBOX.format(reason=reason), 503, 60)


def _refuse_by_count(
    session: Session, assignment: Assignment, hand_in: HandIn, last: Attempt | None, whole: _Whole
) -> None:
    if last is not None and last.content == whole.content and _counts(session, last):
        raise RefusedError(_SAME_AGAIN.format(number=last.number), 409)
    limit = courses.problem_set_of(assignment).attempts.count
    if attempts_used(session, assignment.id, hand_in.user_id) >= limit:
        raise RefusedError(_NONE_LEFT.format(limit=limit), 403)


def attempts_used(session: Session, assignment_id: int, user_id: int) -> int:
    """How many attempts count: those that our side could not grade, and withdrawn ones, do not."""
    counting = select(Grading.attempt_id).where(Grading.state.not_in(_NOT_COUNTED))
    mine = select(func.count()).where(
        Attempt.assignment_id == assignment_id, Attempt.user_id == user_id, Attempt.id.in_(counting)
    )
    return session.scalar(mine) or 0


def _counts(session: Session, attempt: Attempt) -> bool:
    states = session.scalars(select(Grading.state).where(Grading.attempt_id == attempt.id)).all()
    return any(state not in _NOT_COUNTED for state in states)


def _stored_files(session: Session, whole: _Whole) -> list[AttemptFile]:
    for file, digest, carried in whole.files:
        if not carried:
            _store_blob(session, digest, file.data)
    return [
        AttemptFile(position=position, name=file.name, sha256=digest, size=len(file.data), carried=carried)
        for position, (file, digest, carried) in enumerate(whole.files)
    ]


def _store_blob(session: Session, digest: str, data: bytes) -> None:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    session.execute(insert(Blob).values(sha256=digest, data=data, size=len(data)).on_conflict_do_nothing())


def submission_of(service: Service, attempt_id: int) -> grade.Submission:
    """What `grade` is given for a stored attempt: the stored givens, answers and files, nothing drawn again."""
    with service.database.reading() as session:
        attempt = session.get_one(
            Attempt,
            attempt_id,
            options=[
                joinedload(Attempt.assignment).joinedload(Assignment.course),
                selectinload(Attempt.files).joinedload(AttemptFile.blob),
            ],
        )
        stored = variants.stored_variants(session, attempt.assignment_id, attempt.user_id)
        files = tuple(UploadedFile(file.name, file.blob.data) for file in attempt.files)
    problems = courses.problem_set_of(attempt.assignment).problems
    handed_in = tuple(grade.HandedIn(p, stored[p.id], attempt.answers.get(p.id, {})) for p in problems)
    return grade.Submission(handed_in, files, _bank(service, attempt.assignment))


def _bank(service: Service, assignment: Assignment) -> str:
    """What seeds the hidden inputs of an assignment: nobody outside this installation can compute it."""
    return service.settings.secret_for(f"bank:{assignment.course.slug}/{assignment.slug}").hex()


def attempts_of(session: Session, assignment_id: int, user_id: int) -> Sequence[Attempt]:
    """One student's attempts at an assignment, newest first, with their files and gradings."""
    mine = select(Attempt).where(Attempt.assignment_id == assignment_id, Attempt.user_id == user_id)
    with_parts = mine.options(selectinload(Attempt.files), selectinload(Attempt.gradings))
    return session.scalars(with_parts.order_by(Attempt.number.desc())).all()


def find_attempt(session: Session, token: str) -> Attempt | None:
    """An attempt by the token in its address, with assignment, course, student, files and gradings."""
    named = select(Attempt).where(Attempt.token == token)
    parts = (
        joinedload(Attempt.assignment).joinedload(Assignment.course),
        joinedload(Attempt.user),
        selectinload(Attempt.files),
        selectinload(Attempt.gradings),
    )
    return session.scalars(named.options(*parts)).one_or_none()


def may_see(session: Session, attempt: Attempt, user: User) -> bool:
    """Whether somebody may open an attempt: its student, the staff of its course, an operator."""
    if user.operator or attempt.user_id == user.id:
        return True
    member = courses.membership(session, attempt.assignment.course_id, user.id)
    return member is not None and is_staff(member)


def is_staff(member: Membership) -> bool:
    return member.role is not Role.STUDENT


def level_for(session: Session, attempt: Attempt, user: User) -> FeedbackLevel:
    """How much of an attempt's report somebody may see now: staff all, a student what the set allows."""
    member = courses.membership(session, attempt.assignment.course_id, user.id)
    if user.operator or (member is not None and is_staff(member)):
        return FeedbackLevel.FULL
    return FeedbackLevel(courses.feedback_level(attempt.assignment, read_now(session)))


@dataclass(frozen=True, slots=True)
class Status:
    """How far the grading of an attempt is, and in how many milliseconds a page should ask again (0: never)."""

    state: State
    ahead: int
    checks_done: int
    checks_total: int
    ask_again_ms: int

    @property
    def tag(self) -> str:
        """Changes exactly when something shown changes: the ETag of a status."""
        return f"{self.state}-{self.ahead}-{self.checks_done}-{self.checks_total}"


def status_of(session: Session, attempt: Attempt) -> Status:
    """The live status of an attempt; the longer the queue, the more rarely a page should ask."""
    grading = backlog.latest_grading(session, attempt)
    if grading is None:
        return Status(State.CANCELLED, 0, 0, 0, 0)
    if grading.state is State.QUEUED:
        ahead = backlog.ahead(session, grading)
        return Status(State.QUEUED, ahead, 0, 0, min(700 + 100 * ahead, 5000))
    again = 700 if grading.state is State.RUNNING else 0
    return Status(grading.state, 0, grading.checks_done, grading.checks_total, again)


def report_of(session: Session, attempt: Attempt) -> Report | None:
    """The stored report of the grading that counts, in full (see `grader.report.visible`), or None."""
    grading = backlog.latest_grading(session, attempt)
    if grading is None or grading.report is None:
        return None
    return from_json(json.loads(grading.report.body))


def time_left(assignment: Assignment, moment: datetime) -> timedelta | None:
    """Until the deadline, or None when there is none; negative when it has passed."""
    return None if assignment.due_at is None else assignment.due_at - moment


_NOT_YOURS = Text("이 과제에 제출할 권한이 없습니다.", "You cannot hand in to this assignment.")
_NOT_OPEN = Text("아직 제출 기간이 아닙니다. 제출되지 않았습니다.", "Hand-ins are not open yet. Nothing was handed in.")
_CLOSED = Text("제출 기간이 끝났습니다. 제출되지 않았습니다.", "Hand-ins are closed. Nothing was handed in.")
_TOO_MANY_PENDING = Text(
    "채점을 기다리는 제출이 이미 {limit}개 있습니다. 채점이 끝난 뒤 다시 제출하십시오. 이번 것은 제출되지 않았습니다.",
    "{limit} of your hand-ins are already waiting. Hand in again when they are graded. This one was not handed in.",
)
_NO_SANDBOX = Text(
    "지금은 코드를 안전하게 실행할 수 없어 코드 제출을 받지 않습니다. 숫자 답만은 제출할 수 있습니다. {reason}",
    "Code cannot be run safely at the moment, so code is not taken. Typed answers alone can be handed in. {reason}",
)
_SAME_AGAIN = Text(
    "{number}번째 제출과 내용이 같아서 다시 받지 않았습니다. 제출 횟수는 줄지 않았습니다.",
    "This is the same as attempt {number}, so it was not handed in again. No attempt was used up.",
)
_NONE_LEFT = Text(
    "이 과제에 허용된 제출 {limit}번을 모두 썼습니다. 이번 것은 제출되지 않았습니다.",
    "All {limit} attempts allowed for this assignment are used. This one was not handed in.",
)
