"""Letters as answers: read however they are typed, marked by a stated rule, and nothing told too early."""

import json
from fractions import Fraction
from typing import Any

import pytest

from grader.grade import HandedIn, Submission, grade
from grader.marking.choices import INCOMPLETE, parse_choice
from grader.marking.open_answers import mark_open, read_field
from grader.report import FeedbackLevel, Finding, Verdict, visible
from problems.catalog import CONCEPTS
from problems.choices import Choices, Option
from problems.family import Field, Judgement, OpenFamily
from problems.page.html import unreadable_formulas
from problems.question import values, variant_of
from problems.sets.problem_set import Problem
from problems.variant import Variant
from reference.text import LOCALES, Text, joined, same

FOUR = Choices(tuple(Option(key, same(key)) for key in ("one", "two", "three", "four")))
MANY = Choices(FOUR.options, several=True)


def finding(name: str, answer: Any, givens: dict[str, Any] | None = None) -> Finding:
    """The one finding of a question, through the only door."""
    variant = variant_of(CONCEPTS[name], "7", givens=givens)
    problem = Problem("q1", name, Fraction(6))
    (report,) = grade(Submission((HandedIn(problem, variant, {"answer": answer}),))).problems
    (found,) = report.findings
    return found


@pytest.mark.parametrize("typed", ["B", "b", " b ", "B.", "(B)", "Ｂ", "ⓑ", "b)", ["B"], "B,B"])
def test_a_letter_is_read_however_it_is_typed(typed: Any) -> None:
    assert parse_choice(typed, FOUR).keys == ("two",)


@pytest.mark.parametrize("typed", ["A, C", "c a", "AC", "a,c", "A、C", "A·C", "A/C", ["A", "C"], ["c", "a"], "Ａ，Ｃ"])
def test_several_letters_are_read_in_any_order(typed: Any) -> None:
    chosen = parse_choice(typed, MANY)
    assert (chosen.keys, chosen.text) == (("one", "three"), "A, C")


@pytest.mark.parametrize("typed", [None, "", "  ", [], [""], ", "])
def test_nothing_chosen_is_no_answer(typed: Any) -> None:
    assert parse_choice(typed, MANY).blank


@pytest.mark.parametrize(
    "typed", ["E", "가", "2", 2, 2.5, True, "A or B", "B?", "x" * 500, ["A", ["B"]], "\x00", "🙂", [None]]
)
def test_what_is_no_letter_of_the_question_is_said_with_its_letters(typed: Any) -> None:
    """Never a crash, never a guess at what was meant."""
    for choices in (FOUR, MANY):
        chosen = parse_choice(typed, choices)
        assert chosen.keys == ()
        assert chosen.fault is not None
        assert "A, B, C, D" in chosen.fault.en
        assert "A, B, C, D" in chosen.fault.ko


def test_two_letters_where_one_is_asked_are_refused() -> None:
    chosen = parse_choice("A, B", FOUR)
    assert chosen.fault is not None
    assert chosen.fault.en == "Only one can be chosen here."
    assert finding("concept.neuron.receiving_part", "A B").verdict is Verdict.MALFORMED


def test_the_right_letter_earns_all_and_a_wrong_one_names_its_misconception() -> None:
    name = "concept.losses.mse_factor"
    concept = CONCEPTS[name]
    givens = {"options": ["halved", "minimum-moves", "nothing", "per-sample"]}
    right, wrong = finding(name, "a", givens), finding(name, "b", givens)
    assert (right.verdict, right.score, right.mistake) == (Verdict.CORRECT, 6, None)
    assert (wrong.verdict, wrong.score, wrong.mistake) == (Verdict.MISTAKE, 0, "minimum-moves")
    for locale in LOCALES:
        assert concept.by_key["minimum-moves"].why[locale] in wrong.message[locale]
        assert concept.explanation[locale] in (wrong.detail or same(""))[locale]
    assert finding(name, "", givens).verdict is Verdict.MISSING


