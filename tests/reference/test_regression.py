"""A line's loss and slopes against the lecture's numbers, SymPy and fractions."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy

from reference.readings import exact
from reference.regression import mean_error, predicted, slope_by_b, slope_by_w
from reference.tex import Tex

LINE = json.loads((Path(__file__).parents[1] / "data" / "lecture" / "optimizers.json").read_text())["line"]
X, Y = np.array(LINE["x"], dtype=float), np.array(LINE["y"])


def test_the_lectures_line() -> None:
    """Predictions and error as printed, and the batch step of w from the slope."""
    p = predicted(LINE["w"], X, 0)
    slope = slope_by_w(X, Y, p, 6)[0]

    assert p == pytest.approx(LINE["printed"]["yhat"])
    assert round(mean_error(Y, p, 6)[0], 2) == LINE["printed"]["MSE"]
    assert slope == pytest.approx(-14.2666666666666667)
    assert round(LINE["w"] - LINE["alpha"] * slope, 3) == LINE["printed"]["batch"]
    assert slope_by_b(Y, p, 6)[0] == pytest.approx(-3.8333333333333333)


def test_the_slopes_are_sympys_and_fractions_stay_fractions() -> None:
    """By both parameters, at a point off the minimum."""
    w, b = sympy.symbols("w b")
    x, y = exact([1, "2.5", -3]), exact(["0.5", 2, 4])
    symbols = [np.array([sympy.Rational(str(cell)) for cell in row]) for row in (x, y)]
    loss = mean_error(symbols[1], predicted(w, symbols[0], b), 3)[0]
    p = predicted(Fraction(1, 5), x, Fraction(-1, 2))
    there = {w: sympy.Rational(1, 5), b: sympy.Rational(-1, 2)}

    for name, found in ((w, slope_by_w(x, y, p, 3)[0]), (b, slope_by_b(y, p, 3)[0])):
        assert isinstance(found, Fraction)
        assert sympy.Rational(str(found)) == sympy.diff(loss, name).subs(there)
        assert sympy.Rational(str(found * Fraction(2001, 2000))) != sympy.diff(loss, name).subs(there)


def test_the_page_keeps_x_inside_the_sum() -> None:
    """x depends on the row, so it may not stand outside."""
    text = str(slope_by_w(Tex("x", rank=1), Tex("y", rank=1), Tex("p", rank=1), Tex("N")))

    assert text.startswith(r"\frac{\sum")
    assert text.index(r"\sum") < text.index("x") < text.index("N")
