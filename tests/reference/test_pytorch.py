"""PyTorch's autograd gives the same numbers as the Working of a dense network."""

import numpy as np
import pytest

from problems.catalog import FAMILIES
from problems.family import Family, fixed
from reference.readings import floats
from tests.conftest import required_in_ci
from tests.reference.test_witnesses import BATCH, NETWORKS

ACTIVATED = {
    "sigmoid": lambda torch, z: torch.sigmoid(z),
    "tanh": lambda torch, z: torch.tanh(z),
    "relu": lambda torch, z: torch.relu(z),
    "identity": lambda _torch, z: z,
    "softmax": lambda torch, z: torch.softmax(z, dim=1),
}
LOST = {
    "mse": lambda torch, p, y: torch.nn.functional.mse_loss(p, y),
    "half_mse": lambda torch, p, y: torch.nn.functional.mse_loss(p, y) / 2,
    "half_sum": lambda _torch, p, y: ((p - y) ** 2).sum() / 2,
    "bce": lambda torch, p, y: torch.nn.functional.binary_cross_entropy(p, y),
    "ce": lambda torch, p, y: -(y * torch.log(p)).sum(dim=1).mean(),
}


@pytest.fixture(scope="module")
def torch():
    try:
        import torch  # noqa: PLC0415 - outside of the pinned dependencies
    except ImportError:
        required_in_ci("PyTorch is not installed: pip install torch")
    return torch


@pytest.mark.parametrize(("hidden", "last", "loss"), NETWORKS)
def test_network_agrees_with_autograd(torch, hidden, last, loss) -> None:
    """Loss, gradients and updated weights of a 2-3-2 network on a batch of three, to 12 digits."""
    family = FAMILIES["backprop.network"]
    assert isinstance(family, Family)
    variant = fixed(family, {**BATCH, "activations": [hidden, last], "loss": loss})
    ours = family.working(variant.givens).evaluate(floats(family.environment(variant.givens)))

    def tensor(value):
        return torch.tensor(np.array(value, dtype=float), dtype=torch.float64, requires_grad=True)

    W, b = [tensor(v) for v in BATCH["W"]], [tensor(v) for v in BATCH["b"]]
    a = ACTIVATED[hidden](torch, tensor(BATCH["x"]) @ W[0].T + b[0])
    p = ACTIVATED[last](torch, a @ W[1].T + b[1])
    value = LOST[loss](torch, p, tensor(BATCH["y"]).detach())
    value.backward()

    assert ours["loss"].item() == pytest.approx(value.item(), abs=1e-12)
    for layer in (1, 2):
        assert ours[f"dW{layer}"] == pytest.approx(W[layer - 1].grad.numpy(), abs=1e-12)
        assert ours[f"db{layer}"][:, 0] == pytest.approx(b[layer - 1].grad.numpy(), abs=1e-12)
        new = W[layer - 1].detach().numpy() - 0.5 * W[layer - 1].grad.numpy()
        assert ours[f"W{layer}_new"] == pytest.approx(new, abs=1e-12)
