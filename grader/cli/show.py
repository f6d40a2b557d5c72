"""`nngrader show`: one variant as a student sees it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from grader.cli.bilingual import OneOf, json_option, option
from grader.cli.bilingual import command as make_command
from grader.cli.chosen import Chosen, Wanted, variant_options
from grader.cli.failure import CommandError
from grader.cli.layout import page, table, wrapped
from grader.cli.picture import checked_target, picture_option, save
from grader.cli.terminal import current
from grader.cli.tex_text import line_text, tex_text
from problems.choices import Choices
from problems.code.notebook_starter import notebook_starter
from problems.code.task import CodeTask
from problems.family import Field
from problems.question import blind_spots, fields, statement, statement_on_paper
from problems.question import picture as drawn
from reference.text import Locale, Text

STARTERS: dict[str, Callable[[CodeTask, Locale], str]] = {"py": CodeTask.starter, "ipynb": notebook_starter}
_DRAWN = Text("문제의 그림을 이 SVG 파일에 저장합니다.", "Draw the problem into this SVG file.")


@make_command(
    "show",
    Text(
        "문제 하나를 보여 줍니다: 숫자, 문제, 답할 값과 자릿수.", "Show one variant: numbers, statement, answer fields."
    ),
)
@variant_options
@picture_option(_DRAWN)
@option(
    "--starter",
    type=OneOf(*STARTERS),
    text=Text(
        "코드 문제의 시작 파일만 그대로 출력합니다: 파이썬 파일(py) 또는 노트북(ipynb).",
        "Write only a code task's starter, as it is: a Python file (py) or a notebook (ipynb).",
    ),
)
@json_option
def command(wanted: Wanted, picture: Path | None, starter: str | None, *, as_json: bool) -> None:
    checked_target(picture)
    chosen = wanted.chosen()
    if starter is not None:
        _write_starter(chosen, starter)
        return
    save(drawn(chosen.kind, chosen.variant), picture, chosen.kind.id)
    if as_json:
        current().data(_json(chosen))
    else:
        _print(chosen)


def _write_starter(chosen: Chosen, form: str) -> None:
    """The bytes of a starter on stdout, to be saved as a file; raises CommandError for what is no code task."""
    task, locale = chosen.kind, current().locale
    if not isinstance(task, CodeTask):
        raise CommandError(_NO_STARTER.format(id=task.id))
    text = STARTERS[form](task, locale)
    click.echo(text.encode("utf-8"), nl=False)  # bytes: no terminal's encoding changes a file


def _json(chosen: Chosen) -> dict[str, Any]:
    text = statement(chosen.kind, chosen.variant, chosen.decimals)
    shown = fields(chosen.kind, chosen.variant, chosen.asked, chosen.decimals)
    document = chosen.to_json() | {
        "title": chosen.kind.title.to_json(),
        "statement": text.to_json(),
        "fields": [_field(field) for field in shown],
        "blind_spots": [spot.to_json() for spot in _blind_spots(chosen)],
    }
    if isinstance(chosen.kind, CodeTask):
        document["starter"] = {"ko": chosen.kind.starter("ko"), "en": chosen.kind.starter("en")}
    return document


def _field(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "symbol": field.symbol,
        "label": field.label.to_json(),
        "shape": list(field.shape),
        "decimals": field.decimals,
        "integer": field.integer,
        "choices": None if field.choices is None else _choices(field.choices),
    }


def _choices(choices: Choices) -> dict[str, Any]:
    options = [
        {"letter": letter, "key": option.key, "text": option.text.to_json()}
        for letter, option in choices.by_letter.items()
    ]
    return {"several": choices.several, "options": options}


def _blind_spots(chosen: Chosen) -> list[Text]:
    """What fixed numbers cannot show; drawn ones are fair."""
    if not chosen.fixed:
        return []
    return list(dict.fromkeys(blind_spots(chosen.kind, chosen.variant, chosen.asked, chosen.decimals)))


def _print(chosen: Chosen) -> None:
    terminal = current()
    locale = terminal.locale
    terminal.say(heading(chosen, chosen.kind.title[locale]))
    terminal.say()
    terminal.say(page(statement_on_paper(chosen.kind, chosen.variant, chosen.decimals)[locale]))
    shown = fields(chosen.kind, chosen.variant, chosen.asked, chosen.decimals)
    if shown:
        terminal.say()
        terminal.say(_FIELDS)
    rows = [
        [f"  {f.name}", tex_text(f.symbol), line_text(f.label[locale]), _size(f)[locale], f.how_to_write[locale]]
        for f in shown
    ]
    for row in table(rows):
        terminal.say(row)
    if isinstance(chosen.kind, CodeTask) and chosen.kind.listing is None:  # a listing stands in the statement
        terminal.say()
        terminal.say(page(f"```\n{chosen.kind.starter(locale)}\n```"))
    spots = _blind_spots(chosen)
    if spots:
        terminal.say()
        terminal.say(_CANNOT_SHOW)
    for spot in spots:
        terminal.say("\n".join(wrapped(line_text(spot[locale]), "  ")))


def heading(chosen: Chosen, title: str) -> str:
    """The line above a variant."""
    variant = chosen.variant
    parts = [f"{variant.family} {variant.version}", title]
    return " · ".join([*parts, f"seed {variant.seed}"] if variant.seed else parts)


def _size(field: Field) -> Text:
    if not field.shape:
        return Text("", "")
    if len(field.shape) == 1:
        return Text(f"수 {field.shape[0]}개", f"{field.shape[0]} numbers")
    rows = "×".join(str(side) for side in field.shape)
    return Text(f"{rows} 행렬", f"{rows} matrix")


_NO_STARTER = Text("{id}: 코드 문제가 아니어서 시작 파일이 없습니다.", "{id} is no code task, so it has no starter.")
_FIELDS = Text("답할 값:", "Answers to give:")
_CANNOT_SHOW = Text("이 숫자로는 가려낼 수 없는 것:", "What these numbers cannot tell:")
