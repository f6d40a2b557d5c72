"""A problem set is read whole, or refused with every fault at its own line, in both languages."""

from datetime import datetime, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.sets.problem_set import Attempts, Feedback, ProblemSet, SetError, bundled, load, parse
from reference.text import Text

HEAD = 'id = "s"\ntitle = "S"\n'
Q1 = '[[problem]]\nid = "q1"\nuse = "gates.weights"\npoints = 5\n'


def faults(text: str) -> dict[int | None, list[str]]:
    """The English sentences of all faults, by line."""
    with pytest.raises(SetError) as raised:
        parse(text, "set.toml")
    found: dict[int | None, list[str]] = {}
    for fault in raised.value.faults:
        assert fault.message.ko, "every sentence exists in Korean"
        assert any("가" <= letter <= "힣" for letter in fault.message.ko)
        found.setdefault(fault.line, []).append(fault.message.en)
    return found


def only_fault(text: str) -> tuple[int | None, str]:
    found = faults(text)
    assert len(found) == 1, found
    (line, sentences) = next(iter(found.items()))
    assert len(sentences) == 1, sentences
    return line, sentences[0]


def test_the_bundled_set_has_every_kind_of_problem_and_both_titles() -> None:
    week3 = load("week3")
    assert bundled() == ("activations", "backprop", "gates", "graphs", "midterm", "optimizers", "week3")
    assert [problem.use for problem in week3.problems] == [
        "backprop.two_two_one",
        "backprop.two_two_two",
        "perceptron.epochs",
        "gates.weights",
        "code.activations",
        "code.perceptron",
        "code.backprop",
    ]
    assert week3.title.ko != week3.title.en
    assert week3.feedback == Feedback("diagnosis", "full")
    assert week3.attempts == Attempts(10, "best")
    assert week3.points == 65


def test_every_field_of_a_set_is_read_as_it_is_written() -> None:
    text = dedent("""\
        id = "w-1"
        title = {ko = "하나", en = "one"}
        locale = "en"
        course = "NN 101"
        deadline = 2026-12-01T23:59:00+09:00
        feedback = {before = "verdict", after = "diagnosis"}
        attempts = {count = 3, score = "last"}

        [[problem]]
        id = "q1"
        use = "backprop.two_two_one"
        points = 7.5
        asked = ["a1", "h1"]
        decimals = {a1 = 3, h1 = 6}
        givens = {x1 = 0.50, x2 = 1e-8, W = [[1, -2.5], [3, 4]], loss = "mse", train_bias = true}

        [[problem]]
        id = "q2"
        use = "code.activations"
        points = 1
        limits = {cpu_s = 0.5, memory_mb = 256}
        profile = "plot"
        """)
    read = parse(text, "w.toml")
    first, second = read.problems
    assert (read.id, read.title, read.locale, read.source) == ("w-1", Text("하나", "one"), "en", text)
    assert read.course == Text("NN 101", "NN 101")
    assert read.deadline == datetime(2026, 12, 1, 23, 59, tzinfo=timezone(timedelta(hours=9)))
    assert read.feedback == Feedback("verdict", "diagnosis")
    assert read.attempts == Attempts(3, "last")
    assert (first.points, first.asked, first.decimals) == (Fraction(15, 2), ("a1", "h1"), {"a1": 3, "h1": 6})
    assert first.givens == {
        "x1": "0.50",  # the digits that were written, for they are what the student sees
        "x2": "0.00000001",
        "W": [[1, "-2.5"], [3, 4]],
        "loss": "mse",
        "train_bias": True,
    }
    assert second.limits == {"cpu_s": "0.5", "memory_mb": 256}
    assert second.profile == "plot"
    assert read.problem("q2") is second
    assert read.problem("q3") is None


def test_left_out_keys_have_the_documented_defaults() -> None:
    read = parse(HEAD + Q1, "s.toml")
    assert (read.locale, read.feedback, read.attempts) == ("ko", Feedback("diagnosis", "full"), Attempts(10, "best"))
    problem = read.problems[0]
    assert (problem.asked, problem.decimals, problem.givens, problem.limits) == (None, None, None, None)
    assert problem.params == {}


