"""Known wrong ways to write the functions of `code.losses`."""

from problems.code.mutants import said, wrong
from problems.code.task import Mutant
from reference.text import Text

BCE, CE = "binary_cross_entropy", "cross_entropy"
ROWS = "len(np.atleast_2d(p))"

_SUM = said("평균을 내지 않고 모두 더하기만 했을 때의", "from the sum, without taking a mean")
_NOT_SQUARED = said("오차를 제곱하지 않고 절댓값을 썼을 때의", "from the absolute errors, not their squares")
_ROOT = said("마지막에 제곱근을 씌웠을 때의", "with a square root taken at the end")
_BY_ROWS = said("원소의 수가 아니라 행의 수로 나누었을 때의", "when divided by the number of rows, not of entries")
_BY_CELLS = said("행의 수가 아니라 원소의 수로 나누었을 때의", "when divided by the number of entries, not of rows")
_NO_HALF = said("1/2을 곱하지 않았을 때의", "without the factor 1/2")
_HALF = said("1/2을 한 번 더 곱했을 때의", "with a factor 1/2 too many")
_MEAN = said("합이 아니라 평균을 썼을 때의", "from the mean, not the sum")
_SIGN = said("부호를 반대로 했을 때의", "with the sign turned round")
_NO_N = said("개수로 나누지 않았을 때의", "when not divided by the number averaged over")
_NO_TWO = said("제곱을 미분한 2를 빠뜨렸을 때의", "without the factor 2 of the square's derivative")
_TWO = said("1/2과 상쇄되는 2를 남겨 두었을 때의", "with a factor 2 that the 1/2 cancels")
_NOT_DERIVED = said("미분하지 않은 제곱 오차의", "from the squared errors, without their derivative")
_OVERWRITTEN = said(
    "예측값 자리에 목표값을 넣어 목표값끼리 비교했을 때의",
    "with the target in the prediction's place, compared with itself",
)
_BASE_TEN = said("자연로그가 아니라 상용로그를 썼을 때의", "with logarithms of base 10, not natural ones")
_BY_SUM = said(
    "출력층 활성화 함수까지 합쳐 미분한(가중합에 대한 기울기인)",
    "from the gradient by the weighted sum, with the output's activation function taken in",
)


def unusable(name: str, right: str) -> tuple[Mutant, ...]:
    """Right values of a loss in a wrong form, or at the price of an argument; `right` is its value for one entry."""
    call = f"{name}(y, p)"
    return (
        wrong("entries", call, right),
        wrong("in-array", call, f"np.array([np.sum({right})])"),
        wrong("zero", call, "0.0"),
        wrong("nothing", call, "pass\nreturn None"),
    )


def spoiling(name: str) -> tuple[Mutant, ...]:
    """A right loss that changes its arguments, and gradients that are none."""
    return (
        wrong("in-place", f"{name}(y, p)", f"kept = {name}_right(y, p)\np[:] = 0\nreturn kept"),
        wrong("in-place", f"{name}_grad(y, p)", f"kept = {name}_grad_right(y, p)\np[:] = kept\nreturn kept"),
        wrong("zeros", f"{name}_grad(y, p)", "np.zeros_like(p)"),
        wrong("list", f"{name}_grad(y, p)", f"{name}_grad_right(y, p).tolist()"),
        wrong("flat", f"{name}_grad(y, p)", f"{name}_grad_right(y, p).sum()"),
    )


def squared(name: str, factor: str, *mutants: tuple[str, str, Text]) -> tuple[Mutant, ...]:
    """Mutants of a squared error and of its gradient: (name, expression, sentence), gradients marked by `'`."""
    return (
        *(
            wrong(slip.removesuffix("'"), f"{name}{'_grad' * slip.endswith(chr(39))}(y, p)", body, message)
            for slip, body, message in mutants
        ),
        *unusable(name, f"{factor} * (y - p) ** 2"),
    )


