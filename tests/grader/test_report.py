"""A Report: totals computed, JSON there and back, and what each reader may see."""

import json
from fractions import Fraction

import pytest

from grader.report import (
    Counterexample,
    FeedbackLevel,
    Finding,
    ProblemReport,
    Report,
    Verdict,
    from_json,
    shown,
    visible,
)
from reference.text import Text

KEY = "0.6130"
THIRD = Fraction(1, 3)


def _finding(verdict: Verdict, **more) -> Finding:
    return Finding(
        check="h1",
        title=Text("$h_1$", "$h_1$"),
        verdict=verdict,
        score=THIRD,
        max_score=Fraction(1),
        message=Text("편향을 빠뜨렸습니다.", "The bias was left out."),
        detail=Text(f"옳은 값은 {KEY}", f"The right value is {KEY}"),
        got="0.6",
        expected=KEY,
        accepted=(KEY, "0.6131"),
        mistake="bias-left-out",
        **more,
    )


def _report(*findings: Finding) -> Report:
    return Report((ProblemReport("q1", "backprop.network", "1.0", "7", findings),), (Text("메모", "a note"),))


def test_totals_are_sums_of_fractions() -> None:
    """Three thirds are one, and only what is shown is rounded."""
    report = _report(*[_finding(Verdict.CORRECT)] * 3)

    assert (report.score, report.max_score) == (1, 3)
    assert report.to_json()["score"] == "1.00"
    assert [shown(Fraction(x)) for x in ("1/3", "1/8", "5/1000")] == ["0.33", "0.13", "0.01"]


def test_a_report_survives_json() -> None:
    """Stored and read back, nothing changes: neither the fractions nor the texts."""
    example = Counterexample("softmax", ("np.array([0.0])",), "np.array([1.0])", "nan")
    report = _report(_finding(Verdict.WRONG, counterexample=example, outcome="returned", output="hi", hidden=True))
    stored = json.loads(json.dumps(report.to_json(), ensure_ascii=False))

    assert from_json(stored) == report
    assert from_json(stored).to_json() == report.to_json()


def test_lines_of_an_object_in_use_survive_json() -> None:
    """What to type is there for a call and for an object in use, before and after it was stored."""
    lines = ("layer = MulLayer()", "layer.forward(2, 3)", "layer.backward(1)")
    for example, code in (
        (Counterexample("MulLayer", (), "(3, 2)", "(2, 3)", lines), lines),
        (Counterexample("relu", ("2", "x"), "2", "0"), ("relu(2, x)",)),
    ):
        stored = json.loads(json.dumps(_report(_finding(Verdict.WRONG, counterexample=example)).to_json()))
        read = from_json(stored).problems[0].findings[0].counterexample
        assert read == example
        assert read.code == example.code == code


def test_another_schema_is_refused() -> None:
    """A file that is no Report says so."""
    with pytest.raises(ValueError, match="not a nngrader"):
        from_json({"schema": "nngrader.report/9"})


@pytest.mark.parametrize("level", [FeedbackLevel.VERDICT, FeedbackLevel.DIAGNOSIS])
@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.CORRECT])
def test_below_full_no_expected_value_is_seen(level, verdict) -> None:
    """Neither the key, its range nor a hidden counterexample reaches a reader who may try again."""
    example = Counterexample("f", ("41.5",), KEY, "0")
    seen = visible(_report(_finding(verdict, counterexample=example, hidden=True, output="secret 41.5")), level)
    text = json.dumps(seen.to_json(), ensure_ascii=False)

    assert KEY not in text
    assert "41.5" not in text
    assert "bias-left-out" not in text


@pytest.mark.parametrize(("level", "named"), [(FeedbackLevel.VERDICT, False), (FeedbackLevel.DIAGNOSIS, True)])
def test_a_diagnosis_names_the_mistake(level, named) -> None:
    """The mistake's id and sentence are shown at diagnosis, not at verdict."""
    text = json.dumps(visible(_report(_finding(Verdict.MISTAKE)), level).to_json())

    assert ("bias-left-out" in text, "The bias was left out" in text) == (named, named)


def test_full_shows_everything() -> None:
    """At level full the Report is what was marked."""
    report = _report(_finding(Verdict.WRONG))

    assert visible(report, FeedbackLevel.FULL) is report


def test_a_right_step_may_show_its_range() -> None:
    """Who is right has earned to see why more than one value was accepted."""
    seen = visible(_report(_finding(Verdict.CORRECT)), FeedbackLevel.DIAGNOSIS)

    assert seen.problems[0].findings[0].accepted == (KEY, "0.6131")


def test_our_fault_is_no_result() -> None:
    """One check that we could not carry out makes the Report broken."""
    assert _report(_finding(Verdict.GRADER_ERROR)).broken
    assert not _report(_finding(Verdict.WRONG)).broken


@pytest.mark.parametrize("level", FeedbackLevel)
def test_a_seed_is_shown_with_the_key_alone(level: FeedbackLevel) -> None:
    """Whoever has this program and a seed has the answers, also to an error that is to be found."""
    (problem,) = visible(_report(_finding(Verdict.WRONG)), level).problems
    assert problem.seed == ("7" if level is FeedbackLevel.FULL else "")
    assert ('"seed": "7"' in json.dumps(problem.to_json())) == (level is FeedbackLevel.FULL)
