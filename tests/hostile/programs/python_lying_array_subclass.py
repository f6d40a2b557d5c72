# expect: returned [0.0]
import numpy as np


class Liar(np.ndarray):
    def __array_function__(self, *_):
        return True

    def __array_ufunc__(self, *_, **__):
        return True

    def tolist(self):
        return [1.0]


def attack(target):
    return np.zeros(1).view(Liar).view(np.ndarray).tolist()
