"""Optimizers by hand: each slip by its name, conventions against each other, warm starts, bad givens."""

from math import sqrt
from typing import Any

import numpy as np
import pytest

from tests.problems.families.solving import marked, refusal, shown, slips_of, solved, told

W, A, B, G, E = 1.2, 0.3, 0.8, -0.7, 0.05
V, S, D, M, B1, B2 = -0.5, 0.9, 0.4, 0.25, 0.6, 0.9
"""Parameter, rate, decay, gradient, a visible eps; velocity, sums and means so far, Adam's first moment and decays."""

N = B * V + (1 - B) * G  # the velocity, each as it should be
P = B * V + G
K = B * V - A * G
L = B * V + A * G
SG = S + G**2
Q = B * S + (1 - B) * G**2
X = -sqrt(D + E) / sqrt(Q + E) * G
NM, NS = B1 * M + (1 - B1) * G, B2 * S + (1 - B2) * G**2
MH, VH = NM / (1 - B1**3), NS / (1 - B2**3)


def _given(method: str, convention: str = "seed", **more: Any) -> tuple[str, dict[str, Any]]:
    return f"optimizers.{method}", {"w": W, "gradients": [G], "convention": convention} | more


GD = _given("gd", alpha=A)
MOMENTUM = _given("momentum", alpha=A, beta=B, v_0=V)
NAG = _given("nag", alpha=A, beta=B, v_0=V)
NAG_OF_A_LOSS = ("optimizers.nag", {"w": W, "loss": "w^2/4", "alpha": A, "beta": B, "v_0": V})
ADAGRAD = _given("adagrad", alpha=A, eps=E, G_0=S)
RMSPROP = _given("rmsprop", alpha=A, beta=B, eps=E, Eg2_0=S)
ADADELTA = _given("adadelta", beta=B, eps=E, Eg2_0=S, Edx2_0=D)
ADAM = _given("adam", alpha=A, beta1=B1, beta2=B2, eps=E, m_0=M, v_0=S, t_0=2)
MOMENTUM_PYTORCH = _given("momentum", "pytorch", alpha=A, beta=B, v_0=V, t_0=1)
MOMENTUM_KERAS = _given("momentum", "keras", alpha=A, beta=B, v_0=V)
NAG_PYTORCH = _given("nag", "pytorch", alpha=A, beta=B, v_0=V)
NAG_KERAS = _given("nag", "keras", alpha=A, beta=B, v_0=V)
RMSPROP_PYTORCH = _given("rmsprop", "pytorch", alpha=A, beta=B, eps=E, Eg2_0=S)
ADAM_KERAS = _given("adam", "keras", alpha=A, beta1=B1, beta2=B2, eps=E, m_0=M, v_0=S, t_0=2)

