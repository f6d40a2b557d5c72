"""What the families draw: their givens and nothing else, then every value; and which givens have no picture."""

import re
from typing import Any

import pytest

from problems.catalog import FAMILIES, find
from problems.pictures.scene import Picture, collisions
from problems.pictures.shown import Shown
from problems.question import picture, solved_picture, statement, values, variant_of
from reference.decimals import decimal_text
from tests.problems.pictures.gallery import DRAWN_FAMILIES, family

DRAWN = [name for name, kind in FAMILIES.items() if kind.picture is not None]


@pytest.mark.parametrize("name", DRAWN)
def test_every_family_that_is_drawn_is_drawn_well(name) -> None:
    """Of whatever family comes: no collision, solved or not, and a title and a description in both languages."""
    kind = FAMILIES[name]
    seen = 0
    for seed in range(12):
        variant = variant_of(kind, str(seed))
        for found in (picture(kind, variant), solved_picture(kind, variant)):
            if found is not None:
                seen += 1
                assert collisions(found) == []
                for text in (found.title, found.description):
                    assert text.ko.strip()
                    assert not re.search("[가-힣]", text.en)
    assert seen


def written(found: Picture | None) -> str:
    assert found is not None
    return " ".join(label.text.en for label in found.labels).replace("−", "-")


@pytest.mark.parametrize("module", ["backprop_two_two_one", "backprop_network"])
def test_a_network_shows_its_givens_first_and_every_value_once_solved(module) -> None:
    kind = family(module)
    for seed in ("0", "4"):
        variant = variant_of(kind, seed)
        before, after = written(picture(kind, variant)), written(solved_picture(kind, variant))
        given = {cell for value in variant.givens.values() for cell in _cells(value) if "." in cell}
        found = values(kind, variant)
        first_pass = {name: value for name, value in found.items() if not _second_pass(name)}
        numbers = {decimal_text(float(cell), 4) for value in first_pass.values() for cell in _cells(value)}
        assert all(
            f"= {number}" in before for number in given - {variant.givens.get("alpha"), variant.givens.get("eta")}
        )
        assert all(f"= {number}" in after for number in numbers)
        assert not [number for number in numbers - given if f"= {number}" in before]


def _cells(value: Any) -> list[str]:
    return [cell for row in value for cell in _cells(row)] if isinstance(value, list) else [str(value)]


def _second_pass(name: str) -> bool:
    return name.endswith("_new") and name[0] not in "wWb"


def test_a_slip_in_the_second_pass_is_drawn_in_the_second_pass() -> None:
    kind = family("backprop_two_two_one")
    variant = variant_of(kind, "0")
    shown = Shown({"a1_new": "0.1234", "w1_new": "0.5"}, wrong="a1_new")
    found = picture(kind, variant, shown)

    assert "$a_1^{new}$ = 0.1234" in written(found)
    assert "$w_1^{new}$ = 0.5" in written(found)


NETWORK: dict[str, Any] = {
    "x": ["0.5", "0.6", "0.7"],
    "y": [1, 0, 0],
    "W": [[["0.2", "0.7", "-0.3"]] * 4, [["0.8", "-0.5", "0.1", "0.4"]] * 3],
    "activations": ["relu", "softmax"],
    "loss": "ce",
    "eta": "0.5",
}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"b": [["0.1"] * 4, ["0.2"] * 3]},
        {"b": [["0.1"] * 4, ["0.2"] * 3], "train_bias": False},
        {"x": [["0.5", "0.6", "0.7"]] * 2, "y": [[1, 0, 0]] * 2},
        {
            "W": [[["0.2", "0.7", "-0.3"]] * 6, [["0.8"] * 6] * 6, [["0.1"] * 6] * 3],
            "activations": ["tanh", "tanh", "softmax"],
        },
    ],
    ids=["ce", "biases", "fixed biases", "batch", "3-6-6-3"],
)
def test_networks_of_other_shapes_are_drawn_without_collisions(changes) -> None:
    kind = family("backprop_network")
    variant = variant_of(kind, "", givens=NETWORK | changes)
    for found in (picture(kind, variant), solved_picture(kind, variant)):
        assert found is not None
        assert collisions(found) == []


def test_a_network_too_wide_to_draw_has_no_picture() -> None:
    wide = {"W": [[["0.2", "0.7", "-0.3"]] * 7, [["0.8"] * 7] * 3]}
    kind = family("backprop_network")
    variant = variant_of(kind, "", givens=NETWORK | wide)

    assert picture(kind, variant) is None
    assert solved_picture(kind, variant) is None


