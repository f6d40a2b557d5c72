"""How these tests put numbers through the public command line: solved, marked, refused."""

import json
import tempfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from grader.cli.program import program
from problems import question
from problems.catalog import FAMILIES
from problems.family import Family
from problems.parts import PartsFamily

LOCALES = {"en": "en_US.UTF-8", "ko": "ko_KR.UTF-8"}


def _run(locale: str, command: str, problem: str, givens: Any, *options: str, answers: Any = None) -> Result:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "givens.json"
        file.write_text(json.dumps(givens), encoding="utf-8")
        handed_in = Path(folder) / "answers.json"
        handed_in.write_text(json.dumps(answers), encoding="utf-8")
        typed = [] if answers is None else [str(handed_in)]
        given = [command, problem, "--givens", str(file), *options, *typed]
        return CliRunner().invoke(program, given, env={"LANG": LOCALES[locale], "LC_ALL": LOCALES[locale]})


def solved(problem: str, givens: Any) -> dict[str, Any]:
    """Every value of the problem with these givens, as `solve --json` prints them."""
    done = _run("en", "solve", problem, givens, "--json")
    assert done.exit_code == 0, done.output
    values: dict[str, Any] = json.loads(done.stdout)["values"]
    return values


def shown(problem: str, givens: Any, locale: str = "en") -> str:
    """The statement, as `show` prints it."""
    done = _run(locale, "show", problem, givens)
    assert done.exit_code == 0, done.output
    return done.stdout


def marked(problem: str, givens: Any, answers: Any, *options: str) -> dict[str, dict[str, Any]]:
    """The findings on these answers, by what they check."""
    done = _run("en", "mark", problem, givens, "--json", *options, answers=answers)
    assert done.exit_code in {0, 1}, done.output
    return {found["check"]: found for found in json.loads(done.stdout)["problems"][0]["findings"]}


def refusal(problem: str, givens: Any, locale: str = "en") -> str:
    """The one line with which these givens are refused."""
    done = _run(locale, "solve", problem, givens, "--json")
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    line, *more = done.stderr.strip().splitlines()
    assert more == [], done.stderr
    return line


def slips_of(problem: str, givens: Any) -> set[tuple[str, str]]:
    """Each known mistake of this problem: the answer, and its id."""
    family = FAMILIES[problem]
    variant = question.variant_of(family, "", givens=givens)
    if isinstance(family, Family):
        steps = family.working(variant.givens).steps
        return {(step.name, mistake.id) for step in steps for mistake in step.mistakes}
    assert isinstance(family, PartsFamily)
    return {(part.name, one.id) for part in family.parts(variant.givens) for one in part.mistakes}


def told(problem: str, givens: Any, name: str, typed: Any, *options: str) -> tuple[str | None, str]:
    """The mistake found behind one answer, the others left blank, and the sentence on it."""
    finding = marked(problem, givens, {name: typed}, *options)[name]
    assert finding["verdict"] != "correct", finding
    assert finding["message"]["ko"] != finding["message"]["en"]
    return finding["mistake"], finding["message"]["en"]
