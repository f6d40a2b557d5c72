"""Known wrong ways to write the layers of single entries: products, sums, activation functions."""

from problems.code.model_answers.layers import ADD, MUL, RELU, SIGMOID
from problems.code.mutants import said
from problems.code.mutants.classes import mistaken

IN_CLASS = said(
    "값을 객체가 아니라 클래스에 저장하여 모든 객체가 함께 썼을 때의",
    "if values are kept in the class, so that all objects share them",
)
NO_DOUT = said("`dout`을 곱하지 않았을 때의", "without the factor `dout`")

MUL_MUTANTS = (
    mistaken(
        MUL,
        "not-swapped",
        said(
            "두 입력을 서로 바꾸지 않고 곱했을 때의", "if each gradient gets its own input as a factor, not the other"
        ),
        ("dx = dout * self.y", "dx = dout * self.x"),
        ("dy = dout * self.x", "dy = dout * self.y"),
    ),
    mistaken(
        MUL,
        "both-x",
        said("두 기울기에 모두 $x$를 곱했을 때의", "if both gradients get the factor $x$"),
        ("dx = dout * self.y", "dx = dout * self.x"),
    ),
    mistaken(
        MUL,
        "both-y",
        said("두 기울기에 모두 $y$를 곱했을 때의", "if both gradients get the factor $y$"),
        ("dy = dout * self.x", "dy = dout * self.y"),
    ),
    mistaken(MUL, "no-dout", NO_DOUT, ("dx = dout * self.y", "dx = self.y"), ("dy = dout * self.x", "dy = self.x")),
    mistaken(
        MUL,
        "passed-on",
        said("`dout`을 그대로 흘려보낸 덧셈 계층의", "if `dout` goes on as it is, as in an addition"),
        ("dx = dout * self.y", "dx = dout"),
        ("dy = dout * self.x", "dy = dout"),
    ),
    mistaken(MUL, "added", said("곱하지 않고 더했을 때의", "from a sum in place of the product"), ("x * y", "x + y")),
    mistaken(
        MUL,
        "whole",
        said("소수점 아래를 `int()`로 버렸을 때의", "if what stands behind the point is cut off by `int()`"),
        ("return x * y", "return (x * y).astype(int) if hasattr(x * y, 'astype') else int(x * y)"),
    ),
    mistaken(MUL, "in-class", IN_CLASS, ("self.x = x", "MulLayer.x = x"), ("self.y = y", "MulLayer.y = y")),
    mistaken(MUL, "global", None, ("self.x = x", "global X\n        X = x"), ("dout * self.x", "dout * X")),
    mistaken(MUL, "in-place", None, ("return x * y", "x *= y\n        return x")),
    mistaken(MUL, "dx-alone", None, ("return dx, dy", "return dx")),
    mistaken(MUL, "nothing", None, ("        return x * y\n", "")),
)

ADD_MUTANTS = (
    mistaken(
        ADD,
        "factors",
        said("곱셈 계층처럼 입력을 곱했을 때의", "if the inputs are multiplied in, as in a multiplication"),
        ("return x + y", "self.x, self.y = x, y\n        return x + y"),
        ("dx = dout", "dx = dout * self.x"),
        ("dy = dout", "dy = dout * self.y"),
    ),
    mistaken(
        ADD,
        "swapped-factors",
        said(
            "곱셈 계층처럼 서로 바꾼 입력을 곱했을 때의", "if the other input is multiplied in, as in a multiplication"
        ),
        ("return x + y", "self.x, self.y = x, y\n        return x + y"),
        ("dx = dout", "dx = dout * self.y"),
        ("dy = dout", "dy = dout * self.x"),
    ),
    mistaken(
        ADD,
        "halves",
        said("`dout`을 절반씩 나누었을 때의", "if `dout` is split into halves"),
        ("dx = dout", "dx = dout / 2"),
        ("dy = dout", "dy = dout / 2"),
    ),
    mistaken(ADD, "no-dout", NO_DOUT, ("dx = dout", "dx = 1.0 + 0 * dout"), ("dy = dout", "dy = 1.0 + 0 * dout")),
    mistaken(
        ADD,
        "minus",
        said(
            "$y$에 대한 기울기의 부호를 바꾼, 뺄셈의",
            "with the sign of the second gradient turned, as for a difference",
        ),
        ("dy = dout", "dy = -dout"),
    ),
    mistaken(ADD, "product", said("더하지 않고 곱했을 때의", "from a product in place of the sum"), ("x + y", "x * y")),
    mistaken(ADD, "dout-alone", None, ("return dx, dy", "return dout")),
    mistaken(ADD, "nothing", None, ("        return dx, dy\n", "")),
)

