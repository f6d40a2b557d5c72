"""Forward and central difference of a function at a point, held against its derivative.

Whatever is made of sums, products and whole powers is worked exactly; with e^x, ln and the like, to stated digits.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.formulas import formula_in
from problems.givens import GivensError, Parameter, Setting
from problems.optimizer.gradient import FUNCTIONS, Gradient, Loss
from problems.variant import Givens
from reference.expressions import parse
from reference.expressions.calculus import derivative
from reference.expressions.page import tex
from reference.expressions.tree import Expression, name
from reference.numerical import central_difference, forward_difference
from reference.readings import exact, floats
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

KINDS = ("polynomial", "transcendental")


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


H_OUTSIDE = _got(
    "$h$를 $x$가 아니라 함숫값에 더하거나 빼면", "if $h$ is added to the value of the function, not to $x$"
)
NOT_DIVIDED = _got("차를 나누지 않으면", "if the difference is not divided")
MULTIPLIED = _got("$h$로 나누지 않고 곱하면", "if the difference is multiplied by $h$, not divided")
SIGN = _got("두 함숫값을 빼는 순서를 바꾸면", "with the two values subtracted the other way round")
CENTRAL_INSTEAD = Text(
    "중앙 차분의 값입니다. 전진 차분은 $f(x)$에서 시작합니다.",
    "This is the central difference: a forward one starts from $f(x)$.",
)
FORWARD_INSTEAD = Text(
    "전진 차분의 값입니다. 중앙 차분은 $f(x - h)$에서 시작합니다.",
    "This is the forward difference: a central one starts from $f(x - h)$.",
)
BACKWARD_INSTEAD = _got("$f(x)$에서 $f(x - h)$를 빼는 후진 차분으로 구하면", "from the backward difference")
PRECEDENCE = _got(
    "2로만 나누고 $h$는 곱하면(`/2*h`라고 쓰면 이렇게 계산됩니다)",
    "from dividing by 2 and multiplying by $h$, which is what `/2*h` does",
)
DIVIDED_BY_H = _got("$2h$가 아니라 $h$로 나누면", "if the difference is divided by $h$, not by $2h$")
DIVIDED_BY_TWO_H = _got("$h$가 아니라 $2h$로 나누면", "if the difference is divided by $2h$, not by $h$")
FUNCTION_ITSELF = Text("도함수가 아니라 함숫값입니다.", "This is the value of the function, not of its derivative.")
ERROR_SIGN = _got("참값에서 차분을 빼면", "if the difference is subtracted from the true value")
RELATIVE = _got("참값으로 나눈 상대 오차를 구하면", "from the relative error, divided by the true value")


@dataclass(frozen=True, slots=True)
class Function:
    """A function of x and its derivative in every algebra, and whether both have rational values."""

    f: Loss
    slope: Gradient
    rational: bool


@lru_cache(maxsize=512)
def _function(text: str) -> Function:
    tree = parse(text, ("x",)).put({"x": name("w")})
    slope = derivative(tree, "w")
    rational = _rational(tree) and _rational(slope)
    return Function(Loss(tree, ("w",)), Gradient((slope,), ("w",), vector=False), rational)


def _rational(tree: Expression) -> bool:
    """Made of sums, products, quotients and whole powers."""
    if tree.head == "name":
        return bool(tree.leaf == "w")
    if tree.head == "^":
        exponent = tree.parts[1]
        return exponent.head == "number" and exponent.leaf.denominator == 1 and _rational(tree.parts[0])
    return tree.head in {"number", "+", "-", "*", "/", "neg"} and all(_rational(part) for part in tree.parts)


def _values(f: Loss) -> tuple[Step, Step, Step]:
    """The function at x, x + h and x - h."""
    label = Text("함숫값", "value of the function")
    return (
        Step("f", "f(x)", f, ("x",), label, decimals=8),
        Step(
            "f_above",
            "f(x + h)",
            lambda x, h: f(x + h),
            label=label,
            mistakes=(Mistake("h-outside", lambda here, h: here + h, H_OUTSIDE, ("f", "h")),),
            decimals=8,
        ),
        Step(
            "f_below",
            "f(x - h)",
            lambda x, h: f(x - h),
            label=label,
            mistakes=(Mistake("h-outside", lambda here, h: here - h, H_OUTSIDE, ("f", "h")),),
            decimals=8,
        ),
    )


def _differences() -> tuple[Step, Step]:
    ahead, around = ("f_above", "f", "h"), ("f_above", "f_below", "h")
    forward = Step(
        "forward",
        r"D_{+}",
        forward_difference,
        ahead,
        Text("전진 차분", "forward difference"),
        mistakes=(
            Mistake("not-divided", lambda above, here: above - here, NOT_DIVIDED, ahead[:2]),
            Mistake("multiplied-by-h", lambda above, here, h: (above - here) * h, MULTIPLIED, ahead),
            Mistake("sign-turned", lambda above, here, h: (here - above) / h, SIGN, ahead),
            Mistake("divided-by-two-h", lambda above, here, h: (above - here) / (2 * h), DIVIDED_BY_TWO_H, ahead),
            Mistake("central-instead", central_difference, CENTRAL_INSTEAD, around),
        ),
    )
    central = Step(
        "central",
        r"D_{0}",
        central_difference,
        around,
        Text("중앙 차분", "central difference"),
        mistakes=(
            Mistake("precedence", lambda above, below, h: (above - below) / 2 * h, PRECEDENCE, around),
            Mistake("divided-by-h", lambda above, below, h: (above - below) / h, DIVIDED_BY_H, around),
            Mistake("not-divided", lambda above, below: above - below, NOT_DIVIDED, around[:2]),
            Mistake("sign-turned", lambda above, below, h: (below - above) / (2 * h), SIGN, around),
            Mistake("forward-instead", forward_difference, FORWARD_INSTEAD, ahead),
            Mistake("backward-instead", forward_difference, BACKWARD_INSTEAD, ("f", "f_below", "h")),
        ),
    )
    return forward, central


def _slope(slope: Gradient, rational: bool) -> Step:  # noqa: FBT001 - a fact of the shape
    return Step(
        "derivative",
        "f'(x)",
        slope,
        ("x",),
        Text("미분계수의 참값", "true derivative"),
        mistakes=(Mistake("function-itself", lambda here: here, FUNCTION_ITSELF, ("f",), echo=True),),
        gradient=None if rational else ("f", "x"),
    )


def _error(of: str, symbol: str, label: Text, rational: bool) -> Step:  # noqa: FBT001 - a fact of the shape
    reads = (of, "derivative")
    relative = Mistake("relative-error", lambda difference, true: (difference - true) / true, RELATIVE, reads)
    return Step(
        f"{of}_error",
        symbol,
        lambda difference, true: difference - true,
        reads,
        label,
        mistakes=(
            Mistake("error-sign", lambda difference, true: true - difference, ERROR_SIGN, reads, convention=True),
            *(() if rational else (relative,)),  # exactly, a derivative of 0 has no relative error
        ),
    )


@lru_cache(maxsize=512)
def _working(text: str) -> Working:
    function = _function(text)
    steps: tuple[Step, ...] = (
        *_values(function.f),
        *_differences(),
        _slope(function.slope, function.rational),
        _error("forward", "e_{+}", Text("전진 차분의 오차", "error of the forward difference"), function.rational),
        _error("central", "e_{0}", Text("중앙 차분의 오차", "error of the central difference"), function.rational),
    )
    if function.rational:
        steps = tuple(_without_digits(step) for step in steps)
    return Working((Given("x", "x"), Given("h", "h")), steps, exact=function.rational)


def _without_digits(step: Step) -> Step:
    return Step(step.name, step.symbol, step.formula, step.reads, step.label, mistakes=step.mistakes)


def working(givens: Givens) -> Working:
    """The Working of this function."""
    return _working(givens["f"])


def environment(givens: Givens) -> dict[str, Any]:
    """The point and the step, exactly."""
    return {"x": exact(givens["x"]), "h": exact(givens["h"])}


def checked(givens: Givens) -> None:
    """A positive h, functions that have a value here, and values at all three points."""
    if exact(givens["h"]) <= 0:
        raise GivensError(Text("h는 0보다 커야 합니다.", "h must be greater than 0."))
    unknown = sorted(_heads(parse(givens["f"], ("x",))) - set(FUNCTIONS) - _ARITHMETIC)
    if unknown:
        raise GivensError(
            Text(
                f"f: 이 문제에서는 {unknown[0]} 함수를 쓸 수 없습니다. 쓸 수 있는 함수: {_KNOWN}.",
                f"f: {unknown[0]} cannot be used in this problem. Functions: {_KNOWN}.",
            )
        )
    try:
        values = working(givens).evaluate(environment(givens) if working(givens).exact else floats(environment(givens)))
        finite = all(np.isfinite(float(value)) for value in values.values())
    except (ArithmeticError, ValueError):
        finite = False
    if not finite:
        raise GivensError(
            Text("x 또는 x ± h에서 f나 도함수의 값이 없습니다.", "f or its derivative has no value at x or at x ± h.")
        )


_ARITHMETIC = {"+", "-", "*", "/", "^", "neg", "number", "name"}
_KNOWN = "e^x, ln, sqrt, tanh, sigmoid"


def _heads(tree: Expression) -> set[str]:
    return {tree.head}.union(*(_heads(part) for part in tree.parts))


def asked(_givens: Givens) -> tuple[str, ...]:
    """All."""
    return ("f", "f_above", "f_below", "forward", "central", "derivative", "forward_error", "central_error")


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Mostly a cubic, whose central difference is off by a round number; else a curve that no fraction gives."""
    kind = params.get("kind") or draws.choice("kind", ("polynomial", "polynomial", "transcendental"))
    a, b, sign = draws.integer("a", 1, 4), draws.integer("b", 1, 9), draws.choice("sign", ("+", "-"))
    if kind == "polynomial":
        form = draws.choice("form", ("{a}x^3 {s} {b}x", "{a}x^3 {s} {b}x^2", "x^4 {s} {b}x", "{a}x^3 + x^2 {s} {b}x"))
        x, h = draws.decimal("x", "0.5", "3", "0.5"), draws.choice("h", ("0.1", "0.2", "0.4"))
    else:
        form = draws.choice("curve", ("e^({a}x)", "{b} ln(x)", "{b} e^(-x)", "x e^x", "{b} sqrt(x)", "{b} sigmoid(x)"))
        x, h = draws.decimal("x", "0.6", "1.6", "0.1"), draws.choice("h", ("0.1", "0.2"))
    return {"f": form.format(a="" if a == 1 else a, b="" if b == 1 else b, s=sign).strip(), "x": x, "h": h}


