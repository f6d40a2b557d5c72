import numpy as np


def answer():
    data = [("b", 2), ("a", 2), ("c", 1)]
    return [sorted(data, key=lambda t: t[1]), np.argsort([3, 1, 2], kind="stable").tolist(), np.unique([3, 1, 3], return_counts=True)[1].tolist()]
