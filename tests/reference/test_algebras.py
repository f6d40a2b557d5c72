"""One formula, several readings: they agree, and each is right where another witness can say so."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from reference.activations import ACTIVATIONS, RELU, SIGMOID, STEP, TANH, fires, softmax
from reference.decimals import as_text, decimal_text
from reference.interval import Interval
from reference.losses import LOSSES, squared_error
from reference.readings import exact
from reference.tex import Tex, constant, fragment
from reference.vocabulary import NoExactValueError, exp

NUMBERS = st.floats(-30, 30, allow_nan=False)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
@given(z=NUMBERS)
def test_smooth_activations_agree_with_50_digits(name, z) -> None:
    """Value and slope equal mpmath's at 50 digits, to float64's last few."""
    with mpmath.workdps(50):
        true = {"sigmoid": lambda v: 1 / (1 + mpmath.exp(-v)), "tanh": mpmath.tanh}[name]
        value, slope = true(mpmath.mpf(z)), mpmath.diff(true, mpmath.mpf(z))
    activation = ACTIVATIONS[name]
    ours = activation(np.float64(z))

    assert ours == pytest.approx(float(value), rel=1e-14, abs=1e-300)
    assert activation.slope(np.float64(z), ours) == pytest.approx(float(slope), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("z", [-1e308, -800.0, 800.0, 1e308])
def test_sigmoid_saturates_without_a_warning(z) -> None:
    """Huge arguments give 0 and 1, neither nan nor a warning."""
    assert SIGMOID(np.float64(z)) == (1.0 if z > 0 else 0.0)


def test_conventions_at_zero() -> None:
    """step(0) = 0 unless said otherwise, sign(0) = 0, ReLU'(0) = 0."""
    zero = np.float64(0)

    assert (STEP(zero), fires(zero, 1), ACTIVATIONS["sign"](zero), RELU.slope(zero, zero)) == (0, 1, 0, 0)


def test_thresholds_are_decided_exactly() -> None:
    """0.1 + 0.2 - 0.3 is 0 in exact numbers, and does not fire; in floats it would."""
    total = exact("0.1") + exact("0.2") - exact("0.3")

    assert fires(total) == 0
    assert fires(np.float64(0.1) + np.float64(0.2) - np.float64(0.3)) == 1


def test_a_sigmoid_has_no_exact_value() -> None:
    """Asking for one says so instead of rounding."""
    with pytest.raises(NoExactValueError):
        SIGMOID(Fraction(1, 2))


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_the_symbolic_reading_equals_the_numeric_one(name) -> None:
    """SymPy's value of the same formula at a few points."""
    symbol = sympy.Symbol("z", real=True)
    expression = ACTIVATIONS[name](symbol)
    for point in (-2.5, -0.1, 0.3, 4.0):
        there = float(sympy.sympify(expression).subs({symbol: point}).evalf())
        assert there == pytest.approx(float(ACTIVATIONS[name](np.float64(point))), abs=1e-14)


@pytest.mark.parametrize("name", sorted(set(ACTIVATIONS) - {"step", "sign"}))
def test_every_slope_is_the_derivative(name) -> None:
    """Central differences of the activation's own formula."""
    activation, h = ACTIVATIONS[name], 1e-6
    z = np.array([-3.0, -0.7, -0.2, 0.4, 1.3, 5.0])
    slope = (activation(z + h) - activation(z - h)) / (2 * h)

    assert activation.slope(z, activation(z)) == pytest.approx(slope, abs=1e-8)


@given(low=NUMBERS, width=st.floats(0, 5), inside=st.floats(0, 1))
def test_intervals_hold_every_value(low, width, inside) -> None:
    """Whatever lies in the argument, its image lies in the image."""
    span = Interval(np.asarray(low), np.asarray(low + width))
    point = low + inside * width
    for formula in (SIGMOID.formula, TANH.formula, RELU.formula, lambda z: z**2 - 3 * z, lambda z: (1 - z) * z / 7):
        image = formula(span)
        value = formula(np.float64(point))
        assert image.low - 1e-9 <= value <= image.high + 1e-9


