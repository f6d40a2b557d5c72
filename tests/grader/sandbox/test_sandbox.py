"""The sandbox as a whole: it outlives its jobs and its zygote, leaks nothing, dies with the grader, keeps its keys."""

import hashlib
import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.sandbox import (
    Call,
    Level,
    Limits,
    Outcome,
    Sandbox,
    SandboxUnavailable,
    SourceFile,
    best_level,
    command,
    contained,
    escapes,
    probe,
    self_test,
)
from grader.sandbox.policy import PROFILES
from grader.sandbox.sandbox import start
from grader.sandbox.zygote import ZygoteError
from reference.text import same
from tests.conftest import required_in_ci
from tests.grader.sandbox.processes import alive, below

pytestmark = pytest.mark.sandbox

SQUARE = SourceFile("hw.py", "def f(x): return x * x\ndef loop():\n while True: pass\n")
FAST = Limits(cpu_s=0.2, total_cpu_s=1.0, memory_mb=64, output_kb=4)


def squared(sandbox: Sandbox, x: int) -> object:
    with sandbox.job([SQUARE], FAST) as job:
        return job.call([Call("f", (x,))])[0].value


def test_a_dead_zygote_is_replaced(sandbox: Sandbox) -> None:
    assert squared(sandbox, 3) == 9
    before = sandbox.pid
    os.kill(before, signal.SIGKILL)
    assert squared(sandbox, 4) == 16
    assert sandbox.pid != before


def test_a_zygote_that_dies_under_a_job_is_our_fault_not_the_students(sandbox: Sandbox) -> None:
    with sandbox.job([SQUARE], Limits(cpu_s=5, total_cpu_s=9)) as job:
        job.load()
        killer = threading.Timer(0.2, os.kill, (sandbox.pid, signal.SIGKILL))
        killer.start()
        result, again = job.call([Call("loop"), Call("f", (2,))])
        killer.join()
    assert result.outcome is Outcome.GRADER_ERROR
    assert "costs no marks" in result.message.en
    assert again.outcome is Outcome.GRADER_ERROR
    assert squared(sandbox, 5) == 25


def test_jobs_of_several_threads_do_not_mix(sandbox: Sandbox) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda x: squared(sandbox, x), range(40))) == [x * x for x in range(40)]


def test_a_sandbox_outlives_the_thread_that_made_it() -> None:
    """The kernel ties a child to the thread that started it; ours must not die with a short-lived one."""
    made: list[Sandbox] = []
    thread = threading.Thread(target=lambda: made.append(Sandbox()))
    thread.start()
    thread.join()
    time.sleep(0.2)
    with made[0] as sandbox:
        before = sandbox.pid
        assert squared(sandbox, 6) == 36
        assert sandbox.pid == before


def _status(pid: int) -> list[str]:
    """What the system says of a process; nothing of a job that has ended since it was seen."""
    try:
        return Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return []


def test_the_zygote_does_not_grow(best: Sandbox) -> None:
    def resident_kb() -> int:
        statuses = [_status(pid) for pid in below(best.pid) | {best.pid}]
        return max(int(line.split()[1]) for status in statuses for line in status if line.startswith("VmRSS"))

    for n in range(50):
        squared(best, n)
    before = resident_kb()
    for n in range(150):
        squared(best, n)
    assert resident_kb() <= before + 256


@pytest.mark.parametrize("level", [Level.L3, Level.L2, Level.L1])
def test_nothing_survives_a_killed_grader(level: Level) -> None:
    """SIGKILL of the grader takes bubblewrap, zygote and a looping job along, within 100 ms unless the machine is busy.

    Everything always ends; of a few attempts at least one must be that quick.
    """
    assert any(survival_s(level) < 0.1 for _ in range(5))


