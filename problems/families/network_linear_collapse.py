"""Layers without an activation are one layer: the weight matrix and the bias that do what all of them do."""

from functools import cache
from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Family, Params
from problems.givens import GivensError, Parameter
from problems.mistakes import backprop as back
from problems.network.shape import read_matrices, read_vectors
from problems.variant import Givens
from reference.backprop import affine, linear
from reference.layout import column, matrix
from reference.readings import exact
from reference.text import Text, joined, same
from reference.working import Given, Mistake, Step, Working

MOST_LAYERS = 6


def _got(ko: str, en: str) -> Text:
    return Text(f"{ko} 나오는 값입니다.", f"This is the value you get {en}.")


ORDER_REVERSED = _got(
    "행렬을 반대 순서로 곱하면(먼저 적용하는 층이 오른쪽에 옵니다)",
    "with the matrices in the other order: the layer applied first stands on the right",
)
FACTOR_TRANSPOSED = _got("첫째 행렬을 전치하여 곱하면", "with the first matrix transposed")
MATRICES_ADDED = _got("행렬을 곱하지 않고 더하면", "if the matrices are added, not multiplied")
BIAS_NOT_MAPPED = _got(
    "앞 층의 편향에 다음 층의 가중치를 곱하지 않고 더하면(앞 층의 편향도 다음 층을 지나갑니다)",
    "if the earlier bias is added without going through the next layer's weights",
)
EARLIER_BIAS_LEFT_OUT = _got("앞 층의 편향을 빠뜨리면", "if the earlier layer's bias is left out")
LATER_BIAS_LEFT_OUT = _got("마지막 층의 편향을 빠뜨리면", "if the last layer's bias is left out")

Sizes = tuple[int, ...]


def _symbol(letter: str, layer: int) -> str:
    return rf"{{{letter}_{{{layer}}}}}"


def _name(letter: str, layer: int, layers: int) -> str:
    """The collapsed quantity of the first layers: W or b when it is all of them."""
    return letter if layer == layers else f"{letter}{layer}" if layer == 1 else f"{letter}_1to{layer}"


def _product(layer: int, sizes: Sizes) -> Step:
    layers = len(sizes) - 1
    later, before = f"W{layer}", _name("W", layer - 1, layers)
    wrong = []
    if sizes[layer] == sizes[layer - 1] == sizes[0]:
        wrong.append(Mistake("order-reversed", lambda later, before: before @ later, ORDER_REVERSED, (later, before)))
        wrong.append(
            Mistake("factor-transposed", lambda later, before: later @ before.mT, FACTOR_TRANSPOSED, (later, before))
        )
        wrong.append(Mistake("matrices-added", lambda later, before: later + before, MATRICES_ADDED, (later, before)))
    return Step(
        _name("W", layer, layers),
        "{W}" if layer == layers else rf"{{W_{{1 \ldots {layer}}}}}",
        linear,
        (later, before),
        Text("하나로 합친 가중치 행렬", "weight matrix of all in one"),
        matrix(sizes[layer], sizes[0]),
        mistakes=tuple(wrong),
    )


def _bias(layer: int, sizes: Sizes) -> Step:
    layers = len(sizes) - 1
    later, before, own = f"W{layer}", _name("b", layer - 1, layers), f"b{layer}"
    wrong = [
        Mistake("earlier-bias-left-out", lambda own: own, EARLIER_BIAS_LEFT_OUT, (own,), echo=True),
        Mistake("later-bias-left-out", linear, LATER_BIAS_LEFT_OUT, (later, before)),
    ]
    if sizes[layer] == sizes[layer - 1]:
        wrong.append(Mistake("bias-not-mapped", lambda before, own: before + own, BIAS_NOT_MAPPED, (before, own)))
    return Step(
        _name("b", layer, layers),
        "{b}" if layer == layers else rf"{{b_{{1 \ldots {layer}}}}}",
        affine,
        (later, before, own),
        Text("하나로 합친 편향", "bias of all in one"),
        column(sizes[layer]),
        mistakes=tuple(wrong),
    )


def _output(sizes: Sizes, biased: bool) -> Step:  # noqa: FBT001 - a fact of the shape
    left_out = (Mistake("bias-left-out", linear, back.BIAS_LEFT_OUT, ("W", "x")),) if biased else ()
    return Step(
        "y",
        "{y}",
        affine if biased else linear,
        ("W", "x", "b") if biased else ("W", "x"),
        Text("합친 층의 출력", "output of the one layer"),
        column(sizes[-1]),
        mistakes=left_out,
    )


def _one_by_one(layer: int, sizes: Sizes, biased: bool) -> Step:  # noqa: FBT001 - a fact of the shape
    below = f"y{layer - 1}" if layer > 1 else "x"
    return Step(
        f"y{layer}",
        _symbol("y", layer),
        affine if biased else linear,
        (f"W{layer}", below, f"b{layer}") if biased else (f"W{layer}", below),
        Text(f"층을 하나씩 지날 때 {layer}층의 출력", f"output of layer {layer}, one layer after another"),
        column(sizes[layer]),
    )


@cache
def _working(sizes: Sizes, biased: bool, with_x: bool) -> Working:  # noqa: FBT001 - facts of the shape
    layers = len(sizes) - 1
    givens = [Given(f"W{n}", _symbol("W", n), matrix(sizes[n], sizes[n - 1])) for n in range(1, layers + 1)]
    if biased:
        givens += [Given(f"b{n}", _symbol("b", n), column(sizes[n])) for n in range(1, layers + 1)]
    steps = [_product(layer, sizes) for layer in range(2, layers + 1)]
    if biased:
        steps += [_bias(layer, sizes) for layer in range(2, layers + 1)]
    if with_x:
        givens.append(Given("x", "{x}", column(sizes[0])))
        steps += [_output(sizes, biased), *(_one_by_one(layer, sizes, biased) for layer in range(1, layers + 1))]
    return Working(tuple(givens), tuple(steps), exact=True)


