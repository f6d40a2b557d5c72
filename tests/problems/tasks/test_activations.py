"""The oracle of `code.activations` against independent witnesses, and what its statement must fix."""

from functools import partial

import mpmath
import numpy as np
import pytest

from problems.code.banks import drawn
from problems.code.elementwise import differences, stencil
from problems.code.mutants import wrong
from problems.code.task import Agrees, Equals, Property
from problems.tasks.activations import TASK
from reference.text import Text

mp = mpmath.mp.clone() if hasattr(mpmath.mp, "clone") else mpmath.MPContext()
mp.dps = 50


def exact_softmax(z: list[object]) -> list[object]:
    exponentials = [mp.exp(entry) for entry in z]
    return [entry / sum(exponentials) for entry in exponentials]


def sigmoid(z: object) -> object:
    return 1 / (1 + mp.exp(-z))


WITNESSES = {
    "step": lambda z: mp.mpf(z > 0),
    "sigmoid": sigmoid,
    "sigmoid_grad": lambda z: sigmoid(z) * sigmoid(-z),
    "tanh": lambda z: (mp.exp(2 * z) - 1) / (mp.exp(2 * z) + 1),
    "tanh_grad": lambda z: 1 / mp.cosh(z) ** 2,
    "relu": lambda z: z if z > 0 else mp.mpf(0),
    "relu_grad": lambda z: mp.mpf(z > 0),
}
ORACLES = [prop for prop in TASK.properties if isinstance(prop.judge, Equals)]


def witness(prop: Property, z: np.ndarray) -> np.ndarray:
    entries = [mp.mpf(float(entry)) for entry in z.ravel()]
    if prop.function != "softmax":
        return np.array([float(WITNESSES[prop.function](entry)) for entry in entries])
    width = z.shape[-1]
    rows = [entries[at : at + width] for at in range(0, len(entries), width)]
    return np.array([[float(entry) for entry in exact_softmax(row)] for row in rows]).ravel()


def disagreements(prop: Property, scale: float = 1.0) -> int:
    found = 0
    for args in drawn(prop.inputs, "witness", TASK.id):
        expected = scale * np.asarray(prop.judge.oracle(*args), dtype=float)
        found += not np.allclose(expected.ravel(), witness(prop, args[0]), rtol=1e-12, atol=1e-14)
        assert expected.shape == args[0].shape
    return found


@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_the_oracle_agrees_with_fifty_digits(prop: Property) -> None:
    assert disagreements(prop) == 0
    assert disagreements(prop, scale=1.0005) > 0, "the witness does not see a fault of 0.05 %"


@pytest.mark.parametrize("prop", [p for p in TASK.properties if isinstance(p.judge, Agrees)], ids=lambda prop: prop.id)
def test_central_differences_of_the_right_function_give_its_derivative(prop: Property) -> None:
    """Well inside the property's tolerance, for float32 values too."""
    own = next(p.judge.oracle for p in ORACLES if p.id == f"{prop.probes[1].function}.values")
    for (z,) in drawn(prop.inputs, "witness", TASK.id):
        for dtype, tolerance in ((np.float64, 2e-6), (np.float32, 2e-5)):
            values = np.asarray(own(*stencil(z.astype(dtype))), dtype=dtype)
            slopes = differences((z,), (values.astype(float),))
            assert np.allclose(slopes, witness(prop, z), rtol=0, atol=tolerance)


def test_the_statement_fixes_what_books_define_differently() -> None:
    for text in (TASK.statement.ko, TASK.statement.en):
        assert "$x > 0$" in text
        assert "0 at 0" in text or "0에서는 0" in text
        assert "±1000" in text


def test_every_named_mistake_speaks_both_languages_and_has_its_own_id() -> None:
    ids = [mutant.id for mutant in TASK.mutants]
    assert len(set(ids)) == len(ids)
    named = [mutant for mutant in TASK.mutants if mutant.message is not None]
    assert len(named) >= 30
    assert len({(mutant.function, mutant.message.en) for mutant in named if mutant.message}) == len(named)
    assert all(mutant.message.ko != mutant.message.en for mutant in named if mutant.message)


def test_a_mutant_is_written_from_an_expression_or_from_lines() -> None:
    make = partial(wrong, "x", "f(z)", message=Text("", ""))
    assert make("z + 1").source == "def f(z):\n    return z + 1\n"
    assert make("y = z\nreturn y").source == "def f(z):\n    y = z\n    return y\n"
    assert make("z").function == "f"
