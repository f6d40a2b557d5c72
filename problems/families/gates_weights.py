"""Weights for a gate: any w1, w2, b that work are right, decided exactly on the truth table."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from problems import givens as read
from problems import plane
from problems.draws import Draws
from problems.family import Field, Judgement, OpenFamily, Params
from problems.givens import Parameter, Setting
from problems.variant import Givens
from problems.wording import cases
from reference.gates import GATES, MODELS, ROWS, fires_right, misfiring
from reference.text import Text, joined, same

NAMES = ("w1", "w2", "b")


def drawn(draws: Draws, params: Params) -> dict[str, Any]:
    """Any gate one perceptron can be, under either convention at 0: a dozen variants, each of many right answers."""
    gate = params.get("gate") or draws.choice("gate", tuple(GATES))
    at_zero = params["step_at_zero"] if "step_at_zero" in params else draws.integer("step_at_zero", 0, 1)
    return {"gate": gate, "step_at_zero": at_zero}


def fields(_givens: Givens) -> tuple[Field, ...]:
    """Two weights and a bias."""
    labels = {
        "w1": Text("$x_1$의 가중치", "weight of $x_1$"),
        "w2": Text("$x_2$의 가중치", "weight of $x_2$"),
        "b": Text("편향", "bias"),
    }
    symbols = {"w1": "w_1", "w2": "w_2", "b": "b"}
    return tuple(Field(name, symbols[name], labels[name], (), None) for name in NAMES)


def statement(givens: Givens) -> Text:
    """The gate, its truth table and the convention at 0."""
    compared = r"\ge" if givens["step_at_zero"] else ">"
    rule = cases("y", f"w_1 x_1 + w_2 x_2 + b {compared} 0", "0")
    table = "\n".join(
        [
            "| $x_1$ | $x_2$ | $y$ |",
            "|---|---|---|",
            *(f"| {a} | {b} | {GATES[givens['gate']][i]} |" for i, (a, b) in enumerate(ROWS)),
        ]
    )
    ask = Text(
        f"퍼셉트론 하나로 **{givens['gate']}** 게이트를 만드는 가중치 $w_1, w_2$와 편향 $b$를 찾으십시오. "
        "정답은 여러 가지입니다.",
        f"Find weights $w_1, w_2$ and a bias $b$ that make one perceptron compute **{givens['gate']}**. "
        "Many answers are right.",
    )
    return joined([ask, rule, same(table)], "\n\n")


def judge(givens: Givens, numbers: Mapping[str, Fraction]) -> Judgement:
    """Exact on every row; a wrong answer names the rows that fail, and a known slip that explains them."""
    w1, w2, b = (numbers[name] for name in NAMES)
    gate, at_zero = givens["gate"], givens["step_at_zero"]
    wrong = misfiring(gate, w1, w2, b, at_zero)
    if not wrong:
        return Judgement(True, Text("진리표의 네 행이 모두 맞습니다.", "All four rows of the truth table are right."))
    rows = ", ".join(f"({a}, {c})" for a, c in wrong)
    sums = ", ".join(f"$S({a},{c}) = {_shown(w1 * a + w2 * c + b)}$" for a, c in wrong)
    message = Text(f"입력이 {rows}일 때의 출력이 틀립니다: {sums}.", f"Wrong in the rows {rows}: {sums}.")
    mistake, why = _slip(givens, numbers)
    return Judgement(False, message + why, mistake)


def _slip(givens: Givens, numbers: Mapping[str, Fraction]) -> tuple[str | None, Text]:
    w1, w2, b = (numbers[name] for name in NAMES)
    gate, at_zero = givens["gate"], givens["step_at_zero"]
    if fires_right(gate, w1, w2, b, 1 - at_zero):
        return "other-step-at-zero", Text(
            " S = 0일 때의 출력을 반대로 정했다면 맞는 값입니다. 문제의 규칙을 확인하십시오.",
            " They would be right under the other convention for S = 0: check the rule in the statement.",
        )
    if fires_right(gate, w1, w2, -b, at_zero):
        return "threshold-for-bias", Text(
            " b를 임곗값으로 보고 빼면 맞는 값입니다. 여기서 b는 더하는 편향입니다.",
            " They would be right with b as a threshold, subtracted: here b is a bias, added.",
        )
    for other in GATES:
        if other != gate and fires_right(other, w1, w2, b, at_zero):
            return "another-gate", Text(f" 이 값으로는 {other} 게이트가 됩니다.", f" These weights make {other}.")
    return None, Text("", "")


def _shown(value: Fraction) -> str:
    whole = value.denominator == 1 or len(str(float(value))) < 8
    return f"{float(value):g}" if whole else f"{float(value):.6g}"


def model(givens: Givens) -> Mapping[str, str]:
    """One right answer, with a margin on both sides of the threshold."""
    return dict(zip(NAMES, MODELS[givens["gate"]], strict=True))


def solution(givens: Givens) -> Text:
    """A right answer with its sums."""
    answer = {name: Fraction(value) for name, value in model(givens).items()}
    chosen = rf"$w_1 = {_shown(answer['w1'])},\; w_2 = {_shown(answer['w2'])},\; b = {_shown(answer['b'])}$"
    lines = ["| $x_1$ | $x_2$ | $S$ | $y$ |", "|---|---|---|---|"]
    for (a, c), y in zip(ROWS, GATES[givens["gate"]], strict=True):
        lines.append(f"| {a} | {c} | ${_shown(answer['w1'] * a + answer['w2'] * c + answer['b'])}$ | {y} |")
    return joined([Text(f"예를 들어 {chosen}이면 됩니다.", f"For example {chosen}."), same("\n".join(lines))], "\n\n")


FAMILY = OpenFamily(
    id="gates.weights",
    version="1.0",
    title=Text("게이트를 만드는 가중치", "Weights for a gate"),
    topics=("gates", "perceptron"),
    coverage=("C-003", "C-004", "C-023", "C-024", "C-025", "C-088"),
    given=(
        Parameter("gate", read.one_of(*GATES)),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
    ),
    drawn=drawn,
    fields=fields,
    statement=statement,
    judge=judge,
    model=model,
    solution=solution,
    picture=plane.gate,
    params={
        "gate": Setting(read.one_of(*GATES), Text("게이트의 이름", "the gate")),
        "step_at_zero": Setting(read.one_of(0, 1), Text("S = 0일 때의 출력", "the output at S = 0")),
    },
)
