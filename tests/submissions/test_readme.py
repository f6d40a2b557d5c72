"""The operator's guide names what there is."""

import re
from pathlib import Path

import submissions
from submissions.cli.admin import admin

PACKAGE = Path(submissions.__file__).parent
README = (PACKAGE / "README.md").read_text("utf-8")


def test_every_setting_is_in_the_guide_and_every_setting_in_the_guide_exists() -> None:
    read = set(re.findall(r'"(NNGRADER_[A-Z_]+)"', (PACKAGE / "config.py").read_text("utf-8")))
    told = set(re.findall(r"NNGRADER_[A-Z_]+", README))
    assert read
    assert told == read | {"NNGRADER_PASSWORD"}


def test_every_module_is_in_the_guide() -> None:
    modules = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py", "service.py"}
    assert {name for name in modules if f"`{name}`" not in README} == set()


def test_every_admin_command_in_the_guide_exists() -> None:
    told = set(re.findall(r"nngrader admin ([a-z][a-z-]+)", README))
    assert told
    assert told <= set(admin.commands)
