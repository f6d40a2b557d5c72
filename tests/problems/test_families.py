"""What every family promises, asked of every family there is."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.grade import HandedIn, Submission, grade
from problems import question
from problems.catalog import FAMILIES, UnknownProblemError, find
from problems.draws import Draws, derived_seed
from problems.fairness import Unfair, draw, unfair
from problems.family import Family, NoFairDrawError, fixed
from problems.givens import GivensError
from problems.page.html import unreadable_formulas
from problems.sets.problem_set import Problem
from problems.variant import from_json
from reference.text import LOCALES

ALL = sorted(FAMILIES)
BY_HAND = [name for name in ALL if isinstance(FAMILIES[name], Family)]


def _family(name: str) -> Family:
    family = FAMILIES[name]
    assert isinstance(family, Family)
    return family


def test_a_seed_gives_one_variant_whatever_the_hash_seed() -> None:
    """The same seeds draw the same givens of every family under two PYTHONHASHSEEDs, and here."""
    program = (
        "import json; from problems.catalog import FAMILIES; from problems.question import variant_of;"
        "print(json.dumps([variant_of(family, str(s)).to_json() for family in FAMILIES.values() for s in range(3)]))"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hash_seed in ("0", "4242")
    }
    here = [question.variant_of(family, str(s)).to_json() for family in FAMILIES.values() for s in range(3)]

    assert len(drawn) == 1
    assert here == json.loads(drawn.pop())


@pytest.mark.parametrize("name", ALL)
def test_variants_survive_json(name) -> None:
    """A variant stored and read back is the same, and so are its values."""
    variant = question.variant_of(find(name), "stored")
    again = from_json(json.loads(json.dumps(variant.to_json())))

    assert again == variant
    assert question.values(find(name), again) == question.values(find(name), variant)


@pytest.mark.parametrize("name", BY_HAND)
def test_drawn_variants_are_fair(name, sample) -> None:
    """No drawn variant hides a mistake, sits on an edge, or needs a box too wide."""
    for seed in sample(400, short=6):
        variant = question.variant_of(find(name), f"fair {seed}")
        assert list(unfair(_family(name), variant.givens)) == []


@pytest.mark.parametrize("name", BY_HAND)
def test_enough_draws_are_fair(name, sample) -> None:
    """At least 5 % of the draws pass, so that no student waits and no seed fails."""
    family, passed, attempts = _family(name), 0, sample(1000, short=40)
    for attempt in attempts:
        raw = family.drawn(Draws("acceptance", attempt), {})
        passed += raw is not None and next(unfair(family, fixed(family, raw).givens), None) is None

    assert passed >= len(attempts) / 20


@pytest.mark.parametrize("name", ALL)
def test_the_model_answer_as_printed_earns_everything(name) -> None:
    """What the solution prints, typed in, earns full marks."""
    family = find(name)
    variant = question.variant_of(family, "printed")
    values = question.values(family, variant)
    wanted = question.fields(family, variant)
    typed = {f.name: _typed(values[f.name], 12 if f.decimals is None else f.decimals) for f in wanted}
    report = grade(Submission((HandedIn(Problem("q1", name, Fraction(10)), variant, typed),)))

    assert report.score == 10


def _typed(value: Any, decimals: int) -> Any:
    if isinstance(value, list):
        return [_typed(cell, decimals) for cell in value]
    return value if isinstance(value, str) else f"{value:.{decimals}f}"


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("locale", ["ko", "en"])
def test_statement_and_solution_can_be_shown(name, locale, sample) -> None:
    """Both languages, every formula readable, no nan, no hole left unfilled."""
    for seed in sample(200, short=5):
        variant = question.variant_of(find(name), f"shown {seed}")
        for text in (question.statement(find(name), variant), question.solution(find(name), variant)):
            assert text[locale].strip()
            assert "nan" not in text[locale]
            assert "None" not in text[locale]
            if seed < 3:
                assert not unreadable_formulas(text[locale])


@pytest.mark.parametrize("name", ALL)
def test_fields_name_quantities_of_the_working(name) -> None:
    """Each answer field has a symbol or options, a label in both languages and, where it is rounded, its digits."""
    family = find(name)
    variant = question.variant_of(family, "fields")
    for field in question.fields(family, variant):
        assert field.symbol or field.choices is not None
        assert field.label.ko
        assert field.label.en
        assert question.unknown_names(family, variant, (field.name,)) == []
    assert question.unknown_names(family, variant, ("no_such_step",)) == ["no_such_step"]


def test_hints_on_slopes_name_no_letter_that_means_something_else() -> None:
    """In this network a1 is the weighted sum, so "a(1-a)" would lead into the slip that it warns of."""
    family = FAMILIES["backprop.two_two_one"]
    slopes = family.working(draw(family, "0").givens).by_name["dh1_da1"]
    told = [mistake.message[locale] for mistake in slopes.mistakes for locale in LOCALES]
    assert told
    assert not [text for text in told if "a(1" in text or "1−a" in text]


def test_an_unfair_variant_is_recognised() -> None:
    """Planted fault: equal weights hide crossed ones, and the reason names the mistake."""
    family = _family("backprop.two_two_one")
    givens = dict(question.variant_of(family, "planted").givens)
    givens["w2"] = givens["w3"]
    found = list(unfair(family, givens))

    assert any(isinstance(u, Unfair) and u.mistake == "weights-crossed" and u.step == "a1" for u in found)
    assert question.blind_spots(family, fixed(family, givens))


def test_a_draw_that_can_never_be_fair_says_so() -> None:
    """An impossible family is a clear error, not an endless loop."""
    family = replace(_family("backprop.two_two_one"), drawn=lambda _draws, _params: None)

    with pytest.raises(NoFairDrawError):
        draw(family, "0")


def test_adding_a_parameter_shifts_no_other() -> None:
    """Draws are keyed by name: what else is drawn, and in which order, does not matter."""
    draws = Draws("7")
    alone = draws.decimal("w1", "0.1", "0.9", "0.05")
    draws.integer("something new", 0, 9)

    assert draws.decimal("w1", "0.1", "0.9", "0.05") == alone
    assert Draws("8").decimal("w1", "0.1", "0.9", "0.05") is not None
    assert {Draws(str(s)).integer("x", 0, 1) for s in range(20)} == {0, 1}


def test_draws_are_uniform() -> None:
    """Each of ten values comes up about as often as the others."""
    counts = np.bincount([Draws(str(seed)).integer("die", 0, 9) for seed in range(5000)], minlength=10)

    assert counts.min() > 400
    assert counts.max() < 600


def test_seeds_need_the_secret() -> None:
    """Another secret, student or ordinal gives another seed; the same parts the same one."""
    parts = ("course", "week3", "q1", "backprop@1", "2026001", "0.0")
    base = derived_seed(b"secret", *parts)

    assert base == derived_seed(b"secret", *parts)
    assert len({base, derived_seed(b"other", *parts), derived_seed(b"secret", *parts[:-1], "1.0")}) == 3


@pytest.mark.parametrize(
    ("name", "givens", "said"),
    [
        ("backprop.two_two_one", {}, "missing given: x1"),
        ("backprop.two_two_one", {"x1": "abc"}, "missing"),
        ("gates.weights", {"gate": "XOR"}, "one of AND"),
        ("gates.weights", {"gate": "AND", "colour": 3}, "unknown given: colour"),
        ("perceptron.update", {"x": [1, 2], "y": 1, "o": 0, "w": [1], "b": 0, "eta": "0.1"}, "differ in length"),
        ("perceptron.update", {"x": [1, "q"], "y": 1, "o": 0, "w": [1, 1], "b": 0, "eta": "0.1"}, "must be a number"),
        ("perceptron.epochs", {"x": [[0, 1], [1]], "y": [0, 1], "w": [1, 1], "b": 0, "eta": "0.1"}, "one length"),
        ("perceptron.epochs", {"x": [[0, 1]], "y": [2], "w": [1, 1], "b": 0, "eta": "0.1"}, "among [0, 1]"),
        (
            "backprop.network",
            {"x": [1], "y": [1], "W": [[[1, 2]]], "activations": ["sigmoid"], "eta": "0.1"},
            "must have 1 columns",
        ),
        ("backprop.network", {"x": [1], "y": [1], "W": [[[1]]], "activations": ["sin"], "eta": "0.1"}, "one of step"),
        (
            "backprop.network",
            {"x": [1], "y": [1], "W": [[[1]]], "activations": ["tanh"], "loss": "bce", "eta": "0.1"},
            "needs sigmoid",
        ),
    ],
)
def test_givens_that_make_no_variant_are_explained(name, givens, said) -> None:
    """One clear sentence, in both languages, for each way in which fixed givens can be wrong."""
    family = FAMILIES[name]

    with pytest.raises(GivensError) as caught:
        fixed(family, givens)

    assert said in caught.value.text.en
    assert caught.value.text.ko


def test_an_unknown_problem_names_the_nearest() -> None:
    """A typing error in an id is answered with the id that was probably meant."""
    with pytest.raises(UnknownProblemError) as caught:
        find("backprop.two_two_on")

    assert "backprop.two_two_one" in caught.value.text.en
