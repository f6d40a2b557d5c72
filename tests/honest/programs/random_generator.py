import random

import numpy as np


def answer():
    random.seed(5)
    return [np.random.default_rng(7).normal(size=3).round(6).tolist(), random.randint(0, 99), random.sample(range(9), 3)]
