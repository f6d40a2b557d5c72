"""Notebooks as students send them, through `nngrader check`: failures are told by cell, the rest is graded."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from problems.tasks.activations import TASK
from tests.grader.cli.invocation import Within, Write

pytestmark = pytest.mark.sandbox

HEAD, TAIL = TASK.solution.split("def softmax", 1)
IMPORTS = "import numpy as np"
ANSWER = [IMPORTS, HEAD, f"def softmax{TAIL}"]
Checked = Callable[..., dict[str, Any]]


def notebook(*cells: str | dict[str, Any], **metadata: Any) -> str:
    """Format 4, one code cell for each text."""
    made = [
        {"cell_type": "code", "source": cell, "metadata": {}, "outputs": [], "execution_count": None}
        if isinstance(cell, str)
        else cell
        for cell in cells
    ]
    return json.dumps({"cells": made, "nbformat": 4, "nbformat_minor": 5, "metadata": metadata}, ensure_ascii=False)


@pytest.fixture
def checked(within: Within, written: Write) -> Checked:
    """The Report of a file, as `check --json` prints it."""

    def run(content: Any, name: str = "hw.ipynb") -> dict[str, Any]:
        done = within("check", written(name, content), "--json")
        assert done.exception is None or isinstance(done.exception, SystemExit)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return run


def notes(report: dict[str, Any]) -> str:
    for note in report["notes"]:
        assert note["ko"] != note["en"]
    return "\n".join(note["en"] for note in report["notes"]).replace("`", "")


HARMLESS = (
    "%matplotlib inline",
    "!pip install -q numpy==1.26 pandas",
    "%load_ext autoreload\n%autoreload 2",
    "get_ipython().run_line_magic('matplotlib', 'inline')",
    "%%time\nx = sigmoid(np.zeros(3))",
    "%%bash\nrm -rf /",
    "%%writefile extra.py\ndef extra(x):\n    return x",
    "%timeit -n 1 -r 1 sigmoid(np.zeros(3))",
    "files = !ls -l",
    "np.exp?\n?np.sum",
    "display(sigmoid(np.zeros(2)))",
    "#@title 확인 { display-mode: 'form' }\nn = 3 #@param {type:'slider', min:0}\nprint(sigmoid(np.arange(n)))",
    "print(softmax(np.array([1.0, 2.0])))\nprint('한글 출력 ✓')",
    "",
    "# 셀을 지웠음",
)
FAILING = (
    ("x = 1\ny = 1 / 0", "Code cell 4 of hw.ipynb raised an error (hw.ipynb [4], line 2): ZeroDivisionError"),
    (
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])",
        "matplotlib is not available in this problem (hw.ipynb [4]",
    ),
    (
        "from google.colab import drive\ndrive.mount('/content')",
        "google is not available in this problem (hw.ipynb [4]",
    ),
    ("import ipywidgets as widgets\nwidgets.IntSlider()", "ipywidgets is not available"),
    ("name = input('이름: ')", "Code cell 4 of hw.ipynb raised an error (hw.ipynb [4], line 1): EOFError"),
    ("open('data.csv')", "Code cell 4 of hw.ipynb raised an error (hw.ipynb [4], line 1): PermissionError"),
    ("assert sigmoid(np.zeros(1))[0] == 1", "Code cell 4 of hw.ipynb raised an error"),
    ("def late(x:\n    return x", "hw.ipynb [4], line 1, column 9: syntax error"),
    ("raise SystemExit", "Code cell 4 of hw.ipynb ended the program"),
    ({"cell_type": "code", "source": 7}, "Code cell 4 of hw.ipynb is damaged"),
)


def test_what_notebooks_hold_beside_the_answer_costs_nothing_and_needs_no_word(checked: Checked) -> None:
    report = checked(notebook(*ANSWER, *HARMLESS))
    assert report["notes"] == []
    assert report["score"] == report["max_score"]


@pytest.mark.parametrize("start", range(0, len(FAILING), 3))
def test_a_cell_that_fails_is_told_by_its_number_and_costs_nothing(checked: Checked, start: int) -> None:
    """Though all functions are defined in other cells, and so nothing is missing."""
    some = FAILING[start : start + 3]
    report = checked(notebook(*ANSWER, *(cell for cell, _ in some)))
    assert report["score"] == report["max_score"]
    for number, (_, words) in enumerate(some, start=4):
        assert words.replace("[4]", f"[{number}]").replace("cell 4", f"cell {number}") in notes(report)


def test_every_cell_that_fails_has_its_number_however_many_they_are(checked: Checked) -> None:
    told = notes(checked(notebook(*ANSWER, *["1 / 0"] * 12)))
    assert all(f"hw.ipynb [{number}]" in told for number in range(4, 16))


def test_an_import_that_is_not_allowed_takes_no_other_line_of_its_cell_with_it(checked: Checked) -> None:
    """The first cell of most notebooks: plots beside NumPy."""
    first = (
        f"%matplotlib inline\nimport matplotlib.pyplot as plt, seaborn\n{IMPORTS}\nfrom tqdm import (\n    tqdm,\n)\n"
    )
    report = checked(notebook(first + HEAD + "\n1 / 0", ANSWER[2]))
    assert report["score"] == report["max_score"]
    assert "(hw.ipynb [1], line 2)" in notes(report)
    assert "(hw.ipynb [1], line 4)" in notes(report)
    line = first.count("\n") + HEAD.count("\n") + 2
    assert f"(hw.ipynb [1], line {line}): ZeroDivisionError" in notes(report)


def test_cells_in_another_order_twice_or_deleted_are_graded_by_their_functions(checked: Checked) -> None:
    assert checked(notebook(*reversed(ANSWER)))["score"] == "10.00"
    assert checked(notebook(*ANSWER, ANSWER[1]))["score"] == "10.00"
    report = checked(notebook(*ANSWER[:2]))
    missing = {f["verdict"] for f in report["problems"][0]["findings"] if f["check"].startswith("softmax")}
    assert missing == {"missing"}
    assert 0 < float(report["score"]) < 10


def test_colab_metadata_widgets_and_old_formats_change_nothing(checked: Checked) -> None:
    colab = {"cell_type": "code", "source": ANSWER[1], "metadata": {"id": "x", "cellView": "form"}, "outputs": []}
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"model_name": "IntSliderModel"}}}}
    text = {"cell_type": "markdown", "source": ["# 과제\n", "이름: 김하나"]}
    raw = {"cell_type": "raw", "source": "def relu(x): return 0"}
    report = checked(notebook(text, raw, ANSWER[0], colab, ANSWER[2], colab={"provenance": []}, widgets=widgets))
    assert (report["score"], report["notes"]) == ("10.00", [])
    old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": cell} for cell in ANSWER]}]}
    assert checked(json.dumps(old))["score"] == "10.00"


@pytest.mark.parametrize(("encoding", "ends"), [("utf-8-sig", "\n"), ("cp949", "\r\n"), ("utf-16", "\r\n")])
def test_korean_names_line_ends_and_encodings_change_nothing(checked: Checked, encoding: str, ends: str) -> None:
    text = "# 활성화 함수 과제\n\n" + "\n\n".join(ANSWER)
    whole = json.dumps(json.loads(notebook(*(cell.replace("\n", ends) for cell in ANSWER), "# 한글 주석")), indent=1)
    korean = json.dumps(json.loads(whole), ensure_ascii=False, indent=1)
    assert checked(text.replace("\n", ends).encode(encoding), "과제 1 (김하나).py")["score"] == "10.00"
    assert checked(korean.replace("\n", ends).encode(encoding), "과제 1 (김하나).ipynb")["score"] == "10.00"


def test_an_archive_of_notebooks_under_korean_names_is_graded(checked: Checked) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as made:
        made.writestr("제출/활성화 함수.ipynb", notebook(*ANSWER[:2]))
        made.writestr("제출/소프트맥스.ipynb", notebook(IMPORTS, ANSWER[2], "1 / 0"))
        made.writestr("../밖.py", "x = 1")
    report = checked(whole.getvalue(), "제출.zip")
    assert report["score"] == "10.00"
    assert "Code cell 3 of 소프트맥스.ipynb" in notes(report)
    assert "leads out of the archive" in notes(report)


def test_what_python_warns_of_is_shown_beside_right_code_and_costs_nothing(within: Within, written: Write) -> None:
    noisy = "\n\n".join(ANSWER) + "\n\ndef sigmoid(x):\n    return 1 / (1 + np.exp(-x))\n"
    done = within("check", written("hw.py", noisy))
    assert done.exit_code == 0
    assert "RuntimeWarning: overflow encountered in exp" in done.stdout
    assert "Score: 10.00 / 10.00" in done.stdout
