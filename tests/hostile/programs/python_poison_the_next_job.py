# expect: returned 'poisoned'
import numpy as np


def attack(target):
    np.exp = np.zeros_like
    np.testing = np.linalg = None
    np.random.seed(0)
    return "poisoned"
