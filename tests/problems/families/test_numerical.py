"""What numerical differentiation costs, and how far its quotients are off."""

from fractions import Fraction
from typing import Any

import mpmath
import pytest

from problems.catalog import FAMILIES
from problems.family import Family
from problems.question import accepted, fields, statement, values, variant_of
from tests.problems.families.solving import marked, refusal, shown, solved

MNIST = {"layers": [784, 100, 10], "samples": 56000, "ops_per_s": 850000000}
"""The lecture's network for 80 % of 70,000 pictures."""

COUNTS = {
    "weights": 79400,
    "biases": 110,
    "ops_per_loss": 4446400000,
    "evaluations": 79511,
    "ops_total": 353537710400000,
}


def test_the_lectures_cost_comes_out() -> None:
    """WE-4-04: whole numbers exactly; 415,926.72 seconds and 115.54 hours."""
    found = solved("numerical.cost", MNIST)

    assert {name: found[name] for name in COUNTS} == COUNTS
    assert found["seconds"] == pytest.approx(415926.71811764705, rel=1e-15)
    assert found["hours"] == pytest.approx(115.53519947712418, rel=1e-15)


def test_central_differences_cost_twice_as_many() -> None:
    """Without the loss where it stands: 2 x 79,510."""
    found = solved("numerical.cost", MNIST | {"method": "central"})

    assert found["evaluations"] == 159020
    assert found["seconds"] == pytest.approx(831842.974117647, rel=1e-12)


def test_the_printed_times_were_cut_off_and_are_called_so() -> None:
    """The slide has 415,926 s and 115 h, which round to 415,927 and 116."""
    printed = {name: str(count) for name, count in COUNTS.items()} | {"seconds": "415926", "hours": "115"}
    found = marked("numerical.cost", MNIST, printed)

    assert {found[name]["verdict"] for name in COUNTS} == {"correct"}
    assert [(found[name]["verdict"], found[name]["mistake"]) for name in ("seconds", "hours")] == [
        ("imprecise", "truncated")
    ] * 2


@pytest.mark.parametrize("typed", ["415926.72", "415926.718", "415926.7181176", "415926.720"])
def test_times_are_right_however_many_digits_were_typed(typed) -> None:
    assert marked("numerical.cost", MNIST, {"seconds": typed})["seconds"]["verdict"] == "correct"


@pytest.mark.parametrize(
    ("name", "typed"), [("seconds", "415926.73"), ("seconds", "415926.7"), ("weights", "79400.01")]
)
def test_a_unit_beside_is_not_right(name, typed) -> None:
    assert marked("numerical.cost", MNIST, {name: typed})[name]["verdict"] != "correct"


@pytest.mark.parametrize(
    ("name", "typed", "mistake", "method"),
    [
        ("weights", "994", "units-added", "forward"),
        ("weights", "78400", "first-matrix-alone", "forward"),
        ("biases", "894", "inputs-counted", "forward"),
        ("ops_per_loss", "79400", "samples-left-out", "forward"),
        ("ops_per_loss", "4452560000", "biases-as-operations", "forward"),
        ("evaluations", "79510", "base-left-out", "forward"),
        ("evaluations", "79401", "biases-left-out", "forward"),
        ("evaluations", "159020", "both-sides", "forward"),
        ("evaluations", "158800", "biases-left-out", "central"),
        ("evaluations", "79510", "one-side", "central"),
        ("evaluations", "159021", "base-added", "central"),
        ("ops_total", "4446400000", "one-loss-alone", "forward"),
        ("ops_total", "6313173400", "samples-left-out", "forward"),
        ("seconds", "5.23", "one-loss-alone", "forward"),
        ("hours", "6932.11", "minutes", "forward"),
        ("hours", "4.81", "days", "forward"),
    ],
)
def test_miscounts_are_named(name, typed, mistake, method) -> None:
    found = marked("numerical.cost", MNIST | {"method": method}, {name: typed})
    assert found[name]["mistake"] == mistake


