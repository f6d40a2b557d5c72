"""The derivative of a sigmoid, factor by factor: from the quotient to a form in its own output."""

from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Params
from problems.formulas import HOW_TO_TYPE
from problems.givens import GivensError, Parameter
from problems.parts import FormulaPart, PartsFamily, WrongFormula, distinct
from problems.variant import Givens
from reference.expressions import Expression, name, number
from reference.expressions.calculus import derivative
from reference.expressions.equivalence import Domain
from reference.expressions.page import tex
from reference.text import Text, joined, same
from reference.vocabulary import exp

Z: Domain = {"z": ("-1.4", "1.7")}
U: Domain = {"u": ("1.1", "2.9")}
A: Domain = {"a": ("0.1", "0.9")}

MINUS_LEFT_OUT = Text(
    "지수를 미분할 때 나오는 − 부호를 빠뜨린 식입니다.", "The minus sign from the exponent has been left out."
)
INNER_LEFT_OUT = Text(
    "지수 안의 계수를 곱하지 않은 식입니다.", "The factor inside the exponent has not been multiplied in."
)
QUOTIENT_SIGN = Text(
    "$1/u$를 미분할 때의 − 부호를 빠뜨린 식입니다.", "The minus sign in the derivative of $1/u$ has been left out."
)
SQUARE_LEFT_OUT = Text("분모를 제곱하지 않은 식입니다.", "The denominator has not been squared.")
HALF_DONE = Text("출력의 나머지 인수를 곱하지 않은 식입니다.", "The other factor, the output itself, is missing.")
OF_Z = Text(
    "이 식은 출력 $a$의 식이 아니라, $c(1-c)$ 꼴만 남은 식입니다. 높이 $c$로 나누었는지 확인하십시오.",
    "The height $c$ has not been divided out of the form $a(c-a)$.",
)
PLUS = Text("부호가 반대인 식입니다.", "The sign is the other way round.")


def _numbers(givens: Givens) -> tuple[Expression, Expression]:
    return number(str(givens["c"])), number(str(givens["k"]))


def output(c: Any, k: Any, z: Any) -> Any:
    """c / (1 + e^(-k z))."""
    return c / (1 + exp(-k * z))


def parts(givens: Givens) -> tuple[FormulaPart, ...]:
    """Two factors, their product in z, and the same in the output a."""
    c, k = _numbers(givens)
    z, u, a = name("z"), name("u"), name("a")
    inside = 1 + exp(-k * z)
    du, da = derivative(inside, "z"), derivative(c / u, "u")
    whole = derivative(output(c, k, z), "z")
    in_output = _times(k, a * (1 - _over(a, c)))
    return (
        _part(
            "du_dz",
            r"\frac{du}{dz}",
            du,
            Z,
            (("minus-left-out", -du, MINUS_LEFT_OUT), ("inner-left-out", du / k, INNER_LEFT_OUT)),
        ),
        _part(
            "da_du",
            r"\frac{da}{du}",
            da,
            U,
            (("quotient-sign", -da, QUOTIENT_SIGN), ("square-left-out", -c / u, SQUARE_LEFT_OUT)),
        ),
        FormulaPart(
            "da_dz",
            r"\frac{da}{dz}",
            Text("$z$의 식", "in $z$"),
            whole,
            Z,
            distinct(
                whole,
                Z,
                (
                    WrongFormula("sign-turned", -whole, PLUS),
                    WrongFormula("inner-left-out", whole / k, INNER_LEFT_OUT),
                    WrongFormula("square-left-out", c * k * exp(-k * z) / inside, SQUARE_LEFT_OUT),
                ),
            ),
            ("du_dz", "da_du"),
            lambda first, second: second.put({"u": inside}) * first,
        ),
        _part(
            "in_output",
            r"\frac{da}{dz}",
            in_output,
            {name: (low, str(float(high) * float(givens["c"]))) for name, (low, high) in A.items()},
            (
                ("half-done", k * (c - a), HALF_DONE),
                ("inner-left-out", a * (c - a) / c, INNER_LEFT_OUT),
                ("height-left", k * a * (c - a), OF_Z),
                ("sign-turned", -in_output, PLUS),
            ),
        ),
    )


def _times(factor: Expression, tree: Expression) -> Expression:
    """Without a factor of 1, which nobody writes."""
    return tree if factor.leaf == 1 else factor * tree


def _over(tree: Expression, divisor: Expression) -> Expression:
    return tree if divisor.leaf == 1 else tree / divisor


def _part(
    called: str, symbol: str, right: Expression, domain: Domain, slips: tuple[tuple[str, Expression, Text], ...]
) -> FormulaPart:
    label = Text("출력 $a$의 식", "in the output $a$") if called == "in_output" else Text("인수", "factor")
    wrong = tuple(WrongFormula(*slip) for slip in slips)
    return FormulaPart(called, symbol, label, right, domain, distinct(right, domain, wrong))


def checked(givens: Givens) -> None:
    """Neither constant is zero."""
    if any(float(givens[key]) == 0 for key in ("c", "k")):
        raise GivensError(Text("c와 k는 0일 수 없습니다.", "neither c nor k may be 0."))


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """A height and a steepness: some fifty variants, since the derivation is what matters."""
    return {"c": draws.integer("c", 1, 5), "k": draws.integer("k", 2, 9)}


def statement(givens: Givens) -> Text:
    """The function and the four formulas."""
    c, k = _numbers(givens)
    shown = tex(output(c, k, name("z")))
    steps = tex(c / name("u")), tex(1 + exp(-k * name("z")))
    return joined(
        [
            Text(
                "다음 시그모이드의 도함수를 연쇄 법칙으로 구하십시오.",
                "Derive the derivative of this sigmoid by the chain rule.",
            ),
            same(rf"$$a = {shown},\qquad a = {steps[0]},\quad u = {steps[1]}$$"),
            Text(
                "두 인수를 구한 다음, 전체 도함수를 먼저 $z$의 식으로, 다음에는 출력 $a$만의 식으로 나타내십시오.",
                "Find both factors, then the whole derivative, first as a formula in $z$, "
                "then in the output $a$ alone.",
            ),
            HOW_TO_TYPE,
        ],
        "\n\n",
    )


def solution(givens: Givens) -> Text:
    """The factors, the product, and how the output comes in."""
    c, k = _numbers(givens)
    du, da, whole, last = parts(givens)
    one_minus = tex(1 - _over(name("a"), c))
    return joined(
        [
            same(rf"$${du.symbol} = {tex(du.right)},\qquad {da.symbol} = {tex(da.right)}$$"),
            same(rf"$${whole.symbol} = {da.symbol} \cdot {du.symbol} = {tex(whole.right)}$$"),
            Text("출력으로 나타내면 다음 관계가 성립합니다.", "In terms of the output:"),
            same(rf"$$\frac{{{tex(exp(-k * name('z')))}}}{{{tex(1 + exp(-k * name('z')))}}} = {one_minus}$$"),
            same(rf"$${last.symbol} = {tex(last.right)}$$"),
        ],
        "\n\n",
    )


FAMILY = PartsFamily(
    id="calculus.sigmoid_slope",
    version="1.0",
    title=Text("시그모이드의 도함수 유도", "Deriving the sigmoid's derivative"),
    topics=("calculus", "activations"),
    coverage=("C-033", "C-051"),
    given=(
        Parameter("c", read.number, default=1, required=False),
        Parameter("k", read.number, default=1, required=False),
    ),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={},
    checked=checked,
    kind="formulas",
)
