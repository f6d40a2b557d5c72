"""The givens of a dense network: their shape, their checks, and how a Working reads them.

Row i of a weight matrix holds the weights INTO unit i; x and y are vectors, or rows of a batch.
"""

from dataclasses import dataclass
from typing import Any

from problems import givens as read
from problems.givens import GivensError
from problems.variant import Givens
from reference.activations import SOFTMAX
from reference.layout import Layout, column, examples
from reference.losses import LOSSES
from reference.readings import exact
from reference.shaped_activations import EVERY_ACTIVATION
from reference.text import Text

NAMES = (*EVERY_ACTIVATION, SOFTMAX.name)
FITTING = {"bce": "sigmoid", "ce": "softmax"}
"""A cross entropy is joined to its output activation: together their gradient is (p - y) / n."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on: units per layer, examples (0 for a plain vector), names, biases."""

    units: tuple[int, ...]
    count: int
    activations: tuple[str, ...]
    loss: str
    biased: bool
    train_bias: bool

    @property
    def layers(self) -> int:
        return len(self.units) - 1

    def of_units(self, units: int) -> Layout:
        """How one layer's values are written."""
        return examples(self.count, units) if self.count else column(units)


def _layered(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not 1 <= len(value) <= 6:
        raise GivensError(
            Text(f"{name}: 층마다 하나씩, 1개에서 6개까지 있어야 합니다.", f"{name}: one per layer is needed, 1 to 6.")
        )
    return value


def read_matrices(name: str, value: Any) -> list[Any]:
    return [read.rows(f"{name}[{i}]", rows) for i, rows in enumerate(_layered(name, value), 1)]


def read_vectors(name: str, value: Any) -> list[Any]:
    return [read.numbers(f"{name}[{i}]", vector) for i, vector in enumerate(_layered(name, value), 1)]


def read_names(name: str, value: Any) -> list[str]:
    allowed = read.one_of(*NAMES)
    return [allowed(f"{name}[{i}]", one) for i, one in enumerate(_layered(name, value), 1)]


def shape(givens: Givens) -> Shape:
    """The shape of these givens; a forward pass alone has no loss and trains nothing."""
    first = givens["x"][0]
    count = len(givens["x"]) if isinstance(first, list) else 0
    inputs = len(first) if count else len(givens["x"])
    units = (inputs, *(len(W) for W in givens["W"]))
    biased = givens["b"] is not None
    trained = biased and bool(givens.get("train_bias", False))
    return Shape(units, count, tuple(givens["activations"]), givens.get("loss", ""), biased, trained)


def checked(givens: Givens) -> None:
    """Raise GivensError where the shapes or names do not fit together."""
    wanted = shape(givens)
    check_layers(givens, wanted)
    _check_targets(givens, wanted)


def check_layers(givens: Givens, wanted: Shape) -> None:
    """Raise GivensError where matrices, biases and names of activations do not make one network."""
    for layer, W in enumerate(givens["W"], 1):
        if len(W[0]) != wanted.units[layer - 1]:
            n, m = wanted.units[layer - 1], len(W[0])
            raise GivensError(
                Text(
                    f"W의 {layer}번째 행렬은 열이 {n}개여야 하는데 {m}개입니다.",
                    f"matrix {layer} of W must have {n} columns, not {m}.",
                )
            )
    for name in ("activations", "b"):
        if givens[name] is not None and len(givens[name]) != wanted.layers:
            raise GivensError(
                Text(
                    f"{name}: 층마다 하나씩, {wanted.layers}개가 필요합니다.",
                    f"{name}: {wanted.layers} needed, one per layer.",
                )
            )
    if givens["b"] is not None and [len(b) for b in givens["b"]] != list(wanted.units[1:]):
        raise GivensError(
            Text(
                "b에 있는 벡터의 길이가 층의 유닛 수와 다릅니다.",
                "the lengths in b are not the layers' numbers of units.",
            )
        )


def _check_targets(givens: Givens, wanted: Shape) -> None:
    rows = givens["y"] if wanted.count else [givens["y"]]
    if any(isinstance(row, list) is False or len(row) != wanted.units[-1] for row in rows) or len(rows) != (
        wanted.count or 1
    ):
        raise GivensError(Text("y의 모양이 출력의 모양과 다릅니다.", "the shape of y is not that of the outputs."))
    fitting = FITTING.get(wanted.loss)
    if fitting and wanted.activations[-1] != fitting:
        raise GivensError(
            Text(
                f"손실 함수 {wanted.loss}에는 마지막 층의 활성화 함수로 {fitting}만 쓸 수 있습니다.",
                f"the loss {wanted.loss} needs {fitting} as the last activation.",
            )
        )
    if SOFTMAX.name in wanted.activations[:-1] or (SOFTMAX.name in wanted.activations and fitting != SOFTMAX.name):
        raise GivensError(
            Text(
                "softmax는 마지막 층에서 손실 함수 ce와 함께 쓸 때만 쓸 수 있습니다.",
                "softmax is only for the last layer, with the loss ce.",
            )
        )


def environment(givens: Givens) -> dict[str, Any]:
    """x and y as units x examples, each W as it is, each b as one column, and n, the number averaged over."""
    wanted = shape(givens)
    return layer_values(givens, wanted) | {
        "y": wanted.of_units(wanted.units[-1]).inside(exact(givens["y"])),
        "eta": exact(givens["eta"]),
        "n": exact(averaged_over(wanted)),
    }


def layer_values(givens: Givens, wanted: Shape) -> dict[str, Any]:
    """What a forward pass reads: x as units x examples, each W as it is, each b as one column."""
    values: dict[str, Any] = {"x": wanted.of_units(wanted.units[0]).inside(exact(givens["x"]))}
    for layer, W in enumerate(givens["W"], 1):
        values[f"W{layer}"] = exact(W)
        if givens["b"] is not None:
            values[f"b{layer}"] = exact(givens["b"][layer - 1]).reshape(-1, 1)
    return values


def averaged_over(wanted: Shape) -> int:
    count = wanted.count or 1
    return {"cells": count * wanted.units[-1], "examples": count, "nothing": 1}[LOSSES[wanted.loss].averages]
