import io

import numpy as np


def answer():
    buffer = io.BytesIO()
    np.savez(buffer, a=np.arange(3))
    buffer.seek(0)
    return [np.load(buffer)["a"].tolist(), np.loadtxt(io.StringIO("1 2\n3 4")).tolist(), np.genfromtxt(io.StringIO("1,2"), delimiter=",").tolist()]
