"""Texts become safe HTML: mathematics is kept, everything else that looks like markup is text."""

import re
import subprocess
import sys
import threading
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from problems.page.html import FONT, html, inline, stylesheet, unreadable_formulas
from problems.page.markup import formulas

TEX = st.text(alphabet="x2\\{}$^_&<>%#~ 'frac가\n", max_size=40)


class _Tags(HTMLParser):
    """All tags and attributes that a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        if tag != "br":
            self.open.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_paragraphs_bold_and_code() -> None:
    assert html("one **two**\n\n`three`") == "<p>one <strong>two</strong></p>\n<p><code>three</code></p>\n"


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("**가중치(weight)**를", "<strong>가중치(weight)</strong>를"),  # CommonMark would not close it
        ("**a** 와 **b**", "<strong>a</strong> 와 <strong>b</strong>"),
        ("**`a**b` c**", "<strong><code>a**b</code> c</strong>"),
        ("w1_new_x, a*b*c, 2**3, ** a **", "w1_new_x, a*b*c, 2**3, ** a **"),
        ('<b>&amp; "x"', "&lt;b&gt;&amp;amp; &quot;x&quot;"),
        ("[a](javascript:alert(1)) ![b](c)", "[a](javascript:alert(1)) ![b](c)"),
        ("\\$5 \\`x\\` \\**x\\**", "$5 `x` **x**"),
        ("가격은 $5, $6, $ 7$ 입니다 $8$9", "가격은 $5, $6, $ 7$ 입니다 $8$9"),
        ("$$ $", "$$ $"),
        ("C:\\temp\\new", "C:\\temp\\new"),
    ],
)  # fmt: skip
def test_one_line(markup: str, shown: str) -> None:
    assert inline(markup) == shown
    assert html(markup) == f"<p>{shown}</p>\n"


def test_lists_tables_and_fences() -> None:
    assert html("- a\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    assert html("3. a\n4. b").startswith('<ol start="3">\n<li>a</li>')
    table = html("| a | $b$ |\n|---|--:|\n| 1 | $\\lvert x\\rvert$ |")
    assert '<th scope="col">a</th><th scope="col" class="right"><math>' in table
    assert '<td>1</td><td class="right"><math>' in table
    code = html('```python\ndef f(x):\n    return "<b>$x$"\n```')
    assert '<span class="k">def</span>' in code
    assert "&lt;b&gt;$x$" in code
    assert html("```nonsense\n<i>\n```").count("&lt;i&gt;") == 1


def test_a_bar_in_a_formula_in_a_table_is_written_with_a_backslash() -> None:
    assert formulas("| a |\n|---|\n| $\\|x\\|$ |") == (("|x|", False),)


@pytest.mark.parametrize(
    "tex",
    [
        r"a_{1}*b*c**2 \cdot `x` \$ \{ \} <b> & \\",
        r"\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}",
        "a\n- b\n+ c\n= d\n\n| e |\n```\n    f",
    ],
)
def test_a_formula_reaches_the_tex_reader_untouched(tex: str) -> None:
    assert formulas(f"before\n\n$$\n{tex}\n$$\n\nafter") == ((tex, True),)
    assert formulas(f"before\n$$\n{tex}\n$$\nafter") == ((tex, True),)
    if "\n" not in tex:
        assert formulas(f"before ${tex}$ and $${tex}$$ after") == ((tex, False), (tex, True))
        assert formulas(f"- item ${tex}$\n\n  $${tex}$$") == ((tex, False), (tex, True))


@pytest.mark.parametrize(
    ("markup", "held"),
    [
        ("of $x$, which", ["x,"]),
        ("값 ($x$)와 $y$는 다음", ["(x)와", "y는"]),
        ("$x$ and $y$", []),
        ("$x$ < 1 & $y$<1", ["y<1"]),
    ],
)
def test_no_line_ends_between_a_formula_and_the_sign_or_particle_at_it(markup: str, held: list[str]) -> None:
    shown = inline(markup)
    found = re.findall(r'<span class="held">(.*?)</span>', shown)
    assert [unescape(re.sub(r"<[^>]*>", "", one)) for one in found] == held
    assert unescape(re.sub(r"<[^>]*>", "", shown)) == markup.replace("$", "")
    assert ".held" in stylesheet("font")


def test_a_display_that_is_not_closed_is_text() -> None:
    assert formulas("$$\na\n\nb") == ()
    assert formulas("$$a$$ and more on the line") == (("a", True),)


def test_a_formula_that_does_not_compile_is_shown_as_its_source_and_named() -> None:
    text = r"see $\fraction<b>$ and $x$"
    assert r'<code class="tex">\fraction&lt;b&gt;</code>' in html(text)
    (fault,) = unreadable_formulas(text)
    assert fault.startswith(r"\fraction<b>: Unsupported")
    assert unreadable_formulas("$x$ and $$y$$") == ()


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "$<script>alert(1)</script>$",
        r"$\text{<img src=x onerror=alert(1)>}$",
        r"$\href{javascript:alert(1)}{x}$",
        r"$\htmlStyle{position:fixed}{x}$ $\htmlData{a=b}{x}$ $\includegraphics{x}$",
        "```<script>\n<script>\n```",
        "| <script> |\n|---|\n| <script> |",
        '```python"onload="x\n1\n```',
        "<!-- --> <![CDATA[ ]]> <?x ?>",
    ],
)
def test_markup_in_a_text_is_shown_and_never_works(attack: str) -> None:
    tags = _Tags(html(attack) + inline(attack))
    assert not {"script", "img", "a", "iframe", "style"} & set(tags.opened)
    assert not any(name.startswith("on") or name in {"style", "href", "src"} for name in tags.attributes)


@given(st.lists(st.one_of(st.sampled_from(["**", "$", "$$", "`", "```", "\n", "| ", "- ", "\\", "<b>", "1. "]), TEX)))
@example(["$$", "\n"])
def test_whatever_the_text_the_html_is_balanced_and_free_of_inline_style(parts: list[str]) -> None:
    for written in (html("".join(parts)), inline("".join(parts))):
        tags = _Tags(written)
        assert tags.open == []
        assert "style" not in tags.attributes


def test_a_huge_text_is_cut_and_deep_nesting_is_no_crash() -> None:
    assert len(html("x" * 300_000)) < 110_000
    assert html("- " * 5_000 + "x")
    assert inline("**a " * 2_000)


@pytest.mark.parametrize(
    "text", ["$" + "\\$" * 50_000, "$$\n" + "a\n" * 50_000, "$a " * 30_000, "**a " * 25_000, "`" * 99_999]
)
def test_no_text_takes_more_than_a_moment(text: str) -> None:
    """A scan that began again at every sign would take minutes here; the test ends, that is the claim."""
    assert html(text)
    assert inline(text)


def test_threads_each_have_their_own_engine() -> None:
    seen: list[str] = []
    threads = [threading.Thread(target=lambda n=n: seen.append(html(f"${n}$"))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 4


FORK = """
import os
from problems.page.html import html
assert "<mfrac>" in html(r"$$\\frac{a}{b}$$")
child = os.fork()
if child == 0:
    os._exit(0 if "<msqrt>" in html(r"$\\sqrt{7}$") else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert "<msqrt>" in html(r"$\\sqrt{8}$")
"""


def test_a_forked_process_makes_an_engine_of_its_own() -> None:
    subprocess.run([sys.executable, "-c", FORK], check=True, timeout=120)


def test_the_stylesheet_loads_one_font_from_the_given_place_and_nothing_else() -> None:
    sheet = stylesheet("/static/math.woff2")
    assert FONT.read_bytes()[:4] == b"wOF2"
    assert sheet.count("@font-face") == 1
    assert 'url("/static/math.woff2")' in sheet
    assert "FONT_URL" not in sheet
    assert "STIXTwoMath.woff2" not in sheet
    assert "http:" not in sheet.replace("http://www.w3.org/2000/svg", "")
    assert sheet.count("{") == sheet.count("}")
