"""Computational graphs: nodes with their local slopes, and the reverse pass.

A node's gradient by an operand is what comes back to it (the gradient of the graph's output by the node) times the
local slope. A quantity that goes into several nodes gets the sum of what comes back from each.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reference.activations import RELU, SIGMOID, TANH, sigmoid_slope, tanh_slope
from reference.vocabulary import exp, log, positive

Formula = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """`formula(*operands)`; `slopes[i](*operands, out)` is the local slope by operand i.

    `exact`: of rational operands it is rational, with a short decimal if theirs are.
    """

    name: str
    formula: Formula
    slopes: tuple[Formula, ...]
    exact: bool = True

    @property
    def arity(self) -> int:
        return len(self.slopes)


def _one(*_values: Any) -> int:
    return 1


OPERATIONS: dict[str, Operation] = {
    operation.name: operation
    for operation in (
        Operation("add", lambda x, y: x + y, (_one, _one)),
        Operation("sub", lambda x, y: x - y, (_one, lambda *_values: -1)),
        Operation("mul", lambda x, y: x * y, (lambda _x, y, _out: y, lambda x, _y, _out: x)),
        Operation("div", lambda x, y: x / y, (lambda _x, y, _out: 1 / y, lambda x, y, _out: -x / y**2), exact=False),
        Operation("square", lambda x: x**2, (lambda x, _out: 2 * x,)),
        Operation("exp", exp, (lambda _x, out: out,), exact=False),
        Operation("log", log, (lambda x, _out: 1 / x,), exact=False),
        Operation("sigmoid", SIGMOID, (lambda _x, out: sigmoid_slope(out),), exact=False),
        Operation("tanh", TANH, (lambda _x, out: tanh_slope(out),), exact=False),
        Operation("relu", RELU, (lambda x, _out: positive(x),)),
    )
}


@dataclass(frozen=True, slots=True)
class Node:
    """One node: the name of what comes out, the operation, and the names of what goes in."""

    name: str
    operation: str
    operands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """One way in which a quantity goes on: the node, and the place of the operand."""

    node: Node
    place: int

    def local_slope(self, values: Mapping[str, Any]) -> Any:
        """The node's slope by this operand."""
        operation = OPERATIONS[self.node.operation]
        return operation.slopes[self.place](*[values[name] for name in self.node.operands], values[self.node.name])


def uses(nodes: tuple[Node, ...], name: str) -> tuple[Use, ...]:
    """Where a quantity goes into nodes, in order."""
    return tuple(Use(node, place) for node in nodes for place, operand in enumerate(node.operands) if operand == name)


def sent_back(each: Use, values: Mapping[str, Any], back: Any) -> Any:
    """What comes back through one use: the gradient by the node's output, times the local slope."""
    slope = each.local_slope(values)
    return back if isinstance(slope, int) and slope == 1 else back * slope


def reverse(nodes: tuple[Node, ...], values: Mapping[str, Any], output: str) -> dict[str, Any]:
    """The gradient of the output by every quantity that it depends on, by one pass from the back."""
    gradients: dict[str, Any] = {output: 1}
    for name in reversed([*dict.fromkeys(n for node in nodes for n in node.operands), *(n.name for n in nodes)]):
        through = [u for u in uses(nodes, name) if u.node.name in gradients]
        for each in through:
            gradients[name] = gradients.get(name, 0) + sent_back(each, values, gradients[each.node.name])
    return gradients
