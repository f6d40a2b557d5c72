# expect: wrong_type
import numpy as np


def attack(target):
    return np.array([1, None, "x"], dtype=object)
