"""A loss and its gradient, from predictions or from logits."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.fairness import ROUND
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes.losses import gradient_slips, loss_slips, prediction_slips
from problems.variant import Givens
from reference.activations import SIGMOID, SOFTMAX
from reference.layout import CELL, Layout, column, examples
from reference.losses import LOSSES, joined_gradient
from reference.readings import exact
from reference.tex import fragment
from reference.text import Text, joined, same
from reference.working import Given, Step, Working

CROSS_ENTROPIES = {"bce": SIGMOID, "ce": SOFTMAX}
"""What turns logits into probabilities."""

MOST = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on. `rows` is 0 for one example; `number` where y is a number."""

    name: str
    rows: int
    units: int
    logits: bool
    number: bool

    @property
    def layout(self) -> Layout:
        if self.number:
            return CELL
        return examples(self.rows, self.units) if self.rows else column(self.units)

    @property
    def averaged_over(self) -> int:
        count = self.rows or 1
        return {"cells": count * self.units, "examples": count, "nothing": 1}[LOSSES[self.name].averages]


def _values(name: str, value: Any) -> Any:
    return read.numbers_or_rows(name, value) if isinstance(value, list) else read.number(name, value)


def shape(givens: Givens) -> Shape:
    """The shape of these givens."""
    y, logits = givens["y"], givens["logits"] is not None
    if not isinstance(y, list):
        return Shape(givens["name"], 0, 1, logits, number=True)
    if isinstance(y[0], list):
        return Shape(givens["name"], len(y), len(y[0]), logits, number=False)
    return Shape(givens["name"], 0, len(y), logits, number=False)


def _sides(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list):
        return ()
    return (len(value), len(value[0])) if isinstance(value[0], list) else (len(value),)


def checked(givens: Givens) -> None:
    """Predictions or logits, in the shape of y and in their range."""
    if (givens["p"] is None) == (givens["logits"] is None):
        raise GivensError(Text("p와 logits 가운데 하나만 필요합니다.", "one of p and logits is needed."))
    name, given = givens["name"], "p" if givens["logits"] is None else "logits"
    if given == "logits" and name not in CROSS_ENTROPIES:
        raise GivensError(Text(f"{name}에는 logits를 쓸 수 없습니다.", f"{name} takes p, not logits."))
    if _sides(givens[given]) != _sides(givens["y"]):
        raise GivensError(Text(f"{given}와 y의 모양이 다릅니다.", f"{given} and y differ in shape."))
    if max(_sides(givens["y"]), default=1) > MOST:
        raise GivensError(Text(f"한 방향으로 {MOST}개까지입니다.", f"at most {MOST} in a row or column."))
    if given == "p" and name in CROSS_ENTROPIES and any(not 0 < p < 1 for p in _flat(exact(givens["p"]))):
        raise GivensError(Text("p는 0보다 크고 1보다 작아야 합니다.", "p must lie between 0 and 1, without the ends."))


def _flat(value: Any) -> list[Any]:
    return list(value.reshape(-1)) if hasattr(value, "reshape") else [value]


@cache
def _working(wanted: Shape) -> Working:
    source = "logits" if wanted.logits else "p"
    givens = (
        Given("y", "y", wanted.layout),
        Given(source, "z" if wanted.logits else "p", wanted.layout),
        Given("n", str(wanted.averaged_over)),
    )
    return Working(givens, tuple(_steps(wanted)))


def _steps(wanted: Shape) -> Iterator[Step]:
    record = LOSSES[wanted.name]
    if wanted.logits:
        yield Step(
            "p",
            "p",
            CROSS_ENTROPIES[wanted.name],
            ("logits",),
            Text("확률", "probabilities"),
            wanted.layout,
            mistakes=prediction_slips(wanted.name, "logits"),
            domain=(0.0, 1.0),
        )
    reads = ("y", "p", "n")
    yield Step(
        "loss",
        "L",
        record.value,
        reads,
        Text("손실", "loss"),
        CELL,
        mistakes=loss_slips(record, several=wanted.averaged_over > 1, classes=wanted.units),
        domain=(-1e-12, float("inf")),
    )
    source = "logits" if wanted.logits else "p"
    yield Step(
        "gradient",
        rf"\frac{{\partial L}}{{\partial {'z' if wanted.logits else 'p'}}}",
        joined_gradient if wanted.logits else record.gradient,
        reads,
        Text("기울기", "gradient"),
        wanted.layout,
        mistakes=gradient_slips(record, several=wanted.averaged_over > 1, logits=wanted.logits),
        gradient=("loss", source),
    )


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """Targets and predictions as outputs x examples, and n, the number averaged over."""
    wanted = shape(givens)
    source = "logits" if wanted.logits else "p"
    return {
        "y": wanted.layout.inside(exact(givens["y"])),
        source: wanted.layout.inside(exact(givens[source])),
        "n": exact(wanted.averaged_over),
    }


