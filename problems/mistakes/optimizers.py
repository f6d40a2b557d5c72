"""Known slips in the steps of optimizers: for each method, the quantity and the wrong formula it comes from.

A formula's parameters name quantities at their latest, as in `reference.optimizers`; `v_old` is what v was before
the step. Slips that hold in one convention alone stand under that convention.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from reference.optimizers import running
from reference.text import Text
from reference.vocabulary import ramp, sqrt
from reference.working import Formula


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong formula for one quantity. `eps`: only where eps is large enough to show. `echo`: a copied value."""

    of: str
    id: str
    message: Text
    formula: Formula
    convention: bool = False
    eps: bool = False
    echo: bool = False


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


UPHILL = _got(
    "기울기의 반대 방향이 아니라 기울기 방향으로 옮기면", "if the step goes along the gradient, not against it"
)
RATE_LEFT_OUT = _got("학습률을 곱하지 않으면", "if the learning rate is left out")
NOT_UPDATED = Text("갱신하기 전의 값 그대로입니다.", "This is the value before the update.")
OLD_STATE = _got("이번 단계에서 갱신하기 전의 상태로 w를 옮기면", "if w is moved by the state from before the step")
SWAPPED = _got(r"$\beta$와 $1-\beta$를 뒤바꾸면", r"with $\beta$ and $1-\beta$ exchanged")
SHARE_LEFT_OUT = _got(r"새 항에 $1-\beta$를 곱하지 않으면", r"without the factor $1-\beta$ at the new term")
NEVER_FORGETS = _got(r"이전 값에 $\beta$를 곱하지 않으면", r"without $\beta$ before the old value")
RESTARTED = _got("이전 상태를 버리고 0에서 다시 시작하면", "if the state starts again from 0")
NOT_SQUARED = _got("기울기를 제곱하지 않으면", "if the gradient is not squared")
ABSOLUTE = _got("제곱 대신 절댓값을 더하면", "if absolute values are added, not squares")
NO_ROOT = _got("제곱근을 빠뜨리면", "if the square root is left out")
GRADIENT_ALONE = _got("속도 대신 이번 기울기만으로 옮기면", "with the gradient alone in place of the velocity")
EPS_MOVED = _got(
    r"$\epsilon$을 더하는 자리(제곱근의 안과 밖)를 바꾸면", r"with $\epsilon$ on the other side of the root"
)
EPS_LEFT_OUT = _got(r"$\epsilon$을 빠뜨리면", r"if $\epsilon$ is left out")
CLASSICAL = _got(
    r"기울기에 $1-\beta$를 곱하지 않는 모멘텀에서", r"from momentum without the factor $1-\beta$ at the gradient"
)
AVERAGED = _got(r"기울기에 $1-\beta$를 곱하는 모멘텀에서", r"from momentum with a factor $1-\beta$ at the gradient")
STEP_UNITS = _got("속도에 학습률까지 넣는 모멘텀에서", "from momentum with the learning rate inside the velocity")
LOOK_BACK = _got(
    r"$w + \beta v$처럼 앞선 지점의 부호를 반대로 하면", r"with the look-ahead turned round, $w + \beta v$"
)
LOOK_WITHOUT_BETA = _got(r"앞선 지점에서 $\beta$를 빠뜨리면", r"if $\beta$ is left out of the look-ahead")
LOOK_SKIPPED = Text(
    "앞선 지점이 아니라 지금의 w입니다. NAG는 기울기를 앞선 지점에서 구합니다.",
    "This is w itself: NAG takes the gradient at the point ahead.",
)
LOOK_TWICE = _got("앞선 지점으로 옮긴 뒤 속도를 또 빼면", "if the look-ahead is applied again in the update")
LIBRARY = _got(
    "앞선 지점을 매개변수로 삼는 라이브러리 방식으로 계산하면", "from the libraries' form, whose w is the point ahead"
)
SUM_FOR_MEAN = _got("이동 평균이 아니라 합을 쓰는 AdaGrad에서", "from AdaGrad, with a sum and not a running mean")
MEAN_FOR_SUM = _got("합이 아니라 이동 평균(0.9)을 쓰면", "with a running mean (0.9) and not a sum")
LAST_ALONE = _got("제곱을 쌓지 않고 이번 것만 쓰면", "from the last square alone, without the sum")
UPSIDE_DOWN = _got("분자와 분모를 뒤바꾸면", "with numerator and denominator exchanged")
STEP_SIGN = _got("이동량의 부호를 반대로 하면", "with the sign of the step turned round")
NUMERATOR_LEFT_OUT = _got(
    r"분자의 제곱근 $\sqrt{E[\Delta w^2] + \epsilon}$ 인수를 빠뜨리면",
    r"if the numerator $\sqrt{E[\Delta w^2] + \epsilon}$ is left out",
)
GRADIENTS_TWICE = _got("이동량 대신 기울기의 제곱을 평균하면", "if squared gradients are averaged, not squared steps")
FIRST_SHARE = _got(r"2차 모멘트에 $1-\beta_1$을 곱하면", r"with $1-\beta_1$ in the second moment")
ADDED_ONCE_MORE = _got("이전 모멘트를 한 번 더 더하면", "if the old moment is added once more")
NO_POWER = _got("편향 보정에서 $t$제곱을 빠뜨리면", "if the bias correction lacks the power $t$")
MULTIPLIED = _got(
    r"편향 보정에서 $1-\beta^t$으로 나누지 않고 곱하면",
    r"if the correction multiplies by $1-\beta^t$ instead of dividing",
)
UNCORRECTED = _got("편향을 보정하지 않으면", "without the bias correction")
UNCORRECTED_ECHO = Text("보정하기 전의 모멘트 그대로입니다.", "This is the moment before the correction.")
GRADIENT_FOR_MOMENT = _got("1차 모멘트 대신 기울기를 쓰면", "with the gradient in place of the first moment")

