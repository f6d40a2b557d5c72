"""The tables: who, which course, what was asked of whom, what was handed in, and what came of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, Enum, ForeignKey, Index, LargeBinary, MetaData, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy import text as sql
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from problems.variant import Variant
from reference.text import Text
from submissions.clock import Moment, now


class Table(DeclarativeBase):
    """Constraint names are fixed, so that a migration can find them on every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment, dict[str, Any]: JSON, list[str]: JSON}


class Role(StrEnum):
    """What somebody may do in one course."""

    STUDENT = "student"
    ASSISTANT = "assistant"
    INSTRUCTOR = "instructor"


class State(StrEnum):
    """Where a grading is. `DONE` includes crashes and zeros of a student; `FAILED` is our own fault only."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


PENDING = (State.QUEUED, State.RUNNING)
_QUEUED = sql("state = 'queued'")
_RUNNING = sql("state = 'running'")


def _words(kind: type[StrEnum], name: str) -> Enum:
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


class User(Table):
    """Somebody who can log in. `login` is what they type: a student number or a name, always lower case."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    operator: Mapped[bool] = mapped_column(default=False)
    locale: Mapped[str | None] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(default=now())
    disabled_at: Mapped[datetime | None]


class LoginSession(Table):
    """One log-in. The cookie holds a random token, this table its SHA-256: deleting the row ends the log-in."""

    __tablename__ = "login_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now())
    expires_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class ApiToken(Table):
    """A bearer token of the HTTP API, known by its SHA-256 only; deleting the row revokes it."""

    __tablename__ = "api_token"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(default=now())


