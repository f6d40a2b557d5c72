"""Plots to read: what is asked can be read from the description alone, and no label hides another."""

import math
import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from problems import question
from problems.catalog import FAMILIES
from problems.givens import GivensError
from problems.parts import NumberPart, PartsFamily
from problems.pictures.scene import Label, Line, Picture, collisions
from problems.pictures.shown import GIVENS_ALONE
from problems.variant import Givens
from reference.text import LOCALES

PLOTS = sorted(name for name in FAMILIES if name.startswith("plot."))


def _family(name: str) -> PartsFamily:
    family = FAMILIES[name]
    assert isinstance(family, PartsFamily)
    return family


def _givens(name: str, seed: object) -> Givens:
    return question.variant_of(_family(name), f"plot {seed}").givens


def _picture(name: str, givens: Givens) -> Picture:
    draw = _family(name).picture
    assert draw is not None
    found = draw(givens, GIVENS_ALONE)
    assert found is not None
    return found


def _numbers(name: str, givens: Givens) -> dict[str, NumberPart]:
    return {part.name: part for part in _family(name).parts(givens) if isinstance(part, NumberPart)}


def _accepts(part: NumberPart, value: float) -> bool:
    return float(part.accepted[0]) <= value <= float(part.accepted[1])


def _points(text: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"\((-?[\d.]+), (-?[\d.]+)\)", text)]


def _choices(name: str, givens: Givens) -> dict[str, Any]:
    return {part.name: part.right for part in _family(name).parts(givens) if not isinstance(part, NumberPart)}


@pytest.mark.parametrize("name", PLOTS)
def test_labels_stand_clear_of_each_other(name, sample) -> None:
    for seed in sample(300, short=15):
        assert collisions(_picture(name, _givens(name, seed))) == []


@pytest.mark.parametrize("name", PLOTS)
def test_pictures_are_told_in_both_languages(name) -> None:
    found = _picture(name, _givens(name, 0))
    for text in (found.title, found.description):
        assert all(text[locale].strip() for locale in LOCALES)
        assert text.ko != text.en


def test_a_curve_is_read_from_the_points_that_are_told(sample) -> None:
    """Between them, along straight lines: the value and the place are accepted; neither is told itself."""
    for seed in sample(300, short=40):
        givens = _givens("plot.activations.read", seed)
        told = _points(_picture("plot.activations.read", givens).description.en)
        x, y = (np.array(axis) for axis in zip(*told, strict=True))
        rising = np.flatnonzero(np.diff(y) > 0)
        rising = np.append(rising, rising[-1] + 1)
        parts = _numbers("plot.activations.read", givens)

        assert _accepts(parts["value"], float(np.interp(float(givens["at"]), x, y)))
        assert _accepts(parts["place"], float(np.interp(float(givens["level"]), y[rising], x[rising])))
        assert not np.any(np.isclose(x, float(givens["at"]))) or givens["shape"] in {"relu", "leaky_relu"}


def test_the_curve_that_is_drawn_is_the_one_that_is_asked_about(sample) -> None:
    """The pixels of the curve at the place asked, by the ticks' own pixels, give the value."""
    for seed in sample(100, short=15):
        givens = _givens("plot.activations.read", seed)
        found = _picture("plot.activations.read", givens)
        curve = np.array([point for shape in found.shapes if _is_curve(shape) for point in shape.points])
        across, up = _axis(found, level=False), _axis(found, level=True)
        at = float(np.polyval(np.polyfit(*across, 1), float(givens["at"])))
        height = float(np.interp(at, curve[:, 0], curve[:, 1]))
        value = float(np.polyval(np.polyfit(up[1], up[0], 1), height))

        assert value == pytest.approx(float(_numbers("plot.activations.read", givens)["value"].value), abs=0.02)


