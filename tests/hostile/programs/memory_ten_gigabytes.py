# expect: memory_limit
import numpy as np


def attack(target):
    return np.ones(10 * 2**30 // 8).sum()
