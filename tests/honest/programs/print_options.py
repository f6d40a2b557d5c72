import numpy as np

np.set_printoptions(precision=3, suppress=True)


def answer():
    return str(np.array([1 / 3, 1e-9, 1234.5]))
