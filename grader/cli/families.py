"""`nngrader families`: what there is to ask."""

from typing import Any

from grader.cli.bilingual import command as make_command
from grader.cli.bilingual import json_option
from grader.cli.layout import table
from grader.cli.terminal import current
from problems.catalog import EVERYTHING
from problems.question import Kind
from reference.text import Text


@make_command("families", Text("모든 문제의 목록을 보여 줍니다.", "List every problem family, concept and code task."))
@json_option
def command(*, as_json: bool) -> None:
    kinds = EVERYTHING.values()
    terminal = current()
    if as_json:
        terminal.data([_json(kind) for kind in kinds])
        return
    for row in table([[kind.id, kind.title[terminal.locale], ", ".join(kind.topics)] for kind in kinds]):
        terminal.say(row)


def _json(kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.id,
        "version": kind.version,
        "title": kind.title.to_json(),
        "kind": kind.kind,
        "topics": list(kind.topics),
        "coverage": list(kind.coverage),
    }
