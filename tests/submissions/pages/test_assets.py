"""What pages load: unmodified files of others, addresses that never go stale, nothing inline."""

import hashlib
import re
from pathlib import Path

import pytest

from submissions.pages import assets
from tests.submissions.pages.conftest import Enter, Page

ROOT = Path(__file__).parents[3]
VENDOR = ROOT / "submissions" / "static" / "vendor"
TESTS_VENDOR = ROOT / "tests" / "browser" / "vendor"
SUM = re.compile(r"^\| `([^`]+)` \|.*`([0-9a-f]{64})` \|$", re.MULTILINE)


@pytest.mark.parametrize("folder", [VENDOR, TESTS_VENDOR], ids=["shipped", "tests"])
def test_files_of_others_are_those_that_the_readme_lists(folder: Path) -> None:
    listed = dict(SUM.findall((folder / "README.md").read_text("utf-8")))
    present = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("*/*")
        if path.is_file()
    }
    assert present == listed
    assert all(any(name.startswith(f"{d.name}/LICENSE") for name in listed) for d in folder.iterdir() if d.is_dir())


def test_every_asset_of_a_page_is_there_and_kept_for_ever(enter: Enter) -> None:
    visitor = enter(None)
    page = visitor.page("/login")
    wanted = [a.get("href") or a.get("src") for tag, a in page.tags if tag in {"link", "script"}]
    assert len(wanted) == 4
    for address in wanted:
        response = visitor.get(address or "")
        assert response.status_code == 200
        assert "immutable" in response.headers["Cache-Control"]


def test_the_fonts_that_the_style_sheet_names_are_there(enter: Enter) -> None:
    visitor = enter(None)
    sheet = next(a["href"] for tag, a in visitor.page("/login").tags if a.get("rel") == "stylesheet")
    fonts = re.findall(r'url\("\.\./([0-9a-f]+/[\w.-]+\.woff2)"\)', visitor.get(sheet).text)
    assert len(fonts) == 2
    for font in fonts:
        assert visitor.get(f"/assets/{font}").data[:4] == b"wOF2"


def test_an_address_of_another_version_is_not_answered(enter: Enter) -> None:
    visitor = enter(None)
    assert visitor.get("/assets/0000000000000000/pages.css").status_code == 404
    assert visitor.get("/assets/0000000000000000/../../config.py").status_code == 404


def test_text_is_sent_packed_to_those_who_can_unpack(enter: Enter, app: object) -> None:
    with enter(None).client.application.test_request_context():
        address = assets.address("pages.css")
    packed = enter(None).get(address, Accept_Encoding="gzip")
    plain = enter(None).get(address)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < len(plain.data) / 3


def inline_parts(page: Page) -> list[str]:
    """Whatever a strict Content-Security-Policy would refuse."""
    found = []
    for tag, attributes in page.tags:
        found += [f"{tag} {name}" for name in attributes if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not attributes.get("src")):
            found.append(tag)
    return found


@pytest.mark.parametrize(
    "path",
    ["/login", "/", "/courses/nn/small", "/courses/nn/small/students", "/courses/nn/small/variants", "/no/such/page"],
)
def test_no_page_has_inline_script_or_style(enter: Enter, path: str) -> None:
    response = enter("han").get(path)
    assert inline_parts(Page(response.text)) == []


def test_a_planted_inline_style_would_be_found() -> None:
    assert inline_parts(Page('<p style="x" onclick="y">')) == ["p style", "p onclick"]
