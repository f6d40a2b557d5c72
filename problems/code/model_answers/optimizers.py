"""Right answers to `code.optimizers`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

SOLUTION = """
def sgd_step(w, g, alpha):
    return w - alpha * g


def momentum_step(w, g, v, alpha, beta):
    v = beta * v + (1 - beta) * g
    return w - alpha * v, v


def nag_step(w, grad, v, alpha, beta):
    g = grad(w - beta * v)
    v = beta * v + alpha * g
    return w - v, v


def adagrad_step(w, g, G, alpha, eps):
    G = G + g ** 2
    return w - alpha / np.sqrt(G + eps) * g, G


def rmsprop_step(w, g, Eg2, alpha, beta, eps):
    Eg2 = beta * Eg2 + (1 - beta) * g ** 2
    return w - alpha / np.sqrt(Eg2 + eps) * g, Eg2


def adadelta_step(w, g, Eg2, Edx2, beta, eps):
    Eg2 = beta * Eg2 + (1 - beta) * g ** 2
    dx = -np.sqrt(Edx2 + eps) / np.sqrt(Eg2 + eps) * g
    Edx2 = beta * Edx2 + (1 - beta) * dx ** 2
    return w + dx, Eg2, Edx2


def adam_step(w, g, m, v, t, alpha, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    m_hat = m / (1 - beta1 ** t)
    v_hat = v / (1 - beta2 ** t)
    return w - alpha * m_hat / (np.sqrt(v_hat) + eps), m, v
"""

LOOPS = """
import math

def over(f, *arrays):
    results = [f(*entries) for entries in zip(*[a.ravel().tolist() for a in arrays])]
    return tuple(np.array(part).reshape(arrays[0].shape) for part in zip(*results))

def sgd_step(w, g, alpha):
    return over(lambda w, g: (w - alpha * g,), w, g)[0]

def momentum_step(w, g, v, alpha, beta):
    def one(w, g, v):
        v = beta * v + (1 - beta) * g
        return w - alpha * v, v
    return over(one, w, g, v)

def nag_step(w, grad, v, alpha, beta):
    ahead = np.array([a - beta * b for a, b in zip(w.flat, v.flat)]).reshape(w.shape)
    def one(w, g, v):
        v = beta * v + alpha * g
        return w - v, v
    return over(one, w, grad(ahead), v)

def adagrad_step(w, g, G, alpha, eps):
    return over(lambda w, g, G: (w - alpha * g / math.sqrt(G + g * g + eps), G + g * g), w, g, G)

def rmsprop_step(w, g, Eg2, alpha, beta, eps):
    def one(w, g, E):
        E = beta * E + (1 - beta) * g * g
        return w - alpha * g / math.sqrt(E + eps), E
    return over(one, w, g, Eg2)

def adadelta_step(w, g, Eg2, Edx2, beta, eps):
    def one(w, g, E, D):
        E = beta * E + (1 - beta) * g * g
        d = g * math.sqrt((D + eps) / (E + eps))
        return w - d, E, beta * D + (1 - beta) * d * d
    return over(one, w, g, Eg2, Edx2)

def adam_step(w, g, m, v, t, alpha, beta1, beta2, eps):
    def one(w, g, m, v):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        return w - alpha * (m / (1 - beta1 ** t)) / (math.sqrt(v / (1 - beta2 ** t)) + eps), m, v
    return over(one, w, g, m, v)
"""

COPIES = """
def sgd_step(w, g, alpha):
    w = w.copy()
    w -= alpha * g
    return w

def momentum_step(w, g, v, alpha, beta):
    w, v = w.copy(), v.copy()
    v += (1 - beta) * (g - v)
    w -= alpha * v
    return w, v

def nag_step(w, grad, v, alpha, beta):
    w, v = w.copy(), v.copy()
    v *= beta
    v += alpha * grad(w - v)
    w -= v
    return w, v

def adagrad_step(w, g, G, alpha, eps):
    w, G = w.copy(), G.copy()
    G += g * g
    w -= alpha * g * (G + eps) ** -0.5
    return w, G

def rmsprop_step(w, g, Eg2, alpha, beta, eps):
    w, h = w.copy(), Eg2.copy()
    h *= beta
    h += (1 - beta) * g * g
    w -= alpha * g / np.sqrt(h + eps)
    return w, h

def adadelta_step(w, g, Eg2, Edx2, beta, eps):
    w, E, D = np.array(w), np.array(Eg2), np.array(Edx2)
    E += (1 - beta) * (g ** 2 - E)
    d = ((D + eps) / (E + eps)) ** 0.5 * g
    D += (1 - beta) * (d ** 2 - D)
    w -= d
    return w, E, D

def adam_step(w, g, m, v, t, alpha, beta1, beta2, eps):
    w, m, v = w.copy(), m.copy(), v.copy()
    m += (1 - beta1) * (g - m)
    v += (1 - beta2) * (g ** 2 - v)
    w -= alpha * (m / (1 - beta1 ** t)) / (np.sqrt(v / (1 - beta2 ** t)) + eps)
    return w, m, v
"""

FLOAT32 = """
def narrow(*arrays):
    return [np.asarray(a, dtype=np.float32) for a in arrays]

def sgd_step(w, g, alpha):
    w, g = narrow(w, g)
    return w - alpha * g

def momentum_step(w, g, v, alpha, beta):
    w, g, v = narrow(w, g, v)
    v = beta * v + (1 - beta) * g
    return w - alpha * v, v

def nag_step(w, grad, v, alpha, beta):
    w, v = narrow(w, v)
    v = beta * v + alpha * grad(w - beta * v)
    return w - v, v

def adagrad_step(w, g, G, alpha, eps):
    w, g, G = narrow(w, g, G)
    G = G + g ** 2
    return w - alpha / np.sqrt(G + eps) * g, G

def rmsprop_step(w, g, Eg2, alpha, beta, eps):
    w, g, E = narrow(w, g, Eg2)
    E = beta * E + (1 - beta) * g ** 2
    return w - alpha / np.sqrt(E + eps) * g, E

def adadelta_step(w, g, Eg2, Edx2, beta, eps):
    w, g, E, D = narrow(w, g, Eg2, Edx2)
    E = beta * E + (1 - beta) * g ** 2
    d = -np.sqrt(D + eps) / np.sqrt(E + eps) * g
    return w + d, E, beta * D + (1 - beta) * d ** 2

def adam_step(w, g, m, v, t, alpha, beta1, beta2, eps):
    w, g, m, v = narrow(w, g, m, v)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    return w - alpha * (m / (1 - beta1 ** t)) / (np.sqrt(v / (1 - beta2 ** t)) + eps), m, v
"""

LISTS = """
def listed(*arrays):
    return [np.asarray(a).tolist() for a in arrays]

def sgd_step(w, g, alpha):
    return listed(w - alpha * g)[0]

def momentum_step(w, g, v, alpha, beta):
    v = beta * v + g - beta * g
    return listed(w - alpha * v, v)

def nag_step(w, grad, v, alpha, beta):
    v = beta * v + grad(w - beta * v) * alpha
    return listed(w - v, v)

def adagrad_step(w, g, G, alpha, eps):
    return listed(w - alpha * g / (G + g ** 2 + eps) ** 0.5, G + g ** 2)

def rmsprop_step(w, g, Eg2, alpha, beta, eps):
    E = Eg2 * beta + g ** 2 * (1 - beta)
    return listed(w - alpha * g / (E + eps) ** 0.5, E)

def adadelta_step(w, g, Eg2, Edx2, beta, eps):
    E = Eg2 * beta + g ** 2 * (1 - beta)
    d = g * np.sqrt((Edx2 + eps) / (E + eps))
    return listed(w - d, E, Edx2 * beta + d ** 2 * (1 - beta))

def adam_step(w, g, m, v, t, alpha, beta1, beta2, eps):
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g ** 2
    return listed(w - alpha * m / (1 - beta1 ** t) / ((v / (1 - beta2 ** t)) ** 0.5 + eps), m, v)
"""

SHARED = """
class Mean:
    def __init__(self, decay):
        self.decay = decay

    def __call__(self, old, new):
        return self.decay * old + (1.0 - self.decay) * new

def scaled(g, accumulator, eps):
    return np.divide(g, np.sqrt(np.add(accumulator, eps)))

sgd_step = lambda w, g, alpha: np.subtract(w, np.multiply(alpha, g))

def momentum_step(w, g, v, alpha=0.1, beta=0.9):
    velocity = Mean(beta)(v, g)
    return sgd_step(w, velocity, alpha), velocity

def nag_step(w, grad, v, alpha=0.1, beta=0.9):
    velocity = beta * v + alpha * grad(sgd_step(w, v, beta))
    return sgd_step(w, velocity, 1), velocity

def adagrad_step(w, g, G, alpha=0.1, eps=1e-8):
    total = np.add(G, np.square(g))
    return sgd_step(w, scaled(g, total, eps), alpha), total

def rmsprop_step(w, g, Eg2, alpha=0.1, beta=0.9, eps=1e-8):
    mean = Mean(beta)(Eg2, np.square(g))
    return sgd_step(w, scaled(g, mean, eps), alpha), mean

def adadelta_step(w, g, Eg2, Edx2, beta=0.9, eps=1e-8):
    mean = Mean(beta)(Eg2, np.square(g))
    move = scaled(g, mean, eps) * np.sqrt(Edx2 + eps)
    return sgd_step(w, move, 1), mean, Mean(beta)(Edx2, np.square(move))

def adam_step(w, g, m, v, t, alpha=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    first, second = Mean(beta1)(m, g), Mean(beta2)(v, np.square(g))
    rate = alpha * np.sqrt(1 - beta2 ** t) / (1 - beta1 ** t)
    return w - rate * first / (np.sqrt(second) + eps * np.sqrt(1 - beta2 ** t)), first, second
"""

ALTERNATIVES = (
    Alternative("loops-with-math", LOOPS),
    Alternative("in-place-on-a-copy", COPIES),
    Alternative("float32", FLOAT32),
    Alternative("lists", LISTS),
    Alternative("shared-parts-and-defaults", SHARED),
)
