"""`code.layers`: its oracles against loops over numbers, its inputs, and marks in the real sandbox."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.properties.check import check
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from grader.vetting.mutation import adequacy
from problems.code import layer_inputs
from problems.code.banks import drawn
from problems.code.inputs import Args, Inputs
from problems.code.model_answers.layers import LOOPS
from problems.code.sessions import Attribute, Method, New, Session
from problems.code.task import ClassSpec, Equals, EqualsParts, KeepsArguments, Property
from problems.tasks.layers import TASK

RIGHT = f"{TASK.preamble}{TASK.solution}"
ORACLES = [prop for prop in TASK.properties if isinstance(prop.judge, Equals | EqualsParts)]


def carried_out(lines: Session) -> Any:
    """The value of a session's last line, by classes that compute with plain numbers in loops."""
    classes: dict[str, Any] = {"np": np}
    exec(LOOPS, classes)  # noqa: S102 -- our own
    objects: dict[str, Any] = {}
    value = None
    for line in lines.lines:
        if isinstance(line, New):
            objects[line.name] = classes[line.cls](*line.args)
        elif isinstance(line, Method):
            value = getattr(objects[line.of], line.name)(*line.args)
        elif isinstance(line, Attribute):
            value = getattr(objects[line.of], line.name)
    return value


def disagreements(prop: Property, scale: float = 1.0) -> int:
    assert isinstance(prop.judge, Equals | EqualsParts)
    found = 0
    for args in drawn(prop.inputs, "witness", TASK.id):
        lines = prop.probes[0].arguments(*args)
        assert isinstance(lines, Session)
        right, result = (np.asarray(value, dtype=float) for value in (carried_out(lines), prop.judge.oracle(*args)))
        assert right.shape == result.shape
        found += not np.allclose(scale * result, right, rtol=1e-11, atol=1e-13)
    return found


@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_the_oracle_agrees_with_loops(prop: Property) -> None:
    assert disagreements(prop) == 0
    assert disagreements(prop, scale=1.0005) > 0, "the witness does not see a fault of 0.05 %"


def bank(inputs: Inputs) -> tuple[Args, ...]:
    return drawn(inputs, "s", TASK.id)


def test_batches_are_single_rows_and_many_square_and_not() -> None:
    for batch in (layer_inputs.BATCH, layer_inputs.HIDDEN_BATCH):
        rows, shapes = {len(args[2]) for args in bank(batch)}, [args[0].shape for args in bank(batch)]
        assert 1 in rows
        assert max(rows) >= 2
        assert all(inputs != outputs for inputs, outputs in shapes)
    assert all(args[0].shape[0] == args[0].shape[1] == len(args[2]) for args in bank(layer_inputs.SQUARE))
    assert {len(x) - x.shape[1] for x, _ in bank(layer_inputs.LOGITS)} >= {0, -1}


def test_no_hidden_input_is_an_input_of_a_public_property() -> None:
    """A public check would show it."""
    hidden = {prop.inputs.name for prop in TASK.properties if prop.hidden}
    assert len(hidden) >= 4
    assert hidden.isdisjoint(prop.inputs.name for prop in TASK.properties if not prop.hidden)


def test_a_check_that_nothing_changed_waits_for_the_values() -> None:
    kept = [prop for prop in TASK.properties if isinstance(prop.judge, KeepsArguments)]
    assert len(kept) >= 3
    assert all(prop.after and not prop.hidden for prop in kept)


def test_the_statement_fixes_what_books_define_differently() -> None:
    for text in (TASK.statement.ko, TASK.statement.en):
        for convention in ("$x = 0$", "$(D, M)$", "$(N, C)$", "$xW + b$", "`db`", "$N$", "`self`", "`dout`"):
            assert convention in text, convention


def test_every_named_mistake_speaks_both_languages_and_has_its_own_id() -> None:
    ids = [mutant.id for mutant in TASK.mutants]
    named = [mutant for mutant in TASK.mutants if mutant.message is not None]
    assert len(set(ids)) == len(ids) >= 80
    assert len(named) >= 60
    assert all(mutant.message.ko != mutant.message.en for mutant in named if mutant.message)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, source: str) -> dict[str, Finding]:
    points = Fraction(len(TASK.properties))
    return {f.check: f for f in check(TASK, [SourceFile("layers.py", source)], sandbox, Limits(), points, "public")}


def lost(findings: dict[str, Finding]) -> set[str]:
    return {name for name, finding in findings.items() if finding.verdict is not Verdict.CORRECT}


def changed(sandbox: Sandbox, old: str, new: str) -> dict[str, Finding]:
    assert RIGHT.count(old) == 1
    return marked(sandbox, RIGHT.replace(old, new))


