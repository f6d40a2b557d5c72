"""Numbers from other books: what `solve` says of them, against programs that share no formula with ours.

Networks, losses, activations, graphs and lines against PyTorch's autograd; optimizers over 50 steps against
torch.optim, and against Keras's published rules written out here.
"""

# ruff: noqa: PLW0108 - PyTorch may be absent when the tables are made

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np
import pytest

from problems.catalog import EVERYTHING
from problems.family import Family
from reference.working import Step, Working
from tests.conftest import required_in_ci
from tests.problems.families.solving import solved

try:
    import torch
except ImportError:  # outside of the pinned dependencies
    torch = None

WITHIN = 1e-9


@pytest.fixture(autouse=True)
def _pytorch() -> None:
    if torch is None:
        required_in_ci("PyTorch is not installed: pip install torch")


@dataclass(frozen=True)
class Exercise:
    """A problem with somebody else's numbers, and another program's answers."""

    name: str
    problem: str
    givens: dict[str, Any]
    oracle: Callable[[dict[str, Any]], dict[str, Any]]


def tensor(value: Any, *, tracked: bool = True) -> Any:
    return torch.tensor(np.array(value, dtype=float), dtype=torch.float64, requires_grad=tracked)


OUTPUT = {
    "sigmoid": lambda z: torch.sigmoid(z),
    "tanh": lambda z: torch.tanh(z),
    "relu": lambda z: torch.relu(z),
    "identity": lambda z: z,
    "softmax": lambda z: torch.softmax(z, dim=-1),
}
LOSS = {
    "mse": lambda p, y: torch.nn.functional.mse_loss(p, y),
    "half_mse": lambda p, y: torch.nn.functional.mse_loss(p, y) / 2,
    "half_sum": lambda p, y: ((p - y) ** 2).sum() / 2,
    "bce": lambda p, y: torch.nn.functional.binary_cross_entropy(p, y),
    "ce": lambda p, y: -(y * torch.log(p)).sum(dim=-1).mean(),
}


def network(g: dict[str, Any]) -> dict[str, Any]:
    """Both passes of a dense network by autograd, one step of gradient descent, and the new loss."""
    W = [tensor(one) for one in g["W"]]
    b = [tensor(one) for one in g["b"]] if g["b"] else [tensor(np.zeros(len(one))) for one in g["W"]]

    def forward(W: list[Any], b: list[Any]) -> tuple[dict[str, Any], Any]:
        a, values = tensor(g["x"], tracked=False), {}
        for layer, name in enumerate(g["activations"], 1):
            values[f"z{layer}"] = a @ W[layer - 1].T + b[layer - 1]
            values[f"z{layer}"].retain_grad()
            a = values[f"a{layer}"] = OUTPUT[name](values[f"z{layer}"])
        return values, LOSS[g["loss"]](a, tensor(g["y"], tracked=False))

    values, loss = forward(W, b)
    loss.backward()
    found = {"loss": loss.item()} | {name: value.detach().numpy() for name, value in values.items()}
    trained = g["b"] and g.get("train_bias", True)
    for layer in range(1, len(W) + 1):
        found[f"delta{layer}"] = values[f"z{layer}"].grad.numpy()
        found[f"dW{layer}"] = W[layer - 1].grad.numpy()
        found[f"W{layer}_new"] = (W[layer - 1] - g["eta"] * W[layer - 1].grad).detach().numpy()
        if trained:
            found[f"db{layer}"] = b[layer - 1].grad.numpy()
            found[f"b{layer}_new"] = (b[layer - 1] - g["eta"] * b[layer - 1].grad).detach().numpy()
    new_W = [tensor(found[f"W{layer}_new"]) for layer in range(1, len(W) + 1)]
    new_b = [tensor(found.get(f"b{layer}_new", b[layer - 1].detach().numpy())) for layer in range(1, len(b) + 1)]
    return found | {"loss_new": forward(new_W, new_b)[1].item()}


def grid(rows: int, columns: int, start: float, step: float = 0.17) -> list[list[float]]:
    """Different numbers of both signs, a few digits each."""
    return [[round((start + step * (3 * i + 7 * j) + 1) % 2 - 1, 2) for j in range(columns)] for i in range(rows)]


def dense(units: list[int], **more: Any) -> dict[str, Any]:
    weights = [grid(into, out_of, 0.13 * layer) for layer, (out_of, into) in enumerate(pairwise(units), 2)]
    return {"W": weights, "b": [grid(1, n, 0.31)[0] for n in units[1:]], "eta": 0.25} | more


