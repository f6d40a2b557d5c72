"""Known slips with activations and their slopes, for a step that reads z (pre-activation) or a (output)."""

from reference.activations import sigmoid, sigmoid_slope
from reference.text import Text
from reference.vocabulary import exp, hyperbolic_tangent, ramp
from reference.working import Mistake


def sigmoid_slips(z: str) -> tuple[Mistake, ...]:
    """Of a = sigmoid(z)."""
    return (
        Mistake(
            "sigmoid-sign",
            lambda z: 1 / (1 + exp(z)),
            Text(
                "시그모이드의 지수에서 부호를 바꾸면 나오는 값입니다: 1/(1+e^(−z))의 − 부호를 확인하십시오.",
                "This is the value you get when the sign in the sigmoid's exponent is flipped: 1/(1+e^(−z)).",
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
                "음수를 0으로 하지 않고 부호만 바꾸면 나오는 값입니다. ReLU는 음수를 0으로 합니다.",
                "This is the value you get when negatives lose their sign: ReLU makes them 0.",
            ),
            (z,),
        ),
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
                "출력값 대신 활성화 전의 값을 넣으면 나오는 값입니다. σ' = a(1−a)의 a는 시그모이드의 출력입니다.",
                "This is the value you get from the pre-activation: in σ' = a(1−a), a is the sigmoid's OUTPUT.",
            ),
            (z,),
        ),
        Mistake(
            "sigmoid-applied-twice",
            lambda a: sigmoid_slope(sigmoid(a)),
            Text(
                "시그모이드를 한 번 더 적용하고 미분하면 나오는 값입니다. a는 이미 시그모이드를 거친 값입니다.",
                "This is the value you get when the sigmoid is applied once more: a has been through it already.",
            ),
            (a,),
        ),
        Mistake(
            "slope-half-done",
            lambda a: 1 - a,
            Text(
                "1−a에서 멈춘 값입니다. 기울기는 a(1−a)입니다.",
                "This is 1−a only: the slope is a(1−a).",
            ),
            (a,),
        ),
    )
