"""Who handed in what, and when: accounts, courses, the queue, the web pages. How a mark is computed it never knows."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from submissions.service import Service


def create_app(service: "Service | None" = None) -> "Flask":
    """The web application. Without a service, one is opened from the NNGRADER_… environment variables."""
    from submissions.application import build  # noqa: PLC0415 - the command line starts without loading Flask

    return build(service)
