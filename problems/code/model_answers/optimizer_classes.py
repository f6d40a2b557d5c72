"""Right answers to `code.optimizer_classes`: the model answer, and unusual ones that must earn full marks."""

from problems.code.task import Alternative

SOLUTION = """
def zeros(params):
    return {key: np.zeros_like(w) for key, w in params.items()}


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for key in params:
            params[key] -= self.lr * grads[key]


class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = zeros(params)
        for key in params:
            self.v[key] = self.momentum * self.v[key] + (1 - self.momentum) * grads[key]
            params[key] -= self.lr * self.v[key]


class Nesterov:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr = lr
        self.momentum = momentum
        self.v = None

    def update(self, params, grads):
        if self.v is None:
            self.v = zeros(params)
        for key in params:
            self.v[key] = self.momentum * self.v[key] - self.lr * grads[key]
            params[key] += self.momentum * self.v[key] - self.lr * grads[key]


class AdaGrad:
    def __init__(self, lr=0.01, eps=1e-8):
        self.lr = lr
        self.eps = eps
        self.G = None

    def update(self, params, grads):
        if self.G is None:
            self.G = zeros(params)
        for key in params:
            self.G[key] += grads[key] ** 2
            params[key] -= self.lr * grads[key] / np.sqrt(self.G[key] + self.eps)


class RMSProp:
    def __init__(self, lr=0.01, decay_rate=0.9, eps=1e-8):
        self.lr = lr
        self.decay_rate = decay_rate
        self.eps = eps
        self.Eg2 = None

    def update(self, params, grads):
        if self.Eg2 is None:
            self.Eg2 = zeros(params)
        for key in params:
            self.Eg2[key] = self.decay_rate * self.Eg2[key] + (1 - self.decay_rate) * grads[key] ** 2
            params[key] -= self.lr * grads[key] / np.sqrt(self.Eg2[key] + self.eps)


class AdaDelta:
    def __init__(self, decay_rate=0.9, eps=1e-6):
        self.decay_rate = decay_rate
        self.eps = eps
        self.Eg2 = None
        self.Edx2 = None

    def update(self, params, grads):
        if self.Eg2 is None:
            self.Eg2, self.Edx2 = zeros(params), zeros(params)
        for key in params:
            self.Eg2[key] = self.decay_rate * self.Eg2[key] + (1 - self.decay_rate) * grads[key] ** 2
            dx = -np.sqrt(self.Edx2[key] + self.eps) / np.sqrt(self.Eg2[key] + self.eps) * grads[key]
            self.Edx2[key] = self.decay_rate * self.Edx2[key] + (1 - self.decay_rate) * dx ** 2
            params[key] += dx


class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.eps = eps
        self.t = 0
        self.m = None
        self.v = None

    def update(self, params, grads):
        if self.m is None:
            self.m, self.v = zeros(params), zeros(params)
        self.t += 1
        for key in params:
            self.m[key] = self.beta1 * self.m[key] + (1 - self.beta1) * grads[key]
            self.v[key] = self.beta2 * self.v[key] + (1 - self.beta2) * grads[key] ** 2
            m_hat = self.m[key] / (1 - self.beta1 ** self.t)
            v_hat = self.v[key] / (1 - self.beta2 ** self.t)
            params[key] -= self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
"""

