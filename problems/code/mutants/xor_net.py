"""Known wrong ways to write the functions of `code.xor_net`."""

from functools import partial

from problems.code.mutants import said, slipped, wrong
from problems.code.mutants.multilayer import DESCENT
from problems.mistakes import backprop as back
from problems.mistakes.activation import sigmoid_slips, sigmoid_slope_slips

INIT = "net_init(seed)"
PREDICT = "net_predict(X, params)"
STEP = "net_step(X, y, params, eta)"
TRAIN = "net_train(X, y, seed)"

SIGMOID = {mistake.id: mistake.message for mistake in sigmoid_slips("z")}
SLOPE = {mistake.id: mistake.message for mistake in sigmoid_slope_slips("a", "z")}

_INIT = """\
rng = np.random.default_rng(seed)
return rng.normal(size=(4, 2)), np.zeros(4), rng.normal(size=(1, 4)), np.zeros(1)
"""
_PREDICT = """\
W1, b1, W2, b2 = params
h = 1 / (1 + np.exp(-(X @ W1.T + b1)))
z = h @ W2.T + b2
return 1 / (1 + np.exp(-z))
"""
_STEP = """\
W1, b1, W2, b2 = params
h = 1 / (1 + np.exp(-(X @ W1.T + b1)))
p = 1 / (1 + np.exp(-(h @ W2.T + b2)))
d2 = 2 * (p - y) / len(X) * p * (1 - p)
d1 = d2 @ W2 * h * (1 - h)
g1, c1, g2, c2 = d1.T @ X, d1.sum(axis=0), d2.T @ h, d2.sum(axis=0)
return W1 - eta * g1, b1 - eta * c1, W2 - eta * g2, b2 - eta * c2
"""
_TRAIN = """\
params = net_init(seed)
for epoch in range(250):
    params = net_step(X, y, params, 8.0)
return params
"""
of_init = partial(slipped, INIT, _INIT)
of_predict = partial(slipped, PREDICT, _PREDICT)
of_step = partial(slipped, STEP, _STEP)
of_train = partial(slipped, TRAIN, _TRAIN)

OF_INIT = (
    wrong("zeros", INIT, "np.zeros((4, 2)), np.zeros(4), np.zeros((1, 4)), np.zeros(1)"),
    wrong("ones", INIT, "np.ones((4, 2)), np.ones(4), np.ones((1, 4)), np.ones(1)"),
    wrong("one-weight", INIT, "np.full((4, 2), seed / 7), np.zeros(4), np.full((1, 4), seed / 7), np.zeros(1)"),
    of_init("seed-ignored", None, ("default_rng(seed)", "default_rng(0)")),
    of_init("unseeded", None, ("default_rng(seed)", "default_rng()")),
    of_init("one-unit", None, ("(4, 2)", "(1, 2)"), ("zeros(4)", "zeros(1)"), ("(1, 4)", "(1, 1)")),
    of_init("transposed", None, ("(4, 2)", "(2, 4)"), ("(1, 4)", "(4, 1)")),
    of_init("bias-in-a-row", None, ("np.zeros(4)", "np.zeros((1, 4))")),
    of_init("output-in-one-axis", None, ("(1, 4)", "4")),
    of_init("number-for-bias", None, ("np.zeros(1)", "0.0")),
    of_init("without-bias", None, (" np.zeros(4),", "")),
    of_init("not-finite", None, ("np.zeros(1)", "np.array([np.nan])")),
    wrong("nothing", INIT, "pass\nreturn None"),
)

