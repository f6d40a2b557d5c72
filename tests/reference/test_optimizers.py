"""Every optimizer against witnesses of its own: PyTorch, the lecture's numbers, 50 digits; and what they catch."""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy

from reference.interval import Interval
from reference.optimizers import CONVENTIONS, GD, OPTIMIZERS, RMSPROP, Assignment, Form, rule, running
from reference.tex import Tex
from reference.vocabulary import NoExactValueError, sqrt
from tests.conftest import required_in_ci

LECTURE = json.loads((Path(__file__).parents[1] / "data" / "lecture" / "optimizers.json").read_text())
START = np.array([1.5, -0.8, 0.3])
GRADIENTS = np.array([[0.5, -2.0, 1e-4], [-0.2, 0.3, -2e-4], [0.1, 1.0, 5e-5], [0.0, -0.7, 1e-4], [1.5, 0.2, 3e-4]])
"""Five steps that change sign, one parameter with gradients so small that the place of eps decides."""

Torch = Any
OF_PYTORCH: dict[str, tuple[Callable[[Torch, list[Any]], Any], dict[str, float]]] = {
    "gd": (lambda torch, w: torch.optim.SGD(w, lr=0.1), {"alpha": 0.1}),
    "momentum": (lambda torch, w: torch.optim.SGD(w, lr=0.1, momentum=0.8), {"alpha": 0.1, "beta": 0.8}),
    "nag": (
        lambda torch, w: torch.optim.SGD(w, lr=0.1, momentum=0.8, nesterov=True),
        {"alpha": 0.1, "beta": 0.8},
    ),
    "adagrad": (lambda torch, w: torch.optim.Adagrad(w, lr=0.1, eps=1e-3), {"alpha": 0.1, "eps": 1e-3}),
    "rmsprop": (
        lambda torch, w: torch.optim.RMSprop(w, lr=0.1, alpha=0.7, eps=1e-3),
        {"alpha": 0.1, "beta": 0.7, "eps": 1e-3},
    ),
    "adadelta": (
        lambda torch, w: torch.optim.Adadelta(w, lr=0.5, rho=0.7, eps=1e-3),
        {"alpha": 0.5, "beta": 0.7, "eps": 1e-3},
    ),
    "adam": (
        lambda torch, w: torch.optim.Adam(w, lr=0.1, betas=(0.8, 0.95), eps=1e-3),
        {"alpha": 0.1, "beta1": 0.8, "beta2": 0.95, "eps": 1e-3},
    ),
}


@pytest.fixture(scope="module")
def torch():
    try:
        import torch  # noqa: PLC0415 - outside of the pinned dependencies
    except ImportError:
        required_in_ci("PyTorch is not installed: pip install torch")
    return torch


def pytorch_path(torch: Torch, make: Callable[[Torch, list[Any]], Any]) -> np.ndarray:
    w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = make(torch, [w])
    path = []
    for g in GRADIENTS:
        w.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
        path.append(w.detach().numpy().copy())
    return np.array(path)


def own_path(form: Form, settings: Mapping[str, float], gradients: Any = GRADIENTS) -> np.ndarray:
    queue = iter(gradients)
    return np.array([v["w"] for v in form.path(START, lambda _point: next(queue), len(gradients), **settings)])


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_pytorchs_form_takes_pytorchs_steps(torch, name) -> None:
    """Five steps of three parameters, to 12 digits; and a rule whose step is wrong by 0.05 % is seen."""
    make, settings = OF_PYTORCH[name]
    form, theirs = OPTIMIZERS[name].forms["pytorch"], pytorch_path(torch, make)

    assert own_path(form, settings) == pytest.approx(theirs, abs=1e-12)
    *before, last = form.rule
    planted = Assignment("w", _scaled(last))
    assert own_path(replace(form, rule=(*before, planted)), settings) != pytest.approx(theirs, abs=1e-5)


def _scaled(update: Assignment) -> Callable[..., Any]:
    """The same assignment to w, its change 1.0005 times as long."""

    def planted(**values: Any) -> Any:
        return values["w"] + 1.0005 * (update.formula(**values) - values["w"])

    def formula(*args: Any) -> Any:
        return planted(**dict(zip(update.reads, args, strict=True)))

    formula.__signature__ = inspect.signature(update.formula)  # type: ignore[attr-defined]
    return formula