BOOK = """
class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr
    def update(self, params, grads):
        for key in params.keys():
            params[key] -= self.lr * grads[key]

class Momentum:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None
    def update(self, params, grads):
        if self.v is None:
            self.v = {}
            for key, val in params.items():
                self.v[key] = np.zeros_like(val)
        for key in params.keys():
            self.v[key] = self.momentum * self.v[key] - self.lr * (1 - self.momentum) * grads[key]
            params[key] += self.v[key]

class Nesterov:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, None
    def update(self, params, grads):
        if self.v is None:
            self.v = {key: np.zeros_like(val) for key, val in params.items()}
        for key in params.keys():
            params[key] += self.momentum * self.momentum * self.v[key]
            params[key] -= (1 + self.momentum) * self.lr * grads[key]
            self.v[key] *= self.momentum
            self.v[key] -= self.lr * grads[key]

class AdaGrad:
    def __init__(self, lr=0.01, eps=1e-8):
        self.lr, self.eps, self.h = lr, eps, None
    def update(self, params, grads):
        if self.h is None:
            self.h = {key: np.zeros_like(val) for key, val in params.items()}
        for key in params.keys():
            self.h[key] += grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / np.sqrt(self.h[key] + self.eps)

class RMSProp:
    def __init__(self, lr=0.01, decay_rate=0.99, eps=1e-8):
        self.lr, self.decay_rate, self.eps, self.h = lr, decay_rate, eps, None
    def update(self, params, grads):
        if self.h is None:
            self.h = {key: np.zeros_like(val) for key, val in params.items()}
        for key in params.keys():
            self.h[key] *= self.decay_rate
            self.h[key] += (1 - self.decay_rate) * grads[key] * grads[key]
            params[key] -= self.lr * grads[key] / np.sqrt(self.h[key] + self.eps)

class AdaDelta:
    def __init__(self, decay_rate=0.9, eps=1e-6):
        self.rho, self.eps, self.h, self.d = decay_rate, eps, None, None
    def update(self, params, grads):
        if self.h is None:
            self.h = {key: np.zeros_like(val) for key, val in params.items()}
            self.d = {key: np.zeros_like(val) for key, val in params.items()}
        for key in params.keys():
            self.h[key] += (1 - self.rho) * (grads[key] ** 2 - self.h[key])
            step = np.sqrt((self.d[key] + self.eps) / (self.h[key] + self.eps)) * grads[key]
            self.d[key] += (1 - self.rho) * (step ** 2 - self.d[key])
            params[key] -= step

class Adam:
    def __init__(self, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        self.lr, self.beta1, self.beta2, self.eps, self.iter, self.m, self.v = lr, beta1, beta2, eps, 0, None, None
    def update(self, params, grads):
        if self.m is None:
            self.m, self.v = {}, {}
            for key, val in params.items():
                self.m[key] = np.zeros_like(val)
                self.v[key] = np.zeros_like(val)
        self.iter += 1
        c2 = np.sqrt(1.0 - self.beta2 ** self.iter)
        lr_t = self.lr * c2 / (1.0 - self.beta1 ** self.iter)
        for key in params.keys():
            self.m[key] += (1 - self.beta1) * (grads[key] - self.m[key])
            self.v[key] += (1 - self.beta2) * (grads[key] ** 2 - self.v[key])
            params[key] -= lr_t * self.m[key] / (np.sqrt(self.v[key]) + self.eps * c2)
"""

INHERITED = """
from collections import defaultdict

class Optimizer:
    count = 1

    def __init__(self, *settings):
        self.settings = settings
        self.t = 0
        self.states = defaultdict(lambda: (0.0,) * self.count)

    def update(self, params, grads):
        self.t += 1
        for key, w in params.items():
            step, *states = self.step(grads[key], *self.states[key], *self.settings)
            self.states[key] = states
            np.subtract(w, step, out=w)

def mean(decay, old, new):
    return decay * old + (1 - decay) * new

class SGD(Optimizer):
    count = 0
    def step(self, g, lr):
        return (lr * g,)

class Momentum(Optimizer):
    def step(self, g, v, lr, momentum):
        v = mean(momentum, v, g)
        return lr * v, v

class Nesterov(Optimizer):
    def step(self, g, v, lr, momentum):
        v = momentum * v + g
        return lr * (g + momentum * v), v

class AdaGrad(Optimizer):
    def step(self, g, G, lr, eps):
        return lr * g / (G + g * g + eps) ** 0.5, G + g * g

class RMSProp(Optimizer):
    def step(self, g, E, lr, decay, eps):
        E = mean(decay, E, g * g)
        return lr * g / (E + eps) ** 0.5, E

class AdaDelta(Optimizer):
    count = 2
    def step(self, g, E, D, decay, eps):
        E = mean(decay, E, g * g)
        dx = ((D + eps) / (E + eps)) ** 0.5 * g
        return dx, E, mean(decay, D, dx * dx)

class Adam(Optimizer):
    count = 2
    def step(self, g, m, v, lr, b1, b2, eps):
        m, v = mean(b1, m, g), mean(b2, v, g * g)
        return lr * m / (1 - b1 ** self.t) / ((v / (1 - b2 ** self.t)) ** 0.5 + eps), m, v
"""

