import sys

import numpy as np


def answer():
    print("epoch", 1, "loss", 0.25, sep="\t", end="!\n")
    print(f"{np.pi:.3f} {np.arange(3)} 한글")
    sys.stdout.write("written\n")
    return None
