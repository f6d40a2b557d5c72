"""Values read off a curve: what it is at a place, where it has a value, and what function it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from problems import givens as read
from problems.choices import Choices, Option
from problems.draws import Draws
from problems.family import Params
from problems.givens import GivensError, Parameter, Setting
from problems.parts import ChoicePart, NumberPart, Part, PartsFamily, WrongNumber
from problems.pictures.curves import Named, Window, curves
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.activations import RELU, SIGMOID, TANH
from reference.decimals import without_zeros
from reference.readings import exact
from reference.shaped_activations import leaky
from reference.text import Text, joined, same

ACROSS = (-2.5, 2.5)
UP = (-2.5, 2.5)
STEP = Fraction(1, 2)
"""The fine grid, both ways."""

TOLERANCE = Fraction(3, 20)
"""Of a value read off: three tenths of a box of the fine grid."""

NEAR = Fraction(1, 10)
SLOPE = 0.2


@dataclass(frozen=True, slots=True)
class Shape:
    """A curve up to stretching and shifting: the function that is stretched, and its title."""

    title: Text
    formula: Callable[[float], Any]
    kinks: tuple[float, ...] = ()


SHAPES: Mapping[str, Shape] = {
    "sigmoid": Shape(SIGMOID.title, SIGMOID.formula),
    "tanh": Shape(TANH.title, TANH.formula),
    "relu": Shape(RELU.title, RELU.formula, (0.0,)),
    "leaky_relu": Shape(same("Leaky ReLU"), lambda z: leaky(z, SLOPE), (0.0,)),
}
WHYS = {
    "sigmoid": Text(
        "시그모이드는 0과 어떤 양수 사이에 머뭅니다.", "A sigmoid stays between 0 and some positive value."
    ),
    "tanh": Text("tanh는 0을 중심으로 위아래가 같은 폭입니다.", "A tanh goes as far below 0 as above it."),
    "relu": Text("ReLU는 한쪽에서 0이고 다른 쪽에서 직선입니다.", "ReLU is 0 on one side and straight on the other."),
    "leaky_relu": Text(
        "Leaky ReLU는 양쪽이 모두 기울어진 직선입니다.", "Leaky ReLU is straight and sloped on both sides."
    ),
}


def value(givens: Givens, x: float) -> float:
    """The curve: height * shape(steepness * (x - shift))."""
    height, steep, shift = (float(exact(givens[name])) for name in ("height", "steep", "shift"))
    return height * float(SHAPES[givens["shape"]].formula(steep * (x - shift)))


def place(givens: Givens) -> float:
    """Where the curve, which rises, reaches the level: by bisection."""
    low, high, level = ACROSS[0], ACROSS[1], float(exact(givens["level"]))
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if value(givens, middle) < level else (low, middle)
    return (low + high) / 2


def slope(givens: Givens, x: float) -> float:
    """How steep the curve is there, from a central difference."""
    return (value(givens, x + 1e-5) - value(givens, x - 1e-5)) / 2e-5


def checked(givens: Givens) -> None:
    """A rising curve, a place inside the picture, and a level that it reaches there."""
    for name in ("height", "steep"):
        if not 0 < exact(givens[name]) <= 10:
            raise GivensError(
                Text(f"{name}: 0보다 크고 10 이하여야 합니다.", f"{name} must be above 0 and at most 10.")
            )
    if not ACROSS[0] <= exact(givens["at"]) <= ACROSS[1] or abs(value(givens, float(exact(givens["at"])))) > UP[1]:
        raise GivensError(Text("at: 그림 밖입니다.", "at lies outside of the picture."))
    if not value(givens, ACROSS[0]) < exact(givens["level"]) < value(givens, ACROSS[1]):
        raise GivensError(Text("level: 곡선이 이 값을 지나지 않습니다.", "level: the curve does not pass it."))


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A curve that passes the grid well away from the values that one would guess, and is steep where it is read."""
    shape = params.get("shape") or draws.choice("shape", tuple(SHAPES))
    height, steep, at, level = _RANGES[shape]
    givens = {
        "shape": shape,
        "height": draws.decimal("height", *height, "0.1"),
        "steep": draws.decimal("steep", *steep, "0.1"),
        "shift": draws.decimal("shift", "-1.2", "1.2", "0.1"),
        "at": draws.decimal("at", *at, "0.5"),
        "level": draws.decimal("level", *level, "0.5"),
    }
    if not value(givens, ACROSS[0]) + 0.2 < float(givens["level"]) < min(value(givens, ACROSS[1]) - 0.2, UP[1]):
        return None
    x, y = place(givens), value(givens, float(givens["at"]))
    steep_enough = slope(givens, x) >= 0.6 and slope(givens, float(givens["at"])) <= 3
    guesses = all(abs(found - guess) > GUESSED for found in (x, y) for guess in (0.0, 1.0, 0.5))
    return givens if steep_enough and guesses and abs(y) < UP[1] - 0.2 else None


GUESSED = 0.16
_RANGES = {
    "sigmoid": (("1.8", "2.4"), ("1.2", "2.6"), ("-1", "2"), ("0.5", "1.5")),
    "tanh": (("1.2", "2.3"), ("0.6", "2"), ("-2", "2"), ("-1.5", "1.5")),
    "relu": (("0.7", "2"), ("1", "1"), ("0.5", "2"), ("0.5", "2")),
    "leaky_relu": (("0.9", "2"), ("1", "1"), ("-1", "2"), ("0.5", "2")),
}
"""Of each function: height, steepness, where it is read, and the level."""


