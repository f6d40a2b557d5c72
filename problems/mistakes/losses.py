"""Known slips with losses and their gradients, from targets y, predictions p and the number n averaged over."""

from typing import Any

from problems.mistakes.activation import NORMALISED, NOT_NORMALISED, sigmoid_slips
from problems.mistakes.backprop import ERROR_SIGN, FACTOR_TWO, LOSS_SIGN, NOT_SQUARED, SLOPE_AGAIN
from reference.losses import Loss, joined_gradient
from reference.text import Text
from reference.vocabulary import exp, log, over, total
from reference.working import Mistake

READS = ("y", "p", "n")


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


SUMMED = _got("평균을 내지 않고 합을 구하면", "from the sum, without the mean")
HALF_LEFT_OUT = _got(r"$(1-y)\ln(1-p)$ 항을 빠뜨리면", r"without the term $(1-y)\ln(1-p)$")
OVER_CLASSES = _got(
    "표본의 수가 아니라 성분의 수로 나누면", "if the number of components divides, not that of examples"
)
OTHER_CLASSES = _got(
    r"정답이 아닌 클래스의 $\ln(1-p)$까지 더하면", r"if $\ln(1-p)$ of the other classes is added, as in a binary loss"
)
LOG_TO_TEN = _got("자연로그 대신 상용로그를 쓰면", "with the logarithm to base 10")
ONE_FOR_EACH = _got(
    r"$p$에 대한 미분 대신 로짓에 대한 미분 $(p-y)/N$을 쓰면", r"from $(p-y)/N$, the gradient by the logits, not by $p$"
)
BY_P = _got(r"로짓이 아니라 $p$에 대해 미분하면", r"from the derivative by $p$, not by the logits")
MEAN_LEFT_OUT = _got("$N$으로 나누지 않으면", "without the division by $N$")

_TEN = 2.302585092994046


def prediction_slips(name: str, z: str) -> tuple[Mistake, ...]:
    """Of probabilities from logits."""
    if name == "bce":
        return sigmoid_slips(z)
    return (
        Mistake("normalised-without-exp", lambda z: z / over(z, -2), NORMALISED, (z,)),
        Mistake("not-normalised", exp, NOT_NORMALISED, (z,)),
    )


def loss_slips(record: Loss, *, several: bool, classes: int) -> tuple[Mistake, ...]:
    """Of the loss."""
    slips = _squared(record) if record.name not in {"bce", "ce"} else _entropy(record, classes)
    if several:
        slips.append(Mistake("summed", lambda y, p, n: n * record.value(y, p, n), SUMMED, READS))
    return tuple(slips)


def _squared(record: Loss) -> list[Mistake]:
    factor = 0.5 if record.name == "mse" else 2.0
    return [
        Mistake("loss-factor", lambda y, p, n: record.value(y, p, n) * factor, FACTOR_TWO, READS, convention=True),
        Mistake("not-squared", lambda y, p, n: total(y - p) / n, NOT_SQUARED, READS),
    ]


def _entropy(record: Loss, classes: int) -> list[Mistake]:
    slips = [
        Mistake("loss-sign", lambda y, p, n: -record.value(y, p, n), LOSS_SIGN, READS),
        Mistake("log-to-ten", lambda y, p, n: record.value(y, p, n) / _TEN, LOG_TO_TEN, READS),
    ]
    if record.name == "bce":
        slips.append(Mistake("half-left-out", lambda y, p, n: total(-(y * log(p))) / n, HALF_LEFT_OUT, READS))
    elif classes > 1:
        slips += [
            Mistake("over-classes", lambda y, p, n: record.value(y, p, n) / classes, OVER_CLASSES, READS),
            Mistake("other-classes", _with_other_classes, OTHER_CLASSES, READS),
        ]
    return slips


def _with_other_classes(y: Any, p: Any, n: Any) -> Any:
    return total(-(y * log(p) + (1 - y) * log(1 - p))) / n


def gradient_slips(record: Loss, *, several: bool, logits: bool) -> tuple[Mistake, ...]:
    """Of the gradient by the predictions, or by the logits."""
    formula = joined_gradient if logits else record.gradient
    slips = [Mistake("error-sign", lambda y, p, n: -formula(y, p, n), ERROR_SIGN, READS)]
    if logits:
        slips += [
            Mistake("slope-multiplied-again", lambda y, p, n: (p - y) / n * p * (1 - p), SLOPE_AGAIN, READS),
            Mistake("by-p", record.gradient, BY_P, READS),
        ]
    elif record.name in {"bce", "ce"}:
        slips.append(Mistake("by-logits", joined_gradient, ONE_FOR_EACH, READS))
    else:
        factor = 0.5 if record.name == "mse" else 2.0
        slips.append(
            Mistake("gradient-factor", lambda y, p, n: formula(y, p, n) * factor, FACTOR_TWO, READS, convention=True)
        )
    if several:
        slips.append(Mistake("mean-left-out", lambda y, p, n: n * formula(y, p, n), MEAN_LEFT_OUT, READS))
    return tuple(slips)
