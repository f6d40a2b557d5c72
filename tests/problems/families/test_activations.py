"""Activations by hand: against mpmath, at 0, with parameters, vectors; each slip by its name."""

from math import exp, tanh
from typing import Any

import mpmath
import numpy as np
import pytest

from tests.problems.families.solving import marked, refusal, shown, slips_of, solved, told

PROBLEM = "activations.value"
SELU_LAMBDA, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
BY_DEFINITION = {
    "sigmoid": ({}, lambda z: 1 / (1 + mpmath.exp(-z))),
    "tanh": ({}, lambda z: (mpmath.exp(z) - mpmath.exp(-z)) / (mpmath.exp(z) + mpmath.exp(-z))),
    "relu": ({}, lambda z: z if z > 0 else mpmath.mpf(0)),
    "leaky_relu": ({"alpha": 0.2}, lambda z: z if z > 0 else mpmath.mpf("0.2") * z),
    "prelu": ({"alpha": 0.35}, lambda z: z if z > 0 else mpmath.mpf("0.35") * z),
    "elu": ({"alpha": 1.5}, lambda z: z if z > 0 else mpmath.mpf("1.5") * (mpmath.exp(z) - 1)),
    "selu": ({}, lambda z: SELU_LAMBDA * (z if z > 0 else SELU_ALPHA * (mpmath.exp(z) - 1))),
    "swish": ({"beta": 0.5}, lambda z: z / (1 + mpmath.exp(-z / 2))),
    "identity": ({}, lambda z: z),
}


@pytest.mark.parametrize("name", BY_DEFINITION)
@pytest.mark.parametrize("z", ["-2.75", "-0.05", "0.4", "3.3", "-40", "40"])
def test_value_and_derivative_agree_with_fifty_digits(name: str, z: str) -> None:
    """Far out too, where a naive formula overflows."""
    parameters, function = BY_DEFINITION[name]
    values = solved(PROBLEM, {"name": name, "z": z} | parameters)
    with mpmath.workdps(50):
        assert values["value"] == pytest.approx(float(function(mpmath.mpf(z))), rel=1e-12, abs=1e-30)
        slope = float(mpmath.diff(function, mpmath.mpf(z), h=mpmath.mpf("1e-12")))
        assert values["derivative"] == pytest.approx(slope, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("name", "at_zero", "value", "derivative"),
    [
        ("step", 0, 0, 0),
        ("step", 1, 1, 0),
        ("sign", 0, 0, 0),
        ("relu", 0, 0, 0),
        ("sigmoid", 0, 0.5, 0.25),
        ("tanh", 0, 0, 1),
        ("swish", 0, 0, 0.5),
    ],
)
def test_what_holds_at_zero(name: str, at_zero: int, value: float, derivative: float) -> None:
    """By convention where there is one, which the statement says."""
    givens = {"name": name, "z": 0, "step_at_zero": at_zero}
    assert solved(PROBLEM, givens) == {"value": value, "derivative": derivative}


def test_the_convention_at_zero_is_printed() -> None:
    assert "z ≥ 0" in shown(PROBLEM, {"name": "step", "z": 1, "step_at_zero": 1})
    assert "z > 0" in shown(PROBLEM, {"name": "step", "z": 1, "step_at_zero": 0})
    assert "z = 0" in shown(PROBLEM, {"name": "relu", "z": 1})


def test_a_parameter_has_its_usual_value_and_may_be_given() -> None:
    assert solved(PROBLEM, {"name": "leaky_relu", "z": -2})["value"] == pytest.approx(-0.02)
    assert solved(PROBLEM, {"name": "leaky_relu", "z": -2, "alpha": 0.3})["value"] == pytest.approx(-0.6)
    assert solved(PROBLEM, {"name": "prelu", "z": -2})["value"] == pytest.approx(-0.5)
    assert solved(PROBLEM, {"name": "elu", "z": -2})["value"] == pytest.approx(exp(-2) - 1)


