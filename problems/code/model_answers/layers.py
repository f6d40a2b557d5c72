"""Right answers to `code.layers`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

MUL = """
class MulLayer:
    def forward(self, x, y):
        self.x = x
        self.y = y
        return x * y

    def backward(self, dout):
        dx = dout * self.y
        dy = dout * self.x
        return dx, dy
"""

ADD = """
class AddLayer:
    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        dx = dout
        dy = dout
        return dx, dy
"""

RELU = """
class ReluLayer:
    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0)

    def backward(self, dout):
        return np.where(self.mask, dout, 0)
"""

SIGMOID = """
class SigmoidLayer:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)
"""

AFFINE = """
class AffineLayer:
    def __init__(self, W, b):
        self.W = W
        self.b = b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = np.sum(dout, axis=0)
        return dout @ self.W.T
"""

SOFTMAX = """
class SoftmaxWithLossLayer:
    def forward(self, x, t):
        e = np.exp(x - np.max(x, axis=1, keepdims=True))
        self.y = e / np.sum(e, axis=1, keepdims=True)
        self.t = t
        return -np.sum(np.log(self.y[t == 1])) / len(x)

    def backward(self, dout=1):
        return (self.y - self.t) / len(self.t)
"""

SOLUTION = f"{MUL}\n{ADD}\n{RELU}\n{SIGMOID}\n{AFFINE}\n{SOFTMAX}"

TEXTBOOK = """
class MulLayer:
    def __init__(self):
        self.x = None
        self.y = None

    def forward(self, x, y):
        self.x = x
        self.y = y
        out = x * y
        return out

    def backward(self, dout):
        return dout * self.y, dout * self.x


class AddLayer:
    def __init__(self):
        pass

    def forward(self, x, y):
        return x + y

    def backward(self, dout):
        return dout * 1, dout * 1


class ReluLayer:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        self.mask = (x <= 0)
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


class SigmoidLayer:
    def __init__(self):
        self.out = None

    def forward(self, x):
        out = 1 / (1 + np.exp(-x))
        self.out = out
        return out

    def backward(self, dout):
        return dout * (1.0 - self.out) * self.out


class AffineLayer:
    def __init__(self, W, b):
        self.W, self.b, self.x, self.dW, self.db = W, b, None, None, None

    def forward(self, x):
        self.x = x
        return np.dot(self.x, self.W) + self.b

    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return dx


def softmax(x):
    x = x.T
    x = x - np.max(x, axis=0)
    return (np.exp(x) / np.sum(np.exp(x), axis=0)).T


def cross_entropy_error(y, t):
    return -np.sum(np.log(y[np.arange(len(y)), t.argmax(axis=1)] + 1e-7)) / y.shape[0]


class SoftmaxWithLossLayer:
    def __init__(self):
        self.loss, self.y, self.t = None, None, None

    def forward(self, x, t):
        self.t = t
        self.y = softmax(x)
        self.loss = cross_entropy_error(self.y, self.t)
        return self.loss

    def backward(self, dout=1):
        dx = self.y.copy()
        dx[np.arange(self.t.shape[0]), self.t.argmax(axis=1)] -= 1
        return dx / self.t.shape[0]
"""

LOOPS = """
import math


class MulLayer:
    def forward(self, x, y):
        self.pair = (x, y)
        return np.multiply(x, y)

    def backward(self, dout):
        return [np.multiply(dout, one) for one in reversed(self.pair)]


class AddLayer:
    def forward(self, x, y):
        return np.add(x, y)

    def backward(self, dout):
        return [dout, np.copy(dout)]


def each(f, *arrays):
    cells = [f(*row) for row in zip(*(np.ravel(a).tolist() for a in arrays))]
    return np.array(cells, dtype=float).reshape(np.shape(arrays[0]))


class ReluLayer:
    def forward(self, x):
        self.x = x.copy()
        return each(lambda v: max(v, 0.0), x)

    def backward(self, dout):
        return each(lambda v, d: d if v > 0 else 0.0, self.x, dout)


class SigmoidLayer:
    def forward(self, x):
        self.y = each(lambda v: 1 / (1 + math.exp(-v)) if v > 0 else math.exp(v) / (1 + math.exp(v)), x)
        return self.y.tolist()

    def backward(self, dout):
        return each(lambda y, d: d * y * (1 - y), self.y, dout)


class AffineLayer:
    def __init__(self, W, b):
        self.W, self.b = W.tolist(), b.tolist()

    def forward(self, x):
        self.x = x.tolist()
        return [[b + sum(r[i] * self.W[i][j] for i in range(len(r))) for j, b in enumerate(self.b)] for r in self.x]

    def backward(self, dout):
        n, d, m = len(self.x), len(self.W), len(self.b)
        self.dW = [[sum(self.x[k][i] * dout[k][j] for k in range(n)) for j in range(m)] for i in range(d)]
        self.db = [sum(dout[k][j] for k in range(n)) for j in range(m)]
        return [[sum(dout[k][j] * self.W[i][j] for j in range(m)) for i in range(d)] for k in range(n)]


