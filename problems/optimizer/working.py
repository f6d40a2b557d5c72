"""An optimizer's steps as a Working: the assignments of `reference.optimizers`, unrolled over the steps."""

import inspect
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

from problems.mistakes.optimizers import SLIPS, Slip
from problems.optimizer.gradient import Gradient, loss_and_gradient
from problems.optimizer.shape import Shape, weights
from reference.layout import SCALAR
from reference.optimizers import Assignment
from reference.tex import Tex, fragment
from reference.text import Text
from reference.working import Formula, Given, Mistake, Step, Working

SYMBOLS = {
    "w": "w",
    "g": "g",
    "v": "v",
    "m": "m",
    "G": "G",
    "Eg2": r"E[g^2]",
    "Edx2": r"E[\Delta w^2]",
    "dx": r"\Delta w",
    "mhat": r"\hat{m}",
    "vhat": r"\hat{v}",
    "look": r"\tilde{w}",
    "L": "L",
}
SETTINGS = {
    "alpha": r"\alpha",
    "beta": r"\beta",
    "beta1": r"\beta_1",
    "beta2": r"\beta_2",
    "eps": r"\epsilon",
    "dampening": "d",
}
LABELS = {
    "w": Text("매개변수", "parameters"),
    "g": Text("기울기", "gradient"),
    "v": Text("속도", "velocity"),
    "m": Text("1차 모멘트", "first moment"),
    "G": Text("기울기 제곱의 합", "sum of squared gradients"),
    "Eg2": Text("기울기 제곱의 이동 평균", "running mean of squared gradients"),
    "Edx2": Text("이동량 제곱의 이동 평균", "running mean of squared steps"),
    "dx": Text("이동량", "step"),
    "mhat": Text("보정한 1차 모멘트", "corrected first moment"),
    "vhat": Text("보정한 2차 모멘트", "corrected second moment"),
    "look": Text("앞선 지점", "point ahead"),
    "L": Text("손실", "loss"),
}
SECOND_MOMENT = Text("2차 모멘트", "second moment")
MORE_DIGITS = 6
"""Decimals of Adam's second moment: with a rate of 0.999 it moves in the fourth, and its correction multiplies it."""

POSITIVE = (-1e-12, float("inf"))


def symbol(name: str, index: str) -> str:
    """A quantity at a step, in braces so that powers bind to all of it."""
    return rf"{{{SYMBOLS[name]}_{{{index}}}}}"


@lru_cache(maxsize=512)
def working(wanted: Shape) -> Working:
    """The Working of this shape."""
    return Working(tuple(_givens(wanted)), tuple(_steps(wanted)))


def _givens(wanted: Shape) -> Iterator[Given]:
    yield Given("w_0", symbol("w", "0"), wanted.layout)
    for name in wanted.states:
        yield Given(f"{name}_0", symbol(name, "0"), wanted.layout)
    for name in wanted.form.settings:
        yield Given(name, SETTINGS[name])
    if wanted.loss is None:
        for number in range(1, wanted.steps + 1):
            yield Given(f"grad_{number}", symbol("g", str(number)), wanted.layout)


def _steps(wanted: Shape) -> Iterator[Step]:
    latest = {"w": "w_0"} | {name: f"{name}_0" for name in wanted.states} | {name: name for name in SETTINGS}
    for number in range(1, wanted.steps + 1):
        before = dict(latest)
        for step in _gradient(wanted, number, latest):
            yield step
            latest[step.name.rpartition("_")[0]] = step.name
        t = wanted.before + number
        for assignment in wanted.form.assignments(t if not wanted.warm else max(t, 2)):
            yield _assigned(wanted, number, assignment, latest, before)
            latest[assignment.name] = f"{assignment.name}_{number}"


