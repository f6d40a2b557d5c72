"""Optimizers as Keras and PyTorch spell them: their arguments, and two steps by each library's own rule."""

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from problems.mistakes.optimizers import SLIPS
from problems.variant import Givens
from reference.optimizers import CONVENTIONS, OPTIMIZERS, Assignment, Form
from reference.text import Text
from reference.working import UNLABELLED

STEPS = 2
VISIBLE_EPS = 1e-3
"""From here on a slip about eps shows in the digits asked for."""


@dataclass(frozen=True, slots=True)
class Call:
    """A class of a library.

    `keywords` are its arguments by the name of our setting (or of the state that starts so, `G_0`); `betas` stands for
    a pair. `always` is written as it stands. `asked` is the state asked for beside w, `named` what it is called there.
    """

    library: str
    name: str
    method: str
    keywords: Mapping[str, str]
    always: str = ""
    asked: str = ""
    named: Text = UNLABELLED

    @property
    def form(self) -> Form:
        return OPTIMIZERS[self.method].forms[self.library]

    def written(self, givens: Givens) -> str:
        """The arguments of these givens, as code."""
        shown = [f"{keyword}={givens[own]}" for own, keyword in self.keywords.items() if givens.get(own) is not None]
        if givens.get("beta1") is not None and self.library == "pytorch":
            shown.append(f"betas=({givens['beta1']}, {givens['beta2']})")
        return ", ".join([*shown, *([self.always] if self.always else [])])


@dataclass(frozen=True, slots=True)
class Other:
    """Another way of taking the same steps: the id of the mistake, its sentence, and the form."""

    id: str
    message: Text
    form: Form


def settings(form: Form, givens: Givens) -> dict[str, float]:
    """The form's constants: as given, else by default. None of the lecture's own defaults is missing here."""
    usual = {name: value for name, value in form.settings.items() if value is not None}
    given = {name: float(Fraction(str(givens[name]))) for name in form.settings if givens.get(name) is not None}
    return usual | given


def path(form: Form, givens: Givens) -> list[dict[str, Any]]:
    """All values after each step, from the given gradients."""
    start = dict(form.start)
    if givens.get("G_0") is not None and "G" in start:
        start["G"] = float(Fraction(str(givens["G_0"])))
    values: dict[str, Any] = settings(form, givens) | start | {"w": float(Fraction(str(givens["w"])))}
    found = []
    for t, gradient in enumerate(givens["gradients"], 1):
        with np.errstate(all="ignore"):  # a slip may take the root of a negative number
            values = form.step(values | {"t": t, "g": float(Fraction(str(gradient)))})
        found.append(values)
    return found


def others(call: Call, givens: Givens) -> Iterator[Other]:
    """The other conventions by name, then the known slips in this one."""
    for convention in CONVENTIONS:
        form = OPTIMIZERS[call.method].forms[convention]
        if convention != call.library and _given(form, call, givens):
            yield Other(f"{'lecture' if convention == 'seed' else convention}-form", _NAMED[convention], form)
    if givens.get("alpha") is None:
        yield Other("other-default-rate", OTHER_DEFAULT, _with_other_rate(call.form))
    if call.method in {"momentum", "nag"}:
        yield Other("momentum-ignored", MOMENTUM_IGNORED, OPTIMIZERS["gd"].forms[call.library])
    visible = "eps" in call.form.settings and settings(call.form, givens)["eps"] >= VISIBLE_EPS
    for slip in SLIPS[call.method][call.library]:
        reads = inspect.signature(slip.formula).parameters
        if not slip.echo and (visible or not slip.eps) and not any(name.endswith("_old") for name in reads):
            changed = tuple(
                Assignment(a.name, slip.formula if a.name == slip.of else a.formula) for a in call.form.rule
            )
            first = {name: formula for name, formula in call.form.first.items() if name != slip.of}
            yield Other(slip.id, slip.message, replace(call.form, rule=changed, first=first))


def _with_other_rate(form: Form) -> Form:
    """0.001 where the default is another, else 0.01."""
    rate = 0.01 if form.settings["alpha"] == LOW_RATE else LOW_RATE
    return replace(form, settings={**form.settings, "alpha": rate})


def _given(form: Form, call: Call, givens: Givens) -> bool:
    """Whether the other form has all that it needs: the lecture's rate has no default."""
    alpha = givens.get("alpha") is not None or form.settings.get("alpha", 0) is not None
    return alpha and call.method != "gd"


