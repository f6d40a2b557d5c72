"""Weights of a network with two hidden perceptrons that computes XOR: any that work are right, decided exactly.

In drawn variants the first hidden perceptron is given, another one for everybody; without it all nine numbers are to
be found.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Field, Judgement, OpenFamily, Params
from problems.gate_draws import drawn_unit
from problems.givens import GivensError, Parameter, Setting
from problems.tables import inputs_head, table
from problems.variant import Givens
from problems.wording import cases
from reference.activations import fires
from reference.decimals import decimal_text
from reference.gates import GATES, IMPLICATIONS, MODELS, ROWS, TWO_LAYERS
from reference.text import Text, joined, same

UNITS = (("w11", "w12", "b1"), ("w21", "w22", "b2"), ("v1", "v2", "c"))
"""The two hidden units and the output unit: two weights and a bias each."""

NAMES = tuple(name for unit in UNITS for name in unit)
Table = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outputs:
    """What the three units give over the four rows."""

    first: Table
    second: Table
    y: Table


def _whole(givens: Givens, numbers: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """All nine numbers, the given ones among them."""
    given = zip(UNITS[0], givens["unit"] or (), strict=False)
    return {name: Fraction(str(value)) for name, value in given} | dict(numbers)


def _outputs(numbers: Mapping[str, Fraction], at_zero: int) -> Outputs:
    first, second = (tuple(_fired(numbers, unit, row, at_zero) for row in ROWS) for unit in UNITS[:2])
    hidden = zip(first, second, strict=True)
    return Outputs(first, second, tuple(_fired(numbers, UNITS[2], row, at_zero) for row in hidden))


def _fired(numbers: Mapping[str, Fraction], unit: tuple[str, str, str], row: tuple[int, int], at_zero: int) -> int:
    w1, w2, b = (numbers[name] for name in unit)
    return int(fires(w1 * row[0] + w2 * row[1] + b, at_zero))


def checked(givens: Givens) -> None:
    """A given unit is two weights and a bias with which the function can be built."""
    if givens["unit"] is None:
        return
    if len(givens["unit"]) != 3:
        raise GivensError(Text("unit은 수 3개(w11, w12, b1)여야 합니다.", "unit needs three numbers: w11, w12, b1."))
    if _completed(givens) is None:
        raise GivensError(
            Text(
                f"unit으로 주어진 퍼셉트론을 은닉층에 두고는 {givens['function']}를 만들 수 없습니다.",
                f"{givens['function']} cannot be built with the perceptron given as unit.",
            )
        )


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Either function under either convention at 0, the first hidden unit any gate with weights of its own."""
    at_zero = params["step_at_zero"] if "step_at_zero" in params else draws.integer("step_at_zero", 0, 1)
    unit = drawn_unit(draws, "unit", draws.choice("gate", tuple(GATES)), at_zero)
    if unit is None:
        return None
    function = params.get("function") or draws.choice("function", tuple(TWO_LAYERS))
    return {"function": function, "unit": [*unit[0], unit[1]], "step_at_zero": at_zero}


def fields(givens: Givens) -> tuple[Field, ...]:
    """Nine numbers, or six where the first hidden unit is given."""
    weight = Text("{unit}: {source}의 가중치", "{unit}: weight of {source}")
    bias = Text("{unit}: 편향", "{unit}: bias")
    hidden = [Text(f"은닉 퍼셉트론 {k}", f"hidden unit {k}") for k in (1, 2)]
    units = [(*hidden, Text("출력 퍼셉트론", "output unit"))[place] for place in range(3)]
    found = []
    for place, (names, unit) in enumerate(zip(UNITS, units, strict=True)):
        sources = ("$S_1$", "$S_2$") if place == 2 else ("$x_1$", "$x_2$")
        labels = [*(weight.format(unit=unit, source=source) for source in sources), bias.format(unit=unit)]
        found += [Field(name, _SYMBOLS[name], label, (), None) for name, label in zip(names, labels, strict=True)]
    return tuple(found[3:] if givens["unit"] else found)


_SYMBOLS = {
    "w11": "w_{11}",
    "w12": "w_{12}",
    "b1": "b_1",
    "w21": "w_{21}",
    "w22": "w_{22}",
    "b2": "b_2",
    "v1": "v_1",
    "v2": "v_2",
    "c": "c",
}


