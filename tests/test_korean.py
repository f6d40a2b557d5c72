"""Korean texts: one word for one thing, as the table in CONTRIBUTING.md has it, and no makeshift particles."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("reference", "problems", "grader", "submissions")
TEXTS = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*"))
    if path.suffix in {".py", ".toml", ".html"}
}
MAKESHIFT = ("은(는)", "는(은)", "이(가)", "가(이)", "을(를)", "를(을)", "와(과)", "과(와)", "(으)로")


def _avoided() -> list[str]:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.split("\n## Korean texts\n")[1].split("\n## ")[0]
    last = re.findall(r"^\| [^|]+ \| [^|]+ \| ([^|]+) \|$", section, flags=re.MULTILINE)[1:]
    return [word for cell in last if cell != "–" for word in cell.split(", ")]


def places(word: str, texts: dict[str, str]) -> list[str]:
    """The lines that have it, as file:line."""
    return [
        f"{name}:{number}"
        for name, text in texts.items()
        if word in text
        for number, line in enumerate(text.splitlines(), 1)
        if word in line
    ]


@pytest.mark.parametrize("word", [*_avoided(), *MAKESHIFT])
def test_another_word_for_the_same_thing_does_not_appear(word: str) -> None:
    assert places(word, TEXTS) == []


def test_the_table_is_read_and_a_planted_word_is_found() -> None:
    assert {"에폭", "경사하강", "임계값"} <= set(_avoided())
    assert places("에폭", {"planted.py": 'first\nText("3에폭 동안", "for 3 epochs")'}) == ["planted.py:2"]
