"""What a perceptron does in the plane of its two inputs: the pictures of the perceptron's and the gates' families."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from problems.pictures.boundary import POSITIVE, Border, Region, Spot, Style, boundary
from problems.pictures.scene import Picture, Point
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.gates import GATES, ROWS
from reference.perceptron import net_input, output_01
from reference.readings import as_float, exact
from reference.text import Text, same


def update(givens: Givens, shown: Shown) -> Picture | None:
    """One row, the line before it and, once known, the line after it. None for any other number of inputs than two."""
    if len(givens["x"]) != 2:
        return None
    before = _border(givens["w"], givens["b"], _BEFORE, "before")
    after = _worked(shown, "w_new", "b_new", _HANDED_IN if shown.wrong else _AFTER)
    at, label = _point(givens["x"]), 1 if exact(givens["y"]) == 1 else 0
    missed = exact(givens["o"]) != exact(givens["y"])
    spot = Spot(at, label, ringed=missed)
    drawn = boundary([spot], [before, *after], region=_side(after or [before]), ring=_MISSED_BEFORE if after else None)
    return _told(drawn, shown)


def epochs(givens: Givens, shown: Shown) -> Picture | None:
    """The rows as points and the line at the start; once known, the line at the end and what it still misses."""
    if len(givens["x"][0]) != 2:
        return None
    spots = [_row(i, x, y) for i, (x, y) in enumerate(zip(givens["x"], givens["y"], strict=True), 1)]
    classes = _PM1 if givens["labels"] == "pm1" else None
    start = _border(givens["w"], givens["b"], _AT_START, "before")
    if shown.wrong is not None:
        return _told(_at_slip(givens, shown, spots, classes), shown)
    end = _worked(shown, "w_final", "b_final", _AT_END)
    ringed = [_judged(spot, end[0], givens["step_at_zero"]) for spot in spots] if end else spots
    return _told(boundary(ringed, [start, *end], region=_side(end) if end else None, classes=classes), shown)


def gate(givens: Givens, shown: Shown) -> Picture:
    """The truth table as points; once known, the line that parts them, and what it misses."""
    table = zip(ROWS, GATES[givens["gate"]], strict=True)
    spots = [Spot((float(a), float(b)), y, same(f"({a}, {b})")) for (a, b), y in table]
    drawn = _parted(givens, shown, spots)
    return _told(drawn.described(_OF_GATE.format(gate=givens["gate"]), drawn.description), shown)


def separated(givens: Givens, shown: Shown) -> Picture | None:
    """The points with their labels; once known, the line that parts them, and what it misses."""
    if len(givens["x"][0]) != 2:
        return None
    rows = zip(givens["x"], givens["y"], strict=True)
    return _told(_parted(givens, shown, [_row(i, x, y) for i, (x, y) in enumerate(rows, 1)]), shown)


def line(givens: Givens, shown: Shown) -> Picture | None:
    """The boundary and the points on its two sides, once all is known: on which side they lie is what is asked."""
    if len(givens["w"]) != 2 or not shown.values or shown.wrong is not None:
        return None
    own = _border(givens["w"], givens["b"], _BOUNDARY)
    spots = [
        Spot(_point(x), int(own.at(*_point(x)) > 0), Text(f"{i}번 점", f"point {i}"))
        for i, x in enumerate(givens["x"], 1)
    ]
    return boundary(spots, [own], region=_side([own]), classes=_SIDES)


def layers(givens: Givens, shown: Shown) -> Picture | None:
    """The lines of two hidden perceptrons and what the network gives at each row, once all is known."""
    if len(givens["W1"]) != 2 or len(givens["W1"][0]) != 2 or not shown.values or shown.wrong is not None:
        return None
    hidden = list(zip(givens["W1"], givens["b1"], strict=True))
    names = [Text(f"은닉 퍼셉트론 {place}의 경계", f"boundary of hidden unit {place}") for place in (1, 2)]
    styles: tuple[Style, Style] = ("first", "second")
    lines = [_border(w, b, name, style) for (w, b), name, style in zip(hidden, names, styles, strict=True)]
    spots = [Spot((float(a), float(c)), _through(givens, (a, c)), same(f"({a}, {c})")) for a, c in ROWS]
    return boundary(spots, lines, classes=_OUTPUTS)


def _through(givens: Givens, row: tuple[int, int]) -> int:
    """The network's output for one row."""
    at_zero, x = givens["step_at_zero"], exact(list(row))
    first, second = (
        output_01(net_input(exact(w), x, exact(b)), at_zero) for w, b in zip(givens["W1"], givens["b1"], strict=True)
    )
    hidden = exact([int(first), int(second)])
    return int(output_01(net_input(exact(givens["w2"]), hidden, exact(givens["b2"])), at_zero))


def _parted(givens: Givens, shown: Shown, spots: list[Spot]) -> Picture:
    """The points; with the line of w1, w2 and b where they are shown, ringed where it has them on the wrong side."""
    numbers = _three(shown, ("w1", "w2", "b"))
    if numbers is None:
        return boundary(spots)
    own = Border(numbers[:2], numbers[2], _equation(numbers, handed_in=shown.wrong is not None))
    return boundary([_judged(spot, own, givens["step_at_zero"]) for spot in spots], [own], region=_side([own]))


