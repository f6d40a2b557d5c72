"""The secret of a course's variants: whoever has it can compute everybody's numbers."""

import os
import secrets
import stat
from pathlib import Path

from grader.cli.failure import COULD_NOT_RUN, CommandError
from grader.cli.files import read_bytes
from grader.cli.terminal import current
from grader.system_reasons import reason
from reference.text import Text

SHORTEST = 16
LONGEST = 4096


def read_secret(path: Path) -> bytes:
    """The secret in a file; says so when others can read it. Raises CommandError."""
    secret = read_bytes(path, LONGEST).strip()
    if len(secret) < SHORTEST:
        raise CommandError(_TOO_SHORT.format(path=path, least=SHORTEST))
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        current().note(_OPEN.format(path=path))
    return secret


def secret_at(path: Path) -> bytes:
    """The secret in a file, which is made, and said so, when it is not there."""
    if path.exists():
        return read_secret(path)
    secret = secrets.token_hex(32).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secret + b"\n")
    except OSError as error:
        raise CommandError(_UNWRITABLE.format(path=path, reason=reason(error)), COULD_NOT_RUN) from error
    current().note(_MADE.format(path=path))
    return secret


_TOO_SHORT = Text(
    "{path}: 비밀 값은 {least}자 이상이어야 합니다.", "{path}: a secret needs {least} characters or more."
)
_OPEN = Text(
    "주의: 다른 사용자가 {path} 파일을 읽을 수 있습니다. chmod 600으로 막으십시오.",
    "Warning: others can read {path}; close it with chmod 600.",
)
_UNWRITABLE = Text(
    "{path}: 비밀 파일을 만들 수 없습니다({reason}).", "{path}: the secret file cannot be made ({reason})."
)
_MADE = Text(
    "비밀 파일을 만들었습니다: {path}. 잃어버리면 같은 문제를 다시 만들 수 없고, "
    "새어 나가면 누구나 답을 미리 계산할 수 있습니다.",
    "Made the secret file {path}. Without it the same papers cannot be made again; with it anybody can compute them.",
)
