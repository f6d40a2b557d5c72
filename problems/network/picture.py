"""A dense network drawn from the givens of `backprop.network` or `network.forward`: units, weights, values so far.

Of a batch, whose units have a value for each example, weights and biases are shown; a wrong matrix of one is shown
as what it is.
"""

from typing import Any

from problems.network.shape import Shape, shape
from problems.pictures.heat_map import heat_map
from problems.pictures.network import Layer, Unit, network
from problems.pictures.quantity import Quantity
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.text import Text, joined, same

MOST_UNITS, MOST_WIRES = 6, 80
"""A bigger network would be a picture of lines."""

_UNIT_WISE = ("z", "a", "delta")


def picture(givens: Givens, shown: Shown) -> Picture | None:
    """The first pass with gradients and new weights; the second pass when the first slip is there."""
    wanted = shape(givens)
    if shown.wrong and wanted.count and shown.wrong.startswith(_UNIT_WISE):
        return _matrix(shown, shown.wrong)
    wires = sum(n * m for n, m in zip(wanted.units, wanted.units[1:], strict=False))
    if max(wanted.units) > MOST_UNITS or wires > MOST_WIRES:
        return _matrix(shown, shown.wrong) if shown.wrong else None
    new = "_new" if shown.wrong and shown.wrong.endswith("_new") and shown.wrong[0] not in "Wb" else ""
    inputs = Layer(tuple(_input(i, givens, wanted) for i in range(wanted.units[0])), Text("입력층", "inputs"))
    layers = (inputs, *(_layer(at, givens, wanted, shown, new) for at in range(1, wanted.layers + 1)))
    end = (Layer((_loss(givens, wanted, shown, new),), Text("손실", "loss")),) if wanted.loss else ()
    sizes = "-".join(map(str, wanted.units))
    title = Text(f"{sizes} 신경망", f"A {sizes} network")
    drawn = (*layers, *end)
    return network(drawn, title, shown.said(same(shown.wrong or ""), _description(drawn, title)))


def _input(i: int, givens: Givens, wanted: Shape) -> Unit:
    return Unit((Quantity(f"$x_{i + 1}$", None if wanted.count else str(givens["x"][i])),))


def _layer(at: int, givens: Givens, wanted: Shape, shown: Shown, new: str) -> Layer:
    name = Text("출력층", "outputs") if at == wanted.layers else Text(f"은닉층 {at}", f"hidden layer {at}")
    if wanted.layers == 2 and at == 1:
        name = Text("은닉층", "hidden layer")
    units = tuple(
        _unit(at, i, givens, wanted, shown) if not new else _unit_again(at, i, wanted, shown)
        for i in range(wanted.units[at])
    )
    cells = [[(i, j) for j in range(wanted.units[at - 1])] for i in range(wanted.units[at])]
    return Layer(units, name, tuple(tuple(_weight(at, cell, givens, shown, new) for cell in row) for row in cells))


def _unit(at: int, i: int, givens: Givens, wanted: Shape, shown: Shown) -> Unit:
    bias = (Quantity(f"$b_{i + 1}$", str(givens["b"][at - 1][i])),) if wanted.biased else ()
    cell = (i,)
    own = () if wanted.count else shown.rows((f"$z_{i + 1}$", f"z{at}", cell), (f"$a_{i + 1}$", f"a{at}", cell))
    sent = () if wanted.count else shown.rows((f"$δ_{i + 1}$", f"delta{at}", cell, True))
    trained = shown.rows((f"$∂L/∂b_{i + 1}$", f"db{at}", cell, True), (f"$b_{i + 1}^{{new}}$", f"b{at}_new", cell))
    named = () if own else (Quantity(f"$a_{i + 1}$"),)
    return Unit((*named, *bias, *own, *sent, *trained))


def _unit_again(at: int, i: int, wanted: Shape, shown: Shown) -> Unit:
    cell = (i,)
    bias = shown.rows((f"$b_{i + 1}^{{new}}$", f"b{at}_new", cell)) if wanted.train_bias else ()
    own = shown.rows((f"$z_{i + 1}^{{new}}$", f"z{at}_new", cell), (f"$a_{i + 1}^{{new}}$", f"a{at}_new", cell))
    return Unit((*bias, *own) or (Quantity(f"$a_{i + 1}$"),))


def _weight(at: int, cell: tuple[int, int], givens: Givens, shown: Shown, new: str) -> tuple[Quantity, ...]:
    i, j = cell
    symbol = f"W_{{{i + 1}{j + 1}}}"
    updated = shown.rows((f"${symbol}^{{new}}$", f"W{at}_new", cell))
    if new and updated:
        return updated
    given = Quantity(f"${symbol}$", str(givens["W"][at - 1][i][j]))
    return (given, *shown.rows((f"$∂L/∂{symbol}$", f"dW{at}", cell, True)), *updated)


def _loss(givens: Givens, wanted: Shape, shown: Shown, new: str) -> Unit:
    targets: tuple[Quantity, ...] = ()
    if not wanted.count:
        one = len(givens["y"]) == 1
        targets = tuple(Quantity("$y$" if one else f"$y_{k}$", str(y)) for k, y in enumerate(givens["y"], 1))
    value = shown.rows(("$L^{new}$" if new else "$L$", f"loss{new}", ()))
    return Unit((*targets, *(value or (Quantity("$L$"),))), apart=True)


def _matrix(shown: Shown, wrong: str) -> Picture | None:
    """The wrong values alone, as they were handed in."""
    rows = shown.values.get(wrong)
    if not isinstance(rows, list) or not rows:
        return None
    table: list[list[Any]] = rows if isinstance(rows[0], list) else [[cell] for cell in rows]
    cells = shown.cells or {(i, j) for i, row in enumerate(table) for j in range(len(row))}
    drawn = heat_map(table, name=same(wrong), wrong=[(cell[0], cell[1] if len(cell) > 1 else 0) for cell in cells])
    return drawn.described(drawn.title, shown.said(same(wrong), drawn.description))


def _description(layers: tuple[Layer, ...], title: Text) -> Text:
    sizes = joined(
        [_LISTED.format(name=layer.name, rows="; ".join(_listed(layer))) for layer in layers if _listed(layer)]
    )
    return title + same(". ") + sizes


def _listed(layer: Layer) -> list[str]:
    rows = [*layer.labels, *(unit.rows for unit in layer.units)]
    return [quantity.text for line in rows for quantity in line if quantity.value is not None]


_LISTED = Text("{name}: {rows}.", "{name}: {rows}.")
