"""A perceptron read off its line: the signs of its weights and bias, and which points it gets wrong."""

from fractions import Fraction
from typing import Any

from problems import givens as read
from problems.choices import Choices, Option
from problems.draws import Draws
from problems.family import Params
from problems.givens import GivensError, Parameter
from problems.parts import ChoicePart, NumberPart, Part, PartsFamily, WrongNumber
from problems.pictures.boundary import Border, Spot, boundary
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.decimals import without_zeros
from reference.perceptron import net_input, output_01
from reference.readings import exact
from reference.text import Text, joined, same

MOST_POINTS = 9
POINTS = 7
READ = Fraction(2, 5)
"""What a place on an axis may be off, in units of the axis: two fifths of the distance of the points."""

SIGNS = {"both": ("+", "+"), "first": ("+", "-"), "second": ("-", "+"), "neither": ("-", "-")}
POSITIVE_SIDE = Text(
    "화살표는 합이 양수인 쪽을 가리킵니다. 그쪽으로 갈 때 $x_1$과 $x_2$가 커지는지 작아지는지 보십시오.",
    "The arrow points to where the sum is positive: see whether $x_1$ and $x_2$ grow or shrink on the way there.",
)
AT_ORIGIN = Text(
    "원점에서의 합은 $b$입니다. 원점이 화살표 쪽에 있는지 보십시오.",
    "At the origin the sum is $b$: see whether the origin lies on the arrow's side.",
)
OTHER_AXIS = Text("다른 축과 만나는 곳입니다.", "This is where the line meets the other axis.")
RIGHT_ONES = Text("바르게 분류된 점의 수입니다.", "This is the number of points that it gets right.")


def line(givens: Givens) -> tuple[Any, Any]:
    """w and b of x1/p + x2/q = 1, positive away from the origin, or towards it."""
    p, q = exact(givens["p"]), exact(givens["q"])
    sign = -1 if givens["towards_origin"] else 1
    return exact([str(sign / p), str(sign / q)]), Fraction(-sign)


def misclassified(givens: Givens) -> list[int]:
    """Places, from 0, of the points whose label the perceptron does not give."""
    w, b = line(givens)
    pairs = zip(givens["x"], givens["y"], strict=True)
    return [n for n, (x, y) in enumerate(pairs) if int(output_01(net_input(w, exact(x), b), 0)) != int(exact(y))]


def checked(givens: Givens) -> None:
    """Points in the plane, none on the line, and a line that meets both axes."""
    if any(len(x) != 2 for x in givens["x"]) or len(givens["x"]) != len(givens["y"]) or len(givens["x"]) > MOST_POINTS:
        raise GivensError(
            Text(
                f"x는 두 수의 행이 {MOST_POINTS}개까지, y는 그만큼이어야 합니다.",
                f"x must hold up to {MOST_POINTS} rows of two numbers, and y as many.",
            )
        )
    if any(exact(y) not in {0, 1} for y in givens["y"]):
        raise GivensError(Text("y의 값은 0이나 1이어야 합니다.", "the entries of y must be 0 or 1."))
    if exact(givens["p"]) == 0 or exact(givens["q"]) == 0:
        raise GivensError(Text("p와 q는 0이 아니어야 합니다.", "p and q must not be 0."))
    w, b = line(givens)
    if any(net_input(w, exact(x), b) == 0 for x in givens["x"]):
        raise GivensError(Text("x: 직선 위에 있는 점이 있습니다.", "x: a point lies on the line."))


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """Points on a grid, none near the line; two to four of them on the wrong side."""
    places = sorted(
        ((x, y) for x in range(-3, 4) for y in range(-3, 4)), key=lambda one: draws.integer(f"rank {one}", 0, 2**40)
    )
    givens: dict[str, Any] = {
        "p": draws.signed("p", "1.5", "3", "0.5"),
        "q": draws.signed("q", "1.5", "3", "0.5"),
        "towards_origin": draws.integer("side", 0, 1) == 1,
    }
    w, b = line(givens)
    off = {one: net_input(w, exact(list(one)), b) for one in places}
    clear = [one for one in places if abs(off[one]) > 0.3][:POINTS]
    wrong = draws.integer("wrong", 2, 3)
    labels = [int(off[one] > 0) ^ int(n < wrong) for n, one in enumerate(clear)]
    givens |= {"x": [list(one) for one in clear], "y": labels}
    apart = abs(abs(exact(givens["p"])) - abs(exact(givens["q"]))) >= 1 or exact(givens["p"]) * exact(givens["q"]) < 0
    return givens if apart and 2 <= sum(labels) <= POINTS - 2 else None


def _signs(givens: Givens) -> str:
    w, _ = line(givens)
    pair = tuple("+" if one > 0 else "-" for one in w)
    return next(key for key, signs in SIGNS.items() if signs == pair)


def parts(givens: Givens) -> tuple[Part, ...]:
    """The signs of the weights and of the bias, a place on an axis, and how many points are wrong."""
    signs, bias = _signs(givens), "negative" if line(givens)[1] < 0 else "positive"
    weights = tuple(Option(key, same(_inequalities(pair))) for key, pair in SIGNS.items())
    biases = (Option("negative", same("$b < 0$")), Option("positive", same("$b > 0$")))
    return (
        ChoicePart(
            "weights",
            Text("가중치의 부호", "the signs of the weights"),
            Choices(weights),
            signs,
            {key: POSITIVE_SIDE for key in SIGNS if key != signs},
        ),
        ChoicePart(
            "bias",
            Text("편향의 부호", "the sign of the bias"),
            Choices(biases),
            bias,
            {option.key: AT_ORIGIN for option in biases if option.key != bias},
        ),
        _intercept(givens),
        _count(givens),
    )


