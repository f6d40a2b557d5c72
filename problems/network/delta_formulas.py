"""The parts of a small network's way back, each a formula, with the slips that are known at each.

One input x, one hidden unit u = w x + b, h = phi(u), and one or two outputs s = v h + c, p = psi(s).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from problems.mistakes.backprop import product
from problems.parts import FormulaPart, WrongFormula, distinct
from reference.activations import ACTIVATIONS
from reference.expressions.equivalence import Domain
from reference.expressions.tree import Expression, name, number
from reference.losses import LOSSES, joined_gradient, squared_error_slope
from reference.text import Text

POSITIVE, OPEN = ("0.2", "1.3"), ("0.15", "0.85")


def _this(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 식입니다.", f"This is the formula you get {en}.")


ERROR_SIGN = _this("목표값과 예측값을 빼는 순서를 바꾸면", "with target and prediction subtracted the other way round")
FACTOR_TWO = _this(
    "제곱 오차의 계수(2 또는 ½)를 다르게 정하면", "from another convention for the factor 2 of the squared error"
)
CANCELLED_ALREADY = Text(
    "출력 $p$가 아니라 가중합 $s$에 대한 미분입니다. 시그모이드의 미분과 약분한 것은 다음 단계입니다.",
    "This is the derivative by the sum $s$, not by the output $p$: the sigmoid's slope cancels one step later.",
)
LOSS_ITSELF = Text("미분하지 않은 손실입니다.", "This is the loss itself, not differentiated.")
HALF_DONE = _this("활성화 함수의 미분에서 인수 하나를 빠뜨리면", "if one factor of the activation's slope is left out")
OTHER_SLOPE = _this("다른 활성화 함수의 미분 공식을 쓰면", "from the slope of another activation")
SLOPE_LEFT_OUT = _this("활성화 함수의 미분을 곱하지 않으면", "if the activation's slope is left out")
ERROR_LEFT_OUT = _this("손실의 미분을 곱하지 않으면", "if the derivative of the loss is left out")
INPUT_FOR_HIDDEN = _this("은닉층의 출력 대신 입력을 곱하면", "with the input in place of the hidden output")
HIDDEN_FOR_INPUT = _this("입력 대신 은닉층의 출력을 곱하면", "with the hidden output in place of the input")
NOTHING_ENTERS = _this("가중치로 들어오는 값을 곱하지 않으면", "if what enters through the weight is left out")
BIAS_AS_WEIGHT = _this(
    "편향에도 들어오는 값을 곱하면(편향에는 언제나 1이 들어옵니다)",
    "if the bias is treated as a weight: what enters through it is always 1",
)
WEIGHT_LEFT_OUT = _this("역전파 경로에 있는 가중치를 곱하지 않으면", "if the weight on the way back is left out")
ONE_PATH = _this("두 출력 가운데 한쪽에서 온 경로만 더하면", "from the path of one output alone")
OUTPUT_SLOPE_AGAIN = _this(
    "은닉 유닛의 미분 대신 출력의 미분을 곱하면", "with the output's slope in place of the hidden unit's"
)


@dataclass(frozen=True, slots=True)
class Net:
    """What the statement fixes; names have an index only where there are two outputs."""

    hidden: str
    output: str
    loss: str
    outputs: int

    @property
    def marks(self) -> tuple[str, ...]:
        """The outputs' indices."""
        return ("",) if self.outputs == 1 else ("1", "2")

    def domain(self, *letters: str) -> Domain:
        """Where these names, each with its index, are tried."""
        bounded = {"p"} if self.output != "identity" else set()
        return {letter: OPEN if letter[0] in bounded | {"h", "y"} else POSITIVE for letter in letters}


_OTHER = {"sigmoid": "tanh", "tanh": "sigmoid"}


def _slope(activation: str, a: Expression) -> Expression:
    """The slope from the output alone."""
    if activation == "identity":
        return number(1)
    slope: Expression = ACTIVATIONS[activation].slope(a, a)
    return slope


def _half_slope(activation: str, a: Expression) -> Iterator[WrongFormula]:
    """Slips with a slope."""
    if activation != "identity":
        yield WrongFormula("slope-half-done", 1 - a, HALF_DONE)
        yield WrongFormula("other-slope", _slope(_OTHER[activation], a), OTHER_SLOPE)


def _by_output(net: Net, y: Expression, p: Expression) -> Expression:
    """The loss's derivative by one output; a division by 1 is left away."""
    n = 1 if net.loss == "half_sum" else net.outputs
    slope: Expression = LOSSES[net.loss].gradient(y, p, n)
    divided_by_one = slope.head == "/" and slope.parts[1] == number(1)
    return slope.parts[0] if divided_by_one else slope


