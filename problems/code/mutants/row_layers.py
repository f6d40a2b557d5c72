"""Known wrong ways to write the layers of whole rows: `AffineLayer` and `SoftmaxWithLossLayer`."""

from problems.code.model_answers.layers import AFFINE, SOFTMAX
from problems.code.mutants import said
from problems.code.mutants.classes import mistaken
from problems.code.mutants.entry_layers import IN_CLASS

AFFINE_MUTANTS = (
    mistaken(AFFINE, "no-bias", said("$b$를 더하지 않았을 때의", "if $b$ is left out"), (" + self.b", "")),
    mistaken(
        AFFINE,
        "not-transposed",
        said("$W$를 전치하지 않고 곱했을 때의", "with $W$ where its transpose belongs"),
        ("dout @ self.W.T", "dout @ self.W"),
    ),
    mistaken(AFFINE, "turned-round", None, ("return dout @ self.W.T", "return self.W @ dout.T")),
    mistaken(
        AFFINE,
        "dw-transposed",
        said("곱하는 순서를 바꾸어 전치된 `dW`의", "with the factors of `dW` in the other order, which transposes it"),
        ("self.x.T @ dout", "dout.T @ self.x"),
    ),
    mistaken(
        AFFINE,
        "dw-mean",
        said("`dW`를 행의 수 $N$으로 나누었을 때의", "if `dW` is divided by the number of rows $N$"),
        ("self.x.T @ dout", "self.x.T @ dout / len(dout)"),
    ),
    mistaken(
        AFFINE,
        "dw-last",
        said("`dW`를 마지막 행 하나로만 구했을 때의", "if `dW` is taken from the last row alone"),
        ("self.x.T @ dout", "np.outer(self.x[-1], dout[-1])"),
    ),
    mistaken(
        AFFINE,
        "db-not-summed",
        said(
            "`db`를 행에 걸쳐 더하지 않고 `dout`을 그대로 두었을 때의",
            "if `db` is `dout` as it is, not summed over the rows",
        ),
        ("np.sum(dout, axis=0)", "dout"),
    ),
    mistaken(
        AFFINE,
        "db-all",
        said("`db`를 축 없이 모두 더했을 때의", "if `db` is the sum of all entries, with no axis"),
        ("np.sum(dout, axis=0)", "np.sum(dout)"),
    ),
    mistaken(
        AFFINE,
        "db-last",
        said("`db`를 마지막 행 하나로만 구했을 때의", "if `db` is the last row alone"),
        ("np.sum(dout, axis=0)", "dout[-1]"),
    ),
    mistaken(
        AFFINE,
        "db-mean",
        said("`db`를 행의 수 $N$으로 나누었을 때의", "if `db` is divided by the number of rows $N$"),
        ("np.sum(dout, axis=0)", "np.mean(dout, axis=0)"),
    ),
    mistaken(
        AFFINE,
        "db-axis",
        said("`db`를 행이 아니라 열 방향으로 더했을 때의", "if `db` is summed along the other axis"),
        ("np.sum(dout, axis=0)", "np.sum(dout, axis=1)"),
    ),
    mistaken(AFFINE, "db-kept-as-row", None, ("np.sum(dout, axis=0)", "np.sum(dout, axis=0, keepdims=True)")),
    mistaken(
        AFFINE,
        "gathering",
        said("앞서 저장한 기울기에 더해 갔을 때의", "if gradients are added to those kept before"),
        ("self.b = b", "self.b = b\n        self.dW = self.db = 0"),
        ("self.dW = self.x.T", "self.dW = self.dW + self.x.T"),
        ("self.db = np", "self.db = self.db + np"),
    ),
    mistaken(AFFINE, "in-class", IN_CLASS, ("self.x = x", "AffineLayer.x = x"), ("self.W = W", "AffineLayer.W = W")),
    mistaken(AFFINE, "not-kept", None, ("self.dW = self", "dW = self"), ("self.db = np", "db = np")),
    mistaken(
        AFFINE,
        "whole",
        None,
        ("self.dW = self.x.T @ dout", "self.dW = np.zeros_like(self.W)\n        self.dW[...] = self.x.T @ dout"),
    ),
    mistaken(AFFINE, "all-returned", None, ("return dout @ self.W.T", "return dout @ self.W.T, self.dW, self.db")),
)

