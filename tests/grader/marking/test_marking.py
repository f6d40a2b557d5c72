"""Marking by hand: honest work earns, slips are named, and nothing is earned without work."""

import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.marking import candidates, diagnosis, tracks
from grader.marking import paper as marking
from grader.marking.paper import mark, paper_of
from grader.report import RIGHT, Finding, Verdict
from problems.catalog import FAMILIES
from problems.family import Family
from problems.question import fields, variant_of
from problems.variant import Variant
from reference import rounding
from tests.grader.marking.papers import STYLES, half_up, paper

BY_HAND = [identifier for identifier, family in FAMILIES.items() if isinstance(family, Family)]


def _exact(identifier: str, seed: int) -> bool:
    family = FAMILIES[identifier]
    assert isinstance(family, Family)
    return family.working(variant_of(family, f"kind {seed}").givens).exact


CONTINUOUS = [identifier for identifier in BY_HAND if not any(_exact(identifier, seed) for seed in range(8))]
POINTS = Fraction(100)


def _drawn(identifier: str, seed: object, **params: Any) -> tuple[Family, Variant]:
    family = FAMILIES[identifier]
    assert isinstance(family, Family)
    return family, variant_of(family, str(seed), params=params)


def _marked(family: Family, variant: Variant, answers: Mapping[str, Any]) -> dict[str, Finding]:
    return {f.check: f for f in mark(paper_of(family, variant, answers), POINTS)}


def _score(findings: Mapping[str, Finding]) -> Fraction:
    return sum((f.score for f in findings.values()), Fraction(0))


def _filled(family: Family, variant: Variant, value: Any) -> dict[str, Any]:
    return {f.name: np.full(f.shape, str(value), dtype=object).tolist() for f in fields(family, variant)}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("identifier", BY_HAND)
def test_honest_work_earns_in_full(identifier, style, sample) -> None:
    """Every drawn variant, rounded in every honest way, earns full marks."""
    short = {}
    for seed in sample(2000, short=8):
        family, variant = _drawn(identifier, f"honest {seed}")
        findings = _marked(family, variant, paper(family, variant, STYLES[style], random.Random(seed)))
        if _score(findings) != POINTS:
            short[seed] = {
                f.check: (f.verdict.value, f.got, f.accepted) for f in findings.values() if f.score != f.max_score
            }

    assert short == {}


@pytest.mark.parametrize("decimals", [3, 6])
def test_honest_work_earns_in_full_with_other_digits(decimals, sample) -> None:
    """Three or six decimals instead of four change nothing about it."""
    for seed in sample(200):
        family, variant = _drawn("backprop.two_two_one", f"digits {seed}")
        answers = paper(family, variant, half_up, random.Random(seed), decimals=decimals)
        findings = mark(paper_of(family, variant, answers, decimals=decimals), POINTS)

        assert sum(f.score for f in findings) == POINTS


@pytest.mark.parametrize("identifier", BY_HAND)
def test_every_slip_is_named_and_costs_its_step_only(identifier, sample) -> None:
    """A Mistake at one asked step, honest work after it: that step loses and is named, the others earn.

    In a few cells in ten thousand a later value happens to equal its input, which the guards must refuse.
    """
    named = missed = refused = kept = 0
    for seed in sample(200, short=4):
        family, variant = _drawn(identifier, f"slip {seed}")
        working = family.working(variant.givens)
        right = paper(family, variant, half_up, random.Random(0))
        for name in family.asked(variant.givens):
            step = working.by_name[name]
            for slip in step.mistakes:
                answers = paper(family, variant, half_up, random.Random(0), slips={name: slip})
                if answers[name] == right[name]:
                    continue  # on this row the slip changes nothing
                findings = _marked(family, variant, answers)
                found = findings[name]
                assert found.verdict is Verdict.MISTAKE, (seed, name, slip.id, found.message.en)
                assert slip.message.en in found.message.en
                named, missed = named + (found.mistake == slip.id), missed + (found.mistake is None)
                if identifier in CONTINUOUS:
                    lost = {f.check for f in findings.values() if f.score != f.max_score}
                    assert name in lost
                    refused, kept = refused + len(lost) - 1, kept + len(findings) - len(lost)

    assert refused <= max(2, 0.001 * kept)
    assert missed <= 0.12 * (named + missed)  # several slips may give one number: then all are named, none asserted


