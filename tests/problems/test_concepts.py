"""The conceptual questions: well made one by one, no two the same, and drawn so that letters and marks hold."""

import hashlib
import itertools
import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from problems.catalog import CONCEPTS
from problems.choices import LETTERS
from problems.concept import Alternative, Concept
from problems.concepts.concept_file import ConceptFileError, read_text
from problems.givens import GivensError
from problems.page.html import unreadable_formulas
from problems.question import fields, statement_on_paper, values, variant_of
from reference.text import LOCALES, Locale, Text

STORED = Path(__file__).parent.parent / "data" / "concept_options.json"
LEAST = 80
ALIKE = 0.5
"""Two questions that share so many of their words would ask the same."""

HANGUL = re.compile(r"[가-힣]")
MARKUP = re.compile(r"\$[^$]*\$|`[^`]*`")
NAMES = set("AND OR NAND NOR XOR NOT SGD NAG Adam AdaGrad RMSProp AdaDelta tanh ELU Swish Leaky ReLU PReLU".split())  # noqa: SIM905 - one line

every = pytest.mark.parametrize("name", sorted(CONCEPTS))
SINGLE = [concept for concept in CONCEPTS.values() if not concept.several]


def texts(concept: Concept) -> Iterator[Text]:
    yield from (concept.title, concept.question, concept.explanation)
    for one in concept.pool:
        yield from (one.text, one.why)


def prose(text: str) -> str:
    """What is left without formulas, code and the names of gates and methods."""
    words = re.findall(r"[^\W\d_]+", MARKUP.sub(" ", text))
    return " ".join(word for word in words if word not in NAMES)


