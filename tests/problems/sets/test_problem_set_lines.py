"""Every key and every array element of a TOML text is found on the line where it stands."""

import tomllib
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.sets.toml_lines import Path, locate

TEXT = '''\
# a comment = 1
id = "x" # [not.a.table]
"quoted key" = 'it''s'
a.b.c = 1
text = """
y = 2
[z]
\\""" still """""
raw = \'\'\'
k = 1\'\'\'
when = 2020-01-01 10:00:00
list = [ 1, # one
  [2,
   3],
  {k = 4, l = "]"},
]

[table]
k = true
[table.below]
k = 1
[[row]]
k = {x = [1,
  2]}
[row.more]
k = 1
[[row.deep]]
k = 1
[[row.deep]]
k = 1
[[row]]
k = 1
[row.more]
k = 1
'''


def paths(value: Any, path: Path = ()) -> set[Path]:
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return ({path} if path else set()) | {found for key, below in items for found in paths(below, (*path, key))}


def test_the_lines_of_a_text_with_everything_in_it() -> None:
    text = TEXT.replace("'it''s'", "'its'")
    lines = locate(text)
    assert paths(tomllib.loads(text)) == set(lines)
    wanted = {
        ("id",): 2, ("quoted key",): 3, ("a", "b", "c"): 4, ("text",): 5, ("raw",): 9, ("when",): 11, ("list",): 12,
        ("list", 0): 12, ("list", 1): 13, ("list", 1, 1): 14, ("list", 2, "k"): 15, ("list", 2, "l"): 15,
        ("table",): 18, ("table", "k"): 19, ("table", "below"): 20, ("table", "below", "k"): 21, ("row",): 22,
        ("row", 0): 22, ("row", 0, "k", "x", 0): 23, ("row", 0, "k", "x", 1): 24, ("row", 0, "more", "k"): 26,
        ("row", 0, "deep", 0, "k"): 28, ("row", 0, "deep", 1): 29, ("row", 1): 31, ("row", 1, "k"): 32,
        ("row", 1, "more", "k"): 34,
    }  # fmt: skip
    assert {path: lines[path] for path in wanted} == wanted


scalars = st.one_of(
    st.integers(-5, 5).map(str),
    st.sampled_from(["1.5", "true", "'#'", '"]"', '"\\""', '"""\n]"""', "'''\n\n'''", "1979-05-27T07:32:00Z"]),
)
spaces = st.sampled_from(["", " ", "\n", " # ]\n", "\r\n\t"])


def array(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(spaces, inner, spaces).map("".join), max_size=3).map(lambda items: f"[{','.join(items)}]")


values = st.recursive(scalars, array, max_leaves=6)


@given(st.lists(st.tuples(spaces, values), max_size=5))
def test_whatever_the_values_are_the_keys_after_them_are_found(drawn: list[tuple[str, str]]) -> None:
    text = "".join(f"{space}k{number} = {value}\n" for number, (space, value) in enumerate(drawn))
    data = tomllib.loads(text)
    lines = locate(text)
    assert set(lines) == paths(data)
    rows = text.replace("\r\n", "\n").split("\n")
    assert all(rows[lines[key,] - 1].lstrip().startswith(f"{key} = ") for key in data)


@pytest.mark.parametrize("text", ["", "\n", "# only a comment", "a = 1", dedent("\n\na = 1")])
def test_texts_with_little_in_them(text: str) -> None:
    assert set(locate(text)) == paths(tomllib.loads(text))
