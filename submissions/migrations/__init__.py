"""Bring the database to this code's schema, at first start, under a lock."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from reference.text import Text
from submissions.config import SetupError
from submissions.database import JOURNAL_MODE, Database, trouble_in

_LOCK: Final = 0x6E6E6772  # "nngr": one number for all our processes on one PostgreSQL
_WHOLE_CHECK_UP_TO: Final = 256 * 1024 * 1024  # bytes; a full check of more than this would delay the start


def migrate(database: Database) -> None:
    """Upgrade to this code's schema; many processes may call it at once. Raises SetupError."""
    try:
        if database.sqlite:
            _look_over(database)
        with database.engine.begin() as connection:  # BEGIN IMMEDIATE on SQLite: the lock
            if not database.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            if _revision(connection) != _head():
                command.upgrade(_config(connection), "head")
    except DBAPIError as error:
        raise SetupError(_unexpected(error)) from error


def exists(database: Database) -> bool:
    """Whether there is a database at all (SQLite makes an empty file by merely looking)."""
    return not database.sqlite or Path(database.url.database or "").exists()


def check(database: Database) -> None:
    """Accept only a database that already has this code's schema; raises SetupError."""
    try:
        with database.engine.connect() as connection:
            current = _revision(connection)
    except DBAPIError as error:
        raise SetupError(_unexpected(error)) from error
    if current != _head():
        raise SetupError(
            Text(
                "데이터베이스 구조가 이 버전과 다릅니다. nngrader admin migrate를 먼저 실행하십시오.",
                "The database does not have this version's schema. Run nngrader admin migrate first.",
            )
        )


def _look_over(database: Database) -> None:
    """Find a damaged file before anything is written to it, and set the journal once."""
    path = Path(database.url.database or "")
    whole = path.exists() and path.stat().st_size <= _WHOLE_CHECK_UP_TO
    try:
        with closing(database.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT count(*) FROM sqlite_master")
            sound = not whole or cursor.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            if sound:
                cursor.execute(f"PRAGMA journal_mode = {JOURNAL_MODE}")
    except sqlite3.DatabaseError as error:
        sound = not any(sign in str(error) for sign in ("not a database", "malformed"))
        if sound:
            raise SetupError(_unexpected(error)) from error
    if not sound:
        raise SetupError(_damaged(path))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if revision is not None and revision not in {script.revision for script in _scripts().walk_revisions()}:
        raise SetupError(
            Text(
                "데이터베이스가 더 새로운 버전의 nngrader로 만들어졌습니다. nngrader를 업그레이드한 뒤 다시 "
                "시작하십시오.",
                "The database was made by a newer version of nngrader. Upgrade nngrader and start again.",
            )
        )
    return None if revision is None else str(revision)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(Path(__file__).parent))


def _head() -> str | None:
    return _scripts().get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _damaged(path: Path) -> Text:
    return Text(
        "데이터베이스 파일이 손상되었습니다: {path}. 파일을 옮겨 두고 백업에서 되돌린 뒤 다시 시작하십시오.",
        "The database file {path} is damaged. Move it aside, restore it from a backup, and start again.",
    ).format(path=path)


def _unexpected(error: Exception) -> Text:
    known = trouble_in(str(getattr(error, "orig", error)))
    return known or Text("데이터베이스를 열 수 없습니다: {reason}.", "The database cannot be opened: {reason}.").format(
        reason=str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    )
