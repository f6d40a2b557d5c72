"""Known wrong ways to write the function of `code.numerical_gradient`."""

from problems.code.mutants import said, wrong
from problems.code.task import Mutant
from reference.text import Text

CALL = "numerical_gradient(f, x)"

_RIGHT = """\
h = 1e-4
x = np.array(x, dtype=float)
grad = np.zeros_like(x)
for i in np.ndindex(x.shape):
    kept = x[i]
    x[i] = kept + h
    above = f(x)
    x[i] = kept - h
    below = f(x)
    x[i] = kept
    grad[i] = (above - below) / (2 * h)
return grad
"""


def slipped(name: str, message: Text | None, *slips: tuple[str, str]) -> Mutant:
    """The right body with parts replaced."""
    body = _RIGHT
    for right, slip in slips:
        body = body.replace(right, slip)
    return wrong(name, CALL, body, message)


MUTANTS = (
    slipped(
        "times-h",
        said(
            "괄호가 없어 2로 나눈 뒤 $h$를 곱한(`/ 2 * h`)",
            "when `/ 2 * h` divides by 2 and then multiplies by $h$: brackets are missing",
        ),
        ("/ (2 * h)", "/ 2 * h"),
    ),
    slipped("no-two", said("$2h$가 아니라 $h$로 나누었을 때의", "when divided by $h$, not by $2h$"), ("(2 * h)", "h")),
    slipped("not-divided", said("$2h$로 나누지 않았을 때의", "without the division by $2h$"), (" / (2 * h)", "")),
    slipped(
        "forward",
        said("중앙 차분이 아니라 전진 차분의", "from forward differences, not central ones"),
        ("x[i] = kept - h\n", "x[i] = kept\n"),
        ("(2 * h)", "h"),
    ),
    slipped(
        "backward",
        said("중앙 차분이 아니라 후진 차분의", "from backward differences, not central ones"),
        ("x[i] = kept + h\n", "x[i] = kept\n"),
        ("(2 * h)", "h"),
    ),
    slipped(
        "sign",
        said("두 함숫값의 순서를 바꾸어 뺐을 때의", "with the difference turned round"),
        ("above - below", "below - above"),
    ),
    slipped(
        "sum",
        said("두 함숫값을 빼지 않고 더했을 때의", "when the two values are added, not subtracted"),
        ("above - below", "above + below"),
    ),
    slipped(
        "not-put-back",
        said(
            "원소를 되돌리지 않아 뒤의 원소에서 앞의 원소가 $h$만큼 달라진",
            "when entries are not put back, so that later entries see earlier ones off by $h$",
        ),
        ("    x[i] = kept\n", ""),
    ),
    slipped(
        "integers",
        said(
            "정수 배열에 $h$를 더해 소수점 아래가 버려졌을 때의",
            "when $h$ is added to an array of integers, which drops the decimals",
        ),
        ("np.array(x, dtype=float)", "np.array(x)"),
        ("np.zeros_like(x)", "np.zeros(x.shape)"),
    ),
    slipped(
        "result-truncated",
        said(
            "기울기를 정수 배열에 담아 소수점 아래가 버려졌을 때의",
            "when the slopes are stored in an array of integers",
        ),
        ("h = 1e-4\n", "h = 1e-4\nkind = x.dtype\n"),
        ("np.zeros_like(x)", "np.zeros(x.shape, dtype=kind)"),
    ),
    slipped(
        "too-small",
        said(
            "$h$가 너무 작아 두 함숫값이 같아진(모두 0인)",
            "when $h$ is so small that both values are the same (all are 0)",
        ),
        ("1e-4", "1e-50"),
    ),
    slipped("too-large", said("$h = 0.1$처럼 $h$가 너무 클 때의", "when $h$ is too large, here 0.1"), ("1e-4", "0.1")),
    slipped(
        "all-at-once",
        said(
            "원소 하나가 아니라 모든 원소를 한꺼번에 움직였을 때의",
            "when all entries are moved at once, not one at a time",
        ),
        ("x[i] = kept + h\n    above = f(x)", "above = f(x + h)"),
        ("x[i] = kept - h\n    below = f(x)", "below = f(x - h)"),
    ),
    slipped(
        "rows-at-once",
        said(
            "2차원 배열에서 원소가 아니라 행 전체를 움직였을 때의",
            "when whole rows of a 2-D array are moved, not single entries",
        ),
        ("np.ndindex(x.shape)", "range(len(x))"),
        ("kept = x[i]", "kept = x[i].copy()"),
    ),
    slipped(
        "first-axis",
        said(
            "첫 행(1차원이면 첫 원소)의 기울기만 구하고 나머지는 0으로 둔",
            "when only the first row (in 1-D, the first entry) is filled in and the rest stays 0",
        ),
        ("return grad", "grad[1:] = 0\nreturn grad"),
    ),
    slipped(
        "values",
        said("미분하지 않은 함숫값의", "from the function itself, not its derivative"),
        ("(above - below) / (2 * h)", "f(x)"),
    ),
    slipped(
        "stops-early",
        None,
        ("    grad[i] = (above - below) / (2 * h)\n", "    grad[i] = (above - below) / (2 * h)\n    return grad\n"),
    ),
    slipped(
        "left-changed",
        None,
        ("np.array(x, dtype=float)", "np.asarray(x, dtype=float)"),
        ("return grad", "x += h\nreturn grad"),
    ),
    slipped(
        "in-place", None, ("return grad", "kept_x[...] = grad\nreturn grad"), ("h = 1e-4\n", "h = 1e-4\nkept_x = x\n")
    ),
    slipped("flat", None, ("return grad", "return grad.ravel()[:, None]")),
    slipped("list", None, ("return grad", "return grad.tolist()")),
    slipped("text", None, ("return grad", "return str(grad)")),
    slipped("one-number", None, ("return grad", "return float(grad.ravel()[0])")),
    slipped("printed", None, ("return grad", "print(grad)\nreturn None")),
    wrong("ones", CALL, "np.ones(x.shape)"),
)
