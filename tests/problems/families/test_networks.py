"""Networks by hand: the lecture's 2-2-2 network, forward passes, sizes, and layers that collapse into one."""

# ruff: noqa: PLW0108 - PyTorch may be absent when the tables are made

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from problems.catalog import FAMILIES
from problems.question import values, variant_of
from reference.shaped_activations import EVERY_ACTIVATION
from tests.conftest import required_in_ci
from tests.problems.families.solving import marked, refusal, shown, solved

try:
    import torch
except ImportError:  # outside of the pinned dependencies
    torch = None

WITHIN = 1e-9
SLIDES = {"x": [1, "0.5"], "y": [1, 0], "W1": [[0.1, 0.2], [0.3, 0.4]], "W2": [[0.5, 0.6], [0.7, 0.8]], "eta": "0.5"}
"""Numbers put into the slides' formulas, which have none of their own."""


def _torch() -> None:
    if torch is None:
        required_in_ci("PyTorch is not installed: pip install torch")


def _drawn(name: str, seed: object, **params: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    variant = variant_of(FAMILIES[name], str(seed), params=params)
    return dict(variant.givens), values(FAMILIES[name], variant)


def _numbers(given: Any) -> Any:
    return np.array(given, dtype=float)


def test_the_slides_gradients_are_the_derivatives() -> None:
    """WE-0-08, WE-0-09, WE-0-10: each value from the formula, held against differences of J_total written out here."""
    found = solved("backprop.two_two_two", SLIDES)

    assert found["dw2_11"] == pytest.approx(-0.04256406560543269, abs=WITHIN)
    assert found["delta3_1"] == pytest.approx(-0.0774125751290052, abs=WITHIN)
    assert found["dw2_21"] == pytest.approx(0.080506836, abs=WITHIN)
    assert found["dw2_22"] == pytest.approx(0.091140656, abs=WITHIN)
    assert found["dw1_11"] == pytest.approx(0.015788561, abs=WITHIN)
    for layer, to, start in np.ndindex(2, 2, 2):
        slope = (_total(SLIDES, (layer, to, start), 1e-5) - _total(SLIDES, (layer, to, start), -1e-5)) / 2e-5
        assert found[f"dw{layer + 1}_{to + 1}{start + 1}"] == pytest.approx(slope, abs=1e-9)


def _total(givens: dict[str, Any], moved: tuple[int, int, int], by: float) -> float:
    """J_total with one weight moved, straight from the definition."""
    weights = np.array([_numbers(givens["W1"]), _numbers(givens["W2"])])
    weights[moved] += by
    a = _numbers(givens["x"])
    for W in weights:
        a = 1 / (1 + np.exp(-(W @ a)))
    return float(((a - _numbers(givens["y"])) ** 2).sum() / 2)


def test_the_slides_slips_are_named() -> None:
    """The minus in front of a gradient and of a delta, the indices turned round in z, the update without a rate."""
    printed = {"dw2_11": "0.0426", "delta3_1": "0.0774", "z2_1": "0.25"}
    mistakes = {name: marked("backprop.two_two_two", SLIDES, {name: typed})[name] for name, typed in printed.items()}

    assert mistakes["dw2_11"]["mistake"] == "minus-in-front"
    assert mistakes["delta3_1"]["mistake"] == "minus-in-front"
    assert mistakes["z2_1"]["mistake"] == "indices-turned"
    without_rate = solved("backprop.two_two_two", SLIDES | {"eta": 1})["w2_21_new"]
    found = marked("backprop.two_two_two", SLIDES, {"w2_21_new": f"{without_rate:.4f}"})
    assert found["w2_21_new"]["mistake"] == "learning-rate-left-out"


def test_z_is_read_as_to_from() -> None:
    """WE-0-11: w_{1,1} a_1 + w_{1,2} a_2 = 0.2; 0.25 is w_{1,1} a_1 + w_{2,1} a_2."""
    assert solved("backprop.two_two_two", SLIDES)["z2_1"] == pytest.approx(0.2, abs=1e-12)


def test_a_forgotten_path_costs_its_step_alone() -> None:
    givens, right = _drawn("backprop.two_two_two", "path")
    asked = {name: f"{right[name]:.4f}" for name in right if not name.endswith("_new") or name[0] == "w"}
    one = right["delta3_1"] * _numbers(givens["W2"])[0, 0]
    slope = right["da2_1_dz2_1"]
    inputs = _numbers(givens["x"])
    after = {"dJ_da2_1": one, "delta2_1": one * slope}
    after |= {f"dw1_1{i}": one * slope * inputs[i - 1] for i in (1, 2)}
    after |= {
        f"w1_1{i}_new": _numbers(givens["W1"])[0, i - 1] - float(givens["eta"]) * after[f"dw1_1{i}"] for i in (1, 2)
    }
    found = marked("backprop.two_two_two", givens, asked | {name: f"{value:.6f}" for name, value in after.items()})

    assert found["dJ_da2_1"]["mistake"] == "one-path-only"
    lost = {name for name, finding in found.items() if finding["score"] != finding["max_score"]}
    assert lost == {"dJ_da2_1"}


def test_the_two_networks_agree_with_pytorch(sample) -> None:
    """Every gradient and update of the 2-2-2 network, and its second loss, by automatic differentiation."""
    _torch()
    for seed in sample(200, short=5):
        givens, found = _drawn("backprop.two_two_two", f"torch {seed}")
        W = [torch.tensor(_numbers(givens[name]), requires_grad=True) for name in ("W1", "W2")]

        def loss(W: list[Any], givens: dict[str, Any] = givens) -> Any:
            a = torch.tensor(_numbers(givens["x"]))
            for matrix in W:
                a = torch.sigmoid(matrix @ a)
            return ((a - torch.tensor(_numbers(givens["y"]))) ** 2).sum() / 2

        first = loss(W)
        first.backward()
        new = [matrix - float(givens["eta"]) * matrix.grad for matrix in W]
        assert found["J_total"] == pytest.approx(first.item(), abs=1e-12)
        assert found["J_total_new"] == pytest.approx(loss(new).item(), abs=1e-12)
        for layer, to, start in np.ndindex(2, 2, 2):
            name = f"w{layer + 1}_{to + 1}{start + 1}"
            assert found[f"d{name}"] == pytest.approx(W[layer].grad[to, start].item(), abs=1e-12)
            assert found[f"{name}_new"] == pytest.approx(new[layer][to, start].item(), abs=1e-12)


TORCH = {
    "step": lambda z: (z > 0).to(z),
    "sign": lambda z: torch.sign(z),
    "identity": lambda z: z,
    "sigmoid": lambda z: torch.sigmoid(z),
    "tanh": lambda z: torch.tanh(z),
    "relu": lambda z: torch.relu(z),
    "leaky_relu": lambda z: torch.nn.functional.leaky_relu(z, 0.01),
    "prelu": lambda z: torch.nn.functional.leaky_relu(z, 0.25),
    "elu": lambda z: torch.nn.functional.elu(z),
    "selu": lambda z: torch.selu(z),
    "swish": lambda z: torch.nn.functional.silu(z),
    "softmax": lambda z: torch.softmax(z, dim=-1),
}
BATCH = {
    "x": [[0.5, -1.0, 0.25], [1.5, 0.4, -0.3]],
    "W": [[[0.5, -0.25, 1], [-0.45, 1.05, 0.3]], [[0.3, -0.7], [1.1, 0.6], [-0.2, 0.9]]],
    "b": [[0.1, -0.2], [0.3, 0, -0.4]],
}


@pytest.mark.parametrize("name", sorted(EVERY_ACTIVATION))
def test_forward_passes_of_a_batch_agree_with_pytorch(name) -> None:
    """A 3-2-3 network with each activation there is, and a softmax at its end: sums, outputs, classes."""
    _torch()
    found = solved("network.forward", BATCH | {"activations": [name, "softmax"]})
    a = torch.tensor(BATCH["x"], dtype=torch.float64)
    for layer, activation in enumerate((name, "softmax")):
        z = a @ torch.tensor(_numbers(BATCH["W"][layer])).T + torch.tensor(_numbers(BATCH["b"][layer]))
        a = TORCH[activation](z)
        np.testing.assert_allclose(found[f"z{layer + 1}"], z.numpy(), rtol=0, atol=WITHIN)
        np.testing.assert_allclose(found[f"a{layer + 1}"], a.numpy(), rtol=0, atol=WITHIN)
    assert found["class"] == (a.argmax(dim=-1) + 1).tolist()


@pytest.mark.parametrize("name", sorted(set(EVERY_ACTIVATION) - {"step", "sign"}))
def test_gradients_with_every_activation_agree_with_pytorch(name) -> None:
    """backprop.network takes what network.forward takes."""
    _torch()
    givens = BATCH | {"activations": [name, "sigmoid"], "loss": "mse", "eta": 0.5, "y": [[0, 1, 1], [1, 0, 1]]}
    found = solved("backprop.network", givens)
    W = [torch.tensor(_numbers(one), requires_grad=True) for one in BATCH["W"]]
    b = [torch.tensor(_numbers(one), requires_grad=True) for one in BATCH["b"]]
    hidden = TORCH[name](torch.tensor(_numbers(BATCH["x"])) @ W[0].T + b[0])
    p = torch.sigmoid(hidden @ W[1].T + b[1])
    torch.nn.functional.mse_loss(p, torch.tensor(_numbers(givens["y"]))).backward()
    for layer in (0, 1):
        np.testing.assert_allclose(found[f"dW{layer + 1}"], W[layer].grad.numpy(), rtol=0, atol=WITHIN)
        np.testing.assert_allclose(found[f"db{layer + 1}"], b[layer].grad.numpy(), rtol=0, atol=WITHIN)


@pytest.mark.parametrize(
    ("name", "said"), [("leaky_relu", "0.01"), ("swish", "β = 1"), ("selu", "1.0507"), ("step", "z ≤ 0")]
)
@pytest.mark.parametrize("problem", ["network.forward", "backprop.network"])
def test_a_statement_defines_what_not_everybody_writes_alike(problem, name, said) -> None:
    givens = BATCH | {"activations": [name, "sigmoid"]}
    if problem == "backprop.network":
        givens |= {"eta": 0.5, "y": [[0, 1, 1], [1, 0, 1]]}
    assert said in shown(problem, givens)


ONE_OF_FIVE = {
    "x": [1, 2],
    "W": [[[1, -1], [0.5, 0.5]], [[0.2, 0.4], [1, 0.3], [-0.5, 0.1], [0.3, 1.2], [0, 0.6]]],
    "b": [[0, 0.5], [0.1, 0, 0, -0.2, 0.3]],
    "activations": ["relu", "softmax"],
}


def test_a_class_is_the_largest_of_five_counted_from_one() -> None:
    """The largest probability is the fourth's; 3 is its number from 0 and named so."""
    found = solved("network.forward", ONE_OF_FIVE)
    right = {name: [f"{cell:.4f}" for cell in cells] for name, cells in found.items() if name != "class"}

    assert found["class"] == 4
    assert sum(found["a2"]) == pytest.approx(1)
    from_zero = marked("network.forward", ONE_OF_FIVE, right | {"class": "3"})["class"]
    assert from_zero["mistake"] == "counted-from-0"


def test_a_class_without_the_outputs_is_a_guess() -> None:
    """It earns beside probabilities that were worked, be they wrong by a known slip; alone it earns nothing."""
    found = solved("network.forward", ONE_OF_FIVE)
    right = {name: [f"{cell:.4f}" for cell in cells] for name, cells in found.items() if name != "class"}
    shares = [f"{cell / sum(found['z2']):.4f}" for cell in found["z2"]]
    worked = marked("network.forward", ONE_OF_FIVE, right | {"class": "4"})
    slipped = marked("network.forward", ONE_OF_FIVE, right | {"a2": shares, "class": "4"})
    guessed = marked("network.forward", ONE_OF_FIVE, {"class": "4"})

    assert worked["class"]["score"] == worked["class"]["max_score"]
    assert slipped["a2"]["mistake"] == "normalised-without-exp"
    assert slipped["class"]["score"] == slipped["class"]["max_score"]
    assert float(guessed["class"]["score"]) == 0


def test_the_layer_of_three_perceptrons_has_nine_parameters() -> None:
    """WE-2-05: W is 3 x 2 as (to, from), 2 x 3 as Keras keeps it."""
    found = solved("network.parameters", {"layers": [2, 3]})
    keras = solved("network.parameters", {"layers": [2, 3], "convention": "keras"})

    assert (found["shape1"], found["parameters"]) == ([3, 2], 9)
    assert keras["shape1"] == [2, 3]


@pytest.mark.parametrize("layers", [[784, 100, 10], [4, 3], [13, 64, 32, 1], [5, 5, 5, 5, 5]])
@pytest.mark.parametrize("bias", [True, False])
def test_sizes_are_those_of_pytorchs_layers(layers, bias) -> None:
    _torch()
    found = solved("network.parameters", {"layers": layers, "bias": bias, "examples": 7})
    modules = [torch.nn.Linear(a, b, bias=bias) for a, b in pairwise(layers)]
    weights = [module.weight.numel() for module in modules]

    assert [found[f"shape{n}"] for n in range(1, len(layers))] == [list(m.weight.shape) for m in modules]
    assert [found[f"weights{n}"] for n in range(1, len(layers))] == weights
    assert found["multiplications"] == 7 * sum(weights)
    if bias:
        assert found["parameters"] == sum(p.numel() for module in modules for p in module.parameters())
    else:
        assert "biases" not in found


@pytest.mark.parametrize(
    ("name", "typed", "mistake"),
    [
        ("shape1", ["784", "100"], "other-order"),
        ("parameters1", "78400", "biases-left-out"),
        ("parameters1", "78401", "one-bias-a-layer"),
        ("parameters1", "79184", "inputs-for-outputs"),
        ("weights", "1000", "last-layer-alone"),
        ("biases", "894", "inputs-counted"),
        ("multiplications", "79400", "examples-left-out"),
        ("multiplications", "2544320", "biases-multiplied"),
    ],
)
def test_miscounts_are_named(name, typed, mistake) -> None:
    givens = {"layers": [784, 100, 10], "examples": 32}
    assert marked("network.parameters", givens, {name: typed})[name]["mistake"] == mistake


def test_layers_without_a_curve_are_one_layer() -> None:
    """WE-4-03: W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2), and h(h(h(x))) for h = c x is c^3 x."""
    W1, W2, b1, b2 = [[1, 2], [3, 4], [5, 6]], [[1, 0, -1], [2, 1, 0]], [1, -1, 2], [3, 4]
    found = solved("network.linear_collapse", {"W": [W1, W2], "b": [b1, b2], "x": [2, -3]})
    c = 1.5
    cubed = solved("network.linear_collapse", {"W": [[[c]], [[c]], [[c]]]})

    np.testing.assert_array_equal(found["W"], np.array(W2) @ np.array(W1))
    np.testing.assert_array_equal(found["b"], np.array(W2) @ np.array(b1) + np.array(b2))
    np.testing.assert_array_equal(found["y"], np.array(W2) @ (np.array(W1) @ [2, -3] + b1) + b2)
    assert found["y2"] == found["y"]
    assert cubed["W"] == [[c**3]]


@pytest.mark.parametrize(
    ("name", "typed", "mistake"),
    [
        ("W", [["8", "3"], ["15", "6"]], "order-reversed"),
        ("W", [["4", "9"], ["5", "12"]], "factor-transposed"),
        ("W", [["3", "3"], ["6", "4"]], "matrices-added"),
        ("b", ["8", "11"], "later-bias-left-out"),
        ("b", ["10", "20"], "earlier-bias-left-out"),
        ("b", ["13", "22"], "bias-not-mapped"),
        ("y", ["5", "6"], "bias-left-out"),
    ],
)
def test_wrong_ways_of_merging_layers_are_named(name, typed, mistake) -> None:
    givens = {"W": [[[1, 2], [3, 3]], [[2, 1], [3, 1]]], "b": [[3, 2], [10, 20]], "x": [1, 0]}
    assert marked("network.linear_collapse", givens, {name: typed})[name]["mistake"] == mistake


@pytest.mark.parametrize(
    ("problem", "givens", "en", "ko"),
    [
        ("backprop.two_two_two", SLIDES | {"x": [1]}, "x must hold two", "값이 2개"),
        ("backprop.two_two_two", SLIDES | {"W2": [[1], [2]]}, "each row of W2", "행마다"),
        ("network.forward", BATCH | {"activations": ["softmax", "relu"]}, "last layer alone", "마지막 층에만"),
        ("network.forward", BATCH | {"activations": ["gelu", "relu"]}, "must be one of", "중 하나"),
        ("network.forward", BATCH | {"x": [1, 2], "activations": ["relu", "relu"]}, "must have 2 columns", "열이 2개"),
        ("network.parameters", {"layers": [3]}, "layers", "layers"),
        ("network.parameters", {"layers": [3, 0]}, "a whole number from 1", "사이의 정수"),
        ("network.linear_collapse", {"W": [[[1]]]}, "two matrices or more", "둘 이상"),
        ("network.linear_collapse", {"W": [[[1, 2]], [[1, 2]]]}, "must have 1 columns", "열이 1개"),
        ("network.linear_collapse", {"W": [[[1]], [[1]]], "b": [[1]]}, "one vector per layer", "층마다 하나씩"),
        ("network.linear_collapse", {"W": [[[1]], [[1]]], "x": [1, 2]}, "1 components", "1개여야"),
    ],
)
def test_givens_that_make_no_network_are_explained(problem, givens, en, ko) -> None:
    assert en in refusal(problem, givens)
    assert ko in refusal(problem, givens, "ko")