_NAMED = {
    "seed": Text(
        "강의에서 배운 형태의 규칙으로 계산한 값입니다. 라이브러리의 규칙은 이와 다릅니다.",
        "This is the value by the rule in the lecture's form: the library's differs from it.",
    ),
    "pytorch": Text("PyTorch의 규칙으로 계산한 값입니다.", "This is the value by PyTorch's rule."),
    "keras": Text("Keras의 규칙으로 계산한 값입니다.", "This is the value by Keras's rule."),
}
OTHER_DEFAULT = Text(
    "다른 최적화 기법의 기본 학습률로 계산한 값입니다.", "This is the value with the default rate of another optimizer."
)
LOW_RATE = 0.001
MOMENTUM_IGNORED = Text(
    "모멘텀 없이 경사 하강법으로 계산한 값입니다.", "This is the value of gradient descent without the momentum."
)

KERAS = {
    "SGD momentum": Call(
        "keras",
        "SGD",
        "momentum",
        {"alpha": "learning_rate", "beta": "momentum"},
        asked="v",
        named=Text("Keras가 저장하는 속도(velocity)", "the velocity that Keras keeps"),
    ),
    "SGD nesterov": Call(
        "keras",
        "SGD",
        "nag",
        {"alpha": "learning_rate", "beta": "momentum"},
        "nesterov=True",
        asked="v",
        named=Text("Keras가 저장하는 속도(velocity)", "the velocity that Keras keeps"),
    ),
    "SGD": Call("keras", "SGD", "gd", {"alpha": "learning_rate"}),
    "Adagrad": Call(
        "keras",
        "Adagrad",
        "adagrad",
        {"alpha": "learning_rate", "G_0": "initial_accumulator_value", "eps": "epsilon"},
        asked="G",
        named=Text("기울기 제곱을 쌓은 값(accumulator)", "the accumulator of squared gradients"),
    ),
    "RMSprop": Call(
        "keras",
        "RMSprop",
        "rmsprop",
        {"alpha": "learning_rate", "beta": "rho", "eps": "epsilon"},
        asked="Eg2",
        named=Text("기울기 제곱의 이동 평균", "the running mean of squared gradients"),
    ),
    "Adam": Call(
        "keras",
        "Adam",
        "adam",
        {"alpha": "learning_rate", "beta1": "beta_1", "beta2": "beta_2", "eps": "epsilon"},
        asked="m",
        named=Text("1차 모멘트", "the first moment"),
    ),
    "Adadelta": Call(
        "keras",
        "Adadelta",
        "adadelta",
        {"alpha": "learning_rate", "beta": "rho", "eps": "epsilon"},
        asked="Edx2",
        named=Text("이동량 제곱의 이동 평균", "the running mean of squared steps"),
    ),
}

PYTORCH = {
    "SGD momentum": Call(
        "pytorch",
        "SGD",
        "momentum",
        {"alpha": "lr", "beta": "momentum", "dampening": "dampening"},
        asked="v",
        named=Text("`momentum_buffer`의 값", "the value of `momentum_buffer`"),
    ),
    "SGD nesterov": Call(
        "pytorch",
        "SGD",
        "nag",
        {"alpha": "lr", "beta": "momentum"},
        "nesterov=True",
        asked="v",
        named=Text("`momentum_buffer`의 값", "the value of `momentum_buffer`"),
    ),
    "Adagrad": Call(
        "pytorch",
        "Adagrad",
        "adagrad",
        {"alpha": "lr", "G_0": "initial_accumulator_value", "eps": "eps"},
        asked="G",
        named=Text("기울기 제곱의 합", "the sum of squared gradients"),
    ),
    "RMSprop": Call(
        "pytorch",
        "RMSprop",
        "rmsprop",
        {"alpha": "lr", "beta": "alpha", "eps": "eps"},
        asked="Eg2",
        named=Text("`square_avg`의 값", "the value of `square_avg`"),
    ),
    "Adam": Call(
        "pytorch",
        "Adam",
        "adam",
        {"alpha": "lr", "eps": "eps"},
        asked="m",
        named=Text("`exp_avg`의 값", "the value of `exp_avg`"),
    ),
    "Adadelta": Call(
        "pytorch",
        "Adadelta",
        "adadelta",
        {"alpha": "lr", "beta": "rho", "eps": "eps"},
        asked="Edx2",
        named=Text("`acc_delta`의 값", "the value of `acc_delta`"),
    ),
}
CALLS = {"keras": KERAS, "pytorch": PYTORCH}