def _at_slip(givens: Givens, shown: Shown, spots: list[Spot], classes: tuple[Text, Text] | None) -> Picture:
    """The row of the first slip ringed, with the line from which it started and the one that was handed in."""
    turn = int((shown.wrong or "_1").rpartition("_")[2]) if (shown.wrong or "").rpartition("_")[2].isdigit() else 0
    if not givens["train_bias"]:
        shown = replace(shown, values={**shown.values, f"b_{turn - 1}": givens["b"], f"b_{turn}": givens["b"]})
    start = _border(givens["w"], givens["b"], _AT_START, "before")
    before = _worked(shown, f"w_{turn - 1}", f"b_{turn - 1}", _BEFORE_ROW, "before") or [start]
    after = _worked(shown, f"w_{turn}", f"b_{turn}", _HANDED_IN)
    row = (turn - 1) % len(spots)
    ringed = [Spot(s.at, s.label, s.name, ringed=turn > 0 and i == row) for i, s in enumerate(spots)]
    return boundary(ringed, [*before, *after], region=_side(before), classes=classes, ring=_SLIP_HERE)


def _row(number: int, x: Sequence[Any], y: Any) -> Spot:
    return Spot(_point(x), 1 if exact(y) == 1 else 0, Text(f"{number}행", f"row {number}"))


def _point(x: Sequence[Any]) -> Point:
    return float(exact(x[0])), float(exact(x[1]))


def _judged(spot: Spot, line: Border, at_zero: int) -> Spot:
    """The point, ringed where the line has it on the wrong side."""
    S = net_input(exact([repr(w) for w in line.w]), exact([repr(v) for v in spot.at]), exact(repr(line.b)))
    return Spot(spot.at, spot.label, spot.name, ringed=int(output_01(S, at_zero)) != spot.label)


def _border(w: Sequence[Any], b: Any, name: Text, style: Style = "first") -> Border:
    first, second = as_float(exact(list(w))).tolist()
    return Border((first, second), float(exact(b)), name, style)


def _worked(shown: Shown, w: str, b: str, name: Text, style: Style = "first") -> list[Border]:
    """The line of two steps, as far as both are shown and can be read."""
    weights, bias = shown.values.get(w), shown.values.get(b)
    try:
        return [_border(weights, bias, name, style)] if weights is not None and bias is not None else []
    except ValueError:
        return []


def _three(shown: Shown, names: tuple[str, str, str]) -> tuple[float, float, float] | None:
    """The numbers of these names, or None where one is missing."""
    texts = [shown.values.get(name) for name in names]
    if not all(texts):
        return None
    try:
        first, second, third = (float(exact(text)) for text in texts)
    except ValueError:
        return None
    return first, second, third


def _side(borders: list[Border]) -> Region:
    return Region((borders[0],), _ON if borders[0].style != "before" else POSITIVE)


def _equation(line: tuple[float, float, float], *, handed_in: bool) -> Text:
    terms = [_term(*part) for part in zip(line, ("x_1", "x_2", ""), strict=True) if part[0]]
    left = "".join(terms).removeprefix(" + ") or "0"
    equation = same(f"${'−' + left[3:] if left.startswith(' − ') else left} = 0$")
    return Text("제출한 답: ", "handed in: ") + equation if handed_in else equation


def _term(factor: float, name: str) -> str:
    return (" − " if factor < 0 else " + ") + ("" if name and abs(factor) == 1 else f"{abs(factor):g}") + name


def _told(drawn: Picture, shown: Shown) -> Picture:
    return drawn.described(drawn.title, shown.said(same(shown.wrong or ""), drawn.description))


_BOUNDARY = Text("결정 경계", "decision boundary")
_SIDES = (Text("합이 양수인 점", "positive sum"), Text("합이 음수인 점", "negative sum"))
_OUTPUTS = (Text("출력 1", "output 1"), Text("출력 0", "output 0"))
_BEFORE = Text("갱신하기 전의 경계", "boundary before the update")
_AFTER = Text("갱신한 뒤의 경계", "boundary after the update")
_AT_START = Text("처음의 경계", "boundary at the start")
_AT_END = Text("학습이 끝난 뒤의 경계", "boundary at the end")
_BEFORE_ROW = Text("이 행을 쓰기 전의 경계", "boundary before this row")
_HANDED_IN = Text("제출한 값에 따른 경계", "boundary as handed in")
_MISSED_BEFORE = Text("갱신하기 전에 잘못 분류된 점", "misclassified before the update")
_SLIP_HERE = Text("처음으로 틀린 행", "row of the first wrong value")
_ON = Text("출력이 1인 쪽", "where the output is 1")
_PM1 = (Text("목표값 1", "target 1"), Text("목표값 −1", "target −1"))
_OF_GATE = Text("{gate} 게이트의 진리표", "The truth table of {gate}")