_W_OLD = Slip("w", "not-updated", NOT_UPDATED, lambda w_old: w_old, echo=True)

_GD = (
    Slip("w", "uphill", UPHILL, lambda w, alpha, g: w + alpha * g),
    Slip("w", "rate-left-out", RATE_LEFT_OUT, lambda w, g: w - g),
    _W_OLD,
)

_MOMENTUM = (
    Slip("v", "classical", CLASSICAL, lambda beta, v, g: beta * v + g, convention=True),
    Slip("v", "step-units", STEP_UNITS, lambda beta, v, alpha, g: beta * v + alpha * g, convention=True),
    Slip("v", "betas-swapped", SWAPPED, lambda beta, v, g: (1 - beta) * v + beta * g),
    Slip("v", "restarted", RESTARTED, lambda beta, g: (1 - beta) * g),
    Slip("v", "never-forgets", NEVER_FORGETS, lambda beta, v, g: v + (1 - beta) * g),
    Slip("w", "uphill", UPHILL, lambda w, alpha, v: w + alpha * v),
    Slip("w", "rate-left-out", RATE_LEFT_OUT, lambda w, v: w - v),
    Slip("w", "gradient-alone", GRADIENT_ALONE, lambda w, alpha, g: w - alpha * g),
    Slip("w", "old-state", OLD_STATE, lambda w, alpha, v_old: w - alpha * v_old),
    _W_OLD,
)
_MOMENTUM_PYTORCH = (
    Slip("v", "averaged", AVERAGED, lambda beta, v, g: beta * v + (1 - beta) * g, convention=True),
    Slip("v", "step-units", STEP_UNITS, lambda beta, v, alpha, g: beta * v + alpha * g, convention=True),
    Slip("v", "restarted", RESTARTED, lambda g: g),
    *_MOMENTUM[4:],
)
_MOMENTUM_KERAS = (
    Slip("v", "sign-turned", STEP_SIGN, lambda beta, v, alpha, g: beta * v + alpha * g),
    Slip("v", "restarted", RESTARTED, lambda alpha, g: -alpha * g),
    Slip("v", "rate-left-out", RATE_LEFT_OUT, lambda beta, v, g: beta * v - g),
    Slip("w", "sign-turned", STEP_SIGN, lambda w, v: w - v),
    Slip("w", "old-state", OLD_STATE, lambda w, v_old: w + v_old),
    _W_OLD,
)

_NAG = (
    Slip("look", "look-back", LOOK_BACK, lambda w, beta, v: w + beta * v),
    Slip("look", "look-without-beta", LOOK_WITHOUT_BETA, lambda w, v: w - v),
    Slip("look", "look-skipped", LOOK_SKIPPED, lambda w: w, echo=True),
    Slip("v", "averaged", AVERAGED, lambda beta, v, alpha, g: beta * v + (1 - beta) * alpha * g, convention=True),
    Slip("v", "rate-left-out", RATE_LEFT_OUT, lambda beta, v, g: beta * v + g),
    Slip("v", "restarted", RESTARTED, lambda alpha, g: alpha * g),
    Slip("v", "never-forgets", NEVER_FORGETS, lambda v, alpha, g: v + alpha * g),
    Slip("w", "uphill", UPHILL, lambda w, v: w + v),
    Slip("w", "look-twice", LOOK_TWICE, lambda w, beta, v_old, v: w - beta * v_old - v),
    Slip("w", "old-state", OLD_STATE, lambda w, v_old: w - v_old),
    Slip("w", "library", LIBRARY, lambda w, beta, v, alpha, g: w - beta * v - alpha * g, convention=True),
    _W_OLD,
)
_NAG_PYTORCH = (
    Slip("v", "averaged", AVERAGED, lambda beta, v, g: beta * v + (1 - beta) * g, convention=True),
    Slip("v", "restarted", RESTARTED, lambda g: g),
    Slip("w", "uphill", UPHILL, lambda w, alpha, g, beta, v: w + alpha * (g + beta * v)),
    Slip("w", "plain-momentum", LOOK_SKIPPED, lambda w, alpha, v: w - alpha * v),
    _W_OLD,
)
_NAG_KERAS = (
    Slip("v", "sign-turned", STEP_SIGN, lambda beta, v, alpha, g: beta * v + alpha * g),
    Slip("v", "restarted", RESTARTED, lambda alpha, g: -alpha * g),
    Slip("w", "plain-momentum", LOOK_SKIPPED, lambda w, v: w + v),
    _W_OLD,
)

