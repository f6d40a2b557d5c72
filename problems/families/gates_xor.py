"""XOR by three perceptrons: net inputs and outputs of both layers over the truth table, decided exactly.

The hidden gates and the one that joins them are drawn among the ways to build XOR, their weights at random.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems import plane
from problems.draws import Draws
from problems.family import Family, Params
from problems.gate_draws import drawn_unit
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes import perceptron as slips
from problems.tables import table, tuple_tex
from problems.variant import Givens
from problems.wording import cases
from reference.gates import DECOMPOSITIONS, input_rows
from reference.layout import matrix, vector
from reference.perceptron import net_input_of_columns, net_input_of_rows, output_01
from reference.readings import exact
from reference.text import Text, joined
from reference.working import Given, Mistake, Step, Working

MOST_INPUTS = 3
MOST_HIDDEN = 4

INPUTS_FOR_HIDDEN = Text(
    "출력 퍼셉트론에 은닉층의 출력 대신 $x_1, x_2$를 넣으면 나오는 값입니다.",
    "This is the value you get with $x_1, x_2$ in place of the hidden outputs.",
)
NOT_STEPPED = Text(
    "은닉층의 출력 대신 계단 함수를 거치기 전의 가중합을 넣으면 나오는 값입니다.",
    "This is the value you get with the hidden net inputs, before the step, in place of the hidden outputs.",
)
HIDDEN_CROSSED = Text(
    "은닉층의 두 출력을 서로 바꾸어 곱하면 나오는 값입니다.",
    "This is the value you get with the two hidden outputs exchanged.",
)
BIAS_ONCE_FOR_ALL = Text(
    "출력 퍼셉트론의 편향 대신 첫째 은닉 퍼셉트론의 편향을 더한 값입니다.",
    "This has the first hidden unit's bias in place of the output unit's.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on."""

    inputs: int
    hidden: int
    at_zero: int


def shape(givens: Givens) -> Shape:
    """The shape of these givens."""
    return Shape(len(givens["W1"][0]), len(givens["W1"]), givens["step_at_zero"])


def checked(givens: Givens) -> None:
    """Layers that fit together, and a table that fits on a page."""
    wanted = shape(givens)
    if wanted.inputs > MOST_INPUTS or wanted.hidden > MOST_HIDDEN:
        raise GivensError(
            Text(
                f"W1은 {MOST_HIDDEN}행 {MOST_INPUTS}열까지입니다.",
                f"W1 has at most {MOST_HIDDEN} rows and {MOST_INPUTS} columns.",
            )
        )
    for name in ("b1", "w2"):
        if len(givens[name]) != wanted.hidden:
            raise GivensError(
                Text(
                    f"{name}의 길이는 W1의 행 수와 같아야 합니다.",
                    f"{name} needs one entry for each row of W1.",
                )
            )


def _hidden(wanted: Shape, place: int) -> Iterator[Step]:
    rows = vector(2**wanted.inputs)
    reads = ("X", f"u{place}", f"c{place}")
    net = slips.input_slips_of_rows(*reads)
    label = Text(f"은닉 퍼셉트론 {place}의 가중합", f"net inputs of hidden unit {place}")
    yield Step(f"a{place}", f"a_{place}", net_input_of_rows, reads, label, rows, tuple(net))
    yield _output(
        wanted,
        f"S{place}",
        f"S_{place}",
        f"a{place}",
        Text(f"은닉 퍼셉트론 {place}의 출력", f"outputs of hidden unit {place}"),
    )


def _output(wanted: Shape, name: str, symbol: str, net: str, label: Text) -> Step:
    def formula(S: Any) -> Any:
        return output_01(S, wanted.at_zero)

    rows = 2**wanted.inputs
    wrong = slips.output_slips(net, output_01, wanted.at_zero) + slips.some_opposite(net, formula, rows)
    return Step(name, symbol, formula, (net,), label, vector(rows), tuple(wrong), integer=True)


def _joining(wanted: Shape) -> Step:
    """The net input of the output unit, which reads the hidden outputs."""
    name = f"a{wanted.hidden + 1}"
    weights, hidden = ([f"{letter}{place}" for place in range(1, wanted.hidden + 1)] for letter in ("v", "S"))
    reads = _paired(weights, hidden, "c")
    stepless = _paired(weights, [f"a{place}" for place in range(1, wanted.hidden + 1)], "c")
    wrong = [
        Mistake("not-stepped", net_input_of_columns, NOT_STEPPED, stepless),
        Mistake("bias-left-out", lambda *parts: net_input_of_columns(*parts, 0), slips.BIAS_LEFT_OUT, reads[:-1]),
        Mistake("another-bias", net_input_of_columns, BIAS_ONCE_FOR_ALL, (*reads[:-1], "c1")),
    ]
    if wanted.hidden == wanted.inputs == 2:
        by_inputs = Mistake(
            "inputs-for-hidden",
            lambda X, v1, v2, c: net_input_of_columns(v1, X[:, 0], v2, X[:, 1], c),
            INPUTS_FOR_HIDDEN,
            ("X", "v1", "v2", "c"),
        )
        crossed = Mistake("hidden-crossed", net_input_of_columns, HIDDEN_CROSSED, ("v1", "S2", "v2", "S1", "c"))
        wrong += [by_inputs, crossed]
    label = Text("출력 퍼셉트론의 가중합", "net inputs of the output unit")
    symbol = f"a_{wanted.hidden + 1}"
    return Step(name, symbol, net_input_of_columns, reads, label, vector(2**wanted.inputs), tuple(wrong))


