import numpy as np

np.random.seed(3)
W = np.random.randn(2, 3)


def answer():
    np.random.seed(0)
    return np.random.rand(2, 2).round(6).tolist() + [np.random.permutation(5).tolist()]
