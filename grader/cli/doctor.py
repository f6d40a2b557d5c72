"""`nngrader doctor`: what works on this machine, and how to get what is missing."""

import importlib.util
import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from typing import Any

import click

from grader.cli.bilingual import command as make_command
from grader.cli.bilingual import json_option
from grader.cli.failure import ALL_RIGHT, CHECKS_FAILED
from grader.cli.layout import table
from grader.cli.terminal import Terminal, current
from grader.sandbox import Check, SandboxReport, probe, probe_profiles
from grader.sandbox.policy import PROFILES
from problems.page.html import FONT
from reference.text import Text, same

GROUP = "nngrader.checks"
"""Entry points of functions without arguments that return further `Check`s: the service's database and queue."""

OLDEST_SQLITE = (3, 35, 0)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked at. Only what is `needed` makes the doctor unhappy."""

    check: Check
    needed: bool


@make_command("doctor", Text("이 컴퓨터에서 되는 것과 안 되는 것을 보여 줍니다.", "Say what works on this machine."))
@json_option
def command(*, as_json: bool) -> int:
    report = probe()
    profiles = () if report.level is None else probe_profiles(report.level)
    items = [*_ours(report), *(Item(check, needed=False) for check in _joined())]
    terminal = current()
    if as_json:
        terminal.data(_json(report, profiles, items))
    else:
        _print(report, profiles, items, terminal)
    return ALL_RIGHT if all(item.check.ok for item in items if item.needed) else CHECKS_FAILED


def _ours(report: SandboxReport) -> Iterator[Item]:
    yield Item(_sandbox(report), needed=True)
    yield Item(_python(), needed=True)
    yield Item(Check("numpy", ok=True, message=same(version("numpy"))), needed=True)
    yield Item(_sqlite(), needed=True)
    yield Item(_fonts(), needed=True)
    yield Item(_browser(), needed=False)
    yield Item(_service(), needed=False)


def _sandbox(report: SandboxReport) -> Check:
    if report.level is None:
        return Check("sandbox", ok=False, message=_NO_SANDBOX)
    best = next(check for check in report.checks if check.name == report.level)
    return Check("sandbox", ok=True, message=same(f"{report.level}: ") + best.message)


def _python() -> Check:
    return Check("python", ok=sys.version_info >= (3, 11), message=same(platform.python_version()))


def _sqlite() -> Check:
    text = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= OLDEST_SQLITE:
        return Check("sqlite", ok=True, message=same(text))
    return Check("sqlite", ok=False, message=_OLD_SQLITE.format(got=text, wanted=".".join(map(str, OLDEST_SQLITE))))


def _fonts() -> Check:
    shipped = FONT.is_file()
    return Check("fonts", ok=shipped, message=same(FONT.name) if shipped else _NO_FONTS)


def _browser() -> Check:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None and importlib.util.find_spec("playwright") is None:
        return Check("browser", ok=False, message=_NO_BROWSER)
    return Check("browser", ok=True, message=same(found or "playwright"))


def _service() -> Check:
    """The packages of the [service] extra, as this distribution names them."""
    try:
        wanted = [line for line in requires("nngrader") or [] if re.search(r"""extra\s*==\s*['"]service['"]""", line)]
    except PackageNotFoundError:
        return Check("service", ok=False, message=_NOT_INSTALLED)
    names = [match[0] for line in wanted if (match := re.match(r"[\w.-]+", line))]
    missing = [name for name in names if not _installed(name)]
    if missing:
        return Check("service", ok=False, message=_NO_SERVICE.format(missing=", ".join(missing)))
    return Check("service", ok=True, message=Text("설치되어 있습니다.", "installed"))


def _installed(distribution: str) -> bool:
    try:
        version(distribution)
    except PackageNotFoundError:
        return False
    return True


def _joined() -> Sequence[Check]:
    """What other parts of the program look at, where they are installed."""
    return [check for part in entry_points(group=GROUP) for check in part.load()()]


def _json(report: SandboxReport, profiles: Sequence[Check], items: list[Item]) -> dict[str, Any]:
    return {
        "level": report.level.value if report.level is not None else None,
        "checks": [_check(item.check) | {"needed": item.needed} for item in items],
        "sandbox": [_check(check) for check in report.checks],
        "profiles": [_check(check) | {"modules": PROFILES[check.name].importable} for check in profiles],
        "facts": {"python": platform.python_version(), **report.facts},
    }


def _check(check: Check) -> dict[str, Any]:
    return {"name": str(check.name), "ok": check.ok, "message": check.message.to_json()}


def _print(report: SandboxReport, profiles: Sequence[Check], items: list[Item], terminal: Terminal) -> None:
    rows = [
        [_sign(i.check.ok, i.needed), _named(i.check)[terminal.locale], i.check.message[terminal.locale]] for i in items
    ]
    colors = ["green" if i.check.ok else "red" if i.needed else "yellow" for i in items]
    for line, color in zip(table(rows), colors, strict=True):
        terminal.say(click.style(line, fg=color))
    terminal.say()
    _list(_LEVELS, report.checks, terminal)
    if profiles:
        terminal.say()
        _list(_PROFILES.format(level=report.level), profiles, terminal)


def _list(title: Text, checks: Sequence[Check], terminal: Terminal) -> None:
    terminal.say(title)
    for line in table([[_sign(c.ok, False), _named(c)[terminal.locale], c.message[terminal.locale]] for c in checks]):
        terminal.say(f"  {line}")


def _named(check: Check) -> Text:
    return Text(_KOREAN_NAMES.get(check.name, check.name), check.name)


def _sign(ok: bool, needed: bool) -> str:  # noqa: FBT001 -- the two findings themselves
    return "✔" if ok else "✘" if needed else "–"


_KOREAN_NAMES = {
    "sandbox": "샌드박스",
    "fonts": "글꼴",
    "browser": "브라우저",
    "service": "웹 서비스",
    "data directory": "데이터 디렉터리",
    "database": "데이터베이스",
    "queue": "대기열",
    "two users": "사용자 분리",
}
"""Names that are words; others, such as python, are the same in both languages."""
_LEVELS = Text("격리 수준:", "Levels of the sandbox:")
_PROFILES = Text("가져오기 프로필({level}):", "Import profiles (at {level}):")
_NO_SANDBOX = Text(
    "코드를 안전하게 실행할 수 없습니다. 아래의 수준 가운데 하나가 필요합니다.",
    "code cannot be run safely; one of the levels below is needed",
)
_OLD_SQLITE = Text("{got}: {wanted} 이상이 필요합니다.", "{got}, but {wanted} or later is needed")
_NO_FONTS = Text("수식 글꼴이 없습니다. 다시 설치하십시오.", "the font for formulas is missing: install again")
_NO_BROWSER = Text(
    "없습니다(브라우저 테스트에만 필요). 설치: playwright install chromium",
    "none (only tests need one): playwright install chromium",
)
_NOT_INSTALLED = Text(
    "nngrader가 설치되어 있지 않습니다: pip install .", "nngrader itself is not installed: pip install ."
)
_NO_SERVICE = Text(
    "설치되지 않은 것: {missing}. 설치: pip install 'nngrader[service]'",
    "{missing} missing: pip install 'nngrader[service]'",
)
