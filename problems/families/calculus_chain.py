"""The chain rule: the derivative of a function of a function, factor by factor, typed as formulas."""

from typing import Any

from problems.draws import Draws
from problems.family import Params
from problems.formulas import HOW_TO_TYPE, formula_in
from problems.givens import GivensError, Parameter
from problems.parts import FormulaPart, PartsFamily, WrongFormula, distinct
from problems.variant import Givens
from reference.expressions import Expression, number, parse
from reference.expressions.calculus import derivative
from reference.expressions.equivalence import Domain
from reference.expressions.page import tex
from reference.text import Text, joined, same

OUTER_NAMES = ("u", "t")
INNER_NAMES = ("x", "y", "w", "b")
INNER_INTERVAL = ("0.3", "1.4")
OUTER_INTERVAL = ("0.2", "2.3")

WRONG_POINT = Text(
    "바깥 함수의 도함수를 안쪽 함수의 값이 아닌 곳에서 구했습니다. 바깥 함수의 도함수에는 안쪽 함수를 대입합니다.",
    "The outer derivative is taken at the wrong point: put the inner function into it.",
)
INNER_LEFT_OUT = Text(
    "안쪽 함수의 도함수를 곱하지 않은 식입니다.", "The derivative of the inner function has not been multiplied in."
)
ADDED = Text("두 도함수를 곱하지 않고 더한 식입니다.", "The two derivatives have been added instead of multiplied.")
OUTER_KEPT = Text(
    "바깥 함수를 미분하지 않고 안쪽 도함수만 곱한 식입니다.",
    "The outer function is not differentiated, only multiplied by the inner derivative.",
)
NOT_DIFFERENTIATED = Text("미분하지 않은 처음의 함수입니다.", "This is the function itself, not differentiated.")


def _outer(givens: Givens) -> tuple[Expression, str]:
    """The outer function and its variable."""
    tree = parse(givens["outer"], OUTER_NAMES)
    return tree, next(name for name in OUTER_NAMES if name in tree.names)


def _inner(givens: Givens) -> tuple[Expression, str]:
    """The inner function, and the variable to differentiate by."""
    tree = parse(givens["inner"], INNER_NAMES)
    return tree, givens["wrt"] or next(name for name in INNER_NAMES if name in tree.names)


def checked(givens: Givens) -> None:
    """One outer variable; an inner function that depends on what it is differentiated by."""
    if len(_outer(givens)[0].names & set(OUTER_NAMES)) > 1:
        raise GivensError(Text("outer: 변수가 둘 이상입니다.", "outer has more than one variable."))
    tree, wrt = _inner(givens)
    if wrt not in tree.names:
        raise GivensError(Text(f"wrt: inner에 {wrt} 변수가 없습니다.", f"wrt: inner does not depend on {wrt}."))


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """A power, exponential, sine or sigmoid of a linear or quadratic function."""
    a, b = draws.integer("a", 2, 6), draws.integer("b", 2, 6)
    sign, power = draws.choice("sign", ("+", "-")), draws.integer("power", 2, 4)
    outer = draws.choice("outer", ("{u}^{n}", "e^({u})", "sin({u})", "ln({u})", "sigmoid({u})", "tanh({u})"))
    inner = draws.choice("inner", ("{a}x + {b}", "{a}x^2 {s} {b}x", "{a}w x {s} b", "{a}x + {b}y", "x^3 {s} {b}x"))
    name = draws.choice("name", OUTER_NAMES)
    return {
        "outer": outer.format(u=name, n=power),
        "inner": inner.format(a=a, b=b, s=sign),
        "wrt": "w" if "w" in inner else "x",
    }


