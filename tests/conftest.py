"""Options and samples that every part's tests share."""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="the long suites in full: thousands of drawn variants")


@pytest.fixture(scope="session")
def sample(request: pytest.FixtureRequest):
    """How many to draw: `sample(2000)` is all of them in the long suites, a fixed fortieth of them otherwise.

    What is asked of every family says itself how many are enough in short runs: `sample(2000, short=8)`.
    """
    whole = request.config.getoption("--long")

    def drawn(count: int, short: int | None = None) -> range:
        return range(count if whole else short or max(10, count // 40))

    return drawn


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked slow belong to the long suites; on CI a missing part is a failure, not a skip."""
    if not config.getoption("--long"):
        skip = pytest.mark.skip(reason="a long suite: make prove")
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(skip)


def required_in_ci(reason: str) -> None:
    """Skip with one clear line on a user's machine; fail where everything must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
