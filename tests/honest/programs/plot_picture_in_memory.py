# profile: plot
import io

import matplotlib.pyplot as plt
import numpy as np


def answer():
    plt.imshow(np.arange(16).reshape(4, 4), cmap="gray", interpolation="nearest")
    plt.axis("off")
    buffer = io.BytesIO()
    plt.savefig(buffer, format="png", dpi=50)
    data = buffer.getvalue()
    buffer.seek(0)
    pixels = plt.imread(buffer)
    return [data[:4].hex(), list(pixels.shape), round(float(pixels[0, 0, 0]), 3)]
