"""What every part of a running service shares: its settings, its database, its hints."""

import importlib.metadata
from dataclasses import dataclass, field

from submissions import migrations
from submissions.config import Settings
from submissions.database import Database
from submissions.hints import Hints, NoHints


@dataclass(frozen=True, slots=True)
class Service:
    """One process's view of the installation."""

    settings: Settings
    database: Database
    hints: Hints = field(default_factory=NoHints)


def release() -> str:
    """The grader's release: a new one grades anew, beside the old reports."""
    try:
        return importlib.metadata.version("nngrader")
    except importlib.metadata.PackageNotFoundError:
        return "source"  # run from a checkout that was never installed


def open_service(settings: Settings, hints: Hints | None = None) -> Service:
    """Open the database with this code's schema (made or upgraded if the settings allow); raises SetupError."""
    database = Database(settings.database_url)
    (migrations.migrate if settings.migrate else migrations.check)(database)
    return Service(settings, database, hints or NoHints())
