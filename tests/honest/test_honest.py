"""Ordinary student programs run in the sandbox as they run outside: the same answer, the same prints.

A program defines `answer()`, whose value is plain data. Outside means: a plain interpreter with the same hash seed,
which imports the program as a module and calls it.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox import Call, Level, Limits, Outcome, PlainRunner, Sandbox, SandboxUnavailable, SourceFile, command
from grader.sandbox.inside import wire

pytestmark = pytest.mark.sandbox

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.py"))
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


@pytest.fixture(scope="module")
def outside() -> dict[str, tuple[str, object]]:
    """Per program: what it printed, and its value as a node of the wire, from a plain interpreter."""
    ran = subprocess.run(
        [sys.executable, "-W", "default", "-c", OUTSIDE, *map(str, PROGRAMS)],
        env=command.ENVIRONMENT | command.inherited(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
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
    params=[Level.L3, pytest.param(Level.L2, marks=pytest.mark.slow), Level.L1, Level.NONE],
)
def runner(request: pytest.FixtureRequest):
    if request.param is Level.NONE:
        yield PlainRunner()
        return
    try:
        sandbox = Sandbox(level=request.param)
    except SandboxUnavailable:
        pytest.skip(f"{request.param} does not work on this machine")
    with sandbox:
        yield sandbox


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_runs_as_outside(program: Path, runner: Sandbox | PlainRunner, outside: dict) -> None:
    source = SourceFile(program.name, program.read_text(encoding="utf-8"))
    with runner.job([source], LIMITS) as job:
        loaded = job.load()
        (result,) = job.call([Call("answer")])
    assert loaded.outcome is Outcome.RETURNED, loaded.message.en
    assert result.outcome is Outcome.RETURNED, result.message.en
    encoder = wire.Encoder()
    node = json.loads(json.dumps(encoder.encode(result.value)))
    assert (result.stdout, [node, b"".join(encoder.buffers).hex()]) == outside[program.stem]


def test_there_are_enough_programs() -> None:
    assert len(PROGRAMS) >= 40