def _sizes(givens: Givens) -> Sizes:
    return (len(givens["W"][0][0]), *(len(W) for W in givens["W"]))


def working(givens: Givens) -> Working:
    """The Working of this shape."""
    return _working(_sizes(givens), givens["b"] is not None, givens["x"] is not None)


def environment(givens: Givens) -> dict[str, Any]:
    """Each matrix as it is, each bias and x as one column."""
    values = {f"W{layer}": exact(W) for layer, W in enumerate(givens["W"], 1)}
    values |= {f"b{layer}": exact(b).reshape(-1, 1) for layer, b in enumerate(givens["b"] or (), 1)}
    return values if givens["x"] is None else values | {"x": exact(givens["x"]).reshape(-1, 1)}


def checked(givens: Givens) -> None:
    """Two layers or more, whose shapes fit together."""
    if len(givens["W"]) < 2:
        raise GivensError(Text("W에는 행렬이 둘 이상 필요합니다.", "W must hold two matrices or more."))
    sizes = _sizes(givens)
    for layer, W in enumerate(givens["W"], 1):
        if len(W[0]) != sizes[layer - 1]:
            n, m = sizes[layer - 1], len(W[0])
            raise GivensError(
                Text(
                    f"W의 {layer}번째 행렬은 열이 {n}개여야 하는데 {m}개입니다.",
                    f"matrix {layer} of W must have {n} columns, not {m}.",
                )
            )
    if givens["b"] is not None and tuple(len(b) for b in givens["b"]) != sizes[1:]:
        raise GivensError(
            Text(
                "b에는 층마다 하나씩, 그 층의 유닛 수만큼 긴 벡터가 있어야 합니다.",
                "b must hold one vector per layer, as long as the layer has units.",
            )
        )
    if givens["x"] is not None and len(givens["x"]) != sizes[0]:
        raise GivensError(Text(f"x의 성분은 {sizes[0]}개여야 합니다.", f"x must have {sizes[0]} components."))


def asked(givens: Givens) -> tuple[str, ...]:
    """The one layer, and what it gives."""
    names = ("W", *(() if givens["b"] is None else ("b",)))
    return names if givens["x"] is None else (*names, "y")


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """Two layers of two units with small whole numbers, and results that no guess would hit."""
    number = (-5, -4, -3, -2, 2, 3, 4, 5, 6)
    W = [[[draws.choice(f"W{n}/{i}/{j}", number) for j in (1, 2)] for i in (1, 2)] for n in (1, 2)]
    b = [[draws.choice(f"b{n}/{i}", number) for i in (1, 2)] for n in (1, 2)]
    givens = {"W": W, "b": b, "x": [draws.integer("x1", 1, 4), -draws.integer("x2", 1, 4)]}
    values = working(givens).evaluate(environment(givens))
    plain = any(abs(cell) < 3 for name in ("W", "b", "y") for cell in values[name].reshape(-1))
    return None if plain else givens


def statement(givens: Givens) -> Text:
    """The layers, and the one that does the same."""
    sizes, biased = _sizes(givens), givens["b"] is not None
    layers = len(sizes) - 1
    inner = "x"
    for layer in range(1, layers + 1):
        inside = inner if layer == 1 else rf"\left({inner}\right)"
        inner = rf"W_{layer} {inside}" + (rf" + b_{layer}" if biased else "")
    numbers = [
        rf"$$W_{n} = {_tex(W)}" + (rf",\quad b_{n} = {_column(givens['b'][n - 1])}$$" if biased else "$$")
        for n, W in enumerate(givens["W"], 1)
    ]
    one = "W x + b" if biased else "W x"
    parts = [
        Text(
            f"활성화 함수가 항등 함수 $h(z) = z$인 층 {layers}개를 차례로 지나는 신경망입니다. 활성화 함수가 선형이면 "
            "층을 아무리 쌓아도 층 하나와 같습니다.",
            f"A network of {layers} layers, one after another, whose activation is the identity $h(z) = z$. With "
            "linear activations any number of layers is no more than one.",
        ),
        same(f"$$y = {inner}$$"),
        *map(same, numbers),
        Text(
            f"모든 $x$에서 같은 출력을 내는 층 하나 $y = {one}$를 구하십시오.",
            f"Find the one layer $y = {one}$ that gives the same output for every $x$.",
        ),
    ]
    if givens["x"] is not None:
        parts.append(
            Text(
                "그리고 다음 입력에 대한 출력 $y$를 구하십시오. 층을 하나씩 차례로 계산하여 검산할 수 있습니다.",
                "Then give its output $y$ for this input; going through the layers one by one is a check.",
            )
        )
        parts.append(same(f"$$x = {_column(givens['x'])}$$"))
    return joined(parts, "\n\n")


def _tex(rows: Any) -> str:
    body = r" \\ ".join(" & ".join(str(cell) for cell in row) for row in rows)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


def _column(cells: Any) -> str:
    return _tex([[cell] for cell in cells])


FAMILY = Family(
    id="network.linear_collapse",
    version="1.0",
    title=Text("하나로 합쳐지는 선형 층", "Linear layers collapse into one"),
    topics=("networks", "activations"),
    coverage=("C-012", "C-032"),
    given=(
        Parameter("W", read_matrices),
        Parameter("b", read_vectors, default=None, required=False),
        Parameter("x", read.numbers, default=None, required=False),
    ),
    drawn=drawn,
    working=working,
    environment=environment,
    asked=asked,
    statement=statement,
    params={},
    checked=checked,
)
