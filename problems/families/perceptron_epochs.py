"""A perceptron trained over a table, row by row: net input, output, and what is updated.

Rows are numbered through all epochs. Each row starts from what the row before left (online learning).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems import plane
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes import perceptron as slips
from problems.mistakes.backprop import slip
from problems.variant import Givens
from problems.wording import cases
from reference.layout import vector
from reference.perceptron import net_input, output_01, output_pm1, updated_bias, updated_weights
from reference.readings import exact
from reference.text import Text, joined, same
from reference.working import Given, Step, Working

MOST_ROWS = 200
TABLES = {"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "NAND": (1, 1, 1, 0), "NOR": (1, 0, 0, 0)}
CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on: rows of the table, inputs, epochs, the labels, and whether b is trained."""

    rows: int
    inputs: int
    epochs: int
    labels: str
    at_zero: int
    train_bias: bool


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
    if wanted.rows * wanted.epochs > MOST_ROWS:
        raise GivensError(
            Text(
                f"행의 수에 에포크 수를 곱한 값은 {MOST_ROWS} 이하여야 합니다.",
                f"rows times epochs must be at most {MOST_ROWS}.",
            )
        )


def environment(givens: Givens) -> dict[str, Any]:
    """w, b, eta as they are; x and y row by row."""
    values: dict[str, Any] = {name: exact(givens[name]) for name in ("w", "b", "eta")}
    for row, (x, y) in enumerate(zip(givens["x"], givens["y"], strict=True), 1):
        values[f"x_{row}"], values[f"y_{row}"] = exact(x), exact(y)
    return values


def _row(wanted: Shape, turn: int) -> Iterator[Step]:
    """The steps of one turn: S, o, then the weights and the bias after it."""
    row = (turn - 1) % wanted.rows + 1
    x, y, S, o = f"x_{row}", f"y_{row}", f"S_{turn}", f"o_{turn}"
    w, b = (f"w_{turn - 1}", f"b_{turn - 1}") if turn > 1 else ("w", "b")
    if not wanted.train_bias:
        b = "b"
    block = f"row {turn}"
    yield _net_input(wanted, turn, (w, x, b), block)
    yield _output(wanted, turn, S, block)
    yield _weights(wanted, turn, (w, x, y, o, "eta"), S, block)
    if wanted.train_bias:
        yield _bias(wanted, turn, (b, y, o, "eta"), block)


def _place(wanted: Shape, turn: int) -> Text:
    """The row of the table that this turn reads, and in which epoch where there are several."""
    epoch, row = divmod(turn - 1, wanted.rows)
    if wanted.epochs == 1:
        return Text(f"{row + 1}번째 행", f"row {row + 1}")
    return Text(f"{epoch + 1}번째 에포크의 {row + 1}번째 행", f"row {row + 1} in epoch {epoch + 1}")


def _net_input(wanted: Shape, turn: int, reads: tuple[str, str, str], block: str) -> Step:
    w, x, b = reads
    wrong = slips.net_input_slips(w, x, b)
    if turn > 1:
        wrong.append(slips.from_start("w", x, "b"))
    label = Text("{place}의 가중합", "net input of {place}").format(place=_place(wanted, turn))
    return Step(f"S_{turn}", f"{{S_{{{turn}}}}}", net_input, reads, label, mistakes=tuple(wrong), block=block)


def _output(wanted: Shape, turn: int, S: str, block: str) -> Step:
    read_out = output_01 if wanted.labels == "01" else output_pm1

    def formula(S: Any) -> Any:
        return read_out(S, wanted.at_zero)

    def other_at_zero(S: Any) -> Any:
        return read_out(S, 1 - wanted.at_zero)

    def opposite(S: Any) -> Any:
        return (1 if wanted.labels == "01" else 0) - formula(S)

    return Step(
        f"o_{turn}",
        f"{{o_{{{turn}}}}}",
        formula,
        (S,),
        Text("{place}의 출력", "output of {place}").format(place=_place(wanted, turn)),
        mistakes=(
            slip("other-step-at-zero", slips.OTHER_STEP_AT_ZERO, other_at_zero, S, convention=True),
            slip("opposite-output", slips.OPPOSITE_OUTPUT, opposite, S),
        ),
        domain=(-1.5, 1.5),
        block=block,
        integer=True,
    )


