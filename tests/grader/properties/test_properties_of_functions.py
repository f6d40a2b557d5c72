"""Functions that are called with a function of the task's own: which one counts, what is told, what is read back."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from grader.properties.check import check
from grader.report import Finding, Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from problems.tasks.numerical_gradient import TASK

pytestmark = pytest.mark.sandbox

RIGHT = f"{TASK.preamble}{TASK.solution}"
VECTOR, ARRAY = "numerical_gradient.vector", "numerical_gradient.array"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


def marked(sandbox: Sandbox, *sources: SourceFile) -> dict[str, Finding]:
    return {f.check: f for f in check(TASK, sources, sandbox, Limits(), Fraction(7), "public")}


def lost(found: dict[str, Finding]) -> set[str]:
    return {name for name, finding in found.items() if finding.verdict is not Verdict.CORRECT}


@pytest.mark.parametrize("name", ["hw.py", "given.py"])
def test_a_students_copy_of_a_given_function_neither_counts_nor_harms(sandbox: Sandbox, name: str) -> None:
    text = f"{RIGHT}\n\ndef sum_of_squares(x):\n    raise RuntimeError('mine')\n\nsum_of_tanh = 3\n"
    assert lost(marked(sandbox, SourceFile(name, text))) == set()


@pytest.mark.parametrize(
    ("name", "first"), [("given.py", "x = 1"), ("a.py", "try:\n    import given\nexcept ImportError:\n    pass")]
)
def test_no_file_before_it_takes_the_place_of_what_is_given(sandbox: Sandbox, name: str, first: str) -> None:
    """The functions of the task come after every file, whatever a file is called or imports."""
    copy = SourceFile("z.py", f"{RIGHT}\n\ndef sum_of_squares(x):\n    return 0.0\n")
    assert lost(marked(sandbox, SourceFile(name, first), copy)) == set()


def test_a_notebook_whose_cells_stand_in_another_order_is_marked_all_the_same(sandbox: Sandbox) -> None:
    early = SourceFile("hw.ipynb", "print(numerical_gradient(lambda x: np.sum(x), np.zeros(2)))", 1)
    assert lost(marked(sandbox, early, SourceFile("hw.ipynb", RIGHT, 2))) == set()


def test_the_call_is_shown_with_the_given_functions_name(sandbox: Sandbox) -> None:
    text = RIGHT.replace("/ (2 * h)", "/ 2 * h")
    finding = marked(sandbox, SourceFile("hw.py", text))[VECTOR]
    assert finding.mistake == "numerical-gradient-times-h"
    assert finding.counterexample is not None
    assert finding.counterexample.args == ("sum_of_squares", "np.array([3.0])")
    assert "numerical_gradient(sum_of_squares, np.array([3.0]))" in finding.message.ko


def test_an_array_left_changed_loses_that_check_alone(sandbox: Sandbox) -> None:
    text = RIGHT.replace("np.array(x, dtype=float)", "np.asarray(x, dtype=float)").replace(
        "    return grad", "    x += 1\n    return grad"
    )
    found = marked(sandbox, SourceFile("hw.py", text))
    assert lost(found) == {ARRAY}
    assert "changed the array" in found[ARRAY].message.en


def test_what_a_task_gives_is_not_listed_as_the_students(sandbox: Sandbox) -> None:
    found = marked(sandbox, SourceFile("hw.py", "def numeric_gradient(f, x):\n    return x"))
    assert found[VECTOR].verdict is Verdict.MISSING
    assert "`numeric_gradient`" in found[VECTOR].message.en
    assert "sum_of_squares" not in found[VECTOR].message.en


def test_an_error_inside_a_given_function_is_told_with_its_line(sandbox: Sandbox) -> None:
    text = RIGHT.replace("above = f(x)", "above = f([x])")
    finding = marked(sandbox, SourceFile("hw.py", text))[VECTOR]
    assert finding.verdict is Verdict.WRONG
    assert "sum_of_squares" in finding.message.en
