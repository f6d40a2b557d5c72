"""`code.optimizer_classes`: its oracle against loops over cells, what is told of objects, and marks in the sandbox."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.properties.check import check
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from grader.vetting.mutation import adequacy
from problems.code.banks import drawn
from problems.code.model_answers.optimizer_classes import LOOPS
from problems.code.optimizer_classes import KINDS, Kind, all_moved, moved
from problems.code.task import Property
from problems.tasks.optimizer_classes import TASK

RIGHT = f"import numpy as np\n{TASK.solution}"
PROPERTIES = {prop.id: prop for prop in TASK.properties}
kinds = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def cell_by_cell(kind: Kind, settings: tuple[float, ...], params: dict[str, Any], *grads: dict[str, Any]) -> Any:
    """The parameters as a class of its own leaves them, written with `math` for one number at a time."""
    names: dict[str, Any] = {"np": np}
    exec(LOOPS, names)  # noqa: S102 -- an accepted answer of the task
    kept = {key: array.copy() for key, array in params.items()}
    optimizer = names[kind.name](*settings)
    for step in grads:
        optimizer.update(kept, step)
    return kept


@kinds
def test_the_oracle_agrees_with_a_class_that_goes_cell_by_cell(kind: Kind) -> None:
    """A parameter wrong by 0.05 % is seen."""
    for settings, *arrays in drawn(PROPERTIES[f"{kind.name}.steps"].inputs, "witness", TASK.id):
        found, true = all_moved(kind, settings, *arrays), cell_by_cell(kind, settings, *arrays)
        assert found.keys() == true.keys()
        for key in true:
            assert found[key] == pytest.approx(true[key], rel=1e-11, abs=1e-13)
            assert 1.0005 * found[key] != pytest.approx(true[key], rel=1e-6, abs=1e-13)


@kinds
def test_nesterov_and_the_others_take_no_gradient_but_the_one_given(kind: Kind) -> None:
    """`update` cannot ask for a gradient elsewhere, so the rule must want it at w itself (or say nothing of it)."""
    settings = dict.fromkeys(kind.form.settings, 0.5)
    assert kind.form.gradient_point(settings | {"w": 3.0}) == 3.0


@kinds
def test_inputs_tell_mistakes_apart(kind: Kind) -> None:
    """Three steps at least, gradients that change sign, shapes that differ, and |g| below 1e-4 where eps counts."""
    steps = drawn(PROPERTIES[f"{kind.name}.steps"].inputs, "s", TASK.id)
    assert max(len(grads) for _, _, *grads in steps) >= 3
    for _, _, first, second, *_ in PROPERTIES[f"{kind.name}.steps"].inputs.always:
        assert (np.sign(first["W"]) != np.sign(second["W"])).any()
    assert any(len({array.shape for array in params.values()}) > 1 for _, params, *_ in steps)
    if "eps" in kind.parameters:
        bank = drawn(PROPERTIES[f"{kind.name}.eps"].inputs, "s", TASK.id)
        assert any(np.abs(g).max() <= 1e-4 for _, _, g in bank)
    if kind.keeps:
        objects = drawn(PROPERTIES[f"{kind.name}.objects"].inputs, "s", TASK.id)
        assert any(len({a.shape for a in params.values()}) == 1 and len(params) > 1 for _, params, *_ in objects)


def test_the_first_step_of_adam_is_the_learning_rate_against_the_sign() -> None:
    adam = KINDS[-1]
    step = moved(adam, (0.1, 0.9, 0.999, 1e-8), np.zeros(2), np.array([3.0, -0.2]))
    assert step == pytest.approx([-0.1, 0.1], rel=1e-6)


def test_the_statement_fixes_what_books_define_differently() -> None:
    contracts = {spec.name: spec.contract for spec in TASK.functions}
    assert "(1-\\beta) g" in contracts["Momentum"].en
    assert "look-ahead point" in contracts["Nesterov"].en
    for name in ("AdaGrad", "RMSProp"):
        assert "inside the root" in contracts[name].en
        assert "제곱근 안" in contracts[name].ko
    assert "outside the root" in contracts["Adam"].en
    assert "제곱근 밖" in contracts["Adam"].ko
    assert "in place" in TASK.statement.en
    assert "제자리에서" in TASK.statement.ko


def test_every_class_has_the_mistakes_of_classes() -> None:
    ids = [mutant.id for mutant in TASK.mutants]
    assert len(set(ids)) == len(ids) >= 120
    for kind in KINDS:
        wanted = {"rebound", "replaced", "first-alone", "gradients-scaled"}
        wanted |= {"one-state", "class-state", "global-state"} if kind.keeps else set()
        wanted |= {"t-per-parameter", "t-never", "t-from-0"} if kind.name == "Adam" else set()
        assert {f"{kind.name.lower()}-{name}" for name in wanted} <= set(ids)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, source: str) -> dict[str, Finding]:
    points = Fraction(len(TASK.properties))
    found = check(TASK, [SourceFile("optim.py", source)], sandbox, Limits(), points, "public")
    return {finding.check: finding for finding in found}


def changed(sandbox: Sandbox, old: str, new: str) -> dict[str, Finding]:
    assert RIGHT.count(old) == 1
    return marked(sandbox, RIGHT.replace(old, new))


def lost(findings: dict[str, Finding]) -> set[str]:
    return {name for name, finding in findings.items() if finding.verdict is not Verdict.CORRECT}


@pytest.mark.sandbox
def test_an_array_that_is_replaced_and_not_changed_is_told_so(sandbox: Sandbox) -> None:
    """The dict looks right afterwards; the layer that holds the array has learnt nothing."""
    findings = changed(
        sandbox,
        "params[key] += self.momentum * self.v[key] -",
        "params[key] = params[key] + self.momentum * self.v[key] -",
    )
    assert lost(findings) == {"Nesterov.step"}
    finding = findings["Nesterov.step"]
    assert finding.mistake == "nesterov-replaced"
    assert finding.counterexample is not None
    assert finding.counterexample.lines == (
        "W = np.array([1.0])",
        "params = {'W': W}",
        "optimizer = Nesterov(0.1, 0.9)",
        "optimizer.update(params, {'W': np.array([0.5])})",
        "W",
    )
    assert (finding.counterexample.expected, finding.counterexample.got) == ("np.array([0.905])", "np.array([1.0])")


@pytest.mark.sandbox
def test_t_counted_for_every_parameter_is_named(sandbox: Sandbox) -> None:
    findings = changed(
        sandbox,
        "        self.t += 1\n        for key in params:\n            self.m",
        "        for key in params:\n            self.t += 1\n            self.m",
    )
    assert {"Adam.steps", "Adam.objects"} <= lost(findings) <= {"Adam.steps", "Adam.objects", "Adam.kept"}
    assert findings["Adam.steps"].mistake == "adam-t-per-parameter"


@pytest.mark.sandbox
def test_a_velocity_that_starts_as_the_gradient_itself_changes_grads(sandbox: Sandbox) -> None:
    """`self.h[key] = grads[key]`, and later `+=` on it: the values are right, the caller's gradients are not."""
    source = (
        "\nclass AdaGrad:\n    def __init__(self, lr, eps):\n        self.lr, self.eps, self.G = lr, eps, {}\n"
        "    def update(self, params, grads):\n        for key, g in grads.items():\n"
        "            kept = g.copy()\n            g *= g\n            if key in self.G:\n"
        "                g += self.G[key]\n            self.G[key] = g.copy()\n"
        "            params[key] -= self.lr * kept / np.sqrt(self.G[key] + self.eps)\n"
    )
    assert lost(marked(sandbox, RIGHT + source)) == {"AdaGrad.kept"}