class SoftmaxWithLossLayer:
    def forward(self, x, t):
        self.grad, total = [], 0.0
        for row, target in zip(x.tolist(), t.tolist()):
            top = max(row)
            scale = top + math.log(sum(math.exp(v - top) for v in row))
            total += scale - row[target.index(1)]
            self.grad.append([(math.exp(v - scale) - k) / len(x) for v, k in zip(row, target)])
        return total / len(x)

    def backward(self, dout=1):
        return np.array(self.grad) * dout
"""

INHERITED = """
class Layer:
    def __init__(self, **params):
        self.params, self.grads, self.cache = params, {}, None

    def __getattr__(self, name):
        grads = self.__dict__.get("grads", {})
        if name in grads:
            return grads[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def forward(self, *inputs):
        self.cache = inputs
        return self.output(*inputs)

    def backward(self, dout=1.0):
        return self.gradient(dout, *self.cache)


class MulLayer(Layer):
    output = staticmethod(lambda x, y: x * y)
    gradient = staticmethod(lambda dout, x, y: (y * dout, x * dout))


class AddLayer(Layer):
    output = staticmethod(lambda x, y: x + y)
    gradient = staticmethod(lambda dout, x, y: (dout, dout))


class ReluLayer(Layer):
    output = staticmethod(lambda x: np.maximum(0, x))
    gradient = staticmethod(lambda dout, x: dout * (x > 0).astype(int))


class SigmoidLayer(Layer):
    output = staticmethod(lambda x: 0.5 * (1 + np.tanh(0.5 * x)))
    gradient = staticmethod(lambda dout, x: dout * np.exp(-x) / (1 + np.exp(-x)) ** 2)


class AffineLayer(Layer):
    def __init__(self, W, b):
        super().__init__(W=W.copy(), b=b.copy())

    def output(self, x):
        return np.einsum("nd,dm->nm", x, self.params["W"]) + self.params["b"]

    def gradient(self, dout, x):
        self.grads = {"dW": np.einsum("nd,nm->dm", x, dout), "db": np.ones(len(dout)) @ dout}
        return np.tensordot(dout, self.params["W"], axes=(1, 1))


class SoftmaxWithLossLayer(Layer):
    @staticmethod
    def probabilities(x):
        z = x - x.max(axis=-1, keepdims=True)
        return np.exp(z - np.log(np.exp(z).sum(axis=-1, keepdims=True)))

    def output(self, x, t):
        z = x - x.max(axis=-1, keepdims=True)
        return np.mean(np.log(np.exp(z).sum(axis=-1)) - (z * t).sum(axis=-1))

    def gradient(self, dout, x, t):
        return dout * (self.probabilities(x) - t) / x.shape[0]
"""

FLOAT32 = """
def narrow(a):
    return np.asarray(a, dtype=np.float32)


class MulLayer:
    def forward(self, x, y):
        self.x, self.y = narrow(x), narrow(y)
        return self.x * self.y

    def backward(self, dout):
        return narrow(dout) * self.y, narrow(dout) * self.x


class AddLayer:
    def forward(self, x, y):
        return narrow(x) + narrow(y)

    def backward(self, dout):
        return narrow(dout), narrow(dout)


class ReluLayer:
    def forward(self, x):
        self.out = np.maximum(narrow(x), 0)
        return self.out

    def backward(self, dout):
        return narrow(dout) * (self.out > 0)


class SigmoidLayer:
    def forward(self, x):
        self.e = np.exp(-narrow(x))
        return 1 / (1 + self.e)

    def backward(self, dout):
        return narrow(dout) * self.e / (1 + self.e) ** 2


class AffineLayer:
    def __init__(self, W, b):
        self.W, self.b = narrow(W), narrow(b)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)

    def forward(self, x):
        self.x = narrow(x)
        return self.x.dot(self.W) + self.b

    def backward(self, dout):
        self.dW[...] = self.x.T.dot(narrow(dout))
        self.db[...] = narrow(dout).sum(0)
        return narrow(dout).dot(self.W.T)


class SoftmaxWithLossLayer:
    def forward(self, x, t):
        x = narrow(x - x.max(1)[:, None])
        e = np.exp(x)
        self.y, self.t = e / e.sum(1)[:, None], narrow(t)
        return -np.log((self.y * self.t).sum(1)).mean()

    def backward(self, dout=1):
        return (self.y - self.t) / np.float32(len(self.y))
"""

ALTERNATIVES = (
    Alternative("as-in-textbooks", TEXTBOOK),
    Alternative("loops-and-lists", LOOPS),
    Alternative("inherited-from-a-base-class", INHERITED),
    Alternative("float32", FLOAT32),
)
