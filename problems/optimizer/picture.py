"""An optimizer's steps drawn where their loss is known: along its curve for one weight, on its contours for two."""

from typing import Any

import numpy as np

from problems.optimizer.gradient import loss_and_gradient
from problems.optimizer.shape import Shape, shape, weights
from problems.pictures.path import Steps, path, path_on_curve
from problems.pictures.scene import Picture
from problems.pictures.shown import Shown
from problems.variant import Givens
from reference.optimizers import OPTIMIZERS
from reference.readings import as_float, exact
from reference.text import same


def picture(method: str, givens: Givens, shown: Shown) -> Picture | None:
    """The weights from the start on. None while no step is shown, and where gradients are given instead of a loss."""
    wanted = shape(method, givens)
    if wanted.loss is None or wanted.size not in {0, 2}:
        return None
    points = _points(givens, wanted, shown)
    if len(points) == 1:
        return None
    loss, _ = loss_and_gradient(wanted.loss, weights(wanted.size))
    walk = Steps(OPTIMIZERS[method].title, points, _slipped(shown))
    drawn = path([walk], lambda a, b: loss(np.stack([a, b], axis=-1))) if wanted.size else path_on_curve([walk], loss)
    return drawn.described(drawn.title, shown.said(same(shown.wrong or ""), drawn.description))


def _points(givens: Givens, wanted: Shape, shown: Shown) -> list[Any]:
    """From the start to the last step whose weights are numbers, without a gap."""
    found = [as_float(exact(givens["w"])).tolist()]
    for number in range(1, wanted.steps + 1):
        point = _number(shown.values.get(f"w_{number}"), wanted.size)
        if point is None:
            break
        found.append(point)
    return found


def _number(text: Any, size: int) -> Any:
    """A step's weights as floats; None where they are missing or no numbers."""
    if text is None or (isinstance(text, list) and len(text) != size):
        return None
    try:
        return as_float(exact(text)).tolist()
    except ValueError:
        return None


def _slipped(shown: Shown) -> int | None:
    """The number of the step with the first slip."""
    number = (shown.wrong or "").rpartition("_")[2]
    return int(number) if number.isdigit() else None
