"""The gradient in each layer, as bars: where it breaks off, and by how many powers of ten."""

import math
from fractions import Fraction
from typing import Any

from problems import givens as read
from problems.choices import Choices, Option
from problems.draws import Draws
from problems.family import Params
from problems.givens import GivensError, Parameter
from problems.parts import ChoicePart, NumberPart, Part, PartsFamily, WrongNumber
from problems.pictures.gradient_bars import gradient_bars
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.readings import exact
from reference.text import Text, joined

FEWEST, MOST = 4, 8
STARVED = 100
"""A layer starves when its gradient is smaller than the next layer's by this factor."""

READ = Fraction(3, 10)
CLEAR = Fraction(1, 5)

LEARNS = Text(
    "이 층의 기울기는 다음 층의 기울기와 비슷한 크기입니다.",
    "The gradient of this layer is about as large as the next layer's.",
)
AFTER = Text(
    "이 층의 기울기도 작지만, 출력에 더 가까운 층에서 이미 작아졌습니다.",
    "The gradient of this layer is small too, but it was lost already in a layer nearer to the output.",
)
SIGN = Text(
    "$k$의 부호를 반대로 읽은 값입니다. 얼마나 작아졌는지를 묻습니다.",
    "This has the sign turned round: how many powers are lost is asked.",
)
WHOLE = Text(
    "첫째 층과 마지막 층을 비교한 값입니다. 고른 층과 그 다음 층을 비교하십시오.",
    "This compares the first layer with the last: compare the two layers at the break.",
)


def norms(givens: Givens) -> list[float]:
    """The norm of each layer, from the first to the last."""
    return [float(exact(one)) for one in givens["norms"]]


def starving(givens: Givens) -> int:
    """The layer, from 1, nearest to the output whose gradient is far smaller than the next one's; 0: none."""
    found = norms(givens)
    layers = range(len(found) - 1, 0, -1)
    return next((layer for layer in layers if found[layer - 1] * STARVED < found[layer]), 0)


def lost(givens: Givens, low: int, high: int) -> float:
    """Powers of ten between two layers, from 1."""
    found = norms(givens)
    return math.log10(found[high - 1] / found[low - 1])


def checked(givens: Givens) -> None:
    """Some layers, all gradients positive, one break."""
    count = len(givens["norms"])
    if not FEWEST <= count <= MOST or any(exact(one) <= 0 for one in givens["norms"]):
        raise GivensError(
            Text(
                f"norms: 0보다 큰 수가 {FEWEST}개에서 {MOST}개여야 합니다.",
                f"norms must be {FEWEST} to {MOST} numbers above 0.",
            )
        )
    if not starving(givens):
        raise GivensError(
            Text(
                "norms: 기울기가 갑자기 작아지는 층이 없습니다.",
                "norms: there is no layer where the gradient breaks off.",
            )
        )


def drawn(draws: Draws, _params: Params) -> dict[str, Any] | None:
    """Gradients of like size down to one layer, and from there on smaller by some powers of ten."""
    count = draws.integer("layers", 5, 7)
    broken = draws.integer("broken", 1, count - 1)
    power = draws.integer("power", 25, 50) / 10
    found = []
    for layer in range(1, count + 1):
        size = draws.integer(f"norm {layer}", 15, 60) / 100
        found.append(f"{size * 10**-power if layer <= broken else size:.2g}")
    givens = {"norms": [f"{float(one):.12f}".rstrip("0") for one in found]}
    return givens if starving(givens) == broken else None


def parts(givens: Givens) -> tuple[Part, ...]:
    """The layer, and the powers of ten."""
    layer, count = starving(givens), len(givens["norms"])
    options = tuple(Option(f"layer-{n}", Text(f"{n}층", f"layer {n}")) for n in range(1, count + 1))
    whys = {f"layer-{n}": AFTER if n < layer else LEARNS for n in range(1, count + 1) if n != layer}
    choice = ChoicePart(
        "layer",
        Text("기울기가 갑자기 작아지는 층", "where the gradient breaks off"),
        Choices(options),
        f"layer-{layer}",
        whys,
    )
    right = Fraction(lost(givens, layer, layer + 1))
    known = [("sign-turned", -right, SIGN), ("first-and-last", Fraction(lost(givens, 1, count)), WHOLE)]
    wrong = tuple(WrongNumber(*one) for one in known if abs(one[1] - right) > READ + CLEAR)
    label = Text("그 층에서 작아진 정도(10의 거듭제곱)", "powers of ten lost in that layer")
    return (choice, NumberPart("powers", "k", label, right, (right - READ, right + READ), 1, wrong, Fraction(1, 10)))


def statement(_givens: Givens) -> Text:
    """What the picture shows."""
    return Text(
        "학습이 잘되지 않는 신경망에서 층마다 기울기의 크기를 잰 그림입니다. 1층이 입력에 가장 가깝습니다. 출력 쪽에서 "
        "입력 쪽으로 가면서, 기울기가 바로 앞에서 본 층의 100분의 1보다 작아지는 첫 층을 고르십시오. 그 층의 기울기가 "
        "바로 다음(출력 쪽) 층의 기울기의 $10^{-k}$배일 때 $k$를 소수 한 자리까지 읽으십시오. 0.3까지 벗어난 값도 맞은 "
        "것으로 봅니다.",
        "The picture shows the size of the gradient in each layer of a network that learns badly; layer 1 is "
        "nearest to "
        "the input. Going from the output to the input, choose the first layer whose gradient is smaller than "
        "the one "
        "before it by more than a factor of 100. Its gradient is $10^{-k}$ times that of the next layer towards the "
        "output: estimate $k$ to one decimal. What is off by up to 0.3 is right.",
    )


def solution(givens: Givens) -> Text:
    """The layer, and the quotient."""
    layer, found = starving(givens), norms(givens)
    quotient = rf"\frac{{{found[layer]:.2g}}}{{{_plain(found[layer - 1])}}}"
    shown = rf"$$\log_{{10}} {quotient} \approx {lost(givens, layer, layer + 1):.1f}$$"
    return joined(
        [
            Text(f"기울기는 {layer}층에서 갑자기 작아집니다.", f"The gradient breaks off in layer {layer}."),
            Text(shown, shown),
        ],
        "\n\n",
    )


def _plain(value: float) -> str:
    """Two figures times a power of ten."""
    mantissa, _, exponent = f"{value:.1e}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"


def picture(givens: Givens, _shown: Shown) -> Picture:
    """A bar for each layer, with its number, which the description has too."""
    names = [Text(f"{n}층", f"layer {n}") for n in range(1, len(givens["norms"]) + 1)]
    return gradient_bars(names, norms(givens))


FAMILY = PartsFamily(
    id="plot.gradients",
    version="1.0",
    title=Text("층별 기울기 읽기", "Reading gradients layer by layer"),
    topics=("reading plots", "training"),
    coverage=("C-067",),
    given=(Parameter("norms", read.numbers),),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={},
    checked=checked,
    picture=picture,
    kind="plot",
)
