"""Loading a submission: several files, notebook cells, failures that do not hide what others define."""

import importlib.util

import pytest

from grader.sandbox import Call, CallResult, Limits, Outcome, Sandbox, SandboxUnavailable, SourceFile
from grader.sandbox.policy import PROFILES, Profile
from problems.code.profiles import ImportProfile
from tests.conftest import required_in_ci

pytestmark = pytest.mark.sandbox

FAST = Limits(cpu_s=0.2, total_cpu_s=2.0, memory_mb=64)


def load(sandbox: Sandbox, *files: SourceFile) -> CallResult:
    with sandbox.job(files, FAST) as job:
        return job.load()


def test_names_are_the_students_own_functions_and_classes(best: Sandbox) -> None:
    source = (
        "import math, numpy as np\nfrom numpy import exp, sum\nfrom math import log\nfrom functools import partial\n"
        "def relu(x): return x\nclass Adam: pass\nstep = lambda x: x\nhalf = partial(relu, 1)\nn = 3\n"
        "vec = np.vectorize(relu)\nalias = np.tanh\n"
    )
    result = load(best, SourceFile("hw.py", source))
    assert result.outcome is Outcome.RETURNED
    assert result.value == ["Adam", "alias", "half", "relu", "step", "vec"]


def test_a_failing_file_does_not_hide_the_others(best: Sandbox) -> None:
    files = [
        SourceFile("a.py", "def first(): return 1\nraise ValueError('no data')"),
        SourceFile("b.py", "def second(:"),
        SourceFile("c.py", "def third(): return 3"),
    ]
    with best.job(files) as job:
        loaded = job.load()
        (third,) = job.call([Call("third")])
    assert loaded.outcome is Outcome.RAISED
    assert loaded.value == ["first", "third"]
    assert [(e.type, e.file, e.line) for e in loaded.errors] == [("ValueError", "a.py", 2), ("SyntaxError", "b.py", 1)]
    assert loaded.error == loaded.errors[0]
    assert "a.py" in loaded.message.ko
    assert "b.py" in loaded.message.ko
    assert third.value == 3


def test_a_file_that_loops_does_not_hide_the_others(sandbox: Sandbox) -> None:
    files = [SourceFile("loop.py", "while True: pass"), SourceFile("good.py", "def f(): return 1")]
    with sandbox.job(files, FAST) as job:
        loaded = job.load()
        (result,) = job.call([Call("f")])
    assert loaded.outcome is Outcome.TIME_LIMIT
    assert "loop.py" in loaded.message.en
    assert loaded.value == ["f"]
    assert result.value == 1


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("import os; os._exit(0)", Outcome.ENDED_EARLY),
        ("import sys; sys.exit()", Outcome.ENDED_EARLY),
        ("x = bytearray(1 << 32)", Outcome.MEMORY_LIMIT),
        ("import ctypes; ctypes.string_at(0)", Outcome.CRASH),
        ("import os; os.chroot('/')", Outcome.VIOLATION),
        ("import scipy", Outcome.RAISED),
    ],
)
def test_top_levels_fail_in_every_way(best: Sandbox, source: str, outcome: Outcome) -> None:
    result = load(best, SourceFile("bad.py", source), SourceFile("good.py", "def f(): return 1"))
    assert result.outcome is outcome
    assert result.value == ["f"]


def test_a_syntax_error_shows_line_and_caret(best: Sandbox) -> None:
    result = load(best, SourceFile("hw.py", "x = 1\ny = (2 +\nz = 3 3\n"))
    assert result.error is not None
    assert result.error.type == "SyntaxError"
    assert result.error.line in {2, 3}
    assert 'File "hw.py"' in result.error.traceback
    assert "^" in result.error.traceback


def test_cells_of_a_notebook_share_one_module(best: Sandbox) -> None:
    files = [
        SourceFile("hw.ipynb", "import numpy as np", cell=1),
        SourceFile("hw.ipynb", "1 / 0", cell=2),
        SourceFile("hw.ipynb", "def f(): return np.ones(1)\nmain = __name__", cell=4),
        SourceFile("hw.ipynb", "def g(): return main", cell=5),
    ]
    with best.job(files) as job:
        loaded = job.load()
        f, g = job.call([Call("f"), Call("g")])
    assert [e.file for e in loaded.errors] == ["hw.ipynb [2]"]
    assert f.value == 1
    assert g.value == "__main__"


