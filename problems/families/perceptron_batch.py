"""A perceptron trained in batches: the updates of all rows are summed before they are applied, epoch by epoch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes import perceptron as slips
from problems.tables import inputs_head, table, tuple_tex
from problems.variant import Givens
from problems.wording import cases
from reference.gates import GATES, ROWS
from reference.layout import SCALAR, Layout, matrix, vector
from reference.perceptron import (
    net_input_of_rows,
    online_net_inputs,
    output_01,
    output_pm1,
    stepped,
    summed_bias_step,
    summed_step,
)
from reference.readings import exact
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

MOST_ROWS = 12
TABLES = ("AND", "OR", "NAND", "NOR")

ROW_BY_ROW = Text(
    "행마다 바로 갱신하면서 계산한 값입니다(온라인 학습). 여기서는 에포크가 끝날 때까지 가중치를 바꾸지 않습니다.",
    "These are the values with an update after every row (online learning): here the weights stay until the epoch "
    "ends.",
)
AVERAGED = Text(
    "갱신량을 행의 수로 나눈 평균입니다. 여기서는 나누지 않고 더합니다.",
    "This is the mean over the rows: here the updates are added and not divided.",
)
LAST_ROW = Text(
    "마지막 행의 갱신량만 적었습니다. 모든 행의 갱신량을 더하십시오.",
    "This is the last row's update alone: add those of all rows.",
)
HALF_STEP = Text(
    "틀린 행마다 $\\eta y x$를 더한 값입니다. 문제의 규칙은 $\\eta (y - o) x$이고, 레이블이 ±1이면 그 두 배입니다.",
    "This adds $\\eta y x$ for each wrong row: the rule in the statement, $\\eta (y - o) x$, is twice that for labels "
    "±1.",
)
OUTPUTS_LEFT_OUT = Text(
    "오차 (y − o) 대신 목표값만 쓰면 나오는 값입니다.",
    "This is the value you get with the targets alone in place of the errors (y − o).",
)

RESTARTED = Text(
    "앞 에포크에서 갱신한 값이 아니라 처음에 주어진 값을 갱신한 결과입니다.",
    "This update starts again from the initial value instead of from the epoch before.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on: rows, inputs, epochs, the labels, and whether b is trained."""

    rows: int
    inputs: int
    epochs: int
    labels: str
    at_zero: int
    train_bias: bool

    @property
    def read_out(self) -> Callable[[Any, int], Any]:
        return output_01 if self.labels == "01" else output_pm1


def shape(givens: Givens) -> Shape:
    """The shape of these givens."""
    x = givens["x"]
    return Shape(len(x), len(x[0]), givens["epochs"], givens["labels"], givens["step_at_zero"], givens["train_bias"])


def checked(givens: Givens) -> None:
    """Raise GivensError where the table does not fit together."""
    wanted = shape(givens)
    if len(givens["y"]) != wanted.rows or len(givens["w"]) != wanted.inputs:
        raise GivensError(
            Text(
                "y의 길이는 x의 행 수와, w의 길이는 x의 열 수와 같아야 합니다.",
                "y needs one entry per row of x, and w one per column.",
            )
        )
    allowed = {0, 1} if wanted.labels == "01" else {-1, 1}
    if any(exact(label) not in allowed for label in givens["y"]):
        raise GivensError(
            Text(
                f"y의 값은 {sorted(allowed)} 가운데 하나여야 합니다.",
                f"the entries of y must be among {sorted(allowed)}.",
            )
        )
    if wanted.rows > MOST_ROWS:
        raise GivensError(Text(f"x의 행은 {MOST_ROWS}개까지입니다.", f"x has more than {MOST_ROWS} rows."))


def environment(givens: Givens) -> dict[str, Any]:
    """The table as a matrix, the rest as it is, and a 1 for each row: the bias's inputs."""
    values = {name: exact(givens[name]) for name in ("w", "b", "eta", "y")}
    return values | {"X": exact(givens["x"]), "ones": exact([1] * len(givens["x"]))}


