"""The page reading of a text: small markup in, safe HTML with MathML out; web pages and handouts share it.

Every tag that can appear is written here, and everything else is escaped, so that a text, whoever wrote it,
cannot bring markup of its own. `stylesheet` has the rules that this HTML needs; none of them is inline.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path

from markdown_it.token import Token
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers.configs import TOMLLexer
from pygments.lexers.python import PythonConsoleLexer, PythonLexer, PythonTracebackLexer
from pygments.lexers.special import TextLexer

from problems.page import markup as reading
from problems.page.mathml import TEMML, MathError, mathml, style_rules
from problems.pictures.palette import within_a_page

FONT = Path(__file__).parent / "vendor" / "stix-two-math" / "stix-two-math-latin-400-normal.woff2"
"""The font of the formulas, a woff2 file; `stylesheet` says where pages find it."""

WIDE = 28  # glyphs of a formula that may not fit a phone: its box can then be reached and scrolled by keyboard

_LEXERS: dict[str, type[Lexer]] = {
    "python": PythonLexer,
    "pycon": PythonConsoleLexer,
    "pytb": PythonTracebackLexer,
    "toml": TOMLLexer,
}
_TAGS = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "ordered_list_close": "</ol>\n",
    "table_open": '<div class="table-box" tabindex="0"><table>\n',
    "table_close": "</table></div>\n",
    "thead_open": "<thead>",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>",
    "tbody_close": "</tbody>\n",
    "tr_open": "<tr>",
    "tr_close": "</tr>\n",
    "th_close": "</th>",
    "td_close": "</td>",
    "hardbreak": "<br>\n",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
}


def html(markup: str) -> str:
    """A text of paragraphs, lists, tables, code and formulas, as safe HTML."""
    return _written(reading.blocks(markup))


def inline(markup: str) -> str:
    """One line, such as a message, as safe HTML that may stand inside a paragraph or a table cell."""
    return _written(reading.line(markup))


def unreadable_formulas(markup: str) -> tuple[str, ...]:
    """The formulas that are shown as their source since they do not compile, each with the reason."""
    found = []
    for tex, display in reading.formulas(markup):
        try:
            mathml(tex, display=display)
        except MathError as error:
            found.append(f"{tex}: {error}")
    return tuple(found)


def stylesheet(font_url: str) -> str:
    """All rules that `html`, `inline` and pictures need; the font of the formulas is loaded from `font_url`."""
    own = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    temml = (TEMML / "Temml-STIX2.css").read_text(encoding="utf-8")
    before, _, after = temml.partition("@font-face {")  # it names a file that we do not serve
    return "\n".join([
        own.replace("FONT_URL", font_url),
        before + after.partition("}")[2],
        style_rules(),
        _code_rules(),
        within_a_page(),
    ])  # fmt: skip


def _code_rules() -> str:
    """Colours of code: light, dark by the reader's choice, dark by the system unless light was chosen."""
    light = HtmlFormatter(style="xcode").get_style_defs(".code")
    dark = HtmlFormatter(style="github-dark")
    chosen = dark.get_style_defs('[data-bs-theme="dark"] .code')
    system = dark.get_style_defs(':root:not([data-bs-theme="light"]) .code')
    return f"{light}\n{chosen}\n@media screen and (prefers-color-scheme: dark) {{\n{system}\n}}\n"


def _written(tokens: Iterable[Token]) -> str:
    return "".join(_piece(token) for token in tokens)


def _line(tokens: Sequence[Token]) -> str:
    """Inline tokens; a formula and the signs at it stay in one line: a browser may end one even before a comma."""
    texts = [token.content for token in tokens]
    held = {}
    for place, token in enumerate(tokens):
        if token.type == "math_inline":
            opening = closing = ""
            if place > 0 and tokens[place - 1].type == "text":
                texts[place - 1], opening = _cut(texts[place - 1], _OPENING)
            if place + 1 < len(tokens) and tokens[place + 1].type == "text":
                texts[place + 1], closing = _cut(texts[place + 1], _CLOSING)
            formula = f"{escape(opening)}{_piece(token)}{escape(closing)}"
            held[place] = f'<span class="held">{formula}</span>' if opening or closing else formula
    return "".join(
        held.get(place) or (escape(texts[place]) if token.type == "text" else _piece(token))
        for place, token in enumerate(tokens)
    )


_OPENING = re.compile(r"[(\[“‘]+$")
_CLOSING = re.compile(r"^\S{1,8}")


def _cut(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """What is left of the text, and what the pattern finds at its end."""
    found = pattern.search(text)
    return (text[: found.start()] + text[found.end() :], found[0]) if found else (text, "")


def _piece(token: Token) -> str:
    if token.type in _TAGS:
        return "" if token.hidden else _TAGS[token.type]
    return _WRITERS[token.type](token)


def _formula(tex: str, *, display: bool) -> str:
    """The formula, or its source where it cannot be read."""
    try:
        return mathml(tex, display=display)
    except MathError:
        return f'<code class="tex">{escape(tex)}</code>'


def _display(token: Token) -> str:
    formula = _formula(token.content, display=True)
    glyphs = "".join(part.partition(">")[2] for part in formula.split("<"))
    reachable = ' tabindex="0"' if len(glyphs) > WIDE else ""
    if token.block:
        return f'<div class="formula"{reachable}>{formula}</div>\n'
    return f'<span class="formula"{reachable}>{formula}</span>'


def _code(text: str, info: str) -> str:
    lexer = _LEXERS.get(info.strip().partition(" ")[0], TextLexer)(stripnl=False)
    return str(highlight(text, lexer, HtmlFormatter(cssclass="code", wrapcode=True)))


def _side(token: Token) -> str:
    """A cell's alignment as a class; the reader gives it as an inline style."""
    side = str(token.attrGet("style") or "").partition(":")[2]
    return f' class="{side}"' if side in {"left", "center", "right"} else ""


_WRITERS: dict[str, Callable[[Token], str]] = {
    "inline": lambda token: _line(token.children or []),
    "text": lambda token: escape(token.content),
    "code_inline": lambda token: f"<code>{escape(token.content)}</code>",
    "math_inline": lambda token: _formula(token.content, display=False),
    "math_display": _display,
    "fence": lambda token: _code(token.content, token.info),
    "ordered_list_open": lambda token: f'<ol start="{int(token.attrGet("start") or 1)}">\n',
    "th_open": lambda token: f'<th scope="col"{_side(token)}>',
    "td_open": lambda token: f"<td{_side(token)}>",
}
