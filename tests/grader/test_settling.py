"""A process that only grades settles what it keeps, once for each plan."""

import gc
from collections.abc import Iterator

import pytest

from grader.properties.plans import plan_of
from grader.settling import settle
from problems.tasks import gates


@pytest.fixture
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_thawed")
def test_a_plan_is_settled_when_it_is_new_and_only_then() -> None:
    """The collector passes over a plan that was made before; what comes later is collected as ever."""
    plan_of(gates.TASK, "a seed of this test alone")
    settle()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()
    settle()
    assert gc.get_freeze_count() == 0
