"""The first wrong row in a perceptron's training: a wrong output, an update that starts again from the beginning …"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from problems.choices import Choices, Option
from problems.draws import Draws
from problems.error_hunt import word
from problems.fairness import fair
from problems.families.perceptron_epochs import FAMILY as BASE
from problems.families.perceptron_epochs import environment, shape, working
from problems.family import Params
from problems.givens import GivensError, Parameter, completed, count
from problems.parts import ChoicePart, NumberPart, Part, PartsFamily, WrongNumber
from problems.pictures.scene import Picture
from problems.pictures.shown import GIVENS_ALONE, Shown
from problems.variant import Givens
from reference.decimals import as_text
from reference.text import Text, joined, same
from reference.working import Mistake, Values, apply

MOST_ROWS = 8
SLIPS = (
    "bias-left-out",
    "old-weights-used",
    "opposite-output",
    "update-sign",
    "input-left-out",
    "restarted-from-initial",
)
GUESSES = frozenset({Fraction(0), Fraction(1), Fraction(1, 2), Fraction(-1)})

FOLLOWS = Text(
    "이 행은 윗행까지의 $w$와 $b$에서 바르게 계산했습니다.",
    "This row follows rightly from $w$ and $b$ of the row above.",
)
PRINTED = Text("풀이에 적힌 값 그대로입니다.", "This is the printed value.")


def _own(givens: Givens) -> dict[str, Any]:
    return {parameter.name: givens[parameter.name] for parameter in BASE.given}


def _quantities(givens: Givens) -> tuple[str, ...]:
    return ("S", "o", "w", "b") if givens["train_bias"] else ("S", "o", "w")


def _planted(givens: Givens) -> dict[str, Mistake]:
    """The steps of the row that have this mistake: restarting concerns weights and bias."""
    steps = working(_own(givens)).by_name
    row = [steps[f"{name}_{givens['row']}"] for name in _quantities(givens)]
    return {step.name: slip for step in row for slip in step.mistakes if slip.id == givens["mistake"]}


def _printed(givens: Givens) -> Values:
    """Every cell of the printed table: the mistake in its row, all rows below worked from there."""
    planted, values = _planted(givens), dict(environment(_own(givens)))
    for step in working(_own(givens)).steps:
        rule = planted.get(step.name, step)
        values[step.name] = apply(rule.formula, rule.reads, values)
    return values


def _right(givens: Givens) -> Values:
    """The wrong row as it should be, from the row above it."""
    values = dict(_printed(givens))
    for name in _quantities(givens):
        step = working(_own(givens)).by_name[f"{name}_{givens['row']}"]
        values[step.name] = apply(step.formula, step.reads, values)
    return values


def _cells(givens: Givens, values: Values) -> dict[str, Fraction]:
    """The numbers asked for: S, each weight, the bias."""
    row = givens["row"]
    weights = {f"w{i}": Fraction(w) for i, w in enumerate(values[f"w_{row}"], 1)}
    bias = {"b": Fraction(_number(values[f"b_{row}"]))} if givens["train_bias"] else {}
    return {"S": Fraction(_number(values[f"S_{row}"]))} | weights | bias


def _number(value: Any) -> Any:
    return np.asarray(value).item()


def checked(givens: Givens) -> None:
    """A table of at most eight rows, one of them, and a mistake that it can have."""
    BASE.checked(_own(givens))
    rows = len(givens["x"]) * givens["epochs"]
    if rows > MOST_ROWS:
        raise GivensError(Text(f"행은 모두 {MOST_ROWS}개까지입니다.", f"at most {MOST_ROWS} rows over all epochs."))
    if givens["row"] > rows:
        raise GivensError(Text(f"row: {rows} 이하여야 합니다.", f"row must be at most {rows}."))
    if givens["mistake"] not in SLIPS or not _planted(givens):
        listed = ", ".join(SLIPS)
        raise GivensError(
            Text(
                f"mistake: 이 행에 쓸 수 없습니다({givens['mistake']}). {listed} 가운데 하나이고, 처음 행에는 "
                "앞 행이 필요한 것을 쓸 수 없습니다.",
                f"mistake: {givens['mistake']} is none of this row's. Choose one of {listed}; those that need a row "
                "above cannot stand in the first.",
            )
        )


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A table to learn from; a mistake that changes its row, from a row whose right numbers nobody would guess."""
    raw = BASE.drawn(draws, params)
    if raw is None:
        return None
    own = completed(BASE.given, raw)
    row = draws.integer("the wrong row", 1, len(own["x"]) * own["epochs"])
    givens = own | {"row": row, "mistake": draws.choice("its mistake", SLIPS)}
    if not _planted(givens) or not fair(BASE, own):
        return None
    right, printed = _cells(givens, _right(givens)), _cells(givens, _printed(givens))
    on_the_line = any(_printed(givens)[f"S_{turn}"] == 0 for turn in range(1, len(own["x"]) * own["epochs"] + 1))
    return None if right == printed or GUESSES & set(right.values()) or on_the_line else givens


