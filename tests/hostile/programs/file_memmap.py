# expect: raised PermissionError
import numpy as np


def attack(target):
    return np.memmap(target["canary"], dtype=np.uint8, mode="r").tobytes().decode()
