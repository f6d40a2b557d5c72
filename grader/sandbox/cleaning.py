"""Strings from student code, made safe to show: no control characters, escape sequences or lone surrogates."""

import re

from grader.sandbox.inside.wire import without_surrogates

MAX_SHOWN = 2048

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def shown(text: str, limit: int = MAX_SHOWN) -> str:
    """The text as it may stand in a terminal or on a page, cut at `limit` characters; keeps tabs and line ends."""
    kept = without_surrogates(text[: 4 * limit]).replace("\r\n", "\n")
    kept = _CONTROLS.sub("", _ESCAPES.sub("", kept))
    return kept if len(kept) <= limit else kept[: limit - 1] + "…"


def shown_output(data: bytes | bytearray, limit: int) -> str:
    """What a job printed, the first `limit` bytes of it."""
    return shown(bytes(data[:limit]).decode("utf-8", "replace"), limit) if data else ""