def _epoch(wanted: Shape, epoch: int) -> Iterator[Step]:
    """Net inputs and outputs of all rows, the summed updates, and what they make of weights and bias."""
    w, b = (f"w_{epoch - 1}", f"b_{epoch - 1}") if epoch > 1 else ("w", "b")
    b = b if wanted.train_bias else "b"
    yield _net_inputs(wanted, epoch, w, b)
    yield _outputs(wanted, epoch)
    yield _weight_step(wanted, epoch)
    if wanted.train_bias:
        yield _bias_step(epoch)
    yield _updated("w", epoch, w, vector(wanted.inputs))
    if wanted.train_bias:
        yield _updated("b", epoch, b, SCALAR)


def _net_inputs(wanted: Shape, epoch: int, w: str, b: str) -> Step:
    def online(X: Any, y: Any, w: Any, b: Any, eta: Any) -> Any:
        return online_net_inputs(X, y, w, b, eta, lambda S: wanted.read_out(S, wanted.at_zero))

    wrong = slips.input_slips_of_rows("X", w, b)[:2]
    if wanted.train_bias:
        wrong.append(Mistake("online-for-batch", online, ROW_BY_ROW, ("X", "y", w, b, "eta"), convention=True))
    if epoch > 1:
        wrong.append(Mistake("old-weights-used", net_input_of_rows, slips.OLD_WEIGHTS, ("X", "w", "b")))
    label = Text(f"{epoch}번째 에포크의 가중합", f"net inputs in epoch {epoch}")
    return Step(
        f"S_{epoch}", f"S_{{{epoch}}}", net_input_of_rows, ("X", w, b), label, vector(wanted.rows), tuple(wrong)
    )


def _outputs(wanted: Shape, epoch: int) -> Step:
    def output(S: Any) -> Any:
        return wanted.read_out(S, wanted.at_zero)

    S = f"S_{epoch}"
    wrong = slips.output_slips(S, wanted.read_out, wanted.at_zero, wanted.labels)
    wrong += slips.some_opposite(S, output, wanted.rows, wanted.labels)
    label = Text(f"{epoch}번째 에포크의 출력", f"outputs in epoch {epoch}")
    symbol = f"o_{{{epoch}}}"
    return Step(f"o_{epoch}", symbol, output, (S,), label, vector(wanted.rows), tuple(wrong), integer=True)


def _weight_step(wanted: Shape, epoch: int) -> Step:
    reads = ("X", "y", f"o_{epoch}", "eta")
    wrong = (
        Mistake("update-sign", lambda X, y, o, eta: summed_step(X, o, y, eta), slips.UPDATE_SIGN, reads),
        Mistake("learning-rate-left-out", lambda X, y, o: summed_step(X, y, o, 1), slips.RATE_LEFT_OUT, reads[:3]),
        Mistake(
            "mean-for-sum", lambda X, y, o, eta: summed_step(X, y, o, eta) / len(X), AVERAGED, reads, convention=True
        ),
        *_of_labels(wanted.labels, reads),
    )
    label = Text(f"{epoch}번째 에포크에 더한 가중치의 갱신량", f"summed updates of the weights in epoch {epoch}")
    symbol = rf"{{\Delta w_{{{epoch}}}}}"
    return Step(f"dw_{epoch}", symbol, summed_step, reads, label, vector(wanted.inputs), wrong)


def _of_labels(labels: str, reads: tuple[str, ...]) -> tuple[Mistake, ...]:
    """What else goes wrong with these labels. With -1 and 1 the others would often look like half the step."""
    if labels == "pm1":
        half = Mistake("half-step", lambda *values: summed_step(*values) / 2, HALF_STEP, reads, convention=True)
        return (half,)
    X, y, _o, eta = reads
    return (
        Mistake("last-row-alone", lambda X, y, o, eta: summed_step(X[-1:], y[-1:], o[-1:], eta), LAST_ROW, reads),
        Mistake("target-for-error", lambda X, y, eta: summed_step(X, y, 0, eta), OUTPUTS_LEFT_OUT, (X, y, eta)),
    )


