"""For which b are given weights a gate? Both ends of the interval, and which of them belong to it; exact.

AND, NAND and the gates with a NOT are drawn: for OR and NOR one end is always 0, which a guess would hit, so these
come by a set's own choice alone.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from problems import givens as read
from problems.choices import Choices, Option
from problems.draws import Draws
from problems.family import Params
from problems.gate_draws import signs
from problems.givens import GivensError, Parameter, Setting
from problems.parts import ChoicePart, NumberPart, Part, PartsFamily, WrongNumber
from problems.tables import inputs_head, table, tuple_tex
from problems.variant import Givens
from problems.wording import cases
from reference.decimals import decimal_text
from reference.gates import GATES, ROWS, Range, bias_range
from reference.text import Text, joined, same

DRAWN = ("AND", "NAND", "x1 AND NOT x2", "x2 AND NOT x1")

THRESHOLD_FOR_BIAS = Text(
    r"임곗값 $\theta$의 구간에서 나오는 값입니다. 여기서 $b$는 더하는 편향이므로 부호가 반대입니다.",
    r"This belongs to the interval of a threshold $\theta$: here $b$ is a bias, added, so the sign is the other one.",
)
OTHER_END = Text("구간의 다른 쪽 끝입니다.", "This is the interval's other end.")
ANOTHER_GATE = Text(
    "이 가중치로 {gate} 게이트를 만드는 구간의 끝입니다. 진리표를 다시 확인하십시오.",
    "This is an end of the interval in which the same weights make {gate}: look at the truth table again.",
)
ONE_WEIGHT = Text(
    "한 행의 조건만 쓴 값입니다. 출력이 0인 행이 모두 0이 되어야 하고, 1인 행이 모두 1이 되어야 합니다.",
    "This follows from one row alone: all rows with output 0 must give 0, and all with output 1 must give 1.",
)


def _weights(givens: Givens) -> tuple[Fraction, Fraction]:
    first, second = (Fraction(str(w)) for w in givens["w"])
    return first, second


def _range(givens: Givens, gate: str | None = None) -> Range | None:
    return bias_range(gate or givens["gate"], *_weights(givens), givens["step_at_zero"])


def checked(givens: Givens) -> None:
    """Two weights with which some bias makes the gate."""
    if len(givens["w"]) != 2:
        raise GivensError(Text("w의 성분은 2개여야 합니다.", "w needs two components."))
    if _range(givens) is None:
        raise GivensError(
            Text(
                f"이 가중치로는 어떤 b로도 {givens['gate']} 게이트를 만들 수 없습니다.",
                f"with these weights no b makes {givens['gate']}.",
            )
        )


def _known(givens: Givens) -> Range:
    found = _range(givens)
    assert found is not None  # noqa: S101 - `checked` refuses such givens
    return found


def parts(givens: Givens) -> tuple[Part, ...]:
    """The lower end, the upper end, and which of them belong to the interval."""
    right = _known(givens)
    return (
        _end(givens, "low", r"b_{\text{low}}", Text("구간의 아래쪽 끝", "lower end"), right.low),
        _end(givens, "high", r"b_{\text{high}}", Text("구간의 위쪽 끝", "upper end"), right.high),
        _ends(givens),
    )


def _end(givens: Givens, name: str, symbol: str, label: Text, value: Fraction) -> NumberPart:
    return NumberPart(name, symbol, label, value, (value, value), None, tuple(_distinct(value, _slips(givens, name))))


def _slips(givens: Givens, name: str) -> Iterator[WrongNumber]:
    right = _known(givens)
    own, other = (right.low, right.high) if name == "low" else (right.high, right.low)
    yield WrongNumber("other-end", other, OTHER_END)
    yield WrongNumber("threshold-for-bias", -own, THRESHOLD_FOR_BIAS)
    yield WrongNumber("threshold-for-bias", -other, THRESHOLD_FOR_BIAS)
    for gate in GATES:
        found = None if gate == givens["gate"] else _range(givens, gate)
        for end in (found.low, found.high) if found else ():
            yield WrongNumber("another-gate", end, ANOTHER_GATE.format(gate=gate))
    for w in _weights(givens):
        yield WrongNumber("one-row-alone", -w, ONE_WEIGHT)


def _distinct(right: Fraction, slips: Iterator[WrongNumber]) -> Iterator[WrongNumber]:
    """What is neither right nor, for another reason, wrong already."""
    seen = {right}
    for slip in slips:
        if slip.value not in seen:
            seen.add(slip.value)
            yield slip


def _ends(givens: Givens) -> ChoicePart:
    options = tuple(Option(key, same(f"${text}$")) for key, text in _SHAPES.items())
    right = "high" if givens["step_at_zero"] == 0 else "low"
    other = "low" if right == "high" else "high"
    whys = {other: _OTHER_CONVENTION, "both": _BOTH, "neither": _NEITHER}
    return ChoicePart("ends", Text("구간에 속하는 끝", "which ends belong to it"), Choices(options), right, whys)


_SHAPES = {
    "neither": r"b_{\text{low}} < b < b_{\text{high}}",
    "high": r"b_{\text{low}} < b \le b_{\text{high}}",
    "low": r"b_{\text{low}} \le b < b_{\text{high}}",
    "both": r"b_{\text{low}} \le b \le b_{\text{high}}",
}
_OTHER_CONVENTION = Text(
    "합이 정확히 0일 때의 출력을 반대로 정하면 이렇게 됩니다. 문제에 적힌 규칙을 확인하십시오.",
    "This holds under the other convention for a sum of exactly 0: check the rule in the statement.",
)
_BOTH = Text(
    "한쪽 끝에서는 1이어야 할 행의 합이 0이 되고, 다른 쪽 끝에서는 0이어야 할 행의 합이 0이 됩니다. 둘 다 맞을 수는 "
    "없습니다.",
    "At one end a row that must fire has the sum 0, at the other end a row that must not: both cannot be right.",
)
_NEITHER = Text(
    "합이 정확히 0일 때에도 출력은 정해져 있으므로, 한쪽 끝에서는 진리표가 맞습니다.",
    "A sum of exactly 0 has an output too, so at one of the ends the truth table is right.",
)


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Two different weights with the gate's signs, and ends that no guess hits."""
    gate = params.get("gate") or draws.choice("gate", DRAWN)
    sizes = [draws.decimal(f"w{place}", "0.15", "1.5", "0.05") for place in range(2)]
    givens = {
        "gate": gate,
        "w": [size if positive else f"-{size}" for size, positive in zip(sizes, signs(gate), strict=True)],
        "step_at_zero": params.get("step_at_zero", draws.integer("step_at_zero", 0, 1)),
    }
    right = _known(givens)
    guessed = {Fraction(1), Fraction(-1), Fraction(1, 2), Fraction(-1, 2)} & {right.low, right.high}
    zero = right.high == 0 or right.low == 0
    return None if guessed or sizes[0] == sizes[1] or (zero and gate not in {"OR", "NOR"}) else givens


