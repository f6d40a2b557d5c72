"""Known slips with activations and their slopes, for a step that reads z (pre-activation) or a (output)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from reference.activations import sigmoid, sigmoid_slope
from reference.softmax import softmax_jacobian
from reference.text import Text
from reference.vocabulary import exp, hyperbolic_tangent, over, positive, ramp
from reference.working import Mistake


def sigmoid_slips(z: str) -> tuple[Mistake, ...]:
    """Of a = sigmoid(z)."""
    return (
        Mistake(
            "sigmoid-sign",
            lambda z: 1 / (1 + exp(z)),
            Text(
                "시그모이드에서 지수의 부호를 반대로 하면 나오는 값입니다. $1/(1+e^{-z})$의 − 부호를 확인하십시오.",
                "This is the value you get when the sign in the sigmoid's exponent is flipped: $1/(1+e^{-z})$.",
            ),
            (z,),
        ),
        activation_skipped(z),
        Mistake(
            "tanh-for-sigmoid",
            hyperbolic_tangent,
            Text(
                "시그모이드 대신 tanh를 쓰면 나오는 값입니다.", "This is the value tanh gives instead of the sigmoid."
            ),
            (z,),
        ),
    )


def tanh_slips(z: str) -> tuple[Mistake, ...]:
    """Of a = tanh(z)."""
    return (
        activation_skipped(z),
        Mistake(
            "sigmoid-for-tanh",
            sigmoid,
            Text(
                "tanh 대신 시그모이드를 쓰면 나오는 값입니다.", "This is the value the sigmoid gives instead of tanh."
            ),
            (z,),
        ),
    )


def relu_slips(z: str) -> tuple[Mistake, ...]:
    """Of a = max(0, z)."""
    return (
        Mistake(
            "relu-absolute",
            lambda z: ramp(z) + ramp(-z),
            Text(
                "음수를 0으로 만들지 않고 부호만 바꾸면 나오는 값입니다. ReLU는 음수를 0으로 만듭니다.",
                "This is the value you get when negatives lose their sign: ReLU makes them 0.",
            ),
            (z,),
        ),
    )


def shaped_slips(name: str, z: str) -> tuple[Mistake, ...]:
    """Of a unit with a function of the ReLU family at its usual parameter; nothing for other functions."""
    if name == "swish":
        return (Mistake("sigmoid-alone", sigmoid, SIGMOID_ALONE, (z,)), activation_skipped(z))
    if name in {"leaky_relu", "prelu", "elu", "selu"}:
        return (Mistake("cut-to-zero", ramp, CUT_TO_ZERO, (z,)), activation_skipped(z))
    return ()


def softmax_slips(z: str) -> tuple[Mistake, ...]:
    """Of the outputs of a layer, over its units (rows)."""
    return (
        Mistake("normalised-without-exp", lambda z: z / over(z, -2), NORMALISED, (z,)),
        Mistake("not-normalised", exp, NOT_NORMALISED, (z,)),
        Mistake("sigmoid-for-softmax", sigmoid, SIGMOID_FOR_SOFTMAX, (z,)),
    )


def activation_skipped(z: str) -> Mistake:
    """The pre-activation itself was handed in."""
    return Mistake(
        "activation-skipped",
        lambda z: z,
        Text(
            "활성화 함수를 적용하기 전의 값입니다. 여기에 활성화 함수를 적용하십시오.",
            "This is the value before the activation function: apply the function to it.",
        ),
        (z,),
        echo=True,
    )


def sigmoid_slope_slips(a: str, z: str) -> tuple[Mistake, ...]:
    """Of a (1 - a), the sigmoid's slope from its output."""
    return (
        Mistake(
            "slope-of-pre-activation",
            sigmoid_slope,
            Text(
                "시그모이드의 출력 대신 가중합을 넣으면 나오는 값입니다. 시그모이드의 미분은 출력 × (1 − 출력)입니다.",
                "This is the value you get from the weighted sum: the sigmoid's slope is output × (1 − output).",
            ),
            (z,),
        ),
        Mistake(
            "sigmoid-applied-twice",
            lambda a: sigmoid_slope(sigmoid(a)),
            Text(
                "시그모이드를 한 번 더 적용하고 미분하면 나오는 값입니다. 출력은 이미 시그모이드를 거친 값입니다.",
                "This is the value you get when the sigmoid is applied once more: the output has been "
                "through it already.",
            ),
            (a,),
        ),
        Mistake(
            "slope-half-done",
            lambda a: 1 - a,
            Text(
                "(1 − 출력)까지만 계산한 값입니다. 시그모이드의 미분은 출력 × (1 − 출력)입니다.",
                "This is 1 − output only: the sigmoid's slope is output × (1 − output).",
            ),
            (a,),
        ),
    )


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


