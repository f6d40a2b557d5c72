"""Known wrong ways to write the steps that scale every entry by its past gradients."""

from problems.code.mutants import said, wrong
from problems.code.mutants.optimizer_sentences import (
    EPS_MISSING,
    EPS_OUTSIDE,
    NO_ROOT,
    OLD_STATE,
    ONE_SCALE,
    STATE_LOST,
    STEP_ALONE,
    SWAPPED,
    UPHILL,
)

ADAGRAD = "adagrad_step(w, g, G, alpha, eps)"
RMSPROP = "rmsprop_step(w, g, Eg2, alpha, beta, eps)"
ADADELTA = "adadelta_step(w, g, Eg2, Edx2, beta, eps)"
ADAM = "adam_step(w, g, m, v, t, alpha, beta1, beta2, eps)"

ADAGRAD_MUTANTS = (
    wrong(
        "last-alone",
        ADAGRAD,
        "G = g ** 2\nreturn w - alpha / np.sqrt(G + eps) * g, G",
        said("제곱을 쌓지 않고 이번 것만 썼을 때의", "from the last square alone, without the sum"),
    ),
    wrong("no-root", ADAGRAD, "G = G + g ** 2\nreturn w - alpha / (G + eps) * g, G", NO_ROOT),
    wrong(
        "absolute",
        ADAGRAD,
        "G = G + np.abs(g)\nreturn w - alpha / np.sqrt(G + eps) * g, G",
        said("기울기의 제곱이 아니라 절댓값을 쌓았을 때의", "if absolute values are summed, not squares"),
    ),
    wrong("step-alone", ADAGRAD, "G = G + g ** 2\nreturn alpha / np.sqrt(G + eps) * g, G", STEP_ALONE),
    wrong(
        "eps-outside",
        ADAGRAD,
        "G = G + g ** 2\nreturn w - alpha / (np.sqrt(G) + eps) * g, G",
        EPS_OUTSIDE,
        convention=True,
    ),
    wrong("eps-missing", ADAGRAD, "G = G + g ** 2\nreturn w - alpha / np.sqrt(G) * g, G", EPS_MISSING),
    wrong("uphill", ADAGRAD, "G = G + g ** 2\nreturn w + alpha / np.sqrt(G + eps) * g, G", UPHILL),
    wrong("old-sum", ADAGRAD, "return w - alpha / np.sqrt(G + eps) * g, G + g ** 2", OLD_STATE),
    wrong("sum-lost", ADAGRAD, "return w - alpha / np.sqrt(G + g ** 2 + eps) * g, G", STATE_LOST),
    wrong(
        "averaged",
        ADAGRAD,
        "G = 0.9 * G + 0.1 * g ** 2\nreturn w - alpha / np.sqrt(G + eps) * g, G",
        said("합이 아니라 이동 평균을 쓴 RMSProp의", "from RMSProp, with a running mean and not a sum"),
    ),
    wrong("one-scale", ADAGRAD, "G = G + np.sum(g ** 2)\nreturn w - alpha / np.sqrt(G + eps) * g, G", ONE_SCALE),
    wrong("in-place", ADAGRAD, "G += g ** 2\nreturn w - alpha / np.sqrt(G + eps) * g, G"),
)

