"""Which activation is it, and which of two other curves is its derivative?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from problems import givens as read
from problems.choices import Choices, Option
from problems.draws import Draws
from problems.family import Params
from problems.formula_hunt import word
from problems.givens import GivensError, Parameter, Setting
from problems.parts import ChoicePart, Part, PartsFamily
from problems.pictures.curves import Named, Window, curves
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.activations import RELU, SIGMOID, TANH, Activation
from reference.shaped_activations import SHAPED
from reference.text import Text, joined, same

ACROSS, UP = (-2.5, 2.5), (-1.5, 2.5)


@dataclass(frozen=True, slots=True)
class Shape:
    """A function with its derivative; `why` is what its graph shows, `slope_why` what its derivative's shows."""

    title: Text
    value: Callable[[float], float]
    slope: Callable[[float], float]
    why: Text
    slope_why: Text
    kinks: tuple[float, ...] = ()


def _shape(of: Activation, why: Text, slope_why: Text) -> Shape:
    def slope(z: float) -> float:
        return float(of.slope(z, of.formula(z)))

    return Shape(of.title, lambda z: float(of.formula(z)), slope, why, slope_why, of.kinks)


SHAPES: Mapping[str, Shape] = {
    "sigmoid": _shape(
        SIGMOID,
        Text("시그모이드는 0에서 0.5이고 0과 1 사이에 머뭅니다.", "The sigmoid is 0.5 at 0 and stays between 0 and 1."),
        Text(
            "시그모이드의 도함수는 0에서 가장 크고 그 값이 0.25입니다.",
            "The sigmoid's derivative is largest at 0: 0.25.",
        ),
    ),
    "tanh": _shape(
        TANH,
        Text("tanh는 0에서 0이고 −1과 1 사이에 머뭅니다.", "tanh is 0 at 0 and stays between −1 and 1."),
        Text("tanh의 도함수는 0에서 가장 크고 그 값이 1입니다.", "The derivative of tanh is largest at 0: 1."),
    ),
    "relu": _shape(
        RELU,
        Text(
            "ReLU는 음수에서 0이고 양수에서는 입력 그대로입니다.",
            "ReLU is 0 for negatives and leaves positives as they are.",
        ),
        Text("ReLU의 도함수는 0과 1, 두 값만 가집니다.", "The derivative of ReLU has the two values 0 and 1."),
    ),
    "elu": _shape(
        SHAPED["elu"].usual(),
        Text("ELU는 음수에서 −1로 다가갑니다.", "ELU goes towards −1 for negatives."),
        Text(
            "ELU의 도함수는 음수에서 0으로 다가가고 양수에서 1입니다.",
            "The derivative of ELU is 1 for positives and goes to 0.",
        ),
    ),
    "swish": _shape(
        SHAPED["swish"].usual(),
        Text("Swish는 음수 쪽에서 0보다 작아졌다가 다시 0으로 다가갑니다.", "Swish dips below 0 for negatives."),
        Text(
            "Swish의 도함수는 0에서 0.5이고 1보다 커지기도 합니다.",
            "The derivative of Swish is 0.5 at 0 and exceeds 1.",
        ),
    ),
}
CURVES = ("B", "C")
OTHERS = 3


def checked(givens: Givens) -> None:
    """Two functions, and the right one among the options, each once."""
    if givens["shape"] == givens["other"]:
        raise GivensError(Text("other: shape와 달라야 합니다.", "other must differ from shape."))
    options = givens["options"]
    if givens["shape"] not in options or len(set(options)) < len(options) or set(options) - set(SHAPES):
        listed = ", ".join(SHAPES)
        raise GivensError(
            Text(
                f"options: shape를 포함하여 {listed} 가운데 서로 다른 것이어야 합니다.",
                f"options must be different ones of {listed}, shape among them.",
            )
        )


