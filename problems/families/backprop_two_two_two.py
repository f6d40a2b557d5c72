"""Backpropagation by hand in a 2-2-2 sigmoid network without biases, factor by factor."""

from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter
from problems.network.two_two_two import BOTH, CELLS, two_two_two, weight_name
from problems.network.two_two_two_picture import picture
from problems.variant import Givens
from reference.readings import exact, floats
from reference.text import Text, joined, same
from reference.working import Working


def working(_givens: Givens) -> Working:
    """One network, one Working."""
    return two_two_two()


def environment(givens: Givens) -> dict[str, Any]:
    """Every number by its own name, exactly."""
    values = {f"a1_{i}": exact(givens["x"][i - 1]) for i in BOTH} | {f"y{k}": exact(givens["y"][k - 1]) for k in BOTH}
    for layer in BOTH:
        for k, j in CELLS:
            values[weight_name(layer, k, j)] = exact(givens[f"W{layer}"][k - 1][j - 1])
    return values | {"eta": exact(givens["eta"])}


def checked(givens: Givens) -> None:
    """Two of everything."""
    for name in ("x", "y", "W1", "W2"):
        if len(givens[name]) != 2:
            raise GivensError(Text(f"{name}: 값이 2개 있어야 합니다.", f"{name} must hold two."))
    for name in ("W1", "W2"):
        if len(givens[name][0]) != 2:
            raise GivensError(
                Text(f"{name}: 행마다 값이 2개 있어야 합니다.", f"each row of {name} must hold two numbers.")
            )


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """Each target is what its output is further from: large errors can be told apart to their last digit."""
    high = draws.choice("higher", BOTH)
    low, top = draws.decimal("low", "0.4", "0.65", "0.05"), draws.decimal("high", "0.75", "0.95", "0.05")
    givens: dict[str, Any] = {
        "x": [top, low] if high == 1 else [low, top],
        "y": [0, 0],
        "W1": [_row(draws, 1, k, ("0.35", "1.4")) for k in BOTH],
        "W2": [_row(draws, 2, k, ("0.5", "1.6")) for k in BOTH],
        "eta": draws.choice("eta", ("0.5", "0.6", "0.7")),
    }
    values = two_two_two().evaluate(floats(environment(givens)))
    givens["y"] = [int(values[f"a3_{k}"] < 0.5) for k in BOTH]
    # Near 0 an output is near 0.5 and its slope near 0.25, which a guess would hit.
    return givens if all(abs(values[f"z{layer}_{k}"]) >= 0.25 for layer in (2, 3) for k in BOTH) else None


def _row(draws: Draws, layer: int, k: int, size: tuple[str, str]) -> list[str]:
    return [draws.signed(weight_name(layer, k, j), *size, "0.05") for j in BOTH]


def asked(_givens: Givens) -> tuple[str, ...]:
    """The forward pass, every factor but ③, which is a copy, both layers' deltas, the update."""
    hidden = (*(f"z2_{k}" for k in BOTH), *(f"a2_{k}" for k in BOTH))
    output = (*(f"z3_{k}" for k in BOTH), *(f"a3_{k}" for k in BOTH), "J1", "J2", "J_total")
    factors = [name for k in BOTH for name in (f"dJ{k}_da3_{k}", f"da3_{k}_dz3_{k}", f"delta3_{k}")]
    second = (*(f"d{weight_name(2, *cell)}" for cell in CELLS), *(f"{weight_name(2, *cell)}_new" for cell in CELLS))
    back_to_hidden = [name for j in BOTH for name in (f"dJ_da2_{j}", f"da2_{j}_dz2_{j}", f"delta2_{j}")]
    first = (*(f"d{weight_name(1, *cell)}" for cell in CELLS), *(f"{weight_name(1, *cell)}_new" for cell in CELLS))
    return (*hidden, *output, *factors, *second, *back_to_hidden, *first)


