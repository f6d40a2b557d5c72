"""Activations drawn: the graphs that a solution is read off, and how a gradient fares from layer to layer."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from problems.pictures.curve import Features, curve
from problems.pictures.gradient_bars import gradient_bars
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.activations import ACTIVATIONS, fires
from reference.readings import as_float, exact
from reference.shaped_activations import SHAPED
from reference.text import Text, same
from reference.vanishing import STEEPEST, bound, factor

MOST_LAYERS = 12
FAR = (60.0, 61.0)
"""What a function has hardly left between these two it never leaves."""


def value_and_derivative(givens: Givens, shown: Shown) -> Picture | None:
    """The function and its derivative with the given z marked; a question of reading only once it is solved."""
    record = SHAPED.get(givens["name"]) or ACTIVATIONS.get(givens["name"])
    if record is None or not shown.values or shown.wrong is not None:
        return None
    names = SHAPED[record.name].parameters if record.name in SHAPED else {}
    constants = [float(exact(givens[name] if givens[name] is not None else usual)) for name, usual in names.items()]
    formula = partial(fires, at_zero=givens["step_at_zero"]) if record.name == "step" else record.formula

    def value(z: float) -> float:
        with np.errstate(all="ignore"):
            return float(formula(np.float64(z), *constants))

    def slope(z: float) -> float:
        with np.errstate(all="ignore"):
            return float(record.slope(np.float64(z), np.float64(value(z)), *constants))

    places = as_float(exact(givens["z"] if isinstance(givens["z"], list) else [givens["z"]])).tolist()
    reach = max(4.0, *(abs(z) + 1.0 for z in places))
    features = Features(record.kinks, _asymptotes(value), places)
    return curve(record.title, value, slope, span=(-reach, reach), features=features)


def _asymptotes(value: Callable[[float], float]) -> tuple[float, ...]:
    """What the function comes ever nearer to on either side without being there."""
    found = []
    for side in (-1.0, 1.0):
        near, far, further = (value(side * z) for z in (5.0, *FAR))
        if abs(far - further) < 1e-9 < abs(near - far):
            found.append(round(far, 6))
    return tuple(found)


def over_layers(givens: Givens, shown: Shown) -> Picture | None:
    """The bound after each layer, once it is worked out."""
    if not shown.values or shown.wrong is not None or givens["layers"] > MOST_LAYERS:
        return None
    each: Any = factor(exact(STEEPEST[givens["activation"]]), exact(givens["weight"]))
    crossed = range(1, givens["layers"] + 1)
    bounds = [abs(float(bound(each, n))) for n in crossed]
    drawn = gradient_bars([same(str(n)) for n in crossed], bounds, (_CROSSED, _BOUND))
    listed = "; ".join(f"{n}: {size:.3g}" for n, size in zip(crossed, bounds, strict=True))
    return drawn.described(_BOUNDS, _BOUNDS + same(f". {listed}."))


_CROSSED = Text("거슬러 올라간 층의 수", "layers crossed")
_BOUND = Text("기울기에 곱해지는 값의 상한 (로그 눈금)", "largest factor of the gradient (log scale)")
_BOUNDS = Text(
    "거슬러 올라간 층의 수에 따른 기울기의 상한", "The bound on the gradient by the number of layers crossed"
)