def test_all_faults_are_told_at_once_each_at_its_own_line() -> None:
    text = dedent("""\
        id = "week 3"
        title = {ko = "하나"}
        locale = "fr"
        feedback = {befor = "diagnosis", after = "all"}

        [[problem]]
        id = "q1"
        use = "gates.weights"
        points = 0
        asked = [
          "w1",
          3,
        ]
        decimals = {w1 = 99, w2 = 4, b = "x"}

        [[problem]]
        id = "Q1"
        points = "ten"
        givens = {x = [1.5, [2, nan]]}
        [problem.params]
        gate = "AND"
        [problem.limits]
        cpu = 1
        memory_mb = 1
        """)
    found = faults(text)
    assert {line: len(sentences) for line, sentences in found.items()} == {
        1: 1, 2: 1, 3: 1, 4: 2, 9: 1, 12: 1, 14: 2, 16: 1, 17: 1, 18: 1, 19: 1, 23: 1, 24: 1,
    }  # fmt: skip
    assert any("Did you mean 'before'?" in sentence for sentence in found[4])
    assert "'use' is missing" in found[16][0]
    assert "already used in line 7" in found[17][0]
    assert "'decimals.b'" in found[14][1]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "'id' is missing"),
        (HEAD + Q1 + "pionts = 3\n", 7, "Did you mean 'points'?"),
        (HEAD + Q1 + 'profile = "plots"\n', 7, 'must be one of "numpy", "plot", "science"'),
        (HEAD + Q1 + "limits = {memory_mb = 100.5}\n", 7, "must be a whole number from 64 to 4096"),
        (HEAD + Q1 + "limits = {output_kb = 0}\n", 7, "must be from 1 to 1024"),
        (HEAD + Q1 + "points = 3\n", 7, "not valid TOML"),
        (HEAD + "x = \n" + Q1, 3, "not valid TOML"),
        (HEAD + "[problem]\nid = 'q1'\n", 3, "[[problem]]"),
        (HEAD + "problem = []\n", 3, "at least one"),
        (HEAD + Q1 + "decimals = true\n", 7, "whole number"),
        (HEAD + Q1 + "decimals = -1\n", 7, "from 0 to 12, not -1"),
        (HEAD + Q1 + "asked = ['w1', 'w2', 'w1']\n", 7, "'w1' is named twice"),
        (HEAD + Q1 + "asked = 'w1'\n", 7, "list of answer names"),
        (HEAD + Q1 + "givens = {x = 2020-01-01}\n", 7, "a date"),
        (HEAD + Q1 + "givens = {x = 1e999999999}\n", 7, "finite"),
        (HEAD + Q1 + "givens = {x = inf}\n", 7, "finite"),
        (HEAD + Q1 + "givens = {x = 1}\nparams = {y = 2}\n", 8, "fixed numbers"),
        (HEAD + "attempts = {count = 0}\n" + Q1, 3, "'count'"),
        (HEAD + "attempts = 3\n" + Q1, 3, "must be a table"),
        (HEAD + "deadline = 2026-12-01\n" + Q1, 3, "offset"),
        (HEAD + "deadline = 2026-12-01T10:00:00\n" + Q1, 3, "offset"),
        (HEAD + "course = '\\u0007'\n" + "course2 = 1\n" + Q1, 4, "course2"),
        (HEAD + "x = " + "[" * 5000, None, "nested"),
        (HEAD + "x = 1" + "0" * 5000, None, "too long"),
        ("# " + "x" * 200_001, None, "too large"),
        ("a." * 60_000 + "a = 1", None, "nested too deeply"),
    ],
)
def test_each_kind_of_fault_has_its_line_and_its_sentence(text: str, line: int | None, words: str) -> None:
    found = faults(text)
    assert any(words in sentence for sentence in found.get(line, [])), found


def test_a_level_that_is_no_text_is_a_sentence_too() -> None:
    assert only_fault(HEAD + "feedback = {before = [1]}\n" + Q1) == (
        3,
        '\'before\': must be one of "verdict", "diagnosis", "full", not a list.',
    )


def test_faults_are_printed_with_file_and_line_in_the_readers_language() -> None:
    with pytest.raises(SetError) as raised:
        parse(HEAD + Q1 + "pionts = 3\n", "set.toml")
    assert raised.value.sentences("en") == "set.toml: line 7: 'pionts' is not a known key. Did you mean 'points'?"
    assert raised.value.sentences("ko").startswith("set.toml: 7행: ")


def test_an_unknown_set_names_the_nearest_and_the_bundled_ones() -> None:
    with pytest.raises(SetError, match=r"week3\. Did you mean 'week3'"):
        load("week33")


def test_a_set_saved_in_a_korean_code_page_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes((HEAD + "# 한글\n" + Q1).encode("cp949"))
    with pytest.raises(SetError, match="line 3: this is not UTF-8 text"):
        load(path)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + Q1).replace("\n", "\r\n").encode())
    assert load(path).problems == parse(HEAD + Q1, "s").problems
    path.write_bytes((HEAD + Q1 + "bad = 1\n").replace("\n", "\r\n").encode())
    with pytest.raises(SetError, match="line 7"):
        load(path)


@pytest.mark.parametrize("name", [".", "", "a\0b", "x" * 5000])
def test_a_path_that_is_no_file_is_a_sentence(name: str) -> None:
    with pytest.raises(SetError):
        load(name)


def test_equal_texts_have_equal_digests_and_one_more_space_has_another() -> None:
    one, same, other = (parse(text, "s") for text in (HEAD + Q1, HEAD + Q1, HEAD + Q1 + " "))
    assert one.digest == same.digest != other.digest


@given(st.text(alphabet="id=\"'[]{}=.,#\n \\abc1_-e+", max_size=120))
def test_no_text_whatever_gives_anything_but_a_set_or_faults(text: str) -> None:
    try:
        read = parse(HEAD + Q1 + text, "s")
    except SetError:
        return
    assert isinstance(read, ProblemSet)