def _bias_step(epoch: int) -> Step:
    reads = ("ones", "y", f"o_{epoch}", "eta")
    wrong = (
        Mistake("update-sign", lambda ones, y, o, eta: summed_bias_step(ones, o, y, eta), slips.UPDATE_SIGN, reads),
        Mistake(
            "learning-rate-left-out",
            lambda ones, y, o: summed_bias_step(ones, y, o, 1),
            slips.RATE_LEFT_OUT,
            reads[:3],
        ),
        Mistake(
            "mean-for-sum",
            lambda ones, y, o, eta: summed_bias_step(ones, y, o, eta) / len(ones),
            AVERAGED,
            reads,
            convention=True,
        ),
    )
    label = Text(f"{epoch}번째 에포크에 더한 편향의 갱신량", f"summed updates of the bias in epoch {epoch}")
    return Step(f"db_{epoch}", rf"{{\Delta b_{{{epoch}}}}}", summed_bias_step, reads, label, mistakes=wrong)


def _updated(letter: str, epoch: int, before: str, layout: Layout) -> Step:
    step = f"d{letter}_{epoch}"
    wrong = [
        Mistake("not-updated", lambda old: 1 * old, slips.NOT_UPDATED, (before,), echo=True),
        Mistake("update-subtracted", lambda old, change: old - change, slips.UPDATE_SIGN, (before, step)),
    ]
    if epoch > 1:
        wrong.append(Mistake("restarted-from-initial", stepped, RESTARTED, (letter, step)))
    what = {"w": Text("가중치", "weights"), "b": Text("편향", "bias")}[letter]
    label = Text("{epoch}번째 에포크가 끝난 뒤의 {what}", "{what} after epoch {epoch}").format(epoch=epoch, what=what)
    symbol = f"{{{letter}_{{{epoch}}}}}"
    return Step(f"{letter}_{epoch}", symbol, stepped, (before, step), label, layout, tuple(wrong))