SLIPS: list[tuple[tuple[str, dict[str, Any]], str, str, float, str]] = [
    (GD, "w_1", "uphill", W + A * G, "along the gradient"),
    (GD, "w_1", "rate-left-out", W - G, "learning rate is left out"),
    (GD, "w_1", "not-updated", W, "before the update"),
    (MOMENTUM, "v_1", "classical", B * V + G, "without the factor"),
    (MOMENTUM, "v_1", "step-units", B * V + A * G, "learning rate inside the velocity"),
    (MOMENTUM, "v_1", "betas-swapped", (1 - B) * V + B * G, "exchanged"),
    (MOMENTUM, "v_1", "restarted", (1 - B) * G, "starts again from 0"),
    (MOMENTUM, "v_1", "never-forgets", V + (1 - B) * G, "before the old value"),
    (MOMENTUM, "w_1", "uphill", W + A * N, "along the gradient"),
    (MOMENTUM, "w_1", "rate-left-out", W - N, "learning rate is left out"),
    (MOMENTUM, "w_1", "gradient-alone", W - A * G, "gradient alone"),
    (MOMENTUM, "w_1", "old-state", W - A * V, "state from before the step"),
    (MOMENTUM, "w_1", "not-updated", W, "before the update"),
    (MOMENTUM_PYTORCH, "v_1", "averaged", N, "with a factor"),
    (MOMENTUM_PYTORCH, "v_1", "step-units", B * V + A * G, "learning rate inside"),
    (MOMENTUM_PYTORCH, "v_1", "restarted", G, "starts again"),
    (MOMENTUM_PYTORCH, "w_1", "gradient-alone", W - A * G, "gradient alone"),
    (MOMENTUM_PYTORCH, "w_1", "old-state", W - A * V, "before the step"),
    (MOMENTUM_KERAS, "v_1", "sign-turned", B * V + A * G, "turned round"),
    (MOMENTUM_KERAS, "v_1", "restarted", -A * G, "starts again"),
    (MOMENTUM_KERAS, "v_1", "rate-left-out", B * V - G, "left out"),
    (MOMENTUM_KERAS, "w_1", "sign-turned", W - K, "turned round"),
    (MOMENTUM_KERAS, "w_1", "old-state", W + V, "before the step"),
    (MOMENTUM_KERAS, "w_1", "not-updated", W, "before the update"),
    (NAG_OF_A_LOSS, "look_1", "look-back", W + B * V, "turned round"),
    (NAG_OF_A_LOSS, "look_1", "look-without-beta", W - V, "left out of the look-ahead"),
    (NAG_OF_A_LOSS, "look_1", "look-skipped", W, "w itself"),
    (NAG, "v_1", "averaged", B * V + (1 - B) * A * G, "with a factor"),
    (NAG, "v_1", "rate-left-out", B * V + G, "left out"),
    (NAG, "v_1", "restarted", A * G, "starts again"),
    (NAG, "v_1", "never-forgets", V + A * G, "before the old value"),
    (NAG, "w_1", "uphill", W + L, "along the gradient"),
    (NAG, "w_1", "look-twice", W - B * V - L, "applied again"),
    (NAG, "w_1", "old-state", W - V, "before the step"),
    (NAG, "w_1", "library", W - B * L - A * G, "libraries' form"),
    (NAG, "w_1", "not-updated", W, "before the update"),
    (NAG_PYTORCH, "v_1", "averaged", N, "with a factor"),
    (NAG_PYTORCH, "v_1", "restarted", G, "starts again"),
    (NAG_PYTORCH, "w_1", "uphill", W + A * (G + B * P), "along the gradient"),
    (NAG_PYTORCH, "w_1", "plain-momentum", W - A * P, "point ahead"),
    (NAG_PYTORCH, "w_1", "not-updated", W, "before the update"),
    (NAG_KERAS, "v_1", "sign-turned", B * V + A * G, "turned round"),
    (NAG_KERAS, "v_1", "restarted", -A * G, "starts again"),
    (NAG_KERAS, "w_1", "plain-momentum", W + K, "point ahead"),
    (NAG_KERAS, "w_1", "not-updated", W, "before the update"),
    (ADAGRAD, "G_1", "last-alone", G**2, "last square alone"),
    (ADAGRAD, "G_1", "absolute", S - G, "absolute values"),
    (ADAGRAD, "G_1", "mean-for-sum", 0.9 * S + 0.1 * G**2, "running mean"),
    (ADAGRAD, "w_1", "uphill", W + A / sqrt(SG + E) * G, "along the gradient"),
    (ADAGRAD, "w_1", "no-root", W - A / (SG + E) * G, "square root"),
    (ADAGRAD, "w_1", "old-state", W - A / sqrt(S + E) * G, "before the step"),
    (ADAGRAD, "w_1", "eps-left-out", W - A / sqrt(SG) * G, "is left out"),
    (ADAGRAD, "w_1", "eps-moved", W - A / (sqrt(SG) + E) * G, "other side of the root"),
    (ADAGRAD, "w_1", "not-updated", W, "before the update"),
    (RMSPROP, "Eg2_1", "betas-swapped", (1 - B) * S + B * G**2, "exchanged"),
    (RMSPROP, "Eg2_1", "share-left-out", B * S + G**2, "at the new term"),
    (RMSPROP, "Eg2_1", "never-forgets", S + (1 - B) * G**2, "before the old value"),
    (RMSPROP, "Eg2_1", "not-squared", B * S + (1 - B) * G, "not squared"),
    (RMSPROP, "Eg2_1", "sum-for-mean", S + G**2, "AdaGrad"),
    (RMSPROP, "w_1", "uphill", W + A / sqrt(Q + E) * G, "along the gradient"),
    (RMSPROP, "w_1", "no-root", W - A / (Q + E) * G, "square root"),
    (RMSPROP, "w_1", "old-state", W - A / sqrt(S + E) * G, "before the step"),
    (RMSPROP, "w_1", "eps-left-out", W - A / sqrt(Q) * G, "is left out"),
    (RMSPROP, "w_1", "eps-moved", W - A / (sqrt(Q) + E) * G, "other side"),
    (RMSPROP, "w_1", "not-updated", W, "before the update"),
    (RMSPROP_PYTORCH, "w_1", "eps-moved", W - A / sqrt(Q + E) * G, "other side"),
    (ADADELTA, "Eg2_1", "betas-swapped", (1 - B) * S + B * G**2, "exchanged"),
    (ADADELTA, "Eg2_1", "share-left-out", B * S + G**2, "at the new term"),
    (ADADELTA, "Eg2_1", "never-forgets", S + (1 - B) * G**2, "before the old value"),
    (ADADELTA, "Eg2_1", "not-squared", B * S + (1 - B) * G, "not squared"),
    (ADADELTA, "Eg2_1", "sum-for-mean", S + G**2, "AdaGrad"),
    (ADADELTA, "dx_1", "step-sign", -X, "turned round"),
    (ADADELTA, "dx_1", "upside-down", -sqrt(Q + E) / sqrt(D + E) * G, "exchanged"),
    (ADADELTA, "dx_1", "no-root", -(D + E) / (Q + E) * G, "square root"),
    (ADADELTA, "dx_1", "numerator-left-out", -G / sqrt(Q + E), "numerator"),
    (ADADELTA, "Edx2_1", "gradients-twice", B * D + (1 - B) * G**2, "squared gradients"),
    (ADADELTA, "Edx2_1", "betas-swapped", (1 - B) * D + B * X**2, "exchanged"),
    (ADADELTA, "w_1", "uphill", W - X, "along the gradient"),
    (ADADELTA, "w_1", "not-updated", W, "before the update"),
    (ADAM, "m_1", "betas-swapped", (1 - B1) * M + B1 * G, "exchanged"),
    (ADAM, "m_1", "share-left-out", B1 * M + G, "at the new term"),
    (ADAM, "m_1", "added-once-more", M + NM, "once more"),
    (ADAM, "v_1", "first-share", B2 * S + (1 - B1) * G**2, "in the second moment"),
    (ADAM, "v_1", "share-left-out", B2 * S + G**2, "at the new term"),
    (ADAM, "v_1", "not-squared", B2 * S + (1 - B2) * G, "not squared"),
    (ADAM, "mhat_1", "uncorrected", NM, "before the correction"),
    (ADAM, "mhat_1", "no-power", NM / (1 - B1), "power"),
    (ADAM, "mhat_1", "multiplied", NM * (1 - B1**3), "instead of dividing"),
    (ADAM, "vhat_1", "uncorrected", NS, "before the correction"),
    (ADAM, "vhat_1", "no-power", NS / (1 - B2), "power"),
    (ADAM, "w_1", "uphill", W + A * MH / (sqrt(VH) + E), "along the gradient"),
    (ADAM, "w_1", "no-root", W - A * MH / (VH + E), "square root"),
    (ADAM, "w_1", "uncorrected", W - A * NM / (sqrt(NS) + E), "bias correction"),
    (ADAM, "w_1", "gradient-for-moment", W - A * G / (sqrt(VH) + E), "in place of the first moment"),
    (ADAM, "w_1", "eps-moved", W - A * MH / sqrt(VH + E), "other side"),
    (ADAM, "w_1", "eps-left-out", W - A * MH / sqrt(VH), "is left out"),
    (ADAM, "w_1", "not-updated", W, "before the update"),
    (ADAM_KERAS, "w_1", "uncorrected", W - A * NM / (sqrt(NS) + E), "bias correction"),
]