_RMS = "\nreturn w - alpha / np.sqrt(Eg2 + eps) * g, Eg2"
RMSPROP_MUTANTS = (
    wrong("swapped", RMSPROP, f"Eg2 = (1 - beta) * Eg2 + beta * g ** 2{_RMS}", SWAPPED),
    wrong(
        "no-share",
        RMSPROP,
        f"Eg2 = beta * Eg2 + g ** 2{_RMS}",
        said("$g^2$에 $1-\\beta$를 곱하지 않았을 때의", "without the factor $1-\\beta$ at $g^2$"),
    ),
    wrong(
        "never-forgets",
        RMSPROP,
        f"Eg2 = Eg2 + (1 - beta) * g ** 2{_RMS}",
        said("이전 평균에 $\\beta$를 곱하지 않았을 때의", "without $\\beta$ before the old mean"),
    ),
    wrong(
        "not-squared",
        RMSPROP,
        f"Eg2 = beta * Eg2 + (1 - beta) * g{_RMS}",
        said("기울기를 제곱하지 않았을 때의", "if the gradient is not squared"),
    ),
    wrong("one-scale", RMSPROP, f"Eg2 = beta * Eg2 + (1 - beta) * np.sum(g ** 2){_RMS}", ONE_SCALE),
    wrong(
        "eps-outside",
        RMSPROP,
        "Eg2 = beta * Eg2 + (1 - beta) * g ** 2\nreturn w - alpha / (np.sqrt(Eg2) + eps) * g, Eg2",
        EPS_OUTSIDE,
        convention=True,
    ),
    wrong(
        "eps-missing",
        RMSPROP,
        "Eg2 = beta * Eg2 + (1 - beta) * g ** 2\nreturn w - alpha / np.sqrt(Eg2) * g, Eg2",
        EPS_MISSING,
    ),
    wrong(
        "no-root", RMSPROP, "Eg2 = beta * Eg2 + (1 - beta) * g ** 2\nreturn w - alpha / (Eg2 + eps) * g, Eg2", NO_ROOT
    ),
    wrong(
        "is-adagrad",
        RMSPROP,
        f"Eg2 = Eg2 + g ** 2{_RMS}",
        said("이동 평균이 아니라 합을 쓴 AdaGrad의", "from AdaGrad, with a sum and not a running mean"),
    ),
    wrong(
        "old-mean",
        RMSPROP,
        "return w - alpha / np.sqrt(Eg2 + eps) * g, beta * Eg2 + (1 - beta) * g ** 2",
        OLD_STATE,
    ),
    wrong(
        "mean-lost",
        RMSPROP,
        "return w - alpha / np.sqrt(beta * Eg2 + (1 - beta) * g ** 2 + eps) * g, Eg2",
        STATE_LOST,
    ),
    wrong(
        "first-cache",
        RMSPROP,
        "Eg2 = beta * Eg2 + (1 - beta) * g ** 2\nreturn w - alpha / np.sqrt(Eg2.flat[0] + eps) * g, Eg2",
        said(
            "다른 매개변수의 평균으로 나누었을 때의(모두 첫 원소의 평균)",
            "if every entry is divided by the first one's mean",
        ),
    ),
    wrong("in-place", RMSPROP, f"Eg2 *= beta\nEg2 += (1 - beta) * g ** 2{_RMS}"),
)

