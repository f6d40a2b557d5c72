"""Numbers that are parts of a problem: few digits earn half only where they say something."""

from fractions import Fraction

import pytest

from grader.marking.parts import mark_number
from grader.report import Verdict
from problems.parts import NumberPart
from reference.text import same

POINTS = Fraction(10)


def part(value: str) -> NumberPart:
    exact = Fraction(value)
    half = Fraction(1, 20_000)
    return NumberPart("r", "r", same("r"), exact, (exact - half, exact + half), 4)


@pytest.mark.parametrize("value", ["0.7312", "1.2208", "0.0481", "-0.6604", "12.4471", "0.0104"])
@pytest.mark.parametrize(
    "typed", ["0", "0.", "1", "-1", "0.5", "0.7", "1.2", "12", "12.4", "0.05", "0.01", "1e0", "0e-2", "7e-1"]
)
def test_a_guess_with_few_digits_earns_nothing(value: str, typed: str) -> None:
    """One figure, or digits that are missing by the dozen, are right by luck: 1 is 0.7312 without its decimals."""
    assert mark_number(part(value), typed, POINTS).score == 0


@pytest.mark.parametrize(("value", "typed"), [("0.7312", "0.73"), ("12.4471", "12.45"), ("-0.6604", "-0.660")])
def test_too_few_digits_that_say_something_earn_half(value: str, typed: str) -> None:
    found = mark_number(part(value), typed, POINTS)
    assert (found.verdict, found.score) == (Verdict.IMPRECISE, POINTS / 2)
