"""The lecture's own numbers through the command line: solved to the last digit, marked as a fair teacher would."""

import json
from typing import Any

import numpy as np
import pytest

from tests.grader.cli.invocation import Command, Within, Write


def test_the_lecture_network_is_solved_to_twelve_digits(
    nngrader: Command, lecture: dict[str, Any], written: Write
) -> None:
    done = nngrader("solve", "backprop.two_two_one", "--givens", written("g.json", lecture["givens"]), "--json")
    values = json.loads(done.stdout)["values"]
    assert done.returncode == 0
    for name, value in lecture["recomputed"].items():
        assert values[name] == pytest.approx(value, rel=0, abs=1e-12), name


def test_the_general_network_gives_the_same_numbers(within: Within, lecture: dict[str, Any], written: Write) -> None:
    g, right = lecture["givens"], lecture["recomputed"]
    givens = {
        "x": [g["x1"], g["x2"]],
        "y": [g["y"]],
        "W": [[[g["w1"], g["w3"]], [g["w2"], g["w4"]]], [[g["w5"], g["w6"]]]],
        "b": None,
        "activations": ["sigmoid", "sigmoid"],
        "loss": "mse",
        "eta": g["alpha"],
    }
    values = json.loads(within("solve", "backprop.network", "--givens", written("n.json", givens), "--json").stdout)[
        "values"
    ]
    of = {name: right[name] for name in right}
    expected = {
        "z1": [of["a1"], of["a2"]],
        "a1": [of["h1"], of["h2"]],
        "z2": [of["a3"]],
        "a2": [of["yhat"]],
        "loss": of["E"],
        "dW1": [[of["dw1"], of["dw3"]], [of["dw2"], of["dw4"]]],
        "dW2": [[of["dw5"], of["dw6"]]],
        "W1_new": [[of["w1_new"], of["w3_new"]], [of["w2_new"], of["w4_new"]]],
        "W2_new": [[of["w5_new"], of["w6_new"]]],
        "loss_new": of["E_new"],
    }
    for name, value in expected.items():
        np.testing.assert_allclose(values[name], value, rtol=0, atol=1e-12, err_msg=name)


def test_honestly_rounded_numbers_of_the_lecture_are_accepted_and_the_others_named(
    nngrader: Command, lecture: dict[str, Any], written: Write
) -> None:
    """Marked with the digits that were printed: the truncated value is called so, the irreproducible one too."""
    givens, answers = written("g.json", lecture["givens"]), written("a.json", lecture["printed"])
    done = nngrader("mark", "backprop.two_two_one", "--givens", givens, "--decimals", "printed", "--json", answers)
    found = _findings(done.stdout)
    named = {name: finding["mistake"] for name, finding in found.items() if finding["mistake"]}
    assert named == {"h2": "truncated", "dw3": "irreproducible"}
    honest = set(lecture["printed"]) - set(named)
    assert {name: found[name]["verdict"] for name in honest} == dict.fromkeys(honest, "correct")
    assert {found[name]["verdict"] for name in named} == {"imprecise"}
    assert done.returncode == 1


def test_wrong_printed_outputs_of_the_perceptron_table_are_named(
    within: Within, perceptron: dict[str, Any], written: Write
) -> None:
    """Both wrong outputs lose as such, and the update that starts again from the beginning is called that."""
    starts = [["0.55", "0.55"], ["0.55", "0.5"], ["0.5", "0.55"], ["0.5", "0.55"]]
    biases = ["-0.65", "-0.7", "-0.7", "-0.7"]
    answers: dict[str, Any] = {}
    for row in range(4):
        answers |= {f"S_{row + 1}": perceptron["net_inputs"][row], f"o_{row + 1}": perceptron["printed_outputs"][row]}
        answers |= {f"w_{row + 1}": starts[row], f"b_{row + 1}": biases[row]}
    givens, file = written("g.json", perceptron["givens"]), written("a.json", answers)
    found = _findings(within("mark", "perceptron.epochs", "--givens", givens, "--json", file).stdout)
    assert {name for name, finding in found.items() if finding["mistake"] == "opposite-output"} == {"o_2", "o_3"}
    assert [found[f"S_{row}"]["verdict"] for row in (1, 2, 3, 4)] == ["correct"] * 4
    assert found["w_2"]["verdict"] == "follow_through"
    assert "start" in found["w_3"]["message"]["en"]


def test_the_gate_of_the_lecture_is_right(within: Within, perceptron: dict[str, Any], written: Write) -> None:
    givens = written("g.json", {"gate": "AND"})
    w, b = perceptron["gate"]["w"], perceptron["gate"]["b"]
    assert (
        within(
            "mark", "gates.weights", "--givens", givens, written("a.json", {"w1": w[0], "w2": w[1], "b": b})
        ).exit_code
        == 0
    )


def _findings(document: str) -> dict[str, dict[str, Any]]:
    return {finding["check"]: finding for finding in json.loads(document)["problems"][0]["findings"]}
