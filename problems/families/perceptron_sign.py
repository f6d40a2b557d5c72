"""A classifier by sign with labels -1 and +1: net inputs, outputs and margins of several points, decided exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes import perceptron as slips
from problems.tables import inputs_head, table, tuple_tex
from problems.variant import Givens
from reference.decimals import decimal_text
from reference.layout import matrix, vector
from reference.perceptron import margin, net_input_of_rows, output_01, output_sign
from reference.readings import exact
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

MOST_ROWS = 12
MOST_INPUTS = 6

OTHER_SIGN_AT_ZERO = Text(
    "S = 0일 때의 출력을 다르게 정한 값입니다. 문제에 적힌 규칙을 확인하십시오.",
    "This is the output under another convention for S = 0: check the rule in the statement.",
)
ZERO_FOR_MINUS_ONE = Text(
    "레이블이 0과 1일 때의 출력입니다. 여기서는 −1과 +1입니다.",
    "These are the outputs for labels 0 and 1: here they are −1 and +1.",
)
OUTPUT_FOR_SUM = Text(
    "가중합 $S$ 대신 출력 $o$를 곱한 값입니다. 마진은 목표값과 가중합을 곱한 것입니다.",
    "This multiplies by the output $o$ in place of the net input $S$: the margin is target times net input.",
)
ABSOLUTE = Text(
    "부호를 떼고 적은 값입니다. 잘못 분류된 점에서는 마진이 음수입니다.",
    "This has lost its sign: for a point on the wrong side the margin is negative.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on; `targets`: whether there are any."""

    rows: int
    inputs: int
    at_zero: int
    targets: bool


def shape(givens: Givens) -> Shape:
    """The shape of these givens."""
    return Shape(len(givens["x"]), len(givens["w"]), givens["sign_at_zero"], givens["y"] is not None)


def checked(givens: Givens) -> None:
    """Points and targets that fit."""
    wanted = shape(givens)
    if any(len(row) != wanted.inputs for row in givens["x"]):
        raise GivensError(Text("x의 열 수와 w의 길이가 다릅니다.", "x needs one column for each weight."))
    if wanted.rows > MOST_ROWS or wanted.inputs > MOST_INPUTS:
        raise GivensError(
            Text(
                f"x는 {MOST_ROWS}행 {MOST_INPUTS}열까지입니다.",
                f"x has at most {MOST_ROWS} rows and {MOST_INPUTS} columns.",
            )
        )
    if wanted.targets and (
        len(givens["y"]) != wanted.rows or any(exact(label) not in {-1, 1} for label in givens["y"])
    ):
        raise GivensError(Text("y는 x의 행마다 -1 또는 1이어야 합니다.", "y needs -1 or 1 for each row of x."))


def _steps(wanted: Shape) -> Iterator[Step]:
    def sign(S: Any) -> Any:
        return output_sign(S, wanted.at_zero)

    rows = vector(wanted.rows)
    net = tuple(slips.input_slips_of_rows("X", "w", "b"))
    yield Step("S", "S", net_input_of_rows, ("X", "w", "b"), Text("가중합", "net inputs"), rows, net)
    wrong = (
        *(
            Mistake("other-sign-at-zero", _with(other), OTHER_SIGN_AT_ZERO, ("S",), convention=True)
            for other in (-1, 0, 1)
            if other != wanted.at_zero
        ),
        Mistake("opposite-output", lambda S: -sign(S), slips.OPPOSITE_OUTPUT, ("S",)),
        Mistake("zero-for-minus-one", lambda S: output_01(S, 0), ZERO_FOR_MINUS_ONE, ("S",)),
    )
    yield Step("o", "o", sign, ("S",), Text("출력", "outputs"), rows, wrong, integer=True)
    if wanted.targets:
        lost = (
            Mistake("output-for-sum", lambda y, o: y * o, OUTPUT_FOR_SUM, ("y", "o")),
            Mistake("sign-left-out", abs, ABSOLUTE, ("S",)),
        )
        yield Step("margin", "m", margin, ("y", "S"), Text("마진", "margins"), rows, lost)


def _with(at_zero: int) -> Any:
    return lambda S: output_sign(S, at_zero)


