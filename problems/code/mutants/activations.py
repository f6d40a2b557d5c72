"""Known wrong ways to write the functions of `code.activations`."""

from problems.code.mutants import said, wrong

TRUNCATED = said(
    "결과를 정수 배열에 담아 소수점 아래가 버려졌을 때의",
    "when results are stored in an array of integers, which drops the decimals",
)

MUTANTS = (
    wrong(
        "at-zero",
        "step(x)",
        "np.where(x >= 0, 1.0, 0.0)",
        said("0에서의 값을 1로 정했을 때의", "with step(0) = 1; here step(0) = 0"),
        convention=True,
    ),
    wrong(
        "is-sign",
        "step(x)",
        "np.sign(x)",
        said("계단 함수가 아니라 부호 함수의", "from the sign function, not the step"),
    ),
    wrong(
        "reversed",
        "step(x)",
        "np.where(x < 0, 1.0, 0.0)",
        said("부등호의 방향을 반대로 했을 때의", "with the inequality turned round"),
    ),
    wrong("booleans", "step(x)", "x > 0"),
    wrong("one-number", "step(x)", "1.0 if np.sum(x) > 0 else 0.0"),
    wrong("nothing", "step(x)", "pass\nreturn None"),
    wrong("constant", "step(x)", "np.zeros_like(x)"),
    wrong("in-place", "step(x)", "x[x > 0] = 1\nx[x < 0] = 0\nreturn x"),
    wrong(
        "sign-missing",
        "sigmoid(x)",
        "1 / (1 + np.exp(x))",
        said("지수의 − 부호를 빠뜨렸을 때의", "if the minus sign in the exponent is left out"),
    ),
    wrong(
        "max-shift",
        "sigmoid(x)",
        "1 / (1 + np.exp(-x + np.max(x)))",
        said("소프트맥스에서처럼 최댓값을 뺐을 때의", "if the maximum is subtracted, as in softmax"),
    ),
    wrong(
        "minus",
        "sigmoid(x)",
        "1 / (1 - np.exp(-x))",
        said("분모를 $1 - e^{-x}$으로 썼을 때의", "with $1 - e^{-x}$ in the denominator"),
    ),
    wrong(
        "overflow",
        "sigmoid(x)",
        "np.exp(x) / (1 + np.exp(x))",
        said("큰 입력에서 $e^x$이 오버플로하여(inf/inf) 나오는", "when $e^x$ overflows for a large input (inf/inf)"),
    ),
    wrong("is-tanh", "sigmoid(x)", "np.tanh(x)", said("시그모이드가 아니라 tanh의", "from tanh, not the sigmoid")),
    wrong(
        "truncated",
        "sigmoid(x)",
        "out = np.zeros_like(x)\nout[:] = 1 / (1 + np.exp(-x))\nreturn out",
        TRUNCATED,
    ),
    wrong("list", "sigmoid(x)", "list(1 / (1 + np.exp(-x)))"),
    wrong("first-entry", "sigmoid(x)", "float(1 / (1 + np.exp(-x[0])))"),
    wrong("in-place", "sigmoid(x)", "r = 1 / (1 + np.exp(-x))\nx[:] = r\nreturn r"),
    wrong(
        "of-output",
        "sigmoid_grad(x)",
        "x * (1 - x)",
        said(
            "함수의 출력이 아니라 입력 $x$로 $x(1-x)$를 계산한",
            "from $x(1-x)$, with the input $x$ in place of the sigmoid's output",
        ),
    ),
    wrong(
        "twice",
        "sigmoid_grad(x)",
        "a = sigmoid(sigmoid(x))\nreturn a * (1 - a)",
        said(
            "시그모이드를 두 번 적용하고 미분했을 때의",
            "if the sigmoid is applied twice before the derivative is taken",
        ),
    ),
    wrong(
        "negative",
        "sigmoid_grad(x)",
        "-sigmoid(x) * (1 - sigmoid(x))",
        said("미분의 부호를 반대로 했을 때의", "with the sign of the derivative turned round"),
    ),
    wrong(
        "not-derived",
        "sigmoid_grad(x)",
        "sigmoid(x)",
        said("미분하지 않은 시그모이드의", "from the sigmoid itself, without its derivative"),
    ),
    wrong(
        "square",
        "sigmoid_grad(x)",
        "sigmoid(x) ** 2",
        said("$\\sigma(1-\\sigma)$ 대신 $\\sigma^2$을 썼을 때의", "from $\\sigma^2$ in place of $\\sigma(1-\\sigma)$"),
    ),
    wrong(
        "truncated",
        "sigmoid_grad(x)",
        "out = np.zeros_like(x)\nout[:] = sigmoid(x) * (1 - sigmoid(x))\nreturn out",
        TRUNCATED,
    ),
    wrong("ones", "sigmoid_grad(x)", "np.ones_like(x)"),
    wrong("list", "sigmoid_grad(x)", "list(sigmoid(x) * (1 - sigmoid(x)))"),
    wrong("truncated", "tanh(x)", "out = np.zeros_like(x)\nout[:] = np.tanh(x)\nreturn out", TRUNCATED),
    wrong("truncated", "tanh_grad(x)", "out = np.zeros_like(x)\nout[:] = 1 - np.tanh(x) ** 2\nreturn out", TRUNCATED),
    wrong(
        "overflow",
        "tanh(x)",
        "(np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))",
        said(
            "큰 입력에서 지수 함수가 오버플로하여(inf/inf) 나오는",
            "when the exponentials overflow for a large input (inf/inf)",
        ),
    ),
    wrong(
        "upside-down",
        "tanh(x)",
        "(np.exp(x) + np.exp(-x)) / (np.exp(x) - np.exp(-x))",
        said("분자와 분모를 뒤바꾸었을 때의", "with numerator and denominator exchanged"),
    ),
    wrong(
        "half-argument",
        "tanh(x)",
        "2 * sigmoid(x) - 1",
        said(
            "$2\\sigma(2x)-1$에서 괄호 안의 2를 빠뜨렸을 때의",
            "from $2\\sigma(x)-1$, without the 2 inside of $2\\sigma(2x)-1$",
        ),
    ),
    wrong("is-tan", "tanh(x)", "np.tan(x)", said("tanh가 아니라 tan의", "from tan, not tanh")),
    wrong("scalar", "tanh(x)", "np.tanh(x)[0]"),
    wrong(
        "square-missing",
        "tanh_grad(x)",
        "1 - np.tanh(x)",
        said("제곱을 빠뜨려 $1-\\tanh x$로 계산한", "from $1-\\tanh x$, without the square"),
    ),
    wrong(
        "of-output",
        "tanh_grad(x)",
        "1 - x ** 2",
        said(
            "함수의 출력이 아니라 입력 $x$로 $1-x^2$을 계산한",
            "from $1-x^2$, with the input $x$ in place of the output of tanh",
        ),
    ),
    wrong(
        "identity",
        "tanh_grad(x)",
        "2 * tanh(2 * x) - 1",
        said("미분이 아니라 $2\\varphi(2x)-1$을 계산한", "from $2\\varphi(2x)-1$, which is not the derivative"),
    ),
    wrong("plus", "tanh_grad(x)", "1 + np.tanh(x) ** 2", said("$1+\\tanh^2 x$로 계산한", "from $1+\\tanh^2 x$")),
    wrong("nothing", "tanh_grad(x)", "x"),
    wrong(
        "absolute",
        "relu(x)",
        "np.abs(x)",
        said("음수를 0이 아니라 절댓값으로 바꾸었을 때의", "if negative entries become positive, not 0"),
    ),
    wrong(
        "minimum",
        "relu(x)",
        "np.minimum(x, 0)",
        said("최댓값 대신 최솟값을 썼을 때의", "from the minimum in place of the maximum"),
    ),
    wrong(
        "leaky",
        "relu(x)",
        "np.where(x > 0, x, 0.01 * x)",
        said("음수에서 기울기가 0.01인 Leaky ReLU의", "from the leaky ReLU, with slope 0.01 for negative entries"),
    ),
    wrong(
        "six",
        "relu(x)",
        "np.minimum(np.maximum(x, 0), 6)",
        said("6보다 큰 값을 6으로 자르는 ReLU6의", "from ReLU6, which cuts off at 6"),
    ),
    wrong(
        "largest",
        "relu(x)",
        "np.max(x)",
        said(
            "원소마다 계산하지 않고 배열 전체의 최댓값을 돌려주었을 때의",
            "from the largest entry of the array, not from every entry",
        ),
    ),
    wrong("in-place", "relu(x)", "x[x < 0] = 0\nreturn x"),
    wrong("echo", "relu(x)", "x"),
    wrong(
        "at-zero",
        "relu_grad(x)",
        "np.where(x >= 0, 1.0, 0.0)",
        said("0에서의 미분값을 1로 정했을 때의", "with the derivative 1 at 0; here it is 0"),
        convention=True,
    ),
    wrong(
        "not-derived",
        "relu_grad(x)",
        "np.maximum(x, 0)",
        said("미분하지 않은 ReLU의", "from ReLU itself, without its derivative"),
    ),
    wrong(
        "is-sign",
        "relu_grad(x)",
        "np.sign(x)",
        said("음수에서 0이 아니라 −1이 되는 부호 함수의", "from the sign function, which is -1 for negative entries"),
    ),
    wrong("in-place", "relu_grad(x)", "x[x <= 0] = 0\nx[x > 0] = 1\nreturn x"),
    wrong("booleans", "relu_grad(x)", "x > 0"),
    wrong(
        "no-shift",
        "softmax(z)",
        "e = np.exp(z)\nreturn e / np.sum(e, axis=-1, keepdims=True)",
        said(
            "최댓값을 빼지 않아 지수 함수가 오버플로하여 나오는",
            "when the exponentials overflow, because the maximum is not subtracted",
        ),
    ),
    wrong(
        "mean-shift",
        "softmax(z)",
        "e = np.exp(z - np.mean(z, axis=-1, keepdims=True))\nreturn e / np.sum(e, axis=-1, keepdims=True)",
        said(
            "최댓값이 아니라 평균을 빼서 지수 함수가 오버플로할 때의",
            "when the mean is subtracted, not the maximum, and the exponentials overflow",
        ),
    ),
    wrong(
        "first-shift",
        "softmax(z)",
        "e = np.exp(z - z[..., :1])\nreturn e / np.sum(e, axis=-1, keepdims=True)",
        said(
            "최댓값이 아니라 첫 로짓을 빼서 지수 함수가 오버플로할 때의",
            "when the first logit is subtracted, not the maximum, and the exponentials overflow",
        ),
    ),
    wrong(
        "truncated",
        "softmax(z)",
        "out = np.zeros_like(z)\ne = np.exp(z - np.max(z, axis=-1, keepdims=True))\n"
        "out[:] = e / np.sum(e, axis=-1, keepdims=True)\nreturn out",
        TRUNCATED,
    ),
    wrong(
        "axis",
        "softmax(z)",
        "e = np.exp(z - np.max(z, axis=0))\nreturn e / np.sum(e, axis=0)",
        said(
            "행이 아니라 열 방향(axis=0)의 합으로 나누었을 때의",
            "if the sum runs down the columns (axis=0), not along the rows",
        ),
    ),
    wrong(
        "whole-batch",
        "softmax(z)",
        "e = np.exp(z - np.max(z))\nreturn e / np.sum(e)",
        said(
            "행마다의 합이 아니라 배열 전체의 합으로 나누었을 때의",
            "if the sum runs over the whole array, not over each row",
        ),
    ),
    wrong(
        "global-shift",
        "softmax(z)",
        "e = np.exp(z - np.max(z))\nreturn e / np.sum(e, axis=-1, keepdims=True)",
        said(
            "행마다가 아니라 배열 전체의 최댓값을 빼서 값이 작은 행이 0이 되었을 때의",
            "if the maximum of the whole array is subtracted, so that rows far below it become 0",
        ),
    ),
    wrong(
        "no-exponential",
        "softmax(z)",
        "z / np.sum(z, axis=-1, keepdims=True)",
        said(
            "지수 함수를 쓰지 않고 로짓을 그 합으로 나누었을 때의",
            "if the logits are divided by their sum, without the exponential",
        ),
    ),
    wrong(
        "not-normalised",
        "softmax(z)",
        "np.exp(z - np.max(z, axis=-1, keepdims=True))",
        said("지수 함수의 합으로 나누지 않았을 때의", "if the exponentials are not divided by their sum"),
    ),
    wrong(
        "negative",
        "softmax(z)",
        "e = np.exp(np.min(z, axis=-1, keepdims=True) - z)\nreturn e / np.sum(e, axis=-1, keepdims=True)",
        said("지수의 부호를 반대로 했을 때의", "with the sign of the exponent turned round"),
    ),
    wrong(
        "is-sigmoid",
        "softmax(z)",
        "sigmoid(z)",
        said("소프트맥스가 아니라 시그모이드의", "from the sigmoid, not softmax"),
    ),
    wrong(
        "logarithm",
        "softmax(z)",
        "z = z - np.max(z, axis=-1, keepdims=True)\nreturn z - np.log(np.sum(np.exp(z), axis=-1, keepdims=True))",
        said("소프트맥스에 로그를 취했을 때의", "from the logarithm of the softmax"),
    ),
    wrong("uniform", "softmax(z)", "np.ones(z.shape) / z.shape[-1]"),
    wrong(
        "in-place",
        "softmax(z)",
        "z -= np.max(z, axis=-1, keepdims=True)\ne = np.exp(z)\nreturn e / np.sum(e, axis=-1, keepdims=True)",
    ),
    wrong(
        "list",
        "softmax(z)",
        "e = np.exp(z - np.max(z, axis=-1, keepdims=True))\nreturn (e / np.sum(e, axis=-1, keepdims=True)).tolist()",
    ),
)