_ADAGRAD = (
    Slip("G", "last-alone", LAST_ALONE, lambda g: g**2),
    Slip("G", "absolute", ABSOLUTE, lambda G, g: G + ramp(g) + ramp(-g)),
    Slip("G", "mean-for-sum", MEAN_FOR_SUM, lambda G, g: 0.9 * G + 0.1 * g**2),
    Slip("w", "uphill", UPHILL, lambda w, alpha, G, eps, g: w + alpha / sqrt(G + eps) * g),
    Slip("w", "no-root", NO_ROOT, lambda w, alpha, G, eps, g: w - alpha / (G + eps) * g),
    Slip("w", "old-state", OLD_STATE, lambda w, alpha, G_old, eps, g: w - alpha / sqrt(G_old + eps) * g),
    Slip("w", "eps-left-out", EPS_LEFT_OUT, lambda w, alpha, G, g: w - alpha / sqrt(G) * g, eps=True),
    _W_OLD,
)
_SQUARES = (
    Slip("Eg2", "betas-swapped", SWAPPED, lambda beta, Eg2, g: (1 - beta) * Eg2 + beta * g**2),
    Slip("Eg2", "share-left-out", SHARE_LEFT_OUT, lambda beta, Eg2, g: beta * Eg2 + g**2),
    Slip("Eg2", "never-forgets", NEVER_FORGETS, lambda beta, Eg2, g: Eg2 + (1 - beta) * g**2),
    Slip("Eg2", "not-squared", NOT_SQUARED, lambda beta, Eg2, g: beta * Eg2 + (1 - beta) * g),
    Slip("Eg2", "sum-for-mean", SUM_FOR_MEAN, lambda Eg2, g: Eg2 + g**2),
)
_RMSPROP = (
    *_SQUARES,
    Slip("w", "uphill", UPHILL, lambda w, alpha, Eg2, eps, g: w + alpha / sqrt(Eg2 + eps) * g),
    Slip("w", "no-root", NO_ROOT, lambda w, alpha, Eg2, eps, g: w - alpha / (Eg2 + eps) * g),
    Slip("w", "old-state", OLD_STATE, lambda w, alpha, Eg2_old, eps, g: w - alpha / sqrt(Eg2_old + eps) * g),
    Slip("w", "eps-left-out", EPS_LEFT_OUT, lambda w, alpha, Eg2, g: w - alpha / sqrt(Eg2) * g, eps=True),
    _W_OLD,
)
_ADADELTA = (
    *_SQUARES,
    Slip("dx", "step-sign", STEP_SIGN, lambda Edx2, eps, Eg2, g: sqrt(Edx2 + eps) / sqrt(Eg2 + eps) * g),
    Slip("dx", "upside-down", UPSIDE_DOWN, lambda Edx2, eps, Eg2, g: -(sqrt(Eg2 + eps) / sqrt(Edx2 + eps)) * g),
    Slip("dx", "no-root", NO_ROOT, lambda Edx2, eps, Eg2, g: -((Edx2 + eps) / (Eg2 + eps)) * g),
    Slip("dx", "numerator-left-out", NUMERATOR_LEFT_OUT, lambda Eg2, eps, g: -(1 / sqrt(Eg2 + eps)) * g),
    Slip("Edx2", "gradients-twice", GRADIENTS_TWICE, lambda beta, Edx2, g: running(beta, Edx2, g**2)),
    Slip("Edx2", "betas-swapped", SWAPPED, lambda beta, Edx2, dx: (1 - beta) * Edx2 + beta * dx**2),
    Slip("w", "uphill", UPHILL, lambda w, dx: w - dx),
    _W_OLD,
)
_ADAM_MOMENTS = (
    Slip("m", "betas-swapped", SWAPPED, lambda beta1, m, g: (1 - beta1) * m + beta1 * g),
    Slip("m", "share-left-out", SHARE_LEFT_OUT, lambda beta1, m, g: beta1 * m + g),
    Slip("m", "added-once-more", ADDED_ONCE_MORE, lambda beta1, m, g: m + running(beta1, m, g)),
    Slip("v", "first-share", FIRST_SHARE, lambda beta1, beta2, v, g: beta2 * v + (1 - beta1) * g**2),
    Slip("v", "share-left-out", SHARE_LEFT_OUT, lambda beta2, v, g: beta2 * v + g**2),
    Slip("v", "not-squared", NOT_SQUARED, lambda beta2, v, g: beta2 * v + (1 - beta2) * g),
)
_ADAM = (
    *_ADAM_MOMENTS,
    Slip("mhat", "uncorrected", UNCORRECTED_ECHO, lambda m: m, echo=True),
    Slip("mhat", "no-power", NO_POWER, lambda m, beta1: m / (1 - beta1)),
    Slip("mhat", "multiplied", MULTIPLIED, lambda m, beta1, t: m * (1 - beta1**t)),
    Slip("vhat", "uncorrected", UNCORRECTED_ECHO, lambda v: v, echo=True),
    Slip("vhat", "no-power", NO_POWER, lambda v, beta2: v / (1 - beta2)),
    Slip("w", "uphill", UPHILL, lambda w, alpha, mhat, vhat, eps: w + alpha * mhat / (sqrt(vhat) + eps)),
    Slip("w", "no-root", NO_ROOT, lambda w, alpha, mhat, vhat, eps: w - alpha * mhat / (vhat + eps)),
    Slip("w", "uncorrected", UNCORRECTED, lambda w, alpha, m, v, eps: w - alpha * m / (sqrt(v) + eps)),
    Slip(
        "w",
        "gradient-for-moment",
        GRADIENT_FOR_MOMENT,
        lambda w, alpha, g, vhat, eps: w - alpha * g / (sqrt(vhat) + eps),
    ),
    Slip(
        "w",
        "eps-moved",
        EPS_MOVED,
        lambda w, alpha, mhat, vhat, eps: w - alpha * mhat / sqrt(vhat + eps),
        True,
        eps=True,
    ),
    Slip("w", "eps-left-out", EPS_LEFT_OUT, lambda w, alpha, mhat, vhat: w - alpha * mhat / sqrt(vhat), eps=True),
    _W_OLD,
)
_ADAM_KERAS = (
    *_ADAM_MOMENTS,
    Slip("w", "uncorrected", UNCORRECTED, lambda w, alpha, m, v, eps: w - alpha * m / (sqrt(v) + eps)),
    _W_OLD,
)
_ADAGRAD_EPS_OUT = Slip(
    "w", "eps-moved", EPS_MOVED, lambda w, alpha, G, eps, g: w - alpha / (sqrt(G) + eps) * g, convention=True, eps=True
)
_ADAGRAD_EPS_IN = Slip(
    "w", "eps-moved", EPS_MOVED, lambda w, alpha, G, eps, g: w - alpha / sqrt(G + eps) * g, convention=True, eps=True
)
_RMSPROP_EPS_OUT = Slip(
    "w", "eps-moved", EPS_MOVED, lambda w, alpha, Eg2, eps, g: w - alpha / (sqrt(Eg2) + eps) * g, True, eps=True
)
_RMSPROP_EPS_IN = Slip(
    "w", "eps-moved", EPS_MOVED, lambda w, alpha, Eg2, eps, g: w - alpha / sqrt(Eg2 + eps) * g, True, eps=True
)

SLIPS: Mapping[str, Mapping[str, tuple[Slip, ...]]] = {
    "gd": {"seed": _GD, "pytorch": _GD, "keras": _GD},
    "momentum": {"seed": _MOMENTUM, "pytorch": _MOMENTUM_PYTORCH, "keras": _MOMENTUM_KERAS},
    "nag": {"seed": _NAG, "pytorch": _NAG_PYTORCH, "keras": _NAG_KERAS},
    "adagrad": {
        "seed": (*_ADAGRAD, _ADAGRAD_EPS_OUT),
        "pytorch": (*_ADAGRAD, _ADAGRAD_EPS_IN),
        "keras": (*_ADAGRAD, _ADAGRAD_EPS_OUT),
    },
    "rmsprop": {
        "seed": (*_RMSPROP, _RMSPROP_EPS_OUT),
        "pytorch": (*_RMSPROP, _RMSPROP_EPS_IN),
        "keras": (*_RMSPROP, _RMSPROP_EPS_OUT),
    },
    "adadelta": {"seed": _ADADELTA, "pytorch": _ADADELTA, "keras": _ADADELTA},
    "adam": {"seed": _ADAM, "pytorch": _ADAM, "keras": _ADAM_KERAS},
}
"""By method and convention."""