def test_a_perceptron_with_three_inputs_has_no_plane() -> None:
    update = {"x": ["1", "0", "1"], "y": 1, "o": 0, "w": ["0.1", "0.2", "0.3"], "b": "0", "eta": "0.1"}
    table = {"x": [[0, 0, 1], [1, 1, 0]], "y": [0, 1], "w": ["0.1", "0.2", "0.3"], "b": "0", "eta": "0.1"}
    for module, givens in (("perceptron_update", update), ("perceptron_epochs", table)):
        kind = family(module)
        assert picture(kind, variant_of(kind, "", givens=givens)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"labels": "pm1", "y": [-1, 1, 1, 1]},
        {"train_bias": False},
        {"epochs": 5, "step_at_zero": 1},
        {"w": ["0", "0"], "b": "0"},
        {"x": [[0, 0], [0, 0], [100, 100], [100, 100]]},
        {"x": [[2, 3]], "y": [1]},
    ],
    ids=["pm1", "fixed bias", "five epochs", "no line", "points on one another", "one row"],
)
def test_perceptrons_of_other_tables_are_drawn_without_collisions(changes) -> None:
    givens = {"x": [[0, 0], [0, 1], [1, 0], [1, 1]], "y": [0, 1, 1, 1], "w": ["0.3", "-0.2"], "b": "0.1", "eta": "0.1"}
    kind = family("perceptron_epochs")
    variant = variant_of(kind, "", givens=givens | changes)
    for found in (picture(kind, variant), solved_picture(kind, variant)):
        assert found is not None
        assert collisions(found) == []


def test_the_line_at_the_end_of_training_leaves_no_point_ringed_once_it_has_learned() -> None:
    """OR after ten epochs: nothing is misclassified, and the picture says so by saying nothing."""
    givens = {"x": [[0, 0], [0, 1], [1, 0], [1, 1]], "y": [0, 1, 1, 1], "w": ["0.3", "-0.2"], "b": "0.1", "eta": "0.1"}
    kind = family("perceptron_epochs")
    learned, before = (
        solved_picture(kind, variant_of(kind, "", givens=givens | {"epochs": epochs})) for epochs in (10, 1)
    )

    assert "misclassified" not in written(learned)
    assert "misclassified" in written(before)


def test_code_tasks_and_concepts_have_no_picture() -> None:
    task = find("code.gates")
    variant = variant_of(task, "0")

    assert statement(task, variant).en
    assert picture(task, variant) is None
    assert solved_picture(task, variant) is None


def test_steps_of_an_optimizer_are_drawn_where_their_loss_is_known() -> None:
    """On contours for two weights, along a curve for one; before the first step there is nothing to draw."""
    kind = find("optimizers.gd")
    two = variant_of(kind, "", givens={"w": ["2", "1"], "loss": "w1^2 + 5*w2^2", "alpha": "0.15", "steps": 6})
    one = variant_of(kind, "", givens={"w": "2", "loss": "w^2", "alpha": "0.15", "steps": 3})
    given = variant_of(kind, "", givens={"w": "2", "gradients": ["0.5"], "alpha": "0.15"})
    slipped = picture(kind, one, Shown({"w_1": "1.4", "w_2": "9"}, wrong="w_2"))

    assert solved_picture(kind, two).title.en.startswith("Optimizer paths on the contours")
    assert solved_picture(kind, one).title.en.startswith("Optimizer paths on the curve")
    assert picture(kind, one) is None
    assert solved_picture(kind, given) is None
    assert "first wrong step" in written(slipped)


def test_activations_are_drawn_with_their_slopes_once_solved() -> None:
    """Kinks and asymptotes as they are; the question itself, and a wrong answer, bring no graph to read it off."""
    kind = find("activations.value")
    relu = variant_of(kind, "", givens={"name": "relu", "z": ["0.5", "-1"]})
    elu = variant_of(kind, "", givens={"name": "elu", "z": "-1", "alpha": "2"})
    solved = [solved_picture(kind, variant) for variant in (relu, elu)]

    assert picture(kind, relu) is None
    assert picture(kind, relu, Shown({"value": ["0.5", "3"]}, wrong="value")) is None
    assert "asymptote" not in written(solved[0])
    assert "asymptote -2" in written(solved[1])
    assert "$z$ = 0.5, -1" in written(solved[0])


def test_a_graph_shows_values_above_and_gradients_below_its_wires() -> None:
    kind = find("graph.network")
    nodes = [["q", "add", "x", "y"], ["f", "mul", "q", "z"]]
    variant = variant_of(kind, "", givens={"inputs": {"x": "-2", "y": "5", "z": "-4"}, "nodes": nodes})
    found = solved_picture(kind, variant)
    assert found is not None
    at = {label.text.en: label for label in found.labels}

    assert at["$f$ = −12"].x == at["1"].x
    assert at["$f$ = −12"].y < at["1"].y
    assert [label.ink for label in found.labels if label.text.en == "−4"] == ["orange", "orange", "ink", "orange"]
    assert "f(q, z)" not in found.description.en
    assert "×(q, z) = -12" in found.description.en


@pytest.mark.parametrize("module", DRAWN_FAMILIES)
def test_the_same_variant_is_drawn_the_same(module) -> None:
    kind = family(module)

    assert picture(kind, variant_of(kind, "6")) == picture(kind, variant_of(kind, "6"))
    assert picture(kind, variant_of(kind, "6")) != picture(kind, variant_of(kind, "7")) or module == "gates_weights"
