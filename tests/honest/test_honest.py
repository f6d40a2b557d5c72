"""Ordinary student programs run in the sandbox as they run outside: the same answer, the same prints.

A program defines `answer()`, whose value is plain data. Outside means: a plain interpreter with the same hash seed,
which imports the program as a module and calls it. A first line `# profile: NAME` names an import profile.
"""

import functools
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.sandbox import Call, Level, Limits, Outcome, PlainRunner, Sandbox, SandboxUnavailable, SourceFile, command
from grader.sandbox.inside import wire
from grader.sandbox.policy import PROFILES
from tests.conftest import required_in_ci

pytestmark = pytest.mark.sandbox

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
FEW = PROGRAMS[::8]
ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(cpu_s=5.0, total_cpu_s=10.0)  # generous: this is about answers, on a machine that may be busy
OUTSIDE = """
import importlib.util, json, os, sys
from pathlib import Path
from grader.sandbox.inside import wire

for path in map(Path, sys.argv[1:]):
    print(chr(30) + path.stem, flush=True)
    if os.fork():  # one process each, so that none changes the next one's world
        os.wait()
        continue
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    encoder = wire.Encoder()
    node = encoder.encode(module.answer())
    print(chr(29) + json.dumps([node, b"".join(encoder.buffers).hex()]), end="", flush=True)
    os._exit(0)
"""


def profile(program: Path) -> str:
    """The import profile that a program asks for."""
    first = program.read_text(encoding="utf-8").partition("\n")[0]
    return first.removeprefix("# profile: ") if first.startswith("# profile: ") else "numpy"


@functools.cache
def installed(name: str) -> bool:
    """Whether what the profile imports is here."""
    return PROFILES[name].imports.unmet() is None


def runs(program: Path) -> bool:
    """Whether a program can run here."""
    return installed(profile(program))


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, object]]:
    """Per program: what it printed, and its value as a node of the wire, from a plain interpreter."""
    scratch = tmp_path_factory.mktemp("outside")
    ran = subprocess.run(
        [sys.executable, "-W", "default", "-c", OUTSIDE, *map(str, filter(runs, PROGRAMS))],
        env=command.ENVIRONMENT | command.inherited() | {"PYTHONPATH": str(ROOT), "MPLCONFIGDIR": str(scratch)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        cwd=scratch,  # programs save their plots
    )
    found = {}
    for part in ran.stdout.split(chr(30))[1:]:
        name, _, rest = part.partition("\n")
        printed, _, value = rest.partition(chr(29))
        assert value, f"{name} fails outside: {ran.stderr}"
        found[name] = (printed, json.loads(value))
    return found


@pytest.fixture(
    scope="module",
    params=[
        Level.L3,
        pytest.param(Level.L2, marks=pytest.mark.slow),
        Level.L1,
        pytest.param(Level.NONE, marks=pytest.mark.slow),
    ],
)
def runner(request: pytest.FixtureRequest):
    """Gives the runner of an import profile at one level, started when the first program asks for it."""
    made: dict[str, Sandbox | PlainRunner] = {}

    def of(name: str) -> Sandbox | PlainRunner:
        if name not in made:
            try:
                made[name] = PlainRunner(name) if request.param is Level.NONE else Sandbox(name, request.param)
            except SandboxUnavailable:
                required_in_ci(f"{request.param} does not work on this machine")
        return made[name]

    yield of
    for one in made.values():
        one.close()


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_runs_as_outside(
    program: Path, runner: Callable[[str], Sandbox | PlainRunner], request: pytest.FixtureRequest
) -> None:
    assert_as_outside(program, runner, request)


@pytest.mark.parametrize("program", FEW, ids=lambda path: path.stem)
def test_runs_on_ones_own_machine_as_outside(program: Path, request: pytest.FixtureRequest) -> None:
    """A few of them: each starts an interpreter of its own."""
    assert_as_outside(program, PlainRunner, request)


def assert_as_outside(
    program: Path, runner: Callable[[str], Sandbox | PlainRunner], request: pytest.FixtureRequest
) -> None:
    if not runs(program):
        required_in_ci(f"the modules of the profile {profile(program)} are not installed")
    outside = request.getfixturevalue("outside")
    source = SourceFile(program.name, program.read_text(encoding="utf-8"))
    with runner(profile(program)).job([source], LIMITS) as job:
        loaded = job.load()
        (result,) = job.call([Call("answer")])
    assert loaded.outcome is Outcome.RETURNED, loaded.message.en
    assert result.outcome is Outcome.RETURNED, result.message.en
    encoder = wire.Encoder()
    node = json.loads(json.dumps(encoder.encode(result.value)))
    assert (result.stdout, [node, b"".join(encoder.buffers).hex()]) == outside[program.stem]


def test_there_are_enough_programs() -> None:
    assert len(PROGRAMS) >= 40
    assert sum(profile(program) == "plot" for program in PROGRAMS) >= 8