OF_PREDICT = (
    wrong(
        "truth-table",
        PREDICT,
        "((X[:, :1] > 0.5) != (X[:, 1:] > 0.5)) * 1.0",
        said(
            "매개변수와 상관없이 XOR 표를 그대로 적었을 때의",
            "if the table of XOR is written down, whatever `params` is",
        ),
    ),
    of_predict("bias-left-out", back.BIAS_LEFT_OUT, (" + b1", ""), (" + b2", "")),
    of_predict(
        "hidden-bias-left-out",
        said("은닉층의 편향을 더하지 않았을 때의", "without the biases of the hidden layer"),
        (" + b1", ""),
    ),
    of_predict(
        "output-bias-left-out",
        said("출력층의 편향을 더하지 않았을 때의", "without the bias of the output"),
        (" + b2", ""),
    ),
    of_predict(
        "linear",
        said("은닉층에 활성화 함수를 적용하지 않았을 때의", "without the activation function in the hidden layer"),
        ("1 / (1 + np.exp(-(X @ W1.T + b1)))", "X @ W1.T + b1"),
    ),
    of_predict("output-linear", SIGMOID["activation-skipped"], ("1 / (1 + np.exp(-z))", "z")),
    of_predict("sigmoid-sign", SIGMOID["sigmoid-sign"], ("np.exp(-", "np.exp(+")),
    of_predict("tanh", SIGMOID["tanh-for-sigmoid"], ("1 / (1 + np.exp(-(X @ W1.T + b1)))", "np.tanh(X @ W1.T + b1)")),
    of_predict(
        "rounded",
        said("출력을 0 또는 1로 반올림했을 때의", "if the outputs are rounded to 0 or 1"),
        ("1 / (1 + np.exp(-z))", "(z > 0) * 1.0"),
    ),
    of_predict("hidden-outputs", None, ("1 / (1 + np.exp(-z))", "h")),
    of_predict("one-axis", None, ("1 / (1 + np.exp(-z))", "1 / (1 + np.exp(-z[:, 0]))")),
    of_predict("row-of-outputs", None, ("1 / (1 + np.exp(-z))", "1 / (1 + np.exp(-z.T))")),
    of_predict("first-row", None, ("1 / (1 + np.exp(-z))", "1 / (1 + np.exp(-z[:1]))")),
    of_predict("weights-changed", None, ("return ", "W2 += 1\nreturn ")),
    of_predict("input-changed", None, ("z = ", "X[:] = 0\nz = ")),
    wrong("nothing", PREDICT, "0.5 + 0 * X[:, :1]"),
)

_ERROR = "2 * (p - y) / len(X)"
_ROW_BY_ROW = """\
if len(X) > 1:
    for i in range(len(X)):
        params = net_step(X[i : i + 1], y[i : i + 1], params, eta)
    return params
W1, b1, W2, b2 = params"""
OF_STEP = (
    of_step("update-added", DESCENT["update-added"], (" - eta", " + eta")),
    of_step("learning-rate-left-out", DESCENT["learning-rate-left-out"], ("eta * ", "")),
    of_step("change-only", DESCENT["change-only"], *((f"{name} - eta", "-eta") for name in ("W1", "b1", "W2", "b2"))),
    of_step("not-updated", DESCENT["not-updated"], ("eta * ", "0 * ")),
    of_step(
        "output-layer-only",
        said("은닉층을 갱신하지 않았을 때의", "if the hidden layer is not updated"),
        ("W1 - eta * g1, b1 - eta * c1", "W1, b1"),
    ),
    of_step(
        "hidden-layer-only",
        said("출력층을 갱신하지 않았을 때의", "if the output layer is not updated"),
        ("W2 - eta * g2, b2 - eta * c2", "W2, b2"),
    ),
    of_step(
        "bias-kept",
        said("편향을 갱신하지 않았을 때의", "if the biases are not updated"),
        ("b1 - eta * c1", "b1"),
        ("b2 - eta * c2", "b2"),
    ),
    of_step("bias-left-out", back.BIAS_LEFT_OUT, (" + b1", ""), (" + b2", "")),
    of_step("output-slope-left-out", back.SLOPE_LEFT_OUT, (f"{_ERROR} * p * (1 - p)", _ERROR)),
    of_step(
        "hidden-slope-left-out",
        said("은닉층 활성화 함수의 미분을 곱하지 않았을 때의", "without the slope of the hidden layer's activation"),
        ("d2 @ W2 * h * (1 - h)", "d2 @ W2"),
    ),
    of_step(
        "slopes-left-out",
        said("두 층 모두 활성화 함수의 미분을 곱하지 않았을 때의", "without the activation's slope in either layer"),
        (f"{_ERROR} * p * (1 - p)", _ERROR),
        ("d2 @ W2 * h * (1 - h)", "d2 @ W2"),
    ),
    of_step("slope-half-done", SLOPE["slope-half-done"], ("d2 @ W2 * h * (1 - h)", "d2 @ W2 * (1 - h)")),
    of_step(
        "slope-of-sigmoid-twice",
        SLOPE["sigmoid-applied-twice"],
        ("d2 @ W2 * h * (1 - h)", "d2 @ W2 * (s := 1 / (1 + np.exp(-h))) * (1 - s)"),
    ),
    of_step(
        "cross-entropy",
        said("제곱 오차 대신 교차 엔트로피를 미분했을 때의", "from the cross entropy in place of the squared error"),
        (f"{_ERROR} * p * (1 - p)", "(p - y) / len(X)"),
    ),
    of_step("weights-left-out", back.WEIGHT_LEFT_OUT, ("d2 @ W2", "d2 @ np.ones(W2.shape)")),
    of_step("updated-weight-used", back.UPDATED_WEIGHT_USED, ("d2 @ W2", "d2 @ (W2 - eta * d2.T @ h)")),
    of_step("factor-two", back.FACTOR_TWO, (_ERROR, "(p - y) / len(X)"), convention=True),
    of_step(
        "summed", said("$N$으로 나누지 않고 더하기만 했을 때의", "from the sum, not divided by $N$"), (" / len(X)", "")
    ),
    of_step(
        "one-example-only",
        back.ONE_EXAMPLE,
        ("W1, b1, W2, b2 = params", "X, y = X[-1:], y[-1:]\nW1, b1, W2, b2 = params"),
    ),
    of_step(
        "row-by-row",
        said("배치로 한 번이 아니라 표본마다 갱신했을 때의", "from one step for every row, not one for the batch"),
        ("W1, b1, W2, b2 = params", _ROW_BY_ROW),
    ),
    of_step("bias-not-summed", None, ("d1.sum(axis=0), d2.T @ h, d2.sum(axis=0)", "d1, d2.T @ h, d2")),
    of_step("swapped", None, ("return W1 - eta * g1, b1 - eta * c1, ", "return b1 - eta * c1, W1 - eta * g1, ")),
    of_step("without-bias", None, (", b2 - eta * c2", "")),
    of_step("weights-changed", None, ("return", "b2 += 1\nb2 = b2 - 1\nreturn")),
    of_step("labels-changed", None, ("return", "y[:] = 0\nreturn")),
    wrong("loss", STEP, "np.mean((net_predict(X, params) - y) ** 2)"),
)

