"""Derivations typed as formulas: against SymPy, in other forms, from wrong factors; each slip by its name."""

from typing import Any

import pytest
import sympy

from tests.problems.families.solving import marked, refusal, slips_of, solved, told

PARTIAL, CHAIN, SLOPE, TANH = "calculus.partial", "calculus.chain", "calculus.sigmoid_slope", "calculus.tanh"


@pytest.mark.parametrize(
    "f",
    ["x^2 + x y + y^2", "x^3 e^(y) - 2 y/x", "ln(x y) + sqrt(x)", "(x - y)^4/(x + y)", "tanh(x y) + sigmoid(x)", "x^y"],
)
def test_partial_derivatives_are_sympys(f: str) -> None:
    """Whatever form SymPy gives it: typed as an answer, it is right."""
    x, y = sympy.symbols("x y", positive=True)
    logistic = sympy.Lambda(x, 1 / (1 + sympy.exp(-x)))
    source = (
        f.replace("^", "**")
        .replace("e**(y)", "exp(y)")
        .replace("x y", "x*y")
        .replace("2 y", "2*y")
        .replace("x**3 exp", "x**3*exp")
    )
    tree = sympy.sympify(source, locals={"x": x, "y": y, "ln": sympy.log, "sigmoid": logistic})
    answers = {f"df_d{v}": str(sympy.diff(tree, v)).replace("log", "ln") for v in (x, y) if tree.has(v)}
    found = marked(PARTIAL, {"f": f, "wrt": [name[-1] for name in answers]}, answers)
    assert {one["verdict"] for one in found.values()} == {"correct"}, found


@pytest.mark.parametrize(
    ("outer", "inner", "wrt"),
    [
        ("u^3", "x^2 y", "x"),
        ("e^(t)", "w x + b", "w"),
        ("sigmoid(u)", "3x - y", "y"),
        ("ln(t)", "x^2 + 1", "x"),
        ("1/u", "x y", "y"),
    ],
)
def test_the_chain_rule_is_one_derivative_of_the_whole(outer: str, inner: str, wrt: str) -> None:
    """The last answer is what partial differentiation of the composed function gives."""
    whole = outer.replace("u", f"({inner})") if "u" in outer else outer.replace("(t)", f"({inner})")
    direct = solved(PARTIAL, {"f": whole, "wrt": [wrt]})[f"df_d{wrt}"] if "w" not in inner else "x e^(w x + b)"
    found = marked(CHAIN, {"outer": outer, "inner": inner, "wrt": wrt}, {f"df_d{wrt}": direct})
    assert found[f"df_d{wrt}"]["verdict"] == "correct", found


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        (
            "da_dz",
            ["2 e^(-z)/(1 + e^(-z))^2", "2e^z/(1+e^z)^2", "2 sigmoid(z)(1 - sigmoid(z))", "2/(2 + e^z + e^(-z))"],
        ),
        ("in_output", ["a(1 - a/2)", "a - a^2/2", "(2a - a**2)/2", "−a²/2 + a"]),
    ],
)
def test_any_form_of_the_right_function_is_right(name: str, forms: list[str]) -> None:
    """Of a = 2/(1 + e^-z)."""
    for form in forms:
        assert marked(SLOPE, {"c": 2, "k": 1}, {name: form})[name]["verdict"] == "correct", form


def test_the_product_follows_from_a_wrong_factor() -> None:
    """The slope of the inner function is wrong; what is made of it is right, and said to be."""
    found = marked(
        CHAIN, {"outer": "u^2", "inner": "x^3", "wrt": "x"}, {"df_du": "2u", "du_dx": "3x", "df_dx": "6 x^4"}
    )
    assert [found[name]["verdict"] for name in ("df_du", "du_dx", "df_dx")] == ["correct", "wrong", "follow_through"]


