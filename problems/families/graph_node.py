"""One node of a computational graph, backwards and in symbols: what comes back times the local slope."""

from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Params
from problems.formulas import HOW_TO_TYPE
from problems.givens import GivensError, Parameter, Setting
from problems.parts import FormulaPart, PartsFamily, WrongFormula, distinct
from problems.variant import Givens
from reference.expressions import Expression, name
from reference.expressions.equivalence import Domain
from reference.expressions.page import tex
from reference.graph import OPERATIONS
from reference.text import Text, joined, same

NAMES = ("x", "y", "a", "b", "p", "q", "u", "v", "w")
BACK = "g"
"""What comes back from behind."""

INTERVAL = ("0.3", "1.8")
BOTH_SIDES = ("-1.7", "1.9")
OF_OUTPUT = frozenset({"exp", "sigmoid", "tanh"})
"""Their slopes are asked as formulas in the node's own output."""

UPSTREAM_LEFT_OUT = Text(
    "출력 쪽에서 온 기울기 $g$를 곱하지 않은 식입니다.",
    "The gradient $g$ that comes from behind has not been multiplied in.",
)
LOCAL_LEFT_OUT = Text(
    "노드의 국소 미분을 곱하지 않은 식입니다.", "The node's own derivative has not been multiplied in."
)
NOT_SWAPPED = Text(
    "상대편 입력이 아니라 자기 자신을 곱한 식입니다. 곱셈 노드는 두 입력을 서로 바꾸어 곱합니다.",
    "It is multiplied by its own input: a multiply node multiplies by the other one.",
)
MULTIPLIED_AT_ADD = Text(
    "덧셈 노드는 출력 쪽에서 온 기울기를 그대로 보냅니다. 입력값을 곱하지 않습니다.",
    "An add node passes on what comes from behind as it is: it does not multiply by its input.",
)
SIGN = Text("부호가 반대인 식입니다.", "The sign is the other way round.")
FACTOR = Text("제곱을 미분할 때의 2를 빠뜨린 식입니다.", "The 2 in the derivative of a square is missing.")
HALF_DONE = Text("출력의 인수 하나를 빠뜨린 식입니다.", "One of the two factors is missing.")
OTHER_ACTIVATION = Text(
    "다른 활성화 함수(시그모이드와 tanh)의 도함수 꼴입니다.", "This is the form of the other activation's derivative."
)


def _operands(givens: Givens) -> tuple[str, ...]:
    return tuple(givens["operands"])


def _wanted(where: str, value: Any) -> list[str]:
    if (
        not isinstance(value, list)
        or not value
        or any(one not in NAMES for one in value)
        or len(set(value)) < len(value)
    ):
        listed = ", ".join(NAMES)
        raise GivensError(
            Text(
                f"{where}: 서로 다른 이름의 목록이어야 합니다: {listed}.",
                f"{where} must list different names of {listed}.",
            )
        )
    return value


def checked(givens: Givens) -> None:
    """As many operands as the operation takes."""
    arity = OPERATIONS[givens["operation"]].arity
    if len(_operands(givens)) != arity:
        needed = "one name is" if arity == 1 else f"{arity} names are"
        raise GivensError(Text(f"operands: 이름이 {arity}개 필요합니다.", f"operands: {needed} needed."))


def parts(givens: Givens) -> tuple[FormulaPart, ...]:
    """The gradient by each operand."""
    return tuple(_part(givens, place) for place in range(len(_operands(givens))))


def _part(givens: Givens, place: int) -> FormulaPart:
    operation = givens["operation"]
    operands = [name(one) for one in _operands(givens)]
    own, back, out = operands[place], name(BACK), name("z")
    slope = OPERATIONS[operation].slopes[place](*operands, out)
    right = back * slope if isinstance(slope, Expression) or slope != 1 else back
    domain = _domain(givens)
    slips = _slips(operation, place, operands, right)
    wrong = distinct(right, domain, tuple(WrongFormula(*slip) for slip in slips))
    return FormulaPart(
        f"d_{_operands(givens)[place]}",
        rf"\frac{{\partial L}}{{\partial {own}}}",
        Text("역전파의 기울기", "gradient backward"),
        right,
        domain,
        wrong,
    )


