# expect: returned 'unharmed grader'
import json

import numpy as np

np.allclose = np.array_equal = np.asarray_chkfinite = lambda *_, **__: True
np.testing.assert_allclose = lambda *_, **__: None
json.loads = lambda *_: {"outcome": "returned"}


def attack(target):
    return "unharmed grader"
