"""Numbers as students type them.

`0.5`, `.5`, `5e-1`, `1/2`, `½`, `−0.5` with a real minus sign, full-width digits, and a decimal comma
where it can be nothing else. The typed string is kept: its digits say how precise the student was.
Every field is read by itself, so one bad field never blocks another.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from reference.text import Text

MOST_CHARACTERS = 400
LARGEST_EXPONENT = 300
LARGEST = 10**LARGEST_EXPONENT  # beyond it a float ends, and with it the marking

_SIGNS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "＋": "+", "⁄": "/", "∕": "/", "٫": "."})
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_FRACTION = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*/\s*(\d+(?:\.\d+)?)")
_MIXED = re.compile(r"([+-]?)(\d*)\s*([¼½¾⅐-⅞])")


@dataclass(frozen=True, slots=True)
class Number:
    """A typed number: its exact value, the decimals typed (None for a fraction), and the text itself."""

    value: Fraction
    decimals: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """Text that is no number, with the sentence that says why."""

    text: str
    why: Text


@dataclass(frozen=True, slots=True)
class Blank:
    """Nothing was typed."""


Cell = Number | Malformed | Blank


@dataclass(frozen=True, slots=True)
class Answer:
    """One field's cells in reading order, and the shape they were given in; or what is wrong with the shape."""

    cells: tuple[Cell, ...]
    shape: tuple[int, ...]
    fault: Text | None = None

    @property
    def blank(self) -> bool:
        """True when no cell was filled in."""
        return all(isinstance(cell, Blank) for cell in self.cells)

    @property
    def text(self) -> str:
        """The answer as typed, nested like its shape."""
        return _nested([_typed(cell) for cell in self.cells], self.shape)


def parse_answer(raw: Any, shape: tuple[int, ...]) -> Answer:
    """A raw answer (text, number, or nested lists of them) as a field of this shape reads it."""
    if raw is None or (isinstance(raw, (list, tuple)) and not raw) or (isinstance(raw, str) and not raw.strip()):
        count = _size(shape)
        return Answer((Blank(),) * count, shape)
    given = _shape_of(raw)
    if given == shape:
        return Answer(tuple(parse_number(cell) for cell in _flat(raw)), shape)
    return Answer((), shape, _wrong_shape(given, shape))


def parse_number(raw: Any) -> Cell:
    """One cell: a Number, Blank, or Malformed with its reason."""
    if isinstance(raw, bool) or (not isinstance(raw, (str, int, float, Fraction)) and not hasattr(raw, "as_tuple")):
        return Malformed(_cut(str(raw)), Text("수가 아닙니다.", "This is not a number."))
    typed = raw if isinstance(raw, str) else repr(raw) if isinstance(raw, float) else str(raw)
    if len(typed.strip()) > MOST_CHARACTERS:  # before any pattern looks at it
        return Malformed(
            _cut(typed), Text(f"{MOST_CHARACTERS}자를 넘습니다.", f"Longer than {MOST_CHARACTERS} characters.")
        )
    text = unicodedata.normalize("NFKC", typed.translate(_SIGNS)) if not _MIXED.search(typed) else typed
    text = re.sub(r"^([+-])\s+", r"\1", text.translate(_SIGNS).strip())
    if not text:
        return Blank()
    cell = _special(text, typed) or _decimal(_point_for_comma(text), typed) or _ratio(text, typed)
    if isinstance(cell, Number) and abs(cell.value) > LARGEST:
        return Malformed(_cut(typed), Text("수가 너무 큽니다(10³⁰⁰까지).", "The number is too large (up to 10³⁰⁰)."))
    return cell or _not_a_number(typed)


def _special(text: str, typed: str) -> Malformed | None:
    word = text.lower().lstrip("+-")
    if word in {"nan", "inf", "infinity", "∞"}:
        return Malformed(_cut(typed), Text("유한한 수를 적으십시오.", "Give a finite number."))
    if "_" in text and re.fullmatch(r"[+-]?[\d_.]+", text):
        return Malformed(_cut(typed), Text("수에는 밑줄(_)을 쓸 수 없습니다.", "No underscores inside a number."))
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", text) and not re.fullmatch(r"[+-]?0,\d+", text):
        return Malformed(
            _cut(typed),
            Text(
                "쉼표가 소수점인지 천 단위 구분인지 알 수 없습니다. 소수점은 마침표(.)로 적으십시오.",
                "The comma could be a decimal comma or a thousands separator: write the decimal point as a dot.",
            ),
        )
    return None