def _weights(wanted: Shape, turn: int, reads: tuple[str, str, str, str, str], S: str, block: str) -> Step:
    w, x, y, o, eta = reads
    wrong = [
        *slips.weight_slips(*reads),
        slips.net_input_for_output(w, x, y, S, eta),
        slips.target_alone(w, x, y, eta),
    ]
    if turn > 1:
        wrong.append(slips.restarted_weights("w", x, y, o, eta))
    label = Text("{place}까지 갱신한 가중치", "weights after {place}").format(place=_place(wanted, turn))
    symbol = f"{{w_{{{turn}}}}}"
    return Step(
        f"w_{turn}", symbol, updated_weights, reads, label, vector(wanted.inputs), mistakes=tuple(wrong), block=block
    )


def _bias(wanted: Shape, turn: int, reads: tuple[str, str, str, str], block: str) -> Step:
    _b, y, o, eta = reads
    wrong = slips.bias_slips(*reads)
    if turn > 1:
        wrong.append(slips.restarted_bias("b", y, o, eta))
    label = Text("{place}까지 갱신한 편향", "bias after {place}").format(place=_place(wanted, turn))
    return Step(f"b_{turn}", f"{{b_{{{turn}}}}}", updated_bias, reads, label, mistakes=tuple(wrong), block=block)


def _final(wanted: Shape) -> Iterator[Step]:
    last = wanted.rows * wanted.epochs
    label = Text("학습이 끝난 가중치", "weights at the end")
    symbol = r"{w^{\text{final}}}"
    yield Step("w_final", symbol, lambda w: w, (f"w_{last}",), label, vector(wanted.inputs))
    bias = f"b_{last}" if wanted.train_bias else "b"
    yield Step("b_final", r"{b^{\text{final}}}", lambda b: b, (bias,), Text("학습이 끝난 편향", "bias at the end"))


@cache
def _working(wanted: Shape) -> Working:
    givens = [Given("w", "{w}", vector(wanted.inputs)), Given("b", "{b}"), Given("eta", r"\eta")]
    for row in range(1, wanted.rows + 1):
        givens.append(Given(f"x_{row}", f"{{x_{{{row}}}}}", vector(wanted.inputs)))
        givens.append(Given(f"y_{row}", f"{{y_{{{row}}}}}"))
    steps = [step for turn in range(1, wanted.rows * wanted.epochs + 1) for step in _row(wanted, turn)]
    return Working(tuple(givens), (*steps, *_final(wanted)), exact=True)


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def asked(givens: Givens) -> tuple[str, ...]:
    """Every cell of the table; the final values stand in its last row."""
    return tuple(step.name for step in working(givens).steps if not step.name.endswith("_final"))


