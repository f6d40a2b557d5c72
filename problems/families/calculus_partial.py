"""Partial derivatives of a function of two variables, typed as formulas."""

from collections.abc import Iterator
from typing import Any

from problems.draws import Draws
from problems.family import Params
from problems.formulas import HOW_TO_TYPE, formula_in
from problems.givens import GivensError, Parameter
from problems.parts import FormulaPart, PartsFamily, WrongFormula, distinct
from problems.variant import Givens
from reference.expressions import Expression, number, parse
from reference.expressions.calculus import NoFormulaError, derivative
from reference.expressions.equivalence import Domain
from reference.expressions.page import tex
from reference.text import Text, joined, same

NAMES = ("x", "y", "a", "b", "t", "u", "v", "w", "z", "w1", "w2", "x1", "x2")
"""What a function may be of."""

INTERVAL = ("0.3", "1.9")
"""Positive, so that roots and logarithms have values; and away from 0 and 2, where x^2 is 2x."""

BOTH_DIFFERENTIATED = Text(
    "다른 변수로 미분한 것까지 더한 값입니다. 편미분에서는 나머지 변수를 상수로 둡니다.",
    "This is the sum of the derivatives by every variable: in a partial derivative the others are constants.",
)
OTHERS_ZERO = Text(
    "다른 변수가 들어 있는 항을 모두 지운 식입니다. 곱해진 상수는 미분해도 남습니다.",
    "Every term with another variable has gone: a constant factor stays when its term is differentiated.",
)
NOT_DIFFERENTIATED = Text("미분하지 않은 처음의 함수입니다.", "This is the function itself, not differentiated.")
ANOTHER_VARIABLE = Text("다른 변수로 편미분한 식입니다.", "This is the derivative by the other variable.")
UPSIDE_DOWN = Text(
    "도함수의 역수입니다. 분자는 함수이고 분모는 미분하는 변수입니다.",
    "This is one over the derivative: the function stands above, and what it is differentiated by below.",
)


def _names(givens: Givens) -> tuple[str, ...]:
    """The variables of f, in the order of NAMES."""
    found = _function(givens).names
    return tuple(name for name in NAMES if name in found)


def _function(givens: Givens) -> Expression:
    return parse(str(givens["f"]), NAMES)


def _wanted(name: str, value: Any) -> list[str]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed or not all(one in NAMES for one in listed):
        known = ", ".join(NAMES)
        raise GivensError(
            Text(
                f"{name}: 변수의 목록이어야 합니다. 쓸 수 있는 변수: {known}.",
                f"{name} must be a list of variables among {known}.",
            )
        )
    return listed


def checked(givens: Givens) -> None:
    """A derivative by what the function does not depend on is no question."""
    if unknown := sorted(set(givens["wrt"] or ()) - set(_names(givens))):
        listed = ", ".join(unknown)
        raise GivensError(Text(f"wrt: f에 {listed} 변수가 없습니다.", f"wrt: f does not depend on {listed}."))


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """A quadratic form, a product with an exponential, or a linear function with a product, in two variables."""
    a, b, c = (draws.integer(name, 2, 7) for name in ("a", "b", "c"))
    sign = draws.choice("sign", ("+", "-"))
    form = draws.choice("form", _FORMS)
    first, second = draws.choice("names", (("x", "y"), ("a", "b"), ("u", "v"), ("w1", "w2")))
    return {"f": form.format(x=first, y=second, a=a, b=b, c=c, s=sign), "wrt": [first, second]}


_FORMS = (
    "{a}{x}^2 {s} {b}{x} {y} + {c}{y}^2",
    "{a}{x}^3 {s} {b}{x} {y}^2 + {c}{y}",
    "{a}{x} {y} {s} {b}{y}^3 + {c}{x}",
    "({a}{x} {s} {b}{y})^2 + {c}{x}",
    "{a}{x} e^({y}) {s} {b}{x}^2 + {c}{y}^2",
    "{a}{x}^2 {y} {s} {b}{x} + {c}{y}^2",
    "{a}{x} ln({y}) {s} {b}{x}^2 {y}",
)


def parts(givens: Givens) -> tuple[FormulaPart, ...]:
    """One derivative for each variable asked for."""
    return tuple(_part(givens, wrt) for wrt in _asked(givens))


def _asked(givens: Givens) -> tuple[str, ...]:
    return tuple(givens["wrt"]) if givens["wrt"] else _names(givens)


def _part(givens: Givens, wrt: str) -> FormulaPart:
    domain: Domain = dict.fromkeys(_names(givens), INTERVAL)
    right = derivative(_function(givens), wrt)
    return FormulaPart(
        f"df_d{wrt}",
        rf"\frac{{\partial f}}{{\partial {tex(parse(wrt, NAMES))}}}",
        Text("편도함수", "partial derivative"),
        right,
        domain,
        distinct(right, domain, _slips(givens, wrt, right)),
    )


def _slips(givens: Givens, wrt: str, right: Expression) -> tuple[WrongFormula, ...]:
    f, others = _function(givens), [name for name in _names(givens) if name != wrt]
    slips = [
        WrongFormula("not-differentiated", f, NOT_DIFFERENTIATED),
        WrongFormula("derivative-upside-down", 1 / right, UPSIDE_DOWN),
    ]
    if others:
        every = sum((derivative(f, name) for name in others), right)
        slips += [
            WrongFormula("both-differentiated", every, BOTH_DIFFERENTIATED),
            *_others_zero(f, others, wrt),
            WrongFormula("another-variable", derivative(f, others[0]), ANOTHER_VARIABLE),
        ]
    return tuple(slips)


def _others_zero(f: Expression, others: list[str], wrt: str) -> Iterator[WrongFormula]:
    try:
        yield WrongFormula("others-zero", derivative(f.put(dict.fromkeys(others, number(0))), wrt), OTHERS_ZERO)
    except NoFormulaError:
        return  # ln(0): nobody's slip


def statement(givens: Givens) -> Text:
    """The function, and what to do."""
    arguments = ", ".join(tex(parse(name, NAMES)) for name in _names(givens))
    shown = same(f"$$f({arguments}) = {tex(_function(givens))}$$")
    return joined(
        [
            Text("다음 함수의 편도함수를 구하십시오.", "Find the partial derivatives of this function."),
            shown,
            HOW_TO_TYPE,
        ],
        "\n\n",
    )


def solution(givens: Givens) -> Text:
    """Each derivative, with the others held fixed."""
    lines = [
        joined([_held(givens, part.name.removeprefix("df_d")), same(f"$${part.symbol} = {tex(part.right)}$$")], "\n\n")
        for part in parts(givens)
    ]
    return joined(lines, "\n\n")


def _held(givens: Givens, wrt: str) -> Text:
    others = [tex(parse(name, NAMES)) for name in _names(givens) if name != wrt]
    by = tex(parse(wrt, NAMES))
    if not others:
        return Text(f"변수 ${by}$에 대하여 미분합니다.", f"Differentiate by ${by}$.")
    held = ", ".join(f"${other}$" for other in others)
    return Text(
        f"변수 {held}의 값을 상수로 두고 ${by}$에 대하여 미분합니다.", f"Hold {held} fixed and differentiate by ${by}$."
    )


FAMILY = PartsFamily(
    id="calculus.partial",
    version="1.0",
    title=Text("편미분", "Partial derivatives"),
    topics=("calculus",),
    coverage=("C-050",),
    given=(Parameter("f", formula_in(NAMES)), Parameter("wrt", _wanted, required=False)),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={},
    checked=checked,
    kind="formulas",
)
