"""Known slips with the perceptron: net input, output, and the learning rule."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np

from reference.perceptron import net_input, updated_bias, updated_weights
from reference.text import Text
from reference.working import Mistake

UPDATE_SIGN = Text(
    "갱신의 부호가 반대입니다. 오차 (y − o)는 목표값에서 출력을 뺀 것이고, 여기에 비례하는 값을 더합니다.",
    "This is the update with the wrong sign: the error (y − o) is target minus output, and the step is added.",
)
RATE_LEFT_OUT = Text(
    "학습률을 곱하지 않으면 나오는 값입니다.", "This is the value you get when the learning rate is left out."
)
INPUT_LEFT_OUT = Text(
    "입력을 곱하지 않으면 나오는 값입니다.", "This is the value you get when the input is not multiplied in."
)
TARGET_ALONE = Text(
    "오차 (y − o) 대신 목표값만 쓰면 나오는 값입니다.",
    "This is the value you get with the target alone in place of the error (y − o).",
)
NET_INPUT_FOR_OUTPUT = Text(
    "출력 o 대신 가중합 S를 빼면 나오는 값입니다. 퍼셉트론의 학습 규칙에는 계단 함수를 거친 출력을 씁니다.",
    "This is the value you get with the net input S in place of the output o: the rule uses the output of the step.",
)
NOT_UPDATED = Text("갱신하기 전의 값 그대로입니다.", "This is the value before the update.")
RESTARTED = Text(
    "바로 앞 행에서 갱신한 값이 아니라 처음에 주어진 값을 갱신한 결과입니다.",
    "This update starts again from the initial value instead of from the row before.",
)
BIAS_LEFT_OUT = Text("편향을 더하지 않으면 나오는 값입니다.", "This is the value you get when the bias is left out.")
OLD_WEIGHTS = Text(
    "처음에 주어진 가중치로 계산한 값입니다. 앞 행까지 갱신한 가중치를 쓰십시오.",
    "This is the value from the initial weights: use the ones updated in the rows before.",
)
BIAS_SIGN = Text(
    "편향을 빼면 나오는 값입니다. 여기서 b는 임곗값이 아니라 더하는 편향입니다.",
    "This is the value you get when the bias is subtracted: here b is added, it is no threshold.",
)
OTHER_STEP_AT_ZERO = Text(
    "S = 0일 때의 출력을 반대로 정한 값입니다. 문제에 적힌 규칙을 확인하십시오.",
    "This is the output under the other convention for S = 0: check the rule in the statement.",
)
OPPOSITE_OUTPUT = Text(
    "출력이 반대입니다. S의 부호를 다시 확인하십시오.", "The output is the other one: hold it against the sign of S."
)

SOME_OPPOSITE = Text(
    "출력이 반대인 행이 있습니다. 행마다 S의 부호를 다시 확인하십시오.",
    "Some rows have the other output: hold each against the sign of its S.",
)
CROSSED = Text(
    "가중치의 순서를 거꾸로 짝지으면 나오는 값입니다. $w_i$는 $x_i$에 곱합니다.",
    "This is the value you get with the weights paired in reverse: $w_i$ multiplies $x_i$.",
)
THRESHOLD_FOR_BIAS = Text(
    "임곗값과 편향의 부호를 바꾸지 않은 값입니다. $w \\cdot x > \\theta$에서 $\\theta$를 왼쪽으로 옮기면 부호가 "
    "바뀝니다.",
    "The sign did not change between threshold and bias: $\\theta$ of $w \\cdot x > \\theta$ changes it on its way to "
    "the left.",
)


def weight_slips(w: str, x: str, y: str, o: str, eta: str) -> list[Mistake]:
    """Of w + eta (y - o) x."""
    return [
        Mistake("update-sign", lambda w, x, y, o, eta: w - eta * (y - o) * x, UPDATE_SIGN, (w, x, y, o, eta)),
        Mistake("learning-rate-left-out", lambda w, x, y, o: w + (y - o) * x, RATE_LEFT_OUT, (w, x, y, o)),
        Mistake("input-left-out", lambda w, y, o, eta: w + eta * (y - o), INPUT_LEFT_OUT, (w, y, o, eta)),
        Mistake("not-updated", lambda w: w, NOT_UPDATED, (w,), echo=True),
    ]


def bias_slips(b: str, y: str, o: str, eta: str) -> list[Mistake]:
    """Of b + eta (y - o)."""
    return [
        Mistake("update-sign", lambda b, y, o, eta: b - eta * (y - o), UPDATE_SIGN, (b, y, o, eta)),
        Mistake("learning-rate-left-out", lambda b, y, o: b + (y - o), RATE_LEFT_OUT, (b, y, o)),
        Mistake("not-updated", lambda b: b, NOT_UPDATED, (b,), echo=True),
    ]


def net_input_slips(w: str, x: str, b: str) -> list[Mistake]:
    """Of w . x + b."""
    return [
        Mistake("bias-left-out", lambda w, x: w @ x, BIAS_LEFT_OUT, (w, x)),
        Mistake("bias-subtracted", lambda w, x, b: w @ x - b, BIAS_SIGN, (w, x, b)),
    ]


def input_slips_of_rows(X: str, w: str, b: str) -> list[Mistake]:
    """Of X w + b, one net input a row."""
    return [
        Mistake("bias-left-out", lambda X, w: X @ w, BIAS_LEFT_OUT, (X, w)),
        Mistake("bias-subtracted", lambda X, w, b: X @ w - b, BIAS_SIGN, (X, w, b)),
        Mistake("weights-crossed", lambda X, w, b: X @ w[..., ::-1] + b, CROSSED, (X, w, b)),
    ]


def output_slips(S: str, output: Callable[[Any, int], Any], at_zero: int, labels: str = "01") -> list[Mistake]:
    """Of an output with this value at S = 0; the two labels add up to 1, or to 0 where they are -1 and 1."""
    both = 1 if labels == "01" else 0
    other = Mistake("other-step-at-zero", lambda S: output(S, 1 - at_zero), OTHER_STEP_AT_ZERO, (S,), convention=True)
    return [other, Mistake("opposite-output", lambda S: both - output(S, at_zero), OPPOSITE_OUTPUT, (S,))]


def some_opposite(S: str, output: Callable[[Any], Any], rows: int, labels: str = "01") -> list[Mistake]:
    """Outputs that are the other ones in some rows, though not in all: in any of up to four, else in a single one.

    So that what follows from them is marked from them.
    """
    both = 1 if labels == "01" else 0
    most = rows - 1 if rows <= 4 else 1
    places = [chosen for count in range(1, most + 1) for chosen in combinations(range(rows), count)]

    def turned(chosen: tuple[int, ...]) -> Callable[[Any], Any]:
        flags = np.array([place in chosen for place in range(rows)], dtype=int)
        return lambda S: output(S) + flags * (both - 2 * output(S))

    return [Mistake("some-outputs-opposite", turned(chosen), SOME_OPPOSITE, (S,)) for chosen in places]


def from_start(w: str, x: str, b: str) -> Mistake:
    """A net input from the initial weights."""
    return Mistake("old-weights-used", net_input, OLD_WEIGHTS, (w, x, b))


def restarted_weights(*reads: str) -> Mistake:
    """An update of the initial weights instead of the row before's."""
    return Mistake("restarted-from-initial", updated_weights, RESTARTED, reads)


def restarted_bias(*reads: str) -> Mistake:
    """The same of the bias."""
    return Mistake("restarted-from-initial", updated_bias, RESTARTED, reads)


def target_alone(w: str, x: str, y: str, eta: str) -> Mistake:
    """Hebb's rule in place of the perceptron's."""
    return Mistake("target-for-error", lambda w, x, y, eta: w + eta * y * x, TARGET_ALONE, (w, x, y, eta))


def net_input_for_output(w: str, x: str, y: str, S: str, eta: str) -> Mistake:
    """The delta rule in place of the perceptron's."""

    def formula(w: Any, x: Any, y: Any, S: Any, eta: Any) -> Any:
        return w + eta * (y - S) * x

    return Mistake("net-input-for-output", formula, NET_INPUT_FOR_OUTPUT, (w, x, y, S, eta))
