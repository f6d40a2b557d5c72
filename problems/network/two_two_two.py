"""The 2-2-2 sigmoid network without biases as a Working: every factor of the chain rule is a Step of its own.

The network of the lecture: z is a pre-activation, a an activation, and layer 1 is the input. w^(l)_{k,j} leads from
unit j of layer l TO unit k of layer l + 1. J_k = (a_k - y_k)^2 / 2, J_total = J_1 + J_2. All gradients use the weights
from before the update.
"""

from collections.abc import Iterator
from functools import cache

from problems.mistakes import activation as act
from problems.mistakes import backprop as back
from problems.mistakes.backprop import product, slip
from reference.activations import SIGMOID, sigmoid_slope
from reference.backprop import descend, two_inputs
from reference.losses import half_squared_error, half_squared_error_slope, squared_error
from reference.text import Text
from reference.working import Given, Mistake, Step, Working

BOTH = (1, 2)
CELLS = ((1, 1), (1, 2), (2, 1), (2, 2))
"""(to, from) of the weights of a layer."""

FROM_TO = Text(
    "첨자의 순서를 (출발, 도착)으로 읽으면 나오는 값입니다. 이 문제의 $w_{k,j}$는 유닛 $j$에서 유닛 $k$로 이어집니다.",
    "This is the value you get with the indices read as (from, to): here $w_{k,j}$ leads from unit $j$ to unit $k$.",
)
ONE_PATH = Text(
    "두 출력 가운데 한쪽에서 온 경로만 더하면 나오는 값입니다. 은닉 유닛은 두 출력에 모두 영향을 줍니다.",
    "This is the value you get from the path of one output alone: a hidden unit has a part in both.",
)
MINUS_IN_FRONT = Text(
    "맨 앞에 − 부호를 붙이면 나오는 값입니다. 기울기 앞에는 − 부호가 없고, 갱신할 때 한 번 뺍니다.",
    "This is the value you get with a minus in front: the gradient has none, it is subtracted in the update.",
)
OTHER_DELTA = Text(
    "다른 유닛의 델타를 쓰면 나오는 값입니다. 가중치가 도착하는 유닛의 델타를 쓰십시오.",
    "This is the value you get with the other unit's delta: take the delta of the unit the weight leads to.",
)
OTHER_INPUT = Text(
    "다른 유닛의 출력을 곱하면 나오는 값입니다. 가중치가 출발하는 유닛의 출력을 곱하십시오.",
    "This is the value you get with the other unit's output: take that of the unit the weight starts from.",
)
HALVED = Text(
    "두 손실의 합이 아니라 평균입니다. 이 문제에서는 $J_1$과 $J_2$를 더합니다.",
    "This is the mean of the two losses: here $J_1$ and $J_2$ are added.",
)
HIDDEN_FOR_INPUT = Text(
    "입력 대신 은닉층의 출력을 곱하면 나오는 값입니다. 첫째 층의 가중치로는 입력이 들어옵니다.",
    "This is the value you get with the hidden output in place of the input: what enters the first layer is the input.",
)
ONE_LOSS = Text("한 출력의 손실만 쓴 값입니다.", "This is the loss of one output alone.")


def _symbol(letter: str, layer: int, index: str, new: str = "") -> str:
    mark = r"\,\text{new}" if new else ""
    return rf"{{{letter}_{{{index}}}^{{({layer}){mark}}}}}"


def weight_name(layer: int, to: int, start: int, new: str = "") -> str:
    return f"w{layer}_{to}{start}{new}"


def _weight_symbol(layer: int, to: int, start: int, new: str = "") -> str:
    return _symbol("w", layer, f"{to},{start}", new)


def _forward(new: str) -> Iterator[Step]:
    """The forward pass; with `new` = "_new" the second one, after the update."""
    for layer in (2, 3):
        for k in BOTH:
            yield _sum(layer, k, new)
        for k in BOTH:
            yield _activated(layer, k, new)
    for k in BOTH:
        yield _loss(k, new)
    yield _total(new)