def statement(givens: Givens) -> Text:
    """The network, the table it must give, and the convention at 0."""
    compared = r"\ge" if givens["step_at_zero"] else ">"
    rows = [(*row, y) for row, y in zip(ROWS, TWO_LAYERS[givens["function"]], strict=True)]
    function = givens["function"]
    ask = Text(
        f"은닉 퍼셉트론 2개와 출력 퍼셉트론 1개로 **{function}**를 계산하는 신경망을 만드십시오. ",
        f"Make a network of two hidden perceptrons and an output perceptron that computes **{function}**. ",
    )
    if givens["unit"]:
        pairs = zip(UNITS[0], givens["unit"], strict=True)
        numbers = r",\; ".join(f"{_SYMBOLS[name]} = {value}" for name, value in pairs)
        ask += Text(
            f"첫째 은닉 퍼셉트론은 정해져 있습니다: ${numbers}$. ",
            f"The first hidden perceptron is given: ${numbers}$. ",
        )
    ask += _FIND["unit" if givens["unit"] else "all"]
    network = same(
        r"$$S_1 = h(w_{11} x_1 + w_{12} x_2 + b_1),\quad S_2 = h(w_{21} x_1 + w_{22} x_2 + b_2),\quad "
        r"y = h(v_1 S_1 + v_2 S_2 + c)$$"
    )
    step = cases("h(a)", f"a {compared} 0", "0")
    return joined([ask, network, step, same(table(inputs_head(2, "$y$"), rows))], "\n\n")


_FIND = {
    "unit": Text(
        "나머지 가중치와 편향 6개를 찾으십시오. 정답은 여러 가지입니다.",
        "Find the other six weights and biases. Many answers are right.",
    ),
    "all": Text(
        "가중치와 편향 9개를 찾으십시오. 정답은 여러 가지입니다.",
        "Find its nine weights and biases. Many answers are right.",
    ),
}


def judge(givens: Givens, numbers: Mapping[str, Fraction]) -> Judgement:
    """Exact on every row; a wrong answer names the rows that fail, the hidden outputs, and a slip that explains it."""
    numbers = _whole(givens, numbers)
    found, wanted = _outputs(numbers, givens["step_at_zero"]), TWO_LAYERS[givens["function"]]
    if found.y == wanted:
        return Judgement(True, Text("진리표의 네 행이 모두 맞습니다.", "All four rows of the truth table are right."))
    wrong = [row for row, y, right in zip(ROWS, found.y, wanted, strict=True) if y != right]
    said = _FAILS.format(
        rows=", ".join(f"({a}, {b})" for a, b in wrong),
        first=_listed(found.first),
        second=_listed(found.second),
        y=_listed(found.y),
    )
    mistake, why = _slip(givens, numbers, found)
    return Judgement(False, said + why, mistake)


_FAILS = Text(
    "입력이 {rows}일 때의 출력이 틀립니다. 네 행에서 차례로 $S_1 = {first}$, $S_2 = {second}$, $y = {y}$이 됩니다.",
    "Wrong in the rows {rows}. Over the four rows, $S_1 = {first}$, $S_2 = {second}$ and $y = {y}$.",
)


def _listed(outputs: Table) -> str:
    return r",\,".join(map(str, outputs))


def _slip(givens: Givens, numbers: Mapping[str, Fraction], found: Outputs) -> tuple[str | None, Text]:
    """A slip that explains the answer: first those after which all would be right, then what is wrong inside."""
    return next(_slips(givens, numbers, found), (None, Text("", "")))


def _slips(givens: Givens, numbers: Mapping[str, Fraction], found: Outputs) -> Iterator[tuple[str, Text]]:
    wanted, at_zero = TWO_LAYERS[givens["function"]], givens["step_at_zero"]
    if _outputs(numbers, 1 - at_zero).y == wanted:
        yield "other-step-at-zero", _OTHER_CONVENTION
    if _outputs(_turned(givens, numbers), at_zero).y == wanted:
        yield "threshold-for-bias", _THRESHOLDS
    if found.y == tuple(1 - y for y in wanted):
        yield "opposite-output", _OPPOSITE
    for place, hidden in ((1, found.first), (2, found.second)):
        if len(set(hidden)) == 1:
            yield "hidden-constant", _CONSTANT.format(unit=place)
    if found.first == found.second:
        yield "hidden-equal", _EQUAL
    if tuple(1 - S for S in found.first) == found.second:
        yield "hidden-opposite", _COMPLEMENTS
    for name, outputs in GATES.items():
        if found.y == outputs:
            yield "another-gate", _ANOTHER.format(gate=name)


