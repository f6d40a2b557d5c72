# ruff: noqa: B905, PLR0917
import numpy as np


# q1
def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(x):
    s = sigmoid(x)
    return s * (1 - s)


# q2
def relu(x):
    return np.maximum(x, 0)


def relu_grad(x):
    return np.where(x > 0, 1.0, 0.0)


# q3
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


# q4
def mse(y, p):
    return np.mean((y - p) ** 2)


def mse_grad(y, p):
    return 2 * (p - y) / p.size


def cross_entropy(y, p):
    return -np.sum(np.log(p[y == 1])) / len(np.atleast_2d(p))


# q5
def perceptron_update(w, b, x, y, o, eta):
    return w + eta * (y - o) * x, b + eta * (y - o)


def fit(X, y, w, b, eta, epochs):
    for _ in range(epochs):
        for x, label in zip(X, y):
            o = 1 if np.dot(w, x) + b > 0 else 0
            w, b = perceptron_update(w, b, x, label, o, eta)
    return w, b


# q6
def sgd_step(w, g, alpha):
    return w - alpha * g


def momentum_step(w, g, v, alpha, beta):
    v = beta * v + (1 - beta) * g
    return w - alpha * v, v


def adam_step(w, g, m, v, t, alpha, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    return w - alpha * m_hat / (np.sqrt(v_hat) + eps), m, v
