"""TeX and markup of our problems as text that a terminal can show."""

import re

import pytest

from grader.cli.glyphs import fitted, width
from grader.cli.layout import page, table, wrapped
from grader.cli.tex_text import line_text, tex_text
from problems.catalog import FAMILIES, TASKS
from problems.family import Family
from problems.question import fields, solution, statement, variant_of


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"h_{1}", "h1"),
        (r"\hat{y}", "ŷ"),
        (r"\frac{\partial E}{\partial w_{5}}", "∂E/∂w5"),
        (r"\frac{\partial \hat{y}}{\partial a_{3}}", "∂ŷ/∂a3"),
        (r"{\delta^{(2)}}", "δ^(2)"),
        (r"{W^{(1)\,\text{new}}}", "W^(1) new"),
        (r"{w_{1}}^{\text{new}}", "w1 new"),
        (r"{{a^{(1)}}}^{\top}", "a^(1)^T"),
        (r"\frac{1}{1 + e^{-z}}", "1/(1 + e^-z)"),
        (r"\frac{1}{N}\sum (y - \hat{y})^2", "1/N Σ (y - ŷ)²"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "[[1, 2], [3, 4]]"),
        (r"-1 \cdot 0.35 + \left(-1.15 \cdot 0.85\right)", "-1 · 0.35 + (-1.15 · 0.85)"),
        (r"x \odot y", "x ⊙ y"),
        (r"\frac{\alpha}{\sqrt{{G_{1}} + \epsilon}} \, g", "α/(√(G1 + ε)) g"),
        (r"\sqrt{v}", "√v"),
        (r"\begin{aligned} L &= a + b \\ &= 3 \end{aligned}", "L = a + b = 3"),
        (r"\mathbf{1}[S > 0]", "1[S > 0]"),
        (r"y = 1 \text{ if } x \ge 0 \text{ else } 0", "y = 1 if x ≥ 0 else 0"),
        (r"x_1 = 1,\quad x_2 = 2", "x1 = 1,  x2 = 2"),
        (r"w_{11}^{(2)}", "w11^(2)"),
        (r"w_{1,1}^{(2)}", "w[1,1]^(2)"),
        (r"{m_{t-1}}", "m[t-1]"),
        (r"\frac{a", "a/"),  # damaged TeX is still text
        ("", ""),
    ],
)
def test_formulas_read_as_people_type_them(tex: str, text: str) -> None:
    assert tex_text(tex) == text


@pytest.mark.parametrize("problem", FAMILIES)
def test_no_symbol_or_sentence_of_any_family_keeps_tex(problem: str) -> None:
    """Every symbol, label, statement, solution and mistake's message, of several variants."""
    family = FAMILIES[problem]
    for seed in ("1", "2", "3"):
        variant = variant_of(family, seed)
        symbols = [field.symbol for field in fields(family, variant) if field.choices is None]
        texts = [statement(family, variant), solution(family, variant)]
        if isinstance(family, Family):
            steps = family.working(variant.givens).steps
            symbols += family.working(variant.givens).symbols.values()
            texts += [slip.message for step in steps for slip in step.mistakes] + [step.label for step in steps]
        for symbol in symbols:
            assert re.fullmatch(r"[^\\{}$_]+", tex_text(symbol)), symbol
        for text in texts:
            assert not re.search(r"[\\{}$]|\*\*", page(text.ko) + page(text.en))


@pytest.mark.parametrize("task", TASKS)
def test_no_sentence_of_a_task_keeps_markup(task: str) -> None:
    for prop in TASKS[task].properties:
        assert not re.search(r"[\\$`]|\*\*", line_text(prop.sentence.ko) + line_text(prop.sentence.en))


def test_typed_dollars_and_escaped_signs_stay() -> None:
    assert line_text(r"“$5”: not a number; \$x\$ and `a*b`") == "“$5”: not a number; $x$ and a*b"


@pytest.mark.parametrize("encoding", ["cp949", "ascii", "latin-1", "utf-8"])
def test_every_sign_we_print_can_be_encoded(encoding: str) -> None:
    """And where it can be, it stays: Korean under cp949, everything under UTF-8."""
    printed = "✔ ✘ △ ○ × – — − … → ŷ x̂ σ δ η α φ ∂E/∂w5 ⊙ Σ ≤ ≥ ½ ² ³ 맞음 “인용” \udcff ✨"
    shown = fitted(printed, encoding)
    shown.encode(encoding)
    assert "맞음" in shown or encoding in {"ascii", "latin-1"}
    assert fitted("ŷ", "cp949") == "y^"
    assert fitted("✔ ✘", "cp949") == "○ ×"


def test_columns_line_up_under_korean_letters() -> None:
    rows = table([["h1", "맞음", "0.5"], ["yhat", "right", "1"]])
    starts = [width(row[: row.rindex(cell)]) for row, cell in zip(rows, ("0.5", "1"), strict=True)]
    assert starts[0] == starts[1]


def test_paragraphs_break_at_spaces_and_keep_every_word() -> None:
    text = "가나다 라마바사 " * 40
    lines = wrapped(text, "  ", 60)
    assert all(width(line) <= 60 and line.startswith("  ") for line in lines)
    assert " ".join(lines).split() == text.split()
