"""A list of update rules with one misprint."""

from problems.formula_hunt import Line, Misprint, formula_hunt, pool
from reference.expressions import Expression, name, parse
from reference.optimizers import OPTIMIZERS
from reference.text import Text

NAMES = ("w", "g", "v", "m", "s", "G", "alpha", "beta", "beta1", "beta2", "epsilon", "t")
OWN = {"Eg2": "s", "eps": "epsilon"}
"""What the records call a quantity, and what it is typed as."""


def _f(text: str) -> Expression:
    return parse(text, NAMES)


def _rule(method: str, quantity: str) -> Expression:
    """The assignment of the lecture's form, in the names of this list."""
    assignment = next(a for a in OPTIMIZERS[method].lecture.rule if a.name == quantity)
    found: Expression = assignment.value({one: name(OWN.get(one, one)) for one in assignment.reads})
    return found


RATE_LOST = Text("학습률이 빠졌습니다.", "The learning rate is missing.")
UPHILL = Text("기울기의 반대 방향이 아니라 기울기 방향으로 갑니다.", "This goes along the gradient, not against it.")
BETA_LOST = Text(
    r"이전 평균에 곱할 $\beta$가 빠졌습니다. 이대로라면 평균이 끝없이 커집니다.",
    r"The $\beta$ before the old mean is missing: as printed it grows for ever.",
)
SWAPPED = Text(r"$\beta$와 $1-\beta$가 뒤바뀌었습니다.", r"$\beta$ and $1-\beta$ are exchanged.")
ROOT_LOST = Text("제곱근이 빠졌습니다.", "The square root is missing.")
MEAN = Text(
    r"이전 값의 $\beta$배와 새 값의 $1-\beta$배를 더합니다.",
    r"It is $\beta$ times the old value and $1-\beta$ times the new one.",
)
DESCENT = Text(
    "기울기의 반대 방향으로 학습률을 곱한 만큼 갑니다.", "It goes against the gradient by the learning rate."
)
SCALED = Text("갱신량을 제곱 평균의 제곱근으로 나눕니다.", "The step is divided by the root of the mean square.")

