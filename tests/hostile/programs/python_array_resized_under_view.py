# expect: returned True or crash
import numpy as np


def attack(target):
    # A view of memory that has been given back: freed bytes are read without any foreign function.
    array = np.arange(1 << 12, dtype=np.float64)
    view = array[:]
    array.resize((1 << 22,), refcheck=False)
    return bool(view.sum() == view.sum()) or True
