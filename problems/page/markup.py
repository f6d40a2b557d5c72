"""Reads the small markup of statements, solutions and messages.

Paragraphs, `**bold**`, `` `code` ``, ``` fences, lists, `| tables |`, `$inline$` and `$$display$$` TeX; a backslash
before a sign takes its meaning away. Everything else is text: raw HTML, links and pictures do not exist here.
In a table, a bar inside a formula is written `\\|`.

Reading is done by markdown-it with every other rule off. Bold is ours: CommonMark does not close `**가중치(w)**를`,
since a letter follows the bracket, and treats `_` and single `*` as emphasis, which names and products do not mean.
"""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MAX_MARKUP = 100_000
MAX_DISPLAY_LINES = 60
_NO_SIGN = re.compile(r"[^$*`\\]+")


def blocks(markup: str) -> list[Token]:
    """The tokens of a text of paragraphs, lists, tables, fences and formulas."""
    return _READER.parse(_capped(markup))


def line(markup: str) -> list[Token]:
    """The tokens of one line: bold, code and formulas, with no paragraph around them."""
    return _READER.parseInline(_capped(markup))


def formulas(markup: str) -> tuple[tuple[str, bool], ...]:
    """The TeX of every formula, with whether it is displayed on a line of its own."""
    found = [token for token in _flat(blocks(markup)) if token.type in {"math_inline", "math_display"}]
    return tuple((token.content, token.type == "math_display") for token in found)


def _flat(tokens: Iterable[Token]) -> Iterable[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def _capped(markup: str) -> str:
    return markup if len(markup) <= MAX_MARKUP else markup[:MAX_MARKUP] + " …"


def _inline_math(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """`$x$` within a line, `$$x$$` too. A dollar before a space, or before a digit after it, is a dollar."""
    start = state.pos
    if state.src[start] != "$":
        return False
    fence = "$$" if state.src.startswith("$$", start) else "$"
    end = _closing(state.src, start + len(fence), fence)
    if end is None:
        return _plain_text(state, fence, silent=silent)
    if not silent:
        token = state.push("math_display" if fence == "$$" else "math_inline", "", 0)
        token.content = state.src[start + len(fence) : end].strip()
    state.pos = end + len(fence)
    return True


def _plain_text(state: StateInline, text: str, *, silent: bool) -> bool:
    if not silent:
        state.pending += text
    state.pos += len(text)
    return True


def _closing(text: str, start: int, fence: str) -> int | None:
    """Where the formula that begins at `start` ends, or None if this is no formula."""
    end = text.find(fence, start)
    while end > 0 and _is_escaped(text, end):
        end = text.find(fence, end + 1)
    content = text[start:end]
    if end < 0 or not content.strip():
        return None
    after = text[end + 1 : end + 2]
    if fence == "$" and (content[0].isspace() or content[-1].isspace() or after.isdecimal()):
        return None
    return end


def _is_escaped(text: str, at: int) -> bool:
    start = at
    while start > 0 and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


def _bold(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """`**bold**`, wherever the signs stand, as long as they hug the text between them."""
    start = state.pos + 2
    if not state.src.startswith("**", state.pos):
        return False
    end = _bold_end(state, start)
    if end is None:
        return _plain_text(state, "**", silent=silent)
    if not silent:
        _push_bold(state, start, end)
    state.pos = end + 2
    return True


def _bold_end(state: StateInline, start: int) -> int | None:
    """The next `**` that closes: not one inside code or a formula, and not after a space."""
    before, state.pos = state.pos, start
    while state.pos < state.posMax and not state.src.startswith("**", state.pos):
        state.md.inline.skipToken(state)
    end, state.pos = state.pos, before
    content = state.src[start:end]
    hugged = bool(content) and not content[0].isspace() and not content[-1].isspace()
    return end if end < state.posMax and hugged else None


def _push_bold(state: StateInline, start: int, end: int) -> None:
    outer = state.posMax
    state.push("strong_open", "strong", 1).markup = "**"
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = outer
    state.push("strong_close", "strong", -1).markup = "**"


def _plain(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Text up to the next sign that may begin something."""
    match = _NO_SIGN.match(state.src, state.pos, state.posMax)
    return match is not None and _plain_text(state, match[0], silent=silent)


def _block_math(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """`$$` at the start of a line, up to `$$` at the end of this or a later line."""
    lines: list[str] = []
    for line in range(first, min(last, first + MAX_DISPLAY_LINES)):
        lines.append(state.getLines(line, line + 1, state.blkIndent, keepLastLF=False))
        if line == first and not lines[0].lstrip().startswith("$$"):
            return False
        if "$$" in (lines[0].lstrip()[2:] if line == first else lines[-1]):
            break
    text = "\n".join(lines).strip()
    if text.find("$$", 2) != len(text) - 2 or not text[2:-2].strip():
        return False
    if not silent:
        token = state.push("math_display", "", 0)
        token.content, token.block, token.map = text[2:-2].strip(), True, [first, first + len(lines)]
        state.line = first + len(lines)
    return True


def _reader() -> MarkdownIt:
    reader = MarkdownIt("zero").enable(["fence", "list", "table", "backticks", "escape"])
    reader.block.ruler.before("fence", "math", _block_math, {"alt": ["paragraph", "list"]})
    reader.inline.ruler.at("text", _plain)
    reader.inline.ruler.before("escape", "math", _inline_math)
    reader.inline.ruler.before("escape", "bold", _bold)
    return reader


_READER = _reader()
