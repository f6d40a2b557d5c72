"""The files in a zip, read in memory: no name becomes a path, and no header is believed about sizes."""

import io
import stat
import zipfile
import zlib

from grader.intake.uploads import MAX_FILES, Fault, UploadedFile, fault, shown_name
from reference.text import Text

MAX_MEMBER = 8 << 20
MAX_UNPACKED = 32 << 20
MAX_RATIO = 200  # deflate reaches about 1000; code and notebooks stay below 20
FREE = 1 << 20  # small files may be as repetitive as they like
MAX_ENTRIES = 2000
_ENTRY = b"PK\x01\x02"
_FOLDERS_OF_TOOLS = {"__macosx", ".ipynb_checkpoints", "__pycache__", ".git", ".idea", ".vscode", "venv", ".venv"}
_FILES_OF_TOOLS = {".ds_store", "thumbs.db", "desktop.ini"}


def members(data: bytes, file: str) -> tuple[list[UploadedFile], list[Fault]]:
    """The files of an archive that may be read, and a sentence for each that is refused."""
    if data.count(_ENTRY) > MAX_ENTRIES:
        return [], [fault(_TOO_MANY, file, limit=MAX_FILES)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read_all(archive, file)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, OverflowError):
        return [], [fault(_DAMAGED, file)]


def _read_all(archive: zipfile.ZipFile, file: str) -> tuple[list[UploadedFile], list[Fault]]:
    found: list[UploadedFile] = []
    faults: list[Fault] = []
    left = MAX_UNPACKED
    wanted = [info for info in archive.infolist() if not info.is_dir() and not _of_tools(_name(info))]
    for info in wanted[:MAX_FILES]:
        refused = _refused(info)
        content = None if refused else _read(archive, info, min(left, MAX_MEMBER))
        if refused is not None:
            faults.append(fault(refused, file, member=shown_name(_name(info))))
        elif isinstance(content, Text):
            faults.append(fault(content, file, member=shown_name(_name(info))))
            if content is _BOMB:
                return [], faults[-1:]
        elif content is not None:
            left -= len(content)
            found.append(UploadedFile(shown_name(_name(info)), content))
    if len(wanted) > MAX_FILES:
        faults.append(fault(_TOO_MANY, file, limit=MAX_FILES))
    return found, faults


def _refused(info: zipfile.ZipInfo) -> Text | None:
    """Why a member is not even opened."""
    name = _name(info).replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        return _LEAVES
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG}:
        return _NO_FILE
    if info.flag_bits & 1:
        return _ENCRYPTED
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return _METHOD
    return None


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes | Text:
    """A member's bytes, never more than a cap; or why not."""
    try:
        with archive.open(info) as member:
            content = member.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError):
        return _BROKEN
    if len(content) > FREE and len(content) > MAX_RATIO * max(info.compress_size, 1):
        return _BOMB
    return content if len(content) <= most else _TOO_LARGE


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: Windows writes Korean names in cp949 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _of_tools(name: str) -> bool:
    parts = name.replace("\\", "/").lower().split("/")
    return bool(_FOLDERS_OF_TOOLS & set(parts[:-1])) or parts[-1] in _FILES_OF_TOOLS or parts[-1].startswith("._")


_DAMAGED = Text(
    "`{file}` 압축 파일이 손상되어 열 수 없습니다. 다시 압축하여 제출하십시오.",
    "`{file}` is a damaged archive and cannot be opened. Pack the files again.",
)
_TOO_MANY = Text(
    "`{file}`에 파일이 너무 많습니다. 처음 {limit}개까지만 읽습니다.",
    "`{file}` has too many files. No more than the first {limit} are read.",
)
_LEAVES = Text(
    "`{file}` 안의 `{member}` 항목은 이름이 압축 파일 밖의 위치를 가리켜 읽지 않았습니다.",
    "`{member}` in `{file}` has a name that leads out of the archive, so it was not read.",
)
_NO_FILE = Text(
    "`{file}` 안의 `{member}` 항목은 일반 파일이 아니어서(링크 등) 읽지 않았습니다.",
    "`{member}` in `{file}` is no ordinary file but a link or the like, so it was not read.",
)
_ENCRYPTED = Text(
    "`{file}` 안의 `{member}` 파일에 암호가 걸려 있어 읽을 수 없습니다. 암호 없이 압축하십시오.",
    "`{member}` in `{file}` is protected by a password. Make the archive without one.",
)
_METHOD = Text(
    "`{file}` 안의 `{member}` 파일은 지원하지 않는 방식으로 압축되었습니다. 일반적인 zip 형식으로 압축하십시오.",
    "`{member}` in `{file}` is compressed by a method that is not supported. Make an ordinary zip.",
)
_BROKEN = Text(
    "`{file}` 안의 `{member}` 파일이 손상되어 읽지 못했습니다.", "`{member}` in `{file}` is damaged and was not read."
)
_BOMB = Text(
    "`{file}` 파일은 압축을 풀면 비정상적으로 커져 읽지 않았습니다.",
    "`{file}` grows out of all proportion when unpacked, so it was not read.",
)
_TOO_LARGE = Text(
    "`{file}` 안의 `{member}` 파일이 너무 커서 읽지 않았습니다.",
    "`{member}` in `{file}` is too large and was not read.",
)