def statement(givens: Givens) -> Text:
    """The question with its numbers and its index order."""
    (x1, x2), (y1, y2) = givens["x"], givens["y"]
    intro = Text(
        "입력이 2개, 은닉 유닛이 2개, 출력이 2개인 신경망입니다. 편향은 없고, 활성화 함수는 모두 시그모이드 "
        r"$\sigma(z) = \frac{1}{1 + e^{-z}}$입니다. 입력층이 1층이고, $w_{k,j}^{(l)}$은 $l$층의 유닛 $j$에서 다음 층의 "
        "유닛 $k$로 **들어가는** 가중치입니다. 곧 첨자의 순서는 (도착, 출발)입니다.",
        "A network with two inputs, two hidden units and two outputs. It has no biases, and every activation is the "
        r"sigmoid $\sigma(z) = \frac{1}{1 + e^{-z}}$. The input is layer 1, and $w_{k,j}^{(l)}$ leads from unit $j$ of "
        "layer $l$ **into** unit $k$ of the next layer: the indices are (to, from).",
    )
    rules = (
        r"$$z_k^{(l+1)} = w_{k,1}^{(l)} a_1^{(l)} + w_{k,2}^{(l)} a_2^{(l)},\quad a_k^{(l+1)} = \sigma(z_k^{(l+1)})$$"
        "\n\n"
        r"$$J_k = \frac{1}{2}(a_k^{(3)} - y_k)^2,\quad J_{\text{total}} = J_1 + J_2,\quad "
        r"\delta_k^{(l)} = \frac{\partial J_{\text{total}}}{\partial z_k^{(l)}}$$"
    )
    data = rf"a_1^{{(1)}} = {x1},\; a_2^{{(1)}} = {x2},\; y_1 = {y1},\; y_2 = {y2},\; \eta = {givens['eta']}"
    task = Text(
        "순전파를 계산한 다음, 기울기를 인수별로 구하고 경사 하강법으로 모든 가중치를 한 번 갱신하십시오. 출력층의 "
        "기울기는 세 인수의 곱이며, 인수를 차례로 ①, ②, ③이라고 합니다.",
        "Work the forward pass, then find the gradients factor by factor and update every weight by one step of "
        "gradient descent. A gradient of the output layer is a product of three factors, called ①, ② and ③ in turn:",
    )
    factors = same(
        r"$$\frac{\partial J_{\text{total}}}{\partial w_{k,j}^{(2)}} = "
        r"\frac{\partial J_k}{\partial a_k^{(3)}} \cdot \frac{\partial a_k^{(3)}}{\partial z_k^{(3)}} \cdot "
        r"\frac{\partial z_k^{(3)}}{\partial w_{k,j}^{(2)}}$$"
    )
    order = Text(
        "모든 기울기는 갱신하기 **전**의 가중치로 구합니다.",
        "Every gradient uses the weights from **before** the update.",
    )
    weights = [rf"$$W^{{({n})}} = {_matrix(givens[f'W{n}'])}$$" for n in BOTH]
    return joined([intro, same(rules), same(f"$${data}$$"), *map(same, weights), task, factors, order], "\n\n")


def _matrix(rows: Any) -> str:
    body = r" \\ ".join(" & ".join(str(cell) for cell in row) for row in rows)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


FAMILY = Family(
    id="backprop.two_two_two",
    version="1.0",
    title=Text("2-2-2 신경망의 역전파, 인수별로", "Backpropagation in a 2-2-2 network, factor by factor"),
    topics=("backprop", "gradient descent"),
    coverage=("C-014", "C-033", "C-047", "C-060", "C-061", "C-062", "C-063", "C-064"),
    given=(
        Parameter("x", read.numbers),
        Parameter("y", read.numbers),
        Parameter("W1", read.rows),
        Parameter("W2", read.rows),
        Parameter("eta", read.number),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    picture=picture,
    params={},
    checked=checked,
)
