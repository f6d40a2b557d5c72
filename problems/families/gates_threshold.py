"""Threshold and bias, one for the other: the same perceptron in three forms, decided exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes import perceptron as slips
from problems.tables import inputs_head, table, tuple_tex
from problems.variant import Givens
from problems.wording import cases
from reference.gates import input_rows
from reference.layout import matrix, vector
from reference.perceptron import net_input_of_sums, opposite, output_01, weighted_sums, with_constant_input
from reference.readings import exact
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

MOST_INPUTS = 4
MOST_ROWS = 16

THRESHOLD_TOO_EARLY = Text(
    "임곗값까지 뺀 값입니다. 여기에는 입력과 가중치를 곱해 더한 합만 적습니다.",
    "Here the threshold is taken off already: this column has the weighted sum alone.",
)
THRESHOLD_AS_WEIGHT = Text(
    "$w_0$에 임곗값을 그대로 넣었습니다. 입력 $x_0 = 1$의 가중치는 편향입니다.",
    "The threshold stands for $w_0$: the weight of the input $x_0 = 1$ is the bias.",
)
INPUT_AS_WEIGHT = Text(
    "$w_0$에 1을 넣었습니다. 1은 입력 $x_0$의 값이고, 그 가중치가 편향입니다.",
    "There is a 1 for $w_0$: 1 is the input $x_0$, and its weight is the bias.",
)
BIAS_LAST = Text(
    "편향을 맨 뒤에 적었습니다. 문제에서는 $w_0$을 맨 앞에 둡니다.",
    "The bias stands last: in the statement $w_0$ comes first.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on: which of threshold and bias is given, rows, inputs, and the output at equality."""

    given: str
    rows: int
    inputs: int
    at_zero: int


def _rows(givens: Givens) -> list[Any]:
    return givens["x"] if givens["x"] is not None else [list(row) for row in input_rows(len(givens["w"]))]


def shape(givens: Givens) -> Shape:
    """The shape of these givens."""
    given = "theta" if givens["theta"] is not None else "b"
    return Shape(given, len(_rows(givens)), len(givens["w"]), givens["step_at_zero"])


def checked(givens: Givens) -> None:
    """One of threshold and bias, and inputs that fit the weights."""
    if (givens["theta"] is None) == (givens["b"] is None):
        raise GivensError(Text("theta와 b 가운데 하나만 필요합니다.", "one of theta and b is needed, and not both."))
    if len(givens["w"]) > MOST_INPUTS:
        raise GivensError(Text(f"w의 성분은 {MOST_INPUTS}개까지입니다.", f"w has more than {MOST_INPUTS} components."))
    if any(len(row) != len(givens["w"]) for row in _rows(givens)):
        raise GivensError(Text("x의 열 수와 w의 길이가 다릅니다.", "x needs one column for each weight."))
    if len(_rows(givens)) > MOST_ROWS:
        raise GivensError(Text(f"x의 행은 {MOST_ROWS}개까지입니다.", f"x has more than {MOST_ROWS} rows."))


def _converted(wanted: Shape) -> Step:
    """The bias from the threshold, or the threshold from the bias."""
    name, symbol, label = (
        ("b", "b", Text("편향", "bias"))
        if wanted.given == "theta"
        else ("theta", r"\theta", Text("임곗값", "threshold"))
    )
    unchanged = Mistake("threshold-for-bias", lambda value: 1 * value, slips.THRESHOLD_FOR_BIAS, (wanted.given,))
    return Step(name, symbol, opposite, (wanted.given,), label, mistakes=(unchanged,))


def _steps(wanted: Shape) -> Iterator[Step]:
    def output(S: Any) -> Any:
        return output_01(S, wanted.at_zero)

    rows = vector(wanted.rows)
    early = Mistake("threshold-too-early", lambda X, w, b: X @ w + b, THRESHOLD_TOO_EARLY, ("X", "w", "b"))
    crossed = Mistake("weights-crossed", lambda X, w: X @ w[..., ::-1], slips.CROSSED, ("X", "w"))
    at_front = (
        Mistake("threshold-as-weight", lambda b, w: with_constant_input(w, -b), THRESHOLD_AS_WEIGHT, ("b", "w")),
        Mistake("input-as-weight", lambda w: with_constant_input(w, 1), INPUT_AS_WEIGHT, ("w",)),
        Mistake("bias-last", lambda b, w: np.append(w, b), BIAS_LAST, ("b", "w")),
    )
    net = (
        Mistake("bias-left-out", lambda s: 1 * s, slips.BIAS_LEFT_OUT, ("sum",)),
        Mistake("bias-subtracted", lambda s, b: s - b, slips.BIAS_SIGN, ("sum", "b")),
    )
    yield _converted(wanted)
    yield Step(
        "sum", "s", weighted_sums, ("X", "w"), Text("가중치를 곱해 더한 합", "weighted sums"), rows, (early, crossed)
    )
    yield Step("S", "S", net_input_of_sums, ("sum", "b"), Text("편향을 더한 가중합", "net inputs"), rows, net)
    wrong = tuple(slips.output_slips("S", output_01, wanted.at_zero))
    yield Step("y", "y", output, ("S",), Text("출력", "outputs"), rows, wrong, integer=True)
    label = Text("$x_0 = 1$을 쓰는 형태의 가중치", "weights of the form with $x_0 = 1$")
    yield Step("w_tilde", r"\tilde{w}", with_constant_input, ("w", "b"), label, vector(wanted.inputs + 1), at_front)