NORMALISED = _got(
    "지수를 취하지 않고 합으로만 나누면", "if the components are divided by their sum, without exponentials"
)
NOT_NORMALISED = _got("지수들의 합으로 나누지 않으면", "if the exponentials are not divided by their sum")
SIGMOID_FOR_SOFTMAX = _got(
    "성분마다 시그모이드를 쓰면(소프트맥스의 출력은 더하면 1입니다)",
    "from a sigmoid of each component: the outputs of softmax add up to 1",
)
DIAGONAL_ALONE = _got("대각 성분만 구하면", "from the diagonal alone: the other outputs depend on this input too")
OUTPUT_FOR_SLOPE = Text("도함수가 아니라 함숫값입니다.", "This is the value of the function, not its derivative.")
SQUARE_LEFT_OUT = _got("제곱을 빠뜨려 1 − tanh(z)로 계산하면", "from 1 − tanh(z), without the square")
AT_Z_FOR_OUTPUT = _got("출력 대신 z를 넣어 1 − z²으로 계산하면", "from 1 − z², with z in place of the output")
SIGMOID_SLOPE = _got(
    "시그모이드의 도함수 공식에 tanh의 출력을 넣으면", "from the sigmoid's formula, a(1 − a), with the output of tanh"
)
GARBLED_IDENTITY = _got(
    "항등식 tanh(z) = 2σ(2z) − 1을 도함수로 잘못 알고 2 tanh(2z) − 1로 계산하면",
    "from 2 tanh(2z) − 1, a garbled form of the identity tanh(z) = 2σ(2z) − 1, which is no derivative",
)
CUT_TO_ZERO = _got("음수를 모두 0으로 만드는 ReLU로 계산하면", "from ReLU, which makes all negatives 0")
ALPHA_SIGN = _got("음수 쪽 기울기의 부호를 반대로 하면", "with the sign of the negative branch turned round")
ONE_LEFT_OUT = _got("지수에서 1을 빼지 않으면", "if the 1 is not taken off the exponential")
ALPHA_LEFT_OUT = _got(r"$\alpha$를 곱하지 않으면", r"without the factor $\alpha$")
LAMBDA_LEFT_OUT = _got(r"$\lambda$를 곱하지 않으면", r"without the factor $\lambda$")
SIGMOID_ALONE = _got("z를 곱하지 않고 시그모이드만 계산하면", "from the sigmoid alone, without the factor z")
BETA_LEFT_OUT = _got(r"지수에서 $\beta$를 빠뜨리면", r"without $\beta$ in the exponent")
SLOPE_OF_FACTOR = _got("곱의 미분에서 한 항을 빠뜨리면", "if one term of the product rule is left out")
ONE_EVERYWHERE = _got("기울기를 어디서나 1로 보면", "if the slope is taken to be 1 everywhere")
SUM_OF_PIECES = _got("가장 큰 것을 고르지 않고 모두 더하면", "from the sum of the pieces, not the largest")
SMALLEST = _got("가장 큰 것이 아니라 가장 작은 것을 고르면", "from the smallest piece, not the largest")