def test_of_several_a_part_earns_its_part_and_every_wrong_one_is_named() -> None:
    name = "concept.graphs.what_to_keep"
    givens = {"options": ["sigmoid-output", "multiply-nothing", "add-nothing", "sigmoid-loss"]}
    assert finding(name, "A C", givens).score == 6
    partly = finding(name, "A", givens)
    assert (partly.verdict, partly.score, partly.mistake) == (Verdict.MISTAKE, 3, INCOMPLETE)
    every = finding(name, "ABCD", givens)
    assert (every.score, every.mistake) == (0, "multiply-nothing")
    assert "**B**" in every.message.en and "**D**" in every.message.en
    assert "**A**" not in every.message.en


@pytest.mark.parametrize("name", sorted(CONCEPTS))
def test_every_answer_can_be_reported_and_the_right_one_is_not_told_early(name: str) -> None:
    """Each letter by itself: one finding in whole sentences; before the deadline no key and no explanation."""
    concept = CONCEPTS[name]
    variant = variant_of(concept, "early")
    key = values(concept, variant)["answer"]
    problem = Problem("q1", name, Fraction(1))
    for letter, one in zip("ABCDEFGH", concept.options(variant.givens), strict=False):
        report = grade(Submission((HandedIn(problem, variant, {"answer": letter}),)))
        (whole,) = report.problems[0].findings
        (early,) = visible(report, FeedbackLevel.DIAGNOSIS).problems[0].findings
        (least,) = visible(report, FeedbackLevel.VERDICT).problems[0].findings
        assert whole.expected == key
        assert unreadable_formulas(whole.message.en + "\n\n" + (whole.detail or same("")).en) == ()
        if not one.right:
            assert (early.expected, early.detail, early.mistake) == (None, None, one.key)
            assert early.message == _expected_message(letter, one.text, one.why)
            assert one.why.en not in json.dumps(least.to_json())


def _expected_message(letter: str, text: Text, why: Text) -> Text:
    return joined([same(f"**{letter}** ("), text, same("): "), why], "")


def test_letters_mean_the_students_own_order() -> None:
    """The same option under another letter is the same answer."""
    name = "concept.neuron.receiving_part"
    for options in (["axon", "dendrite", "soma"], ["soma", "axon", "dendrite"]):
        letter = "ABC"[options.index("dendrite")]
        assert finding(name, letter, {"options": options}).verdict is Verdict.CORRECT
        assert finding(name, "ABC"[options.index("axon")], {"options": options}).mistake == "axon"


def _judge(_givens: Any, answers: Any) -> Judgement:
    right = answers == {"line": ("two",), "value": Fraction(1, 2)}
    return Judgement(right, same("right" if right else "wrong"), None if right else "slip")


LINES = OpenFamily(
    id="test.lines",
    version="1.0",
    title=same("lines"),
    topics=("test",),
    coverage=("C-001",),
    given=(),
    drawn=lambda _draws, _params: {},
    fields=lambda _givens: (
        Field("line", "", Text("틀린 줄", "the wrong line"), (), None, choices=FOUR),
        Field("value", "w", Text("옳은 값", "right value"), (), None),
    ),
    statement=lambda _givens: same("?"),
    judge=_judge,
    model=lambda _givens: {"line": "B", "value": "0.5"},
    solution=lambda _givens: same("!"),
    params={},
)


@pytest.mark.parametrize(
    ("answers", "verdicts"),
    [
        ({"line": "b", "value": "1/2"}, [Verdict.CORRECT]),
        ({"line": "A", "value": "0.5"}, [Verdict.MISTAKE]),
        ({"line": "", "value": "0.5"}, [Verdict.MISSING]),
        ({"line": "9", "value": "x"}, [Verdict.MALFORMED, Verdict.MALFORMED]),
    ],
)
def test_choices_stand_beside_numbers_in_one_problem(answers: dict[str, str], verdicts: list[Verdict]) -> None:
    """A family that asks for a line and a number gets the key chosen and the number, both or neither."""
    findings = mark_open(LINES, Variant("test.lines", "1.0", "", {}), answers, Fraction(4))
    assert [found.verdict for found in findings] == verdicts
    assert sum(found.max_score for found in findings) == 4
    assert sum(found.score for found in findings) == (4 if verdicts == [Verdict.CORRECT] else 0)


def test_the_key_of_such_a_problem_is_what_one_would_type() -> None:
    variant = Variant("test.lines", "1.0", "", {})
    assert values(LINES, variant) == {"line": "B", "value": 0.5}
    assert read_field(LINES.fields({})[0], "B").value == ("two",)
