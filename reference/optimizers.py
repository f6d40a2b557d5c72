"""Optimizers: one record per method, its update rule written once, in the lecture's, PyTorch's and Keras's form.

A rule is a list of assignments in order, as books print it: v := beta v + (1 - beta) g, then w := w - alpha v. A
formula's parameters are the names it reads, at their latest values, so that what stands further down sees what
was assigned above. Names: w parameters, g gradient, v velocity (momentum, nag) or second moment (adam), m first
moment, G summed squares, Eg2 and Edx2 running means of squared gradients and steps, dx step, t number of the step
from 1, alpha learning rate, beta, beta1, beta2 decay rates, eps.

The lecture's form ("seed") has momentum as a running mean (factor 1 - beta), NAG with the gradient at the
look-ahead point, eps inside the root for AdaGrad, RMSProp and AdaDelta and outside for Adam, and no learning rate
for AdaDelta. It prints RMSProp without the beta before the running mean, and calls beta2 the decay of the first
moment; both are set right here.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reference.text import Text, same
from reference.vocabulary import sqrt

Formula = Callable[..., Any]
Values = Mapping[str, Any]

CONVENTIONS = ("seed", "pytorch", "keras")


@dataclass(frozen=True, slots=True)
class Assignment:
    """`name := formula(...)`; `reads` are the formula's parameters."""

    name: str
    formula: Formula

    @property
    def reads(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.formula).parameters)

    def value(self, values: Values) -> Any:
        """The assigned value, in whatever algebra the values are in."""
        return self.formula(*[values[name] for name in self.reads])


@dataclass(frozen=True, slots=True)
class Form:
    """A method in one convention.

    `rule` are the assignments of a step, w last. `settings` are the constants with their usual values (None where
    the source gives none). `start` are the states before the first step, the same in every entry. `first` are
    assignments that read otherwise when t is 1. `point` is where the gradient is taken.
    """

    rule: tuple[Assignment, ...]
    settings: Mapping[str, float | None]
    start: Mapping[str, float] = field(default_factory=dict)
    first: Mapping[str, Formula] = field(default_factory=dict)
    point: Formula = lambda w: w

    def assignments(self, t: int) -> tuple[Assignment, ...]:
        """The assignments of step t."""
        if t > 1:
            return self.rule
        return tuple(Assignment(a.name, self.first.get(a.name, a.formula)) for a in self.rule)

    def gradient_point(self, values: Values) -> Any:
        """Where the next step wants its gradient."""
        return Assignment("point", self.point).value(values)

    def step(self, values: Values) -> dict[str, Any]:
        """All values after one step, from w, g, t, states and settings; nothing given is changed."""
        after = dict(values)
        for assignment in self.assignments(int(values.get("t", 2))):
            after[assignment.name] = assignment.value(after)
        return after

    def path(self, w: Any, gradient: Callable[[Any], Any], steps: int, **settings: Any) -> list[dict[str, Any]]:
        """All values after each of the first steps on a function with this gradient. KeyError: a setting is missing."""
        values = {name: value for name, value in self.settings.items() if value is not None} | settings
        values |= {"w": w} | {name: value + 0 * w for name, value in self.start.items()}
        found = []
        for t in range(1, steps + 1):
            values = self.step(values | {"t": t, "g": gradient(self.gradient_point(values))})
            found.append(values)
        return found


@dataclass(frozen=True, slots=True)
class Optimizer:
    """A method by its name, in every convention."""

    name: str
    title: Text
    forms: Mapping[str, Form]

    @property
    def lecture(self) -> Form:
        return self.forms["seed"]


def rule(**formulas: Formula) -> tuple[Assignment, ...]:
    """Assignments in the order written."""
    return tuple(Assignment(name, formula) for name, formula in formulas.items())


def descended(w: Any, alpha: Any, g: Any) -> Any:
    """w against the gradient."""
    return w - alpha * g