MAZUR = {
    "x": [0.05, 0.10],
    "y": [0.01, 0.99],
    "W": [[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
    "b": [[0.35, 0.35], [0.60, 0.60]],
    "activations": ["sigmoid", "sigmoid"],
    "loss": "half_sum",
    "eta": 0.5,
    "train_bias": False,
}
"""A 2-2-2 network that many courses use; its weights are usually trained without the biases."""

NETWORKS = [
    Exercise("biases and two outputs", "backprop.network", MAZUR, network),
    Exercise("the same, biases trained", "backprop.network", MAZUR | {"train_bias": True}, network),
    Exercise(
        "softmax",
        "backprop.network",
        dense([3, 4, 3], x=[0.5, -1.2, 2], y=[0, 1, 0], activations=["tanh", "softmax"], loss="ce"),
        network,
    ),
    Exercise(
        "a batch of four, logistic outputs",
        "backprop.network",
        dense(
            [2, 3, 2],
            x=grid(4, 2, 0.2),
            y=[[0, 1], [1, 1], [1, 0], [0, 0]],
            activations=["relu", "sigmoid"],
            loss="bce",
        ),
        network,
    ),
    Exercise(
        "regression without biases",
        "backprop.network",
        dense(
            [2, 3, 1],
            x=grid(3, 2, 0.4),
            y=[[1.5], [-0.5], [2]],
            activations=["tanh", "identity"],
            loss="half_mse",
            b=None,
        ),
        network,
    ),
    Exercise(
        "four layers",
        "backprop.network",
        dense([2, 2, 3, 2, 1], x=[1.1, -0.4], y=[0.3], activations=["sigmoid", "tanh", "relu", "identity"], loss="mse"),
        network,
    ),
]


STEPS = 50
START = [1.5, -0.8, 0.3]
SLOPES = [
    [round(0.9 * ((5 * t) % 7 - 3) + 0.01 * t, 2), round(-2 + 0.07 * t, 2), 1e-4 * (1 + t % 3)] for t in range(STEPS)
]
"""The first changes sign, the second shrinks, the third is so small that the place of eps shows."""

BOWL, BOWL_AT = (
    "w1^4 + 2 w1 w2 + 3 w2^2 + e^(w3)",
    lambda w: w[0] ** 4 + 2 * w[0] * w[1] + 3 * w[1] ** 2 + torch.exp(w[2]),
)
CUP, CUP_AT = "w^2/4 + ln(1 + e^(-3w))", lambda w: w**2 / 4 + torch.log(1 + torch.exp(-3 * w))

TORCH_OPTIM: dict[str, tuple[Callable[[list[Any]], Any], dict[str, float]]] = {
    "gd": (lambda w: torch.optim.SGD(w, lr=0.05), {"alpha": 0.05}),
    "momentum": (
        lambda w: torch.optim.SGD(w, lr=0.02, momentum=0.8, dampening=0.3),
        {"alpha": 0.02, "beta": 0.8, "dampening": 0.3},
    ),
    "nag": (lambda w: torch.optim.SGD(w, lr=0.02, momentum=0.8, nesterov=True), {"alpha": 0.02, "beta": 0.8}),
    "adagrad": (lambda w: torch.optim.Adagrad(w, lr=0.1, eps=1e-3), {"alpha": 0.1, "eps": 1e-3}),
    "rmsprop": (
        lambda w: torch.optim.RMSprop(w, lr=0.02, alpha=0.7, eps=1e-3),
        {"alpha": 0.02, "beta": 0.7, "eps": 1e-3},
    ),
    "adadelta": (
        lambda w: torch.optim.Adadelta(w, lr=0.5, rho=0.7, eps=1e-3),
        {"alpha": 0.5, "beta": 0.7, "eps": 1e-3},
    ),
    "adam": (
        lambda w: torch.optim.Adam(w, lr=0.05, betas=(0.8, 0.95), eps=1e-3),
        {"alpha": 0.05, "beta1": 0.8, "beta2": 0.95, "eps": 1e-3},
    ),
}


def torch_path(method: str, loss: Callable[[Any], Any] | None) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """w after every step of torch.optim, from the gradients as they are or from a loss by autograd."""

    def oracle(g: dict[str, Any]) -> dict[str, Any]:
        w = tensor(g["w"])
        optimizer = TORCH_OPTIM[method][0]([w])
        found = {}
        for t in range(1, STEPS + 1):
            optimizer.zero_grad()
            if loss is None:
                w.grad = tensor(g["gradients"][t - 1], tracked=False)
            else:
                loss(w).backward()
            found[f"g_{t}"] = w.grad.numpy().copy()
            optimizer.step()
            found[f"w_{t}"] = w.detach().numpy().copy()
        return found

    return oracle


def keras_rules(method: str, s: dict[str, float]) -> Callable[[float, float, dict[str, float], int], float]:
    """The change of one weight in one step as Keras documents it, its slots kept in a dictionary."""

    def sgd(g: float, _w: float, _slots: dict[str, float], _t: int) -> float:
        return -s["alpha"] * g

    def momentum(g: float, _w: float, slots: dict[str, float], _t: int) -> float:
        slots["v"] = s["beta"] * slots.get("v", 0.0) - s["alpha"] * g
        return slots["v"]

    def nesterov(g: float, w: float, slots: dict[str, float], t: int) -> float:
        return s["beta"] * momentum(g, w, slots, t) - s["alpha"] * g

    def adagrad(g: float, _w: float, slots: dict[str, float], _t: int) -> float:
        slots["G"] = slots.get("G", 0.1) + g * g
        return -s["alpha"] * g / sqrt(slots["G"] + s["eps"])

    def rmsprop(g: float, _w: float, slots: dict[str, float], _t: int) -> float:
        slots["v"] = s["beta"] * slots.get("v", 0.0) + g * g - s["beta"] * g * g
        return -s["alpha"] * g / sqrt(slots["v"] + s["eps"])

    def adadelta(g: float, _w: float, slots: dict[str, float], _t: int) -> float:
        slots["g2"] = s["beta"] * slots.get("g2", 0.0) + (1 - s["beta"]) * g * g
        step = -g * sqrt((slots.get("d2", 0.0) + s["eps"]) / (slots["g2"] + s["eps"]))
        slots["d2"] = s["beta"] * slots.get("d2", 0.0) + (1 - s["beta"]) * step * step
        return s["alpha"] * step

    def adam(g: float, _w: float, slots: dict[str, float], t: int) -> float:
        slots["m"] = slots.get("m", 0.0) + (g - slots.get("m", 0.0)) * (1 - s["beta1"])
        slots["v"] = slots.get("v", 0.0) + (g * g - slots.get("v", 0.0)) * (1 - s["beta2"])
        rate = s["alpha"] * sqrt(1 - s["beta2"] ** t) / (1 - s["beta1"] ** t)
        return -slots["m"] * rate / (sqrt(slots["v"]) + s["eps"])

    rules = {"gd": sgd, "momentum": momentum, "nag": nesterov, "adagrad": adagrad, "rmsprop": rmsprop}
    return (rules | {"adadelta": adadelta, "adam": adam})[method]


def keras_path(method: str, settings: dict[str, float]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def oracle(g: dict[str, Any]) -> dict[str, Any]:
        rule, slots = keras_rules(method, settings), [{} for _ in g["w"]]
        w, found = list(g["w"]), {}
        for t, slopes in enumerate(g["gradients"], 1):
            w = [one + rule(slope, one, slot, t) for one, slope, slot in zip(w, slopes, slots, strict=True)]
            found[f"w_{t}"] = w
        return found

    return oracle


def _optimizers() -> Iterator[Exercise]:
    for method, (_, settings) in TORCH_OPTIM.items():
        pytorch = {"convention": "pytorch"} | settings
        given = {"w": START, "gradients": SLOPES} | pytorch
        yield Exercise(f"{method}, gradients", f"optimizers.{method}", given, torch_path(method, None))
        bowl = {"w": START, "loss": BOWL, "steps": STEPS} | pytorch
        yield Exercise(f"{method}, of three weights", f"optimizers.{method}", bowl, torch_path(method, BOWL_AT))
        cup = {"w": -1.5, "loss": CUP, "steps": STEPS} | pytorch
        yield Exercise(f"{method}, of one weight", f"optimizers.{method}", cup, torch_path(method, CUP_AT))
        kept = {name: value for name, value in settings.items() if name != "dampening"}
        keras = {"w": START, "gradients": SLOPES, "convention": "keras"} | kept
        yield Exercise(f"{method}, Keras", f"optimizers.{method}", keras, keras_path(method, kept))


def line(g: dict[str, Any]) -> dict[str, Any]:
    """A line fitted by autograd and torch.optim, the mean squared error of each batch."""
    w, b = tensor(g["w"]), tensor(g["b"])
    optimizer = torch.optim.SGD([w, b], lr=g["alpha"])
    x, y, found = tensor(g["x"], tracked=False), tensor(g["y"], tracked=False), {}
    for t, places in enumerate(g["order"] or [list(range(len(x)))] * g["steps"], 1):
        optimizer.zero_grad()
        predicted = w * x[places] + b
        loss = torch.nn.functional.mse_loss(predicted, y[places])
        loss.backward()
        found |= {f"yhat_{t}": predicted.detach().numpy(), f"loss_{t}": loss.item(), f"dw_{t}": w.grad.item()}
        found[f"db_{t}"] = b.grad.item()
        optimizer.step()
        found |= {f"w_{t}": w.item(), f"b_{t}": b.item()}
    return found


POINTS = {"x": [-1.5, 0, 0.5, 2, 3.5, 4], "y": [-2.1, 0.4, 1.7, 4.2, 8.8, 9.1], "w": -0.3, "b": 0.7, "alpha": 0.03}
LINES = [
    Exercise(
        "batch", "regression.line_gd", POINTS | {"mode": "batch", "steps": 30, "order": None, "train_bias": True}, line
    ),
    Exercise(
        "sample by sample",
        "regression.line_gd",
        POINTS | {"mode": "sgd", "order": [[5], [0], [3], [1], [5], [2]], "train_bias": True},
        line,
    ),
    Exercise(
        "small batches",
        "regression.line_gd",
        POINTS | {"mode": "minibatch", "order": [[4, 1], [0, 2, 3], [5, 0]], "train_bias": True},
        line,
    ),
]

ACTIVATIONS = {
    "sigmoid": ({}, lambda z: torch.sigmoid(z)),
    "tanh": ({}, lambda z: torch.tanh(z)),
    "relu": ({}, lambda z: torch.relu(z)),
    "leaky_relu": ({"alpha": 0.07}, lambda z: torch.nn.functional.leaky_relu(z, 0.07)),
    "prelu": ({"alpha": 0.3}, lambda z: torch.nn.functional.prelu(z, torch.tensor([0.3], dtype=torch.float64))),
    "elu": ({"alpha": 1.7}, lambda z: torch.nn.functional.elu(z, 1.7)),
    "selu": ({}, lambda z: torch.selu(z)),
    "swish": ({"beta": 1.3}, lambda z: z * torch.sigmoid(1.3 * z)),
    "softmax": ({}, lambda z: torch.softmax(z, dim=0)),
}


def activation(g: dict[str, Any]) -> dict[str, Any]:
    """Value and derivative by autograd: of softmax all partial derivatives, elsewhere each by its own z."""
    z, function = tensor(g["z"]), ACTIVATIONS[g["name"]][1]
    jacobian = torch.autograd.functional.jacobian(function, z)
    derivative = jacobian if g["name"] == "softmax" else torch.diag(jacobian)
    return {"value": function(z).detach().numpy(), "derivative": derivative.numpy()}


def _activations() -> Iterator[Exercise]:
    for name, (parameters, _) in ACTIVATIONS.items():
        givens = {"name": name, "z": [-3.25, -0.4, 0.9, 2.75]} | parameters
        yield Exercise(name, "activations.value", givens, activation)


def loss(g: dict[str, Any]) -> dict[str, Any]:
    """A loss and its gradient by autograd, from predictions or from logits."""
    source = "p" if "p" in g else "logits"
    given, y = tensor(g[source]), tensor(g["y"], tracked=False)
    p = given if source == "p" else (torch.sigmoid if g["name"] == "bce" else OUTPUT["softmax"])(given)
    value = LOSS[g["name"]](p, y)
    value.backward()
    return {"loss": value.item(), "gradient": given.grad.numpy()}


BATCH = {"y": [[0, 1], [1, 0], [1, 0]], "p": [[0.2, 0.8], [0.65, 0.35], [0.1, 0.9]]}
LOSSES = [
    *[Exercise(name, "losses.value", BATCH | {"name": name}, loss) for name in LOSS],
    *[Exercise(name, "losses.value", {"name": name, "y": [1, 0, 0], "p": [0.3, 0.6, 0.1]}, loss) for name in LOSS],
    Exercise("bce, logits", "losses.value", {"name": "bce", "y": [1, 0, 1], "logits": [2.5, -0.3, -4]}, loss),
    Exercise("ce, logits", "losses.value", {"name": "ce", "y": BATCH["y"], "logits": grid(3, 2, 0.6)}, loss),
]


def graph(_givens: dict[str, Any]) -> dict[str, Any]:
    """The graph below by autograd: x is used three times, and what leads nowhere has no gradient."""
    x, y, k = tensor(1.3), tensor(-0.6), tensor(2.5)
    p = x * y
    q, r, s = torch.exp(p), x - k, torch.sigmoid(p)
    t = r**2
    u = torch.log(q + t)
    out = torch.tanh(u / (s + x))
    out.backward()
    return {"d_x": x.grad.item(), "d_y": y.grad.item(), "d_k": k.grad.item(), "out": out.item(), "u": u.item()}


GRAPH = {
    "inputs": {"x": 1.3, "y": -0.6, "k": 2.5},
    "nodes": [
        ["p", "mul", "x", "y"],
        ["q", "exp", "p"],
        ["r", "sub", "x", "k"],
        ["s", "sigmoid", "p"],
        ["t", "square", "r"],
        ["qt", "add", "q", "t"],
        ["u", "log", "qt"],
        ["sx", "add", "s", "x"],
        ["v", "div", "u", "sx"],
        ["out", "tanh", "v"],
    ],
    "output": "out",
}

EXERCISES = [
    *NETWORKS,
    *_optimizers(),
    *LINES,
    *_activations(),
    *LOSSES,
    Exercise("ten nodes", "graph.network", GRAPH, graph),
]
PARAMETERS = [pytest.param(one, id=f"{one.problem} {one.name} {n}") for n, one in enumerate(EXERCISES)]


def furthest(values: dict[str, Any], oracle: dict[str, Any]) -> float:
    """The largest difference between the two, in any cell that the oracle has."""
    return max(float(np.max(np.abs(np.asarray(values[name], float) - np.asarray(one)))) for name, one in oracle.items())


@pytest.mark.parametrize("exercise", PARAMETERS)
def test_the_numbers_agree_with_another_program(exercise: Exercise) -> None:
    """Every value that the other program has, to 1e-9."""
    assert furthest(solved(exercise.problem, exercise.givens), exercise.oracle(exercise.givens)) < WITHIN


FIRST_OF_EACH = {one.problem: one for one in reversed(EXERCISES)}


@pytest.mark.parametrize("problem", FIRST_OF_EACH)
def test_a_step_wrong_by_a_twentieth_of_a_percent_is_noticed(problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted into each step that the other program has, one after the other."""
    exercise, family = FIRST_OF_EACH[problem], EVERYTHING[problem]
    assert isinstance(family, Family)
    oracle = exercise.oracle(exercise.givens)
    steps = [name for name, value in oracle.items() if np.any(value)][:6]
    assert steps
    for name in steps:
        monkeypatch.setitem(EVERYTHING, problem, spoilt(family, name))
        assert furthest(solved(problem, exercise.givens), oracle) > WITHIN, name


def spoilt(family: Family, name: str) -> Family:
    """The family with one step 1.0005 times as large."""

    def planted(step: Step) -> Step:
        return replace(step, formula=lambda *values: step.formula(*values) * 1.0005) if step.name == name else step

    def working(givens: Any) -> Working:
        whole = family.working(givens)
        assert name in whole.by_name
        return replace(whole, steps=tuple(map(planted, whole.steps)))

    return replace(family, working=working)


def test_the_published_numbers_of_a_2_2_2_network() -> None:
    """To the nine digits in which they are commonly printed."""
    values = solved("backprop.network", MAZUR)
    assert values["a1"] == pytest.approx([0.593269992, 0.596884378], abs=5e-10)
    assert values["a2"] == pytest.approx([0.75136507, 0.772928465], abs=5e-9)
    assert values["loss"] == pytest.approx(0.298371109, abs=5e-10)
    np.testing.assert_allclose(values["W2_new"], [[0.35891648, 0.408666186], [0.511301270, 0.561370121]], atol=5e-9)
    np.testing.assert_allclose(values["W1_new"], [[0.149780716, 0.19956143], [0.24975114, 0.29950229]], atol=5e-9)
    # Often printed as 0.291027924, which only weights rounded on the way give.
    assert values["loss_new"] == pytest.approx(0.291027774, abs=5e-10)


def test_identity_layers_are_one_layer() -> None:
    """With h(z) = z the output is (W2 W1) x + (W2 b1 + b2), whatever the numbers."""
    givens = dense([3, 4, 2], x=[0.5, -1.2, 2], y=[0, 1], activations=["identity", "identity"], loss="mse")
    (W1, W2), (b1, b2) = (list(map(np.array, givens[name])) for name in ("W", "b"))
    assert solved("backprop.network", givens)["a2"] == pytest.approx(W2 @ W1 @ np.array(givens["x"]) + W2 @ b1 + b2)