def value_slips(name: str, reads: tuple[str, ...]) -> tuple[Mistake, ...]:
    """Of the value of a function at z (and its parameters, the further names)."""
    z = reads[:1]
    own: dict[str, tuple[Mistake, ...]] = {
        "sigmoid": sigmoid_slips("z"),
        "tanh": tanh_slips("z"),
        "relu": relu_slips("z"),
        "leaky_relu": _leaky_slips(reads),
        "prelu": _leaky_slips(reads),
        "elu": (
            Mistake("cut-to-zero", ramp, CUT_TO_ZERO, z),
            Mistake("one-left-out", lambda z, alpha: ramp(z) + (1 - positive(z)) * alpha * exp(z), ONE_LEFT_OUT, reads),
            Mistake("alpha-left-out", lambda z: ramp(z) + exp(-ramp(-z)) - 1, ALPHA_LEFT_OUT, z),
        ),
        "selu": (
            Mistake("lambda-left-out", lambda z: ramp(z) + _SELU_ALPHA * (exp(-ramp(-z)) - 1), LAMBDA_LEFT_OUT, z),
            Mistake("cut-to-zero", ramp, CUT_TO_ZERO, z),
        ),
        "swish": (
            Mistake("sigmoid-alone", lambda z, beta: sigmoid(beta * z), SIGMOID_ALONE, reads),
            Mistake("beta-left-out", lambda z: z * sigmoid(z), BETA_LEFT_OUT, z),
        ),
        "softmax": (
            Mistake("normalised-without-exp", lambda z: z / over(z, -1), NORMALISED, z),
            Mistake("not-normalised", exp, NOT_NORMALISED, z),
        ),
        "maxout": (
            Mistake("sum-of-pieces", lambda z: over(z, -1)[..., 0], SUM_OF_PIECES, z),
            Mistake("smallest", lambda z: np.min(z, axis=-1), SMALLEST, z),
        ),
    }
    return own.get(name, ())


_SELU_ALPHA = 1.6732632423543772


def _leaky_slips(reads: tuple[str, ...]) -> tuple[Mistake, ...]:
    return (
        Mistake("cut-to-zero", ramp, CUT_TO_ZERO, reads[:1]),
        Mistake("slope-sign", lambda z, alpha: ramp(z) + alpha * ramp(-z), ALPHA_SIGN, reads),
    )


def derivative_slips(name: str, reads: tuple[str, ...]) -> tuple[Mistake, ...]:
    """Of the derivative, from z, the value and the parameters."""
    value = reads[1:2]
    own: dict[str, tuple[Mistake, ...]] = {
        "sigmoid": sigmoid_slope_slips("value", "z"),
        "tanh": (
            Mistake("square-left-out", lambda a: 1 - a, SQUARE_LEFT_OUT, value),
            Mistake("slope-of-pre-activation", lambda z: 1 - z**2, AT_Z_FOR_OUTPUT, ("z",)),
            Mistake("sigmoid-slope", sigmoid_slope, SIGMOID_SLOPE, value),
            Mistake("garbled-identity", lambda z: 2 * hyperbolic_tangent(2 * z) - 1, GARBLED_IDENTITY, ("z",)),
        ),
        "relu": (_output_for_slope(value), _one_everywhere()),
        "leaky_relu": (_output_for_slope(value), _one_everywhere()),
        "prelu": (_output_for_slope(value), _one_everywhere()),
        "elu": (
            _output_for_slope(value),
            Mistake("alpha-left-out", lambda z: positive(z) + (1 - positive(z)) * exp(z), ALPHA_LEFT_OUT, ("z",)),
            _one_everywhere(),
        ),
        "selu": (
            _output_for_slope(value),
            Mistake("lambda-left-out", _selu_slope_unscaled, LAMBDA_LEFT_OUT, ("z",)),
        ),
        "swish": (
            Mistake("slope-of-factor", lambda z, _a, beta: sigmoid(beta * z), SLOPE_OF_FACTOR, reads),
            _output_for_slope(value),
        ),
        "softmax": (
            Mistake("diagonal-alone", _diagonal_alone, DIAGONAL_ALONE, value),
            Mistake("slope-sign", lambda s: -softmax_jacobian(s), ALPHA_SIGN_OF_JACOBIAN, value),
        ),
    }
    return own.get(name, ())


ALPHA_SIGN_OF_JACOBIAN = _got("부호를 반대로 하면", "with the sign turned round")


def _output_for_slope(value: tuple[str, ...]) -> Mistake:
    same_value: Callable[[Any], Any] = lambda a: a  # noqa: E731 - one expression, named
    return Mistake("output-for-slope", same_value, OUTPUT_FOR_SLOPE, value, echo=True)


def _one_everywhere() -> Mistake:
    return Mistake("one-everywhere", lambda z: 1 + 0 * z, ONE_EVERYWHERE, ("z",))


def _selu_slope_unscaled(z: Any) -> Any:
    return positive(z) + (1 - positive(z)) * _SELU_ALPHA * exp(z)


def _diagonal_alone(s: Any) -> Any:
    return np.eye(np.shape(s)[-1]) * np.expand_dims(s * (1 - s), -1)