def test_a_forgotten_loss_costs_its_step_alone() -> None:
    """79,510 evaluations, and everything from there: what follows is right from the student's own number."""
    typed = {name: str(count) for name, count in COUNTS.items()}
    typed |= {"evaluations": "79510", "ops_total": "353533264000000", "seconds": "415921.49", "hours": "115.53"}
    found = marked("numerical.cost", MNIST, typed)

    assert {name for name, f in found.items() if f["score"] != f["max_score"]} == {"evaluations"}
    assert {found[name]["verdict"] for name in ("ops_total", "seconds", "hours")} == {"follow_through"}


def test_a_zero_that_a_slip_would_divide_by_is_only_wrong() -> None:
    found = marked("numerical.cost", MNIST, {"ops_total": "0", "seconds": "12", "hours": "0"})
    assert {found[name]["verdict"] for name in ("ops_total", "seconds", "hours")} == {"wrong"}


def test_digits_are_stated_where_values_are_rounded_and_nowhere_else() -> None:
    family = FAMILIES["numerical.cost"]
    variant = variant_of(family, "digits")
    told = {field.name: field.how_to_write.en for field in fields(family, variant)}

    assert set(told.values()) == {"integer", "2 decimals"}
    assert [name for name, how in told.items() if how != "integer"] == ["seconds", "hours"]
    assert "Round where digits are stated" in statement(family, variant).en


def test_the_key_has_a_range_for_times_and_none_for_counts() -> None:
    family = FAMILIES["numerical.cost"]
    assert isinstance(family, Family)
    found = accepted(family, variant_of(family, "", givens=MNIST))

    assert found["weights"] == (79400, 79400)
    assert found["seconds"] == pytest.approx((415926.713117647, 415926.723117647), abs=1e-8)


def test_costs_agree_with_counting_one_by_one(sample) -> None:
    """Each weight visited in a loop of its own."""
    for seed in sample(200, short=5):
        givens = variant_of(FAMILIES["numerical.cost"], f"count {seed}").givens
        found = solved("numerical.cost", dict(givens))
        shapes = [(a, b) for a, b in zip(givens["layers"], givens["layers"][1:], strict=False)]
        weights = sum(1 for a, b in shapes for _ in range(a) for _ in range(b))
        parameters = weights + sum(b for _, b in shapes)
        evaluations = parameters + 1 if givens["method"] == "forward" else 2 * parameters
        seconds = Fraction(weights * givens["samples"] * evaluations, givens["ops_per_s"])
        assert (found["weights"], found["evaluations"]) == (weights, evaluations)
        assert found["seconds"] == pytest.approx(float(seconds), rel=1e-14)


