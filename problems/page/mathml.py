"""TeX to MathML on the server: Temml, run in an embedded JavaScript engine.

Temml writes inline styles, and they carry meaning (column spacing, rules, boxes, colours). Pages forbid inline
styles, so each declaration becomes a class, and `style_rules` gives the rules of those classes. Whatever is not
known here (an element, an attribute, a declaration, an oversized length) is refused, never passed through.
"""

import json
import os
import re
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import quickjs

MAX_TEX = 4_000
MAX_DEPTH = 60
MAX_MATHML = 200_000
MAX_EM, MIN_EM = 30.0, -3.0

TEMML = Path(__file__).parent / "vendor" / "temml"

_BRIDGE = """
var refuse = function (text) { throw new Error(text); };
var console = { log: refuse, warn: refuse, error: refuse };
function render(tex, display) {
  return JSON.stringify(temml.renderToString(tex, {
    displayMode: display, throwOnError: true, trust: false, maxSize: [25, 250], maxExpand: 200,
  }));
}
"""

_ELEMENTS = frozenset(
    [
        "math",
        "menclose",
        "mfrac",
        "mi",
        "mmultiscripts",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mroot",
        "mrow",
        "ms",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "munder",
        "munderover",
        "none",
    ]
)
_LENGTHS = frozenset(["depth", "height", "linethickness", "lspace", "maxsize", "minsize", "rspace", "voffset", "width"])
_ATTRIBUTES = frozenset(
    [
        "accent",
        "accentunder",
        "class",
        "columnspan",
        "display",
        "displaystyle",
        "fence",
        "form",
        "largeop",
        "mathvariant",
        "movablelimits",
        "notation",
        "rowspan",
        "scriptlevel",
        "separator",
        "stretchy",
        "symmetric",
    ]
)
_PLAIN = re.compile(r"[A-Za-z0-9 _-]*")
_LENGTH = re.compile(r"([+-]?\d*\.?\d+)(em|ex|pt|px|mu|%|)")
_EM_PER = {"em": 1.0, "ex": 0.5, "pt": 0.1, "px": 0.07, "mu": 1 / 18, "%": 0.01, "": 1.0}

# declaration as Temml writes it -> (class, declaration as pages want it)
STYLES: dict[str, tuple[str, str]] = {
    "display:block math": ("mx-display", "display: block math"),
    "math-depth:0": ("mx-depth0", "math-depth: 0"),
    "padding:3pt": ("mx-p3", "padding: 3pt"),
    "padding:0": ("mx-p0", "padding: 0"),
    "border:1px solid": ("mx-b", "border: 1px solid"),
    "border-top:0.06em solid": ("mx-bt", "border-top: 0.06em solid"),
    "border-bottom:0.06em solid": ("mx-bb", "border-bottom: 0.06em solid"),
    "border-left:0.06em solid": ("mx-bl", "border-left: 0.06em solid"),
    "border-right:0.06em solid": ("mx-br", "border-right: 0.06em solid"),
    "border-top:0.06em dashed": ("mx-btd", "border-top: 0.06em dashed"),
    "border-bottom:0.06em dashed": ("mx-bbd", "border-bottom: 0.06em dashed"),
    "border-right:0.06em dashed": ("mx-brd", "border-right: 0.06em dashed"),
    "border-top:0.15em double": ("mx-btt", "border-top: 0.15em double"),
    "border-bottom:0.15em double": ("mx-bbb", "border-bottom: 0.15em double"),
    "width:100%": ("mx-w100", "width: 100%"),
    "width:50%": ("mx-w50", "width: 50%"),
    "width:7.5%": ("mx-w7", "width: 7.5%"),
    "text-align:left": ("tml-left", ""),
    "text-align:right": ("tml-right", ""),
    "color:#ff0000": ("mx-red", "color: light-dark(#b3261e, #ff8a80)"),
    "color:#0000ff": ("mx-blue", "color: light-dark(#0b57d0, #8ab4f8)"),
    "color:#00ff00": ("mx-green", "color: light-dark(#146c2e, #7dd491)"),
    "color:#808080": ("mx-grey", "color: light-dark(#5f6368, #bdc1c6)"),
} | {
    f"padding-{side}:{length}": (f"mx-p{side[0]}{short}", f"padding-{side}: {length}")
    for side in ("left", "right", "top", "bottom")
    for length, short in (
        ("0", "0u"), ("0em", "0"), ("0pt", "0p"), ("1em", "1"), ("2em", "2"), ("5.9776pt", "6"), ("0.1389em", "14"),
        ("0.5em", "5"), ("0.4em", "4"), ("0.16em", "16"), ("0.2778em", "28"),
    )
}  # fmt: skip


