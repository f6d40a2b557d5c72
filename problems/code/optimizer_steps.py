"""What every step of an optimizer is checked by: its arguments, its oracle, and the inputs that tell mistakes apart.

States are drawn warm and the number of the step is at least 2, since most mistakes hide in a first step from 0.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Given, Grid, Input, Inputs, Picked
from problems.code.task import Equals, EqualsParts, Judge, KeepsArguments, Property
from reference.optimizers import OPTIMIZERS
from reference.text import Text

Floats = np.ndarray[Any, np.dtype[np.float64]]

POSITIVE = frozenset({"G", "Eg2", "Edx2", "second moment"})
EPS = 1e-8
SQUARES = Given("gradient_of_squares", "def gradient_of_squares(x):\n    return 2 * x\n")
WEIGHTED = Given(
    "gradient_of_weighted_squares",
    "def gradient_of_weighted_squares(x):\n    return np.arange(1, x.size + 1).reshape(x.shape) * x\n",
)
CURVED = Given("gradient_of_log_cosh", "def gradient_of_log_cosh(x):\n    return np.tanh(x)\n")
GRADIENTS_GIVEN = (SQUARES, WEIGHTED, CURVED)
SETTINGS: dict[str, tuple[Any, ...]] = {
    "grad": GRADIENTS_GIVEN,
    "alpha": (0.1, 0.5, 0.01),
    "beta": (0.9, 0.5, 0.8),
    "beta1": (0.9, 0.5, 0.8),
    "beta2": (0.999, 0.9, 0.99),
    "eps": (EPS,),
    "t": (2, 3, 5),
}
START = (1.5, -0.8, 0.4)
GRADIENTS = ((0.5, -2.0, 1.0), (-0.2, 0.3, 0.5), (1.0, 1.0, -0.4))


def function_of(method: str) -> str:
    """The name of the function that a student writes for a method."""
    return "sgd_step" if method == "gd" else f"{method}_step"


def arrays_of(method: str) -> tuple[str, ...]:
    """The arrays that a step is given, w first. NAG is given a function for the gradient, which it takes elsewhere."""
    return ("w", *([] if method == "nag" else ["g"]), *OPTIMIZERS[method].lecture.start)


def numbers_of(method: str) -> tuple[str, ...]:
    """What a step is given beside the arrays: numbers, and to NAG a function."""
    return (*{"adam": ["t"], "nag": ["grad"]}.get(method, []), *OPTIMIZERS[method].lecture.settings)


def parameters_of(method: str) -> tuple[str, ...]:
    """A function's parameters, in order: `grad` stands where other methods have the gradient."""
    names = [name for name in arrays_of(method) + numbers_of(method) if name != "grad"]
    return ("w", "grad", *names[1:]) if method == "nag" else tuple(names)


def step(method: str, *args: Any) -> Any:
    """The oracle: new w and states as a tuple; w alone if the method has no state."""
    form = OPTIMIZERS[method].lecture
    values = dict(zip(parameters_of(method), args, strict=True))
    if method == "nag":
        values["g"] = values["grad"](form.gradient_point(values))
    after = form.step(values)
    return (after["w"], *(after[name] for name in form.start)) if form.start else after["w"]


def judge(method: str) -> Judge:
    return (EqualsParts if OPTIMIZERS[method].lecture.start else Equals)(partial(step, method))


def _is_positive(method: str, name: str) -> bool:
    return name in POSITIVE or (method, name) == ("adam", "v")


def _ordered(method: str, arrays: Sequence[Any], numbers: Sequence[Any]) -> Args:
    """Arrays and numbers, each in their own order, as the arguments of a step."""
    values = dict(zip(arrays_of(method) + numbers_of(method), (*arrays, *numbers), strict=True))
    return tuple(values[name] for name in parameters_of(method))


