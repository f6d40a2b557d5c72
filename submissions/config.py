"""Settings of one installation: where it keeps things, what it listens on, and its limits.

Everything comes from `NNGRADER_…` environment variables with defaults that serve one machine. A setting that
cannot be used is a `SetupError` with one sentence, raised before anything is opened.
"""

import errno
import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs

from reference.text import Text

SECRET_FILE: Final = "secret.key"  # noqa: S105 - a file's name
DATABASE_FILE: Final = "nngrader.sqlite3"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class SetupError(Exception):
    """The service cannot start as it is set up; `sentence` says why and what would help."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Queueing:
    """The times and bounds of the backlog. A lease outlives three missed heartbeats."""

    lease: timedelta = timedelta(seconds=30)
    sweep_every: timedelta = timedelta(seconds=5)
    spacing: timedelta = timedelta(seconds=10)  # between two pending gradings of one flow, in the order only
    longest_grading: timedelta = timedelta(minutes=10)
    max_crashes: int = 3
    max_pending: int = 5  # per student

    @property
    def heartbeat_every(self) -> timedelta:
        return self.lease / 3


@dataclass(frozen=True, slots=True)
class Settings:
    """What `load` read: immutable for the life of a process."""

    home: Path
    database_url: str
    secret: bytes
    host: str = "127.0.0.1"
    port: int = 8000
    web_processes: int = 2
    web_threads: int = 8
    workers: int = 1
    migrate: bool = True
    secure_cookies: bool = False
    trusted_proxies: int = 0
    time_zone: str = "Asia/Seoul"
    max_upload_bytes: int = 16 * 1024 * 1024
    log_level: str = "INFO"
    queueing: Queueing = Queueing()

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    def secret_for(self, purpose: str) -> bytes:
        """A key for one purpose (cookies, variants, hidden banks), so that none reveals another."""
        return hmac.new(self.secret, purpose.encode(), hashlib.sha256).digest()


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings and make home and secret where they are missing; raises SetupError."""
    env = os.environ if environ is None else environ
    home = _home(env)
    return Settings(
        home=home,
        database_url=env.get("NNGRADER_DATABASE_URL") or f"sqlite:///{home / DATABASE_FILE}",
        secret=_secret(Path(env.get("NNGRADER_SECRET_FILE") or home / SECRET_FILE)),
        host=env.get("NNGRADER_HOST", "127.0.0.1"),
        port=_number(env, "NNGRADER_PORT", 8000, (0, 65535)),
        web_processes=_number(env, "NNGRADER_WEB_PROCESSES", 2, (1, 64)),
        web_threads=_number(env, "NNGRADER_WEB_THREADS", 8, (1, 256)),
        workers=_number(env, "NNGRADER_WORKERS", 1, (0, 64)),
        migrate=_switch(env, "NNGRADER_MIGRATE", default=True),
        secure_cookies=_switch(env, "NNGRADER_SECURE_COOKIES", default=False),
        trusted_proxies=_number(env, "NNGRADER_TRUSTED_PROXIES", 0, (0, 8)),
        time_zone=_time_zone(env),
        max_upload_bytes=_number(env, "NNGRADER_MAX_UPLOAD_MB", 16, (1, 1024)) * 1024 * 1024,
        log_level=_level(env),
        queueing=_queueing(env),
    )


def _queueing(env: Mapping[str, str]) -> Queueing:
    return Queueing(
        lease=timedelta(seconds=_number(env, "NNGRADER_LEASE_S", 30, (3, 3600))),
        sweep_every=timedelta(seconds=_number(env, "NNGRADER_SWEEP_S", 5, (1, 600))),
        max_pending=_number(env, "NNGRADER_MAX_PENDING", 5, (1, 100_000)),
    )


def _home(env: Mapping[str, str]) -> Path:
    home = Path(env.get("NNGRADER_HOME") or platformdirs.user_data_path("nngrader")).expanduser().absolute()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        (home / "logs").mkdir(mode=0o700, exist_ok=True)
        _try_writing(home / f".writable-{secrets.token_hex(4)}")
    except OSError as error:
        raise SetupError(directory_trouble(error, home)) from error
    return home


