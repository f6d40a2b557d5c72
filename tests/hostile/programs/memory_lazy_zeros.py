# expect: memory_limit
import numpy as np


def attack(target):
    kept = []
    while True:
        kept.append(np.zeros(1 << 20))
