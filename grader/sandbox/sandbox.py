"""The sandbox that callers hold: one warm zygote for one import profile, at the best level that works here."""

import os
import platform
from collections.abc import Sequence
from functools import partial
from types import TracebackType
from typing import Self

from grader.sandbox import admission, command, seccomp
from grader.sandbox.channel import Channel
from grader.sandbox.job import Job
from grader.sandbox.job_channel import JobChannel
from grader.sandbox.outcome import Level, Limits, SandboxUnavailable, SourceFile
from grader.sandbox.policy import PROFILES, Profile
from grader.sandbox.succession import Succession, Term
from grader.sandbox.syscalls import ARCHITECTURES
from grader.sandbox.zygote import Zygote, ZygoteConfig, ZygoteError
from reference.text import Text

CONFINED = (Level.L3, Level.L2, Level.L1)
NO_BUBBLEWRAP = "bubblewrap (bwrap) is not installed"
NO_LANDLOCK = "this kernel does not offer Landlock"

_NO_PROFILE = Text(
    "그런 가져오기 프로필은 없습니다: '{profile}'. 쓸 수 있는 프로필: {known}.",
    "There is no import profile '{profile}'; there are {known}.",
)


class Sandbox:
    """A context manager that owns a zygote and replaces it when it dies. Safe to use from several threads."""

    level: Level

    def __init__(self, profile: str = "numpy", level: Level | None = None, term: Term = Term()) -> None:  # noqa: B008 -- frozen
        self._profile = known_profile(profile)
        self._admission = admission.here()
        self.level, first = best(self._profile, CONFINED if level is None else (level,))
        self._zygotes = Succession(first, partial(start, self._profile, self.level), term)

    def job(self, files: Sequence[SourceFile], limits: Limits = Limits(), seed: int = 0) -> Job:  # noqa: B008 -- frozen
        """A fresh job for one submission; use it as a context manager.

        Raises SandboxUnavailable when the machine has not the memory that the limits allow.
        """
        self._admission.require(limits.memory_mb << 20)
        return Job(self._start, files, limits, seed, self._profile.imports.shown)

    def close(self) -> None:
        """End the zygote and every job."""
        self._zygotes.close()

    @property
    def pid(self) -> int:
        """The zygote, as this machine numbers its processes."""
        return self._zygotes.zygote.pid

    @property
    def facts(self) -> dict[str, object]:
        """What the zygote reported: its uid, Landlock's ABI, its size."""
        return dict(self._zygotes.zygote.facts)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _start(self, limits: Limits) -> Channel:
        try:
            return self._channel(limits)
        except ZygoteError:
            return self._channel(limits)  # it died just now: once more with a new one

    def _channel(self, limits: Limits) -> JobChannel:
        memory_bytes = limits.memory_mb << 20
        leave = self._admission.enter(memory_bytes)
        try:
            zygote, ended = self._zygotes.enter()
        except BaseException:
            leave()
            raise

        def left() -> None:
            ended()
            leave()

        try:
            return JobChannel(zygote, memory_bytes, int(limits.total_cpu_s + 1), left)
        except OSError:
            left()  # not even its pipes could be made
            raise


def known_profile(name: str) -> Profile:
    """The profile of that name; raises SandboxUnavailable for one that does not exist or is not installed."""
    if name not in PROFILES:
        raise SandboxUnavailable(_NO_PROFILE.format(profile=name, known=", ".join(PROFILES)))
    profile = PROFILES[name]
    unmet = profile.imports.unmet()
    if unmet is not None:
        raise SandboxUnavailable(unmet)
    return profile


def best(profile: Profile, levels: Sequence[Level]) -> tuple[Level, Zygote]:
    """The first level whose zygote really starts; raises SandboxUnavailable with every reason."""
    reasons: list[str] = []
    for level in levels:
        try:
            return level, start(profile, level)
        except (ZygoteError, ModuleNotFoundError) as error:
            reasons.append(f"{level}: {error}")
    told = "; ".join(reasons)
    raise SandboxUnavailable(
        Text(
            f"이 컴퓨터에서는 학생 코드를 안전하게 실행할 수 없습니다 ({told}).",
            f"Student code cannot be run safely on this machine ({told}).",
        )
    )


def start(profile: Profile, level: Level) -> Zygote:
    """A zygote at exactly that level; raises ZygoteError with the reason where it does not work."""
    architecture = ARCHITECTURES.get(platform.machine())
    if architecture is None or platform.system() != "Linux" or level not in CONFINED:
        raise ZygoteError(f"no confinement for {platform.system()} on {platform.machine()}")
    site = command.site_paths(profile.imports.packages)
    uid = command.SANDBOX_UID if os.getuid() == 0 else None
    config = ZygoteConfig(
        profile.modules,
        profile.shelf,
        seccomp.packed(seccomp.program(architecture)),
        landlock=level is not Level.L1,
        uid=None if level is Level.L3 else uid,
    )
    zygote = Zygote(_command(level, uid, site), config)
    if level is Level.L2 and not zygote.facts["landlock"]:
        zygote.close()
        raise ZygoteError(NO_LANDLOCK)
    return zygote


def _command(level: Level, uid: int | None, site: Sequence[str]) -> list[str]:
    if level is not Level.L3:
        return command.launched(None, command.plain(site))
    bwrap = command.bubblewrap()
    if bwrap is None:
        raise ZygoteError(NO_BUBBLEWRAP)
    return command.walled(bwrap, uid, command.plain(site), site)
