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
                "시그모이드에서 지수의 부호를 반대로 하면 나오는 값입니다. 1/(1+e^(−z))의 − 부호를 확인하십시오.",
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
                "음수를 0으로 만들지 않고 부호만 바꾸면 나오는 값입니다. ReLU는 음수를 0으로 만듭니다.",
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