@pytest.mark.parametrize("identifier", CONTINUOUS)
@pytest.mark.parametrize("off", ["1.1", "0.8"])
def test_a_wrong_first_step_loses_that_step_only(identifier, off, sample) -> None:
    """An arithmetic slip that no Mistake explains, at the first step, with honest work after it.

    In one variant of a hundred the slip happens to be a copy of a given number, which is not followed.
    """
    drawn, more = sample(400, short=5), 0
    for seed in drawn:
        family, variant = _drawn(identifier, f"first {seed}")
        first = family.asked(variant.givens)[0]
        right = paper(family, variant, half_up, random.Random(0))
        wrong = np.array(right[first], dtype=float) * float(off)
        answers = paper(family, variant, half_up, random.Random(0), replaced={first: np.round(wrong, 4)})
        findings = _marked(family, variant, answers)

        lost = {f.check for f in findings.values() if f.score != f.max_score}
        assert first in lost
        if lost == {first}:
            assert all(f.verdict in RIGHT for f in findings.values() if f.check != first)
        else:
            more += 1

    assert more <= max(1, 0.02 * len(drawn))


@pytest.mark.parametrize("identifier", CONTINUOUS)
@pytest.mark.parametrize("value", ["0", "0.0000", "1", "-1", "0.5", "0.1", "0.01", "2", "1000"])
def test_constants_earn_next_to_nothing(identifier, value, sample) -> None:
    """Filling every field with one number wins at most 5 % on average, zeros at most 5 % ever."""
    scores = []
    for seed in sample(400, short=6):
        family, variant = _drawn(identifier, f"game {seed}")
        scores.append(_score(_marked(family, variant, _filled(family, variant, value))) / POINTS)

    by_luck = Fraction(1, len(fields(family, variant)))  # one number of a short problem
    assert sum(scores) / len(scores) <= Fraction(5, 100)
    assert max(scores) <= max(by_luck, Fraction(10, 100))
    if float(value) == 0:
        assert max(scores) <= Fraction(5, 100)


@pytest.mark.parametrize("identifier", CONTINUOUS)
def test_copied_givens_and_parents_earn_next_to_nothing(identifier, sample) -> None:
    """Every field an echo of what it reads, where that is not what is right: no work, no marks but by luck."""
    scores = []
    for seed in sample(400, short=5):
        family, variant = _drawn(identifier, f"echo {seed}")
        working = family.working(variant.givens)
        right = paper(family, variant, half_up, random.Random(0))
        echoes = {}
        for field in fields(family, variant):
            fitting = [r for r in working.by_name[field.name].reads if r in right and np.shape(right[r]) == field.shape]
            # For one example a bias's gradient IS its delta, and ReLU gives a positive sum back as it is.
            honest = fitting and bool(np.any(np.asarray(right[fitting[0]]) == np.asarray(right[field.name])))
            echoes[field.name] = (
                right[fitting[0]] if fitting and not honest else np.full(field.shape, "0.3", dtype=object).tolist()
            )
        scores.append(_score(_marked(family, variant, echoes)) / POINTS)

    assert sum(scores) / len(scores) <= Fraction(5, 100)
    assert max(scores) <= max(Fraction(1, len(fields(family, variant))), Fraction(10, 100))


@pytest.mark.parametrize("chosen", ["0", "1", "0.5"])
def test_a_prediction_chosen_out_of_thin_air_earns_at_most_half(chosen, sample) -> None:
    """Nothing before it, honest work after it: a chosen prediction wins no more than half, but for rare luck."""
    drawn, lucky = sample(400), 0
    for seed in drawn:
        family, variant = _drawn("backprop.two_two_one", f"chosen {seed}")
        answers = paper(family, variant, half_up, random.Random(0), replaced={"yhat": float(chosen)})
        for blank in ("a1", "a2", "h1", "h2", "a3"):
            answers[blank] = ""

        lucky += _score(_marked(family, variant, answers)) > POINTS / 2

    assert lucky <= 0.01 * len(drawn)


def test_a_blank_or_unreadable_field_costs_only_itself(sample) -> None:
    """Whatever is typed into one field, every other field still earns."""
    for seed in sample(200, short=2):
        family, variant = _drawn("backprop.two_two_one", f"blank {seed}")
        answers = paper(family, variant, half_up, random.Random(0))
        for name in family.asked(variant.givens):
            for typed in ("", "abc", "nan", "1e400", ["1", "2"]):
                findings = _marked(family, variant, {**answers, name: typed})
                lost = {f.check: f.verdict for f in findings.values() if f.score != f.max_score}
                assert lost == {name: Verdict.MISSING if typed == "" else Verdict.MALFORMED}


def test_redoing_the_work_from_the_first_wrong_value_never_costs(sample) -> None:
    """Monotone: correcting the first wrong value, and what follows from it, never lowers the score."""
    for seed in sample(200):
        family, variant = _drawn("backprop.two_two_one", f"monotone {seed}")
        rng = random.Random(seed)
        asked = family.asked(variant.givens)
        right = paper(family, variant, half_up, rng)
        places = sorted(rng.sample(range(len(asked)), 3))
        wrong = {asked[i]: round(float(right[asked[i]]) * rng.uniform(0.3, 3), 4) for i in places}
        before = _score(_marked(family, variant, paper(family, variant, half_up, rng, replaced=wrong)))
        del wrong[asked[places[0]]]
        after = _score(_marked(family, variant, paper(family, variant, half_up, rng, replaced=wrong)))

        assert after >= before


