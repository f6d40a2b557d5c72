import numpy as np


def answer():
    return [np.int8(127) + np.int8(0), np.array([1, 2], dtype=np.float32).dtype.name, np.uint8([250, 251]).sum(), np.finfo(np.float64).eps]