def statement(givens: Givens) -> Text:
    """The function, the point, the two differences, and what an error is."""
    tree = parse(givens["f"], ("x",))
    sigma = r",\qquad \sigma(z) = \frac{1}{1 + e^{-z}}" if "sigmoid" in _heads(tree) else ""
    return joined(
        [
            Text(
                "다음 함수의 미분계수를 전진 차분과 중앙 차분으로 구하고, 참값과 비교하십시오.",
                "Find the derivative of this function by a forward and by a central difference, and compare them with "
                "the true one.",
            ),
            same(rf"$$f(x) = {tex(tree)},\qquad x = {givens['x']},\qquad h = {givens['h']}{sigma}$$"),
            same(r"$$D_{+} = \frac{f(x + h) - f(x)}{h},\qquad D_{0} = \frac{f(x + h) - f(x - h)}{2h}$$"),
            Text(
                "오차는 차분에서 참값을 뺀 값입니다.",
                "An error is the difference quotient less the true value:",
            ),
            same(r"$$e_{+} = D_{+} - f'(x),\qquad e_{0} = D_{0} - f'(x)$$"),
        ],
        "\n\n",
    )


FAMILY = Family(
    id="numerical.difference",
    version="1.0",
    title=Text("전진 차분과 중앙 차분", "Forward and central differences"),
    topics=("numerical differentiation", "calculus"),
    coverage=("C-052",),
    given=(
        Parameter("f", formula_in(("x",))),
        Parameter("x", read.number),
        Parameter("h", read.number),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={"kind": Setting(read.one_of(*KINDS), Text("함수의 종류", "the kind of function"))},
    checked=checked,
    decimals=6,
)
