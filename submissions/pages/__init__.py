"""The pages people see, as blueprints that the application registers."""

from typing import Final

from flask import Blueprint

BLUEPRINTS: Final[tuple[Blueprint, ...]] = ()
