"""`nngrader run`: one function of a file in the sandbox, whatever its code does, in bounded time."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import numpy as np

from grader.cli.bilingual import PATH, OneOf, Whole, json_option, option
from grader.cli.bilingual import command as make_command
from grader.cli.failure import ALL_RIGHT, CHECKS_FAILED, COULD_NOT_RUN, CommandError
from grader.cli.files import upload
from grader.cli.terminal import Terminal, current
from grader.intake.reading import read_files
from grader.intake.uploads import Fault
from grader.properties import readable
from grader.sandbox import Call, CallResult, Level, Limits, Outcome, Sandbox, SourceFile, StudentError
from grader.sandbox.inside.wire import WireError
from problems.code.profiles import IMPORT_PROFILES, NUMPY
from problems.fault import did_you_mean
from reference.text import Text, joined

MOST_ARGUMENTS = 1 << 20
MOST_NAMES = 30  # in a sentence


@make_command(
    "run",
    Text(
        "FILE에 있는 함수 하나를 격리하여 실행합니다. 각 행의 길이가 같은 숫자 목록은 NumPy 배열로 바꾸어 넘깁니다.",
        "Run one function of FILE in the sandbox. Rectangular lists of numbers arrive as NumPy arrays.",
    ),
)
@click.argument("file", metavar="FILE", type=PATH)
@option("--call", "function", required=True, metavar="NAME", text=Text("호출할 함수.", "The function to call."))
@option(
    "--args",
    "arguments",
    default="[]",
    metavar="JSON",
    text=Text("인자를 담은 JSON 목록.", "Its arguments, a JSON list."),
)
@option("--lists", is_flag=True, text=Text("목록을 배열로 바꾸지 않습니다.", "Leave lists as they are."))
@option("--cpu-s", type=Whole(1, 60), default=1, text=Text("CPU 시간 제한(초, 기본 1).", "CPU seconds (default 1)."))
@option("--memory-mb", type=Whole(64, 4096), default=256, text=Text("메모리 제한(MB, 기본 256).", "MB (default 256)."))
@option(
    "--profile",
    type=OneOf(*IMPORT_PROFILES),
    default=NUMPY.name,
    text=Text("가져올 수 있는 모듈 (기본 numpy).", "What may be imported (default numpy)."),
)
@json_option
def command(  # noqa: PLR0913 -- one parameter per option
    file: Path, function: str, arguments: str, cpu_s: int, memory_mb: int, profile: str, *, lists: bool, as_json: bool
) -> int:
    given = _arguments(arguments)
    call = Call(function, tuple(given if lists else [_array(value) for value in given]))
    intake = read_files((upload(file),))
    if not intake.sources and not intake.problems:
        raise CommandError(_NO_CODE)
    limits = Limits(cpu_s=cpu_s, total_cpu_s=2 * cpu_s, memory_mb=memory_mb)
    with Sandbox(profile) as sandbox:
        result = _result(sandbox, intake.sources, call, limits) if intake.sources else _unread(intake.problems)
        level = sandbox.level
    terminal = current()
    if as_json:
        terminal.data(_json(result, level))
    else:
        _print(result, level, terminal)
    return _code(result)


def _result(sandbox: Sandbox, sources: tuple[SourceFile, ...], call: Call, limits: Limits) -> CallResult:
    """What the call did, or how the file failed if that is why there is nothing to call."""
    with sandbox.job(sources, limits) as job:
        load = job.load()
        if load.outcome is not Outcome.RETURNED and call.function not in load.value:
            return load
        try:
            (result,) = job.call([call])
        except WireError as error:
            raise CommandError(_NOT_SENT.format(reason=error)) from error
    if result.outcome is Outcome.NOT_RUN:
        return load
    if load.outcome is Outcome.RETURNED and _absent(call.function, load.value, result):
        found = ", ".join(load.value[:MOST_NAMES]) + " …" * (len(load.value) > MOST_NAMES) or "–"
        hint = did_you_mean(call.function, load.value)
        raise CommandError(_NO_FUNCTION.format(name=call.function, found=found) + hint)
    return result._replace(stdout=load.stdout + result.stdout)


def _unread(faults: tuple[Fault, ...]) -> CallResult:
    """A file that Python could not read either is code that raised: nothing of it was run."""
    message, first = joined([fault.text for fault in faults]), faults[0]
    error = StudentError("SyntaxError", message.en, first.file, first.line, "")
    return CallResult(Outcome.RAISED, None, "", error, message, 0.0, 0.0, errors=(error,))


def _absent(name: str, defined: list[str], result: CallResult) -> bool:
    """Whether nothing has this name; what a file imported can be called although it did not define it."""
    missing = result.error is not None and result.error.message == f"name '{name}' is not defined"
    return missing and name not in defined


def _arguments(text: str) -> list[Any]:
    if len(text) > MOST_ARGUMENTS:
        raise CommandError(_TOO_LONG)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CommandError(_NOT_JSON.format(reason=str(error)[:100])) from None
    if not isinstance(found, list):
        raise CommandError(_NO_LIST)
    return found


def _array(value: Any) -> Any:
    """A rectangular list of numbers as an array; anything else as it is."""
    if not isinstance(value, list) or not value:
        return value
    try:
        array = np.array(value)
    except ValueError:
        return value
    return array if array.dtype.kind in "bif" else value


def _json(result: CallResult, level: Level) -> dict[str, Any]:
    return {
        "outcome": result.outcome.value,
        "value": _plain(result.value) if result.outcome is Outcome.RETURNED else None,
        "stdout": result.stdout,
        "error": asdict(result.error) if result.error is not None else None,
        "cpu_ms": round(result.cpu_ms, 3),
        "wall_ms": round(result.wall_ms, 3),
        "level": level.value,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray | np.generic):
        return _plain(value.tolist())
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return str(value) if isinstance(value, complex) else value


def _print(result: CallResult, level: Level, terminal: Terminal) -> None:
    if result.stdout:
        terminal.say(result.stdout.rstrip("\n"))
    if result.outcome is Outcome.RETURNED:
        terminal.say(readable.value(result.value))
    else:
        terminal.note(result.message)
    if result.error is not None and result.error.traceback:
        terminal.note(result.error.traceback.rstrip("\n"))
    terminal.note(_USED.format(outcome=result.outcome.value, cpu=f"{result.cpu_ms:.1f}", level=level.value))


def _code(result: CallResult) -> int:
    if result.outcome is Outcome.GRADER_ERROR:
        return COULD_NOT_RUN
    return ALL_RIGHT if result.outcome is Outcome.RETURNED else CHECKS_FAILED


_USED = Text("[{outcome}, CPU {cpu} ms, {level}]", "[{outcome}, CPU {cpu} ms, {level}]")
_NO_FUNCTION = Text("'{name}' 함수가 없습니다. 찾은 이름: {found}.", "There is no function '{name}'. Found: {found}.")
_NO_CODE = Text("파일에 코드가 없습니다.", "The file holds no code.")
_NOT_SENT = Text("--args를 넘길 수 없습니다({reason}).", "--args cannot be passed on ({reason}).")
_TOO_LONG = Text("--args가 너무 깁니다.", "--args is too long.")
_NOT_JSON = Text("--args가 JSON이 아닙니다({reason}).", "--args is not JSON ({reason}).")
_NO_LIST = Text(
    "--args는 인자의 목록이어야 합니다. 예: '[[1, 2, 3]]'", "--args must be a list of arguments, such as '[[1, 2, 3]]'."
)
