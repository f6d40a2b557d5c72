"""Whatever a function returns, the check ends in verdicts and sentences: comparison never trusts what came."""

import json
from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest

from grader.properties import readable
from grader.properties.check import check
from grader.properties.judging import numbers
from grader.report import Verdict
from grader.sandbox import Limits, Sandbox, SourceFile
from problems.tasks.activations import TASK

pytestmark = pytest.mark.sandbox

ODD = [
    "float('nan')",
    "np.full(np.shape(x), np.nan)",
    "np.full(np.shape(x), np.inf)",
    "np.full(np.shape(x), 1e308) * 10",
    "np.asarray(x) * 1j",
    "10 ** 1000",
    "10 ** 5000",
    "np.array([])",
    "np.zeros((0, 3))",
    "np.zeros((1,) * 8)",
    "np.array(3.0)",
    "np.asarray(x)[..., None]",
    "[[1, 2], [3]]",
    "[[[]]]",
    "[None] * np.size(x)",
    "['1.0'] * np.size(x)",
    "{'a': x}",
    "b'bytes'",
    "object()",
    "lambda: 1",
    "np.array([object()])",
    "np.array(['a'])",
    "np.array([(1, 2)], dtype=[('a', int), ('b', int)])",
    "np.ma.masked_array(x, mask=True)",
    "np.matrix(x)",
    "np.array([1], dtype='datetime64[s]')",
    "np.longdouble(1) * x",
    "np.float16(1) / 3 * x",
    "NotImplemented",
    "Exception('``` <script>alert(1)</script> $x$')",
    "'``` <script>alert(1)</script>'",
    "(i for i in x)",
    "x.tobytes()",
    "True",
    "[True] * np.size(x)",
    "(0.5,) * np.size(x)",
]
FUNCTIONS = [function.name for function in TASK.functions]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@pytest.mark.parametrize("start", range(0, len(ODD), len(FUNCTIONS)))
def test_odd_values_are_judged_and_never_trusted(sandbox: Sandbox, start: int) -> None:
    odd = dict(zip(FUNCTIONS, ODD[start:], strict=False))
    source = "import numpy as np\n" + TASK.solution
    source += "".join(f"\ndef {name}(x):\n    return {value}\n" for name, value in odd.items())
    findings = check(TASK, [SourceFile("odd.py", source)], sandbox, Limits(), Fraction(1), "public")
    for finding in findings:
        json.dumps(finding.to_json())
        assert finding.verdict is not Verdict.GRADER_ERROR
        if finding.check.partition(".")[0] in odd and finding.check.endswith((".values", ".array", ".rows")):
            assert finding.verdict is not Verdict.CORRECT, finding.check
        if finding.counterexample is not None:
            assert len(finding.counterexample.got) <= readable.SHOWN_CHARACTERS


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-0.0, "0.0"),
        (0.1 + 0.2, "0.3"),
        (1e-12, "1e-12"),
        (2.0, "2.0"),
        (1e6, "1e+06"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (np.float32(0.1), "0.1"),
        (np.int64(3), "3"),
        (True, "True"),
        (None, "None"),
        ("a'b", '"a\'b"'),
        (1.5 - 2j, "(1.5 + -2.0j)"),
        (10**100, "(an integer of 333 bits)"),
        ([1, [2.0]], "[1, [2.0]]"),
        ((1,), "(1,)"),
        ({"a": np.array([1, 2])}, "{'a': np.array([1, 2])}"),
        (np.array([[0.0, -0.0], [1.0, 0.25]]), "np.array([[0.0, 0.0], [1.0, 0.25]])"),
        (np.array(3.0), "np.array(3.0)"),
        (np.array([True, False]), "np.array([True, False])"),
        ("at 0x7f961f1e5050", "'at 0x…'"),
    ],
)
def test_values_are_written_as_a_student_would_type_them(value: object, text: str) -> None:
    assert readable.value(value) == text


def test_long_values_are_cut_and_close_ones_told_apart() -> None:
    assert readable.value(np.zeros(1000)).endswith(", …])")
    assert len(readable.value(["x" * 100] * 60)) == readable.SHOWN_CHARACTERS
    assert readable.told_apart(0.5, 0.25) == ("0.5", "0.25")
    expected, got = readable.told_apart(np.array([1 / 3]), np.array([1 / 3 + 1e-8]))
    assert expected != got
    assert readable.told_apart(1.0, 1.0) == ("1.0", "1.0")


def test_entries_that_are_cut_off_are_not_even_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job may send fifteen million entries: writing them all would keep the grader busy for half a minute."""
    written: list[object] = []
    scalar = readable._scalar
    monkeypatch.setattr(readable, "_scalar", lambda *shown: written.append(shown) or scalar(*shown))

    assert readable.value(np.zeros((64, 64, 64, 56), dtype="u1")).endswith("0, 0…")
    assert readable.value([["x"] * 140] * 140).endswith("…")
    assert len(written) <= readable.SHOWN_CHARACTERS


@pytest.mark.parametrize(
    ("value", "shape"),
    [(1, ()), ([1, 2.5], (2,)), (((1,), (2,)), (2, 1)), (np.arange(3), (3,)), (np.float32(1), ()), (True, ())],
)
def test_numbers_in_any_plain_form_are_read(value: object, shape: tuple[int, ...]) -> None:
    found = numbers(value)
    assert found is not None
    assert found.dtype == float
    assert found.shape == shape


@pytest.mark.parametrize(
    "value", [None, "1", [[1], [1, 2]], ["1"], [None], {}, 1j, np.array([1j]), np.array(["a"]), []]
)
def test_what_is_no_number_is_not_read_as_one(value: object) -> None:
    found = numbers(value)
    assert found is None or found.size == 0
