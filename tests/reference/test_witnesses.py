"""Every step that claims to be a gradient is one, by two witnesses; and the witnesses catch what is not."""

from dataclasses import replace

import numpy as np
import pytest

from problems.catalog import FAMILIES
from problems.family import Family, fixed
from problems.question import variant_of
from reference.readings import floats
from reference.witnesses import central_difference, claims, symbolic_derivative
from reference.working import Working, apply

BATCH = {
    "x": [["0.3", "-0.6"], ["0.9", "0.4"], ["-0.2", "0.8"]],
    "y": [["1", "0"], ["0", "1"], ["0", "1"]],
    "W": [[["0.4", "-0.7"], ["0.9", "0.3"], ["-0.5", "0.6"]], [["0.8", "-0.4", "0.5"], ["-0.3", "0.7", "0.2"]]],
    "b": [["0.1", "-0.2", "0.3"], ["0.2", "-0.1"]],
    "eta": "0.5",
}
NETWORKS = [
    ("tanh", "sigmoid", "mse"),
    ("relu", "identity", "half_mse"),
    ("sigmoid", "tanh", "half_sum"),
    ("tanh", "sigmoid", "bce"),
    ("sigmoid", "softmax", "ce"),
]


def _network(hidden: str, last: str, loss: str, examples: int = 3) -> tuple[Working, dict[str, object]]:
    family = FAMILIES["backprop.network"]
    assert isinstance(family, Family)
    shown = {"x": BATCH["x"][:examples], "y": BATCH["y"][:examples]}
    variant = fixed(family, {**BATCH, **shown, "activations": [hidden, last], "loss": loss})
    return family.working(variant.givens), floats(family.environment(variant.givens))


def _drawn(identifier: str) -> tuple[Working, dict[str, object]]:
    family = FAMILIES[identifier]
    assert isinstance(family, Family)
    variant = variant_of(family, "witness")
    return family.working(variant.givens), floats(family.environment(variant.givens))


DRAWN = [pytest.param(lambda name=name: _drawn(name), id=name) for name in ("backprop.two_two_one", "backprop.network")]
BATCHES = [pytest.param(lambda names=names: _network(*names), id="-".join(names)) for names in NETWORKS]
PAIRS = [pytest.param(lambda names=names: _network(*names, examples=2), id="-".join(names)) for names in NETWORKS]
"""Two examples are a batch too, and SymPy's expressions grow with each."""


@pytest.mark.parametrize("case", [*DRAWN, *BATCHES])
def test_gradient_steps_equal_central_differences(case) -> None:
    """A gradient step is the slope of the Working's own forward pass."""
    working, givens = case()
    values = working.evaluate(givens)

    for step in claims(working):
        assert values[step.name] == pytest.approx(central_difference(working, givens, *step.gradient), abs=1e-7)


@pytest.mark.parametrize("case", [*DRAWN, *PAIRS])
def test_gradient_steps_equal_sympy(case) -> None:
    """A gradient step is SymPy's derivative of the loss, to 12 digits."""
    working, givens = case()
    values = working.evaluate(givens)

    for step in claims(working):
        assert values[step.name] == pytest.approx(symbolic_derivative(working, givens, *step.gradient), abs=1e-12)


@pytest.mark.parametrize("witness", [central_difference, symbolic_derivative])
@pytest.mark.parametrize("name", ["dw1", "dw5", "dE_dyhat"])
def test_witnesses_catch_a_formula_wrong_by_one_part_in_two_thousand(witness, name) -> None:
    """A rule wrong by 0.05 % is caught, at the step where it is planted."""
    working, givens = _drawn("backprop.two_two_one")
    step = working.by_name[name]
    planted = replace(step, formula=lambda *args: step.formula(*args) * 1.0005, reads=step.reads)
    wrong = apply(planted.formula, planted.reads, working.evaluate(givens))

    assert wrong != pytest.approx(witness(working, givens, *step.gradient), rel=1e-4)


def test_every_backprop_family_claims_its_gradients() -> None:
    """No gradient step goes without a witness: each name that begins like one declares what it is."""
    for identifier in ("backprop.two_two_one", "backprop.network"):
        working, _givens = _drawn(identifier)
        named = {s.name for s in working.steps if s.name.startswith(("dw", "dW", "db", "delta"))}

        assert named and named <= {step.name for step in claims(working)}


def test_network_and_two_two_one_agree() -> None:
    """The network written out weight by weight and the one in matrices give the same numbers."""
    two, net = FAMILIES["backprop.two_two_one"], FAMILIES["backprop.network"]
    assert isinstance(two, Family) and isinstance(net, Family)
    variant = variant_of(two, "same net")
    g = variant.givens
    same = {
        "x": [g["x1"], g["x2"]],
        "y": [g["y"]],
        "W": [[[g["w1"], g["w3"]], [g["w2"], g["w4"]]], [[g["w5"], g["w6"]]]],
        "activations": ["sigmoid", "sigmoid"],
        "loss": "mse",
        "eta": g["alpha"],
    }
    other = fixed(net, same)
    scalar = two.working(g).evaluate(floats(two.environment(g)))
    matrix = net.working(other.givens).evaluate(floats(net.environment(other.givens)))

    assert scalar["E"] == pytest.approx(matrix["loss"].item(), abs=1e-15)
    assert [[scalar["w1_new"], scalar["w3_new"]], [scalar["w2_new"], scalar["w4_new"]]] == pytest.approx(
        np.asarray(matrix["W1_new"]), abs=1e-15
    )
    assert scalar["E_new"] == pytest.approx(matrix["loss_new"].item(), abs=1e-15)
