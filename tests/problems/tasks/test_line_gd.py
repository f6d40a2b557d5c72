"""`code.line_gd`: its oracles against fractions, inputs that tell mistakes apart, and marks in the real sandbox."""

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
from problems.code.inputs import Args
from problems.code.task import Equals, EqualsParts, KeepsArguments, Property
from problems.tasks.line_gd import TASK

RIGHT = f"import numpy as np\n{TASK.solution}"
ORACLES = [prop for prop in TASK.properties if isinstance(prop.judge, Equals | EqualsParts)]


def exactly(values: Any) -> list[Fraction]:
    return [Fraction(float(value)) for value in values]


def slopes(pairs: list[tuple[Fraction, Fraction]], w: Fraction, b: Fraction) -> tuple[Fraction, Fraction]:
    """From the expanded square: the loss is a polynomial in w and b with these coefficients."""
    n = len(pairs)
    xx, xy = sum(x * x for x, _ in pairs), sum(x * y for x, y in pairs)
    sx, sy = sum(x for x, _ in pairs), sum(y for _, y in pairs)
    return 2 * (w * xx + b * sx - xy) / n, 2 * (w * sx + b * n - sy) / n


def witnessed(function: str, args: Args) -> list[Fraction]:
    if function == "predict":
        x, (w, b) = exactly(args[0]), exactly(args[1:])
        return [xi * w + b for xi in x]
    pairs = list(zip(exactly(args[0]), exactly(args[1]), strict=True))
    w, b, *rate = exactly(args[2:5])
    if function == "mse":
        return [sum((y - w * x - b) ** 2 for x, y in pairs) / len(pairs)]
    if function == "mse_grad":
        return list(slopes(pairs, w, b))
    batches = {"batch_step": [range(len(pairs))], "sgd_epoch": [[i] for i in args[-1]] if len(args) > 5 else []}
    for batch in batches.get(function, args[-1]):
        dw, db = slopes([pairs[i] for i in batch], w, b)
        w, b = w - rate[0] * dw, b - rate[0] * db
    return [w, b]


def disagreements(prop: Property, scale: float = 1.0) -> int:
    assert isinstance(prop.judge, Equals | EqualsParts)
    found = 0
    for args in drawn(prop.inputs, "witness", TASK.id):
        result = scale * np.ravel(prop.judge.oracle(*args))
        right = np.array(witnessed(prop.function, args), dtype=float)
        found += not np.allclose(result, right, rtol=1e-11, atol=1e-13)
    return found


@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_the_oracle_agrees_with_fractions(prop: Property) -> None:
    assert disagreements(prop) == 0
    assert disagreements(prop, scale=1.0005) > 0, "the witness does not see a fault of 0.05 %"


def test_batches_of_the_hidden_bank_differ_in_size_and_orders_are_not_as_stored() -> None:
    inputs = {prop.id: prop.inputs for prop in TASK.properties}
    sizes = [{len(batch) for batch in args[-1]} for args in drawn(inputs["minibatch_epoch.uneven"], "s", TASK.id)]
    even = [{len(batch) for batch in args[-1]} for args in drawn(inputs["minibatch_epoch.values"], "s", TASK.id)]
    orders = [args[-1] for args in drawn(inputs["sgd_epoch.values"], "s", TASK.id)]

    assert sum(len(found) > 1 for found in sizes) >= 2
    assert all(len(found) <= 1 for found in even)
    assert sum(order != sorted(order) for order in orders) >= 3


def test_no_hidden_input_is_an_input_of_a_public_property() -> None:
    """A public check would show it."""
    hidden = {prop.inputs.name for prop in TASK.properties if prop.hidden}
    assert hidden
    assert hidden.isdisjoint(prop.inputs.name for prop in TASK.properties if not prop.hidden)


def test_the_statement_fixes_what_books_define_differently() -> None:
    for text in (TASK.statement.ko, TASK.statement.en):
        assert "(1/N)" in text
        assert "½" in text or "one half" in text
        assert "모두 학습" in text or "Both $w$ and $b$ are trained" in text


def test_a_check_that_nothing_changed_waits_for_the_values() -> None:
    assert all(prop.after for prop in TASK.properties if isinstance(prop.judge, KeepsArguments))


def test_every_named_mistake_speaks_both_languages_and_has_its_own_id() -> None:
    ids = [mutant.id for mutant in TASK.mutants]
    named = [mutant for mutant in TASK.mutants if mutant.message is not None]
    assert len(set(ids)) == len(ids) >= 35
    assert len(named) >= 30
    assert all(mutant.message.ko != mutant.message.en for mutant in named if mutant.message)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, source: str) -> dict[str, Finding]:
    points = Fraction(len(TASK.properties))
    found = check(TASK, [SourceFile("line.py", f"{RIGHT}\n\n{source}\n")], sandbox, Limits(), points, "public")
    return {finding.check: finding for finding in found}


def lost(findings: dict[str, Finding]) -> set[str]:
    return {name for name, finding in findings.items() if finding.verdict is not Verdict.CORRECT}


@pytest.mark.sandbox
@pytest.mark.parametrize("seed", ["public", "server-1"])
def test_every_mutant_is_killed_and_every_right_answer_accepted(sandbox: Sandbox, seed: str) -> None:
    found = adequacy(TASK, sandbox, seed)
    assert [mutant.mutant for mutant in found.mutants if not mutant.by or mutant.named is False] == []
    assert [answer for answer in found.answers if answer.refused_by] == []


@pytest.mark.sandbox
@pytest.mark.parametrize("values", ["0, 0", "1, 1", "w, b"])
def test_answers_without_work_earn_nothing(sandbox: Sandbox, values: str) -> None:
    lines = [f"def {f.signature}:\n    return {values}" for f in TASK.functions]
    assert sum(finding.score for finding in marked(sandbox, "\n".join(lines)).values()) == 0


@pytest.mark.sandbox
def test_stale_predictions_are_named_with_an_example(sandbox: Sandbox) -> None:
    source = (
        "def sgd_epoch(x, y, w, b, alpha, order):\n    p = w * x + b\n    for i in order:\n"
        "        w += 2 * alpha * (y[i] - p[i]) * x[i]\n        b += 2 * alpha * (y[i] - p[i])\n    return w, b"
    )
    findings = marked(sandbox, source)
    assert lost(findings) == {"sgd_epoch.values", "sgd_epoch.kept"}
    finding = findings["sgd_epoch.values"]
    assert finding.mistake == "sgd-epoch-stale"
    assert finding.counterexample is not None
    assert finding.counterexample.args[-1] == "[1, 0]"


@pytest.mark.sandbox
def test_half_a_loss_with_its_own_slope_keeps_the_slope(sandbox: Sandbox) -> None:
    """Follow-through in code: the derivative of what was written agrees with it."""
    source = (
        "def mse(x, y, w, b):\n    return np.mean((w * x + b - y) ** 2) / 2\n\n"
        "def mse_grad(x, y, w, b):\n    e = w * x + b - y\n    return np.mean(e * x), np.mean(e)"
    )
    findings = marked(sandbox, source)
    assert findings["mse.values"].mistake == "mse-halved"
    assert findings["mse_grad.slope"].verdict is Verdict.CORRECT
