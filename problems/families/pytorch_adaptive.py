"""PyTorch's adaptive methods with arguments of their own: eps outside the root, alpha as a decay rate."""

from typing import Any

from problems.draws import Draws
from problems.library.adaptive import arguments
from problems.library.code import pytorch_snippet
from problems.library.family import Library, library_family
from problems.library.question import RIGHT, Question
from reference.text import Text, same


def _arguments(draws: Draws, call: str) -> dict[str, Any]:
    return arguments(draws, call, G_0=("0.2", "0.3", "0.5"))


QUESTIONS = {
    "alpha-meaning": Question(
        Text(
            "`torch.optim.RMSprop(params, lr=0.01, alpha=0.99)`에서 `alpha`는 무엇입니까?",
            "What is `alpha` in `torch.optim.RMSprop(params, lr=0.01, alpha=0.99)`?",
        ),
        {
            "decay": (
                Text("이동 평균에서 이전 값에 곱하는 계수", "the factor before the old value of the running mean"),
                RIGHT,
            ),
            "rate": (
                Text("학습률", "the learning rate"),
                Text(
                    "강의에서는 `alpha`가 학습률이지만, 여기서 학습률은 `lr`입니다.",
                    "By the lecture's letters; here `lr` is the rate.",
                ),
            ),
            "momentum": (
                Text("모멘텀의 계수", "the momentum"),
                Text("모멘텀은 `momentum` 인자입니다.", "The momentum is an argument of its own."),
            ),
            "new-share": (
                Text("새 제곱에 곱하는 계수", "the factor before the new square"),
                Text("새 제곱에는 1에서 이 값을 뺀 수를 곱합니다.", "The new square has one minus this."),
            ),
        },
    ),
    "adadelta-rate": Question(
        Text(
            "`torch.optim.Adadelta(params)`의 학습률 `lr`의 기본값은 얼마입니까?",
            "What is the default rate `lr` of `torch.optim.Adadelta(params)`?",
        ),
        {
            "one": (same("1.0"), RIGHT),
            "none": (
                Text("학습률 없음", "it has no rate"),
                Text(
                    "원래의 방법에는 없지만, 라이브러리에는 인자가 있습니다.",
                    "The method has none, but the library does.",
                ),
            ),
            "thousandth": (same("0.001"), Text("Keras의 기본값입니다.", "That is Keras's default.")),
            "hundredth": (
                same("0.01"),
                Text(
                    "PyTorch의 Adagrad와 RMSprop의 기본값입니다.",
                    "That is the default of PyTorch's Adagrad and RMSprop.",
                ),
            ),
        },
    ),
    "eps-place": Question(
        Text("PyTorch의 `RMSprop`에서 `eps`는 어디에 더합니까?", "Where does PyTorch's `RMSprop` add `eps`?"),
        {
            "outside": (Text("제곱근을 구한 다음에", "after the square root is taken"), RIGHT),
            "inside": (
                Text("제곱근을 구하기 전에", "before the square root is taken"),
                Text("강의와 Keras의 방식입니다.", "That is the form of the lecture and of Keras."),
            ),
            "update": (
                Text("갱신한 매개변수에", "to the updated parameter"),
                Text("매개변수에는 더하지 않습니다.", "Nothing is added to the parameter."),
            ),
            "gradient": (
                Text("제곱하기 전의 기울기에", "to the gradient before it is squared"),
                Text("기울기는 그대로 씁니다.", "The gradient is used as it is."),
            ),
        },
    ),
}

FAMILY = library_family(
    "pytorch.adaptive",
    Text("PyTorch의 적응형 최적화 기법", "Adaptive optimizers in PyTorch"),
    Library("pytorch", ("Adagrad", "RMSprop", "Adam"), _arguments, QUESTIONS, pytorch_snippet),
    ("C-081", "C-082", "C-084"),
)
