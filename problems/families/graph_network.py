"""A computational graph: every value on the way forward, every gradient on the way back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.graph_drawings import TEMPLATES
from problems.graph_picture import picture
from problems.mistakes.graph import gradient_slips, value_slips
from problems.variant import Givens
from reference.graph import OPERATIONS, Node, Use, sent_back, uses
from reference.readings import exact
from reference.tex import Tex
from reference.text import Text, joined, same
from reference.working import Given, Step, Working

MOST_NODES = 30
MOST_DIGITS = 400
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")


@dataclass(frozen=True, slots=True)
class Graph:
    """The shape: names of the inputs, nodes in order, and the output."""

    inputs: tuple[str, ...]
    nodes: tuple[Node, ...]
    output: str

    @property
    def exact(self) -> bool:
        return all(OPERATIONS[node.operation].exact for node in self.nodes)


def _inputs(name: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not value:
        raise GivensError(Text(f"{name}: 이름과 수의 표여야 합니다.", f"{name} must be a table of names and numbers."))
    return {_named(name, key): read.number(f"{name}.{key}", one) for key, one in value.items()}


def _named(where: str, value: Any) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value) or value.startswith("d_"):
        raise GivensError(
            Text(
                f"{where}: 이름으로 쓸 수 없습니다: {value}. 영문자, 숫자, 밑줄로 적고 d_로 시작하지 마십시오.",
                f"{where}: {value} is no name. Use letters, digits and underscores, not d_ at the front.",
            )
        )
    return value


def _nodes(name: str, value: Any) -> list[list[str]]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_NODES:
        raise GivensError(
            Text(
                f"{name}: 노드의 목록이어야 합니다(1개에서 {MOST_NODES}개).",
                f"{name} must be a list of 1 to {MOST_NODES} nodes.",
            )
        )
    for node in value:
        if not isinstance(node, list) or len(node) < 3 or not isinstance(node[1], str) or node[1] not in OPERATIONS:
            known = ", ".join(OPERATIONS)
            raise GivensError(
                Text(
                    f'{name}: 노드는 ["이름", "연산", 입력 …] 꼴입니다. 연산: {known}.',
                    f'{name}: a node reads ["name", "operation", operands …]. Operations: {known}.',
                )
            )
    return [[str(part) for part in node] for node in value]


def graph(givens: Givens) -> Graph:
    """The shape of these givens."""
    nodes = tuple(Node(name, operation, tuple(operands)) for name, operation, *operands in givens["nodes"])
    return Graph(tuple(givens["inputs"]), nodes, givens["output"] or nodes[-1].name)


def checked(givens: Givens) -> None:
    """Every node reads what stands before it, as many as its operation takes."""
    wanted = graph(givens)
    known = set(wanted.inputs)
    for node in wanted.nodes:
        _named("nodes", node.name)
        if node.name in known:
            raise GivensError(Text(f"이름이 겹칩니다: {node.name}.", f"two quantities are called {node.name}."))
        if unknown := [name for name in node.operands if name not in known]:
            raise GivensError(
                Text(
                    f"{node.name} 노드의 앞에 {unknown[0]}의 값이 없습니다.",
                    f"node {node.name} reads {unknown[0]}, which does not stand before it.",
                )
            )
        count = OPERATIONS[node.operation].arity
        if len(node.operands) != count:
            raise GivensError(
                Text(
                    f"{node.name}: {node.operation} 노드의 입력은 {count}개입니다.",
                    f"node {node.name}: {node.operation} takes {count} operands.",
                )
            )
        known.add(node.name)
    if wanted.output not in {node.name for node in wanted.nodes}:
        raise GivensError(
            Text(f"output: {wanted.output} 노드가 없습니다.", f"output: there is no node {wanted.output}.")
        )
    if wanted.exact:
        _check_digits(wanted, {name: len(str(value)) for name, value in givens["inputs"].items()})


def _check_digits(wanted: Graph, digits: dict[str, int]) -> None:
    """Thirty squares of one another would have a thousand million digits: add up how many there may be."""
    for node in wanted.nodes:
        digits[node.name] = sum(digits[name] for name in node.operands) * (2 if node.operation == "square" else 1) + 1
        if digits[node.name] > MOST_DIGITS:
            raise GivensError(
                Text(
                    f"{node.name} 노드의 정확한 값은 자릿수가 너무 많습니다({MOST_DIGITS}자리까지).",
                    f"node {node.name}: its exact value may have more than {MOST_DIGITS} digits.",
                )
            )


def symbol(name: str) -> str:
    """A name as an upright word."""
    return rf"\text{{{name.replace('_', ' ')}}}" if len(name) > 2 or "_" in name else f"{{{_letters(name)}}}"


def _letters(name: str) -> str:
    return name if len(name) == 1 else f"{name[0]}_{{{name[1]}}}"


@cache
def _working(wanted: Graph) -> Working:
    givens = tuple(Given(name, symbol(name)) for name in wanted.inputs)
    return Working(givens, (*_forward(wanted), *_backward(wanted)), exact=wanted.exact)


def _forward(wanted: Graph) -> Iterator[Step]:
    for node in wanted.nodes:
        yield Step(
            node.name,
            symbol(node.name),
            OPERATIONS[node.operation].formula,
            node.operands,
            Text("순전파의 값", "value forward"),
            mistakes=value_slips(node),
        )


def _backward(wanted: Graph) -> Iterator[Step]:
    """From the output back; what does not lead to it has no gradient."""
    reached = {wanted.output}
    for node in reversed(wanted.nodes):
        if node.name in reached:
            reached.update(node.operands)
    order = [*reversed([node.name for node in wanted.nodes]), *wanted.inputs]
    yield _gradient(wanted, wanted.output, ())
    for name in order:
        through = tuple(use for use in uses(wanted.nodes, name) if use.node.name in reached)
        if name in reached and name != wanted.output and through:
            yield _gradient(wanted, name, through)


def _gradient(wanted: Graph, name: str, through: tuple[Use, ...]) -> Step:
    above = rf"\partial {symbol(wanted.output)}"
    shown = rf"{{\frac{{{above}}}{{\partial {symbol(name)}}}}}"
    label = Text("역전파의 기울기", "gradient backward")
    if not through:
        return Step(f"d_{name}", shown, lambda out: 1 + 0 * out if not isinstance(out, Tex) else 1, (name,), label)
    reads = tuple(dict.fromkeys(part for use in through for part in (f"d_{use.node.name}", *_read(use))))

    def formula(*parts: Any) -> Any:
        values = dict(zip(reads, parts, strict=True))
        total = None
        for use in through:
            back = sent_back(use, values, values[f"d_{use.node.name}"])
            total = back if total is None else total + back
        return total

    return Step(
        f"d_{name}",
        shown,
        formula,
        reads,
        label,
        mistakes=gradient_slips(through, wanted.output),
        gradient=None if wanted.exact else (wanted.output, name),
    )


def _read(use: Use) -> tuple[str, ...]:
    return (*use.node.operands, use.node.name)


def working(givens: Givens) -> Working:
    """The Working of this graph."""
    return _working(graph(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """The inputs as exact numbers."""
    return {name: exact(value) for name, value in givens["inputs"].items()}


def asked(givens: Givens) -> tuple[str, ...]:
    """All but the gradient of the output by itself."""
    wanted = graph(givens)
    return tuple(step.name for step in working(givens).steps if step.name != f"d_{wanted.output}")


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A graph of the course with new numbers."""
    name = params.get("graph") or draws.choice("graph", tuple(TEMPLATES))
    template = TEMPLATES[name]
    inputs = {key: draws.decimal(key, *grid) for key, grid in template.inputs.items()}
    return {"inputs": inputs, "nodes": [list(node) for node in template.nodes], "output": template.output}


