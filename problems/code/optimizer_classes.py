"""What every optimizer written as a class is checked by: objects that update dicts of arrays, step by step.

The update rules are the lecture's, as in `code.optimizers`, but for Nesterov: `update` is given a gradient and cannot
ask for another, so w is the point where it was taken, as in the libraries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from problems.code.inputs import Args, Array, Input, Inputs, Picked
from problems.code.sessions import Method, New, Session, Variable, session
from problems.code.task import Equals, EqualsParts, Probe, Property
from reference.optimizers import OPTIMIZERS, Form
from reference.text import Text

Arrays = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A class to write: the rule that it follows, and what its constructor's parameters are called there."""

    name: str
    form: Form
    settings: Mapping[str, str]

    @property
    def keeps(self) -> bool:
        """Whether an object remembers anything from step to step."""
        return bool(self.form.start)

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(self.settings)


def lecture(method: str) -> Form:
    return OPTIMIZERS[method].lecture


_RATE, _DECAY, _EPS = {"lr": "alpha"}, {"decay_rate": "beta"}, {"eps": "eps"}
KINDS = (
    Kind("SGD", lecture("gd"), _RATE),
    Kind("Momentum", lecture("momentum"), _RATE | {"momentum": "beta"}),
    Kind("Nesterov", OPTIMIZERS["nag"].forms["keras"], _RATE | {"momentum": "beta"}),
    Kind("AdaGrad", lecture("adagrad"), _RATE | _EPS),
    Kind("RMSProp", lecture("rmsprop"), _RATE | _DECAY | _EPS),
    Kind("AdaDelta", lecture("adadelta"), _DECAY | _EPS),
    Kind("Adam", lecture("adam"), _RATE | {"beta1": "beta1", "beta2": "beta2"} | _EPS),
)

USUAL: dict[str, tuple[float, ...]] = {
    "lr": (0.1, 0.5, 0.01),
    "momentum": (0.9, 0.5, 0.8),
    "decay_rate": (0.9, 0.5, 0.8),
    "beta1": (0.9, 0.5, 0.8),
    "beta2": (0.999, 0.9, 0.99),
    "eps": (1e-8,),
}
WIDE_EPS = (0.5, 0.1)
ADADELTA_EPS = (1e-6, 1e-4)  # its first steps are about the root of eps, and must be seen


def moved(kind: Kind, settings: tuple[float, ...], w: Any, *gradients: Any) -> Any:
    """One parameter after a step along each of the gradients, from states at their start."""
    coming = iter(gradients)
    named = dict(zip(kind.settings.values(), settings, strict=True))
    return kind.form.path(w, lambda _: next(coming), len(gradients), **named)[-1]["w"]


def all_moved(kind: Kind, settings: tuple[float, ...], params: Arrays, *grads: Arrays) -> Arrays:
    """Every parameter after a step along each dict of gradients."""
    return {key: moved(kind, settings, w, *(step[key] for step in grads)) for key, w in params.items()}


def moved_by_first_and_last(kind: Kind, settings: tuple[float, ...], params: Arrays, *grads: Arrays) -> Arrays:
    """What `beside_another` leaves, if the objects have nothing to do with each other."""
    return all_moved(kind, settings, params, grads[0], grads[-1])


def update(params: Variable, grads: Any, of: str = "optimizer") -> Method:
    return Method(of, "update", (params, grads))


def one_array(name: str, settings: tuple[float, ...], w: Any, g: Any) -> Session:
    """One step, and the array that the dict was made with."""
    array = Variable("W", w.copy())
    return session(New("optimizer", name, settings), update(Variable("params", {"W": array}), {"W": g}), array)


def several(name: str, settings: tuple[float, ...], params: Arrays, *grads: Arrays) -> Session:
    """A step along each of the gradients, and all parameters."""
    kept = Variable("params", copied(params))
    return session(New("optimizer", name, settings), *(update(kept, step) for step in grads), kept)


