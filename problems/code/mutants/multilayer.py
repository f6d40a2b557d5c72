"""Known wrong ways to write the forward pass, the loss and the gradient step of `code.backprop`."""

from functools import partial

from problems.code.mutants import said, slipped, wrong
from problems.mistakes import backprop as back
from problems.mistakes.activation import sigmoid_slips

FORWARD = "mlp_forward(x, W, b)"
LOSS = "mlp_loss(x, y, W, b)"
STEP = "mlp_step(x, y, W, b, eta)"

SIGMOID = {mistake.id: mistake.message for mistake in sigmoid_slips("z")}
DESCENT = {mistake.id: mistake.message for mistake in back.descent_slips("w", "g", "eta")}

_FORWARD = """\
outputs = []
a = x
for Wl, bl in zip(W, b):
    z = a @ Wl.T + bl
    a = 1 / (1 + np.exp(-z))
    outputs.append(a)
return outputs
"""
_STEP = """\
dW, db = mlp_grads(x, y, W, b)
return [w - eta * g for w, g in zip(W, dW)], [v - eta * g for v, g in zip(b, db)]
"""
of_forward = partial(slipped, FORWARD, _FORWARD)
of_step = partial(slipped, STEP, _STEP)

_OUTPUT_LINEAR = said(
    "마지막 층에 활성화 함수를 적용하지 않았을 때의", "without the activation function in the last layer"
)
TURNED = said("결과를 마지막 층부터 거꾸로 담았을 때의", "with the lists in reverse, from the last layer to the first")
BY_ROWS = said(
    "원소의 수 $NK$가 아니라 표본의 수 $N$으로만 나누었을 때의",
    "when divided by the number of rows $N$ alone, not by all $NK$ entries",
)
SUMMED = said("$NK$로 나누지 않고 더하기만 했을 때의", "from the sum, not divided by $NK$")

OF_FORWARD = (
    of_forward("bias-left-out", back.BIAS_LEFT_OUT, (" + bl", "")),
    of_forward("transposed", back.TRANSPOSED, ("Wl.T", "Wl")),
    of_forward("sigmoid-sign", SIGMOID["sigmoid-sign"], ("np.exp(-z)", "np.exp(z)")),
    of_forward("skipped", SIGMOID["activation-skipped"], ("1 / (1 + np.exp(-z))", "z")),
    of_forward("tanh", SIGMOID["tanh-for-sigmoid"], ("1 / (1 + np.exp(-z))", "np.tanh(z)")),
    of_forward(
        "relu",
        said("시그모이드 대신 ReLU를 썼을 때의", "with ReLU in place of the sigmoid"),
        ("1 / (1 + np.exp(-z))", "np.maximum(z, 0)"),
    ),
    of_forward(
        "sigmoid-shifted",
        said(
            "소프트맥스에서처럼 시그모이드에서도 가장 큰 값을 뺐을 때의",
            "if the largest entry is subtracted inside the sigmoid, as in a softmax",
        ),
        ("np.exp(-z)", "np.exp(-(z - np.max(z)))"),
    ),
    of_forward("output-linear", _OUTPUT_LINEAR, ("return outputs", "return [*outputs[:-1], z]")),
    of_forward(
        "hidden-linear",
        said("은닉층에 활성화 함수를 적용하지 않았을 때의", "without the activation function in the hidden layers"),
        ("a = 1 / (1 + np.exp(-z))\n    outputs.append(a)", "a = z\n    outputs.append(a)"),
        ("return outputs", "return [*outputs[:-1], 1 / (1 + np.exp(-z))]"),
    ),
    of_forward(
        "softmax",
        said("마지막 층에 소프트맥스를 썼을 때의", "with softmax in the last layer"),
        ("return outputs", "e = np.exp(z)\nreturn [*outputs[:-1], e / e.sum(axis=1, keepdims=True)]"),
    ),
    of_forward(
        "pre-activations",
        said("층의 출력 대신 가중합을 담았을 때의", "if the list holds the weighted sums, not the layers' outputs"),
        ("outputs.append(a)", "outputs.append(z)"),
    ),
    of_forward(
        "input-again",
        said("모든 층에 입력 `x`를 넣었을 때의", "if every layer is given the input `x`"),
        ("z = a @", "z = x @"),
    ),
    of_forward(
        "with-input",
        said("리스트의 맨 앞에 입력 `x`까지 담았을 때의", "if the list starts with the input `x`"),
        ("outputs = []", "outputs = [x]"),
    ),
    of_forward(
        "last-alone",
        said("마지막 층의 출력만 돌려주었을 때의", "from the last layer's outputs alone"),
        ("return outputs", "return a"),
    ),
    of_forward("reversed", TURNED, ("return outputs", "return outputs[::-1]")),
    of_forward("returns-early", None, ("return outputs", "    return outputs")),
    of_forward("input-changed", None, ("return outputs", "x[:] = 0\nreturn outputs")),
    of_forward("weights-changed", None, ("return outputs", "W[0] = W[0] * 0\nreturn outputs")),
    wrong("nothing", FORWARD, "pass\nreturn None"),
)

