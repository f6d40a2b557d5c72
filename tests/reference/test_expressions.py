"""Typed formulas: what people write is read for what it means, compared by value, and never run."""

import time
from fractions import Fraction

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from reference.activations import sigmoid, sigmoid_slope, tanh_slope
from reference.expressions import Unreadable, name, parse
from reference.expressions.calculus import algebra, derivative
from reference.expressions.equivalence import Sameness, compare
from reference.expressions.page import tex
from reference.expressions.tree import Expression
from reference.vocabulary import hyperbolic_tangent

DOMAIN = {"x": ("-2", "2"), "y": ("0.5", "2"), "w1": ("-1", "1"), "alpha": ("-1", "1"), "a": ("0.1", "0.9")}


def _same(one: str, other: str) -> Sameness:
    return compare(parse(one, DOMAIN), parse(other, DOMAIN), DOMAIN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2x+y", "2*x+y"),
        ("x(1-x)", "x-x²"),
        ("xy", "x*y"),
        ("2xy^2", "2*x*y**2"),
        ("-x^2", "-(x*x)"),
        ("2^-1", "0.5"),
        ("2^3^2", "512"),
        ("w₁ x", "w_1·x"),
        ("w_{1}x", "x w1"),
        ("α − 1", "alpha - 1"),
        ("x × y ÷ 2", "x*y/2"),
        ("１+ｘ", "1+x"),
        ("e^{-x}", "exp(-x)"),
        ("e^-x", "1/exp(x)"),
        ("√(y)", "y^(1/2)"),
        ("|x|·|y|", "abs(x*y)"),
        ("ln(e^y)", "y"),
        ("log(y)", "ln(y)"),
        ("σ(x)(1−σ(x))", "e^(-x)/(1+e^(-x))^2"),
        ("sigma(x)", "sigmoid(x)"),
        ("tanh(x)", "2sigmoid(2x)-1"),
        ("1-tanh(x)^2", "4/(e^x+e^-x)^2"),
        ("max(0,x)", "relu(x)"),
        ("(1/2)x", "x/2"),
        ("x/(2y)", "(x/2)/y"),
        ("1.5e-1*x", "0.15*x"),
        ("[x+1](y)", "xy+y"),
        ("2π", "pi*2"),
        ("½x²", "x^2/2"),
        ("¾", "0.75"),
    ],
)
def test_what_people_type_is_read_for_what_it_means(typed, meant) -> None:
    """Two ways of writing one formula are the same function."""
    assert _same(typed, meant) is Sameness.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2x+y", "2x-y"),
        ("x^2", "x"),
        ("x", "x+1e-12"),
        ("sigmoid(x)", "tanh(x)"),
        ("-x^2", "(-x)^2"),
        ("x(1-x)", "x*1-x"),
        ("relu(x)", "x"),
        ("log(y)", "log(y)/2.302585"),
    ],
)
def test_different_functions_are_told_apart(one, other) -> None:
    assert _same(one, other) is Sameness.DIFFERENT


@pytest.mark.parametrize("typed", ["1/0", "sqrt(0-y)", "log(0*x)", "exp(exp(exp(exp(10))))", "x^(10^9)", "0^(0-1)"])
def test_formulas_without_real_values_are_undecided(typed) -> None:
    """Neither right nor wrong, and no time is spent on a number that nobody could write down."""
    started = time.process_time()
    assert _same(typed, "x") is Sameness.UNDECIDED
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("typed", "column", "said"),
    [
        ("2x+", 4, "too early"),
        ("", 1, "too early"),
        ("sin x", 1, "brackets, as in sin"),
        ("(x+1", 1, "never closed"),
        ("x+1)", 4, "no partner"),
        ("x + z2", 5, "not known here"),
        ("x$y", 2, "no place in a formula"),
        ("x**", 4, "too early"),
        ("x, y", 2, "cannot stand here"),
        ("|x", 1, "bars are never closed"),
        ("exp(x, y)", 1, "number of arguments"),
        ("max(x)", 1, "number of arguments"),
        ("1/2x", 4, "two meanings"),
        ("x..y", 2, "no place"),
        ("9" * 41, 1, "too long"),
        ("1e9999", 1, "too long"),
        ("x" * 401, 1, "Longer than"),
        ("(" * 80 + "x" + ")" * 80, 62, "too deep"),
        ("__import__('os').system('id')", 1, "not known"),
        ("x.__class__", 2, "no place"),
        ("lambda: x", 1, "not known"),
    ],
)
def test_what_cannot_be_read_is_explained_with_its_column(typed, column, said) -> None:
    """One sentence in both languages that points at the place."""
    with pytest.raises(Unreadable) as caught:
        parse(typed, DOMAIN)

    assert said in caught.value.text.en
    assert caught.value.text.ko != caught.value.text.en
    assert caught.value.column == column


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60) | st.text("xy+-*/^(){}[]|,.12eπσ√²⁻ _wαlnexp", max_size=40))
def test_any_text_is_a_formula_or_explained(text) -> None:
    """No text makes the reader fail in another way, or hang."""
    read = _read(text)
    if isinstance(read, Unreadable):
        assert read.text.ko
        assert 1 <= read.column <= len(text) + 1
    else:
        assert compare(read, read, DOMAIN) in {Sameness.SAME, Sameness.UNDECIDED}
        assert compare(parse(str(read), DOMAIN), read, DOMAIN) is not Sameness.DIFFERENT
        assert tex(read)


