"""The gradient on its way back through a chain of units, layer by layer: how it fades, grows, or dies.

The pre-activations are given, so that only the way back is worked. Sigmoid and tanh chains are drawn; with ReLU, which
is worked exactly, a unit whose sum is negative lets nothing through.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.mistakes import backprop as back
from problems.variant import Givens
from reference.activations import ACTIVATIONS
from reference.decimals import without_zeros
from reference.readings import exact
from reference.text import Text, joined, same
from reference.vanishing import STEEPEST, share_left, through
from reference.working import Given, Mistake, Step, Working

NAMES = tuple(STEEPEST)
MOST_LAYERS = 12


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


VALUE_FOR_SLOPE = _got(
    "활성화 함수의 미분 대신 함숫값을 쓰면", "with the value of the activation in place of its slope"
)
STEEPEST_TAKEN = _got(
    "활성화 함수의 기울기로 그 최댓값을 쓰면(기울기는 $z$에 따라 다릅니다)",
    "with the activation's largest slope: the slope depends on $z$",
)
AT_Z = _got("출력 대신 $z$를 미분 공식에 넣으면", "from the formula for the slope with $z$ in place of the output")
OTHER_SIDE = _got(
    "꺼진 유닛(z < 0)의 기울기를 1로, 켜진 유닛의 기울기를 0으로 보면",
    "with the slopes of the two sides of 0 exchanged",
)
PREACTIVATION = _got("기울기 대신 $z$를 쓰면", "with $z$ in place of the slope")
OTHER_WEIGHT = _got(
    "다른 층의 가중치를 쓰면(기울기는 이 층에서 나가는 가중치를 거슬러 옵니다)",
    "with the weight of another layer: the gradient comes back through the weight that leaves this one",
)
SLOPE_ABOVE = _got(
    "이 층이 아니라 다음 층의 활성화 함수의 기울기를 곱하면", "with the slope of the layer above in place of this one's"
)
UPSIDE_DOWN = _got("분자와 분모를 바꾸면", "with numerator and denominator exchanged")
FIRST_ALONE = Text(
    "1층의 델타 그대로입니다. 마지막 층의 델타로 나누십시오.", "This is delta of layer 1: divide by the last one's."
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on."""

    layers: int
    activation: str

    @property
    def exact(self) -> bool:
        return self.activation == "relu"


def _weights(given: str, value: Any) -> list[Any]:
    """None for a single layer."""
    return [] if value == [] else read.numbers(given, value)


def _shape(givens: Givens) -> Shape:
    return Shape(len(givens["z"]), givens["activation"])


def _symbol(letter: str, layer: int) -> str:
    return rf"{{{letter}^{{({layer})}}}}"


def _output(layer: int, wanted: Shape) -> Step:
    activation = ACTIVATIONS[wanted.activation]
    return Step(
        f"a{layer}",
        _symbol("a", layer),
        activation,
        (f"z{layer}",),
        Text(f"{layer}층의 출력", f"output of layer {layer}"),
        domain=activation.bounds,
    )


def _slope(layer: int, wanted: Shape) -> Step:
    activation = ACTIVATIONS[wanted.activation]
    z, a = f"z{layer}", f"a{layer}"
    steepest = float(STEEPEST[wanted.activation])
    if wanted.exact:
        wrong = (
            Mistake("steepest-taken", lambda z: 1 + 0 * z, STEEPEST_TAKEN, (z,)),
            # An echo, since with a slope of 0 whoever writes nothing but zeros would seem to have made this slip.
            Mistake("other-side", lambda z, a: 1 - activation.slope(z, a), OTHER_SIDE, (z, a), echo=True),
            Mistake("pre-activation-for-slope", lambda z: z, PREACTIVATION, (z,), echo=True),
        )
    else:
        wrong = (
            Mistake("steepest-taken", lambda z: steepest + 0 * z, STEEPEST_TAKEN, (z,)),
            Mistake("value-for-slope", lambda a: a, VALUE_FOR_SLOPE, (a,), echo=True),
            Mistake("slope-of-pre-activation", lambda z: activation.slope(z, z), AT_Z, (z,)),
        )
    return Step(
        f"slope{layer}",
        rf"{{f'(z^{{({layer})}})}}",
        activation.slope,
        (z, a),
        Text(f"{layer}층 활성화 함수의 기울기", f"slope of layer {layer}"),
        mistakes=wrong,
        gradient=None if wanted.exact else (a, z),
        integer=wanted.exact,
    )


