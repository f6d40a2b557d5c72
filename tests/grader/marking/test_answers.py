"""Numbers as students type them: what is read, what is refused and why, and never an exception."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.marking.answers import Answer, Blank, Malformed, Number, parse_answer, parse_number


@pytest.mark.parametrize(
    ("typed", "value", "decimals"),
    [
        ("0.5", "1/2", 1),
        (".5", "1/2", 1),
        ("5.", "5", 0),
        ("5e-1", "1/2", 1),
        ("-.5e-3", "-1/2000", 4),
        ("1/2", "1/2", None),
        ("½", "1/2", None),
        ("1½", "3/2", None),
        ("−0.5", "-1/2", 1),
        ("- 0.5", "-1/2", 1),
        ("+0.5", "1/2", 1),
        ("０．５", "1/2", 1),
        ("１／２", "1/2", None),
        ("0,5", "1/2", 1),
        ("-0,6130", "-613/1000", 4),
        ("  0.6130 ", "613/1000", 4),
        (0.25, "1/4", 2),
        (3, "3", 0),
    ],
)
def test_numbers_are_read(typed, value, decimals) -> None:
    """The exact value, and the decimals that were typed."""
    cell = parse_number(typed)

    assert isinstance(cell, Number)
    assert (cell.value, cell.decimals) == (Fraction(value), decimals)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("abc", "cannot be read"),
        ("nan", "finite"),
        ("-inf", "finite"),
        ("1e400", "exponent"),
        ("1e-999999999999", "exponent"),
        ("1_000", "underscore"),
        ("1,000", "comma"),
        ("1.000,5", "cannot be read"),
        ("1/0", "Division by zero"),
        ("0x10", "cannot be read"),
        ("--1", "cannot be read"),
        ("__import__('os')", "cannot be read"),
        ("9" * 401, "Longer than 400"),
        ("9" * 400, "too large"),
        ("9" * 200 + "e200", "too large"),
        ("9" * 300 + "/0.00001", "too large"),
        (True, "not a number"),
        ([1], "not a number"),
    ],
)
def test_what_is_no_number_is_explained(typed, said) -> None:
    """One sentence in both languages for each way of not being a number."""
    cell = parse_number(typed)

    assert isinstance(cell, Malformed)
    assert said in cell.why.en
    assert cell.why.ko


@pytest.mark.parametrize("typed", ["", "   ", "\u3000"])
def test_nothing_is_blank(typed) -> None:
    """An empty field is missing, not malformed."""
    assert isinstance(parse_number(typed), Blank)


@given(st.one_of(st.text(max_size=500), st.binary(max_size=60).map(lambda b: b.decode("latin-1"))))
def test_any_text_is_answered(typed) -> None:
    """Whatever is typed gives a number, a blank or a reason; it is never executed and never raises."""
    cell = parse_number(typed)

    assert isinstance(cell, Number | Malformed | Blank)
    if isinstance(cell, Malformed):
        assert all(c.isprintable() for c in cell.text)


@given(st.from_regex(r"[+-]?[0-9]{1,380}(\.[0-9]{0,5})?(e[+-]?[0-9]{1,3}|/[0-9.]{1,9})?", fullmatch=True))
def test_every_number_fits_into_a_float(typed) -> None:
    """Marking works with floats: a number beyond them would end it instead of being marked."""
    cell = parse_number(typed)

    assert not isinstance(cell, Number) or math.isfinite(float(cell.value))


@pytest.mark.parametrize(
    ("raw", "shape", "said"),
    [
        ("1", (2,), "a list of 2 numbers is needed, but one number"),
        (["1", "2", "3"], (2,), "but a list of 3 numbers"),
        ([["1", "2"]], (2, 2), "a 2×2 matrix is needed, but a 1×2 matrix"),
        ([["1"], ["1", "2"]], (2, 2), "differ in length"),
        (["1"], (), "one number is needed"),
        ([[[["1"]]]], (2, 2), "differ in length"),
    ],
)
def test_a_wrong_shape_is_explained(raw, shape, said) -> None:
    """What was needed and what was given."""
    answer = parse_answer(raw, shape)

    assert answer.fault is not None
    assert said in answer.fault.en


def test_cells_are_read_one_by_one() -> None:
    """One bad cell of a matrix leaves the others."""
    answer = parse_answer([["0.5", "abc"], ["", "−1"]], (2, 2))

    assert [type(cell) for cell in answer.cells] == [Number, Malformed, Blank, Number]
    assert answer.text == "[[0.5, abc], [, −1]]"


@pytest.mark.parametrize("raw", [None, "", "  ", []])
def test_no_answer_is_blank(raw) -> None:
    """Nothing given for a matrix is a blank matrix."""
    assert parse_answer(raw, (2, 3)) == Answer((Blank(),) * 6, (2, 3))
    assert parse_answer(raw, (2, 3)).blank