def _arranged(method: str, block: Floats, *numbers: Any) -> Args:
    """Rows of a drawn block as the arrays of a step; what must be positive is moved away from 0."""
    rows = zip(arrays_of(method), block, strict=True)
    arrays = [np.abs(row) + 0.5 if _is_positive(method, name) else row.copy() for name, row in rows]
    return _ordered(method, arrays, numbers)


def _usual(method: str, **others: Any) -> tuple[Any, ...]:
    return tuple(others.get(name, SETTINGS[name][0]) for name in numbers_of(method))


def _case(method: str, w: Any, g: Any, *states: Any, **others: Any) -> Args:
    """An author's case: w, the gradient unless the method takes its own, and as many states as the method has."""
    rows = [w, *([] if method == "nag" else [g]), *states][: len(arrays_of(method))]
    return _ordered(method, [np.array(row, dtype=float) for row in rows], _usual(method, **others))


def _drawn_numbers(method: str, **others: tuple[Any, ...]) -> tuple[Input, ...]:
    return tuple(Picked(others.get(name, SETTINGS[name])) for name in numbers_of(method))


def _block(method: str, *sides: tuple[int, int]) -> Array:
    count = len(arrays_of(method))
    return Array(Grid(-3, 3, avoid=(0,)), ((count, count), *sides))


def warm(method: str) -> Inputs:
    """One step in the middle of a descent."""
    return Inputs(
        f"{method}_warm",
        (_block(method, (2, 4)), *_drawn_numbers(method)),
        always=(
            _case(method, [1], [0.5], [0.25], [0.5]),
            _case(method, [1, -2], [0.5, 1.5], [0.5, 0.25], [1, 0.5], alpha=0.5, grad=WEIGHTED),
        ),
        make=partial(_arranged, method),
    )


def matrices(method: str) -> Inputs:
    """The same for the weights of a layer."""
    return Inputs(
        f"{method}_matrices",
        (_block(method, (2, 3), (2, 3)), *_drawn_numbers(method)),
        always=(_case(method, [[1, 2, -1]], [[0.5, 1, 2]], [[0.5, 0.25, 1]], [[1, 0.5, 2]]),),
        draws=2,
        make=partial(_arranged, method),
    )


def telling_eps(method: str) -> Inputs:
    """An eps, or gradients so small, that its place shows."""
    tiny = ([1, -2], [1e-4, -2e-5], [1e-4, 1e-4], [1e-8, 1e-8])
    rows = (tiny[0], tiny[1], *((tiny[2], tiny[3]) if method == "adam" else (tiny[3], tiny[3])))
    return Inputs(
        f"{method}_eps",
        (_block(method, (2, 3)), *_drawn_numbers(method, eps=(0.5, 0.1))),
        always=(_case(method, [1], [0.5], [0.25], [0.5], eps=0.5), _case(method, *rows)),
        draws=2,
        make=partial(_arranged, method),
    )


def first_steps(method: str) -> Inputs:
    """The first step from states of 0."""
    zeros = ([0.0], [0.0]), ([0.0] * 3, [0.0] * 3)
    return Inputs(
        f"{method}_first",
        (Array(Grid(-3, 3, avoid=(0,)), ((2, 2), (2, 3))), *_drawn_numbers(method, t=(1,))),
        always=(
            _case(method, [1], [0.5], *zeros[0], t=1),
            _case(method, [1, 2, 3], [0.5, -2, 0.25], *zeros[1], t=1),
        ),
        draws=2,
        make=lambda block, *numbers: (block[0], block[1], *([np.zeros_like(block[0])] * 2), *numbers),
    )


def _along(method: str, w: Floats, gradients: Floats, steps: int, numbers: tuple[Any, ...]) -> Args:
    """The arguments of the last of some steps of the right optimizer from states of 0."""
    states: tuple[Floats, ...] = (np.zeros_like(w),) * len(OPTIMIZERS[method].lecture.start)
    for t in range(1, steps + 1):
        at = (t, *numbers[1:]) if method == "adam" else numbers
        args = _ordered(method, [w, *([] if method == "nag" else [gradients[t - 1]]), *states], at)
        if t < steps:
            w, *rest = step(method, *args)
            states = tuple(rest)
    return args