def _domain(givens: Givens) -> Domain:
    operation = givens["operation"]
    inputs = BOTH_SIDES if operation in {"relu", "mul", "add", "sub"} else INTERVAL
    names = {"z": ("0.2", "0.8")} if operation in OF_OUTPUT else dict.fromkeys(_operands(givens), inputs)
    return {BACK: ("0.4", "2.3")} | names


def _slips(
    operation: str, place: int, operands: list[Expression], right: Expression
) -> list[tuple[str, Expression, Text]]:
    back, out, own = name(BACK), name("z"), operands[place]
    slips = [("upstream-left-out", right / back, UPSTREAM_LEFT_OUT), ("sign-turned", -right, SIGN)]
    if operation in {"add", "sub"}:
        return [*slips, ("multiplied-at-add", back * own, MULTIPLIED_AT_ADD)]
    slips.append(("local-slope-left-out", back, LOCAL_LEFT_OUT))
    if operation == "mul":
        slips.append(("not-swapped", back * own, NOT_SWAPPED))
    if operation == "square":
        slips.append(("two-left-out", back * own, FACTOR))
    if operation in {"sigmoid", "tanh"}:
        slips.append(("half-done", back * (1 - out), HALF_DONE))
        other = 1 - out**2 if operation == "sigmoid" else out * (1 - out)
        slips.append(("other-activation", back * other, OTHER_ACTIVATION))
    return slips


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Any node, on names that change: a few hundred variants."""
    operation = params.get("operation") or draws.choice("operation", tuple(OPERATIONS))
    ranked = sorted(NAMES, key=lambda one: draws.integer(f"rank {one}", 0, 2**40))
    return {"operation": operation, "operands": ranked[: OPERATIONS[operation].arity]}


def statement(givens: Givens) -> Text:
    """The node, what comes back, and in which names to answer."""
    operation = givens["operation"]
    shown = tex(OPERATIONS[operation].formula(*[name(one) for one in _operands(givens)]))
    allowed = ", ".join(f"${one}$" for one in _domain(givens))
    note = Text("", "")
    if operation == "relu":
        note = Text(
            " 계단 함수는 `step(x)`처럼 적습니다($x$가 0 이하이면 0).",
            " Write the step function as `step(x)` (0 at 0 and below).",
        )
    return joined(
        [
            Text(
                f"계산 그래프의 노드 $z = {shown}$에 출력 쪽에서 기울기 $g = \\partial L / \\partial z$가 "
                f"전해졌습니다. 이 노드가 각 입력 쪽으로 보내는 기울기를 {allowed}만의 식으로 나타내십시오.",
                f"The gradient $g = \\partial L / \\partial z$ comes back to the node $z = {shown}$ of a graph. "
                f"Give what it sends on, as formulas in {allowed} alone.",
            )
            + note,
            HOW_TO_TYPE,
        ],
        "\n\n",
    )


def solution(givens: Givens) -> Text:
    """Upstream times local slope, for each operand."""
    lines = []
    for part, one in zip(parts(givens), _operands(givens), strict=True):
        local = rf"\frac{{\partial z}}{{\partial {one}}}"
        lines.append(same(rf"$${part.symbol} = g \cdot {local} = {tex(part.right)}$$"))
    return joined(
        [
            Text(
                "출력 쪽에서 온 기울기에 노드의 국소 미분을 곱합니다.",
                "What comes back is multiplied by the node's own slope.",
            ),
            *lines,
        ],
        "\n\n",
    )


FAMILY = PartsFamily(
    id="graph.node",
    version="1.0",
    title=Text("노드 하나의 역전파", "One node backwards"),
    topics=("graphs", "calculus"),
    coverage=("C-054", "C-055", "C-056", "C-057", "C-058"),
    given=(Parameter("operation", read.one_of(*OPERATIONS)), Parameter("operands", _wanted)),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={"operation": Setting(read.one_of(*OPERATIONS), Text("연산의 이름", "the operation"))},
    checked=checked,
    kind="formulas",
)
