"""The service's commands, which join `nngrader` through the entry-point group `nngrader.commands`.

This module imports neither the web nor the database, so that the other commands start fast and a machine
without the `[service]` extra gets a sentence.
"""

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

import click

from problems.fault import FileError
from problems.handout.manifest import ManifestError
from reference.text import Locale, Text
from submissions import config
from submissions.config import SetupError

if TYPE_CHECKING:
    from submissions.service import Service

P = ParamSpec("P")
R = TypeVar("R")
USAGE: Final = 2
COULD_NOT_RUN: Final = 3


def _locale() -> Locale:
    spoken = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "ko" if spoken.lower().startswith("ko") else "en"


def _say(sentence: Text, *, error: bool = False) -> None:
    click.echo(sentence[_locale()], err=error)


def _in_sentences(command: Callable[P, R]) -> Callable[P, R]:
    """End a command with a sentence and its exit code instead of a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except SetupError as error:
            _say(error.sentence, error=True)
            sys.exit(COULD_NOT_RUN)
        except FileError as error:
            click.echo(error.sentences(_locale()), err=True)
            sys.exit(USAGE)
        except ManifestError as error:
            _say(error.text, error=True)
            sys.exit(USAGE)
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in {"submissions", "grader", "problems", "reference"}:
                raise
            _say(_NO_EXTRA.format(missing=error.name), error=True)
            sys.exit(COULD_NOT_RUN)

    return run


def _administered(command: Callable[P, R]) -> Callable[P, R]:
    """The same for the commands that change accounts and courses."""

    @functools.wraps(command)
    @_in_sentences
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - loaded only by the commands that need it

        from submissions.accounts import AccountError  # noqa: PLC0415
        from submissions.courses import CourseError  # noqa: PLC0415
        from submissions.database import trouble  # noqa: PLC0415

        try:
            return command(*args, **kwargs)
        except (AccountError, CourseError) as error:
            _say(error.sentence, error=True)
            sys.exit(USAGE)
        except DBAPIError as error:
            sentence = trouble(error)
            if sentence is None:
                raise
            raise SetupError(sentence) from error

    return run


def _service() -> "Service":
    from submissions.service import open_service  # noqa: PLC0415

    return open_service(config.load())


@click.command()
@click.option("--host", help="Address to listen on; NNGRADER_HOST, else 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port; NNGRADER_PORT, else 8000.")
@click.option("--demo", is_flag=True, help="Load the demo course first (on this machine's own address only).")
@_administered
def serve(host: str | None, port: int | None, *, demo: bool) -> None:
    """Serve the web pages, with an embedded worker."""
    from submissions import serving  # noqa: PLC0415

    if host:
        os.environ["NNGRADER_HOST"] = host
    if port is not None:
        os.environ["NNGRADER_PORT"] = str(port)
    sys.exit(serving.serve(config.load(), _say, demo=demo))


@click.command()
@_administered
def worker() -> None:
    """Run one more worker, until TERM or Ctrl-C."""
    from submissions import serving  # noqa: PLC0415

    serving.work(config.load())


@click.group()
def admin() -> None:
    """Accounts, courses and the database of this installation."""


def _password_option(command: Callable[..., Any]) -> Callable[..., Any]:
    option = click.option(
        "--password",
        prompt=True,
        hide_input=True,
        confirmation_prompt=True,
        envvar="NNGRADER_PASSWORD",
        help="Asked for when it is not given.",
    )
    return option(command)


@admin.command("init")
@click.option("--login", prompt=True, help="The operator's log-in name.")
@click.option("--name", default="", help="The operator's name.")
@_password_option
@_administered
def admin_init(login: str, name: str, password: str) -> None:
    """Make the database, the secret key and the first operator."""
    from submissions import administration  # noqa: PLC0415

    service = _service()
    _say(administration.add_user(service, login, name, password, operator=True))
    _say(_HOME.format(home=service.settings.home))


@admin.command("migrate")
@_administered
def admin_migrate() -> None:
    """Bring the database to this version's schema."""
    from submissions import migrations  # noqa: PLC0415
    from submissions.database import Database  # noqa: PLC0415

    migrations.migrate(Database(config.load().database_url))
    _say(_MIGRATED)