def _is_curve(shape: Any) -> bool:
    """A blue line, but for the sample in the legend."""
    return (
        isinstance(shape, Line) and shape.ink == "blue" and abs(shape.points[-1][0] - shape.points[0][0] - 30.0) > 1e-6
    )


def _axis(found: Picture, *, level: bool) -> tuple[np.ndarray, np.ndarray]:
    """Numbers at the ticks, and their pixels, in order."""
    ticks = [label for label in found.shapes if isinstance(label, Label) and label.ink == "quiet"]
    wanted = [label for label in ticks if (label.anchor == "end") is level]
    pairs = sorted((float(label.text.en.replace("−", "-")), label.y - 4 if level else label.x) for label in wanted)
    numbers, pixels = zip(*pairs, strict=True)
    return np.array(numbers), np.array(pixels)


SLOPES = {
    "sigmoid": lambda z: 0.25 / np.cosh(z / 2) ** 2,
    "tanh": lambda z: 1 / np.cosh(z) ** 2,
    "relu": lambda z: float(z > 0),
    "elu": lambda z: min(1.0, math.exp(z)),
    "swish": lambda z: 1 / (1 + np.exp(-z)) * (1 + z * (1 - 1 / (1 + np.exp(-z)))),
}
"""Derivatives in other forms."""


def test_the_right_curve_is_the_derivative(sample) -> None:
    """Of B and C, the one that is called right passes where the derivative does; the other does not."""
    for seed in sample(200, short=40):
        givens = _givens("plot.activations.which", seed)
        told = dict(re.findall(r"([ABC]): ([^;]+)", _picture("plot.activations.which", givens).description.en))
        right = _choices("plot.activations.which", givens)
        slope = SLOPES[right["function"]]
        near = {curve: max(abs(y - slope(x)) for x, y in _points(told[curve])) for curve in "BC"}

        assert min(near, key=lambda curve: near[curve]) == right["derivative"]
        assert min(near.values()) < 0.01 < max(near.values())


def test_a_boundary_is_read_from_two_points_and_the_arrow(sample) -> None:
    """The line through the two points that are told; the points' own side against their targets."""
    for seed in sample(300, short=40):
        givens = _givens("plot.boundary.read", seed)
        told = _picture("plot.boundary.read", givens).description.en
        ones, zeros = (_points(part) for part in told.split("boundary")[0].split("target 0"))
        (ax, ay), (bx, by) = _points(told.split("boundary")[1])
        w, b = np.array([ay - by, bx - ax]), -(ay - by) * ax - (bx - ax) * ay
        if (b > 0) != ("to the origin's side" in told):
            w, b = -w, -b
        wrong = sum(w @ p + b <= 0 for p in ones) + sum(w @ p + b > 0 for p in zeros)
        parts, right = _numbers("plot.boundary.read", givens), _choices("plot.boundary.read", givens)

        assert _accepts(parts["crossing"], float(-b / w[0]))
        assert parts["misclassified"].value == wrong
        assert right["bias"] == ("positive" if b > 0 else "negative")
        assert (
            right["weights"]
            == {(1, 1): "both", (1, 0): "first", (0, 1): "second", (0, 0): "neither"}[int(w[0] > 0), int(w[1] > 0)]
        )


def test_rates_are_told_apart_by_their_losses(sample) -> None:
    """What grows, what crawls, and when the third passes the level, from the losses that are told."""
    for seed in sample(300, short=40):
        givens = _givens("plot.loss_curve", seed)
        told = _picture("plot.loss_curve", givens).description.en
        losses = {
            name: np.array(values.split(", "), float) for name, values in re.findall(r"([ABC]): ([\d., ]+\d)", told)
        }
        ranked = sorted(losses, key=lambda name: losses[name][-1])
        right = _choices("plot.loss_curve", givens)

        assert (ranked[2], ranked[1]) == (right["large"], right["small"])
        assert losses[ranked[2]][-1] > losses[ranked[2]][0]
        below = np.flatnonzero(losses[ranked[0]] < float(givens["level"]))
        assert _numbers("plot.loss_curve", givens)["epoch"].value == below[0]


