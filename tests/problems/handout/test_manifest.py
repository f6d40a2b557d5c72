"""A manifest is read back as it was written; anything else is refused with a sentence."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.handout.manifest import SCHEMA, Manifest, ManifestError, paper_code, read, written
from problems.variant import Variant

ONE = {"q1": Variant("a.b", "1.0", "7", {"x": "0.50", "W": [[1, "-2.5"]], "train": True})}
OTHER = {"q1": Variant("a.b", "1.0", "7", {"x": "0.5", "W": [[1, "-2.5"]], "train": True})}
MANIFEST = Manifest("week3", "ab" * 32, {"0012": ONE, "한글": OTHER})


def test_a_manifest_survives_its_file_and_has_one_spelling() -> None:
    assert read(written(MANIFEST)) == MANIFEST
    turned = Manifest("week3", "ab" * 32, dict(reversed(MANIFEST.students.items())))
    assert written(turned) == written(MANIFEST)


def test_the_papers_number_tells_givens_apart_even_by_a_trailing_zero() -> None:
    assert paper_code(ONE) != paper_code(OTHER)
    assert paper_code(ONE) == paper_code(dict(ONE))
    assert len(paper_code(ONE)) == 9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '"x"',
        "[" * 100_000,
        written(MANIFEST)[:-20],
        written(MANIFEST).replace("week3", "\\u00"),
    ],
)
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ManifestError) as raised:
        read(text)
    assert "manifest" in raised.value.text.en
    assert raised.value.text.ko


@pytest.mark.parametrize(
    ("part", "value"), [("givens", [1]), ("family", 3), ("version", None), ("seed", {}), ("givens", None)]
)
def test_a_damaged_variant_is_refused(part: str, value: object) -> None:
    data = MANIFEST.to_json()
    data["students"]["0012"]["problems"]["q1"][part] = value
    with pytest.raises(ManifestError):
        read(json.dumps(data))


def test_another_format_is_named() -> None:
    with pytest.raises(ManifestError, match=r"nngrader\.manifest/9"):
        read(written(MANIFEST).replace("manifest/1", "manifest/9"))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
    )
)
def test_whatever_the_json_the_answer_is_a_manifest_or_a_sentence(data: object) -> None:
    with suppress(ManifestError):
        assert not read(json.dumps({"schema": SCHEMA, "set": {"id": "a", "sha256": "b"}, "students": data})).students
