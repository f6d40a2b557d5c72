"""Code tasks as records: banks that do not depend on luck, starters, shares, and what a task may not be."""

import ast
import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from problems.code.banks import BACKEND, drawn
from problems.code.inputs import Args, Array, Grid, Inputs, Picked
from problems.code.task import Agrees, KeepsArguments, Law, Property, ReturnsArray
from problems.tasks.activations import TASK
from reference.text import LOCALES

ROOT = Path(__file__).parents[3]
VECTORS = Inputs("vectors", (Array(Grid(-6, 6, avoid=(0,)), ((1, 6),)),), always=((np.array([1.0]),),), draws=40)
DIGEST = """
import hashlib, sys
{first}
import problems.code.banks
from problems.code.inputs import Array, Grid, Inputs
problems.code.banks.BACKEND = "{backend}"
wide = Inputs("wide", (Array(Grid(-900, 900, decimals=0), ((1, 6),)),), draws=100)
whole = hashlib.sha256()
for seed in "abc":
    for args in problems.code.banks.drawn(wide, seed, "t"):
        whole.update(args[0].tobytes())
print(whole.hexdigest())
"""


def digest(args: tuple[Args, ...]) -> str:
    return hashlib.sha256(b"".join(array.tobytes() for (array,) in args)).hexdigest()


def in_new_process(source: str, hash_seed: str, path: Path = ROOT) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": f"{ROOT}{os.pathsep}{path}"}
    command = [sys.executable, "-c", source]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=True, cwd=ROOT)
    return done.stdout.strip()


def test_a_bank_does_not_depend_on_the_process(tmp_path: Path) -> None:
    """Neither the hash seed nor the constants of modules that happen to be loaded change what is drawn.

    Hypothesis by itself fails this: the last line shows that the test would see it.
    """
    (tmp_path / "lectures.py").write_text(f"NUMBERS = {list(range(-890, 890, 101))}\n")

    def drawn_by(backend: str) -> tuple[str, str]:
        alone = in_new_process(DIGEST.format(first="", backend=backend), "1")
        first = "import lectures, grader, problems.sets.problem_set"
        return alone, in_new_process(DIGEST.format(first=first, backend=backend), "2", tmp_path)

    alone, crowded = drawn_by(BACKEND)
    assert alone == crowded
    assert len(alone) == 64
    alone, crowded = drawn_by("hypothesis")
    assert alone != crowded


def test_a_seed_gives_one_bank_and_another_seed_another() -> None:
    assert digest(drawn(VECTORS, "one", "t")) == digest(drawn(VECTORS, "one", "t"))
    assert digest(drawn(VECTORS, "one", "t")) != digest(drawn(VECTORS, "two", "t"))
    assert digest(drawn(VECTORS, "one", "t")) != digest(drawn(VECTORS, "one", "another task"))


def test_the_authors_cases_come_first_and_stay_as_they_are() -> None:
    (first,) = drawn(VECTORS, "one", "t")[0]
    assert first.tolist() == [1.0]
    assert list(drawn(replace(VECTORS, draws=0), "one", "t")) == [VECTORS.always[0]]


def test_drawn_entries_are_short_decimals_and_never_minus_zero() -> None:
    entries = np.concatenate([array for (array,) in drawn(replace(VECTORS, draws=80), "one", "t")])
    assert np.array_equal(entries, np.round(entries, 1))
    assert not (entries == 0).any()
    assert np.ptp(entries) > 6
    zeros = Inputs("zeros", (Array(Picked((0.0, 1.0)), ((1, 6),)),), draws=20)
    assert not any(np.signbit(array).any() for (array,) in drawn(zeros, "one", "t"))


def test_hypothesis_loads_only_when_a_bank_is_drawn() -> None:
    source = (
        "import sys, grader.properties.check, grader.vetting.mutation, problems.tasks.activations as a; "
        "print('hypothesis' in sys.modules); "
        "from grader.properties.plans import plan_of; plan_of(a.TASK, 's'); print('hypothesis' in sys.modules)"
    )
    assert in_new_process(source, "0").split() == ["False", "True"]