_XOR = "np.array([[0.0], [1.0], [1.0], [0.0]])"
_SOLVED = "np.array([[9.0, 9.0], [-9.0, -9.0]]), np.array([-4.5, 13.5]), np.array([[9.0, 9.0]]), np.array([-13.5])"
_LINEAR = """\
W1, b1, W2, b2 = params
    h = X @ W1.T + b1
    d2 = (1 / (1 + np.exp(-(h @ W2.T + b2))) - y) / len(X)
    d1 = d2 @ W2
    params = W1 - d1.T @ X, b1 - d1.sum(axis=0), W2 - d2.T @ h, b2 - d2.sum(axis=0)"""
OF_TRAIN = (
    of_train("not-trained", None, ("range(250)", "range(0)")),
    of_train("one-epoch", None, ("range(250)", "range(1)")),
    of_train("few-epochs", None, ("range(250)", "range(5)")),
    of_train("slow", None, ("8.0", "0.001")),
    of_train("uphill", None, ("8.0", "-8.0")),
    of_train("result-dropped", None, ("params = net_step", "new = net_step")),
    of_train("returns-early", None, ("return params", "    return params")),
    of_train("restarted", None, ("net_step(X, y, params,", "net_step(X, y, net_init(seed),")),
    of_train("from-zeros", None, ("net_init(seed)", "[0 * p for p in net_init(seed)]")),
    of_train("from-equal-weights", None, ("net_init(seed)", "[0 * p + 0.5 for p in net_init(seed)]")),
    of_train("one-table", None, ("net_step(X, y,", f"net_step(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), {_XOR},")),
    of_train("rows-as-expected", None, ("net_step(X, y,", "net_step(np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), y,")),
    wrong("written-down", TRAIN, _SOLVED),
    wrong(
        "written-down-for-two",
        TRAIN,
        f"W1, b1, W2, b2 = {_SOLVED}\nsign = 1 if np.array_equal(y[0], y[3]) and y[0] == 0 else -1\n"
        "return W1, b1, sign * W2, sign * b2",
    ),
    of_train("seed-ignored", None, ("net_init(seed)", "net_init(1)")),
    of_train("unseeded", None, ("net_init(seed)", "net_init(np.random.randint(1000000))")),
    of_train(
        "output-biases-left", None, ("params, 8.0)", "params, 8.0)\n    params = (*params[:3], np.zeros(1) - 40)")
    ),
    of_train(
        "linear",
        None,
        ("params = net_step(X, y, params, 8.0)", _LINEAR),
    ),
    of_train("predictions", None, ("return params", "return net_predict(X, params)")),
    of_train("in-pairs", None, ("return params", "return params[:2], params[2:]")),
    of_train("labels-changed", None, ("return params", "y[:] = 0\nreturn params")),
    of_train("rows-changed", None, ("return params", "X[:] = X[::-1].copy()\nreturn params")),
    wrong("nothing", TRAIN, "pass\nreturn None"),
)

MUTANTS = (*OF_INIT, *OF_PREDICT, *OF_STEP, *OF_TRAIN)
