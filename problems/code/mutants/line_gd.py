"""Known wrong ways to write the functions of `code.line_gd`."""

from problems.code.mutants import said, wrong
from problems.code.mutants.optimizer_sentences import UPHILL

PREDICT = "predict(x, w, b)"
MSE = "mse(x, y, w, b)"
GRAD = "mse_grad(x, y, w, b)"
STEP = "batch_step(x, y, w, b, alpha)"
SGD = "sgd_epoch(x, y, w, b, alpha, order)"
MINI = "minibatch_epoch(x, y, w, b, alpha, batches)"

SUMMED = said("평균이 아니라 합을 썼을 때의", "from a sum in place of the mean")
HALVED = said("오차 제곱에 ½을 곱한 손실의", "from a loss with a factor one half")
NEGATIVE = said("미분의 부호를 반대로 했을 때의", "with the sign of the derivative turned round")
STALE = said(
    "처음의 $w$, $b$로 구한 예측값을 끝까지 썼을 때의",
    "if the predictions of the first $w$ and $b$ are used to the end",
)
BIAS_LEFT = said("$b$를 갱신하지 않았을 때의", "if $b$ is not updated")
ONE_BY_ONE = said(
    "$w$를 먼저 바꾸고 그 $w$로 $b$를 갱신했을 때의", "if $w$ changes first and $b$ is updated with the new $w$"
)

