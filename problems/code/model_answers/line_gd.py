"""Right answers to `code.line_gd`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

SOLUTION = """
def predict(x, w, b):
    return w * x + b


def mse(x, y, w, b):
    return np.mean((y - predict(x, w, b)) ** 2)


def mse_grad(x, y, w, b):
    error = predict(x, w, b) - y
    return 2 * np.mean(error * x), 2 * np.mean(error)


def batch_step(x, y, w, b, alpha):
    dw, db = mse_grad(x, y, w, b)
    return w - alpha * dw, b - alpha * db


def sgd_epoch(x, y, w, b, alpha, order):
    for i in order:
        w, b = batch_step(x[i : i + 1], y[i : i + 1], w, b, alpha)
    return w, b


def minibatch_epoch(x, y, w, b, alpha, batches):
    for batch in batches:
        w, b = batch_step(x[batch], y[batch], w, b, alpha)
    return w, b
"""

LOOPS = """
def predict(x, w, b):
    return [w * float(xi) + b for xi in x]

def mse(x, y, w, b):
    total = 0
    for p, t in zip(predict(x, w, b), y):
        total += (p - t) ** 2
    return total / len(x)

def mse_grad(x, y, w, b):
    dw = db = 0.0
    for xi, yi in zip(x, y):
        error = yi - (w * xi + b)
        dw += -2 * error * xi
        db += -2 * error
    return [dw / len(x), db / len(x)]

def batch_step(x, y, w, b, alpha):
    dw, db = mse_grad(x, y, w, b)
    w -= alpha * dw
    b -= alpha * db
    return w, b

def sgd_epoch(x, y, w, b, alpha, order):
    for i in order:
        error = y[i] - (w * x[i] + b)
        w, b = w + 2 * alpha * error * x[i], b + 2 * alpha * error
    return w, b

def minibatch_epoch(x, y, w, b, alpha, batches):
    for batch in batches:
        w, b = batch_step([x[i] for i in batch], [y[i] for i in batch], w, b, alpha)
    return w, b
"""

MATRICES = """
def design(x):
    return np.column_stack([x, np.ones(len(x))])

def predict(x, w, b):
    return design(x) @ np.array([w, b])

def mse(x, y, w, b):
    r = predict(x, w, b) - y
    return r @ r / r.size

def mse_grad(x, y, w, b):
    return tuple(2 / len(x) * design(x).T @ (predict(x, w, b) - y))

def batch_step(x, y, w, b, alpha):
    return tuple(np.array([w, b]) - alpha * np.array(mse_grad(x, y, w, b)))

def sgd_epoch(x, y, w, b, alpha, order):
    return minibatch_epoch(x, y, w, b, alpha, [[i] for i in order])

def minibatch_epoch(x, y, w, b, alpha, batches):
    if not batches:
        return w, b
    first, *others = batches
    w, b = batch_step(np.take(x, first), np.take(y, first), w, b, alpha)
    return minibatch_epoch(x, y, w, b, alpha, others)
"""

FLOAT32 = """
def narrow(x):
    return np.asarray(x, dtype=np.float32)

def predict(x, w, b):
    return narrow(w) * narrow(x) + narrow(b)

def mse(x, y, w, b):
    return np.mean(np.square(narrow(y) - predict(x, w, b)))

def mse_grad(x, y, w, b):
    error = predict(x, w, b) - narrow(y)
    return 2 * np.mean(error * narrow(x)), 2 * np.mean(error)

def batch_step(x, y, w, b, alpha):
    dw, db = mse_grad(x, y, w, b)
    return narrow(w) - narrow(alpha) * dw, narrow(b) - narrow(alpha) * db

def sgd_epoch(x, y, w, b, alpha, order):
    for i in order:
        w, b = batch_step([x[i]], [y[i]], w, b, alpha)
    return w, b

def minibatch_epoch(x, y, w, b, alpha, batches):
    for batch in batches:
        w, b = batch_step(x[batch], y[batch], w, b, alpha)
    return w, b
"""

CLASSES = """
class Line:
    def __init__(self, w, b):
        self.w, self.b = w, b

    def at(self, x):
        return np.add(np.multiply(self.w, x), self.b)

    def error(self, x, y):
        return np.subtract(self.at(x), y)

    def slopes(self, x, y):
        error = self.error(x, y)
        return 2 * np.dot(error, x) / np.size(x), 2 * error.sum() / np.size(x)

    def move(self, x, y, alpha):
        dw, db = self.slopes(x, y)
        self.w, self.b = self.w - alpha * dw, self.b - alpha * db
        return self

def predict(x, w, b):
    return Line(w, b).at(x)

def mse(x, y, w, b):
    return float(np.average(Line(w, b).error(x, y) ** 2))

def mse_grad(x, y, w, b):
    return Line(w, b).slopes(x, y)

def batch_step(x, y, w, b, alpha):
    line = Line(w, b).move(x, y, alpha)
    return line.w, line.b

def minibatch_epoch(x, y, w, b, alpha, batches):
    line = Line(w, b)
    for batch in batches:
        line.move(x[np.array(batch)], y[np.array(batch)], alpha)
    return line.w, line.b

def sgd_epoch(x, y, w, b, alpha, order):
    return minibatch_epoch(x, y, w, b, alpha, np.array(order)[:, None])
"""

ALTERNATIVES = (
    Alternative("loops-and-lists", LOOPS),
    Alternative("matrices-and-recursion", MATRICES),
    Alternative("float32", FLOAT32),
    Alternative("classes", CLASSES),
)
