"""An optimizer by its name in Keras's compile: the name stands for the defaults of its class."""

from typing import Any

from problems.draws import Draws
from problems.library.code import by_name_snippet
from problems.library.family import Library, library_family
from problems.library.question import RIGHT, Question
from reference.text import Text, same

ACCEPTED = Text("이 이름은 쓸 수 있습니다.", "This name is known.")


def arguments(_draws: Draws, _call: str) -> dict[str, Any]:
    """A name takes none."""
    return {}


QUESTIONS = {
    "no-such-name": Question(
        Text(
            "`compile(optimizer=…)`에 쓸 수 **없는** 이름은 무엇입니까?",
            "Which name is **not** known to `compile(optimizer=…)`?",
        ),
        {
            "momentum": (same('`"momentum"`'), RIGHT),
            "adagrad": (same('`"adagrad"`'), ACCEPTED),
            "adadelta": (same('`"adadelta"`'), ACCEPTED),
            "rmsprop": (same('`"rmsprop"`'), ACCEPTED),
        },
    ),
    "other-rate": Question(
        Text(
            '`compile(optimizer="adam")`의 학습률을 0.01로 바꾸려면 어떻게 합니까?',
            'How is the learning rate of `compile(optimizer="adam")` changed to 0.01?',
        ),
        {
            "object": (
                Text(
                    "이름 대신 `Adam(learning_rate=0.01)`을 넘깁니다.",
                    "Pass `Adam(learning_rate=0.01)` instead of the name.",
                ),
                RIGHT,
            ),
            "compile-argument": (
                Text("`compile`에 `learning_rate=0.01`을 덧붙입니다.", "Add `learning_rate=0.01` to `compile`."),
                Text("`compile`에는 그런 인자가 없습니다.", "`compile` has no such argument."),
            ),
            "in-name": (
                Text('이름을 `"adam(0.01)"`로 적습니다.', 'Write the name `"adam(0.01)"`.'),
                Text("이름에는 인자를 적을 수 없습니다.", "A name takes no arguments."),
            ),
            "fit-argument": (
                Text("`fit`에 `lr=0.01`을 덧붙입니다.", "Add `lr=0.01` to `fit`."),
                Text("`fit`에는 그런 인자가 없습니다.", "`fit` has no such argument."),
            ),
        },
    ),
    "accuracy-of-regression": Question(
        Text(
            '회귀 모델을 `compile(loss="mse", metrics=["acc"])`로 컴파일하면 어떻게 됩니까?',
            'What happens when a regression is compiled with `compile(loss="mse", metrics=["acc"])`?',
        ),
        {
            "meaningless": (
                Text("오류 없이 실행되지만 정확도에 의미가 없습니다.", "It runs, but the accuracy means nothing."),
                RIGHT,
            ),
            "error": (
                Text("컴파일할 때 오류가 납니다.", "There is an error when it is compiled."),
                Text("Keras는 이 조합을 받아 줍니다.", "Keras accepts the combination."),
            ),
            "tolerance": (
                Text("오차가 1% 이내인 예측의 비율이 나옵니다.", "The share of predictions within 1 % comes out."),
                Text("이 지표에는 허용 오차가 없습니다.", "There is no tolerance in it."),
            ),
            "r-squared": (
                Text("결정 계수 $R^2$ 값이 나옵니다.", "The coefficient of determination $R^2$ comes out."),
                Text("결정 계수는 다른 지표입니다.", "That is another metric."),
            ),
        },
    ),
}

FAMILY = library_family(
    "keras.by_name",
    Text("Keras에서 이름으로 고른 최적화 기법", "An optimizer by its name in Keras"),
    Library("keras", ("SGD", "Adam", "RMSprop", "Adagrad"), arguments, QUESTIONS, by_name_snippet, decimals=6),
    ("C-105",),
)
