"""`code.optimizers`: its oracle against 50 digits, inputs that tell mistakes apart, and marks in the real sandbox."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest

from grader.properties.check import check
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from grader.vetting.mutation import adequacy
from problems.code.banks import drawn
from problems.code.inputs import Given
from problems.code.optimizer_steps import CURVED, SQUARES, WEIGHTED, arrays_of, function_of, parameters_of, step
from problems.code.task import Equals, EqualsParts, Property
from problems.tasks.optimizers import TASK
from reference.optimizers import OPTIMIZERS

METHODS = {function_of(method): method for method in OPTIMIZERS}
RIGHT = f"import numpy as np\n{TASK.solution}"
root, power = mpmath.sqrt, mpmath.power


def gd(w: Any, g: Any, alpha: Any) -> tuple[Any, ...]:
    return (w - alpha * g,)


def momentum(w: Any, g: Any, v: Any, alpha: Any, beta: Any) -> tuple[Any, ...]:
    mean = g + beta * (v - g)
    return w - alpha * mean, mean


LOSSES = {
    SQUARES.name: lambda x, _: x**2,
    WEIGHTED.name: lambda x, place: place * x**2 / 2,
    CURVED.name: lambda x, _: mpmath.log(mpmath.cosh(x)),
}
"""What each given gradient is the derivative of, for the entry at a place counted from 1."""


def nag(w: Any, v: Any, at: Any, alpha: Any, beta: Any) -> tuple[Any, ...]:
    (grad, place), ahead = at, w - beta * v
    slope = mpmath.diff(lambda x: LOSSES[grad](x, place), ahead)
    return w - beta * v - alpha * slope, beta * v + alpha * slope


def adagrad(w: Any, g: Any, G: Any, alpha: Any, eps: Any) -> tuple[Any, ...]:
    return w - alpha * g * power(G + g * g + eps, -0.5), G + g * g


def rmsprop(w: Any, g: Any, E: Any, alpha: Any, beta: Any, eps: Any) -> tuple[Any, ...]:
    mean = g * g + beta * (E - g * g)
    return w - alpha * g / root(mean + eps), mean


def adadelta(w: Any, g: Any, E: Any, D: Any, beta: Any, eps: Any) -> tuple[Any, ...]:
    mean = g * g + beta * (E - g * g)
    move = g * root((D + eps) / (mean + eps))
    return w - move, mean, move**2 + beta * (D - move**2)


def adam(w: Any, g: Any, m: Any, v: Any, t: Any, *rates: Any) -> tuple[Any, ...]:
    alpha, b1, b2, eps = rates
    m, v = g + b1 * (m - g), g * g + b2 * (v - g * g)
    return w - alpha * m / ((1 - b1**t) * (root(v / (1 - b2**t)) + eps)), m, v


WITNESSES: dict[str, Callable[..., tuple[Any, ...]]] = {f.__name__: f for f in (gd, momentum, nag, adagrad, rmsprop)}
WITNESSES |= {"adadelta": adadelta, "adam": adam}
ORACLES = [prop for prop in TASK.properties if isinstance(prop.judge, Equals | EqualsParts)]


def witnessed(prop: Property, args: tuple[Any, ...]) -> np.ndarray:
    method = METHODS[prop.function]
    named = dict(zip(parameters_of(method), args, strict=True))
    grad = named.pop("grad", None)
    arrays = [named.pop(name).ravel() for name in arrays_of(method)]
    numbers = [mpmath.mpf(number) for number in named.values()]
    found = []
    with mpmath.workdps(50):
        for place, cell in enumerate(zip(*arrays, strict=True), start=1):
            at = [(grad.name, place)] if isinstance(grad, Given) else []
            found.append(WITNESSES[method](*(mpmath.mpf(float(x)) for x in cell), *at, *numbers))
    return np.array(found, dtype=float).T


@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_the_oracle_agrees_with_fifty_digits(prop: Property) -> None:
    """Each method written once more, entry by entry; a state or parameter wrong by 0.05 % is seen."""
    for args in drawn(prop.inputs, "witness", TASK.id):
        result = step(METHODS[prop.function], *args)
        parts = result if isinstance(result, tuple) else (result,)
        true = witnessed(prop, args)
        assert len(parts) == len(true)
        for part, right in zip(parts, true, strict=True):
            assert part.shape == args[0].shape
            assert part.ravel() == pytest.approx(right, rel=1e-11, abs=1e-14)
            assert not right.any() or 1.0005 * part.ravel() != pytest.approx(right, rel=1e-6, abs=1e-14)


def test_the_statement_fixes_what_books_define_differently() -> None:
    contracts = {f.name: f.contract for f in TASK.functions}
    assert "(1-\\beta) g" in contracts["momentum_step"].en
    assert "w - \\beta v" in contracts["nag_step"].en
    for name in ("adagrad_step", "rmsprop_step"):
        assert "inside the root" in contracts[name].en
        assert "제곱근 안" in contracts[name].ko
    assert "both roots" in contracts["adadelta_step"].en
    assert "outside the root" in contracts["adam_step"].en
    assert "제곱근 밖" in contracts["adam_step"].ko


@pytest.mark.parametrize("method", OPTIMIZERS)
def test_inputs_tell_mistakes_apart(method: str) -> None:
    """Warm states, t from 2 on, several parameters, matrices; a descent of three steps whose gradients change sign."""
    name, states = function_of(method), len(OPTIMIZERS[method].lecture.start)
    banks = {
        p.id.removeprefix(f"{name}."): drawn(p.inputs, "s", TASK.id) for p in TASK.properties if p.function == name
    }
    for args in (*banks["values"], *banks["matrix"]):
        arrays = [value for value in args if isinstance(value, np.ndarray)]
        assert all(array.all() for array in arrays[len(arrays) - states :])
        assert len({array.shape for array in arrays}) == 1
        if method == "adam":
            assert args[parameters_of(method).index("t")] >= 2
    assert max(len(args[0]) for args in banks["values"]) >= 3
    assert all(np.ndim(args[0]) == 2 for args in banks["matrix"])
    if "eps" in banks:
        assert any(0 < np.abs(args[1]).max() <= 1e-4 for args in banks["eps"])
    if states and method != "nag":
        steps = [args[1] for args in banks["path"][:3]]
        assert (np.sign(steps[0]) != np.sign(steps[1])).any()
        assert len({step.tobytes() for step in steps}) == 3


def test_every_named_mistake_speaks_both_languages_and_has_its_own_id() -> None:
    ids = [mutant.id for mutant in TASK.mutants]
    named = [mutant for mutant in TASK.mutants if mutant.message is not None]
    assert len(set(ids)) == len(ids) >= 80
    assert len(named) >= 65
    assert all(mutant.message.ko != mutant.message.en for mutant in named if mutant.message)
    for function in TASK.functions:
        own = [mutant.message.en for mutant in named if mutant.function == function.name and mutant.message]
        assert len(set(own)) == len(own)


def test_nag_asks_for_its_gradient_at_the_look_ahead_point() -> None:
    asked: list[np.ndarray] = []

    def grad(x: np.ndarray) -> np.ndarray:
        asked.append(x)
        return 2 * x

    step("nag", np.array([1.0]), grad, np.array([0.5]), 0.1, 0.9)
    assert [x.tolist() for x in asked] == [pytest.approx([0.55])]


def test_every_given_gradient_stands_in_the_statement_and_is_used() -> None:
    used = {args[1] for p in TASK.properties if p.function == "nag_step" for args in drawn(p.inputs, "s", TASK.id)}
    assert used == set(TASK.given)
    for given in TASK.given:
        assert given.source in TASK.statement.ko
        assert given.source in TASK.statement.en


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, source: str) -> dict[str, Finding]:
    points = Fraction(len(TASK.properties))
    found = check(TASK, [SourceFile("steps.py", f"{RIGHT}\n\n{source}\n")], sandbox, Limits(), points, "public")
    return {finding.check: finding for finding in found}


def lost(findings: dict[str, Finding]) -> set[str]:
    return {name for name, finding in findings.items() if finding.verdict is not Verdict.CORRECT}


@pytest.mark.sandbox
@pytest.mark.slow
@pytest.mark.parametrize("seed", [f"server-{number}" for number in range(10)])
def test_every_mutant_is_killed_and_every_right_answer_accepted(sandbox: Sandbox, seed: str) -> None:
    found = adequacy(TASK, sandbox, seed)
    assert [mutant.mutant for mutant in found.mutants if not mutant.by or mutant.named is False] == []
    assert [answer for answer in found.answers if answer.refused_by] == []


@pytest.mark.sandbox
def test_answers_without_work_earn_nothing(sandbox: Sandbox) -> None:
    """Zeros, ones, and everything handed back as it came."""
    for part in ("np.zeros_like(w)", "np.ones_like(w)", None):
        lines = ["import numpy as np"]
        for function in TASK.functions:
            states = ("w", *OPTIMIZERS[METHODS[function.name]].lecture.start)
            values = ", ".join(part or name for name in states)
            lines.append(f"def {function.signature}:\n    return {values}")
        findings = marked(sandbox, "\n".join(lines))
        assert sum(finding.score for finding in findings.values()) == 0


@pytest.mark.sandbox
def test_another_convention_loses_little_where_it_hardly_shows_and_is_named(sandbox: Sandbox) -> None:
    source = (
        "def adam_step(w, g, m, v, t, alpha, b1, b2, eps):\n    m = b1 * m + (1 - b1) * g\n"
        "    v = b2 * v + (1 - b2) * g**2\n"
        "    return w - alpha * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t) + eps), m, v"
    )
    findings = marked(sandbox, source)
    assert lost(findings) == {"adam_step.eps"}
    assert findings["adam_step.eps"].mistake == "adam-step-eps-inside"
    assert "convention" in findings["adam_step.eps"].message.en


@pytest.mark.sandbox
def test_a_mistake_is_shown_with_a_call_and_both_tuples(sandbox: Sandbox) -> None:
    finding = marked(
        sandbox, "def momentum_step(w, g, v, alpha, beta):\n    v = beta * v + g\n    return w - alpha * v, v"
    )["momentum_step.values"]
    assert finding.mistake == "momentum-step-classical"
    assert finding.counterexample is not None
    assert finding.counterexample.to_json() == {
        "call": "momentum_step",
        "args": ["np.array([1.0])", "np.array([0.5])", "np.array([0.25])", "0.1", "0.9"],
        "expected": "(np.array([0.9725]), np.array([0.275]))",
        "got": "(np.array([0.9275]), np.array([0.725]))",
    }


@pytest.mark.sandbox
def test_a_state_that_is_not_returned_and_a_changed_argument_are_told(sandbox: Sandbox) -> None:
    findings = marked(
        sandbox, "def adagrad_step(w, g, G, alpha, eps):\n    return w - alpha / np.sqrt(G + g**2 + eps) * g"
    )
    assert findings["adagrad_step.values"].outcome == "wrong_type"
    assert "tuple of 2" in findings["adagrad_step.values"].message.en
    findings = marked(
        sandbox, "def adagrad_step(w, g, G, alpha, eps):\n    G += g**2\n    return w - alpha / np.sqrt(G + eps) * g, G"
    )
    assert lost(findings) == {"adagrad_step.kept"}
    assert "changed" in findings["adagrad_step.kept"].message.en
