"""mark, run and check: reports, exit codes, code in the sandbox."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox import PlainRunner
from grader.sandbox.policy import PROFILES
from problems.catalog import FAMILIES, TASKS
from problems.question import fields, values, variant_of
from reference.decimals import written as as_written
from tests.conftest import required_in_ci
from tests.grader.cli.invocation import Command, Within, Write

TASK = TASKS["code.activations"]
RIGHT = f"{TASK.preamble}{TASK.solution}"


def key(problem: str, seed: str = "0") -> dict[str, Any]:
    """The right answers with the digits asked."""
    family = FAMILIES[problem]
    variant = variant_of(family, seed)
    right = values(family, variant)
    digits = {f.name: 0 if f.integer else 6 if f.decimals is None else f.decimals for f in fields(family, variant)}
    return {name: right[name] if _is_text(right[name]) else as_written(right[name], d) for name, d in digits.items()}


def _is_text(value: Any) -> bool:
    """A formula, or what was chosen."""
    return isinstance(value[0] if isinstance(value, list) and value else value, str)


@pytest.mark.parametrize("problem", FAMILIES)
def test_the_key_as_printed_is_all_right(within: Within, written: Write, problem: str) -> None:
    done = within("mark", problem, "--seed", "5", written("a.json", key(problem, "5")), "--json")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["score"], report["max_score"]) == (0, "10.00", "10.00")
    assert (report["problems"][0]["id"], report["problems"][0]["seed"]) == (problem, "5")


def test_malformed_numbers_are_verdicts_with_their_reason_and_nothing_else_is_lost(
    within: Within, written: Write
) -> None:
    right = key("backprop.two_two_one")
    typed = {"h1": "abc", "h2": "nan", "E": "1e400", "dw5": "", "dw6": None, "dw1": [1, 2], "dw2": True}
    report = json.loads(within("mark", "backprop.two_two_one", written("a.json", right | typed), "--json").stdout)
    found = {finding["check"]: finding["verdict"] for finding in report["problems"][0]["findings"]}
    malformed = {name for name, verdict in found.items() if verdict == "malformed"}
    assert malformed == {"h1", "h2", "E", "dw1", "dw2"}
    assert {name for name, verdict in found.items() if verdict == "missing"} == {"dw5", "dw6"}
    assert {verdict for name, verdict in found.items() if name not in typed} == {"correct"}


@pytest.mark.parametrize("form", ["{}", "[q1]\n{}", '["backprop.two_two_one"]\n{}', "[mine]\n{}"])
def test_answers_may_stand_in_a_table_of_their_own(within: Within, written: Write, form: str) -> None:
    lines = "\n".join(f'{name} = "{value}"' for name, value in key("backprop.two_two_one").items())
    assert within("mark", "backprop.two_two_one", written("a.toml", form.format(lines))).exit_code == 0


def test_what_is_answered_beyond_the_usual_is_marked_too(within: Within, written: Write) -> None:
    answers = key("backprop.two_two_one") | {"E_new": "0.9999"}
    done = within("mark", "backprop.two_two_one", written("a.json", answers), "--json")
    last = json.loads(done.stdout)["problems"][0]["findings"][-1]
    assert (done.exit_code, last["check"], last["verdict"]) == (1, "E_new", "wrong")


def test_a_table_shows_each_step_with_its_verdict_in_words(within: Within, written: Write) -> None:
    answers = key("backprop.two_two_one") | {"dw5": "0.5"}
    text = within("mark", "backprop.two_two_one", written("a.json", answers), "--locale", "ko").stdout
    (line,) = [line for line in text.splitlines() if " dw5 " in line]
    assert "✘" in line
    assert "0.5" in line
    assert "옳은 값" in line
    assert text.rstrip().splitlines()[-1].startswith("점수: ")


def test_a_right_cell_that_earns_nothing_says_why(within: Within, written: Write) -> None:
    """In a row of the perceptron's table a right output behind a wrong sum is right, and earns nothing."""
    answers = key("perceptron.epochs") | {"S_2": "9.75"}
    lines = within("mark", "perceptron.epochs", written("a.json", answers), "--locale", "en").stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if " o_2 " in line)
    assert "0.00/" in lines[at]
    assert "It earns only when" in lines[at + 1]


