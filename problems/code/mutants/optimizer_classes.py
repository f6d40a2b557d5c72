"""Known wrong ways to write the classes of `code.optimizer_classes`.

The mistakes of the update rules are those of `code.optimizers`, each put into a class that is right around it. The
others are mistakes of a class: what it keeps, for whom, and what it changes.
"""

from collections.abc import Iterator
from dataclasses import replace
from textwrap import indent

from problems.code.model_answers.optimizers import SOLUTION as STEPS
from problems.code.mutants import said, wrong
from problems.code.mutants.optimizer_sentences import UPHILL
from problems.code.mutants.optimizers import MUTANTS as OF_STEPS
from problems.code.optimizer_classes import KINDS, Kind
from problems.code.repairs import replaced
from problems.code.task import Mutant
from reference.text import Text

METHODS = {
    "SGD": "sgd_step(w, g, alpha)",
    "Momentum": "momentum_step(w, g, v, alpha, beta)",
    "Nesterov": "nesterov_step(w, g, v, alpha, beta)",
    "AdaGrad": "adagrad_step(w, g, G, alpha, eps)",
    "RMSProp": "rmsprop_step(w, g, Eg2, alpha, beta, eps)",
    "AdaDelta": "adadelta_step(w, g, Eg2, Edx2, beta, eps)",
    "Adam": "adam_step(w, g, m, v, t, alpha, beta1, beta2, eps)",
}
RIGHT_NESTEROV = "v = beta * v - alpha * g\nreturn w + beta * v - alpha * g, v"


def nesterov(name: str, body: str, message: Text | None, *, convention: bool = False) -> Mutant:
    return wrong(name, METHODS["Nesterov"], body, message, convention=convention)


OF_NESTEROV = (
    nesterov(
        "plain",
        "v = beta * v - alpha * g\nreturn w + v, v",
        said("앞선 지점으로 옮기지 않은 보통 모멘텀의", "from plain momentum, which does not look ahead"),
    ),
    nesterov("uphill", "v = beta * v + alpha * g\nreturn w + beta * v + alpha * g, v", UPHILL),
    nesterov(
        "whole-velocity",
        "v = beta * v - alpha * g\nreturn w + v - alpha * g, v",
        said("새 속도에 $\\beta$를 곱하지 않고 더했을 때의", "if the new velocity is added without $\\beta$"),
    ),
    nesterov(
        "velocity-alone",
        "v = beta * v - alpha * g\nreturn w + beta * v, v",
        said("마지막에 $\\eta g$를 빼지 않았을 때의", "if $\\eta g$ is not subtracted at the end"),
    ),
    nesterov(
        "early-velocity",
        "v = beta * v - alpha * g\nreturn w + beta * beta * v - (1 + beta) * alpha * g, v",
        said(
            "속도를 먼저 갱신하고 다시 $\\beta^2$을 곱했을 때의",
            "if the velocity is updated before $\\beta^2$ multiplies it",
        ),
    ),
    nesterov(
        "averaged",
        "v = beta * v - (1 - beta) * alpha * g\nreturn w + beta * v - (1 - beta) * alpha * g, v",
        said("기울기에 $1-\\beta$를 곱했을 때의", "with a factor $1-\\beta$ at the gradient"),
        convention=True,
    ),
    nesterov(
        "no-rate",
        "v = beta * v - g\nreturn w + beta * v - g, v",
        said("학습률을 곱하지 않았을 때의", "if the learning rate is left out"),
    ),
)

SHELL = """
{step}

class {name}:
    def __init__(self, *settings):
        self.settings = settings
        self.states = None
        self.t = 0

    def update(self, params, grads):
        if self.states is None:
            self.states = {{key: (np.zeros_like(w),) * {count} for key, w in params.items()}}
        self.t += 1
        for key, w in params.items():
            new, *states = {call}
            self.states[key] = states
            w[...] = new
"""


def shell(kind: Kind, step: str) -> str:
    """A class around a step as a function: new w, and the states as they are then."""
    function, _, parameters = METHODS[kind.name].partition("(")
    arrays = "w.copy(), grads[key].copy(), *[s.copy() for s in self.states[key]]"
    counted = ", self.t" if " t," in parameters else ""
    call = f"{function}({arrays}{counted}, *self.settings)"
    if not kind.keeps:
        call = f"({call},)"
    return SHELL.format(step=step.strip(), name=kind.name, count=len(kind.form.start), call=call)


def in_class(kind: Kind, mistake: Mutant) -> Mutant:
    """A mistake of a step, made by a class that is right around it."""
    _, _, name = mistake.id.partition("-step-")
    return replace(mistake, id=f"{kind.name.lower()}-{name}", function=kind.name, source=shell(kind, mistake.source))


_SEEN_AS_ANOTHER = {
    "momentum-step-velocity-lost",
    "momentum-step-step-units",
    "adagrad-step-sum-lost",
    "rmsprop-step-mean-lost",
    "adam-step-moments-lost",
    "adam-step-no-power",
}
"""From outside a class they cannot be told from another mistake: a state that is lost starts again from 0, the unit of
a velocity is not seen, and a power that is left out is a `t` that stays 1."""


