"""The givens of an optimizer's steps: their shape, their checks, and how a Working reads them.

`w` is a number or a vector. The gradients are given, one per step, or follow from a loss in w (or w1, w2, …). States
before the first step default to what the method starts with; `t_0` counts the steps taken before them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from problems import givens as read
from problems.formulas import formula_in
from problems.givens import GivensError, Parameter
from problems.optimizer.gradient import FUNCTIONS
from problems.variant import Givens
from reference.expressions import parse
from reference.layout import SCALAR, Layout, vector
from reference.optimizers import CONVENTIONS, OPTIMIZERS, Form
from reference.readings import exact
from reference.text import Text

MOST_STEPS = 60
MOST_WEIGHTS = 6
VISIBLE_EPS = 1e-3
"""From here on, where eps is added shows in the digits asked for."""

SETTINGS = ("alpha", "beta", "beta1", "beta2", "eps", "dampening")
STATES = ("v", "m", "G", "Eg2", "Edx2")


@dataclass(frozen=True, slots=True)
class Shape:
    """What the steps depend on. `size` is 0 for a number; `loss` is None where gradients are given."""

    method: str
    convention: str
    size: int
    steps: int
    before: int
    loss: str | None
    warm: bool
    eps_visible: bool

    @property
    def form(self) -> Form:
        return OPTIMIZERS[self.method].forms[self.convention]

    @property
    def layout(self) -> Layout:
        return vector(self.size) if self.size else SCALAR

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(self.form.start)


def weights(size: int) -> tuple[str, ...]:
    """The names that a loss is written in."""
    return ("w",) if size == 0 else tuple(f"w{number}" for number in range(1, size + 1))


LOSS_NAMES = ("w", *weights(MOST_WEIGHTS))


def parameters(method: str) -> tuple[Parameter, ...]:
    """The givens of one method, whichever convention asks for them."""
    forms = OPTIMIZERS[method].forms.values()
    settings = [name for name in SETTINGS if any(name in form.settings for form in forms)]
    states = [name for name in STATES if any(name in form.start for form in forms)]
    return (
        Parameter("w", _weight),
        Parameter("gradients", _gradients, required=False),
        Parameter("loss", formula_in(LOSS_NAMES, FUNCTIONS), required=False),
        *(Parameter(name, read.number, required=False) for name in settings),
        Parameter("convention", read.one_of(*CONVENTIONS), default="seed", required=False),
        Parameter("steps", read.count(1, MOST_STEPS), required=False),
        *(Parameter(f"{name}_0", _weight, required=False) for name in states),
        Parameter("t_0", read.count(0, 10_000), default=0, required=False),
    )


def _weight(name: str, value: Any) -> Any:
    return read.numbers(name, value) if isinstance(value, list) else read.number(name, value)


def _gradients(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_STEPS:
        raise GivensError(
            Text(
                f"{name}: 단계마다 기울기가 하나씩 있는 목록이어야 합니다(1개에서 {MOST_STEPS}개).",
                f"{name} must be a list with one gradient for each step (1 to {MOST_STEPS}).",
            )
        )
    return [_weight(f"{name}[{number}]", one) for number, one in enumerate(value, 1)]


def shape(method: str, givens: Givens) -> Shape:
    """The shape of these givens."""
    eps = settings(method, givens).get("eps")
    return Shape(
        method,
        givens["convention"],
        len(givens["w"]) if isinstance(givens["w"], list) else 0,
        len(givens["gradients"]) if givens["gradients"] else givens["steps"] or 1,
        givens["t_0"],
        givens["loss"] if not givens["gradients"] else None,
        any(givens.get(f"{name}_0") is not None for name in STATES),
        eps is not None and float(eps) >= VISIBLE_EPS,
    )


def settings(method: str, givens: Givens) -> dict[str, Any]:
    """The constants of the method: as given, else what the convention has by default."""
    defaults = OPTIMIZERS[method].forms[givens["convention"]].settings
    return {
        name: givens[name] if givens.get(name) is not None else _as_given(default) for name, default in defaults.items()
    }


def _as_given(default: float | None) -> str | None:
    return None if default is None else repr(default)


def checked(method: str, givens: Givens) -> None:
    """Raise GivensError where a constant is missing or shapes do not fit together."""
    missing = [name for name, value in settings(method, givens).items() if value is None]
    if missing:
        raise GivensError(
            Text(f"필요한 항목이 없습니다: {', '.join(missing)}.", f"missing given: {', '.join(missing)}.")
        )
    if not givens["gradients"] and not givens["loss"]:
        raise GivensError(Text("gradients와 loss 가운데 하나가 필요합니다.", "one of gradients and loss is needed."))
    _check_sizes(givens)
    if givens["loss"] and not givens["gradients"]:
        _check_loss(givens)
    for fault in _out_of_range(method, givens):
        raise GivensError(fault)


def _check_sizes(givens: Givens) -> None:
    wanted = _size(givens["w"])
    if wanted and wanted > MOST_WEIGHTS:
        raise GivensError(
            Text(f"w의 성분은 {MOST_WEIGHTS}개까지입니다.", f"w has more than {MOST_WEIGHTS} components.")
        )
    named = {f"gradients[{n}]": one for n, one in enumerate(givens["gradients"] or (), 1)}
    named |= {f"{name}_0": givens[f"{name}_0"] for name in STATES if givens.get(f"{name}_0") is not None}
    for name, value in named.items():
        if _size(value) != wanted:
            raise GivensError(Text(f"{name}의 모양이 w의 모양과 다릅니다.", f"{name} must have the shape of w."))
    if givens["gradients"] and givens["steps"] not in {None, len(givens["gradients"])}:
        raise GivensError(Text("steps가 gradients의 개수와 다릅니다.", "steps is not the number of gradients."))


def _check_loss(givens: Givens) -> None:
    known = weights(_size(givens["w"]))
    if unknown := sorted(parse(givens["loss"], LOSS_NAMES).names & set(LOSS_NAMES) - set(known)):
        listed, names = ", ".join(unknown), ", ".join(known)
        raise GivensError(
            Text(
                f"loss에 쓸 수 없는 변수입니다: {listed}. w에 맞는 변수: {names}.",
                f"loss: {listed} is no component of w, whose names here are {names}.",
            )
        )


def _out_of_range(method: str, givens: Givens) -> Iterator[Text]:
    values = settings(method, givens)
    for name in ("beta", "beta1", "beta2"):
        if name in values and not 0 <= float(values[name]) < 1:
            yield Text(f"{name}: 0 이상 1 미만이어야 합니다.", f"{name} must be at least 0 and below 1.")
    if "eps" in values and float(values["eps"]) < 0:
        yield Text("eps: 음수일 수 없습니다.", "eps must not be negative.")
    for name in ("G", "Eg2", "Edx2", "v") if method not in {"momentum", "nag"} else ():
        state = givens.get(f"{name}_0")
        cells = state if isinstance(state, list) else [] if state is None else [state]
        if any(float(cell) < 0 for cell in cells):
            yield Text(f"{name}_0: 음수일 수 없습니다.", f"{name}_0 must not be negative.")


def _size(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


def environment(method: str, givens: Givens) -> dict[str, Any]:
    """Every given as an exact number under the name that the Working reads: `w_0`, `v_0`, `grad_1`, `alpha` …"""
    w = exact(givens["w"])
    values: dict[str, Any] = {"w_0": w} | {name: exact(v) for name, v in settings(method, givens).items()}
    values |= _states(method, givens, w)
    values |= {f"grad_{number}": exact(one) for number, one in enumerate(givens["gradients"] or (), 1)}
    return values


def _states(method: str, givens: Givens, w: Any) -> Mapping[str, Any]:
    start = OPTIMIZERS[method].forms[givens["convention"]].start
    return {
        f"{name}_0": exact(givens[f"{name}_0"]) if givens.get(f"{name}_0") is not None else exact(repr(first)) + 0 * w
        for name, first in start.items()
    }