def test_files_import_each_other_in_any_order(best: Sandbox) -> None:
    files = [
        SourceFile("main.py", "from layers import Layer\ndef f(): return Layer().n"),
        SourceFile("layers.py", "count = globals().get('count', 0) + 1\nclass Layer:\n n = count"),
    ]
    with best.job(files) as job:
        assert job.load().outcome is Outcome.RETURNED
        assert job.call([Call("f")])[0].value == 1  # its top level ran once


def test_the_main_guard_does_not_run(best: Sandbox) -> None:
    result = load(best, SourceFile("hw.py", "def f(): return 1\nif __name__ == '__main__':\n    raise SystemExit"))
    assert result.outcome is Outcome.RETURNED


def test_the_latest_definition_counts(best: Sandbox) -> None:
    files = [SourceFile("a.py", "def f(): return 1"), SourceFile("b.py", "def f(): return 2")]
    with best.job(files) as job:
        assert job.call([Call("f")])[0].value == 2


def test_an_import_that_is_not_allowed_says_what_is(best: Sandbox) -> None:
    result = load(best, SourceFile("hw.py", "import torch"))
    assert "torch" in result.message.ko
    assert "numpy" in result.message.ko
    assert "No module named" not in result.message.en
    assert "(hw.py, line 1)" in result.message.en


def test_dataclasses_pickle_and_own_names_work(best: Sandbox) -> None:
    """The module is registered, or `dataclass` with postponed annotations and `pickle` fail."""
    source = (
        "from __future__ import annotations\nimport dataclasses, pickle\n"
        "@dataclasses.dataclass\nclass P:\n x: int = 1\n def twin(self) -> P: return P(self.x)\n"
        "def f(): return pickle.loads(pickle.dumps(P(4))).x\n"
    )
    with best.job([SourceFile("hw.py", source)]) as job:
        assert job.call([Call("f")])[0].value == 4


def test_tracebacks_hold_student_lines_only(best: Sandbox) -> None:
    source = (
        "import numpy as np\ndef inner(x):\n    return np.linalg.inv(x)\ndef f():\n    return inner(np.zeros((2, 2)))\n"
    )
    with best.job([SourceFile("hw.py", source)]) as job:
        error = job.call([Call("f")])[0].error
    assert error is not None
    assert (error.type, error.file, error.line) == ("LinAlgError", "hw.py", 3)
    assert error.traceback.count("File") == 2
    assert "return inner(np.zeros((2, 2)))" in error.traceback
    assert "harness" not in error.traceback


def test_texts_for_people_are_cleaned_and_cut(best: Sandbox) -> None:
    source = "def f(): raise ValueError('\\x1b[31mred\\x00\\u202e\\ud800' + 'x' * 10**5)"
    with best.job([SourceFile("hw.py", source)]) as job:
        error = job.call([Call("f")])[0].error
    assert error is not None
    assert error.message.startswith("red?x")
    assert len(error.message) <= 2048
    error.traceback.encode("utf-8")


@pytest.mark.parametrize(
    "name", ["\x1b]0;title\x07", "a`$x$ **b**", "right\u202eleft", "n" * 100_000, "", "a b", "\ud800"]
)
def test_names_that_no_program_can_write_are_not_told(best: Sandbox, name: str) -> None:
    """A job may claim any name of what it defines; sentences list them, on pages and in terminals."""
    result = load(best, SourceFile("hw.py", f"globals()[{name!r}] = lambda: 0\ndef relu(x): return x\nclass 층: pass"))
    assert result.outcome is Outcome.RETURNED
    assert result.value == ["relu", "층"]


def test_an_empty_submission_defines_nothing(best: Sandbox) -> None:
    assert load(best).value == []
    assert load(best, SourceFile("hw.py", "")).outcome is Outcome.RETURNED


def test_null_bytes_and_surrogates_in_source_are_errors_not_faults(best: Sandbox) -> None:
    assert load(best, SourceFile("hw.py", "x = 1\x00")).outcome is Outcome.RAISED
    assert load(best, SourceFile("hw.py", "x = '\ud800'")).outcome is Outcome.RETURNED