def test_softmax_has_all_its_partial_derivatives() -> None:
    z = np.array([1.5, -0.5, 0.2, 3])
    values = solved(PROBLEM, {"name": "softmax", "z": z.tolist()})
    s = np.exp(z) / np.exp(z).sum()
    assert values["value"] == pytest.approx(s)
    np.testing.assert_allclose(values["derivative"], np.diag(s) - np.outer(s, s), atol=1e-12)
    shifted = solved(PROBLEM, {"name": "softmax", "z": (z + 700).tolist()})
    assert shifted["value"] == pytest.approx(values["value"])


def test_maxout_takes_the_first_of_equals() -> None:
    values = solved(PROBLEM, {"name": "maxout", "z": [1, 2.5, 2.5]})
    assert values == {"value": 2.5, "derivative": [0, 1, 0]}


def _selu_unscaled(z: float) -> float:
    return SELU_ALPHA * exp(z)


S, T, U = 1 / (1 + exp(-0.8)), tanh(0.8), -0.8
SIGMOID, TANH = {"name": "sigmoid", "z": 0.8}, {"name": "tanh", "z": 0.8}
RELU, LEAKY = {"name": "relu", "z": [1.5, -0.8]}, {"name": "leaky_relu", "z": U, "alpha": 0.1}
ELU, SELU, SWISH = (
    {"name": "elu", "z": U, "alpha": 1.5},
    {"name": "selu", "z": U},
    {"name": "swish", "z": 0.8, "beta": 1.5},
)
SOFTMAX, MAXOUT = {"name": "softmax", "z": [0.5, 1.5, 2]}, {"name": "maxout", "z": [0.5, 1.5, 2]}
E3 = np.exp([0.5, 1.5, 2])
S3 = E3 / E3.sum()
SLIPS: list[tuple[dict[str, Any], str, str, Any, str]] = [
    (SIGMOID, "value", "sigmoid-sign", 1 - S, "exponent"),
    (SIGMOID, "value", "activation-skipped", 0.8, "before the activation function"),
    (SIGMOID, "value", "tanh-for-sigmoid", T, "tanh"),
    (SIGMOID, "derivative", "slope-of-pre-activation", 0.8 * 0.2, "weighted sum"),
    (SIGMOID, "derivative", "sigmoid-applied-twice", exp(-S) / (1 + exp(-S)) ** 2, "once more"),
    (SIGMOID, "derivative", "slope-half-done", 1 - S, "only"),
    (TANH, "value", "activation-skipped", 0.8, "before the activation function"),
    (TANH, "value", "sigmoid-for-tanh", S, "sigmoid"),
    (TANH, "derivative", "square-left-out", 1 - T, "square"),
    (TANH, "derivative", "slope-of-pre-activation", 1 - 0.64, "in place of the output"),
    (TANH, "derivative", "sigmoid-slope", T * (1 - T), "sigmoid"),
    (TANH, "derivative", "garbled-identity", 2 * tanh(1.6) - 1, "garbled"),
    (RELU, "value", "relu-absolute", [1.5, 0.8], "makes them 0"),
    (RELU, "derivative", "output-for-slope", [1.5, 0], "not its derivative"),
    (RELU, "derivative", "one-everywhere", [1, 1], "1 everywhere"),
    (LEAKY, "value", "cut-to-zero", 0, "ReLU"),
    (LEAKY, "value", "slope-sign", 0.08, "turned round"),
    (LEAKY, "derivative", "output-for-slope", -0.08, "not its derivative"),
    (LEAKY, "derivative", "one-everywhere", 1, "1 everywhere"),
    (ELU, "value", "cut-to-zero", 0, "ReLU"),
    (ELU, "value", "one-left-out", 1.5 * exp(U), "taken off"),
    (ELU, "value", "alpha-left-out", exp(U) - 1, "without the factor"),
    (ELU, "derivative", "output-for-slope", 1.5 * (exp(U) - 1), "not its derivative"),
    (ELU, "derivative", "alpha-left-out", exp(U), "without the factor"),
    (ELU, "derivative", "one-everywhere", 1, "1 everywhere"),
    (SELU, "value", "lambda-left-out", SELU_ALPHA * (exp(U) - 1), "lambda"),
    (SELU, "value", "cut-to-zero", 0, "ReLU"),
    (SELU, "derivative", "output-for-slope", SELU_LAMBDA * SELU_ALPHA * (exp(U) - 1), "not its derivative"),
    (SELU, "derivative", "lambda-left-out", _selu_unscaled(U), "lambda"),
    (SWISH, "value", "sigmoid-alone", 1 / (1 + exp(-1.2)), "sigmoid alone"),
    (SWISH, "value", "beta-left-out", 0.8 * S, "beta"),
    (SWISH, "derivative", "slope-of-factor", 1 / (1 + exp(-1.2)), "product rule"),
    (SWISH, "derivative", "output-for-slope", 0.8 / (1 + exp(-1.2)), "not its derivative"),
    (SOFTMAX, "value", "normalised-without-exp", [0.125, 0.375, 0.5], "without exponentials"),
    (SOFTMAX, "value", "not-normalised", E3, "not divided by their sum"),
    (SOFTMAX, "derivative", "diagonal-alone", np.diag(S3 * (1 - S3)), "diagonal alone"),
    (SOFTMAX, "derivative", "slope-sign", np.outer(S3, S3) - np.diag(S3), "turned round"),
    (MAXOUT, "value", "sum-of-pieces", 4, "sum of the pieces"),
    (MAXOUT, "value", "smallest", 0.5, "smallest"),
]


