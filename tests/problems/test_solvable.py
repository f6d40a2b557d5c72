"""Hostile givens: whatever an instructor fixes ends in one sentence or in a problem that can be worked out."""

import itertools
from fractions import Fraction
from typing import Any

import pytest

from problems import question
from problems.catalog import find
from problems.givens import GivensError, number
from problems.sets import check, problem_set
from problems.sets.problem_set import SetError
from reference.decimals import decimal_text

STEPS = {"w": 1.5, "alpha": "0.1", "steps": 3}
SET = """
id = "hostile"
title = "x"

[[problem]]
id = "q1"
use = "optimizers.gd"
points = 1
givens = {w = 1, alpha = 1, loss = "w + 9^9^9^9"}
"""


def told(kind: str, givens: dict[str, Any]) -> str:
    """The sentence that refuses these givens; it must exist in Korean too."""
    with pytest.raises(GivensError) as refused:
        question.variant_of(find(kind), "0", givens=givens)
    assert refused.value.text.ko != refused.value.text.en
    return refused.value.text.en


@pytest.mark.parametrize("formula", ["{x} + 9^9^9^9", "{x}*9^(9^9)", "9999999999^99999 {x}", "1e300^1e300 {x}"])
@pytest.mark.parametrize(
    ("kind", "place", "name", "others"),
    [
        ("optimizers.gd", "loss", "w", STEPS),
        ("calculus.partial", "f", "x", {}),
        ("calculus.chain", "outer", "u", {"inner": "3x + 1"}),
        ("calculus.chain", "inner", "x", {"outer": "u^2"}),
    ],
)
def test_constants_that_fill_all_memory_are_never_computed(
    formula: str, kind: str, place: str, name: str, others: dict[str, Any]
) -> None:
    sentence = told(kind, {place: formula.format(x=name), **others})
    assert sentence.startswith(f"{place}: the value of ")


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        ("ln(-1) w", "is not real"),
        ("(-8)^(1/3) w", "is not real"),
        ("w^99999999999", "exponents go up to 100"),
        ("(w + 1)^999", "exponents go up to 100"),
        ("abs(w)", "function that cannot be used"),
        ("sin(w) + w", "function that cannot be used"),
        ("step(w) w", "derivative"),
        ("w/0", "derivative"),
        ("ln(w - 100)", "no finite real number"),
        ("sqrt(-w)", "no finite real number"),
        ("e^(e^(e^w))", "no finite real number"),
        ("((((w^99)^99)^99)^99)^99", "no finite real number"),
    ],
)
def test_a_loss_without_values_or_derivatives_is_refused(loss: str, said: str) -> None:
    assert said in told("optimizers.gd", STEPS | {"loss": loss})


@pytest.mark.parametrize("loss", ["w^w^w^w", "w^0.5", "w^(1/3)", "e^w + pi w", "ln(w^2 + 1)", "sigmoid(w) tanh(w)"])
def test_unusual_losses_that_can_be_worked_out_are_not(loss: str) -> None:
    kind = find("optimizers.gd")
    assert question.solution(kind, question.variant_of(kind, "0", givens=STEPS | {"loss": loss})).en


@pytest.mark.parametrize("operation", ["square", "mul", "add"])
def test_a_graph_whose_exact_values_no_page_holds_is_refused(operation: str) -> None:
    """Thirty nodes, each of the one before and itself: thousands of millions of digits."""
    names = ["x", *(f"n{number}" for number in range(30))]
    nodes = [
        [name, operation, *([before] if operation == "square" else [before, before])]
        for before, name in itertools.pairwise(names)
    ]
    assert "more than 400 digits" in told("graph.network", {"inputs": {"x": "0.3333333333"}, "nodes": nodes})


@pytest.mark.parametrize(
    ("kind", "givens"),
    [
        ("graph.network", {"inputs": {"x": 0}, "nodes": [["a", "div", "x", "x"]]}),
        ("graph.network", {"inputs": {"x": 50}, "nodes": [["a", "exp", "x"], ["b", "exp", "a"]]}),
        ("optimizers.adagrad", {"w": 1, "gradients": [0], "alpha": 1, "eps": 0, "G_0": 0}),
        ("numerical.cost", {"layers": [10**6] * 8, "samples": 10**9, "ops_per_s": 1}),
        ("losses.value", {"name": "ce", "y": [1, 0], "logits": [-(10**15), 10**15]}),
        ("backprop.two_two_one", dict.fromkeys(["x1", "x2", "w1", "w2", "w3", "w4", "w5", "w6", "y", "alpha"], 10**15)),
    ],
)
def test_numbers_that_lead_nowhere_are_refused(kind: str, givens: dict[str, Any]) -> None:
    assert "these numbers" in told(kind, givens)


@pytest.mark.parametrize("text", ["1e999999999", "1E+99999", "-1e-99999999", "1e1_0", "1/3", "½", "１", "nan", ""])
def test_a_number_is_a_decimal_and_is_looked_at_before_it_is_computed(text: str) -> None:
    """1e999999999 would fill all memory, and 1/3 has no digits to print."""
    assert "w must be a number" in told("optimizers.gd", STEPS | {"w": text, "gradients": [1]})


def test_zero_has_no_sign() -> None:
    assert [number("w", zero) for zero in (-0.0, "-0", "-0.00", "0.0")] == ["0.0", "0", "0.00", "0.0"]


@pytest.mark.parametrize(
    ("name", "large"), [("error.optimizers.nag", ("w", "alpha")), ("error.backprop.two_two_one", ("x1", "w1"))]
)
def test_an_error_to_find_needs_a_table_that_can_be_worked_out(name: str, large: tuple[str, ...]) -> None:
    drawn = question.variant_of(find(name), "0").givens
    assert "these numbers" in told(name, {**drawn, **dict.fromkeys(large, 10**15)})


@pytest.mark.parametrize("operation", [{}, [], 3, None])
def test_an_operation_is_a_name(operation: Any) -> None:
    assert "a node reads" in told("graph.network", {"inputs": {"x": 1}, "nodes": [["a", operation, "x"]]})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e300, "1" + "0" * 300 + ".0000"),
        (99999999999999999999999999.0, "100000000000000000000000000.0000"),
        (Fraction(10**40 + 1, 8), "1250000000000000000000000000000000000000.125"),
        (10**35 + 1, "1" + "0" * 34 + "1"),
        (Fraction(-1, 3), "-0.3333"),
    ],
)
def test_numbers_of_any_length_are_written_to_the_last_digit(value: Any, text: str) -> None:
    assert decimal_text(value, 4) == text


def test_a_set_names_the_line_of_hostile_givens() -> None:
    with pytest.raises(SetError) as refused:
        check.check(problem_set.parse(SET, "hostile.toml"), "hostile.toml")
    assert [fault.line for fault in refused.value.faults] == [9]