_LOSS = "-np.sum(np.log(self.y[t == 1])) / len(x)"
_BACK = "(self.y - self.t) / len(self.t)"
SOFTMAX_MUTANTS = (
    mistaken(
        SOFTMAX,
        "not-shifted",
        said(
            "최댓값을 빼지 않고 지수를 취하여 넘쳐 버린",
            "if exponentials overflow, without the largest logit taken off",
        ),
        ("x - np.max(x, axis=1, keepdims=True)", "x"),
    ),
    mistaken(
        SOFTMAX,
        "one-shift",
        said(
            "행마다가 아니라 전체의 최댓값 하나를 뺐을 때의", "if the largest logit of all rows is taken off every row"
        ),
        ("np.max(x, axis=1, keepdims=True)", "np.max(x)"),
    ),
    mistaken(
        SOFTMAX,
        "down-columns",
        said("소프트맥스를 열 방향으로 구했을 때의", "from a softmax down the columns"),
        ("np.max(x, axis=1, keepdims=True)", "np.max(x, axis=0, keepdims=True)"),
        ("np.sum(e, axis=1, keepdims=True)", "np.sum(e, axis=0, keepdims=True)"),
    ),
    mistaken(
        SOFTMAX,
        "over-all",
        said("소프트맥스를 배열 전체로 나누었을 때의", "from a softmax divided by the sum of the whole array"),
        ("np.sum(e, axis=1, keepdims=True)", "np.sum(e)"),
    ),
    mistaken(
        SOFTMAX,
        "summed",
        said("손실을 평균하지 않고 더하기만 했을 때의", "from the sum of the losses, not their mean"),
        (" / len(x)", ""),
    ),
    mistaken(
        SOFTMAX,
        "by-cells",
        said(
            "손실을 행의 수가 아니라 원소의 수로 나누었을 때의",
            "if the loss is divided by the number of entries, not of rows",
        ),
        ("/ len(x)", "/ x.size"),
    ),
    mistaken(
        SOFTMAX,
        "positive-log",
        said("손실의 음의 부호를 빠뜨렸을 때의", "without the minus sign of the loss"),
        ("return -np.sum", "return np.sum"),
    ),
    mistaken(
        SOFTMAX,
        "log-of-zero",
        said(
            "정답이 아닌 클래스의 확률 0에도 로그를 취해 $0 \\cdot \\log 0$이 nan이 된",
            "if the logarithm of a wrong class's probability 0 is taken too, where $0 \\cdot \\log 0$ is nan",
        ),
        (_LOSS, "-np.sum(t * np.log(self.y)) / len(x)"),
    ),
    mistaken(
        SOFTMAX,
        "target-for-itself",
        said(
            "확률 자리에 목표값을 넣어 목표값끼리 비교했을 때의",
            "with the target in the prediction's place, compared with itself",
        ),
        (_LOSS, "-np.sum(t * np.log(t + 1e-7)) / len(x)"),
    ),
    mistaken(
        SOFTMAX,
        "times-index",
        said("로그에 클래스의 번호를 곱했을 때의", "with the number of the class as a factor of the logarithm"),
        (_LOSS, "-np.sum(t.argmax(axis=1) * np.log(self.y[t == 1])) / len(x)"),
    ),
    mistaken(
        SOFTMAX,
        "binary",
        said("클래스마다 이진 교차 엔트로피를 구해 더했을 때의", "from a binary cross entropy for every class, summed"),
        (_LOSS, "-np.sum(np.log(np.where(t == 1, self.y, 1 - self.y))) / len(x)"),
    ),
    mistaken(
        SOFTMAX,
        "base-ten",
        said("자연로그가 아니라 상용로그를 썼을 때의", "with logarithms of base 10, not natural ones"),
        ("np.log(self", "np.log10(self"),
    ),
    mistaken(
        SOFTMAX,
        "squares",
        said(
            "교차 엔트로피가 아니라 제곱 오차의 평균을 구했을 때의",
            "from the mean squared error, not the cross entropy",
        ),
        (_LOSS, "np.mean((self.y - t) ** 2)"),
    ),
    mistaken(
        SOFTMAX,
        "no-n",
        said("기울기를 $N$으로 나누지 않았을 때의", "if the gradient is not divided by $N$"),
        (_BACK, "self.y - self.t"),
    ),
    mistaken(
        SOFTMAX,
        "n-twice",
        said("기울기를 $N$으로 두 번 나누었을 때의", "if the gradient is divided by $N$ twice"),
        (_BACK, "(self.y - self.t) / len(self.t) ** 2"),
    ),
    mistaken(
        SOFTMAX,
        "by-classes",
        said(
            "기울기를 $N$이 아니라 클래스의 수로 나누었을 때의",
            "if the gradient is divided by the number of classes, not by $N$",
        ),
        (_BACK, "(self.y - self.t) / self.t.shape[1]"),
    ),
    mistaken(
        SOFTMAX,
        "by-all",
        said("기울기를 원소의 수로 나누었을 때의", "if the gradient is divided by the number of entries"),
        (_BACK, "(self.y - self.t) / self.t.size"),
    ),
    mistaken(
        SOFTMAX,
        "once-more",
        said("$y(1 - y)$를 한 번 더 곱했을 때의", "with the factor $y(1 - y)$ once more"),
        (_BACK, "(self.y - self.t) * self.y * (1 - self.y) / len(self.t)"),
    ),
    mistaken(
        SOFTMAX,
        "diagonal",
        said(
            "소프트맥스의 야코비 행렬에서 대각 성분만 썼을 때의",
            "if only the diagonal of the softmax's Jacobian is used",
        ),
        (_BACK, "-self.t * (1 - self.y) / len(self.t)"),
    ),
    mistaken(
        SOFTMAX,
        "of-loss-alone",
        said(
            "소프트맥스를 미분하지 않고 교차 엔트로피만 미분했을 때의",
            "from the derivative of the cross entropy alone, without that of the softmax",
        ),
        (_BACK, "-self.t / self.y / len(self.t)"),
    ),
    mistaken(
        SOFTMAX,
        "turned",
        said("$t - y$로 부호를 반대로 했을 때의", "with the sign turned round, $t - y$"),
        (_BACK, "(self.t - self.y) / len(self.t)"),
    ),
    mistaken(
        SOFTMAX,
        "no-target",
        said("$t$를 빼지 않았을 때의", "if $t$ is not subtracted"),
        (_BACK, "self.y / len(self.t)"),
    ),
    mistaken(
        SOFTMAX,
        "overwritten",
        said(
            "`backward`가 저장해 둔 확률을 바꾸어 버려 두 번째 호출에서 나오는",
            "at a second call, if `backward` changes the probabilities that were kept",
        ),
        (f"return {_BACK}", "self.y -= self.t\n        self.y /= len(self.t)\n        return self.y"),
    ),
    mistaken(SOFTMAX, "in-class", IN_CLASS, ("self.y = e", "SoftmaxWithLossLayer.y = e")),
    mistaken(
        SOFTMAX,
        "in-place",
        None,
        (
            "e = np.exp(x - np.max(x, axis=1, keepdims=True))",
            "x -= np.max(x, axis=1, keepdims=True)\n        e = np.exp(x)",
        ),
    ),
    mistaken(SOFTMAX, "row-by-row", None, (_LOSS, "-np.log(self.y[t == 1])")),
    mistaken(
        SOFTMAX, "nothing", None, (f"        return {_BACK}\n", "        self.dx = (self.y - self.t) / len(self.t)\n")
    ),
)