MUTANTS = (
    wrong("no-bias", PREDICT, "w * x", said("$b$를 더하지 않았을 때의", "if $b$ is left out")),
    wrong("swapped", PREDICT, "b * x + w", said("$w$와 $b$를 뒤바꾸었을 때의", "with $w$ and $b$ exchanged")),
    wrong("in-place", PREDICT, "x *= w\nx += b\nreturn x"),
    wrong("nothing", PREDICT, "pass\nreturn None"),
    wrong("summed", MSE, "np.sum((y - predict(x, w, b)) ** 2)", SUMMED),
    wrong("halved", MSE, "np.mean((y - predict(x, w, b)) ** 2) / 2", HALVED, convention=True),
    wrong(
        "absolute",
        MSE,
        "np.mean(np.abs(y - predict(x, w, b)))",
        said("제곱이 아니라 절댓값의 평균을 구했을 때의", "from the mean of absolute errors, not of squares"),
    ),
    wrong(
        "rooted",
        MSE,
        "np.sqrt(np.mean((y - predict(x, w, b)) ** 2))",
        said("평균 제곱 오차의 제곱근을 구했을 때의", "from the root of the mean squared error"),
    ),
    wrong(
        "squared-mean",
        MSE,
        "np.mean(y - predict(x, w, b)) ** 2",
        said("오차를 평균한 뒤에 제곱했을 때의", "if the errors are averaged before they are squared"),
    ),
    wrong("every-row", MSE, "(y - predict(x, w, b)) ** 2"),
    wrong("summed", GRAD, "e = predict(x, w, b) - y\nreturn 2 * np.sum(e * x), 2 * np.sum(e)", SUMMED),
    wrong("halved", GRAD, "e = predict(x, w, b) - y\nreturn np.mean(e * x), np.mean(e)", HALVED, convention=True),
    wrong("negative", GRAD, "e = y - predict(x, w, b)\nreturn 2 * np.mean(e * x), 2 * np.mean(e)", NEGATIVE),
    wrong(
        "x-outside",
        GRAD,
        "e = predict(x, w, b) - y\nreturn 2 * np.mean(e) * np.mean(x), 2 * np.mean(e)",
        said("$x_i$를 합 밖으로 빼서 평균끼리 곱했을 때의", "if $x_i$ is taken out of the sum, a product of two means"),
    ),
    wrong(
        "no-x",
        GRAD,
        "e = predict(x, w, b) - y\nreturn 2 * np.mean(e), 2 * np.mean(e)",
        said("$w$로 미분할 때 $x_i$를 곱하지 않았을 때의", "if the slope by $w$ lacks the factor $x_i$"),
    ),
    wrong("turned-round", GRAD, "e = predict(x, w, b) - y\nreturn 2 * np.mean(e), 2 * np.mean(e * x)"),
    wrong("every-row", GRAD, "e = predict(x, w, b) - y\nreturn 2 * e * x, 2 * e"),
    wrong("uphill", STEP, "dw, db = mse_grad(x, y, w, b)\nreturn w + alpha * dw, b + alpha * db", UPHILL),
    wrong("bias-left", STEP, "dw, db = mse_grad(x, y, w, b)\nreturn w - alpha * dw, b", BIAS_LEFT, convention=True),
    wrong(
        "one-by-one",
        STEP,
        "w = w - alpha * mse_grad(x, y, w, b)[0]\nb = b - alpha * mse_grad(x, y, w, b)[1]\nreturn w, b",
        ONE_BY_ONE,
    ),
    wrong(
        "summed",
        STEP,
        "dw, db = mse_grad(x, y, w, b)\nreturn w - alpha * len(x) * dw, b - alpha * len(x) * db",
        SUMMED,
    ),
    wrong(
        "no-rate",
        STEP,
        "dw, db = mse_grad(x, y, w, b)\nreturn w - dw, b - db",
        said("학습률을 곱하지 않았을 때의", "if the learning rate is left out"),
    ),
    wrong(
        "stale",
        SGD,
        "p = predict(x, w, b)\nfor i in order:\n    e = 2 * (p[i] - y[i])\n"
        "    w, b = w - alpha * e * x[i], b - alpha * e\nreturn w, b",
        STALE,
    ),
    wrong(
        "as-stored",
        SGD,
        "for i in range(len(x)):\n    e = 2 * (w * x[i] + b - y[i])\n    w, b = w - alpha * e * x[i], b - alpha * e\n"
        "return w, b",
        said(
            "정한 순서가 아니라 저장된 순서로 표본을 썼을 때의",
            "if the samples are taken as they are stored, not in order",
        ),
    ),
    wrong(
        "all-rows",
        SGD,
        "return minibatch_epoch(x, y, w, b, alpha, [list(order)])",
        said(
            "표본마다가 아니라 전체로 한 번 갱신한 배치 경사 하강법의",
            "from one step on all samples: batch gradient descent",
        ),
    ),
    wrong(
        "over-n",
        SGD,
        "for i in order:\n    e = 2 * (w * x[i] + b - y[i]) / len(x)\n    w, b = w - alpha * e * x[i], b - alpha * e\n"
        "return w, b",
        said("표본 하나의 기울기를 전체 개수 $N$으로 나누었을 때의", "if one sample's gradient is divided by all $N$"),
    ),
    wrong(
        "one-by-one",
        SGD,
        "for i in order:\n    w = w - alpha * 2 * (w * x[i] + b - y[i]) * x[i]\n"
        "    b = b - alpha * 2 * (w * x[i] + b - y[i])\nreturn w, b",
        ONE_BY_ONE,
    ),
    wrong(
        "first-alone",
        SGD,
        "for i in order:\n    e = 2 * (w * x[i] + b - y[i])\n    return w - alpha * e * x[i], b - alpha * e",
        said("첫 표본만 쓰고 끝냈을 때의", "if the first sample is the only one used"),
    ),
    wrong(
        "bias-left",
        SGD,
        "for i in order:\n    w = w - alpha * 2 * (w * x[i] + b - y[i]) * x[i]\nreturn w, b",
        BIAS_LEFT,
        convention=True,
    ),
    wrong(
        "order-sorted",
        SGD,
        "order.sort()\nfor i in order:\n    w, b = batch_step(x[[i]], y[[i]], w, b, alpha)\nreturn w, b",
    ),
    wrong(
        "stale",
        MINI,
        "p = predict(x, w, b)\nfor i in batches:\n    e = 2 * (p[i] - y[i])\n"
        "    w, b = w - alpha * np.mean(e * x[i]), b - alpha * np.mean(e)\nreturn w, b",
        STALE,
    ),
    wrong(
        "over-n",
        MINI,
        "for i in batches:\n    e = 2 * (w * x[i] + b - y[i]) / len(x)\n"
        "    w, b = w - alpha * np.sum(e * x[i]), b - alpha * np.sum(e)\nreturn w, b",
        said(
            "배치 크기가 아니라 전체 개수 $N$으로 나누었을 때의",
            "if a batch's sum is divided by all $N$, not by its own size",
        ),
    ),
    wrong(
        "summed",
        MINI,
        "for i in batches:\n    e = 2 * (w * x[i] + b - y[i])\n"
        "    w, b = w - alpha * np.sum(e * x[i]), b - alpha * np.sum(e)\nreturn w, b",
        SUMMED,
    ),
    wrong(
        "first-size",
        MINI,
        "n = len(batches[0])\nfor i in batches:\n    e = 2 * (w * x[i] + b - y[i]) / n\n"
        "    w, b = w - alpha * np.sum(e * x[i]), b - alpha * np.sum(e)\nreturn w, b",
        said("모든 배치를 첫 배치의 크기로 나누었을 때의", "if every batch is divided by the size of the first"),
    ),
    wrong(
        "last-alone",
        MINI,
        "for i in batches:\n    u, c = batch_step(x[i], y[i], w, b, alpha)\nreturn u, c",
        said(
            "배치마다 처음의 $w$, $b$에서 다시 시작했을 때의", "if every batch starts again from the first $w$ and $b$"
        ),
    ),
    wrong(
        "all-rows",
        MINI,
        "batch_step(x, y, w, b, alpha)",
        said("배치로 나누지 않고 전체로 한 번 갱신했을 때의", "from one step on all samples, without batches"),
    ),
    wrong(
        "sample-by-sample",
        MINI,
        "for i in batches:\n    w, b = sgd_epoch(x, y, w, b, alpha, i)\nreturn w, b",
        said("배치마다가 아니라 표본마다 갱신했을 때의", "from one step for every sample, not for every batch"),
    ),
    wrong(
        "bias-left",
        MINI,
        "for i in batches:\n    w = w - alpha * 2 * np.mean((w * x[i] + b - y[i]) * x[i])\nreturn w, b",
        BIAS_LEFT,
        convention=True,
    ),
)
