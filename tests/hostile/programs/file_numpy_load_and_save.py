# expect: raised PermissionError
import numpy as np


def attack(target):
    np.save(target["canary"], np.zeros(3))
