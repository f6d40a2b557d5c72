"""The database: two kinds of transaction, the pragmas SQLite needs, and its failures as sentences.

SQLite: writers take the write lock at once (BEGIN IMMEDIATE), because a deferred transaction that turns into a
writer fails with "database is locked", and the driver's own implicit transactions let two workers claim one
row. Readers use a plain BEGIN on a connection that refuses to write. The journal is WAL only where SQLite no
longer has the WAL-reset corruption bug (3.51.3), otherwise TRUNCATE; every commit is synced to the disk.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.orm import Session, sessionmaker

from reference.text import Text
from submissions.config import SetupError

_READER: Final = "nngrader_reader"
_WAL_IS_SAFE: Final = sqlite3.sqlite_version_info >= (3, 51, 3)
JOURNAL_MODE: Final = "WAL" if _WAL_IS_SAFE else "TRUNCATE"
_BUSY_SECONDS: Final = 30


class Database:
    """One engine; `reading()` and `writing()` are the only ways to a session."""

    def __init__(self, url: str) -> None:
        self.url = _checked(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.sqlite else create_engine(self.url, pool_pre_ping=True)
        reader = self.engine.execution_options(**{_READER: True}, postgresql_readonly=True)
        self._read = sessionmaker(reader, autoflush=False, expire_on_commit=False)
        self._write = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read-only transaction: one consistent picture. Keep it short, a waiting commit of SQLite needs it over."""
        with self._read() as session, session.begin():
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that may write; commits at the end, rolls back on any exception."""
        with self._write() as session, session.begin():
            yield session

    def close(self) -> None:
        self.engine.dispose()


def _checked(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
        dialect = parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise SetupError(_UNREADABLE_URL) from error
    if backend not in {"sqlite", "postgresql"} or (backend == "sqlite" and not parsed.database):
        raise SetupError(_UNREADABLE_URL)
    try:
        dialect.import_dbapi()
    except ImportError as error:
        sentence = Text(
            "데이터베이스 드라이버가 없습니다: {missing}. 설치한 뒤 다시 시작하십시오.",
            "The database driver {missing} is not installed. Install it and start again.",
        )
        raise SetupError(sentence.format(missing=error.name or error)) from error
    return parsed


_UNREADABLE_URL = Text(
    "NNGRADER_DATABASE_URL을 쓸 수 없습니다. sqlite:////경로/파일 또는 postgresql+psycopg://… 형식이어야 합니다.",
    "NNGRADER_DATABASE_URL cannot be used: it must read sqlite:////path/to/file or postgresql+psycopg://….",
)


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    """Settings that SQLite keeps per connection. Transactions are begun by `_begin`, never by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    if not _WAL_IS_SAFE:
        cursor.execute("PRAGMA journal_mode = TRUNCATE")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    reader = bool(connection.get_execution_options().get(_READER))
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reader else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reader else "BEGIN IMMEDIATE")


_SENTENCES: Final = (
    (
        ("disk is full", "No space left", "could not extend file"),
        Text(
            "서버의 디스크가 가득 찼습니다. 방금 보낸 것은 저장되지 않았습니다. 운영자에게 알려 주십시오.",
            "The server's disk is full. What was just sent has not been stored. Please tell the operator.",
        ),
    ),
    (
        ("file is not a database", "malformed"),
        Text(
            "데이터베이스 파일이 손상되었습니다. 서비스를 멈추고 백업에서 되돌려야 합니다.",
            "The database file is damaged. Stop the service and restore it from a backup.",
        ),
    ),
    (
        ("readonly database", "read-only", "unable to open database file", "disk I/O error"),
        Text(
            "데이터베이스 파일을 쓸 수 없습니다. 파일과 디렉터리의 권한과 디스크를 확인하십시오.",
            "The database file cannot be written to. Check the disk and the permissions of file and directory.",
        ),
    ),
    (
        ("database is locked",),
        Text(
            "데이터베이스가 다른 일로 잠겨 있습니다. 잠시 뒤에 다시 시도하십시오.",
            "The database is busy with something else. Please try again in a moment.",
        ),
    ),
    (
        ("connection", "server closed", "timeout expired"),
        Text(
            "데이터베이스 서버에 연결할 수 없습니다. 운영자에게 알려 주십시오.",
            "The database server cannot be reached. Please tell the operator.",
        ),
    ),
)


def trouble(error: DBAPIError) -> Text | None:
    """The sentence for a failure of the database itself, or None when the fault is in our code."""
    return trouble_in(str(error.orig))


def trouble_in(said: str) -> Text | None:
    """The same, for what a driver said."""
    return next((sentence for signs, sentence in _SENTENCES if any(sign in said for sign in signs)), None)
