"""Losses by hand: what N counts, predictions and logits, numbers, vectors and batches; each slip by its name."""

from math import exp, log, log10
from typing import Any

import numpy as np
import pytest

from tests.problems.families.solving import marked, refusal, shown, slips_of, solved, told

PROBLEM = "losses.value"
Y, P = np.array([1.0, 0.0, 0.0]), np.array([0.3, 0.6, 0.1])
Y2, P2 = np.array([[0.0, 1], [1, 0], [1, 0]]), np.array([[0.2, 0.8], [0.65, 0.35], [0.15, 0.85]])
SQUARES = {"mse": 1.0, "half_mse": 0.5}


@pytest.mark.parametrize("name", SQUARES)
def test_a_squared_error_counts_every_cell(name: str) -> None:
    """Examples times outputs: six cells here, a factor one half in the one and none in the other."""
    values = solved(PROBLEM, {"name": name, "y": Y2.tolist(), "p": P2.tolist()})
    assert values["loss"] == pytest.approx(SQUARES[name] * np.sum((Y2 - P2) ** 2) / 6)
    np.testing.assert_allclose(values["gradient"], SQUARES[name] * 2 * (P2 - Y2) / 6)


def test_half_of_the_sum_counts_nothing() -> None:
    values = solved(PROBLEM, {"name": "half_sum", "y": Y2.tolist(), "p": P2.tolist()})
    assert values["loss"] == pytest.approx(np.sum((Y2 - P2) ** 2) / 2)
    np.testing.assert_allclose(values["gradient"], P2 - Y2)


def test_one_cross_entropy_counts_cells_and_the_other_examples() -> None:
    both = {"y": Y2.tolist(), "p": P2.tolist()}
    chosen = -np.sum(Y2 * np.log(P2))
    assert solved(PROBLEM, both | {"name": "ce"})["loss"] == pytest.approx(chosen / 3)
    others = -np.sum((1 - Y2) * np.log(1 - P2))
    assert solved(PROBLEM, both | {"name": "bce"})["loss"] == pytest.approx((chosen + others) / 6)


def test_a_number_is_a_vector_of_one() -> None:
    for name in ("mse", "half_mse", "half_sum", "bce"):
        alone = solved(PROBLEM, {"name": name, "y": 1, "p": 0.3})
        listed = solved(PROBLEM, {"name": name, "y": [1], "p": [0.3]})
        assert alone["loss"] == pytest.approx(listed["loss"])
        assert alone["gradient"] == pytest.approx(listed["gradient"][0])


def test_from_logits_the_gradient_is_the_difference() -> None:
    """Softmax with cross entropy, and sigmoid with binary cross entropy: (p - y)/N, N by what each counts."""
    z = np.array([[2.0, -1], [0.5, 0.4], [-3, 1]])
    soft = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    values = solved(PROBLEM, {"name": "ce", "y": Y2.tolist(), "logits": z.tolist()})
    np.testing.assert_allclose(values["p"], soft)
    np.testing.assert_allclose(values["gradient"], (soft - Y2) / 3)
    single = 1 / (1 + np.exp(-z))
    values = solved(PROBLEM, {"name": "bce", "y": Y2.tolist(), "logits": z.tolist()})
    np.testing.assert_allclose(values["p"], single)
    np.testing.assert_allclose(values["gradient"], (single - Y2) / 6)


@pytest.mark.parametrize("name", ["mse", "half_mse", "half_sum", "bce", "ce"])
def test_gradients_are_central_differences(name: str) -> None:
    h, by_hand = 1e-6, np.zeros_like(P2)
    for cell in np.ndindex(P2.shape):
        up, down = P2.copy(), P2.copy()
        up[cell] += h
        down[cell] -= h
        losses = [solved(PROBLEM, {"name": name, "y": Y2.tolist(), "p": p.tolist()})["loss"] for p in (up, down)]
        by_hand[cell] = (losses[0] - losses[1]) / (2 * h)
    gradient = solved(PROBLEM, {"name": name, "y": Y2.tolist(), "p": P2.tolist()})["gradient"]
    np.testing.assert_allclose(gradient, by_hand, atol=1e-8)


def test_the_statement_says_what_is_averaged() -> None:
    assert "N" in shown(PROBLEM, {"name": "mse", "y": [1, 0], "p": [0.2, 0.3]})
    assert shown(PROBLEM, {"name": "mse", "y": [1, 0], "p": [0.2, 0.3]}) != shown(
        PROBLEM, {"name": "half_mse", "y": [1, 0], "p": [0.2, 0.3]}
    )