def _gradient(wanted: Shape, number: int, latest: dict[str, str]) -> Iterator[Step]:
    """The gradient of a step: as given, or at w, or at the point ahead of it."""
    if wanted.loss is None:
        yield Step(f"g_{number}", symbol("g", str(number)), _same, (f"grad_{number}",), LABELS["g"], wanted.layout)
        return
    loss, gradient = loss_and_gradient(wanted.loss, weights(wanted.size))
    at = latest["w"]
    if wanted.method == "nag" and wanted.convention == "seed":
        point = Assignment("look", wanted.form.point)
        yield _assigned(wanted, number, point, latest, dict(latest))
        at = f"look_{number}"
    yield Step(f"L_{number}", symbol("L", str(number)), loss, (at,), LABELS["L"], SCALAR)
    yield _slope(wanted, number, gradient, at)


def _slope(wanted: Shape, number: int, gradient: Gradient, at: str) -> Step:
    wrong: list[Mistake] = []
    return Step(
        f"g_{number}",
        symbol("g", str(number)),
        gradient,
        (at,),
        LABELS["g"],
        wanted.layout,
        mistakes=tuple(wrong),
        gradient=(f"L_{number}", at),
    )


def _same(g: Any) -> Any:
    return g


def _assigned(
    wanted: Shape, number: int, assignment: Assignment, latest: dict[str, str], before: dict[str, str]
) -> Step:
    name, t = assignment.name, wanted.before + number
    formula, reads = _bound(assignment.formula, latest, before, t)
    slips = [slip for slip in SLIPS[wanted.method][wanted.convention] if _applies(slip, name, wanted)]
    return Step(
        f"{name}_{number}",
        symbol(name, str(number)),
        formula,
        reads,
        SECOND_MOMENT if (wanted.method, name) == ("adam", "v") else LABELS[name],
        wanted.layout,
        mistakes=tuple(_mistake(slip, latest, before, t) for slip in slips),
        domain=POSITIVE if _squared(wanted, name) else (float("-inf"), float("inf")),
        decimals=MORE_DIGITS if (wanted.method, name) == ("adam", "v") else None,
    )


def _squared(wanted: Shape, name: str) -> bool:
    return name in {"G", "Eg2", "Edx2", "vhat"} or (wanted.method == "adam" and name == "v")


def _applies(slip: Slip, name: str, wanted: Shape) -> bool:
    return slip.of == name and (wanted.eps_visible or not slip.eps)


def _mistake(slip: Slip, latest: dict[str, str], before: dict[str, str], t: int) -> Mistake:
    formula, reads = _bound(slip.formula, latest, before, t)
    return Mistake(slip.id, formula, slip.message, reads, convention=slip.convention, echo=slip.echo)


def _bound(formula: Formula, latest: dict[str, str], before: dict[str, str], t: int) -> tuple[Formula, tuple[str, ...]]:
    """A formula in names of quantities, and what they are called at this step; t is put in."""
    names = tuple(inspect.signature(formula).parameters)
    reads = tuple(_called(name, latest, before) for name in names if name != "t")
    if "t" not in names:
        return formula, reads
    return partial(_at, formula, names, t), reads


def _at(formula: Formula, names: tuple[str, ...], t: int, *values: Any) -> Any:
    given = iter(values)
    number = fragment(t) if any(isinstance(value, Tex) for value in values) else t
    return formula(*[number if name == "t" else next(given) for name in names])


def _called(name: str, latest: dict[str, str], before: dict[str, str]) -> str:
    return before[name.removesuffix("_old")] if name.endswith("_old") else latest[name]


def asked(wanted: Shape) -> tuple[str, ...]:
    """States and parameters of every step; the gradient too where it has to be found."""
    left_out = {"L"} if wanted.loss is not None else {"g", "L"}
    return tuple(s.name for s in working(wanted).steps if s.name.rpartition("_")[0] not in left_out)


def rule(wanted: Shape) -> str:
    """The update rule as the statement shows it: from step t - 1 to step t."""
    latest = {name: Tex(symbol(name, "t-1")) for name in ("w", *wanted.states)}
    latest |= {name: Tex(sign) for name, sign in SETTINGS.items()} | {"g": Tex(symbol("g", "t")), "t": Tex("t")}
    lines = []
    for assignment in wanted.form.rule:
        shown = assignment.value(latest)
        latest[assignment.name] = Tex(symbol(assignment.name, "t"))
        lines.append(rf"{latest[assignment.name]} = {shown}")
    return "\n\n".join(f"$${line}$$" for line in lines)
