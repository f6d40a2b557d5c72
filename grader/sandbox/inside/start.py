"""What the fresh interpreter does first: become a zygote, or serve one plain run."""

import importlib
import json
import os
import sys
from typing import Any

from . import preload
from .harness import Harness
from .output import Output

if sys.platform != "win32":
    import resource


def main(role: str) -> None:
    """A number: be a zygote on that descriptor. A JSON object: serve one submission on the standard streams."""
    if role.isdecimal():
        # Not at the top: a zygote needs what only Linux has, a plain run starts everywhere.
        importlib.import_module("nngrader_inside.zygote").run(int(role))
    else:
        _serve_plain(json.loads(role))


def _serve_plain(role: dict[str, Any]) -> None:
    """Requests come on standard input, replies go to what was standard output, prints to standard error."""
    preload.load(role["modules"], role["shelf"])
    requests, replies = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    _limit(role["memory_bytes"], role["cpu_s"])
    try:
        Harness(requests, replies, Output(1)).serve()
    finally:
        os._exit(0)


def _limit(memory_bytes: int, cpu_s: int) -> None:
    """What the system offers against accidents; macOS has no bound on memory that it keeps."""
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (preload.address_space() + memory_bytes,) * 2)
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
