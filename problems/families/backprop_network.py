"""Backpropagation by hand in a dense network of any depth, for one example or a batch."""

from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import Parameter, Setting
from problems.network import wording
from problems.network.picture import picture
from problems.network.shape import (
    FITTING,
    Shape,
    averaged_over,
    checked,
    environment,
    read_matrices,
    read_names,
    read_vectors,
    shape,
)
from problems.network.working import network_working
from problems.variant import Givens
from reference.losses import LOSSES
from reference.readings import floats
from reference.text import Text, joined, same
from reference.working import Working


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return network_working(shape(givens))


def asked(givens: Givens) -> tuple[str, ...]:
    """Forward, loss, deltas, gradients and new weights; not the second forward pass."""
    return tuple(
        step.name for step in working(givens).steps if step.name.startswith(_FIRST_PASS) and not _second(step.name)
    )


_FIRST_PASS = ("z", "a", "loss", "delta", "dW", "db", "W", "b")


def _second(name: str) -> bool:
    return name.endswith("_new") and name[0] not in "Wb"


PARAMS = {
    "layers": Setting(
        read.several(read.count(1, 5), 2, 5),
        Text("층별 유닛 수. 예: [2, 3, 1]", "units per layer, such as [2, 3, 1]"),
    ),
    "activations": Setting(read_names, Text("층별 활성화 함수", "the activation of each layer")),
    "loss": Setting(read.one_of(*LOSSES), Text("손실 함수", "the loss")),
    "bias": Setting(read.flag, Text("편향을 쓸지 여부", "whether there are biases")),
}


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A small network: 2-2-1 or 2-2-2 or 3-2-1, sigmoid or tanh inside, a squared error."""
    units = list(params.get("layers") or draws.choice("layers", ((2, 2, 1), (2, 2, 2), (3, 2, 1))))
    inner = draws.choice("inner", ("sigmoid", "sigmoid", "tanh"))
    loss = params.get("loss") or draws.choice("loss", ("mse", "half_mse", "half_sum"))
    names = list(params.get("activations") or [*[inner] * (len(units) - 2), FITTING.get(loss, "sigmoid")])
    givens: dict[str, Any] = {
        "x": [draws.decimal(f"x{i}", "0.3", "0.95", "0.05") for i in range(units[0])],
        "y": _targets(draws, units[-1], loss),
        "W": [_weights(draws, layer, units) for layer in range(1, len(units))],
        "b": [_biases(draws, layer, units[layer]) for layer in range(1, len(units))]
        if params.get("bias", True)
        else None,
        "activations": names,
        "loss": loss,
        "eta": draws.choice("eta", ("0.5", "0.6", "0.7", "0.8", "0.9")),
        "train_bias": True,
    }
    return givens if _far_from_zero(givens) else None


def _far_from_zero(givens: dict[str, Any]) -> bool:
    """Near 0 a sigmoid is 0.5 and its slope 0.25, which a guess would hit, and a tanh is its own argument."""
    checked(givens)
    values = working(givens).evaluate(floats(environment(givens)))
    curved = [layer for layer, name in enumerate(givens["activations"], 1) if name in {"sigmoid", "tanh"}]
    return all((abs(values[f"z{layer}"]) >= 0.35).all() for layer in curved)


def _targets(draws: Draws, outputs: int, loss: str) -> list[int]:
    if loss == "ce":
        hot = draws.integer("hot", 0, outputs - 1)
        return [int(k == hot) for k in range(outputs)]
    return [draws.integer(f"y{k}", 0, 1) for k in range(outputs)]


def _weights(draws: Draws, layer: int, units: list[int]) -> list[list[str]]:
    low = "0.4" if layer > 1 else "0.2"
    return [
        [draws.signed(f"W{layer}/{i}/{j}", low, "1.2", "0.05") for j in range(units[layer - 1])]
        for i in range(units[layer])
    ]


def _biases(draws: Draws, layer: int, units: int) -> list[str]:
    return [draws.signed(f"b{layer}/{i}", "0.1", "0.5", "0.05") for i in range(units)]


def statement(givens: Givens) -> Text:
    """The question with its numbers."""
    wanted = shape(givens)
    sizes = "-".join(map(str, wanted.units))
    intro = Text(
        f"{sizes} 신경망입니다. $W^{{(l)}}$의 $i$번째 행은 $l$층의 $i$번째 유닛으로 **들어가는** "
        r"가중치이고, $\varphi^{(l)}$은 $l$층의 활성화 함수, $\delta^{(l)} = \partial L / \partial z^{(l)}$입니다."
        + _sigma(wanted, " $\\sigma$는 시그모이드 함수입니다."),
        f"A {sizes} network. Row $i$ of $W^{{(l)}}$ holds the weights **into** unit $i$ of layer "
        r"$l$, $\varphi^{(l)}$ is the activation of layer $l$, and $\delta^{(l)} = \partial L / \partial z^{(l)}$."
        + _sigma(wanted, " $\\sigma$ is the sigmoid."),
    )
    task = Text(
        "순전파와 역전파를 손으로 계산하고, 경사 하강법으로 한 번 갱신하십시오. "
        "모든 기울기는 갱신하기 **전**의 가중치로 구합니다.",
        "Work the forward and the backward pass by hand and update once by gradient descent. "
        "Every gradient uses the weights from **before** the update.",
    )
    return joined([intro, _rules(wanted), same(_numbers(givens, wanted)), task], "\n\n")


def _sigma(wanted: Shape, sentence: str) -> str:
    return sentence if {"sigmoid", "swish"} & set(wanted.activations) else ""


def _rules(wanted: Shape) -> Text:
    losses = {
        "mse": r"L = \frac{1}{N}\sum (y - \hat{y})^2",
        "half_mse": r"L = \frac{1}{2N}\sum (y - \hat{y})^2",
        "half_sum": r"L = \frac{1}{2}\sum (y - \hat{y})^2",
        "bce": r"L = -\frac{1}{N}\sum \left[y \ln \hat{y} + (1-y)\,\ln(1-\hat{y})\right]",
        "ce": r"L = -\frac{1}{N}\sum y \ln \hat{y}",
    }
    counted = LOSSES[wanted.loss].averages
    n = "" if counted == "nothing" else rf",\quad N = {averaged_over(wanted)}"
    kept = Text("", "")
    if wanted.biased and not wanted.train_bias:
        kept = Text("편향은 갱신하지 않습니다.", "The biases are not trained.")
    layers = same(rf"$${wording.activations(wanted)},\quad \hat{{y}} = a^{{({wanted.layers})}}$$")
    loss = same(f"$${losses[wanted.loss]}{n}$$")
    lines = [wording.rule(wanted), layers, wording.definitions(wanted), loss, kept]
    return joined([line for line in lines if line.en], "\n\n")


def _numbers(givens: Givens, wanted: Shape) -> str:
    x, y = wording.as_column(givens["x"]), wording.as_column(givens["y"])
    lines = [rf"x = {x},\quad y = {y},\quad \eta = {givens['eta']}", *wording.matrices(givens, wanted)]
    return "\n\n".join(f"$${line}$$" for line in lines)


FAMILY = Family(
    id="backprop.network",
    version="1.0",
    title=Text("신경망의 역전파", "Backpropagation in a dense network"),
    topics=("backprop", "gradient descent"),
    coverage=(
        "C-011",
        "C-012",
        "C-014",
        "C-033",
        "C-045",
        "C-046",
        "C-047",
        "C-060",
        "C-062",
        "C-063",
        "C-064",
        "C-065",
    ),
    given=(
        Parameter("x", read.numbers_or_rows),
        Parameter("y", read.numbers_or_rows),
        Parameter("W", read_matrices),
        Parameter("b", read_vectors, default=None, required=False),
        Parameter("activations", read_names),
        Parameter("loss", read.one_of(*LOSSES), default="mse", required=False),
        Parameter("eta", read.number),
        Parameter("train_bias", read.flag, default=True, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    picture=picture,
    params=PARAMS,
    checked=checked,
)
