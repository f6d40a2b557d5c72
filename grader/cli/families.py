"""`nngrader families`: what there is to ask."""

from collections.abc import Mapping
from typing import Any

import click

from grader.cli.bilingual import ProblemId, json_option
from grader.cli.bilingual import command as make_command
from grader.cli.layout import table
from grader.cli.terminal import current
from problems.catalog import EVERYTHING, find
from problems.family import Family, OpenFamily
from problems.givens import Setting
from problems.question import Kind
from reference.text import Text


@make_command(
    "families",
    Text(
        "모든 문제의 목록, 또는 문제 하나와 그 params 항목을 보여 줍니다.",
        "List every problem family, concept and code task; or one, with the params that a set may give it.",
    ),
)
@click.argument("problem", metavar="[ID]", type=ProblemId(), required=False)
@json_option
def command(problem: str | None, *, as_json: bool) -> None:
    kinds = list(EVERYTHING.values()) if problem is None else [find(problem)]
    terminal = current()
    if as_json:
        terminal.data([_json(kind) for kind in kinds])
        return
    for row in table([[kind.id, kind.title[terminal.locale], ", ".join(kind.topics)] for kind in kinds]):
        terminal.say(row)
    if problem is not None:
        params = [["  params", name, setting.about[terminal.locale]] for name, setting in _params(kinds[0]).items()]
        for row in table(params or [["  params", "–"]]):
            terminal.say(row)


def _params(kind: Kind) -> Mapping[str, Setting]:
    return kind.params if isinstance(kind, Family | OpenFamily) else {}


def _json(kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.id,
        "version": kind.version,
        "title": kind.title.to_json(),
        "kind": kind.kind,
        "topics": list(kind.topics),
        "coverage": list(kind.coverage),
        "params": {name: setting.about.to_json() for name, setting in _params(kind).items()},
    }