class LoginFailure(Table):
    """A refused log-in, counted per login and per address for the rate limit, then swept away."""

    __tablename__ = "login_failure"
    __table_args__ = (Index("ix_login_failure_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(default=now())


class Course(Table):
    """One course in one term. Deadlines are shown and typed in its time zone."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title_ko: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=now())
    archived_at: Mapped[datetime | None]

    @property
    def title(self) -> Text:
        return Text(self.title_ko, self.title_en)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Membership(Table):
    """Somebody's place in a course; `roster_id` is the student number in its roster, leading zeros kept."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("course_id", "user_id"), UniqueConstraint("course_id", "roster_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(_words(Role, "role"))
    roster_id: Mapped[str] = mapped_column(String(100))
    section: Mapped[str | None] = mapped_column(String(60))

    course: Mapped[Course] = relationship()
    user: Mapped[User] = relationship()


class Assignment(Table):
    """A problem set given to a course. `source` is the set's TOML text as it was when it was given."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("course_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(String(60))
    title_ko: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(LongText)
    opens_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]  # hand-ins between due_at and this are accepted and marked as late
    created_at: Mapped[datetime] = mapped_column(default=now())

    course: Mapped[Course] = relationship()

    @property
    def title(self) -> Text:
        return Text(self.title_ko, self.title_en)


class PersonalVariant(Table):
    """The variant one student has for one problem: drawn once or imported, graded from these givens for ever."""

    __tablename__ = "personal_variant"
    __table_args__ = (UniqueConstraint("assignment_id", "user_id", "problem"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    problem: Mapped[str] = mapped_column(String(60))
    family: Mapped[str] = mapped_column(String(100))
    version: Mapped[str] = mapped_column(String(20))
    seed: Mapped[str] = mapped_column(String(100))
    givens: Mapped[dict[str, Any]]
    origin: Mapped[str] = mapped_column(String(20))  # "drawn" or "manifest"

    @property
    def variant(self) -> Variant:
        return Variant(self.family, self.version, self.seed, self.givens)


class Blob(Table):
    """Uploaded bytes under their SHA-256: files live here, so a worker needs only the database."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]


class Attempt(Table):
    """One hand-in, never changed afterwards. `answers` holds all problems' answers as they stood then:
    a problem that was not sent keeps its last one. `content` is the SHA-256 of answers and files together."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("user_id", "assignment_id", "request_key"),
        UniqueConstraint("user_id", "assignment_id", "number"),
        Index("ix_attempt_assignment_id", "assignment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32), unique=True)  # names the attempt in addresses
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    request_key: Mapped[str] = mapped_column(String(100))
    number: Mapped[int]
    accepted_at: Mapped[datetime]
    late: Mapped[bool] = mapped_column(default=False)
    answers: Mapped[dict[str, Any]]
    sent: Mapped[list[str]]  # ids of the problems whose answers were in this hand-in
    content: Mapped[str] = mapped_column(String(64))

    assignment: Mapped[Assignment] = relationship()
    user: Mapped[User] = relationship()
    files: Mapped[list["AttemptFile"]] = relationship(order_by="AttemptFile.position")
    gradings: Mapped[list["Grading"]] = relationship(order_by="Grading.id", back_populates="attempt")


class AttemptFile(Table):
    """A file of an attempt; `carried` ones were kept from the attempt before."""

    __tablename__ = "attempt_file"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(255))  # as uploaded; never used as a path
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True)
    size: Mapped[int]
    carried: Mapped[bool] = mapped_column(default=False)

    blob: Mapped[Blob] = relationship()


class Grading(Table):
    """One marking of one attempt by one release of the grader: the queue's row.

    `lease` counts claims: whoever holds the current number may publish, nobody else. `fair_at` orders the
    queue and never delays; `not_before` delays a retry after a crash of ours.
    """

    __tablename__ = "grading"
    __table_args__ = (
        UniqueConstraint("attempt_id", "release"),
        CheckConstraint("crashes >= 0", "crashes_not_negative"),
        Index("ix_grading_queued", "fair_at", "id", sqlite_where=_QUEUED, postgresql_where=_QUEUED),
        Index("ix_grading_running", "lease_until", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
        Index("ix_grading_flow", "flow", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    release: Mapped[str] = mapped_column(String(40))
    state: Mapped[State] = mapped_column(_words(State, "state"), default=State.QUEUED)
    flow: Mapped[str] = mapped_column(String(60))
    needs_code: Mapped[bool] = mapped_column(default=False)
    fair_at: Mapped[datetime]
    not_before: Mapped[datetime] = mapped_column(default=now())
    queued_at: Mapped[datetime] = mapped_column(default=now())
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    lease: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    worker: Mapped[str | None] = mapped_column(String(100))
    crashes: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str | None] = mapped_column(LongText)  # what went wrong on our side, for staff
    checks_done: Mapped[int] = mapped_column(default=0)
    checks_total: Mapped[int] = mapped_column(default=0)

    attempt: Mapped[Attempt] = relationship(back_populates="gradings")
    report: Mapped["StoredReport | None"] = relationship(back_populates="grading")


class StoredReport(Table):
    """What a grading said, as JSON text, byte for byte; appended once, never changed."""

    __tablename__ = "report"

    grading_id: Mapped[int] = mapped_column(ForeignKey("grading.id", ondelete="CASCADE"), primary_key=True)
    body: Mapped[str] = mapped_column(LongText)
    record: Mapped[dict[str, Any]]  # level, host and times of the run: beside the report, not in it
    published_at: Mapped[datetime] = mapped_column(default=now())

    grading: Mapped[Grading] = relationship(back_populates="report")


class WorkerPresence(Table):
    """A worker that is (or lately was) there, and whether it can run code."""

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    release: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime] = mapped_column(default=now())
    seen_at: Mapped[datetime] = mapped_column(default=now())
    runs_code: Mapped[bool]
    level: Mapped[str] = mapped_column(String(20))
    trouble: Mapped[dict[str, Any] | None]  # why it cannot run code, in both languages
    profiles: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")  # null, or what is missing


class AuditEntry(Table):
    """Who did what to whom, for staff; appended only."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now(), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(200))
    detail: Mapped[dict[str, Any]]