def _delta(layer: int, wanted: Shape) -> Step:
    slope, label = f"slope{layer}", Text(f"{layer}층의 델타", f"delta of layer {layer}")
    if layer == wanted.layers:
        left_out = Mistake("slope-left-out", lambda arrived: arrived, back.SLOPE_LEFT_OUT, ("dL_da",), echo=True)
        return Step(
            f"delta{layer}",
            _symbol(r"\delta", layer),
            lambda arrived, slope: arrived * slope,
            ("dL_da", slope),
            label,
            mistakes=() if wanted.exact else (left_out,),
        )
    above, weight = f"delta{layer + 1}", f"w{layer + 1}"
    reads = (above, weight, slope)
    wrong = [
        Mistake("slope-left-out", lambda above, weight: above * weight, back.SLOPE_LEFT_OUT, reads[:2]),
        Mistake("weight-left-out", lambda above, slope: above * slope, back.WEIGHT_LEFT_OUT, (above, slope)),
    ]
    if wanted.layers > 2:
        other = f"w{layer + 2}" if layer + 2 <= wanted.layers else f"w{layer}"
        wrong.append(Mistake("other-weight", through, OTHER_WEIGHT, (above, other, slope)))
    if not wanted.exact:
        wrong.append(Mistake("slope-of-layer-above", through, SLOPE_ABOVE, (above, weight, f"slope{layer + 1}")))
    return Step(
        f"delta{layer}",
        _symbol(r"\delta", layer),
        through,
        reads,
        label,
        mistakes=tuple(wrong),
        needs=f"delta{wanted.layers}" if wanted.exact else None,  # the 0 of a dead unit would be a guess
    )


def _ratio(wanted: Shape) -> Step:
    reads = ("delta1", f"delta{wanted.layers}")
    wrong = (
        Mistake("upside-down", lambda first, last: last / first, UPSIDE_DOWN, reads),
        Mistake("first-alone", lambda first: first, FIRST_ALONE, reads[:1], echo=True),
    )
    return Step(
        "ratio",
        "r",
        share_left,
        reads,
        Text("1층에 남은 비율", "what is left in layer 1"),
        mistakes=wrong,
        decimals=5,
    )


@cache
def _working(wanted: Shape) -> Working:
    down = range(wanted.layers, 0, -1)
    sums = (Given(f"z{layer}", _symbol("z", layer)) for layer in range(1, wanted.layers + 1))
    weights = (Given(f"w{layer}", _symbol("w", layer)) for layer in range(2, wanted.layers + 1))
    arrived = Given("dL_da", rf"\frac{{\partial L}}{{\partial {_symbol('a', wanted.layers)}}}")
    steps = [
        *(_output(layer, wanted) for layer in down),
        *(_slope(layer, wanted) for layer in down),
        *(_delta(layer, wanted) for layer in down),
    ]
    # A chain of ReLU may have died at its end already: there is nothing to divide by.
    ratio = () if wanted.exact or wanted.layers == 1 else (_ratio(wanted),)
    return Working((*sums, *weights, arrived), (*steps, *ratio), exact=wanted.exact)


def working(givens: Givens) -> Working:
    """The Working for this chain."""
    return _working(_shape(givens))


def environment(givens: Givens) -> dict[str, Any]:
    """Sums, weights and what arrives at the last output, exactly."""
    values = {f"z{layer}": exact(z) for layer, z in enumerate(givens["z"], 1)}
    return (
        values | {f"w{layer}": exact(w) for layer, w in enumerate(givens["w"], 2)} | {"dL_da": exact(givens["dL_da"])}
    )


def checked(givens: Givens) -> None:
    """One weight between each two layers."""
    layers = len(givens["z"])
    if layers > MOST_LAYERS:
        raise GivensError(Text(f"z는 {MOST_LAYERS}개까지입니다.", f"z has more than {MOST_LAYERS} values."))
    if len(givens["w"]) != layers - 1:
        raise GivensError(
            Text(
                f"w에는 이웃한 두 층마다 하나씩, {layers - 1}개가 있어야 합니다.",
                f"w must hold one weight between each two layers, {layers - 1} in all.",
            )
        )


