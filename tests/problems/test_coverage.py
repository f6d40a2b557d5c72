"""Every row of what the lectures teach is covered by a problem, and no problem names a row that there is not."""

import json

from click.testing import CliRunner

from grader.cli.program import program
from problems.catalog import EVERYTHING
from problems.coverage import SUBMISSION, rows


def test_the_rows_are_numbered_without_a_gap() -> None:
    assert list(rows()) == [f"C-{number:03}" for number in range(1, 111)]
    assert all(row.title.ko and row.title.en for row in rows().values())


def test_problems_name_rows_that_exist() -> None:
    named = {row for kind in EVERYTHING.values() for row in kind.coverage}

    assert named <= set(rows())


def test_no_row_is_left_out() -> None:
    """Ways of handing in apart, which the reading of files covers."""
    named = {row for kind in EVERYTHING.values() for row in kind.coverage}
    wanted = {row.id for row in rows().values() if row.kind != SUBMISSION}

    assert sorted(wanted - named) == []


def test_the_command_line_names_the_rows() -> None:
    """`families --json` says of each entry which rows it covers."""
    document = CliRunner().invoke(program, ["families", "--json"]).stdout
    listed = {entry["id"]: entry["coverage"] for entry in json.loads(document)}

    assert listed.keys() == EVERYTHING.keys()
    assert all(listed.values())
    assert "C-050" in listed["calculus.partial"]
