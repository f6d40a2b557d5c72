"""One child process of `serve`: the web server or a worker. It ends when its supervisor does.

Started as `python -P -c <START> kind lifeline wake …`: `lifeline` is the read end of a pipe that only the
supervisor can write, so its end of file says that the supervisor is gone, however it died.
"""

import os
import signal
import sys
import threading
from typing import Any, Final

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # ships no types

from submissions import application, config, logs
from submissions.config import Settings, SetupError
from submissions.database import Database
from submissions.hints import PipeHints
from submissions.runner import SandboxRunner
from submissions.service import Service
from submissions.worker import Worker

COULD_NOT_RUN: Final = 3


def main(arguments: list[str]) -> None:
    """`web LIFELINE WAKE SOCKET` or `worker LIFELINE WAKE NAME`; exits 3 when the settings cannot be used."""
    kind, lifeline, wake, rest = arguments
    threading.Thread(target=_follow, args=(int(lifeline),), name="lifeline", daemon=True).start()
    try:
        settings = config.load()
        logs.configure(settings, kind)
        if kind == "web":
            _Web(settings, PipeHints(-1, int(wake)), int(rest)).run()
        else:
            _work(Service(settings, Database(settings.database_url), PipeHints(int(wake), -1)), rest)
    except SetupError as error:
        print(error.sentence.en, file=sys.stderr)
        sys.exit(COULD_NOT_RUN)


def _follow(lifeline: int) -> None:
    os.read(lifeline, 1)  # returns at the end of file
    os.kill(os.getpid(), signal.SIGTERM)


def _work(service: Service, name: str) -> None:
    worker = Worker(service, name, SandboxRunner())
    worker.stop_on_signals()
    worker.run()


class _Web(BaseApplication):  # type: ignore[misc]  # untyped
    """gunicorn on the socket that the supervisor holds: a restart refuses nobody, connections wait."""

    def __init__(self, settings: Settings, hints: PipeHints, socket: int) -> None:
        self._settings = settings
        self._hints = hints
        self._socket = socket
        super().__init__()

    def load_config(self) -> None:
        chosen: dict[str, Any] = {
            "bind": [f"fd://{self._socket}"],
            "worker_class": "gthread",
            "workers": self._settings.web_processes,
            "threads": self._settings.web_threads,
            "timeout": 60,
            "graceful_timeout": 15,
            "control_socket_disable": True,
            "loglevel": "warning",
            "proc_name": "nngrader web",
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called in each forked process, so that no connection is shared between processes."""
        return application.build(Service(self._settings, Database(self._settings.database_url), self._hints))