MSE = {"name": "mse", "y": Y.tolist(), "p": P.tolist()}
HALF_MSE, HALF_SUM = MSE | {"name": "half_mse"}, MSE | {"name": "half_sum"}
BCE, CE = MSE | {"name": "bce"}, MSE | {"name": "ce"}
ROWS = {"name": "ce", "y": Y2.tolist(), "p": P2.tolist()}
Z = [1.5, 0.2, -0.7]
LOGITS = {"name": "ce", "y": Y.tolist(), "logits": Z}
LOGIT = {"name": "bce", "y": 1, "logits": 0.4}
D = (P - Y) / 3
E = np.exp(Z)
S = E / E.sum()
T = 1 / (1 + exp(-0.4))
SQ = float(np.sum((Y - P) ** 2))
CROSS = float(-np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)))
SLIPS: list[tuple[dict[str, Any], str, str, Any, str]] = [
    (MSE, "loss", "loss-factor", SQ / 6, "2"),
    (MSE, "loss", "summed", SQ, "without the mean"),
    (MSE, "gradient", "error-sign", -2 * D, ""),
    (MSE, "gradient", "gradient-factor", D, "2"),
    (MSE, "gradient", "mean-left-out", 6 * D, "without the division"),
    (HALF_MSE, "loss", "loss-factor", SQ / 3, "2"),
    (HALF_MSE, "gradient", "gradient-factor", 2 * D, "2"),
    (HALF_MSE, "gradient", "mean-left-out", 3 * D, "without the division"),
    (HALF_SUM, "loss", "loss-factor", SQ, "2"),
    (HALF_SUM, "gradient", "error-sign", -3 * D, ""),
    (HALF_SUM, "gradient", "gradient-factor", 6 * D, "2"),
    (BCE, "loss", "loss-sign", -CROSS / 3, ""),
    (BCE, "loss", "log-to-ten", CROSS / 3 / log(10), "base 10"),
    (BCE, "loss", "half-left-out", -log(0.3) / 3, "without the term"),
    (BCE, "loss", "summed", CROSS, "without the mean"),
    (BCE, "gradient", "by-logits", D, "logits"),
    (CE, "loss", "loss-sign", log(0.3), ""),
    (CE, "loss", "log-to-ten", -log10(0.3), "base 10"),
    (CE, "loss", "over-classes", -log(0.3) / 3, "components"),
    (CE, "loss", "other-classes", CROSS, "other classes"),
    (CE, "gradient", "by-logits", P - Y, "logits"),
    (ROWS, "loss", "summed", float(-np.sum(Y2 * np.log(P2))), "without the mean"),
    (ROWS, "gradient", "by-logits", (P2 - Y2) / 3, "logits"),
    (ROWS, "gradient", "mean-left-out", -Y2 / P2, "without the division"),
    (LOGITS, "p", "normalised-without-exp", np.array(Z), "without exponentials"),
    (LOGITS, "p", "not-normalised", E, "not divided"),
    (LOGITS, "gradient", "slope-multiplied-again", (S - Y) * S * (1 - S), ""),
    (LOGITS, "gradient", "by-p", -Y / S, "derivative by $p$"),
    (LOGIT, "p", "sigmoid-sign", 1 - T, "exponent"),
    (LOGIT, "gradient", "error-sign", 1 - T, ""),
    (LOGIT, "gradient", "by-p", -1 / T, "derivative by $p$"),
]


def _typed(value: Any) -> Any:
    return [_typed(one) for one in value] if np.ndim(value) else f"{float(value):.9f}"


@pytest.mark.parametrize(
    ("givens", "name", "slip", "typed", "words"),
    SLIPS,
    ids=[f"{s[0]['name']} {s[1]} {s[2]} {n}" for n, s in enumerate(SLIPS)],
)
def test_each_slip_is_called_by_its_name(givens: dict[str, Any], name: str, slip: str, typed: Any, words: str) -> None:
    """The wrong value, worked out here, is answered with what happened."""
    mistake, sentence = told(PROBLEM, givens, name, _typed(typed), "--decimals", "printed")
    assert mistake == slip
    assert words in sentence


def test_no_slip_is_left_out_above() -> None:
    """Of all shapes together; `not-squared` needs errors that do not cancel."""
    named = {slip for *_, slip, _, _ in SLIPS} | {"not-squared", "activation-skipped", "tanh-for-sigmoid"}
    known = {
        slip
        for givens in (MSE, HALF_MSE, HALF_SUM, BCE, CE, ROWS, LOGITS, LOGIT)
        for _, slip in slips_of(PROBLEM, givens)
    }
    assert known == named


def test_errors_that_are_not_squared_are_named() -> None:
    givens = {"name": "mse", "y": [1, 2], "p": [0.5, 0.7]}
    assert told(PROBLEM, givens, "loss", "0.900000000", "--decimals", "printed")[0] == "not-squared"


def test_a_loss_of_another_convention_is_told_so() -> None:
    """1/(2N) in place of 1/N is a legitimate loss, and not the one that was asked for."""
    found = marked(PROBLEM, MSE, {"loss": f"{SQ / 6:.9f}", "gradient": _typed(D)}, "--decimals", "printed")
    assert {found[name]["mistake"] for name in ("loss", "gradient")} == {"loss-factor", "gradient-factor"}


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"name": "hinge", "y": 1, "p": 0.5}, "name must be one of", "name"),
    ({"name": "mse", "y": 1}, "one of p and logits is needed", "가운데 하나"),
    ({"name": "bce", "y": 1, "p": 0.5, "logits": 0}, "one of p and logits", "가운데 하나"),
    ({"name": "mse", "y": 1, "logits": 0.5}, "mse takes p, not logits", "logits"),
    ({"name": "mse", "y": [1, 0], "p": [0.5]}, "p and y differ in shape", "모양"),
    ({"name": "mse", "y": 1, "p": [0.5]}, "p and y differ in shape", "모양"),
    ({"name": "mse", "y": [[1], [0]], "p": [[0.5, 0.5]]}, "differ in shape", "모양"),
    ({"name": "bce", "y": 1, "p": 1}, "between 0 and 1", "0보다 크고 1보다"),
    ({"name": "ce", "y": [1, 0], "p": [0, 1]}, "between 0 and 1", "0보다 크고 1보다"),
    ({"name": "bce", "y": 1, "p": -0.2}, "between 0 and 1", "0보다 크고 1보다"),
    ({"name": "mse", "y": [0] * 9, "p": [1] * 9}, "at most 8", "8개"),
    ({"name": "mse", "y": [[1, 2], [3]], "p": [[1, 2], [3]]}, "y", "y"),
]


@pytest.mark.parametrize(("givens", "english", "korean"), REFUSED)
def test_bad_givens_get_one_sentence(givens: dict[str, Any], english: str, korean: str) -> None:
    assert english in refusal(PROBLEM, givens)
    assert korean in refusal(PROBLEM, givens, "ko")
