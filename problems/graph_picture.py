"""The graphs of `graph.network`, drawn: the operations, the inputs, and what was worked out in both directions."""

from problems.pictures.graph import Node, graph
from problems.pictures.quantity import Quantity
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.text import Text

MOST_NODES = 20
"""A longer graph would be a strip that nobody can read."""

_SIGNS = {
    "add": "+",
    "sub": "−",
    "mul": "×",
    "div": "÷",
    "square": "$x^2$",
    "sigmoid": "$σ$",
    "relu": "ReLU",
}
"""What stands in a node; other operations go by their name."""


def picture(givens: Givens, shown: Shown) -> Picture | None:
    """Inputs with their numbers and nodes by name; once known, every value and every gradient."""
    if len(givens["inputs"]) + len(givens["nodes"]) > MOST_NODES:
        return None
    inputs = [
        Node(name, _name(name), (), Quantity("", str(value)), _gradient(name, shown))
        for name, value in givens["inputs"].items()
    ]
    nodes = [
        Node(name, _SIGNS.get(operation, operation), tuple(operands), _value(name, shown), _gradient(name, shown))
        for name, operation, *operands in givens["nodes"]
    ]
    drawn = graph([*inputs, *nodes])
    wrong = Text(shown.wrong or "", shown.wrong or "")
    return drawn.described(drawn.title, shown.said(wrong, drawn.description))


def _name(name: str) -> str:
    """A letter or two as a symbol, a word as it is."""
    if len(name) > 2 or "_" in name:
        return name
    return f"${name[0]}_{name[1]}$" if len(name) == 2 else f"${name}$"


def _value(name: str, shown: Shown) -> Quantity:
    return Quantity(_name(name), shown.text(name), state=shown.state(name))


def _gradient(name: str, shown: Shown) -> Quantity | None:
    step = f"d_{name}"
    text = shown.text(step)
    return None if text is None else Quantity("", text, gradient=True, state=shown.state(step))
