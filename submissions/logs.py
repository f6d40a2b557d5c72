"""Logs: one JSON object a line in NNGRADER_HOME/logs, and what needs attention on stderr too.

Tracebacks never show the values of variables: those may be a student's answers, a password, a secret.
"""

import logging
import logging.handlers
import sys
from pathlib import Path
from typing import Any, Final

import structlog

from submissions.config import Settings

_KEEP: Final = 20 * 1024 * 1024  # bytes; a larger log starts anew beside its predecessor
_SHARED: Final[tuple[Any, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


class _LogFile(logging.handlers.WatchedFileHandler):
    """A log that must never stop the service: on a full disk the line is lost, and the request is not."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Drop the line when the disk refuses it; a mistake of ours is still shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def configure(settings: Settings, part: str) -> None:
    """Send the logs of this process to `<part>.log`; call once, at the start of a process."""
    path = settings.logs / f"{part}.log"
    _turn_over(path)
    lines = _LogFile(path, encoding="utf-8", delay=True)
    lines.setFormatter(_formatter(structlog.processors.format_exc_info, structlog.processors.JSONRenderer()))
    screen = logging.StreamHandler(sys.stderr)
    screen.setFormatter(
        _formatter(structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback))
    )
    screen.setLevel(logging.DEBUG if settings.log_level == "DEBUG" else logging.WARNING)
    logging.basicConfig(level=settings.log_level, handlers=[lines, screen], force=True)
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _formatter(*last: Any) -> logging.Formatter:
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=list(_SHARED), processors=[remove, *last])


def _turn_over(path: Path) -> None:
    if path.exists() and path.stat().st_size > _KEEP:
        path.replace(path.with_suffix(".log.1"))
