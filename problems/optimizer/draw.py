"""Draws of optimizer problems: warm starts, so that no slip hides behind a state of 0."""

from typing import Any

from problems import givens as read
from problems.draws import Draws
from problems.family import Params
from problems.givens import Setting
from reference.optimizers import CONVENTIONS
from reference.text import Text

PARAMS = {
    "convention": Setting(
        read.one_of(*CONVENTIONS),
        Text('"seed"(강의), "pytorch", "keras"', '"seed" (the lecture), "pytorch" or "keras"'),
    ),
    "steps": Setting(read.count(1, 6), Text("단계의 수", "the number of steps")),
    "source": Setting(
        read.one_of("gradients", "loss"),
        Text(
            '기울기를 주면 "gradients", 손실에서 구하게 하면 "loss"', '"gradients" given, or to be found from a "loss"'
        ),
    ),
    "eps": Setting(read.number, Text("엡실론", "epsilon")),
}

RATES = {
    "gd": ("0.05", "0.1", "0.15", "0.2"),
    "momentum": ("0.2", "0.3", "0.4"),
    "nag": ("0.1", "0.15", "0.2"),
    "adagrad": ("0.2", "0.3", "0.4", "0.5"),
    "rmsprop": ("0.1", "0.2", "0.3"),
    "adadelta": ("0.5", "0.8"),
    "adam": ("0.1", "0.2", "0.3"),
}
EPS = "0.00000001"


def drawn(method: str, draws: Draws, params: Params) -> dict[str, Any]:
    """One attempt: a number w, two or three steps, states that are not 0."""
    source = params.get("source") or ("loss" if method == "nag" else draws.choice("source", ("gradients", "loss")))
    convention = params.get("convention", "seed")
    steps = params.get("steps") or (draws.integer("steps", 2, 3) if method in {"gd", "momentum", "adagrad"} else 2)
    givens: dict[str, Any] = {
        "w": draws.signed("w", "0.5", "2.5", "0.1"),
        "convention": convention,
        "steps": steps,
        **_slopes(draws, source, steps),
        **_settings(method, convention, draws, params),
        **_states(method, convention, draws),
    }
    return givens


def _slopes(draws: Draws, source: str, steps: int) -> dict[str, Any]:
    if source == "loss":
        a, b = draws.choice("a", ("1.5", "2", "2.5", "3")), draws.integer("b", 1, 6)  # at 0.5 a rate of 1 lands at 0
        return {"loss": f"{a}w^2 {draws.choice('sign', ('+', '-'))} {b}w"}
    return {"gradients": [draws.signed(f"g{n}", "0.3", "2.4", "0.1") for n in range(1, steps + 1)]}


def _settings(method: str, convention: str, draws: Draws, params: Params) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if method != "adadelta" or convention != "seed":
        found["alpha"] = draws.choice("alpha", RATES[method])
    if method == "adam":
        found |= {"beta1": draws.choice("beta1", ("0.8", "0.9")), "beta2": draws.choice("beta2", ("0.99", "0.999"))}
    elif method not in {"gd", "adagrad"}:
        found["beta"] = draws.choice("beta", ("0.8", "0.9"))
    if method not in {"gd", "momentum", "nag"}:
        found["eps"] = params.get("eps", EPS)
    return found


def _states(method: str, convention: str, draws: Draws) -> dict[str, Any]:
    if method in {"momentum", "nag"}:
        unit = ("0.1", "0.6", "0.05") if method == "nag" or convention == "keras" else ("0.4", "1.6", "0.1")
        return {"v_0": draws.signed("v_0", *unit)}
    if method == "adagrad":
        return {"G_0": draws.decimal("G_0", "0.8", "4", "0.1")}
    if method == "rmsprop":
        return {"Eg2_0": draws.decimal("Eg2_0", "0.6", "3", "0.1")}
    if method == "adadelta":
        return {
            "Eg2_0": draws.decimal("Eg2_0", "0.6", "3", "0.1"),
            "Edx2_0": draws.decimal("Edx2_0", "0.05", "0.4", "0.01"),
        }
    if method == "adam":
        return {
            "m_0": draws.signed("m_0", "0.1", "0.5", "0.01"),
            "v_0": draws.decimal("v_0", "0.01", "0.09", "0.005"),
            "t_0": draws.integer("t_0", 1, 3),
        }
    return {}
