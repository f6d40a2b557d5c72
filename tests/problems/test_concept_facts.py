"""Answers that can be worked out are: by arithmetic, by NumPy, and by PyTorch where it is installed."""

import itertools
import math
import re

import numpy as np
import pytest

from problems.catalog import CONCEPTS
from reference.activations import ACTIVATIONS, softmax
from reference.gates import fires_right
from tests.conftest import required_in_ci


def right(name: str) -> str:
    """The English text of the one right option."""
    (only,) = [one.text.en for one in CONCEPTS[f"concept.{name}"].pool if one.right]
    return only


def option(name: str, key: str) -> str:
    return CONCEPTS[f"concept.{name}"].by_key[key].text.en


def sides(name: str) -> dict[str, bool]:
    return {one.key: one.right for one in CONCEPTS[f"concept.{name}"].pool}


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in re.findall(r"-?\d[\d,]*(?:\.\d+)?", text)]


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def test_numbers_in_right_options_are_the_values() -> None:
    assert numbers(right("activations.softmax_values")) == [round(v, 2) for v in softmax(np.array([1.0, 2.0, 3.0]))]
    assert numbers(right("activations.sigmoid_slope"))[-1] == sigmoid(0) * (1 - sigmoid(0))
    assert numbers(right("training.vanishing_bound"))[-1] == round(0.25**4, 4)
    assert numbers(right("networks.parameter_count")) == [784 * 100 + 100 + 100 * 10 + 10]
    assert numbers(option("networks.parameter_count", "weights-only")) == [784 * 100 + 100 * 10]
    assert numbers(right("networks.mnist")) == [28 * 28, 10]
    assert numbers(right("optimizers.updates_per_epoch")) == [1000 / 100]
    assert numbers(right("optimizers.fresh_prediction")) == [round(0.272 * 4, 3)]
    assert numbers(right("backprop.chain_rule")) == [1.5 * 2]
    assert numbers(right("perceptron.bias_and_threshold")) == [-0.7]
    assert numbers(right("losses.cross_entropy")) == [0.5]
    assert math.isclose(2 * 1.1, 2.2) and math.isclose((2 * 100 + 3 * 150) * 1.1, 715)


def test_small_numbers_in_explanations_are_the_values() -> None:
    assert sigmoid(10) * (1 - sigmoid(10)) == pytest.approx(4.5e-5, rel=0.02)
    assert sigmoid(10) == pytest.approx(0.99995, abs=5e-6)
    z = np.linspace(-3, 0, 30001)
    values = z / (1 + np.exp(-z))
    assert values.min() == pytest.approx(-0.28, abs=0.005)
    assert z[values.argmin()] == pytest.approx(-1.28, abs=0.005)
    assert (sigmoid(0), round(sigmoid(1), 2)) == (0.5, 0.73)
    assert [8.6e10 * each for each in (1e3, 1e4)] == [8.6e13, 8.6e14]


def test_identities_hold_and_their_neighbours_do_not() -> None:
    for z in (-1.3, -0.2, 0.4, 2.1):
        assert math.tanh(z) == pytest.approx(2 * sigmoid(2 * z) - 1)
        assert math.tanh(z) != pytest.approx(2 * sigmoid(z) - 1)
        slope = (math.tanh(z + 1e-6) - math.tanh(z - 1e-6)) / 2e-6
        assert slope == pytest.approx(1 - math.tanh(z) ** 2, rel=1e-6)
        assert slope != pytest.approx(2 * sigmoid(2 * z) - 1, rel=1e-3)
        relu = ACTIVATIONS["relu"]
        assert float(relu(np.array(3 * z))) == pytest.approx(3 * float(relu(np.array(z))))


def test_which_gates_one_unit_can_be() -> None:
    """Every sign pattern of a grid of weights: exactly the options called right are reached."""
    rows = [(0, 0), (0, 1), (1, 0), (1, 1)]
    grid = [n / 2 for n in range(-4, 5)]
    reached = {tuple(int(u * a + v * b + c > 0) for a, b in rows) for u, v, c in itertools.product(grid, grid, grid)}
    tables = {
        "nor": (1, 0, 0, 0),
        "nand": (1, 1, 1, 0),
        "and-not": (0, 0, 1, 0),
        "only-x1": (0, 0, 1, 1),
        "xor": (0, 1, 1, 0),
        "xnor": (1, 0, 0, 1),
    }
    assert {key: table in reached for key, table in tables.items()} == sides("gates.one_unit")
    assert fires_right("AND", 0.5, 0.5, -0.5, 0) and fires_right("OR", 0.5, 0.5, -0.5, 1)
    assert right("gates.at_the_edge") == "AND"