@dataclass(frozen=True, slots=True)
class Output:
    """The formulas at one output: of the loss by p, of p by s, and delta, in their shortest form."""

    mark: str
    error: Expression
    slope: Expression
    delta: Expression

    def name(self, pattern: str) -> str:
        """A part's name: `dL_dp` is `dL_dp1` at the first of two outputs."""
        return pattern.format(self.mark)

    def symbol(self, letter: str) -> str:
        """A letter with its index."""
        return rf"{letter}_{{{self.mark}}}" if self.mark else letter


def _output(net: Net, mark: str) -> Output:
    y, p = name(f"y{mark}"), name(f"p{mark}")
    error, slope = _by_output(net, y, p), _slope(net.output, p)
    if net.loss == "bce":
        delta = joined_gradient(y, p, net.outputs) if net.outputs > 1 else p - y
    else:
        delta = error if net.output == "identity" else error * slope
    return Output(mark, error, slope, delta)


def _at_output(net: Net, at: Output) -> Iterator[FormulaPart]:
    """Factors, delta and gradients of one output."""
    y, p, h = name(f"y{at.mark}"), name(f"p{at.mark}"), name("h")
    yp, yph = net.domain(y.leaf, p.leaf), net.domain(y.leaf, p.leaf, "h")
    x_too = net.domain(y.leaf, p.leaf, "h", "x")
    error, slope, delta = at.name("dL_dp{}"), f"dp{at.mark}_ds{at.mark}", at.name("delta{}")
    yield _part(
        (
            error,
            _by("L", at.symbol("p")),
            Text("인수 ①: 출력에 대한 손실의 미분", "factor ①: derivative of the loss by the output"),
        ),
        at.error,
        yp,
        tuple(_error_slips(net, y, p)),
    )
    yield _part(
        (slope, _by(at.symbol("p"), at.symbol("s")), Text("인수 ②: 출력의 기울기", "factor ②: slope of the output")),
        at.slope,
        net.domain(p.leaf),
        tuple(_half_slope(net.output, p)),
    )
    wrong: tuple[WrongFormula, ...] = (
        WrongFormula("slope-left-out", at.error, SLOPE_LEFT_OUT),
        WrongFormula("error-left-out", at.slope, ERROR_LEFT_OUT),
        WrongFormula("error-sign", -at.delta, ERROR_SIGN),
    )
    title = Text("출력의 델타 ①·②", "delta of the output, ① · ②")
    yield _part((delta, _delta_symbol(at), title), at.delta, yp, wrong, (error, slope), product)
    wrong = (
        WrongFormula("input-for-hidden", at.delta * name("x"), INPUT_FOR_HIDDEN),
        WrongFormula("input-left-out", at.delta, NOTHING_ENTERS),
        WrongFormula("slope-left-out", at.error * h, SLOPE_LEFT_OUT),
    )
    title = Text("출력층 가중치의 기울기", "gradient of the output's weight")
    yield _part(
        (at.name("dL_dv{}"), _by("L", at.symbol("v")), title),
        at.delta * h,
        x_too,
        wrong,
        (error, delta),
        _last_times(h),
    )
    wrong = (
        WrongFormula("bias-as-weight", at.delta * h, BIAS_AS_WEIGHT),
        WrongFormula("error-left-out", at.slope, ERROR_LEFT_OUT),
    )
    title = Text("출력층 편향의 기울기", "gradient of the output's bias")
    yield _part((at.name("dL_dc{}"), _by("L", at.symbol("c")), title), at.delta, yph, wrong, (error, slope), product)


def _error_slips(net: Net, y: Expression, p: Expression) -> Iterator[WrongFormula]:
    yield WrongFormula("error-sign", -_by_output(net, y, p), ERROR_SIGN)
    if net.loss == "bce":
        yield WrongFormula("cancelled-already", p - y, CANCELLED_ALREADY)
        return
    factor = squared_error_slope(y, p) if net.loss == "half_sum" else p - y
    yield WrongFormula("factor-two", factor, FACTOR_TWO, convention=True)
    yield WrongFormula("not-differentiated", _loss_term(net, y, p), LOSS_ITSELF)


def _loss_term(net: Net, y: Expression, p: Expression) -> Expression:
    n = 1 if net.loss == "half_sum" else net.outputs
    term: Expression = LOSSES[net.loss].value(y, p, n)
    return term


