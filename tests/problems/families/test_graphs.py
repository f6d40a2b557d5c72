"""Computational graphs by hand: against differences, what is used twice, each slip by its name, what is refused."""

from math import exp, tanh
from typing import Any

import pytest

from tests.problems.families.solving import marked, refusal, slips_of, solved, told

NETWORK, NODE = "graph.network", "graph.node"
OPERATIONS = ("add", "sub", "mul", "div", "square", "exp", "log", "sigmoid", "tanh", "relu")


def _of(operation: str, x: float = 1.5, y: float = -0.4) -> dict[str, Any]:
    """One node, and one behind it, so that something comes back."""
    binary = operation in {"add", "sub", "mul", "div"}
    node = ["z", operation, "x", "y"] if binary else ["z", operation, "x"]
    inputs = {"x": x, "k": 3} | ({"y": y} if binary else {})
    return {"inputs": inputs, "nodes": [node, ["out", "mul", "z", "k"]], "output": "out"}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("x", [1.5, 0.3])
def test_every_operation_agrees_with_central_differences(operation: str, x: float) -> None:
    values, h = solved(NETWORK, _of(operation, x)), 1e-6
    around = [solved(NETWORK, _of(operation, x + sign * h))["out"] for sign in (1, -1)]
    assert values["d_x"] == pytest.approx((around[0] - around[1]) / (2 * h), abs=1e-7)
    if "d_y" in values:
        around = [solved(NETWORK, _of(operation, x, -0.4 + sign * h))["out"] for sign in (1, -1)]
        assert values["d_y"] == pytest.approx((around[0] - around[1]) / (2 * h), abs=1e-7)


def test_what_comes_back_along_several_branches_is_added() -> None:
    """x goes into three nodes, into one of them twice."""
    nodes = [["s", "mul", "x", "x"], ["e", "exp", "x"], ["p", "mul", "s", "e"], ["out", "add", "p", "x"]]
    values = solved(NETWORK, {"inputs": {"x": 0.7}, "nodes": nodes})
    assert values["d_x"] == pytest.approx((2 * 0.7 + 0.7**2) * exp(0.7) + 1)


def test_what_does_not_lead_to_the_output_has_no_gradient() -> None:
    nodes = [["out", "mul", "x", "y"], ["side", "add", "x", "z"]]
    values = solved(NETWORK, {"inputs": {"x": 2, "y": 3, "z": 5}, "nodes": nodes, "output": "out"})
    assert (values["side"], values["d_x"], values["d_y"]) == (7, 3, 2)
    assert not {"d_z", "d_side"} & set(values)


def test_the_output_is_the_last_node_unless_said() -> None:
    givens = _of("square")
    assert solved(NETWORK, givens) == solved(NETWORK, {name: givens[name] for name in ("inputs", "nodes")})
    assert solved(NETWORK, givens | {"output": "z"})["d_x"] == pytest.approx(3)


def test_prices_are_exact() -> None:
    """2.2 and 110 are written so, not as 110.00000000000001."""
    givens = {
        "inputs": {"apple": 100, "num": 2, "tax": 1.1},
        "nodes": [["price", "mul", "apple", "num"], ["total", "mul", "price", "tax"]],
    }
    assert solved(NETWORK, givens)["d_num"] == 110
    assert solved(NETWORK, givens)["total"] == 220


MUL = {"inputs": {"x": 2, "y": 3, "k": 5}, "nodes": [["z", "mul", "x", "y"], ["out", "mul", "z", "k"]]}
ADD = {"inputs": {"x": 2, "y": 3, "k": 5}, "nodes": [["z", "add", "x", "y"], ["out", "mul", "z", "k"]]}
SQUARE, EXP, SIGMOID, TANH = (_of(one, 0.4) for one in ("square", "exp", "sigmoid", "tanh"))
RELU, DIV = _of("relu", 1.5), _of("div", 1.5, 4)
FORK = {"inputs": {"x": 2, "y": 3}, "nodes": [["p", "mul", "x", "y"], ["q", "square", "x"], ["out", "add", "p", "q"]]}
SLIPS: list[tuple[dict[str, Any], str, str, float, str]] = [
    (MUL, "z", "added", 5, "sum in place of the product"),
    (MUL, "d_x", "not-swapped", 10, "its own input"),
    (MUL, "d_x", "upstream-left-out", 3, "comes back from behind"),
    (ADD, "z", "multiplied", 6, "product in place of the sum"),
    (ADD, "d_x", "multiplied-at-add", 10, "passes the gradient on"),
    (SQUARE, "d_x", "two-left-out", 1.2, "the 2"),
    (SQUARE, "d_x", "local-slope-left-out", 3, "local derivative"),
    (EXP, "d_x", "local-slope-left-out", 3, "local derivative"),
    (SIGMOID, "d_x", "slope-at-input", 3 * 0.4 * 0.6, "from the input"),
    (SIGMOID, "d_x", "local-slope-left-out", 3, "local derivative"),
    (TANH, "d_x", "slope-at-input", 3 * (1 - 0.16), "from the input"),
    (RELU, "d_x", "value-for-slope", 4.5, "ReLU's value"),
    (DIV, "d_y", "sign-left-out", 3 * 1.5 / 16, "minus sign"),
    (FORK, "d_x", "first-branch", 3, "first branch alone"),
    (FORK, "d_x", "one-branch", 4, "last branch alone"),
]