def drawn(draws: Draws, params: Params) -> dict[str, Any] | None:
    """A function, a decoy for its derivative, options in some order. A few thousand variants."""
    ranked = sorted(SHAPES, key=lambda key: draws.integer(f"rank {key}", 0, 2**40))
    shape = params.get("shape") or draws.choice("shape", tuple(SHAPES))
    wrong = [key for key in ranked if key != shape][:OTHERS]
    options = sorted([shape, *wrong], key=lambda key: draws.integer(f"place {key}", 0, 2**40))
    other = draws.choice("other", [key for key in SHAPES if key != shape])
    return {"shape": shape, "other": other, "slope_first": draws.integer("first", 0, 1) == 1, "options": options}


def _curve_of_slope(givens: Givens) -> str:
    return CURVES[0] if givens["slope_first"] else CURVES[1]


def parts(givens: Givens) -> tuple[Part, ...]:
    """The function of curve A, and the curve of its derivative."""
    shape, other = givens["shape"], SHAPES[givens["other"]]
    right = _curve_of_slope(givens)
    wrong = next(curve for curve in CURVES if curve != right)
    return (
        ChoicePart(
            "function",
            Text("곡선 A의 함수", "the function of curve A"),
            Choices(tuple(Option(key, SHAPES[key].title) for key in givens["options"])),
            shape,
            {key: SHAPES[key].why for key in givens["options"] if key != shape},
        ),
        ChoicePart(
            "derivative",
            Text("곡선 A의 도함수", "the derivative of curve A"),
            Choices(tuple(Option(curve, Text(f"곡선 {curve}", f"curve {curve}")) for curve in CURVES)),
            right,
            {wrong: other.slope_why},
        ),
    )


def statement(_givens: Givens) -> Text:
    """What the picture shows."""
    return Text(
        "그림의 곡선 A는 활성화 함수이고, B와 C 가운데 하나는 그 도함수, 다른 하나는 다른 활성화 함수의 "
        "도함수입니다. "
        "곡선 A가 어느 함수인지, 그 도함수가 어느 곡선인지 고르십시오. 매개변수가 있는 함수는 매개변수가 1입니다.",
        "Curve A of the picture is an activation; one of B and C is its derivative, the other the derivative of "
        "another "
        "activation. Say which function A is, and which curve is its derivative. A parameter, where there is "
        "one, is 1.",
    )


def solution(givens: Givens) -> Text:
    """What the graphs show."""
    shape = SHAPES[givens["shape"]]
    curve = _curve_of_slope(givens)
    return joined(
        [
            shape.why,
            shape.slope_why,
            Text(f"그러므로 도함수는 곡선 {curve}입니다.", f"So the derivative is curve {curve}."),
        ]
    )


def picture(givens: Givens, _shown: Shown) -> Picture:
    """Three curves by letters; the description gives their values at whole places."""
    shape, other = SHAPES[givens["shape"]], SHAPES[givens["other"]]
    slopes = (shape, other) if givens["slope_first"] else (other, shape)
    named = [
        Named(same("A"), shape.value, shape.kinks),
        *(Named(same(curve), one.slope, one.kinks) for curve, one in zip(CURVES, slopes, strict=True)),
    ]
    return curves(named, Window(ACROSS, UP, same("$z$"), _VALUE), _TITLE, _described(named))


def _described(named: list[Named]) -> Text:
    """Beside 0 and not at it: some of the curves jump there."""
    each = [
        f"{one.name.en}: " + ", ".join(f"({z:g}, {one.function(z):.2f})" for z in (-2.0, -1.0, -0.1, 0.1, 1.0, 2.0))
        for one in named
    ]
    return Text("곡선이 지나는 점. ", "Points of the curves. ") + same("; ".join(each) + ".")


_VALUE = Text("값", "value")
_TITLE = Text("세 곡선", "Three curves")

FAMILY = PartsFamily(
    id="plot.activations.which",
    version="1.0",
    title=Text("활성화 함수와 도함수의 그래프 알아보기", "Telling graphs of activations and derivatives apart"),
    topics=("reading plots", "activations"),
    coverage=("C-043",),
    given=(
        Parameter("shape", read.one_of(*SHAPES)),
        Parameter("other", read.one_of(*SHAPES)),
        Parameter("slope_first", read.flag),
        Parameter("options", read.several(word, 2, 5)),
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
