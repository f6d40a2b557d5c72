"""A line by gradient descent by hand: each slip by its name, the order of samples, what is refused."""

from typing import Any

import numpy as np
import pytest

from tests.problems.families.solving import marked, refusal, shown, slips_of, solved, told

X, Y = np.array([1, 2, 4]), np.array([2.5, 3.0, 7.5])
W, B, A = 0.4, 0.3, 0.02
P = W * X + B
R = Y - P
DW, DB = float(np.mean(-2 * R * X)), float(np.mean(-2 * R))
PROBLEM = "regression.line_gd"
BATCH: dict[str, Any] = {"x": X.tolist(), "y": Y.tolist(), "w": W, "b": B, "alpha": A, "train_bias": True}
ONE_BY_ONE: dict[str, Any] = BATCH | {"mode": "sgd", "order": [[2], [0]]}

W1, B1 = W + A * 2 * R[2] * X[2], B + A * 2 * R[2]
SLIPS: list[tuple[dict[str, Any], str, str, Any, str]] = [
    (BATCH, "yhat_1", "bias-left-out", W * X, "left out"),
    (BATCH, "yhat_1", "exchanged", B * X + W, "exchanged"),
    (BATCH, "loss_1", "halved", np.mean(R**2) / 2, "factor one half"),
    (BATCH, "loss_1", "absolute", np.mean(abs(R)), "absolute errors"),
    (BATCH, "loss_1", "summed", np.sum(R**2), "from a sum"),
    (BATCH, "loss_1", "squared-mean", np.mean(R) ** 2, "averaged before they are squared"),
    (BATCH, "dw_1", "slope-sign", -DW, "turned round"),
    (BATCH, "dw_1", "halved", DW / 2, "factor one half"),
    (BATCH, "dw_1", "summed", 3 * DW, "from a sum"),
    (BATCH, "dw_1", "x-left-out", DB, "without the factor $x_i$"),
    (BATCH, "dw_1", "x-outside", DB * np.mean(X), "out of the sum"),
    (BATCH, "db_1", "slope-sign", -DB, "turned round"),
    (BATCH, "db_1", "halved", DB / 2, "factor one half"),
    (BATCH, "db_1", "summed", 3 * DB, "from a sum"),
    (BATCH, "w_1", "uphill", W + A * DW, "along the gradient"),
    (BATCH, "w_1", "rate-left-out", W - DW, "learning rate"),
    (BATCH, "w_1", "not-updated", W, "before the update"),
    (BATCH, "b_1", "uphill", B + A * DB, "along the gradient"),
    (BATCH, "b_1", "rate-left-out", B - DB, "learning rate"),
    (BATCH, "b_1", "not-updated", B, "before the update"),
    (ONE_BY_ONE, "yhat_2", "stale", [W * X[0] + B], "first $w$ and $b$"),
    (ONE_BY_ONE, "yhat_2", "bias-left-out", [W1 * X[0]], "left out"),
    (ONE_BY_ONE, "loss_1", "halved", R[2] ** 2 / 2, "factor one half"),
    (ONE_BY_ONE, "loss_1", "absolute", abs(R[2]), "absolute errors"),
    (ONE_BY_ONE, "dw_1", "slope-sign", 2 * R[2] * X[2], "turned round"),
    (ONE_BY_ONE, "dw_1", "halved", -R[2] * X[2], "factor one half"),
    (ONE_BY_ONE, "dw_1", "x-left-out", -2 * R[2], "without the factor $x_i$"),
]


def _typed(value: Any) -> Any:
    return [f"{one:.9f}" for one in value] if np.ndim(value) else f"{float(value):.9f}"