def _turned(givens: Givens, numbers: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The same with every bias that was handed in taken as a threshold."""
    biases = {"b2", "c"} if givens["unit"] else {"b1", "b2", "c"}
    return {name: -value if name in biases else value for name, value in numbers.items()}


_OTHER_CONVENTION = Text(
    " 합이 0일 때의 출력을 반대로 정했다면 맞는 값입니다. 문제의 규칙을 확인하십시오.",
    " They would be right under the other convention for a sum of 0: check the rule in the statement.",
)
_THRESHOLDS = Text(
    " 편향을 임곗값으로 보고 빼면 맞는 값입니다. 여기서는 더합니다.",
    " They would be right with the biases as thresholds, subtracted: here they are added.",
)
_OPPOSITE = Text(" 네 행의 출력이 모두 반대입니다.", " Every row gives the opposite.")
_CONSTANT = Text(
    " 은닉 퍼셉트론 {unit}의 출력이 언제나 같습니다. 그러면 나머지 하나로 계산하는 셈인데, 퍼셉트론 하나로는 만들 수 "
    "없습니다.",
    " Hidden unit {unit} gives the same in every row, so the other one is left alone, and a single perceptron cannot "
    "do it.",
)
_EQUAL = Text(
    " 두 은닉 퍼셉트론의 출력이 모든 행에서 같습니다. 그러면 하나가 있는 것과 같은데, 퍼셉트론 하나로는 만들 수 "
    "없습니다.",
    " Both hidden units give the same in every row, which is no more than one, and a single perceptron cannot do it.",
)
_COMPLEMENTS = Text(
    " 두 은닉 퍼셉트론의 출력이 모든 행에서 서로 반대입니다. 하나를 알면 다른 하나도 알게 되므로, 퍼셉트론 하나가 "
    "있는 것과 같습니다.",
    " The hidden units give opposite outputs in every row: one says all that the other does, which is no more than "
    "one.",
)
_ANOTHER = Text(" 이 값으로는 {gate} 게이트가 됩니다.", " These weights make {gate}.")


def _completed(givens: Givens) -> tuple[str, str] | None:
    """The second hidden gate and the joining one that complete the given unit (or NAND) to the function."""
    at_zero, wanted = givens["step_at_zero"], TWO_LAYERS[givens["function"]]
    unit = {name: Fraction(str(value)) for name, value in zip(UNITS[0], givens["unit"] or MODELS["NAND"], strict=True)}
    first = tuple(_fired(unit, UNITS[0], row, at_zero) for row in ROWS)
    for second, last in product(_TABLES, _TABLES):
        pairs = zip(first, _TABLES[second], strict=True)
        if tuple(_TABLES[last][ROWS.index(pair)] for pair in pairs) == wanted:
            return second, last
    return None


_TABLES = {name: GATES[name] for name in ("OR", "NAND", "AND", "NOR", "x1 AND NOT x2", "x2 AND NOT x1")} | IMPLICATIONS
"""The plainest first."""


def model(givens: Givens) -> Mapping[str, str]:
    """One right answer, each unit with a margin on both sides of 0."""
    found = _completed(givens)
    assert found is not None  # noqa: S101 - `checked` refuses such givens
    numbers = (*MODELS["NAND"], *MODELS[found[0]], *MODELS[found[1]])
    return dict(list(zip(NAMES, numbers, strict=True))[3 if givens["unit"] else 0 :])


def solution(givens: Givens) -> Text:
    """A right answer with its table."""
    answer = {name: Fraction(value) for name, value in model(givens).items()}
    found = _outputs(_whole(givens, answer), givens["step_at_zero"])
    rows = [(*row, *units) for row, *units in zip(ROWS, found.first, found.second, found.y, strict=True)]
    numbers = r",\; ".join(f"{_SYMBOLS[name]} = {decimal_text(value, 4)}" for name, value in answer.items())
    second, last = _completed(givens) or ("", "")
    last = last.replace("x", "S")  # what the output perceptron reads
    said = Text(
        f"예를 들어 둘째 은닉 퍼셉트론을 {second}, 출력 퍼셉트론을 {last} 게이트로 만들면 됩니다.",
        f"For example, let the second hidden perceptron be {second} and the output perceptron {last}:",
    )
    return joined([said, same(f"$${numbers}$$"), same(table(inputs_head(2, "$S_1$", "$S_2$", "$y$"), rows))], "\n\n")


FAMILY = OpenFamily(
    id="gates.xor_weights",
    version="1.0",
    title=Text("XOR를 만드는 가중치", "Weights for XOR"),
    topics=("gates", "networks"),
    coverage=("C-011", "C-026", "C-030", "C-088"),
    given=(
        Parameter("function", read.one_of(*TWO_LAYERS), default="XOR", required=False),
        Parameter("unit", read.numbers, required=False),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
    ),
    drawn=drawn,
    fields=fields,
    statement=statement,
    judge=judge,
    model=model,
    solution=solution,
    checked=checked,
    params={
        "function": Setting(read.one_of(*TWO_LAYERS), Text("XOR 또는 XNOR", "XOR or XNOR")),
        "step_at_zero": Setting(read.one_of(0, 1), Text("합이 0일 때의 출력", "the output at a sum of 0")),
    },
)
