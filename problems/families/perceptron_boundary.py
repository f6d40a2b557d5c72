"""The line on which a perceptron decides: net inputs, signed distances from it, where it crosses the axes."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from problems import givens as read
from problems import plane
from problems.draws import Draws
from problems.fairness import ROUND
from problems.family import Family, Params
from problems.givens import GivensError, Parameter
from problems.mistakes import perceptron as slips
from problems.tables import inputs_head, table, tuple_tex
from problems.variant import Givens
from reference.layout import SINGLE, matrix, vector
from reference.perceptron import intercept, length, net_input_of_rows, signed_distance
from reference.readings import exact
from reference.text import Text, joined, same
from reference.vocabulary import over, sqrt
from reference.working import Given, Mistake, Step, Working

MOST_INPUTS = 4
MOST_ROWS = 10
GUESSED = (Fraction("0.45"), Fraction("1.55"))
"""Between these, 1 would be right as far as it goes."""

ROOT_LEFT_OUT = Text(
    "제곱의 합에서 제곱근을 구하지 않은 값입니다.", "This is the sum of the squares, without its root."
)
ABSOLUTE_SUM = Text(
    "성분의 절댓값을 더한 값입니다. 길이는 제곱의 합의 제곱근입니다.",
    "This is the sum of the absolute values: the length is the root of the sum of squares.",
)
BIAS_IN_LENGTH = Text(
    "길이에 편향까지 넣은 값입니다. 거리를 나누는 것은 $w$의 길이입니다.",
    "This length has the bias in it: a distance is divided by the length of $w$ alone.",
)
NOT_DIVIDED = Text("$w$의 길이로 나누지 않은 값입니다.", "This is not divided by the length of $w$.")
DIVIDED_BY_SQUARE = Text("$w$의 길이의 제곱으로 나눈 값입니다.", "This is divided by the square of the length of $w$.")
SIGN_LEFT_OUT = Text(
    "부호를 떼고 적은 값입니다. 여기서는 $S$가 음수인 쪽의 거리를 음수로 적습니다.",
    "This has lost its sign: here distances are negative on the side where $S$ is.",
)
INTERCEPT_SIGN = Text(
    "부호가 반대입니다. $w_i x_i + b = 0$을 $x_i$에 대해 풀면 $b$의 부호가 바뀝니다.",
    "The sign is wrong: $b$ changes it when $w_i x_i + b = 0$ is solved for $x_i$.",
)
UPSIDE_DOWN = Text("분자와 분모가 바뀌었습니다.", "This fraction stands upside down.")
ANOTHER_AXIS = Text(
    "다른 축과 만나는 곳입니다. 이 축의 입력에 곱해지는 가중치로 나누십시오.",
    "This is where another axis is met: divide by the weight of this axis's own input.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on; `crossed`: the axes that the line meets, those whose weight is not 0."""

    rows: int
    inputs: int
    crossed: tuple[int, ...]


def shape(givens: Givens) -> Shape:
    """The shape of these givens."""
    crossed = tuple(place for place, w in enumerate(givens["w"], 1) if exact(w))
    return Shape(len(givens["x"]), len(givens["w"]), crossed)


def checked(givens: Givens) -> None:
    """A line, and points in its space."""
    wanted = shape(givens)
    if any(len(row) != wanted.inputs for row in givens["x"]):
        raise GivensError(Text("x의 열 수와 w의 길이가 다릅니다.", "x needs one column for each weight."))
    if not wanted.crossed:
        raise GivensError(Text("w의 성분이 모두 0이면 경계가 없습니다.", "with every weight 0 there is no boundary."))
    if wanted.rows > MOST_ROWS or wanted.inputs > MOST_INPUTS:
        raise GivensError(
            Text(
                f"x는 {MOST_ROWS}행 {MOST_INPUTS}열까지입니다.",
                f"x has at most {MOST_ROWS} rows and {MOST_INPUTS} columns.",
            )
        )


def _steps(wanted: Shape) -> Iterator[Step]:
    rows = vector(wanted.rows)
    net = tuple(slips.input_slips_of_rows("X", "w", "b")[:2])
    yield Step("S", "S", net_input_of_rows, ("X", "w", "b"), Text("가중합", "net inputs"), rows, net)
    lengths = (
        Mistake("root-left-out", lambda w: over(w**2, -1), ROOT_LEFT_OUT, ("w",)),
        Mistake("absolute-values-added", lambda w: over(abs(w), -1), ABSOLUTE_SUM, ("w",)),
        Mistake("bias-in-length", lambda w, b: sqrt(over(w**2, -1) + b**2), BIAS_IN_LENGTH, ("w", "b")),
    )
    positive = (0.0, float("inf"))
    yield Step(
        "norm", r"\|w\|", length, ("w",), Text("가중치 벡터의 길이", "length of $w$"), SINGLE, lengths, domain=positive
    )
    distances = (
        Mistake("not-divided", lambda S: 1 * S, NOT_DIVIDED, ("S",), echo=True),
        Mistake("divided-by-square", lambda S, norm: S / norm**2, DIVIDED_BY_SQUARE, ("S", "norm")),
        Mistake("sign-left-out", lambda S, norm: abs(S) / norm, SIGN_LEFT_OUT, ("S", "norm")),
    )
    label = Text("경계까지의 부호 있는 거리", "signed distances from the boundary")
    yield Step("distance", "d", signed_distance, ("S", "norm"), label, rows, distances)
    for place in wanted.crossed:
        yield _intercept(wanted, place)


