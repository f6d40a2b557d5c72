"""Keras and PyTorch by their arguments: two steps as the libraries take them, other conventions by name."""

from collections.abc import Callable
from fractions import Fraction
from math import sqrt
from typing import Any

import pytest

from grader.grade import HandedIn, Submission, grade
from problems import question
from problems.catalog import FAMILIES
from problems.givens import GivensError
from problems.library.call import KERAS, PYTORCH, path
from problems.sets.problem_set import Problem
from problems.variant import Givens
from tests.conftest import required_in_ci

try:
    import torch
except ImportError:  # outside of the pinned dependencies
    torch = None

OF_KERAS = ("keras.sgd_momentum", "keras.sgd_nesterov", "keras.by_name", "keras.adaptive")
OF_PYTORCH = ("pytorch.sgd", "pytorch.adaptive")
WITHIN = 1e-9


def _drawn(names: tuple[str, ...], count: int) -> list[Givens]:
    return [question.variant_of(FAMILIES[name], f"library {n}").givens for name in names for n in range(count)]


def _values(name: str, givens: Givens) -> dict[str, Any]:
    family = FAMILIES[name]
    return question.values(family, question.variant_of(family, "", givens=givens))


def _marked(name: str, givens: Givens, answers: dict[str, str]) -> dict[str, Any]:
    variant = question.variant_of(FAMILIES[name], "", givens=givens)
    report = grade(Submission((HandedIn(Problem("q1", name, Fraction(10)), variant, answers),)))
    return {finding.check: finding for finding in report.problems[0].findings}


def _made(call: str, w: Any, given: dict[str, float]) -> Any:
    """The optimizer of torch.optim that the snippet makes."""
    betas = {"betas": (given.pop("beta1"), given.pop("beta2"))} if "beta1" in given else {}
    spelt = {PYTORCH[call].keywords[own]: value for own, value in given.items()}
    nesterov = {"nesterov": True} if call == "SGD nesterov" else {}
    return getattr(torch.optim, PYTORCH[call].name)([w], **spelt, **betas, **nesterov)


def test_pytorch_takes_these_steps(sample) -> None:
    """Each drawn variant, in double precision, against torch.optim."""
    if torch is None:
        required_in_ci("PyTorch is not installed: pip install torch")
    for givens in _drawn(OF_PYTORCH, len(sample(300, short=25))):
        names = ("alpha", "beta", "beta1", "beta2", "eps", "dampening", "G_0")
        given = {name: float(givens[name]) for name in names if givens[name] is not None}
        w = torch.tensor(float(givens["w"]), dtype=torch.float64, requires_grad=True)
        optimizer = _made(givens["call"], w, given)
        found = path(PYTORCH[givens["call"]].form, givens)
        for gradient, ours in zip(givens["gradients"], found, strict=True):
            w.grad = torch.tensor(float(gradient), dtype=torch.float64)
            optimizer.step()
            assert abs(float(ours["w"]) - w.item()) < WITHIN, givens


Rule = Callable[[Givens, dict[str, float]], list[float]]


def _sgd(g: Givens, s: dict[str, float]) -> list[float]:
    w, velocity, found = float(g["w"]), 0.0, []
    for gradient in map(float, g["gradients"]):
        velocity = s.get("beta", 0.0) * velocity - s["alpha"] * gradient
        w += s.get("beta", 0.0) * velocity - s["alpha"] * gradient if g["call"] == "SGD nesterov" else velocity
        found.append(w)
    return found


def _adagrad(g: Givens, s: dict[str, float]) -> list[float]:
    w, accumulator, found = float(g["w"]), s["G_0"], []
    for gradient in map(float, g["gradients"]):
        accumulator += gradient * gradient
        w -= s["alpha"] * gradient / sqrt(accumulator + s["eps"])
        found.append(w)
    return found


def _rmsprop(g: Givens, s: dict[str, float]) -> list[float]:
    w, velocity, found = float(g["w"]), 0.0, []
    for gradient in map(float, g["gradients"]):
        velocity += (1 - s["beta"]) * (gradient * gradient - velocity)
        w -= s["alpha"] * gradient / sqrt(velocity + s["eps"])
        found.append(w)
    return found