POOL = pool(
    Text(
        r"$g$는 기울기, $<alpha>$는 학습률입니다. $v$는 모멘텀의 속도(기울기의 이동 평균), $s$는 RMSProp에서 "
        r"기울기 제곱의 이동 "
        r"평균, $G$는 AdaGrad에서 그 합, $m$은 Adam의 1차 모멘트입니다. Adam의 2차 모멘트도 여기서는 $s$로 "
        r"적습니다. 우변의 "
        "값은 모두 갱신하기 전의 것이고, $<w>$ 값을 옮기는 줄의 $v$, $s$, $G$만 방금 구한 값입니다. 답에는 "
        "`beta1`, "
        "`epsilon`, `sqrt(s)`처럼 적습니다.",
        r"$g$ is the gradient, $<alpha>$ the learning rate. $v$ is the velocity of momentum (a running mean of "
        r"gradients), "
        r"$s$ RMSProp's running mean of squared gradients, $G$ AdaGrad's sum of them, $m$ Adam's first moment; "
        r"Adam's "
        "second moment is written $s$ here too. Values on the right are those before the step, except for $v$, "
        "$s$ and "
        "$G$ in the lines that move $<w>$. Type `beta1`, `epsilon`, `sqrt(s)` and the like.",
    ),
    {"alpha": ("alpha", "eta"), "w": ("w", "theta")},
    {"t": ("1.5", "4.5"), "w": ("-1.4", "1.6"), "g": ("0.4", "1.7"), "v": ("-0.9", "1.2"), "m": ("-0.8", "0.9")},
    Line(
        "gradient-descent",
        r"<w>\;(\text{GD})",
        _rule("gd", "w"),
        (Misprint("rate-lost", _f("w - g"), RATE_LOST), Misprint("uphill", _f("w + alpha g"), UPHILL)),
        DESCENT,
    ),
    Line(
        "velocity",
        r"v\;(\text{momentum})",
        _rule("momentum", "v"),
        (
            Misprint("betas-swapped", _f("(1 - beta) v + beta g"), SWAPPED),
            Misprint("beta-lost", _f("v + (1 - beta) g"), BETA_LOST),
        ),
        MEAN,
    ),
    Line(
        "along-velocity",
        r"<w>\;(\text{momentum})",
        _rule("momentum", "w"),
        (
            Misprint("uphill", _f("w + alpha v"), UPHILL),
            Misprint("rate-lost", _f("w - v"), RATE_LOST),
        ),
        Text("기울기 대신 속도를 따라 옮깁니다.", "It moves by the velocity in place of the gradient."),
    ),
    Line(
        "point-ahead",
        r"\tilde{<w>}\;(\text{NAG})",
        _f("w - beta v"),
        (
            Misprint(
                "look-back",
                _f("w + beta v"),
                Text("앞이 아니라 뒤를 봅니다.", "This looks back, not ahead."),
            ),
            Misprint(
                "beta-lost",
                _f("w - v"),
                Text(r"속도에 곱할 $\beta$가 빠졌습니다.", r"The $\beta$ before the velocity is missing."),
            ),
        ),
        Text(
            "속도는 빼서 옮기는 갱신량이므로, 앞선 지점도 뺄셈으로 구합니다.",
            "The velocity is a step that is taken off, so the point ahead is a difference too.",
        ),
    ),
    Line(
        "adagrad-sum",
        r"G\;(\text{AdaGrad})",
        _rule("adagrad", "G"),
        (
            Misprint("not-squared", _f("G + g"), Text("제곱이 빠졌습니다.", "The square is missing.")),
            Misprint(
                "mean-for-sum",
                _f("beta G + (1 - beta) g^2"),
                Text("AdaGrad는 평균하지 않고 더합니다.", "AdaGrad adds up: it takes no mean."),
            ),
        ),
        Text("기울기의 제곱을 모두 더합니다.", "All squared gradients are added up."),
    ),
    Line(
        "adagrad-step",
        r"<w>\;(\text{AdaGrad})",
        _rule("adagrad", "w"),
        (
            Misprint("root-lost", _f("w - alpha/(G + epsilon)*g"), ROOT_LOST),
            Misprint(
                "multiplied",
                _f("w - alpha sqrt(G + epsilon) g"),
                Text("나누지 않고 곱했습니다.", "It is multiplied where it should be divided."),
            ),
        ),
        SCALED,
    ),
    Line(
        "rmsprop-mean",
        r"s\;(\text{RMSProp})",
        _rule("rmsprop", "Eg2"),
        (
            Misprint("beta-lost", _f("s + (1 - beta) g^2"), BETA_LOST),
            Misprint(
                "not-squared",
                _f("beta s + (1 - beta) g"),
                Text("기울기의 제곱이 빠졌습니다.", "The gradient is not squared."),
            ),
        ),
        MEAN,
    ),
    Line(
        "rmsprop-step",
        r"<w>\;(\text{RMSProp})",
        _rule("rmsprop", "w"),
        (
            Misprint("root-lost", _f("w - alpha/(s + epsilon)*g"), ROOT_LOST),
            Misprint("uphill", _f("w + alpha/sqrt(s + epsilon)*g"), UPHILL),
        ),
        SCALED,
    ),
    Line(
        "first-moment",
        r"m\;(\text{Adam})",
        _rule("adam", "m"),
        (
            Misprint(
                "squared",
                _f("beta1 m + (1 - beta1) g^2"),
                Text(
                    "1차 모멘트에는 제곱하지 않은 기울기를 씁니다.",
                    "The first moment takes the gradient, not its square.",
                ),
            ),
            Misprint("betas-swapped", _f("(1 - beta1) m + beta1 g"), SWAPPED),
        ),
        Text("기울기 자체의 이동 평균입니다.", "It is the running mean of the gradient itself."),
    ),
    Line(
        "second-moment",
        r"s\;(\text{Adam})",
        _rule("adam", "v").put({"v": name("s")}),
        (
            Misprint(
                "first-rate",
                _f("beta1 s + (1 - beta1) g^2"),
                Text(
                    r"1차 모멘트의 계수 $\beta_1$을 썼습니다. 2차 모멘트의 감쇠율은 $\beta_2$입니다.",
                    r"This has $\beta_1$, the rate of the first moment: the second one's is $\beta_2$.",
                ),
            ),
            Misprint(
                "not-squared",
                _f("beta2 s + (1 - beta2) g"),
                Text(
                    r"$\left(\frac{\partial L}{\partial w}\right)^2$이어야 하는데 제곱이 빠졌습니다.",
                    r"It should be $\left(\frac{\partial L}{\partial w}\right)^2$: the square is missing.",
                ),
            ),
        ),
        Text(
            r"기울기 제곱의 이동 평균이고 감쇠율은 $\beta_2$입니다.",
            r"It is the running mean of squares, with rate $\beta_2$.",
        ),
    ),
    Line(
        "correction",
        r"\hat{m}\;(\text{Adam})",
        _rule("adam", "mhat"),
        (
            Misprint(
                "power-lost",
                _f("m/(1 - beta1)"),
                Text("$t$제곱이 빠졌습니다.", "The power $t$ is missing."),
            ),
            Misprint(
                "multiplied",
                _f("m (1 - beta1^t)"),
                Text("나누지 않고 곱했습니다.", "It is multiplied where it should be divided."),
            ),
        ),
        Text("0에서 시작한 평균은 처음에 너무 작습니다.", "A mean that starts at 0 is too small at first."),
    ),
)

FAMILY = formula_hunt(
    "error.formulas.optimizers",
    Text("최적화 기법의 식에서 틀린 줄 찾기", "Find the error: update rules"),
    POOL,
    ("C-075", "C-079", "C-080", "C-081", "C-082", "C-084", "C-086"),
    ("optimizers",),
)
