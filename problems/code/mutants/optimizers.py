"""Known wrong ways to write the functions of `code.optimizers`."""

from problems.code.mutants import said, wrong
from problems.code.mutants.adaptive_optimizers import ADADELTA_MUTANTS, ADAGRAD_MUTANTS, ADAM_MUTANTS, RMSPROP_MUTANTS
from problems.code.mutants.optimizer_sentences import OLD_STATE, STATE_LOST, STEP_ALONE, SWAPPED, UPHILL
from problems.code.task import Mutant

SGD = "sgd_step(w, g, alpha)"
MOMENTUM = "momentum_step(w, g, v, alpha, beta)"
NAG = "nag_step(w, grad, v, alpha, beta)"

SGD_MUTANTS = (
    wrong("uphill", SGD, "w + alpha * g", UPHILL),
    wrong("step-alone", SGD, "alpha * g", STEP_ALONE),
    wrong("no-rate", SGD, "w - g", said("학습률을 곱하지 않았을 때의", "if the learning rate is left out")),
    wrong(
        "sign",
        SGD,
        "w - alpha * np.sign(g)",
        said("기울기의 크기를 버리고 부호만 썼을 때의", "from the gradient's sign, without its size"),
    ),
    wrong("in-place", SGD, "w -= alpha * g\nreturn w"),
    wrong("nothing", SGD, "pass\nreturn None"),
)

MOMENTUM_MUTANTS = (
    wrong(
        "classical",
        MOMENTUM,
        "v = beta * v + g\nreturn w - alpha * v, v",
        said(
            "기울기에 $1-\\beta$를 곱하지 않은 모멘텀의", "from momentum without the factor $1-\\beta$ at the gradient"
        ),
        convention=True,
    ),
    wrong(
        "step-units",
        MOMENTUM,
        "v = beta * v + alpha * g\nreturn w - v, v",
        said("속도에 학습률까지 넣은 모멘텀의", "from momentum with the learning rate inside the velocity"),
        convention=True,
    ),
    wrong(
        "uphill",
        MOMENTUM,
        "v = beta * v + (1 - beta) * g\nreturn w + alpha * v, v",
        UPHILL,
    ),
    wrong(
        "restarted",
        MOMENTUM,
        "v = (1 - beta) * g\nreturn w - alpha * v, v",
        said("이전 속도를 버리고 매번 0에서 시작했을 때의", "if the velocity starts again from 0 in every call"),
    ),
    wrong(
        "overwritten",
        MOMENTUM,
        "v = g\nv = beta * v + (1 - beta) * g\nreturn w - alpha * v, v",
        said(
            "이전 속도를 이번 기울기로 덮어썼을 때의",
            "if the velocity is overwritten by the gradient before it is used",
        ),
    ),
    wrong("swapped", MOMENTUM, "v = (1 - beta) * v + beta * g\nreturn w - alpha * v, v", SWAPPED),
    wrong(
        "old-velocity",
        MOMENTUM,
        "return w - alpha * v, beta * v + (1 - beta) * g",
        OLD_STATE,
    ),
    wrong("velocity-lost", MOMENTUM, "return w - alpha * (beta * v + (1 - beta) * g), v", STATE_LOST),
    wrong("turned-round", MOMENTUM, "v = beta * v + (1 - beta) * g\nreturn v, w - alpha * v"),
    wrong("w-alone", MOMENTUM, "w - alpha * (beta * v + (1 - beta) * g)"),
    wrong("in-place", MOMENTUM, "v *= beta\nv += (1 - beta) * g\nreturn w - alpha * v, v"),
    wrong("fixed-beta", MOMENTUM, "v = 0.9 * v + 0.1 * g\nreturn w - alpha * v, v"),
)

NAG_MUTANTS = (
    wrong(
        "behind",
        NAG,
        "v = beta * v + alpha * grad(w + beta * v)\nreturn w - v, v",
        said(
            "앞선 지점의 부호를 반대로 하여 $w+\\beta v$에서 기울기를 구했을 때의",
            "with the gradient at $w+\\beta v$, the look-ahead turned round",
        ),
    ),
    wrong(
        "at-w",
        NAG,
        "v = beta * v + alpha * grad(w)\nreturn w - v, v",
        said(
            "앞선 지점이 아니라 $w$에서 기울기를 구한 보통 모멘텀의",
            "from plain momentum, with the gradient at $w$ itself",
        ),
    ),
    wrong(
        "whole-velocity",
        NAG,
        "v = beta * v + alpha * grad(w - v)\nreturn w - v, v",
        said("앞선 지점에서 $\\beta$를 빠뜨렸을 때의", "with the gradient at $w-v$, without $\\beta$"),
    ),
    wrong(
        "twice-ahead",
        NAG,
        "u = beta * v + alpha * grad(w - beta * v)\nreturn w - beta * v - u, u",
        said("앞선 지점으로 옮긴 뒤 속도를 또 뺐을 때의", "if the look-ahead is applied again in the update"),
    ),
    wrong(
        "library",
        NAG,
        "g = grad(w)\nv = beta * v + alpha * g\nreturn w - beta * v - alpha * g, v",
        said(
            "앞선 지점을 매개변수로 삼는 라이브러리 방식의", "from the libraries' form, whose w is the look-ahead point"
        ),
        convention=True,
    ),
    wrong(
        "early-velocity",
        NAG,
        "g = grad(w)\nv = beta * v + alpha * g\nreturn w - beta * beta * v - (1 + beta) * alpha * g, v",
        said(
            "속도를 먼저 갱신하고 다시 $\\beta^2$을 곱했을 때의",
            "if the velocity is updated before $\\beta^2$ multiplies it",
        ),
    ),
    wrong(
        "clipped",
        NAG,
        "g = np.clip(grad(w - beta * v), -1, 1)\nv = beta * v + alpha * g\nreturn w - v, v",
        said("기울기를 −1과 1 사이로 잘랐을 때의", "if the gradient is clipped to between -1 and 1"),
    ),
    wrong(
        "averaged",
        NAG,
        "v = beta * v + (1 - beta) * alpha * grad(w - beta * v)\nreturn w - v, v",
        said("기울기에 $1-\\beta$를 곱했을 때의", "with a factor $1-\\beta$ at the gradient"),
        convention=True,
    ),
    wrong("velocity-lost", NAG, "return w - beta * v - alpha * grad(w - beta * v), v", STATE_LOST),
    wrong("in-place", NAG, "w -= beta * v\nv = beta * v + alpha * grad(w)\nreturn w - alpha * grad(w), v"),
)

MUTANTS: tuple[Mutant, ...] = (
    *SGD_MUTANTS,
    *MOMENTUM_MUTANTS,
    *NAG_MUTANTS,
    *ADAGRAD_MUTANTS,
    *RMSPROP_MUTANTS,
    *ADADELTA_MUTANTS,
    *ADAM_MUTANTS,
)
