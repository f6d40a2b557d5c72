import warnings

import numpy as np


def answer():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        np.log(np.array([0.0]))
        warnings.warn("careful", UserWarning)
    return [str(w.message) for w in caught]