def asked(givens: Givens) -> tuple[str, ...]:
    """Slope and delta of every layer, and what is left; ReLU's slopes, 0 or 1, could be guessed."""
    left_out = ("a", "slope") if _shape(givens).exact else ("a",)
    return tuple(step.name for step in working(givens).steps if not step.name.startswith(left_out))


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Three or four layers; of a ReLU chain, one unit in its middle has died."""
    activation = params.get("activation") or draws.choice("activation", ("sigmoid", "sigmoid", "tanh"))
    layers = params.get("layers") or draws.integer("layers", 3, 4)
    dead = draws.integer("dead", 1, max(1, layers - 2)) if activation == "relu" else 0
    z = [_sum(draws, layer, dead) for layer in range(1, layers + 1)]
    givens = {
        "activation": activation,
        "z": z,
        "w": [draws.signed(f"w{layer}", "0.5", "2.5", "0.1") for layer in range(2, layers + 1)],
        "dL_da": draws.signed("dL_da", "0.4", "0.9", "0.05"),
    }
    different = len(set(givens["w"])) == len(givens["w"]) and len({abs(exact(value)) for value in z}) == layers
    return givens if different else None


def _sum(draws: Draws, layer: int, dead: int) -> str:
    """A pre-activation; in a chain of ReLU only the dead unit's is negative."""
    if not dead:
        return draws.signed(f"z{layer}", "0.4", "1.6", "0.1")
    size = draws.decimal(f"z{layer}", "0.4", "1.6", "0.1")
    return f"-{size}" if layer == dead else size


def statement(givens: Givens) -> Text:
    """The chain, its sums and weights, and what a delta is."""
    wanted = _shape(givens)
    layers, title = wanted.layers, ACTIVATIONS[wanted.activation].title
    sums = r",\; ".join(f"z^{{({layer})}} = {z}" for layer, z in enumerate(givens["z"], 1))
    weights = r",\; ".join(f"w^{{({layer})}} = {w}" for layer, w in enumerate(givens["w"], 2))
    arrived = rf"\frac{{\partial L}}{{\partial a^{{({layers})}}}} = {without_zeros(str(givens['dL_da']))}"
    parts = [
        Text(
            f"층이 {layers}개이고 층마다 유닛이 하나씩 있는 신경망입니다. 활성화 함수는 모두 {title.ko}이고, "
            "$w^{(l)}$은 $l-1$층에서 $l$층으로 가는 가중치입니다. 순전파에서 나온 가중합 $z^{(l)}$은 다음과 같습니다.",
            f"A network of {layers} layer{'s' if layers > 1 else ''} with one unit in each. Every activation is "
            f"{_ENGLISH[wanted.activation]}, and $w^{{(l)}}$ leads from layer $l-1$ to layer $l$. These are the "
            "sums $z^{(l)}$ of the forward pass:",
        ),
        same(f"$${_DEFINITIONS[wanted.activation]}$$"),
        same(f"$${sums}$$"),
        same(f"$${weights}$$" if weights else ""),
        Text(
            r"역전파하여 각 층의 기울기 $\delta^{(l)} = \partial L / \partial z^{(l)}$을 마지막 층부터 차례로 "
            "구하십시오. 출력에 대한 손실의 미분은 다음과 같습니다.",
            "Go back from the last layer to the first and find the gradient "
            r"$\delta^{(l)} = \partial L / \partial z^{(l)}$ of each. The derivative of the loss by the output is",
        ),
        same(f"$${arrived}$$"),
    ]
    if "ratio" in working(givens).by_name:
        parts.append(
            Text(
                f"끝으로 1층에 남은 비율 $r$을 구하십시오: $r = \\delta^{{(1)}} / \\delta^{{({layers})}}$.",
                f"Finally, what is left in layer 1: $r = \\delta^{{(1)}} / \\delta^{{({layers})}}$.",
            )
        )
    return joined([part for part in parts if part.en], "\n\n")


_ENGLISH = {"sigmoid": "the sigmoid", "tanh": "tanh", "relu": "ReLU"}
_DEFINITIONS = {
    "sigmoid": r"f(z) = \sigma(z) = \frac{1}{1 + e^{-z}}",
    "tanh": r"f(z) = \tanh(z)",
    "relu": r"f(z) = \max(0, z),\qquad f'(0) = 0",
}


FAMILY = Family(
    id="vanishing.gradients",
    version="1.0",
    title=Text("층을 거슬러 올라가는 기울기", "A gradient on its way back through the layers"),
    topics=("backprop", "activations"),
    coverage=("C-067", "C-068", "C-069", "C-070"),
    given=(
        Parameter("z", read.numbers),
        Parameter("w", _weights),
        Parameter("dL_da", read.number, default=1, required=False),
        Parameter("activation", read.one_of(*NAMES), default="sigmoid", required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={
        "activation": Setting(read.one_of(*NAMES), Text("활성화 함수", "the activation")),
        "layers": Setting(read.count(3, 8), Text("층의 수", "the number of layers")),
    },
    checked=checked,
    decimals=6,
)
