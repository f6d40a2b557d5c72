import copy
import json
import pickle

import numpy as np


class Net:
    def __init__(self):
        self.w = np.arange(3.0)


def answer():
    net = pickle.loads(pickle.dumps(Net()))
    return [net.w.tolist(), json.loads(json.dumps({"a": [1, None, True]})), copy.deepcopy(net).w.sum()]