@pytest.mark.parametrize(
    ("given", "name", "slip", "typed", "words"),
    SLIPS,
    ids=[f"{s[0][0]} {s[1]} {s[2]} {n}" for n, s in enumerate(SLIPS)],
)
def test_each_slip_is_called_by_its_name(
    given: tuple[str, dict[str, Any]], name: str, slip: str, typed: float, words: str
) -> None:
    """The wrong value, worked out here, is answered with what happened."""
    mistake, sentence = told(*given, name, f"{typed:.9f}", "--decimals", "printed")
    assert mistake == slip
    assert words in sentence


@pytest.mark.parametrize("given", [GD, MOMENTUM, NAG, ADAGRAD, RMSPROP, ADADELTA, ADAM], ids=lambda given: given[0])
def test_no_slip_of_the_lectures_form_is_left_out_above(given: tuple[str, dict[str, Any]]) -> None:
    assert {(name, slip) for of, name, slip, _, _ in SLIPS if of is given} == slips_of(*given)


def test_the_point_ahead_is_asked_where_a_loss_is_given() -> None:
    """Where the gradients are given it is of no use."""
    ahead = {(name, slip) for of, name, slip, _, _ in SLIPS if of is NAG_OF_A_LOSS}
    assert ahead == slips_of(*NAG_OF_A_LOSS) - slips_of(*NAG)


