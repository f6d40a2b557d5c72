"""What every family of several parts promises, asked of each through the only door."""

from fractions import Fraction
from typing import Any

import pytest

from grader.grade import HandedIn, Submission, grade
from grader.report import Finding, Verdict
from problems import question
from problems.catalog import FAMILIES
from problems.parts import ChoicePart, FormulaPart, NumberPart, Part, PartsFamily, confusable
from problems.sets.problem_set import Problem
from problems.variant import Variant
from reference.decimals import decimal_text

IN_PARTS = sorted(name for name, family in FAMILIES.items() if isinstance(family, PartsFamily))


def _family(name: str) -> PartsFamily:
    family = FAMILIES[name]
    assert isinstance(family, PartsFamily)
    return family


def _findings(variant: Variant, answers: dict[str, Any]) -> dict[str, Finding]:
    problem = Problem("q1", variant.family, Fraction(10))
    report = grade(Submission((HandedIn(problem, variant, answers),)))
    return {finding.check: finding for finding in report.problems[0].findings}


def _score(found: dict[str, Finding]) -> Fraction:
    return sum((finding.score for finding in found.values()), Fraction(0))


@pytest.mark.parametrize("name", IN_PARTS)
def test_the_key_earns_everything(name, sample) -> None:
    """What `solve` prints is right, in every drawn variant; numbers with the digits asked for."""
    for seed in sample(100, short=5):
        variant = question.variant_of(_family(name), f"key {seed}")
        parts = _family(name).parts(variant.givens)
        found = _findings(variant, {part.name: _typed(part) for part in parts})

        assert {finding.verdict for finding in found.values()} == {Verdict.CORRECT}
        assert _score(found) == 10


def _typed(part: Part) -> str:
    if isinstance(part, NumberPart) and part.decimals is not None:
        return decimal_text(float(part.value), part.decimals)
    if isinstance(part, NumberPart):
        return str(part.value)
    return str(part.right) if isinstance(part, FormulaPart) else part.choices.letters([part.right])


@pytest.mark.parametrize("name", IN_PARTS)
def test_no_known_wrong_answer_is_right_or_looks_like_another(name, sample) -> None:
    for seed in sample(100, short=5):
        variant = question.variant_of(_family(name), f"fair {seed}")
        assert list(confusable(_family(name).parts(variant.givens))) == []


@pytest.mark.parametrize("name", IN_PARTS)
def test_known_wrong_answers_are_named_and_cost_their_part_alone(name, sample) -> None:
    """Each mistake of each part, the others right: that part is lost by its name; nothing else is."""
    for seed in sample(12, short=2):
        variant = question.variant_of(_family(name), f"named {seed}")
        parts = _family(name).parts(variant.givens)
        right = {part.name: _typed(part) for part in parts}
        for part in parts:
            for mistake, typed in _wrong(part):
                found = _findings(variant, right | {part.name: typed})
                assert found[part.name].mistake == mistake, (variant.givens, part.name, typed)
                assert found[part.name].score == 0
                others = {key: finding.verdict for key, finding in found.items() if key != part.name}
                assert set(others.values()) <= {Verdict.CORRECT}


def _wrong(part: Part) -> list[tuple[str, str]]:
    if isinstance(part, FormulaPart):
        return [(slip.id, str(slip.expression)) for slip in part.mistakes]
    if isinstance(part, ChoicePart):
        return [(key, part.choices.letters([key])) for key in part.whys]
    if part.decimals is None:
        return [(slip.id, str(slip.value)) for slip in part.mistakes]
    return [(slip.id, decimal_text(float(slip.value), part.decimals)) for slip in part.mistakes]


@pytest.mark.parametrize("name", IN_PARTS)
def test_every_wrong_option_says_what_speaks_against_it(name) -> None:
    for part in _family(name).parts(question.variant_of(_family(name), "whys").givens):
        if isinstance(part, ChoicePart):
            wrong = {option.key for option in part.choices.options} - {part.right}
            assert set(part.whys) == wrong


