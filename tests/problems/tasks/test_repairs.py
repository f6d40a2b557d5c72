"""Debugging tasks: listings that fail as printed and say nothing of where, their oracles, marks in the real sandbox."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from grader.intake.reading import UploadedFile, read_files
from grader.properties.check import check
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from grader.vetting.mutation import adequacy
from problems.catalog import TASKS
from problems.code.banks import drawn
from problems.code.listings import activations, backprop, gates, layers, line_gd
from problems.code.repairs import Flaw, Listing, replaced
from problems.code.task import EqualsParts, Property
from problems.tasks.repair_backprop import TASK as BACKPROP
from problems.tasks.repair_backprop import forward, train_step
from problems.tasks.repair_line_gd import TASK as LINE
from problems.tasks.repair_line_gd import sgd
from reference.text import LOCALES

LISTINGS: dict[str, Listing] = {
    "code.repair_activations": activations.LISTING,
    "code.repair_backprop": backprop.LISTING,
    "code.repair_gates": gates.LISTING,
    "code.repair_layers": layers.LISTING,
    "code.repair_line_gd": line_gd.LISTING,
}
repairs = pytest.mark.parametrize("name", LISTINGS)


def test_every_debugging_task_is_looked_at_here() -> None:
    assert set(LISTINGS) == {name for name, task in TASKS.items() if task.listing is not None}


@repairs
def test_the_listing_is_the_starter_and_stands_in_the_statement(name: str) -> None:
    task = TASKS[name]
    for locale in LOCALES:
        assert task.starter(locale) == LISTINGS[name].source
        assert f"```python\n{LISTINGS[name].source}```" in task.statement[locale]


@repairs
def test_the_statement_gives_no_repair_away(name: str) -> None:
    for flaw in LISTINGS[name].flaws:
        for line in set(flaw.repaired.splitlines()) - set(flaw.flawed.splitlines()):
            if line.strip() not in LISTINGS[name].source:
                assert not any(line.strip() in TASKS[name].statement[locale] for locale in LOCALES), flaw.id


@repairs
def test_every_half_repaired_listing_is_a_mutant(name: str) -> None:
    task, listing = TASKS[name], LISTINGS[name]
    sources = [mutant.source for mutant in task.mutants]
    assert listing.source in sources
    assert len(listing.flaws) >= 3
    for flaw in listing.flaws:
        assert listing.repaired_but(flaw) in sources
    assert task.solution == listing.repaired != listing.source
    assert len({mutant.id for mutant in task.mutants}) == len(task.mutants)


def test_a_flaw_that_does_not_stand_in_its_listing_once_is_refused() -> None:
    listing = Listing("a = 1\nb = 1\n", (Flaw("twice", "f", "1", "2"),))
    with pytest.raises(ValueError, match="stands 2 times"):
        _ = listing.repaired
    with pytest.raises(ValueError, match="stands 0 times"):
        replaced(listing.source, ("c", "d"))


def test_a_listing_that_cannot_be_read_is_told_with_its_line() -> None:
    source = gates.LISTING.source
    line = next(n for n, text in enumerate(source.splitlines(), 1) if text.startswith("   if"))
    found = read_files([UploadedFile("gates.py", source.encode())])
    assert found.sources == ()
    (fault,) = found.problems
    assert (fault.file, fault.line) == ("gates.py", line)
    assert "들여쓰기" in fault.text.ko
    assert "unindent" in fault.text.en


def slopes(w1: np.ndarray, w2: np.ndarray, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The gradient of the loss by both matrices, entry by entry: the loss on the way to an imaginary step."""
    flat, cut, h = np.concatenate([w1.ravel(), w2.ravel()]), w1.size, 1e-30

    def loss(weights: np.ndarray) -> complex:
        hidden = 1 / (1 + np.exp(-weights[:cut].reshape(w1.shape) @ x))
        return ((1 / (1 + np.exp(-weights[cut:].reshape(w2.shape) @ hidden)) - y) ** 2).sum() / 2

    found = np.array([loss(flat + 1j * h * row).imag / h for row in np.eye(flat.size)])
    return found[:cut].reshape(w1.shape), found[cut:].reshape(w2.shape)