@pytest.mark.sandbox
def test_every_mutant_is_killed_by_name_and_every_right_answer_accepted(sandbox: Sandbox) -> None:
    found = adequacy(TASK, sandbox, "server-1")
    assert [mutant.mutant for mutant in found.mutants if not mutant.by or mutant.named is False] == []
    assert [answer for answer in found.answers if answer.refused_by] == []


def constant(value: str) -> str:
    """Every class, with methods that return one value whatever they are given."""
    lines = ["import numpy as np"]
    for spec in TASK.functions:
        assert isinstance(spec, ClassSpec)
        methods = [f"    def {method.name}(self, *args): return {value}" for method in spec.methods]
        lines += [f"class {spec.name}:", "    dW = db = 0", "    def __init__(self, *args): pass", *methods]
    return "\n".join(lines)


@pytest.mark.sandbox
@pytest.mark.parametrize("value", ["None", "0", "1", "(0, 0)", "(1, 1)", "args", "np.zeros(np.shape(args[0:1])[1:])"])
def test_answers_without_work_earn_at_most_one_point_in_twenty(sandbox: Sandbox, value: str) -> None:
    found = marked(sandbox, constant(value))
    assert sum(finding.score for finding in found.values()) <= Fraction(len(found), 20)


@pytest.mark.sandbox
def test_factors_that_are_not_swapped_are_named_with_the_lines_to_type(sandbox: Sandbox) -> None:
    source = RIGHT.replace("dout * self.y\n", "dout * self.x\n").replace("dy = dout * self.x", "dy = dout * self.y")
    found = marked(sandbox, source)
    assert lost(found) == {"MulLayer.backward", "MulLayer.slope", "MulLayer.objects"}
    finding = found["MulLayer.backward"]
    assert finding.mistake == "mul-layer-not-swapped"
    assert finding.counterexample is not None
    assert finding.counterexample.code == ("layer = MulLayer()", "layer.forward(2, 3)", "layer.backward(1)")
    assert (finding.counterexample.expected, finding.counterexample.got) == ("(3.0, 2.0)", "(2, 3)")


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("old", "new", "cls"),
    [
        ("self.mask = x > 0", "ReluLayer.mask = x > 0", "ReluLayer"),
        ("self.W = W", "AffineLayer.W = W", "AffineLayer"),
        ("self.out = 1 /", "type(self).out = 1 /", "SigmoidLayer"),
        ("self.y = e", "SoftmaxWithLossLayer.y = e", "SoftmaxWithLossLayer"),
    ],
)
def test_values_kept_in_the_class_cost_the_check_with_two_objects_alone(
    sandbox: Sandbox, old: str, new: str, cls: str
) -> None:
    found = changed(sandbox, old, new)
    assert lost(found) == {f"{cls}.objects"}
    assert found[f"{cls}.objects"].mistake is not None
    assert "in the class" in found[f"{cls}.objects"].message.en


@pytest.mark.sandbox
def test_another_function_with_its_own_slope_keeps_the_slope(sandbox: Sandbox) -> None:
    """Follow-through in code: what goes back fits what went forwards."""
    source = RIGHT.replace("np.where(self.mask, x, 0)", "np.where(self.mask, x, 0.1 * x)").replace(
        "np.where(self.mask, dout, 0)", "np.where(self.mask, dout, 0.1 * dout)"
    )
    found = marked(sandbox, source)
    assert found["ReluLayer.forward"].verdict is Verdict.WRONG
    assert found["ReluLayer.slope"].verdict is Verdict.CORRECT


@pytest.mark.sandbox
def test_a_relu_that_cuts_its_input_loses_that_check_alone(sandbox: Sandbox) -> None:
    found = changed(sandbox, "return np.where(self.mask, x, 0)", "x[x <= 0] = 0\n        return x")
    assert lost(found) == {"ReluLayer.kept"}
    assert "changed the array" in found["ReluLayer.kept"].message.en


@pytest.mark.sandbox
def test_a_bias_gradient_that_is_not_kept_costs_that_one_alone(sandbox: Sandbox) -> None:
    found = changed(sandbox, "self.db = np", "db = np")
    assert lost(found) == {"AffineLayer.db"}
    assert found["AffineLayer.db"].verdict is Verdict.MISSING
    assert "no attribute `db`" in found["AffineLayer.db"].message.en


@pytest.mark.sandbox
def test_the_starter_is_unfinished_and_not_wrong(sandbox: Sandbox) -> None:
    found = marked(sandbox, TASK.starter("ko"))
    assert {finding.verdict for finding in found.values()} == {Verdict.MISSING}
    assert found["AffineLayer.dW"].message.en.startswith("`AffineLayer.__init__` is not written yet")
    assert found["MulLayer.backward"].message.ko.startswith("`MulLayer.forward` 메서드를 아직 작성하지")