def _read(text: str) -> Expression | Unreadable:
    try:
        return parse(text, DOMAIN)
    except Unreadable as error:
        return error


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_reading_agrees_with_sympy(data) -> None:
    """An independent witness: SymPy's own reading of plain formulas has the same value."""
    text = data.draw(_formulas)
    names = {letter: sympy.Symbol(letter, real=True) for letter in ("x", "y")}
    theirs = eval(text, {"__builtins__": {}}, names)  # noqa: S307 -- drawn here from digits, signs and two names
    mine = algebra(parse(text, DOMAIN))

    at = {names["x"]: sympy.Rational(3, 7), names["y"]: sympy.Rational(5, 4)}
    assert sympy.simplify((sympy.sympify(theirs) - mine).subs(at)) == 0


def _between(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sums = st.tuples(parts, st.sampled_from([" + ", " - ", " * "]), parts).map("".join)
    return sums.map("({})".format) | parts.map("(-{})".format) | parts.map("({}**2)".format)


_formulas = st.recursive(st.sampled_from(["x", "y", "2", "3"]), _between, max_leaves=8)


@pytest.mark.parametrize(
    ("formula", "wrt", "right"),
    [
        ("x^2 + x*y + y^2", "x", "2x+y"),
        ("x^2 + x*y + y^2", "y", "x+2y"),
        ("sin(x^2)", "x", "2x cos(x^2)"),
        ("x/(1+x^2)", "x", "(1-x^2)/(1+x^2)^2"),
        ("exp(x)", "x", "e^x"),
        ("sigmoid(x)", "x", "sigmoid(x)(1-sigmoid(x))"),
        ("(x+y)^2", "x", "2(x+y)"),
        ("ln(y)*x", "y", "x/y"),
        ("w1*x + alpha", "w1", "x"),
    ],
)
def test_derivatives(formula, wrt, right) -> None:
    assert compare(derivative(parse(formula, DOMAIN), wrt), parse(right, DOMAIN), DOMAIN) is Sameness.SAME


def test_a_formula_of_the_reference_engine_becomes_a_tree() -> None:
    """The function that computes a slope also writes the key."""
    x, a = name("x"), name("a")

    assert compare(sigmoid_slope(a), parse("a - a^2", DOMAIN), DOMAIN) is Sameness.SAME
    assert compare(derivative(sigmoid(x), "x"), sigmoid_slope(sigmoid(x)), DOMAIN) is Sameness.SAME
    tanh = hyperbolic_tangent(x)
    assert compare(derivative(tanh, "x"), tanh_slope(tanh), DOMAIN) is Sameness.SAME


def test_a_tree_is_shown_as_it_was_written() -> None:
    """No term changes its place on the page."""
    assert tex(parse("y + 2x - 0.5", DOMAIN)) == r"y + 2 \, x - 0.5"
    assert tex(parse("w1*(1-w1)/2", DOMAIN)) == r"\frac{w_{1} \, \left(1 - w_{1}\right)}{2}"
    assert tex(parse("e^-x", DOMAIN)) == "{e}^{-x}"


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("x-(y-1)", "x - (y - 1)"),
        ("2xy", "2*x*y"),
        ("(x^2)^3", "(x^2)^3"),
        ("-(x+1)", "-(x + 1)"),
        ("0.5relu(x)", "0.5*relu(x)"),
    ],
)
def test_a_tree_is_spelt_so_that_it_reads_back(typed, spelt) -> None:
    """The key of a handout can be typed in."""
    assert str(parse(typed, DOMAIN)) == spelt
    assert _same(spelt, typed) is Sameness.SAME


def test_names_can_be_put() -> None:
    """A student's own earlier formula takes the place of a name."""
    put = parse("2t", ["t"]).put({"t": parse("x+y", DOMAIN)})

    assert compare(put, parse("2x+2y", DOMAIN), DOMAIN) is Sameness.SAME
    assert put.names == {"x", "y"}
    assert Expression("number", leaf=Fraction(1)).names == frozenset()
