import numpy as np


def answer():
    a = np.array([[4.0, 1.0], [2.0, 3.0]])
    w, _ = np.linalg.eigh(a + a.T)
    return [np.linalg.solve(a, [1.0, 2.0]).round(9).tolist(), sorted(w.round(9).tolist()), round(float(np.linalg.det(a)), 9)]