def _intercept(wanted: Shape, place: int) -> Step:
    reads = ("b", f"w{place}")
    wrong = [
        Mistake("intercept-sign", lambda b, w: b / w, INTERCEPT_SIGN, reads),
        Mistake("upside-down", lambda b, w: -w / b, UPSIDE_DOWN, reads),
    ]
    others = [other for other in wanted.crossed if other != place]
    if others:
        wrong.append(Mistake("another-axis", intercept, ANOTHER_AXIS, ("b", f"w{others[0]}")))
    label = Text(f"경계가 $x_{place}$축과 만나는 곳", f"where the boundary meets the $x_{place}$ axis")
    symbol = rf"{{x_{place}^{{\ast}}}}"
    return Step(f"intercept{place}", symbol, intercept, reads, label, mistakes=tuple(wrong))


@cache
def _working(wanted: Shape) -> Working:
    givens = (
        Given("X", "X", matrix(wanted.rows, wanted.inputs)),
        Given("w", "w", vector(wanted.inputs)),
        Given("b", "b"),
        *(Given(f"w{place}", f"w_{place}") for place in wanted.crossed),
    )
    return Working(givens, tuple(_steps(wanted)))


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """Points, weights (whole and one by one) and bias as exact numbers."""
    ones = {f"w{place}": exact(givens["w"][place - 1]) for place in shape(givens).crossed}
    return {"X": exact(givens["x"]), "w": exact(givens["w"]), "b": exact(givens["b"]), **ones}


def asked(givens: Givens) -> tuple[str, ...]:
    """Everything."""
    return tuple(step.name for step in working(givens).steps)


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """A slanting line and three points on both sides of it, none near; nothing that 1 would be half right for."""
    w = [draws.signed(f"w{i}", "0.6", "4.5", "0.1") for i in range(2)]
    b = draws.signed("b", "0.5", "9.5", "0.1")
    x = [[draws.signed(f"x{r}{i}", "0.4", "4", "0.2") for i in range(2)] for r in range(3)]
    sums = exact(x) @ exact(w) + exact(b)
    sides = {S > 0 for S in sums}
    meets = [abs(intercept(exact(b), exact(one))) for one in w]
    guessed = any(GUESSED[0] < one < GUESSED[1] for one in meets) or exact(w) @ exact(w) < GUESSED[1] ** 2
    clear = len(sides) == 2 and min(abs(S) for S in sums) > GUESSED[0]
    return {"w": w, "b": b, "x": x} if clear and not guessed else None


def statement(givens: Givens) -> Text:
    """The line, the points, and what to give."""
    wanted = shape(givens)
    in_plane = wanted.inputs == 2
    line = same(rf"$$w \cdot x + b = 0,\quad w = {tuple_tex(givens['w'])},\quad b = {givens['b']}$$")
    rows = [[place, *row] for place, row in enumerate(givens["x"], 1)]
    points = same(table(["#", *inputs_head(wanted.inputs)], rows))
    axes = ", ".join(f"$x_{place}$" for place in wanted.crossed)
    ask = Text(
        r"표의 점마다 $S = w \cdot x + b$와 경계까지의 부호 있는 거리 $d = S / \|w\|$를 위에서부터 차례로 적으십시오. "
        r"$d$가 양수인 점은 퍼셉트론이 1을 출력하는 쪽에 있습니다. $w$의 길이 $\|w\|$와, 경계가 축과 만나는 곳의 "
        r"좌표(축: "
        f"{axes})도 적으십시오.",
        r"For each point, from top to bottom, give $S = w \cdot x + b$ and the signed distance $d = S / \|w\|$ from "
        r"the boundary; where $d$ is positive the perceptron puts out 1. Give the length $\|w\|$ of $w$ too, and the "
        r"coordinate "
        f"at which the boundary meets each axis ({axes}).",
    )
    return joined([_INTRO[in_plane], line, points, ask], "\n\n")


_INTRO = {
    True: Text(
        "퍼셉트론의 출력은 다음 직선을 경계로 바뀝니다.",
        "A perceptron's output changes on this line, its decision boundary.",
    ),
    False: Text(
        "퍼셉트론의 출력은 다음 초평면을 경계로 바뀝니다.",
        "A perceptron's output changes on this hyperplane, its decision boundary.",
    ),
}

FAMILY = Family(
    id="perceptron.boundary",
    version="1.0",
    title=Text("결정 경계와 거리", "The decision boundary and distances from it"),
    topics=("perceptron",),
    coverage=("C-004", "C-005", "C-007", "C-008"),
    given=(Parameter("w", read.numbers), Parameter("b", read.number), Parameter("x", read.rows)),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    picture=plane.line,
    params={},
    checked=checked,
    avoids=ROUND,
)