def _try_writing(probe: Path) -> None:
    try:
        probe.write_bytes(bytes(4096))
    finally:
        probe.unlink(missing_ok=True)


def directory_trouble(error: OSError, path: Path) -> Text:
    """Why a directory cannot be used, as a sentence for whoever starts the service."""
    place = {"path": path}
    if error.errno in _FULL:
        return Text(
            "디스크가 가득 차서 {path}에 쓸 수 없습니다. 공간을 비운 뒤 다시 시작하십시오.",
            "The disk is full: nothing can be written to {path}. Free some space and start again.",
        ).format(**place)
    if error.errno in _READ_ONLY:
        return Text(
            "{path}에 쓸 권한이 없습니다(읽기 전용). NNGRADER_HOME을 쓸 수 있는 디렉터리로 지정하십시오.",
            "{path} cannot be written to (read-only). Set NNGRADER_HOME to a directory that can.",
        ).format(**place)
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return Text(
            "{path}: 디렉터리가 아닙니다. NNGRADER_HOME을 디렉터리로 지정하십시오.",
            "{path} is not a directory. Set NNGRADER_HOME to one.",
        ).format(**place)
    return Text(
        "{path}: 쓸 수 없습니다({reason}).",
        "{path} cannot be used: {reason}.",
    ).format(path=path, reason=error.strerror or error)


def _secret(path: Path) -> bytes:
    """The installation's key. Of several first starts one wins: the file appears whole or not at all."""
    try:
        if not path.exists():
            _make_secret(path)
        key = bytes.fromhex(path.read_text("ascii").strip())
    except OSError as error:
        raise SetupError(directory_trouble(error, path)) from error
    except ValueError as error:
        raise SetupError(_bad_secret(path)) from error
    if len(key) < 32:
        raise SetupError(_bad_secret(path))
    return key


def _make_secret(path: Path) -> None:
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        return  # another process was first, and its key is the one
    finally:
        draft.unlink(missing_ok=True)


def _bad_secret(path: Path) -> Text:
    return Text(
        "비밀 키 파일이 손상되었습니다: {path}. 64자리 이상의 16진수여야 합니다. 백업에서 되돌리거나, "
        "파일을 지우면 새 키가 만들어지고 모든 사용자가 다시 로그인해야 합니다.",
        "The secret key file {path} is damaged: it must hold at least 64 hexadecimal digits. Restore it from a "
        "backup, or delete it: a new key is made and everybody has to log in again.",
    ).format(path=path)


def _number(env: Mapping[str, str], name: str, default: int, bounds: tuple[int, int]) -> int:
    raw = env.get(name, "")
    if not raw:
        return default
    low, high = bounds
    if not raw.isascii() or not raw.isdigit() or not low <= int(raw) <= high:
        raise SetupError(
            Text(
                "쓸 수 없는 값입니다: {name}={raw}. {low}부터 {high}까지의 정수여야 합니다.",
                "{name}={raw} cannot be used: it must be a whole number from {low} to {high}.",
            ).format(name=name, raw=raw, low=low, high=high)
        )
    return int(raw)


def _switch(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    raw = env.get(name, "").strip().lower()
    if not raw:
        return default
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off"}:
        return False
    sentence = Text("쓸 수 없는 값입니다: {name}={raw}. 1 또는 0이어야 합니다.", "{name}={raw} must be 1 or 0.")
    raise SetupError(sentence.format(name=name, raw=raw))


def _time_zone(env: Mapping[str, str]) -> str:
    name = env.get("NNGRADER_TIME_ZONE") or "Asia/Seoul"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        sentence = Text("알 수 없는 시간대입니다: {name}.", "The time zone {name} is unknown.")
        raise SetupError(sentence.format(name=name)) from error
    return name


def _level(env: Mapping[str, str]) -> str:
    level = env.get("NNGRADER_LOG_LEVEL", "INFO").upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        sentence = Text(
            "쓸 수 없는 값입니다: NNGRADER_LOG_LEVEL={level}. DEBUG, INFO, WARNING, ERROR 중 하나여야 합니다.",
            "NNGRADER_LOG_LEVEL={level} must be one of DEBUG, INFO, WARNING, ERROR.",
        )
        raise SetupError(sentence.format(level=level))
    return level
