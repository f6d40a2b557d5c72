"""Which layer stops which attack: every hostile program, with all layers but one kind taken away.

`python -m tests.hostile.layers` runs each program under seccomp alone, Landlock alone, bubblewrap alone, and with none
of the three, and prints what contained it. Limits, the harness and the wire stay in every configuration: an attack
that none of the four lets through is stopped by these, and is listed as such. Everything runs in namespaces of its
own, not as root, and with its memory capped, because without its layers an attack is real.
"""

import builtins
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from grader.sandbox import Call, CallResult, Level, Limits, Outcome, Sandbox, SourceFile, command, seccomp
from grader.sandbox.zygote import ZygoteConfig
from tests.hostile.expectations import PROGRAMS, expectations, fits, target

LIMITS = Limits(cpu_s=0.3, total_cpu_s=1.0, memory_mb=64, output_kb=16)
OPEN_FILTER = [seccomp.Instruction(0x06, 0, 0, seccomp.ALLOW)]
MEMORY_CAP = 4 << 30
UID = 65534
SYSTEM_ERRORS = {name for name, kind in vars(builtins).items() if isinstance(kind, type) and issubclass(kind, OSError)}
PATIENCE_S = 45.0  # for one program, which takes a few seconds at most


@dataclass(frozen=True, slots=True)
class Configuration:
    """Which of the three layers stand."""

    name: str
    level: Level
    filtered: bool
    landlock: bool


CONFIGURATIONS = (
    Configuration("seccomp", Level.L1, filtered=True, landlock=False),
    Configuration("Landlock", Level.L2, filtered=False, landlock=True),
    Configuration("bubblewrap", Level.L3, filtered=False, landlock=False),
    Configuration("none", Level.L1, filtered=False, landlock=False),
)


def main() -> None:
    """Every configuration, and the table."""
    _print({configuration.name: _held(configuration) for configuration in CONFIGURATIONS})


def inside(name: str, skip: str) -> None:
    """In a place of its own: run the programs behind the first `skip` under one configuration, a line for each."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_CAP, MEMORY_CAP))
    (configuration,) = [one for one in CONFIGURATIONS if one.name == name]
    with _weakened(configuration) as sandbox, tempfile.TemporaryDirectory() as directory:
        for program in PROGRAMS[int(skip) :]:
            print(program.stem, "held" if _contained(sandbox, program, Path(directory)) else "failed", flush=True)


def _held(configuration: Configuration) -> dict[str, bool]:
    """Per program, whether it ended as its first line says. One that takes the runner down did not."""
    found: dict[str, bool] = {}
    while len(found) < len(PROGRAMS):
        printed, said = _output(_enclosed(configuration.name, len(found)))
        lines = [line.split() for line in printed.splitlines()]
        if not lines and "SandboxUnavailable" in said:
            print(f"{configuration.name} alone cannot be tried here: {said.splitlines()[-1]}", file=sys.stderr)
            return {}
        found |= {name: verdict == "held" for name, verdict in lines}
        if len(found) < len(PROGRAMS):
            found[PROGRAMS[len(found)].stem] = False
    return found


def _output(command_line: list[str]) -> tuple[str, str]:
    """What it printed, also if it had to be stopped: an attack can stop the runner with a debugger's call."""
    with tempfile.TemporaryFile("w+") as said:
        with subprocess.Popen(command_line, stdout=subprocess.PIPE, stderr=said, text=True) as ran:
            printed = "".join(_lines(ran))
        said.seek(0)
        return printed, said.read()


def _lines(ran: subprocess.Popen[str]) -> Iterator[str]:
    """The lines as they come; when none comes for long, everything is killed."""
    stream = ran.stdout
    assert stream is not None
    watch = threading.Timer(PATIENCE_S, _kill, (ran.pid,))
    watch.start()
    for line in stream:
        watch.cancel()
        watch = threading.Timer(PATIENCE_S, _kill, (ran.pid,))
        watch.start()
        yield line
    watch.cancel()