def asked(givens: Givens) -> tuple[str, ...]:
    """All steps."""
    return tuple(step.name for step in working(givens).steps)


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Two samples of a squared error, three of a binary one, or three classes; logits for half of the entropies."""
    name = params.get("name") or draws.choice("name", tuple(LOSSES))
    if name in CROSS_ENTROPIES and draws.integer("logits", 0, 1):
        logits = [draws.signed(f"z{place}", "0.3", "2.2", "0.1") for place in range(3)]
        return {"name": name, "y": _labels(draws, name), "logits": logits}
    if name == "ce":
        parts = [draws.integer(f"p{place}", 10, 60) for place in range(2)]
        shares = [*parts, 100 - sum(parts)]
        return (
            {"name": name, "y": _labels(draws, name), "p": [f"0.{s:02}" for s in shares]} if min(shares) > 7 else None
        )
    if name == "bce":
        p = [draws.decimal(f"p{place}", "0.12", "0.88", "0.02") for place in range(3)]
        return {"name": name, "y": _labels(draws, name), "p": p}
    y = [draws.decimal(f"y{place}", "0.5", "4", "0.1") for place in range(3)]
    return {"name": name, "y": y, "p": [draws.decimal(f"p{place}", "0.52", "3.98", "0.01") for place in range(3)]}


def _labels(draws: Draws, name: str) -> list[int]:
    place = draws.integer("label", 0, 2)
    one = draws.integer("ones", 0, 1) if name == "bce" else 1
    return [one if index == place else 1 - one for index in range(3)]


def statement(givens: Givens) -> Text:
    """The loss with its factor, the numbers, and what the gradient is by."""
    wanted = shape(givens)
    source, symbol = ("logits", "z") if wanted.logits else ("p", "p")
    numbers = same(rf"$$y = {_tex(givens['y'])},\quad {symbol} = {_tex(givens[source])}$$")
    intro = Text("손실 함수의 정의는 다음과 같습니다.", "A loss is defined as follows.")
    parts = [intro, same(f"$${_definition(wanted)}$$"), _averaged(wanted), _probabilities(wanted), numbers]
    task = Text(
        f"손실 $L$과, ${symbol}$의 각 성분에 대한 $L$의 편미분을 구하십시오.",
        f"Find the loss $L$ and its partial derivative by each component of ${symbol}$.",
    )
    return joined([part for part in parts if part.en] + [task], "\n\n")


_DEFINITIONS = {
    "mse": r"L = \frac{1}{N} \sum (y_i - p_i)^2",
    "half_mse": r"L = \frac{1}{2N} \sum (y_i - p_i)^2",
    "half_sum": r"L = \frac{1}{2} \sum (y_i - p_i)^2",
    "bce": r"L = -\frac{1}{N} \sum \left( y_i \ln p_i + (1 - y_i) \ln(1 - p_i) \right)",
    "ce": r"L = -\frac{1}{N} \sum_i \sum_k y_{ik} \ln p_{ik}",
}
_ONE_EXAMPLE = r"L = -\sum_k y_k \ln p_k"


def _definition(wanted: Shape) -> str:
    """The loss; of one example no mean is taken."""
    one = LOSSES[wanted.name].averages == "examples" and wanted.averaged_over == 1
    return _ONE_EXAMPLE if one else _DEFINITIONS[wanted.name]


def _averaged(wanted: Shape) -> Text:
    record = LOSSES[wanted.name]
    if record.averages == "nothing":
        return Text("합은 모든 성분에 대한 것입니다.", "The sum goes over every component.")
    if record.averages == "examples" and wanted.averaged_over == 1:
        return Text("$k$는 클래스의 번호입니다.", "$k$ runs over the classes.")
    if record.averages == "examples":
        return Text(
            f"$N$은 표본의 수이며 여기서는 {wanted.averaged_over}입니다. $i$는 표본의 번호, $k$는 클래스의 번호입니다.",
            f"$N$ is the number of examples, here {wanted.averaged_over}; $i$ runs over them, $k$ over the classes.",
        )
    return Text(
        f"$N$은 성분의 수이며 여기서는 {wanted.averaged_over}입니다.",
        f"$N$ is the number of components, here {wanted.averaged_over}.",
    )


def _probabilities(wanted: Shape) -> Text:
    if not wanted.logits:
        return Text("", "")
    rule = r"p_i = \sigma(z_i)" if wanted.name == "bce" else r"p = \operatorname{softmax}(z)"
    return Text(
        f"확률은 로짓 $z$에서 다음과 같이 구합니다: ${rule}$.", f"The probabilities come from logits $z$: ${rule}$."
    )


def _tex(value: Any) -> str:
    """A number, one example as a column, or rows of a batch."""
    one_example = isinstance(value, list) and not isinstance(value[0], list)
    return str(fragment([[cell] for cell in value] if one_example else value))


FAMILY = Family(
    id="losses.value",
    version="1.0",
    title=Text("손실과 그 기울기", "Losses and their gradients"),
    topics=("losses",),
    coverage=("C-042", "C-045", "C-046", "C-047", "C-048", "C-049"),
    given=(
        Parameter("name", read.one_of(*LOSSES)),
        Parameter("y", _values),
        Parameter("p", _values, required=False),
        Parameter("logits", _values, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={"name": Setting(read.one_of(*LOSSES), Text("손실의 이름", "the loss"))},
    checked=checked,
    avoids=ROUND,
)
