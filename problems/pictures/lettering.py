"""Text in a picture: plain words, and formulas between dollar signs with sub- and superscripts.

Nobody knows which font a reader has, so widths are estimated from above: the widest of the usual sans-serif fonts.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

SCRIPT = 0.72
"""Size of a sub- or superscript, in the size of its line."""

RAISED, LOWERED = 0.38, 0.20
ASCENT, DESCENT = 0.90, 0.26
"""How far letters reach above and below the baseline, with accents and Hangul, in em."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one kind: `math` in a formula, `italic` a variable, `level` 1 a superscript, -1 a subscript."""

    text: str
    math: bool = False
    italic: bool = False
    level: int = 0

    @property
    def scale(self) -> float:
        return SCRIPT if self.level else 1.0

    @property
    def rise(self) -> float:
        """Above the baseline, in em of the line."""
        return {0: 0.0, 1: RAISED, -1: -LOWERED}[self.level]


_FORMULA = re.compile(
    r"(?P<script>[_^])(?:\{(?P<group>[^{}]*)\}|(?P<one>.))|(?P<letters>[A-Za-zŷα-ω]+)|(?P<rest>[^_^])"
)


@lru_cache(maxsize=4096)
def runs(markup: str) -> tuple[Run, ...]:
    """The runs of a line such as `$w_{1}$ = 0.35`. Neighbours of the same kind are one run."""
    found: list[Run] = []
    for i, part in enumerate(markup.split("$")):
        found += _formula(part) if i % 2 else [Run(part)]
    return _merged(found)


def plain(markup: str) -> str:
    """The line as it is read aloud: no dollar signs, scripts as they stand."""
    return "".join(run.text for run in runs(markup))


def _formula(text: str) -> list[Run]:
    found = []
    for match in _FORMULA.finditer(text):
        if match["script"]:
            inner = match["group"] if match["group"] is not None else match["one"]
            found.append(Run(inner, math=True, level=1 if match["script"] == "^" else -1))
        else:
            found.append(Run(match[0], math=True, italic=match["letters"] is not None))
    return found


def _merged(found: list[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in found:
        last = merged[-1] if merged else None
        if last and (last.math, last.italic, last.level) == (run.math, run.italic, run.level):
            merged[-1] = Run(last.text + run.text, run.math, run.italic, run.level)
        elif run.text:
            merged.append(run)
    return tuple(merged)


@lru_cache(maxsize=4096)
def width(markup: str, size: float, *, bold: bool = False) -> float:
    """No font in use sets the line wider than this."""
    wide = sum(_wide(run) for run in runs(markup))
    return size * wide * (1.1 if bold else 1.0)


def _wide(run: Run) -> float:
    """Formulas are in a serif font, whose letters are narrower."""
    return run.scale * (0.97 if run.math else 1.0) * sum(_em(letter) for letter in run.text)


@lru_cache(maxsize=4096)
def reach(markup: str, size: float) -> tuple[float, float]:
    """How far the line reaches above and below its baseline."""
    up = max((run.rise + run.scale * ASCENT for run in runs(markup)), default=ASCENT)
    down = max((run.scale * DESCENT - run.rise for run in runs(markup)), default=DESCENT)
    return size * up, size * down


_CLASSES = (
    (" ijl.,:;'|!", 0.40),
    ("I()[]ft/-r\u00b7", 0.46),
    ('scvxyzkJ"*', 0.61),
    ("mwM\u03c9\u03c8\u03c6\u00bd", 1.0),
    ("W%@\u2026", 1.1),
    ("+=<>\u2212~^", 0.86),
    ("\u00b1\u00d7\u00f7\u2264\u2265\u2248", 1.0),
    ("\u2192\u2190\u2191\u2193", 1.05),
)
_WIDTHS = {letter: wide for letters, wide in _CLASSES for letter in letters}
_EXTENDED = 0x1100
"""From Hangul on letters are as wide as the line is high; below they are never wider than capitals."""


def _em(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if ord(letter) >= _EXTENDED and not 0x2000 <= ord(letter) < 0x2E80:
        return 1.0
    if not letter.isalnum():
        return 1.05
    return 0.86 if letter.isupper() else 0.66
