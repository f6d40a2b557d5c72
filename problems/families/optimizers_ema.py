"""The exponential moving average of a series, as it is and corrected for its start at 0."""

from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.fairness import ROUND
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes import optimizers as slips
from problems.variant import Givens
from reference.averages import weight_of_old, window
from reference.optimizers import running, unbiased
from reference.readings import exact
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

MOST = 30


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


NEW_ALONE = _got("이전 평균을 더하지 않고 새 값만 쓰면", "from the new value alone, without the mean so far")
PLAIN_MEAN = Text(
    "지금까지의 값을 똑같은 비중으로 평균한 값입니다.", "This is the plain mean, with every value counting the same."
)
MEAN_KEPT = Text("이전 평균 그대로입니다.", "This is the mean before this value.")
ONE_STEP_EARLY = _got(r"$\beta$를 한 번 덜 곱하면", r"with one factor $\beta$ too few")
ONE_STEP_LATE = _got(r"$\beta$를 한 번 더 곱하면", r"with one factor $\beta$ too many")
NEW_SHARE_LEFT_OUT = _got(r"$1-\beta$를 곱하지 않으면", r"without the factor $1-\beta$")
EXPONENT_EARLY = _got(r"$\beta^{t-1}$을 쓰면(1부터 셉니다)", r"with $\beta^{t-1}$: steps are counted from 1")
OF_BETA = _got(r"$1-\beta$ 대신 $\beta$로 나누면", r"from $1/\beta$, not $1/(1-\beta)$")
NOT_INVERTED = Text(
    r"$1-\beta$ 그대로입니다. 창의 길이는 그 역수입니다.", r"This is $1-\beta$ itself: the window is its inverse."
)


def _mean(t: int, cold: bool) -> Step:  # noqa: FBT001 - a fact of the shape
    old, new = f"v_{t - 1}", f"x_{t}"
    reads = ("beta", old, new)
    wrong = [Mistake("betas-swapped", lambda beta, v, x: running(1 - beta, v, x), slips.SWAPPED, reads)]
    wrong.append(Mistake("share-left-out", lambda beta, v, x: beta * v + x, slips.SHARE_LEFT_OUT, reads))
    if not (cold and t == 1):  # beside a mean of 0 these are right
        wrong.append(Mistake("never-forgets", lambda beta, v, x: v + (1 - beta) * x, slips.NEVER_FORGETS, reads))
        wrong.append(Mistake("new-alone", lambda beta, x: (1 - beta) * x, NEW_ALONE, ("beta", new)))
        wrong.append(Mistake("mean-kept", lambda v: v, MEAN_KEPT, (old,), echo=True))
    if t > 1:
        series = tuple(f"x_{n}" for n in range(1, t + 1))
        wrong.append(Mistake("plain-mean", lambda *xs: sum(xs[1:], xs[0]) / len(xs), PLAIN_MEAN, series))
    return Step(
        f"v_{t}",
        f"v_{{{t}}}",
        running,
        reads,
        Text(f"{t}번째 값까지의 이동 평균", f"average after value {t}"),
        mistakes=tuple(wrong),
    )


def _corrected(t: int) -> Step:
    mean = f"v_{t}"

    def unbiased_here(v: Any, beta: Any) -> Any:
        return unbiased(v, beta, t)

    wrong = [
        Mistake("multiplied", lambda v, beta: v * (1 - beta**t), slips.MULTIPLIED, (mean, "beta")),
        Mistake("uncorrected", lambda v: v, slips.UNCORRECTED_ECHO, (mean,), echo=True),
    ]
    if t > 1:
        wrong.append(Mistake("no-power", lambda v, beta: unbiased(v, beta, 1), slips.NO_POWER, (mean, "beta")))
        wrong.append(
            Mistake("exponent-early", lambda v, beta: unbiased(v, beta, t - 1), EXPONENT_EARLY, (mean, "beta"))
        )
    return Step(
        f"vhat_{t}",
        rf"{{\hat{{v}}_{{{t}}}}}",
        unbiased_here,
        (mean, "beta"),
        Text(f"편향을 보정한 {t}번째 이동 평균", f"average {t}, corrected"),
        mistakes=tuple(wrong),
        decimals=3,  # the division by a small number magnifies what was rounded
    )


def _weight(steps: int, place: int) -> Step:
    age = steps - place

    def of_old(beta: Any) -> Any:
        return weight_of_old(beta, age)

    wrong = [
        Mistake("one-late", lambda beta: weight_of_old(beta, age + 1), ONE_STEP_LATE),
        Mistake("share-left-out", lambda beta: beta**age, NEW_SHARE_LEFT_OUT),
    ]
    if age:
        wrong.append(Mistake("one-early", lambda beta: weight_of_old(beta, age - 1), ONE_STEP_EARLY))
    return Step(
        "weight",
        "c",
        of_old,
        ("beta",),
        Text(
            f"마지막 평균 $v_{{{steps}}}$에서 $x_{{{place}}}$에 곱해진 비중",
            f"weight of $x_{{{place}}}$ in $v_{{{steps}}}$",
        ),
        mistakes=tuple(wrong),
    )