def _inequalities(pair: tuple[str, str]) -> str:
    return ",\\; ".join(f"w_{n} {'>' if sign == '+' else '<'} 0" for n, sign in enumerate(pair, 1)).join("$$")


def _intercept(givens: Givens) -> NumberPart:
    p, q = exact(givens["p"]), exact(givens["q"])
    margin = READ / 4
    wrong = (WrongNumber("other-axis", q, OTHER_AXIS),) if abs(p - q) > READ + 2 * margin else ()
    return NumberPart(
        "crossing",
        "x_1",
        Text("직선이 $x_1$축과 만나는 곳", "where the line meets the axis of $x_1$"),
        p,
        (p - READ, p + READ),
        1,
        wrong,
        margin,
    )


def _count(givens: Givens) -> NumberPart:
    count = Fraction(len(misclassified(givens)))
    rest = len(givens["x"]) - count
    wrong = (WrongNumber("right-ones", rest, RIGHT_ONES),) if rest != count else ()
    label = Text("잘못 분류된 점의 수", "the number of misclassified points")
    return NumberPart("misclassified", "n", label, count, (count, count), None, wrong, integer=True)


def statement(_givens: Givens) -> Text:
    """What the picture shows."""
    return Text(
        "그림의 직선은 퍼셉트론 $S = w_1 x_1 + w_2 x_2 + b$의 경계 $S = 0$이고, 화살표는 $S > 0$인 쪽을 "
        "가리킵니다. 출력은 "
        "$S > 0$이면 1, 그 밖에는 0입니다. 점의 모양은 목표값을 나타냅니다. $w_1$, $w_2$, $b$의 부호를 고르고, "
        "직선이 "
        "$x_1$축($x_2 = 0$)과 만나는 곳과 잘못 분류된 점의 수를 읽으십시오. 만나는 곳은 0.4까지 벗어나도 맞은 "
        "것으로 봅니다.",
        "The line of the picture is the boundary $S = 0$ of a perceptron, $S = w_1 x_1 + w_2 x_2 + b$; the arrow "
        "points to "
        "where $S > 0$. The output is 1 if $S > 0$, else 0; the points are marked by their targets. Choose the "
        "signs of "
        "$w_1$, $w_2$ and $b$, and read off where the line meets the axis of $x_1$ ($x_2 = 0$) and how many "
        "points are "
        "misclassified. The place may be off by up to 0.4.",
    )


def solution(givens: Givens) -> Text:
    """The signs, the place, and the points."""
    signs = _inequalities(SIGNS[_signs(givens)])
    bias = "$b < 0$" if line(givens)[1] < 0 else "$b > 0$"
    met = without_zeros(str(givens["p"]))
    points = ", ".join(f"$({givens['x'][n][0]}, {givens['x'][n][1]})$" for n in misclassified(givens))
    return joined(
        [
            POSITIVE_SIDE + Text(f" 그러므로 {signs}입니다.", f" So {signs}."),
            AT_ORIGIN + Text(f" 그러므로 {bias}입니다.", f" So {bias}."),
            Text(f"직선은 $x_1 = {met}$에서 축과 만납니다.", f"The line meets the axis at $x_1 = {met}$."),
            Text(f"잘못 분류된 점: {points}.", f"Misclassified: {points}."),
        ],
        "\n\n",
    )


def picture(givens: Givens, _shown: Shown) -> Picture:
    """The points and the line; the description says where both are."""
    w, b = line(givens)
    spots = [
        Spot((float(exact(x[0])), float(exact(x[1]))), int(exact(y)))
        for x, y in zip(givens["x"], givens["y"], strict=True)
    ]
    border = Border((float(w[0]), float(w[1])), float(b), Text("경계", "boundary"))
    drawn_points = boundary(spots, [border], classes=_CLASSES)
    p, q = float(exact(givens["p"])), float(exact(givens["q"]))
    away = {False: Text("원점의 반대쪽", "away from the origin"), True: Text("원점 쪽", "to the origin's side")}
    side = away[givens["towards_origin"]]
    told = Text(
        f" 직선이 지나는 점은 ({p / 2:g}, {q / 2:g}), ({2 * p:g}, {-q:g})이고, 화살표는 {side.ko}을 가리킵니다.",
        f" The line passes through ({p / 2:g}, {q / 2:g}) and ({2 * p:g}, {-q:g}); the arrow points {side.en}.",
    )
    return drawn_points.described(_TITLE, drawn_points.description + told)


_CLASSES = (Text("목표값 1", "target 1"), Text("목표값 0", "target 0"))
_TITLE = Text("퍼셉트론의 경계와 점", "A perceptron's boundary and points")

FAMILY = PartsFamily(
    id="plot.boundary.read",
    version="1.0",
    title=Text("퍼셉트론의 경계 읽기", "Reading a perceptron's boundary"),
    topics=("reading plots", "perceptron"),
    coverage=("C-007",),
    given=(
        Parameter("p", read.number),
        Parameter("q", read.number),
        Parameter("towards_origin", read.flag),
        Parameter("x", read.rows),
        Parameter("y", read.numbers),
    ),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={},
    checked=checked,
    picture=picture,
    kind="plot",
)