def test_pytorchs_dampening_spares_the_first_step(torch) -> None:
    """The buffer starts as the first gradient itself, so dampening 0.9 is not the lecture's running mean."""
    theirs = pytorch_path(torch, lambda torch, w: torch.optim.SGD(w, lr=0.1, momentum=0.9, dampening=0.9))
    momentum = OPTIMIZERS["momentum"].forms

    assert own_path(momentum["pytorch"], {"alpha": 0.1, "dampening": 0.9}) == pytest.approx(theirs, abs=1e-12)
    assert own_path(momentum["seed"], {"alpha": 0.1})[0] != pytest.approx(theirs[0], abs=1e-3)


def test_pytorchs_usual_settings_are_pytorchs(torch) -> None:
    """Step for step with no setting given; where the learning rate has no number in the lecture, none is claimed."""
    classes = {"adagrad": "Adagrad", "rmsprop": "RMSprop", "adadelta": "Adadelta", "adam": "Adam", "gd": "SGD"}
    for name, optimizer in classes.items():
        theirs = pytorch_path(torch, lambda torch, w, optimizer=optimizer: getattr(torch.optim, optimizer)(w))
        assert own_path(OPTIMIZERS[name].forms["pytorch"], {}) == pytest.approx(theirs, abs=1e-12), name


@pytest.mark.parametrize("name", LECTURE["square"]["paths"])
def test_the_lectures_form_gives_the_lectures_path(name) -> None:
    """Three steps on L = w^2 from w = 1, with the constants that the slides name."""
    form = OPTIMIZERS[name].lecture
    settings = {"alpha": LECTURE["square"]["alpha"]} if "alpha" in form.settings else {}
    path = form.path(np.float64(LECTURE["square"]["w"]), lambda w: 2 * w, 3, **settings)

    assert [v["w"] for v in path] == pytest.approx(LECTURE["square"]["paths"][name], abs=1e-12)


def test_the_lectures_constants() -> None:
    """beta 0.9, 0.999 for Adam's second moment, eps 1e-8; no learning rate for AdaDelta."""
    for name, constants in LECTURE["constants"].items():
        assert {k: v for k, v in OPTIMIZERS[name].lecture.settings.items() if k != "alpha"} == constants
    assert "alpha" not in OPTIMIZERS["adadelta"].lecture.settings


def test_rmsprop_as_the_slide_prints_it_is_another_path() -> None:
    """Without beta before the running mean nothing is forgotten: the witness tells the two apart at the second step."""
    printed = replace(
        RMSPROP.lecture,
        rule=(*rule(Eg2=lambda beta, Eg2, g: Eg2 + (1 - beta) * g**2), RMSPROP.lecture.rule[-1]),
    )
    path = [v["w"] for v in printed.path(np.float64(1), lambda w: 2 * w, 3, alpha=0.1)]

    assert path == pytest.approx(LECTURE["square"]["rmsprop_as_printed"], abs=1e-12)
    assert path[1:] != pytest.approx(LECTURE["square"]["paths"]["rmsprop"][1:], abs=1e-3)


def test_adams_second_moment_averages_the_square_of_the_gradient() -> None:
    """(dL/dw)^2 = 16 at w = 2, not d(L^2)/dw = 32 as one slide has it."""
    found = OPTIMIZERS["adam"].lecture.path(np.float64(2), lambda w: 2 * w, 1, alpha=0.1, beta2=0.0)[0]["v"]

    assert found == LECTURE["second_moment_at_2"]["right"] != LECTURE["second_moment_at_2"]["as_printed"]


