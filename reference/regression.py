"""A line fitted by least squares: prediction, loss and its slopes, from rows of x and y with N entries.

The loss is the mean squared error with 1/N and no factor one half. The slope by w has x inside the sum.
"""

from typing import Any

from reference.losses import squared_error, squared_error_slope
from reference.vocabulary import over


def predicted(w: Any, x: Any, b: Any) -> Any:
    """The line's height at every x."""
    return w * x + b


def mean_error(y: Any, p: Any, n: Any) -> Any:
    """The mean squared error of the predictions p, as a row of one."""
    return over(squared_error(y, p), -1) / n


def slope_by_w(x: Any, y: Any, p: Any, n: Any) -> Any:
    """The derivative of the mean error by w, as a row of one."""
    return over(squared_error_slope(y, p) * x, -1) / n


def slope_by_b(y: Any, p: Any, n: Any) -> Any:
    """The derivative of the mean error by b, as a row of one."""
    return over(squared_error_slope(y, p), -1) / n