def test_the_lowest_validation_loss_stands_out(sample) -> None:
    """It is read from the losses that are told, and differs from its neighbours by what an eye can see."""
    for seed in sample(300, short=40):
        givens = _givens("plot.early_stopping", seed)
        told = _picture("plot.early_stopping", givens).description.en
        train, validation = (np.array(text.split(", "), float) for text in re.findall(r"loss: ([\d., ]+\d)", told))
        lowest = int(np.argmin(validation))
        right = "overfitting" if validation[-1] > validation[lowest] else "underfitting"
        beside = [abs(validation[n] - validation[lowest]) for n in (lowest - 1, lowest + 1) if n < len(validation)]

        assert _numbers("plot.early_stopping", givens)["epoch"].value == lowest
        assert _choices("plot.early_stopping", givens)["claim"] == right
        assert min(beside) > 0.03 * max(validation)
        assert np.all(np.diff(train) <= 0)


def test_a_break_is_read_from_the_numbers_on_the_bars(sample) -> None:
    for seed in sample(300, short=40):
        givens = _givens("plot.gradients", seed)
        told = _picture("plot.gradients", givens).description.en
        norms = [float(value) for value in re.findall(r"layer \d+: ([\d.e-]+\d)", told)]
        drops = [math.log10(above / below) for below, above in pairwise(norms)]
        layer = max(n for n, drop in enumerate(drops, 1) if drop > 2)

        assert _choices("plot.gradients", givens)["layer"] == f"layer-{layer}"
        assert _accepts(_numbers("plot.gradients", givens)["powers"], drops[layer - 1])


@pytest.mark.parametrize(
    ("name", "givens", "said"),
    [
        ("plot.activations.read", {"shape": "sine"}, "shape must be one of"),
        ("plot.activations.read", {"height": 0}, "height must be above 0"),
        ("plot.activations.read", {"at": 9}, "outside of the picture"),
        ("plot.activations.read", {"level": 7}, "does not pass"),
        ("plot.activations.which", {"other": "sigmoid", "shape": "sigmoid"}, "must differ"),
        ("plot.activations.which", {"options": ["relu", "relu"]}, "options"),
        ("plot.boundary.read", {"p": 0}, "must not be 0"),
        ("plot.boundary.read", {"x": [[1, 2, 3]], "y": [1]}, "rows of two"),
        ("plot.boundary.read", {"x": [[1, 0]], "y": [2]}, "0 or 1"),
        ("plot.boundary.read", {"p": 1, "q": 1, "x": [[1, 0]], "y": [1]}, "on the line"),
        ("plot.loss_curve", {"rates": ["0.1", "0.1", "0.1"]}, "one that diverges"),
        ("plot.loss_curve", {"scale": 0}, "above 0"),
        ("plot.loss_curve", {"level": 0}, "no loss falls below"),
        ("plot.early_stopping", {"train": [1, 2]}, "one length"),
        ("plot.early_stopping", {"train": [4, 3, 2, 1], "validation": [4, 3, 3, 4]}, "one of them the lowest"),
        ("plot.early_stopping", {"train": [4, 5, 6, 7], "validation": [8, 7, 8, 9]}, "must go down"),
        ("plot.gradients", {"norms": [1, 1]}, "4 to 8"),
        ("plot.gradients", {"norms": [1, 1, 1, 1]}, "no layer"),
        ("plot.gradients", {"norms": [1, 1, 1, -1]}, "above 0"),
    ],
)
def test_givens_without_a_picture_to_read_are_explained(name, givens, said) -> None:
    with pytest.raises(GivensError) as caught:
        question.variant_of(_family(name), "", givens={**_givens(name, "bad"), **givens})
    assert said in caught.value.text.en
    assert caught.value.text.ko