def test_the_same_gradients_in_three_conventions() -> None:
    """Momentum: the libraries' velocity is (1 - beta) times nothing, and Keras's has the step in it."""
    paths = {
        c: solved("optimizers.momentum", _given("momentum", c, alpha=A, beta=B)[1] | {"gradients": [G, 0.4]})
        for c in ("seed", "pytorch", "keras")
    }
    assert paths["seed"]["v_1"] == pytest.approx((1 - B) * G)
    assert paths["pytorch"]["v_1"] == pytest.approx(G)
    assert paths["keras"]["v_1"] == pytest.approx(-A * G)
    assert paths["keras"]["w_2"] == pytest.approx(paths["pytorch"]["w_2"])
    slower = solved("optimizers.momentum", {"w": W, "gradients": [G, 0.4], "alpha": A / (1 - B), "beta": B})
    assert slower["w_2"] == pytest.approx(paths["pytorch"]["w_2"])


def test_where_eps_stands_is_a_convention() -> None:
    """AdaGrad and RMSProp: inside the root in the lecture and Keras, outside in PyTorch; Adam turned round."""
    for method, state in (("adagrad", "G_0"), ("rmsprop", "Eg2_0")):
        more = {"alpha": A, "eps": E, state: S} | ({"beta": B} if method == "rmsprop" else {})
        w = {c: solved(*_given(method, c, **more))["w_1"] for c in ("seed", "pytorch", "keras")}
        assert w["seed"] == pytest.approx(w["keras"])
        assert abs(w["seed"] - w["pytorch"]) > 1e-4
        for convention in w:
            assert convention == "seed" or "lecture" not in shown(*_given(method, convention, **more))
    own = {"alpha": A, "beta1": B1, "beta2": B2, "eps": E}
    adam = {c: solved(*_given("adam", c, **own))["w_1"] for c in ("seed", "pytorch", "keras")}
    assert adam["seed"] == adam["pytorch"]
    assert abs(adam["keras"] - adam["pytorch"]) > 1e-3


