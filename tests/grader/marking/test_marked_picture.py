"""The picture of a marked problem: the first slip and what rests on it, and nothing that was not handed in."""

import re
from fractions import Fraction
from typing import Any

import pytest

from grader.grade import HandedIn, Submission, grade
from grader.marking.picture import marked_picture
from grader.report import FeedbackLevel, Finding, Report, Verdict, first_slip, from_json, visible
from problems.pictures.scene import Picture, collisions
from problems.pictures.svg import standalone
from problems.question import Kind, fields, variant_of
from problems.sets.problem_set import Problem
from reference.decimals import written
from reference.readings import floats
from reference.text import LOCALES, Text
from tests.problems.pictures.gallery import DRAWN_FAMILIES, family


def report_of(
    kind: Kind, seed: str, answers: dict[str, Any], givens: dict[str, Any] | None = None
) -> tuple[Report, Any]:
    variant = variant_of(kind, seed, givens=givens)
    problem = Problem("q1", kind.id, Fraction(10))
    return grade(Submission((HandedIn(problem, variant, answers),))), variant


def right(kind: Any, seed: str, givens: dict[str, Any] | None = None) -> dict[str, Any]:
    """The key, as a student would write it."""
    variant = variant_of(kind, seed, givens=givens)
    if not hasattr(kind, "working"):
        return dict(kind.model(variant.givens))
    working, environment = kind.working(variant.givens), kind.environment(variant.givens)
    values = working.evaluate(environment if working.exact else floats(environment))
    asked = {f.name: f.decimals for f in fields(kind, variant)}
    return {
        step.name: written(step.layout.shown(values[step.name]), 0 if step.integer else asked[step.name] or 4)
        for step in working.steps
        if step.name in asked
    }


def drawn(kind: Kind, seed: str, answers: dict[str, Any], givens: dict[str, Any] | None = None) -> Picture:
    report, variant = report_of(kind, seed, answers, givens)
    found = marked_picture(kind, variant, report.problems[0].findings)
    assert found is not None
    return found


def inks(picture: Picture) -> dict[str, str]:
    return {label.text.en: label.ink for label in picture.labels}


@pytest.mark.parametrize("module", DRAWN_FAMILIES)
def test_right_work_has_no_slip_in_its_picture(module) -> None:
    kind = family(module)
    picture = drawn(kind, "3", right(kind, "3"))

    assert "first wrong value" not in standalone(picture, "en")
    assert "wrong" not in {label.ink for label in picture.labels}


@pytest.mark.parametrize("module", DRAWN_FAMILIES)
def test_a_slip_anywhere_is_drawn_without_collisions(module) -> None:
    """Each asked step wrong by itself: the picture says so, in a sentence and in the drawing."""
    kind = family(module)
    key = right(kind, "5")
    for name, value in key.items():
        answers = {**key, name: _spoilt(value)}
        report, variant = report_of(kind, "5", answers)
        slip = first_slip(report.problems[0].findings)
        if slip is None:
            assert module == "gates_weights"  # other weights may work too
            continue
        picture = marked_picture(kind, variant, report.problems[0].findings)
        assert picture is not None
        assert collisions(picture) == []
        assert picture.description.en.startswith(f"The first wrong value: {slip.check}. ")
        assert picture.description.ko.startswith(f"처음으로 틀린 값: {slip.check}. ")
        assert "s-wrong" in standalone(picture, "ko") or module == "perceptron_update"


def _spoilt(value: Any) -> Any:
    if isinstance(value, list):
        return [_spoilt(cell) for cell in value]
    return f"{float(value) * -3 - 7:.4f}"


def test_what_rests_on_the_slip_is_grey_and_the_rest_is_not() -> None:
    """h1 wrong: a3, yhat, E and both output gradients' later values rest on it; a1 and a2 do not."""
    kind = family("backprop_two_two_one")
    key = right(kind, "1")
    found = inks(drawn(kind, "1", {**key, "h1": "0.0001"}))

    assert found["$h_1$ = 0.0001"] == "wrong"
    assert found[f"$a_1$ = {key['a1'].replace('-', '−')}"] == "ink"
    assert found[f"$a_3$ = {key['a3'].replace('-', '−')}"] == "quiet"
    assert found[f"$w_5^{{new}}$ = {key['w5_new'].replace('-', '−')}"] == "quiet"