_MEAN = "Eg2 = beta * Eg2 + (1 - beta) * g ** 2\n"
_MOVE = "dx = -np.sqrt(Edx2 + eps) / np.sqrt(Eg2 + eps) * g\n"
_STEPS = "Edx2 = beta * Edx2 + (1 - beta) * dx ** 2\n"
_DONE = "return w + dx, Eg2, Edx2"
ADADELTA_MUTANTS = (
    wrong(
        "updated-first",
        ADADELTA,
        f"{_MEAN}{_MOVE}{_STEPS}dx = -np.sqrt(Edx2 + eps) / np.sqrt(Eg2 + eps) * g\n{_DONE}",
        said("$E[\\Delta w^2]$을 쓰기 전에 먼저 갱신했을 때의", "if $E[\\Delta w^2]$ is updated before it is used"),
    ),
    wrong(
        "fixed-rate",
        ADADELTA,
        f"{_MEAN}dx = -0.1 / np.sqrt(Eg2 + eps) * g\n{_STEPS}{_DONE}",
        said(
            "$E[\\Delta w^2]$의 제곱근 대신 고정된 학습률 0.1을 쓴 RMSProp의",
            "from RMSProp, with a fixed rate of 0.1 in place of the root of $E[\\Delta w^2]$",
        ),
    ),
    wrong("no-roots", ADADELTA, f"{_MEAN}dx = -(Edx2 + eps) / (Eg2 + eps) * g\n{_STEPS}{_DONE}", NO_ROOT),
    wrong(
        "upside-down",
        ADADELTA,
        f"{_MEAN}dx = -np.sqrt(Eg2 + eps) / np.sqrt(Edx2 + eps) * g\n{_STEPS}{_DONE}",
        said("분자와 분모를 뒤바꾸었을 때의", "with numerator and denominator exchanged"),
    ),
    wrong(
        "eps-outside",
        ADADELTA,
        f"{_MEAN}dx = -(np.sqrt(Edx2) + eps) / (np.sqrt(Eg2) + eps) * g\n{_STEPS}{_DONE}",
        EPS_OUTSIDE,
        convention=True,
    ),
    wrong(
        "swapped",
        ADADELTA,
        f"Eg2 = (1 - beta) * Eg2 + beta * g ** 2\n{_MOVE}Edx2 = (1 - beta) * Edx2 + beta * dx ** 2\n{_DONE}",
        SWAPPED,
    ),
    wrong("uphill", ADADELTA, f"{_MEAN}{_MOVE}{_STEPS}return w - dx, Eg2, Edx2", UPHILL),
    wrong(
        "gradients-twice",
        ADADELTA,
        f"{_MEAN}{_MOVE}Edx2 = beta * Edx2 + (1 - beta) * g ** 2\n{_DONE}",
        said(
            "이동량 대신 기울기의 제곱으로 $E[\\Delta w^2]$을 갱신했을 때의",
            "if $E[\\Delta w^2]$ averages squared gradients, not squared steps",
        ),
    ),
    wrong("old-mean", ADADELTA, f"{_MOVE}{_MEAN}{_STEPS}{_DONE}", OLD_STATE),
    wrong("steps-lost", ADADELTA, f"{_MEAN}{_MOVE}return w + dx, Eg2, Edx2", STATE_LOST),
    wrong("in-place", ADADELTA, f"Eg2 *= beta\nEg2 += (1 - beta) * g ** 2\n{_MOVE}{_STEPS}{_DONE}"),
)

