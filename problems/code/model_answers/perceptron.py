"""Right answers to `code.perceptron`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

SOLUTION = """
def perceptron_update(w, b, x, y, o, eta):
    return w + eta * (y - o) * x, b + eta * (y - o)


def fit(X, y, w, b, eta, epochs):
    for _ in range(epochs):
        for x, label in zip(X, y):
            o = 1 if np.dot(w, x) + b > 0 else 0
            w, b = perceptron_update(w, b, x, label, o, eta)
    return w, b
"""

LOOPS = """
def perceptron_update(w, b, x, y, o, eta):
    error = y - o
    return [float(wi) + eta * error * float(xi) for wi, xi in zip(w, x)], b + eta * error

def fit(X, y, w, b, eta, epochs):
    w = [float(v) for v in w]
    for epoch in range(epochs):
        for i in range(len(X)):
            total = b
            for j in range(len(w)):
                total += w[j] * X[i][j]
            o = int(total > 0)
            for j in range(len(w)):
                w[j] += eta * (y[i] - o) * X[i][j]
            b += eta * (y[i] - o)
    return w, b
"""

COPIES = """
def perceptron_update(w, b, x, y, o, eta):
    w = np.array(w, dtype=float)
    if y != o:
        w += eta * (y - o) * x
        b = b + eta * (y - o)
    return [w, b]

def fit(X, y, w, b, eta, epochs):
    w = w.astype(float).copy()
    for epoch in range(epochs):
        wrong = 0
        for i in range(X.shape[0]):
            o = (X[i] @ w + b > 0).astype(int)
            if o == y[i]:
                continue
            wrong += 1
            w += eta * (y[i] - o) * X[i]
            b = b + eta * (y[i] - o)
        if wrong == 0:
            break
    return [w, b]
"""

AUGMENTED = """
def perceptron_update(w, b, x, y, o, eta):
    v = np.append(b, w) + eta * (y - o) * np.append(1, x)
    return v[1:], v[0]

def fit(X, y, w, b, eta, epochs):
    v = np.append(b, w).astype(float)
    A = np.column_stack([np.ones(len(X)), X])
    for _ in range(epochs):
        for a, t in zip(A, y):
            v = v + eta * (t - np.heaviside(a @ v, 0)) * a
    return v[1:], v[0]
"""

FLOAT32 = """
def perceptron_update(w, b, x, y, o, eta):
    step = np.float32(eta) * np.float32(y - o)
    return np.asarray(w, np.float32) + step * np.asarray(x, np.float32), np.float32(b) + step

def fit(X, y, w, b, eta, epochs):
    w, b = np.asarray(w, np.float32), np.float32(b)
    for _ in range(epochs):
        for x, t in zip(np.asarray(X, np.float32), y):
            w, b = perceptron_update(w, b, x, t, 1.0 * (np.sum(w * x) + b > 0), eta)
    return w, b
"""

RECURSIVE = """
class Perceptron:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def learn(self, x, y, o, eta):
        self.w = self.w + eta * (y - o) * x
        self.b = self.b + eta * (y - o)
        return self

def perceptron_update(w, b, x, y, o, eta):
    p = Perceptron(w, b).learn(x, y, o, eta)
    return p.w, p.b

def fit(X, y, w, b, eta, epochs):
    if epochs == 0:
        return w, b
    p = Perceptron(w, b)
    for x, t in zip(X, y):
        p.learn(x, t, int(p.w.dot(x) + p.b > 0), eta)
    return fit(X, y, p.w, p.b, eta, epochs - 1)
"""

ALTERNATIVES = (
    Alternative("lists-and-loops", LOOPS),
    Alternative("copies-and-an-early-end", COPIES),
    Alternative("bias-as-a-weight", AUGMENTED),
    Alternative("float32", FLOAT32),
    Alternative("class-and-recursion", RECURSIVE),
)
