# expect: wrong_type
import numpy as np


def attack(target):
    return np.zeros(3, dtype=[("a", "i4"), ("b", "O")])
