"""Find the error in worked tables: one line disagrees with what stands above it, and marking knows which."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.grade import HandedIn, Submission, grade
from grader.report import Verdict
from problems import question
from problems.catalog import FAMILIES
from problems.draws import Draws
from problems.error_hunt import Paper, paper
from problems.givens import GivensError, completed
from problems.parts import NumberPart, PartsFamily
from problems.sets.problem_set import Problem
from problems.variant import Givens, Variant
from reference.text import LOCALES
from reference.working import apply

TABLES = sorted(
    name
    for name, family in FAMILIES.items()
    if name.startswith("error.") and isinstance(family, PartsFamily) and any(p.name == "step" for p in family.given)
)
"""All whose givens name a step: made from a family done by hand."""


def _family(name: str) -> PartsFamily:
    family = FAMILIES[name]
    assert isinstance(family, PartsFamily)
    return family


def _hunt(name: str) -> Any:
    return _family(name).parts.args[0]  # type: ignore[attr-defined] # bound to its hunt


def _paper(name: str, givens: Givens) -> Paper:
    return paper(_hunt(name), givens)


def _right(name: str, givens: Givens) -> NumberPart:
    part = _family(name).parts(givens)[1]
    assert isinstance(part, NumberPart)
    return part


def _marked(name: str, givens: Givens, answers: dict[str, str]) -> dict[str, Any]:
    variant = question.variant_of(_family(name), "", givens=givens)
    problem = Problem("q1", name, Fraction(10))
    report = grade(Submission((HandedIn(problem, variant, answers),)))
    return {finding.check: finding for finding in report.problems[0].findings}


def test_there_are_enough() -> None:
    assert len(TABLES) >= 8


@pytest.mark.parametrize("name", TABLES)
def test_one_line_of_the_table_disagrees_with_the_lines_above_it(name, sample) -> None:
    """Each line worked again from the printed numbers: all but the wrong one come out as printed."""
    for seed in sample(200, short=12):
        givens = question.variant_of(_family(name), f"lines {seed}").givens
        work = _paper(name, givens)
        steps = [work.working.by_name[line] for line in (*work.settled, *work.lines)]
        off = [s.name for s in steps if _off(work, apply(s.formula, s.reads, work.values), work.values[s.name])]

        assert off == [givens["step"]]


def _off(work: Paper, again: Any, printed: Any) -> bool:
    if work.working.exact:
        return bool(np.any(np.asarray(again != printed)))
    return bool(np.any(np.abs(again - printed) > 0.5001 * float(work.unit)))


@pytest.mark.parametrize("name", TABLES)
def test_every_mistake_of_every_line_can_be_planted_shown_and_found(name) -> None:
    """Also those that a draw would find unfair: the text is whole, and the right line and value earn everything."""
    own = _hunt(name).own(question.variant_of(_family(name), "every").givens)
    for step, slips in _hunt(name).plantable(own).items():
        for mistake in slips:
            givens = own | {"step": step, "mistake": mistake}
            variant = question.variant_of(_family(name), "", givens=givens)
            values = question.values(_family(name), variant)
            found = _marked(name, givens, {"line": values["line"], "value": f"{values['value']:.12f}"})
            assert {finding.verdict for finding in found.values()} == {Verdict.CORRECT}
            for text in (question.statement(_family(name), variant), question.solution(_family(name), variant)):
                assert not [locale for locale in LOCALES if "nan" in text[locale] or "None" in text[locale]]


@pytest.mark.parametrize("name", TABLES)
def test_draws_plant_each_kind_of_mistake(name, sample) -> None:
    """Over many seeds no line with mistakes is left out."""
    drawn = [question.variant_of(_family(name), f"kinds {seed}").givens for seed in sample(400, short=90)]
    possible = {step for givens in drawn for step in _hunt(name).plantable(givens)}

    assert {givens["step"] for givens in drawn} == possible


@pytest.mark.parametrize("name", TABLES)
def test_enough_draws_are_fair(name) -> None:
    family = _family(name)
    passed = sum(family.drawn(Draws("acceptance", attempt), {}) is not None for attempt in range(60))

    assert passed >= 3


@pytest.mark.parametrize("name", TABLES)
def test_a_line_or_a_mistake_that_there_is_not_is_explained(name) -> None:
    givens = dict(question.variant_of(_family(name), "bad").givens)
    for key, value in (("step", "no_such_line"), ("mistake", "no-such-mistake"), ("step", 7)):
        with pytest.raises(GivensError) as caught:
            question.variant_of(_family(name), "", givens=givens | {key: value})
        assert key in caught.value.text.en
        assert key in caught.value.text.ko


def test_the_backward_pass_is_what_plain_arithmetic_gives() -> None:
    """Another way to the same right value: NumPy from the inputs on, for a slope taken at the weighted sum."""
    name = "error.backprop.two_two_one"
    g = {"x1": "0.8", "x2": "0.7", "y": 1, "alpha": "0.5"}
    g |= {"w1": "0.5", "w2": "0.4", "w3": "0.3", "w4": "0.6", "w5": "0.9", "w6": "-0.7"}
    givens = completed(_family(name).given, g | {"step": "dw1", "mistake": "wrong-path"})
    x, v = np.array([0.8, 0.7]), np.array([0.9, -0.7])
    h = 1 / (1 + np.exp(-x @ np.array([[0.5, 0.4], [0.3, 0.6]])))
    p = 1 / (1 + np.exp(-(v @ h)))
    right = 2 * (p - 1) * p * (1 - p) * v[0] * h[0] * (1 - h[0]) * x[0]
    part = _right(name, givens)

    assert float(part.accepted[0]) <= right <= float(part.accepted[1])
    assert abs(float(part.mistakes[0].value) - right * v[1] / v[0]) < 3e-4


def test_the_lectures_stale_prediction_is_found() -> None:
    """E4-17: after w = 0.272 the slide goes on with the prediction 0.8 of the first w, and gets 0.552, not 0.52896."""
    name = "error.regression.sgd"
    givens = {"x": [2, 4], "y": ["2.2", "4.3"], "w": "0.2", "b": 0, "alpha": "0.01", "mode": "sgd"}
    givens |= {"step": "yhat_2", "mistake": "stale"}
    variant = question.variant_of(_family(name), "", givens=givens)
    shown = question.statement(_family(name), variant).en
    part = _right(name, variant.givens)
    found = _marked(name, givens, {"line": "D", "value": "0.8"})

    assert "= 0.8000" in shown
    assert "= 0.5520" in shown
    assert float(part.value) == pytest.approx(1.088)
    assert found["line"].verdict is Verdict.CORRECT
    assert found["value"].mistake == "printed-value"


RMSPROP = {"w": "1", "gradients": ["2", "-1"], "alpha": "0.1", "beta": "0.9", "Eg2_0": "1.5"}


def test_a_mean_that_never_forgets_is_found() -> None:
    """E4-21: E[g^2] + (1 - beta) g^2, as the slide prints it; right is 0.9 * 1.5 + 0.1 * 4."""
    part = _right(
        "error.optimizers.rmsprop",
        completed(_family("error.optimizers.rmsprop").given, RMSPROP | {"step": "Eg2_1", "mistake": "never-forgets"}),
    )

    assert float(part.value) == pytest.approx(1.75)
    assert float(part.mistakes[0].value) == pytest.approx(1.9)


AND_TABLE = {"x": [[0, 0], [1, 0], [0, 1], [1, 1]], "y": [0, 0, 0, 1], "w": ["0.55", "0.55"], "b": "-0.65"}


def _perceptron(row: int, mistake: str, **other: Any) -> Variant:
    givens = AND_TABLE | {"eta": "0.05", "row": row, "mistake": mistake} | other
    return question.variant_of(_family("error.perceptron.table"), "", givens=givens)


def test_the_lectures_wrong_outputs_are_found() -> None:
    """E0-05: output 1 at S = -0.10. Right is 0, and then nothing is updated."""
    variant = _perceptron(2, "opposite-output")
    values = question.values(_family("error.perceptron.table"), variant)

    assert (
        "| 2 | $(1, 0)$ | 0 | $-0.1$ | $1$ | $(0.5, 0.55)$ |"
        in question.statement(_family("error.perceptron.table"), variant).en
    )
    assert values == {"line": "B", "S": -0.1, "w1": 0.55, "w2": 0.55, "b": -0.65}


def test_the_lectures_restart_is_found() -> None:
    """E0-06: the second update starts from the initial weights again, not from what the first one left."""
    variant = _perceptron(3, "restarted-from-initial", w=["0.8", "0.9"], b="-0.6", eta="0.1")
    values = question.values(_family("error.perceptron.table"), variant)
    shown = question.statement(_family("error.perceptron.table"), variant).en

    assert "| 2 | $(1, 0)$ | 0 | $0.2$ | $1$ | $(0.7, 0.9)$ | $-0.7$ |" in shown
    assert "| 3 | $(0, 1)$ | 0 | $0.2$ | $1$ | $(0.8, 0.8)$ | $-0.7$ |" in shown
    assert values == {"line": "C", "S": 0.2, "w1": 0.7, "w2": 0.8, "b": -0.8}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"row": 9}, "whole number from 1 to 8"),
        ({"row": 5}, "at most 4"),
        ({"mistake": "no-such-mistake"}, "mistake"),
        ({"row": 1, "mistake": "restarted-from-initial"}, "row above"),
        ({"epochs": 3}, "at most 8 rows"),
    ],
)
def test_perceptron_tables_that_cannot_be_are_explained(changes, said) -> None:
    with pytest.raises(GivensError) as caught:
        _perceptron(**({"row": 2, "mistake": "update-sign"} | changes))
    assert said in caught.value.text.en
    assert caught.value.text.ko


def test_a_perceptrons_rows_are_plain_integer_arithmetic(sample) -> None:
    """In twentieths: every printed row but the wrong one follows from the row above it."""
    family = _family("error.perceptron.table")
    for seed in sample(200, short=10):
        givens = question.variant_of(family, f"rows {seed}").givens
        rows = [line for line in family.statement(givens).en.splitlines() if line.startswith("| ") and "$(" in line]
        assert _wrong_rows(givens, rows) == [givens["row"]]


def _wrong_rows(givens: Givens, rows: list[str]) -> list[int]:
    w, b, wrong = [Fraction(one) for one in givens["w"]], Fraction(givens["b"]), []
    for number, row in enumerate(rows, 1):
        cells = [cell.strip(" $()") for cell in row.strip("|").split("|")]
        x, y = [Fraction(one) for one in cells[1].split(",")], Fraction(cells[2])
        S = sum((u * v for u, v in zip(w, x, strict=True)), b)
        o = 1 if S > 0 else 0
        step = Fraction(givens["eta"]) * (y - o)
        right = [S, o, *(u + step * v for u, v in zip(w, x, strict=True)), b + step]
        printed = [Fraction(one) for cell in cells[3:] for one in cell.split(",")]
        wrong += [number] if printed != right else []
        w, b = printed[2:4], printed[4]
    return wrong


ERRATA = {
    "E0-05": ("error.perceptron.table", "opposite-output"),
    "E0-06": ("error.perceptron.table", "restarted-from-initial"),
    "E1-07": ("error.graph.prices", "multiplied-at-add"),
    "E2-01": ("error.activations.softmax", "normalised-without-exp"),
    "E2-02": ("error.activations.values", "garbled-identity"),
    "E3-05": ("error.backprop.two_two_one", "learning-rate-left-out"),
    "E3-10": ("error.graph.prices", "multiplied-at-add"),
    "E4-17": ("error.regression.sgd", "stale"),
    "E4-21": ("error.optimizers.rmsprop", "never-forgets"),
    "E4-23": ("error.optimizers.adam", "first-share"),
}
"""What the lectures got wrong, by its number in the list of errata, and where it is to be found."""


@pytest.mark.parametrize("erratum", ERRATA)
def test_each_erratum_is_planted_where_the_table_says(erratum) -> None:
    name, mistake = ERRATA[erratum]
    drawn = (question.variant_of(_family(name), f"{erratum} {seed}").givens for seed in range(200))

    assert any(givens["mistake"] == mistake for givens in drawn)


FLOOD = dict.fromkeys(["x1", "x2", "w1", "w2", "w3", "w4", "w5", "w6", "y", "alpha"], 10**15)


@pytest.mark.parametrize(
    ("name", "givens", "said"),
    [
        ("error.backprop.two_two_one", FLOOD | {"step": "dw1", "mistake": "wrong-path"}, "no finite real number"),
        (
            "error.optimizers.rmsprop",
            {"w": 1, "gradients": [-10], "alpha": 1, "eps": 0, "Eg2_0": 0, "step": "Eg2_1", "mistake": "not-squared"},
            "the line 'w_1'",
        ),
        ("error.activations.softmax", {"z": [1, 2], "step": "S", "mistake": "term-left-out"}, "three numbers"),
    ],
)
def test_numbers_that_cannot_be_printed_are_refused(name, givens, said) -> None:
    """Also where only the mistake leads there: the root of a negative mean."""
    with pytest.raises(GivensError) as caught:
        question.variant_of(_family(name), "", givens=givens)
    assert said in caught.value.text.en
    assert caught.value.text.ko


@pytest.mark.parametrize(
    ("typed", "verdict"), [("1.75", "correct"), ("1.8", "wrong"), ("1.7", "wrong"), ("2", "wrong")]
)
def test_a_value_with_hardly_a_digit_is_not_half_right(typed, verdict) -> None:
    """Four decimals are asked for: two fewer may be called imprecise, one figure says nothing."""
    givens = RMSPROP | {"step": "Eg2_1", "mistake": "never-forgets"}

    assert _marked("error.optimizers.rmsprop", givens, {"value": typed})["value"].verdict.value == verdict


def test_a_value_with_two_digits_fewer_is_imprecise() -> None:
    givens = RMSPROP | {"gradients": ["2.13", "-1"], "step": "Eg2_1", "mistake": "never-forgets"}
    found = _marked("error.optimizers.rmsprop", givens, {"value": "1.80"})["value"]

    assert found.verdict is Verdict.IMPRECISE
    assert found.score == Fraction(5, 2)