@cache
def _working(wanted: Shape) -> Working:
    given = [
        Given("X", "X", matrix(wanted.rows, wanted.inputs)),
        Given("w", "w", vector(wanted.inputs)),
        Given("b", "b"),
    ]
    if wanted.targets:
        given.append(Given("y", "y", vector(wanted.rows)))
    return Working(tuple(given), tuple(_steps(wanted)), exact=True)


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """Points, weights, bias and targets as exact numbers."""
    values = {"X": exact(givens["x"]), "w": exact(givens["w"]), "b": exact(givens["b"])}
    return values | ({"y": exact(givens["y"])} if givens["y"] is not None else {})


def asked(givens: Givens) -> tuple[str, ...]:
    """Everything."""
    return tuple(step.name for step in working(givens).steps)


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Four points, one of them on the line itself; both classes, and at least one point on the wrong side."""
    w = [draws.signed(f"w{i}", "0.2", "1.5", "0.1") for i in range(2)]
    x = [[draws.signed(f"x{r}{i}", "0.5", "4", "0.5") for i in range(2)] for r in range(4)]
    on = draws.integer("on the line", 0, 3)
    b = -(exact(w) @ exact(x[on]))
    givens: dict[str, Any] = {
        "w": w,
        "b": decimal_text(b, 2),
        "x": x,
        "y": [draws.choice(f"y{r}", (-1, 1)) for r in range(4)],
        "sign_at_zero": params.get("sign_at_zero", draws.choice("sign_at_zero", (-1, 0, 1))),
    }
    values = working(givens).evaluate(environment(givens))
    sums, margins = list(values["S"]), list(values["margin"])
    once = sum(S == 0 for S in sums) == 1 and len({abs(S) for S in sums}) == 4
    teaches = min(margins) < 0 < max(margins) and min(sums) < 0 < max(sums)
    return givens if b and w[0] != w[1] and once and teaches else None


def statement(givens: Givens) -> Text:
    """The classifier with its convention at 0, the points, and what to give."""
    wanted = shape(givens)
    numbers = same(
        r"$$o = \operatorname{sign}(S),\quad S = w \cdot x + b,\quad "
        rf"w = {tuple_tex(givens['w'])},\quad b = {givens['b']}$$"
    )
    particle = "로" if wanted.at_zero else "으로"
    at_zero = Text(
        rf"여기서 $\operatorname{{sign}}(0) = {wanted.at_zero}${particle} 정합니다.",
        rf"Here $\operatorname{{sign}}(0) = {wanted.at_zero}$.",
    )
    targets = ["$y$"] if wanted.targets else []
    rows = [[*row, *([givens["y"][place]] if wanted.targets else [])] for place, row in enumerate(givens["x"])]
    points = same(table(["#", *inputs_head(wanted.inputs, *targets)], [[i, *row] for i, row in enumerate(rows, 1)]))
    return joined([_INTRO, numbers, at_zero, points, _ASKED[wanted.targets]], "\n\n")


_INTRO = Text(
    r"레이블이 $-1$과 $+1$인 선형 분류기는 $S$의 부호로 분류합니다.",
    r"A linear classifier for the labels $-1$ and $+1$ goes by the sign of $S$.",
)
_ASKED = {
    True: Text(
        "표의 행마다 $S$, 출력 $o$, 마진 $m = y S$를 위에서부터 차례로 적으십시오($y$는 목표값입니다). 마진이 "
        "양수이면 옳게 분류된 점입니다.",
        "For each row, from top to bottom, give $S$, the output $o$ and the margin $m = y S$, where $y$ is the "
        "target: a point with a positive margin is on its right side.",
    ),
    False: Text(
        "표의 행마다 $S$와 출력 $o$를 위에서부터 차례로 적으십시오.",
        "For each row, from top to bottom, give $S$ and the output $o$.",
    ),
}

FAMILY = Family(
    id="perceptron.sign",
    version="1.0",
    title=Text("부호로 분류하기", "Classifying by sign"),
    topics=("perceptron", "activations"),
    coverage=("C-005", "C-007", "C-008", "C-031"),
    given=(
        Parameter("w", read.numbers),
        Parameter("b", read.number, default=0, required=False),
        Parameter("x", read.rows),
        Parameter("y", read.numbers, required=False),
        Parameter("sign_at_zero", read.one_of(-1, 0, 1), default=0, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={"sign_at_zero": Setting(read.one_of(-1, 0, 1), Text("S = 0일 때의 출력", "the output at S = 0"))},
    checked=checked,
)
