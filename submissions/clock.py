"""Time as the database tells it: one clock for all web and worker hosts.

Moments are stored as whole milliseconds since 1970 UTC, so that SQLite and PostgreSQL compare and add them
alike; Python sees aware datetimes in UTC.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Dialect, select, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def milliseconds(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as milliseconds since 1970 UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's
        return None if value is None else milliseconds(value - _EPOCH)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else _EPOCH + timedelta(milliseconds=value)


class now(FunctionElement[datetime]):  # noqa: N801 - reads like SQL's own now()
    """The database's clock at this statement (not at the start of the transaction)."""

    type = Moment()
    inherit_cache = True


@compiles(now, "sqlite")  # type: ignore[no-untyped-call, untyped-decorator, unused-ignore]
def _now_in_sqlite(_element: now, _compiler: Any, **_: Any) -> str:
    return "CAST(ROUND((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER)"


@compiles(now, "postgresql")  # type: ignore[no-untyped-call, untyped-decorator, unused-ignore]
def _now_in_postgresql(_element: now, _compiler: Any, **_: Any) -> str:
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"


def now_plus(span: timedelta) -> ColumnElement[datetime]:
    """The database's clock, `span` later (or earlier, if negative)."""
    return type_coerce(type_coerce(now(), BigInteger) + milliseconds(span), Moment())


def read_now(session: Session) -> datetime:
    """What the database's clock shows, in UTC."""
    return session.scalars(select(now())).one()