def statement(givens: Givens) -> Text:
    """The weights, the gate with its table, and the convention at 0."""
    compared = r"\ge" if givens["step_at_zero"] else ">"
    rule = cases("y", f"w_1 x_1 + w_2 x_2 + b {compared} 0", "0")
    rows = [(*row, y) for row, y in zip(ROWS, GATES[givens["gate"]], strict=True)]
    ask = Text(
        f"가중치가 $w = {tuple_tex(givens['w'])}$인 퍼셉트론이 **{givens['gate']}** 게이트가 되는 편향 $b$는 한 "
        f"구간을 이룹니다. 그 "
        r"구간의 아래쪽 끝 $b_{\text{low}}$와 위쪽 끝 $b_{\text{high}}$를 정확한 값으로 구하고, 어느 끝이 구간에 "
        r"속하는지 "
        "고르십시오.",
        f"A perceptron has the weights $w = {tuple_tex(givens['w'])}$. The biases $b$ with which it computes "
        f"**{givens['gate']}** "
        r"form an interval. Find its ends $b_{\text{low}}$ and $b_{\text{high}}$ exactly, and choose which of them "
        r"belong "
        "to it.",
    )
    return joined([ask, rule, same(table(inputs_head(2, "$y$"), rows))], "\n\n")


def solution(givens: Givens) -> Text:
    """What each row asks of b, and the interval in which all agree."""
    right, at_zero = _known(givens), givens["step_at_zero"]
    w1, w2 = _weights(givens)
    rows = []
    for (x1, x2), y in zip(ROWS, GATES[givens["gate"]], strict=True):
        s = w1 * x1 + w2 * x2
        sign = (r"\ge" if at_zero else ">") if y else ("<" if at_zero else r"\le")
        plus = f"{_shown(s)} + b" if s else "b"
        rows.append((x1, x2, y, f"${plus} {sign} 0$", f"$b {sign} {_shown(-s)}$"))
    table_of = Text(
        table(inputs_head(2, "$y$", "필요한 조건", "$b$의 조건"), rows),
        table(inputs_head(2, "$y$", "needed", "so that"), rows),
    )
    low, high = (r"\le" if right.with_low else "<", r"\le" if right.with_high else "<")
    end = same(f"$${_shown(right.low)} {low} b {high} {_shown(right.high)}$$")
    return joined([table_of, Text("네 조건을 모두 만족하는 구간:", "All four hold for"), end], "\n\n")


def _shown(value: Fraction) -> str:
    return decimal_text(value, 4)


FAMILY = PartsFamily(
    id="gates.bias_interval",
    version="1.0",
    title=Text("게이트가 되는 편향의 구간", "The biases that make a gate"),
    topics=("gates", "perceptron"),
    coverage=("C-004", "C-023", "C-024", "C-025", "C-030"),
    given=(
        Parameter("gate", read.one_of(*GATES)),
        Parameter("w", read.numbers),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
    ),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={
        "gate": Setting(read.one_of(*GATES), Text("게이트의 이름", "the gate")),
        "step_at_zero": Setting(read.one_of(0, 1), Text("합이 0일 때의 출력", "the output at a sum of 0")),
    },
    checked=checked,
)
