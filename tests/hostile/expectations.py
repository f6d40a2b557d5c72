"""The hostile programs, and what the first line of each says about its end."""

import hashlib
import os
import platform
from pathlib import Path

from grader.sandbox import CallResult, Outcome
from grader.sandbox.syscalls import ARCHITECTURES

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))


def target(canary: str, port: int, secret: str) -> dict[str, object]:
    """What an attacker could know about us."""
    return {
        "canary": canary,
        "pid": os.getpid(),
        "port": port,
        "digest": hashlib.sha256(secret.encode()).hexdigest(),
        "numbers": ARCHITECTURES[platform.machine()].numbers,
    }


def expectations(text: str) -> list[str]:
    """The alternatives of the first line."""
    first, _, _ = text.partition("\n")
    marker, _, options = first.partition("# expect: ")
    assert marker == ""
    return options.split(" or ")


def fits(option: str, loaded: CallResult, called: CallResult) -> bool:
    """Whether the results are what one alternative says."""
    words = option.split(" ", 1)
    if words[0] == "load":
        return loaded.outcome is Outcome(words[1]) and called.outcome is not Outcome.RETURNED
    if called.outcome is not Outcome(words[0]):
        return False
    if len(words) == 1:
        return True
    if called.outcome is Outcome.RETURNED:
        return repr(called.value) == words[1]
    return called.error is not None and called.error.type == words[1]