def test_a_warm_start_goes_on_where_a_longer_path_was() -> None:
    """Adam from its states after two steps, with t_0 = 2, walks the third and fourth step of four."""
    gradients = [0.5, -1.2, 0.9, 0.1]
    settings = {"alpha": A, "beta1": B1, "beta2": B2, "eps": E}
    whole = solved("optimizers.adam", {"w": W, "gradients": gradients} | settings)
    warm = {"w": whole["w_2"], "m_0": whole["m_2"], "v_0": whole["v_2"], "t_0": 2, "gradients": gradients[2:]}
    rest = solved("optimizers.adam", warm | settings)
    for name in ("m", "v", "mhat", "vhat", "w"):
        assert rest[f"{name}_1"] == pytest.approx(whole[f"{name}_3"], abs=1e-12)
        assert rest[f"{name}_2"] == pytest.approx(whole[f"{name}_4"], abs=1e-12)
    cold = solved("optimizers.adam", warm | settings | {"t_0": 0})
    assert abs(cold["w_1"] - rest["w_1"]) > 1e-3


def test_pytorchs_first_step_has_no_dampening_and_a_later_one_has() -> None:
    more = {"alpha": A, "beta": B, "dampening": 0.5}
    assert solved(*_given("momentum", "pytorch", **more))["v_1"] == pytest.approx(G)
    assert solved(*_given("momentum", "pytorch", **more, v_0=V, t_0=3))["v_1"] == pytest.approx(B * V + G / 2)


@pytest.mark.parametrize("method", ["gd", "momentum", "nag", "adagrad", "rmsprop", "adadelta", "adam"])
def test_a_vector_is_as_many_numbers(method: str) -> None:
    """Each component walks the path that it walks alone."""
    settings = {"alpha": A, "beta": B, "beta1": B1, "beta2": B2, "eps": E}
    own = {"gd": "alpha", "momentum": "alpha beta", "nag": "alpha beta", "adagrad": "alpha eps"}
    own |= {"rmsprop": "alpha beta eps", "adadelta": "beta eps", "adam": "alpha beta1 beta2 eps"}
    given = {name: settings[name] for name in own[method].split()}
    both = solved(f"optimizers.{method}", {"w": [W, -2], "loss": "3w1^2 + e^(w2)", "steps": 3} | given)
    one = solved(f"optimizers.{method}", {"w": W, "loss": "3w^2", "steps": 3} | given)
    other = solved(f"optimizers.{method}", {"w": -2, "loss": "e^(w)", "steps": 3} | given)
    for t in (1, 2, 3):
        assert both[f"w_{t}"] == pytest.approx([one[f"w_{t}"], other[f"w_{t}"]], abs=1e-12)
        assert both[f"L_{t}"] == pytest.approx(one[f"L_{t}"] + other[f"L_{t}"], abs=1e-12)


def test_a_vectors_wrong_cell_costs_that_cell() -> None:
    given = {"w": [1, -2], "gradients": [[0.5, -0.25]], "alpha": 0.2}
    whole = marked("optimizers.gd", given, {"w_1": ["0.9", "-1.95"]}, "--decimals", "printed")["w_1"]
    half = marked("optimizers.gd", given, {"w_1": ["0.9", "-2.05"]}, "--decimals", "printed")["w_1"]
    assert whole["verdict"] == "correct"
    assert float(half["score"]) == pytest.approx(float(whole["score"]) / 2, abs=0.01)


