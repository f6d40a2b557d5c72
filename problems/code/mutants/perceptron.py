"""Known wrong ways to write the functions of `code.perceptron`."""

from problems.code.mutants import said, wrong
from problems.code.task import Mutant
from reference.text import Text

UPDATE = "perceptron_update(w, b, x, y, o, eta)"
FIT = "fit(X, y, w, b, eta, epochs)"

_NO_BIAS = said("편향을 갱신하지 않았을 때의", "if the bias is not updated")
_SIGN = said("갱신의 부호를 반대로 하여 $y - o$ 대신 $o - y$를 썼을 때의", "with $o - y$ in place of $y - o$")
_NO_RATE = said("학습률을 곱하지 않았을 때의", "without the learning rate")
_NO_RATE_FOR_BIAS = said("편향에 학습률을 곱하지 않았을 때의", "if the bias is updated without the learning rate")
_HEBB = said(
    "오차 $y - o$ 대신 목표값 $y$를 곱하여, 맞은 행에서도 갱신했을 때의",
    "with the label $y$ in place of the error $y - o$, which updates after right outputs too",
)
_NO_INPUT = said("오차에 입력 $x$를 곱하지 않았을 때의", "if the error is not multiplied by the input $x$")
_WITHOUT_SIGN = said("오차의 절댓값을 썼을 때의", "with the error's absolute value")
_TRUNCATED = said(
    "가중치를 정수 배열에 담아 소수점 아래가 버려졌을 때의",
    "when the weights are stored in an array of integers, which drops the decimals",
)


_RIGHT = """\
for _ in range(epochs):
    for x, t in zip(X, y):
        o = 1 if np.dot(w, x) + b > 0 else 0
        w = w + eta * (t - o) * x
        b = b + eta * (t - o)
return w, b
"""


def fitting(name: str, message: Text | None, *slips: tuple[str, str], convention: bool = False) -> Mutant:
    """`fit` with parts of its right body replaced."""
    body = _RIGHT
    for right, slip in slips:
        body = body.replace(right, slip)
    return wrong(name, FIT, body, message, convention=convention)


