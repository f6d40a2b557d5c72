"""The first wrong line in a table of activations and their derivatives at one z."""

from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.error_hunt import Hunt, error_hunt
from problems.family import Family, Params
from problems.givens import Parameter
from problems.mistakes import activation as slips
from problems.variant import Givens
from reference.activations import SIGMOID, TANH, sigmoid_slope, tanh_slope
from reference.readings import exact
from reference.shaped_activations import SHAPED
from reference.text import Text, joined, same
from reference.working import Given, Step, Working

VALUE = Text("함숫값", "value")
SLOPE = Text("도함수의 값", "derivative")
LEAKY = SHAPED["leaky_relu"]
ALL = ("s", "ds", "t", "dt", "l")

WORKING = Working(
    (Given("z", "z"), Given("alpha", r"\alpha")),
    (
        Step("s", r"\sigma(z)", SIGMOID, ("z",), VALUE, mistakes=slips.sigmoid_slips("z"), avoids=(0.5,)),
        Step("ds", r"\sigma'(z)", sigmoid_slope, ("s",), SLOPE, mistakes=slips.sigmoid_slope_slips("s", "z")),
        Step("t", r"\tanh(z)", TANH, ("z",), VALUE, mistakes=slips.value_slips("tanh", ("z",))),
        Step("dt", r"\tanh'(z)", tanh_slope, ("t",), SLOPE, mistakes=slips.derivative_slips("tanh", ("z", "t"))),
        Step(
            "l",
            rf"{LEAKY.symbol}(z)",
            LEAKY.formula,
            ("z", "alpha"),
            VALUE,
            mistakes=slips.value_slips("leaky_relu", ("z", "alpha")),
        ),
    ),
)


def statement(givens: Givens) -> Text:
    """The functions and the place."""
    return joined(
        [
            Text(
                "다음 점에서 시그모이드, tanh와 그 도함수, 그리고 Leaky ReLU의 값을 구하십시오. 도함수는 함숫값을 써서 "
                "구합니다.",
                "Find the values of the sigmoid, of tanh, of their derivatives, and of Leaky ReLU at this point. The "
                "derivatives are found from the values.",
            ),
            same(rf"$$z = {givens['z']},\quad \alpha = {givens['alpha']}$$"),
            same(r"$$\sigma(z) = \frac{1}{1 + e^{-z}},\quad \tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}$$"),
            same(rf"$${LEAKY.symbol}(z) = {LEAKY.cases}$$"),
        ],
        "\n\n",
    )


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """A negative z, at which Leaky ReLU shows its slope."""
    return {
        "z": "-" + draws.decimal("z", "0.3", "1.8", "0.01"),
        "alpha": draws.choice("alpha", ("0.02", "0.03", "0.05", "0.15", "0.2")),
    }


BASE = Family(
    id="error.activations.values",
    version="1.0",
    title=Text("활성화 함수의 표", "A table of activations"),
    topics=("activations",),
    coverage=("C-033", "C-034", "C-036"),
    given=(Parameter("z", read.number), Parameter("alpha", read.number)),
    drawn=drawn,
    working=lambda _givens: WORKING,
    environment=lambda givens: {name: exact(givens[name]) for name in ("z", "alpha")},
    asked=lambda _givens: ALL,
    statement=statement,
    params={},
)

FAMILY = error_hunt(
    "error.activations.values",
    Text("활성화 함수의 값에서 틀린 줄 찾기", "Find the error: values of activations"),
    Hunt(
        BASE,
        lambda _givens: ALL,
        frozenset(
            {
                *("sigmoid-sign", "tanh-for-sigmoid", "sigmoid-for-tanh", "slope-of-pre-activation"),
                *("sigmoid-applied-twice", "square-left-out", "sigmoid-slope", "garbled-identity", "slope-sign"),
            }
        ),
    ),
    BASE.coverage,
)
