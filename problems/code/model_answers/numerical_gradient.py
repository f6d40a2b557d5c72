"""Right answers to `code.numerical_gradient`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

SOLUTION = """
def numerical_gradient(f, x):
    h = 1e-4
    x = np.array(x, dtype=float)
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        kept = x[i]
        x[i] = kept + h
        above = f(x)
        x[i] = kept - h
        below = f(x)
        x[i] = kept
        grad[i] = (above - below) / (2 * h)
    return grad
"""

NDITER = """
def numerical_gradient(f, x):
    h = 1e-4
    if x.dtype != float:
        x = x.astype(float)
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        idx = it.multi_index
        tmp_val = x[idx]
        x[idx] = float(tmp_val) + h
        fxh1 = f(x)
        x[idx] = tmp_val - h
        fxh2 = f(x)
        grad[idx] = (fxh1 - fxh2) / (2 * h)
        x[idx] = tmp_val
        it.iternext()
    return grad
"""

FLAT = """
def numerical_gradient(f, x, h=1e-5):
    flat = np.asarray(x, dtype=float).ravel()
    slopes = []
    for step in h * np.eye(flat.size):
        slopes.append((f((flat + step).reshape(x.shape)) - f((flat - step).reshape(x.shape))) / h / 2)
    return np.array(slopes).reshape(x.shape)
"""

RECURSIVE = """
def numerical_gradient(f, x):
    if x.ndim > 1:
        return np.array([
            numerical_gradient(lambda part: f(np.concatenate([x[:i], part[None], x[i + 1:]])), x[i])
            for i in range(len(x))
        ])
    def slope(i):
        step = np.where(np.arange(x.size) == i, 1e-6, 0.0)
        return (f(x + step) - f(x - step)) / 2e-6
    return np.fromiter(map(slope, range(x.size)), dtype=float)
"""

FOURTH_ORDER = """
class Difference:
    def __init__(self, f, h):
        self.f, self.h = f, h

    def at(self, x, cell):
        step = np.zeros(x.shape)
        step[cell] = self.h
        near = self.f(x + step) - self.f(x - step)
        far = self.f(x + 2 * step) - self.f(x - 2 * step)
        return (8 * near - far) / (12 * self.h)

def numerical_gradient(f, x):
    difference = Difference(f, 1e-3)
    grad = np.empty(np.shape(x))
    for cell, _ in np.ndenumerate(x):
        grad[cell] = difference.at(x, cell)
    return grad
"""

ALTERNATIVES = (
    Alternative("nditer-and-put-back", NDITER),
    Alternative("rows-of-the-identity", FLAT),
    Alternative("recursion-over-axes", RECURSIVE),
    Alternative("fourth-order-in-a-class", FOURTH_ORDER),
)
