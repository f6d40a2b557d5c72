"""The oracle of `code.numerical_gradient` against derivatives by hand, and the functions that it is given."""

from typing import Any

import numpy as np
import pytest

from problems.code.banks import drawn
from problems.code.inputs import Given, data
from problems.code.task import Equals, Property, ReturnsArray
from problems.tasks.numerical_gradient import CUBES, CURVES, GIVEN, SIZES, SQUARED_SUM, SQUARES, TASK
from reference.numerical import numerical_gradient

DERIVATIVES = {
    SQUARES: lambda x: 2.0 * x,
    CUBES: lambda x: 3.0 * np.arange(1, x.size + 1).reshape(x.shape) * x**2,
    SQUARED_SUM: lambda x: np.full(x.shape, 2.0 * x.sum()),
    SIZES: lambda x: np.sign(x) * 1.0,
    CURVES: lambda x: np.cosh(x) ** -2.0,
}
ORACLES = [prop for prop in TASK.properties if isinstance(prop.judge, Equals)]


def disagreements(prop: Property, scale: float = 1.0) -> int:
    found = 0
    for f, x in drawn(prop.inputs, "witness", TASK.id):
        expected = scale * prop.judge.oracle(f, x)
        assert expected.shape == x.shape
        found += not np.allclose(expected, DERIVATIVES[f](x), rtol=1e-6, atol=1e-6)
    return found


@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_the_oracle_agrees_with_derivatives_by_hand(prop: Property) -> None:
    assert disagreements(prop) == 0
    assert disagreements(prop, scale=1.0005) > 0, "the witness does not see a fault of 0.05 %"


def one_sided(f: Any, x: np.ndarray, h: float) -> np.ndarray:
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + step) - f(x)) / h for step in steps]).reshape(x.shape)


@pytest.mark.parametrize("h", [1e-3, 1e-4, 1e-5, 1e-6])
@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_every_step_that_the_statement_allows_is_within_tolerance(prop: Property, h: float) -> None:
    for f, x in drawn(prop.inputs, "witness", TASK.id):
        wanted = prop.judge.oracle(f, x)
        assert (
            np.abs(numerical_gradient(f, x, h) - wanted) <= prop.judge.atol + prop.judge.rtol * np.abs(wanted)
        ).all()


@pytest.mark.parametrize("h", [1e-4, 1e-7, 1e-10])
def test_no_forward_difference_passes_a_kink(h: float) -> None:
    (kink,) = [prop for prop in ORACLES if prop.id.endswith(".kink")]
    for f, x in kink.inputs.always:
        assert np.abs(one_sided(f, x, h) - kink.judge.oracle(f, x)).max() > 0.5


def test_the_oracle_leaves_its_argument_and_takes_integers_and_every_shape() -> None:
    x = np.array([[1, 2], [3, 4]])
    assert np.allclose(numerical_gradient(SQUARES, x), [[2, 4], [6, 8]])
    assert x.tolist() == [[1, 2], [3, 4]]
    assert np.allclose(numerical_gradient(SQUARES, 3.0), 6)
    assert numerical_gradient(SQUARES, np.zeros((0, 2))).shape == (0, 2)


def test_every_given_function_stands_in_the_statement_as_it_is_run() -> None:
    used = {args[0] for prop in TASK.properties for seed in "ab" for args in drawn(prop.inputs, seed, TASK.id)}
    assert used == set(GIVEN)
    for given in GIVEN:
        for text in (TASK.statement.ko, TASK.statement.en):
            assert given.source in text
        assert isinstance(given, Given)
        assert np.ndim(given(np.array([1.0, 2.0]))) == 0


def test_data_are_the_arguments_that_are_no_functions() -> None:
    assert data((SQUARES, 1.0, "a")) == (1.0, "a")


def test_a_check_that_nothing_changes_waits_for_right_values() -> None:
    (array,) = [prop for prop in TASK.properties if isinstance(prop.judge, ReturnsArray)]
    assert array.after == "numerical_gradient.vector"