class MathError(ValueError):
    """A formula that cannot be shown as one; the message says why, in the words of the TeX reader."""


def style_rules() -> str:
    """The CSS rules of the classes that stand for Temml's inline styles."""
    return "".join(f"math .{name}, math.{name} {{ {rule}; }}\n" for name, rule in STYLES.values() if rule)


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool) -> str:
    """The formula as a `<math>` element without inline styles; raises `MathError`."""
    if len(tex) > MAX_TEX:
        raise MathError(f"the formula has {len(tex)} characters, at most {MAX_TEX} are read")
    try:
        markup = json.loads(_engine()(tex, display))
    except (quickjs.JSException, ValueError) as error:
        if not str(error).startswith("ParseError"):
            _ENGINE.pid = 0  # an engine that hit a limit is not used again
        raise MathError(_reason(str(error))) from error
    if len(markup) > MAX_MATHML:
        raise MathError("the formula is too long when written out")
    return _cleaned(markup)


class _Engine(threading.local):
    """One JavaScript engine per thread and process: it may neither be shared nor live through a fork."""

    pid = 0
    render: Callable[[str, bool], str]


_ENGINE = _Engine()


def _engine() -> Callable[[str, bool], str]:
    if _ENGINE.pid != os.getpid():
        context = quickjs.Context()
        context.set_memory_limit(64_000_000)
        context.set_time_limit(10)
        context.eval((TEMML / "temml.min.js").read_text(encoding="utf-8"))
        context.eval(_BRIDGE)
        _ENGINE.render = context.get("render")
        _ENGINE.pid = os.getpid()
    return _ENGINE.render


def _reason(said: str) -> str:
    first = said.partition("\n    at ")[0].partition(":")[2] or said
    return " ".join(first.split())[:200]


def _cleaned(markup: str) -> str:
    try:
        root = ET.fromstring(markup)  # noqa: S314 - Temml's own output, which has no document type
        _check_depth(root)
    except ET.ParseError as error:
        raise MathError("the formula gives no well-formed MathML") from error
    for element in root.iter():
        if element.tag not in _ELEMENTS:
            raise MathError(f"the formula needs the element '{element.tag}', which pages do not have")
        _clean_attributes(element)
    return ET.tostring(root, encoding="unicode", short_empty_elements=False)


def _check_depth(root: ET.Element) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise MathError("the formula is nested too deeply")
        level = [child for element in level for child in element]


def _clean_attributes(element: ET.Element) -> None:
    classes = element.attrib.pop("class", "").split()
    style = element.attrib.pop("style", "")
    for declaration in filter(None, (part.strip().lower() for part in style.split(";"))):
        if declaration not in STYLES:
            raise MathError(f"the formula needs the style '{declaration}', which pages do not have")
        classes.append(STYLES[declaration][0])
    for name, value in element.attrib.items():
        if name in _LENGTHS:
            _check_length(value)
        elif name not in _ATTRIBUTES or not _PLAIN.fullmatch(value):
            raise MathError(f"the formula needs the attribute '{name}', which pages do not have")
    if classes:
        element.set("class", " ".join(classes))


def _check_length(value: str) -> None:
    match = _LENGTH.fullmatch(value)
    if match is None or not MIN_EM <= float(match[1]) * _EM_PER[match[2]] <= MAX_EM:
        raise MathError(f"the formula has a space or rule of '{value[:20]}', which is out of bounds")