@cache
def _working(wanted: Shape) -> Working:
    givens = (
        Given("X", "X", matrix(wanted.rows, wanted.inputs)),
        Given("y", "{y}", vector(wanted.rows)),
        Given("w", "{w}", vector(wanted.inputs)),
        Given("b", "{b}"),
        Given("eta", r"\eta"),
        Given("ones", r"\mathbf{1}", vector(wanted.rows)),
    )
    steps = [step for epoch in range(1, wanted.epochs + 1) for step in _epoch(wanted, epoch)]
    return Working(givens, tuple(steps), exact=True)


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def asked(givens: Givens) -> tuple[str, ...]:
    """Everything."""
    return tuple(step.name for step in working(givens).steps)


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A truth table from weights that err in both epochs, in the first at least twice; no sum on the threshold."""
    labels = params.get("labels") or draws.choice("labels", ("01", "pm1"))
    gate = params.get("gate") or draws.choice("gate", TABLES)
    givens: dict[str, Any] = {
        "x": [list(row) for row in ROWS],
        "y": [bit if labels == "01" else 2 * bit - 1 for bit in GATES[gate]],
        "w": [draws.signed(f"w{i}", "0.1", "0.8", "0.05") for i in range(2)],
        "b": draws.signed("b", "0.1", "0.8", "0.05"),
        "eta": draws.choice("eta", ("0.1", "0.15", "0.2", "0.25", "0.3", "0.4")),
        "step_at_zero": draws.integer("step_at_zero", 0, 1),
        "epochs": params.get("epochs", 2),
        "labels": labels,
        "train_bias": True,
    }
    return givens if _teaches(givens) else None


def _teaches(givens: dict[str, Any]) -> bool:
    values = working(givens).evaluate(environment(givens))
    epochs = range(1, givens["epochs"] + 1)
    errors = [sum(values[f"o_{epoch}"] != values["y"]) for epoch in epochs]
    both = len({o for epoch in epochs for o in values[f"o_{epoch}"]}) == 2
    off = all(S != 0 for epoch in epochs for S in values[f"S_{epoch}"])
    changed = any(values["dw_1"]) and values["db_1"] != 0
    learns = all(any(values[f"o_{epoch}"] != values[f"o_{epoch + 1}"]) for epoch in epochs[:-1])
    return learns and both and off and changed and errors[0] >= 2 and min(errors) >= 1


def statement(givens: Givens) -> Text:
    """The rule with its sum, the convention at 0, the start, the table, and what to give."""
    wanted = shape(givens)
    compared = r"\ge" if wanted.at_zero else ">"
    rule = same(r"$$S = w \cdot x + b,\quad \Delta w = \eta \sum (y - o)\, x,\quad \Delta b = \eta \sum (y - o)$$")
    output = cases("o", f"S {compared} 0", "0" if wanted.labels == "01" else "-1")
    start = same(rf"$$w = {tuple_tex(givens['w'])},\quad b = {givens['b']},\quad \eta = {givens['eta']}$$")
    rows = [[i, *x, y] for i, (x, y) in enumerate(zip(givens["x"], givens["y"], strict=True), 1)]
    points = same(table(["#", *inputs_head(wanted.inputs, "$y$")], rows))
    return joined([rule, output, start, points, _task(wanted)], "\n\n")


def _task(wanted: Shape) -> Text:
    epochs = "1 epoch" if wanted.epochs == 1 else f"{wanted.epochs} epochs"
    train = Text(
        f"퍼셉트론을 배치 방식으로 {wanted.epochs}에포크 동안 학습하십시오. 한 에포크 동안에는 모든 행을 같은 가중치로 "
        f"계산하고, 행마다 "
        "나온 갱신량을 나누지 않고 모두 더한 뒤 에포크가 끝날 때 한 번만 갱신합니다. ",
        f"Train the perceptron in batches for {epochs}. Within an epoch all rows are computed with the same weights; "
        f"the "
        "updates of the rows are added (not averaged) and applied once, at the end of the epoch. ",
    )
    if wanted.train_bias:
        return train + Text(
            r"에포크마다 모든 행의 $S$와 $o$, 더한 갱신량 $\Delta w$와 $\Delta b$, 갱신된 $w$와 $b$를 적으십시오.",
            r"For each epoch give $S$ and $o$ of all rows, the sums $\Delta w$ and $\Delta b$, and the updated $w$ "
            r"and $b$.",
        )
    return train + Text(
        r"편향은 갱신하지 않습니다. 에포크마다 모든 행의 $S$와 $o$, 더한 갱신량 $\Delta w$, 갱신된 $w$를 적으십시오.",
        r"The bias is not updated. For each epoch give $S$ and $o$ of all rows, the sum $\Delta w$, and the updated "
        r"$w$.",
    )


FAMILY = Family(
    id="perceptron.batch",
    version="1.0",
    title=Text("퍼셉트론의 배치 학습", "Training a perceptron in batches"),
    topics=("perceptron",),
    coverage=("C-007", "C-023", "C-025", "C-027", "C-029", "C-030", "C-031", "C-088"),
    given=(
        Parameter("x", read.rows),
        Parameter("y", read.numbers),
        Parameter("w", read.numbers),
        Parameter("b", read.number),
        Parameter("eta", read.number),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
        Parameter("epochs", read.count(1, 20), default=1, required=False),
        Parameter("labels", read.one_of("01", "pm1"), default="01", required=False),
        Parameter("train_bias", read.flag, default=True, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={
        "gate": Setting(read.one_of(*TABLES), Text("학습할 게이트", "the gate to learn")),
        "labels": Setting(read.one_of("01", "pm1"), Text('레이블: "01" 또는 "pm1"', 'the labels: "01" or "pm1"')),
        "epochs": Setting(read.count(1, 4), Text("에포크 수", "the number of epochs")),
    },
    checked=checked,
)