def statement(givens: Givens) -> Text:
    """The inputs, the nodes one by one, and what to give."""
    wanted = graph(givens)
    numbers = r",\quad ".join(f"{symbol(name)} = {value}" for name, value in givens["inputs"].items())
    values = {name: Tex(symbol(name)) for name in (*wanted.inputs, *(node.name for node in wanted.nodes))}
    lines = [
        f"$${symbol(node.name)} = {OPERATIONS[node.operation].formula(*[values[one] for one in node.operands])}$$"
        for node in wanted.nodes
    ]
    return joined(
        [
            Text(
                "다음 계산 그래프의 순전파와 역전파를 손으로 계산하십시오. 식 하나가 노드 하나입니다.",
                "Work this computational graph by hand, forwards and backwards. Each line is one node.",
            ),
            same("\n\n".join(lines)),
            same(f"$${numbers}$$"),
            _sigma(wanted) + _task(symbol(wanted.output)),
        ],
        "\n\n",
    )


def _sigma(wanted: Graph) -> Text:
    """What is meant by the letter, where it stands."""
    if all(node.operation != "sigmoid" for node in wanted.nodes):
        return same("")
    return Text(r"$\sigma$는 시그모이드 함수입니다. ", r"$\sigma$ is the sigmoid. ")


def _task(out: str) -> Text:
    start = rf"$\frac{{\partial {out}}}{{\partial {out}}} = 1$"
    return Text(
        f"모든 노드의 값과, 각 값에 대한 ${out}$의 편미분을 구하십시오. 역전파는 출력의 {start}에서 시작합니다.",
        f"Give the value of every node and the partial derivative of ${out}$ by every quantity. The way back starts "
        f"with {start}.",
    )


FAMILY = Family(
    id="graph.network",
    version="1.0",
    title=Text("계산 그래프의 순전파와 역전파", "A computational graph forwards and backwards"),
    topics=("graphs", "backprop"),
    coverage=("C-051", "C-053", "C-054", "C-055", "C-056", "C-057", "C-058", "C-059"),
    given=(Parameter("inputs", _inputs), Parameter("nodes", _nodes), Parameter("output", _named, required=False)),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    picture=picture,
    params={"graph": Setting(read.one_of(*TEMPLATES), Text("그래프의 이름", "the graph"))},
    checked=checked,
)
