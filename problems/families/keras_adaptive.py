"""Keras's adaptive methods with arguments of their own: where epsilon stands, what the accumulator starts at."""

from typing import Any

from problems.draws import Draws
from problems.library.adaptive import arguments
from problems.library.code import keras_snippet
from problems.library.family import Library, library_family
from problems.library.question import RIGHT, Question
from reference.text import Text, same


def _arguments(draws: Draws, call: str) -> dict[str, Any]:
    return arguments(draws, call, G_0=("0.2", "0.3", "0.5"))


QUESTIONS = {
    "accumulator-start": Question(
        Text(
            "Keras의 `Adagrad`에서 `initial_accumulator_value`의 기본값은 얼마입니까?",
            "What is the default of `initial_accumulator_value` in Keras's `Adagrad`?",
        ),
        {
            "tenth": (same("0.1"), RIGHT),
            "zero": (same("0.0"), Text("PyTorch의 기본값입니다.", "That is PyTorch's default.")),
            "one": (same("1.0"), Text("그런 기본값은 없습니다.", "There is no such default.")),
            "eps": (same("1e-7"), Text("epsilon의 기본값입니다.", "That is the default of epsilon.")),
        },
    ),
    "epsilon-default": Question(
        Text(
            "Keras의 최적화 기법에서 `epsilon`의 기본값은 얼마입니까?",
            "What is the default of `epsilon` in Keras's optimizers?",
        ),
        {
            "seven": (same("1e-7"), RIGHT),
            "eight": (
                same("1e-8"),
                Text("강의와 PyTorch의 Adam이 쓰는 값입니다.", "The lecture and PyTorch's Adam use it."),
            ),
            "ten": (same("1e-10"), Text("PyTorch의 Adagrad가 쓰는 값입니다.", "PyTorch's Adagrad uses it.")),
            "six": (same("1e-6"), Text("PyTorch의 Adadelta가 쓰는 값입니다.", "PyTorch's Adadelta uses it.")),
        },
    ),
    "epsilon-place": Question(
        Text("Keras의 `RMSprop`에서 `epsilon`은 어디에 더합니까?", "Where does Keras's `RMSprop` add `epsilon`?"),
        {
            "inside": (Text("제곱근 안에", "inside the square root"), RIGHT),
            "outside": (
                Text("제곱근 밖에", "outside the square root"),
                Text("PyTorch의 방식입니다.", "That is PyTorch's form."),
            ),
            "gradient": (
                Text("기울기에", "to the gradient"),
                Text("기울기는 그대로 씁니다.", "The gradient is used as it is."),
            ),
            "rate": (
                Text("학습률에", "to the learning rate"),
                Text("학습률은 그대로 씁니다.", "The rate is used as it is."),
            ),
        },
    ),
}

FAMILY = library_family(
    "keras.adaptive",
    Text("Keras의 적응형 최적화 기법", "Adaptive optimizers in Keras"),
    Library("keras", ("Adagrad", "RMSprop", "Adam"), _arguments, QUESTIONS, keras_snippet),
    ("C-105", "C-081", "C-082", "C-084"),
)