def _sum(layer: int, k: int, new: str) -> Step:
    below = [f"a{layer - 1}_{j}" + (new if layer > 2 else "") for j in BOTH]
    own = [weight_name(layer - 1, k, j, new) for j in BOTH]
    turned = [weight_name(layer - 1, j, k, new) for j in BOTH]
    slips = [slip("indices-turned", FROM_TO, two_inputs, turned[0], below[0], turned[1], below[1], convention=True)]
    if new:
        old = [weight_name(layer - 1, k, j) for j in BOTH]
        slips.append(slip("old-weights-used", back.OLD_WEIGHTS, two_inputs, old[0], below[0], old[1], below[1]))
    return Step(
        f"z{layer}_{k}{new}",
        _symbol("z", layer, str(k), new),
        two_inputs,
        (own[0], below[0], own[1], below[1]),
        Text("가중합", "weighted sum"),
        mistakes=tuple(slips),
    )


def _activated(layer: int, k: int, new: str) -> Step:
    z = f"z{layer}_{k}{new}"
    label = Text("출력층의 출력", "output") if layer == 3 else Text("은닉층의 출력", "hidden output")
    return Step(
        f"a{layer}_{k}{new}",
        _symbol("a", layer, str(k), new),
        SIGMOID,
        (z,),
        label,
        mistakes=act.sigmoid_slips(z),
        domain=(0.0, 1.0),
        avoids=(0.5,),
    )


def _loss(k: int, new: str) -> Step:
    reads = (f"y{k}", f"a3_{k}{new}")
    return Step(
        f"J{k}{new}",
        rf"{{J_{{{k}}}^{{\text{{new}}}}}}" if new else f"J_{{{k}}}",
        half_squared_error,
        reads,
        Text("출력 하나의 손실", "loss of one output"),
        mistakes=(
            slip("half-left-out", back.FACTOR_TWO, squared_error, *reads, convention=True),
            slip("not-squared", back.NOT_SQUARED, half_squared_error_slope, *reads),
        ),
        domain=(-1e-12, float("inf")),
    )


def _total(new: str) -> Step:
    reads = (f"J1{new}", f"J2{new}")
    return Step(
        f"J_total{new}",
        r"{J_{\text{total}}^{\text{new}}}" if new else r"J_{\text{total}}",
        lambda first, second: first + second,
        reads,
        Text("전체 손실", "total loss"),
        mistakes=(
            slip("mean-of-losses", HALVED, lambda first, second: (first + second) / 2, *reads, convention=True),
            Mistake("one-loss-only", lambda first: first, ONE_LOSS, reads[:1], echo=True),
            Mistake("one-loss-only", lambda second: second, ONE_LOSS, reads[1:], echo=True),
        ),
        domain=(-1e-12, float("inf")),
    )


def _derivative(of: str, by: str) -> str:
    return rf"\frac{{\partial {of}}}{{\partial {by}}}"


