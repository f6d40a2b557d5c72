"""How these tests run the command, and what they hand it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

LECTURE = Path(__file__).parents[2] / "data" / "lecture"
Command = Callable[..., subprocess.CompletedProcess[str]]
Within = Callable[..., Result]
Write = Callable[[str, Any], Path]


def plain_environment() -> dict[str, str]:
    """This process's environment without what decides about language and colour."""
    decided = {"LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING", "NNGRADER_DEBUG"}
    kept = {name: value for name, value in os.environ.items() if name not in decided}
    return kept | {"LANG": "C.UTF-8", "PYTHONUTF8": "1"}
