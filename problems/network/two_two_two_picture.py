"""The 2-2-2 network of the lecture, drawn: its givens, the factors of both layers, the first wrong one.

Layers are counted from the inputs, and indices read (to, from), as in the statement.
"""

from problems.network.two_two_two import BOTH, weight_name
from problems.pictures.network import Layer, Unit, network
from problems.pictures.quantity import Quantity
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.text import Text, same

Wanted = tuple[str, str, tuple[int, ...], bool]


def picture(givens: Givens, shown: Shown) -> Picture:
    """The first pass with factors and new weights; the second pass when the first slip is there."""
    wrong = shown.wrong or ""
    new = "_new" if wrong.endswith("_new") and not wrong.startswith("w") else ""
    layers = (
        Layer(tuple(Unit((Quantity(f"$a_{i}$", str(x)),)) for i, x in enumerate(givens["x"], 1)), _INPUTS),
        Layer(tuple(_unit(2, k, shown, new) for k in BOTH), _HIDDEN, _wires(1, givens, shown, new)),
        Layer(tuple(_unit(3, k, shown, new) for k in BOTH), _OUTPUTS, _wires(2, givens, shown, new)),
        Layer((_error(givens, shown, new),), _ERROR),
    )
    listed = "; ".join(quantity.text for layer in layers for quantity in _known(layer))
    return network(layers, _SECOND if new else _TITLE, shown.said(same(wrong), _TITLE + same(f". {listed}.")))


def _raised(symbol: str, new: str) -> str:
    return f"${symbol}^{{new}}$" if new else f"${symbol}$"


def _unit(layer: int, k: int, shown: Shown, new: str) -> Unit:
    """z and a; below them the factors that lead back through the unit."""
    above = f"dJ{k}_da3_{k}" if layer == 3 else f"dJ_da2_{k}"
    back: tuple[Wanted, ...] = (
        (f"$∂J/∂a_{k}$", above, (), True),
        (f"$∂a_{k}/∂z_{k}$", f"da{layer}_{k}_dz{layer}_{k}", (), True),
        (f"$δ_{k}$", f"delta{layer}_{k}", (), True),
    )
    rows = shown.rows(
        (_raised(f"z_{k}", new), f"z{layer}_{k}{new}", ()),
        (_raised(f"a_{k}", new), f"a{layer}_{k}{new}", ()),
        *(() if new else back),
    )
    return Unit(rows or (Quantity(f"$a_{k}$"),))


def _wires(layer: int, givens: Givens, shown: Shown, new: str) -> tuple[tuple[tuple[Quantity, ...], ...], ...]:
    return tuple(tuple(_weight(layer, k, j, givens, shown, new) for j in BOTH) for k in BOTH)


def _weight(layer: int, k: int, j: int, givens: Givens, shown: Shown, new: str) -> tuple[Quantity, ...]:
    """The weight, its gradient and the new one. The third factor is a copy and only shown where it is wrong."""
    name, symbol = weight_name(layer, k, j), f"w_{{{k}{j}}}"
    updated = shown.rows((f"${symbol}^{{new}}$", f"{name}_new", ()))
    if new and updated:
        return updated
    third = f"dz3_{k}_d{name}"
    copied = shown.rows((f"$∂z_{k}/∂{symbol}$", third, (), True)) if shown.wrong == third else ()
    given = Quantity(f"${symbol}$", str(givens[f"W{layer}"][k - 1][j - 1]))
    return (given, *copied, *shown.rows((f"$∂J/∂{symbol}$", f"d{name}", (), True)), *updated)


def _error(givens: Givens, shown: Shown, new: str) -> Unit:
    targets = tuple(Quantity(f"$y_{k}$", str(y)) for k, y in enumerate(givens["y"], 1))
    parts = shown.rows(*((_raised(f"J_{k}", new), f"J{k}{new}", ()) for k in BOTH))
    total = shown.rows((_raised("J", new), f"J_total{new}", ())) or (Quantity("$J$"),)
    return Unit((*targets, *parts, *total), apart=True)


def _known(layer: Layer) -> list[Quantity]:
    rows = [*layer.labels, *(unit.rows for unit in layer.units)]
    return [quantity for line in rows for quantity in line if quantity.value is not None]


_TITLE = Text("2-2-2 신경망", "The 2-2-2 network")
_SECOND = Text("가중치를 갱신한 뒤의 2-2-2 신경망", "The 2-2-2 network after the update")
_INPUTS = Text("1층(입력)", "layer 1 (inputs)")
_HIDDEN = Text("2층(은닉층)", "layer 2 (hidden)")
_OUTPUTS = Text("3층(출력)", "layer 3 (outputs)")
_ERROR = Text("오차의 합", "total error")
