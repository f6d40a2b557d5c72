"""One warm sandbox per level for the whole run, and the levels that this machine offers."""

import functools
from collections.abc import Iterator

import pytest

from grader.sandbox import Level, Sandbox, SandboxUnavailable
from tests.conftest import required_in_ci


@functools.cache
def offered(level: Level) -> bool:
    """Whether this machine can run jobs at that level."""
    try:
        Sandbox(level=level).close()
    except SandboxUnavailable:
        return False
    return True


@pytest.fixture(scope="session", params=[Level.L3, Level.L2, Level.L1])
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A warm sandbox, once at each level."""
    if not offered(request.param):
        required_in_ci(f"{request.param} does not work on this machine")
    with Sandbox(level=request.param) as made:
        yield made


@pytest.fixture(scope="session")
def best() -> Iterator[Sandbox]:
    """A warm sandbox at the best level here."""
    with Sandbox() as made:
        yield made
