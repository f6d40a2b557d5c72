"""Known slips in fitting a line by gradient descent."""

from typing import Any

from reference.losses import squared_error, squared_error_slope
from reference.regression import predicted, slope_by_b
from reference.text import Text
from reference.vocabulary import over, ramp
from reference.working import Mistake


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


SUMMED = _got("평균이 아니라 합을 구하면", "from a sum in place of the mean")
HALVED = _got("오차 제곱에 ½을 곱한 손실을 쓰면", "from a loss with a factor one half")
NEGATIVE = _got("미분의 부호를 반대로 하면", "with the sign of the derivative turned round")
STALE = _got(
    "처음의 $w$, $b$로 예측하면", "with the prediction of the first $w$ and $b$, which the steps before have changed"
)
BIAS_LEFT_OUT = _got("$b$를 더하지 않으면", "if $b$ is left out")
EXCHANGED = _got("$w$와 $b$를 뒤바꾸면", "with $w$ and $b$ exchanged")
SQUARED_MEAN = _got("오차를 평균한 뒤에 제곱하면", "if the errors are averaged before they are squared")
ABSOLUTE = _got("제곱 대신 절댓값을 평균하면", "from the mean of absolute errors, not of squares")
X_OUTSIDE = _got(
    "$x_i$를 합 밖으로 빼서 평균끼리 곱하면", "if $x_i$ is taken out of the sum, as a product of two means"
)
X_LEFT_OUT = _got("$x_i$를 곱하지 않으면", "without the factor $x_i$")
UPHILL = _got("기울기를 빼지 않고 더하면", "if the step goes along the gradient, not against it")
RATE_LEFT_OUT = _got("학습률을 곱하지 않으면", "if the learning rate is left out")
NOT_UPDATED = Text("갱신하기 전의 값 그대로입니다.", "This is the value before the update.")


def prediction_slips(w: str, x: str, b: str, *, first: bool) -> tuple[Mistake, ...]:
    """Of w x + b; after the first step, also from where the descent began."""
    slips = [
        Mistake("bias-left-out", lambda w, x: w * x, BIAS_LEFT_OUT, (w, x)),
        Mistake("exchanged", lambda w, x, b: b * x + w, EXCHANGED, (w, x, b)),
    ]
    if not first:
        slips.append(Mistake("stale", predicted, STALE, ("w_0", x, "b_0")))
    return tuple(slips)


def error_slips(y: str, p: str, n: str, *, several: bool) -> tuple[Mistake, ...]:
    """Of the mean squared error."""
    if not several:
        return (
            Mistake("halved", lambda y, p: squared_error(y, p) / 2, HALVED, (y, p), convention=True),
            Mistake("absolute", lambda y, p: ramp(y - p) + ramp(p - y), ABSOLUTE, (y, p)),
        )
    reads = (y, p, n)
    return (
        Mistake("halved", lambda y, p, n: over(squared_error(y, p), -1) / (2 * n), HALVED, reads, convention=True),
        Mistake("absolute", lambda y, p, n: over(ramp(y - p) + ramp(p - y), -1) / n, ABSOLUTE, reads),
        Mistake("summed", lambda y, p: over(squared_error(y, p), -1), SUMMED, (y, p)),
        Mistake("squared-mean", lambda y, p, n: (over(y - p, -1) / n) ** 2, SQUARED_MEAN, reads),
    )


def slope_by_w_slips(reads: tuple[str, str, str, str], *, several: bool) -> tuple[Mistake, ...]:
    """Of the slope by w, from x, y, p, n."""
    x, y, p, n = reads
    slips = _slope_slips(lambda x, y, p: squared_error_slope(y, p) * x, (x, y, p), n, several=several)
    if not several:
        return (*slips, Mistake("x-left-out", squared_error_slope, X_LEFT_OUT, (y, p)))
    outside = lambda x, y, p, n: slope_by_b(y, p, n) * (over(x, -1) / n)  # noqa: E731
    return (
        *slips,
        Mistake("x-left-out", slope_by_b, X_LEFT_OUT, (y, p, n)),
        Mistake("x-outside", outside, X_OUTSIDE, reads),
    )


def slope_by_b_slips(reads: tuple[str, str, str], *, several: bool) -> tuple[Mistake, ...]:
    """Of the slope by b, from y, p, n."""
    y, p, n = reads
    return tuple(_slope_slips(squared_error_slope, (y, p), n, several=several))


def _slope_slips(terms: Any, reads: tuple[str, ...], n: str, *, several: bool) -> list[Mistake]:
    """For one sample as it is written for one: a sum and a 1/N would tell an error planted in a worked line."""

    def turned(*values: Any) -> Any:
        *before, y, p = values
        return terms(*before, p, y)

    if not several:
        return [
            Mistake("slope-sign", turned, NEGATIVE, reads),
            Mistake("halved", lambda *values: terms(*values) / 2, HALVED, reads, convention=True),
        ]
    return [
        Mistake("slope-sign", lambda *values: over(turned(*values[:-1]), -1) / values[-1], NEGATIVE, (*reads, n)),
        Mistake(
            "halved",
            lambda *values: over(terms(*values[:-1]), -1) / (2 * values[-1]),
            HALVED,
            (*reads, n),
            convention=True,
        ),
        Mistake("summed", lambda *values: over(terms(*values), -1), SUMMED, reads),
    ]


def update_slips(before: str, slope: str) -> tuple[Mistake, ...]:
    """Of w - alpha * slope."""
    return (
        Mistake("uphill", lambda w, d, alpha: w + alpha * d, UPHILL, (before, slope, "alpha")),
        Mistake("rate-left-out", lambda w, d: w - d, RATE_LEFT_OUT, (before, slope)),
        Mistake("not-updated", lambda w: w, NOT_UPDATED, (before,), echo=True),
    )
