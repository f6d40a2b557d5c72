"""The pages people see, as blueprints that the application registers."""

from typing import Final

from flask import Blueprint

from submissions.pages import assets, assignment, attempt, front, operator, preferences, staff

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    front.blueprint,
    preferences.blueprint,
    assets.blueprint,
    assignment.blueprint,
    attempt.blueprint,
    staff.blueprint,
    operator.blueprint,
)
