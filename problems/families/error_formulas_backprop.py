"""A list of formulas of backpropagation with one misprint."""

from problems.formula_hunt import Line, Misprint, formula_hunt, pool
from reference.activations import sigmoid_slope
from reference.backprop import descend, two_inputs
from reference.expressions import Expression, name, parse
from reference.graph import OPERATIONS
from reference.losses import half_squared_error, half_squared_error_slope
from reference.text import Text

NAMES = (
    "a",
    "h",
    "y",
    "w",
    "b",
    "g",
    "delta",
    "eta",
    "delta1",
    "delta2",
    "w1",
    "w2",
    "x1",
    "x2",
    "p",
    "q",
    "y1",
    "y2",
    "h1",
    "h2",
)


def _f(text: str) -> Expression:
    return parse(text, NAMES)


def _n(text: str) -> Expression:
    return name(text)


EXTRA_MINUS = Text(
    "없어야 할 − 부호가 붙었습니다. 중앙 차분으로 확인할 수 있습니다.",
    "There is a minus too many, as a central difference shows.",
)
CHAIN = Text("연쇄 법칙으로 앞뒤의 인수를 모두 곱합니다.", "By the chain rule, all factors on the way are multiplied.")

POOL = pool(
    Text(
        r"시그모이드 유닛 하나에서 $z = w <a> + b$, $h = \sigma(z)$, $E = \frac{1}{2}(h - y)^2$, "
        r"$\delta = \partial E / \partial z$이고 $<eta>$는 학습률입니다. $g$는 출력 쪽에서 온 기울기, $\delta_1, "
        r"\delta_2$는 이 유닛이 가중치 $w_1, w_2$로 이어지는 다음 층의 델타, "
        r"$\delta_h$는 그때 이 유닛의 델타입니다. $L$은 $\hat{y} = w x$의 평균 제곱 오차이고, 표본은 두 개, "
        r"그 예측값은 $h_1, h_2$입니다. "
        "답에는 `delta`, `delta1`, `w1`처럼 적습니다.",
        r"In one sigmoid unit $z = w <a> + b$, $h = \sigma(z)$, $E = \frac{1}{2}(h - y)^2$, "
        r"$\delta = \partial E / \partial z$, and $<eta>$ is the learning rate. $g$ is the gradient that arrives "
        r"at a node from the output's side; "
        r"$\delta_1, \delta_2$ are the deltas of the next layer, to which this unit leads by $w_1, w_2$, and "
        r"$\delta_h$ is its own delta then. $L$ is the mean squared error of $\hat{y} = w x$ over two "
        r"samples, with predictions $h_1, h_2$. "
        "Type `delta`, `delta1`, `w1` and the like.",
    ),
    {"a": ("a", "x", "u", "v"), "eta": ("eta", "alpha")},
    {},
    Line(
        "delta",
        r"\delta",
        half_squared_error_slope(_n("y"), _n("h")) * sigmoid_slope(_n("h")),
        (
            Misprint("extra-minus", _f("-(h - y) h (1 - h)"), EXTRA_MINUS),
            Misprint(
                "slope-lost",
                _f("h - y"),
                Text("활성화 함수의 미분이 빠졌습니다.", "The slope of the activation is missing."),
            ),
        ),
        CHAIN,
    ),
    Line(
        "weight-gradient",
        r"\frac{\partial E}{\partial w}",
        _f("delta a"),
        (
            Misprint("extra-minus", _f("-delta a"), EXTRA_MINUS),
            Misprint(
                "weight-for-input",
                _f("delta w"),
                Text("들어온 값이 아니라 가중치를 곱했습니다.", "It is multiplied by the weight, not by what came in."),
            ),
        ),
        CHAIN,
    ),
    Line(
        "bias-gradient",
        r"\frac{\partial E}{\partial b}",
        _f("delta"),
        (
            Misprint(
                "bias-multiplied",
                _f("delta b"),
                Text(
                    "편향의 값을 곱했습니다. 편향에 들어온 값은 1입니다.",
                    "It is multiplied by the bias: what comes in there is 1.",
                ),
            ),
        ),
        Text("편향에 들어온 값은 1입니다.", "What comes into a bias is 1."),
    ),
    Line(
        "update",
        r"w^{\text{new}}",
        descend(_n("w"), _n("delta") * _n("a"), _n("eta")),
        (
            Misprint(
                "rate-lost",
                _f("w - delta a"),
                Text("학습률이 빠졌습니다.", "The learning rate is missing."),
            ),
            Misprint(
                "uphill",
                _f("w + eta delta a"),
                Text(
                    "기울기의 반대 방향이 아니라 기울기 방향으로 갑니다.",
                    "This goes along the gradient, not against it.",
                ),
            ),
        ),
        Text("기울기의 반대 방향으로 학습률을 곱한 만큼 갑니다.", "It goes against the gradient by the learning rate."),
    ),
    Line(
        "hidden-delta",
        r"\delta_{h}",
        two_inputs(_n("delta1"), _n("w1"), _n("delta2"), _n("w2")) * sigmoid_slope(_n("h")),
        (
            Misprint(
                "shared-by-weights",
                _f("(delta1 w1 + delta2 w2)/(w1 + w2)*h (1 - h)"),
                Text(
                    "가중치의 합으로 나누었습니다. 오차를 가중치의 비로 나누는 것은 역전파가 아닙니다.",
                    "It is divided by the sum of the weights: sharing an error by weights is no backpropagation.",
                ),
            ),
            Misprint(
                "one-path",
                _f("delta1 w1 h (1 - h)"),
                Text("두 경로 가운데 하나가 빠졌습니다.", "One of the two paths is missing."),
            ),
        ),
        Text(
            "나가는 경로를 모두 더하고 활성화 함수의 미분을 곱합니다.",
            "All paths out are added, then the slope is multiplied in.",
        ),
    ),
    Line(
        "inner-derivative",
        r"\frac{\partial (w_1 x_1 + w_2 x_2)}{\partial w_1}",
        _f("x1"),
        (
            Misprint(
                "wrong-index",
                _f("x2"),
                Text("다른 가중치에 대한 편미분입니다.", "This is the derivative by the other weight."),
            ),
        ),
        Text("$w_1$이 들어 있는 항은 하나입니다.", "One term alone has $w_1$ in it."),
    ),
    Line(
        "coefficient",
        r"\frac{\partial (p <a> + q b)}{\partial <a>}",
        _f("p"),
        (
            Misprint(
                "inverted",
                _f("1/p"),
                Text("분자와 분모를 뒤바꾼 미분입니다.", "This is the derivative the other way round, by the value."),
            ),
        ),
        Text("일차식의 편미분은 계수입니다.", "The derivative of a linear form is its coefficient."),
    ),
    Line(
        "rate-of-change",
        r"\frac{d (w^2)}{d w}",
        _f("2w"),
        (
            Misprint(
                "ratio-for-derivative",
                _f("w^2/w"),
                Text("변화량의 비가 아니라 값의 비입니다.", "This is the ratio of the values, not of their changes."),
            ),
        ),
        Text("미분은 변화량의 비입니다.", "A derivative is a ratio of changes."),
    ),
    Line(
        "multiply-node",
        r"\frac{\partial L}{\partial p}\;(z = p q)",
        _n("g") * OPERATIONS["mul"].slopes[0](_n("p"), _n("q"), _n("z")),
        (
            Misprint(
                "not-swapped",
                _f("g p"),
                Text(
                    "상대편 입력이 아니라 자기 자신을 곱했습니다.",
                    "It is multiplied by its own input, not by the other.",
                ),
            ),
            Misprint(
                "upstream-lost",
                _f("q"),
                Text("출력 쪽에서 온 기울기가 빠졌습니다.", "The gradient from the output's side is missing."),
            ),
        ),
        Text(
            "출력 쪽에서 온 기울기에 상대편 입력을 곱합니다.",
            "The gradient from the output's side is multiplied by the other input.",
        ),
    ),
    Line(
        "add-node",
        r"\frac{\partial L}{\partial p}\;(z = p + q)",
        _n("g") * OPERATIONS["add"].slopes[0](_n("p"), _n("q"), _n("z")),
        (
            Misprint(
                "input-passed-on",
                _f("p"),
                Text(
                    "덧셈 노드가 보내는 것은 입력값이 아니라 출력 쪽에서 온 기울기입니다.",
                    "An add node passes on the gradient from the output's side, not its input.",
                ),
            ),
        ),
        Text("출력 쪽에서 온 기울기를 그대로 보냅니다.", "The gradient from the output's side is passed on as it is."),
    ),
    Line(
        "mean-squared-slope",
        r"\frac{\partial L}{\partial w}",
        _f("-((y1 - h1) x1 + (y2 - h2) x2)"),
        (
            Misprint(
                "input-outside",
                _f("-((y1 - h1) + (y2 - h2)) (x1 + x2)/2"),
                Text(
                    "표본마다 다른 $x_i$가 합 밖으로 나왔습니다.",
                    "The $x_i$, which differ between samples, stand outside of the sum.",
                ),
            ),
        ),
        Text(
            "표본마다 그 표본의 $x_i$를 곱한 다음에 더합니다.",
            "Each sample's error is multiplied by its own $x_i$, then they are added.",
        ),
    ),
    Line(
        "error",
        "E",
        half_squared_error(_n("y"), _n("h")),
        (
            Misprint(
                "sum-for-difference",
                _f("(y + h)^2/2"),
                Text("차가 아니라 합을 제곱했습니다.", "The sum is squared, not the difference."),
            ),
        ),
        Text(
            "목표값과 출력의 차를 제곱하고 반으로 나눕니다.",
            "The difference of target and output is squared and halved.",
        ),
    ),
)

FAMILY = formula_hunt(
    "error.formulas.backprop",
    Text("역전파의 식에서 틀린 줄 찾기", "Find the error: formulas of backpropagation"),
    POOL,
    ("C-050", "C-054", "C-055", "C-062", "C-063", "C-064", "C-065", "C-066"),
    ("backprop", "calculus"),
)