def paths(method: str) -> Inputs:
    """Each of the steps of a descent from states of 0, with gradients that change size and sign."""

    def make(block: Floats, steps: int, *numbers: Any) -> Args:
        return _along(method, block[0], block[1:], steps, numbers)

    author = np.array([START, *GRADIENTS])
    away = Grid(-2, 2, avoid=(0, 0.1, -0.1))  # where the place of a small eps shows, another property looks
    return Inputs(
        f"{method}_path",
        (Array(away, ((5, 5), (2, 3))), Picked((2, 3, 4)), *_drawn_numbers(method)),
        always=tuple(make(author, steps, *_usual(method)) for steps in (1, 2, 3)),
        make=make,
    )


def properties_of(method: str) -> tuple[Property, ...]:
    """What is asked of every step."""
    name, states = function_of(method), bool(OPTIMIZERS[method].lecture.start)
    middle = warm(method)
    kept = Property(f"{name}.kept", _kept(name), name, middle, KeepsArguments(), after=f"{name}.values")
    found = [
        Property(f"{name}.values", _values(method), name, middle, judge(method)),
        Property(f"{name}.matrix", _matrix(name), name, matrices(method), judge(method)),
    ]
    if "eps" in OPTIMIZERS[method].lecture.settings:
        found.append(Property(f"{name}.eps", _eps(name), name, telling_eps(method), judge(method)))
    if method == "adam":
        found.append(Property(f"{name}.first", _first(name), name, first_steps(method), judge(method)))
    if states:
        found.append(Property(f"{name}.path", _path(name), name, paths(method), judge(method), hidden=True))
    return (*found, kept)


def _values(method: str) -> Text:
    name = function_of(method)
    if not OPTIMIZERS[method].lecture.start:
        return Text(
            f"`{name}` 함수는 매개변수를 기울기의 반대 방향으로 한 단계 옮깁니다.",
            f"`{name}` moves the parameters one step against the gradient.",
        )
    return Text(
        f"`{name}` 함수는 학습 도중의 상태를 받아 한 단계 뒤의 매개변수와 상태를 돌려줍니다.",
        f"`{name}` gives the parameters and states after one step from states that are under way.",
    )


def _kept(name: str) -> Text:
    return Text(
        f"`{name}` 함수는 받은 배열을 하나도 바꾸지 않습니다.", f"`{name}` leaves all arrays it is given as they were."
    )


def _matrix(name: str) -> Text:
    return Text(
        f"`{name}` 함수는 2차원 배열도 원소마다 같은 규칙으로 갱신합니다.",
        f"`{name}` updates every entry of a 2-D array by the same rule.",
    )


def _eps(name: str) -> Text:
    return Text(
        f"`{name}` 함수는 $\\epsilon$이 크거나 기울기가 $10^{{-4}}$ 이하로 작아도 정한 자리에 $\\epsilon$을 더합니다.",
        f"`{name}` adds $\\epsilon$ in the place stated, also where it is large or gradients are below $10^{{-4}}$.",
    )


def _first(name: str) -> Text:
    return Text(
        f"`{name}` 함수의 첫 단계($t = 1$, 상태는 모두 0)는 모든 매개변수를 기울기의 반대 방향으로 "
        "약 $\\alpha$만큼 옮깁니다.",
        f"`{name}` moves every parameter by about $\\alpha$ against its gradient in the first step "
        "($t = 1$, from states of 0).",
    )


def _path(name: str) -> Text:
    return Text(
        f"`{name}` 함수는 상태 0에서 시작한 학습의 모든 단계에서 옳은 값을 돌려줍니다.",
        f"`{name}` is right in every step of a descent that starts from states of 0.",
    )