_M = "m = beta1 * m + (1 - beta1) * g\n"
_V = "v = beta2 * v + (1 - beta2) * g ** 2\n"
_HATS = "a = m / (1 - beta1 ** t)\nb = v / (1 - beta2 ** t)\n"
_ADAM = "return w - alpha * a / (np.sqrt(b) + eps), m, v"
ADAM_MUTANTS = (
    wrong(
        "uncorrected",
        ADAM,
        f"{_M}{_V}return w - alpha * m / (np.sqrt(v) + eps), m, v",
        said("편향을 보정하지 않았을 때의", "without the bias correction"),
    ),
    wrong(
        "no-power",
        ADAM,
        f"{_M}{_V}a = m / (1 - beta1)\nb = v / (1 - beta2)\n{_ADAM}",
        said("편향 보정에서 $t$제곱을 빠뜨렸을 때의", "if the bias correction lacks the power $t$"),
    ),
    wrong(
        "epoch",
        ADAM,
        f"t = (t + 1) // 2\n{_M}{_V}{_HATS}{_ADAM}",
        said("$t$로 단계가 아니라 에포크(2단계마다 1)을 셌을 때의", "if $t$ counts epochs of two steps, not steps"),
    ),
    wrong(
        "late",
        ADAM,
        f"t = t + 1\n{_M}{_V}{_HATS}{_ADAM}",
        said("$t$를 한 번 더 늘렸을 때의", "if $t$ is counted up once too often"),
    ),
    wrong(
        "beta1-twice",
        ADAM,
        f"{_M}v = beta2 * v + (1 - beta1) * g ** 2\n{_HATS}{_ADAM}",
        said("2차 모멘트에 $1-\\beta_1$을 썼을 때의", "with $1-\\beta_1$ in the second moment"),
    ),
    wrong(
        "betas-swapped",
        ADAM,
        f"beta1, beta2 = beta2, beta1\n{_M}{_V}{_HATS}{_ADAM}",
        said("$\\beta_1$과 $\\beta_2$를 뒤바꾸었을 때의", "with $\\beta_1$ and $\\beta_2$ exchanged"),
    ),
    wrong(
        "accumulated",
        ADAM,
        f"m = m + beta1 * m + (1 - beta1) * g\nv = v + beta2 * v + (1 - beta2) * g ** 2\n{_HATS}{_ADAM}",
        said(
            "이전 모멘트를 한 번 더 더했을 때의(`=` 대신 `+=`)",
            "if the old moments are added once more (`+=` in place of `=`)",
        ),
    ),
    wrong(
        "hats-kept",
        ADAM,
        f"{_M}{_V}{_HATS}return w - alpha * a / (np.sqrt(b) + eps), a, b",
        said("보정한 모멘트를 상태로 돌려주었을 때의", "if the corrected moments are returned as the state"),
    ),
    wrong("no-root", ADAM, f"{_M}{_V}{_HATS}return w - alpha * a / (b + eps), m, v", NO_ROOT),
    wrong(
        "no-first-moment",
        ADAM,
        f"{_M}{_V}{_HATS}return w - alpha * g / (np.sqrt(b) + eps), m, v",
        said("1차 모멘트 대신 기울기를 썼을 때의", "with the gradient in place of the first moment"),
    ),
    wrong(
        "no-shares",
        ADAM,
        f"m = beta1 * m + g\nv = beta2 * v + g ** 2\n{_HATS}{_ADAM}",
        said("$1-\\beta_1$과 $1-\\beta_2$를 곱하지 않았을 때의", "without the factors $1-\\beta_1$ and $1-\\beta_2$"),
    ),
    wrong(
        "not-squared",
        ADAM,
        f"{_M}v = beta2 * v + (1 - beta2) * g\n{_HATS}{_ADAM}",
        said("2차 모멘트에서 기울기를 제곱하지 않았을 때의", "if the gradient is not squared in the second moment"),
    ),
    wrong(
        "eps-inside",
        ADAM,
        f"{_M}{_V}{_HATS}return w - alpha * a / np.sqrt(b + eps), m, v",
        said("$\\epsilon$을 제곱근 안에서 더했을 때의", "with $\\epsilon$ added inside the root"),
        convention=True,
    ),
    wrong(
        "eps-hat",
        ADAM,
        f"{_M}{_V}rate = alpha * np.sqrt(1 - beta2 ** t) / (1 - beta1 ** t)\n"
        "return w - rate * m / (np.sqrt(v) + eps), m, v",
        said(
            "$\\epsilon$을 보정하기 전의 제곱근에 더하는 Keras 방식의",
            "from Keras's form, with $\\epsilon$ added to the root of the uncorrected moment",
        ),
        convention=True,
    ),
    wrong("eps-missing", ADAM, f"{_M}{_V}{_HATS}return w - alpha * a / np.sqrt(b), m, v", EPS_MISSING),
    wrong("one-scale", ADAM, f"{_M}v = beta2 * v + (1 - beta2) * np.sum(g ** 2)\n{_HATS}{_ADAM}", ONE_SCALE),
    wrong("uphill", ADAM, f"{_M}{_V}{_HATS}return w + alpha * a / (np.sqrt(b) + eps), m, v", UPHILL),
    wrong(
        "moments-lost",
        ADAM,
        f"m0, v0 = m, v\n{_M}{_V}{_HATS}return w - alpha * a / (np.sqrt(b) + eps), m0, v0",
        STATE_LOST,
    ),
    wrong("always-first", ADAM, f"{_M}{_V}return w - alpha * np.sign(g), m, v"),
    wrong("in-place", ADAM, f"m *= beta1\nm += (1 - beta1) * g\n{_V}{_HATS}{_ADAM}"),
)