def test_tex_keeps_the_order_and_the_brackets() -> None:
    """The page shows what the author wrote, with the brackets it needs and no others."""
    a, b, c = Tex("a"), Tex("b"), fragment("-0.5")

    assert str(a * (1 - a)) == r"a \, \left(1 - a\right)"
    assert str(a - c) == r"a - \left(-0.5\right)"
    assert str((a - b) ** 2) == r"{\left(a - b\right)}^{2}"
    assert str(c * fragment("0.3")) == r"-0.5 \cdot 0.3"
    assert str(SIGMOID(a + b)) == r"\sigma(a + b)"
    assert str(exp(-a)) == r"\exp(-a)"
    assert str(Tex("W", rank=2).mT @ Tex("d", rank=2) * Tex("s", rank=2)) == r"{W}^{\top} \, d \odot s"


def test_softmax_ignores_a_shift_and_does_not_overflow() -> None:
    """Rows sum to 1 for logits of a thousand, and a common shift changes nothing."""
    z = np.array([[1.0, 2.0, 3.0], [1000.0, 1001.0, 999.0]])

    assert softmax(z).sum(axis=1) == pytest.approx([1, 1])
    assert softmax(z) == pytest.approx(softmax(z - 500))
    assert softmax(z)[0] == pytest.approx([0.09003057, 0.24472847, 0.66524096], abs=1e-8)


@pytest.mark.parametrize("name", ["mse", "half_mse", "half_sum", "bce", "ce"])
def test_loss_gradients_are_derivatives(name) -> None:
    """Central differences of the loss by every prediction."""
    loss = LOSSES[name]
    y, p = np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.7, 0.2], [0.3, 0.8]])
    gradient, h = loss.gradient(y, p, 3), 1e-6
    for cell in np.ndindex(p.shape):
        up, down = p.copy(), p.copy()
        up[cell] += h
        down[cell] -= h
        slope = (loss.value(y, up, 3) - loss.value(y, down, 3)).item() / (2 * h)
        assert gradient[cell] == pytest.approx(slope, abs=1e-7)


def test_the_three_squared_errors_differ_by_their_factor() -> None:
    """Residuals 1 and 2: 2.5 as PyTorch and Keras have it, half of that, and half the plain sum."""
    y, p = np.array([[1.0], [2.0]]), np.array([[0.0], [0.0]])

    assert [LOSSES[name].value(y, p, 2).item() for name in ("mse", "half_mse", "half_sum")] == [2.5, 1.25, 2.5]
    assert squared_error(Fraction(1), Fraction(1, 2)) == Fraction(1, 4)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.61301, 4, "0.6130"),
        (-0.00004, 4, "0.0000"),
        (0.00005, 4, "0.0001"),
        (Fraction(11, 20), 4, "0.55"),
        (2.5, 0, "3"),
    ],
)
def test_numbers_are_written_half_up(value, decimals, text) -> None:
    """Decimals half up, no minus zero, exact numbers with the digits they need."""
    assert decimal_text(value, decimals) == text


def test_matrices_are_written_nested() -> None:
    """A matrix reads like the answer that is asked for."""
    assert as_text(np.array([[0.5, -0.25]]), 2) == "[[0.50, -0.25]]"


def test_a_page_has_no_sign_or_power_that_reads_double() -> None:
    """No fraction in a fraction, no power upon a power, no sum of a bare minus, no zeros of a tiny power of ten."""
    a, b, c = Tex("a"), Tex("b"), Tex("c", rank=2)

    assert str(a / b / Tex("n")) == r"\frac{a}{b} \cdot \frac{1}{n}"
    assert str(Tex(r"{a^{(1)}}") ** 2) == r"{\left({a^{(1)}}\right)}^{2}"
    assert str((-c).total((-1, -2))) == r"\sum \left(-c\right)"
    assert str(fragment(["-0.5", "-0.2"])) == r"({-0.5},\; {-0.2})"
    assert str(constant("0.00000001")) == "10^{-8}"
    assert str(constant("0.001")) == "0.001"
    assert str(Tex("y") - fragment("0")) == "y - 0"


def test_a_page_has_no_division_by_one_and_counts_examples_in_matrices_alone() -> None:
    terms, matrix = Tex("w", rank=1), Tex(r"\delta", rank=2)
    assert str((Tex("a") - Tex("b")) / fragment("1")) == "a - b"
    assert str((Tex("a") - Tex("b")) / fragment("1") * Tex("c")) == r"\left(a - b\right) \, c"
    assert str(Tex("E") / terms.total((-1,))) == r"\frac{E}{\sum w}"
    assert str(matrix.total((-1,))) == r"\sum_{n} \delta"
