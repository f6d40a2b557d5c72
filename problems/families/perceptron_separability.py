"""Is a set of labelled points linearly separable, and with a bias or without? And the weights that do best; exact.

What is asked is a choice and weights: those of a perceptron that misclassifies as few of the points as any can.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import gcd, lcm
from typing import Any

from problems import givens as read
from problems import plane
from problems.choices import Choices, Option
from problems.draws import Draws
from problems.family import Field, Judgement, OpenFamily, Params
from problems.givens import GivensError, Parameter, Setting
from problems.tables import inputs_head, table, tuple_tex
from problems.variant import Givens
from problems.wording import cases
from reference.decimals import decimal_text
from reference.separability import fewest_errors, misclassified, separation
from reference.text import Text, joined, same

MOST_POINTS = 10
MOST_INPUTS = 3
CHOICE = "separable"

KEYS = ("without", "with", "no")
"""Separable even without a bias, only with one, or not at all."""


OFTEN = ("without", *("no",) * 2, *("with",) * 4)
"""Points that need a bias come about seldom: how often each is tried, so that all three come out alike."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is right: the key of the choice, the fewest errors, weights and bias that make no more."""

    key: str
    errors: int
    weights: tuple[Fraction, ...]
    b: Fraction
    conflict: tuple[tuple[int, Fraction], ...]


def _points(givens: Givens) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(Fraction(str(cell)) for cell in row) for row in givens["x"])


def known(givens: Givens) -> Known:
    """The answer for these givens."""
    return _known(_points(givens), tuple(int(Fraction(str(y))) for y in givens["y"]), givens["step_at_zero"])


@cache
def _known(points: tuple[tuple[Fraction, ...], ...], labels: tuple[int, ...], at_zero: int) -> Known:
    plain = separation(points, labels, at_zero, bias=False)
    if plain.weights is not None:
        return Known("without", 0, plain.weights, Fraction(0), ())
    errors, (*weights, b) = fewest_errors(points, labels, at_zero)
    conflict = separation(points, labels, at_zero).conflict or plain.conflict
    return Known("with" if errors == 0 else "no", errors, tuple(weights), b, conflict)