def _point_for_comma(text: str) -> str:
    return text.replace(",", ".") if re.fullmatch(r"[+-]?\d*,\d+([eE][+-]?\d+)?", text) else text


def _decimal(text: str, typed: str) -> Cell | None:
    if not _NUMBER.fullmatch(text):
        return None
    mantissa, _, exponent = text.lower().partition("e")
    power = int(exponent or "0") if len(exponent) <= 6 else LARGEST_EXPONENT + 1
    if abs(power) > LARGEST_EXPONENT:
        return Malformed(
            _cut(typed),
            Text("지수가 너무 큽니다(±300까지).", "The exponent is too large (up to ±300)."),
        )
    decimals = len(mantissa.partition(".")[2]) - power
    return Number(
        Fraction(mantissa + ("0" if mantissa.endswith(".") else "")) * Fraction(10) ** power, max(decimals, 0), typed
    )


def _ratio(text: str, typed: str) -> Cell | None:
    if mixed := _MIXED.fullmatch(text):
        sign, whole, part = mixed.groups()
        value = Fraction(whole or 0) + Fraction(unicodedata.numeric(part)).limit_denominator(10)
        return Number(-value if sign == "-" else value, None, typed)
    parts = _FRACTION.fullmatch(text)
    if parts is None:
        return None
    above, below = Fraction(parts[1]), Fraction(parts[2])
    if below == 0:
        return Malformed(_cut(typed), Text("분모가 0입니다.", "Division by zero."))
    return Number(above / below, None, typed)


def _not_a_number(typed: str) -> Malformed:
    return Malformed(
        _cut(typed),
        Text(
            "수로 읽을 수 없습니다. 0.6130 또는 1/2처럼 적으십시오.",
            "This cannot be read as a number: write 0.6130 or 1/2.",
        ),
    )


def _cut(text: str) -> str:
    printable = "".join(c if c.isprintable() else "·" for c in text[:40])
    return printable + ("…" if len(text) > 40 else "")


def _shape_of(raw: Any) -> tuple[int, ...] | None:
    """The shape of nested lists; None when ragged or too deep."""
    if not isinstance(raw, (list, tuple)):
        return ()
    inner = {_shape_of(cell) for cell in raw}
    if len(inner) != 1:
        return None
    row = inner.pop()
    return None if row is None or len(row) > 2 else (len(raw), *row)


def _flat(raw: Any) -> list[Any]:
    return [cell for row in raw for cell in _flat(row)] if isinstance(raw, (list, tuple)) else [raw]


def _size(shape: tuple[int, ...]) -> int:
    count = 1
    for n in shape:
        count *= n
    return count


def _wrong_shape(given: tuple[int, ...] | None, wanted: tuple[int, ...]) -> Text:
    asked = _shape_text(wanted)
    if given is None:
        return Text(
            f"행마다 수의 개수가 다릅니다. 필요한 답: {asked.ko}.",
            f"The rows differ in length; {asked.en} is needed.",
        )
    got = _shape_text(given)
    return Text(
        f"답의 모양이 맞지 않습니다. 필요한 답: {asked.ko}. 적은 답: {got.ko}.",
        f"{asked.en} is needed, but {got.en} was given.",
    )


def _shape_text(shape: tuple[int, ...]) -> Text:
    if shape == ():
        return Text("수 하나", "one number")
    if len(shape) == 1:
        return Text(f"수 {shape[0]}개의 목록", f"a list of {shape[0]} numbers")
    size = "×".join(str(n) for n in shape)
    return Text(f"{size} 행렬", f"a {size} matrix")


def _typed(cell: Cell) -> str:
    return "" if isinstance(cell, Blank) else _cut(cell.text)


def _nested(cells: list[str], shape: tuple[int, ...]) -> str:
    if shape == ():
        return cells[0] if cells else ""
    if not cells:
        return ""
    step = len(cells) // shape[0] if shape[0] else 0
    parts = [_nested(cells[i * step : (i + 1) * step], shape[1:]) for i in range(shape[0])]
    return "[" + ", ".join(parts) + "]"
