"""Closeness is `np.allclose`, also at the edges."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from problems.code.closeness import close

NUMBERS = st.lists(
    st.sampled_from([0.0, -0.0, 1.0, 1.0 + 1e-6, 1.0 + 1e-4, -1.0, 1e300, np.inf, -np.inf, np.nan]),
    min_size=3,
    max_size=3,
)


@given(NUMBERS, NUMBERS)
def test_it_says_what_numpy_says(one: list[float], other: list[float]) -> None:
    first, second = np.array(one), np.array(other)
    with np.errstate(all="ignore"):
        assert close(first, second, rtol=1e-5, atol=1e-6) is np.allclose(first, second, rtol=1e-5, atol=1e-6)
        assert close(first, 1.0, rtol=0.0, atol=0.0) is np.allclose(first, 1.0, rtol=0.0, atol=0.0)
