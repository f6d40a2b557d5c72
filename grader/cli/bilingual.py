"""Click commands and options whose help exists in both languages, and values checked with a sentence."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from grader.cli.failure import CommandError
from grader.cli.terminal import current
from problems.fault import did_you_mean
from reference.text import LOCALES, Text, same

Function = Callable[..., Any]
_SAYS_NOTHING = Text("", "")


class Command(click.Command):
    """A command with its description in both languages."""

    def __init__(self, *args: Any, text: Text = _SAYS_NOTHING, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- click's
        write_text(self.text, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)


class Option(click.Option):
    """An option with its help in both languages."""

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"help": text.en})
        self.text = text


def command(name: str, text: Text) -> Callable[[Function], Command]:
    """Make a command that also knows --locale."""

    def made(function: Function) -> Command:
        return click.command(name, cls=Command, text=text)(locale_option(function))

    return made


def option(*names: str, text: Text, **settings: Any) -> Callable[[Function], Function]:
    """An option with help in both languages."""
    return click.option(*names, cls=Option, text=text, **settings)


def json_option(function: Function) -> Function:
    """--json, as `as_json`."""
    return option(
        "--json", "as_json", is_flag=True, text=Text("결과를 JSON 하나로 출력합니다.", "Print one JSON document.")
    )(function)


def locale_option(function: Function) -> Function:
    """--locale; it is read before a command is parsed, so here it is only checked."""
    text = Text("언어: ko 또는 en (기본: LANG, 없으면 en).", "Language: ko or en (default: LANG, else en).")
    return option("--locale", type=OneOf(*LOCALES), expose_value=False, text=text)(function)


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 -- click's
        return "|".join(self.words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002 -- click's
        if value not in self.words:
            raise CommandError(_NOT_ONE_OF.format(name=_called(param), known=", ".join(self.words), got=value))
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002 -- click's
        return completed(self.words, incomplete)


class Whole(click.ParamType[int]):
    """A whole number within bounds."""

    name = "number"

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 -- click's
        return "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ARG002 -- click's
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) < 12 and self.low <= int(text) <= self.high):
            raise CommandError(_NOT_WHOLE.format(name=_called(param), low=self.low, high=self.high, got=text[:40]))
        return int(text)


class ProblemId(click.ParamType[str]):
    """The id of a family, concept or code task; a shell may complete it."""

    name = "ID"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002 -- click's
        from problems.catalog import EVERYTHING  # noqa: PLC0415 -- only a shell that completes pays for it

        return completed(EVERYTHING, incomplete)


PATH = click.Path(path_type=Path)


def completed(words: Any, incomplete: str) -> list[Any]:
    """The words a shell may offer."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 -- as above

    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def write_usage(of: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The line that says how a command is called."""
    locale = current().locale
    pieces = [_PIECES.get(piece, same(piece))[locale] for piece in of.collect_usage_pieces(ctx)]
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_USAGE[locale])


def write_text(text: Text, formatter: click.HelpFormatter) -> None:
    """A description, set in."""
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(text[current().locale])


def write_options(of: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Every option in the reader's language."""
    locale = current().locale
    records = [(p, p.get_help_record(ctx)) for p in of.get_params(ctx) if isinstance(p, click.Option)]
    rows = [(record[0], _help(p, record[1])) for p, record in records if record is not None]
    with formatter.section(_OPTIONS[locale]):
        formatter.write_dl(rows)


def _help(parameter: click.Parameter, click_says: str) -> str:
    if isinstance(parameter, Option):
        return parameter.text[current().locale]
    return _SHOW_HELP[current().locale] if "--help" in parameter.opts else click_says


def usage_sentence(error: click.UsageError) -> Text:
    """What click found wrong with a command line, in both languages."""
    if isinstance(error, click.NoSuchOption):
        known = [name for p in _parameters(error) for name in p.opts]
        return _NO_OPTION.format(name=error.option_name) + did_you_mean(error.option_name, known)
    if isinstance(error, click.MissingParameter):
        return _MISSING.format(name=_called(error.param))
    said = error.format_message()
    if isinstance(error, click.BadOptionUsage):
        sentence = _VALUE_TOO_MANY if "not take a value" in said else _NO_VALUE
        return sentence.format(name=error.option_name)
    extra = re.search(r"unexpected extra argument.*\((.*)\)", said, flags=re.DOTALL)
    if extra is not None:
        return _EXTRA.format(words=extra[1])
    return Text(f"명령을 이해하지 못했습니다: {said}", said)


def _parameters(error: click.UsageError) -> list[click.Parameter]:
    return error.ctx.command.get_params(error.ctx) if error.ctx is not None else []


def _called(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "?"
    return (
        parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.metavar or parameter.name).upper()
    )


_USAGE = Text("사용법: ", "Usage: ")
_PIECES = {
    "[OPTIONS]": Text("[옵션]", "[OPTIONS]"),
    "COMMAND [ARGS]...": Text("명령 [인자]...", "COMMAND [ARGS]..."),
}
_OPTIONS = Text("옵션", "Options")
_SHOW_HELP = Text("이 도움말을 출력합니다.", "Show this message and exit.")
_NOT_ONE_OF = Text(
    "{name}: {known} 가운데 하나여야 하는데 '{got}'입니다.", "{name} must be one of {known}, not '{got}'."
)
_NOT_WHOLE = Text(
    "{name}: {low}에서 {high} 사이의 정수여야 하는데 '{got}'입니다.",
    "{name} must be a whole number from {low} to {high}, not '{got}'.",
)
_NO_OPTION = Text("그런 옵션은 없습니다: '{name}'.", "There is no option '{name}'.")
_MISSING = Text("빠진 것이 있습니다: {name}.", "{name} is missing.")
_NO_VALUE = Text("{name} 옵션 뒤에 값이 있어야 합니다.", "{name} needs a value.")
_VALUE_TOO_MANY = Text("{name} 옵션에는 값을 줄 수 없습니다.", "{name} takes no value.")
_EXTRA = Text("쓰이지 않는 인자가 있습니다: {words}.", "There is an argument too many: {words}.")