def of_rules(kind: Kind) -> Iterator[Mutant]:
    function = METHODS[kind.name].partition("(")[0]
    for mistake in (*OF_STEPS, *OF_NESTEROV):
        if mistake.function == function and mistake.message is not None and mistake.id not in _SEEN_AS_ANOTHER:
            yield in_class(kind, mistake)


REBOUND = said(
    "`params`는 그대로 두고 새 딕셔너리를 만들었을 때의", "if a new dict is made and `params` stays as it was"
)
REPLACED = said(
    "배열을 제자리에서 바꾸지 않고 `params[key]`에 새 배열을 넣었을 때의",
    "if `params[key]` gets a new array and the old one does not change",
)
FIRST_ALONE = said("첫 매개변수만 갱신했을 때의", "if the first parameter is the only one updated")
RESTARTED = said(
    "`update`를 호출할 때마다 상태를 0에서 다시 시작했을 때의", "if the state starts again from 0 in every `update`"
)
ONE_STATE = said("모든 매개변수가 상태 하나를 함께 썼을 때의", "if all parameters share one state")
COUNTED_OFTEN = said(
    "$t$를 `update`마다가 아니라 매개변수마다 하나씩 늘렸을 때의",
    "if $t$ grows with every parameter, not with every `update`",
)
NOT_COUNTED = said(
    "편향 보정에서 $t$가 늘 1이거나 $t$제곱을 빠뜨렸을 때의",
    "if $t$ stays 1, or the bias correction lacks the power $t$",
)

_MADE = "if self.states is None:"
_COUNT = "        self.t += 1\n"
_KEPT = "            self.states[key] = states\n"
_DONE = "            w[...] = new\n"
_STEPS = f"{STEPS}\ndef {METHODS['Nesterov']}:\n{indent(RIGHT_NESTEROV, '    ')}\n"


def mistaken(kind: Kind, name: str, message: Text | None, *slips: tuple[str, str]) -> Mutant:
    """The right class with parts of it replaced."""
    return Mutant(f"{kind.name.lower()}-{name}", kind.name, replaced(shell(kind, _STEPS), *slips), message)


def of_classes(kind: Kind) -> Iterator[Mutant]:
    """Mistakes of what an update changes."""
    settings = ", ".join("0.01" for _ in kind.parameters)
    yield mistaken(kind, "rebound", REBOUND, (_DONE, "            params = {**params, key: new}\n"))
    yield mistaken(kind, "replaced", REPLACED, (_DONE, "            params[key] = new\n"))
    yield mistaken(kind, "first-alone", FIRST_ALONE, (_DONE, f"{_DONE}            break\n"))
    yield mistaken(kind, "gradients-scaled", None, (_DONE, f"{_DONE}            grads[key] *= 0.5\n"))
    yield mistaken(kind, "gradients-cleared", None, (_DONE, f"{_DONE}        grads.clear()\n"))
    yield mistaken(kind, "settings-forgotten", None, ("self.settings = settings", f"self.settings = ({settings},)"))


def of_states(kind: Kind) -> Iterator[Mutant]:
    """Mistakes of what an object keeps, and for whom."""
    if kind.name not in {"Momentum", "AdaGrad"}:  # theirs is a mistake of the rule
        yield mistaken(kind, "restarted", RESTARTED, (_MADE, "if True:"))
    for_all = "            self.states = {other: states for other in params}\n"
    yield mistaken(kind, "one-state", ONE_STATE, (_KEPT, for_all))
    yield mistaken(
        kind,
        "class-state",
        None,
        ("        self.states = None\n", ""),
        ("    def __init__", "    states = None\n\n    def __init__"),
        ("self.states = {", f"{kind.name}.states = {{"),
    )
    yield mistaken(
        kind,
        "global-state",
        None,
        (f"class {kind.name}:", f"STATES = {{}}\n\nclass {kind.name}:"),
        (_MADE, "if True:"),
        ("{key: (np.zeros_like(w),)", "{key: STATES.get(key) or (np.zeros_like(w),)"),
        (_KEPT, "            STATES[key] = states\n"),
    )
    yield mistaken(kind, "first-gradient", None, ("np.zeros_like(w)", "grads[key].copy()"))


def of_counting(kind: Kind) -> Iterator[Mutant]:
    """Mistakes of the number of the step."""
    loop = "        for key, w in params.items():\n"
    yield mistaken(kind, "t-per-parameter", COUNTED_OFTEN, (_COUNT, ""), (loop, f"{loop}            self.t += 1\n"))
    yield mistaken(kind, "t-never", NOT_COUNTED, (_COUNT, "        self.t = 1\n"))
    yield mistaken(kind, "t-from-0", None, (_COUNT, ""), (_KEPT, f"{_KEPT}            self.t += key == 'b'\n"))


MUTANTS = tuple(
    mutant
    for kind in KINDS
    for mutant in (
        *of_rules(kind),
        *of_classes(kind),
        *(of_states(kind) if kind.keeps else ()),
        *(of_counting(kind) if kind.name == "Adam" else ()),
    )
)
