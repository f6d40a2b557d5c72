"""What this machine offers, found by doing it: every level is started and must run a job."""

import os
import platform

from grader.sandbox import command
from grader.sandbox.outcome import Call, Check, Level, Outcome, SandboxReport, SandboxUnavailable, SourceFile
from grader.sandbox.policy import PROFILES, Profile
from grader.sandbox.sandbox import CONFINED, NO_BUBBLEWRAP, NO_LANDLOCK, Sandbox
from reference.text import Text

_GOOD = {
    Level.L3: Text("bubblewrap, Landlock, seccomp로 격리합니다.", "confined by bubblewrap, Landlock and seccomp"),
    Level.L2: Text("Landlock과 seccomp로 격리합니다.", "confined by Landlock and seccomp"),
    Level.L1: Text("seccomp로 격리합니다.", "confined by seccomp"),
}
_GET_BUBBLEWRAP = Text(
    "bubblewrap이 없습니다. 설치: apt install bubblewrap (Debian, Ubuntu), dnf install bubblewrap (Fedora, RHEL), "
    "apk add bubblewrap (Alpine).",
    "bubblewrap is not installed: apt install bubblewrap (Debian, Ubuntu), dnf install bubblewrap (Fedora, RHEL), "
    "apk add bubblewrap (Alpine)",
)
_BLOCKED_BUBBLEWRAP = Text(
    "bubblewrap이 여기에서 동작하지 않습니다({reason}). 컨테이너 안에서는 정상입니다. Ubuntu 24.04 이상에서는 "
    "apparmor-profiles 패키지의 bwrap 프로필을 활성화하십시오.",
    "bubblewrap does not work here ({reason}): usual inside a container; on Ubuntu 24.04 and later, enable the "
    "bwrap-userns-restrict profile of the package apparmor-profiles",
)
_NO_LANDLOCK = Text(
    "커널이 Landlock을 제공하지 않습니다(Linux 5.13 이상에서 활성화 필요).",
    "this kernel does not offer Landlock (it came with Linux 5.13 and must be enabled)",
)
_DOES_NOT_WORK = Text("동작하지 않습니다: {reason}", "does not work: {reason}")
_ALLOWS = Text(
    "{packages}, 그 밖의 모듈 {others}개(대부분 표준 라이브러리)",
    "{packages} and {others} other modules, most of the standard library",
)
_TWO_USERS = Text(
    "채점기와 학생 코드가 서로 다른 사용자(uid)로 실행됩니다.", "grader and student code run as different users (uids)"
)
_ONE_USER = Text(
    "채점기와 학생 코드가 같은 사용자(uid)로 실행됩니다. root로 시작하면 서로 다른 uid를 사용합니다.",
    "grader and student code run as the same user (uid); started as root, they would be two",
)


def best_level() -> Level:
    """The strongest level that works here; raises SandboxUnavailable where not even seccomp does."""
    with Sandbox() as sandbox:
        return sandbox.level


def probe() -> SandboxReport:
    """Try every level, best first, and say of each whether it works and what would help."""
    checks = [_level(level) for level in CONFINED]
    working = [Level(check.name) for check in checks if check.ok]
    two = os.name == "posix" and os.getuid() == 0
    checks.append(Check("two users", ok=two, message=_TWO_USERS if two else _ONE_USER))
    facts = {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "bubblewrap": command.bubblewrap() or "-",
    }
    return SandboxReport(working[0] if working else None, tuple(checks), facts)


def probe_profiles(level: Level) -> tuple[Check, ...]:
    """Start every import profile at that level and import its packages in a job; what to install where one fails."""
    return tuple(_profile(profile, level) for profile in PROFILES.values())


def _profile(profile: Profile, level: Level) -> Check:
    name, packages = profile.imports.name, ", ".join(profile.imports.packages)
    try:
        with Sandbox(name, level) as sandbox, sandbox.job([SourceFile("probe.py", f"import {packages}")]) as job:
            loaded = job.load()
    except SandboxUnavailable as error:
        return Check(name, ok=False, message=error.text)
    if loaded.outcome is not Outcome.RETURNED:
        return Check(name, ok=False, message=_DOES_NOT_WORK.format(reason=loaded.message.en))
    others = len(set(profile.importable) - set(profile.imports.packages))
    return Check(name, ok=True, message=_ALLOWS.format(packages=packages, others=others))


def _level(level: Level) -> Check:
    try:
        with Sandbox(level=level) as sandbox, sandbox.job([SourceFile("probe.py", "def two(): return 1 + 1")]) as job:
            (result,) = job.call([Call("two")])
    except SandboxUnavailable as error:
        return Check(level, ok=False, message=_advice(level, error.text.en))
    if result.value != 2:
        return Check(level, ok=False, message=_DOES_NOT_WORK.format(reason=result.outcome))
    return Check(level, ok=True, message=_GOOD[level])


def _advice(level: Level, reason: str) -> Text:
    if NO_BUBBLEWRAP in reason:
        return _GET_BUBBLEWRAP
    if NO_LANDLOCK in reason:
        return _NO_LANDLOCK
    return (_BLOCKED_BUBBLEWRAP if level is Level.L3 else _DOES_NOT_WORK).format(reason=reason)
