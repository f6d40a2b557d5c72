"""Known slips in backpropagation and gradient steps."""

from typing import Any

from reference.text import Text
from reference.working import Formula, Mistake

SLOPE_LEFT_OUT = Text(
    "활성화 함수의 미분을 곱하지 않으면 나오는 값입니다.",
    "This is the value you get when the activation's slope is left out.",
)
UPDATED_WEIGHT_USED = Text(
    "이미 갱신한 가중치를 쓰면 나오는 값입니다. 역전파에서는 갱신하기 전의 가중치를 씁니다.",
    "This is the value you get with the weight already updated: backpropagation uses the weights before the update.",
)
INPUT_FOR_HIDDEN = Text(
    "은닉층의 출력 대신 신경망의 입력을 곱하면 나오는 값입니다.",
    "This is the value you get with the network's input in place of the hidden output.",
)
PRE_ACTIVATION_FOR_OUTPUT = Text(
    "층의 출력 대신 활성화 함수를 적용하기 전의 가중합을 곱하면 나오는 값입니다.",
    "This is the value you get with the pre-activation in place of the layer's output.",
)
SLOPE_AGAIN = Text(
    "출력층 활성화 함수의 미분을 한 번 더 곱하면 나오는 값입니다. 이 손실 함수에서는 이미 약분되어 있습니다.",
    "This is the value you get when the output's slope is multiplied in again: with this loss it has cancelled.",
)
SLOPE_OF_PRE_ACTIVATION = Text(
    "층의 출력 대신 가중합을 넣어 활성화 함수의 미분을 구하면 나오는 값입니다.",
    "This is the value you get with the slope taken from the pre-activation instead of the layer's output.",
)
WRONG_PATH = Text(
    "다른 경로의 가중치를 쓰면 나오는 값입니다. 오차가 어느 가중치를 거쳐 역전파되는지 확인하십시오.",
    "This is the value you get with the weight of another path: follow which weight the error comes back through.",
)
OUTPUT_SLOPE_AGAIN = Text(
    "은닉층 활성화 함수의 미분 대신 출력층의 미분을 곱하면 나오는 값입니다.",
    "This is the value you get with the output's slope in place of the hidden unit's.",
)
ERROR_LEFT_OUT = Text(
    "손실의 미분을 곱하지 않으면 나오는 값입니다.",
    "This is the value you get when the derivative of the loss is left out.",
)
WEIGHT_LEFT_OUT = Text(
    "역전파 경로에 있는 가중치를 곱하지 않으면 나오는 값입니다.",
    "This is the value you get when the weight on the way back is left out.",
)
INPUT_LEFT_OUT = Text(
    "마지막에 입력을 곱하지 않으면 나오는 값입니다.",
    "This is the value you get when the input is not multiplied in at the end.",
)
WEIGHTS_CROSSED = Text(
    "가중치를 서로 바꾸어 쓰면 나오는 값입니다. 각 가중치가 어느 유닛에서 어느 유닛으로 이어지는지 확인하십시오.",
    "This is the value you get with the weights crossed: check where each weight starts and ends.",
)
TRANSPOSED = Text(
    "가중치 행렬의 전치 여부를 반대로 하면 나오는 값입니다. 행과 열이 각각 무엇을 뜻하는지 확인하십시오.",
    "This is the value you get with the weight matrix transposed the other way: check what rows and columns stand for.",
)
FACTOR_TWO = Text(
    "제곱 오차의 계수(2 또는 ½)를 다르게 정하면 나오는 값입니다. 이 문제의 손실 함수에 적힌 계수를 확인하십시오.",
    "This is the value of another convention for the factor 2 of the square: check the factor in this problem's loss.",
)
LOSS_SIGN = Text(
    "손실의 부호가 반대입니다. 손실 함수 맨 앞의 − 부호를 확인하십시오.",
    "The loss has the other sign: check the minus at the front of the loss.",
)
ERROR_SIGN = Text(
    "부호가 반대입니다. 목표값과 예측값 가운데 어느 쪽에서 어느 쪽을 빼는지 확인하십시오.",
    "The sign is the other way round: check the order of target and prediction.",
)
NOT_SQUARED = Text("오차를 제곱하지 않은 값입니다.", "This is the error without its square.")
OLD_WEIGHTS = Text(
    "갱신하기 전의 가중치로 계산한 값입니다. 새 가중치를 쓰십시오.",
    "This is the value from the weights before the update: use the new ones.",
)
BIAS_LEFT_OUT = Text("편향을 더하지 않으면 나오는 값입니다.", "This is the value you get when the bias is left out.")
ONE_EXAMPLE = Text(
    "마지막 데이터 하나만 쓰면 나오는 값입니다. 배치의 모든 데이터에 대해 더하십시오.",
    "This is the value of the last example alone: sum over all examples.",
)


def descent_slips(w: str, gradient: str, rate: str) -> tuple[Mistake, ...]:
    """Of w - rate * gradient."""
    return (
        Mistake(
            "update-added",
            lambda w, g, rate: w + rate * g,
            Text(
                "기울기를 빼지 않고 더하면 나오는 값입니다. 경사 하강법은 기울기의 반대 방향으로 갑니다.",
                "This is the value you get when the gradient step is added: descent goes AGAINST the gradient.",
            ),
            (w, gradient, rate),
        ),
        Mistake(
            "learning-rate-left-out",
            lambda w, g: w - g,
            Text(
                "학습률을 곱하지 않으면 나오는 값입니다.",
                "This is the value you get when the learning rate is left out.",
            ),
            (w, gradient),
        ),
        Mistake(
            "change-only",
            lambda g, rate: -rate * g,
            Text(
                "갱신량만 구한 값입니다. 갱신하기 전의 값에 더하십시오.",
                "This is the change alone: it must be added to the value before the update.",
            ),
            (gradient, rate),
        ),
        Mistake(
            "not-updated",
            lambda w: w,
            Text("갱신하기 전의 값 그대로입니다.", "This is the value before the update."),
            (w,),
            echo=True,
        ),
    )


def slip(
    id: str,  # noqa: A002 - the field's own name
    message: Text,
    formula: Formula,
    *reads: str,
    convention: bool = False,
) -> Mistake:
    """A mistake in one line."""
    return Mistake(id, formula, message, reads, convention=convention)


def product(*factors: Any) -> Any:
    """The chain rule's product, in the order it is written."""
    result = factors[0]
    for factor in factors[1:]:
        result = result * factor
    return result