def _paired(weights: list[str], columns: list[str], bias: str) -> tuple[str, ...]:
    return (*(name for pair in zip(weights, columns, strict=True) for name in pair), bias)


@cache
def _working(wanted: Shape) -> Working:
    givens = [Given("X", "X", matrix(2**wanted.inputs, wanted.inputs)), Given("c", "c")]
    steps: list[Step] = []
    for place in range(1, wanted.hidden + 1):
        givens += [
            Given(f"u{place}", f"w_{place}", vector(wanted.inputs)),
            Given(f"c{place}", f"b_{place}"),
            Given(f"v{place}", f"v_{place}"),
        ]
        steps += _hidden(wanted, place)
    label = Text("신경망의 출력", "outputs of the network")
    last = _output(wanted, "y", "y", f"a{wanted.hidden + 1}", label)
    return Working(tuple(givens), (*steps, _joining(wanted), last), exact=True)


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(shape(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """The truth table, and each unit's weights and bias as exact numbers."""
    values: dict[str, Any] = {"X": exact(input_rows(shape(givens).inputs)), "c": exact(givens["b2"])}
    for place, (weights, b, v) in enumerate(zip(givens["W1"], givens["b1"], givens["w2"], strict=True), 1):
        values |= {f"u{place}": exact(weights), f"c{place}": exact(b), f"v{place}": exact(v)}
    return values


def asked(givens: Givens) -> tuple[str, ...]:
    """The whole table."""
    return tuple(step.name for step in working(givens).steps)


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """One of the ways to build the function; each gate with two different weights and a bias off both ends."""
    function = params.get("function", "XOR")
    at_zero = draws.integer("step_at_zero", 0, 1)
    first, second, last = draws.choice("decomposition", DECOMPOSITIONS[function])
    if draws.integer("order", 0, 1):
        first, second, last = second, first, _TURNED.get(last, last)
    gates = {"first": first, "second": second, "last": last}
    units = [drawn_unit(draws, name, gate, at_zero) for name, gate in gates.items()]
    if not all(units):
        return None
    (w_first, b_first), (w_second, b_second), (w_last, b_last) = (unit for unit in units if unit)
    return {
        "W1": [w_first, w_second],
        "b1": [b_first, b_second],
        "w2": w_last,
        "b2": b_last,
        "step_at_zero": at_zero,
    }


_TURNED = {"x1 AND NOT x2": "x2 AND NOT x1", "x2 AND NOT x1": "x1 AND NOT x2"}
"""The gate with its two inputs exchanged, where that is another one."""


def statement(givens: Givens) -> Text:
    """The three perceptrons, the convention at 0, and the table."""
    wanted = shape(givens)
    compared = r"\ge" if wanted.at_zero else ">"
    inputs = ", ".join(f"$x_{place}$" for place in range(1, wanted.inputs + 1))
    outputs = ", ".join(f"$S_{place}$" for place in range(1, wanted.hidden + 1))
    hidden = [
        (f"$S_{place}$", inputs, f"$w_{place} = {tuple_tex(w)}$", f"$b_{place} = {b}$")
        for place, (w, b) in enumerate(zip(givens["W1"], givens["b1"], strict=True), 1)
    ]
    last = ("$y$", outputs, f"$v = {tuple_tex(givens['w2'])}$", f"$c = {givens['b2']}$")
    order = ", ".join(tuple_tex(row) for row in input_rows(wanted.inputs))
    units = Text(
        table(["출력", "입력", "가중치", "편향"], [*hidden, last]),
        table(["output", "inputs", "weights", "bias"], [*hidden, last]),
    )
    net = f"a_{wanted.hidden + 1}"
    nets = ", ".join(f"$a_{place}$" for place in range(1, wanted.hidden + 1))
    task = Text(
        f"은닉층의 가중합을 {nets}, 출력을 {outputs}, 출력 퍼셉트론의 가중합을 ${net}$, 출력을 $y$라고 합니다. 입력을 "
        f"{order} 순서로 "
        "넣어 표를 완성하십시오.",
        f"The hidden units have the net inputs {nets} and the outputs {outputs}; the output unit has the net input "
        f"${net}$ and the output $y$. Complete the table for the inputs in the order {order}.",
    )
    return joined([_INTRO, units, cases("h(a)", f"a {compared} 0", "0"), task], "\n\n")


_INTRO = Text(
    "퍼셉트론을 두 층으로 쌓은 신경망입니다. 각 퍼셉트론은 입력에 가중치를 곱해 더하고 편향을 더한 뒤, 그 합을 계단 "
    "함수 $h$에 넣어 출력합니다.",
    "Here are perceptrons in two layers. Each multiplies its inputs by its weights, adds them and its bias, and puts "
    "the sum through the step function $h$.",
)

FAMILY = Family(
    id="gates.xor",
    version="1.0",
    title=Text("퍼셉트론을 쌓아 만든 XOR", "XOR from perceptrons in two layers"),
    topics=("gates", "networks"),
    coverage=("C-011", "C-026", "C-030", "C-060", "C-088"),
    given=(
        Parameter("W1", read.rows),
        Parameter("b1", read.numbers),
        Parameter("w2", read.numbers),
        Parameter("b2", read.number),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    picture=plane.layers,
    params={
        "function": Setting(read.one_of(*DECOMPOSITIONS), Text("신경망이 만드는 함수", "the function that is built"))
    },
    checked=checked,
)