@pytest.mark.parametrize("more", [[], ["--set", "week3"]])
def test_a_check_of_a_broken_file_shows_the_place_under_its_line(
    within: Within, written: Write, more: list[str]
) -> None:
    """Such a file defines nothing, so there is nothing to check; the student is told why all the same."""
    done = within("check", written("hw.py", "def relu(x):\n    return max(x, 0\n"), *more)
    line, caret = done.stderr.splitlines()[1:3]
    assert line.strip() == "return max(x, 0"
    assert line.index("(") == caret.index("^")
    assert "line 2" in done.stderr


@pytest.mark.sandbox
def test_code_is_marked_from_a_file_a_notebook_or_an_archive(nngrader: Command, written: Write, tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "source": ["%matplotlib inline\n", RIGHT], "outputs": [], "metadata": {}}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    plain, book = written("hw.py", RIGHT), written("hw.ipynb", notebook)
    packed = tmp_path / "hw.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(plain, "folder/hw.py")
    for file in (plain, book, packed):
        done = nngrader("mark", TASK.id, file, "--json")
        assert (done.returncode, json.loads(done.stdout)["score"]) == (0, "10.00"), done.stderr


@pytest.mark.sandbox
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def sigmoid(x:\n", "line 1"),
        ("import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)\n", "softmax"),
        ("%PDF-1.7", "PDF"),
        ("while True:\n    pass\n", "1 s"),
    ],
)
def test_code_that_cannot_be_used_is_told_and_costs_only_itself(
    nngrader: Command, written: Write, source: str, said: str
) -> None:
    done = nngrader("mark", TASK.id, written("hw.py", source))
    assert done.returncode == 1, done.stderr
    assert said in done.stdout
    assert done.stderr == ""


PROGRAMS = {
    "returned": ("def f(x):\n    print('seen')\n    return x * 2\n", "[[1, 2]]"),
    "raised": ("def f(x):\n    return 1 / 0\n", "[1]"),
    "time_limit": ("def f(x):\n    while True: pass\n", "[1]"),
    "memory_limit": ("def f(x):\n    return bytearray(10 ** 10)\n", "[1]"),
    "output_limit": ("def f(x):\n    while True: print('x' * 1000)\n", "[1]"),
    "wrong_type": ("def f(x):\n    return object()\n", "[1]"),
    "ended_early": ("import os\ndef f(x):\n    os._exit(0)\n", "[1]"),
    "crash": ("import ctypes\ndef f(x):\n    ctypes.string_at(0)\n", "[1]"),
}


@pytest.mark.sandbox
@pytest.mark.parametrize("outcome", PROGRAMS)
def test_run_says_how_a_call_ended_whatever_it_did(nngrader: Command, written: Write, outcome: str) -> None:
    source, arguments = PROGRAMS[outcome]
    done = nngrader("run", written("f.py", source), "--call", "f", "--args", arguments, "--json")
    found = json.loads(done.stdout)
    assert found.keys() == {"outcome", "value", "stdout", "error", "cpu_ms", "wall_ms", "level"}
    if outcome == "crash" and found["outcome"] == "raised":
        assert found["error"]["type"] == "ModuleNotFoundError"  # the module may not be offered at all
        return
    assert found["outcome"] == outcome
    assert done.returncode == (0 if outcome == "returned" else 1)
    assert found["level"] in {"L1", "L2", "L3"}
    if outcome == "returned":
        assert (found["value"], found["stdout"]) == ([2, 4], "seen\n")


@pytest.mark.sandbox
def test_run_imports_what_its_profile_allows(nngrader: Command, written: Write) -> None:
    if PROFILES["plot"].imports.unmet() is not None:
        required_in_ci("Matplotlib is not installed")
    file = written("f.py", "import matplotlib\ndef f():\n    return matplotlib.get_backend()\n")
    refused = nngrader("run", file, "--call", "f")
    assert refused.returncode == 1
    assert "The module matplotlib is not available in this problem (f.py, line 1). It allows numpy" in refused.stderr
    allowed = nngrader("run", file, "--call", "f", "--profile", "plot", "--json")
    assert json.loads(allowed.stdout)["value"].lower() == "agg"
    unknown = nngrader("run", file, "--call", "f", "--profile", "torch")
    assert unknown.returncode == 2
    assert "numpy, plot, science" in unknown.stderr


