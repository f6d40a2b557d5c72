"""The colours of pictures, by day and by night, and the rules that give them to an SVG.

Texts have a contrast of 4.5 : 1 or more on what lies behind them, lines that carry meaning 3 : 1; a test computes
it. No meaning rests on colour alone: classes differ in shape, curves in dash and marker, gradients in place and slant.
"""

COLOURS: dict[str, tuple[str, str]] = {
    "surface": ("#ffffff", "#16181d"),
    "ink": ("#1b1f24", "#e7e9ec"),
    "quiet": ("#57606a", "#a5adb8"),
    "faint": ("#d5dae0", "#363d48"),
    "blue": ("#1455b8", "#8db8ff"),
    "orange": ("#984700", "#ffb470"),
    "green": ("#17663f", "#7ed3a5"),
    "purple": ("#7436a3", "#d2adff"),
    "wrong": ("#b3261e", "#ff9f96"),
    "node": ("#f2f5f9", "#232830"),
    "blue-wash": ("#e4eefc", "#1c2c47"),
    "orange-wash": ("#fcecdb", "#3b2915"),
    "wrong-wash": ("#fdeae8", "#421f1d"),
    "low3": ("#a9caf6", "#2a5190"),
    "low2": ("#cbdff9", "#22406f"),
    "low1": ("#e6effc", "#1d2f4c"),
    "zero": ("#f7f8fa", "#20242b"),
    "high1": ("#fcecdb", "#3a2917"),
    "high2": ("#f8d5ae", "#5c3d17"),
    "high3": ("#f2b97e", "#7d5016"),
}
"""Name to (light, dark)."""

INKS = ("ink", "quiet", "blue", "orange", "green", "purple", "wrong")
"""What may be written or drawn with."""

SERIES = (("blue", ""), ("orange", "7 4"), ("green", "2 3"), ("purple", "9 3 2 3"), ("ink", "12 4"))
"""Curves in order: ink and dash."""

SANS = (
    '"Pretendard Variable",Pretendard,"Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR","Noto Sans CJK KR",'
    "sans-serif"
)
SERIF = '"STIX Two Text","Times New Roman","Liberation Serif","Noto Serif",serif'

_FONTS = (
    f".nn-picture text{{font-family:{SANS};font-variant-numeric:tabular-nums}}\n.nn-picture .m{{font-family:{SERIF}}}\n"
)


def _paints() -> str:
    """Each class first as a plain colour, for programs that do not know custom properties."""
    fills = (f".nn-picture .f-{n}{{fill:{c[0]};fill:var(--nn-{n})}}" for n, c in COLOURS.items())
    strokes = (
        f".nn-picture .s-{n}{{stroke:{COLOURS[n][0]};stroke:var(--nn-{n})}}" for n in (*INKS, "faint", "surface")
    )
    return "\n".join([*fills, *strokes]) + "\n"


def _named(place: int) -> str:
    return ";".join(f"--nn-{name}:{pair[place]}" for name, pair in COLOURS.items())


def alone() -> str:
    """The rules inside a picture that is a file of its own: dark where the reader's system is dark."""
    dark = f"@media screen and (prefers-color-scheme:dark){{.nn-picture{{{_named(1)}}}}}\n"
    return f".nn-picture{{{_named(0)}}}\n{dark}{_FONTS}{_paints()}"


LEAST_WIDTHS = range(300, 1501, 60)


def least_width(width: float) -> int:
    """How far a picture may shrink in a narrow place before its box scrolls: to four fifths; 0 for a small one."""
    return max((least for least in LEAST_WIDTHS if least <= 0.8 * width), default=0)


def within_a_page() -> str:
    """The rules of pictures inside a page: light or dark as the page is (`color-scheme`), on the page's surface."""
    names = ";".join(f"--nn-{name}:light-dark({light},{dark})" for name, (light, dark) in COLOURS.items())
    least = "".join(f".at-least-{width}{{min-width:{width}px}}" for width in LEAST_WIDTHS)
    own = COLOURS["surface"]
    surface = f"--nn-surface:var(--page-surface,light-dark({own[0]},{own[1]}))"
    return (
        f".nn-picture{{{names};{surface};display:block;max-width:100%;height:auto;margin:auto}}\n"
        f"@media screen{{{least}}}\n"
        "@media print{.nn-picture{color-scheme:light}}\n"
        f"{_FONTS}{_paints()}"
    )
