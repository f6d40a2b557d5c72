"""Right answers to `code.xor_net`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

SOLUTION = """
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def outputs(X, params):
    W1, b1, W2, b2 = params
    h = sigmoid(X @ W1.T + b1)
    return h, sigmoid(h @ W2.T + b2)


def gradients(X, y, params):
    h, p = outputs(X, params)
    delta2 = 2 * (p - y) / len(X) * p * (1 - p)
    delta1 = delta2 @ params[2] * h * (1 - h)
    return delta1.T @ X, delta1.sum(axis=0), delta2.T @ h, delta2.sum(axis=0)


def descended(X, y, params, eta):
    return tuple(p - eta * g for p, g in zip(params, gradients(X, y, params)))


def net_init(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(4, 2)), np.zeros(4), rng.normal(size=(1, 4)), np.zeros(1)


def net_predict(X, params):
    return outputs(X, params)[1]


def net_step(X, y, params, eta):
    return descended(X, y, params, eta)


def net_train(X, y, seed):
    params = net_init(seed)
    for epoch in range(400):
        params = descended(X, y, params, 8.0)
        if epoch % 20 == 0 and np.abs(outputs(X, params)[1] - y).max() < 0.2:
            break
    return params
"""

ROW_BY_ROW = """
import math
import random

def s(z):
    return 1 / (1 + math.exp(-z))

def net_init(seed):
    r = random.Random(seed)
    row = lambda n: [r.uniform(-1, 1) for _ in range(n)]
    return [row(2) for _ in range(5)], row(5), [row(5)], row(1)

def outputs(x, params):
    W1, b1, W2, b2 = params
    h = [s(w[0] * x[0] + w[1] * x[1] + c) for w, c in zip(W1, b1)]
    return h, s(sum(w * v for w, v in zip(W2[0], h)) + b2[0])

def net_predict(X, params):
    return [[outputs(x, params)[1]] for x in X]

def slopes(x, t, params):
    h, p = outputs(x, params)
    d2 = 2 * (p - t) * p * (1 - p)
    d1 = [d2 * w * v * (1 - v) for w, v in zip(params[2][0], h)]
    return [[d * x[0], d * x[1]] for d in d1], d1, [[d2 * v for v in h]], [d2]

def moved(params, found, rate):
    go = lambda a, g: [go(u, v) for u, v in zip(a, g)] if isinstance(g, list) else a - rate * g
    return [go(a, g) for a, g in zip(params, found)]

def net_step(X, y, params, eta):
    found = [slopes(x, t[0], params) for x, t in zip(X, y)]
    for one in found:
        params = moved(params, one, eta / len(X))
    return params

def net_train(X, y, seed):
    params = net_init(seed)
    rows = [([float(v) for v in x], float(t[0])) for x, t in zip(X, y)]
    for epoch in range(700):
        for x, t in rows:
            params = moved(params, slopes(x, t, params), 3.0)
        if max(abs(outputs(x, params)[1] - t) for x, t in rows) < 0.25:
            break
    return params
"""

MOMENTUM = """
def net_init(seed):
    np.random.seed(seed)
    return np.random.randn(8, 2), np.random.randn(8), np.random.randn(1, 8), np.random.randn(1)

def forward(X, params):
    W1, b1, W2, b2 = params
    h = 1.0 / (1.0 + np.exp(-(np.dot(X, W1.T) + b1)))
    return h, 1.0 / (1.0 + np.exp(-(np.dot(h, W2.T) + b2)))

def net_predict(X, params):
    return forward(X, params)[1]

def gradient(X, y, params):
    h, p = forward(X, params)
    d2 = 2 * (p - y) * p * (1 - p) / y.size
    d1 = d2.dot(params[2]) * h * (1 - h)
    return [d1.T.dot(X), d1.sum(0), d2.T.dot(h), d2.sum(0)]

def net_step(X, y, params, eta):
    return tuple(w - eta * g for w, g in zip(params, gradient(X, y, params)))

def net_train(X, y, seed):
    params = list(net_init(seed))
    v = [np.zeros_like(w) for w in params]
    for epoch in range(500):
        for i, g in enumerate(gradient(X, y, params)):
            v[i] = 0.8 * v[i] - 0.8 * g
            params[i] = params[i] + v[i]
    return tuple(params)
"""

CROSS_ENTROPY = """
def net_init(seed):
    rng = np.random.RandomState(seed)
    return rng.uniform(-2, 2, (6, 2)), rng.uniform(-2, 2, 6), rng.uniform(-2, 2, (1, 6)), np.array([0.0])

