"""The schema at first start, at every later start, and what a start does with files that are not in order."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from submissions import migrations
from submissions.config import Settings, SetupError
from submissions.database import Database
from submissions.models import Table, User
from submissions.service import Service, open_service

ROOT = Path(__file__).parents[2]


def file_of(service: Service) -> Path:
    return Path(service.database.url.database or "")


def test_migrations_and_models_describe_the_same_tables(service: Service) -> None:
    with service.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Table.metadata)
        indexes = {index["name"] for index in inspect(connection).get_indexes("grading")}
    assert differences == []
    assert {"ix_grading_queued", "ix_grading_running"} <= indexes


def test_a_second_start_changes_nothing(service: Service) -> None:
    with service.database.writing() as session:
        session.add(User(login="kim", name="김"))
    migrations.migrate(service.database)
    with service.database.reading() as session:
        assert [user.login for user in session.query(User)] == ["kim"]


def test_several_first_starts_at_once_make_one_database(settings: Settings) -> None:
    """Four processes start on an empty home together: all succeed."""
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from submissions import config; from submissions.service import open_service\n"
        "open_service(config.load()); print('ok')"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"NNGRADER_HOME": str(settings.home)},
        )
        for _ in range(4)
    ]
    assert [start.communicate(timeout=60) for start in starts] == [("ok\n", "")] * 4


def test_a_newer_schema_is_refused_by_name(service: Service) -> None:
    with service.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SetupError, match="newer version of nngrader"):
        migrations.migrate(service.database)


def test_without_migrations_an_old_schema_is_refused_with_what_to_do(settings: Settings) -> None:
    with pytest.raises(SetupError, match="nngrader admin migrate"):
        migrations.check(Database(settings.database_url))


@pytest.mark.parametrize("damage", ["garbage", "cut", "flipped"])
def test_a_damaged_file_is_named_and_left_alone(service: Service, damage: str) -> None:
    """Garbage in place of a database, a file cut in half, a page overwritten in the middle."""
    with service.database.writing() as session:
        session.add_all(User(login=f"user{number}", name="x" * 150) for number in range(500))
    service.database.close()
    path = file_of(service)
    whole = path.read_bytes()
    middle = len(whole) // 2 // 4096 * 4096
    damaged = {
        "garbage": b"this was a database once" * 1000,
        "cut": whole[: middle + 100],
        "flipped": whole[:middle] + b"\xa5" * 8192 + whole[middle + 8192 :],
    }[damage]
    path.write_bytes(damaged)
    with pytest.raises(SetupError, match=r"damaged.*restore it from a backup"):
        open_service(service.settings)
    assert path.read_bytes() == damaged


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/x", "sqlite://", "postgresql+nodriver://h/x"])
def test_a_database_address_that_cannot_be_used_is_one_sentence(url: str) -> None:
    with pytest.raises(SetupError, match="NNGRADER_DATABASE_URL"):
        Database(url)


def test_a_missing_driver_is_named() -> None:
    pytest.importorskip("sqlalchemy")
    try:
        import psycopg  # noqa: F401, PLC0415 - an extra; this test is about its absence
    except ImportError:
        with pytest.raises(SetupError, match="psycopg is not installed"):
            Database("postgresql+psycopg://localhost/x")