def _adam(g: Givens, s: dict[str, float]) -> list[float]:
    w, m, v, found = float(g["w"]), 0.0, 0.0, []
    for step, gradient in enumerate(map(float, g["gradients"]), 1):
        m += (1 - s["beta1"]) * (gradient - m)
        v += (1 - s["beta2"]) * (gradient * gradient - v)
        rate = s["alpha"] * sqrt(1 - s["beta2"] ** step) / (1 - s["beta1"] ** step)
        w -= rate * m / (sqrt(v) + s["eps"])
        found.append(w)
    return found


PUBLISHED: dict[str, tuple[Rule, dict[str, float]]] = {
    "SGD": (_sgd, {"alpha": 0.01}),
    "SGD momentum": (_sgd, {"alpha": 0.01}),
    "SGD nesterov": (_sgd, {"alpha": 0.01}),
    "Adagrad": (_adagrad, {"alpha": 0.001, "G_0": 0.1, "eps": 1e-7}),
    "RMSprop": (_rmsprop, {"alpha": 0.001, "beta": 0.9, "eps": 1e-7}),
    "Adam": (_adam, {"alpha": 0.001, "beta1": 0.9, "beta2": 0.999, "eps": 1e-7}),
}
"""Keras 3's published rules and defaults, written out here."""


def test_keras_takes_these_steps(sample) -> None:
    for givens in _drawn(OF_KERAS, len(sample(300, short=25))):
        rule, usual = PUBLISHED[givens["call"]]
        given = {name: float(givens[name]) for name in (*usual, "beta") if givens.get(name) is not None}
        found = path(KERAS[givens["call"]].form, givens)
        assert [float(one["w"]) for one in found] == pytest.approx(rule(givens, usual | given), abs=WITHIN), givens


def test_a_rule_off_by_a_twentieth_of_a_percent_is_caught() -> None:
    """Planted: the published rule with a rate of 1.0005 times the right one disagrees."""
    givens = _drawn(("keras.adaptive",), 1)[0]
    rule, usual = PUBLISHED[givens["call"]]
    given = {name: float(givens[name]) for name in usual if givens.get(name) is not None}
    found = [float(one["w"]) for one in path(KERAS[givens["call"]].form, givens)]

    assert found != pytest.approx(rule(givens, usual | given | {"alpha": given["alpha"] * 1.0005}), abs=WITHIN)


NESTEROV = {"w": "1", "gradients": ["2", "1.2"], "alpha": "0.1", "beta": "0.9"}
SAME_PATH = {"question": "same-path", "options": ["same-rate", "product", "quotient", "other-share"]}


def test_the_lectures_momentum_is_the_librarys_with_a_tenth_of_the_rate() -> None:
    """E4-18: v = 0.9 v + 0.1 g with rate 0.1 goes where Keras goes with rate 0.01; with 0.1 it is named."""
    tenth = {"call": "SGD momentum", "w": "1", "gradients": ["2", "1"], "beta": "0.9"} | SAME_PATH
    lecture_w, v = 1.0, 0.0
    for g in (2.0, 1.0):
        v = 0.9 * v + 0.1 * g
        lecture_w -= 0.1 * v
    found = _values("keras.sgd_momentum", tenth | {"alpha": "0.01"})
    marked = _marked("keras.sgd_momentum", tenth | {"alpha": "0.1"}, {"w_2": f"{lecture_w:.4f}", "choice": "B"})

    assert found["w_2"] == pytest.approx(lecture_w)
    assert found["choice"] == "B"
    assert marked["w_2"].mistake == "lecture-form"
    assert marked["choice"].score > 0


