"""A family for one optimizer: everything but its name comes from `reference.optimizers` and this package."""

from functools import partial
from typing import Any

from problems.fairness import ROUND
from problems.family import Family
from problems.optimizer.draw import PARAMS, drawn
from problems.optimizer.picture import picture
from problems.optimizer.shape import checked, environment, parameters, shape
from problems.optimizer.statement import statement
from problems.optimizer.working import asked, working
from problems.variant import Givens
from reference.optimizers import OPTIMIZERS
from reference.text import Text
from reference.working import Working


def optimizer_family(method: str, version: str, coverage: tuple[str, ...]) -> Family:
    """Steps of this method by hand, in the lecture's convention, PyTorch's and Keras's."""
    title = OPTIMIZERS[method].title

    def of_shape(givens: Givens) -> Working:
        return working(shape(method, givens))

    def asked_for(givens: Givens) -> tuple[str, ...]:
        return asked(shape(method, givens))

    return Family(
        id=f"optimizers.{method}",
        version=version,
        title=Text(f"{title.ko}의 갱신 단계", f"Steps of {title.en}"),
        topics=("optimizers",),
        coverage=coverage,
        given=parameters(method),
        drawn=partial(drawn, method),
        working=of_shape,
        environment=partial(environment, method),
        asked=asked_for,
        statement=partial(statement, method),
        picture=partial(picture, method),
        params={name: setting for name, setting in PARAMS.items() if name != "eps" or _has_eps(method)},
        checked=partial(checked, method),
        avoids=ROUND,
    )


def _has_eps(method: str) -> Any:
    return "eps" in OPTIMIZERS[method].lecture.settings
