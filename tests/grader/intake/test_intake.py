"""Files as students send them: what is read, and that whatever cannot be read ends in a sentence."""

import io
import json
import random
import stat
import time
import zipfile
from typing import Any

import pytest

from grader.intake.notebook import MAX_NOTEBOOK
from grader.intake.notebook_commands import without_commands
from grader.intake.reading import Intake, UploadedFile, read_each, read_files
from grader.intake.uploads import MAX_FILES, MAX_SOURCE, MAX_UPLOAD
from problems.page.html import html

CODE = "import numpy as np\n\ndef relu(x):\n    return np.maximum(x, 0)\n"


def read(*files: tuple[str, bytes | str]) -> Intake:
    return read_files([UploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in files])


def said(intake: Intake) -> str:
    """All sentences in English; each must exist in Korean too, and leave no hole unfilled."""
    for fault in intake.problems:
        assert fault.text.ko != fault.text.en
        assert fault.file in fault.text.ko
        assert fault.file in fault.text.en
    return "\n".join(fault.text.en for fault in intake.problems)


def notebook(*cells: str | list[str] | dict[str, Any], **more: Any) -> bytes:
    def cell(source: str | list[str] | dict[str, Any]) -> dict[str, Any]:
        return source if isinstance(source, dict) else {"cell_type": "code", "source": source, "outputs": []}

    return json.dumps({"cells": [cell(c) for c in cells], "nbformat": 4, "metadata": {}, **more}).encode()


def archive(*members: tuple[str | zipfile.ZipInfo, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as made:
        for name, data in members:
            made.writestr(name, data)
    return whole.getvalue()


def test_half_a_character_in_a_cell_harms_nothing() -> None:
    """JSON may hold one half of a pair of surrogates, which no encoding has."""
    intake = read(("hw.ipynb", notebook("s = '\ud83d'", CODE)))
    assert said(intake) == ""
    assert [source.text for source in intake.sources] == ["s = '?'", CODE]


def test_a_listing_copied_with_its_fence_is_shown_within_ours() -> None:
    """Planted: the line with the error is itself a fence, which would end the one around it."""
    for line in ("```", "```python", "`" * 9):
        words = html(read_files([UploadedFile("hw.py", f"{line}\nx = 1\n".encode())]).problems[0].text.en)
        assert words.count("<pre") == 1
        assert f"    {line}" in words


@pytest.mark.parametrize(
    "data",
    [
        CODE.encode(),
        b"\xef\xbb\xbf" + CODE.encode(),
        CODE.replace("\n", "\r\n").encode(),
        CODE.replace("\n", "\r").encode(),
        CODE.encode("utf-16"),
    ],
    ids=["plain", "BOM", "CRLF", "CR", "UTF-16"],
)
def test_python_reads_the_same_however_it_was_saved(data: bytes) -> None:
    intake = read(("hw.py", data))
    assert [source.text for source in intake.sources] == [CODE]
    assert intake.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "euc-kr"])
