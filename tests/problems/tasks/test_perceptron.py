"""The oracles of `code.perceptron` against exact numbers, and inputs whose sums no rounding can tip."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from problems.code.banks import drawn
from problems.code.inputs import Args
from problems.code.task import EqualsParts, KeepsArguments, Property
from problems.tasks.perceptron import FROM_NOTHING, TASK, table
from reference.gates import GATES

ORACLES = [prop for prop in TASK.properties if isinstance(prop.judge, EqualsParts)]
OF_FIT = [prop for prop in ORACLES if prop.function == "fit"]


def exactly(value: Any) -> Any:
    return [exactly(part) for part in value] if np.ndim(value) else Fraction(float(value))


def sums_and_result(args: Args) -> tuple[list[Fraction], list[Fraction]]:
    """The weighted sums of a whole `fit`, and its weights and bias, in fractions and written out."""
    X, y, w, b, eta, epochs = (exactly(part) for part in args)
    sums = []
    for _ in range(int(epochs)):
        for x, label in zip(X, y, strict=True):
            sums.append(sum((wi * xi for wi, xi in zip(w, x, strict=True)), b))
            error = label - (1 if sums[-1] > 0 else 0)
            w = [wi + eta * error * xi for wi, xi in zip(w, x, strict=True)]
            b += eta * error
    return sums, [*w, b]


def updated(args: Args) -> list[Fraction]:
    w, b, x, y, o, eta = (exactly(part) for part in args)
    return [*(wi + eta * (y - o) * xi for wi, xi in zip(w, x, strict=True)), b + eta * (y - o)]


def disagreements(prop: Property, scale: float = 1.0) -> int:
    found = 0
    for args in drawn(prop.inputs, "witness", TASK.id):
        w, b = prop.judge.oracle(*args)
        right = sums_and_result(args)[1] if prop.function == "fit" else updated(args)
        found += not np.allclose(scale * np.append(w, b), np.array(right, dtype=float), rtol=1e-12, atol=1e-14)
        assert np.shape(b) == ()
    return found


@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_the_oracle_agrees_with_fractions(prop: Property) -> None:
    assert disagreements(prop) == 0
    assert disagreements(prop, scale=1.0005) > 0, "the witness does not see a fault of 0.05 %"


@pytest.mark.parametrize("prop", OF_FIT, ids=lambda prop: prop.id)
def test_every_number_of_a_fit_is_exact_in_float32(prop: Property) -> None:
    """So that neither the type nor the order of a sum decides whether a perceptron fires."""
    for seed in "abc":
        for args in drawn(prop.inputs, seed, TASK.id):
            sums, result = sums_and_result(args)
            assert all(Fraction(float(np.float32(float(value)))) == value for value in (*sums, *result))


@pytest.mark.parametrize("prop", [p for p in OF_FIT if p.id in ("fit.epoch", "fit.epochs", "fit.long")])
def test_only_the_check_of_the_convention_meets_a_sum_of_zero(prop: Property) -> None:
    for args in drawn(prop.inputs, "witness", TASK.id):
        assert 0 not in sums_and_result(args)[0]
    assert all(sums_and_result(args)[0][0] == 0 for args in FROM_NOTHING.always)


def test_learning_from_nothing_ends_at_the_gate() -> None:
    X, y, *rest = FROM_NOTHING.always[-1]
    w, b = OF_FIT[0].judge.oracle(X, y, *rest)
    assert (X @ w + b > 0).tolist() == [bool(label) for label in GATES["AND"]]


def test_there_is_something_to_learn_in_every_fit_that_the_author_wrote() -> None:
    """Weights that stay as they were would earn a share."""
    for args in (table(1), table(2), table(3)):
        w, b = OF_FIT[0].judge.oracle(*args)
        assert not (np.array_equal(w, args[2]) and b == args[3])


def test_a_check_that_nothing_changes_waits_for_right_values() -> None:
    kept = [prop for prop in TASK.properties if isinstance(prop.judge, KeepsArguments)]
    assert {prop.function for prop in kept} == {"perceptron_update", "fit"}
    assert all(prop.after is not None for prop in kept)


def test_the_statement_fixes_the_output_at_zero_and_the_order() -> None:
    assert "가중합이 정확히 0이면 0" in TASK.statement.ko
    assert "0 for a sum of exactly 0" in TASK.statement.en
    assert "순서대로" in TASK.statement.ko
    assert "in order from the first" in TASK.statement.en
