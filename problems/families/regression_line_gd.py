"""A line fitted by gradient descent: all samples at once, one by one, or in small batches, in a stated order."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.fairness import ROUND
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes import regression as slips
from problems.variant import Givens
from reference.backprop import descend
from reference.layout import SINGLE, vector
from reference.losses import squared_error, squared_error_slope
from reference.readings import exact
from reference.regression import mean_error, predicted, slope_by_b, slope_by_w
from reference.text import Text, joined, same
from reference.working import Given, Step, Working

MODES = ("batch", "sgd", "minibatch")
MOST_SAMPLES = 40
MOST_STEPS = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on: the samples that each takes, by their places, and whether b is trained."""

    batches: tuple[tuple[int, ...], ...]
    samples: int
    train_bias: bool


def _order(name: str, value: Any) -> list[list[int]]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_STEPS:
        raise GivensError(
            Text(
                f"{name}: 단계마다 표본 번호의 목록이 하나씩 있어야 합니다(1개에서 {MOST_STEPS}개).",
                f"{name} must hold one list of places for each step (1 to {MOST_STEPS}).",
            )
        )
    place = read.count(0, MOST_SAMPLES - 1)
    return [
        [place(f"{name}[{number}]", one) for one in (batch if isinstance(batch, list) else [batch])]
        for number, batch in enumerate(value)
    ]


def checked(givens: Givens) -> None:
    """As many y as x, and an order of places that there are."""
    count = len(givens["x"])
    if len(givens["y"]) != count:
        raise GivensError(Text("x와 y의 길이가 다릅니다.", "x and y differ in length."))
    if count > MOST_SAMPLES:
        raise GivensError(Text(f"표본은 {MOST_SAMPLES}개까지입니다.", f"at most {MOST_SAMPLES} samples."))
    if givens["mode"] == "minibatch" and not givens["order"]:
        raise GivensError(Text("minibatch에는 order가 필요합니다.", "mode minibatch needs an order."))
    for batch in givens["order"] or ():
        if not batch or len(set(batch)) != len(batch) or max(batch) >= count:
            raise GivensError(
                Text(
                    f"order: 0에서 {count - 1}까지의 서로 다른 번호여야 합니다: {batch}.",
                    f"order: {batch} must be different places from 0 to {count - 1}.",
                )
            )
    if givens["mode"] == "sgd" and any(len(batch) != 1 for batch in givens["order"] or ()):
        raise GivensError(Text("sgd에서는 단계마다 표본이 하나입니다.", "mode sgd takes one sample a step."))


def shape(givens: Givens) -> Shape:
    """The shape of these givens."""
    count = len(givens["x"])
    batches = givens["order"]
    if not batches:
        batches = [[place] for place in range(count)] if givens["mode"] == "sgd" else [list(range(count))]
    if givens["mode"] == "batch":
        batches = [list(range(count))] * (givens["steps"] or len(batches))
    return Shape(tuple(map(tuple, batches)), count, givens["train_bias"])


@cache
def _working(wanted: Shape) -> Working:
    givens = [Given("w_0", "{w_{0}}", SINGLE), Given("b_0", "{b_{0}}", SINGLE), Given("alpha", r"\alpha")]
    steps: list[Step] = []
    w, b = "w_0", "b_0"
    for number, batch in enumerate(wanted.batches, 1):
        givens += [
            Given(f"x_{number}", rf"{{x^{{[{number}]}}}}", vector(len(batch))),
            Given(f"y_{number}", rf"{{y^{{[{number}]}}}}", vector(len(batch))),
            Given(f"n_{number}", str(len(batch))),
        ]
        steps += _step(wanted, number, w, b)
        w, b = f"w_{number}", f"b_{number}" if wanted.train_bias else "b_0"
    return Working(tuple(givens), tuple(steps))


