"""Known slips in a computational graph, node by node."""

from collections.abc import Mapping
from typing import Any

from reference.graph import OPERATIONS, Node, Use, sent_back
from reference.text import Text
from reference.working import Formula, Mistake


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


NOT_SWAPPED = _got(
    "곱셈 노드에서 상대편 입력이 아니라 자기 자신을 곱하면",
    "if a multiply node multiplies by its own input, not by the other",
)
MULTIPLIED_AT_ADD = _got(
    "덧셈 노드에서 입력값을 곱하면", "if an add node multiplies by its input: it passes the gradient on as it is"
)
UPSTREAM_LEFT_OUT = _got("출력 쪽에서 온 기울기를 곱하지 않으면", "if what comes back from behind is not multiplied in")
LOCAL_LEFT_OUT = _got("노드의 국소 미분을 곱하지 않으면", "if the node's local derivative is not multiplied in")
VALUE_FOR_SLOPE = _got("ReLU의 기울기 대신 값을 곱하면", "if ReLU's value is multiplied in, not its slope of 1 or 0")
ONE_BRANCH = _got("여러 경로 가운데 마지막 것만 쓰면", "from the last branch alone: what comes back along all is added")
FIRST_BRANCH = _got(
    "여러 경로 가운데 처음 것만 쓰면", "from the first branch alone: what comes back along all is added"
)
SIGN_LEFT_OUT = _got("− 부호를 빠뜨리면", "without the minus sign")
SLOPE_AT_INPUT = _got("출력 대신 입력을 넣어 미분을 구하면", "with the slope taken from the input, not the output")
ADDED = _got("곱하지 않고 더하면", "from a sum in place of the product")
MULTIPLIED = _got("더하지 않고 곱하면", "from a product in place of the sum")
TWO_LEFT_OUT = _got("제곱을 미분할 때 2를 빠뜨리면", "if the 2 in the derivative of a square is left out")

_OTHER: Mapping[str, tuple[str, Text, Formula]] = {
    "mul": ("added", ADDED, lambda x, y: x + y),
    "add": ("multiplied", MULTIPLIED, lambda x, y: x * y),
}


def value_slips(node: Node) -> tuple[Mistake, ...]:
    """Of a node's value."""
    other = _OTHER.get(node.operation)
    if other is None:
        return ()
    name, message, formula = other
    return (Mistake(name, formula, message, node.operands),)


def gradient_slips(through: tuple[Use, ...], output: str) -> tuple[Mistake, ...]:
    """Of a gradient that comes back through these uses; behind the output itself stands a 1, which hides some."""
    if len(through) > 1:
        return (_alone("one-branch", ONE_BRANCH, through[-1]), _alone("first-branch", FIRST_BRANCH, through[0]))
    (use,) = through
    return tuple(_of_one(use, first=use.node.name == output))


def _alone(name: str, message: Text, use: Use) -> Mistake:
    reads = _reads(use)
    return Mistake(name, _through(use, reads), message, reads)


def _reads(use: Use) -> tuple[str, ...]:
    return tuple(dict.fromkeys((f"d_{use.node.name}", *use.node.operands, use.node.name)))


def _through(use: Use, reads: tuple[str, ...]) -> Formula:
    def formula(*parts: Any) -> Any:
        values = dict(zip(reads, parts, strict=True))
        return sent_back(use, values, parts[0])

    return formula


def _of_one(use: Use, *, first: bool) -> list[Mistake]:
    back, node = f"d_{use.node.name}", use.node
    own = node.operands[use.place]
    slips: list[Mistake] = []
    if node.operation == "mul" and node.operands[0] != node.operands[1]:
        other = node.operands[1 - use.place]
        slips.append(Mistake("not-swapped", lambda back, own: back * own, NOT_SWAPPED, (back, own)))
        slips += [Mistake("upstream-left-out", lambda other: other, UPSTREAM_LEFT_OUT, (other,))] if not first else []
    elif node.operation in {"add", "sub"}:
        slips.append(Mistake("multiplied-at-add", lambda back, own: back * own, MULTIPLIED_AT_ADD, (back, own)))
    elif node.operation == "relu":
        slips.append(Mistake("value-for-slope", lambda back, own: back * own, VALUE_FOR_SLOPE, (back, own)))
    else:
        slips.append(Mistake("local-slope-left-out", lambda back: back, LOCAL_LEFT_OUT, (back,)))
    if node.operation in {"sigmoid", "tanh"}:
        slope = OPERATIONS[node.operation].slopes[0]
        slips.append(Mistake("slope-at-input", lambda back, own: back * slope(own, own), SLOPE_AT_INPUT, (back, own)))
    if node.operation == "square":
        slips.append(Mistake("two-left-out", lambda back, own: back * own, TWO_LEFT_OUT, (back, own)))
    if node.operation == "div" and use.place == 1:
        turned = _through(use, _reads(use))
        slips.append(Mistake("sign-left-out", lambda *parts: -turned(*parts), SIGN_LEFT_OUT, _reads(use)))
    return slips
