"""Backpropagation by hand in a 2-2-1 sigmoid network without biases, weight by weight.

The network of the lecture: w1, w2 leave x1; w3, w4 leave x2; w5, w6 lead to the output; E = (y - yhat)^2
without a factor one half. All gradients use the weights from before the update.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import Parameter
from problems.mistakes import activation as act
from problems.mistakes import backprop as back
from problems.mistakes.backprop import product, slip
from problems.network.two_two_one_picture import picture
from problems.variant import Givens
from reference.activations import SIGMOID, sigmoid_slope
from reference.backprop import descend, two_inputs
from reference.losses import squared_error, squared_error_slope
from reference.readings import exact, floats
from reference.text import Text, same
from reference.working import Given, Step, Working

WEIGHTS = ("w1", "w2", "w3", "w4", "w5", "w6")
UNIT = (0.0, 1.0)


def _symbol(name: str) -> str:
    plain = {"yhat": r"\hat{y}", "alpha": r"\alpha"}
    return plain.get(name) or rf"{name[0]}_{{{name[1]}}}"


def _new(symbol: str) -> str:
    return rf"{{{symbol}}}^{{\text{{new}}}}"


def _sum(name: str, terms: tuple[str, str, str, str], crossed: tuple[str, str, str, str], new: str) -> Step:
    """A weighted sum of two inputs; `new` marks the pass after the update."""
    mistakes = [slip("weights-crossed", back.WEIGHTS_CROSSED, two_inputs, *crossed)]
    if new:
        old = tuple(term.removesuffix("_new") if term.startswith("w") else term for term in terms)
        mistakes.append(slip("old-weights-used", back.OLD_WEIGHTS, two_inputs, *old))
    symbol = _symbol(name)
    return Step(
        name + new,
        _new(symbol) if new else symbol,
        two_inputs,
        terms,
        Text("가중합", "weighted sum"),
        mistakes=tuple(mistakes),
    )


def _forward(new: str) -> Iterator[Step]:
    """The forward pass; with `new` = "_new" the second one, after the update."""
    w = {name: name + new for name in WEIGHTS}
    yield _sum("a1", (w["w1"], "x1", w["w3"], "x2"), (w["w1"], "x1", w["w2"], "x2"), new)
    yield _sum("a2", (w["w2"], "x1", w["w4"], "x2"), (w["w3"], "x1", w["w4"], "x2"), new)
    yield _activated("h1", "a1", new)
    yield _activated("h2", "a2", new)
    h = ("h1" + new, "h2" + new)
    yield _sum("a3", (w["w5"], h[0], w["w6"], h[1]), (w["w6"], h[0], w["w5"], h[1]), new)
    yield _activated("yhat", "a3", new)
    yield _error(new)


def _activated(name: str, z: str, new: str) -> Step:
    symbol = _new(_symbol(name)) if new else _symbol(name)
    mistakes = act.sigmoid_slips(z + new)
    label = Text("예측값", "prediction") if name == "yhat" else Text("은닉층의 출력", "hidden output")
    return Step(name + new, symbol, SIGMOID, (z + new,), label, mistakes=mistakes, domain=UNIT, avoids=(0.5,))


def _error(new: str) -> Step:
    return Step(
        "E" + new,
        _new("E") if new else "E",
        squared_error,
        ("y", "yhat" + new),
        Text("오차", "error"),
        mistakes=(
            slip(
                "half-factor", back.FACTOR_TWO, lambda y, p: squared_error(y, p) / 2, "y", "yhat" + new, convention=True
            ),
            slip("not-squared", back.NOT_SQUARED, lambda y, p: y - p, "y", "yhat" + new),
        ),
        domain=(-1e-12, float("inf")),
    )


def _output_slopes() -> Iterator[Step]:
    yield Step(
        "dE_dyhat",
        r"\frac{\partial E}{\partial \hat{y}}",
        squared_error_slope,
        ("y", "yhat"),
        Text("예측값에 대한 오차의 미분", "derivative of the error"),
        mistakes=(
            slip("error-sign", back.ERROR_SIGN, lambda y, p: 2 * (y - p), "y", "yhat"),
            slip("factor-two-left-out", back.FACTOR_TWO, lambda y, p: p - y, "y", "yhat", convention=True),
        ),
        gradient=("E", "yhat"),
    )
    yield Step(
        "dyhat_da3",
        r"\frac{\partial \hat{y}}{\partial a_{3}}",
        sigmoid_slope,
        ("yhat",),
        Text("출력층 활성화 함수의 미분", "slope of the output"),
        mistakes=act.sigmoid_slope_slips("yhat", "a3"),
        domain=(0.0, 0.2501),
        avoids=(0.25,),
    )


def _chain(e: Any, s: Any, h: Any) -> Any:
    return product(e, s, h)


def _output_gradient(weight: str, hidden: str, z: str, x: str) -> Step:
    return Step(
        f"d{weight}",
        rf"\frac{{\partial E}}{{\partial {_symbol(weight)}}}",
        _chain,
        ("dE_dyhat", "dyhat_da3", hidden),
        Text("가중치에 대한 기울기", "gradient of the weight"),
        mistakes=(
            slip("output-slope-left-out", back.SLOPE_LEFT_OUT, lambda e, h: e * h, "dE_dyhat", hidden),
            slip("error-left-out", back.ERROR_LEFT_OUT, lambda s, h: s * h, "dyhat_da3", hidden),
            slip("input-for-hidden", back.INPUT_FOR_HIDDEN, product, "dE_dyhat", "dyhat_da3", x),
            slip("pre-activation-used", back.PRE_ACTIVATION_FOR_OUTPUT, product, "dE_dyhat", "dyhat_da3", z),
            slip("input-left-out", back.INPUT_LEFT_OUT, lambda e, s: e * s, "dE_dyhat", "dyhat_da3"),
        ),
        gradient=("E", weight),
    )


def _hidden_slope(hidden: str, z: str) -> Step:
    return Step(
        f"d{hidden}_d{z}",
        rf"\frac{{\partial {_symbol(hidden)}}}{{\partial {_symbol(z)}}}",
        sigmoid_slope,
        (hidden,),
        Text("은닉층 활성화 함수의 미분", "slope of the hidden unit"),
        mistakes=act.sigmoid_slope_slips(hidden, z),
        domain=(0.0, 0.2501),
        avoids=(0.25,),
    )


def _hidden_gradient(weight: str, onward: str, other: str, slope: str, x: str) -> Step:
    """The gradient of a first-layer weight: error, output slope, the weight onward, hidden slope, input."""
    reads = ("dE_dyhat", "dyhat_da3", onward, slope, x)

    def chain(e: Any, s: Any, w: Any, d: Any, x: Any) -> Any:
        return product(e, s, w, d, x)

    return Step(
        f"d{weight}",
        rf"\frac{{\partial E}}{{\partial {_symbol(weight)}}}",
        chain,
        reads,
        Text("가중치에 대한 기울기", "gradient of the weight"),
        mistakes=(
            slip("updated-weight-used", back.UPDATED_WEIGHT_USED, chain, *_with(reads, 2, f"{onward}_new")),
            slip("hidden-slope-left-out", back.SLOPE_LEFT_OUT, product, *_without(reads, 3)),
            slip("output-slope-left-out", back.SLOPE_LEFT_OUT, product, *_without(reads, 1)),
            slip("wrong-path", back.WRONG_PATH, chain, *_with(reads, 2, other)),
            slip("output-slope-again", back.OUTPUT_SLOPE_AGAIN, chain, *_with(reads, 3, "dyhat_da3")),
            slip("weight-left-out", back.WEIGHT_LEFT_OUT, product, *_without(reads, 2)),
            slip("input-left-out", back.INPUT_LEFT_OUT, product, *_without(reads, 4)),
        ),
        gradient=("E", weight),
    )


def _with(reads: tuple[str, ...], place: int, name: str) -> tuple[str, ...]:
    return (*reads[:place], name, *reads[place + 1 :])


def _without(reads: tuple[str, ...], place: int) -> tuple[str, ...]:
    return reads[:place] + reads[place + 1 :]


def _update(weight: str) -> Step:
    return Step(
        f"{weight}_new",
        _new(_symbol(weight)),
        descend,
        (weight, f"d{weight}", "alpha"),
        Text("새 가중치", "new weight"),
        mistakes=back.descent_slips(weight, f"d{weight}", "alpha"),
    )


def _steps() -> Iterator[Step]:
    yield from _forward("")
    yield from _output_slopes()
    yield _output_gradient("w5", "h1", "a1", "x1")
    yield _output_gradient("w6", "h2", "a2", "x2")
    yield _update("w5")
    yield _update("w6")
    yield _hidden_slope("h1", "a1")
    yield _hidden_slope("h2", "a2")
    for weight, onward, other, slope, x in (
        ("w1", "w5", "w6", "dh1_da1", "x1"),
        ("w2", "w6", "w5", "dh2_da2", "x1"),
        ("w3", "w5", "w6", "dh1_da1", "x2"),
        ("w4", "w6", "w5", "dh2_da2", "x2"),
    ):
        yield _hidden_gradient(weight, onward, other, slope, x)
    yield from (_update(weight) for weight in WEIGHTS[:4])
    yield from _forward("_new")


@cache
def _the_working() -> Working:
    names = ("x1", "x2", *WEIGHTS, "y", "alpha")
    return Working(tuple(Given(name, _symbol(name) if name != "y" else "y") for name in names), tuple(_steps()))


def working(_givens: Givens) -> Working:
    """One network, one Working."""
    return _the_working()


def environment(givens: Givens) -> dict[str, Any]:
    """Every given as an exact number."""
    return {name: exact(value) for name, value in givens.items()}


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """Inputs, weights and learning rate on a grid of 0.05; a rate of 1 would hide a forgotten one."""
    givens: dict[str, Any] = {name: draws.decimal(name, "0.3", "0.95", "0.05") for name in ("x1", "x2")}
    for name in WEIGHTS:
        low = "0.4" if name in {"w5", "w6"} else "0.2"
        givens[name] = draws.signed(name, low, "1.2", "0.05")
    givens["y"] = draws.integer("y", 0, 1)
    givens["alpha"] = draws.choice("alpha", ("0.5", "0.6", "0.7", "0.8", "0.9"))
    values = _the_working().evaluate(floats(environment(givens)))
    # Nearer to 0 the outputs are near 0.5 and the slopes near 0.25, which a guess would hit.
    return givens if all(abs(values[a]) >= 0.35 for a in ("a1", "a2", "a3")) else None


def asked(_givens: Givens) -> tuple[str, ...]:
    """Both passes and every gradient of the first; the second pass's error shows that it paid."""
    first = ("a1", "a2", "h1", "h2", "a3", "yhat", "E", "dE_dyhat", "dyhat_da3", "dw5", "dw6", "w5_new", "w6_new")
    hidden = ("dh1_da1", "dh2_da2", "dw1", "dw2", "dw3", "dw4", "w1_new", "w2_new", "w3_new", "w4_new")
    return (*first, *hidden)