def test_quotients_agree_with_fifty_digits(sample) -> None:
    """mpmath differentiates what was drawn, and forms the quotients anew."""
    known = {"ln": mpmath.log, "sqrt": mpmath.sqrt, "e": mpmath.e, "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z))}
    with mpmath.workdps(50):
        for seed in sample(200, short=12):
            variant = variant_of(FAMILIES["numerical.difference"], f"digits {seed}")
            x, h = mpmath.mpf(variant.givens["x"]), mpmath.mpf(variant.givens["h"])

            def f(at: Any, text: str = variant.givens["f"]) -> Any:
                return eval(_python(text), {"__builtins__": {}}, known | {"x": at})  # noqa: S307 - drawn by ourselves

            slope = mpmath.diff(f, x)
            forward, central = (f(x + h) - f(x)) / h, (f(x + h) - f(x - h)) / (2 * h)
            expected = {
                "forward": forward,
                "central": central,
                "derivative": slope,
                "forward_error": forward - slope,
                "central_error": central - slope,
            }
            found = values(FAMILIES["numerical.difference"], variant)
            for name, value in expected.items():
                assert found[name] == pytest.approx(float(value), abs=1e-12), (variant.givens, name)


def _python(text: str) -> str:
    spaced = text.replace("^", "**").replace(" e**", "*e**").replace("x e", "x*e")
    for function in ("ln", "sqrt", "sigmoid"):
        spaced = spaced.replace(f" {function}(", f"*{function}(")
    digits = "".join(f"{c}*" if c.isdigit() and n == "x" else c for c, n in zip(spaced, spaced[1:] + " ", strict=True))
    return digits.lstrip("*")


@pytest.mark.parametrize("x", [5, 10])
def test_the_textbooks_parabola(x) -> None:
    """f(x) = 0.01 x^2 + 0.1 x with h = 1e-4: the central difference of a parabola is exact."""
    found = solved("numerical.difference", {"f": "0.01x^2 + 0.1x", "x": x, "h": "0.0001"})

    assert found["central"] == pytest.approx(0.02 * x + 0.1, abs=1e-15)
    assert found["central_error"] == 0
    assert found["forward_error"] == pytest.approx(1e-6, abs=1e-15)


def test_halving_h_halves_one_error_and_quarters_the_other() -> None:
    """The order of each quotient, seen in e^x."""
    coarse = solved("numerical.difference", {"f": "e^x", "x": 1, "h": "0.02"})
    fine = solved("numerical.difference", {"f": "e^x", "x": 1, "h": "0.01"})

    assert coarse["forward_error"] / fine["forward_error"] == pytest.approx(2, rel=0.01)
    assert coarse["central_error"] / fine["central_error"] == pytest.approx(4, rel=0.001)


CUBE = {"f": "x^3", "x": 2, "h": "0.2"}
"""f = 8, 10.648 and 5.832; D+ = 13.24, D0 = 12.04, f' = 12."""


@pytest.mark.parametrize(
    ("name", "typed", "mistake"),
    [
        ("f_above", "8.2", "h-outside"),
        ("f_below", "7.8", "h-outside"),
        ("forward", "2.648", "not-divided"),
        ("forward", "0.5296", "multiplied-by-h"),
        ("forward", "-13.24", "sign-turned"),
        ("forward", "6.62", "divided-by-two-h"),
        ("forward", "12.04", "central-instead"),
        ("central", "0.4816", "precedence"),
        ("central", "24.08", "divided-by-h"),
        ("central", "4.816", "not-divided"),
        ("central", "13.24", "forward-instead"),
        ("central", "10.84", "backward-instead"),
        ("derivative", "8", "function-itself"),
        ("forward_error", "-1.24", "error-sign"),
    ],
)
def test_wrong_quotients_are_named(name, typed, mistake) -> None:
    assert marked("numerical.difference", CUBE, {name: typed})[name]["mistake"] == mistake


def test_a_polynomial_is_worked_exactly_and_a_curve_to_digits() -> None:
    assert "exactly" in shown("numerical.difference", CUBE)
    assert "8 decimals" in shown("numerical.difference", CUBE | {"f": "e^x"})
    assert solved("numerical.difference", CUBE)["central_error"] == 0.04


@pytest.mark.parametrize(
    ("problem", "givens", "en", "ko"),
    [
        ("numerical.cost", MNIST | {"layers": [784]}, "a list of 2 to 8", "값 2개에서 8개"),
        ("numerical.cost", MNIST | {"samples": 0}, "a whole number from 1", "사이의 정수"),
        ("numerical.cost", MNIST | {"method": "both"}, "one of forward, central", "중 하나"),
        ("numerical.cost", {"layers": [2, 1], "samples": 3}, "ops_per_s", "ops_per_s"),
        ("numerical.difference", CUBE | {"h": 0}, "greater than 0", "0보다 커야"),
        ("numerical.difference", CUBE | {"f": "sin(x)"}, "sin cannot be used", "sin 함수를 쓸 수 없습니다"),
        ("numerical.difference", CUBE | {"f": "ln(x)", "x": "0.2"}, "has no value", "값이 없습니다"),
        ("numerical.difference", CUBE | {"f": "1/x", "x": "0.2"}, "has no value", "값이 없습니다"),
        ("numerical.difference", CUBE | {"f": "3y"}, "y", "y"),
    ],
)
def test_givens_without_an_answer_are_explained(problem, givens, en, ko) -> None:
    assert en in refusal(problem, givens)
    assert ko in refusal(problem, givens, "ko")