@pytest.mark.parametrize("points", [Fraction(10), Fraction(7, 3)])
def test_properties_share_the_points_equally_and_lose_none(points: Fraction) -> None:
    shares = TASK.shares(points)
    assert set(shares) == {prop.id for prop in TASK.properties}
    assert set(shares.values()) == {points / len(TASK.properties)}
    assert sum(shares.values()) == points


def test_a_weight_counts_as_that_many_shares() -> None:
    first, *others = TASK.properties
    task = replace(TASK, properties=(replace(first, weight=Fraction(3)), *others))
    shares = task.shares(Fraction(1))
    assert shares[first.id] == 3 * shares[others[0].id]
    assert sum(shares.values()) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_a_starter_defines_every_function_and_fills_in_none(locale: str) -> None:
    module = ast.parse(TASK.starter(locale))
    defined = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    assert list(defined) == [function.name for function in TASK.functions]
    for function in TASK.functions:
        node = defined[function.name]
        assert [argument.arg for argument in node.args.args] == list(function.parameters)
        assert ast.get_docstring(node)
        assert isinstance(node.body[-1], ast.Raise)
    assert "\\" not in TASK.starter(locale)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_statement_names_every_function_and_every_property(locale: str) -> None:
    statement = TASK.statement[locale]
    for function in TASK.functions:
        assert f"`{function.signature}`" in statement
    for prop in TASK.properties:
        assert prop.sentence[locale] in statement


def test_a_task_refuses_properties_that_cannot_be_checked() -> None:
    first, *others = TASK.properties
    with pytest.raises(ValueError, match="two properties"):
        replace(TASK, properties=(first, first))
    with pytest.raises(ValueError, match="comes before"):
        replace(TASK, properties=(replace(first, after=others[0].id), *others))
    with pytest.raises(ValueError, match="calls"):
        replace(TASK, properties=(Property("x", first.sentence, "unknown", first.inputs, ReturnsArray()),))
    with pytest.raises(ValueError, match="mutants of"):
        replace(TASK, mutants=(replace(TASK.mutants[0], function="unknown"),))


def test_a_task_refuses_hidden_properties_that_hide_nothing() -> None:
    first, *others = TASK.properties
    keeps = replace(first, id="keeps", judge=KeepsArguments(), after=first.id)
    assert replace(TASK, properties=(first, keeps, *others)).properties[1] is keeps
    elsewhere = replace(first.inputs, name="elsewhere")
    with pytest.raises(ValueError, match="must be public"):
        replace(TASK, properties=(first, replace(keeps, inputs=elsewhere, hidden=True), *others))
    with pytest.raises(ValueError, match="which are shown"):
        replace(TASK, properties=(first, replace(first, id="again", hidden=True), *others))
    with pytest.raises(ValueError, match="no public property of"):
        replace(TASK, properties=tuple(p for p in TASK.properties if p.hidden or p.function != "sigmoid"))
    unseen = replace(first, id="again", inputs=elsewhere, hidden=True)
    assert replace(TASK, properties=(first, unseen, *others)).properties[1] is unseen


def test_a_check_that_something_does_not_happen_waits_for_one_that_something_does() -> None:
    """Doing nothing changes no argument: such a property must stand behind another one."""
    for prop in TASK.properties:
        if isinstance(prop.judge, ReturnsArray):
            assert prop.after is not None, prop.id


def test_the_laws_do_not_hold_for_constants() -> None:
    """A law that a constant satisfies would pay for an answer without work."""
    for prop in TASK.properties:
        if isinstance(prop.judge, Law):
            for constant in (0.0, 1.0, 0.5):
                for args in prop.inputs.always:
                    results = tuple(np.full(np.shape(args[0]), constant) for _ in prop.probes)
                    assert not prop.judge.holds(args, results), (prop.id, constant)


def test_a_property_against_the_students_own_function_uses_it() -> None:
    for prop in TASK.properties:
        if isinstance(prop.judge, Agrees):
            assert {probe.function for probe in prop.probes} == {prop.function, prop.function.removesuffix("_grad")}
