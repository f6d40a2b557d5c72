"""Known wrong ways to write the functions of `code.backprop`: those of the gradients, and all together."""

from functools import partial

from problems.code.mutants import said, slipped
from problems.code.mutants.multilayer import BY_ROWS, OF_FORWARD, OF_LOSS, OF_STEP, SUMMED, TURNED
from problems.mistakes import backprop as back
from problems.mistakes.activation import sigmoid_slope_slips

SLOPE = {mistake.id: mistake.message for mistake in sigmoid_slope_slips("a", "z")}

_GRADS = """\
z, a = [], [x]
for Wl, bl in zip(W, b):
    z.append(a[-1] @ Wl.T + bl)
    a.append(1 / (1 + np.exp(-z[-1])))
dW, db = [None] * len(W), [None] * len(W)
delta = 2 * (a[-1] - y) / y.size * a[-1] * (1 - a[-1])
for l in reversed(range(len(W))):
    dW[l] = delta.T @ a[l]
    db[l] = delta.sum(axis=0)
    if l > 0:
        delta = delta @ W[l] * a[l] * (1 - a[l])
return dW, db
"""
_ERROR = "2 * (a[-1] - y) / y.size"
_OUTPUT = f"{_ERROR} * a[-1] * (1 - a[-1])"
_BACK = "delta @ W[l] * a[l] * (1 - a[l])"
of_grads = partial(slipped, "mlp_grads(x, y, W, b)", _GRADS)