def test_there_are_enough_and_they_cover_many_topics() -> None:
    """At least eighty, on the dozen topics that the guide lists, with every coverage row written as one."""
    assert len(CONCEPTS) >= LEAST
    by_topic = Counter(name.split(".")[1] for name in CONCEPTS)
    guide = (Path(__file__).parents[2] / "problems" / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `concept\.(\w+)\.…` \| (\d+) \|", guide, flags=re.MULTILINE))
    assert {topic: str(count) for topic, count in by_topic.items()} == rows
    assert all(concept.topics[0] == name.split(".")[1] for name, concept in CONCEPTS.items())


@every
def test_both_languages_are_whole(name: str) -> None:
    """Korean text is Korean and English text English; only formulas, code and names read the same in both."""
    for text in texts(CONCEPTS[name]):
        if text.ko == text.en:
            assert prose(text.en) == "", text
            continue
        assert HANGUL.search(text.ko) or not prose(text.ko), text.ko
        assert not HANGUL.search(text.en), text.en


@every
def test_reasons_are_sentences_and_options_of_one_kind(name: str) -> None:
    """Every reason and explanation ends as a sentence does; options are all sentences or none is."""
    concept = CONCEPTS[name]
    for locale in LOCALES:
        assert all(text[locale].endswith(".") for text in (concept.explanation, *(one.why for one in concept.pool)))
        assert len({one.text[locale].endswith(".") for one in concept.pool}) == 1


@every
def test_formulas_compile_and_are_the_same_in_both_languages(name: str) -> None:
    concept = CONCEPTS[name]
    for locale in LOCALES:
        assert unreadable_formulas("\n\n".join(text[locale] for text in texts(concept))) == ()
    for one in concept.pool:
        assert MARKUP.findall(one.text.ko) == MARKUP.findall(one.text.en)


@every
def test_a_wrong_option_has_a_reason_that_does_not_name_the_right_one(name: str) -> None:
    """What is shown before the deadline must not be the answer."""
    concept = CONCEPTS[name]
    for wrong, right in itertools.product(concept.pool, concept.pool):
        if wrong.right or not right.right:
            continue
        for locale in LOCALES:
            answer = plain(right.text[locale])
            if len(answer) > 3 and answer not in plain(wrong.text[locale] + concept.question[locale]):
                assert answer not in plain(wrong.why[locale]), (wrong.key, locale)


@every
def test_a_title_does_not_give_the_answer_away(name: str) -> None:
    concept = CONCEPTS[name]
    for locale in LOCALES:
        said = plain(concept.title[locale])
        answers = [plain(one.text[locale]) for one in concept.pool if one.right]
        assert not [answer for answer in answers if len(answer) > 3 and answer in said]


def plain(text: str) -> str:
    return re.sub(r"[\s.,$]+", "", text).lower()


def test_no_two_ask_the_same_in_other_words() -> None:
    """No pair shares most of the words of question and right options, in either language."""
    for locale in LOCALES:
        bags = {name: words(concept, locale) for name, concept in CONCEPTS.items()}
        for (one, first), (other, second) in itertools.combinations(bags.items(), 2):
            shared = len(first & second) / len(first | second)
            assert shared < ALIKE, (one, other, shared)


def test_the_same_question_in_other_words_would_be_noticed() -> None:
    """Planted: a question again, with one word changed."""
    concept = CONCEPTS["concept.perceptron.separable"]
    again = replace(concept, question=Text(concept.question.ko, concept.question.en.replace("mean", "imply")))
    first, second = words(concept, "en"), words(again, "en")
    assert len(first & second) / len(first | second) >= ALIKE


def words(concept: Concept, locale: Locale) -> set[str]:
    """Words of the question and its right options; of Korean ones the stems, near enough: their first two letters."""
    text = " ".join([concept.question[locale], *(one.text[locale] for one in concept.pool if one.right)])
    found = re.findall(r"\w+", text.lower())
    return {word[:2] if HANGUL.search(word) else word for word in found} - {
        "the",
        "a",
        "of",
        "is",
        "what",
        "to",
        "무엇",
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_length_does_not_give_the_right_option_away(locale: Locale) -> None:
    """The right option is the longest about as often as chance would have it, and of average length."""
    lengths = [
        (
            next(len(one.text[locale]) for one in concept.pool if one.right),
            [len(one.text[locale]) for one in concept.pool if not one.right],
        )
        for concept in SINGLE
    ]
    longest = sum(right > max(wrong) for right, wrong in lengths) / len(lengths)
    shortest = sum(right < min(wrong) for right, wrong in lengths) / len(lengths)
    ratio = statistics.mean(right / statistics.mean(wrong) for right, wrong in lengths)
    assert longest < 0.33
    assert shortest < 0.33
    assert 0.85 < ratio < 1.15


def test_the_right_letter_is_any_letter() -> None:
    """Over all questions and some seeds every place is taken about equally often."""
    letters = [values(c, variant_of(c, str(seed)))["answer"] for c in SINGLE if c.shown == 4 for seed in range(8)]
    counts = Counter(letters)
    assert set(counts) == set("ABCD")
    assert max(counts.values()) < 1.25 * min(counts.values())


@every
def test_every_variant_has_a_right_option_and_its_letters_lead_back(name: str) -> None:
    concept = CONCEPTS[name]
    for seed in range(12):
        variant = variant_of(concept, f"letters {seed}")
        keys = variant.givens["options"]
        (field,) = fields(concept, variant)
        assert field.choices is not None
        assert len(keys) == len(set(keys)) == concept.shown
        rights = concept.right(variant.givens)
        assert len(rights) == 1 if not concept.several else 0 < len(rights) < len(keys)
        letters = values(concept, variant)["answer"].split(", ")
        assert tuple(field.choices.by_letter[letter].key for letter in letters) == rights
        for locale in LOCALES:
            listed = statement_on_paper(concept, variant)[locale]
            for letter, key in zip(LETTERS, keys, strict=False):
                assert f"- **{letter}.** {concept.by_key[key].text[locale]}" in listed
        assert variant_of(concept, f"letters {seed}") == variant


@every
def test_every_option_is_shown_to_somebody(name: str) -> None:
    concept = CONCEPTS[name]
    shown = {key for seed in range(60) for key in variant_of(concept, f"shown {seed}").givens["options"]}
    assert shown == set(concept.by_key)


def test_guessing_everything_earns_nothing_and_each_step_towards_the_answer_more() -> None:
    """Of several: all boxes 0, all right ones everything, part of them part, a wrong one takes some away."""
    concept = CONCEPTS["concept.graphs.what_to_keep"]
    givens = {"options": ["sigmoid-output", "multiply-nothing", "add-nothing", "sigmoid-loss"]}
    assert concept.credit(givens["options"], givens) == 0
    assert concept.credit([], givens) == 0
    assert concept.credit(["sigmoid-output", "add-nothing"], givens) == 1
    assert concept.credit(["sigmoid-output"], givens) == Fraction(1, 2)
    assert concept.credit(["sigmoid-output", "add-nothing", "sigmoid-loss"], givens) == Fraction(1, 2)
    assert concept.credit(["sigmoid-output", "sigmoid-loss"], givens) == 0
    assert concept.credit(["sigmoid-loss"], givens) == 0


def test_a_stored_variant_stays_gradable_when_options_are_added_or_reworded() -> None:
    """The order shown is in the givens, by keys: a minor version changes neither letters nor marks."""
    old = CONCEPTS["concept.neuron.receiving_part"]
    stored = variant_of(old, "stored")
    added = Alternative("glia", Text("교세포", "glia"), right=False, why=Text("아닙니다.", "No."))
    new = replace(old, version="1.1", pool=(added, *old.pool))
    assert new.right(stored.givens) == old.right(stored.givens)
    assert values(new, stored) == values(old, stored)


@every
def test_option_keys_are_kept_for_ever(name: str) -> None:
    """What was drawn from this major version can still be graded: no key is gone, and none changed sides.

    When a new question comes or a major version changes: `python -m tests.problems.test_concepts`.
    """
    stored = json.loads(STORED.read_text(encoding="utf-8"))[name]
    concept = CONCEPTS[name]
    assert stored["version"].partition(".")[0] == concept.major
    assert {key: concept.by_key[key].right for key in stored["right"]} == stored["right"]


@every
def test_seeds_keep_their_options(name: str) -> None:
    """What was printed on paper is drawn again after an update; a new option comes with a new version."""
    stored = json.loads(STORED.read_text(encoding="utf-8"))[name]
    assert (stored["version"], stored["drawn"]) == (CONCEPTS[name].version, drawn(CONCEPTS[name]))


def drawn(concept: Concept) -> str:
    """A digest of what twenty seeds show."""
    orders = [concept.drawn(f"golden {seed}").givens["options"] for seed in range(20)]
    return hashlib.sha256(json.dumps(orders).encode()).hexdigest()[:16]


def current() -> dict[str, object]:
    """Every concept's options, and what is drawn from them."""
    return {
        name: {
            "version": concept.version,
            "drawn": drawn(concept),
            "right": {one.key: one.right for one in concept.pool},
        }
        for name, concept in CONCEPTS.items()
    }


@pytest.mark.parametrize(
    ("givens", "said"),
    [
        ({}, "missing given: options"),
        ({"options": ["dendrite", "tail"]}, "must be a list of this question's options: dendrite, axon"),
        ({"options": ["dendrite", "axon", "axon"]}, "none of them twice"),
        ({"options": ["dendrite"]}, "2 to 8 options"),
        ({"options": ["soma", "axon"]}, "must have right and wrong options"),
        ({"options": "dendrite"}, "must be a list"),
        ({"options": ["dendrite", "axon"], "letters": 2}, "unknown given: letters"),
    ],
)
def test_fixed_options_that_make_no_question_are_explained(givens: dict[str, object], said: str) -> None:
    concept = CONCEPTS["concept.neuron.receiving_part"]
    with pytest.raises(GivensError) as caught:
        variant_of(concept, "", givens=givens)
    assert said in caught.value.text.en
    assert HANGUL.search(caught.value.text.ko)


GOOD = """[[concept]]
name = "one"
title = {ko = "하나", en = "one"}
coverage = ["C-001"]
question = {ko = "무엇?", en = "What?"}
explanation = {ko = "이것.", en = "This."}

[[concept.option]]
key = "a"
right = true
text = {ko = "가", en = "a"}
why = {ko = "예", en = "yes"}

[[concept.option]]
key = "b"
text = "$2$"
why = {ko = "아니요", en = "no"}

[[concept.option]]
key = "c"
text = "$3$"
why = {ko = "아니요", en = "no"}
"""


def test_a_file_is_read_as_it_is_written() -> None:
    (concept,) = read_text(GOOD, "test")
    assert (concept.id, concept.version, concept.topics, concept.shown) == ("concept.test.one", "1.0", ("test",), 3)
    assert [one.right for one in concept.pool] == [True, False, False]
    assert concept.capacity == 6


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('name = "one"', 'name = "One!"', 2, "cannot be used"),
        ('coverage = ["C-001"]\n', "", 1, "'coverage' is missing"),
        ('coverage = ["C-001"]', 'coverage = ["C1"]', 4, "cannot be used"),
        ('title = {ko = "하나", en = "one"}', 'title = {ko = "하나"}', 3, "neither empty"),
        ('question = {ko = "무엇?", en = "What?"}', 'question = {ko = "무엇?", en = ""}', 5, "neither empty"),
        ("right = true", 'right = "yes"', 10, "true or false"),
        ("right = true\n", "", 8, "must be a right option"),
        ('why = {ko = "예", en = "yes"}\n', "", 8, "'why' is missing"),
        ('key = "b"', 'key = "a"', 15, "'a' is used twice"),
        ('key = "b"', 'keys = "b"', 15, "'keys' is not a known key"),
        ('explanation = {ko = "이것.", en = "This."}', 'explanation = "x"\nshown = 5', 7, "from 3 to 3"),
        ('name = "one"', 'name = "one', 2, "not valid TOML"),
        ('text = "$2$"', 'text = "a\\nb"', 16, "one line"),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, line: int, said: str) -> None:
    """Planted, one by one, into a file that is right."""
    assert GOOD.count(old) >= 1
    with pytest.raises(ConceptFileError) as caught:
        read_text(GOOD.replace(old, new, 1), "test")
    assert any(fault.line == line and said in fault.message.en for fault in caught.value.faults), caught.value
    assert all(HANGUL.search(fault.message.ko) for fault in caught.value.faults)


if __name__ == "__main__":
    STORED.write_text(json.dumps(current(), indent=1) + "\n", encoding="utf-8")
