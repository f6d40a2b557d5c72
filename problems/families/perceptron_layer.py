"""A layer of perceptrons, step(Wx + b): net inputs, outputs and the number of parameters, decided exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes import perceptron as slips
from problems.tables import inputs_head, matrix_tex, table, tuple_tex
from problems.variant import Givens
from problems.wording import cases
from reference.layout import Layout, matrix, vector
from reference.perceptron import layer_input, layer_input_of_rows, layer_parameters, output_01
from reference.readings import exact
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

MOST = 8

COLUMNS_FOR_ROWS = Text(
    "가중치를 행이 아니라 열에서 읽으면 나오는 값입니다. $W$의 $i$번째 행이 퍼셉트론 $i$의 가중치입니다.",
    "This is the value you get with the weights read from columns: row $i$ of $W$ holds the weights of unit $i$.",
)
BIASES_CROSSED = Text(
    "편향을 거꾸로 짝지으면 나오는 값입니다. 퍼셉트론 $i$에는 $b_i$를 더합니다.",
    "This is the value you get with the biases paired in reverse: unit $i$ adds $b_i$.",
)
WEIGHTS_ALONE = Text(
    "가중치만 세었습니다. 편향도 학습합니다.", "This counts the weights alone: biases are learned too."
)
ONE_BIAS = Text(
    "층 전체에 편향을 하나만 세었습니다. 퍼셉트론마다 하나씩 있습니다.",
    "This counts one bias for the whole layer: every unit has its own.",
)
BIAS_PER_INPUT = Text(
    "편향을 입력의 수만큼 세었습니다. 편향은 퍼셉트론마다 하나입니다.",
    "This counts a bias for each input: there is one for each unit.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on. `rows` is 0 where there is one input alone."""

    units: int
    inputs: int
    rows: int
    at_zero: int

    @property
    def layout(self) -> Layout:
        return matrix(self.rows, self.units) if self.rows else vector(self.units)


def shape(givens: Givens) -> Shape:
    """The shape of these givens."""
    rows = len(givens["x"]) if isinstance(givens["x"][0], list) else 0
    return Shape(len(givens["W"]), len(givens["W"][0]), rows, givens["step_at_zero"])


def checked(givens: Givens) -> None:
    """A weight for every input, a bias for every unit, and a layer that fits on a page."""
    wanted = shape(givens)
    if len(givens["b"]) != wanted.units:
        raise GivensError(Text("b의 길이는 W의 행 수와 같아야 합니다.", "b needs one entry for each row of W."))
    if len(givens["x"][0] if wanted.rows else givens["x"]) != wanted.inputs:
        raise GivensError(
            Text("입력 하나의 길이는 W의 열 수와 같아야 합니다.", "an input needs one entry for each column of W.")
        )
    if max(wanted.units, wanted.inputs, wanted.rows) > MOST:
        raise GivensError(Text(f"한 방향으로 {MOST}개까지입니다.", f"at most {MOST} in a row or column."))


def _input_slips(wanted: Shape) -> Iterator[Mistake]:
    reads = ("x", "W", "b")
    net = layer_input_of_rows if wanted.rows else (lambda x, W, b: layer_input(W, x, b))
    yield Mistake("bias-left-out", lambda x, W: net(x, W, 0), slips.BIAS_LEFT_OUT, ("x", "W"))
    yield Mistake("bias-subtracted", lambda x, W, b: net(x, W, -b), slips.BIAS_SIGN, reads)
    if wanted.units > 1:
        yield Mistake("biases-crossed", lambda x, W, b: net(x, W, b[..., ::-1]), BIASES_CROSSED, reads)
    if wanted.units == wanted.inputs > 1:
        yield Mistake("columns-for-rows", lambda x, W, b: net(x, W.mT, b), COLUMNS_FOR_ROWS, reads)


def _count_slips(wanted: Shape) -> Iterator[Mistake]:
    reads = ("units", "inputs")
    yield Mistake("weights-alone", lambda units, inputs: units * inputs, WEIGHTS_ALONE, reads)
    if wanted.units > 1:
        yield Mistake("one-bias", lambda units, inputs: units * inputs + 1, ONE_BIAS, reads)
    if wanted.units != wanted.inputs:
        yield Mistake("bias-per-input", lambda units, inputs: units * inputs + inputs, BIAS_PER_INPUT, reads)


