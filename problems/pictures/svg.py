"""A picture as SVG text: built as a tree, so that nothing in it can be markup of its own; the same bytes every time."""

import hashlib
import re
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, tostring

from problems.pictures.lettering import Run, plain, runs
from problems.pictures.palette import alone, least_width
from problems.pictures.scene import USUAL, Area, Box, Disc, Label, Line, Panel, Picture, Point, Shape
from reference.text import Locale, same

NAMESPACE = "http://www.w3.org/2000/svg"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML has no way to say; it can only come from what somebody typed."""


def standalone(picture: Picture, locale: Locale) -> str:
    """A whole file, with its colours and its XML declaration."""
    root = _root(picture, locale, _name(picture))
    root.set("xmlns", NAMESPACE)
    style = Element("style")
    style.text = alone()
    size = {"width": _number(picture.width), "height": _number(picture.height)}
    root[2:2] = [style, Element("rect", size | {"class": "f-surface", "rx": "8"})]
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _text(root) + "\n"


def embedded(picture: Picture, locale: Locale, name: str | None = None) -> str:
    """An element for a page that has the rules of `palette.within_a_page`; `name` tells equal pictures apart."""
    root = _root(picture, locale, name or _name(picture))
    least = least_width(picture.width)
    reachable = ' tabindex="0"' if least else ""  # its box can be scrolled by keyboard where it does not fit
    root.set("class", f"nn-picture at-least-{least}" if least else "nn-picture")
    return f'<div class="picture"{reachable}>{_text(root)}</div>\n'


def _text(root: Element) -> str:
    return _UNWRITABLE.sub("", tostring(root, encoding="unicode", short_empty_elements=True))


def _name(picture: Picture) -> str:
    """An id of the picture's own."""
    return "nn-" + hashlib.sha256(repr(picture).encode()).hexdigest()[:10]


def _root(picture: Picture, locale: Locale, name: str) -> Element:
    root = Element(
        "svg",
        {
            "class": "nn-picture",
            "viewBox": f"0 0 {_number(picture.width)} {_number(picture.height)}",
            "width": _number(picture.width),
            "height": _number(picture.height),
            "role": "img",
            "lang": locale,
            "aria-labelledby": f"{name}-title {name}-desc",
        },
    )
    SubElement(root, "title", {"id": f"{name}-title"}).text = plain(picture.title[locale])
    SubElement(root, "desc", {"id": f"{name}-desc"}).text = plain(picture.description[locale])
    for shape in picture.shapes:
        _draw(root, shape, locale)
    return root


def _draw(root: Element, shape: Shape, locale: Locale) -> None:
    if isinstance(shape, Label):
        _letter(root, shape, locale)
    elif isinstance(shape, Panel):
        box = {"x": shape.box.left, "y": shape.box.top, "width": shape.box.width, "height": shape.box.height}
        place = {key: _number(value) for key, value in box.items()}
        place |= {"rx": _number(shape.radius)} if shape.radius else {}
        SubElement(root, "rect", place | _paint(shape.fill, shape.ink, shape.thick, shape.dash))
    elif isinstance(shape, Disc):
        x, y = shape.center
        place = {"cx": _number(x), "cy": _number(y), "r": _number(shape.radius)}
        SubElement(root, "circle", place | _paint(shape.fill, shape.ink, shape.thick, shape.dash))
    elif isinstance(shape, Area):
        SubElement(root, "polygon", {"points": _points(shape.points)} | _paint(shape.fill, shape.ink, shape.thick))
    elif isinstance(shape, Line):
        SubElement(
            root, "polyline", {"points": _points(shape.points)} | _paint(None, shape.ink, shape.thick, shape.dash)
        )


def _paint(fill: str | None, ink: str | None, thick: float, dash: str = "") -> dict[str, str]:
    classes = [f"f-{fill}"] if fill else []
    attributes = {} if fill else {"fill": "none"}
    if ink:
        classes.append(f"s-{ink}")
        attributes |= {"stroke-width": _number(thick), "stroke-linejoin": "round"}
    if dash:
        attributes["stroke-dasharray"] = dash
    return attributes | ({"class": " ".join(classes)} if classes else {})


def _letter(root: Element, label: Label, locale: Locale) -> None:
    if label.backed:
        _draw(root, Panel(_behind(label, locale), label.backed, radius=3.0), locale)
    place = {"x": _number(label.x), "y": _number(label.y), "font-size": _number(label.size), "class": f"f-{label.ink}"}
    place |= {} if label.anchor == "start" else {"text-anchor": label.anchor}
    place |= {"font-weight": "600"} if label.bold else {}
    place |= {"font-style": "italic"} if label.slanted else {}
    element = SubElement(root, "text", place)
    level, pieces = 0.0, runs(label.text[locale])
    if len(pieces) == 1 and not pieces[0].math:
        element.text = pieces[0].text
        return
    for run in pieces:
        _piece(element, run, label.size, level)
        level = run.rise


def _behind(label: Label, locale: Locale) -> Box:
    """About as wide as the letters are in most fonts: the label's own box is wider than in any."""
    box = replace(label, text=same(label.text[locale])).box
    less = (1.0 - USUAL) * box.width
    left, right = {"start": (0.0, less), "middle": (less / 2, less / 2), "end": (less, 0.0)}[label.anchor]
    return Box(box.left + left, box.top, box.right - right, box.bottom).grown(1.0)


def _piece(element: Element, run: Run, size: float, level: float) -> None:
    """A run as a tspan; `level` is how far the one before it stood above the baseline."""
    piece = SubElement(element, "tspan", {"class": "m"} if run.math else {})
    piece.text = run.text
    if run.italic:
        piece.set("font-style", "italic")
    if run.level:
        piece.set("font-size", _number(size * run.scale))
    if run.rise != level:
        piece.set("dy", _number(size * (level - run.rise)))


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    """Two decimals at most; minus zero is zero."""
    return f"{round(float(value), 2) + 0.0:g}" if abs(value) < 1e5 else f"{value:.0f}"