def test_which_classes_on_a_line_one_unit_can_part() -> None:
    for one in CONCEPTS["concept.perceptron.on_a_line"].pool:
        first, second = ([int(n) for n in part.split(",")] for part in re.findall(r"\\\{(.*?)\\\}", one.text.en))
        assert (max(first) < min(second) or max(second) < min(first)) is one.right, one.key


def test_which_activations_become_negative() -> None:
    z = np.linspace(-5, 5, 1001)
    shapes = {
        "tanh": np.tanh(z),
        "leaky-relu": np.where(z > 0, z, 0.01 * z),
        "elu": np.where(z > 0, z, np.expm1(z)),
        "swish": z / (1 + np.exp(-z)),
        "sigmoid": 1 / (1 + np.exp(-z)),
        "relu": np.maximum(z, 0),
        "softmax": softmax(z),
    }
    assert {key: bool((values < 0).any()) for key, values in shapes.items()} == sides("activations.negative_values")


def test_optimizers_do_what_is_said_of_them() -> None:
    """The first step of Adam; the two forms of momentum; averages that start at 0; the lost beta."""
    for g in (0.5, 50.0):
        m, v = 0.1 * g / (1 - 0.9), 0.001 * g**2 / (1 - 0.999)
        assert 0.001 * m / math.sqrt(v) == pytest.approx(0.001)
    rng = np.random.default_rng(1)
    book = library = 0.0
    v_book = v_library = 0.0
    for g in rng.normal(size=20):
        v_book, v_library = 0.9 * v_book + 0.1 * g, 0.9 * v_library + g
        book, library = book - 0.3 * v_book, library - 0.3 * (1 - 0.9) * v_library
    assert book == pytest.approx(library)
    assert right("optimizers.momentum_forms") == r"$\eta = \alpha (1 - \beta)$"
    forgetting = piling = 0.0
    for _ in range(1000):
        forgetting, piling = 0.9 * forgetting + 0.1, piling + 0.1
    assert forgetting == pytest.approx(1)
    assert piling == pytest.approx(100)


def test_numpy_does_what_is_said_of_it() -> None:
    x = np.array([-1.0, 1.0, 2.0])
    assert right("numpy.comparison") == f"an array of `{(x > 0).tolist()}`"
    assert not hasattr(np, "int")
    with pytest.raises(TypeError):
        x.astype("np.int")
    with pytest.raises(ValueError, match="ambiguous"):
        max(0, x)
    assert np.maximum(0, x).tolist() == [0, 1, 2] and np.max(x) == 2
    assert str(100 * 2 * 1.1) in CONCEPTS["concept.numpy.floating_point"].question.en
    assert (np.zeros((100, 3)) + np.ones(3)).shape == (100, 3)
    with pytest.raises(TypeError):
        math.exp(x)


def test_pytorch_does_what_is_said_of_it() -> None:
    try:
        import torch  # noqa: PLC0415 -- heavy, and not everywhere
    except ImportError:
        required_in_ci("PyTorch is not installed")
    errors = torch.tensor([1.0, 2.0])
    assert numbers(right("pytorch.mse_mean")) == [float(torch.nn.MSELoss()(errors, torch.zeros(2)))]
    w = torch.tensor(1.0, requires_grad=True)
    for _ in range(2):
        (3 * w).backward()
    assert float(w.grad) == 6, "gradients add up"
    z, target = torch.tensor([[1.0, 2.0, 3.0]]), torch.tensor([2])
    loss = float(torch.nn.CrossEntropyLoss()(z, target))
    assert loss == pytest.approx(-math.log(float(torch.softmax(z, 1)[0, 2])))
    assert loss != pytest.approx(float(torch.nn.CrossEntropyLoss()(torch.softmax(z, 1), target)))
    half = float(torch.nn.BCEWithLogitsLoss()(torch.tensor([0.0]), torch.tensor([1.0])))
    assert half == pytest.approx(-math.log(0.5)), "a sigmoid is inside"
    assert float(torch.nn.LeakyReLU()(torch.tensor(-1.0))) == pytest.approx(-0.01)
    assert float(torch.nn.SELU()(torch.tensor(1.0))) == pytest.approx(1.0507, abs=1e-4)
    assert float(torch.nn.SELU()(torch.tensor(-60.0))) == pytest.approx(-1.0507 * 1.6733, abs=1e-4)
    assert float(torch.sign(torch.tensor(0.0))) == float(np.sign(0.0)) == 0