def _typed(value: Any) -> Any:
    return [_typed(one) for one in value] if np.ndim(value) else f"{float(value):.9f}"


@pytest.mark.parametrize(
    ("givens", "name", "slip", "typed", "words"), SLIPS, ids=[f"{s[0]['name']} {s[1]} {s[2]}" for s in SLIPS]
)
def test_each_slip_is_called_by_its_name(givens: dict[str, Any], name: str, slip: str, typed: Any, words: str) -> None:
    """The wrong value, worked out here, is answered with what happened."""
    mistake, sentence = told(PROBLEM, givens, name, _typed(typed), "--decimals", "printed")
    assert mistake == slip
    assert words in sentence


@pytest.mark.parametrize(
    "givens", [SIGMOID, TANH, RELU, LEAKY, ELU, SELU, SWISH, SOFTMAX, MAXOUT], ids=lambda g: g["name"]
)
def test_no_slip_is_left_out_above(givens: dict[str, Any]) -> None:
    named = {(name, slip) for of, name, slip, _, _ in SLIPS if of is givens}
    assert slips_of(PROBLEM, givens) == named


def test_the_derivative_follows_from_a_wrong_value() -> None:
    """Of a sigmoid: a(1 - a) from the student's own a."""
    found = marked(PROBLEM, SIGMOID, {"value": f"{1 - S + 0.1:.4f}", "derivative": f"{(1.1 - S) * (S - 0.1):.4f}"})
    assert found["value"]["verdict"] == "wrong"
    assert found["derivative"]["verdict"] == "follow_through"


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"name": "gelu", "z": 1}, "name must be one of", "name"),
    ({"name": "relu"}, "missing given: z", "z"),
    ({"name": "tanh", "z": 1, "alpha": 0.1}, "tanh has no parameter alpha", "매개변수가 없습니다"),
    ({"name": "leaky_relu", "z": 1, "beta": 0.1}, "leaky_relu has no parameter beta", "매개변수가 없습니다"),
    ({"name": "softmax", "z": 1}, "needs a z of two or more", "둘 이상"),
    ({"name": "softmax", "z": [1]}, "needs a z of two or more", "둘 이상"),
    ({"name": "relu", "z": [1] * 9}, "more than 8 components", "8개"),
    ({"name": "relu", "z": []}, "z", "z"),
    ({"name": "relu", "z": "nan"}, "z", "z"),
    ({"name": "step", "z": 1, "step_at_zero": 2}, "step_at_zero", "step_at_zero"),
]


@pytest.mark.parametrize(("givens", "english", "korean"), REFUSED)
def test_bad_givens_get_one_sentence(givens: dict[str, Any], english: str, korean: str) -> None:
    assert english in refusal(PROBLEM, givens)
    assert korean in refusal(PROBLEM, givens, "ko")