@pytest.mark.parametrize(
    "prop", [p for p in BACKPROP.properties if isinstance(p.judge, EqualsParts)], ids=lambda p: p.id
)
def test_the_oracle_of_a_training_step_follows_the_gradient_of_the_loss(prop: Property) -> None:
    """Complex steps through the forward pass; a fault of 0.05 % is seen."""
    for args in drawn(prop.inputs, "witness", BACKPROP.id):
        if prop.function == "forward":
            x, w1, w2 = args
            hidden = 0.5 * (1 + np.tanh(np.dot(w1, x) / 2))
            assert np.allclose(forward(*args)[0], hidden, rtol=1e-12)
            assert np.allclose(forward(*args)[1], 0.5 * (1 + np.tanh(np.dot(w2, hidden) / 2)), rtol=1e-12)
            continue
        x, y, w1, w2, alpha = args
        for before, after, slope in zip((w1, w2), train_step(*args), slopes(w1, w2, x, y), strict=True):
            assert np.allclose(before - after, alpha * slope, rtol=1e-9, atol=1e-13)
            assert not np.allclose(1.0005 * (before - after), alpha * slope, rtol=1e-6, atol=1e-13)


@pytest.mark.parametrize("prop", [p for p in LINE.properties if p.id in {"sgd.epoch", "sgd.more"}], ids=lambda p: p.id)
def test_the_oracle_of_learning_row_by_row_agrees_with_fractions(prop: Property) -> None:
    for args in drawn(prop.inputs, "witness", LINE.id):
        x, y, *numbers = args
        w, b, alpha = (Fraction(number) for number in numbers[:3])
        for _ in range(numbers[3]):
            for xi, yi in zip(map(Fraction, x), map(Fraction, y), strict=True):
                w, b = w + 2 * alpha * xi * (yi - w * xi - b), b + 2 * alpha * (yi - w * xi - b)
        assert sgd(*args) == pytest.approx((float(w), float(b)), rel=1e-10, abs=1e-12)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, name: str, source: str) -> dict[str, Finding]:
    task = TASKS[name]
    found = check(task, [SourceFile("hw.py", source)], sandbox, Limits(), Fraction(len(task.properties)), "public")
    return {finding.check: finding for finding in found}


@pytest.mark.sandbox
@repairs
def test_the_listing_as_printed_earns_nothing_and_no_flaw_is_named(sandbox: Sandbox, name: str) -> None:
    """Finding a flaw is the task: the report shows what it does, and leaves where it is to the reader."""
    listing = LISTINGS[name]
    findings = marked(sandbox, name, listing.source)
    assert sum(finding.score for finding in findings.values()) == 0
    assert all(finding.mistake is None for finding in findings.values())
    for flaw in listing.flaws:
        findings = marked(sandbox, name, listing.repaired_but(flaw))
        own = [findings[prop.id] for prop in TASKS[name].properties if prop.function == flaw.function]
        assert all(finding.mistake is None for finding in own), flaw.id


@pytest.mark.sandbox
@repairs
def test_a_flaw_that_is_left_costs_its_own_function_alone(sandbox: Sandbox, name: str) -> None:
    """But for what is made of that function, and a file that does not parse, of which nothing is read."""
    listing = LISTINGS[name]
    for flaw in listing.flaws:
        findings = marked(sandbox, name, listing.repaired_but(flaw))
        lost = {p.function for p in TASKS[name].properties if findings[p.id].verdict is not Verdict.CORRECT}
        assert flaw.function in lost
        uses = {"AND": {"XOR"}, "OR": {"XOR"}, "forward": {"train_step"}}.get(flaw.function, set())
        assert lost <= {flaw.function, *uses} or flaw.id == "nand-indentation"


@pytest.mark.sandbox
def test_a_listing_that_does_not_parse_is_told_with_its_line_at_every_check(sandbox: Sandbox) -> None:
    for finding in marked(sandbox, "code.repair_gates", gates.LISTING.source).values():
        assert finding.verdict is Verdict.MISSING
        assert "line 20" in finding.message.en
        assert "20행" in finding.message.ko


@pytest.mark.sandbox
def test_what_numpy_no_longer_has_is_told_as_such(sandbox: Sandbox) -> None:
    finding = marked(sandbox, "code.repair_activations", activations.LISTING.source)["step.values"]
    assert "`np.int` left NumPy" in finding.message.en
    assert "line 6" in finding.message.en


@pytest.mark.sandbox
def test_a_constructor_that_is_none_is_told_as_python_tells_it(sandbox: Sandbox) -> None:
    finding = marked(sandbox, "code.repair_layers", layers.LISTING.source)["AffineLayer.forward"]
    assert "AffineLayer() takes no arguments" in finding.message.en


@pytest.mark.sandbox
@pytest.mark.slow
@repairs
def test_ten_seeds_kill_every_mutant_and_accept_every_repair(sandbox: Sandbox, name: str) -> None:
    for number in range(10):
        found = adequacy(TASKS[name], sandbox, f"server-{number}")
        assert [mutant.mutant for mutant in found.mutants if not mutant.by or mutant.named is False] == []
        assert [answer for answer in found.answers if answer.refused_by] == []
