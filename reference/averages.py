"""What an exponential moving average remembers; the average itself stands in `optimizers.running`."""

from typing import Any


def weight_of_old(beta: Any, age: int) -> Any:
    """The share in the average of a value that came `age` steps before the last one."""
    return (1 - beta) * beta**age if age else 1 - beta


def window(beta: Any) -> Any:
    """Roughly how many values count: older ones have lost more than a factor e."""
    return 1 / (1 - beta)