def beside_another(name: str, settings: tuple[float, ...], params: Arrays, *grads: Arrays) -> Session:
    """Two steps of one object, and between them one of another object with parameters of its own."""
    kept, others = Variable("params", copied(params)), Variable("others", copied(params))
    first, between, last = grads
    steps = (update(kept, first), update(others, between, "other"), update(kept, last))
    return session(New("optimizer", name, settings), New("other", name, settings), *steps, kept)


def gradients_after(name: str, settings: tuple[float, ...], params: Arrays, *grads: Arrays) -> Session:
    """Two steps along the same gradients, and these."""
    kept, used = Variable("params", copied(params)), Variable("grads", copied(grads[0]))
    return session(New("optimizer", name, settings), update(kept, used), update(kept, used), used)


def copied(arrays: Arrays) -> Arrays:
    return {key: array.copy() for key, array in arrays.items()}


def layer(cells: Any) -> Arrays:
    """Six numbers as the weights and biases of a layer."""
    return {"W": cells[:4].reshape(2, 2).copy(), "b": cells[4:].copy()}


def pair(cells: Any) -> Arrays:
    """Four numbers as two parameters of one shape, so that a state that they share goes unnoticed by NumPy."""
    return {"w": cells[:2].copy(), "b": cells[2:].copy()}


def single(**numbers: float) -> Arrays:
    return {key: np.array([number]) for key, number in numbers.items()}


def _numbers(*sizes: float) -> Picked:
    """Either sign of each, the simplest first: none is 0, and nothing drawn must be thrown away again."""
    return Picked(tuple(sign * size for size in sizes for sign in (1.0, -1.0)))


AWAY = _numbers(1.0, 0.5, 2.0, 1.5, 0.3, 0.7, 0.2, 1.2, 0.8, 1.7)  # where the place of a small eps does not show
THREE = (single(W=0.5, b=-1.5), single(W=-2.0, b=0.5), single(W=1.0, b=1.0))
UNEVEN = ([1.0, -2.0], [0.5, -1.5], [-2.0, 0.3], [1.0, 0.7])  # of one parameter: before, and three gradients


def choices(kind: Kind) -> dict[str, tuple[float, ...]]:
    """The values that each setting may have, the usual one first."""
    usual = USUAL | {"eps": ADADELTA_EPS} if kind.name == "AdaDelta" else USUAL
    return {name: usual[name] for name in kind.parameters}


def drawn_settings(kind: Kind, **others: tuple[float, ...]) -> tuple[Input, ...]:
    return tuple(Picked(others.get(name, values)) for name, values in choices(kind).items())


def author(kind: Kind, **others: float) -> tuple[float, ...]:
    return tuple(others.get(name, values[0]) for name, values in choices(kind).items())


def one_step(kind: Kind) -> Inputs:
    return Inputs(
        f"{kind.name}_one",
        (Array(AWAY, ((2, 2), (2, 3), (1, 2))), *drawn_settings(kind)),
        always=(
            (author(kind), np.array([1.0]), np.array([0.5])),
            (author(kind), np.array([1.0, -2.0]), np.array([-1.5, 0.5])),
        ),
        draws=2,
        make=lambda block, *settings: (settings, block[0].copy(), block[1].copy()),
    )


def telling_eps(kind: Kind) -> Inputs:
    """An eps, or gradients so small, that its place shows."""
    tiny = np.array([1e-4, -2e-5])
    return Inputs(
        f"{kind.name}_eps",
        (Array(AWAY, ((2, 2), (2, 3))), *drawn_settings(kind, eps=WIDE_EPS)),
        always=(
            (author(kind, eps=0.5), np.array([1.0]), np.array([0.5])),
            (author(kind), np.array([1.0, -2.0]), tiny),
        ),
        draws=2,
        make=lambda block, *settings: (settings, block[0].copy(), block[1].copy()),
    )


