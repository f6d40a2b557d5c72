"""Keras's SGD with nesterov=True, two steps: the w that it reports is the point ahead."""

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
    "reported-point": Question(
        Text(
            "`nesterov=True`일 때 학습이 진행되는 동안 변수 $w$에 담기는 값은 무엇입니까?",
            "With `nesterov=True`, what does the variable $w$ hold during training?",
        ),
        {
            "point-ahead": (
                Text("다음 기울기를 구할, 앞서 가 본 지점", "the point ahead, where the next gradient is taken"),
                RIGHT,
            ),
            "before-look": (
                Text("앞서 가 보기 전의 지점", "the point before the look ahead"),
                Text(
                    "강의의 $w$가 그 지점입니다. 라이브러리에는 따로 저장되지 않습니다.",
                    "That is the lecture's $w$: the library keeps it nowhere.",
                ),
            ),
            "average": (
                Text("지난 지점들의 평균", "the mean of the points so far"),
                Text("평균하는 것은 지점이 아닙니다.", "No points are averaged."),
            ),
            "velocity": (
                Text("속도 $v$", "the velocity $v$"),
                Text("속도는 따로 저장됩니다.", "The velocity is kept apart."),
            ),
        },
    ),
    "which-call": Question(
        Text("Keras에서 NAG로 학습하는 코드는 무엇입니까?", "Which code trains by NAG in Keras?"),
        {
            "sgd": (same("`SGD(0.1, momentum=0.9, nesterov=True)`"), RIGHT),
            "nag": (same("`NAG(0.1, momentum=0.9)`"), Text("그런 클래스는 없습니다.", "There is no such class.")),
            "string": (
                same('`compile(optimizer="nag")`'),
                Text("그런 이름은 등록되어 있지 않습니다.", "No optimizer is known by that name."),
            ),
            "momentum-alone": (
                same("`SGD(0.1, momentum=0.9)`"),
                Text("보통의 모멘텀입니다.", "That is ordinary momentum."),
            ),
        },
    ),
}

FAMILY = library_family(
    "keras.sgd_nesterov",
    Text("Keras의 nesterov=True", "nesterov=True in Keras"),
    Library("keras", ("SGD nesterov",), arguments, QUESTIONS, keras_snippet),
    ("C-104", "C-080"),
)