def parts(givens: Givens) -> tuple[Part, ...]:
    """The function, a value, a place."""
    options = tuple(Option(name, shape.title) for name, shape in SHAPES.items())
    right = givens["shape"]
    which = ChoicePart(
        "shape",
        Text("곡선의 함수", "the function of the curve"),
        Choices(options),
        right,
        {name: WHYS[name] for name in SHAPES if name != right},
    )
    at, level = _shown(givens)
    y, x = Fraction(value(givens, float(exact(givens["at"])))), Fraction(place(givens))
    return (
        which,
        _number("value", f"f({at})", Text("함숫값", "the value"), y, _swapped(givens, y)),
        _number("place", f"f^{{-1}}({level})", Text("함숫값이 그만큼인 $z$", "where it has that value"), x, ()),
    )


def _shown(givens: Givens) -> tuple[str, str]:
    """The place and the value that are asked about, as a page writes them."""
    return without_zeros(str(givens["at"])), without_zeros(str(givens["level"]))


def _swapped(givens: Givens, y: Fraction) -> tuple[WrongNumber, ...]:
    """The place read off in place of the value."""
    if not value(givens, ACROSS[0]) < float(exact(givens["at"])) < value(givens, ACROSS[1]):
        return ()
    other = Fraction(place({**givens, "level": givens["at"]}))
    if abs(other - y) <= TOLERANCE + 2 * NEAR:
        return ()
    return (WrongNumber("axes-exchanged", other, AXES),)


AXES = Text("가로축과 세로축을 바꾸어 읽은 값입니다.", "This is what you read off with the two axes exchanged.")


def _number(name: str, symbol: str, label: Text, right: Fraction, mistakes: tuple[WrongNumber, ...]) -> NumberPart:
    around = (right - TOLERANCE, right + TOLERANCE)
    return NumberPart(name, symbol, label, right, around, 1, mistakes, NEAR)


def statement(givens: Givens) -> Text:
    """What the picture shows, and what to read."""
    at, level = _shown(givens)
    return joined(
        [
            Text(
                "그림의 곡선 $f$는 어떤 활성화 함수를 늘이고 옆으로 옮긴 것입니다(위아래로는 옮기지 않았습니다). "
                "후보는 시그모이드, tanh, ReLU, Leaky ReLU입니다.",
                "The picture shows a curve $f$: the sigmoid, tanh, ReLU or Leaky ReLU, stretched and moved "
                "sideways, not up or down.",
            ),
            Text(
                f"어느 함수인지 고르고, $f({at})$의 값과 $f(z) = {level}$인 $z$를 읽으십시오. 가는 "
                "격자선의 간격은 0.5이고, 0.15까지 벗어난 값도 맞은 것으로 봅니다.",
                f"Say which, and read off $f({at})$ and the $z$ where $f(z) = {level}$. The "
                "fine grid has lines at every 0.5; what is off by up to 0.15 is right.",
            ),
        ],
        "\n\n",
    )


def solution(givens: Givens) -> Text:
    """Both values, and why it is that function."""
    (at, level), y, x = _shown(givens), value(givens, float(exact(givens["at"]))), place(givens)
    return joined(
        [
            WHYS[givens["shape"]],
            same(rf"$$f({at}) \approx {y:.2f},\qquad f({x:.2f}) \approx {level}$$"),
        ],
        "\n\n",
    )


def _between(givens: Givens) -> list[float]:
    """Places between those asked for, and where the curve leaves the picture."""
    inside = [x for x in (-2.25 + 0.5 * n for n in range(10)) if abs(value(givens, x)) <= UP[1]]
    leaves = value(givens, ACROSS[1]) > UP[1]
    return [*inside, place({**givens, "level": str(UP[1])})] if leaves else inside


def picture(givens: Givens, _shown: Shown) -> Picture:
    """The curve; its description gives points halfway between those asked for, so that both can be read from them."""
    shape = SHAPES[givens["shape"]]
    shift = float(exact(givens["shift"]))
    kinks = tuple(kink + shift for kink in shape.kinks)
    told = ", ".join(f"({x:.4g}, {value(givens, x):.2f})" for x in sorted({*_between(givens), *kinks}))
    return curves(
        [Named(same("$f$"), lambda x: value(givens, x), kinks)],
        Window(ACROSS, UP, same("$z$"), same("$f(z)$")),
        Text("읽을 곡선", "A curve to read"),
        Text(f"곡선 f가 지나는 점: {told}.", f"The curve f passes through {told}."),
    )


FAMILY = PartsFamily(
    id="plot.activations.read",
    version="1.0",
    title=Text("활성화 함수의 그래프 읽기", "Reading the graph of an activation"),
    topics=("reading plots", "activations"),
    coverage=("C-043",),
    given=(
        Parameter("shape", read.one_of(*SHAPES)),
        *(Parameter(name, read.number) for name in ("height", "steep", "shift", "at", "level")),
    ),
    drawn=drawn,
    parts=parts,
    statement=statement,
    solution=solution,
    params={"shape": Setting(read.one_of(*SHAPES), Text("함수의 이름", "the function"))},
    checked=checked,
    picture=picture,
    kind="plot",
)