@pytest.mark.sandbox
def test_a_state_of_the_class_costs_that_class_alone(sandbox: Sandbox) -> None:
    mutant = next(m for m in TASK.mutants if m.id == "momentum-class-state")
    found = lost(marked(sandbox, f"{RIGHT}\n{mutant.source}"))
    assert "Momentum.objects" in found
    assert {PROPERTIES[name].function for name in found} == {"Momentum"}


@pytest.mark.sandbox
@pytest.mark.parametrize("body", ["pass", "return params", "params.clear()", "return grads"])
def test_classes_that_do_no_work_earn_nothing(sandbox: Sandbox, body: str) -> None:
    source = "".join(
        f"class {kind.name}:\n    def __init__(self, *settings):\n        pass\n"
        f"    def update(self, params, grads):\n        {body}\n"
        for kind in KINDS
    )
    assert sum(finding.score for finding in marked(sandbox, source).values()) == 0


@pytest.mark.sandbox
@pytest.mark.slow
@pytest.mark.parametrize("seed", [f"server-{number}" for number in range(10)])
def test_every_mutant_is_killed_and_every_right_answer_accepted(sandbox: Sandbox, seed: str) -> None:
    found = adequacy(TASK, sandbox, seed)
    assert [mutant.mutant for mutant in found.mutants if not mutant.by or mutant.named is False] == []
    assert [answer for answer in found.answers if answer.refused_by] == []


def test_every_property_names_its_class_in_both_languages() -> None:
    def named(prop: Property) -> bool:
        return f"`{prop.function}`" in prop.sentence.ko and f"`{prop.function}`" in prop.sentence.en

    assert all(named(prop) for prop in TASK.properties)