@cache
def _working(wanted: Shape) -> Working:
    symbol = r"\theta" if wanted.given == "theta" else "b"
    givens = (
        Given("X", "X", matrix(wanted.rows, wanted.inputs)),
        Given("w", "w", vector(wanted.inputs)),
        Given(wanted.given, symbol),
    )
    return Working(givens, tuple(_steps(wanted)), exact=True)


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """The inputs, the weights, and threshold or bias as exact numbers."""
    given = shape(givens).given
    return {"X": exact(_rows(givens)), "w": exact(givens["w"]), given: exact(givens[given])}


def asked(givens: Givens) -> tuple[str, ...]:
    """Everything."""
    return tuple(step.name for step in working(givens).steps)


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Two different weights over the truth table, both outputs, no sum on the threshold."""
    given = params.get("given") or draws.choice("given", ("theta", "b"))
    givens: dict[str, Any] = {
        "w": [draws.signed(f"w{place}", "0.2", "1.2", "0.05") for place in range(2)],
        given: draws.signed("edge", "0.15", "1.3", "0.05"),
        "step_at_zero": params.get("step_at_zero", draws.integer("step_at_zero", 0, 1)),
    }
    whole = {"theta": None, "b": None, "x": None} | givens
    values = working(whole).evaluate(environment(whole))
    teaches = len(set(values["y"].tolist())) == 2 and all(S != 0 for S in values["S"])
    return givens if teaches and givens["w"][0] != givens["w"][1] else None


def statement(givens: Givens) -> Text:
    """The perceptron in one form, the table to fill in, and the form with a constant input."""
    wanted = shape(givens)
    compared = r"\ge" if wanted.at_zero else ">"
    from_threshold = wanted.given == "theta"
    rule = cases("y", rf"w \cdot x {compared} \theta" if from_threshold else rf"w \cdot x + b {compared} 0", "0")
    edge = rf"\theta = {givens['theta']}" if from_threshold else f"b = {givens['b']}"
    numbers = same(rf"$$w = {tuple_tex(givens['w'])},\quad {edge}$$")
    rows = same(table(inputs_head(wanted.inputs), _rows(givens)))
    return joined([_INTRO[wanted.given], rule, numbers, _TASK[wanted.given], rows, _EXTENDED], "\n\n")


_INTRO = {
    "theta": Text(
        r"어떤 퍼셉트론은 가중합 $s = w \cdot x$를 임곗값 $\theta$와 비교합니다.",
        r"A perceptron holds its weighted sum $s = w \cdot x$ against a threshold $\theta$.",
    ),
    "b": Text(
        r"어떤 퍼셉트론은 가중합 $s = w \cdot x$에 편향 $b$를 더한 값을 0과 비교합니다.",
        r"A perceptron adds a bias $b$ to its weighted sum $s = w \cdot x$ and compares with 0.",
    ),
}
_TASK = {
    "theta": Text(
        "같은 퍼셉트론을 $S = s + b$와 0을 비교하는 형태로 바꿀 때의 편향 $b$를 구하십시오. 이어서 아래 표의 행마다 "
        "$s$, $S$, 출력 $y$를 위에서부터 차례로 적으십시오.",
        "Find the bias $b$ with which the same perceptron compares $S = s + b$ with 0. Then give $s$, $S$ and the "
        "output $y$ for each row of this table, from top to bottom.",
    ),
    "b": Text(
        r"같은 퍼셉트론을 $s$와 임곗값 $\theta$를 비교하는 형태로 바꿀 때의 $\theta$를 구하십시오. 이어서 아래 표의 "
        r"행마다 $s$, "
        "$S = s + b$, 출력 $y$를 위에서부터 차례로 적으십시오.",
        r"Find the threshold $\theta$ with which the same perceptron compares $s$ with $\theta$. Then give $s$, "
        "$S = s + b$ and the output $y$ for each row of this table, from top to bottom.",
    ),
}
_EXTENDED = Text(
    r"끝으로, 값이 항상 1인 입력 $x_0$을 맨 앞에 두어 $S = \tilde{w} \cdot (1, x_1, x_2, {\dots})$로 쓸 때의 가중치 "
    r"벡터 $\tilde{w}$를 적으십시오. $w_0$을 맨 앞에 적습니다.",
    r"Last, with an input $x_0$ that is always 1 placed first, $S = \tilde{w} \cdot (1, x_1, x_2, {\dots})$: give the "
    r"weights $\tilde{w}$, $w_0$ first.",
)

FAMILY = Family(
    id="gates.threshold",
    version="1.0",
    title=Text("임곗값과 편향", "Threshold and bias"),
    topics=("gates", "perceptron"),
    coverage=("C-003", "C-004", "C-005", "C-006", "C-007", "C-023", "C-024", "C-025", "C-030"),
    given=(
        Parameter("w", read.numbers),
        Parameter("theta", read.number, required=False),
        Parameter("b", read.number, required=False),
        Parameter("x", read.rows, required=False),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={
        "given": Setting(
            read.one_of("theta", "b"), Text('주어지는 것: "theta" 또는 "b"', 'what is given: "theta" or "b"')
        ),
        "step_at_zero": Setting(read.one_of(0, 1), Text("두 값이 같을 때의 출력", "the output at equality")),
    },
    checked=checked,
)