MUTANTS = (
    wrong("bias-kept", UPDATE, "w + eta * (y - o) * x, b", _NO_BIAS),
    wrong("sign", UPDATE, "w - eta * (y - o) * x, b - eta * (y - o)", _SIGN),
    wrong("no-rate", UPDATE, "w + (y - o) * x, b + (y - o)", _NO_RATE),
    wrong("no-rate-for-bias", UPDATE, "w + eta * (y - o) * x, b + (y - o)", _NO_RATE_FOR_BIAS),
    wrong("label-for-error", UPDATE, "w + eta * y * x, b + eta * y", _HEBB),
    wrong("no-input", UPDATE, "w + eta * (y - o), b + eta * (y - o)", _NO_INPUT),
    wrong("without-sign", UPDATE, "w + eta * abs(y - o) * x, b + eta * abs(y - o)", _WITHOUT_SIGN),
    wrong(
        "bias-times-input",
        UPDATE,
        "w + eta * (y - o) * x, b + eta * (y - o) * x[0]",
        said("편향을 갱신할 때에도 입력 $x_1$을 곱했을 때의", "if the bias is updated with the input $x_1$ too"),
    ),
    wrong(
        "change-only",
        UPDATE,
        "eta * (y - o) * x, eta * (y - o)",
        said("원래 값에 더하지 않은 변화량만의", "from the change alone, not added to the old values"),
    ),
    wrong(
        "truncated",
        UPDATE,
        "new = np.zeros_like(w)\nnew[:] = w + eta * (y - o) * x\nreturn new, b + eta * (y - o)",
        _TRUNCATED,
    ),
    wrong("weights-only", UPDATE, "w + eta * (y - o) * x"),
    wrong("swapped", UPDATE, "b + eta * (y - o), w + eta * (y - o) * x"),
    wrong("in-place", UPDATE, "w = np.asarray(w, dtype=float)\nw += eta * (y - o) * x\nreturn w, b + eta * (y - o)"),
    wrong("input-changed", UPDATE, "new = w + eta * (y - o) * x\nx[:] = 0\nreturn new, b + eta * (y - o)"),
    wrong("nothing", UPDATE, "w, b"),
    wrong("joined", UPDATE, "np.append(w + eta * (y - o) * x, b + eta * (y - o))"),
    fitting("bias-kept", _NO_BIAS, ("b = b + eta * (t - o)", "pass")),
    fitting("sign", _SIGN, ("(t - o)", "(o - t)")),
    fitting("no-rate", _NO_RATE, ("eta * ", "")),
    fitting("no-rate-for-bias", _NO_RATE_FOR_BIAS, ("b + eta * ", "b + ")),
    fitting("label-for-error", _HEBB, ("(t - o)", "t")),
    fitting("no-input", _NO_INPUT, (" * x\n", "\n")),
    fitting("without-sign", _WITHOUT_SIGN, ("(t - o)", "abs(t - o)")),
    fitting(
        "raw-sum",
        said(
            "계단 함수의 출력 대신 가중합을 그대로 출력으로 썼을 때의",
            "with the weighted sum itself as the output, without the step function",
        ),
        ("1 if np.dot(w, x) + b > 0 else 0", "np.dot(w, x) + b"),
    ),
    fitting(
        "sigmoid",
        said("계단 함수 대신 시그모이드를 썼을 때의", "with the sigmoid in place of the step function"),
        ("1 if np.dot(w, x) + b > 0 else 0", "1 / (1 + np.exp(-np.dot(w, x) - b))"),
    ),
    fitting(
        "minus-one",
        said("출력을 0과 1이 아니라 −1과 1로 했을 때의", "with outputs −1 and 1 in place of 0 and 1"),
        ("else 0", "else -1"),
    ),
    fitting(
        "no-bias-in-sum",
        said("가중합에 편향을 더하지 않았을 때의", "if the bias is not added to the weighted sum"),
        ("np.dot(w, x) + b", "np.dot(w, x)"),
    ),
    fitting(
        "at-zero",
        said("가중합이 0일 때의 출력을 1로 정했을 때의", "with the output 1 for a weighted sum of 0"),
        ("> 0", ">= 0"),
        convention=True,
    ),
    wrong(
        "batch",
        FIT,
        """\
for _ in range(epochs):
    e = y - (X @ w + b > 0)
    w = w + eta * e @ X
    b = b + eta * np.sum(e)
return w, b
""",
        said(
            "행마다가 아니라 에포크가 끝날 때 한꺼번에 갱신했을 때의",
            "with one update after each epoch, not one after each row",
        ),
        convention=True,
    ),
    fitting(
        "one-epoch",
        said("`epochs`와 상관없이 한 에포크만 학습했을 때의", "after one epoch, whatever `epochs` says"),
        ("range(epochs)", "range(1)"),
    ),
    fitting(
        "one-epoch-more",
        said("한 에포크를 더 학습했을 때의", "after one epoch too many"),
        ("range(epochs)", "range(epochs + 1)"),
    ),
    fitting(
        "first-weights",
        said(
            "갱신된 가중치가 아니라 처음 가중치로 출력을 계산했을 때의",
            "if outputs are always computed with the first weights, not the updated ones",
        ),
        ("for _ in", "v, c = w, b\nfor _ in"),
        ("np.dot(w, x) + b", "np.dot(v, x) + c"),
    ),
    fitting(
        "reversed",
        said("행을 거꾸로 학습했을 때의", "if the rows are taken in reverse order"),
        ("zip(X, y)", "zip(X[::-1], y[::-1])"),
    ),
    fitting(
        "returns-early",
        said(
            "`return`이 반복문 안에 있어 한 행만 학습했을 때의", "when `return` stands inside the loop, after one row"
        ),
        ("return w, b", "        return w, b"),
    ),
    fitting("truncated", _TRUNCATED, ("for _ in", "w = np.array(w)\nfor _ in"), ("w = w + ", "w[:] = w + ")),
    fitting("in-place", None, ("for _ in", "w = np.asarray(w, dtype=float)\nfor _ in"), ("w = w + ", "w += ")),
    fitting("labels-changed", None, ("return w, b", "y[:] = 0\nreturn w, b")),
    fitting("nothing", None, ("range(epochs)", "range(0)")),
    fitting("weights-only", None, ("return w, b", "return w")),
)
