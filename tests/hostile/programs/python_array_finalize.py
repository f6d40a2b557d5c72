# expect: raised RuntimeError or wrong_type or returned array([0.])
import numpy as np


class Odd(np.ndarray):
    def __array_finalize__(self, _):
        if getattr(self, "armed", False):
            raise RuntimeError


def attack(target):
    odd = np.zeros(1).view(Odd)
    odd.armed = True
    return odd
