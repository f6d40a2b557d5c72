"""Every text of every problem shows on a page: all formulas compile, and nothing needs an inline style."""

import pytest

from problems.catalog import FAMILIES, TASKS, find
from problems.code.task import CodeTask
from problems.page.html import html, inline, unreadable_formulas
from problems.page.markup import formulas
from problems.question import fields, solution, statement, variant_of
from reference.text import LOCALES, Text

SEEDS = ("1", "2", "3", "4")


def texts(wanted: str, seed: str) -> list[Text]:
    kind = find(wanted)
    variant = variant_of(kind, seed)
    asked = fields(kind, variant)
    symbols = [Text(f"${field.symbol}$", rf"$\displaystyle {field.symbol}$") for field in asked]
    contracts = [f.contract for f in kind.functions] if isinstance(kind, CodeTask) else []
    return [statement(kind, variant), solution(kind, variant), *symbols, *contracts, *(field.label for field in asked)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("wanted", [*FAMILIES, *TASKS])
def test_every_formula_of_a_problem_compiles_in_both_languages(wanted: str, seed: str) -> None:
    for text in texts(wanted, seed):
        for locale in LOCALES:
            assert unreadable_formulas(text[locale]) == ()
            assert " style=" not in html(text[locale]) + inline(text[locale])


@pytest.mark.parametrize("wanted", list(FAMILIES))
def test_both_languages_show_the_same_number_of_formulas_on_lines_of_their_own(wanted: str) -> None:
    """A `$$` that the page does not see as one would stand there as text."""
    for text in texts(wanted, "1")[:2]:
        shown = {locale: [tex for tex, display in formulas(text[locale]) if display] for locale in LOCALES}
        assert len(shown["ko"]) == len(shown["en"])
        for locale in LOCALES:
            assert text[locale].count("$$") == 2 * len(shown[locale])
            assert "$" not in html(text[locale])
