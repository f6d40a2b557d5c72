import numpy as np


def numerical_gradient(f, x):
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        i = it.multi_index
        saved = x[i]
        x[i] = saved + 1e-4
        up = f(x)
        x[i] = saved - 1e-4
        grad[i] = (up - f(x)) / 2e-4
        x[i] = saved
        it.iternext()
    return grad


def answer():
    return numerical_gradient(lambda x: (x**2).sum(), np.array([[1.0, 2.0], [3.0, 4.0]])).round(6).tolist()
