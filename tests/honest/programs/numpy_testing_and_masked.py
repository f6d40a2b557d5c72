import numpy as np
from numpy.polynomial import Polynomial


def answer():
    np.testing.assert_allclose(np.float32(0.1) + np.float32(0.2), 0.3, rtol=1e-6)
    return [float(np.ma.masked_invalid([1.0, np.nan]).mean()), Polynomial([1, 2, 3]).deriv()(2.0)]
