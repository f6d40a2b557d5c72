"""tanh and the sigmoid: the identity between them, and the derivative in three forms."""

from fractions import Fraction
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Params
from problems.formulas import HOW_TO_TYPE
from problems.givens import GivensError, Parameter
from problems.parts import FormulaPart, PartsFamily, WrongFormula, distinct
from problems.variant import Givens
from reference.activations import sigmoid_slope, tanh_slope
from reference.expressions import Expression, name, number
from reference.expressions.equivalence import Domain
from reference.expressions.page import tex
from reference.text import Text, joined, same

S: Domain = {"s": ("0.1", "0.9")}
Y: Domain = {"y": ("-0.9", "0.8")}

ONE_LEFT_OUT = Text(
    "마지막의 −1을 빠뜨린 식입니다. tanh의 출력은 −1과 1 사이에 있습니다.",
    "The −1 at the end is missing: tanh lies between −1 and 1.",
)
TWO_LEFT_OUT = Text("앞의 2를 빠뜨린 식입니다.", "The factor 2 is missing.")
SQUARE_LEFT_OUT = Text("출력을 제곱하지 않은 식입니다.", "The output has not been squared.")
SIGMOID_FORM = Text(
    "시그모이드의 도함수 꼴 $y(1-y)$입니다. tanh의 도함수는 이와 다릅니다.",
    "This is the form of the sigmoid's derivative, $y(1-y)$: tanh has another.",
)
INNER_LEFT_OUT = Text(
    "괄호 안의 계수를 곱하지 않은 식입니다.", "The factor inside the brackets has not been multiplied in."
)
GARBLED = Text(
    r"항등식 $\tanh z = 2\sigma(2z) - 1$을 도함수로 잘못 쓴 식입니다.",
    r"This is a garbled form of the identity $\tanh z = 2\sigma(2z) - 1$, which is no derivative.",
)
SIGN = Text("부호가 반대인 식입니다.", "The sign is the other way round.")


def parts(givens: Givens) -> tuple[FormulaPart, ...]:
    """tanh(kz) from s = sigmoid(2kz); its derivative in its output y, and in s."""
    k = number(str(givens["k"]))
    s, y = name("s"), name("y")
    identity: Expression = 2 * s - 1
    plain = k == number(1)
    slope = tanh_slope(y) if plain else k * tanh_slope(y)
    by_sigmoid = number(4 * Fraction(str(givens["k"]))) * sigmoid_slope(s)
    return (
        _part(
            "identity",
            r"\tanh(kz)",
            Text("$s$의 식", "in $s$"),
            identity,
            S,
            (
                ("one-left-out", 2 * s, ONE_LEFT_OUT),
                ("two-left-out", s - 1, TWO_LEFT_OUT),
                ("sign-turned", 1 - 2 * s, SIGN),
            ),
        ),
        _part(
            "slope",
            r"\frac{dy}{dz}",
            Text("$y$의 식", "in $y$"),
            slope,
            Y,
            (
                ("square-left-out", k * (1 - y), SQUARE_LEFT_OUT),
                ("sigmoid-form", k * sigmoid_slope(y), SIGMOID_FORM),
                ("inner-left-out", tanh_slope(y), INNER_LEFT_OUT),
                ("sign-turned", -slope, SIGN),
                ("garbled-identity", 2 * y - 1, GARBLED),
            ),
        ),
        _part(
            "slope_by_sigmoid",
            r"\frac{dy}{dz}",
            Text("$s$의 식", "in $s$"),
            by_sigmoid,
            S,
            (
                ("two-left-out", 2 * k * sigmoid_slope(s), TWO_LEFT_OUT),
                ("inner-left-out", 4 * sigmoid_slope(s), INNER_LEFT_OUT),
                ("square-left-out", k * (1 - (2 * s - 1)), SQUARE_LEFT_OUT),
            ),
        ),
    )


def _part(
    called: str,
    symbol: str,
    label: Text,
    right: Expression,
    domain: Domain,
    slips: tuple[tuple[str, Expression, Text], ...],
) -> FormulaPart:
    wrong = tuple(WrongFormula(*slip) for slip in slips)
    return FormulaPart(called, symbol, label, right, domain, distinct(right, domain, wrong))


def checked(givens: Givens) -> None:
    """A constant tanh has no derivative to speak of."""
    if float(givens["k"]) == 0:
        raise GivensError(Text("k는 0일 수 없습니다.", "k may not be 0."))


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """A steepness: a few dozen variants, since the identities are what matters."""
    return {"k": draws.decimal("k", "1.5", "9.5", "0.25")}


def statement(givens: Givens) -> Text:
    """Both functions and the three formulas."""
    return joined(
        [
            Text("다음은 $z$의 두 함수입니다.", "Here are two functions of $z$."),
            same(r"$$y = \tanh(kz) = \frac{e^{kz} - e^{-kz}}{e^{kz} + e^{-kz}}$$"),
            same(r"$$s = \sigma(2kz) = \frac{1}{1 + e^{-2kz}}$$"),
            same(f"$$k = {tex(number(str(givens['k'])))}$$"),
            Text(
                "먼저 $y$를 $s$만의 식으로 나타내십시오. 다음으로 도함수 $dy/dz$를 $y$만의 식과 $s$만의 식으로 "
                "나타내십시오. $k$에는 위의 값을 넣습니다.",
                "First give $y$ as a formula in $s$ alone. Then give the derivative $dy/dz$ as a formula in $y$ alone, "
                "and in $s$ alone. Put in the number for $k$.",
            ),
            HOW_TO_TYPE,
        ],
        "\n\n",
    )


def solution(givens: Givens) -> Text:
    """Why each holds."""
    identity, slope, by_sigmoid = parts(givens)
    k = tex(number(str(givens["k"])))
    return joined(
        [
            Text(
                "분자와 분모에 $e^{-kz}$을 곱하면 다음과 같습니다.",
                "Multiply above and below by $e^{-kz}$:",
            ),
            same(
                r"$$y = \frac{1 - e^{-2kz}}{1 + e^{-2kz}} = \frac{2}{1 + e^{-2kz}} - 1 = " + f"{tex(identity.right)}$$"
            ),
            Text(
                "시그모이드의 도함수는 $s(1-s)$이므로 다음과 같습니다.", "Since the sigmoid's derivative is $s(1-s)$:"
            ),
            same(rf"$$\frac{{dy}}{{dz}} = 2 \cdot 2 \cdot {k} \, s (1 - s) = {tex(by_sigmoid.right)}$$"),
            Text("$s = (1+y)/2$를 대입합니다.", "Put in $s = (1+y)/2$:"),
            same(rf"$$\frac{{dy}}{{dz}} = {tex(slope.right)}$$"),
        ],
        "\n\n",
    )


FAMILY = PartsFamily(
    id="calculus.tanh",
    version="1.0",
    title=Text("tanh의 항등식과 도함수", "Identities and the derivative of tanh"),
    topics=("calculus", "activations"),
    coverage=("C-034", "C-051"),
    given=(Parameter("k", read.number, default=1, required=False),),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={},
    checked=checked,
    kind="formulas",
)
