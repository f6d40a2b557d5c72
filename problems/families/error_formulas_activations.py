"""A list of activations and their derivatives with one misprint."""

from problems.formula_hunt import Line, Misprint, formula_hunt, pool
from reference.activations import SIGMOID, sigmoid_slope, tanh_slope
from reference.expressions import Expression, name, parse
from reference.text import Text, same
from reference.vocabulary import hyperbolic_tangent, positive, ramp

NAMES = ("x", "alpha", "z1", "z2", "z3")
X = name("x")


def _f(text: str) -> Expression:
    return parse(text, NAMES)


SIGN = Text("지수의 부호가 반대입니다.", "The sign of the exponent is the other way round.")

POOL = pool(
    Text(
        r"$\sigma$는 시그모이드, $\mathbf{1}[<x> > 0]$은 계단 함수(0에서 0), $p_1$은 소프트맥스의 첫째 "
        r"출력입니다. 답에는 "
        "`sigmoid(x)`, `tanh(x)`, `step(x)`, `max(0, x)`, `alpha`, `z1`처럼 적습니다.",
        r"$\sigma$ is the sigmoid, $\mathbf{1}[<x> > 0]$ the step function (0 at 0), $p_1$ the first output of a "
        r"softmax. "
        "Type `sigmoid(x)`, `tanh(x)`, `step(x)`, `max(0, x)`, `alpha`, `z1` and the like.",
    ),
    {"x": ("x", "z", "u", "t", "s")},
    {"x": ("-1.7", "1.9"), "z1": ("-0.6", "1.6"), "z2": ("0.3", "1.4"), "z3": ("-0.9", "1.1")},
    Line(
        "sigmoid",
        r"\sigma(<x>)",
        SIGMOID.formula(X),
        (
            Misprint(
                "variable-lost",
                _f("1/(1 + e^(-1))"),
                Text(
                    "지수에서 변수가 빠져, 상수가 되었습니다.",
                    "The variable is missing in the exponent: this is a constant.",
                ),
            ),
            Misprint("exponent-sign", _f("1/(1 + e^x)"), SIGN),
        ),
        same(r"$\sigma(0) = \frac{1}{2}$, $\sigma(\infty) = 1$"),
    ),
    Line(
        "sigmoid-slope",
        r"\sigma'(<x>)",
        sigmoid_slope(_f("sigmoid(x)")),
        (
            Misprint(
                "plus-for-minus",
                _f("sigmoid(x)(1 + sigmoid(x))"),
                Text("괄호 안의 부호가 틀렸습니다.", "The sign inside the brackets is wrong."),
            ),
            Misprint(
                "input-for-output",
                _f("x(1 - x)"),
                Text("함숫값이 들어갈 곳에 입력이 들어갔습니다.", "The input stands where the value belongs."),
            ),
        ),
        Text(
            r"몫을 미분하면 $\sigma(1 - \sigma)$가 됩니다.", r"Differentiating the quotient gives $\sigma(1 - \sigma)$."
        ),
    ),
    Line(
        "tanh",
        r"\tanh(<x>)",
        _f("(e^x - e^(-x))/(e^x + e^(-x))"),
        (
            Misprint(
                "signs-lost",
                _f("(e^x e^(-x))/(e^x e^(-x))"),
                Text(
                    "지수 함수 사이의 빼기와 더하기가 빠졌습니다. 이대로라면 언제나 1입니다.",
                    "Minus and plus between the exponentials are missing: as printed it is always 1.",
                ),
            ),
            Misprint(
                "upside-down",
                _f("(e^x + e^(-x))/(e^x - e^(-x))"),
                Text("분자와 분모가 뒤바뀌었습니다.", "Numerator and denominator are exchanged."),
            ),
        ),
        Text("분자는 0에서 0이고 분모는 0이 되지 않습니다.", "The numerator is 0 at 0, the denominator nowhere."),
    ),
    Line(
        "tanh-identity",
        r"\tanh(<x>)",
        _f("2sigmoid(2x) - 1"),
        (
            Misprint(
                "minus-lost",
                _f("2sigmoid(2x)*1"),
                Text("1 앞의 빼기가 빠졌습니다.", "The minus before the 1 is missing."),
            ),
            Misprint(
                "two-lost",
                _f("2sigmoid(x) - 1"),
                Text("시그모이드의 안쪽에서 2가 빠졌습니다.", "The 2 inside the sigmoid is missing."),
            ),
        ),
        Text(
            "시그모이드를 두 배로 늘이고 아래로 1만큼 옮긴 것입니다.",
            "It is the sigmoid stretched to twice its height and moved down by 1.",
        ),
    ),
    Line(
        "tanh-slope",
        r"\tanh'(<x>)",
        tanh_slope(hyperbolic_tangent(X)),
        (
            Misprint(
                "identity-for-slope",
                _f("2tanh(2x) - 1"),
                Text(
                    "항등식 $\\tanh z = 2\\sigma(2z) - 1$을 도함수로 잘못 옮긴 식입니다. 0에서 1이어야 하는데 "
                    "−1이 됩니다.",
                    "This is the identity $\\tanh z = 2\\sigma(2z) - 1$ mistaken for the derivative: at 0 it "
                    "gives −1, "
                    "not 1.",
                ),
            ),
            Misprint(
                "square-lost",
                _f("1 - tanh(x)"),
                Text("제곱이 빠졌습니다.", "The square is missing."),
            ),
        ),
        Text("0에서 1이고 양쪽으로 갈수록 0에 가까워집니다.", "It is 1 at 0 and goes to 0 on both sides."),
    ),
    Line(
        "relu",
        r"\operatorname{ReLU}(<x>)",
        ramp(X),
        (
            Misprint(
                "minimum",
                _f("min(0, x)"),
                Text(
                    "둘 가운데 작은 쪽을 고릅니다. ReLU는 큰 쪽을 고릅니다.",
                    "This takes the smaller one, ReLU the larger.",
                ),
            ),
            Misprint(
                "absolute",
                _f("abs(x)"),
                Text("음수가 0이 되지 않고 부호만 바뀝니다.", "Negatives lose their sign instead of becoming 0."),
            ),
        ),
        Text("음수는 0이 되고 양수는 그대로입니다.", "Negatives become 0, positives stay as they are."),
    ),
    Line(
        "relu-slope",
        r"\operatorname{ReLU}'(<x>)",
        positive(X),
        (
            Misprint(
                "value-for-slope",
                ramp(X),
                Text("도함수가 아니라 함숫값입니다.", "This is the function, not its derivative."),
            ),
        ),
        Text("양수에서 1, 그 밖에서 0입니다.", "It is 1 above 0 and 0 elsewhere."),
    ),
    Line(
        "leaky",
        r"\operatorname{LeakyReLU}(<x>)",
        _f("max(alpha x, x)"),
        (
            Misprint(
                "slope-sign",
                _f("max(-alpha x, x)"),
                Text("음수 쪽의 기울기 부호가 반대입니다.", "The slope of the negative branch has the wrong sign."),
            ),
            Misprint(
                "minimum",
                _f("min(alpha x, x)"),
                Text("둘 가운데 작은 쪽을 고릅니다.", "This takes the smaller one."),
            ),
        ),
        Text(
            r"$0 < \alpha < 1$이면 음수에서만 $\alpha$배가 됩니다.",
            r"With $0 < \alpha < 1$ only negatives are scaled by $\alpha$.",
        ),
    ),
    Line(
        "elu",
        r"\operatorname{ELU}(<x>)\;(<x> < 0)",
        _f("alpha(e^x - 1)"),
        (
            Misprint(
                "one-lost",
                _f("alpha e^x"),
                Text(
                    "지수에서 1을 빼지 않아, 0에서 이어지지 않습니다.",
                    "The 1 is not taken off: the pieces do not meet at 0.",
                ),
            ),
        ),
        Text("0에서 0이므로 양수 쪽과 이어집니다.", "It is 0 at 0 and meets the positive branch there."),
    ),
    Line(
        "softmax",
        "p_1",
        _f("e^(z1)/(e^(z1) + e^(z2) + e^(z3))"),
        (
            Misprint(
                "plain-shares",
                _f("z1/(z1 + z2 + z3)"),
                Text(
                    "지수를 취하지 않고 합으로 나누었습니다. 음수가 있으면 확률이 되지 않습니다.",
                    "The values are divided by their sum without exponentials: with negatives these are no "
                    "probabilities.",
                ),
            ),
            Misprint(
                "not-normalised",
                _f("e^(z1)"),
                Text("지수의 합으로 나누지 않았습니다.", "It is not divided by the sum of the exponentials."),
            ),
        ),
        Text(
            "지수를 취하면 모두 양수이고, 나누면 합이 1입니다.",
            "Exponentials are positive, and the shares add up to 1.",
        ),
    ),
)

FAMILY = formula_hunt(
    "error.formulas.activations",
    Text("활성화 함수의 식에서 틀린 줄 찾기", "Find the error: formulas of activations"),
    POOL,
    ("C-033", "C-034", "C-035", "C-036", "C-038", "C-042"),
    ("activations",),
)