def steps(kind: Kind) -> Inputs:
    """Three steps of a layer's weights and biases, with gradients that change size and sign."""

    def make(block: Any, *settings: float) -> Args:
        return (settings, *(layer(row) for row in block))

    return Inputs(
        f"{kind.name}_steps",
        (Array(AWAY, ((4, 4), (6, 6))), *drawn_settings(kind)),
        always=(
            (author(kind), single(W=1.0, b=0.5), *THREE[:2]),
            (author(kind), single(W=1.0, b=0.5), *THREE),
            (author(kind), *({"W": np.array(numbers), "b": np.array([1.0])} for numbers in UNEVEN)),
        ),
        draws=3,
        make=make,
    )


def two_objects(kind: Kind) -> Inputs:
    def make(block: Any, *settings: float) -> Args:
        return (settings, *(pair(row) for row in block))

    return Inputs(
        f"{kind.name}_objects",
        (Array(AWAY, ((4, 4), (4, 4))), *drawn_settings(kind)),
        always=(
            (author(kind), single(W=1.0, b=0.5), *THREE),
            (author(kind), *(pair(np.array([*numbers, 1.0, 0.5])) for numbers in UNEVEN)),
        ),
        draws=2,
        make=make,
    )


def properties_of(kind: Kind) -> tuple[Property, ...]:
    """What is asked of every class."""
    name = kind.name

    def held(what: str, sentence: Text, inputs: Inputs, judge: Any, lines: Any, after: str | None = None) -> Property:
        return Property(
            f"{name}.{what}", sentence, name, inputs, judge, (Probe(name, partial(lines, name)),), after=after
        )

    found = [
        held("step", _step(name), one_step(kind), Equals(partial(moved, kind)), one_array),
        held("steps", _steps(name), steps(kind), EqualsParts(partial(all_moved, kind)), several),
    ]
    if "eps" in kind.parameters:
        found.append(held("eps", _eps(name), telling_eps(kind), Equals(partial(moved, kind)), one_array))
    if kind.keeps:
        judge = EqualsParts(partial(moved_by_first_and_last, kind))
        found.append(held("objects", _objects(name), two_objects(kind), judge, beside_another))
    kept = EqualsParts(lambda _settings, _params, *grads: grads[0])
    return (*found, held("kept", _kept(name), found[1].inputs, kept, gradients_after, f"{name}.steps"))


def _step(name: str) -> Text:
    return Text(
        f"`{name}`의 `update`를 한 번 호출하면 `params`에 든 배열 자체가 한 단계 뒤의 값으로 바뀝니다.",
        f"One `update` of `{name}` changes the array in `params` itself to its values after one step.",
    )


def _steps(name: str) -> Text:
    return Text(
        f"`{name}` 객체로 여러 단계를 거친 뒤, 모양이 서로 다른 매개변수가 모두 옳은 값이 됩니다.",
        f"After several steps of a `{name}`, parameters of different shapes all have their right values.",
    )


def _eps(name: str) -> Text:
    return Text(
        f"`{name}` 클래스는 $\\epsilon$이 크거나 기울기가 $10^{{-4}}$ 이하로 작아도 $\\epsilon$을 정한 자리에 "
        "더합니다.",
        f"`{name}` adds $\\epsilon$ in the place stated, also where it is large or gradients are below $10^{{-4}}$.",
    )


def _objects(name: str) -> Text:
    return Text(
        f"`{name}` 객체 두 개를 번갈아 써도 서로 영향을 주지 않고, 매개변수마다 상태를 따로 둡니다.",
        f"Two `{name}` objects used in turn do not affect each other, and every parameter has a state of its own.",
    )


def _kept(name: str) -> Text:
    return Text(f"`{name}`의 `update`는 `grads`를 바꾸지 않습니다.", f"`update` of `{name}` leaves `grads` as it was.")