_P = "mlp_forward(x, W, b)[-1]"
OF_LOSS = (
    wrong("halved", LOSS, f"np.mean(({_P} - y) ** 2) / 2", back.FACTOR_TWO, convention=True),
    wrong("summed", LOSS, f"np.sum(({_P} - y) ** 2)", SUMMED),
    wrong("by-rows", LOSS, f"np.sum(({_P} - y) ** 2) / len(x)", BY_ROWS),
    wrong(
        "by-outputs",
        LOSS,
        f"np.sum(({_P} - y) ** 2) / y.shape[1]",
        said(
            "출력의 수 $K$로만 나누고 표본의 수 $N$으로 나누지 않았을 때의",
            "when divided by the number of outputs $K$, but not by the number of rows $N$",
        ),
    ),
    wrong(
        "absolute",
        LOSS,
        f"np.mean(np.abs({_P} - y))",
        said("제곱이 아니라 절댓값의 평균을 구했을 때의", "from the mean of absolute errors, not of squares"),
    ),
    wrong("not-squared", LOSS, f"np.mean({_P} - y)", back.NOT_SQUARED),
    wrong(
        "rooted",
        LOSS,
        f"np.sqrt(np.mean(({_P} - y) ** 2))",
        said("평균 제곱 오차의 제곱근을 구했을 때의", "from the root of the mean squared error"),
    ),
    wrong(
        "squared-mean",
        LOSS,
        f"np.mean({_P} - y) ** 2",
        said("오차를 평균한 뒤에 제곱했을 때의", "if the errors are averaged before they are squared"),
    ),
    wrong("sign", LOSS, f"-np.mean(({_P} - y) ** 2)", said("부호를 반대로 했을 때의", "with the sign turned round")),
    wrong(
        "output-linear",
        LOSS,
        "a = ([x] + mlp_forward(x, W, b))[-2]\nreturn np.mean((a @ W[-1].T + b[-1] - y) ** 2)",
        _OUTPUT_LINEAR,
    ),
    wrong(
        "cross-entropy",
        LOSS,
        f"p = {_P}\nreturn -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))",
        said("제곱 오차 대신 교차 엔트로피를 구했을 때의", "from the cross entropy in place of the squared error"),
    ),
    wrong("every-row", LOSS, f"np.mean(({_P} - y) ** 2, axis=1)"),
    wrong("every-entry", LOSS, f"({_P} - y) ** 2"),
    wrong("target-changed", LOSS, f"y -= {_P}\nreturn np.mean(y ** 2)"),
    wrong("nothing", LOSS, "0.0"),
)

_UPDATING = """\
a = [x, *mlp_forward(x, W, b)]
W, b = list(W), list(b)
delta = 2 * (a[-1] - y) / y.size * a[-1] * (1 - a[-1])
for l in reversed(range(len(W))):
    W[l] = W[l] - eta * delta.T @ a[l]
    b[l] = b[l] - eta * delta.sum(axis=0)
    delta = delta @ W[l] * a[l] * (1 - a[l])
return W, b
"""
_LAYER_BY_LAYER = """\
W, b = list(W), list(b)
for l in range(len(W)):
    dW, db = mlp_grads(x, y, W, b)
    W[l] = W[l] - eta * dW[l]
    b[l] = b[l] - eta * db[l]
return W, b
"""
_ACCUMULATING = """\
dW, db = mlp_grads(x, y, W, b)
before = [(gW, gb) for gW, gb in kept if [g.shape for g in gW] == [w.shape for w in W]]
kept.append((dW, db))
for gW, gb in before:
    dW = [g + h for g, h in zip(dW, gW)]
    db = [g + h for g, h in zip(db, gb)]
return [w - eta * g for w, g in zip(W, dW)], [v - eta * g for v, g in zip(b, db)]
"""
OF_STEP = (
    wrong("updated-weight-used", STEP, _UPDATING, back.UPDATED_WEIGHT_USED),
    wrong(
        "layer-by-layer",
        STEP,
        _LAYER_BY_LAYER,
        said(
            "한 층을 갱신할 때마다 기울기를 다시 구했을 때의", "if gradients are taken again after each layer's update"
        ),
    ),
    of_step("update-added", DESCENT["update-added"], (" - eta", " + eta")),
    of_step("learning-rate-left-out", DESCENT["learning-rate-left-out"], ("eta * g", "g")),
    of_step("change-only", DESCENT["change-only"], ("[w - eta", "[-eta"), ("[v - eta", "[-eta")),
    of_step("not-updated", DESCENT["not-updated"], ("eta * g", "0 * g")),
    of_step(
        "bias-kept",
        said("편향을 갱신하지 않았을 때의", "if the biases are not updated"),
        ("[v - eta * g", "[v"),
    ),
    of_step(
        "rate-for-weights-alone",
        said("편향에는 학습률을 곱하지 않았을 때의", "if the biases are updated without the learning rate"),
        ("[v - eta * g", "[v - g"),
    ),
    of_step(
        "output-layer-only",
        said("마지막 층만 갱신했을 때의", "if the last layer alone is updated"),
        ("return", "dW[:-1] = [0 * g for g in dW[:-1]]\ndb[:-1] = [0 * g for g in db[:-1]]\nreturn"),
    ),
    of_step(
        "divided-again",
        said("기울기를 표본의 수 $N$으로 한 번 더 나누었을 때의", "if the gradients are divided by $N$ once more"),
        ("eta * g", "eta * g / len(x)"),
    ),
    wrong("accumulated", "mlp_step(x, y, W, b, eta, kept=[])", _ACCUMULATING),
    wrong(
        "arrays-changed",
        STEP,
        "dW, db = mlp_grads(x, y, W, b)\nfor p, g in zip([*W, *b], [*dW, *db]):\n    p -= eta * g\nreturn W, b",
    ),
    wrong(
        "lists-changed",
        STEP,
        "dW, db = mlp_grads(x, y, W, b)\nfor l in range(len(W)):\n    W[l] = W[l] - eta * dW[l]\n"
        "    b[l] = b[l] - eta * db[l]\nreturn W, b",
    ),
    wrong("weights-alone", STEP, "[w - eta * g for w, g in zip(W, mlp_grads(x, y, W, b)[0])]"),
    wrong("gradients", STEP, "mlp_grads(x, y, W, b)"),
)