@pytest.mark.sandbox
def test_run_tells_why_there_is_nothing_to_call(nngrader: Command, written: Write) -> None:
    done = nngrader(
        "run", written("f.py", "print('on the way')\n1 / 0\ndef f():\n    return 1\n"), "--call", "f", "--json"
    )
    found = json.loads(done.stdout)
    assert (found["outcome"], found["error"]["type"], found["error"]["line"]) == ("raised", "ZeroDivisionError", 2)
    assert found["stdout"] == "on the way\n"


@pytest.mark.sandbox
def test_run_names_what_there_is_when_no_function_has_the_name(nngrader: Command, written: Write) -> None:
    """A name that was misspelt is no error of the file's; what the file imported can still be called."""
    file = written("f.py", "from math import hypot\ndef sigmoid(x):\n    return x\n")
    done = nngrader("run", file, "--call", "sigmod")
    assert done.returncode == 2
    assert "There is no function 'sigmod'. Found: sigmoid. Did you mean 'sigmoid'?" in done.stderr
    assert nngrader("run", file, "--call", "hypot", "--args", "[3, 4]").stdout.strip() == "5.0"


@pytest.mark.sandbox
def test_values_without_a_json_form_are_still_one_document(nngrader: Command, written: Write) -> None:
    source = "import numpy as np\ndef f():\n    return {'a': np.array([np.nan, np.inf]), 'b': 1j, 'c': None}\n"
    done = nngrader("run", written("f.py", source), "--call", "f", "--json")
    assert json.loads(done.stdout)["value"] == {"a": ["nan", "inf"], "b": "1j", "c": None}


def test_code_is_refused_with_a_sentence_where_nothing_confines_it(
    within: Within, written: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: a machine without a sandbox. A student's own check still runs, and says that it never counts."""

    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    file = written("hw.py", RIGHT)
    for arguments in (("mark", TASK.id, file), ("run", file, "--call", "relu")):
        done = within(*arguments)
        assert done.exit_code == 3
        assert "cannot be run safely on this machine" in done.stderr
    done = within("check", file)
    assert done.exit_code == 0, done.output
    assert "level: none" in done.stderr
    assert isinstance(PlainRunner(), PlainRunner)


@pytest.mark.sandbox
def test_check_finds_the_task_by_its_functions_and_keeps_hidden_inputs(nngrader: Command, written: Write) -> None:
    wrong = RIGHT.replace("def sigmoid(x):", "def sigmoid(x):\n    return x\ndef unused(x):")
    done = nngrader("check", written("hw.py", wrong), "--json")
    findings = json.loads(done.stdout)["problems"][0]["findings"]
    hidden = [finding for finding in findings if finding["hidden"]]
    assert hidden
    assert all(f["counterexample"] is None and (f["expected"] is None or f["verdict"] == "correct") for f in hidden)
    assert any(f["counterexample"] for f in findings)


def test_check_marks_answers_of_a_set_without_giving_the_key_away(within: Within, written: Write) -> None:
    answers = key("backprop.two_two_two", "3") | {"J_total": "0.9"}
    lines = "\n".join(f"{name} = {json.dumps(value)}" for name, value in answers.items())
    file = written("answers.toml", f"[q2]\n{lines}\n[q22]\nx = 1\n")
    done = within("check", file, "--set", "week3", "--seed", "3", "--json")
    report = json.loads(done.stdout)
    assert [problem["problem"] for problem in report["problems"]] == ["q2"]
    wrong = {f["check"]: f for f in report["problems"][0]["findings"] if f["verdict"] != "correct"}
    assert wrong.keys() == {"J_total"}
    assert wrong["J_total"]["expected"] is None
    assert wrong["J_total"]["detail"] is None
    assert "`q22`" in report["notes"][0]["en"]
