"""The words of a typed formula: numbers, names that the problem knows, functions, signs.

Unicode that keyboards and other programs produce is read for what it means: a real minus, dots and crosses for
products, superscripts, subscripts, Greek letters, full-width characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reference.text import Text

MOST_CHARACTERS = 400
MOST_DIGITS = 40

FUNCTIONS: dict[str, str] = {
    "exp": "exp",
    "ln": "log",
    "log": "log",
    "sqrt": "sqrt",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
    "sigma": "sigmoid",
    "relu": "ramp",
    "step": "positive",
    "nonnegative": "nonnegative",
    "sign": "sign",
    "sgn": "sign",
    "abs": "abs",
    "max": "max",
    "min": "min",
}
"""What a formula may call, and what `reference.vocabulary` calls it. log is the natural logarithm."""

CONSTANTS = ("pi", "e")

_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "﹣": "-", "×": "*", "·": "*", "⋅": "*", "∙": "*", "⊙": "*", "÷": "/", "⁄": "/", "∕": "/"}
    | {"{": "(", "}": ")", "[": "(", "]": ")"}
)
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "η": "eta"} | {
    "θ": "theta",
    "λ": "lambda",
    "μ": "mu",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "φ": "phi",
    "ϕ": "phi",
    "ω": "omega",
}
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-", strict=True))
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_LOWERED = str.maketrans(dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)))
_NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d+(?![\w.]))?")
_WORD = re.compile(r"[^\W\d_]+(?:_?\(?\d+\)?(?!\w)|_\(?\w+\)?|\d+)?")
_MARKS = "+-*/^(),|"


class Unreadable(ValueError):  # noqa: N818 -- says what the text is
    """Text that is no formula: the sentence says why, `column` (from 1) where."""

    def __init__(self, text: Text, column: int) -> None:
        self.text, self.column = text, column
        super().__init__(text.en)


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is "number", "name", "function", "end", or the mark itself; `column` counts from 1."""

    kind: str
    text: str
    column: int


def tokens(text: str, names: Iterable[str]) -> Iterator[Token]:
    """The words of a formula whose names are known. Raises Unreadable at the first that is none."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(Text(f"식이 {MOST_CHARACTERS}자를 넘습니다.", f"Longer than {MOST_CHARACTERS} characters."), 1)
    known = {_plain(name): name for name in names}
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        found, place = _next(text, place, known)
        yield from found
    yield Token("end", "", len(text) + 1)


def _next(text: str, place: int, known: dict[str, str]) -> tuple[list[Token], int]:
    """The tokens that start at a place, and the place after them."""
    here = text[place:].translate(_SIGNS)
    if here.startswith("**"):
        return [Token("^", "**", place + 1)], place + 2
    if here[0] in _RAISED:
        return _raised(text, place)
    if sign := _sign(here[0], place + 1):
        return sign, place + 1
    number = _NUMBER.match(unicodedata.normalize("NFKC", here) if _wide(here[0]) else here)
    if number and not here[0].isalpha():
        return [_number(number[0], place + 1)], place + len(number[0])
    return _word(text, place, known)


def _sign(character: str, column: int) -> list[Token]:
    """What a sign of one character stands for; nothing for any other."""
    if character in _MARKS:
        return [Token(character, character, column)]
    if character == "√":
        return [Token("function", "sqrt", column)]
    return _vulgar(character, column) if character in _VULGAR else []


def _vulgar(character: str, column: int) -> list[Token]:
    """½ and the like: a fraction in brackets, so that ½x is (1/2)x."""
    above, below = unicodedata.normalize("NFKC", character).split("⁄")
    parts = (("(", "("), ("number", above), ("/", "/"), ("number", below), (")", ")"))
    return [Token(kind, text, column) for kind, text in parts]


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "F"


def _number(text: str, column: int) -> Token:
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MOST_DIGITS or len(exponent.lstrip("+-")) > 3:
        raise Unreadable(Text("수가 너무 깁니다.", "This number is too long."), column)
    return Token("number", text, column)


def _raised(text: str, place: int) -> tuple[list[Token], int]:
    end = place
    while end < len(text) and text[end] in _RAISED:
        end += 1
    power = "".join(_RAISED[c] for c in text[place:end])
    column = place + 1
    if not re.fullmatch(r"[+-]?\d+", power):
        raise Unreadable(Text("위 첨자를 읽을 수 없습니다.", "This superscript cannot be read."), column)
    signs = [Token("-", "-", column)] if power.startswith("-") else []
    inside = [Token("(", "(", column), *signs, _number(power.lstrip("+-"), column), Token(")", ")", column)]
    return [Token("^", "^", column), *inside], end


def _word(text: str, place: int, known: dict[str, str]) -> tuple[list[Token], int]:
    end = place
    while end < len(text) and (text[end].isalnum() or text[end] in "_'" or text[end] in "₀₁₂₃₄₅₆₇₈₉"):
        if text[end] in _RAISED:
            break
        end += 1
    braced = re.match(r"\{(\w+)\}", text[end:]) if text[place:end].endswith("_") else None
    stop = end + (braced.end() if braced else 0)
    word = text[place:end] + (braced[1] if braced else "")
    if not word:
        raise Unreadable(_NO_CHARACTER.format(character=text[place]), place + 1)
    return _split(word, place + 1, known), stop


def _split(word: str, column: int, known: dict[str, str]) -> list[Token]:
    """A word as one name or function, or as a product of them written without a sign between."""
    whole = _one(word, column, known)
    if whole is not None:
        return [whole]
    for cut in range(len(word) - 1, 0, -1):
        first = _one(word[:cut], column, known)
        if first is not None and first.kind != "function":
            rest = word[cut:].lstrip("_") if word[cut:].startswith("_") else word[cut:]
            number = _NUMBER.fullmatch(rest)
            if number is None:
                try:
                    return [first, *_split(rest, column + cut, known)]
                except Unreadable:
                    continue
    raise Unreadable(_UNKNOWN.format(word=word, names=", ".join(known.values()) or "—"), column)


def _one(word: str, column: int, known: dict[str, str]) -> Token | None:
    plain = _plain(word)
    if plain in known:
        return Token("name", known[plain], column)
    if plain.lower() in FUNCTIONS:
        return Token("function", FUNCTIONS[plain.lower()], column)
    return Token("name", plain, column) if plain in CONSTANTS else None


def _plain(word: str) -> str:
    """A name without what only typesetting adds: w_1, w₁ and w1 are one name, and so are α and alpha."""
    text = unicodedata.normalize("NFKC", word.translate(_LOWERED)).replace("_", "").replace("{", "").replace("}", "")
    return "".join(_GREEK.get(character, character) for character in text)


_NO_CHARACTER = Text("‘{character}’ 기호는 식에 쓸 수 없습니다.", "‘{character}’ has no place in a formula.")
_UNKNOWN = Text(
    "‘{word}’의 뜻을 알 수 없습니다. 이 문제에서 쓸 수 있는 문자: {names}.",
    "‘{word}’ is not known here. Names in this problem: {names}.",
)
