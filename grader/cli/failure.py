"""Exit codes, and the one exception that ends a command with a sentence."""

from typing import Final

from reference.text import Text

ALL_RIGHT: Final = 0
CHECKS_FAILED: Final = 1
USAGE: Final = 2
COULD_NOT_RUN: Final = 3
NETWORK: Final = 4
INTERRUPTED: Final = 130


class CommandError(Exception):
    """A command that cannot go on: the sentence for its user, and the exit code."""

    def __init__(self, text: Text, code: int = USAGE) -> None:
        self.text = text
        self.code = code
        super().__init__(text.en)