def checked(givens: Givens) -> None:
    """A handful of points, each labelled 0 or 1, and both labels there."""
    count, inputs = len(givens["x"]), len(givens["x"][0])
    if count > MOST_POINTS or inputs > MOST_INPUTS:
        raise GivensError(
            Text(
                f"x는 {MOST_POINTS}행 {MOST_INPUTS}열까지입니다.",
                f"x has at most {MOST_POINTS} rows and {MOST_INPUTS} columns.",
            )
        )
    if len(givens["y"]) != count or any(Fraction(str(y)) not in {0, 1} for y in givens["y"]):
        raise GivensError(Text("y는 x의 행마다 0 또는 1이어야 합니다.", "y needs 0 or 1 for each row of x."))
    if len({Fraction(str(y)) for y in givens["y"]}) != 2:
        raise GivensError(Text("y에는 0과 1이 모두 있어야 합니다.", "y needs both labels, 0 and 1."))


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Six different points away from the origin; of each answer as many variants as of the others."""
    wanted = params.get("answer") or draws.choice("answer", OFTEN)
    w = [draws.signed(f"w{i}", "1", "4", "1") for i in range(2)]
    edge = {"without": 0, "with": draws.choice("edge", (-3, -2, 2, 3)), "no": draws.integer("edge", -2, 2)}[wanted]
    x = [[draws.decimal(f"x{r}{i}", "-2", "2", "0.5") for i in range(2)] for r in range(6)]
    sums = [sum(Fraction(a) * Fraction(c) for a, c in zip(w, row, strict=True)) + edge for row in x]
    turned = draws.integer("turned", 0, 5) if wanted == "no" else -1
    y = [int((S > 0) != (place == turned)) for place, S in enumerate(sums)]
    givens = {"x": x, "y": y, "step_at_zero": params.get("step_at_zero", draws.integer("step_at_zero", 0, 1))}
    distinct = len({tuple(map(Fraction, row)) for row in x}) == 6 and all(any(map(Fraction, row)) for row in x)
    balanced = sum(y) in {2, 3, 4}
    return givens if distinct and balanced and all(sums) and known(givens).key == wanted else None


def _choices() -> Choices:
    return Choices(tuple(Option(key, _OPTIONS[key]) for key in KEYS))


_OPTIONS = {
    "without": Text("분리 가능하며, 편향이 없어도 됩니다.", "It is separable, even without a bias."),
    "with": Text("분리 가능하지만, 편향이 있어야 합니다.", "It is separable, but only with a bias."),
    "no": Text("편향이 있어도 분리할 수 없습니다.", "It is not separable, not even with a bias."),
}


def fields(givens: Givens) -> tuple[Field, ...]:
    """The choice, a weight for each input, and the bias."""
    first = Field(CHOICE, "", Text("선형 분리 가능 여부", "linearly separable?"), (), None, choices=_choices())
    weights = [
        Field(name, f"w_{place}", Text(f"입력 $x_{place}$의 가중치", f"weight of $x_{place}$"), (), None)
        for place, name in enumerate(_names(givens), 1)
    ]
    return (first, *weights, Field("b", "b", Text("편향", "bias"), (), None))


def _names(givens: Givens) -> list[str]:
    return [f"w{place}" for place in range(1, len(givens["x"][0]) + 1)]


def statement(givens: Givens) -> Text:
    """The points with their labels, the convention at 0, and what to find."""
    compared = r"\ge" if givens["step_at_zero"] else ">"
    inputs = len(givens["x"][0])
    rows = [[place, *row, y] for place, (row, y) in enumerate(zip(givens["x"], givens["y"], strict=True), 1)]
    rule = cases("o", rf"w \cdot x + b {compared} 0", "0")
    return joined([_ASK, same(table(["#", *inputs_head(inputs, "$y$")], rows)), _TASK, rule], "\n\n")


_ASK = Text("아래 표의 점들을 선형 분리할 수 있습니까?", "Are these labelled points linearly separable?")
_TASK = Text(
    "옳은 것을 고르고, 다음 퍼셉트론이 잘못 분류하는 점의 수가 가장 적어지는 가중치와 편향을 하나 찾으십시오(분리할 "
    "수 있으면 0개입니다). 편향이 없어도 분리할 수 있으면 $b = 0$으로 하십시오. 정답은 여러 가지입니다.",
    "Choose what is true, and find weights and a bias with which this perceptron misclassifies as few of the points as "
    "possible (none where they are separable). Where no bias is needed, let $b = 0$. Many answers are right.",
)


def judge(givens: Givens, answer: Mapping[str, Any]) -> Judgement:
    """The choice first, then the weights: exact on every point, and no more errors than any perceptron must make."""
    right, (chosen, *_more) = known(givens), answer[CHOICE]
    if chosen != right.key:
        return Judgement(False, _WRONG_CHOICE[chosen, right.key], f"{chosen}-chosen")
    weights, b = tuple(answer[name] for name in _names(givens)), answer["b"]
    if right.key == "without" and b != 0:
        return Judgement(False, _BIAS_NOT_NEEDED, "bias-not-needed")
    wrong = _missed(givens, weights, b, givens["step_at_zero"])
    if len(wrong) <= right.errors:
        return Judgement(True, _RIGHT if right.key != "no" else _AS_FEW_AS_POSSIBLE.format(count=len(wrong)))
    mistake, why = _slip(givens, weights, b, right.errors)
    said = _MISSED.format(rows=", ".join(str(place + 1) for place in wrong))
    fewer = _FEWER if right.key == "no" else Text("", "")
    return Judgement(False, said + fewer + why, mistake)


def _missed(givens: Givens, weights: tuple[Fraction, ...], b: Fraction, at_zero: int) -> list[int]:
    return misclassified(_points(givens), [int(Fraction(str(y))) for y in givens["y"]], weights, b, at_zero)


def _slip(givens: Givens, weights: tuple[Fraction, ...], b: Fraction, errors: int) -> tuple[str | None, Text]:
    """A slip after which the same numbers would be right."""
    at_zero = givens["step_at_zero"]
    turned = tuple(-w for w in weights)
    known_slips = (
        ("other-step-at-zero", weights, b, 1 - at_zero),
        ("threshold-for-bias", weights, -b, at_zero),
        ("sides-exchanged", turned, -b, at_zero),
    )
    for mistake, tried, bias, convention in known_slips:
        if len(_missed(givens, tried, bias, convention)) <= errors:
            return mistake, _SLIPS[mistake]
    return None, Text("", "")


_RIGHT = Text("모든 점이 옳게 분류됩니다.", "Every point is classified rightly.")
_AS_FEW_AS_POSSIBLE = Text(
    "잘못 분류되는 점은 {count}개이고, 더 줄일 수는 없습니다.",
    "Misclassified points: {count}, and no perceptron does better.",
)
_MISSED = Text("잘못 분류되는 점이 있습니다(표의 번호: {rows}).", "These rows are misclassified: {rows}.")
_FEWER = Text(" 더 줄일 수 있습니다.", " Fewer are possible.")
_BIAS_NOT_NEEDED = Text(
    "고른 것은 맞습니다. 편향이 없어도 되므로 $b = 0$으로 분리하는 가중치를 찾으십시오.",
    "The choice is right. Since no bias is needed, find weights that separate the points with $b = 0$.",
)
_SLIPS = {
    "other-step-at-zero": Text(
        " 합이 0일 때의 출력을 반대로 정했다면 맞는 값입니다. 문제의 규칙을 확인하십시오.",
        " They would be right under the other convention for a sum of 0: check the rule in the statement.",
    ),
    "threshold-for-bias": Text(
        " b를 임곗값으로 보고 빼면 맞는 값입니다. 여기서 b는 더하는 편향입니다.",
        " They would be right with b as a threshold, subtracted: here b is a bias, added.",
    ),
    "sides-exchanged": Text(
        " 가중치와 편향의 부호를 모두 바꾸면 맞는 값입니다. 출력이 1인 쪽이 반대로 되었습니다.",
        " They would be right with every sign changed: the side with output 1 is the other one.",
    ),
}
_THROUGH_ORIGIN = Text(
    "편향이 없으면 경계가 원점을 지나야 합니다. 그런 경계로는 이 점들을 나눌 수 없습니다.",
    "Without a bias the boundary passes through the origin: no such boundary parts these points.",
)
_SOME_LINE = Text(
    "모든 점을 옳게 나누는 경계가 있습니다. 다시 찾아보십시오.",
    "There is a boundary that parts all of them: look again.",
)
_ORIGIN_DOES = Text(
    "원점을 지나는 경계만으로도 이 점들을 나눌 수 있습니다.",
    "A boundary through the origin parts these points, so no bias is needed.",
)
_NO_LINE = Text(
    "어떤 경계로도 이 점들을 나눌 수 없습니다. 두 클래스의 점들을 각각 감싸는 영역이 서로 겹칩니다.",
    "No boundary parts these points: the regions spanned by the two classes overlap.",
)
_WRONG_CHOICE = {
    ("without", "with"): _THROUGH_ORIGIN,
    ("without", "no"): _NO_LINE,
    ("with", "without"): _ORIGIN_DOES,
    ("with", "no"): _NO_LINE,
    ("no", "without"): _SOME_LINE,
    ("no", "with"): _SOME_LINE,
}


def model(givens: Givens) -> Mapping[str, str]:
    """The letter of the choice, and weights that do as well as any."""
    right = known(givens)
    numbers = {name: decimal_text(w, 6) for name, w in zip(_names(givens), right.weights, strict=True)}
    return {CHOICE: _choices().letters([right.key]), **numbers, "b": decimal_text(right.b, 6)}


def solution(givens: Givens) -> Text:
    """The choice, why no boundary does more, and weights with their sums."""
    right = known(givens)
    letter = _choices().letters([right.key])
    parts = [same(f"**{letter}.** ") + _OPTIONS[right.key], *_why_not(givens, right)]
    chosen = rf"w = {tuple_tex([decimal_text(w, 6) for w in right.weights])},\; b = {decimal_text(right.b, 6)}"
    parts.append(Text(f"예를 들어 ${chosen}$이면 다음과 같습니다.", f"For example, ${chosen}$ gives:"))
    missed = set(_missed(givens, right.weights, right.b, givens["step_at_zero"]))
    rows = []
    for place, (x, y) in enumerate(zip(_points(givens), givens["y"], strict=True)):
        S = sum((w * cell for w, cell in zip(right.weights, x, strict=True)), right.b)
        o = 1 - int(Fraction(str(y))) if place in missed else y
        rows.append((place + 1, f"${tuple_tex(givens['x'][place])}$", y, decimal_text(S, 6), o))
    parts.append(same(table(["#", "$x$", "$y$", r"$w \cdot x + b$", "$o$"], rows)))
    return joined(parts, "\n\n")


def _why_not(givens: Givens, right: Known) -> list[Text]:
    """The points whose conditions contradict each other, with the factors that show it."""
    if not right.conflict:
        return []
    whole = lcm(*(factor.denominator for _place, factor in right.conflict))
    shared = gcd(*(int(factor * whole) for _place, factor in right.conflict))
    sides: dict[int, list[str]] = {1: [], 0: []}
    for place, factor in right.conflict:
        times = int(factor * whole) // shared
        sides[int(Fraction(str(givens["y"][place])))].append(f"{times if times > 1 else ''} S_{{{place + 1}}}".strip())
    equal = " = ".join(" + ".join(side) or "0" for side in sides.values())
    opening = _CONTRADICTS if right.key == "no" else _CONTRADICTS_WITHOUT
    return [opening, same(f"$${equal}$$"), _SO]


_CONTRADICTS = Text(
    r"$i$번째 점의 가중합을 $S_i = w \cdot x_i + b$라고 하면, 어떤 $w$와 $b$에 대해서도 다음이 성립합니다.",
    r"Let $S_i = w \cdot x_i + b$ be the sum of point $i$. Whatever $w$ and $b$ are,",
)
_CONTRADICTS_WITHOUT = Text(
    r"편향이 없을 때 $i$번째 점의 가중합을 $S_i = w \cdot x_i$라고 하면, 어떤 $w$에 대해서도 다음이 성립합니다.",
    r"Without a bias, let $S_i = w \cdot x_i$ be the sum of point $i$. Whatever $w$ is,",
)
_SO = Text(
    "왼쪽은 출력이 1이어야 하는 점들의 합이고 오른쪽은 출력이 0이어야 하는 점들의 합이므로, 모두 맞을 수는 없습니다.",
    "On the left are points whose output must be 1, on the right points whose output must be 0: not all can be right.",
)

FAMILY = OpenFamily(
    id="perceptron.separability",
    version="1.0",
    title=Text("선형 분리 가능성", "Linear separability"),
    topics=("perceptron",),
    coverage=("C-004", "C-007", "C-009", "C-026", "C-028"),
    given=(
        Parameter("x", read.rows),
        Parameter("y", read.numbers),
        Parameter("step_at_zero", read.one_of(0, 1), default=0, required=False),
    ),
    drawn=drawn,
    fields=fields,
    statement=statement,
    judge=judge,
    model=model,
    solution=solution,
    picture=plane.separated,
    params={
        "answer": Setting(read.one_of(*KEYS), Text("옳은 선택지", "which choice is right")),
        "step_at_zero": Setting(read.one_of(0, 1), Text("합이 0일 때의 출력", "the output at a sum of 0")),
    },
    checked=checked,
)