PXY, CUBE = {"f": "3x^2 + 2x y + 5y", "wrt": ["x"]}, {"outer": "u^3", "inner": "x^2 + 4x", "wrt": "x"}
STEEP, TWICE = {"c": 3, "k": 2}, {"k": 2}
SLIPS: list[tuple[str, dict[str, Any], str, str, str, str]] = [
    (PARTIAL, PXY, "df_dx", "not-differentiated", "3x^2 + 2x y + 5y", "not differentiated"),
    (PARTIAL, PXY, "df_dx", "derivative-upside-down", "1/(6x + 2y)", "one over"),
    (PARTIAL, PXY, "df_dx", "both-differentiated", "8x + 2y + 5", "every variable"),
    (PARTIAL, PXY, "df_dx", "others-zero", "6x", "constant"),
    (PARTIAL, PXY, "df_dx", "another-variable", "2x + 5", "other variable"),
    (CHAIN, CUBE, "df_du", "not-differentiated", "u^3", "not differentiated"),
    (CHAIN, CUBE, "du_dx", "not-differentiated", "x^2 + 4x", "not differentiated"),
    (CHAIN, CUBE, "df_dx", "inner-left-out", "3(x^2 + 4x)^2", "inner function"),
    (CHAIN, CUBE, "df_dx", "outer-kept", "(x^2 + 4x)^3 (2x + 4)", "outer function"),
    (CHAIN, CUBE, "df_dx", "slopes-added", "3(x^2 + 4x)^2 + 2x + 4", "added"),
    (CHAIN, CUBE, "df_dx", "wrong-point", "3x^2 (2x + 4)", "wrong point"),
    (CHAIN, CUBE, "df_dx", "not-differentiated", "(x^2 + 4x)^3", "not differentiated"),
    (SLOPE, STEEP, "du_dz", "minus-left-out", "2e^(-2z)", "minus"),
    (SLOPE, STEEP, "da_dz", "sign-turned", "-6e^(-2z)/(1+e^(-2z))^2", ""),
    (SLOPE, STEEP, "da_dz", "inner-left-out", "3e^(-2z)/(1+e^(-2z))^2", "factor inside"),
    (SLOPE, STEEP, "da_dz", "square-left-out", "6e^(-2z)/(1+e^(-2z))", "square"),
    (TANH, TWICE, "identity", "one-left-out", "2s", "−1"),
    (TANH, TWICE, "identity", "two-left-out", "s - 1", "factor 2"),
    (TANH, TWICE, "identity", "sign-turned", "1 - 2s", "sign"),
    (TANH, TWICE, "slope", "square-left-out", "2(1 - y)", "squared"),
    (TANH, TWICE, "slope", "sigmoid-form", "2y(1 - y)", "sigmoid"),
    (TANH, TWICE, "slope", "inner-left-out", "1 - y^2", "brackets"),
]


@pytest.mark.parametrize(
    ("problem", "givens", "name", "slip", "typed", "words"), SLIPS, ids=[f"{s[0]} {s[2]} {s[3]}" for s in SLIPS]
)
def test_each_slip_is_called_by_its_name(
    problem: str, givens: dict[str, Any], name: str, slip: str, typed: str, words: str
) -> None:
    """The wrong formula, typed in a form of its own, is answered with what happened."""
    mistake, sentence = told(problem, givens, name, typed)
    assert mistake == slip
    assert words in sentence


@pytest.mark.parametrize(("problem", "givens"), [(PARTIAL, PXY), (CHAIN, CUBE)])
def test_no_slip_is_left_out_above(problem: str, givens: dict[str, Any]) -> None:
    assert {(name, slip) for of, _, name, slip, _, _ in SLIPS if of == problem} == slips_of(problem, givens)


def test_a_slip_that_is_right_here_is_none() -> None:
    """With k = 1 a factor left out changes nothing, and nobody is blamed for it."""
    assert ("slope", "inner-left-out") not in slips_of(TANH, {"k": 1})
    assert ("df_dx", "others-zero") not in slips_of(PARTIAL, {"f": "x^2 + y^2", "wrt": ["x"]})


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    (PARTIAL, {"wrt": ["x"]}, "missing given: f", "f"),
    (PARTIAL, {"f": "x^2", "wrt": ["y"]}, "f does not depend on y", "y 변수가 없습니다"),
    (PARTIAL, {"f": "x^2", "wrt": ["q"]}, "wrt must be a list of variables", "변수의 목록"),
    (PARTIAL, {"f": "x +", "wrt": ["x"]}, "f: ", "f: "),
    (PARTIAL, {"f": "3 + 4", "wrt": ["x"]}, "has no variable", "변수가 없는"),
    (PARTIAL, {"f": "__import__('os')", "wrt": ["x"]}, "f: ", "f: "),
    (CHAIN, {"outer": "u + t", "inner": "x"}, "more than one variable", "둘 이상"),
    (CHAIN, {"outer": "u^2", "inner": "x", "wrt": "y"}, "inner does not depend on y", "y 변수가 없습니다"),
    (CHAIN, {"outer": "x^2", "inner": "x"}, "outer", "outer"),
    (CHAIN, {"outer": "u^2"}, "missing given: inner", "inner"),
    (SLOPE, {"c": 0, "k": 1}, "c", "c"),
    (SLOPE, {"c": 1, "k": 0}, "k", "k"),
    (TANH, {"k": 0}, "k", "k"),
    (TANH, {"k": "two"}, "k", "k"),
]


@pytest.mark.parametrize(("problem", "givens", "english", "korean"), REFUSED)
def test_bad_givens_get_one_sentence(problem: str, givens: dict[str, Any], english: str, korean: str) -> None:
    assert english in refusal(problem, givens)
    assert korean in refusal(problem, givens, "ko")
