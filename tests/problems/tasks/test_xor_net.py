"""`code.xor_net`: its oracles against complex steps, laws that nothing untrained satisfies, marks in the sandbox."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.properties.check import check
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from problems.code import table_networks as net
from problems.code.banks import drawn
from problems.code.inputs import Args
from problems.code.task import Equals, EqualsParts, KeepsArguments, Law, Property
from problems.tasks.xor_net import ANY, TABLES, TASK, XNOR, XOR, table

RIGHT = f"import numpy as np\n{TASK.solution}"
ORACLES = [prop for prop in TASK.properties if isinstance(prop.judge, Equals | EqualsParts)]
SOLVED = (
    np.array([[9.0, 9.0], [-9.0, -9.0]]),
    np.array([-4.5, 13.5]),
    np.array([[9.0, 9.0]]),
    np.array([-13.5]),
)
ZEROS = tuple(0 * array for array in SOLVED)
TINY = 1e-30  # a complex step takes no difference, so that nothing is lost however small it is


def output(row: Any, params: Any) -> complex:
    """The network unit by unit; its numbers may be complex."""
    W1, b1, W2, b2 = params
    hidden = [1 / (1 + np.exp(-(w[0] * row[0] + w[1] * row[1] + c))) for w, c in zip(W1, b1, strict=True)]
    return 1 / (1 + np.exp(-sum((w * h for w, h in zip(W2[0], hidden, strict=True)), b2[0])))


def descended(X: Any, y: Any, params: Any, eta: float) -> list[Any]:
    """Every parameter moved against the derivative of the mean square, by a complex step in each."""
    new = [array.astype(float) for array in params]
    for which, array in enumerate(params):
        for cell in np.ndindex(array.shape):
            moved = [part.astype(complex) for part in params]
            moved[which][cell] += TINY * 1j
            squares = [(output(row, moved) - target[0]) ** 2 for row, target in zip(X, y, strict=True)]
            new[which][cell] -= eta * (sum(squares) / len(squares)).imag / TINY
    return new


def disagreements(prop: Property, scale: float = 1.0) -> int:
    found = 0
    for args in drawn(prop.inputs, "witness", TASK.id):
        result = prop.judge.oracle(*args)  # type: ignore[union-attr]
        if prop.function == "net_predict":
            right = [np.array([[output(row, args[1])] for row in args[0]])]
            result = (result,)
        else:
            right = descended(*args)
        pairs = list(zip(result, right, strict=True))
        found += not all(np.shape(a) == np.shape(r) and np.allclose(scale * a, r, rtol=1e-10) for a, r in pairs)
    return found


@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_the_oracle_agrees_with_complex_steps(prop: Property) -> None:
    assert disagreements(prop) == 0
    assert disagreements(prop, scale=1.0005) > 0, "the witness does not see a fault of 0.05 %"


def test_only_a_network_that_answers_right_has_learnt() -> None:
    assert net.has_learnt(table(XOR, 0), (SOLVED,))
    assert not net.has_learnt(table(XNOR, 0), (SOLVED,))
    assert not net.has_learnt(table(XOR, 0), (ZEROS,))
    assert not net.has_learnt(table(XOR, 0), (np.array([[0.0], [1.0], [1.0], [0.0]]),))
    outputs = net.predicted(table(XOR, 0)[0], SOLVED)
    assert np.abs(outputs - table(XOR, 0)[1]).max() < 0.02


def test_an_output_may_be_three_tenths_away_and_no_further() -> None:
    X, y, seed = table((0, 0, 0, 0), 0)
    for away, learnt in ((0.299, True), (0.301, False)):
        constant = (*ZEROS[:3], np.array([np.log(away / (1 - away))]))
        assert np.allclose(net.predicted(X, constant), away)
        assert net.has_learnt((X, y, seed), (constant,)) is learnt


def test_no_constant_and_no_untrained_network_satisfies_a_law() -> None:
    """Only the shapes of a network of zeros are right."""
    constants = (ZEROS, np.zeros((4, 1)), np.full((), 0.5), (np.zeros(2), np.zeros((2, 2))))
    held = [
        (prop.id, number)
        for prop in TASK.properties
        if isinstance(prop.judge, Law)
        for args in prop.inputs.always
        for number, constant in enumerate(constants)
        if prop.judge.holds(args, (constant,) * len(prop.probes))
    ]
    assert set(held) == {("net_init.shapes", 0)}


def test_a_law_says_why_in_both_languages() -> None:
    assert net.no_network((0,), (SOLVED,)) is None
    why = net.not_learnt(table(XOR, 0), (ZEROS,))
    assert "0.50, 0.50, 0.50, 0.50 where the targets are 0, 1, 1, 0" in why.en
    assert "목표값은 0, 1, 1, 0입니다" in why.ko
    assert "0.250 before training and 0.000 after" in net.no_better(table(XOR, 0), (SOLVED, ZEROS)).en


def test_units_that_are_alike_are_seen_and_others_are_not() -> None:
    W1, b1, W2, b2 = (np.ones((3, 2)), np.zeros(3), np.ones((1, 3)), np.zeros(1))
    assert not net.units_differ((0,), ((W1, b1, W2, b2),))
    assert not net.units_differ((0,), ((W1, np.array([1.0, 2.0, 1.0]), W2, b2),))
    assert net.units_differ((0,), ((W1, np.array([1.0, 2.0, 3.0]), W2, b2),))
    assert net.units_differ((0,), ((W1, b1, np.array([[1.0, 2.0, 3.0]]), b2),))


def test_what_the_statement_asks_can_be_done_for_every_table_and_seed() -> None:
    space: dict[str, Any] = {"np": np}
    exec(RIGHT, space)  # noqa: S102 -- the task's own source
    for outputs in TABLES:
        for seed in range(10):
            args = table(outputs, seed)
            assert net.has_learnt(args, (space["net_train"](*args),)), (outputs, seed)


def test_hidden_trainings_have_other_seeds_and_tables_that_are_no_constant() -> None:
    found: list[Args] = [args for seed in "abcdefgh" for args in drawn(ANY, seed, TASK.id)]
    assert {args[2] for args in found} <= set(range(3, 10))
    assert all(len(set(args[1].ravel())) == 2 for args in found)
    assert len({args[1].tobytes() + args[0].tobytes() for args in found}) > 6
    assert len(TABLES) == 14
    assert all(
        {XOR, XNOR} <= {tuple(args[1][np.lexsort(args[0].T[::-1])].ravel()) for args in drawn(ANY, seed, TASK.id)}
        for seed in "ab"
    )
    hidden = {prop.inputs.name for prop in TASK.properties if prop.hidden}
    assert hidden.isdisjoint(prop.inputs.name for prop in TASK.properties if not prop.hidden)


def test_the_statement_fixes_what_a_mark_depends_on() -> None:
    for text, words in (
        (TASK.statement.ko, ("0부터 9까지", "0.7 이상", "0.3 이하", "CPU 시간", "자유롭게")),
        (TASK.statement.en, ("from 0 to 9", "at least 0.7", "at most 0.3", "CPU time", "up to you")),
    ):
        assert all(word in text for word in (*words, "½", "$(1, H)$"))


def test_a_check_that_nothing_changed_waits_for_the_values() -> None:
    assert all(prop.after for prop in TASK.properties if isinstance(prop.judge, KeepsArguments))


def test_every_named_mistake_speaks_both_languages_and_has_its_own_id() -> None:
    ids = [mutant.id for mutant in TASK.mutants]
    named = [mutant for mutant in TASK.mutants if mutant.message is not None]
    assert len(set(ids)) == len(ids) >= 75
    assert len(named) >= 28
    assert all(mutant.message.ko != mutant.message.en for mutant in named if mutant.message)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, source: str, cpu_s: float = 1) -> dict[str, Finding]:
    files, points = [SourceFile("xor.py", f"{RIGHT}\n\n{source}\n")], Fraction(len(TASK.properties))
    found = check(TASK, files, sandbox, Limits(cpu_s=cpu_s), points, "public")
    return {finding.check: finding for finding in found}


def lost(findings: dict[str, Finding]) -> set[str]:
    return {name for name, finding in findings.items() if finding.verdict is not Verdict.CORRECT}


@pytest.mark.sandbox
def test_answers_without_work_earn_nothing(sandbox: Sandbox) -> None:
    for value in ("0.5", "np.zeros((4, 1))", "np.array([[0.0], [1.0], [1.0], [0.0]])", "args", "args[0]", "args[1]"):
        found = marked(sandbox, "\n".join(f"def {f.name}(*args):\n    return {value}" for f in TASK.functions))
        assert sum(finding.score for finding in found.values()) == 0, value


@pytest.mark.sandbox
def test_a_table_written_down_is_no_training(sandbox: Sandbox) -> None:
    source = (
        "def net_train(X, y, seed):\n    W = np.array([[9.0, 9.0], [-9.0, -9.0]])\n"
        "    return W, np.array([-4.5, 13.5]), np.array([[9.0, 9.0]]), np.array([-13.5])"
    )
    assert lost(marked(sandbox, source)) == {"net_train.tables", "net_train.seeds", "net_train.any"}


@pytest.mark.sandbox
def test_equal_units_are_told_and_what_the_network_answers_then(sandbox: Sandbox) -> None:
    source = "def net_init(seed):\n    return np.full((4, 2), 0.5), np.zeros(4), np.full((1, 4), 0.5), np.zeros(1)"
    findings = marked(sandbox, source)
    assert lost(findings) >= {"net_init.units", "net_init.seeds", "net_train.xor"}
    assert findings["net_init.shapes"].verdict is Verdict.CORRECT
    assert "where the targets are 0, 1, 1, 0" in findings["net_train.xor"].message.en
    assert "where the targets" not in findings["net_train.any"].message.en


@pytest.mark.sandbox
def test_training_without_an_end_costs_the_training_alone(sandbox: Sandbox) -> None:
    source = "def net_train(X, y, seed):\n    while True:\n        net_step(X, y, net_init(seed), 1.0)"
    findings = marked(sandbox, source, cpu_s=0.3)
    assert lost(findings) == {prop.id for prop in TASK.properties if prop.function == "net_train"}
    assert findings["net_train.xor"].outcome == "time_limit"


@pytest.mark.sandbox
def test_parameters_in_another_shape_are_told_as_such(sandbox: Sandbox) -> None:
    source = "right = net_init\ndef net_init(seed):\n    W1, b1, W2, b2 = right(seed)\n    return W1.T, b1, W2.T, b2"
    finding = marked(sandbox, source)["net_init.shapes"]
    assert finding.verdict is Verdict.WRONG
    assert "in the shapes stated" in finding.message.en


@pytest.mark.sandbox
def test_a_network_that_learns_only_what_a_line_separates_fails_with_hidden_seeds_too(sandbox: Sandbox) -> None:
    source = "start = net_init\ndef net_init(seed):\n    return tuple(p * 0.01 for p in start(seed))"
    slow = f"{source}\ndef net_train(X, y, seed):\n    p = net_init(seed)\n    for _ in range(300):\n"
    findings = marked(sandbox, f"{slow}        p = net_step(X, y, p, 1.0)\n    return p")
    assert lost(findings) == {"net_train.xor", "net_train.loss", "net_train.tables", "net_train.any", "net_train.kept"}
