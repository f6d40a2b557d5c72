"""How far a gradient can get: the largest product of slopes and weights over several layers."""

from functools import cache
from typing import Any

from problems import givens as read
from problems.activation_picture import over_layers
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter, Setting
from problems.variant import Givens
from reference.decimals import without_zeros
from reference.readings import exact
from reference.text import Text, joined
from reference.vanishing import STEEPEST, bound, factor
from reference.working import Given, Mistake, Step, Working

ACTIVATIONS = tuple(STEEPEST)

SLOPE_TAKEN_AS_ONE = Text(
    "활성화 함수의 기울기를 1로 보면 나오는 값입니다. 가장 가파른 곳의 기울기를 확인하십시오.",
    "This is the value you get with a slope of 1: check how steep the activation is where it is steepest.",
)
SLOPE_TAKEN_AS_HALF = Text(
    "기울기의 최댓값을 0.5로 보면 나오는 값입니다. 0.5는 시그모이드의 함숫값이지 기울기가 아닙니다.",
    "This is the value you get with a largest slope of 0.5: that is the sigmoid's value there, not its slope.",
)
WEIGHT_LEFT_OUT = Text(
    "가중치를 곱하지 않으면 나오는 값입니다.", "This is the value you get when the weight is left out."
)
ONE_TOO_FEW = Text(
    "층의 수보다 하나 적게 곱하면 나오는 값입니다.", "This is the value you get with one factor too few."
)
ONE_TOO_MANY = Text(
    "층의 수보다 하나 많이 곱하면 나오는 값입니다.", "This is the value you get with one factor too many."
)
ADDED = Text(
    "인수를 거듭제곱하지 않고 층의 수를 곱하면 나오는 값입니다.",
    "This is the value you get when the factor is multiplied by the number of layers, not raised to it.",
)


@cache
def _working(layers: int) -> Working:
    givens = (Given("slope", r"\max |f'|"), Given("weight", "|w|"))

    def over_layers(each: Any) -> Any:
        return bound(each, layers)

    each = Step(
        "factor",
        "c",
        factor,
        ("slope", "weight"),
        Text("층 하나에서 곱해지는 가장 큰 인수", "largest factor of one layer"),
        mistakes=(
            Mistake("slope-taken-as-one", lambda weight: 1 * weight, SLOPE_TAKEN_AS_ONE, ("weight",)),
            Mistake("slope-taken-as-half", lambda weight: weight / 2, SLOPE_TAKEN_AS_HALF, ("weight",)),
            Mistake("weight-left-out", lambda slope: slope, WEIGHT_LEFT_OUT, ("slope",)),
        ),
    )
    whole = Step(
        "bound",
        r"c_{\text{max}}",
        over_layers,
        ("factor",),
        Text("모든 층을 지난 뒤의 상한", "bound after all layers"),
        mistakes=(
            Mistake("one-too-few", lambda c: bound(c, layers - 1), ONE_TOO_FEW, ("factor",)),
            Mistake("one-too-many", lambda c: bound(c, layers + 1), ONE_TOO_MANY, ("factor",)),
            Mistake("multiplied", lambda c: layers * c, ADDED, ("factor",)),
        ),
    )
    return Working(givens, (each, whole), exact=True)


def checked(givens: Givens) -> None:
    """The weight is an absolute value."""
    if exact(givens["weight"]) < 0:
        raise GivensError(
            Text("weight: 절댓값이므로 음수일 수 없습니다.", "weight is an absolute value and cannot be negative.")
        )


def working(givens: Givens) -> Working:
    """The Working for this number of layers."""
    return _working(givens["layers"])


def environment(givens: Givens) -> dict[str, Any]:
    """The steepest slope of the activation, and the largest weight."""
    return {"slope": exact(STEEPEST[givens["activation"]]), "weight": exact(givens["weight"])}


def asked(_givens: Givens) -> tuple[str, ...]:
    """Both."""
    return ("factor", "bound")


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """Two to six layers; weights on both sides of what keeps a gradient alive, so that one layer's factor has one
    decimal and the bound can be written in full. The grid is coarse for that: a few hundred variants."""
    activation = params.get("activation") or draws.choice("activation", ("sigmoid", "tanh"))
    grid = ("0.4", "12", "0.4") if activation == "sigmoid" else ("0.2", "8", "0.1")
    return {
        "activation": activation,
        "layers": draws.integer("layers", 2, 6),
        "weight": draws.decimal("weight", *grid),
    }


def statement(givens: Givens) -> Text:
    """The network, its weights, and the question."""
    name = {"sigmoid": Text("시그모이드", "the sigmoid"), "tanh": Text("tanh", "tanh"), "relu": Text("ReLU", "ReLU")}
    of, weight = name[givens["activation"]], without_zeros(str(givens["weight"]))
    return joined(
        [
            Text(
                f"층마다 유닛이 하나인 신경망의 활성화 함수가 모두 {of.ko} 함수이고, 가중치의 절댓값은 모두 "
                f"{weight}입니다. 오차의 기울기는 한 층을 거슬러 올라갈 때마다 "
                r"$f'(z) \cdot w$가 곱해집니다.",
                f"A network has one unit in every layer; every activation is {of.en}, and every weight has the "
                rf"absolute value {weight}. On its way back the gradient is multiplied by $f'(z) \cdot w$ in "
                "every layer.",
            ),
            Text(
                f"한 층에서 곱해지는 인수의 절댓값은 최대 얼마입니까? 층 {givens['layers']}개를 거슬러 올라가면 "
                "기울기는 최대 몇 배가 됩니까?",
                f"How large can the absolute value of the factor of one layer be? And by what can the gradient be "
                f"multiplied at most over {givens['layers']} layers?",
            ),
        ],
        "\n\n",
    )


FAMILY = Family(
    id="vanishing.bound",
    version="1.0",
    title=Text("기울기 소실과 폭발의 상한", "How far a gradient can vanish or explode"),
    topics=("backprop", "activations"),
    coverage=("C-067", "C-068", "C-069"),
    given=(
        Parameter("layers", read.count(1, 60)),
        Parameter("activation", read.one_of(*ACTIVATIONS), default="sigmoid", required=False),
        Parameter("weight", read.number, default=1, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    checked=checked,
    picture=over_layers,
    params={"activation": Setting(read.one_of(*ACTIVATIONS), Text("활성화 함수", "the activation"))},
)
