"""The 2-2-1 network of the lecture, drawn: its givens, the values of both passes, the first wrong one."""

from problems.pictures.network import Layer, Unit, network
from problems.pictures.quantity import Quantity
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.text import Text, same

_SECOND_PASS = frozenset(f"{name}_new" for name in ("a1", "a2", "h1", "h2", "a3", "yhat", "E"))


def picture(givens: Givens, shown: Shown) -> Picture:
    """The first pass with gradients and new weights; the second pass when the first slip is there."""
    new = "_new" if shown.wrong in _SECOND_PASS else ""
    layers = (
        Layer(tuple(Unit((Quantity(f"$x_{i}$", str(givens[f"x{i}"])),)) for i in (1, 2)), _INPUTS),
        Layer(tuple(_hidden(i, shown, new) for i in (1, 2)), _HIDDEN, _wires(_INTO_HIDDEN, givens, shown, new)),
        Layer((_output(shown, new),), _OUTPUT, _wires((("w5", "w6"),), givens, shown, new)),
        Layer((_error(givens, shown, new),), _ERROR),
    )
    named = same(shown.wrong or "")
    return network(layers, _SECOND if new else _TITLE, shown.said(named, _description(layers)))


_INTO_HIDDEN = (("w1", "w3"), ("w2", "w4"))


def _raised(symbol: str, new: str) -> str:
    return f"${symbol}^{{new}}$" if new else f"${symbol}$"


def _hidden(i: int, shown: Shown, new: str) -> Unit:
    rows = shown.rows(
        (_raised(f"a_{i}", new), f"a{i}{new}", ()),
        (_raised(f"h_{i}", new), f"h{i}{new}", ()),
        *(() if new else ((f"$∂h_{i}/∂a_{i}$", f"dh{i}_da{i}", (), True),)),
    )
    return Unit(rows or (Quantity(f"$h_{i}$"),))


def _output(shown: Shown, new: str) -> Unit:
    rows = shown.rows(
        (_raised("a_3", new), f"a3{new}", ()),
        (_raised("ŷ", new), f"yhat{new}", ()),
        *(() if new else (("$∂ŷ/∂a_3$", "dyhat_da3", (), True),)),
    )
    return Unit(rows or (Quantity("$ŷ$"),))


def _error(givens: Givens, shown: Shown, new: str) -> Unit:
    target = Quantity("$y$", str(givens["y"]))
    error = shown.rows((_raised("E", new), f"E{new}", ())) or (Quantity("$E$"),)
    slope = () if new else shown.rows(("$∂E/∂ŷ$", "dE_dyhat", (), True))
    return Unit((target, *error, *slope), apart=True)


def _wires(
    names: tuple[tuple[str, str], ...], givens: Givens, shown: Shown, new: str
) -> tuple[tuple[tuple[Quantity, ...], ...], ...]:
    return tuple(tuple(_weight(name, givens, shown, new) for name in row) for row in names)


def _weight(name: str, givens: Givens, shown: Shown, new: str) -> tuple[Quantity, ...]:
    symbol = f"w_{name[1]}"
    updated = shown.rows((_raised(symbol, "new"), f"{name}_new", ()))
    if new and updated:
        return updated
    given = Quantity(f"${symbol}$", str(givens[name]))
    return (given, *shown.rows((f"$∂E/∂{symbol}$", f"d{name}", (), True)), *updated)


def _description(layers: tuple[Layer, ...]) -> Text:
    return _WIRED + same("; ".join(quantity for layer in layers for quantity in _listed(layer)) + ".")


def _listed(layer: Layer) -> list[str]:
    rows = [*layer.labels, *(unit.rows for unit in layer.units)]
    return [quantity.text for line in rows for quantity in line if quantity.value is not None]


_TITLE = Text("2-2-1 신경망", "The 2-2-1 network")
_SECOND = Text("가중치를 갱신한 뒤의 2-2-1 신경망", "The 2-2-1 network after the update")
_INPUTS = Text("입력", "inputs")
_HIDDEN = Text("은닉층", "hidden layer")
_OUTPUT = Text("출력", "output")
_ERROR = Text("오차", "error")
_WIRED = Text(
    "x₁에서 나가는 선이 w₁과 w₂, x₂에서 나가는 선이 w₃과 w₄이고, w₅와 w₆은 h₁과 h₂에서 출력으로 갑니다. ",
    "w₁ and w₂ leave x₁, w₃ and w₄ leave x₂; w₅ and w₆ lead from h₁ and h₂ to the output. ",
)