def _step(wanted: Shape, number: int, w: str, b: str) -> Iterator[Step]:
    x, y, n, p = f"x_{number}", f"y_{number}", f"n_{number}", f"yhat_{number}"
    several = len(wanted.batches[number - 1]) > 1
    layout = vector(len(wanted.batches[number - 1]))
    yield Step(
        p,
        rf"{{\hat{{y}}^{{[{number}]}}}}",
        predicted,
        (w, x, b),
        Text("예측값", "predictions"),
        layout,
        mistakes=slips.prediction_slips(w, x, b, first=number == 1),
    )
    yield Step(
        f"loss_{number}",
        f"{{L_{{{number}}}}}",
        mean_error if several else squared_error,
        (y, p, n) if several else (y, p),
        Text("손실", "loss"),
        SINGLE,
        mistakes=slips.error_slips(y, p, n, several=several),
        domain=(-1e-12, float("inf")),
    )
    yield Step(
        f"dw_{number}",
        rf"{{\frac{{\partial L_{{{number}}}}}{{\partial w}}}}",
        slope_by_w if several else _slope_of_one,
        (x, y, p, n) if several else (x, y, p),
        Text("$w$에 대한 기울기", "slope by $w$"),
        SINGLE,
        mistakes=slips.slope_by_w_slips((x, y, p, n), several=several),
        gradient=(f"loss_{number}", w),
    )
    if wanted.train_bias:
        yield Step(
            f"db_{number}",
            rf"{{\frac{{\partial L_{{{number}}}}}{{\partial b}}}}",
            slope_by_b if several else squared_error_slope,
            (y, p, n) if several else (y, p),
            Text("$b$에 대한 기울기", "slope by $b$"),
            SINGLE,
            mistakes=slips.slope_by_b_slips((y, p, n), several=several),
            gradient=(f"loss_{number}", b),
        )
    yield _updated("w", number, w)
    if wanted.train_bias:
        yield _updated("b", number, b)


def _slope_of_one(x: Any, y: Any, p: Any) -> Any:
    return squared_error_slope(y, p) * x


def _updated(name: str, number: int, before: str) -> Step:
    slope = f"d{name}_{number}"
    return Step(
        f"{name}_{number}",
        f"{{{name}_{{{number}}}}}",
        descend,
        (before, slope, "alpha"),
        Text("갱신한 값", "updated value"),
        SINGLE,
        mistakes=slips.update_slips(before, slope),
    )


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """w and b as rows of one; each step's samples as rows."""
    x, y = exact(givens["x"]), exact(givens["y"])
    values: dict[str, Any] = {"w_0": SINGLE.inside(exact(givens["w"])), "b_0": SINGLE.inside(exact(givens["b"]))}
    values["alpha"] = exact(givens["alpha"])
    for number, batch in enumerate(shape(givens).batches, 1):
        places = list(batch)
        values |= {f"x_{number}": x[places], f"y_{number}": y[places], f"n_{number}": exact(len(places))}
    return values