def test_gradient_descent_on_the_lectures_line() -> None:
    """The batch step and the first sample's as printed; the second with a fresh prediction, which the slide has not."""
    line = LECTURE["line"]
    x, y, printed = np.array(line["x"]), np.array(line["y"]), line["printed"]

    def after(w: float, rows: Any) -> float:
        gradient = -2 * np.mean((y[rows] - w * x[rows]) * x[rows])
        return float(GD.lecture.step({"w": w, "g": gradient, "alpha": line["alpha"], "t": 1})["w"])

    first = after(line["w"], [printed["first_sample"]["index"]])

    assert line["w"] * x == pytest.approx(printed["yhat"])
    assert np.mean((y - line["w"] * x) ** 2) == pytest.approx(line["right"]["MSE"])
    assert after(line["w"], slice(None)) == pytest.approx(line["right"]["batch"])
    assert round(line["right"]["batch"], 3) == printed["batch"]
    assert first == pytest.approx(printed["first_sample"]["w"])
    second = after(first, [printed["second_sample"]["index"]])
    assert second == pytest.approx(line["right"]["second_sample"])
    assert second != pytest.approx(printed["second_sample"]["w"], abs=0.02)


def test_kerass_measured_steps() -> None:
    """What Keras did on L = w^2: an accumulator that starts at 0.1, the look-ahead point, eps beside the raw root."""

    def first(name: str, **settings: float) -> list[float]:
        path = OPTIMIZERS[name].forms["keras"].path(np.float64(1), lambda w: 2 * w, 2, alpha=0.1, **settings)
        return [float(v["w"]) for v in path]

    assert 1 - first("adagrad")[0] == pytest.approx(0.0988, abs=5e-5)
    assert first("nag") == pytest.approx([0.62, 0.2224], abs=1e-12)
    assert first("adam", eps=0.1)[0] == pytest.approx(0.9613, abs=5e-5)
    seed = OPTIMIZERS["adam"].lecture.path(np.float64(1), lambda w: 2 * w, 1, alpha=0.1, eps=0.1)
    assert seed[0]["w"] == pytest.approx(0.9048, abs=5e-5)


def test_the_lectures_momentum_is_the_libraries_with_another_learning_rate() -> None:
    """alpha (1 - beta) in PyTorch and Keras walks the lecture's path."""
    forms = OPTIMIZERS["momentum"].forms
    for library in ("pytorch", "keras"):
        assert own_path(forms["seed"], {"alpha": 0.1}) == pytest.approx(own_path(forms[library], {"alpha": 0.01}))


@pytest.mark.parametrize("library", ["pytorch", "keras"])
def test_the_libraries_nag_reports_the_lectures_look_ahead_point(library) -> None:
    """Their w after every step is where the lecture's form wants its next gradient."""

    def slope(w: Any) -> Any:
        return np.array([2.0, 0.6, 4.0]) * w

    seed, theirs = OPTIMIZERS["nag"].lecture, OPTIMIZERS["nag"].forms[library]
    ours = seed.path(START, slope, 4, alpha=0.05)
    points = np.array([seed.gradient_point(values) for values in ours])
    reported = np.array([v["w"] for v in theirs.path(START, slope, 4, alpha=0.05)])
    assert points == pytest.approx(reported, abs=1e-12)


def _adam_at_50_digits(gradients: list[Any]) -> list[Any]:
    """Adam's published algorithm, written out from the paper for one parameter."""
    alpha, beta1, beta2, eps = (mpmath.mpf(text) for text in ("0.1", "0.9", "0.999", "1e-8"))
    w, found = mpmath.mpf(1), []
    for t in range(1, len(gradients) + 1):
        past = [(t - s, gradients[s - 1]) for s in range(1, t + 1)]
        m = sum((1 - beta1) * beta1**age * g for age, g in past)
        v = sum((1 - beta2) * beta2**age * g * g for age, g in past)
        w -= alpha * (m / (1 - beta1**t)) / (mpmath.sqrt(v / (1 - beta2**t)) + eps)
        found.append(w)
    return found


def test_adam_agrees_with_50_digits() -> None:
    """Its moments as plain sums over the past; 0.8275002408 after gradients 0.5, -0.2, 0.1."""
    with mpmath.workdps(50):
        true = _adam_at_50_digits([mpmath.mpf(text) for text in ("0.5", "-0.2", "0.1")])
    queue = iter([0.5, -0.2, 0.1])
    ours = OPTIMIZERS["adam"].lecture.path(np.float64(1), lambda _w: next(queue), 3, alpha=0.1)

    assert [v["w"] for v in ours] == pytest.approx([float(w) for w in true], rel=1e-13)
    assert ours[-1]["w"] == pytest.approx(0.827500240836, abs=1e-12)


