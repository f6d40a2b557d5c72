"""Find the error in an optimizer's steps: the steps of `problems.optimizer`, with one wrong line."""

from collections.abc import Mapping
from typing import Any

from problems.error_hunt import Hunt, error_hunt
from problems.optimizer.family import optimizer_family
from problems.optimizer.shape import shape
from problems.optimizer.working import working
from problems.parts import PartsFamily
from problems.variant import Givens
from reference.optimizers import OPTIMIZERS
from reference.text import Text

MOST_LINES = 8


def optimizer_hunt(
    method: str, slips: frozenset[str], coverage: tuple[str, ...], narrowed: Mapping[str, Any], decimals: int = 4
) -> PartsFamily:
    """`error.optimizers.<method>`: states and parameters, and the gradients where they follow from a loss."""

    def lines(givens: Givens) -> tuple[str, ...]:
        wanted = shape(method, givens)
        given = {"L"} if wanted.loss is not None else {"L", "g"}
        names = [step.name for step in working(wanted).steps if step.name.rpartition("_")[0] not in given]
        return tuple(names[:MOST_LINES])

    title = OPTIMIZERS[method].title
    return error_hunt(
        f"error.optimizers.{method}",
        Text(f"{title.ko}의 계산에서 틀린 줄 찾기", f"Find the error: steps of {title.en}"),
        Hunt(optimizer_family(method, "1.0", coverage), lines, slips, decimals=decimals, narrowed=narrowed),
        coverage,
    )