def asked(givens: Givens) -> tuple[str, ...]:
    """Everything but the predictions of large batches, which would be arithmetic for its own sake."""
    sizes = [len(batch) for batch in shape(givens).batches]
    return tuple(
        step.name
        for step in working(givens).steps
        if not (step.name.startswith("yhat") and sizes[int(step.name.rpartition("_")[2]) - 1] > 6)
    )


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Five points near a line whose slope the first w misses, in the mode that is wanted."""
    mode = params.get("mode") or draws.choice("mode", MODES)
    slope = draws.integer("slope", 6, 14)
    y = [f"{(slope * x + draws.integer(f'off{x}', -3, 3)) / 10:.1f}" for x in range(1, 6)]
    return {
        "x": [1, 2, 3, 4, 5],
        "y": y,
        "w": draws.decimal("w", "0.12", "0.48", "0.01"),
        "b": draws.signed("b", "0.11", "0.39", "0.01"),
        "alpha": draws.choice("alpha", ("0.01", "0.02", "0.03")),
        "mode": mode,
        "order": _drawn_order(draws, mode),
        "steps": params.get("steps", 1) if mode == "batch" else None,
        "train_bias": params.get("train_bias", draws.integer("train_bias", 0, 1) == 1),
    }


def _drawn_order(draws: Draws, mode: str) -> list[list[int]] | None:
    places = sorted(range(5), key=lambda place: draws.integer(f"order{place}", 0, 2**40))
    if mode == "sgd":  # x of 1 or 2 hides a factor left out, or looks like one half
        return [[place] for place in places if place >= 2][:2]
    return [sorted(places[:2]), sorted(places[2:4])] if mode == "minibatch" else None


def statement(givens: Givens) -> Text:
    """The data, the loss, the rule and the order."""
    wanted = shape(givens)
    bias = r",\quad b \leftarrow b - \alpha \frac{\partial L}{\partial b}" if wanted.train_bias else ""
    start = rf"w_0 = {givens['w']},\quad b_0 = {givens['b']},\quad \alpha = {givens['alpha']}"
    return joined(
        [
            Text(
                r"직선 $\hat{y} = wx + b$를 다음 데이터에 경사 하강법으로 맞춥니다.",
                r"The line $\hat{y} = wx + b$ is fitted to these data by gradient descent.",
            ),
            same(_table(givens)),
            Text(
                r"손실은 그 단계에 쓰는 표본 $N$개의 평균 제곱 오차이며 ½은 붙이지 않습니다.",
                r"The loss is the mean squared error over the $N$ samples that a step uses, without a factor ½:",
            ),
            same(r"$$L = \frac{1}{N} \sum (y_i - \hat{y}_i)^2$$"),
            same(rf"$$w \leftarrow w - \alpha \frac{{\partial L}}{{\partial w}}{bias}$$"),
            same(f"$${start}$$"),
            _task(givens, wanted),
        ],
        "\n\n",
    )


def _table(givens: Givens) -> str:
    columns = "---|" * (len(givens["x"]) + 1)
    return "\n".join(
        [
            f"| $x$ | {' | '.join(map(str, givens['x']))} |",
            f"|{columns}",
            f"| $y$ | {' | '.join(map(str, givens['y']))} |",
        ]
    )


def _task(givens: Givens, wanted: Shape) -> Text:
    kept = (
        Text("", "") if wanted.train_bias else Text(" 편향 $b$는 갱신하지 않습니다.", " The bias $b$ is not updated.")
    )
    together = (
        Text(
            " 두 기울기는 모두 갱신하기 전의 $w$, $b$로 구합니다.",
            " Both slopes use $w$ and $b$ from before the update.",
        )
        if wanted.train_bias
        else Text("", "")
    )
    meaning = Text(
        " 위 첨자 $[t]$는 $t$번째 단계에 쓰는 표본들의 값이라는 뜻이고, $L_t$는 $t$번째 갱신을 하기 전의 손실입니다.",
        " A superscript $[t]$ marks values of the samples of step $t$, and $L_t$ is the loss before update $t$.",
    )
    return _steps(givens, wanted) + kept + together + meaning


def _steps(givens: Givens, wanted: Shape) -> Text:
    count = len(wanted.batches)
    if givens["mode"] == "batch":
        return Text(
            f"배치 경사 하강법으로 모든 표본을 써서 {count}번 갱신하십시오.",
            "Make one step of batch gradient descent, with all samples."
            if count == 1
            else f"Make {count} steps of batch gradient descent, each with all samples.",
        )
    listed = "; ".join(_samples(givens, batch) for batch in wanted.batches)
    if givens["mode"] == "sgd":
        return Text(
            f"확률적 경사 하강법으로 다음 표본을 차례로 하나씩 써서 {count}번 갱신하십시오: {listed}. "
            "예측값은 단계마다 그때의 $w$, $b$로 다시 구합니다.",
            f"Make {count} steps of stochastic gradient descent with these samples, one a step: {listed}. "
            "Every prediction uses $w$ and $b$ as they are then.",
        )
    return Text(
        f"미니배치 경사 하강법으로 다음 표본 묶음을 차례로 써서 {count}번 갱신하십시오: {listed}. "
        "$N$은 묶음의 크기이고, 예측값은 단계마다 그때의 $w$, $b$로 다시 구합니다.",
        f"Make {count} steps of mini-batch gradient descent with these batches in turn: {listed}. $N$ is the size of a "
        "batch, and every prediction uses $w$ and $b$ as they are then.",
    )


def _samples(givens: Givens, batch: tuple[int, ...]) -> str:
    return ", ".join(f"$({givens['x'][place]}, {givens['y'][place]})$" for place in batch)


FAMILY = Family(
    id="regression.line_gd",
    version="1.0",
    title=Text("경사 하강법으로 직선 맞추기", "Fitting a line by gradient descent"),
    topics=("optimizers", "regression"),
    coverage=("C-017", "C-045", "C-075", "C-076", "C-077", "C-078", "C-089"),
    given=(
        Parameter("x", read.numbers),
        Parameter("y", read.numbers),
        Parameter("w", read.number),
        Parameter("b", read.number, default=0, required=False),
        Parameter("alpha", read.number),
        Parameter("mode", read.one_of(*MODES), default="batch", required=False),
        Parameter("order", _order, required=False),
        Parameter("steps", read.count(1, MOST_STEPS), required=False),
        Parameter("train_bias", read.flag, default=False, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={
        "mode": Setting(read.one_of(*MODES), Text('"batch", "sgd", "minibatch"', '"batch", "sgd" or "minibatch"')),
        "steps": Setting(read.count(1, 5), Text("배치 경사 하강법의 단계 수", "steps of batch gradient descent")),
        "train_bias": Setting(read.flag, Text("편향도 갱신하는지", "whether the bias is trained")),
    },
    checked=checked,
    avoids=ROUND,
)