@pytest.mark.parametrize("module", PROFILES["numpy"].modules + PROFILES["numpy"].shelf)
def test_every_listed_module_can_be_imported(best: Sandbox, module: str) -> None:
    """Loaded or on the shelf: no module that the profile names needs a file when a job asks for it."""
    result = load(best, SourceFile("hw.py", f"import {module}"))
    assert result.outcome is Outcome.RETURNED, result.message.en


@pytest.mark.parametrize("name", ["plot", "science"])
def test_every_listed_module_of_an_optional_profile_can_be_imported(name: str) -> None:
    profile = PROFILES[name]
    if profile.imports.unmet() is not None:
        required_in_ci(f"the modules of the profile {name} are not installed")
    own = [module for module in profile.modules + profile.shelf if module not in PROFILES["numpy"].modules]
    with Sandbox(name) as sandbox:
        for module in own:
            result = load(sandbox, SourceFile("hw.py", f"import {module}"))
            assert result.outcome is Outcome.RETURNED, result.message.en
        result = load(sandbox, SourceFile("hw.py", "import torch"))
    assert all(package in result.message.en for package in profile.imports.packages)


def test_a_profile_that_is_not_installed_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Profile(ImportProfile("plot", ("numpy", "not_matplotlib"), "plot"), (), ())
    monkeypatch.setitem(PROFILES, "plot", missing)
    with pytest.raises(SandboxUnavailable) as refused:
        Sandbox("plot")
    assert "pip install 'nngrader[plot]'" in refused.value.text.en
    assert "not_matplotlib" in refused.value.text.ko


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(SandboxUnavailable, match="numpy, plot, science"):
        Sandbox("torch")


PLOTS = """
import matplotlib.pyplot as plt
def korean():
    plt.title("손실")
    plt.savefig("loss.png")
def kept():
    plt.plot([1, 2]); plt.savefig("x.png"); plt.show()
    return plt.get_fignums()
def unknown():
    plt.savefig("x.xyz")
def vector():
    import io
    buffer = io.BytesIO()
    plt.savefig(buffer, format="svg")
    return buffer.getvalue()[:5].decode()
def many():
    plt.rcParams["figure.max_open_warning"] = 0
    while True:
        plt.figure(figsize=(30, 30)).canvas.draw()
"""


def test_plots_need_no_file_and_leave_nothing() -> None:
    """Saved under a name: drawn and dropped. Shown: closed. Mistakes are named at the student's line, paths are not."""
    if not importlib.util.find_spec("matplotlib"):
        required_in_ci("the modules of the profile plot are not installed")
    with Sandbox("plot") as sandbox, sandbox.job([SourceFile("hw.py", PLOTS)], Limits(cpu_s=2, memory_mb=96)) as job:
        assert job.load().outcome is Outcome.RETURNED
        names = ("korean", "kept", "unknown", "vector", "many")
        korean, kept, unknown, vector, many = job.call([Call(name) for name in names])
    assert korean.outcome is Outcome.RETURNED
    assert korean.stdout.startswith("hw.py:5: UserWarning: Glyph")
    assert "/" not in korean.stdout
    assert (kept.outcome, kept.value) == (Outcome.RETURNED, [])
    assert unknown.error is not None
    assert unknown.error.type == "ValueError"
    assert vector.value == "<?xml"
    assert many.outcome is Outcome.MEMORY_LIMIT


def test_modules_from_the_shelf_work(best: Sandbox) -> None:
    source = (
        "import argparse, unittest\nimport numpy as np\nfrom numpy.polynomial import Polynomial\n"
        "def f():\n"
        " np.testing.assert_allclose([1.0], [1.0])\n"
        " masked = np.ma.masked_array([1.0, 2.0], [0, 1]).sum()\n"
        " args = argparse.ArgumentParser().parse_args([])\n"
        " return [float(masked), float(Polynomial([1, 2])(3)), vars(args), np.char.upper('a').item()]\n"
    )
    with best.job([SourceFile("hw.py", source)]) as job:
        assert job.call([Call("f")])[0].value == [1.0, 7.0, {}, "A"]