PARAMS = {
    "gate": Setting(read.one_of(*TABLES), Text("학습할 게이트", "the gate to learn")),
    "labels": Setting(read.one_of("01", "pm1"), Text('레이블: "01" 또는 "pm1"', 'the labels: "01" or "pm1"')),
    "epochs": Setting(read.count(1, 10), Text("에포크 수", "the number of epochs")),
}


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A truth table from weights that still err in at least two rows, no sum on the threshold."""
    labels = params.get("labels", "01")
    gate = params.get("gate") or draws.choice("gate", tuple(TABLES))
    y = [bit if labels == "01" else 2 * bit - 1 for bit in TABLES[gate]]
    givens: dict[str, Any] = {
        "x": CORNERS,
        "y": y,
        "w": [draws.signed(f"w{i}", "0.1", "0.9", "0.05") for i in range(2)],
        "b": draws.signed("b", "0.1", "0.9", "0.05"),
        "eta": draws.choice("eta", ("0.1", "0.2", "0.3", "0.4")),
        "step_at_zero": 0,
        "epochs": params.get("epochs", 1),
        "labels": labels,
        "train_bias": True,
    }
    return givens if _teaches(givens) else None


def _teaches(givens: dict[str, Any]) -> bool:
    values = working(givens).evaluate(environment(givens))
    turns = range(1, 4 * givens["epochs"] + 1)
    outputs = [values[f"o_{turn}"] for turn in turns]
    errors = sum(values[f"o_{t}"] != values[f"y_{(t - 1) % 4 + 1}"] for t in turns)
    both = len({*outputs}) == 2
    return both and errors >= 2 and all(values[f"S_{turn}"] != 0 for turn in turns)


def statement(givens: Givens) -> Text:
    """The question with its table."""
    wanted = shape(givens)
    low = "0" if wanted.labels == "01" else "-1"
    compared = r"\ge" if wanted.at_zero else ">"
    output = cases("o", f"S {compared} 0", low)
    rule = r"$$S = w \cdot x + b,\quad w \leftarrow w + \eta (y - o) x$$"
    start = rf"$$w = ({', '.join(map(str, givens['w']))}),\quad b = {givens['b']},\quad \eta = {givens['eta']}$$"
    bias = (
        Text(
            "편향도 $b \\leftarrow b + \\eta (y - o)$로 갱신합니다.",
            "The bias follows $b \\leftarrow b + \\eta (y - o)$.",
        )
        if wanted.train_bias
        else Text("편향은 갱신하지 않습니다.", "The bias is not updated.")
    )
    epochs = "1 epoch" if wanted.epochs == 1 else f"{wanted.epochs} epochs"
    task = Text(
        f"표의 행을 위에서부터 차례로 사용하여 퍼셉트론을 {wanted.epochs}에포크 동안 학습하십시오. "
        "행마다 바로 갱신하고, 다음 행은 갱신한 값으로 계산합니다. ",
        f"Train over the rows from top to bottom for {epochs}. Update right after each row; "
        "the next row starts from there. ",
    )
    asked_for = Text(
        " 행마다 $S$, 출력 $o$, 갱신된 $w$와 $b$를 적으십시오.",
        " For each row give $S$, the output $o$, and the updated $w$ and $b$.",
    )
    return joined([same(rule), output, same(start), same(_table(givens)), task + bias + asked_for], "\n\n")


def _table(givens: Givens) -> str:
    inputs = [f"$x_{{{i}}}$" for i in range(1, len(givens["x"][0]) + 1)]
    lines = ["| " + " | ".join(["#", *inputs, "$y$"]) + " |", "|" + "---|" * (len(inputs) + 2)]
    for row, (x, y) in enumerate(zip(givens["x"], givens["y"], strict=True), 1):
        lines.append("| " + " | ".join(map(str, [row, *x, y])) + " |")
    return "\n".join(lines)


FAMILY = Family(
    id="perceptron.epochs",
    version="1.0",
    title=Text("퍼셉트론의 학습 과정", "Training a perceptron row by row"),
    topics=("perceptron",),
    coverage=("C-007", "C-023", "C-025", "C-027", "C-028", "C-029", "C-030", "C-031", "C-088"),
    given=(
        Parameter("x", read.rows),
        Parameter("y", read.numbers),
        Parameter("w", read.numbers),
        Parameter("b", read.number),
        Parameter("eta", read.number),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
        Parameter("epochs", read.count(1, 50), default=1, required=False),
        Parameter("labels", read.one_of("01", "pm1"), default="01", required=False),
        Parameter("train_bias", read.flag, default=True, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    picture=plane.epochs,
    params=PARAMS,
    checked=checked,
)