def test_the_reported_point_is_the_one_ahead() -> None:
    """E4-19: of L = w^2 from w = 1 with rate 0.1 and momentum 0.9, Keras reports 0.62 after the first step."""
    asked = {"question": "reported-point", "options": ["point-ahead", "before-look", "average", "velocity"]}
    givens = {"call": "SGD nesterov", "w": "1", "gradients": ["2", "1.24"], "alpha": "0.1", "beta": "0.9"} | asked
    found = _values("keras.sgd_nesterov", givens)
    marked = _marked("keras.sgd_nesterov", givens, {"w_1": "0.8"})

    assert found["w_1"] == pytest.approx(0.62)
    assert found["w_2"] == pytest.approx(0.2224)
    assert marked["w_1"].mistake == "lecture-form"


def test_keras_accumulator_starts_at_a_tenth() -> None:
    """E4-20: the first step of Adagrad from L = w^2 / 2 at w = 1 with rate 0.1 is 0.1 / sqrt(1.1), not 0.1."""
    asked = {"question": "accumulator-start", "options": ["tenth", "zero", "one", "eps"]}
    givens = {"call": "Adagrad", "w": "1", "gradients": ["1", "1"], "alpha": "0.1"} | asked
    found = _values("keras.adaptive", givens)

    assert found["w_1"] == pytest.approx(1 - 0.1 / sqrt(1.1), abs=1e-7)
    assert _marked("keras.adaptive", givens, {"w_1": "0.9000"})["w_1"].mistake == "lecture-form"


def test_adadelta_has_a_rate_in_both_libraries() -> None:
    """E4-24: PyTorch's steps are 1000 times Keras's for the same other arguments: the rate is 1, or 0.001."""
    steps = {}
    for library, question_of, options in (
        ("keras", "epsilon-place", ["inside", "outside", "gradient", "rate"]),
        ("pytorch", "adadelta-rate", ["one", "none", "thousandth", "hundredth"]),
    ):
        asked = {"question": question_of, "options": options}
        givens = {"call": "Adadelta", "w": "1", "gradients": ["2", "1"], "beta": "0.9", "eps": "0.01"} | asked
        steps[library] = 1 - _values(f"{library}.adaptive", givens)["w_1"]

    assert steps["pytorch"] == pytest.approx(1000 * steps["keras"])


def test_a_name_stands_for_the_defaults() -> None:
    """E4-26: "adam" steps by 0.001, "sgd" by 0.01 times the gradient; the other's rate is named."""
    asked = {"question": "no-such-name", "options": ["momentum", "adagrad", "adadelta", "rmsprop"]}
    found = _values("keras.by_name", {"call": "SGD", "w": "1", "gradients": ["2", "1"]} | asked)
    adam = {"call": "Adam", "w": "1", "gradients": ["2", "1"]} | asked

    assert found["w_2"] == pytest.approx(0.97)
    assert _values("keras.by_name", adam)["w_1"] == pytest.approx(0.999, abs=1e-7)
    assert _marked("keras.by_name", adam, {"w_1": "0.990000"})["w_1"].mistake == "other-default-rate"


@pytest.mark.parametrize("name", [*OF_KERAS, *OF_PYTORCH])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"gradients": ["1"]}, "gradients must hold 2"),
        ({"gradients": ["0", "1"]}, "must not be 0"),
        ({"options": ["tenth", "tenth"]}, "options"),
        ({"question": "no-such-question"}, "question must be one of"),
        ({"w": 10**15, "gradients": [10**15, 10**15]}, "too large"),
    ],
)
def test_arguments_that_cannot_be_are_explained(name, change, said) -> None:
    givens = dict(question.variant_of(FAMILIES[name], "bad").givens)
    if said == "too large":  # Adam's steps have the size of the rate whatever the gradients are
        givens |= {"alpha": 10**15}
    with pytest.raises(GivensError) as caught:
        question.variant_of(FAMILIES[name], "", givens=givens | change)
    assert said in caught.value.text.en
    assert caught.value.text.ko


def test_an_argument_of_another_class_is_refused() -> None:
    givens = question.variant_of(FAMILIES["keras.sgd_momentum"], "0").givens
    with pytest.raises(GivensError, match="no argument of SGD"):
        question.variant_of(FAMILIES["keras.sgd_momentum"], "", givens=givens | {"dampening": "0.5"})