def _output_factors(k: int) -> Iterator[Step]:
    """① and ② of output k, and their product, its delta."""
    a, z = _symbol("a", 3, str(k)), _symbol("z", 3, str(k))
    reads = (f"y{k}", f"a3_{k}")
    yield Step(
        f"dJ{k}_da3_{k}",
        _derivative(f"J_{{{k}}}", a),
        half_squared_error_slope,
        reads,
        Text("인수 ①: 출력에 대한 손실의 미분", "factor ①: derivative of the loss by the output"),
        mistakes=(
            slip("error-sign", back.ERROR_SIGN, lambda y, a: y - a, *reads),
            slip("factor-two-kept", back.FACTOR_TWO, lambda y, a: 2 * (a - y), *reads, convention=True),
        ),
        gradient=(f"J{k}", f"a3_{k}"),
    )
    yield Step(
        f"da3_{k}_dz3_{k}",
        _derivative(a, z),
        sigmoid_slope,
        (f"a3_{k}",),
        Text("인수 ②: 출력층 시그모이드의 미분", "factor ②: slope of the output's sigmoid"),
        mistakes=act.sigmoid_slope_slips(f"a3_{k}", f"z3_{k}"),
        domain=(0.0, 0.2501),
        avoids=(0.25,),
        gradient=(f"a3_{k}", f"z3_{k}"),
    )
    factors = (f"dJ{k}_da3_{k}", f"da3_{k}_dz3_{k}")
    yield Step(
        f"delta3_{k}",
        _symbol(r"\delta", 3, str(k)),
        product,
        factors,
        Text("출력층의 델타 ①·②", "delta of the output, ① · ②"),
        mistakes=(
            slip("minus-in-front", MINUS_IN_FRONT, lambda error, slope: -(error * slope), *factors),
            Mistake("output-slope-left-out", lambda error: error, back.SLOPE_LEFT_OUT, factors[:1], echo=True),
        ),
        gradient=("J_total", f"z3_{k}"),
    )


def _output_gradient(k: int, j: int) -> Iterator[Step]:
    """③ and the gradient ① · ② · ③ of the weight from hidden unit j to output k."""
    weight = weight_name(2, k, j)
    third = f"dz3_{k}_d{weight}"
    yield Step(
        third,
        _derivative(_symbol("z", 3, str(k)), _weight_symbol(2, k, j)),
        lambda a: a,
        (f"a2_{j}",),
        Text("인수 ③: 가중치에 대한 가중합의 미분", "factor ③: derivative of the weighted sum by the weight"),
        mistakes=(slip("pre-activation-used", back.PRE_ACTIVATION_FOR_OUTPUT, lambda z: z, f"z2_{j}"),),
        gradient=(f"z3_{k}", weight),
    )
    delta = f"delta3_{k}"
    yield Step(
        f"d{weight}",
        _derivative(r"J_{\text{total}}", _weight_symbol(2, k, j)),
        product,
        (delta, third),
        Text("기울기 ①·②·③", "gradient ① · ② · ③"),
        mistakes=(
            slip("output-slope-left-out", back.SLOPE_LEFT_OUT, product, f"dJ{k}_da3_{k}", third),
            slip("error-left-out", back.ERROR_LEFT_OUT, product, f"da3_{k}_dz3_{k}", third),
            slip("minus-in-front", MINUS_IN_FRONT, lambda delta, a: -(delta * a), delta, third),
            slip("input-for-hidden", back.INPUT_FOR_HIDDEN, product, delta, f"a1_{j}"),
            slip("other-delta", OTHER_DELTA, product, f"delta3_{3 - k}", third),
            slip("other-input", OTHER_INPUT, product, delta, f"a2_{3 - j}"),
        ),
        gradient=("J_total", weight),
    )


def _updated(layer: int, k: int, j: int) -> Step:
    weight = weight_name(layer, k, j)
    return Step(
        f"{weight}_new",
        _weight_symbol(layer, k, j, "_new"),
        descend,
        (weight, f"d{weight}", "eta"),
        Text("새 가중치", "new weight"),
        mistakes=back.descent_slips(weight, f"d{weight}", "eta"),
    )