def keeping(mutant: Mutant) -> Mutant:
    """The mutant with the right function at hand under another name, where it asks for it."""
    if "_right(" not in mutant.source:
        return mutant
    kept = f"{mutant.function}_right = {mutant.function}\n\n\n"
    return Mutant(mutant.id, mutant.function, kept + mutant.source, mutant.message)


SQUARED_ERRORS = (
    *squared(
        "mse",
        "1 / p.size",
        ("sum", "np.sum((y - p) ** 2)", _SUM),
        ("half", "np.mean((y - p) ** 2) / 2", _HALF),
        ("by-rows", f"np.sum((y - p) ** 2) / {ROWS} if y.ndim == 2 else np.mean((y - p) ** 2)", _BY_ROWS),
        ("not-squared", "np.mean(np.abs(y - p))", _NOT_SQUARED),
        ("root", "np.sqrt(np.mean((y - p) ** 2))", _ROOT),
        ("no-two'", "(p - y) / p.size", _NO_TWO),
        ("no-n'", "2 * (p - y)", _NO_N),
        ("sign'", "2 * (y - p) / p.size", _SIGN),
        ("by-rows'", "2 * (p - y) / len(p)", _BY_ROWS),
        ("not-derived'", "(y - p) ** 2 / p.size", _NOT_DERIVED),
    ),
    *squared(
        "half_mse",
        "0.5 / p.size",
        ("no-half", "np.mean((y - p) ** 2)", _NO_HALF),
        ("sum", "np.sum((y - p) ** 2) / 2", _SUM),
        ("by-rows", "np.sum((y - p) ** 2) / (2 * len(p))", _BY_ROWS),
        ("not-squared", "np.mean(np.abs(y - p)) / 2", _NOT_SQUARED),
        ("two'", "2 * (p - y) / p.size", _TWO),
        ("no-n'", "p - y", _NO_N),
        ("sign'", "(y - p) / p.size", _SIGN),
        ("by-rows'", "(p - y) / len(p)", _BY_ROWS),
    ),
    *squared(
        "half_sum",
        "0.5",
        ("no-half", "np.sum((y - p) ** 2)", _NO_HALF),
        ("mean", "np.mean((y - p) ** 2) / 2", _MEAN),
        (
            "by-rows",
            f"np.sum((y - p) ** 2) / 2 / {ROWS}",
            said("행의 수로 나누었을 때의", "when divided by the number of rows"),
        ),
        ("not-squared", "np.sum(np.abs(y - p)) / 2", _NOT_SQUARED),
        ("two'", "2 * (p - y)", _TWO),
        ("mean'", "(p - y) / p.size", _MEAN),
        ("sign'", "y - p", _SIGN),
    ),
)

