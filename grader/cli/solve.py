"""`nngrader solve`: every value to twelve digits, and the worked solution; the document has every digit."""

from pathlib import Path
from typing import Any

from grader.cli.bilingual import command as make_command
from grader.cli.bilingual import json_option
from grader.cli.chosen import Chosen, Wanted, variant_options
from grader.cli.layout import page, table
from grader.cli.picture import checked_target, picture_option, save
from grader.cli.show import heading
from grader.cli.terminal import current
from grader.cli.tex_text import tex_text
from problems.question import solution, solved, solved_picture, values
from reference.text import Text


@make_command("solve", Text("문제 하나의 모든 값과 풀이를 보여 줍니다.", "Solve one variant, step by step."))
@variant_options
@picture_option(Text("값을 적은 그림을 이 SVG 파일에 저장합니다.", "Draw it with its values into this SVG file."))
@json_option
def command(wanted: Wanted, picture: Path | None, *, as_json: bool) -> None:
    checked_target(picture)
    chosen = wanted.chosen()
    save(solved_picture(chosen.kind, chosen.variant, chosen.decimals), picture, chosen.kind.id)
    if as_json:
        current().data(_json(chosen))
    else:
        _print(chosen)


def _json(chosen: Chosen) -> dict[str, Any]:
    return chosen.to_json() | {"values": values(chosen.kind, chosen.variant), "steps": _steps(chosen)}


def _steps(chosen: Chosen) -> list[dict[str, Any]]:
    steps = solved(chosen.kind, chosen.variant, chosen.decimals)
    return [{"name": s.name, "symbol": s.symbol, "latex": s.latex, "value": s.value} for s in steps]


def _print(chosen: Chosen) -> None:
    terminal = current()
    terminal.say(heading(chosen, chosen.kind.title[terminal.locale]))
    terminal.say()
    rows = [[f"  {step['name']}", tex_text(step["symbol"]), _shown(step["value"])] for step in _steps(chosen)]
    for row in table(rows):
        terminal.say(row)
    if rows:
        terminal.say()
    terminal.say(page(solution(chosen.kind, chosen.variant, chosen.decimals)[terminal.locale]))


def _shown(value: Any) -> str:
    """A value as the key prints it: twelve digits, since then comes the noise of floats, and no minus before 0."""
    if isinstance(value, list):
        return "[" + ", ".join(_shown(cell) for cell in value) + "]"
    return f"{value + 0.0:.12g}" if isinstance(value, float) else str(value)
