"""Signs that a stream cannot encode, replaced by ones that it can: a Korean Windows console knows neither ✔ nor ŷ."""

import unicodedata
from functools import lru_cache

_INSTEAD: dict[str, tuple[str, ...]] = {
    "✔": ("○", "o"),
    "✘": ("×", "x"),
    "△": ("~",),
    "○": ("o",),
    "×": ("x",),
    "−": ("-",),
    "–": ("-",),
    "—": ("-",),
    "…": ("...",),
    "→": ("->",),
    "←": ("<-",),
    "·": ("*",),
    "⊙": ("(*)",),
    "∂": ("d",),
    "Σ": ("sum",),
    "≤": ("<=",),
    "≥": (">=",),
    "½": ("1/2",),
    "²": ("^2",),
    "³": ("^3",),
    "“": ('"',),
    "”": ('"',),
    "‘": ("'",),
    "’": ("'",),
    "\u0302": ("^",),  # a hat over the letter before it
    "α": ("alpha",),
    "β": ("beta",),
    "γ": ("gamma",),
    "δ": ("delta",),
    "Δ": ("Delta",),
    "ε": ("eps",),
    "η": ("eta",),
    "θ": ("theta",),
    "λ": ("lambda",),
    "μ": ("mu",),
    "ρ": ("rho",),
    "σ": ("sigma",),
    "φ": ("phi",),
    "ϕ": ("phi",),
}


def fitted(text: str, encoding: str) -> str:
    """The text, with every sign that the encoding lacks replaced by one it has; it can always be encoded."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_fitting(sign, encoding) for sign in text)
    return text


def width(text: str) -> int:
    """How many columns a text takes on a terminal: Korean letters take two, accents none."""
    return sum(_columns(sign) for sign in text)


@lru_cache(maxsize=4096)
def _fitting(sign: str, encoding: str) -> str:
    taken_apart = unicodedata.normalize("NFD", sign)
    for candidate in (sign, *_INSTEAD.get(sign, ())):
        if _encodable(candidate, encoding):
            return candidate
    if taken_apart != sign:
        return "".join(_fitting(part, encoding) for part in taken_apart)
    return "?"


def _encodable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _columns(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