def _at_hidden(net: Net, outputs: tuple[Output, ...]) -> Iterator[FormulaPart]:
    """The sum over the paths, delta and gradients of the hidden unit."""
    h, x = name("h"), name("x")
    weights = [name(f"v{at.mark}") for at in outputs]
    known = [letter + mark for letter in "ypv" for mark in net.marks]
    paths = [at.delta * v for at, v in zip(outputs, weights, strict=True)]
    arrived, slope = _sum(paths), _slope(net.hidden, h)
    error, deltas = outputs[0].name("dL_dp{}"), tuple(at.name("delta{}") for at in outputs)

    def gathered(_error: Expression, *written: Expression) -> Expression:
        return _sum([delta * v for delta, v in zip(written, weights, strict=True)])

    wrong = [WrongFormula("weight-left-out", _sum([at.delta for at in outputs]), WEIGHT_LEFT_OUT)]
    wrong += [
        WrongFormula(
            "slope-left-out", _sum([at.error * v for at, v in zip(outputs, weights, strict=True)]), SLOPE_LEFT_OUT
        )
    ]
    if len(paths) > 1:
        wrong += [
            WrongFormula("first-path-only", paths[0], ONE_PATH),
            WrongFormula("second-path-only", paths[1], ONE_PATH),
        ]
    title = Text("은닉층의 출력에 대한 손실의 미분", "derivative of the loss by the hidden output")
    yield _part(("dL_dh", _by("L", "h"), title), arrived, net.domain(*known), tuple(wrong), (error, *deltas), gathered)
    delta = arrived * slope
    slips: tuple[WrongFormula, ...] = (
        WrongFormula("slope-left-out", arrived, SLOPE_LEFT_OUT),
        WrongFormula("slope-half-done", arrived * (1 - h), HALF_DONE),
        WrongFormula("other-slope", arrived * _slope(_OTHER[net.hidden], h), OTHER_SLOPE),
        WrongFormula("output-slope-again", arrived * outputs[0].slope, OUTPUT_SLOPE_AGAIN),
    )
    title = Text("은닉 유닛의 델타", "delta of the hidden unit")
    yield _part(
        ("delta_h", r"\delta_{h}", title), delta, net.domain(*known, "h"), slips, (error, "dL_dh"), _last_times(slope)
    )
    everything = net.domain(*known, "h", "x")
    slips = (
        WrongFormula("hidden-for-input", delta * h, HIDDEN_FOR_INPUT),
        WrongFormula("input-left-out", delta, NOTHING_ENTERS),
        WrongFormula("slope-left-out", arrived * x, SLOPE_LEFT_OUT),
    )
    title = Text("은닉층 가중치의 기울기", "gradient of the hidden unit's weight")
    yield _part(("dL_dw", _by("L", "w"), title), delta * x, everything, slips, (error, "delta_h"), _last_times(x))
    slips = (
        WrongFormula("bias-as-weight", delta * x, BIAS_AS_WEIGHT),
        WrongFormula("slope-left-out", arrived, SLOPE_LEFT_OUT),
    )
    title = Text("은닉층 편향의 기울기", "gradient of the hidden unit's bias")
    yield _part(("dL_db", _by("L", "b"), title), delta, everything, slips, (error, "dL_dh"), _last_times(slope))


def _sum(terms: list[Expression]) -> Expression:
    return terms[0] if len(terms) == 1 else terms[0] + terms[1]


def _last_times(factor: Expression) -> Callable[..., Expression]:
    """The last of the formulas above times a factor. The first is read because one of them must be right for others
    to follow from: the derivative of the loss, where every way back begins."""
    return lambda *written: written[-1] * factor


def _by(of: str, by: str) -> str:
    return rf"\frac{{\partial {of}}}{{\partial {by}}}"


def _delta_symbol(at: Output) -> str:
    return rf"\delta_{{{at.mark}}}" if at.mark else r"\delta"


def _part(
    head: tuple[str, str, Text],
    right: Expression,
    domain: Domain,
    slips: tuple[WrongFormula, ...],
    reads: tuple[str, ...] = (),
    combine: Callable[..., Expression] | None = None,
) -> FormulaPart:
    return FormulaPart(*head, right, domain, distinct(right, domain, slips), reads, combine)


@cache
def parts_of(net: Net) -> tuple[FormulaPart, ...]:
    """From the loss back to the input: the outputs one after another, then the hidden unit."""
    outputs = tuple(_output(net, mark) for mark in net.marks)
    return (*(part for at in outputs for part in _at_output(net, at)), *_at_hidden(net, outputs))