@pytest.mark.parametrize(
    ("givens", "name", "slip", "typed", "words"), SLIPS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_each_slip_is_called_by_its_name(givens: dict[str, Any], name: str, slip: str, typed: Any, words: str) -> None:
    """The wrong value, worked out here, is answered with what happened."""
    mistake, sentence = told(PROBLEM, givens, name, _typed(typed), "--decimals", "printed")
    assert mistake == slip
    assert words in sentence


def test_no_slip_of_a_batch_is_left_out_above() -> None:
    assert {(name, slip) for givens, name, slip, _, _ in SLIPS if givens is BATCH} == slips_of(PROBLEM, BATCH)


def test_an_order_is_gone_through_as_it_is_given() -> None:
    """Places count from 0; each step's prediction is made by the w and b of then."""
    values = solved(PROBLEM, ONE_BY_ONE)
    assert values["yhat_1"] == pytest.approx([P[2]])
    assert values["w_1"] == pytest.approx(W1)
    assert values["b_1"] == pytest.approx(B1)
    assert values["yhat_2"] == pytest.approx([W1 * X[0] + B1])
    turned = solved(PROBLEM, ONE_BY_ONE | {"order": [[0], [2]]})
    assert abs(turned["w_2"] - values["w_2"]) > 1e-3


def test_without_an_order_samples_come_as_they_stand() -> None:
    straight = solved(PROBLEM, BATCH | {"mode": "sgd"})
    assert straight == solved(PROBLEM, BATCH | {"mode": "sgd", "order": [[0], [1], [2]]})
    assert "w_3" in straight


def test_a_bias_that_is_not_trained_stays() -> None:
    values = solved(PROBLEM, BATCH | {"train_bias": False, "steps": 2})
    assert not {name for name in values if name.startswith(("db", "b_"))}
    assert values["yhat_2"] == pytest.approx((W - A * DW) * X + B)
    assert "not updated" in shown(PROBLEM, BATCH | {"train_bias": False})


def test_a_batch_of_all_is_a_batch() -> None:
    """Mini-batches of everything, one batch and least squares: the same steps, and where they end."""
    whole = solved(PROBLEM, BATCH | {"mode": "minibatch", "order": [[0, 1, 2]] * 3})
    batch = solved(PROBLEM, BATCH | {"steps": 3})
    assert {name: whole[name] for name in ("w_3", "b_3", "loss_3")} == {
        name: batch[name] for name in ("w_3", "b_3", "loss_3")
    }
    slope, intercept = np.polyfit(X, Y, 1)
    there = solved(PROBLEM, BATCH | {"w": float(slope), "b": float(intercept), "steps": 1})
    assert there["w_1"] == pytest.approx(slope, abs=1e-12)
    assert there["b_1"] == pytest.approx(intercept, abs=1e-12)


def test_later_steps_follow_from_a_wrong_one() -> None:
    """A stale prediction costs its own step; the update worked from it is right."""
    stale = W * X[0] + B
    right = {"w_1": W1, "b_1": B1, "dw_2": -2 * (Y[0] - stale) * X[0], "db_2": -2 * (Y[0] - stale)}
    typed = {name: _typed(value) for name, value in right.items()} | {"yhat_2": _typed([stale])}
    found = marked(PROBLEM, ONE_BY_ONE, typed, "--decimals", "printed")
    assert found["yhat_2"]["mistake"] == "stale"
    assert {found[name]["verdict"] for name in ("dw_2", "db_2")} == {"follow_through"}


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"alpha": None}, "alpha", "alpha"),
    ({"y": [1, 2]}, "x and y differ in length", "길이"),
    ({"order": [[3]], "mode": "sgd"}, "different places from 0 to 2", "0에서 2까지"),
    ({"order": [[-1]], "mode": "sgd"}, "order", "order"),
    ({"order": [[0, 0]], "mode": "minibatch"}, "different places", "서로 다른"),
    ({"order": [[]], "mode": "minibatch"}, "different places", "서로 다른"),
    ({"order": [[0, 1]], "mode": "sgd"}, "one sample a step", "하나"),
    ({"mode": "minibatch"}, "needs an order", "order가 필요"),
    ({"mode": "adam"}, "mode", "mode"),
    ({"order": "all"}, "order must hold one list", "목록"),
    ({"steps": 41}, "steps", "steps"),
    ({"x": list(range(41)), "y": list(range(41))}, "at most 40 samples", "40개"),
    ({"x": [1, "two", 3]}, "x", "x"),
    ({"momentum": 0.9}, "momentum", "momentum"),
]


@pytest.mark.parametrize(("change", "english", "korean"), REFUSED)
def test_bad_givens_get_one_sentence(change: dict[str, Any], english: str, korean: str) -> None:
    givens = {name: value for name, value in (BATCH | change).items() if value is not None}
    assert english in refusal(PROBLEM, givens)
    assert korean in refusal(PROBLEM, givens, "ko")
