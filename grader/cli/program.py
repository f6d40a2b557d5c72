"""`nngrader`: finds the command, and turns whatever stops it into one sentence and an exit code."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import IO, Any, NoReturn

import click

from grader.cli import bilingual, commands
from grader.cli.failure import ALL_RIGHT, COULD_NOT_RUN, INTERRUPTED, USAGE, CommandError
from grader.cli.terminal import Terminal, current, terminal_for
from problems.fault import FileError, did_you_mean
from reference.text import Text

DEBUG = "NNGRADER_DEBUG"


class Program(click.Group):
    """The group of all commands; each is loaded when it is called, not before."""

    def main(  # type: ignore[override]  # it always ends the process, as click's standalone mode does
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "nngrader",
        complete_var: str | None = None,
        **extra: Any,
    ) -> NoReturn:
        arguments = list(sys.argv[1:] if args is None else args)
        terminal = terminal_for(arguments)
        extra = {**extra, "standalone_mode": False, "obj": terminal, "color": terminal.color}
        try:
            code = super().main(arguments, prog_name, complete_var, **extra)
            sys.stdout.flush()
        except Exception as error:  # noqa: BLE001 -- the one place where an error becomes a sentence
            code = _ended(error, terminal)
        except KeyboardInterrupt:
            code = _interrupted(terminal)
        sys.exit(code if isinstance(code, int) else ALL_RIGHT)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's
        return commands.names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's
        return commands.load(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        found = self.get_command(ctx, args[0])
        if found is None and not args[0].startswith("-"):
            hint = did_you_mean(args[0], commands.names())
            raise CommandError(_NO_COMMAND.format(name=args[0]) + hint + _TRY.format(path="nngrader"))
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        bilingual.write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's
        bilingual.write_text(_ABOUT, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        bilingual.write_options(self, ctx, formatter)
        locale = current().locale
        with formatter.section(_COMMANDS[locale]):
            formatter.write_dl([(name, commands.summary(name)[locale]) for name in commands.names()])


def _ended(error: Exception, terminal: Terminal) -> int:
    """Say why a command ended; the exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort):
        return _interrupted(terminal)
    if isinstance(error, BrokenPipeError):
        _silenced(sys.stdout)
        return COULD_NOT_RUN
    sentence, code = _told(error, terminal)
    with suppress(OSError):  # stderr may be as full as stdout
        terminal.note(sentence)
    return code


def _told(error: Exception, terminal: Terminal) -> tuple[str | Text, int]:
    if os.environ.get(DEBUG) and not isinstance(error, (CommandError, click.ClickException)):
        traceback.print_exc()
    if isinstance(error, FileError):
        return error.sentences(terminal.locale), USAGE
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx is not None else "nngrader"
        return bilingual.usage_sentence(error) + _TRY.format(path=path), USAGE
    if isinstance(error, click.ClickException):
        return error.format_message(), error.exit_code
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        _silenced(sys.stdout)
        return _FULL, COULD_NOT_RUN
    text = getattr(error, "text", None)  # our exceptions carry their sentence: unknown problems, givens, sandboxes
    if isinstance(text, Text):
        ours = COULD_NOT_RUN if type(error).__module__.startswith("grader.") else USAGE
        return text, getattr(error, "code", ours)
    return _BUG.format(kind=type(error).__name__, error=str(error)[:200], debug=DEBUG), COULD_NOT_RUN


def _interrupted(terminal: Terminal) -> int:
    with suppress(OSError):
        terminal.note(_INTERRUPTED)
    return INTERRUPTED


def _silenced(stream: IO[str]) -> None:
    """Send what is still waiting for a closed or full stream nowhere, so that nothing complains at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _version() -> str:
    try:
        return version("nngrader")
    except PackageNotFoundError:
        return "?"


def _show_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 -- click's
    if wanted:
        current().say(f"nngrader {_version()}")
        ctx.exit()


@click.command(cls=Program, name="nngrader", context_settings={"help_option_names": ["-h", "--help"]})
@bilingual.locale_option
@bilingual.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    text=Text("버전을 출력합니다.", "Show the version and exit."),
)
def program() -> None:
    """Grade neural-network assignments."""


_ABOUT = Text(
    "신경망 과제를 채점합니다. 손으로 계산한 값은 단계별로, NumPy 코드는 성질별로 채점합니다.",
    "Grades neural-network assignments: worked numbers step by step, NumPy code by its properties.",
)
_COMMANDS = Text("명령", "Commands")
_NO_COMMAND = Text("그런 명령은 없습니다: '{name}'.", "There is no command '{name}'.")
_TRY = Text("\n도움말: {path} --help", "\nHelp: {path} --help")
_FULL = Text("디스크가 가득 차서 출력할 수 없습니다.", "The output cannot be written: the disk is full.")
_INTERRUPTED = Text("중단했습니다.", "Interrupted.")
_BUG = Text(
    "프로그램 오류입니다({kind}: {error}). {debug}=1로 다시 실행하면 자세한 오류 기록이 나옵니다.",
    "A fault in this program ({kind}: {error}). Run it again with {debug}=1 for the traceback.",
)
