r"""TeX of our own symbols and formulas as one line of plain text: `\frac{\partial E}{\partial w_{5}}` is ∂E/∂w5.

It knows what our statements and steps are written with, and no more; a command it does not know keeps its name.
"""

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}_^&]|\s+|[^\\{}_^&\s]")

_WIDE = "\N{EM SPACE}"
"""Stands for a wide space until single spaces have been made of all runs of spaces."""

_SIGNS = {
    "partial": "∂",
    "cdot": " · ",
    "odot": " ⊙ ",
    "times": " × ",
    "leftarrow": " ← ",
    "rightarrow": " → ",
    "to": " → ",
    "le": " ≤ ",
    "leq": " ≤ ",
    "ge": " ≥ ",
    "geq": " ≥ ",
    "ne": " ≠ ",
    "pm": "±",
    "infty": "∞",
    "sum": " Σ",
    "in": " in ",
    "approx": " ≈ ",
    "cdots": "…",
    "ldots": "…",
    "dots": "…",
    "nabla": "∇",
    "ast": "*",
    "quad": _WIDE,
    "qquad": _WIDE,
    "top": "T",
    "mid": " | ",
    "epsilon": "ε",
    "varepsilon": "ε",
    "varphi": "φ",
    "phi": "φ",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "Delta": "Δ",
    "eta": "η",
    "theta": "θ",
    "lambda": "λ",
    "mu": "μ",
    "rho": "ρ",
    "sigma": "σ",
    "exp": "exp",
    "ln": "ln",
    "log": "log",
    "tanh": "tanh",
    "max": "max",
    "min": "min",
    "lim": "lim",
    "cos": "cos",
    "sin": "sin",
    "bigl": "",
    "bigr": "",
    "Bigl": "",
    "Bigr": "",
    "displaystyle": "",
    ",": " ",
    ";": " ",
    ":": " ",
    "!": "",
    " ": " ",
    "{": "{",
    "}": "}",
    "%": "%",
    "_": "_",
    "#": "#",
    "&": "&",
    "\\": "; ",
}
_FONTS = {"text", "mathrm", "mathbf", "operatorname", "mathit", "mathsf", "textbf", "boldsymbol"}
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7"}
_SUPERSCRIPTS = {"2": "²", "3": "³"}
_TIDY = (
    (re.compile(r" {2,}"), " "),
    (re.compile(r"∂ (?=\w)"), "∂"),
    (re.compile(r"(?<=[(\[]) | (?=[)\],;])"), ""),
    (re.compile(f" ?{_WIDE} ?"), "  "),
)
_WORD = re.compile(r"[^\s+\-−·×⊙=,]+|\(.*\)|-?[\d.]+")


def tex_text(tex: str) -> str:
    """A formula as plain text."""
    text = _Reader(_TOKEN.findall(tex)).until(None)
    for pattern, instead in _TIDY:
        text = pattern.sub(instead, text)
    return text.strip()


@dataclass(slots=True)
class _Reader:
    """A formula cut into pieces, read from the left."""

    pieces: list[str]
    at: int = 0

    def until(self, end: str | None) -> str:
        """Text up to a closing piece, which is taken too."""
        parts: list[str] = []
        while self.at < len(self.pieces):
            piece = self._next()
            if piece == end:
                break
            parts.append(self._piece(piece))
        return "".join(parts)

    def argument(self) -> str:
        """The group or single piece that a command or a script applies to."""
        while self.at < len(self.pieces) and self.pieces[self.at].isspace():
            self.at += 1
        if self.at == len(self.pieces):
            return ""
        piece = self._next()
        return self.until("}") if piece == "{" else self._piece(piece)

    def _next(self) -> str:
        self.at += 1
        return self.pieces[self.at - 1]

    def _piece(self, piece: str) -> str:
        if piece == "{":
            return self.until("}")
        if piece == "_":
            return _subscript(self.argument())
        if piece == "^":
            return _superscript(self.argument().strip())
        if piece.startswith("\\"):
            return self._command(piece[1:])
        return " " if piece.isspace() else piece

    def _command(self, name: str) -> str:
        if name in {"frac", "sqrt"}:
            first = _bound(self.argument())
            return f"√{first}" if name == "sqrt" else f"{first}/{_bound(self.argument())}"
        if name in _ACCENTS:
            return unicodedata.normalize("NFC", self.argument() + _ACCENTS[name])
        if name in _FONTS:
            return self.argument()
        if name in {"left", "right"}:
            return self._delimiter()
        if name == "begin":
            return self._matrix()
        return _SIGNS.get(name, name)

    def _delimiter(self) -> str:
        piece = self.argument()
        return "" if piece == "." else piece

    def _matrix(self) -> str:
        """Rows in brackets, as answers are typed; cases one after another, each with its condition; lines as one."""
        kind = self.argument()
        body: list[str] = []
        while self.at < len(self.pieces) and self.pieces[self.at] != r"\end":
            piece = self._next()
            body.append("\0" if piece == r"\\" else "\1" if piece == "&" else self._piece(piece))
        self.at += 1
        self.argument()
        rows = [[cell.strip() for cell in row.split("\1")] for row in "".join(body).split("\0")]
        if kind == "aligned":
            return " ".join(" ".join(row).strip() for row in rows)
        if kind == "cases":
            return "; ".join(f"{row[0]} ({', '.join(row[1:])})" for row in rows)
        return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"


def _subscript(text: str) -> str:
    return text if re.fullmatch(r"\w+", text) else f"[{text}]"


def _superscript(text: str) -> str:
    if text in _SUPERSCRIPTS:
        return _SUPERSCRIPTS[text]
    layer, _, word = text.partition(" ")
    if re.fullmatch(r"[a-z]{2,}", text):
        return f" {text}"  # a word such as "new"
    if re.fullmatch(r"\([^)]*\)", layer) and word:
        return f"^{layer} {word.strip()}"
    return f"^{text}" if re.fullmatch(r"\([^)]*\)|\w|-?\w", text) else f"^({text})"


def _bound(text: str) -> str:
    """A numerator or denominator, in brackets where a slash alone would tear it apart."""
    text = text.replace("∂ ", "∂").strip()
    return text if not text or _WORD.fullmatch(text) else f"({text})"


_MARK = re.compile(r"\\([\\$`*|])|`([^`]+)`|\$\$?(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$\$?(?!\d)|\*\*(.+?)\*\*")


def line_text(markup: str) -> str:
    """One line of our small markup as plain text: formulas, `code` and **bold** without their marks."""
    return _MARK.sub(_unmarked, markup)


def _unmarked(found: re.Match[str]) -> str:
    escaped, code, formula, bold = found.groups()
    if formula is not None:
        return tex_text(formula)
    return line_text(bold) if bold is not None else escaped or code
