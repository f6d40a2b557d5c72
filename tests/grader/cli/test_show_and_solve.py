"""families, show and solve: what is printed, and what the documents hold."""

import json
from typing import Any

import pytest

from problems.catalog import CONCEPTS, EVERYTHING, FAMILIES, TASKS
from problems.code.notebook_starter import notebook_starter
from reference.text import LOCALES
from tests.grader.cli.invocation import Command, Within, Write


def test_every_problem_is_listed_with_what_it_covers(within: Within) -> None:
    listed = json.loads(within("families", "--json").stdout)
    assert [row["id"] for row in listed] == list(EVERYTHING)
    assert {row["kind"] for row in listed if row["id"] in CONCEPTS} == {"concept"}
    assert all(
        row["title"]["ko"] and row["title"]["en"] and row["kind"] and row["topics"] and row["coverage"]
        for row in listed
    )


def test_one_problem_is_listed_with_the_params_that_a_set_may_give_it(within: Within) -> None:
    lines = within("families", "backprop.network", "--locale", "en").stdout.splitlines()
    assert lines[0].startswith("backprop.network ")
    assert [line.split()[:2] for line in lines[1:]] == [
        ["params", name] for name in ("layers", "activations", "loss", "bias")
    ]
    assert "손실 함수" in within("families", "backprop.network", "--locale", "ko").stdout
    [row] = json.loads(within("families", "code.gates", "--json").stdout)
    assert row["params"] == {}


@pytest.mark.parametrize("problem", [*FAMILIES, *TASKS])
@pytest.mark.parametrize("locale", ["ko", "en"])
def test_every_problem_can_be_shown_and_solved_as_text(within: Within, problem: str, locale: str) -> None:
    """No TeX, no markup and no fault is left in what a reader sees."""
    for name in ("show", "solve"):
        done = within(name, problem, "--locale", locale)
        assert done.exit_code == 0, done.output
        assert not set("\\$`") & set(done.stdout.split('"""')[0]), done.stdout


@pytest.mark.parametrize("problem", [*FAMILIES, *TASKS])
def test_show_and_solve_name_the_same_variant(within: Within, problem: str) -> None:
    shown = json.loads(within("show", problem, "--seed", "7", "--json").stdout)
    solved = json.loads(within("solve", problem, "--seed", "7", "--json").stdout)
    assert [shown[key] for key in ("id", "seed", "version", "givens")] == [
        solved[key] for key in ("id", "seed", "version", "givens")
    ]
    assert solved.keys() == {"id", "seed", "version", "givens", "values", "steps"}
    assert {field["name"] for field in shown["fields"]} <= solved["values"].keys()


def test_solved_values_show_no_noise_of_floats(within: Within) -> None:
    """Seed 7's a2 is 0.5; the float is 0.49999999999999994, which the document keeps."""
    shown = within("solve", "backprop.two_two_one", "--seed", "7").stdout
    row = next(line.split() for line in shown.splitlines() if line.split()[:2] == ["a2", "a2"])
    assert row[-1] == "0.5"
    kept = json.loads(within("solve", "backprop.two_two_one", "--seed", "7", "--json").stdout)["values"]["a2"]
    assert kept == pytest.approx(0.5, abs=1e-15)


def test_another_seed_gives_other_numbers_and_the_same_seed_the_same(within: Within) -> None:
    first, again, other = (within("show", "backprop.network", "--seed", seed).stdout for seed in ("1", "1", "2"))
    assert first == again != other


def test_digits_come_from_a_number_a_list_or_a_file(within: Within, written: Write) -> None:
    file = written("digits.toml", "h1 = 2\nE = 6\n")
    for typed, expected in (("3", (3, 3, 3)), ("h1=2,E=6", (2, 6, 4)), (file, (2, 6, 4))):
        givens = dict.fromkeys(("x1", "x2", "w1", "w2", "w3", "w4", "w5", "w6", "alpha"), "0.5") | {"y": 1}
        done = within(
            "show", "backprop.two_two_one", "--givens", written("g.json", givens), "--decimals", typed, "--json"
        )
        decimals = {field["name"]: field["decimals"] for field in json.loads(done.stdout)["fields"]}
        assert (decimals["h1"], decimals["E"], decimals["dw1"]) == expected


def test_only_what_is_asked_is_shown(within: Within) -> None:
    shown = json.loads(within("show", "backprop.two_two_one", "--asked", "yhat, h1", "--json").stdout)
    assert [field["name"] for field in shown["fields"]] == ["h1", "yhat"]


def test_fixed_givens_are_never_refused_and_their_blind_spots_are_told(
    within: Within, written: Write, lecture: dict[str, Any]
) -> None:
    """w2 = w3 in the lecture's network, so weights that are crossed there cannot be seen."""
    givens = written("g.json", lecture["givens"])
    shown = json.loads(within("show", "backprop.two_two_one", "--givens", givens, "--json").stdout)
    spots = [spot["en"] for spot in shown["blind_spots"]]
    assert any(spot.startswith("a1: ") and "weights-crossed" in spot for spot in spots)
    assert len(spots) == len(set(spots))
    assert json.loads(within("show", "backprop.two_two_one", "--json").stdout)["blind_spots"] == []


def test_numbers_in_toml_and_json_are_read_as_decimals(within: Within, written: Write) -> None:
    """0.1 as a float would be 0.1000000000000000055: the given that is shown is the one that was written."""
    givens = written("g.toml", 'x = [0.1, 1]\ny = 0\no = 1\nw = [0.30, "-0.7"]\nb = 0.10\neta = 0.05\n')
    solved = json.loads(within("solve", "perceptron.update", "--givens", givens, "--json").stdout)
    assert solved["givens"]["w"] == ["0.30", "-0.7"]
    assert solved["values"]["b_new"] == 0.05


def test_the_document_is_all_that_stands_on_stdout(nngrader: Command) -> None:
    done = nngrader("solve", "perceptron.epochs", "--json")
    json.loads(done.stdout)
    assert done.stderr == ""


@pytest.mark.parametrize("locale", LOCALES)
def test_a_starter_comes_as_it_is_to_be_saved(within: Within, locale: str) -> None:
    """Byte for byte, so that `show ID --starter ipynb > hw.ipynb` makes a notebook."""
    task = TASKS["code.gates"]
    for form, right in (("py", task.starter(locale)), ("ipynb", notebook_starter(task, locale))):
        done = within("--locale", locale, "show", task.id, "--starter", form)
        assert (done.exit_code, done.stdout_bytes) == (0, right.encode())


def test_what_is_no_code_task_has_no_starter_and_says_so(within: Within) -> None:
    done = within("show", "gates.weights", "--starter", "py")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no code task" in done.stderr
    assert "py, ipynb" in within("show", "code.gates", "--starter", "doc").stderr
