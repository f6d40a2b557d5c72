"""Right answers to `code.losses`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

SOLUTION = """
def mse(y, p):
    return np.mean((y - p) ** 2)


def mse_grad(y, p):
    return 2 * (p - y) / p.size


def half_mse(y, p):
    return np.mean((y - p) ** 2) / 2


def half_mse_grad(y, p):
    return (p - y) / p.size


def half_sum(y, p):
    return np.sum((y - p) ** 2) / 2


def half_sum_grad(y, p):
    return p - y


def binary_cross_entropy(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def binary_cross_entropy_grad(y, p):
    return (p - y) / (p * (1 - p)) / p.size


def cross_entropy(y, p):
    return -np.sum(np.log(p[y == 1])) / len(np.atleast_2d(p))


def cross_entropy_grad(y, p):
    return -y / p / len(np.atleast_2d(p))
"""

LOOPS = """
import math

def cells(y, p):
    return [(float(t), float(q)) for t, q in zip(np.ravel(y), np.ravel(p))]

def shaped(values, p):
    return np.array(values).reshape(p.shape)

def rows(p):
    return 1 if p.ndim == 1 else p.shape[0]

def mse(y, p):
    total = 0
    for t, q in cells(y, p):
        total += (t - q) ** 2
    return total / len(cells(y, p))

def mse_grad(y, p):
    return shaped([2 * (q - t) / p.size for t, q in cells(y, p)], p)

def half_mse(y, p):
    return 0.5 * mse(y, p)

def half_mse_grad(y, p):
    return 0.5 * mse_grad(y, p)

def half_sum(y, p):
    return sum(0.5 * (t - q) ** 2 for t, q in cells(y, p))

def half_sum_grad(y, p):
    return shaped([q - t for t, q in cells(y, p)], p)

def binary_cross_entropy(y, p):
    return -sum(math.log(q) if t == 1 else math.log(1 - q) for t, q in cells(y, p)) / p.size

def binary_cross_entropy_grad(y, p):
    return shaped([(-1 / q if t == 1 else 1 / (1 - q)) / p.size for t, q in cells(y, p)], p)

def cross_entropy(y, p):
    return -sum(math.log(q) for t, q in cells(y, p) if t == 1) / rows(p)

def cross_entropy_grad(y, p):
    return shaped([-1 / q / rows(p) if t == 1 else 0.0 for t, q in cells(y, p)], p)
"""

EPSILON = """
def mse(y, p):
    d = np.subtract(p, y)
    return (d * d).sum() / d.size

def mse_grad(y, p):
    grad = p.copy()
    grad -= y
    grad *= 2 / grad.size
    return grad

def half_mse(y, p):
    return np.square(y - p).mean() * 0.5

def half_mse_grad(y, p):
    return -(y - p) / y.size

def half_sum(y, p):
    return 0.5 * np.sum((p - y) ** 2)

def half_sum_grad(y, p):
    return -(y - p)

def binary_cross_entropy(y, p):
    delta = 1e-7
    return -np.sum(y * np.log(p + delta) + (1 - y) * np.log(1 - p + delta)) / y.size

def binary_cross_entropy_grad(y, p):
    return (-(y / (p + 1e-8)) + (1 - y) / (1 - p + 1e-8)) / y.size

def cross_entropy(y, p):
    if p.ndim == 1:
        y = y.reshape(1, y.size)
        p = p.reshape(1, p.size)
    return -np.sum(y * np.log(p + 1e-7)) / p.shape[0]

def cross_entropy_grad(y, p):
    n = 1 if p.ndim == 1 else p.shape[0]
    return -(y / (p + 1e-8)) / n
"""

CLIPPED = """
def norm2(v):
    return np.linalg.norm(np.ravel(v)) ** 2

def mse(y, p):
    return norm2(y - p) / np.size(p)

def mse_grad(y, p):
    return 2.0 / np.size(p) * (p - y)

def half_mse(y, p):
    return norm2(y - p) / (2 * np.size(p))

def half_mse_grad(y, p):
    return (p - y) / np.prod(p.shape)

def half_sum(y, p):
    return np.vdot(y - p, y - p) / 2

def half_sum_grad(y, p):
    return p - y

def safe(p):
    return np.clip(p, 1e-7, 1 - 1e-7)

def binary_cross_entropy(y, p):
    return float(np.mean(np.where(y == 1, -np.log(safe(p)), -np.log(1 - safe(p)))))

def binary_cross_entropy_grad(y, p):
    q = safe(p)
    return np.where(y == 1, -1 / q, 1 / (1 - q)) / q.size

def cross_entropy(y, p):
    q = np.atleast_2d(safe(p))
    t = np.argmax(np.atleast_2d(y), axis=1)
    return -np.mean(np.log(q[np.arange(len(q)), t]))

def cross_entropy_grad(y, p):
    return -np.asarray(y, float) / safe(p) / (len(p) if p.ndim > 1 else 1)
"""

FLOAT32 = """
def narrow(*arrays):
    return [np.asarray(a, dtype=np.float32) for a in arrays]

def mse(y, p):
    y, p = narrow(y, p)
    return np.mean((y - p) ** 2)

def mse_grad(y, p):
    y, p = narrow(y, p)
    return 2 * (p - y) / np.float32(p.size)

half_mse = lambda y, p: mse(y, p) / 2
half_mse_grad = lambda y, p: mse_grad(y, p) / 2
half_sum = lambda y, p: half_mse(y, p) * p.size
half_sum_grad = lambda y, p: half_mse_grad(y, p) * p.size

def binary_cross_entropy(y, p):
    y, p = narrow(y, p)
    return np.mean(-y * np.log(p) - (1 - y) * np.log1p(-p))

def binary_cross_entropy_grad(y, p):
    y, p = narrow(y, p)
    return ((1 - y) / (1 - p) - y / p) / np.float32(p.size)

def cross_entropy(y, p):
    y, p = narrow(y, p)
    log = np.log(p, out=np.zeros_like(p), where=y > 0)
    return np.mean(np.sum(-y * log, axis=-1))

def cross_entropy_grad(y, p):
    y, p = narrow(y, p)
    return -(y / p) / np.float32(p.shape[0] if p.ndim == 2 else 1)
"""

ALTERNATIVES = (
    Alternative("loops-with-math", LOOPS),
    Alternative("small-number-in-the-logarithm", EPSILON),
    Alternative("clipped-and-by-class-index", CLIPPED),
    Alternative("float32", FLOAT32),
)
