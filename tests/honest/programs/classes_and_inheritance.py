class Layer:
    def __init__(self, size):
        self.size = size

    def forward(self, x):
        raise NotImplementedError


class Double(Layer):
    def forward(self, x):
        return [2 * v for v in x][: self.size]


def answer():
    return Double(2).forward([1, 2, 3])
