"""Conceptual questions on the command line, on paper and in sets."""

import json
from pathlib import Path

import pytest

from grader.cli.layout import message, page
from grader.vetting.concepts import MOST_BY_CHANCE, vet_concept
from problems.catalog import CONCEPTS
from problems.question import solution, statement_on_paper, values, variant_of
from problems.sets.check import check
from problems.sets.problem_set import SetError, parse
from reference.text import LOCALES
from tests.grader.cli.invocation import Within, Write

ONE, MANY = "concept.neuron.receiving_part", "concept.neuron.analogy"
SET = f"""
id = "ideas"
title = {{ko = "개념", en = "Ideas"}}
locale = "en"
[[problem]]
id = "q1"
use = "{ONE}"
points = 2
[[problem]]
id = "q2"
use = "{MANY}"
points = 3
"""


@pytest.mark.parametrize("locale", LOCALES)
def test_a_question_is_shown_with_its_lettered_options(within: Within, locale: str) -> None:
    shown = within("show", ONE, "--seed", "4", "--locale", locale).stdout
    assert [line[:4] for line in shown.splitlines() if line.startswith("- ")] == ["- A.", "- B.", "- C.", "- D."]
    assert ("one of A, B, C, D" if locale == "en" else "A, B, C, D 가운데 하나") in shown
    document = json.loads(within("show", ONE, "--seed", "4", "--json").stdout)
    (field,) = document["fields"]
    assert [option["key"] for option in field["choices"]["options"]] == document["givens"]["options"]
    assert field["choices"]["several"] is False


@pytest.mark.parametrize("name", [ONE, MANY])
def test_what_solve_prints_is_marked_right(within: Within, written: Write, name: str) -> None:
    answer = json.loads(within("solve", name, "--seed", "9", "--json").stdout)["values"]
    done = within("mark", name, "--seed", "9", written("a.json", answer), "--json")
    assert (done.exit_code, json.loads(done.stdout)["score"]) == (0, "10.00")
    as_list = {"answer": answer["answer"].split(", ")}
    assert within("mark", name, "--seed", "9", written("b.json", as_list)).exit_code == 0


def test_fixed_options_are_taken_and_wrong_ones_explained(within: Within, written: Write) -> None:
    givens = written("g.toml", 'options = ["axon", "dendrite", "soma"]\n')
    assert json.loads(within("solve", ONE, "--givens", givens, "--json").stdout)["values"] == {"answer": "B"}
    done = within("show", ONE, "--givens", written("h.toml", 'options = ["axon", "tail"]\n'), "--locale", "en")
    assert done.exit_code == 2
    assert "must be a list of this question's options" in done.stderr


def test_every_question_reads_as_plain_text() -> None:
    """No TeX and no markup is left in a terminal, in statement, solution and reasons of every question."""
    for concept in CONCEPTS.values():
        variant = variant_of(concept, "plain")
        for locale in LOCALES:
            whole = [page(text(concept, variant)[locale]) for text in (statement_on_paper, solution)]
            whole += [line for one in concept.pool for line in message(one.why[locale])]
            left = set("\\$") & set("\n".join(whole))
            assert not left, (concept.id, locale, whole)


def test_no_question_is_won_by_guessing() -> None:
    """The best blind guess earns at most a third on average; vet prints how much."""
    for concept in CONCEPTS.values():
        vetting = vet_concept(concept)
        assert 0 < vetting.chance <= MOST_BY_CHANCE, (concept.id, float(vetting.chance))
        assert vetting.capacity >= 24
        assert vetting.broken == ()


def test_vet_prints_the_chance_level(within: Within) -> None:
    shown = within("vet", ONE, "--locale", "en").stdout
    assert "chance level" in shown and "25.0%" in shown
    (document,) = json.loads(within("vet", ONE, "--json").stdout)["problems"]
    assert document["chance"] == {"guess": 0.25}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("decimals = 3", "a conceptual question has no 'decimals'"),
        ('asked = ["answer"]', "a conceptual question has no 'asked'"),
        ("params = {shown = 3}", "a conceptual question has no 'params'"),
        ('givens = {options = ["axon"]}', "2 to 8 options"),
        ("limits = {cpu_s = 1}", "a conceptual question has no 'limits'"),
    ],
)
def test_a_set_that_asks_too_much_of_a_question_is_told_where(line: str, said: str) -> None:
    text = SET.replace("points = 2", f"points = 2\n{line}")
    with pytest.raises(SetError) as caught:
        check(parse(text, "ideas.toml"), "ideas.toml")
    (fault,) = caught.value.faults
    assert fault.line == 9
    assert said in fault.message.en


def test_papers_show_options_and_only_the_key_has_the_letters(within: Within, written: Write, tmp_path: Path) -> None:
    """From the set to a graded folder: options on paper, letters in answers.toml, marks in the gradebook."""
    roster = written("roster.csv", "id,name\n1,Kim\n2,Lee\n")
    out = tmp_path / "papers"
    made = within("generate", written("ideas.toml", SET), "--roster", roster, "--out", str(out))
    assert made.exit_code == 0, made.output
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))["students"]
    for student in ("1", "2"):
        paper = (out / "students" / f"{student}.html").read_text("utf-8")
        assert "<strong>D.</strong> " in paper
        assert "answer = &quot;&quot;  # one of A, B, C, D" in paper
        assert "Dendrites receive" not in paper
        folder = tmp_path / "in" / student
        folder.mkdir(parents=True)
        lines = []
        for problem, use in (("q1", ONE), ("q2", MANY)):
            givens = manifest[student]["problems"][problem]["givens"]
            key = values(CONCEPTS[use], variant_of(CONCEPTS[use], "", givens=givens))["answer"]
            lines.append(f'[{problem}]\nanswer = "{key if student == "1" else "A"}"\n')
        (folder / "answers.toml").write_text("".join(lines), "utf-8")
    key_page = (out / "instructor" / "key.html").read_text("utf-8")
    assert "<code>answer</code>" in key_page
    graded = within(
        "grade", str(tmp_path / "ideas.toml"), str(tmp_path / "in"), "--manifest", str(out / "manifest.json"),
        "--out", str(tmp_path / "reports"),
    )  # fmt: skip
    assert graded.exit_code == 0, graded.output
    report = json.loads((tmp_path / "reports" / "1.json").read_text("utf-8"))
    assert report.get("report", report)["score"] == "5.00"