def _window() -> Step:
    return Step(
        "window",
        "n",
        window,
        ("beta",),
        Text("실효 창의 길이", "effective window"),
        mistakes=(
            Mistake("of-beta", lambda beta: 1 / beta, OF_BETA),
            Mistake("not-inverted", lambda beta: 1 - beta, NOT_INVERTED),
        ),
    )


@cache
def _working(steps: int, place: int, cold: bool) -> Working:  # noqa: FBT001 - a fact of the shape
    series = (Given(f"x_{t}", f"x_{{{t}}}") for t in range(1, steps + 1))
    means = [_mean(t, cold) for t in range(1, steps + 1)]
    corrected = [_corrected(t) for t in range(1, steps + 1)] if cold else []
    return Working(
        (*series, Given("beta", r"\beta"), Given("v_0", "v_{0}")),
        (*means, *corrected, _weight(steps, place), _window()),
    )


def _place(givens: Givens) -> int:
    return 1 if givens["of"] is None else int(givens["of"])


def working(givens: Givens) -> Working:
    """The Working for a series of this length; only an average that starts at 0 is corrected."""
    return _working(len(givens["x"]), _place(givens), exact(givens["v_0"]) == 0)


def environment(givens: Givens) -> dict[str, Any]:
    """The series, each value by its own name."""
    series = {f"x_{t}": exact(x) for t, x in enumerate(givens["x"], 1)}
    return series | {"beta": exact(givens["beta"]), "v_0": exact(givens["v_0"])}


def checked(givens: Givens) -> None:
    """A beta that averages, a series that fits on a page, and a value that it has."""
    if not 0 < exact(givens["beta"]) < 1:
        raise GivensError(Text("beta는 0과 1 사이의 수여야 합니다.", "beta must lie between 0 and 1."))
    if len(givens["x"]) > MOST:
        raise GivensError(Text(f"x의 값은 {MOST}개까지입니다.", f"x has more than {MOST} values."))
    if _place(givens) > len(givens["x"]):
        raise GivensError(
            Text(f"of: x에는 값이 {len(givens['x'])}개뿐입니다.", f"of: x has only {len(givens['x'])} values.")
        )


def asked(givens: Givens) -> tuple[str, ...]:
    """All averages, corrected ones too, the weight of an old value, and the window."""
    return tuple(step.name for step in working(givens).steps)


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Four values that differ: measured temperatures, say; the second or third one's weight is asked."""
    count = params.get("count", 4)
    x = [draws.decimal(f"x{t}", "2", "28", "0.5") for t in range(1, count + 1)]
    givens = {
        "x": x,
        "beta": draws.choice("beta", ("0.6", "0.7", "0.8", "0.85", "0.9", "0.95")),
        "of": draws.integer("of", 1, max(1, count - 1)),
        "v_0": 0,
    }
    return givens if len(set(x)) == count else None


def statement(givens: Givens) -> Text:
    """The rule with its start, the series, and what is asked of it."""
    place, cold = _place(givens), exact(givens["v_0"]) == 0
    series = r",\; ".join(f"x_{{{t}}} = {x}" for t, x in enumerate(givens["x"], 1))
    parts = [
        Text(
            "다음 값이 차례로 들어올 때 지수 이동 평균을 구하십시오. $t$는 1부터 셉니다.",
            "These values come in one after another. Find their exponential moving average; $t$ counts from 1.",
        ),
        same(
            rf"$$v_t = \beta v_{{t-1}} + (1 - \beta) x_t,\qquad v_0 = {givens['v_0']},\qquad \beta = {givens['beta']}$$"
        ),
        same(f"$${series}$$"),
    ]
    if cold:
        parts.append(
            Text(
                r"0에서 시작했으므로 처음의 평균은 0 쪽으로 치우칩니다. 편향을 보정한 평균 "
                r"$\hat{v}_t = v_t / (1 - \beta^t)$도 구하십시오.",
                r"It starts at 0, so the first averages lean towards 0: find the corrected ones, "
                r"$\hat{v}_t = v_t / (1 - \beta^t)$, as well.",
            )
        )
    parts.append(
        Text(
            rf"마지막 평균을 $x_1, x_2, {{\ldots}}$의 합으로 풀어 쓸 때 $x_{{{place}}}$에 곱해지는 비중 $c$와, 실효 "
            r"창의 길이 $n = 1/(1-\beta)$(대략 몇 개의 값을 평균하는지)도 구하십시오.",
            rf"Written out as a sum over $x_1, x_2, {{\ldots}}$, what does the last average multiply $x_{{{place}}}$ "
            r"by ($c$)? And how long is the effective window $n = 1/(1-\beta)$, roughly the number of values averaged?",
        )
    )
    return joined(parts, "\n\n")


FAMILY = Family(
    id="optimizers.ema",
    version="1.0",
    title=Text("지수 이동 평균과 편향 보정", "Exponential moving average and bias correction"),
    topics=("optimizers",),
    coverage=("C-085", "C-086"),
    given=(
        Parameter("x", read.numbers),
        Parameter("beta", read.number),
        Parameter("of", read.count(1, MOST), default=None, required=False),
        Parameter("v_0", read.number, default=0, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={"count": Setting(read.count(2, 10), Text("값의 개수", "how many values"))},
    checked=checked,
    avoids=ROUND,
)