def _hidden_factors(j: int) -> Iterator[Step]:
    """The sum over both outputs, the hidden slope, and their product, the delta of hidden unit j."""
    a, z = _symbol("a", 2, str(j)), _symbol("z", 2, str(j))
    deltas, weights = [f"delta3_{k}" for k in BOTH], [weight_name(2, k, j) for k in BOTH]
    turned, updated = [weight_name(2, j, k) for k in BOTH], [f"{weight}_new" for weight in weights]
    arrived = f"dJ_da2_{j}"
    yield Step(
        arrived,
        _derivative(r"J_{\text{total}}", a),
        two_inputs,
        (deltas[0], weights[0], deltas[1], weights[1]),
        Text("두 경로의 합", "sum over both paths"),
        mistakes=(
            slip("one-path-only", ONE_PATH, product, deltas[0], weights[0]),
            slip("one-path-only", ONE_PATH, product, deltas[1], weights[1]),
            slip("indices-turned", FROM_TO, two_inputs, deltas[0], turned[0], deltas[1], turned[1]),
            slip(
                "updated-weight-used",
                back.UPDATED_WEIGHT_USED,
                two_inputs,
                deltas[0],
                updated[0],
                deltas[1],
                updated[1],
            ),
            slip("weight-left-out", back.WEIGHT_LEFT_OUT, lambda first, second: first + second, *deltas),
        ),
        gradient=("J_total", f"a2_{j}"),
    )
    slope = f"da2_{j}_dz2_{j}"
    yield Step(
        slope,
        _derivative(a, z),
        sigmoid_slope,
        (f"a2_{j}",),
        Text("은닉층 시그모이드의 미분", "slope of the hidden sigmoid"),
        mistakes=act.sigmoid_slope_slips(f"a2_{j}", f"z2_{j}"),
        domain=(0.0, 0.2501),
        avoids=(0.25,),
        gradient=(f"a2_{j}", f"z2_{j}"),
    )
    yield Step(
        f"delta2_{j}",
        _symbol(r"\delta", 2, str(j)),
        product,
        (arrived, slope),
        Text("은닉층의 델타", "delta of the hidden unit"),
        mistakes=(
            Mistake("hidden-slope-left-out", lambda arrived: arrived, back.SLOPE_LEFT_OUT, (arrived,), echo=True),
            slip("output-slope-again", back.OUTPUT_SLOPE_AGAIN, product, arrived, f"da3_{j}_dz3_{j}"),
        ),
        gradient=("J_total", f"z2_{j}"),
    )


def _hidden_gradient(j: int, i: int) -> Step:
    delta, weight = f"delta2_{j}", weight_name(1, j, i)
    return Step(
        f"d{weight}",
        _derivative(r"J_{\text{total}}", _weight_symbol(1, j, i)),
        product,
        (delta, f"a1_{i}"),
        Text("첫째 층 가중치의 기울기", "gradient of a first-layer weight"),
        mistakes=(
            slip("hidden-slope-left-out", back.SLOPE_LEFT_OUT, product, f"dJ_da2_{j}", f"a1_{i}"),
            slip("other-delta", OTHER_DELTA, product, f"delta2_{3 - j}", f"a1_{i}"),
            slip("other-input", OTHER_INPUT, product, delta, f"a1_{3 - i}"),
            slip("hidden-for-input", HIDDEN_FOR_INPUT, product, delta, f"a2_{j}"),
            Mistake("input-left-out", lambda delta: delta, back.INPUT_LEFT_OUT, (delta,), echo=True),
        ),
        gradient=("J_total", weight),
    )


def _steps() -> Iterator[Step]:
    yield from _forward("")
    for k in BOTH:
        yield from _output_factors(k)
    for k, j in CELLS:
        yield from _output_gradient(k, j)
    yield from (_updated(2, k, j) for k, j in CELLS)
    for j in BOTH:
        yield from _hidden_factors(j)
    yield from (_hidden_gradient(j, i) for j, i in CELLS)
    yield from (_updated(1, j, i) for j, i in CELLS)
    yield from _forward("_new")


@cache
def two_two_two() -> Working:
    """Givens a1_1, a1_2, w1_11 … w2_22, y1, y2 and eta; both passes, every factor, the update."""
    inputs = [Given(f"a1_{i}", _symbol("a", 1, str(i))) for i in BOTH]
    weights = [Given(weight_name(layer, k, j), _weight_symbol(layer, k, j)) for layer in BOTH for k, j in CELLS]
    targets = [Given(f"y{k}", f"y_{{{k}}}") for k in BOTH]
    return Working((*inputs, *weights, *targets, Given("eta", r"\eta")), tuple(_steps()))
