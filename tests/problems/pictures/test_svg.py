"""What a picture is as SVG: valid, readable by screen readers, in one language, the same every time, harmless."""

import hashlib
import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from problems.pictures.heat_map import heat_map
from problems.pictures.palette import COLOURS, INKS, alone, within_a_page
from problems.pictures.scene import Area, Disc, Label, Panel, Picture
from problems.pictures.svg import NAMESPACE, embedded, standalone
from reference.text import LOCALES, Text, same
from tests.problems.pictures.gallery import KINDS, drawn, of_families

SVG = f"{{{NAMESPACE}}}"
HANGUL = re.compile(r"[\uac00-\ud7a3\u3131-\u318e]")
SENTENCE = re.compile(r"[A-Za-z]{3,} [a-z]{2,}")
ALLOWED = {"svg", "title", "desc", "style", "rect", "circle", "polyline", "polygon", "text", "tspan"}


def everything() -> list[Picture]:
    return [*(drawn(kind, seed) for kind in KINDS for seed in range(4)), *of_families(2)]


@pytest.fixture(scope="module")
def pictures() -> list[Picture]:
    return everything()


def test_every_picture_is_xml_with_a_title_and_a_description(pictures) -> None:
    """An image with a name for those who do not see it."""
    for picture in pictures:
        for locale in LOCALES:
            root = ET.fromstring(standalone(picture, locale))  # noqa: S314 - our own
            title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
            assert title is not None
            assert desc is not None
            assert title.text
            assert desc.text
            assert root.get("role") == "img"
            assert root.get("lang") == locale
            assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
            assert {element.tag.removeprefix(SVG) for element in root.iter()} <= ALLOWED


def test_no_number_is_undefined(pictures) -> None:
    for picture in pictures:
        assert not re.search(r'="[^"]*\b(nan|inf|e[+-]\d)', standalone(picture, "en").partition("</style>")[2])


def test_english_pictures_have_no_hangul_and_korean_ones_no_english_sentence() -> None:
    """In labels, titles and descriptions."""
    for picture in [p for p in everything() if p.kind != "heat_map"]:
        for text in (picture.title, picture.description, *(label.text for label in picture.labels)):
            assert not HANGUL.search(text.en), text.en
            assert not SENTENCE.search(text.ko), text.ko


def test_another_process_writes_the_same_bytes(pictures) -> None:
    """Whatever the seed of its hashes is."""
    program = (
        "import hashlib; from tests.problems.pictures.test_svg import everything, standalone\n"
        "print(hashlib.sha256(''.join(standalone(p, 'ko') for p in everything()).encode()).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONHASHSEED": "7"}, capture_output=True, text=True, check=True
    )
    own = "".join(standalone(picture, "ko") for picture in pictures)

    assert other.stdout.strip() == hashlib.sha256(own.encode()).hexdigest()


HOSTILE = '</text><script>alert(1)</script>" onload="x" & <b>\x00\x1b'


def test_what_people_typed_stays_text() -> None:
    """A name or an answer cannot become markup, nor make the file unreadable."""
    picture = heat_map([[HOSTILE, "1"]], name=Text(HOSTILE, HOSTILE))
    for written in (standalone(picture, "ko"), embedded(picture, "en")):
        root = ET.fromstring(written)  # noqa: S314 - our own
        assert "script" not in {element.tag.removeprefix(SVG) for element in root.iter()}
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
        assert "alert(1)" in "".join(root.itertext())


def test_a_picture_fetches_nothing_and_runs_nothing(pictures) -> None:
    for picture in pictures:
        whole = standalone(picture, "ko")
        assert not re.search(r"url\(|href|@import|<script|javascript:|\son[a-z]+=|\sstyle=", whole)


def test_a_picture_in_a_page_brings_no_rules_of_its_own(pictures) -> None:
    """Pages forbid inline styles; ids begin with the name that the page gives."""
    for picture in pictures:
        inside = embedded(picture, "en", "q7-picture")
        assert "<style" not in inside
        assert " style=" not in inside
        assert set(re.findall(r' id="([^"]+)"', inside)) == {"q7-picture-title", "q7-picture-desc"}


def test_every_class_has_its_rule(pictures) -> None:
    """In a file and in a page."""
    for sheet in (alone(), within_a_page()):
        known = set(re.findall(r"\.([a-z][a-z0-9-]*)", sheet))
        for picture in pictures:
            used = set(" ".join(re.findall(r'class="([^"]+)"', embedded(picture, "ko"))).split())
            assert used <= known | ({"picture"} if sheet == within_a_page() else used - _painted(used))


def _painted(used: set[str]) -> set[str]:
    return {name for name in used if name.startswith(("f-", "s-"))}


def _light(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    brighter, darker = sorted((_light(a), _light(b)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


SURFACES = {
    "the file's own": COLOURS["surface"],
    "the service's card": ("#fffefc", "#1b1f26"),
    "its answers": ("#f1f0eb", "#161a20"),
}


def test_the_measure_of_contrast_is_the_usual_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("shade", [0, 1], ids=["light", "dark"])
def test_every_label_stands_out_from_what_lies_behind_it(shade, pictures) -> None:
    """4.5 : 1 or more, on every surface that pictures are shown on."""
    for picture in pictures:
        for ink, behind in _labels_on(picture):
            grounds = [pair[shade] for pair in SURFACES.values()] if behind == "surface" else [COLOURS[behind][shade]]
            for ground in grounds:
                assert contrast(COLOURS[ink][shade], ground) >= 4.5, (picture.kind, ink, behind)


def _labels_on(picture: Picture) -> set[tuple[str, str]]:
    """Each label's ink, with the fill of the last shape drawn before it that it touches; an area may be anywhere."""
    found: set[tuple[str, str]] = set()
    for place, label in enumerate(picture.shapes):
        if isinstance(label, Label):
            behind = ["surface", *(_fill(shape, label) for shape in picture.shapes[:place])]
            found.add((label.ink, label.backed or [fill for fill in behind if fill][-1]))
            found |= {(label.ink, s.fill) for s in picture.shapes[:place] if isinstance(s, Area) and not label.backed}
    return {pair for pair in found if pair[1] in COLOURS and pair[1] not in INKS}


def _fill(shape: object, label: Label) -> str | None:
    if isinstance(shape, Panel):
        return shape.fill if shape.box.overlaps(label.box) else None
    if isinstance(shape, Disc):
        x, y = shape.center
        around = label.box.grown(shape.radius)
        return shape.fill if around.left < x < around.right and around.top < y < around.bottom else None
    return None


@pytest.mark.parametrize("shade", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "blue", "orange", "green", "purple", "wrong"])
def test_lines_that_mean_something_stand_out(ink, shade) -> None:
    """3 : 1 or more on every surface and on shaded regions."""
    for ground in (*(pair[shade] for pair in SURFACES.values()), COLOURS["blue-wash"][shade], COLOURS["node"][shade]):
        assert contrast(COLOURS[ink][shade], ground) >= 3.0


def test_a_low_contrast_would_be_found() -> None:
    """The test above can fail: grey on grey is refused."""
    assert contrast(COLOURS["faint"][0], COLOURS["surface"][0]) < 3.0


def test_equal_texts_in_both_languages_are_symbols_or_numbers() -> None:
    """A label that reads the same in both is no sentence of one of them."""
    for picture in of_families(1):
        assert not [
            label.text for label in picture.labels if label.text == same(label.text.en) and " a " in label.text.en
        ]
