"""Vetting passes what we ship, and catches what is planted: one fault for every rule."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from grader.cli.program import program
from grader.sandbox import Sandbox
from grader.vetting.gradients import witnessed
from grader.vetting.mutation import Accepted, Adequacy, Killed
from grader.vetting.rules import broken_by_family, broken_by_task
from grader.vetting.separation import Separation
from grader.vetting.vet import Drawing, family_json, task_json, vet_family, vet_task
from problems import families
from problems.catalog import EVERYTHING, FAMILIES, TASKS
from problems.draws import Draws
from problems.family import Family
from problems.mistakes.backprop import slip
from problems.question import variant_of
from problems.variant import Variant
from reference.text import Text, same
from reference.working import Step, Working

NET = FAMILIES["backprop.two_two_one"]
assert isinstance(NET, Family)


ENOUGH = 500
FEW = {
    "backprop.deltas",
    "calculus.sigmoid_slope",
    "calculus.tanh",
    "gates.weights",
    "graph.node",
    "vanishing.bound",
}
"""Families with fewer variants than a large class has students; each says so where its numbers are drawn."""


@pytest.mark.parametrize("problem", FAMILIES)
def test_every_family_we_ship_keeps_the_rules(problem: str, sample: Callable[..., range]) -> None:
    """A handful of variants each in short runs, two hundred in long ones."""
    count = len(sample(200, short=4))
    vetting = vet_family(FAMILIES[problem], count)
    assert vetting.broken == ()
    assert vetting.drawing.acceptance >= 0.05
    assert len(vetting.drawing.variants) == count
    document = json.loads(json.dumps(family_json(vetting), allow_nan=True))
    assert document["drawn"] == count
    if count == 200 and problem not in FEW:
        assert vetting.drawing.capacity >= ENOUGH


@pytest.mark.parametrize("problem", sorted(FEW))
def test_a_family_of_few_variants_says_so(problem: str) -> None:
    source = Path(families.__file__).with_name(f"{problem.replace('.', '_')}.py").read_text(encoding="utf-8")
    assert "variants" in source


@pytest.mark.slow
@pytest.mark.sandbox
def test_the_command_vets_everything_there_is() -> None:
    """Families, tasks and questions in one go: nothing is broken."""
    done = CliRunner().invoke(program, ["vet", "--all", "-n", "20", "--json"])
    problems = json.loads(done.stdout)["problems"]
    assert done.exit_code == 0
    assert {one["id"] for one in problems} >= {*FAMILIES, *TASKS}
    assert [one["id"] for one in problems if one["broken"]] == []


@pytest.mark.sandbox
def test_a_task_that_keeps_the_rules_is_vetted_so() -> None:
    """That all of them do is what the tests of mutants show."""
    with Sandbox() as sandbox:
        vetting = vet_task(TASKS["code.gates"], sandbox)
    assert vetting.broken == ()
    document = task_json(vetting)
    assert document["mutants"]["killed"] == document["mutants"]["total"] > 10
    assert document["answers"]["accepted"] == document["answers"]["total"] > 1


@pytest.mark.parametrize("problem", ["backprop.two_two_one", "backprop.network"])
def test_every_gradient_meets_both_witnesses(problem: str) -> None:
    family = FAMILIES[problem]
    assert isinstance(family, Family)
    found = list(witnessed(family, variant_of(family, "3")))
    assert len(found) >= 6
    assert all(w.agrees for w in found)
    assert max(w.symbolic for w in found) < 1e-12


def test_a_gradient_wrong_by_a_twentieth_of_a_percent_is_caught() -> None:
    """Planted: dw1 times 1.0005, by both witnesses alike."""
    spoilt = with_step("dw1", lambda step: replace(step, formula=times(step.formula, 1.0005)))
    found = {w.step: w for w in witnessed(spoilt, variant_of(NET, "3"))}
    assert not found["dw1"].agrees
    assert found["dw1"].difference == pytest.approx(5e-4, rel=0.01)
    assert found["dw1"].symbolic == pytest.approx(5e-4, rel=0.01)
    assert [name for name, w in found.items() if not w.agrees] == ["dw1"]
    assert "derivative" in vet_family(spoilt, 2).broken[0].en


def test_a_mistake_equal_to_the_right_formula_is_caught() -> None:
    """Planted: a slip that gives the right value never lets a draw be fair; vetting says which it is."""

    def plant(step: Step) -> Step:
        twin = slip("planted-twin", same("the same"), step.formula, *step.reads)
        return replace(step, mistakes=(*step.mistakes, twin))

    vetting = vet_family(with_step("dw5", plant), 3)
    said = [text.en for text in vetting.broken]
    assert any("'planted-twin'" in sentence and "dw5" in sentence for sentence in said)
    assert any("fair" in sentence for sentence in said)
    assert vetting.drawing.variants == ()


def test_a_family_that_is_almost_never_fair_is_caught() -> None:
    """Planted: all but one draw in fifty thrown away."""

    def rarely(draws: Any, params: Any) -> dict[str, Any] | None:
        return NET.drawn(draws, params) if draws.integer("rarely", 1, 50) == 1 else None

    vetting = vet_family(replace(NET, drawn=rarely), 2)
    assert any("are fair" in text.en for text in vetting.broken)


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        (broken_by_family(0.04, 0, (), {}, ()), "5%"),
        (broken_by_family(0.5, 2, (), {}, ()), "2 seeds"),
        (broken_by_family(0.5, 0, (Separation("h1", "twin", False, None, 0.0),), {}, ()), "'twin'"),
        (broken_by_family(0.5, 0, (), {"h1": 5.1}, ()), "5.1 units"),
        (broken_by_task(Adequacy((Killed("m", (), None),), ())), "'m'"),
        (broken_by_task(Adequacy((), (Accepted("a", ("p",)),))), "'a'"),
    ],
)
def test_each_rule_has_its_sentence(broken: tuple[Text, ...], word: str) -> None:
    assert len(broken) == 1
    assert word in broken[0].en
    assert broken[0].ko != broken[0].en


def test_what_only_a_convention_would_show_is_no_broken_rule() -> None:
    assert broken_by_family(0.5, 0, (Separation("o_1", "other-step-at-zero", True, None, 0.0),), {}, ()) == ()


@pytest.mark.parametrize("variants", [3, 12, 200])
def test_the_number_of_variants_is_estimated_from_repeats(variants: int) -> None:
    """400 draws from so many; the estimate lies near, since repeats are many."""
    draws = [Draws(str(n)).integer("x", 1, variants) for n in range(400)]
    drawing = Drawing(tuple(Variant("f", "1.0", "", {"x": x}) for x in draws), (), 400, 0, 1.0)
    assert drawing.distinct <= variants
    assert 0.8 * variants <= drawing.capacity <= 1.25 * variants + 1


def test_without_a_repeat_only_a_least_number_is_claimed() -> None:
    drawn = tuple(Variant("f", "1.0", str(n), {"x": n}) for n in range(60))
    assert Drawing(drawn, (), 60, 0, 1.0).capacity == 600


def test_the_chance_level_of_outputs_and_guesses_is_told() -> None:
    rows = vet_family(FAMILIES["perceptron.epochs"], 40).chance
    assert {"o_1", "o_2"} <= rows.keys()
    assert all(0.5 <= share < 0.95 for share in rows.values())
    assert 0 < vet_family(FAMILIES["gates.weights"], 30).chance["guess"] < 0.1


def test_guesses_at_many_fields_and_at_choices_are_tried_too() -> None:
    """Six numbers have more combinations than can be tried; a choice is guessed among its options."""
    assert vet_family(FAMILIES["gates.xor_weights"], 3).chance["guess"] < 0.05
    assert 0 < vet_family(FAMILIES["perceptron.separability"], 4).chance["guess"] < 0.1


def test_the_command_tells_and_its_exit_code_too(monkeypatch: pytest.MonkeyPatch) -> None:
    runner = CliRunner()
    done = runner.invoke(program, ["vet", "perceptron.update", "-n", "5", "--json"])
    document = json.loads(done.stdout)
    assert (done.exit_code, document["schema"], document["problems"][0]["drawn"]) == (0, "nngrader.vetting/1", 5)
    spoilt = with_step("dw1", lambda step: replace(step, formula=times(step.formula, 1.01)))
    monkeypatch.setitem(EVERYTHING, NET.id, spoilt)
    done = runner.invoke(program, ["--locale", "ko", "vet", NET.id, "-n", "2"])
    assert done.exit_code == 1
    assert "✘ dw1" in done.stdout


def times(formula: Callable[..., Any], factor: float) -> Callable[..., Any]:
    """The formula with a factor too many."""

    def wrong(*values: Any) -> Any:
        return formula(*values) * factor

    return wrong


def with_step(name: str, change: Callable[[Step], Step]) -> Family:
    """The 2-2-1 family with one step changed."""

    def steps(working: Working) -> Iterator[Step]:
        for step in working.steps:
            yield change(step) if step.name == name else step

    whole = NET.working({})
    spoilt = Working(whole.givens, tuple(steps(whole)), whole.exact)
    return replace(NET, working=lambda _givens: spoilt)
