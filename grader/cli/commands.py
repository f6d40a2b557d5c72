"""The commands there are: where each one lives, and what it does in one line. Only the chosen one is loaded."""

import importlib
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

import click

from grader.cli.failure import COULD_NOT_RUN, CommandError
from reference.text import Text

GROUP = "nngrader.commands"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command's module in this package, and its line in the overview."""

    module: str
    summary: Text


OURS = {
    "families": Entry("families", Text("모든 문제의 목록을 보여 줍니다.", "List every problem family and code task.")),
    "show": Entry(
        "show",
        Text("문제 하나를 보여 줍니다: 숫자, 문제, 답할 값.", "Show one variant: numbers, statement, answer fields."),
    ),
    "solve": Entry("solve", Text("문제 하나의 정답과 풀이를 보여 줍니다.", "Solve one variant, step by step.")),
    "mark": Entry("mark", Text("답이나 코드를 채점합니다.", "Mark the answers or the code for one variant.")),
    "check": Entry("check", Text("제출하기 전에 스스로 점검합니다.", "Check your own work before handing it in.")),
    "grade": Entry("grade", Text("폴더에 모인 제출물을 모두 채점합니다.", "Grade a folder of hand-ins.")),
    "generate": Entry(
        "generate", Text("학생마다 숫자가 다른 문제지를 만듭니다.", "Make a personal handout for every student.")
    ),
    "run": Entry(
        "run", Text("파일에 있는 함수 하나를 격리하여 실행합니다.", "Run one function of a file in the sandbox.")
    ),
    "vet": Entry(
        "vet",
        Text("문제가 공정하고 실수를 가려내는지 검사합니다.", "Vet a problem: is it fair, does it catch mistakes?"),
    ),
    "doctor": Entry(
        "doctor", Text("이 컴퓨터에서 되는 것과 안 되는 것을 보여 줍니다.", "Say what works on this machine.")
    ),
}

SERVICE = {
    "serve": Text("웹 서비스를 시작합니다.", "Serve the web pages, with an embedded worker."),
    "worker": Text("채점 프로세스를 하나 더 실행합니다.", "Run one more worker."),
    "admin": Text("계정, 강좌, 데이터베이스를 관리합니다.", "Accounts, courses and the database."),
}
"""What the service adds; it is told about even where the service is not installed."""


def names() -> list[str]:
    """Every command, ours first, in the order of the overview."""
    return [*OURS, *SERVICE]


def summary(name: str) -> Text:
    """The line of one command."""
    return OURS[name].summary if name in OURS else SERVICE[name]


def load(name: str) -> click.Command | None:
    """The command of this name, or None; raises CommandError when its part of the program is not installed."""
    if name in OURS:
        command: click.Command = importlib.import_module(f"grader.cli.{OURS[name].module}").command
        return command
    found = {command.name: command for part in entry_points(group=GROUP) for command in _joined(part)}
    if name in SERVICE and name not in found:
        raise CommandError(NO_SERVICE.format(name=name), COULD_NOT_RUN)
    return found.get(name)


def _joined(part: EntryPoint) -> list[click.Command]:
    try:
        commands: list[click.Command] = part.load()
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in {"reference", "problems", "grader"}:
            raise
        return []  # a part without its extra: whoever asks for its command is told
    return commands


NO_SERVICE = Text(
    "'{name}' 명령에 필요한 웹 서비스가 설치되어 있지 않습니다. pip install 'nngrader[service]'로 설치하십시오.",
    "'{name}' belongs to the web service, which is not installed: pip install 'nngrader[service]'.",
)
