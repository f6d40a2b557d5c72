"""Layers: the lectures' numbers exactly, and PyTorch's gradients."""

from fractions import Fraction

import numpy as np
import pytest

from reference import layers
from tests.conftest import required_in_ci

ROWS = np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]])
WEIGHTS = np.array([[1.0, 2.0], [-0.5, 0.25], [3.0, -1.0]])
BIASES = np.array([0.5, -1.5])
DOUT = np.array([[1.0, -1.0], [0.5, 2.0]])
TARGETS = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])


def test_apples_and_oranges_as_the_lectures_have_them() -> None:
    """Two apples at 100, three oranges at 150, tax 1.1: 715 in all; and the same without oranges: 220."""
    tax = Fraction(11, 10)
    both = (100, 2, 150, 3, tax)
    assert layers.fruit(*both) == 715
    assert layers.fruit_back(*both) == (Fraction(22, 10), 110, Fraction(33, 10), 165, 650)
    apples = (100, 2, 0, 0, tax)
    assert layers.fruit(*apples) == 220
    assert (*layers.fruit_back(*apples)[:2], layers.fruit_back(*apples)[-1]) == (Fraction(22, 10), 110, 200)


@pytest.fixture(scope="module")
def torch():
    try:
        import torch  # noqa: PLC0415 - outside of the pinned dependencies
    except ImportError:
        required_in_ci("PyTorch is not installed: pip install torch")
    return torch


def taken(torch, value):
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def test_affine_gradients_are_those_of_autograd(torch) -> None:
    W, b, x = (taken(torch, value) for value in (WEIGHTS, BIASES, ROWS))
    out = x @ W + b
    out.backward(torch.tensor(DOUT))
    assert layers.affine(WEIGHTS, BIASES, ROWS) == pytest.approx(out.detach().numpy())
    for ours, theirs in zip(layers.affine_back(WEIGHTS, ROWS, DOUT), (x, W, b), strict=True):
        assert ours.shape == theirs.grad.numpy().shape
        assert ours == pytest.approx(theirs.grad.numpy())


def test_softmax_with_loss_is_pytorchs_cross_entropy(torch) -> None:
    for rows in (ROWS, ROWS + 1000, 300 * ROWS):
        x = taken(torch, rows)
        loss = torch.nn.functional.cross_entropy(x, torch.tensor(TARGETS))
        loss.backward()
        if np.isfinite(layers.softmax_loss(rows, TARGETS)):  # the probability of a right class may be 0 in floats
            assert layers.softmax_loss(rows, TARGETS) == pytest.approx(loss.item())
        assert layers.softmax_loss_back(rows, TARGETS) == pytest.approx(x.grad.numpy())


@pytest.mark.parametrize("name", ["relu", "sigmoid"])
def test_activations_go_back_as_in_autograd(torch, name) -> None:
    x = taken(torch, ROWS)
    getattr(torch, name)(x).backward(torch.tensor(2 * ROWS - 1))
    assert layers.activation_back(name, ROWS, 2 * ROWS - 1) == pytest.approx(x.grad.numpy())
