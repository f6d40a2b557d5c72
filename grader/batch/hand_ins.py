"""Folders of hand-ins: one folder or zip per student, read with caps, never followed out of the folder."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from grader.intake.uploads import MAX_FILES, MAX_UPLOAD, UploadedFile
from grader.system_reasons import reason
from reference.text import Text

MAX_HAND_IN = 4 * MAX_UPLOAD
IGNORED = {"__pycache__", "__MACOSX", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class HandIn:
    """What one student handed in: the files, and what was left out of them and why."""

    student: str
    files: tuple[UploadedFile, ...]
    notes: tuple[Text, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over names and contents, in hexadecimal."""
        whole = sha256()
        for file in self.files:
            for part in (file.name.encode("utf-8", "surrogateescape"), file.data):
                whole.update(len(part).to_bytes(8, "big") + part)
        return whole.hexdigest()


def students(folder: Path, without: Path | None = None) -> dict[str, Path]:
    """Every student's folder or zip below `folder`, sorted by name; `without` is where reports go. Raises OSError."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir(), key=lambda path: (path.suffix == ".zip", path.name)):
        if _ignored(path.name) or (without is not None and path.resolve() == without.resolve()):
            continue
        if path.is_dir():
            found[path.name] = path
        elif path.suffix.lower() == ".zip" and path.stem not in found:
            found[path.stem] = path
    return dict(sorted(found.items()))


def read(student: str, path: Path) -> HandIn:
    """The files of one student; links are not followed. Raises OSError when the folder itself cannot be read."""
    if path.is_symlink() or not path.is_dir():
        return _collected(student, [path], path.parent)
    return _collected(student, sorted(_below(path)), path)


def _below(folder: Path) -> Iterator[Path]:
    for root, names, files in os.walk(folder, onerror=_raise):
        names[:] = sorted(name for name in names if not _ignored(name))
        yield from (Path(root) / name for name in files if not _ignored(name))


def _raise(error: OSError) -> None:
    raise error


def _collected(student: str, paths: list[Path], folder: Path) -> HandIn:
    files: list[UploadedFile] = []
    notes: list[Text] = []
    room = MAX_HAND_IN
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if len(files) == MAX_FILES or room <= 0:
            notes.append(_TOO_MUCH.format(name=name))
            break
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                notes.append(_LINK.format(name=name))
                continue
            with path.open("rb") as file:
                data = file.read(MAX_UPLOAD + 1)
        except OSError as error:
            notes.append(_UNREADABLE.format(name=name, reason=reason(error)))
            continue
        room -= len(data)
        files.append(UploadedFile(name, data))
    return HandIn(student, tuple(files), tuple(notes))


def _ignored(name: str) -> bool:
    return name.startswith(".") or name in IGNORED


_TOO_MUCH = Text(
    "파일이 너무 많거나 커서 {name}부터는 읽지 않았습니다.",
    "Too much was handed in; {name} and what follows was not read.",
)
_LINK = Text("{name}: 일반 파일이 아니어서 읽지 않았습니다.", "{name} is no ordinary file and was not read.")
_UNREADABLE = Text("{name}: 읽을 수 없습니다({reason}).", "{name} cannot be read ({reason}).")