def statement(givens: Givens) -> Text:
    """The question with its numbers."""
    weights = ",\\; ".join(f"{_symbol(w)} = {givens[w]}" for w in WEIGHTS)
    data = rf"x_1 = {givens['x1']},\; x_2 = {givens['x2']},\; y = {givens['y']},\; \alpha = {givens['alpha']}"
    net = same(
        r"$$a_1 = w_1 x_1 + w_3 x_2,\quad a_2 = w_2 x_1 + w_4 x_2,\quad h_i = \sigma(a_i)$$"
        "\n\n"
        r"$$a_3 = w_5 h_1 + w_6 h_2,\quad \hat{y} = \sigma(a_3),\quad E = (y - \hat{y})^2$$"
    )
    intro = Text(
        "입력이 2개, 은닉 유닛이 2개, 출력이 1개인 신경망입니다. 편향은 없고, 활성화 함수는 모두 시그모이드 "
        r"$\sigma(z) = \frac{1}{1 + e^{-z}}$입니다. $w_1, w_2$는 $x_1$에서, $w_3, w_4$는 $x_2$에서 "
        "나가는 가중치입니다.",
        "A network with two inputs, two hidden units and one output. It has no biases, and every activation is the "
        r"sigmoid $\sigma(z) = \frac{1}{1 + e^{-z}}$. $w_1, w_2$ leave $x_1$; $w_3, w_4$ leave $x_2$.",
    )
    task = Text(
        "순전파와 역전파를 손으로 계산하고, 경사 하강법으로 가중치를 한 번 갱신하십시오. "
        "오차 $E$에는 계수 ½을 붙이지 않습니다. 모든 기울기는 갱신하기 **전**의 가중치로 구합니다.",
        "Work the forward and the backward pass by hand and update the weights by one step of gradient descent. "
        "The error $E$ has no factor ½. Every gradient uses the weights from **before** the update.",
    )
    numbers = same(f"$${data}$$\n\n$${weights}$$")
    return intro + same("\n\n") + net + same("\n\n") + numbers + same("\n\n") + task


Reader = Callable[[str, Any], Any]
NUMBER: Reader = read.number

FAMILY = Family(
    id="backprop.two_two_one",
    version="1.0",
    title=Text("2-2-1 신경망의 역전파", "Backpropagation in a 2-2-1 network"),
    topics=("backprop", "gradient descent"),
    coverage=("C-015", "C-033", "C-045", "C-060", "C-061", "C-062", "C-063", "C-064", "C-075"),
    given=tuple(Parameter(name, NUMBER) for name in ("x1", "x2", *WEIGHTS, "y", "alpha")),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    picture=picture,
    params={},
)
