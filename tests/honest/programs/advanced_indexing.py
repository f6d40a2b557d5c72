import numpy as np


def answer():
    a = np.arange(12).reshape(3, 4)
    a[a % 2 == 0] = -1
    return [a[[0, 2], [1, 3]].tolist(), a[::-1, ::2].tolist(), np.where(a > 5)[0].tolist(), np.argmax(a)]