def test_two_digits_rightly_rounded_are_too_few_not_cut_off(sample) -> None:
    """0.14 for 0.1440 is below it, as a truncated value is, but telling its writer to round would mislead."""
    seen = 0
    for seed in sample(200):
        family, variant = _drawn("backprop.two_two_one", f"few digits {seed}")
        answers = paper(family, variant, half_up, random.Random(0))
        few = np.format_float_positional(float(answers["a3"]), precision=2, unique=False)
        if abs(float(few)) < abs(float(answers["a3"])):
            finding = _marked(family, variant, answers | {"a3": few})["a3"]
            assert (finding.verdict, finding.mistake) == (Verdict.IMPRECISE, "too-few-digits")
            seen += 1
    assert seen > 0


def test_a_cross_entropy_without_its_minus_is_called_so(sample) -> None:
    for seed in sample(20):
        family, variant = _drawn("backprop.network", f"sign {seed}", loss="bce", layers=[2, 2, 1])
        answers = paper(family, variant, half_up, random.Random(0))
        finding = _marked(family, variant, answers | {"loss": "-" + str(answers["loss"])})["loss"]
        assert finding.mistake == "loss-sign"


def test_a_slip_in_a_step_that_was_not_asked_is_found_there(sample) -> None:
    """Only a1, yhat and the gradients are asked: a forgotten slope above them is named where it happened."""
    asked = ("a1", "yhat", "dw5", "w5_new", "dw1", "w1_new")
    drawn, named = sample(200), 0
    for seed in drawn:
        family, variant = _drawn("backprop.two_two_one", f"unasked {seed}")
        slip = next(
            m for m in family.working(variant.givens).by_name["dyhat_da3"].mistakes if m.id == "slope-half-done"
        )
        answers = paper(family, variant, half_up, random.Random(0), slips={"dyhat_da3": slip})
        findings = {f.check: f for f in mark(paper_of(family, variant, answers, asked), POINTS)}

        assert findings["dw5"].verdict is Verdict.MISTAKE
        assert slip.message.en in findings["dw5"].message.en
        if findings["dw5"].mistake == "slope-half-done":
            named += 1
            lost = {f.check for f in findings.values() if f.score != f.max_score}
            assert lost == {"dw5"}

    assert named >= 0.9 * len(drawn)


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (tracks, "SLACK", -0.25),
        (marking, "spread_of_right", lambda value, _box, unit: np.zeros(np.shape(value)) + 0 * unit),
    ],
    ids=["half the box", "no spread"],
)
def test_a_narrower_box_would_refuse_honest_work(module, name, value, monkeypatch, sample) -> None:
    """Planted fault: a box without the rounding that students were told to do is caught by honest papers."""
    monkeypatch.setattr(module, name, value)
    if name == "SLACK":
        monkeypatch.setattr(rounding, "SLACK", value)

    refused = 0
    for seed in sample(800):
        family, variant = _drawn("backprop.two_two_one", f"planted {seed}")
        findings = _marked(family, variant, paper(family, variant, STYLES["calculator"], random.Random(seed)))
        refused += _score(findings) != POINTS

    assert refused


def test_without_the_guard_against_absorption_a_chosen_value_pays(monkeypatch, sample) -> None:
    """Planted fault: with no guard, a prediction equal to the target makes every gradient 0 and earns."""

    def gain() -> Fraction:
        best = Fraction(0)
        for seed in sample(200):
            family, variant = _drawn("backprop.two_two_one", f"absorb {seed}")
            answers = _filled(family, variant, "0") | {"yhat": variant.givens["y"]}
            best = max(best, _score(_marked(family, variant, answers)))
        return best

    guarded = gain()
    monkeypatch.setattr(
        candidates, "_no_absorption", lambda _s, a, *_rest: np.ones(np.shape(a.unrounded.value), dtype=bool)
    )
    monkeypatch.setattr(candidates, "may_carry", lambda *_: True)
    monkeypatch.setattr(marking, "may_carry", lambda *_: True)

    assert guarded <= 5 < gain()


def test_without_the_diagnosis_of_slips_nothing_is_named(monkeypatch) -> None:
    """Planted fault: a diagnosis that finds nothing is caught."""
    family, variant = _drawn("backprop.two_two_one", "planted diagnosis")
    slip = family.working(variant.givens).by_name["h1"].mistakes[0]
    answers = paper(family, variant, half_up, random.Random(0), slips={"h1": slip})
    named = _marked(family, variant, answers)["h1"].mistake
    monkeypatch.setattr(diagnosis, "_own_slips", lambda _held: ())

    assert named == slip.id != _marked(family, variant, answers)["h1"].mistake