def sigma(z):
    return 0.5 * (1 + np.tanh(z / 2))

def net_predict(X, params):
    W1, b1, W2, b2 = params
    return sigma(sigma(X @ W1.T + b1) @ W2.T + b2)

def backward(X, params, delta2):
    W1, b1, W2, b2 = params
    h = sigma(X @ W1.T + b1)
    delta1 = delta2 @ W2 * (h - h * h)
    return delta1.T @ X, delta1.T @ np.ones(len(X)), delta2.T @ h, delta2.T @ np.ones(len(X))

def net_step(X, y, params, eta):
    p = net_predict(X, params)
    return [w - eta * g for w, g in zip(params, backward(X, params, 2 * (p - y) * (p - p * p) / len(X)))]

def net_train(X, y, seed):
    # cross entropy: the output's slope cancels
    params = net_init(seed)
    for _ in range(500):
        p = net_predict(X, params)
        params = [w - 4.0 * g for w, g in zip(params, backward(X, params, (p - y) / len(X)))]
    return params
"""

FLOAT32 = """
class Net:
    def __init__(self, params):
        self.W1, self.b1, self.W2, self.b2 = [np.asarray(p, dtype=np.float32) for p in params]

    @property
    def params(self):
        return self.W1, self.b1, self.W2, self.b2

    def forward(self, X):
        self.X = np.asarray(X, dtype=np.float32)
        self.h = 1 / (1 + np.exp(-(self.X @ self.W1.T + self.b1)))
        self.p = 1 / (1 + np.exp(-(self.h @ self.W2.T + self.b2)))
        return self.p

    def update(self, X, y, eta):
        self.forward(X)
        d2 = 2 * (self.p - np.asarray(y, dtype=np.float32)) / np.float32(len(X)) * self.p * (1 - self.p)
        d1 = d2 @ self.W2 * self.h * (1 - self.h)
        eta = np.float32(eta)
        self.W1, self.b1 = self.W1 - eta * d1.T @ self.X, self.b1 - eta * d1.sum(axis=0)
        self.W2, self.b2 = self.W2 - eta * d2.T @ self.h, self.b2 - eta * d2.sum(axis=0)

def net_init(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(16, 2)), rng.normal(size=16), 0.5 * rng.normal(size=(1, 16)), np.zeros(1)

def net_predict(X, params):
    return Net(params).forward(X)

def net_step(X, y, params, eta):
    net = Net(params)
    net.update(X, y, eta)
    return net.params

def net_train(X, y, seed):
    net = Net(net_init(seed))
    for _ in range(600):
        net.update(X, y, 6)
    return net.params
"""

RESTARTS = """
def net_init(seed, hidden=2):
    rng = np.random.default_rng(seed)
    return rng.normal(0, 2, (hidden, 2)), np.zeros(hidden), rng.normal(0, 2, (1, hidden)), np.zeros(1)

def activate(a, W, b):
    return 1 / (1 + np.exp(-(a @ W.T + b)))

def net_predict(X, params):
    W1, b1, W2, b2 = params
    return activate(activate(X, W1, b1), W2, b2)

def net_step(X, y, params, eta):
    W1, b1, W2, b2 = (p.copy() for p in params)
    a1 = activate(X, W1, b1)
    a2 = activate(a1, W2, b2)
    grad = (a2 - y) * a2 * (1 - a2) * (2 / X.shape[0])
    back = grad.dot(W2) * a1 * (1 - a1)
    W2 -= eta * grad.T.dot(a1)
    b2 -= eta * np.sum(grad, axis=0)
    W1 -= eta * back.T.dot(X)
    b1 -= eta * np.sum(back, axis=0)
    return W1, b1, W2, b2

def net_train(X, y, seed):
    # two hidden units can be stuck: begin again from other weights
    for attempt in range(12):
        params = net_init(seed + 1000 * attempt)
        for epoch in range(300):
            params = net_step(X, y, params, 8.0)
        if np.all(np.round(net_predict(X, params)) == y) and np.max(np.abs(net_predict(X, params) - y)) < 0.28:
            return params
    return params
"""

ALTERNATIVES = (
    Alternative("row-by-row-with-math", ROW_BY_ROW),
    Alternative("momentum-and-eight-units", MOMENTUM),
    Alternative("trained-by-cross-entropy", CROSS_ENTROPY),
    Alternative("float32-class-with-sixteen-units", FLOAT32),
    Alternative("two-units-with-restarts", RESTARTS),
)
