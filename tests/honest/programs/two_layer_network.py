import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def answer():
    rng = np.random.RandomState(1)
    x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
    w1, b1, w2, b2 = rng.randn(2, 8), np.zeros(8), rng.randn(8, 1), np.zeros(1)
    for _ in range(3000):
        h = sigmoid(x @ w1 + b1)
        o = sigmoid(h @ w2 + b2)
        d2 = (o - y) * o * (1 - o)
        d1 = (d2 @ w2.T) * h * (1 - h)
        w2 -= 2 * h.T @ d2
        b2 -= 2 * d2.sum(axis=0)
        w1 -= 2 * x.T @ d1
        b1 -= 2 * d1.sum(axis=0)
    return (o > 0.5).astype(int).ravel().tolist()