def test_only_the_wrong_cells_of_a_matrix_are_marked() -> None:
    kind = family("backprop_network")
    givens = {
        "x": ["0.5", "0.6"],
        "y": [1],
        "W": [[["0.2", "0.7"], ["-0.4", "0.9"]], [["0.8", "-0.5"]]],
        "activations": ["sigmoid", "sigmoid"],
        "loss": "half_sum",
        "eta": "0.5",
    }
    key = right(kind, "", givens)
    spoilt = [[key["dW1"][0][0], "0.9999"], key["dW1"][1]]
    found = drawn(kind, "", {**key, "dW1": spoilt}, givens)
    wrong = [label.text.en for label in found.labels if label.ink == "wrong"]

    assert wrong == ["$∂L/∂W_{12}$ = 0.9999"]


def test_a_wrong_matrix_of_a_batch_is_a_heat_map() -> None:
    """A network cannot show a value for each example."""
    kind = family("backprop_network")
    givens = {
        "x": [["0.5", "0.6"], ["0.3", "0.9"]],
        "y": [["1"], ["0"]],
        "W": [[["0.2", "0.7"], ["-0.4", "0.9"]], [["0.8", "-0.5"]]],
        "activations": ["sigmoid", "sigmoid"],
        "loss": "mse",
        "eta": "0.5",
    }
    key = right(kind, "", givens)
    found = drawn(kind, "", {**key, "a1": [["0.1111", key["a1"][0][1]], key["a1"][1]]}, givens)

    assert found.kind == "heat_map"
    assert "row 1, column 1" in found.description.en
    assert drawn(kind, "", key, givens).kind == "network"


def test_a_picture_shows_no_value_that_was_not_handed_in() -> None:
    """Before closing, a picture must not be the key: with one answer alone, the others stand nowhere in it."""
    kind = family("backprop_two_two_one")
    key = right(kind, "2")
    report, variant = report_of(kind, "2", {"a1": "9.9999"})
    shown = visible(report, FeedbackLevel.DIAGNOSIS)
    picture = marked_picture(kind, variant, shown.problems[0].findings)
    assert picture is not None
    given = {str(value) for value in variant.givens.values()}

    for locale in LOCALES:
        text = standalone(picture, locale).partition("</style>")[2].replace("−", "-")
        numbers = set(re.findall(r"-?\d+\.\d{4}\b", text))
        assert numbers <= {"9.9999"} | given
        assert not [name for name, value in key.items() if value in numbers and value not in given]


def test_answers_that_cannot_be_read_are_shown_as_typed_and_harm_nothing() -> None:
    kind = family("backprop_two_two_one")
    for typed in ("모름", "<script>alert(1)</script>", "1/3", "½", "9" * 200, "1e-5", "nan", ", ]["):
        picture = drawn(kind, "2", {"a1": typed, "h1": "0,5"})
        assert collisions(picture) == [], typed
        assert "<script" not in standalone(picture, "ko")


def test_weights_for_a_gate_show_the_line_that_was_handed_in() -> None:
    kind = family("gates_weights")
    givens = {"gate": "AND", "step_at_zero": 0}
    found = drawn(kind, "", {"w1": "1", "w2": "1", "b": "-0.5"}, givens)

    assert "handed in: $x_1 + x_2 − 0.5 = 0$" in {label.text.en for label in found.labels}
    assert "misclassified: (0, 1), (1, 0)" in found.description.en


@pytest.mark.parametrize(("w1", "w2", "b"), [("0", "0", "1"), ("0", "0", "0"), ("1e9", "1", "1"), ("0", "2", "1e-9")])
def test_degenerate_weights_are_drawn_too(w1, w2, b) -> None:
    kind = family("gates_weights")

    assert collisions(drawn(kind, "", {"w1": w1, "w2": w2, "b": b}, {"gate": "OR", "step_at_zero": 0})) == []


def test_a_report_remembers_the_wrong_cells() -> None:
    """Through JSON and back; a reader of verdicts alone is not told them."""
    finding = Finding(
        "W1", Text("가", "a"), Verdict.WRONG, Fraction(0), Fraction(1), Text("가", "a"), off=((0, 1), (1, 0))
    )
    whole = Finding("W1", Text("가", "a"), Verdict.WRONG, Fraction(0), Fraction(1), Text("가", "a"))
    report = report_of(family("gates_weights"), "1", {})[0]
    problem = report.problems[0]
    changed = Report((type(problem)(problem.problem, problem.id, problem.version, problem.seed, (finding, whole)),))

    assert from_json(changed.to_json()) == changed
    assert "off" not in whole.to_json()
    assert visible(changed, FeedbackLevel.DIAGNOSIS).problems[0].findings[0].off == ((0, 1), (1, 0))
    assert visible(changed, FeedbackLevel.VERDICT).problems[0].findings[0].off == ()
