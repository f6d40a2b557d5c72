"""`code.apple_orange`: its oracle against exact fractions, and marks in the real sandbox."""

import ast
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from grader.properties.check import check
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from problems.code.banks import drawn
from problems.code.task import EqualsParts, Property
from problems.tasks.apple_orange import TASK

RIGHT = f"{TASK.preamble}{TASK.solution}"
ORACLES = [prop for prop in TASK.properties if isinstance(prop.judge, EqualsParts)]


def total(numbers: tuple[Fraction, ...]) -> Fraction:
    *fruit, tax = numbers
    return tax * sum((price * count for price, count in zip(fruit[::2], fruit[1::2], strict=True)), Fraction(0))


def witnessed(args: tuple[Any, ...]) -> list[Fraction]:
    """The price, and its differences when one number grows by 1: exact, since it is linear in each."""
    numbers = tuple(Fraction(str(number)) for number in args)
    grown = [(*numbers[:at], numbers[at] + 1, *numbers[at + 1 :]) for at in range(len(numbers))]
    return [total(numbers), *(total(more) - total(numbers) for more in grown)]


def disagreements(prop: Property, scale: float = 1.0) -> int:
    assert isinstance(prop.judge, EqualsParts)
    pairs = [(prop.judge.oracle(*args), witnessed(args)) for args in drawn(prop.inputs, "witness", TASK.id)]
    close = (np.allclose(scale * np.array(one), np.array(other, dtype=float), rtol=1e-11) for one, other in pairs)
    return sum(not agreed for agreed in close)


@pytest.mark.parametrize("prop", ORACLES, ids=lambda prop: prop.id)
def test_the_oracle_agrees_with_exact_differences(prop: Property) -> None:
    assert disagreements(prop) == 0
    assert disagreements(prop, scale=1.0005) > 0, "the witness does not see a fault of 0.05 %"


def test_the_first_inputs_are_the_lectures() -> None:
    first = {prop.function: prop.inputs.always[0] for prop in reversed(TASK.properties) if not prop.hidden}
    assert first == {"buy_apples": (100, 2, 1.1), "buy_fruit": (100, 2, 150, 3, 1.1)}


def test_the_statement_says_what_tax_is_and_shows_the_layers() -> None:
    for text in (TASK.statement.ko, TASK.statement.en):
        assert "1.1" in text
        assert "class MulLayer:" in text
    assert "배수" in TASK.statement.ko


def test_the_starter_file_has_the_layers_and_the_functions() -> None:
    names = [
        node.name for node in ast.parse(TASK.starter("ko")).body if isinstance(node, ast.ClassDef | ast.FunctionDef)
    ]
    assert names == ["MulLayer", "AddLayer", "buy_apples", "buy_fruit"]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, source: str) -> dict[str, Finding]:
    points = Fraction(len(TASK.properties))
    return {f.check: f for f in check(TASK, [SourceFile("fruit.py", source)], sandbox, Limits(), points, "public")}


def lost(findings: dict[str, Finding]) -> set[str]:
    return {name for name, finding in findings.items() if finding.verdict is not Verdict.CORRECT}


@pytest.mark.sandbox
def test_the_lectures_listing_as_a_function_is_right(sandbox: Sandbox) -> None:
    """The numbers come out as floats that are off in the last digit, as they do in the listing."""
    assert lost(marked(sandbox, RIGHT)) == set()


@pytest.mark.sandbox
@pytest.mark.parametrize("values", ["0", "1", "(0, 0, 0, 0)", "(1,) * 6", "args", "(args[0], *args)", "None"])
def test_answers_without_work_earn_nothing(sandbox: Sandbox, values: str) -> None:
    source = "\n".join(f"def {spec.name}(*args):\n    return {values}" for spec in TASK.functions)
    assert sum(finding.score for finding in marked(sandbox, source).values()) == 0


@pytest.mark.sandbox
def test_a_wrong_way_back_keeps_the_price(sandbox: Sandbox) -> None:
    source = RIGHT.replace("add_fruit.backward(dall_price)", "dall_price * apple_price, dall_price * orange_price")
    found = marked(sandbox, source)
    assert lost(found) == {"buy_fruit.values", "buy_fruit.slope", "buy_fruit.general"}
    finding = found["buy_fruit.values"]
    assert finding.mistake == "buy-fruit-add-multiplies"
    assert finding.counterexample is not None
    assert finding.counterexample.code == ("buy_fruit(100, 2, 150, 3, 1.1)",)
    assert finding.expected == "(715.0, 2.2, 110.0, 3.3, 165.0, 650.0)"


@pytest.mark.sandbox
def test_another_price_with_its_own_gradients_keeps_the_slope(sandbox: Sandbox) -> None:
    """Follow-through in code: the way back fits the way forwards, tax left out of both."""
    source = RIGHT.replace("forward(apple_price, tax)", "forward(apple_price, 1)").replace(
        "dapple_num, dtax", "dapple_num, 0"
    )
    found = marked(sandbox, source)
    assert lost(found) == {"buy_apples.price", "buy_apples.values"}


@pytest.mark.sandbox
def test_a_price_without_gradients_is_told_how_many_values_there_should_be(sandbox: Sandbox) -> None:
    found = marked(sandbox, "def buy_apples(apple, apple_num, tax):\n    return apple * apple_num * tax")
    assert found["buy_apples.price"].message.en.endswith("there should be 4 values, in a tuple.")


@pytest.mark.sandbox
def test_a_file_without_the_layers_is_told_which_name_is_missing(sandbox: Sandbox) -> None:
    found = marked(sandbox, TASK.solution)
    assert "name 'MulLayer' is not defined" in found["buy_fruit.values"].message.en
