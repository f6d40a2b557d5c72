"""Whether numbers are equal within a tolerance: asked hundreds of times for each hand-in, and mostly the case."""

from typing import Any

import numpy as np


def close(one: Any, other: Any, *, rtol: float, atol: float) -> bool:
    """What `np.allclose` says. Where every difference is smaller than its tolerance, NumPy need not be asked."""
    if (np.abs(one - other) < atol + rtol * np.abs(other)).all():
        return True  # none of them is infinite: that is less than nothing
    return bool(np.allclose(one, other, rtol=rtol, atol=atol))