@cache
def _working(wanted: Shape) -> Working:
    def output(S: Any) -> Any:
        return output_01(S, wanted.at_zero)

    givens = (
        Given("W", "W", matrix(wanted.units, wanted.inputs)),
        Given(
            "x",
            "X" if wanted.rows else "x",
            matrix(wanted.rows, wanted.inputs) if wanted.rows else vector(wanted.inputs),
        ),
        Given("b", "b", vector(wanted.units)),
        Given("units", "m"),
        Given("inputs", "n"),
    )
    net, reads = (layer_input_of_rows, ("x", "W", "b")) if wanted.rows else (layer_input, ("W", "x", "b"))
    wrong = tuple(_input_slips(wanted))
    outputs = tuple(slips.output_slips("S", output_01, wanted.at_zero))
    count = Text("학습하는 매개변수의 수", "number of parameters")
    steps = (
        Step("S", "S", net, reads, Text("가중합", "net inputs"), wanted.layout, wrong),
        Step("y", "y", output, ("S",), Text("출력", "outputs"), wanted.layout, outputs, integer=True),
        Step(
            "parameters",
            "P",
            layer_parameters,
            ("units", "inputs"),
            count,
            mistakes=tuple(_count_slips(wanted)),
            integer=True,
        ),
    )
    return Working(givens, steps, exact=True)


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """Weights, input and biases as exact numbers; how many units and inputs there are."""
    wanted = shape(givens)
    values = {name: exact(givens[name]) for name in ("W", "x", "b")}
    return values | {"units": exact(wanted.units), "inputs": exact(wanted.inputs)}


def asked(_givens: Givens) -> tuple[str, ...]:
    """Everything."""
    return ("S", "y", "parameters")


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Three units with two inputs, or another small layer; one input or three; both outputs, no sum at 0."""
    units, inputs = params.get("size") or draws.choice("size", ((3, 2), (3, 2), (2, 3), (3, 3)))
    rows = draws.choice("rows", (0, 0, 2))
    x = [[draws.signed(f"x{r}{i}", "0.2", "2", "0.1") for i in range(inputs)] for r in range(rows or 1)]
    givens: dict[str, Any] = {
        "W": [[draws.signed(f"w{k}{i}", "0.1", "1.2", "0.1") for i in range(inputs)] for k in range(units)],
        "x": x if rows else x[0],
        "b": [draws.signed(f"b{k}", "0.1", "0.9", "0.1") for k in range(units)],
        "step_at_zero": draws.integer("step_at_zero", 0, 1),
    }
    values = working(givens).evaluate(environment(givens))
    teaches = len(set(values["y"].reshape(-1).tolist())) == 2 and all(S != 0 for S in values["S"].reshape(-1))
    return givens if teaches and len(set(givens["b"])) == units else None


def statement(givens: Givens) -> Text:
    """The layer with its shapes, its convention at 0, the input or inputs, and what to give."""
    wanted = shape(givens)
    compared = r"\ge" if wanted.at_zero else ">"
    intro = Text(
        f"입력 {wanted.inputs}개를 받는 퍼셉트론 {wanted.units}개가 한 층을 이룹니다. $W$는 "
        rf"${wanted.units} \times {wanted.inputs}$ 행렬이고, $i$번째 행이 퍼셉트론 $i$의 가중치 $w_i^{{\top}}$입니다.",
        f"A layer has {wanted.units} perceptrons with {wanted.inputs} inputs each. $W$ is a "
        rf"${wanted.units} \times {wanted.inputs}$ matrix; its row $i$ holds the weights $w_i^{{\top}}$ of unit $i$.",
    )
    step = cases(r"\operatorname{step}(z)", f"z {compared} 0", "0")
    b = matrix_tex([[cell] for cell in givens["b"]])
    layer = same(
        rf"$$y = \operatorname{{step}}(S),\quad S = W x + b,\quad W = {matrix_tex(givens['W'])},\quad b = {b}$$"
    )
    return joined([intro, layer, step, _task(givens, wanted)], "\n\n")


def _task(givens: Givens, wanted: Shape) -> Text:
    count = Text(" 이 층이 학습하는 매개변수는 모두 몇 개입니까?", " And how many parameters does this layer learn?")
    if not wanted.rows:
        x = same(rf"$$x = {matrix_tex([[cell] for cell in givens['x']])}$$")
        ask = Text("가중합 $S$와 출력 $y$를 구하십시오.", "Find the net inputs $S$ and the outputs $y$.")
        return joined([x, ask + count], "\n\n")
    rows = same(table(inputs_head(wanted.inputs), givens["x"]))
    first = tuple_tex(givens["x"][0])
    ask = Text(
        f"아래 표의 행이 각각 입력 하나입니다(첫째는 $x = {first}$). 입력마다 $S$와 $y$를 한 행에 적으십시오.",
        f"Each row of this table is one input (the first is $x = {first}$). Give $S$ and $y$ with one row for each "
        f"input.",
    )
    return joined([ask + count, rows], "\n\n")


def _size(name: str, value: Any) -> tuple[int, int]:
    units, inputs = read.several(read.count(1, 4), 2, 2)(name, value)
    return units, inputs


FAMILY = Family(
    id="perceptron.layer",
    version="1.0",
    title=Text("퍼셉트론 층", "A layer of perceptrons"),
    topics=("perceptron", "networks"),
    coverage=("C-005", "C-006", "C-010", "C-011", "C-030"),
    given=(
        Parameter("W", read.rows),
        Parameter("x", read.numbers_or_rows),
        Parameter("b", read.numbers),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={"size": Setting(_size, Text("퍼셉트론의 수와 입력의 수", "how many units, and how many inputs"))},
    checked=checked,
)