@pytest.mark.parametrize(
    ("givens", "name", "slip", "typed", "words"), SLIPS, ids=lambda part: part if isinstance(part, str) else ""
)
def test_each_slip_is_called_by_its_name(
    givens: dict[str, Any], name: str, slip: str, typed: float, words: str
) -> None:
    """The wrong value, worked out here, is answered with what happened."""
    mistake, sentence = told(NETWORK, givens, name, f"{typed:.9f}", "--decimals", "printed")
    assert mistake == slip
    assert words in sentence


def test_no_slip_is_left_out_above() -> None:
    every = (MUL, ADD, SQUARE, EXP, SIGMOID, TANH, RELU, DIV, FORK)
    assert {slip for givens in every for _, slip in slips_of(NETWORK, givens)} == {slip for *_, slip, _, _ in SLIPS}


def test_gradients_follow_from_a_wrong_value_before_them() -> None:
    found = marked(NETWORK, TANH, {"z": "0.5", "out": "1.5", "d_z": "3", "d_x": "2.25"}, "--decimals", "4")
    assert found["z"]["verdict"] == "wrong"
    assert {found[name]["verdict"] for name in ("out", "d_x")} == {"follow_through"}
    assert tanh(0.4) < 0.5


XY = {"x": 1, "y": 2}
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"nodes": [["z", "mul", "x", "y"]]}, "missing given: inputs", "inputs"),
    ({"inputs": XY}, "missing given: nodes", "nodes"),
    ({"inputs": XY, "nodes": []}, "nodes must be a list", "목록"),
    ({"inputs": XY, "nodes": [["z", "mod", "x", "y"]]}, "Operations: ", "연산"),
    (
        {"inputs": XY, "nodes": [["z", "mul", "x", "w"]]},
        "node z reads w, which does not stand before it",
        "w의 값이 없습니다",
    ),
    ({"inputs": XY, "nodes": [["z", "mul", "x", "z"]]}, "which does not stand before it", "없습니다"),
    ({"inputs": XY, "nodes": [["z", "mul", "x"]]}, "", ""),
    ({"inputs": XY, "nodes": [["z", "exp", "x", "y"]]}, "exp takes 1 operand", "1개"),
    ({"inputs": XY, "nodes": [["x", "exp", "y"]]}, "two quantities are called x", "겹칩니다"),
    ({"inputs": XY, "nodes": [["d_z", "exp", "y"]]}, "d_z is no name", "이름으로 쓸 수 없습니다"),
    ({"inputs": XY, "nodes": [["z", "exp", "y"]], "output": "out"}, "there is no node out", "out 노드가 없습니다"),
    ({"inputs": {"x": "one"}, "nodes": [["z", "exp", "x"]]}, "x", "x"),
    ({"inputs": [1, 2], "nodes": [["z", "exp", "x"]]}, "inputs", "inputs"),
]


@pytest.mark.parametrize(("givens", "english", "korean"), REFUSED)
def test_bad_givens_get_one_sentence(givens: dict[str, Any], english: str, korean: str) -> None:
    assert english in refusal(NETWORK, givens)
    assert korean in refusal(NETWORK, givens, "ko")


BACK = {
    "add": ("g", "g"),
    "sub": ("g", "-g"),
    "mul": ("y g", "g x"),
    "div": ("g/y", "-g x/y^2"),
    "square": ("2 g x",),
    "exp": ("g z",),
    "log": ("g/x",),
    "sigmoid": ("g z (1 - z)",),
    "tanh": ("g (1 - z^2)",),
}


@pytest.mark.parametrize("operation", BACK)
def test_one_node_backwards_as_a_formula(operation: str) -> None:
    """In g, which comes back, the operands, and the node's own output z."""
    operands = ["x", "y"][: len(BACK[operation])]
    answers = {f"d_{name}": formula for name, formula in zip(operands, BACK[operation], strict=True)}
    found = marked(NODE, {"operation": operation, "operands": operands}, answers)
    assert {one["verdict"] for one in found.values()} == {"correct"}, found
    without = {name: formula.replace("g", "1") for name, formula in answers.items()}
    found = marked(NODE, {"operation": operation, "operands": operands}, without)
    assert "correct" not in {one["verdict"] for one in found.values()}


@pytest.mark.parametrize(
    ("givens", "english", "korean"),
    [
        ({"operation": "mul", "operands": ["x"]}, "2 names are needed", "2개 필요"),
        ({"operation": "exp", "operands": ["x", "y"]}, "one name is needed", "1개 필요"),
        ({"operation": "mul", "operands": ["x", "x"]}, "different names", "서로 다른"),
        ({"operation": "mul", "operands": ["x", "g"]}, "different names", "서로 다른"),
        ({"operation": "floor", "operands": ["x"]}, "operation must be one of", "operation"),
    ],
)
def test_bad_givens_of_one_node_get_one_sentence(givens: dict[str, Any], english: str, korean: str) -> None:
    assert english in refusal(NODE, givens)
    assert korean in refusal(NODE, givens, "ko")
