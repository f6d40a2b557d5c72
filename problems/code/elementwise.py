"""Properties of functions that work on every entry of an array by itself, and of their derivatives."""

from functools import partial
from typing import Any

import numpy as np

from problems.code.array_inputs import EXTREMES, INTEGERS, ZEROS
from problems.code.inputs import Args, Inputs
from problems.code.task import Agrees, Equals, Probe, Property, ReturnsArray
from reference.activations import ACTIVATIONS, Activation
from reference.text import Text

H = 1 / 32  # exact in binary, and twice as much stays clear of a kink when inputs keep 0.1 away from it


def slope(activation: Activation, x: Any) -> Any:
    return activation.slope(x, activation(x))


def stencil(x: Any) -> Args:
    """Four points around every entry, in one array."""
    return (np.concatenate([x + 2 * H, x + H, x - H, x - 2 * H]),)


def differences(args: Args, results: tuple[Any, ...]) -> Any:
    """Central differences of fourth order from the student's own values around every entry."""
    far, near, near_below, far_below = np.reshape(results[0], (4, len(args[0])))
    return (8 * (near - near_below) - (far - far_below)) / (12 * H)


def values(name: str, sentence: Text, inputs: Inputs) -> Property:
    return Property(f"{name}.values", sentence, name, inputs, Equals(ACTIVATIONS[name]))


def extremes(name: str) -> Property:
    sentence = Text(
        f"`{name}` 함수는 ±1000처럼 절댓값이 큰 입력에도 nan이나 inf 없이 옳은 값을 돌려줍니다.",
        f"`{name}` is right for inputs as large as ±1000 too, without nan or inf.",
    )
    return Property(f"{name}.extremes", sentence, name, EXTREMES, Equals(ACTIVATIONS[name]))


def integers(function: str, oracle: Any) -> Property:
    sentence = Text(
        f"`{function}` 함수는 정수 배열을 받아도 실숫값을 돌려줍니다.",
        f"`{function}` gives real numbers for an array of integers too.",
    )
    return Property(f"{function}.integers", sentence, function, INTEGERS, Equals(oracle), hidden=True)


def derivative(name: str, inputs: Inputs) -> Property:
    sentence = Text(
        f"`{name}_grad` 함수는 $x$에서 `{name}`의 미분값을 돌려줍니다.",
        f"`{name}_grad` is the slope of `{name}` at $x$.",
    )
    return Property(f"{name}_grad.values", sentence, f"{name}_grad", inputs, Equals(partial(slope, ACTIVATIONS[name])))


def own_slope(name: str, inputs: Inputs) -> Property:
    sentence = Text(
        f"`{name}_grad` 함수의 값은 제출한 `{name}` 함수를 중앙 차분으로 수치 미분한 값과 일치합니다.",
        f"`{name}_grad` agrees with the slope of your own `{name}`, measured by central differences.",
    )
    probes = (Probe(f"{name}_grad"), Probe(name, stencil))
    return Property(f"{name}_grad.slope", sentence, f"{name}_grad", inputs, Agrees(differences), probes)


def at_zero(name: str, oracle: Any) -> Property:
    sentence = Text(f"$x = 0$에서 `{name}`의 값은 0입니다.", f"`{name}` is 0 at 0.")
    return Property(f"{name}.zero", sentence, name, ZEROS, Equals(oracle))


def returns_array(name: str, inputs: Inputs, after: str) -> Property:
    sentence = Text(
        f"`{name}` 함수는 입력과 모양이 같은 새 숫자 배열을 돌려주고, 받은 배열은 바꾸지 않습니다.",
        f"`{name}` returns a new array of numbers in the shape of its input, and leaves its input as it was.",
    )
    return Property(f"{name}.array", sentence, name, inputs, ReturnsArray(), after=after)