OF_GRADS = (
    of_grads("factor-two", back.FACTOR_TWO, (_ERROR, "(a[-1] - y) / y.size"), convention=True),
    of_grads("summed", SUMMED, (_ERROR, "2 * (a[-1] - y)")),
    of_grads("by-rows", BY_ROWS, (_ERROR, "2 * (a[-1] - y) / len(x)")),
    of_grads(
        "divided-twice",
        said("$NK$로 두 번 나누었을 때의", "when divided by $NK$ twice"),
        (_ERROR, "2 * (a[-1] - y) / y.size ** 2"),
    ),
    of_grads("error-sign", back.ERROR_SIGN, ("(a[-1] - y)", "(y - a[-1])")),
    of_grads("error-left-out", back.ERROR_LEFT_OUT, (f"{_ERROR} * ", "")),
    of_grads(
        "not-derived",
        said("손실을 미분하지 않고 제곱 오차를 그대로 썼을 때의", "with the squared errors, not their derivative"),
        (_ERROR, "(a[-1] - y) ** 2 / y.size"),
    ),
    of_grads("output-slope-left-out", back.SLOPE_LEFT_OUT, (_OUTPUT, _ERROR)),
    of_grads(
        "cross-entropy",
        said("제곱 오차 대신 교차 엔트로피를 미분했을 때의", "from the cross entropy in place of the squared error"),
        (_OUTPUT, "(a[-1] - y) / y.size"),
    ),
    of_grads(
        "hidden-slope-left-out",
        said("은닉층 활성화 함수의 미분을 곱하지 않았을 때의", "without the slope of the hidden layers' activation"),
        (_BACK, "delta @ W[l]"),
    ),
    of_grads(
        "slopes-left-out",
        said("모든 층에서 활성화 함수의 미분을 곱하지 않았을 때의", "without the activation's slope in any layer"),
        (_OUTPUT, _ERROR),
        (_BACK, "delta @ W[l]"),
    ),
    of_grads(
        "slope-of-output",
        SLOPE["sigmoid-applied-twice"],
        (_BACK, "delta @ W[l] * (s := 1 / (1 + np.exp(-a[l]))) * (1 - s)"),
    ),
    of_grads("slope-of-pre-activation", back.SLOPE_OF_PRE_ACTIVATION, (_BACK, "delta @ W[l] * z[l-1] * (1 - z[l-1])")),
    of_grads("slope-half-done", SLOPE["slope-half-done"], (_BACK, "delta @ W[l] * (1 - a[l])")),
    of_grads("slope-of-layer-above", back.OUTPUT_SLOPE_AGAIN, (_BACK, "delta @ W[l] * a[-1] * (1 - a[-1])")),
    of_grads(
        "tanh-slope",
        said("시그모이드가 아니라 tanh의 미분을 썼을 때의", "with the slope of tanh, not of the sigmoid"),
        (_OUTPUT, f"{_ERROR} * (1 - a[-1] ** 2)"),
        (_BACK, "delta @ W[l] * (1 - a[l] ** 2)"),
    ),
    of_grads("weights-transposed", back.TRANSPOSED, (_BACK, _BACK.replace("W[l]", "W[l].T"))),
    of_grads(
        "weights-of-layer-below",
        said(
            "바로 위 층이 아니라 그 층 자신의 가중치로 역전파했을 때의",
            "if the error comes back through the layer's own weights, not those of the layer above",
        ),
        (_BACK, _BACK.replace("W[l]", "W[l-1]")),
    ),
    of_grads("weights-left-out", back.WEIGHT_LEFT_OUT, (_BACK, _BACK.replace("W[l]", "np.ones(W[l].shape)"))),
    of_grads(
        "weights-as-shares",
        said(
            "오차를 가중치의 비율대로 나누어 역전파했을 때의", "if the error is shared out in proportion to the weights"
        ),
        (_BACK, _BACK.replace("W[l]", "(W[l] / W[l].sum(axis=1, keepdims=True))")),
    ),
    of_grads("input-for-hidden", back.INPUT_FOR_HIDDEN, ("delta.T @ a[l]", "delta.T @ x")),
    of_grads("input-left-out", back.INPUT_LEFT_OUT, ("delta.T @ a[l]", "delta.T @ np.ones(a[l].shape)")),
    of_grads(
        "pre-activation-used",
        back.PRE_ACTIVATION_FOR_OUTPUT,
        ("delta.T @ a[l]", "delta.T @ (z[l-1] if l else x)"),
    ),
    of_grads(
        "own-output-used",
        said(
            "층으로 들어온 값 대신 그 층의 출력을 곱했을 때의", "with the layer's own outputs in place of what came in"
        ),
        ("delta.T @ a[l]", "delta.T @ a[l+1]"),
    ),
    of_grads(
        "gradient-transposed",
        said(
            "`dW`의 행과 열을 바꾸어 `W`를 전치한 모양으로 만들었을 때의",
            "with rows and columns of `dW` exchanged, as if `W` were transposed",
        ),
        ("delta.T @ a[l]", "a[l].T @ delta"),
    ),
    of_grads("bias-left-out", back.BIAS_LEFT_OUT, (" + bl", "")),
    of_grads(
        "one-example-only",
        back.ONE_EXAMPLE,
        ("delta.T @ a[l]", "delta[-1:].T @ a[l][-1:]"),
        ("delta.sum(axis=0)", "delta[-1]"),
    ),
    of_grads(
        "bias-of-one-example",
        said(
            "`db`를 마지막 표본 하나로만 구했을 때의",
            "if `db` is taken from the last example alone, not the whole batch",
        ),
        ("delta.sum(axis=0)", "delta[-1]"),
    ),
    of_grads(
        "bias-not-summed",
        said("`db`를 배치에 대해 더하지 않았을 때의", "if `db` is not summed over the batch"),
        ("delta.sum(axis=0)", "delta"),
    ),
    of_grads(
        "bias-averaged",
        said(
            "`db`를 합이 아니라 평균으로 구하여 $N$으로 한 번 더 나누었을 때의",
            "if `db` is a mean, not a sum, and so divided by $N$ once more",
        ),
        ("delta.sum(axis=0)", "delta.mean(axis=0)"),
    ),
    of_grads(
        "bias-over-units",
        said("`db`를 유닛까지 모두 더했을 때의", "if `db` is summed over the units too"),
        ("delta.sum(axis=0)", "np.full(len(b[l]), delta.sum())"),
    ),
    of_grads(
        "bias-over-wrong-axis",
        said("`db`를 표본이 아니라 유닛에 대해 더했을 때의", "if `db` is summed over the units, not the examples"),
        ("delta.sum(axis=0)", "delta.sum(axis=1)"),
    ),
    of_grads("bias-in-a-row", None, ("delta.sum(axis=0)", "delta.sum(axis=0, keepdims=True)")),
    of_grads("bias-as-one-number", None, ("delta.sum(axis=0)", "np.sum(delta)")),
    of_grads(
        "overwritten",
        said(
            "출력에서 목표값을 빼면서 출력을 덮어썼을 때의",
            "if the outputs are overwritten when the target is subtracted from them",
        ),
        (f"delta = {_OUTPUT}", "a[-1] -= y\ndelta = 2 * a[-1] / y.size * a[-1] * (1 - a[-1])"),
    ),
    of_grads(
        "output-layer-only",
        said("은닉층의 기울기를 0으로 두었을 때의", "if the gradients of the hidden layers stay 0"),
        (_BACK, "0 * a[l]"),
    ),
    of_grads("reversed", TURNED, ("return dW, db", "return dW[::-1], db[::-1]")),
    of_grads(
        "truncated",
        said(
            "기울기를 정수 배열에 담아 소수점 아래가 버려졌을 때의",
            "when gradients are stored in an array of integers, which drops the decimals",
        ),
        ("dW[l] = delta.T @ a[l]", "dW[l] = np.zeros_like(W[l])\n    dW[l][:] = delta.T @ a[l]"),
        ("db[l] = delta.sum(axis=0)", "db[l] = np.zeros_like(b[l])\n    db[l][:] = delta.sum(axis=0)"),
    ),
    of_grads("swapped", None, ("return dW, db", "return db, dW")),
    of_grads("in-pairs", None, ("return dW, db", "return list(zip(dW, db))")),
    of_grads("weights-alone", None, ("return dW, db", "return dW")),
    of_grads("weights-changed", None, ("return dW, db", "W[-1] = W[-1] - dW[-1]\nreturn dW, db")),
    of_grads("input-changed", None, ("return dW, db", "x *= 0\nreturn dW, db")),
    of_grads("zeros", None, ("return dW, db", "return [0 * g for g in dW], [0 * g for g in db]")),
)

MUTANTS = (*OF_FORWARD, *OF_LOSS, *OF_GRADS, *OF_STEP)