def _environment(name: str, convention: str) -> dict[str, str]:
    form = OPTIMIZERS[name].forms[convention]
    settings = {key: str(value or 0.25) for key, value in form.settings.items()}
    return settings | dict.fromkeys(form.start, "0.36") | {"w": "0.75", "g": "-0.5"}


FORMS = [(name, convention) for name in OPTIMIZERS for convention in CONVENTIONS]


@pytest.mark.parametrize(("name", "convention"), FORMS)
def test_every_reading_of_a_rule_agrees(name, convention) -> None:
    """SymPy's value, bounds that hold it, and TeX for every assignment of the third step."""
    form, given = OPTIMIZERS[name].forms[convention], _environment(name, convention)
    numbers = form.step({key: np.float64(text) for key, text in given.items()} | {"t": 3})
    symbols = {key: sympy.Symbol(key, positive=key != "g") for key in given}
    there = {symbols[key]: sympy.Rational(text) for key, text in given.items()}
    algebra = form.step({**symbols, "t": sympy.Integer(3)})
    spans = {key: Interval(np.float64(text) - 1e-9, np.float64(text) + 1e-9) for key, text in given.items()}
    bounds = form.step(spans | {"t": 3})
    for assignment in form.rule:
        value = numbers[assignment.name]
        assert float(algebra[assignment.name].subs(there).evalf(30)) == pytest.approx(value, rel=1e-12)
        assert bounds[assignment.name].low <= value <= bounds[assignment.name].high
        page = str(assignment.value({key: Tex(key) for key in assignment.reads}))
        assert all(read in page for read in assignment.reads), page


@pytest.mark.parametrize("name", ["gd", "momentum", "nag"])
def test_polynomial_rules_have_exact_values(name) -> None:
    """Fractions stay fractions, and equal the floats."""
    for convention in CONVENTIONS:
        form, given = OPTIMIZERS[name].forms[convention], _environment(name, convention)
        exact = form.step({key: Fraction(text) for key, text in given.items()} | {"t": 2})["w"]
        assert isinstance(exact, Fraction)
        assert float(exact) == pytest.approx(form.step({k: float(v) for k, v in given.items()} | {"t": 2})["w"])


def test_a_step_changes_nothing_it_was_given() -> None:
    """Parameters, gradients and states are the caller's."""
    for name, convention in FORMS:
        given = {key: np.full(2, float(text)) for key, text in _environment(name, convention).items()}
        before = {key: value.copy() for key, value in given.items()}
        OPTIMIZERS[name].forms[convention].step(given | {"t": 2})
        assert all(np.array_equal(given[key], before[key]) for key in given)


def test_every_method_has_every_convention_and_reads_only_what_it_has() -> None:
    """And every form ends with the parameters."""
    for optimizer in OPTIMIZERS.values():
        assert tuple(optimizer.forms) == CONVENTIONS
        assert optimizer.title.ko and optimizer.title.en
        for form in optimizer.forms.values():
            known = {"w", "g", "t", *form.settings, *form.start}
            for assignment in form.rule:
                assert set(assignment.reads) <= known
                known.add(assignment.name)
            assert form.rule[-1].name == "w"


def test_a_root_in_every_reading() -> None:
    """Exact where a fraction is a square, refused where it is not or is negative; a radical sign on the page."""
    assert sqrt(Fraction(9, 4)) == Fraction(3, 2)
    assert isinstance(sqrt(Fraction(9, 4)), Fraction)
    for none in (Fraction(2), Fraction(-4)):
        with pytest.raises(NoExactValueError):
            sqrt(none)
    assert sqrt(np.array([4.0, 2.0])) == pytest.approx([2, 1.4142135623730951])
    assert str(sqrt(Tex("v") + Tex("e"))) == r"\sqrt{v + e}"
    assert sqrt(sympy.Symbol("x", positive=True) ** 2) == sympy.Symbol("x", positive=True)
    assert sqrt(Interval(np.float64(4), np.float64(9))).high == 3


def test_a_running_mean_forgets() -> None:
    """beta of the old and 1 - beta of the new."""
    assert running(Fraction(9, 10), Fraction(2), Fraction(12)) == 3