def parts(givens: Givens) -> tuple[Part, ...]:
    """Which row, and what should stand in it."""
    rows = range(1, len(givens["x"]) * givens["epochs"] + 1)
    options = tuple(Option(f"row-{row}", Text(f"{row}번 행", f"row {row}")) for row in rows)
    right = f"row-{givens['row']}"
    line = ChoicePart(
        "line",
        Text("처음으로 틀린 행", "the first wrong row"),
        Choices(options),
        right,
        {option.key: FOLLOWS for option in options if option.key != right},
    )
    printed = _cells(givens, _printed(givens))
    return (line, *(_part(name, value, printed[name]) for name, value in _cells(givens, _right(givens)).items()))


def _part(name: str, value: Fraction, printed: Fraction) -> NumberPart:
    wrong = (WrongNumber("printed-value", printed, PRINTED),) if printed != value else ()
    return NumberPart(name, SYMBOLS.get(name) or f"w_{{{name[1:]}}}", _label(name), value, (value, value), None, wrong)


def _label(name: str) -> Text:
    return LABELS.get(name) or Text("그 행을 쓴 뒤의 옳은 가중치", "the right weight after that row")


SYMBOLS: Mapping[str, str] = {"S": "S", "b": "b"}
LABELS: Mapping[str, Text] = {
    "S": Text("그 행의 옳은 가중합", "the right net input of that row"),
    "b": Text("그 행을 쓴 뒤의 옳은 편향", "the right bias after that row"),
}


def statement(givens: Givens) -> Text:
    """The problem as it was set, the student's table, and what to find."""
    return joined(
        [
            Text(
                "어떤 학생이 아래의 문제를 풀었는데, 표의 한 행이 틀렸습니다.",
                "A student worked the problem below; one row of the table is wrong.",
            ),
            Text("**문제**", "**The problem**"),
            BASE.statement(_own(givens)),
            Text("**학생의 풀이**", "**The student's work**"),
            same(_table(givens)),
            Text(
                "행마다 $S$, $o$와 그 행을 쓴 뒤의 $w$, $b$를 적었습니다. 틀린 행은 하나이고, 그 아래의 행들은 "
                "틀린 값을 그대로 쓴 것 말고는 옳습니다. 처음으로 틀린 행을 찾고, 그 행에 있어야 할 값을 구하십시오.",
                "Each row has $S$, $o$, and $w$, $b$ after it. One row is wrong; those below it are right but for the "
                "wrong values that they use. Find the first wrong row and give the values that it should have.",
            ),
        ],
        "\n\n",
    )


def _table(givens: Givens) -> str:
    wanted, values = shape(_own(givens)), _printed(givens)
    names = _quantities(givens)
    lines = [
        "| # | $x$ | $y$ | " + " | ".join(f"${name}$" for name in names) + " |",
        "|---|---|---|" + "---|" * len(names),
    ]
    for turn in range(1, wanted.rows * wanted.epochs + 1):
        row = (turn - 1) % wanted.rows
        x = ", ".join(map(str, givens["x"][row]))
        cells = [_shown(values[f"{name}_{turn}"]) for name in names]
        lines.append(f"| {turn} | $({x})$ | {givens['y'][row]} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _shown(value: Any) -> str:
    text = as_text(value, 12).replace("[", "(").replace("]", ")")
    return f"${text}$"


def solution(givens: Givens) -> Text:
    """Which row, what happened there, and the row put right."""
    right, row = _right(givens), givens["row"]
    message = next(iter(_planted(givens).values())).message
    shown = r",\quad ".join(f"{name} = {_shown(right[f'{name}_{row}'])[1:-1]}" for name in _quantities(givens))
    return joined(
        [
            Text(f"처음으로 틀린 행은 {row}번 행입니다.", f"The first wrong row is row {row}."),
            message,
            Text("바르게 계산하면 다음과 같습니다.", "Worked rightly:"),
            same(f"$${shown}$$"),
        ],
        "\n\n",
    )


def picture(givens: Givens, _shown: Shown) -> Picture | None:
    """The table's points with the line at the start."""
    return None if BASE.picture is None else BASE.picture(_own(givens), GIVENS_ALONE)


FAMILY = PartsFamily(
    id="error.perceptron.table",
    version="1.0",
    title=Text("퍼셉트론의 학습 표에서 틀린 행 찾기", "Find the error: training a perceptron"),
    topics=("find the error", "perceptron"),
    coverage=("C-025", "C-027"),
    given=(*BASE.given, Parameter("row", count(1, MOST_ROWS)), Parameter("mistake", word)),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params=BASE.params,
    checked=checked,
    picture=picture,
    kind="find-the-error",
)
