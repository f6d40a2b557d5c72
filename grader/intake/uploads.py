"""What students send, as it came, and what is said about a file that cannot be used as it is."""

import unicodedata
from dataclasses import dataclass

from reference.text import Text

MAX_UPLOAD = 10 << 20  # bytes of one file as it was sent
MAX_FILES = 100  # with those inside archives
MAX_SOURCE = 256 << 10  # bytes of Python text in one file or cell; a course's largest notebooks have a fifth of that
MAX_SOURCES = 512 << 10  # in all files together
MAX_READ = 32 << 20  # bytes of all files that are read, as they are once unpacked
SHOWN_NAME = 100
SHOWN_VALUE = 400


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """One file as it was sent. `name` is shown to people and never used as a path."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fault:
    """One sentence about one file: what could not be read, or what is odd about it. Lines and columns from 1."""

    text: Text
    file: str
    line: int | None = None
    column: int | None = None


def shown_name(name: str) -> str:
    """The last part of a name, printable, in composed Korean letters, cut from the left where it is long."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable() and c != "`").strip()[-SHOWN_NAME:] or "file"


def fault(text: Text, file: str, line: int | None = None, column: int | None = None, **values: object) -> Fault:
    """A fault whose sentence names the file (`{file}`). What students wrote is made fit for terminals and pages."""
    shown = {name: _shown(value) if isinstance(value, str) else value for name, value in values.items()}
    return Fault(text.format(file=_shown(file), line=line, column=column, **shown), file, line, column)


def _shown(text: str) -> str:
    """Without control characters, escape sequences and halves of characters, and cut where it is long."""
    kept = "".join(c if c.isprintable() or c in "\n\t" else "·" for c in text[:SHOWN_VALUE])
    return kept + "…" * (len(text) > SHOWN_VALUE)


TOO_MUCH_CODE = Text(
    "코드가 모두 {limit} KB를 넘어 `{file}`부터는 읽지 않았습니다.",
    "There is more than {limit} KB of code in all; what comes from `{file}` on was not read.",
)