def survival_s(level: Level) -> float:
    """How long after SIGKILL of a grader something of it still ran."""
    program = (
        "import sys\nfrom grader.sandbox import *\n"
        f"with Sandbox(level=Level('{level}')) as s, s.job([SourceFile('hw.py', 'def f():\\n while True: pass')],"
        " Limits(cpu_s=60, total_cpu_s=60)) as job:\n"
        " job.load()\n print('ready', flush=True)\n job.call([Call('f')])\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as grader:
        assert grader.stdout is not None
        if not grader.stdout.readline():
            required_in_ci(f"{level} does not work on this machine")
        family = below(grader.pid)
        assert len(family) >= 2
        grader.kill()
        killed = time.monotonic()
        while (living := [pid for pid in family if alive(pid)]) and time.monotonic() < killed + 10:
            time.sleep(0.002)
        assert not living
        return time.monotonic() - killed


@pytest.mark.parametrize("level", [Level.L3, Level.L1])
def test_a_fork_of_the_grader_neither_keeps_its_zygote_nor_shares_it(level: Level) -> None:
    """A worker forked after the sandbox was made gets a zygote of its own; the first one dies with its grader."""
    program = (
        "import os, sys, time\nfrom grader.sandbox import *\n"
        f"s = Sandbox(level=Level('{level}'))\nfirst = s.pid\n"
        "if os.fork():\n os.wait()\n"
        "with s.job([SourceFile('hw.py', 'def f(): return 5')]) as job:\n value = job.call([Call('f')])[0].value\n"
        "print(first, s.pid, value, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as grader:
        assert grader.stdout is not None
        line = grader.stdout.readline().split()
        if not line:
            required_in_ci(f"{level} does not work on this machine")
        first, own, value = map(int, line)
        child = below(grader.pid)
        assert (first != own, value) == (True, 5)
        grader.kill()
        deadline = time.monotonic() + 10
        while alive(first) and time.monotonic() < deadline:
            time.sleep(0.005)
        survived = alive(first)
        for pid in child:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)
    assert not survived


@pytest.mark.skipif(os.getuid() != 0, reason="what a process maps, only root may read of another user's")
def test_no_job_can_write_what_another_job_reads(sandbox: Sandbox) -> None:
    """What a zygote hands on is copied when written: it shares no memory, and no descriptor but /dev/null, by which
    two of its jobs could meet.
    """
    assert squared(sandbox, 3) == 9
    mapped = Path(f"/proc/{sandbox.pid}/maps").read_text(encoding="utf-8").splitlines()
    assert [line for line in mapped if line.split()[1].endswith("s") and "w" in line.split()[1]] == []
    assert [line for line in mapped if {"w", "x"} <= set(line.split()[1])] == []
    opened = {int(entry.name): str(entry.readlink()) for entry in Path(f"/proc/{sandbox.pid}/fd").iterdir()}
    assert {opened[0], opened[1]} == {"/dev/null"}
    assert set(opened) <= {0, 1, 2, 10, 11}


def test_closing_ends_every_process() -> None:
    with Sandbox() as sandbox:
        pid = sandbox.pid
        family = below(pid) | {pid}
        assert squared(sandbox, 2) == 4
    assert not [process for process in family if alive(process)]


def test_memory_environment_and_keys_of_the_grader_are_unreachable(sandbox: Sandbox, tmp_path: Path) -> None:
    """A secret in this process's memory, environment and key file is found by no way that a job has."""
    secret = secrets.token_hex(20)
    os.environ["NNGRADER_TEST_SECRET"] = secret
    key = tmp_path / "key"
    key.write_text(secret, encoding="utf-8")
    key.chmod(0o600)
    source = (
        "import gc, hashlib, os, re\n"
        "def f(pid, path, digest):\n"
        " seen = [repr(dict(os.environ)), repr([o for o in gc.get_objects() if type(o) in (dict, list, tuple)])]\n"
        " for name in [path] + [f'/proc/{p}/{n}' for p in (pid, 'self', 1, 2) for n in ('mem', 'environ', 'maps')]:\n"
        "  try:\n   seen.append(open(name, 'rb').read(4096).decode('latin-1'))\n  except OSError:\n   pass\n"
        " words = set(re.findall('[0-9a-f]{40}', ' '.join(seen)))\n"
        " return [len(seen), [w for w in words if hashlib.sha256(w.encode()).hexdigest() == digest]]\n"
    )
    digest = hashlib.sha256(secret.encode()).hexdigest()
    try:
        with sandbox.job([SourceFile("hw.py", source)], Limits(memory_mb=512)) as job:
            (result,) = job.call([Call("f", (os.getpid(), str(key), digest))])
    finally:
        del os.environ["NNGRADER_TEST_SECRET"]
    assert result.value == [2, []], result


@pytest.mark.skipif(os.getuid() != 0, reason="two users need root")
def test_even_without_walls_another_user_meets_file_permissions(sandbox: Sandbox, tmp_path: Path) -> None:
    """Zygotes of a grader that is root run as another user, whom a key file of mode 0600 refuses."""
    assert sandbox.facts["uid"] == command.SANDBOX_UID
    key = tmp_path / "key"
    key.write_text("secret", encoding="utf-8")
    key.chmod(0o600)
    for directory in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        directory.chmod(0o755)
    tried = subprocess.run(["/bin/cat", key], user=command.SANDBOX_UID, group=command.SANDBOX_UID, check=False)
    assert tried.returncode != 0


def test_the_self_test_is_all_contained(sandbox: Sandbox) -> None:
    checks = self_test(sandbox)
    assert len(checks) >= 25
    assert contained(checks), [check.message.en for check in checks if not check.ok]


@pytest.mark.parametrize("profile", ["plot", "science"])
def test_the_self_test_is_all_contained_in_the_larger_profiles(profile: str) -> None:
    """More is loaded there, and nothing more is allowed."""
    if PROFILES[profile].imports.unmet() is not None:
        required_in_ci(f"the modules of the profile {profile} are not installed")
    with Sandbox(profile) as sandbox:
        checks = self_test(sandbox)
    assert contained(checks), [check.message.en for check in checks if not check.ok]


def test_the_self_test_sees_an_open_door(best: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one probe that succeeds, or one that crashes, the self-test fails: it fails closed."""
    for source in ("def attack(): return True", "def attack(): raise KeyError", "raise SystemExit"):
        open_door = escapes.Escape(same("an open door"), source)
        monkeypatch.setattr("grader.sandbox.selftest.escapes", lambda _, door=open_door: (door,))
        assert not contained(self_test(best))


def test_the_probe_reports_every_level_with_a_sentence() -> None:
    report = probe()
    assert report.level is best_level()
    assert [check.name for check in report.checks] == ["L3", "L2", "L1", "two users"]
    assert all(check.message.ko and check.message.en for check in report.checks)


def test_without_bubblewrap_the_next_level_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "bubblewrap", lambda: None)
    with pytest.raises(SandboxUnavailable, match="bubblewrap"):
        Sandbox(level=Level.L3)
    with Sandbox() as sandbox:
        assert sandbox.level is Level.L2
    assert "apt install bubblewrap" in probe().checks[0].message.ko


def test_where_no_level_works_code_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(SandboxUnavailable) as refused:
        Sandbox()
    assert "riscv64" in refused.value.text.ko
    assert probe().level is None


def test_a_level_that_does_not_exist_is_refused() -> None:
    """`none` is not a level of the sandbox: there is no switch that turns confinement off."""
    with pytest.raises(SandboxUnavailable):
        Sandbox(level=Level.NONE)


def test_a_zygote_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "INSIDE", Path("/nowhere"))
    with pytest.raises(SandboxUnavailable, match="nowhere"):
        Sandbox(level=Level.L1)


@pytest.fixture
def ordinary() -> Iterator[list[str]]:
    """A command prefix that runs this interpreter as an ordinary user, wherever the interpreter is kept."""
    if os.getuid() != 0:
        yield [sys.executable]
        return
    bwrap = command.bubblewrap()
    if bwrap is None:
        required_in_ci("bubblewrap lays out paths that another user can reach")
    root = Path(__file__).resolve().parents[3]
    site = [str(root), *command.site_paths(["numpy"])]
    become = command.launched(65534, [command.interpreter()])
    shown = command.laid_out(bwrap, site)[:-1]
    shown += [
        "--perms",
        "0755",
        "--dir",
        "/dev",
        "--dev-bind",
        "/dev/null",
        "/dev/null",
        "--perms",
        "1777",
        "--tmpfs",
        "/scratch",
        "--",
    ]
    yield [*shown, *become, "-s", "-P", "-c", f"import sys; sys.path[:0] = {site!r}; exec(sys.argv[1])"]


@pytest.mark.parametrize("level", [Level.L3, Level.L2, Level.L1])
def test_an_ordinary_user_gets_the_same_walls(ordinary: list[str], level: Level) -> None:
    program = (
        "import json, os\nfrom grader.sandbox import *\n"
        f"with Sandbox(level=Level('{level}')) as s:\n"
        " checks = self_test(s)\n"
        " print(json.dumps([s.level, os.getuid(), len(checks), [c.name for c in checks if not c.ok]]))\n"
    )
    flags = [] if ordinary[-1] != sys.executable else ["-c"]
    ran = subprocess.run(
        [*ordinary, *flags, program],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "TMPDIR": "/scratch"},
    )
    assert ran.returncode == 0, ran.stderr
    reached, uid, count, escaped = json.loads(ran.stdout)
    assert (reached, escaped) == (level, [])
    assert uid != 0
    assert count >= 25


def test_starting_names_what_is_missing() -> None:
    with pytest.raises(ZygoteError, match="no confinement"):
        start(PROFILES["numpy"], Level.NONE)