FLOAT32 = """
def narrow(arrays):
    return {key: np.asarray(array, dtype=np.float32) for key, array in arrays.items()}

def nothing(params):
    return {key: np.zeros(w.shape, dtype=np.float32) for key, w in params.items()}

class SGD:
    def __init__(self, lr):
        self.lr = lr
    def update(self, params, grads):
        for key, g in narrow(grads).items():
            params[key] -= self.lr * g

class Momentum:
    def __init__(self, lr, momentum):
        self.lr, self.momentum = lr, momentum
    def update(self, params, grads):
        if not hasattr(self, "v"):
            self.v = nothing(params)
        for key, g in narrow(grads).items():
            self.v[key] = self.momentum * self.v[key] + (1 - self.momentum) * g
            params[key] -= self.lr * self.v[key]

class Nesterov(Momentum):
    def update(self, params, grads):
        if not hasattr(self, "v"):
            self.v = nothing(params)
        for key, g in narrow(grads).items():
            self.v[key] = self.momentum * self.v[key] - self.lr * g
            params[key] += self.momentum * self.v[key] - self.lr * g

class AdaGrad:
    def __init__(self, lr, eps):
        self.lr, self.eps = lr, eps
    def update(self, params, grads):
        if not hasattr(self, "G"):
            self.G = nothing(params)
        for key, g in narrow(grads).items():
            self.G[key] += g ** 2
            params[key] -= self.lr * g / np.sqrt(self.G[key] + self.eps)

class RMSProp:
    def __init__(self, lr, decay_rate, eps):
        self.lr, self.rho, self.eps = lr, decay_rate, eps
    def update(self, params, grads):
        if not hasattr(self, "E"):
            self.E = nothing(params)
        for key, g in narrow(grads).items():
            self.E[key] = self.rho * self.E[key] + (1 - self.rho) * g ** 2
            params[key] -= self.lr * g / np.sqrt(self.E[key] + self.eps)

class AdaDelta:
    def __init__(self, decay_rate, eps):
        self.rho, self.eps = decay_rate, eps
    def update(self, params, grads):
        if not hasattr(self, "E"):
            self.E, self.D = nothing(params), nothing(params)
        for key, g in narrow(grads).items():
            self.E[key] = self.rho * self.E[key] + (1 - self.rho) * g ** 2
            dx = np.sqrt(self.D[key] + self.eps) / np.sqrt(self.E[key] + self.eps) * g
            self.D[key] = self.rho * self.D[key] + (1 - self.rho) * dx ** 2
            params[key] -= dx

class Adam:
    def __init__(self, lr, beta1, beta2, eps):
        self.lr, self.b1, self.b2, self.eps, self.t = lr, beta1, beta2, eps, 0
    def update(self, params, grads):
        if self.t == 0:
            self.m, self.v = nothing(params), nothing(params)
        self.t += 1
        for key, g in narrow(grads).items():
            self.m[key] = self.b1 * self.m[key] + (1 - self.b1) * g
            self.v[key] = self.b2 * self.v[key] + (1 - self.b2) * g ** 2
            m, v = self.m[key] / (1 - self.b1 ** self.t), self.v[key] / (1 - self.b2 ** self.t)
            params[key] -= self.lr * m / (np.sqrt(v) + self.eps)
"""

LOOPS = """
import math

class Cells:
    size = 1
    def __init__(self, *settings):
        self.settings, self.steps, self.memory = settings, 0, {}
    def update(self, params, grads):
        self.steps += 1
        for key in params:
            for at in np.ndindex(params[key].shape):
                kept = self.memory.setdefault((key, at), [0.0] * self.size)
                params[key][at] -= self.cell(float(grads[key][at]), kept, *self.settings)

class SGD(Cells):
    def cell(self, g, kept, lr):
        return lr * g

class Momentum(Cells):
    def cell(self, g, kept, lr, momentum):
        kept[0] += (1 - momentum) * (g - kept[0])
        return lr * kept[0]

class Nesterov(Cells):
    def cell(self, g, kept, lr, momentum):
        before = kept[0]
        kept[0] = momentum * before - lr * g
        return -(kept[0] + momentum * (kept[0] - before))

class AdaGrad(Cells):
    def cell(self, g, kept, lr, eps):
        kept[0] += g * g
        return lr * g / math.sqrt(kept[0] + eps)

class RMSProp(Cells):
    def cell(self, g, kept, lr, decay, eps):
        kept[0] += (1 - decay) * (g * g - kept[0])
        return lr * g / math.sqrt(kept[0] + eps)

class AdaDelta(Cells):
    size = 2
    def cell(self, g, kept, decay, eps):
        kept[0] += (1 - decay) * (g * g - kept[0])
        dx = g * math.sqrt((kept[1] + eps) / (kept[0] + eps))
        kept[1] += (1 - decay) * (dx * dx - kept[1])
        return dx

class Adam(Cells):
    size = 2
    def cell(self, g, kept, lr, beta1, beta2, eps):
        kept[0] += (1 - beta1) * (g - kept[0])
        kept[1] += (1 - beta2) * (g * g - kept[1])
        root = math.sqrt(kept[1] / (1 - beta2 ** self.steps))
        return lr * kept[0] / (1 - beta1 ** self.steps) / (root + eps)
"""

ALTERNATIVES = (
    Alternative("dicts-of-states", BOOK),
    Alternative("one-base-class", INHERITED),
    Alternative("float32-states", FLOAT32),
    Alternative("loops-over-cells", LOOPS),
)
