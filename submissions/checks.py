"""What `nngrader doctor` says about the service on this machine: its directory, database, queue and workers."""

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from grader.sandbox import Check
from reference.text import Text, same
from submissions import config, migrations, workers
from submissions.config import SetupError
from submissions.database import Database, trouble
from submissions.models import Grading, State

_EMPTY = Text(
    "데이터베이스가 아직 없습니다. nngrader serve 또는 nngrader admin init이 만듭니다.",
    "There is no database yet; nngrader serve or nngrader admin init makes it.",
)
_QUEUE = Text(
    "대기 {queued}, 채점 중 {running}, 실패 {failed}, 작업자 {workers}.",
    "{queued} queued, {running} running, {failed} failed; {workers} workers.",
)


def checks() -> list[Check]:
    """Looks without changing anything but, at the very first call, making the data directory and the key."""
    try:
        settings = config.load()
    except SetupError as error:
        return [Check("data directory", ok=False, message=error.sentence)]
    home = Check("data directory", ok=True, message=same(str(settings.home)))
    try:
        database = Database(settings.database_url)
        if not migrations.exists(database):
            return [home, Check("database", ok=True, message=_EMPTY)]
        migrations.check(database)
        return [home, Check("database", ok=True, message=same(database.url.render_as_string())), _queue(database)]
    except SetupError as error:
        return [home, Check("database", ok=False, message=error.sentence)]
    except DBAPIError as error:
        return [home, Check("database", ok=False, message=trouble(error) or same(str(error.orig)))]


def _queue(database: Database) -> Check:
    with database.reading() as session:
        rows = session.execute(select(Grading.state, func.count()).group_by(Grading.state)).all()
        there = len(workers.present(session))
    by_state = {state: count for state, count in rows}  # noqa: C416 -- rows of a result, not pairs
    shown = {state.value: by_state.get(state, 0) for state in (State.QUEUED, State.RUNNING, State.FAILED)}
    return Check("queue", ok=shown["failed"] == 0, message=_QUEUE.format(workers=there, **shown))