CROSS_ENTROPIES = (
    wrong("sum", f"{BCE}(y, p)", "-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))", _SUM),
    wrong("by-rows", f"{BCE}(y, p)", "-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(p)", _BY_ROWS),
    wrong(
        "one-term",
        f"{BCE}(y, p)",
        "-np.mean(y * np.log(p))",
        said("$(1-y)\\ln(1-p)$ 항을 빠뜨렸을 때의", "without the term $(1-y)\\ln(1-p)$"),
    ),
    wrong("sign", f"{BCE}(y, p)", "np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))", _SIGN),
    wrong("base-ten", f"{BCE}(y, p)", "-np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p))", _BASE_TEN),
    wrong(
        "overwritten",
        f"{BCE}(y, p)",
        "-np.mean(y * np.log(y + 1e-7) + (1 - y) * np.log(1 - y + 1e-7))",
        _OVERWRITTEN,
    ),
    wrong("no-n", f"{BCE}_grad(y, p)", "(p - y) / (p * (1 - p))", _NO_N),
    wrong("by-rows", f"{BCE}_grad(y, p)", "(p - y) / (p * (1 - p)) / len(p)", _BY_ROWS),
    wrong("sign", f"{BCE}_grad(y, p)", "(y - p) / (p * (1 - p)) / p.size", _SIGN),
    wrong("by-sum", f"{BCE}_grad(y, p)", "(p - y) / p.size", _BY_SUM),
    wrong(
        "one-term",
        f"{BCE}_grad(y, p)",
        "-y / p / p.size",
        said("$(1-y)/(1-p)$ 항을 빠뜨렸을 때의", "without the term $(1-y)/(1-p)$"),
    ),
    wrong(
        "multiplied",
        f"{BCE}_grad(y, p)",
        "(p - y) * p * (1 - p) / p.size",
        said("$p(1-p)$로 나누지 않고 곱했을 때의", "when multiplied by $p(1-p)$, not divided"),
    ),
    *unusable(BCE, "-(y * np.log(p) + (1 - y) * np.log(1 - p)) / p.size"),
    wrong("sum", f"{CE}(y, p)", "-np.sum(np.log(p[y == 1]))", _SUM, convention=True),
    wrong("by-cells", f"{CE}(y, p)", "-np.sum(np.log(p[y == 1])) / p.size", _BY_CELLS),
    wrong(
        "vector-by-length",
        f"{CE}(y, p)",
        "-np.sum(np.log(p[y == 1])) / len(p)",
        said(
            "1차원 배열을 표본 하나로 보지 않고 길이로 나누었을 때의",
            "when a 1-D array, which is one sample, is divided by its length",
        ),
    ),
    wrong("sign", f"{CE}(y, p)", f"np.sum(np.log(p[y == 1])) / {ROWS}", _SIGN),
    wrong("overwritten", f"{CE}(y, p)", f"-np.sum(y * np.log(y + 1e-7)) / {ROWS}", _OVERWRITTEN),
    wrong(
        "times-index",
        f"{CE}(y, p)",
        f"-np.sum(np.argmax(y, axis=-1) * np.log(p[y == 1])) / {ROWS}",
        said("로그에 클래스 번호를 곱했을 때의", "when the logarithms are multiplied by the class index"),
    ),
    wrong(
        "log-of-zero",
        f"{CE}(y, p)",
        f"-np.sum(y * np.log(p)) / {ROWS}",
        said(
            "$0 \\cdot \\ln 0$을 그대로 계산하여 nan이 된",
            "when $0 \\cdot \\ln 0$ is computed as it stands, which is nan",
        ),
    ),
    wrong(
        "binary",
        f"{CE}(y, p)",
        f"-np.sum(np.log(np.where(y == 1, p, 1 - p))) / {ROWS}",
        said(
            "이진 교차 엔트로피처럼 정답이 아닌 클래스의 항도 더했을 때의",
            "when the other classes count too, as in the binary cross entropy",
        ),
    ),
    wrong("base-ten", f"{CE}(y, p)", f"-np.sum(np.log10(p[y == 1])) / {ROWS}", _BASE_TEN),
    wrong("no-n", f"{CE}_grad(y, p)", "-y / p", _NO_N, convention=True),
    wrong("by-cells", f"{CE}_grad(y, p)", "-y / p / p.size", _BY_CELLS),
    wrong(
        "vector-by-length",
        f"{CE}_grad(y, p)",
        "-y / p / len(p)",
        said("1차원 배열을 길이로 나누었을 때의", "when a 1-D array is divided by its length"),
    ),
    wrong("sign", f"{CE}_grad(y, p)", f"y / p / {ROWS}", _SIGN),
    wrong("by-sum", f"{CE}_grad(y, p)", f"(p - y) / {ROWS}", _BY_SUM),
    wrong(
        "every-class",
        f"{CE}_grad(y, p)",
        f"-1 / p / {ROWS}",
        said("정답이 아닌 클래스에도 $-1/p$를 쓴", "with $-1/p$ for the other classes too"),
    ),
    *unusable(CE, f"-y * np.log(np.where(y == 1, p, 1)) / {ROWS}"),
)

MUTANTS = (
    *SQUARED_ERRORS,
    *CROSS_ENTROPIES,
    *(keeping(mutant) for name in ("mse", "half_mse", "half_sum", BCE, CE) for mutant in spoiling(name)),
)