@pytest.mark.parametrize("cookie", ["", "# -*- coding: {} -*-\n"])
def test_korean_comments_survive_each_usual_encoding(encoding: str, cookie: str) -> None:
    text = cookie.format(encoding) + "# 활성화 함수\n" + CODE
    assert [source.text for source in read(("과제.py", text.encode(encoding))).sources] == [text]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("hw.py", b"", "is empty"),
        ("hw.py", b"\xef\xbb\xbf \r\n", "is empty"),
        ("hw.ipynb", b"", "is empty"),
        ("hw.zip", b"", "damaged archive"),
        ("hw.py", b"%PDF-1.7 ...", "PDF"),
        ("hw.py", archive(("word/document.xml", "<w/>")), "archive or an office document"),
        ("hw.py", b"\x89PNG\r\n\x1a\n\x00", "picture"),
        ("hw.py", b"\xff\xfe\x00\x00\xd8\xd8", "cannot be read as text"),
        ("hw.py", bytes(range(256)), "cannot be read as text"),
        ("hw.py", b"x = 1\x00", "cannot be read as text"),
        ("hw.py", "#" * (MAX_SOURCE + 1), "more than 256 KB of code"),
        ("hw.py", "x = " + "-" * 100_000 + "1", "nested too deeply"),
        ("hw.py", "x = " + "+".join(["1"] * 60_000), "nested too deeply"),
        ("hw.py", "x = " + "(" * 1000, "syntax error"),
        ("hw.py", "x = " + "9" * 5000, "syntax error"),
        ("hw.py", b" " * (MAX_UPLOAD + 1), "larger than 10 MB"),
        ("hw.ipynb", b"<!DOCTYPE html><html>", "web page"),
        ("hw.ipynb", b'{"cells": [{"cell_type": "code", "sou', "damaged or was saved in part"),
        ("hw.ipynb", b"[]", "does not have the form"),
        ("hw.ipynb", b'"cells"', "does not have the form"),
        ("hw.ipynb", b'{"cells": 3}', "does not have the form"),
        ("hw.ipynb", b"[" * 100_000, "does not have the form"),
        ("hw.ipynb", b'{"cells": ' + b"9" * 5000 + b"}", "does not have the form"),
        ("hw.ipynb", notebook(), "no code"),
        ("hw.ipynb", b'"' + b" " * MAX_NOTEBOOK + b'"', "Clear its outputs"),
        ("hw.zip", b"PK\x03\x04 and no more", "damaged archive"),
        ("hw.zip", archive(), "is empty"),
        ("hw.docx", b"PK\x03\x04", "was not read"),
        ("solution.pdf", b"%PDF-1.7", "kept for people"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_and_harms_no_other(name: str, data: bytes | str, words: str) -> None:
    intake = read((name, data), ("right.py", CODE))
    assert [source.text for source in intake.sources] == [CODE]
    assert words in said(intake)
    assert {fault.file for fault in intake.problems} == {name}


def test_a_syntax_error_has_line_column_and_caret() -> None:
    intake = read(("hw.py", "x = 1\n가나 = (1,\n     2\ny = 3\n"), ("right.py", CODE))
    (fault,) = intake.problems
    assert (fault.line, fault.column) == (2, 6)
    assert "'(' was never closed" in fault.text.en
    assert "괄호를 닫지 않았습니다" in fault.text.ko
    line, caret = fault.text.en.split("```\n")[1].split("\n")[:2]
    assert line == "가나 = (1,"
    assert caret == " " * 7 + "^", "two columns for each Korean letter"
    assert len(intake.sources) == 1


def test_only_the_broken_cell_of_a_notebook_is_left_out() -> None:
    intake = read(
        ("hw.ipynb", notebook("def f(x):\n    return x", "def g(x)\n    return x", "def h(x):\n    return x"))
    )
    assert [source.label for source in intake.sources] == ["hw.ipynb [1]", "hw.ipynb [3]"]
    assert "`hw.ipynb [2]`, line 1" in said(intake)


def test_notebook_commands_are_dropped_where_they_stand() -> None:
    """Lines keep their numbers, and what only looks like a command stays."""
    cell = (
        "%matplotlib inline\n!pip install numpy \\\n   scipy\nimport numpy as np\nfiles = !ls\n"
        "%time y = 3\nnp.sum?\n?np.sum\nif y:\n    %pylab\n    !echo 'hi'\n"
        "x = (7\n% 4)\nquiet = 1  # why?\nz = \"!?\"\ntext = '''\n%matplotlib\n!ls\n'''\ndef f(a):\n    return a % y\n"
    )
    (source,) = read(("hw.ipynb", notebook(cell))).sources
    names: dict[str, Any] = {}
    exec(compile(source.text.replace("import numpy as np", "np = None"), "cell", "exec"), names)  # noqa: S102 -- ours
    assert (names["x"], names["y"], names["files"], names["f"](5)) == (3, 3, None, 2)
    assert names["text"] == "\n%matplotlib\n!ls\n"
    assert source.text.split("\n")[-2] == "    return a % y"
    assert source.text.count("\n") == cell.count("\n")


def test_a_swarm_of_commands_and_quotes_is_read_in_one_pass() -> None:
    """Time grows with the length: half a megabyte of the worst is still quick."""
    for worst in ("%a\n", "'", '"""', "(\n", "!x\\\n", "a?\n", "x = !y\n", "# why?\n", "\\", " "):
        text = worst * (200_000 // len(worst))
        assert without_commands(text).count("\n") == text.count("\n")


def test_a_command_cannot_hide_a_syntax_error() -> None:
    intake = read(("hw.ipynb", notebook("%matplotlib inline\ndef f(x)\n    return x\n")))
    assert intake.sources == ()
    assert "line 2" in said(intake)


def test_cell_commands_run_python_write_files_or_are_left_out() -> None:
    intake = read(
        (
            "hw.ipynb",
            notebook(
                "%%time\ndef f(x):\n    return x",
                "%%bash\nrm -rf /",
                "%%html\n<b>",
                "%%writefile tools/more.py\ndef g(x):\n    return x",
                "\n%%capture out\ny = 1",
            ),
        )
    )
    assert said(intake) == ""
    assert [source.label for source in intake.sources] == ["hw.ipynb [1]", "more.py", "hw.ipynb [5]"]
    assert intake.sources[0].text.split("\n")[1] == "def f(x):"


def test_notebooks_come_in_every_shape_that_tools_write() -> None:
    colab = {"colab": {"provenance": []}, "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}}}}
    cells = [
        {"cell_type": "markdown", "source": "# 과제"},
        {"cell_type": "code", "source": ["def f(x):\n", "    return x"], "execution_count": 9, "metadata": {"id": "a"}},
        {"cell_type": "raw", "source": "raw"},
        {"cell_type": "code", "source": "", "outputs": [{"data": {"image/png": "AAAA"}}]},
        {"cell_type": "code", "source": "def g(x):\r\n    return x"},
    ]
    intake = read(("hw.ipynb", notebook(*cells, metadata=colab)))
    assert [(source.cell, source.text) for source in intake.sources] == [
        (1, "def f(x):\n    return x"),
        (3, "def g(x):\n    return x"),
    ]
    assert intake.problems == ()
    old = {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1"]}]}]}
    assert [source.text for source in read(("old.ipynb", json.dumps(old))).sources] == ["x = 1"]


def test_damaged_cells_are_named_and_the_others_read() -> None:
    cells = [{"cell_type": "code"}, {"cell_type": "code", "source": [1, 2]}, "x = 1", {"source": {"a": 1}}]
    intake = read(("hw.ipynb", json.dumps({"cells": [*cells[:2], {"cell_type": "code", "source": "x = 1"}, 7]})))
    assert [source.cell for source in intake.sources] == [3]
    assert "Code cell 1 of" in said(intake)
    assert "Code cell 4 of" in said(intake)


def test_a_notebook_under_a_python_name_is_read_as_one() -> None:
    assert read(("hw.py", notebook("x = 1"))).sources[0].cell == 1


def test_a_script_exported_from_a_notebook_is_read() -> None:
    (source,) = read(("hw.py", "get_ipython().run_line_magic('matplotlib', 'inline')\n" + CODE)).sources
    assert source.text == "pass\n" + CODE


def test_names_never_become_paths_and_stay_readable() -> None:
    decomposed = "\u1100\u1161.py"  # 가.py as macOS writes it
    intake = read(
        ("../../etc/hw.py", CODE), ("C:\\Users\\kim\\hw.py", CODE), (decomposed, CODE), ("\x1b[31m`x`.py", CODE)
    )
    assert [source.name for source in intake.sources] == ["hw.py", "hw (2).py", "가.py", "[31mx.py"]


@pytest.mark.parametrize("name", ["grader.py", "reference.py", "nngrader.py", "numpy.py"])
def test_a_file_that_hides_a_package_is_named_and_read(name: str) -> None:
    intake = read((name, CODE))
    assert len(intake.sources) == 1
    assert f"hides the package `{name.removesuffix('.py')}`" in said(intake)


def test_a_function_written_twice_is_noted_and_a_copied_cell_is_not() -> None:
    cell = "def f(x):\n    return x"
    assert read(("hw.ipynb", notebook(cell, cell))).problems == ()
    intake = read(("hw.ipynb", notebook(cell, "def f(x):\n    return 2 * x")))
    (fault,) = intake.problems
    assert "`f` is defined more than once" in fault.text.en
    assert "[1]" in fault.text.en
    assert (fault.file, fault.line) == ("hw.ipynb [2]", 1)
    assert len(intake.sources) == 2


def test_an_archive_gives_its_files_and_leaves_out_what_tools_left() -> None:
    intake = read(
        (
            "hw.zip",
            archive(
                ("hw/a.py", CODE),
                ("hw/b.ipynb", notebook("x = 1")),
                ("hw/answers.toml", "[q1]\na1 = 0.50"),
                ("__MACOSX/hw/._a.py", b"\x00\x05"),
                ("hw/.ipynb_checkpoints/b-checkpoint.ipynb", notebook("x = 2")),
                ("hw/.DS_Store", b"\x00"),
                ("hw/data.csv", "1,2"),
            ),
        )
    )
    assert [source.label for source in intake.sources] == ["a.py", "b.ipynb [1]"]
    assert intake.answers == {"q1": {"a1": "0.50"}}
    assert intake.problems == ()


def test_korean_names_of_windows_archives_are_read() -> None:
    info = zipfile.ZipInfo("x" * 8 + ".py")
    data = archive((info, CODE)).replace(b"x" * 8, "과제일이".encode("cp949"))
    assert [source.name for source in read(("hw.zip", data)).sources] == ["과제일이.py"]


def with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize(
    ("member", "words"),
    [
        (("../../evil.py", CODE), "leads out of the archive"),
        (("/etc/evil.py", CODE), "leads out of the archive"),
        (("C:/evil.py", CODE), "leads out of the archive"),
        (("a\\..\\..\\evil.py", CODE), "leads out of the archive"),
        ((with_mode("link.py", stat.S_IFLNK | 0o777), "/etc/passwd"), "no ordinary file"),
        ((with_mode("pipe.py", stat.S_IFIFO | 0o644), ""), "no ordinary file"),
        (("more.zip", archive(("x.py", CODE))), "archive inside the archive"),
        (("notes.txt", "hello"), "was not read"),
    ],
)
def test_a_suspicious_member_is_refused_and_the_others_are_read(member: tuple[Any, Any], words: str) -> None:
    intake = read(("hw.zip", archive(member, ("right.py", CODE))))
    assert [source.name for source in intake.sources] == ["right.py"]
    assert words in said(intake)


def test_a_bomb_is_refused_whatever_its_headers_say() -> None:
    bomb = archive(("big.py", b"#" * (20 << 20)))
    assert "out of all proportion" in said(read(("hw.zip", bomb)))
    lying = bytearray(bomb)
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = lying.index(mark) + at
        lying[start : start + 4] = (100).to_bytes(4, "little")
    assert read(("hw.zip", bytes(lying))).sources == ()
    assert said(read(("hw.zip", bytes(lying))))


def test_what_an_archive_may_hold_is_bounded() -> None:
    crowd = archive(*((f"f{number}.py", f"x{number} = 1") for number in range(MAX_FILES + 5)))
    intake = read(("hw.zip", crowd))
    assert len(intake.sources) == MAX_FILES
    assert "too many files" in said(intake)
    swarm = archive(*((f"f{number}.py", "") for number in range(3000)), method=zipfile.ZIP_STORED)
    assert read(("hw.zip", swarm)).sources == ()


def test_members_that_cannot_be_unpacked_are_named() -> None:
    locked = bytearray(archive(("a.py", CODE)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    assert "password" in said(read(("hw.zip", bytes(locked))))
    assert "not supported" in said(read(("hw.zip", archive(("a.py", CODE), method=zipfile.ZIP_LZMA))))
    flipped = bytearray(archive(("a.py", CODE), method=zipfile.ZIP_STORED))
    flipped[flipped.index(b"numpy")] ^= 1
    assert "damaged" in said(read(("hw.zip", bytes(flipped))))


def test_too_many_files_and_too_much_code_end_in_a_sentence() -> None:
    intake = read(*((f"f{number}.py", "x = 1") for number in range(MAX_FILES + 1)))
    assert len(intake.sources) == MAX_FILES
    assert "more than 100 files" in said(intake)
    big = "# " + "x" * (200 << 10)
    intake = read(*((f"big{number}.py", big) for number in range(3)))
    assert len(intake.sources) == 2
    assert "more than 512 KB of code in all" in said(intake)


def test_numbers_in_answers_keep_every_digit_that_was_typed() -> None:
    toml = 'a1 = 0.50\n[q1]\nh1 = 0.6130\nw = [[1, -2.0], [3e-1, "1/2"]]\n'
    toml += 'empty = ""\nn = 7\nbad = nan\nbig = 1e400\nyes = true'
    intake = read(("answers.toml", toml))
    assert intake.answers == {
        "q1": {
            "h1": "0.6130",
            "w": [["1", "-2.0"], ["3e-1", "1/2"]],
            "empty": "",
            "n": "7",
            "bad": "nan",
            "big": "1e400",
            "yes": "true",
        }
    }
    assert intake.loose == {"a1": "0.50"}
    found = read(("answers.json", '{"q1": {"h1": 0.6130, "n": 7, "big": 1e400, "bad": NaN, "none": null}}'))
    assert found.answers == {"q1": {"h1": "0.6130", "n": "7", "big": "1e400", "bad": "NaN", "none": ""}}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("answers.toml", "[q1]\nh1 = ", "line 2: This is not valid TOML"),
        ("answers.toml", "[q1]\nh1 = 1\nh1 = 2", "line 3: This is not valid TOML"),
        ("answers.toml", "a = " + "[" * 20_000, "read"),
        ("answers.toml", "[q1]\nn = " + "9" * 5000, "too large"),
        ("answers.toml", "[q1]\nn = 0x" + "f" * 5000, "neither a number"),
        ("answers.toml", "x" * 300_000, "larger than 256 KB"),
        ("answers.json", '{"q1": {"h1": 0.5}', "line 1"),
        ("answers.json", "[1, 2]", "one table of answers"),
        ("answers.json", '{"q1": {"h1": {"deep": 1}}}', "`q1.h1`"),
        ("answers.json", '{"q1": {"h1": ' + "[" * 12 + "]" * 12 + "}}", "`q1.h1`"),
        ("answers.json", b"\xff\xff\xff\x00", "cannot be read as text"),
    ],
)
def test_an_answer_file_that_cannot_be_read_says_why(name: str, data: bytes | str, words: str) -> None:
    intake = read((name, data), ("right.py", CODE))
    assert words in said(intake)
    assert len(intake.sources) == 1


def test_two_answers_to_one_question_are_told() -> None:
    intake = read(("answers.toml", "[q1]\nh1 = 1\nh2 = 2"), ("answers.json", '{"q1": {"h1": 3, "h2": 2}}'))
    assert intake.answers == {"q1": {"h1": "3", "h2": "2"}}
    assert "`q1.h1` is answered twice" in said(intake)
    assert "h2" not in said(intake)


def corrupted(data: bytes, draw: random.Random) -> bytes:
    """The data with bytes flipped, cut, doubled or inserted."""
    whole = bytearray(data)
    for _ in range(draw.randint(1, 12)):
        at = draw.randrange(len(whole)) if whole else 0
        kind = draw.randrange(5)
        if kind == 0 and whole:
            whole[at] = draw.randrange(256)
        elif kind == 1:
            del whole[at:]
        elif kind == 2:
            whole[at:at] = whole[: draw.randrange(40)]
        elif kind == 3:
            whole[at:at] = draw.choice(
                [b"[" * 300, b"\x00", b"{", b'"', b"\xff\xfe", b"\\u0000", b"PK\x01\x02", b"%%x\n"]
            )
        else:
            del whole[at : at + draw.randrange(1, 30)]
    return bytes(whole)


@pytest.mark.parametrize("block", range(8))
def test_corrupt_files_end_in_sentences_and_never_in_an_exception(block: int) -> None:
    """Two hundred and forty damaged notebooks, archives, sources and answers."""
    draw = random.Random(block)
    originals = [
        ("hw.ipynb", notebook(CODE, "%matplotlib inline\nplt.plot(1)", "# 한글\n" + CODE)),
        ("hw.zip", archive(("a/hw.py", CODE), ("a/b.ipynb", notebook(CODE)))),
        ("hw.zip", archive(("a/hw.py", CODE), method=zipfile.ZIP_STORED)),
        ("hw.py", CODE.encode()),
        ("answers.toml", b'[q1]\nh1 = 0.6130\nw = [[1, 2], [3, "4"]]\n'),
        ("answers.json", b'{"q1": {"h1": 0.6130, "w": [[1, 2], [3, "4"]]}}'),
    ]
    for name, data in originals * 5:
        started = time.process_time()
        intake = read((name, corrupted(data, draw)))
        assert time.process_time() - started < 1  # CPU, so that a busy machine changes nothing; most take a millisecond
        assert said(intake) or intake.sources or intake.answers or intake.loose
        assert "Traceback" not in said(intake)
        assert all(source.text is not None for source in intake.sources)


def damaged(name: str, draw: random.Random) -> bytes:
    """A notebook or an archive that a tool might have written, with its structure broken and not only its bytes."""
    odd = draw.choice(
        [None, 7, -1e400, "", "\ud800", [], [None], {}, {"a": {}}, True, "x" * 5000, [["x"]], "%%time", "\\"]
    )
    whole = json.loads(notebook(CODE, "%matplotlib inline\nplt.plot(1)", "# 한글\n" + CODE, {"cell_type": "markdown"}))
    kind = draw.randrange(6)
    if kind == 0:
        whole[draw.choice(["cells", "nbformat", "metadata", "worksheets"])] = odd
    elif kind == 1:
        whole["cells"][draw.randrange(4)] = odd
    elif kind == 2:
        whole["cells"][draw.randrange(4)][draw.choice(["source", "cell_type", "outputs", "input"])] = odd
    elif kind == 3:
        whole["cells"] *= draw.choice([0, 2, 400])
    elif kind == 4:
        whole["cells"].insert(draw.randrange(4), {"cell_type": "code", "source": draw.choice(_NESTED)})
    data = json.dumps(whole).encode()
    if name.endswith(".ipynb"):
        return data[: draw.randrange(1, len(data))] if kind == 5 else data
    members = [(draw.choice(_NAMES), draw.choice([data, CODE.encode(), b"", b"\x00" * 100, archive(("a.py", CODE))]))]
    packed = archive(*members, ("hw/b.py", CODE), method=draw.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
    return packed[: draw.randrange(1, len(packed))] if kind == 5 else packed


_NESTED = (
    "(" * 5000,
    "[" * 199 + "]" * 199,
    "x = " + "-" * 50_000 + "1",
    "'" * 3001,
    "f(" + "a," * 30_000 + ")",
    "!" * 9000,
)
_NAMES = (
    "hw/a.ipynb",
    "../a.py",
    "a\x00.py",
    "C:\\a.py",
    "가" * 200 + ".py",
    " ",
    "a.py/",
    "con.py",
    "answers.toml",
    "a.zip",
)


@pytest.mark.parametrize("block", range(8))
def test_notebooks_and_archives_with_a_broken_structure_end_in_sentences_too(block: int) -> None:
    """Two hundred and eight, each with something of a wrong kind, out of place, too deep, too often or cut off."""
    draw = random.Random(f"structure {block}")
    for name in ("hw.ipynb", "hw.zip") * 13:
        data = damaged(name, draw)
        started = time.process_time()
        intake = read((name, data))
        assert time.process_time() - started < 1
        assert said(intake) or intake.sources
        assert "Traceback" not in said(intake)


@pytest.mark.parametrize("part", ["a.", '"a" . ', "'='.", '"\\"".', "a-b_c ."])
def test_a_key_of_very_many_parts_is_refused_before_it_takes_minutes(part: str) -> None:
    """The TOML parser's time grows with the square of the parts; a hundred thousand of them would never end."""
    intake = read(("answers.toml", part * 30_000 + "a = 1"), ("right.py", CODE))
    assert "too deep" in said(intake)
    assert len(intake.sources) == 1


def test_honest_dots_are_not_taken_for_a_key_of_many_parts() -> None:
    """Long rows of numbers, sentences and dotted keys are read."""
    row = ", ".join(f"0.{i}" for i in range(100))
    intake = read(("answers.toml", f'# 1. first 2. then\nq1.w = [{row}]\n[q2]\nh1 = "0.5 ... 0.6. 0.7. 1.2.3"\n'))
    assert len(intake.answers["q1"]["w"]) == 100
    assert intake.answers["q2"] == {"h1": "0.5 ... 0.6. 0.7. 1.2.3"}
    assert intake.problems == ()


def test_code_that_cannot_be_read_counts_toward_what_is_read_in_all() -> None:
    """Many long files with a syntax error each would keep a worker busy for minutes."""
    broken = "x = 1\n" * 40_000 + "("
    words = said(read(*((f"{number}.py", broken) for number in range(6))))
    assert words.count("syntax error") == 2
    assert words.count("more than 512 KB of code in all") == 4
    words = said(read(*((f"{number}.ipynb", notebook(broken)) for number in range(4))))
    assert words.count("more than 512 KB of code in all") == 2


def test_archives_cannot_multiply_the_answers_or_the_files_to_read() -> None:
    """A small archive can hold many files that each take a while; there is a bound for all of them together."""
    answers = "".join(f"[a{number}]\n" for number in range(10_000))
    whole = archive(*((f"{number}/answers.toml", answers) for number in range(20)))
    words = said(read(("a.zip", whole), ("b.zip", whole)))
    assert words.count("more than 256 KB in all") == 37
    assert "more than 32 MB in all" in said(read(*((f"{number}.ipynb", b" " * (7 << 20)) for number in range(5))))


def test_two_files_read_by_themselves_share_the_bounds_of_one_hand_in() -> None:
    broken = "x = 1\n" * 40_000 + "("
    first, second, third = read_each([UploadedFile(name, broken.encode()) for name in ("a.py", "b.py", "c.py")])
    assert "in all" not in said(first) + said(second)
    assert "in all" in said(third)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("answers.json", '{"q1": {"\\u001b]0;mine\\u0007\\ud800\\u202e": {}}}'),
        ("hw.py", "x = 1 (\x1b[2J\x1b]0;mine\x07\n"),
        ("hw.ipynb", notebook("%%writefile ../\x1b]0;mine\x07\ud800\u202e.py\ndef f(:\n  pass")),
        ("answers.toml", f'[q1]\n"{"n" * 50_000}" = {{}}'),
    ],
)
def test_what_is_said_of_a_file_is_fit_for_a_terminal_and_a_page(name: str, data: str | bytes) -> None:
    """No escape sequence, no half of a character, nothing written from right to left, and nothing endless."""
    words = said(read((name, data)))
    assert words
    assert all(sign.isprintable() or sign == "\n" for sign in words)
    assert len(words) < 1000