def _kill(pid: int) -> None:
    for one in (*_below(pid), pid):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def _below(pid: int) -> list[int]:
    """Every process below this one: killing the outermost bubblewrap alone would leave another user's standing."""
    listed = subprocess.run(["/bin/ps", "-o", "pid=", "--ppid", str(pid)], check=False, capture_output=True, text=True)
    children = [int(word) for word in listed.stdout.split()]
    return [*children, *(far for child in children for far in _below(child))]


def _enclosed(name: str, skip: int) -> list[str]:
    """A run of this module behind namespaces, as an ordinary user, over a read-only machine."""
    bwrap = command.bubblewrap()
    if bwrap is None:
        raise SystemExit("bubblewrap is needed to run attacks without their layers")
    root = Path(__file__).resolve().parents[2]
    site = (str(root), *command.site_paths(["numpy"]))
    program = f"import sys; sys.path[:0] = {site!r}; from tests.hostile.layers import inside; inside(*sys.argv[1:])"
    python = [command.interpreter(), "-s", "-P", "-c", program, name, str(skip)]
    walls = command.walled(bwrap, None, python, site)
    scratch = ["--perms", "1777", "--tmpfs", tempfile.gettempdir(), "--proc", "/proc", "--dev", "/dev"]
    at = len(walls) - walls[::-1].index("--remount-ro") - 1
    walls[at:at] = [*scratch, "--ro-bind", bwrap, bwrap]
    if os.getuid() != 0:
        return walls
    shown = command.laid_out(bwrap, site)[:-1]
    return [*shown, "--dev-bind", "/dev", "/dev", "--", *command.launched(UID, walls)]


@contextmanager
def _weakened(configuration: Configuration) -> Iterator[Sandbox]:
    """A sandbox with layers taken away, which the package itself has no switch for."""

    def config(*args: object, **kwargs: object) -> ZygoteConfig:
        return replace(ZygoteConfig(*args, **kwargs), landlock=configuration.landlock)  # type: ignore[arg-type]

    with mock.patch("grader.sandbox.sandbox.ZygoteConfig", config):
        if configuration.filtered:
            with Sandbox(level=configuration.level) as sandbox:
                yield sandbox
            return
        with (
            mock.patch("grader.sandbox.seccomp.program", return_value=OPEN_FILTER),
            Sandbox(level=configuration.level) as sandbox,
        ):
            yield sandbox


def _contained(sandbox: Sandbox, program: Path, directory: Path) -> bool:
    canary = directory / "canary"
    canary.write_text("the key", encoding="utf-8")
    text = program.read_text(encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        attacked = target(str(canary), listener.getsockname()[1], "a secret")
        with sandbox.job([SourceFile(program.name, text)], LIMITS) as job:
            loaded = job.load()
            (called,) = job.call([Call("attack", (attacked,))])
    intact = canary.exists() and canary.read_text(encoding="utf-8") == "the key"
    return intact and any(fits(option, loaded, called) or _refused(option, called) for option in expectations(text))


def _refused(option: str, called: CallResult) -> bool:
    """Whether the system refused too, in other words than its first line has: no such file, no such host."""
    wanted, came = option.removeprefix("raised "), called.error.type if called.error is not None else ""
    return wanted != option and called.outcome is Outcome.RAISED and {wanted, came} <= SYSTEM_ERRORS


def _print(held: dict[str, dict[str, bool]]) -> None:
    layers = [name for name in held if name != "none" and held[name]]
    width = max(len(program.stem) for program in PROGRAMS)
    print(f"{'':{width}}  stopped by")
    always = []
    for program in PROGRAMS:
        name = program.stem
        if held["none"].get(name):
            always.append(name)
            continue
        stopped = [layer for layer in layers if held[layer][name]]
        print(f"{name:{width}}  {', '.join(stopped) or 'only several layers together'}")
    print(f"\nStopped without any of the three, by limits, harness or wire ({len(always)}):")
    print(*always, sep="\n")


if __name__ == "__main__":
    main()
