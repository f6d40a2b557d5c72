"""Keras's SGD with momentum, two steps: its velocity is a step, without a factor 1 - beta at the gradient."""

from typing import Any

from problems.draws import Draws
from problems.library.code import keras_snippet
from problems.library.family import Library, library_family
from problems.library.question import RIGHT, Question
from reference.text import Text, same


def arguments(draws: Draws, _call: str) -> dict[str, Any]:
    """A rate and a momentum."""
    return {
        "alpha": draws.choice("alpha", ("0.05", "0.1", "0.2", "0.3")),
        "beta": draws.choice("beta", ("0.5", "0.6", "0.7", "0.8", "0.9")),
    }


QUESTIONS = {
    "default-rate": Question(
        Text(
            "`keras.optimizers.SGD()`처럼 인자를 하나도 주지 않으면 학습률은 얼마입니까?",
            "What is the learning rate of `keras.optimizers.SGD()`, without any argument?",
        ),
        {
            "hundredth": (same("0.01"), RIGHT),
            "thousandth": (
                same("0.001"),
                Text(
                    "Keras의 Adam이나 RMSprop의 기본 학습률입니다.", "That is the default of Adam and RMSprop in Keras."
                ),
            ),
            "tenth": (
                same("0.1"),
                Text("예제에서 자주 쓰는 값일 뿐입니다.", "That is only a common choice in examples."),
            ),
            "one": (
                same("1.0"),
                Text("PyTorch의 Adadelta가 쓰는 기본값입니다.", "That is the default of Adadelta in PyTorch."),
            ),
        },
    ),
    "default-momentum": Question(
        Text(
            "`SGD(learning_rate=0.01)`에서 `momentum`의 값은 얼마입니까?",
            "What is `momentum` in `SGD(learning_rate=0.01)`?",
        ),
        {
            "zero": (same("0.0"), RIGHT),
            "nine-tenths": (
                same("0.9"),
                Text("자주 쓰는 값이지만, 인자로 주어야 쓰입니다.", "A common value, but it has to be given."),
            ),
            "half": (same("0.5"), Text("그런 기본값은 없습니다.", "There is no such default.")),
            "ninety-nine": (
                same("0.99"),
                Text(
                    "PyTorch의 RMSprop에서 alpha의 기본값입니다.", "That is the default of alpha in PyTorch's RMSprop."
                ),
            ),
        },
    ),
    "same-path": Question(
        Text(
            r"강의의 모멘텀 $v \leftarrow 0.9v + 0.1g$, $w \leftarrow w - 0.1v$와 같은 경로로 움직이려면 "
            r"`SGD(learning_rate=?, momentum=0.9)`의 학습률은 얼마여야 합니까?",
            r"Which rate makes `SGD(learning_rate=?, momentum=0.9)` take the same path as the lecture's momentum, "
            r"$v \leftarrow 0.9v + 0.1g$, $w \leftarrow w - 0.1v$?",
        ),
        {
            "product": (same("0.01"), RIGHT),
            "same-rate": (
                same("0.1"),
                Text(
                    "학습률이 같으면 라이브러리의 갱신량은 열 배입니다.",
                    "With the same rate the library's steps are ten times as long.",
                ),
            ),
            "quotient": (
                same("1.0"),
                Text("나누면 갱신량이 더 커집니다.", "Dividing makes the steps longer still."),
            ),
            "other-share": (
                same("0.09"),
                Text(r"$\beta$가 아니라 $1-\beta$를 곱합니다.", r"It is the other share that is multiplied in."),
            ),
        },
    ),
    "argument-name": Question(
        Text(
            "모멘텀의 계수를 정하는 Keras `SGD`의 인자는 무엇입니까?",
            "Which argument of Keras's `SGD` sets the momentum's coefficient?",
        ),
        {
            "momentum": (same("`momentum`"), RIGHT),
            "beta": (same("`beta`"), Text("강의에서 쓰는 기호입니다.", "That is the lecture's symbol.")),
            "rho": (same("`rho`"), Text("RMSprop과 Adadelta의 인자입니다.", "RMSprop and Adadelta have it.")),
            "beta-1": (same("`beta_1`"), Text("Adam의 인자입니다.", "Adam has it.")),
        },
    ),
}

FAMILY = library_family(
    "keras.sgd_momentum",
    Text("Keras의 SGD와 모멘텀", "SGD with momentum in Keras"),
    Library("keras", ("SGD momentum",), arguments, QUESTIONS, keras_snippet),
    ("C-103", "C-079"),
)
