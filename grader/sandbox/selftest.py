"""The self-test: real escape attempts in real jobs. A service that sees one succeed must not take work."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from grader.sandbox.escapes import Escape, escapes
from grader.sandbox.outcome import Call, CallResult, Check, Limits, Outcome, SourceFile
from grader.sandbox.sandbox import Sandbox
from reference.text import Text

LIMITS = Limits(cpu_s=0.2, total_cpu_s=1.0)
SECRET = "canary: no job may read this"  # noqa: S105 -- it guards nothing

_UNTOUCHED = Text("파일을 그대로 두기", "leave every file as it was")
_CONTAINED = Text("차단됨: {name}", "contained: {name}")
_ESCAPED = Text("차단되지 않음: {name} ({outcome})", "NOT contained: {name} ({outcome})")


def self_test(sandbox: Sandbox) -> list[Check]:
    """Try every escape; a check is `ok` when the attempt was contained. Anything unexpected counts as escaped."""
    with tempfile.TemporaryDirectory() as directory:
        canary = Path(directory) / "canary"
        canary.write_text(SECRET, encoding="utf-8")
        canary.chmod(0o600)
        checks = [_tried(sandbox, escape) for escape in escapes(str(canary))]
        intact = canary.read_text(encoding="utf-8") == SECRET and len(list(Path(directory).iterdir())) == 1
    return [*checks, _check(_UNTOUCHED, intact, "changed")]


def contained(checks: Iterable[Check]) -> bool:
    """Whether no attempt got through."""
    return all(check.ok for check in checks)


def _tried(sandbox: Sandbox, escape: Escape) -> Check:
    with sandbox.job([SourceFile("escape.py", escape.source)], LIMITS) as job:
        (result,) = job.call([Call("attack", escape.args)])
    return _check(escape.name, _held(escape, result), result.outcome)


def _held(escape: Escape, result: CallResult) -> bool:
    if escape.expected:
        return result.outcome in escape.expected
    return result.outcome is Outcome.RETURNED and result.value is False


def _check(name: Text, held: bool, outcome: str) -> Check:  # noqa: FBT001 -- the finding itself
    found = _CONTAINED if held else _ESCAPED
    return Check(name.en, held, found.format(name=name, outcome=outcome))