def running(beta: Any, mean: Any, new: Any) -> Any:
    """An exponential moving average."""
    return beta * mean + (1 - beta) * new


def unbiased(mean: Any, beta: Any, t: Any) -> Any:
    """A running mean that started at 0, as if it had not."""
    return mean / (1 - beta**t)


GD = Optimizer(
    "gd",
    Text("경사 하강법", "gradient descent"),
    {
        "seed": Form(rule(w=descended), {"alpha": None}),
        "pytorch": Form(rule(w=descended), {"alpha": 0.001}),
        "keras": Form(rule(w=descended), {"alpha": 0.01}),
    },
)


def _mean_gradient(beta: Any, v: Any, g: Any) -> Any:
    return running(beta, v, g)


def _along_velocity(w: Any, alpha: Any, v: Any) -> Any:
    return descended(w, alpha, v)


MOMENTUM = Optimizer(
    "momentum",
    Text("모멘텀", "momentum"),
    {
        "seed": Form(
            rule(v=_mean_gradient, w=_along_velocity),
            {"alpha": None, "beta": 0.9},
            {"v": 0.0},
        ),
        "pytorch": Form(
            rule(
                v=lambda beta, v, dampening, g: beta * v + (1 - dampening) * g,
                w=_along_velocity,
            ),
            {"alpha": 0.001, "beta": 0.9, "dampening": 0},
            {"v": 0.0},
            first={"v": lambda g: g},
        ),
        "keras": Form(
            rule(v=lambda beta, v, alpha, g: beta * v - alpha * g, w=lambda w, v: w + v),
            {"alpha": 0.01, "beta": 0.9},
            {"v": 0.0},
        ),
    },
)
"""Velocities differ in sign and unit: a mean of gradients, a sum of gradients, a step."""

NAG = Optimizer(
    "nag",
    Text("네스테로프 가속 경사(NAG)", "Nesterov accelerated gradient"),
    {
        "seed": Form(
            rule(v=lambda beta, v, alpha, g: beta * v + alpha * g, w=lambda w, v: w - v),
            {"alpha": None, "beta": 0.9},
            {"v": 0.0},
            point=lambda w, beta, v: w - beta * v,
        ),
        "pytorch": Form(
            rule(v=lambda beta, v, g: beta * v + g, w=lambda w, alpha, g, beta, v: w - alpha * (g + beta * v)),
            {"alpha": 0.001, "beta": 0.9},
            {"v": 0.0},
        ),
        "keras": Form(
            rule(
                v=lambda beta, v, alpha, g: beta * v - alpha * g,
                w=lambda w, beta, v, alpha, g: w + beta * v - alpha * g,
            ),
            {"alpha": 0.01, "beta": 0.9},
            {"v": 0.0},
        ),
    },
)
"""The libraries' w is the lecture's look-ahead point: they report where the next gradient is taken."""


def _inside_summed(w: Any, alpha: Any, G: Any, eps: Any, g: Any) -> Any:
    return w - alpha / sqrt(G + eps) * g


def _inside_mean(w: Any, alpha: Any, Eg2: Any, eps: Any, g: Any) -> Any:
    return w - alpha / sqrt(Eg2 + eps) * g


def _summed(G: Any, g: Any) -> Any:
    return G + g**2


def _mean_square(beta: Any, Eg2: Any, g: Any) -> Any:
    return running(beta, Eg2, g**2)


ADAGRAD = Optimizer(
    "adagrad",
    same("AdaGrad"),
    {
        "seed": Form(rule(G=_summed, w=_inside_summed), {"alpha": None, "eps": 1e-8}, {"G": 0.0}),
        "pytorch": Form(
            rule(G=_summed, w=lambda w, alpha, G, eps, g: w - alpha / (sqrt(G) + eps) * g),
            {"alpha": 0.01, "eps": 1e-10},
            {"G": 0.0},
        ),
        "keras": Form(rule(G=_summed, w=_inside_summed), {"alpha": 0.001, "eps": 1e-7}, {"G": 0.1}),
    },
)