def parts(givens: Givens) -> tuple[FormulaPart, ...]:
    """Outer derivative, inner derivative, and their product with the inner function put in."""
    (f, u), (inner, x) = _outer(givens), _inner(givens)
    outer_slope, inner_slope = derivative(f, u), derivative(inner, x)
    inside = {name: INNER_INTERVAL for name in INNER_NAMES if name in inner.names}
    d = r"\partial" if len(inside) > 1 else "d"

    def chained(outside: Expression, within: Expression) -> Expression:
        put_in = outside.put({u: inner})
        return put_in if within == number(1) else put_in * within

    slips = (
        WrongFormula("inner-left-out", outer_slope.put({u: inner}), INNER_LEFT_OUT),
        WrongFormula("outer-kept", f.put({u: inner}) * inner_slope, OUTER_KEPT),
        WrongFormula("slopes-added", outer_slope.put({u: inner}) + inner_slope, ADDED),
        WrongFormula("wrong-point", outer_slope.put({u: parse(x, INNER_NAMES)}) * inner_slope, WRONG_POINT),
        WrongFormula("not-differentiated", f.put({u: inner}), NOT_DIFFERENTIATED),
    )
    first, second = f"df_d{u}", f"d{u}_d{x}"
    right = chained(outer_slope, inner_slope)
    return (
        _slope((first, rf"\frac{{df}}{{d{u}}}", _OUTER), outer_slope, {u: OUTER_INTERVAL}, f),
        _slope((second, rf"\frac{{{d} {u}}}{{{d} {x}}}", _INNER), inner_slope, inside, inner),
        FormulaPart(
            f"df_d{x}",
            rf"\frac{{{d} f}}{{{d} {x}}}",
            Text("합성 함수의 도함수", "derivative of the whole"),
            right,
            inside,
            distinct(right, inside, slips),
            (first, second),
            chained,
        ),
    )


_OUTER = Text("바깥 함수의 도함수", "derivative of the outer function")
_INNER = Text("안쪽 함수의 도함수", "derivative of the inner function")


def _slope(called: tuple[str, str, Text], right: Expression, domain: Domain, f: Expression) -> FormulaPart:
    slips = (WrongFormula("not-differentiated", f, NOT_DIFFERENTIATED),)
    return FormulaPart(*called, right, domain, distinct(right, domain, slips))


def statement(givens: Givens) -> Text:
    """Both functions, and the three derivatives."""
    (f, u), (inner, _) = _outer(givens), _inner(givens)
    return joined(
        [
            Text(
                "다음 합성 함수의 도함수를 연쇄 법칙으로 구하십시오. 인수를 하나씩 구한 다음 곱합니다.",
                "Find the derivative of this composed function by the chain rule: each factor first, then the product.",
            ),
            same(rf"$$f = {tex(f)},\qquad {u} = {tex(inner)}$$"),
            *([_SIGMA] if "\\sigma" in tex(f) else []),
            Text(
                f"마지막 답은 ${u}$에 원래의 식을 대입하여 {_listed(inner)}만으로 나타내십시오.",
                f"Give the last answer in {_listed(inner)} alone, with the formula put in for ${u}$.",
            ),
            HOW_TO_TYPE,
        ],
        "\n\n",
    )


_SIGMA = Text(r"$\sigma$는 시그모이드 함수입니다.", r"$\sigma$ is the sigmoid.")


def _listed(inner: Expression) -> str:
    return ", ".join(f"${name}$" for name in INNER_NAMES if name in inner.names)


def solution(givens: Givens) -> Text:
    """The rule, the factors, the product."""
    (_, u), (_, x) = _outer(givens), _inner(givens)
    outside, within, whole = parts(givens)
    rule = rf"{whole.symbol} = {outside.symbol} \cdot {within.symbol}"
    return joined(
        [
            Text(
                f"변수 ${x}$에서 ${u}$를 거쳐 $f$에 이르는 경로를 따라 도함수를 곱합니다.",
                f"Multiply the derivatives along the way from ${x}$ through ${u}$ to $f$.",
            ),
            same(f"$${rule}$$"),
            same(rf"$${outside.symbol} = {tex(outside.right)},\qquad {within.symbol} = {tex(within.right)}$$"),
            same(f"$${whole.symbol} = {tex(whole.right)}$$"),
        ],
        "\n\n",
    )


FAMILY = PartsFamily(
    id="calculus.chain",
    version="1.0",
    title=Text("연쇄 법칙", "The chain rule"),
    topics=("calculus",),
    coverage=("C-051",),
    given=(
        Parameter("outer", formula_in(OUTER_NAMES)),
        Parameter("inner", formula_in(INNER_NAMES)),
        Parameter("wrt", formula_in(INNER_NAMES), required=False),
    ),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={},
    checked=checked,
    kind="formulas",
)
