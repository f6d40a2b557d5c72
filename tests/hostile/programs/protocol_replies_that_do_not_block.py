# expect: ended_early or returned
import os

import numpy as np


def attack(target):
    os.set_blocking(4, False)
    return np.zeros(1_000_000)