RMSPROP = Optimizer(
    "rmsprop",
    same("RMSProp"),
    {
        "seed": Form(rule(Eg2=_mean_square, w=_inside_mean), {"alpha": None, "beta": 0.9, "eps": 1e-8}, {"Eg2": 0.0}),
        "pytorch": Form(
            rule(Eg2=_mean_square, w=lambda w, alpha, Eg2, eps, g: w - alpha / (sqrt(Eg2) + eps) * g),
            {"alpha": 0.01, "beta": 0.99, "eps": 1e-8},
            {"Eg2": 0.0},
        ),
        "keras": Form(rule(Eg2=_mean_square, w=_inside_mean), {"alpha": 0.001, "beta": 0.9, "eps": 1e-7}, {"Eg2": 0.0}),
    },
)


def _adadelta(w: Formula) -> tuple[Assignment, ...]:
    return rule(
        Eg2=_mean_square,
        dx=lambda Edx2, eps, Eg2, g: -(sqrt(Edx2 + eps) / sqrt(Eg2 + eps)) * g,
        Edx2=lambda beta, Edx2, dx: running(beta, Edx2, dx**2),
        w=w,
    )


_ADADELTA_START = {"Eg2": 0.0, "Edx2": 0.0}

ADADELTA = Optimizer(
    "adadelta",
    same("AdaDelta"),
    {
        "seed": Form(_adadelta(lambda w, dx: w + dx), {"beta": 0.9, "eps": 1e-8}, _ADADELTA_START),
        "pytorch": Form(
            _adadelta(lambda w, alpha, dx: w + alpha * dx), {"alpha": 1.0, "beta": 0.9, "eps": 1e-6}, _ADADELTA_START
        ),
        "keras": Form(
            _adadelta(lambda w, alpha, dx: w + alpha * dx),
            {"alpha": 0.001, "beta": 0.95, "eps": 1e-7},
            _ADADELTA_START,
        ),
    },
)


def _first_moment(beta1: Any, m: Any, g: Any) -> Any:
    return running(beta1, m, g)


def _second_moment(beta2: Any, v: Any, g: Any) -> Any:
    return running(beta2, v, g**2)


def _unbiased_first(m: Any, beta1: Any, t: Any) -> Any:
    return unbiased(m, beta1, t)


def _unbiased_second(v: Any, beta2: Any, t: Any) -> Any:
    return unbiased(v, beta2, t)


_MOMENTS = rule(m=_first_moment, v=_second_moment)
_ALGORITHM_1 = (
    *_MOMENTS,
    *rule(
        mhat=_unbiased_first,
        vhat=_unbiased_second,
        w=lambda w, alpha, mhat, vhat, eps: w - alpha * mhat / (sqrt(vhat) + eps),
    ),
)
_ADAM_START = {"m": 0.0, "v": 0.0}

ADAM = Optimizer(
    "adam",
    same("Adam"),
    {
        "seed": Form(_ALGORITHM_1, {"alpha": None, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}, _ADAM_START),
        "pytorch": Form(_ALGORITHM_1, {"alpha": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}, _ADAM_START),
        "keras": Form(
            (
                *_MOMENTS,
                *rule(
                    w=lambda w, alpha, beta1, beta2, t, m, v, eps: (
                        w - alpha * sqrt(1 - beta2**t) / (1 - beta1**t) * m / (sqrt(v) + eps)
                    )
                ),
            ),
            {"alpha": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-7},
            _ADAM_START,
        ),
    },
)
"""Keras adds eps to the root of the uncorrected moment: visible when eps is not small beside it."""

OPTIMIZERS: dict[str, Optimizer] = {o.name: o for o in (GD, MOMENTUM, NAG, ADAGRAD, RMSPROP, ADADELTA, ADAM)}
