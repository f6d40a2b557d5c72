"""What a network's statement says of its layers: the rule, the activations and their definitions, its numbers."""

from typing import Any

from problems.network.shape import Shape
from problems.network.working import activation_named
from problems.variant import Givens
from reference.shaped_activations import SHAPED
from reference.text import Text, joined, same

_PLAIN = {
    "identity": r"\mathrm{id}(z) = z",
    "relu": r"\operatorname{ReLU}(z) = \max(0, z)",
    "sign": r"\operatorname{sign}(z) = \begin{cases} 1 & z > 0 \\ 0 & z = 0 \\ -1 & z < 0 \end{cases}",
    "step": r"\operatorname{step}(z) = \begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}",
    "softmax": r"\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_{k} e^{z_k}}",
}


def rule(wanted: Shape) -> Text:
    """z and a of a layer."""
    bias = " + b^{(l)}" if wanted.biased else ""
    return same(
        rf"$$z^{{(l)}} = W^{{(l)}} a^{{(l-1)}}{bias},\quad a^{{(l)}} = \varphi^{{(l)}}(z^{{(l)}}),\quad a^{{(0)}} = x$$"
    )


def activations(wanted: Shape) -> str:
    """Which function each layer has, as TeX."""
    return r",\quad ".join(
        rf"\varphi^{{({i})}} = {{{activation_named(name).symbol}}}" for i, name in enumerate(wanted.activations, 1)
    )


def definitions(wanted: Shape) -> Text:
    """Of the functions that not everybody writes alike, with the value of their parameter."""
    lines = [same(f"$${text}$$") for text in map(_definition, dict.fromkeys(wanted.activations)) if text]
    return joined(lines, "\n\n")


def _definition(name: str) -> str:
    if name not in SHAPED:
        return _PLAIN.get(name, "")
    record = SHAPED[name]
    values = "".join(rf",\quad \{parameter} = {value}" for parameter, value in record.parameters.items())
    return rf"{record.symbol}(z) = {record.cases}{values}"


def matrices(givens: Givens, wanted: Shape) -> list[str]:
    """Weights and biases of each layer as TeX, a line each."""
    lines = []
    for layer, W in enumerate(givens["W"], 1):
        line = rf"W^{{({layer})}} = {as_matrix(W)}"
        if wanted.biased:
            line += rf",\quad b^{{({layer})}} = {as_column(givens['b'][layer - 1])}"
        lines.append(line)
    return lines


def as_column(value: Any) -> str:
    """A vector as a column; rows of a batch as they stand."""
    return as_matrix(value if isinstance(value[0], list) else [[cell] for cell in value])


def as_matrix(rows: Any) -> str:
    """Rows as they stand."""
    body = r" \\ ".join(" & ".join(str(cell) for cell in row) for row in rows)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
