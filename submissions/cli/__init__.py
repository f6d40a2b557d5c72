"""The service's commands, which join `nngrader` through the entry-point group `nngrader.commands`.

Nothing here imports the web or the database before a command runs, so that the other commands start fast and
a machine without the `[service]` extra gets a sentence.
"""

import click

from submissions.cli.admin import admin
from submissions.cli.serve import serve, worker

commands: list[click.Command] = [serve, worker, admin]