@admin.command("add-user")
@click.argument("login")
@click.option("--name", default="")
@click.option("--operator", is_flag=True, help="May administer the whole installation.")
@_password_option
@_administered
def admin_add_user(login: str, name: str, password: str, *, operator: bool) -> None:
    """Make an account."""
    from submissions import administration  # noqa: PLC0415

    _say(administration.add_user(_service(), login, name, password, operator=operator))


@admin.command("set-password")
@click.argument("login")
@_password_option
@_administered
def admin_set_password(login: str, password: str) -> None:
    """Change a password and end all log-ins of the account."""
    from submissions import administration  # noqa: PLC0415

    _say(administration.change_password(_service(), login, password))


@admin.command("issue-token")
@click.argument("login")
@click.option("--label", default="", help="What it is for.")
@_administered
def admin_issue_token(login: str, label: str) -> None:
    """Print a bearer token for the HTTP API; it is not shown again."""
    from submissions import administration  # noqa: PLC0415

    click.echo(administration.issue_token(_service(), login, label))


@admin.command("add-course")
@click.argument("slug")
@click.option("--title-ko", required=True)
@click.option("--title-en", required=True)
@click.option("--time-zone", help="Default: NNGRADER_TIME_ZONE, else Asia/Seoul.")
@_administered
def admin_add_course(slug: str, title_ko: str, title_en: str, time_zone: str | None) -> None:
    """Make a course."""
    from submissions import administration  # noqa: PLC0415

    _say(administration.add_course(_service(), slug, Text(title_ko, title_en), time_zone))


@admin.command("enrol")
@click.argument("course")
@click.argument("login")
@click.option("--role", type=click.Choice(["student", "assistant", "instructor"]), default="student")
@click.option("--roster-id", help="Student number, where it differs from the log-in name.")
@_administered
def admin_enrol(course: str, login: str, role: str, roster_id: str | None) -> None:
    """Give somebody a place in a course."""
    from submissions import administration  # noqa: PLC0415
    from submissions.models import Role  # noqa: PLC0415

    _say(administration.enrol(_service(), course, login, Role(role), roster_id))


@admin.command("import-roster")
@click.argument("course")
@click.argument("file", type=click.Path(path_type=Path))
@_administered
def admin_import_roster(course: str, file: Path) -> None:
    """Enrol the students of a class list; prints log-in, name and password of every new account."""
    from submissions import administration  # noqa: PLC0415

    for new in administration.import_roster(_service(), course, file):
        click.echo(f"{new.login}\t{new.name}\t{new.password}")


@admin.command("assign")
@click.argument("course")
@click.argument("set_id", metavar="SET")
@click.option("--opens", help="Like 2026-12-01 09:00, in the course's time zone.")
@click.option("--due", help="The deadline.")
@click.option("--closes", help="The last moment for late hand-ins.")
@_administered
def admin_assign(course: str, set_id: str, opens: str | None, due: str | None, closes: str | None) -> None:
    """Give a problem set to a course."""
    from submissions import administration  # noqa: PLC0415

    _say(administration.assign(_service(), course, set_id, (opens, due, closes)))


@admin.command("import-manifest")
@click.argument("course")
@click.argument("assignment")
@click.argument("file", type=click.Path(path_type=Path))
@_administered
def admin_import_manifest(course: str, assignment: str, file: Path) -> None:
    """Take over the variants that `nngrader generate` printed."""
    from submissions import administration  # noqa: PLC0415

    _say(administration.import_manifest(_service(), course, assignment, file))


@admin.command("requeue")
@_administered
def admin_requeue() -> None:
    """Queue again every grading that failed on our side."""
    from submissions import administration  # noqa: PLC0415

    _say(administration.requeue_failed(_service()))


commands: list[click.Command] = [serve, worker, admin]

_NO_EXTRA = Text(
    "웹 서비스에 필요한 '{missing}'이(가) 없습니다. pip install 'nngrader[service]'로 설치하십시오.",
    "The web service needs '{missing}'. Install it with pip install 'nngrader[service]'.",
)
_HOME = Text("데이터 디렉터리: {home}", "Data directory: {home}")
_MIGRATED = Text("데이터베이스가 이 버전에 맞습니다.", "The database has this version's schema.")