@pytest.mark.parametrize("name", IN_PARTS)
@pytest.mark.parametrize("guess", ["0", "1", "x", "0.5"])
def test_answers_without_work_earn_next_to_nothing(name, guess, sample) -> None:
    """At most 5 % over the variants, choices apart."""
    earned = total = Fraction(0)
    for seed in sample(200, short=10):
        variant = question.variant_of(_family(name), f"guess {seed}")
        parts = [p for p in _family(name).parts(variant.givens) if not isinstance(p, ChoicePart)]
        found = _findings(variant, {part.name: guess for part in parts})
        earned += sum((found[part.name].score for part in parts), Fraction(0))
        total += sum((found[part.name].max_score for part in parts), Fraction(0))

    assert earned <= total / 20


@pytest.mark.parametrize("name", IN_PARTS)
@pytest.mark.parametrize("typed", ["???", "((", [1, 2], {"a": 1}, "x" * 1000, "nan", 7j])
def test_what_cannot_be_read_is_not_wrong(name, typed) -> None:
    """Malformed in one part, with a sentence; the parts beside it are marked as ever."""
    variant = question.variant_of(_family(name), "odd")
    parts = _family(name).parts(variant.givens)
    right = {part.name: _typed(part) for part in parts}
    found = _findings(variant, right | {parts[0].name: typed})

    blank = isinstance(parts[0], ChoicePart) and typed == "(("  # brackets around no letter
    assert found[parts[0].name].verdict is (Verdict.MISSING if blank else Verdict.MALFORMED)
    assert found[parts[0].name].message.ko
    assert all(found[part.name].verdict is Verdict.CORRECT for part in parts[1:])


@pytest.mark.parametrize("name", IN_PARTS)
def test_only_what_is_asked_is_marked(name) -> None:
    """A set may ask for one part alone; it carries all the points."""
    variant = question.variant_of(_family(name), "asked")
    part = _family(name).parts(variant.givens)[0]
    problem = Problem("q1", name, Fraction(10), asked=(part.name,))
    report = grade(Submission((HandedIn(problem, variant, {part.name: _typed(part)}),)))

    assert [(f.check, f.score) for f in report.problems[0].findings] == [(part.name, 10)]


def test_a_formula_that_follows_from_a_wrong_one_earns() -> None:
    """Follow-through for formulas; but what has become a constant leaves nothing to follow."""
    family = _family("calculus.chain")
    variant = question.variant_of(family, "follow", givens={"outer": "u^2", "inner": "3x+1"})
    honest = _findings(variant, {"df_du": "u", "du_dx": "3", "df_dx": "3(3x+1)"})
    trivial = _findings(variant, {"df_du": "0", "du_dx": "3", "df_dx": "0"})

    assert [f.verdict for f in honest.values()] == [Verdict.WRONG, Verdict.CORRECT, Verdict.FOLLOW_THROUGH]
    assert trivial["df_dx"].score == 0


@pytest.mark.parametrize(
    "typed",
    [("u", "x", "3x^2"), ("u^2", "3x+1", "(3x+1)^3"), ("1", "x", "x"), ("1", "3", "3"), ("e", "x", "e x")],
    ids=["unknown", "copied", "one", "copy of a right one", "constant"],
)
def test_what_is_put_together_from_chosen_formulas_earns_nothing(typed) -> None:
    """Wrong formulas that make the next one trivial: without a right one, or with a mere copy, nothing follows."""
    variant = question.variant_of(_family("calculus.chain"), "chosen", givens={"outer": "tanh(u)", "inner": "3x+1"})
    found = _findings(variant, dict(zip(("df_du", "du_dx", "df_dx"), typed, strict=True)))

    assert found["df_dx"].verdict is Verdict.WRONG
    assert found["df_dx"].score == 0


def test_a_formula_with_constants_follows_too() -> None:
    variant = question.variant_of(_family("calculus.chain"), "e", givens={"outer": "e^u", "inner": "3x+1"})
    found = _findings(variant, {"df_du": "2 e^u", "du_dx": "3", "df_dx": "6 e^(3x+1)"})

    assert found["df_dx"].verdict is Verdict.FOLLOW_THROUGH
