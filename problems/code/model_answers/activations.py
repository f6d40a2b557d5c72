"""Right answers to `code.activations`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

SOLUTION = """
def step(x):
    return np.where(x > 0, 1.0, 0.0)


def sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_grad(x):
    s = sigmoid(x)
    return s * (1 - s)


def tanh(x):
    return np.tanh(x)


def tanh_grad(x):
    return 1 - np.tanh(x) ** 2


def relu(x):
    return np.maximum(x, 0)


def relu_grad(x):
    return np.where(x > 0, 1.0, 0.0)


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
"""


LOOPS = """
import math

def each(f):
    def on_array(x):
        return np.array([f(float(v)) for v in x])
    return on_array

def one_sigmoid(v):
    if v < 0:
        return math.exp(v) / (1 + math.exp(v))
    return 1 / (1 + math.exp(-v))

step = each(lambda v: 1 if v > 0 else 0)
sigmoid = each(one_sigmoid)
sigmoid_grad = each(lambda v: one_sigmoid(v) * (1 - one_sigmoid(v)))
tanh = each(math.tanh)
tanh_grad = each(lambda v: 1 - math.tanh(v) ** 2)
relu = each(lambda v: max(0.0, v))
relu_grad = each(lambda v: 1 if v > 0 else 0)

def softmax(z):
    if z.ndim == 2:
        return np.array([softmax(row) for row in z])
    top = max(z)
    e = [math.exp(v - top) for v in z]
    return np.array([v / sum(e) for v in e])
"""

LECTURE = """
def step(x):
    y = x > 0
    return y.astype(int)

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def sigmoid_grad(x):
    return (1.0 - sigmoid(x)) * sigmoid(x)

def tanh(x):
    return 2 / (1 + np.exp(-2 * x)) - 1

def tanh_grad(x):
    return 1 - tanh(x) ** 2

def relu(x):
    return np.maximum(0, x)

def relu_grad(x):
    grad = np.zeros_like(x)
    grad[x > 0] = 1
    return grad

def softmax(x):
    if x.ndim == 2:
        x = x.T
        x = x - np.max(x, axis=0)
        y = np.exp(x) / np.sum(np.exp(x), axis=0)
        return y.T
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))
"""

COPIES = """
class Memory:
    pass

def step(x):
    out = x.copy()
    out[out > 0] = 1
    out[out <= 0] = 0
    return out

def sigmoid(x, slope=1):
    return 0.5 * (1 + np.tanh(slope * np.asarray(x) / 2))

def sigmoid_grad(x):
    return 1 / (2 + np.exp(x) + np.exp(-x))

def tanh(x):
    return np.sinh(np.clip(x, -20, 20)) / np.cosh(np.clip(x, -20, 20))

def tanh_grad(x):
    return np.cosh(x) ** -2.0

def relu(x):
    out = x.copy()
    out[out < 0] = 0
    return out

def relu_grad(x):
    return np.heaviside(x, 0)

def softmax(z):
    z = z - np.logaddexp.reduce(z, axis=-1, keepdims=True)
    return np.exp(z)
"""

FLOAT32 = """
def narrow(x):
    return np.asarray(x).astype(np.float32)

def step(x):
    return (narrow(x) > 0).astype(np.float32)

def sigmoid(x):
    with np.errstate(over="ignore"):
        return (1 / (1 + np.exp(-narrow(x)))).astype(np.float32)

def sigmoid_grad(x):
    return sigmoid(x) * (1 - sigmoid(x))

def tanh(x):
    return np.tanh(narrow(x))

def tanh_grad(x):
    return 1 - np.square(tanh(x))

def relu(x):
    return narrow(x) * (narrow(x) > 0)

def relu_grad(x):
    return 1.0 * (relu(x) > 0)

def softmax(z):
    e = np.exp(narrow(z) - narrow(z).max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
"""

VECTORIZED = """
import math

step = np.vectorize(lambda v: 1.0 if v > 0 else 0.0)
sigmoid = np.vectorize(lambda v: 0.5 * (math.tanh(v / 2) + 1))
sigmoid_grad = lambda x: sigmoid(x) * sigmoid(-x)
tanh = np.tanh
tanh_grad = np.vectorize(lambda v: 1 - math.tanh(v) ** 2)
relu = np.vectorize(lambda v: float(v) if v > 0 else 0.0)
relu_grad = lambda x: (np.sign(x) + 1) // 2

def softmax(z):
    return np.apply_along_axis(lambda row: np.exp(row - row.max()) / np.exp(row - row.max()).sum(), -1, z)
"""

ALTERNATIVES = (
    Alternative("loops-with-math", LOOPS),
    Alternative("as-in-the-lecture", LECTURE),
    Alternative("in-place-on-a-copy", COPIES),
    Alternative("float32", FLOAT32),
    Alternative("vectorize-and-lambda", VECTORIZED),
)
