"""Every worked example of the lectures, through the command line: solved as recomputed, marked as it deserves."""

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from problems.catalog import EVERYTHING
from reference.expressions import Unreadable, parse
from reference.expressions.equivalence import Sameness, compare
from tests.problems.families.solving import marked, solved

TESTS = Path(__file__).parents[1]
EXAMPLES = {
    one["id"]: one
    for one in json.loads((TESTS / "data" / "worked_examples.json").read_text(encoding="utf-8"))["examples"]
}
TABLES = json.loads((TESTS / "data" / "worked_example_cases.json").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = TABLES["cases"]
REFERENCE = re.compile(r"(?P<example>WE-\d-\d\d)?(?:=(?P<said>.*)|:(?P<key>.+?)(?:\[(?P<place>\d+)\])?)")
WITHOUT_DIGITS = ("calculus.", "graph.node", "perceptron.separability")
LETTERS = tuple("abcgksuxyzt")


def _references(value: Any) -> Iterator[re.Match[str]]:
    for cell in value if isinstance(value, list) else [value]:
        if isinstance(cell, list):
            yield from _references(cell)
        elif cell is not None:
            found = REFERENCE.fullmatch(cell)
            assert found, cell
            yield found


def _ids(case: dict[str, Any]) -> set[str]:
    return {found["example"] for value in case["values"].values() for found in _references(value)}


NAMES = [f"{' '.join(sorted(_ids(case)))} {case['problem']} {number}" for number, case in enumerate(CASES)]


def _read(value: Any, side: str) -> Any:
    """What stands there: a number, a text as typed, or None where the lecture printed nothing."""
    if isinstance(value, list):
        return [_read(cell, side) for cell in value]
    if value is None:
        return None
    found = REFERENCE.fullmatch(value)
    assert found, value
    if found["said"] is not None:
        return found["said"]
    example = EXAMPLES[found["example"]]
    there = example["printed"] if side == "printed" else example.get("more", {}) | example["recomputed"]
    one = there.get(found["key"])
    return one if one is None or found["place"] is None else one[int(found["place"])]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_an_example_is_solved_as_recomputed(case: dict[str, Any]) -> None:
    """Every value to 1e-9; formulas to the same function."""
    values = solved(case["problem"], case["givens"])
    for name, wanted in case["values"].items():
        _assert_same(values[name], _read(wanted, "recomputed"), name)


def _assert_same(found: Any, wanted: Any, name: str) -> None:
    if isinstance(wanted, list):
        assert len(found) == len(wanted), name
        for one, other in zip(found, wanted, strict=True):
            _assert_same(one, other, name)
    elif isinstance(found, str) and found != wanted:
        domain = dict.fromkeys(LETTERS, ("0.2", "0.9"))
        assert compare(parse(found, LETTERS), parse(str(wanted), LETTERS), domain) is Sameness.SAME, name
    elif wanted is not None and found != wanted:
        assert found == pytest.approx(float(wanted), rel=0, abs=1e-9), name


def _printed(case: dict[str, Any]) -> dict[str, Any]:
    """What the lecture printed of this case, as it would be typed."""
    printed = {name: _read(value, "printed") for name, value in case.get("printed", case["values"]).items()}
    return {name: _typed(value) for name, value in printed.items() if not _holes(value)}


def _holes(value: Any) -> bool:
    return any(map(_holes, value)) if isinstance(value, list) else value is None


def _typed(value: Any) -> Any:
    return [_typed(cell) for cell in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=name) for case, name in zip(CASES, NAMES, strict=True) if _printed(case)],
)
def test_what_the_lecture_printed_is_marked_as_it_deserves(case: dict[str, Any]) -> None:
    """Right where it is right, and otherwise with the verdict and the mistake that the table says."""
    digits = () if case["problem"].startswith(WITHOUT_DIGITS) else ("--decimals", "printed")
    asked = ("--asked", ",".join(case["asked"])) if "asked" in case else ()
    findings = marked(case["problem"], case["givens"], _printed(case), *digits, *asked)
    found = {name: (one["verdict"], one["mistake"]) for name, one in findings.items()}
    other = {name: (one["verdict"], one["mistake"]) for name, one in case.get("not_so", {}).items()}
    wanted = {name: other.get(name, ("correct", None)) for name in _printed(case)}
    assert {name: found[name] for name in wanted} == wanted


def test_every_example_stands_in_one_table() -> None:
    """75 examples: each is a case, or is named with the reason why it is none."""
    cases, elsewhere = set[str]().union(*map(_ids, CASES)), set(TABLES["elsewhere"])
    assert cases | elsewhere == set(EXAMPLES)
    assert not cases & elsewhere
    assert len(EXAMPLES) == 75


def test_every_reference_finds_its_number() -> None:
    lost = [
        (name, value)
        for case in CASES
        for name, cells in case["values"].items()
        for value in (cells if isinstance(cells, list) else [cells])
        if value is not None and _holes(_read(value, "recomputed"))
    ]
    assert lost == []


@pytest.mark.parametrize("name", TABLES["elsewhere"])
def test_what_is_no_case_says_why_and_where_it_is_tested(name: str) -> None:
    """A problem that there is, or a test that there is."""
    told = TABLES["elsewhere"][name]
    assert told["why"]
    assert told["see"]
    for place in told["see"]:
        file, _, test = place.partition("::")
        assert place in EVERYTHING or f"def {test}(" in (TESTS.parent / file).read_text(encoding="utf-8")


def test_every_printed_value_that_is_not_so_has_its_reason() -> None:
    """What was printed and differs from the recomputation is marked in some case, with the reason."""
    explained = {
        (found["example"], found["key"])
        for case in CASES
        for name, told in case.get("not_so", {}).items()
        if told["why"]
        for value in (case.get("printed", case["values"])[name], *told.get("explains", ()))
        for found in _references(value)
        if found["key"]
    }
    assert set(_disagreements()) - explained == set()


def _disagreements() -> Iterator[tuple[str, str]]:
    for name, example in EXAMPLES.items():
        for key, printed in example["printed"].items():
            right = example["recomputed"].get(key)
            if right is not None and not _agree(printed, right):
                yield name, key


def _agree(printed: Any, right: Any) -> bool:
    """Equal, or right to the digits that were printed."""
    if isinstance(printed, list | bool) or isinstance(right, str):
        return bool(printed == right)
    digits = len(str(printed).partition(".")[2]) if isinstance(printed, str) and "/" not in printed else 9
    return bool(abs(Fraction(str(printed)) - Fraction(str(right))) <= Fraction(1, 2 * 10**digits))


def test_a_value_wrong_by_a_twentieth_of_a_percent_is_noticed() -> None:
    """Planted: each number of the table times 1.0005; only what is 0 may pass."""
    case = CASES[NAMES.index(next(name for name in NAMES if "backprop.two_two_one" in name))]
    values = solved(case["problem"], case["givens"])
    for name in case["values"]:
        wrong = np.multiply(values[name], 1.0005).tolist()
        with pytest.raises(AssertionError):
            _assert_same(wrong, _read(case["values"][name], "recomputed"), name)


def test_a_formula_that_differs_is_noticed() -> None:
    with pytest.raises(AssertionError):
        _assert_same("2*x + y", "2*x + 1.0005*y", "planted")
    with pytest.raises(Unreadable):
        _assert_same("2*x +", "2*x", "planted")