BASE = {"w": 1, "loss": "w^2"}
REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("gd", BASE, "missing given: alpha", "alpha"),
    ("momentum", BASE | {"beta": 0.9}, "missing given: alpha", "alpha"),
    ("adam", {"loss": "w^2", "alpha": 0.1}, "w", "w"),
    ("gd", {"w": 1, "alpha": 0.1}, "one of gradients and loss", "가운데 하나"),
    (
        "gd",
        {"w": [1, 2], "gradients": [[1, 2], [1, 2, 3]], "alpha": 0.1},
        "gradients[2] must have the shape of w",
        "모양",
    ),
    ("gd", {"w": 1, "gradients": [[1]], "alpha": 0.1}, "gradients[1] must have the shape of w", "모양"),
    ("gd", {"w": 1, "gradients": [], "alpha": 0.1}, "gradients must be a list", "목록"),
    ("gd", {"w": 1, "gradients": [1, 2], "steps": 3, "alpha": 0.1}, "not the number of gradients", "개수"),
    ("momentum", BASE | {"alpha": 0.1, "v_0": [1, 2]}, "v_0 must have the shape of w", "모양"),
    ("gd", {"w": 1, "loss": "u^2", "alpha": 0.1}, "loss", "loss"),
    ("gd", {"w": [1, 2], "loss": "w1^2 + w3", "alpha": 0.1}, "w3 is no component of w", "w3"),
    ("gd", {"w": [1, 2], "loss": "w^2", "alpha": 0.1}, "no component of w", "w"),
    ("gd", {"w": 1, "loss": "w^^2", "alpha": 0.1}, "loss", "loss"),
    ("gd", {"w": [1] * 7, "loss": "w1^2", "alpha": 0.1}, "more than 6 components", "6개"),
    ("momentum", BASE | {"alpha": 0.1, "beta": 1}, "beta must be at least 0 and below 1", "1 미만"),
    ("adam", BASE | {"alpha": 0.1, "beta2": -0.5}, "beta2 must be", "beta2"),
    ("rmsprop", BASE | {"alpha": 0.1, "eps": -1e-8}, "eps must not be negative", "음수"),
    ("adagrad", BASE | {"alpha": 0.1, "G_0": -1}, "G_0 must not be negative", "음수"),
    ("adam", {"w": [1, 2], "loss": "w1 w2", "alpha": 0.1, "v_0": [0, -1]}, "v_0 must not be negative", "음수"),
    ("adam", BASE | {"alpha": 0.1, "convention": "jax"}, "convention", "convention"),
    ("adam", BASE | {"alpha": 0.1, "steps": 61}, "steps", "steps"),
    ("adam", BASE | {"alpha": 0.1, "t_0": -1}, "t_0", "t_0"),
    ("gd", BASE | {"alpha": 0.1, "beta1": 0.5}, "beta1", "beta1"),
    ("gd", BASE | {"alpha": "fast"}, "alpha", "alpha"),
]


@pytest.mark.parametrize(("method", "givens", "english", "korean"), REFUSED)
def test_bad_givens_get_one_sentence(method: str, givens: dict[str, Any], english: str, korean: str) -> None:
    assert english in refusal(f"optimizers.{method}", givens)
    assert korean in refusal(f"optimizers.{method}", givens, "ko")


def test_a_negative_velocity_is_no_fault() -> None:
    """A second moment cannot be negative, a velocity can: both are called v."""
    assert solved("optimizers.momentum", BASE | {"alpha": 0.1, "v_0": -3})["v_1"] == pytest.approx(-2.5)


def test_the_gradient_of_a_loss_is_its_derivative() -> None:
    values = solved("optimizers.gd", {"w": [0.5, -1.5], "loss": "w1^3 e^(w2) + ln(w1)/w2", "alpha": 0.01, "steps": 2})
    w = np.array([0.5, -1.5])
    slope = np.array(
        [3 * w[0] ** 2 * np.exp(w[1]) + 1 / (w[0] * w[1]), w[0] ** 3 * np.exp(w[1]) - np.log(w[0]) / w[1] ** 2]
    )
    assert values["g_1"] == pytest.approx(slope, abs=1e-12)
    assert values["w_1"] == pytest.approx(w - 0.01 * slope, abs=1e-12)