RELU_MUTANTS = (
    mistaken(
        RELU,
        "mask-of-dout",
        said(
            "`forward`의 입력이 아니라 `dout`의 부호로 거른",
            "if `dout` is cut by its own sign, not by that of what `forward` was given",
        ),
        ("np.where(self.mask, dout, 0)", "np.where(dout > 0, dout, 0)"),
    ),
    mistaken(
        RELU,
        "one-at-zero",
        said("$x = 0$에서 기울기를 1로 정했을 때의", "with a slope of 1 at $x = 0$"),
        ("x > 0", "x >= 0"),
        convention=True,
    ),
    mistaken(
        RELU,
        "all-through",
        said("아무것도 거르지 않고 `dout`을 그대로 돌려주었을 때의", "if `dout` goes on as it is, with nothing cut"),
        ("np.where(self.mask, dout, 0)", "dout"),
    ),
    mistaken(
        RELU,
        "turned-mask",
        said("남길 원소와 지울 원소를 뒤바꾸었을 때의", "if the entries to keep and those to cut are exchanged"),
        ("np.where(self.mask, dout, 0)", "np.where(self.mask, 0, dout)"),
    ),
    mistaken(RELU, "no-dout", NO_DOUT, ("np.where(self.mask, dout, 0)", "self.mask * 1.0")),
    mistaken(
        RELU,
        "times-x",
        said("기울기 1이 아니라 ReLU 값을 곱했을 때의", "with the ReLU value as a factor, not its slope 1"),
        ("self.mask = x > 0", "self.mask = np.maximum(x, 0)"),
        ("np.where(self.mask, x, 0)", "self.mask"),
        ("np.where(self.mask, dout, 0)", "dout * self.mask"),
    ),
    mistaken(
        RELU,
        "leaky",
        said(
            "음수에 0.01을 곱해 흘려보내는 Leaky ReLU의",
            "from Leaky ReLU, which lets negative entries through times 0.01",
        ),
        ("np.where(self.mask, x, 0)", "np.where(self.mask, x, 0.01 * x)"),
        ("np.where(self.mask, dout, 0)", "np.where(self.mask, dout, 0.01 * dout)"),
        convention=True,
    ),
    mistaken(
        RELU,
        "size",
        said(
            "음수의 부호를 바꾸어 절댓값을 구했을 때의",
            "from the absolute value, with negative entries turned positive",
        ),
        ("np.where(self.mask, x, 0)", "np.abs(x)"),
    ),
    mistaken(RELU, "in-class", IN_CLASS, ("self.mask = x > 0", "ReluLayer.mask = x > 0")),
    mistaken(RELU, "in-place", None, ("return np.where(self.mask, x, 0)", "x[x <= 0] = 0\n        return x")),
    mistaken(
        RELU,
        "mask-after",
        None,
        ("self.mask = x > 0", "x[x < 0] = 0\n        self.mask = x >= 0"),
    ),
    mistaken(
        RELU,
        "whole",
        None,
        ("self.mask = x > 0", "self.mask = x > 0\n        self.dx = np.zeros_like(x)"),
        (
            "return np.where(self.mask, dout, 0)",
            "self.dx[self.mask] = dout[self.mask]\n        return self.dx",
        ),
    ),
    mistaken(RELU, "flat", None, ("np.where(self.mask, dout, 0)", "np.where(self.mask, dout, 0).ravel()")),
)

_SLOPE = "self.out * (1 - self.out)"
SIGMOID_MUTANTS = (
    mistaken(
        SIGMOID,
        "of-x",
        said(
            "출력이 아니라 입력으로 $x(1 - x)$를 곱했을 때의",
            "with the factor $x(1 - x)$ of the input, not of the output",
        ),
        ("self.out = 1", "self.x = x\n        self.out = 1"),
        (_SLOPE, "self.x * (1 - self.x)"),
    ),
    mistaken(
        SIGMOID,
        "twice",
        said("출력에 시그모이드를 한 번 더 취해 미분했을 때의", "if the sigmoid is applied to the output once more"),
        (_SLOPE, "(1 / (1 + np.exp(-self.out))) * (1 - 1 / (1 + np.exp(-self.out)))"),
    ),
    mistaken(
        SIGMOID,
        "of-dout",
        said(
            "출력이 아니라 `dout`으로 미분값을 구했을 때의",
            "if the slope is taken at `dout`, not at what `forward` was given",
        ),
        (_SLOPE, "(1 / (1 + np.exp(-dout))) * (1 - 1 / (1 + np.exp(-dout)))"),
    ),
    mistaken(SIGMOID, "no-dout", NO_DOUT, (f"dout * {_SLOPE}", _SLOPE)),
    mistaken(
        SIGMOID,
        "all-through",
        said("미분값을 곱하지 않고 `dout`을 그대로 돌려주었을 때의", "if `dout` goes on as it is, without the slope"),
        (f"dout * {_SLOPE}", "dout"),
    ),
    mistaken(
        SIGMOID,
        "no-complement",
        said("$1 - y$를 곱하지 않았을 때의", "without the factor $1 - y$"),
        (_SLOPE, "self.out"),
    ),
    mistaken(
        SIGMOID,
        "of-tanh",
        said("tanh의 미분값을 곱했을 때의", "with the slope of tanh"),
        (_SLOPE, "(1 - self.out ** 2)"),
    ),
    mistaken(
        SIGMOID,
        "negative",
        said("미분값의 부호를 반대로 했을 때의", "with the sign of the slope turned round"),
        (_SLOPE, "self.out * (self.out - 1)"),
    ),
    mistaken(
        SIGMOID,
        "no-minus",
        said("지수의 음의 부호를 빠뜨렸을 때의", "without the minus sign in the exponent"),
        ("np.exp(-x)", "np.exp(x)"),
    ),
    mistaken(
        SIGMOID,
        "shifted",
        said("소프트맥스처럼 최댓값을 뺐을 때의", "if the largest entry is taken off first, as for a softmax"),
        ("np.exp(-x)", "np.exp(-(x - np.max(x)))"),
    ),
    mistaken(SIGMOID, "in-class", IN_CLASS, ("self.out = 1 /", "SigmoidLayer.out = 1 /")),
    mistaken(
        SIGMOID,
        "in-place",
        None,
        ("self.out = 1 / (1 + np.exp(-x))", "x *= -1\n        self.out = 1 / (1 + np.exp(x))"),
    ),
    mistaken(
        SIGMOID,
        "whole",
        None,
        (
            "self.out = 1 / (1 + np.exp(-x))",
            "self.out = np.zeros_like(x)\n        self.out[...] = 1 / (1 + np.exp(-x))",
        ),
    ),
)
