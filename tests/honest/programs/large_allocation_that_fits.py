import numpy as np


def answer():
    a = np.zeros((1000, 1000, 10))
    a += 1
    return float(a.sum())
