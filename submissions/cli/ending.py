"""How a command of the service ends: what its parts raise becomes one sentence and an exit code."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from grader.cli.failure import COULD_NOT_RUN, USAGE, CommandError
from problems.handout.manifest import ManifestError
from reference.text import Text
from submissions import config
from submissions.config import SetupError

if TYPE_CHECKING:
    from submissions.service import Service

P = ParamSpec("P")
R = TypeVar("R")
_OURS = {"submissions", "grader", "problems", "reference"}


def in_sentences(command: Callable[P, R]) -> Callable[P, R]:
    """Raise what stops a command as the CommandError that the program shows."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return _of_the_service(command)(*args, **kwargs)
        except SetupError as error:
            raise CommandError(error.sentence, COULD_NOT_RUN) from error
        except ManifestError as error:
            raise CommandError(error.text, USAGE) from error
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] in _OURS:
                raise
            raise CommandError(_NO_EXTRA.format(missing=error.name), COULD_NOT_RUN) from error

    return run


def _of_the_service(command: Callable[P, R]) -> Callable[P, R]:
    """The errors that only the service knows; importing them needs its extra."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 -- only these commands pay for it

        from submissions.accounts import AccountError  # noqa: PLC0415 -- as above
        from submissions.courses import CourseError  # noqa: PLC0415 -- as above
        from submissions.database import trouble  # noqa: PLC0415 -- as above

        try:
            return command(*args, **kwargs)
        except (AccountError, CourseError) as error:
            raise CommandError(error.sentence, USAGE) from error
        except DBAPIError as error:
            sentence = trouble(error)
            if sentence is None:
                raise
            raise CommandError(sentence, COULD_NOT_RUN) from error

    return run


def opened() -> "Service":
    """The installation that the environment names; raises SetupError."""
    from submissions.service import open_service  # noqa: PLC0415 -- only a command that runs pays for it

    return open_service(config.load())


_NO_EXTRA = Text(
    "웹 서비스에 필요한 '{missing}' 패키지가 없습니다. pip install 'nngrader[service]'로 설치하십시오.",
    "The web service needs '{missing}'. Install it with pip install 'nngrader[service]'.",
)
